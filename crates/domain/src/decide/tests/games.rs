//! Opening and locking games, calling and taking back.

use super::*;

fn table() -> Vec<Step> {
    then(&[], [night(), prize("ham", 1), sell(1)])
}

fn with_masks(count: usize) -> StageSpec {
    let masks = (1..).map(|bits| Mask::new(bits).unwrap()).filter(|mask| mask.count() > 1);
    StageSpec { masks: masks.take(count).collect(), ..stage("any-line", "ham") }
}

#[test]
fn a_game_opens_with_its_seed_committed() {
    let corners = [stage("four-corners", "ham")];
    let act = open("g", Source::Rng, &pub_rules(), &corners);
    check(&table(), act.clone(), Ok("game_opened game_committed"));
    check(&then(&table(), [act.clone()]), act.clone(), Err("already_exists"));
    let command = Command { id: None, by: By::system(), rights: Rights::ALL, act };
    let decision = TestNight::after(&table()).night.decide(&command, &given());
    assert_eq!(outcome(decision), Err("invalid".to_owned()));
    let played = TestNight::after(&selling(Source::Rng, &pub_rules(), &[1]));
    assert_eq!(played.game().commitment, Some(crate::deck::commitment(&seed(&g()))));
}

#[test]
fn stages_are_counted_their_masks_too_and_their_prizes_known() {
    let opens = |stages: &[StageSpec], expected| {
        check(&table(), open("g", Source::Rng, &pub_rules(), stages), expected);
    };
    let fine = Ok("game_opened game_committed");
    opens(&[], Err("invalid"));
    opens(&vec![with_masks(1); STAGES_MAX], fine);
    opens(&vec![with_masks(1); STAGES_MAX + 1], Err("invalid"));
    opens(&[with_masks(0)], Err("invalid"));
    opens(&[with_masks(STAGE_MASKS_MAX)], fine);
    opens(&[with_masks(STAGE_MASKS_MAX + 1)], Err("invalid"));
    opens(&[with_masks(STAGE_MASKS_MAX), with_masks(GAME_MASKS_MAX - STAGE_MASKS_MAX)], fine);
    opens(&[with_masks(STAGE_MASKS_MAX), with_masks(GAME_MASKS_MAX - STAGE_MASKS_MAX + 1)], Err("invalid"));
    opens(&[StageSpec { masks: vec![Mask::EMPTY], ..with_masks(0) }], Err("invalid"));
    opens(&[StageSpec { masks: vec![Mask::CENTRE], ..with_masks(0) }], Err("invalid"));
    opens(&[stage("any-line", "cake")], Err("unknown"));
    opens(&[StageSpec { prize: None, ..stage("any-line", "cake") }], fine);
}

#[test]
fn the_widest_game_fits_a_leaf() {
    let wide = Mask::FULL;
    let stage = |masks| StageSpec { masks: vec![wide; masks], ..stage("any-line", "ham") };
    let stages = [stage(STAGE_MASKS_MAX), stage(GAME_MASKS_MAX - STAGE_MASKS_MAX)];
    let entries =
        TestNight::after(&table()).decide(&open("g", Source::Rng, &pub_rules(), &stages).into()).unwrap();
    assert!(serde_json::to_vec(&entries[0]).unwrap().len() < 64 * 1024 - 4 * 1024);
}

#[test]
fn a_programme_has_an_end() {
    let one = [stage("any-line", "ham")];
    let open = |n: usize| open(&format!("g{n}"), Source::Cage, &pub_rules(), &one);
    check(&then(&table(), (1..GAMES_MAX).map(open)), open(0), Ok("game_opened game_committed"));
    check(&then(&table(), (0..GAMES_MAX).map(open)), open(GAMES_MAX), Err("limit_reached"));
}

#[test]
fn nobody_is_first_to_signal_where_the_box_claims_for_all() {
    let rules = Rules { claim: ClaimMode::Auto, ..with_ties(TieRule::FirstToSignal) };
    check(&table(), open("g", Source::Rng, &rules, &[stage("any-line", "ham")]), Err("invalid"));
}

#[test]
fn one_game_at_a_time_is_locked_and_only_with_cards() {
    let selling = selling(Source::Cage, &pub_rules(), &[1]);
    check(&selling, lock("g"), Ok("game_locked"));
    check(&selling, lock("h"), Err("unknown"));
    check(&then(&selling, [void(1)]), lock("g"), Err("no_cards"));
    let locked = then(&selling, [lock("g")]);
    check(&locked, lock("g"), Err("already_locked"));
    let two = then(&locked, [open("h", Source::Rng, &pub_rules(), &[stage("any-line", "ham")])]);
    assert_eq!(refused(&two, lock("h")), Refusal::AnotherGameRuns { game: "Game g".to_owned() });
    check(&then(&two, [close_game("g")]), lock("h"), Ok("game_locked"));
    check(&then(&two, [close_game("g")]), lock("g"), Err("game_over"));
}

