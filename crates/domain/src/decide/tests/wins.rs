//! Claim, verdict, tie, payout, and the end of stages.

use super::*;
use crate::{Outcome, Status};

/// Card 1 alone won the corners.
fn one() -> Vec<Step> {
    won(&pub_rules(), &[1, 3])
}

/// Cards 1 and 2 won the corners on one ball.
fn two() -> Vec<Step> {
    won(&pub_rules(), &[1, 2, 3])
}

fn uk_style() -> Rules {
    Rules { second_person_from: Some(Amount::ZERO), ..pub_rules() }
}

fn automatic() -> Rules {
    Rules { claim: ClaimMode::Auto, ..pub_rules() }
}

/// The winners by the last tie that was resolved.
fn tie_winners(played: &TestNight) -> Vec<u32> {
    let tie = played.ledger.iter().rev().find_map(|(_, recorded)| match &recorded.entry {
        Entry::TieResolved { winners, .. } => Some(winners),
        _ => None,
    });
    tie.expect("a tie").iter().map(|serial| serial.0).collect()
}

#[test]
fn the_ball_that_completes_a_pattern_names_every_card_that_does() {
    let short = then(&locked(&pub_rules(), &[5, 1, 2, 3]), balls(0, &[1, 61, 5]));
    check(&short, pull(3, 65), Ok("ball_called win_detected"));
    let entries = TestNight::after(&short).decide(&pull(3, 65).into()).unwrap();
    let serials = vec![Serial(1), Serial(2), Serial(5)];
    assert_eq!(
        entries[1],
        Entry::WinDetected { game: g(), stage: 0, ball: ball(65), call: 4, serials, hands: vec![] }
    );
}

#[test]
fn a_win_holds_calling_until_the_stage_is_closed() {
    let open = Refusal::WinOpen { stage: 0, serials: vec![Serial(1)] };
    assert_eq!(refused(&one(), pull(4, 7)), open);
    assert_eq!(refused(&then(&one(), [claim(0, 1)]), pull(4, 7)), open);
    let settled = then(&one(), [claim(0, 1), good(0, 1)]);
    assert_eq!(refused(&settled, pull(4, 7)), open);
    check(&then(&settled, [close_stage(0)]), pull(4, 7), Ok("ball_called"));
}

#[test]
fn a_win_of_which_nothing_stands_holds_nothing() {
    let rejected = then(&one(), [claim(0, 1), bad(0, 1)]);
    assert_eq!(TestNight::after(&rejected).game().status(), Status::Running);
    check(&rejected, pull(4, 7), Ok("ball_called"));
    let on = then(&rejected, [pull(4, 7)]);
    assert_eq!(TestNight::after(&on).game().stages[0].past.len(), 1);
    // The other card still has its chance; the rejected one had its.
    let later = then(&on, balls(5, &[6, 66, 10]));
    check(&later, pull(8, 70), Ok("ball_called win_detected"));
    let again = TestNight::after(&then(&later, [pull(8, 70)]));
    let win = again.game().standing_wins().next().map(|(_, win)| win).unwrap();
    assert_eq!(win.cards.iter().map(|card| card.serial.0).collect::<Vec<_>>(), [3]);
    check(&then(&later, [pull(8, 70)]), claim(0, 1), Err("already_judged"));
    check(&then(&two(), [claim(0, 1), bad(0, 1)]), pull(4, 7), Err("win_open"));
}

#[test]
fn anybody_claims_for_a_card_that_won() {
    check(&one(), guest(claim(0, 1)), Ok("claim_made"));
    check(&one(), claim(0, 1), Ok("claim_made"));
    check(&then(&one(), [pause()]), guest(claim(0, 1)), Ok("claim_made"));
    let claimed = then(&one(), [guest(claim(0, 1))]);
    let Refusal::AlreadyClaimed { claimed } = refused(&claimed, claim(0, 1)) else { panic!("claimed twice") };
    assert_eq!(claimed.by, By::player());
}

#[test]
fn a_card_that_did_not_win_hears_how_far_it_is() {
    let missing = |serial, missing| Refusal::NotAWin { serial: Serial(serial), missing };
    assert_eq!(refused(&one(), guest(claim(0, 3))), missing(3, 4));
    let before = then(&locked(&pub_rules(), &[1, 3]), balls(0, &[1, 61, 5]));
    assert_eq!(refused(&before, guest(claim(0, 1))), missing(1, 1));
}

