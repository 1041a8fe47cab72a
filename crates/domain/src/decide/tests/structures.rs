//! Games of several stages at once, of several cards together, and with another beginning.

use super::*;
use crate::{Board, Goal, Race, Run, Start, Way, Window};

fn mask(squares: &[u8]) -> Mask {
    Mask::new(squares.iter().map(|square| 1 << square).sum()).unwrap()
}

/// A stage for these squares of one card. Square 0 of cards 1, 3 and 4 is 1, 6 and 11, square 4 is 61, 66
/// and 71, square 20 is 5, 10 and 15.
fn squares(squares: &[u8], prize: &str) -> StageSpec {
    StageSpec { masks: vec![mask(squares)], ..stage("any-line", prize) }
}

fn goal(hand: u8, race: Race, ways: Vec<Way>) -> StageSpec {
    StageSpec { masks: vec![], goal: Some(Goal { hand, race, ways }), ..stage("any-line", "ham") }
}

fn last_standing() -> StageSpec {
    goal(1, Race::LastStanding, vec![])
}

fn boards(places: &[(u8, &[u8])]) -> Way {
    let board = |&(place, squares): &(u8, &[u8])| Board { place, masks: vec![mask(squares)] };
    Way::Boards(places.iter().map(board).collect())
}

fn any_cards(need: u8, squares: &[u8]) -> Way {
    Way::AnyCards { need, masks: vec![mask(squares)] }
}

fn pack(serials: &[u32]) -> Act {
    Act::PackCards { serials: serials.iter().copied().map(Serial).collect() }
}

fn format(run: Run, start: Start) -> Format {
    Format { run, start, ..Format::default() }
}

fn open_as(source: Source, rules: &Rules, stages: &[StageSpec], format: &Format) -> Act {
    let (rules, stages, format) = (rules.clone(), stages.to_vec(), format.clone());
    Act::OpenGame { game: g(), name: Label::new("Game").unwrap(), source, rules, stages, format }
}

/// The game is open and these cards are sold, but not locked.
fn on_sale(cards: &[u32], rules: &Rules, stages: &[StageSpec], format: &Format) -> Vec<Step> {
    let table = then(&[], [night(), prize("ham", 9), prize("cake", 9)]);
    let sold = then(&table, cards.iter().map(|&card| sell(card)));
    then(&sold, [open_as(Source::Cage, rules, stages, format)])
}

fn playing(cards: &[u32], stages: &[StageSpec], format: &Format) -> Vec<Step> {
    then(&on_sale(cards, &pub_rules(), stages, format), [lock("g")])
}

/// What every win of the step says: stage, serials, hands.
fn wins(given: &[Step], act: Act) -> Vec<(u8, Vec<u32>, Vec<Vec<u32>>)> {
    let plain = |serials: &Vec<Serial>| serials.iter().map(|serial| serial.0).collect::<Vec<_>>();
    let entries = TestNight::after(given).decide(&act.into()).unwrap();
    let won = entries.iter().filter_map(|entry| match entry {
        Entry::WinDetected { stage, serials, hands, .. } => {
            Some((*stage, plain(serials), hands.iter().map(plain).collect()))
        }
        _ => None,
    });
    won.collect()
}

fn settle(stage: u8, serial: u32) -> [Act; 3] {
    [claim(stage, serial), good(stage, serial), close_stage(stage)]
}

// ---- several stages ----

fn on_the_way(first: &[u8], second: &[u8]) -> Vec<Step> {
    let stages = [squares(first, "ham"), squares(second, "cake")];
    playing(&[1, 3], &stages, &format(Run::OnTheWay, Start::FirstBall))
}

#[test]
fn on_the_way_every_stage_is_open_and_the_last_one_closes_the_game() {
    let start = on_the_way(&[0], &[4]);
    assert_eq!(TestNight::after(&start).game().open_stages(), [0, 1]);
    assert_eq!(wins(&start, pull(0, 61)), [(1, vec![1], vec![])]);
    let second = then(&start, [pull(0, 61)]);
    check(&second, pull(1, 1), Err("win_open"));
    // It has the second stage, and misses one square for the first.
    assert_eq!(refused(&second, claim(0, 1)), Refusal::NotAWin { serial: Serial(1), missing: 1 });
    check(&second, close_stage(0), Err("nothing_won"));
    let closed = then(&second, settle(1, 1));
    assert_eq!(
        (TestNight::after(&closed).game().stage, TestNight::after(&closed).game().open_stages()),
        (0, vec![0])
    );
    check(&closed, claim(1, 1), Err("not_this_stage"));
    let both = then(&closed, [pull(1, 66), pull(2, 1), claim(0, 1), good(0, 1)]);
    check(&both, close_stage(0), Ok("stage_closed game_closed seed_revealed"));
}