#[test]
fn the_lock_holds_the_cards_sold_before_it_and_not_the_voided_ones() {
    let sold = then(&selling(Source::Cage, &pub_rules(), &[3, 1, 2]), [void(2), lock("g"), sell(4)]);
    let played = TestNight::after(&sold);
    let lock = played.game().lock.clone().unwrap();
    assert_eq!(lock.serials, [Serial(1), Serial(3)]);
    assert_eq!(lock.rules_hash, pub_rules().hash());
    assert_eq!(lock.card_root, crate::deck::card_root(&lock.serials));
    assert!(played.game().plays(Serial(3)) && !played.game().plays(Serial(4)));
    assert_eq!((played.night.missing(Serial(1)), played.night.missing(Serial(4))), (Some(4), None));
}

#[test]
fn entropy_comes_once_between_the_lock_and_the_first_ball() {
    let selling = selling(Source::Rng, &pub_rules(), &[1]);
    check(&selling, entropy("4 2 6"), Err("not_locked"));
    let locked = then(&selling, [lock("g")]);
    check(&locked, entropy(""), Ok("entropy_added"));
    check(&locked, entropy(&"x".repeat(ENTROPY_BYTES_MAX)), Ok("entropy_added"));
    check(&locked, entropy(&"x".repeat(ENTROPY_BYTES_MAX + 1)), Err("invalid"));
    check(&locked, entropy("a\0b"), Err("invalid"));
    check(&then(&locked, [entropy("4 2 6")]), entropy("1"), Err("entropy_fixed"));
    check(&then(&locked, [draw(0)]), entropy("1"), Err("entropy_fixed"));
    check(&then(&selling, [close_game("g")]), entropy("1"), Err("game_over"));
    check(&then(&super::locked(&pub_rules(), &[1]), [pull(0, 7)]), entropy("1"), Err("entropy_fixed"));
}

#[test]
fn the_box_draws_in_the_committed_order_and_says_when_the_room_threw_in_nothing() {
    let locked = then(&selling(Source::Rng, &pub_rules(), &[4]), [lock("g")]);
    check(&locked, draw(0), Ok("entropy_added ball_called"));
    let given = then(&locked, [entropy("dice 4 2")]);
    check(&given, draw(0), Ok("ball_called"));
    check(&given, pull(0, 7), Err("ball_not_wanted"));
    let played = TestNight::after(&then(&given, [draw(0), draw(1), draw(2)]));
    let lock = played.game().lock.clone().unwrap().lock;
    let order = crate::deck::order(&seed(&g()), &g(), &lock, "dice 4 2");
    assert_eq!(played.game().calls, order[..3]);
}

#[test]
fn without_the_seed_the_box_draws_nothing() {
    let played = TestNight::after(&then(&selling(Source::Rng, &pub_rules(), &[1]), [lock("g")]));
    let command = Command { id: None, by: By::system(), rights: Rights::ALL, act: draw(0) };
    let decision = played.night.decide(&command, &given());
    assert_eq!(outcome(decision), Err("invalid".to_owned()));
}

#[test]
fn staff_enter_what_the_cage_gives() {
    let locked = locked(&pub_rules(), &[1]);
    check(&locked, pull(0, 7), Ok("ball_called"));
    check(&locked, draw(0), Err("ball_needed"));
    let called = then(&locked, balls(0, &[7, 8]));
    assert_eq!(refused(&called, pull(2, 8)), Refusal::BallAlreadyCalled { ball: ball(8), call: 2 });
}

#[test]
fn a_ball_is_called_only_while_the_game_is_on() {
    let selling = selling(Source::Cage, &pub_rules(), &[1, 3]);
    check(&selling, pull(0, 7), Err("not_locked"));
    let locked = then(&selling, [lock("g")]);
    check(&then(&locked, [pause()]), pull(0, 7), Err("paused"));
    check(&then(&locked, [pause(), resume()]), pull(0, 7), Ok("ball_called"));
    check(&then(&locked, [close_game("g")]), pull(0, 7), Err("game_over"));
}

#[test]
fn of_two_callers_the_second_hears_which_ball_is_out() {
    let called = then(&locked(&pub_rules(), &[1]), balls(0, &[7, 8]));
    assert_eq!(refused(&called, pull(0, 9)), Refusal::CallAlreadyOut { call: 1, ball: ball(7) });
    assert_eq!(refused(&called, pull(1, 9)), Refusal::CallAlreadyOut { call: 2, ball: ball(8) });
    check(&called, pull(2, 9), Ok("ball_called"));
    check(&called, pull(3, 9), Err("invalid"));
}

#[test]
fn after_75_balls_nothing_is_left_to_call() {
    let only_blackout = [stage("blackout", "ham")];
    let start = then(&table(), [open("g", Source::Cage, &pub_rules(), &only_blackout), lock("g")]);
    // Card 1 completes on ball 65; its win is dismissed so that calling goes on.
    let numbers: Vec<u8> = (1..=75).collect();
    let first = then(&start, balls(0, &numbers[..65]));
    let rejected = then(&first, [claim(0, 1), bad(0, 1)]);
    check(&rejected, close_stage(0), Err("nothing_won"));
    let all = then(&rejected, balls(65, &numbers[65..]));
    check(&all, pull(75, 75), Err("no_balls_left"));
    check(&all, close_stage(0), Ok("stage_closed game_closed seed_revealed"));
}