#[test]
fn a_claim_names_a_card_in_play_and_the_stage_being_played() {
    check(&selling(Source::Cage, &pub_rules(), &[1]), claim(0, 1), Err("not_locked"));
    check(&one(), claim(1, 1), Err("not_this_stage"));
    check(&one(), claim(2, 1), Err("unknown"));
    check(&one(), claim(0, 4), Err("not_active"));
    check(&then(&one(), [sell(4)]), claim(0, 4), Err("not_active"));
    check(&then(&one(), [void(3)]), claim(0, 3), Err("card_void"));
    let closed = then(&one(), [claim(0, 1), good(0, 1), close_stage(0)]);
    check(&closed, claim(0, 1), Err("not_this_stage"));
    check(&then(&one(), [close_game("g")]), claim(0, 1), Err("game_over"));
}

#[test]
fn a_card_that_cries_bingo_all_night_is_no_longer_written_down_but_can_still_win() {
    let mut played = TestNight::after(&locked(&pub_rules(), &[1, 3]));
    for _ in 0..=FALSE_CLAIMS_MAX {
        assert_eq!(outcome(played.ask(&guest(claim(0, 1)))), Err("not_a_win".to_owned()));
    }
    let size = played.night.size;
    assert_eq!(played.ask(&guest(claim(0, 1))), Err(Refusal::TooManyTries));
    assert_eq!(played.night.size, size);
    assert_eq!(outcome(played.ask(&guest(claim(0, 3)))), Err("not_a_win".to_owned()));
    for pull in balls(0, &[1, 61, 5, 65]) {
        played.ask(&pull.into()).unwrap();
    }
    assert_eq!(outcome(played.ask(&guest(claim(0, 1)))), Ok("claim_made".to_owned()));
}

#[test]
fn a_claim_is_judged_once_and_a_no_has_its_reason() {
    check(&one(), good(0, 1), Err("not_claimed"));
    check(&one(), good(0, 3), Err("not_claimed"));
    let claimed = then(&one(), [claim(0, 1)]);
    check(&claimed, good(0, 1), Ok("claim_judged"));
    check(&claimed, bad(0, 1), Ok("claim_judged"));
    check(&claimed, good(2, 1), Err("unknown"));
    let verdict = |verdict| Act::JudgeClaim { game: g(), stage: 0, serial: Serial(1), verdict, reason: None };
    check(&claimed, verdict(Verdict::NotAWin), Err("reason_needed"));
    check(&claimed, verdict(Verdict::Good), Ok("claim_judged"));
    check(&then(&claimed, [good(0, 1)]), bad(0, 1), Err("already_judged"));
    check(&then(&claimed, [bad(0, 1)]), good(0, 1), Err("already_judged"));
    check(&then(&claimed, [bad(0, 1), pull(4, 7)]), good(0, 1), Err("already_judged"));
}

#[test]
fn a_tie_is_resolved_with_the_last_verdict() {
    let claimed = then(&two(), [claim(0, 2), claim(0, 1)]);
    check(&claimed, good(0, 1), Ok("claim_judged"));
    check(&then(&claimed, [good(0, 1)]), good(0, 2), Ok("claim_judged tie_resolved"));
    check(&then(&claimed, [good(0, 1)]), bad(0, 2), Ok("claim_judged"));
    let three = then(&won(&pub_rules(), &[1, 2, 5]), [claim(0, 1), claim(0, 2), good(0, 1), good(0, 2)]);
    check(&then(&three, [claim(0, 5)]), bad(0, 5), Ok("claim_judged tie_resolved"));
    assert_eq!(tie_winners(&TestNight::after(&then(&three, [claim(0, 5), bad(0, 5)]))), [1, 2]);
}

#[test]
fn each_tie_rule_names_its_winners_and_their_shares() {
    let shares = |rule| {
        let played = TestNight::after(&tied(&with_ties(rule)));
        let game = played.game();
        (tie_winners(&played), game.share(0, Serial(1)), game.share(0, Serial(2)))
    };
    assert_eq!(shares(TieRule::Split), (vec![1, 2], Some((1, 2)), Some((1, 2))));
    assert_eq!(shares(TieRule::AllShare), (vec![1, 2], Some((1, 1)), Some((1, 1))));
    assert_eq!(shares(TieRule::FirstToSignal), (vec![2], None, Some((1, 1))));
    let picked = crate::deck::pick(&seed(&g()), &g(), 0, 4, &[Serial(1), Serial(2)]);
    let part = |serial| (picked.0 == serial).then_some((1, 1));
    assert_eq!(shares(TieRule::Random), (vec![picked.0], part(1), part(2)));
}