#[test]
fn on_the_way_two_stages_won_on_one_ball_are_settled_one_after_the_other() {
    let start = then(&on_the_way(&[0, 4], &[0]), [pull(0, 61)]);
    assert_eq!(wins(&start, pull(1, 1)), [(0, vec![1], vec![]), (1, vec![1], vec![])]);
    let won = then(&start, [pull(1, 1)]);
    check(&won, pull(2, 7), Err("win_open"));
    let first = then(&won, settle(0, 1));
    assert_eq!(refused(&first, pull(2, 7)), Refusal::WinOpen { stage: 1, serials: vec![Serial(1)] });
    check(&then(&first, [pay(0, 1)]), pay(1, 1), Err("not_claimed"));
    check(&then(&first, [claim(1, 1), good(1, 1), pay(1, 1)]), close_stage(1), Ok(ENDS));
    check(&then(&won, settle(1, 1)), pull(2, 7), Err("win_open"));
}

const ENDS: &str = "stage_closed game_closed seed_revealed";

#[test]
fn on_the_way_a_recall_takes_only_the_wins_of_its_ball() {
    let first = then(&then(&on_the_way(&[0], &[4]), [pull(0, 1)]), settle(0, 1));
    let second = then(&first, [pull(1, 61)]);
    let back = then(&second, [recall(2)]);
    let played = TestNight::after(&back);
    assert!(played.game().stages[1].win.is_none() && played.game().stages[0].win.is_some());
    assert_eq!(refused(&back, recall(1)), Refusal::StageClosed { stage: 0 });
    assert_eq!(wins(&back, pull(1, 61)), [(1, vec![1], vec![])]);
    // With both won on one ball and one closed, the ball stays.
    let both = then(&on_the_way(&[0, 4], &[0]), [pull(0, 61), pull(1, 1)]);
    check(&then(&both, settle(0, 1)), recall(2), Err("stage_closed"));
    let none = TestNight::after(&then(&both, [claim(0, 1), recall(2)]));
    assert!(none.game().stages.iter().all(|stage| stage.win.is_none()));
}

#[test]
fn into_the_next_stage_keeps_marks_and_hands() {
    let pair = goal(2, Race::Complete, vec![boards(&[(0, &[0]), (1, &[0])])]);
    let stages = [squares(&[0], "ham"), pair];
    let sold = then(&on_sale(&[1, 3], &pub_rules(), &stages, &Format::default()), [pack(&[1, 3]), lock("g")]);
    let first = then(&sold, [pull(0, 1), claim(0, 1), good(0, 1)]);
    check(&first, close_stage(0), Ok("stage_closed"));
    let second = then(&first, [close_stage(0)]);
    assert_eq!(wins(&second, pull(1, 6)), [(1, vec![1], vec![vec![1, 3]])]);
    check(&then(&then(&second, [pull(1, 6)]), settle(1, 3)[..2].to_vec()), close_stage(1), Ok(ENDS));
}

/// Square 20, or the last one standing, whichever comes first. Ball 10 gives card 3 the one and turns it
/// over, so that card 1 is the last one standing.
fn first_ends(rules: &Rules) -> Vec<Step> {
    let stages = [squares(&[20], "ham"), last_standing()];
    let format = format(Run::FirstEnds, Start::FirstBall);
    then(&on_sale(&[1, 3], rules, &stages, &format), [lock("g")])
}

#[test]
fn the_first_end_ends_the_game() {
    let start = first_ends(&pub_rules());
    assert_eq!(wins(&start, pull(0, 6)), [(1, vec![1], vec![])]);
    let survived = then(&start, [pull(0, 6), claim(1, 1), good(1, 1)]);
    check(&survived, close_stage(0), Err("nothing_won"));
    check(&survived, close_stage(1), Ok(ENDS));
    // A survivor who is none does not end it.
    let none = then(&start, [pull(0, 6), claim(1, 1), bad(1, 1)]);
    assert_eq!(wins(&none, pull(1, 10)), [(0, vec![3], vec![])]);
    check(&then(&none, [pull(1, 10), claim(0, 3), good(0, 3)]), close_stage(0), Ok(ENDS));
}