#[test]
fn a_paused_game_can_be_resumed_and_only_a_paused_one() {
    let locked = locked(&pub_rules(), &[1, 3]);
    check(&selling(Source::Cage, &pub_rules(), &[1]), pause(), Err("not_locked"));
    check(&locked, pause(), Ok("game_paused"));
    check(&locked, resume(), Err("not_paused"));
    check(&then(&locked, [pause()]), pause(), Err("paused"));
    check(&then(&locked, [pause()]), resume(), Ok("game_resumed"));
    let checking = then(&locked, balls(0, &[1, 61, 5, 65]));
    check(&checking, pause(), Ok("game_paused"));
    check(&then(&checking, [close_game("g")]), pause(), Err("game_over"));
}

#[test]
fn only_the_last_call_is_taken_back() {
    let locked = locked(&pub_rules(), &[1]);
    check(&locked, recall(1), Err("not_running"));
    let called = then(&locked, balls(0, &[7, 8]));
    check(&called, recall(2), Ok("ball_recalled"));
    assert_eq!(refused(&called, recall(1)), Refusal::NotTheLastCall { call: 2 });
    assert_eq!(refused(&called, recall(3)), Refusal::NotTheLastCall { call: 2 });
    check(&then(&called, [recall(2)]), recall(2), Err("not_the_last_call"));
    check(&then(&called, [recall(2)]), recall(1), Ok("ball_recalled"));
    check(&then(&called, [pause()]), recall(2), Ok("ball_recalled"));
    check(&then(&called, [close_game("g")]), recall(2), Err("game_over"));
}

#[test]
fn a_recall_takes_the_win_of_the_ball_with_it() {
    let won = won(&pub_rules(), &[1, 3]);
    let judged = then(&won, [claim(0, 1), good(0, 1)]);
    let back = TestNight::after(&then(&judged, [recall(4)]));
    assert!(back.game().stages[0].win.is_none());
    check(&then(&judged, [recall(4)]), pull(3, 75), Ok("ball_called"));
    check(&then(&judged, [recall(4)]), pull(3, 65), Ok("ball_called win_detected"));
    check(&then(&judged, [recall(4)]), claim(0, 1), Err("not_a_win"));
}

#[test]
fn a_recall_brings_back_the_dismissed_win_before_it() {
    let rejected = then(&won(&pub_rules(), &[1, 3]), [claim(0, 1), bad(0, 1)]);
    let before = TestNight::after(&rejected);
    let mut after = TestNight::after(&then(&rejected, [pull(4, 7), recall(5)]));
    // That a ball was taken back stays announced.
    after.night.games[0].announced = None;
    assert_eq!(format!("{:?}", after.night.games), format!("{:?}", before.night.games));
    check(&then(&rejected, [pull(4, 7), recall(5), recall(4)]), pull(3, 65), Ok("ball_called win_detected"));
}

#[test]
fn a_recall_stops_at_a_payout_and_at_a_closed_stage() {
    let judged = then(&won(&pub_rules(), &[1, 3]), [claim(0, 1), good(0, 1)]);
    let paid = then(&judged, [pay(0, 1)]);
    assert_eq!(refused(&paid, recall(4)), Refusal::PayoutDepends { serial: Serial(1) });
    let closed = then(&judged, [close_stage(0)]);
    assert_eq!(refused(&closed, recall(4)), Refusal::StageClosed { stage: 0 });
    check(&then(&closed, [pull(4, 7)]), recall(5), Ok("ball_recalled"));
    check(&then(&closed, [pull(4, 7), recall(5)]), recall(4), Err("stage_closed"));
    check(&then(&paid, [close_stage(0)]), recall(4), Err("payout_depends"));
    check(&then(&paid, [close_stage(0), pull(4, 7)]), recall(5), Ok("ball_recalled"));
}

#[test]
fn the_seed_is_lent_where_chance_is_needed() {
    let played = TestNight::after(&selling(Source::Rng, &with_ties(TieRule::Random), &[1]));
    let cage = TestNight::after(&selling(Source::Cage, &pub_rules(), &[1]));
    let cases = [
        (open("x", Source::Cage, &pub_rules(), &[]), true, true),
        (draw(0), true, false),
        (good(0, 1), true, false),
        (close_stage(0), true, true),
        (close_game("g"), true, true),
        (close_game("x"), false, false),
        (lock("g"), false, false),
        (claim(0, 1), false, false),
        (recall(1), false, false),
    ];
    for (act, random, plain) in cases {
        assert_eq!(played.night.needs_seed(&act), random, "{act:?}");
        assert_eq!(cage.night.needs_seed(&act), plain, "{act:?}");
    }
}
