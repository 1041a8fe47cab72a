//! The hall through its handle: batches, retries, power cuts, forged nights, lost ledgers.

mod clock;
mod forged;
mod fork;
mod kit;
mod pace;
mod pots;
mod refusals;

use std::path::Path;

use super::*;
use domain::*;
use proof::audit::{Audit, audit};
use proof::bundle::{self, Verification};
use protocol::{ReplyBody, Since};

use forged::{forgeries, misplaced};
use kit::*;

#[tokio::test]
async fn two_desks_sell_one_card_in_the_same_batch() {
    let mut venue = Venue::new().await;
    let (one, two) = (venue.command(activate(1)), venue.command(activate(1)));
    let hall = venue.running.hall.clone();
    // Both are queued before the loop runs: they share a batch and a commit.
    let (one, two) = tokio::join!(hall.ask(one), hall.ask(two));
    assert!(matches!(decode(&one.unwrap()), ReplyBody::Ok { .. }));
    let ReplyBody::Refused(Refusal::AlreadyActive { sold, .. }) = decode(&two.unwrap()) else { panic!() };
    assert_eq!(sold.by.desk.unwrap().as_str(), "Bar");
}

#[tokio::test]
async fn a_retry_gets_the_same_bytes_even_after_a_power_cut() {
    let mut venue = Venue::new().await;
    let (sale, again) = (venue.command(activate(1)), venue.command(activate(1)));
    let said = [
        venue.running.hall.ask(sale.clone()).await.unwrap(),
        venue.running.hall.ask(again.clone()).await.unwrap(),
    ];
    let size = venue.running.views.now().seq;
    let venue = venue.pull_the_plug_and_start().await;
    for (command, said) in [sale, again].into_iter().zip(said) {
        assert_eq!(venue.running.hall.ask(command).await.unwrap().bytes, said.bytes);
    }
    // Nothing but the note that the box started came on top.
    assert_eq!(venue.running.views.now().seq, size + 1);
}

#[tokio::test]
async fn an_answer_is_for_whoever_asked() {
    let mut venue = Venue::new().await;
    let sale = venue.command(activate(1));
    venue.running.hall.ask(sale.clone()).await.unwrap();
    let other = By { staff: Some(StaffId::new("s2").unwrap()), ..sale.by.clone() };
    for by in [other, By::player()] {
        let stolen = venue.running.hall.ask(Command { by, ..sale.clone() }).await.unwrap();
        assert!(matches!(decode(&stolen), ReplyBody::Refused(Refusal::Invalid { .. })), "{stolen:?}");
    }
}

#[tokio::test]
async fn nothing_is_written_after_the_end_of_a_night() {
    let mut venue = Venue::new().await;
    play(&mut venue).await;
    let last = venue.running.views.now().seq;
    assert!(matches!(venue.ask(close_night()).await, ReplyBody::Refused(Refusal::NightOver)));
    assert_eq!(venue.running.views.now().seq, last);
}

#[tokio::test]
async fn a_power_cut_in_the_middle_of_a_game_changes_nothing() {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    for n in 0..5 {
        venue.must(activate(n)).await;
    }
    venue.must(Act::LockGame { game: game() }).await;
    venue.must(Act::DrawBall { game: game(), after: 0, ball: None }).await;
    venue.must(Act::DrawBall { game: game(), after: 1, ball: None }).await;
    let before = venue.running.views.now().game.clone().unwrap();
    let venue = venue.pull_the_plug_and_start().await;
    let after = venue.running.views.now().game.clone().unwrap();
    assert_eq!(serde_json::to_value(before).unwrap(), serde_json::to_value(after).unwrap());
}

#[tokio::test]
async fn a_whole_night_is_re_executed_and_found_good() {
    let mut venue = Venue::new().await;
    play(&mut venue).await;
    let Verification::Good(proven) = bundle::verify_bytes(&venue.bundle().await) else { panic!() };
    let Audit::Good(tally) = audit(&proven.leaves) else { panic!("{:?}", audit(&proven.leaves)) };
    assert_eq!((tally.games, tally.cards), (1, 40));
}

#[tokio::test]
async fn a_ball_is_called_while_a_bundle_is_packed() {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    venue.must(activate(1)).await;
    venue.must(Act::LockGame { game: game() }).await;
    // Packing waits before its first byte until this pipe is read.
    let pipe = venue.dir.path().join("nights/2026-11-20/bundle.hold");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let hall = venue.running.hall.clone();
    let mut export = Box::pin(hall.export());
    std::future::poll_fn(|context| {
        assert!(export.as_mut().poll(context).is_pending());
        std::task::Poll::Ready(())
    })
    .await;
    let draw = venue.must(Act::DrawBall { game: game(), after: 0, ball: None });
    let drawn = tokio::time::timeout(std::time::Duration::from_secs(20), draw).await;
    assert!(drawn.is_ok(), "the draw waits for the bundle");
    drop(std::fs::File::open(&pipe).unwrap());
    assert!(export.await.unwrap().is_ok());
}