#[test]
fn shares_are_unknown_while_somebody_is_open() {
    let claimed = then(&two(), [claim(0, 1), good(0, 1)]);
    assert_eq!(TestNight::after(&claimed).game().share(0, Serial(1)), None);
    assert_eq!(refused(&claimed, pay(0, 1)), Refusal::TieOpen { serials: vec![Serial(2)] });
    check(&then(&claimed, [claim(0, 2)]), pay(0, 1), Err("tie_open"));
    let alone = then(&claimed, [claim(0, 2), bad(0, 2)]);
    assert_eq!(TestNight::after(&alone).game().share(0, Serial(1)), Some((1, 1)));
    check(&alone, pay(0, 1), Ok("prize_paid"));
    check(&then(&claimed, [close_stage(0)]), pay(0, 1), Ok("prize_paid"));
}

#[test]
fn no_share_is_shown_between_the_last_verdict_and_the_tie_it_leaves() {
    let mut played = TestNight::after(&then(&two(), [claim(0, 1), claim(0, 2), good(0, 1)]));
    let entries = played.decide(&good(0, 2).into()).unwrap();
    played.write(&By::system(), entries[0].clone());
    assert_eq!(played.game().winners(0), None);
    played.write(&By::system(), entries[1].clone());
    assert_eq!(played.game().winners(0), Some(vec![Serial(1), Serial(2)]));
}

#[test]
fn a_game_says_how_far_it_is() {
    let status = |given: &[Step]| TestNight::after(given).game().status();
    let mut given = selling(Source::Cage, &pub_rules(), &[1, 3]);
    assert_eq!(status(&given), Status::Selling);
    let steps = [
        (lock("g"), Status::Locked),
        (pause(), Status::Paused),
        (resume(), Status::Locked),
        (pull(0, 1), Status::Running),
        (recall(1), Status::Locked),
        (pull(0, 1), Status::Running),
        (pull(1, 61), Status::Running),
        (pull(2, 5), Status::Running),
        (pull(3, 65), Status::Checking),
        (pause(), Status::Checking),
        (claim(0, 1), Status::Checking),
        (good(0, 1), Status::Settled),
        (close_stage(0), Status::Paused),
        (close_game("g"), Status::Over),
    ];
    for (act, expected) in steps {
        given.push(act.clone().into());
        assert_eq!(status(&given), expected, "after {act:?}");
    }
    assert!(TestNight::after(&given).game().paused.is_none());
}

#[test]
fn the_second_person_is_somebody_else() {
    let judged = then(&won(&uk_style(), &[1, 3]), [claim(0, 1), good(0, 1)]);
    check(&judged, confirm(0, 1), Err("same_person"));
    check(&judged, ben(confirm(0, 1)), Ok("claim_confirmed"));
    let nobody = Step { by: By::system(), ..ben(confirm(0, 1)) };
    check(&judged, nobody, Err("same_person"));
    check(&then(&judged, [ben(confirm(0, 1))]), ben(confirm(0, 1)), Err("already_judged"));
    check(&judged, pay(0, 1), Err("needs_second_person"));
    check(&then(&judged, [ben(confirm(0, 1))]), pay(0, 1), Ok("prize_paid"));
}

#[test]
fn only_a_good_verdict_is_confirmed_and_only_where_the_rules_ask_for_it() {
    let claimed = then(&won(&uk_style(), &[1, 3]), [claim(0, 1)]);
    check(&won(&uk_style(), &[1, 3]), ben(confirm(0, 1)), Err("not_claimed"));
    check(&claimed, ben(confirm(0, 1)), Err("not_judged"));
    check(&then(&claimed, [bad(0, 1)]), ben(confirm(0, 1)), Err("judged_not_a_win"));
    let plain = then(&one(), [claim(0, 1), good(0, 1)]);
    check(&plain, ben(confirm(0, 1)), Err("invalid"));
}

#[test]
fn a_prize_is_handed_out_once_for_a_good_verdict() {
    check(&one(), pay(0, 1), Err("not_claimed"));
    let claimed = then(&one(), [claim(0, 1)]);
    check(&claimed, pay(0, 1), Err("not_judged"));
    check(&then(&claimed, [bad(0, 1)]), pay(0, 1), Err("judged_not_a_win"));
    check(&then(&claimed, [bad(0, 1), pull(4, 7)]), pay(0, 1), Err("judged_not_a_win"));
    let judged = then(&claimed, [good(0, 1)]);
    check(&judged, pay(0, 1), Ok("prize_paid"));
    let paid = then(&judged, [ben(pay(0, 1))]);
    let Refusal::AlreadyPaid { paid } = refused(&paid, pay(0, 1)) else { panic!("paid twice") };
    assert_eq!(paid.by, ben(pay(0, 1)).by);
}