#[test]
fn two_first_ends_on_one_ball_are_both_settled_and_no_ball_follows() {
    let start = first_ends(&pub_rules());
    assert_eq!(wins(&start, pull(0, 10)), [(0, vec![3], vec![]), (1, vec![1], vec![])]);
    let first = then(&then(&start, [pull(0, 10)]), settle(0, 3));
    check(&first, pull(1, 7), Err("win_open"));
    check(&then(&first, [claim(1, 1), good(1, 1)]), close_stage(1), Ok(ENDS));
    check(&first, close_stage(1), Ok(ENDS));
    let none = then(&first, [claim(1, 1), bad(1, 1)]);
    check(&none, pull(1, 7), Err("game_over"));
    check(&none, close_stage(1), Ok(ENDS));
    let hurried = first_ends(&Rules { window: Window::NextBall, ..pub_rules() });
    let first = then(&then(&hurried, [pull(0, 10)]), settle(0, 3));
    check(&first, pull(1, 7), Err("game_over"));
    assert!(!TestNight::after(&first).game().may_call(), "the box would go on by itself");
    check(&first, close_stage(1), Ok(ENDS));
}

// ---- several cards ----

#[test]
fn cards_are_packed_in_play_once_and_packs_grow() {
    let sold = then(&[], [night(), sell(1), sell(2), sell(3), sell(4), sell(5)]);
    check(&sold, pack(&[1]), Err("invalid"));
    check(&sold, pack(&[1, 1]), Err("invalid"));
    check(&sold, pack(&[1, 9]), Err("not_active"));
    check(&then(&sold, [void(2)]), pack(&[1, 2]), Err("card_void"));
    let pair = then(&sold, [pack(&[1, 2])]);
    check(&pair, pack(&[1, 2, 3]), Ok("cards_packed"));
    check(&pair, pack(&[2, 1]), Err("in_another_pack"));
    check(&pair, pack(&[3, 2]), Err("in_another_pack"));
    check(&then(&pair, [pack(&[3, 4])]), pack(&[1, 2, 3, 4]), Err("in_another_pack"));
    assert_eq!(TestNight::after(&then(&pair, [pack(&[1, 2, 3])])).night.pack(Serial(3)).unwrap().len(), 3);
    let most = u32::try_from(PACK_MAX).unwrap();
    check(&sold, pack(&(0..=most).collect::<Vec<_>>()), Err("invalid"));
}

#[test]
fn another_card_takes_the_place_of_a_void_one() {
    let pair = then(&[], [night(), sell(1), sell(2), sell(3), pack(&[1, 2]), void(2)]);
    check(&pair, pack(&[1, 3]), Ok("cards_packed"));
    let played = TestNight::after(&then(&pair, [pack(&[1, 3])]));
    assert_eq!(played.night.pack(Serial(1)), Some(&[Serial(1), Serial(3)][..]));
    assert_eq!(played.night.pack(Serial(2)), None);
    assert_eq!(played.night.packs_in_play().count(), 1);
}

/// Square 0 of the first and square 4 of the second card.
fn both() -> [StageSpec; 1] {
    [goal(2, Race::Complete, vec![boards(&[(0, &[0]), (1, &[4])])])]
}

#[test]
fn a_pair_wins_together_under_the_name_of_its_first_card() {
    let stages = both();
    let sale = on_sale(&[1, 3, 4], &pub_rules(), &stages, &Format::default());
    check(&sale, lock("g"), Err("no_cards"));
    let start = then(&sale, [pack(&[3, 1]), lock("g")]);
    check(&then(&start, [pull(0, 6)]), guest(claim(0, 1)), Err("not_a_win"));
    assert_eq!(wins(&then(&start, [pull(0, 6)]), pull(1, 61)), [(0, vec![3], vec![vec![3, 1]])]);
    let won = then(&start, [pull(0, 6), pull(1, 61)]);
    let made = Entry::ClaimMade { game: g(), stage: 0, serial: Serial(3), slept: None };
    assert_eq!(TestNight::after(&won).decide(&guest(claim(0, 1))), Ok(vec![made]));
    check(&won, void(1), Err("card_has_win"));
    let claimed = then(&won, [claim(0, 1)]);
    check(&claimed, claim(0, 3), Err("already_claimed"));
    check(&then(&claimed, [good(0, 1)]), pay(0, 1), Ok("prize_paid"));
    check(&then(&claimed, [good(0, 1), pay(0, 3)]), pay(0, 1), Err("already_paid"));
    // Card 4 is in no pair: it has nothing to complete, and a false claim says so.
    let alone = Refusal::NotAWin { serial: Serial(4), missing: 0 };
    assert_eq!(refused(&won, guest(claim(0, 4))), alone);
}