#[tokio::test]
async fn all_cards_of_a_sold_out_night_win_at_once_and_tie() {
    let mut venue = Venue::new().await;
    let serials = || (0..u32::try_from(CARDS_MAX).unwrap()).map(|n| Serial(u32::MAX - n));
    let sales = serials().map(|serial| Act::ActivateCard { serial, face: face(1) });
    assert_eq!(all_at_once(&mut venue, sales).await["card_activated"], 12_000);
    venue.must(open_game(TieRule::Split)).await;
    venue.must(Act::LockGame { game: game() }).await;
    assert_eq!(draw_until_won(&mut venue).await.len(), 5_000, "what one entry holds");
    let more = Act::DrawBall { game: game(), after: 75, ball: None };
    let ReplyBody::Refused(Refusal::WinOpen { serials: named, .. }) = venue.ask(more).await else { panic!() };
    assert_eq!(named.len(), 100);
    let judge =
        |serial| Act::JudgeClaim { game: game(), stage: 0, serial, verdict: Verdict::Good, reason: None };
    let judged = all_at_once(&mut venue, serials().map(judge)).await;
    assert_eq!((judged["claim_judged"], judged["tie_resolved"]), (12_000, 5));
    let paid =
        venue.must(Act::PayPrize { game: game(), stage: 0, serial: Serial(u32::MAX), name_hash: None });
    assert!(matches!(paid.await[..], [Entry::PrizePaid { share: 1, of: 12_000, .. }]));
    venue.must(Act::CloseStage { game: game(), stage: 0 }).await;
    venue.must(close_night()).await;
    let Verification::Good(proven) = bundle::verify_bytes(&venue.bundle().await) else { panic!() };
    let found = audit(&proven.leaves);
    assert!(matches!(&found, Audit::Good(tally) if tally.cards == 12_000 && tally.paid == 1), "{found:?}");
    let mut without_the_last_part = proven.leaves;
    without_the_last_part
        .retain(|leaf| !matches!(&leaf.entry, Entry::WinDetected { serials, .. } if serials.len() < 5_000));
    assert!(matches!(audit(&without_the_last_part), Audit::Bad { .. }));
}

#[tokio::test]
async fn an_open_night_is_incomplete() {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    venue.must(activate(1)).await;
    let Verification::Good(proven) = bundle::verify_bytes(&venue.bundle().await) else { panic!() };
    assert!(matches!(audit(&proven.leaves), Audit::Incomplete { .. }));
}

