//! The box calling by itself.

use std::time::Duration;

use futures_util::FutureExt as _;
use tokio::time::Instant;

use super::*;
use crate::hall::pace::Pace;
use domain::testing::TestNight;

/// A game that the box draws, with one card and a line to win; locked.
fn locked(rules: Rules) -> TestNight {
    let mut test = TestNight::default();
    let (night, venue) = (NightId::new("2026-11-20").unwrap(), Label::new("The Crown").unwrap());
    test.must(Act::OpenNight { night, venue, previous: None, rehearsal: false, pots: vec![] });
    test.must(activate(1));
    let Act::OpenGame { game, name, source, stages, format, .. } = open_game(TieRule::Split) else {
        panic!("a game")
    };
    test.must(Act::OpenGame { game: game.clone(), name, source, rules, stages, format });
    test.must(Act::LockGame { game });
    test
}

fn every(every_s: Option<u8>) -> Act {
    Act::SetPace { game: game(), every_s }
}

fn pause() -> Act {
    Act::PauseGame { game: game(), reason: reason() }
}

fn draw(after: u8) -> Act {
    Act::DrawBall { game: game(), after, ball: None }
}

/// Whether a ball is due this long after the box last looked at the night.
fn is_due_after(test: &TestNight, seconds: u64) -> bool {
    let mut pace = Pace::default();
    pace.look(&test.night, Instant::now() - Duration::from_secs(seconds));
    pace.wait().now_or_never().is_some()
}

#[tokio::test]
async fn a_ball_is_due_every_so_many_seconds_and_not_before() {
    let mut test = locked(Rules::friendly_pub());
    assert!(!is_due_after(&test, 1_000), "the caller calls");
    test.must(every(Some(30)));
    assert!(!is_due_after(&test, 1) && is_due_after(&test, 31));
    test.must(every(None));
    assert!(!is_due_after(&test, 1_000));
}

#[tokio::test]
async fn the_ball_that_is_due_is_the_next_one() {
    let mut test = locked(Rules::friendly_pub());
    test.must(every(Some(2)));
    let mut pace = Pace::default();
    assert_eq!(pace.due_call(), None);
    pace.look(&test.night, Instant::now());
    assert_eq!(pace.due_call(), Some(draw(0)));
    assert_eq!(pace.due_call(), None, "once");
    test.must(draw(0));
    pace.look(&test.night, Instant::now());
    assert_eq!(pace.due_call(), Some(draw(1)));
}

#[tokio::test]
async fn what_does_not_concern_calling_does_not_put_the_ball_off() {
    let mut test = locked(Rules::friendly_pub());
    test.must(every(Some(30)));
    let (mut pace, began) = (Pace::default(), Instant::now() - Duration::from_secs(31));
    pace.look(&test.night, began);
    test.must(activate(2));
    pace.look(&test.night, Instant::now());
    assert!(pace.wait().now_or_never().is_some());
    // A ball that somebody called meanwhile starts the time anew; so does another pace.
    test.must(draw(0));
    pace.look(&test.night, Instant::now());
    assert!(pace.wait().now_or_never().is_none());
    pace.look(&locked(Rules::friendly_pub()).night, began);
    assert_eq!(pace.due_call(), None);
}

#[tokio::test]
async fn nothing_is_due_in_a_pause_a_dispute_and_after_the_end() {
    let dispute = Act::OpenDispute { game: game(), about: reason() };
    let settle = Act::SettleDispute { game: game(), decision: reason() };
    let mut test = locked(Rules::friendly_pub());
    test.must(every(Some(2)));
    for (stop, go) in [(pause(), Act::ResumeGame { game: game() }), (dispute, settle)] {
        test.must(stop.clone());
        assert!(!is_due_after(&test, 1_000), "{stop:?}");
        test.must(go.clone());
        assert!(is_due_after(&test, 1_000), "{go:?}");
    }
    test.must(Act::CloseGame { game: game(), reason: reason() });
    assert!(!is_due_after(&test, 1_000));
}

#[tokio::test]
async fn a_win_is_waited_for_as_the_house_rules_say() {
    for (window, goes_on) in [(Window::Hold, false), (Window::NextBall, true), (Window::ThreeAsks, false)] {
        let mut test = locked(Rules { window, ..Rules::friendly_pub() });
        test.must(every(Some(2)));
        while test.game().standing_wins().next().is_none() {
            test.must(draw(test.game().call()));
        }
        assert_eq!(is_due_after(&test, 1_000), goes_on, "{window:?}");
        test.must(Act::Claim { game: game(), stage: 0, serial: Serial(1) });
        assert!(!is_due_after(&test, 1_000), "{window:?}, claimed");
        let (verdict, reason) = (Verdict::NotAWin, Some(reason()));
        let (game, serial) = (game(), Serial(1));
        test.must(Act::JudgeClaim { game, stage: 0, serial, verdict, reason });
        assert!(is_due_after(&test, 1_000), "{window:?}, no win");
    }
}

/// The shortest pace there is: four seconds for two balls.
#[tokio::test]
async fn the_hall_calls_by_itself_until_it_is_paused_and_not_after_a_power_cut() {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    venue.must(activate(1)).await;
    venue.must(Act::LockGame { game: game() }).await;
    let mut phones = venue.running.views.phone.subscribe();
    venue.must(every(Some(2))).await;
    while venue.running.views.now().game.as_ref().unwrap().calls.len() < 2 {
        tokio::time::timeout(Duration::from_secs(20), phones.recv()).await.expect("a ball").unwrap();
    }
    venue.must(pause()).await;
    let game_now = venue.running.views.now().game.clone().unwrap();
    assert_eq!(game_now.pace_s, Some(2));
    let feed = venue.running.views.staff_news().feed;
    let by: Vec<_> = feed.iter().filter(|item| matches!(item.entry, Entry::BallCalled { .. })).collect();
    assert!(by.len() >= 2 && by.iter().all(|item| item.by == By::system()), "{by:?}");
    let mut venue = venue.pull_the_plug_and_start().await;
    let after = venue.running.views.now().game.clone().unwrap();
    assert_eq!((after.calls.clone(), after.pace_s), (game_now.calls, None));
    venue.must(Act::ResumeGame { game: game() }).await;
    venue.must(Act::CloseGame { game: game(), reason: reason() }).await;
    venue.must(close_night()).await;
    let Verification::Good(proven) = bundle::verify_bytes(&venue.bundle().await) else { panic!() };
    assert!(matches!(audit(&proven.leaves), Audit::Good(_)), "{:?}", audit(&proven.leaves));
}

/// Whatever the house rules say is what screens are told.
#[tokio::test]
async fn screens_are_told_every_house_rule() {
    let mut venue = Venue::new().await;
    let Act::OpenGame { game, name, source, stages, format, .. } = open_game(TieRule::Split) else {
        panic!("a game")
    };
    for (n, rules) in catalogue::profiles().into_iter().enumerate() {
        let game = GameId::new(format!("{game}-{n}")).unwrap();
        let (name, stages, format) = (name.clone(), stages.clone(), format.clone());
        venue
            .must(Act::OpenGame { game: game.clone(), name, source, rules: rules.clone(), stages, format })
            .await;
        if n == 0 {
            venue.must(activate(1)).await;
        }
        venue.must(Act::LockGame { game: game.clone() }).await;
        let news: serde_json::Value = serde_json::from_slice(&venue.running.views.now().news).unwrap();
        assert_eq!(news["game"]["rules"], serde_json::to_value(&rules).unwrap(), "{}", rules.profile);
        venue.must(Act::CloseGame { game, reason: reason() }).await;
    }
}