#[test]
fn a_pair_of_which_one_card_is_void_wins_nothing() {
    let stages = both();
    let sale = then(&on_sale(&[1, 3, 4], &pub_rules(), &stages, &Format::default()), [pack(&[1, 3])]);
    check(&then(&sale, [void(3)]), lock("g"), Err("no_cards"));
    check(&then(&sale, [void(3), pack(&[1, 4])]), lock("g"), Ok("game_locked"));
    let later = then(&sale, [lock("g"), void(3), pull(0, 1)]);
    assert_eq!(wins(&later, pull(1, 66)), []);
}

#[test]
fn packs_that_change_after_the_lock_change_no_hand() {
    let stages = both();
    let sale = then(&on_sale(&[1, 3, 4], &pub_rules(), &stages, &Format::default()), [pack(&[1, 3])]);
    let later = then(&sale, [lock("g"), void(3), pack(&[1, 4]), pull(0, 1)]);
    assert_eq!(wins(&later, pull(1, 71)), [], "a pair made after the lock");
    assert_eq!(TestNight::after(&later).game().lock.as_ref().unwrap().packs, [[Serial(1), Serial(3)]]);
}

#[test]
fn one_of_several_ways_is_enough() {
    let either = goal(2, Race::Complete, vec![boards(&[(0, &[0, 4])]), boards(&[(0, &[0]), (1, &[0])])]);
    let sale = on_sale(&[1, 3], &pub_rules(), &[either], &Format::default());
    let start = then(&sale, [pack(&[1, 3]), lock("g"), pull(0, 1)]);
    assert_eq!(wins(&start, pull(1, 61)).len(), 1);
    assert_eq!(wins(&start, pull(1, 6)).len(), 1);
    assert_eq!(wins(&start, pull(1, 66)), []);
}

#[test]
fn so_many_cards_of_a_set_win_also_without_the_first_one() {
    let two_of_three = goal(3, Race::Complete, vec![any_cards(2, &[0])]);
    let sale = on_sale(&[1, 3, 4], &pub_rules(), &[two_of_three], &Format::default());
    let start = then(&sale, [pack(&[1, 3, 4]), lock("g")]);
    assert_eq!(wins(&then(&start, [pull(0, 1)]), pull(1, 11)).len(), 1);
    let without = then(&start, [void(1), pull(0, 1), pull(1, 6)]);
    assert_eq!(wins(&without, pull(2, 11)), [(0, vec![1], vec![vec![1, 3, 4]])]);
    let won = then(&without, [pull(2, 11)]);
    check(&won, claim(0, 3), Ok("claim_made"));
    // As it stands in the ledger.
    check(&won, claim(0, 1), Ok("claim_made"));
    check(&then(&won, [claim(0, 4), good(0, 4)]), pay(0, 3), Ok("prize_paid"));
}

// ---- the last one standing ----

fn survivor(cards: &[u32]) -> Vec<Step> {
    playing(cards, &[last_standing()], &Format::default())
}

#[test]
fn the_last_one_standing_wins_and_nobody_after() {
    let two_left = then(&survivor(&[1, 3, 4]), [pull(0, 6)]);
    check(&two_left, guest(claim(0, 1)), Err("not_a_win"));
    assert_eq!(wins(&two_left, pull(1, 11)), [(0, vec![1], vec![])]);
    let won = then(&two_left, [pull(1, 11)]);
    assert_eq!(wins(&then(&won, [recall(2)]), pull(1, 1)), [(0, vec![4], vec![])]);
    let none = then(&won, [claim(0, 1), bad(0, 1)]);
    check(&none, pull(2, 1), Ok("ball_called"));
    check(&then(&none, [pull(2, 1), recall(3), recall(2)]), pull(1, 11), Ok("ball_called win_detected"));
}