#[test]
fn a_prize_waits_until_the_night_is_closed() {
    let judged = then(&one(), [claim(0, 1), good(0, 1), close_stage(0)]);
    check(&judged, pay(0, 1), Ok("prize_paid"));
    let over = then(&judged, [close_game("g")]);
    check(&over, pay(0, 1), Ok("prize_paid"));
    check(&then(&over, [close_night()]), pay(0, 1), Err("night_over"));
}

#[test]
fn who_lost_the_tie_gets_nothing() {
    let tied = tied(&with_ties(TieRule::FirstToSignal));
    check(&tied, pay(0, 1), Err("lost_the_tie"));
    check(&tied, pay(0, 2), Ok("prize_paid"));
}

#[test]
fn a_split_prize_is_one_piece_and_where_all_share_each_takes_one() {
    let stock = |given: &[Step]| TestNight::after(given).night.prizes[0].stock;
    let split = then(&tied(&with_ties(TieRule::Split)), [pay(0, 1)]);
    assert_eq!(stock(&split), 0);
    check(&split, pay(0, 2), Ok("prize_paid"));
    let both = TestNight::after(&then(&split, [pay(0, 2)]));
    assert_eq!((both.night.prizes[0].stock, both.night.prizes[0].paid), (0, 2));
    let share = then(&tied(&with_ties(TieRule::AllShare)), [pay(0, 2)]);
    assert_eq!(stock(&share), 0);
    check(&share, pay(0, 1), Err("out_of_stock"));
    let more = Act::SetStock { prize: PrizeId::new("ham").unwrap(), stock: 3 };
    check(&then(&share, [more]), pay(0, 1), Ok("prize_paid"));
    let none = Act::SetStock { prize: PrizeId::new("ham").unwrap(), stock: 0 };
    check(&then(&one(), [claim(0, 1), good(0, 1), none]), pay(0, 1), Err("out_of_stock"));
}

#[test]
fn a_stage_without_a_prize_pays_no_stock() {
    let bare = StageSpec { prize: None, ..stage("four-corners", "ham") };
    let start = then(&[], [night(), sell(1), open("g", Source::Cage, &pub_rules(), &[bare]), lock("g")]);
    let judged = then(&then(&start, balls(0, &[1, 61, 5, 65])), [claim(0, 1), good(0, 1)]);
    check(&judged, pay(0, 1), Ok("prize_paid"));
}

#[test]
fn the_box_claims_for_every_winner_where_the_rules_say_so() {
    let short = then(&locked(&automatic(), &[1, 2, 3]), balls(0, &[1, 61, 5]));
    check(&short, pull(3, 65), Ok("ball_called win_detected claim_made claim_made"));
    check(&then(&short, [pull(3, 65)]), guest(claim(0, 1)), Err("already_claimed"));
    check(&then(&short, [pull(3, 65)]), good(0, 1), Ok("claim_judged"));
}

#[test]
fn a_stage_closes_when_its_win_is_settled() {
    let judged = then(&one(), [claim(0, 1), good(0, 1)]);
    check(&judged, close_stage(0), Ok("stage_closed"));
    check(&judged, close_stage(1), Err("not_this_stage"));
    check(&judged, close_stage(2), Err("unknown"));
    let played = TestNight::after(&then(&judged, [close_stage(0)]));
    let game = played.game();
    assert!(game.stages[0].closed == Some(4) && game.stage == 1);
    // The top line of card 1 misses 16, 31 and 46: B 1 and O 61 are out.
    assert_eq!(played.night.missing(Serial(1)), Some(2));
    check(&then(&judged, [close_stage(0)]), close_stage(0), Err("not_this_stage"));
    check(&then(&judged, [close_game("g")]), close_stage(0), Err("game_over"));
}

#[test]
fn a_stage_without_a_win_stays_open_while_balls_are_left() {
    check(&locked(&pub_rules(), &[1]), close_stage(0), Err("nothing_won"));
    check(&then(&locked(&pub_rules(), &[1]), [pull(0, 7)]), close_stage(0), Err("nothing_won"));
    check(&then(&one(), [claim(0, 1), bad(0, 1)]), close_stage(0), Err("nothing_won"));
    check(&selling(Source::Cage, &pub_rules(), &[1]), close_stage(0), Err("not_locked"));
}

