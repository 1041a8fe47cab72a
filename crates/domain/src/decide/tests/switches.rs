//! Every house-rule switch in each of its positions.

use super::*;
use crate::{Daub, FreeSquare, LostLink, Undo, Window};

/// Every field of [`Rules`] has tests here whose names begin with it.
#[test]
fn every_switch_has_its_tests() {
    let json = serde_json::to_value(pub_rules()).unwrap();
    let switches: Vec<_> = json.as_object().unwrap().keys().filter(|key| *key != "profile").collect();
    assert!(switches.len() >= 10, "{switches:?}");
    for switch in switches {
        assert!(include_str!("switches.rs").contains(&format!("\nfn {switch}_")), "{switch} has no test");
    }
}

/// Card 1 alone won the corners with call 4.
fn one(rules: &Rules) -> Vec<Step> {
    won(rules, &[1, 3])
}

/// Cards 1 and 2 won the corners on one ball.
fn two(rules: &Rules) -> Vec<Step> {
    won(rules, &[1, 2, 3])
}

/// Nobody spoke up for card 1, and one more ball was called.
fn slept(rules: &Rules) -> Vec<Step> {
    then(&one(rules), [pull(4, 7)])
}

fn next_ball() -> Rules {
    Rules { window: Window::NextBall, ..pub_rules() }
}

fn ask() -> Act {
    Act::AskClaims { game: g() }
}

fn show(stage: u8, serial: u32) -> Act {
    Act::ShowCard { game: g(), stage, serial: Serial(serial) }
}

fn pack(serials: &[u32]) -> Act {
    Act::PackCards { serials: serials.iter().copied().map(Serial).collect() }
}

/// A ham that is worth so many cents; card 1 won it and was claimed.
fn worth(cents: u32, rules: &Rules) -> Vec<Step> {
    let ham = Act::AddPrize {
        prize: PrizeId::new("ham").unwrap(),
        name: Label::new("Ham").unwrap(),
        stock: 1,
        value: Amount::cents(cents),
    };
    let corners = [stage("four-corners", "ham")];
    let table = then(&[], [night(), ham, sell(1), sell(3), open("g", Source::Cage, rules, &corners)]);
    let played = then(&then(&table, [lock("g")]), balls(0, &[1, 61, 5, 65]));
    then(&played, [claim(0, 1)])
}

/// The win that stands, as call and serials.
fn standing(given: &[Step]) -> Option<(u8, Vec<u32>)> {
    let played = TestNight::after(given);
    let found = played.game().standing_wins().next();
    found.map(|(_, win)| (win.call, win.cards.iter().map(|card| card.serial.0).collect()))
}

#[test]
fn daub_is_frozen_with_the_game_and_the_box_plays_every_card_whatever_it_is() {
    for (daub, word) in [(Daub::Auto, "auto"), (Daub::Tap, "tap"), (Daub::CatchUp, "catch_up")] {
        let rules = Rules { daub, ..pub_rules() };
        let played = TestNight::after(&one(&rules));
        assert_eq!(played.game().rules.daub, daub);
        assert_eq!(serde_json::to_value(&rules).unwrap()["daub"], word);
        assert_ne!(rules.hash(), Rules { profile: PatternSlug::new("x").unwrap(), ..rules.clone() }.hash());
        assert_eq!(standing(&one(&rules)), Some((4, vec![1])), "{word}");
    }
}

#[test]
fn claim_press_waits_for_somebody_to_speak_up() {
    let rules = Rules { claim: ClaimMode::Press, ..pub_rules() };
    let short = then(&locked(&rules, &[1, 3]), balls(0, &[1, 61, 5]));
    check(&short, pull(3, 65), Ok("ball_called win_detected"));
    check(&one(&rules), good(0, 1), Err("not_claimed"));
    check(&then(&one(&rules), [guest(claim(0, 1))]), good(0, 1), Ok("claim_judged"));
}

#[test]
fn claim_auto_has_the_box_claim_for_every_winner() {
    let rules = Rules { claim: ClaimMode::Auto, ..pub_rules() };
    let short = then(&locked(&rules, &[1, 3]), balls(0, &[1, 61, 5]));
    check(&short, pull(3, 65), Ok("ball_called win_detected claim_made"));
    check(&one(&rules), good(0, 1), Ok("claim_judged"));
    check(&one(&rules), guest(claim(0, 1)), Err("already_claimed"));
}