#[test]
fn all_who_go_out_on_the_last_ball_tie() {
    let start = survivor(&[1, 2, 3]);
    assert_eq!(wins(&then(&start, [pull(0, 6)]), pull(1, 1)), [(0, vec![1, 2], vec![])]);
    assert_eq!(wins(&survivor(&[1, 2]), pull(0, 61)), [(0, vec![1, 2], vec![])]);
}

#[test]
fn a_card_voided_meanwhile_does_not_stand() {
    let start = then(&survivor(&[1, 3, 4]), [void(4)]);
    assert_eq!(wins(&start, pull(0, 6)), [(0, vec![1], vec![])]);
    // Voiding the second last decides with the next ball, whatever it is.
    let one_left = then(&survivor(&[1, 3]), [void(3)]);
    assert_eq!(wins(&one_left, pull(0, 75)), [(0, vec![1], vec![])]);
    assert_eq!(wins(&one_left, pull(0, 1)), [(0, vec![1], vec![])]);
    assert_eq!(wins(&then(&one_left, [void(1)]), pull(0, 75)), []);
}

// ---- other beginnings ----

#[test]
fn balls_pulled_before_play_are_looked_at_with_the_last_of_them() {
    let start = playing(&[1, 3], &[squares(&[0], "ham")], &format(Run::Into, Start::PreDrawn(3)));
    assert_eq!(wins(&start, pull(0, 1)), []);
    let two = then(&start, [pull(0, 1), pull(1, 7)]);
    check(&two, guest(claim(0, 1)), Err("not_a_win"));
    assert_eq!(wins(&two, pull(2, 8)), [(0, vec![1], vec![])]);
    let won = then(&two, [pull(2, 8)]);
    check(&won, pull(3, 9), Err("win_open"));
    let back = then(&won, [recall(3), recall(2)]);
    assert_eq!(wins(&then(&back, [pull(1, 9)]), pull(2, 6)), [(0, vec![1, 3], vec![])]);
}

#[test]
fn the_box_draws_all_balls_before_play_at_once() {
    let format = format(Run::Into, Start::PreDrawn(5));
    let sale = then(&[], [night(), prize("ham", 1), sell(1)]);
    let open = open_as(Source::Rng, &pub_rules(), &[stage("blackout", "ham")], &format);
    let start = then(&sale, [open, lock("g")]);
    let five = "entropy_added ball_called ball_called ball_called ball_called ball_called";
    check(&start, draw(0), Ok(five));
    let drawn = then(&start, [draw(0)]);
    check(&drawn, draw(5), Ok("ball_called"));
    let calls = TestNight::after(&drawn).game().calls.clone();
    let back = then(&drawn, [recall(5), recall(4)]);
    check(&back, draw(3), Ok("ball_called ball_called"));
    assert_eq!(TestNight::after(&then(&back, [draw(3)])).game().calls, calls);
    for (balls, expected) in [(0, "invalid"), (75, "invalid")] {
        let format = Format { start: Start::PreDrawn(balls), ..format.clone() };
        check(&sale, open_as(Source::Rng, &pub_rules(), &[stage("blackout", "ham")], &format), Err(expected));
    }
}

#[test]
fn the_first_ball_is_wild_and_a_recall_takes_all_it_brought() {
    let start = playing(&[1, 3], &[squares(&[0, 4], "ham")], &format(Run::Into, Start::Wild));
    assert_eq!(wins(&start, pull(0, 11)), [(0, vec![1], vec![])]);
    let back = then(&start, [pull(0, 11), recall(1)]);
    assert_eq!(TestNight::after(&back).night.missing(Serial(1)), Some(2));
    assert_eq!(wins(&back, pull(0, 12)), []);
    // A number it brought is called like any other and gives nobody anything new.
    let no_win = then(&start, [pull(0, 11), claim(0, 1), bad(0, 1)]);
    assert_eq!(wins(&no_win, pull(1, 1)), []);
    assert_eq!(wins(&then(&no_win, [pull(1, 1), recall(2), recall(1)]), pull(0, 11)).len(), 1);
    // Only the first one is wild.
    let second = then(&start, [pull(0, 70), pull(1, 11)]);
    assert_eq!(TestNight::after(&second).night.missing(Serial(1)), Some(2));
}