#[test]
fn what_nobody_claimed_lapses_with_the_stage_and_claims_are_judged_first() {
    check(&one(), close_stage(0), Ok("stage_closed"));
    let claimed = then(&two(), [claim(0, 1)]);
    assert_eq!(refused(&claimed, close_stage(0)), Refusal::WinOpen { stage: 0, serials: vec![Serial(1)] });
    check(&then(&claimed, [good(0, 1)]), close_stage(0), Ok("stage_closed"));
    let three = then(
        &won(&with_ties(TieRule::Random), &[1, 2, 5]),
        [claim(0, 1), claim(0, 2), good(0, 1), good(0, 2)],
    );
    check(&three, close_stage(0), Ok("tie_resolved stage_closed"));
    check(&three, close_game("g"), Ok("tie_resolved game_closed seed_revealed"));
    check(&then(&three, [close_stage(0)]), claim(0, 5), Err("not_this_stage"));
}

#[test]
fn a_card_that_is_complete_when_the_next_stage_opens_wins_it_at_once() {
    // The top line of card 1 is complete before its corners are.
    let both = then(&locked(&pub_rules(), &[1, 3]), balls(0, &[16, 31, 46, 1, 61, 5, 65]));
    let judged = then(&both, [claim(0, 1), good(0, 1)]);
    let entries = TestNight::after(&judged).decide(&close_stage(0).into()).unwrap();
    let win = Entry::WinDetected {
        game: g(),
        stage: 1,
        ball: ball(65),
        call: 7,
        serials: vec![Serial(1)],
        hands: vec![],
    };
    assert_eq!(entries, [Entry::StageClosed { game: g(), stage: 0 }, win]);
    let opened = then(&judged, [close_stage(0)]);
    check(&opened, pull(7, 7), Err("win_open"));
    let line = then(&opened, [claim(1, 1), good(1, 1)]);
    check(&line, recall(7), Err("stage_closed"));
    check(&line, pay(1, 1), Ok("prize_paid"));
    check(&line, close_stage(1), Ok("stage_closed game_closed seed_revealed"));
    let automatic = then(&locked(&automatic(), &[1, 3]), balls(0, &[16, 31, 46, 1, 61, 5, 65]));
    check(&then(&automatic, [good(0, 1)]), close_stage(0), Ok("stage_closed win_detected claim_made"));
}

#[test]
fn the_last_stage_ends_the_game_and_reveals_its_seed() {
    let line = then(&one(), [claim(0, 1), good(0, 1), close_stage(0)]);
    let line = then(&line, balls(4, &[16, 31, 46]));
    let settled = then(&line, [claim(1, 1), good(1, 1)]);
    check(&settled, close_stage(1), Ok("stage_closed game_closed seed_revealed"));
    let over = TestNight::after(&then(&settled, [close_stage(1)]));
    let game = over.game();
    assert_eq!(game.outcome, Some((Outcome::Played, None)));
    assert_eq!(game.seed, Some(seed(&g())));
    assert_eq!(over.night.missing(Serial(1)), None);
}

#[test]
fn a_game_ends_early_as_cancelled_or_ended() {
    let ends_as = |given: &[Step]| TestNight::after(&then(given, [close_game("g")])).game().outcome.clone();
    let selling = selling(Source::Cage, &pub_rules(), &[1, 3]);
    check(&selling, close_game("g"), Ok("game_closed seed_revealed"));
    assert_eq!(ends_as(&selling), Some((Outcome::Cancelled, Some(reason()))));
    assert_eq!(ends_as(&locked(&pub_rules(), &[1])), Some((Outcome::Cancelled, Some(reason()))));
    assert_eq!(ends_as(&one()), Some((Outcome::Ended, Some(reason()))));
    check(&then(&one(), [claim(0, 1)]), close_game("g"), Err("win_open"));
    check(&then(&one(), [close_game("g")]), close_game("g"), Err("game_over"));
}

#[test]
fn cancelling_another_game_does_not_disturb_the_one_being_played() {
    let two = then(
        &selling(Source::Cage, &pub_rules(), &[1, 3]),
        [open("h", Source::Rng, &pub_rules(), &[stage("any-line", "cake")])],
    );
    let played = then(&two, [lock("g"), close_game("h")]);
    check(&then(&played, balls(0, &[1, 61, 5])), pull(3, 65), Ok("ball_called win_detected"));
}