#[test]
fn claim_auto_goes_with_no_window_and_nobody_first() {
    let table = then(&[], [night(), prize("ham", 1), sell(1)]);
    let opens = |rules: Rules, expected| {
        check(&table, open("g", Source::Cage, &rules, &[stage("any-line", "ham")]), expected);
    };
    let auto = Rules { claim: ClaimMode::Auto, ..pub_rules() };
    opens(auto.clone(), Ok("game_opened game_committed"));
    opens(Rules { window: Window::NextBall, ..auto.clone() }, Err("invalid"));
    opens(Rules { window: Window::ThreeAsks, ..auto.clone() }, Err("invalid"));
    opens(Rules { ties: TieRule::FirstToSignal, ..auto }, Err("invalid"));
}

#[test]
fn window_hold_waits_for_whoever_sleeps() {
    let hold = Rules { window: Window::Hold, ..pub_rules() };
    check(&one(&hold), pull(4, 7), Err("win_open"));
    check(&one(&hold), ask(), Err("invalid"));
    check(&then(&one(&hold), [claim(0, 1), good(0, 1)]), pull(4, 7), Err("win_open"));
}

#[test]
fn window_next_ball_lets_the_caller_go_on_while_nobody_has_spoken_up() {
    check(&one(&next_ball()), pull(4, 7), Ok("ball_called"));
    check(&one(&next_ball()), ask(), Err("invalid"));
    check(&then(&one(&next_ball()), [claim(0, 1)]), pull(4, 7), Err("win_open"));
    check(&then(&one(&next_ball()), [claim(0, 1), good(0, 1)]), pull(4, 7), Err("win_open"));
    // One of two spoke up: that is enough.
    check(&then(&two(&next_ball()), [claim(0, 2)]), pull(4, 7), Err("win_open"));
    check(&then(&two(&next_ball()), [claim(0, 2), bad(0, 2)]), pull(4, 7), Ok("ball_called"));
}

#[test]
fn window_three_asks_goes_on_after_the_third() {
    let rules = Rules { window: Window::ThreeAsks, ..pub_rules() };
    assert_eq!(refused(&one(&rules), pull(4, 7)), Refusal::AskFirst { asked: 0 });
    check(&one(&rules), ask(), Ok("claims_asked"));
    let asked = then(&one(&rules), [ask(), ask()]);
    assert_eq!(refused(&asked, pull(4, 7)), Refusal::AskFirst { asked: 2 });
    check(&then(&asked, [ask()]), pull(4, 7), Ok("ball_called"));
    check(&then(&asked, [ask(), claim(0, 1)]), pull(4, 7), Err("win_open"));
    check(&locked(&rules, &[1]), ask(), Err("nothing_won"));
    // The next win is asked for anew.
    let later = then(&then(&asked, [ask()]), balls(4, &[6, 66, 10, 70]));
    assert_eq!(refused(&later, pull(8, 7)), Refusal::AskFirst { asked: 0 });
}

#[test]
fn last_number_on_loses_a_win_that_slept() {
    let rules = Rules { last_number: true, ..next_ball() };
    let too_late = Refusal::Slept { serial: Serial(1), call: 4 };
    assert_eq!(refused(&slept(&rules), guest(claim(0, 1))), too_late);
    check(&one(&rules), guest(claim(0, 1)), Ok("claim_made"));
    // The ball it slept over is taken back: it is awake again.
    check(&then(&slept(&rules), [recall(5)]), claim(0, 1), Ok("claim_made"));
    // Another card that wins later has the prize for itself.
    let later = then(&slept(&rules), balls(5, &[6, 66, 10, 70]));
    assert_eq!(standing(&later), Some((9, vec![3])));
    check(&later, claim(0, 1), Err("slept"));
    let alone = then(&later, [claim(0, 3), good(0, 3)]);
    assert_eq!(TestNight::after(&alone).game().share(0, Serial(3)), Some((1, 1)));
}