/// Somebody with the box key rewrites one entry and signs everything again: the bytes are right, the rules are broken.
#[tokio::test]
async fn an_entry_the_rules_do_not_give_is_named() {
    let mut venue = Venue::new().await;
    play(&mut venue).await;
    let Verification::Good(proven) = bundle::verify_bytes(&venue.bundle().await) else { panic!() };
    for (what, forge) in forgeries().into_iter().chain(misplaced()) {
        let mut leaves = proven.leaves.clone();
        let seq = forge(&mut leaves).unwrap_or_else(|| panic!("{what}: nothing to forge"));
        match audit(&leaves) {
            Audit::Bad { seq: named, .. } => assert!(named <= seq, "{what}: named {named}, forged {seq}"),
            other => panic!("{what}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_box_that_comes_back_shorter_is_told_by_a_phone() {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    venue.must(activate(1)).await;
    let ledger = venue.dir.path().join("nights/2026-11-20");
    // An older copy of the card is put back in later.
    venue.running.hall.stop().await;
    let _ = (&mut venue.running.task).await;
    let old = std::fs::read(ledger.join("ledger.db")).unwrap();
    let mut venue = venue.pull_the_plug_and_start().await;
    for n in 2..9 {
        venue.must(activate(n)).await;
    }
    venue.must(Act::LockGame { game: game() }).await;
    let receipt = venue.running.views.now().checkpoint.clone().unwrap();
    assert_eq!(venue.running.hall.check_receipt(receipt.clone()).await.unwrap(), ReceiptCheck::Continues);

    venue.running.hall.stop().await;
    let _ = (&mut venue.running.task).await;
    std::fs::remove_dir_all(&ledger).unwrap();
    std::fs::create_dir_all(&ledger).unwrap();
    std::fs::write(ledger.join("ledger.db"), old).unwrap();
    let venue = venue.pull_the_plug_and_start().await;
    let check = venue.running.hall.check_receipt(receipt.clone()).await.unwrap();
    assert!(matches!(check, ReceiptCheck::Rollback { .. }), "{check:?}");
    let alarm = venue
        .running
        .views
        .staff_news()
        .feed
        .into_iter()
        .any(|item| matches!(item.entry, Entry::RollbackReported { .. }));
    assert!(alarm, "staff must see the alarm");
    let forged = receipt.replace("hallbox/testbox1/", "hallbox/otherbox/");
    assert_eq!(venue.running.hall.check_receipt(forged).await.unwrap(), ReceiptCheck::NotOurs);
}

#[tokio::test]
async fn a_client_resumes_where_it_left_off_or_gets_a_snapshot() {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    venue.must(activate(1)).await;
    venue.must(Act::LockGame { game: game() }).await;
    let now = venue.running.views.now();
    let since = Since { night: now.night.to_string(), s: now.seq, h: now.head.clone() };
    venue.must(Act::DrawBall { game: game(), after: 0, ball: None }).await;
    venue.must(Act::DrawBall { game: game(), after: 1, ball: None }).await;
    let views = &venue.running.views;
    assert_eq!(views.missed(&views.phone, &since).unwrap().len(), 2);
    let elsewhere = Since { h: "0000000000000000".to_owned(), ..since.clone() };
    assert!(views.missed(&views.phone, &elsewhere).is_none(), "another past needs a snapshot");
    let yesterday = Since { night: "2026-11-19".to_owned(), ..since };
    assert!(views.missed(&views.phone, &yesterday).is_none());
}

#[tokio::test]
async fn the_next_night_names_the_end_of_the_last_one() {
    let mut venue = Venue::new().await;
    let id = CommandId(uuid::Uuid::from_u128(900));
    let by = By::system();
    let early = venue.running.hall.open_night(by.clone(), Rights::ALL, id, false).await.unwrap();
    assert!(matches!(decode(&early), ReplyBody::Refused(Refusal::GameStillRunning { .. })));
    play(&mut venue).await;
    let seller = Rights::of(&[Right::Sell]);
    let id = CommandId(uuid::Uuid::from_u128(901));
    let denied = venue.running.hall.open_night(by.clone(), seller, id, false).await.unwrap();
    assert!(matches!(decode(&denied), ReplyBody::Refused(Refusal::NotAllowed { .. })));

    let size = venue.running.views.now().seq + 1;
    let id = CommandId(uuid::Uuid::from_u128(902));
    let opened = venue.running.hall.open_night(by.clone(), Rights::ALL, id, false).await.unwrap();
    let ReplyBody::Ok { entries, .. } = decode(&opened) else { panic!("{opened:?}") };
    let Entry::NightOpened { night, previous: Some(previous), .. } = &entries[0] else {
        panic!("{entries:?}")
    };
    assert_eq!((night.as_str(), previous.size), ("2026-11-20-2", size));
    let retry = venue.running.hall.open_night(by, Rights::ALL, id, false).await.unwrap();
    assert_eq!(retry.bytes, opened.bytes);
}

#[tokio::test]
async fn names_of_nights_count_on() {
    let ids = |names: &[&str]| names.iter().map(|name| NightId::new(*name).unwrap()).collect::<Vec<_>>();
    let date = jiff::civil::date(2026, 11, 20);
    assert_eq!(names::next(&[], date).as_str(), "2026-11-20");
    assert_eq!(
        names::next(&ids(&["2026-11-20", "2026-11-20-9", "2026-11-20-10"]), date).as_str(),
        "2026-11-20-11"
    );
    // A clock that was set back does not hide the newest night behind an older name.
    assert_eq!(names::next(&ids(&["2027-01-02"]), date).as_str(), "2027-01-02-2");
}

#[tokio::test]
async fn folders_that_are_no_nights_stop_nothing() {
    let venue = Venue::new().await;
    let nights = venue.dir.path().join("nights");
    let night = nights.join("2026-11-20").join("ledger.db");
    for name in ["zzz", "a-copy-of-2026-11-20", "2026-13-40", "2026-11-20-old", "2026-11-20-1", "backup"] {
        std::fs::create_dir(nights.join(name)).unwrap();
        std::fs::copy(&night, nights.join(name).join("ledger.db")).unwrap();
    }
    let venue = venue.pull_the_plug_and_start().await;
    assert_eq!(venue.running.views.now().night.as_str(), "2026-11-20");
}