#[test]
fn last_number_on_announces_that_a_claim_came_too_late() {
    let rules = Rules { last_number: true, ..next_ball() };
    let mut played = TestNight::after(&slept(&rules));
    played.ask(&guest(claim(0, 1))).unwrap_err();
    let announced = played.game().announced.clone().unwrap().what;
    assert_eq!(announced, crate::Announcement::ClaimTooLate { serial: Serial(1), call: 4 });
    for _ in 0..FALSE_CLAIMS_MAX {
        assert_eq!(outcome(played.ask(&guest(claim(0, 1)))), Err("slept".to_owned()));
    }
    let size = played.night.size;
    assert_eq!(played.ask(&guest(claim(0, 1))), Err(Refusal::TooManyTries));
    assert_eq!(played.night.size, size, "a phone must not fill the ledger");
}

#[test]
fn last_number_off_wakes_a_win_with_the_call_that_is_out() {
    let woken = then(&slept(&next_ball()), [claim(0, 1)]);
    let made = Entry::ClaimMade { game: g(), stage: 0, serial: Serial(1), slept: Some(4) };
    assert_eq!(TestNight::after(&slept(&next_ball())).decide(&claim(0, 1).into()), Ok(vec![made]));
    assert_eq!(standing(&woken), Some((5, vec![1])));
    check(&woken, pull(5, 8), Err("win_open"));
    check(&woken, claim(0, 1), Err("already_claimed"));
    let judged = then(&woken, [good(0, 1)]);
    check(&judged, pay(0, 1), Ok("prize_paid"));
    check(&judged, close_stage(0), Ok("stage_closed"));
}

#[test]
fn last_number_off_puts_a_woken_win_back_to_sleep_with_a_recall() {
    let two_later = then(&slept(&next_ball()), [pull(5, 8), claim(0, 1), good(0, 1)]);
    assert_eq!(standing(&two_later), Some((6, vec![1])));
    let back = then(&two_later, [recall(6)]);
    assert_eq!(standing(&back), None);
    assert_eq!(TestNight::after(&back).game().stages[0].slept(Serial(1)), Some(4));
    check(&back, pull(5, 8), Ok("ball_called"));
    check(&back, claim(0, 1), Ok("claim_made"));
    // Another one back: the win is that of its own call again, and nobody has claimed it.
    let awake = then(&back, [recall(5)]);
    assert_eq!(standing(&awake), Some((4, vec![1])));
    let claimed = TestNight::after(&then(&awake, [claim(0, 1)]));
    assert_eq!(claimed.game().stages[0].win.as_ref().unwrap().cards[0].slept, None);
    check(&then(&two_later, [pay(0, 1)]), recall(6), Err("payout_depends"));
}

#[test]
fn last_number_off_ties_a_sleeper_with_whoever_wins_now() {
    let fresh = then(&slept(&next_ball()), balls(5, &[6, 66, 10, 70]));
    let both = then(&fresh, [claim(0, 3), claim(0, 1)]);
    assert_eq!(standing(&both), Some((9, vec![1, 3])));
    check(&then(&both, [good(0, 1)]), good(0, 3), Ok("claim_judged tie_resolved"));
    let tied = then(&both, [good(0, 1), good(0, 3)]);
    assert_eq!(TestNight::after(&tied).game().share(0, Serial(1)), Some((1, 2)));
    check(&then(&tied, [pay(0, 1), pay(0, 3)]), close_stage(0), Ok("stage_closed"));
}

#[test]
fn last_number_off_wakes_nobody_once_the_shares_are_known() {
    let fresh = then(&slept(&next_ball()), balls(5, &[6, 66, 10, 70]));
    let settled = then(&fresh, [claim(0, 3), good(0, 3)]);
    check(&settled, claim(0, 1), Err("slept"));
    let paid = then(&settled, [pay(0, 3)]);
    check(&paid, claim(0, 1), Err("slept"));
    assert_eq!(TestNight::after(&paid).game().share(0, Serial(3)), Some((1, 1)));
    // A win that was no win settles nothing.
    check(&then(&fresh, [claim(0, 3), bad(0, 3)]), claim(0, 1), Ok("claim_made"));
}

#[test]
fn last_number_off_keeps_a_sleepers_card_in_play() {
    check(&slept(&next_ball()), void(1), Err("card_has_win"));
    check(&slept(&next_ball()), void(3), Ok("card_voided"));
    let over = then(&slept(&next_ball()), balls(5, &[6, 66, 10, 70]));
    let over = then(&over, [claim(0, 3), good(0, 3), close_stage(0)]);
    check(&over, claim(0, 1), Err("not_this_stage"));
    check(&over, void(1), Ok("card_voided"));
}

/// Who gets which share when cards 1 and 2 tie by these rules.
fn shares(given: &[Step]) -> Vec<Option<(u32, u32)>> {
    let played = TestNight::after(given);
    [1, 2].map(|serial| played.game().share(0, Serial(serial))).to_vec()
}

#[test]
fn ties_split_gives_each_card_an_equal_part() {
    assert_eq!(shares(&tied(&with_ties(TieRule::Split))), [Some((1, 2)), Some((1, 2))]);
}

#[test]
fn ties_split_players_counts_the_cards_of_one_player_once() {
    let rules = with_ties(TieRule::SplitPlayers);
    assert_eq!(shares(&tied(&rules)), [Some((1, 2)), Some((1, 2))]);
    let sold = then(&selling(Source::Cage, &rules, &[1, 2, 5, 3]), [pack(&[1, 2]), lock("g")]);
    let three = then(&then(&sold, balls(0, &[1, 61, 5, 65])), [claim(0, 1), claim(0, 2), claim(0, 5)]);
    let tied = then(&three, [good(0, 1), good(0, 2), good(0, 5)]);
    assert_eq!(shares(&tied), [Some((1, 2)), None]);
    assert_eq!(TestNight::after(&tied).game().share(0, Serial(5)), Some((1, 2)));
    check(&tied, pay(0, 2), Err("lost_the_tie"));
    check(&then(&tied, [pay(0, 1)]), pay(0, 5), Ok("prize_paid"));
}

#[test]
fn ties_split_players_does_not_look_at_what_is_packed_after_the_lock() {
    let rules = with_ties(TieRule::SplitPlayers);
    let late = then(&two(&rules), [pack(&[1, 2]), claim(0, 1), claim(0, 2), good(0, 1), good(0, 2)]);
    assert_eq!(shares(&late), [Some((1, 2)), Some((1, 2))]);
}

#[test]
fn ties_random_picks_one_by_the_committed_seed() {
    let picked = crate::deck::pick(&seed(&g()), &g(), 0, 4, &[Serial(1), Serial(2)]).0;
    let expected = [1, 2].map(|serial| (serial == picked).then_some((1, 1)));
    assert_eq!(shares(&tied(&with_ties(TieRule::Random))), expected);
}

#[test]
fn ties_all_share_gives_each_the_whole_prize() {
    assert_eq!(shares(&tied(&with_ties(TieRule::AllShare))), [Some((1, 1)), Some((1, 1))]);
}

#[test]
fn ties_first_to_signal_gives_it_to_the_first_claim() {
    assert_eq!(shares(&tied(&with_ties(TieRule::FirstToSignal))), [None, Some((1, 1))]);
}

#[test]
fn lost_link_is_frozen_with_the_game_and_no_card_stops_playing() {
    for (lost_link, word) in [(LostLink::PlaysOn, "plays_on"), (LostLink::Freeze, "freeze")] {
        let rules = Rules { lost_link, ..pub_rules() };
        assert_eq!(TestNight::after(&one(&rules)).game().rules.lost_link, lost_link);
        assert_eq!(serde_json::to_value(&rules).unwrap()["lost_link"], word);
        assert_eq!(standing(&one(&rules)), Some((4, vec![1])), "the box plays every card");
        check(&one(&rules), claim(0, 1), Ok("claim_made"));
    }
}

#[test]
fn free_counts_or_is_hardway() {
    // The middle row of card 1 is 3 18 * 48 63.
    let opened = |free| {
        let rules = Rules { free, ..pub_rules() };
        // The catalogue leaves out what goes through the free square where that may not be used.
        let wins = |mask: &Mask| free == FreeSquare::Counts || !mask.covers(Mask::CENTRE);
        let line = stage("any-line", "ham");
        let masks = line.masks.iter().copied().filter(wins).collect();
        let (stages, format) = (vec![StageSpec { masks, prize: None, ..line }], Format::default());
        let name = Label::new("Line").unwrap();
        let act = Act::OpenGame { game: g(), name, source: Source::Cage, rules, stages, format };
        then(&then(&[], [night(), sell(1), act, lock("g")]), balls(0, &[3, 18, 48]))
    };
    check(&opened(FreeSquare::Counts), pull(3, 63), Ok("ball_called win_detected"));
    check(&opened(FreeSquare::Hardway), pull(3, 63), Ok("ball_called"));
    // The top row needs no free square.
    let top = then(&opened(FreeSquare::Hardway), balls(3, &[1, 16, 31, 46]));
    check(&top, pull(7, 61), Ok("ball_called win_detected"));
}

#[test]
fn undo_never_lets_every_ball_stay() {
    let rules = Rules { undo: Undo::Never, ..pub_rules() };
    check(&then(&locked(&rules, &[1]), [pull(0, 7)]), recall(1), Err("undo_not_allowed"));
    check(&one(&rules), recall(4), Err("undo_not_allowed"));
}

#[test]
fn undo_before_claim_ends_when_somebody_has_spoken_up() {
    let rules = Rules { undo: Undo::BeforeClaim, ..pub_rules() };
    check(&one(&rules), recall(4), Ok("ball_recalled"));
    let claimed = then(&one(&rules), [claim(0, 1)]);
    assert_eq!(refused(&claimed, recall(4)), Refusal::ClaimDepends { serial: Serial(1) });
    check(&then(&claimed, [bad(0, 1), pull(4, 7)]), recall(5), Ok("ball_recalled"));
    let woken = then(&slept(&Rules { undo: Undo::BeforeClaim, ..next_ball() }), [claim(0, 1)]);
    check(&woken, recall(5), Err("claim_depends"));
}

#[test]
fn undo_before_payout_ends_with_the_prize() {
    let rules = Rules { undo: Undo::BeforePayout, ..pub_rules() };
    let judged = then(&one(&rules), [claim(0, 1), good(0, 1)]);
    check(&judged, recall(4), Ok("ball_recalled"));
    check(&then(&judged, [pay(0, 1)]), recall(4), Err("payout_depends"));
}

#[test]
fn show_card_from_none_asks_for_no_showing() {
    let rules = Rules { show_card_from: None, ..pub_rules() };
    check(&worth(1_000_000, &rules), good(0, 1), Ok("claim_judged"));
}

#[test]
fn show_card_from_a_value_has_the_card_shown_first() {
    let rules = Rules { show_card_from: Some(Amount::cents(10_000)), ..pub_rules() };
    check(&worth(9_999, &rules), good(0, 1), Ok("claim_judged"));
    check(&worth(10_000, &rules), good(0, 1), Err("not_shown"));
    check(&worth(10_000, &rules), bad(0, 1), Ok("claim_judged"));
    check(&then(&worth(10_000, &rules), [show(0, 1)]), good(0, 1), Ok("claim_judged"));
    check(&one(&rules), show(0, 1), Err("not_claimed"));
    let always = Rules { show_card_from: Some(Amount::ZERO), ..pub_rules() };
    check(&worth(0, &always), good(0, 1), Err("not_shown"));
}

#[test]
fn second_person_from_none_asks_for_nobody_else() {
    let rules = Rules { second_person_from: None, ..pub_rules() };
    let judged = then(&worth(1_000_000, &rules), [good(0, 1)]);
    check(&judged, pay(0, 1), Ok("prize_paid"));
    check(&judged, ben(confirm(0, 1)), Err("invalid"));
}

#[test]
fn second_person_from_a_value_has_somebody_else_confirm() {
    let rules = Rules { second_person_from: Some(Amount::cents(10_000)), ..pub_rules() };
    check(&then(&worth(9_999, &rules), [good(0, 1)]), pay(0, 1), Ok("prize_paid"));
    let judged = then(&worth(10_000, &rules), [good(0, 1)]);
    check(&judged, pay(0, 1), Err("needs_second_person"));
    check(&judged, confirm(0, 1), Err("same_person"));
    check(&then(&judged, [ben(confirm(0, 1))]), pay(0, 1), Ok("prize_paid"));
    let always = Rules { second_person_from: Some(Amount::ZERO), ..pub_rules() };
    check(&then(&worth(0, &always), [good(0, 1)]), pay(0, 1), Err("needs_second_person"));
}
