//! Nights that were lost, and older copies of them.

use super::*;
use domain::Amount;
use proof::Checkpoint;
use protocol::Warning;

/// The folder of a night, as it stands on the card.
fn copy_of(folder: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

fn first_entries(venue: &Venue) -> Vec<Entry> {
    venue.running.views.staff_news().feed.into_iter().map(|item| item.entry).collect()
}

/// A night with a card sold, an older copy of it, and then more cards than a checkpoint is kept for.
async fn played_on_after_a_copy(old: &Path) -> (Venue, Checkpoint) {
    let mut venue = Venue::new().await;
    venue
        .must(Act::AddPrize {
            value: Amount::ZERO,
            prize: PrizeId::new("ham").unwrap(),
            name: Label::new("Ham").unwrap(),
            stock: 2,
        })
        .await;
    venue.must(open_game(TieRule::Split)).await;
    venue.must(activate(1)).await;
    let nights = venue.dir.path().join("nights");
    venue.running.hall.stop().await;
    (&mut venue.running.task).await.unwrap().unwrap();
    copy_of(&nights.join("2026-11-20"), old);
    let mut venue = venue.pull_the_plug_and_start().await;
    venue.must(activate(2)).await;
    venue.running.hall.stop().await;
    (&mut venue.running.task).await.unwrap().unwrap();
    let text = venue.fake.memory.lock().unwrap().clone().unwrap();
    let newest =
        proof::checkpoint::parse_and_verify(&text, setup(venue.dir.path(), &venue.fake).key.verifier());
    (venue, newest.unwrap())
}

#[tokio::test]
async fn an_older_copy_of_the_card_does_not_go_on_under_the_same_name() {
    let old = tempfile::tempdir().unwrap();
    let (venue, lost) = played_on_after_a_copy(old.path()).await;
    let night = venue.dir.path().join("nights/2026-11-20");
    std::fs::remove_dir_all(&night).unwrap();
    copy_of(old.path(), &night);
    let mut venue = venue.pull_the_plug_and_start().await;
    assert_eq!(venue.running.views.now().night.as_str(), "2026-11-20-2");
    let entries = first_entries(&venue);
    let Entry::NightOpened { previous: Some(previous), .. } = &entries[0] else { panic!("{entries:?}") };
    assert_eq!(previous.origin.as_str(), lost.origin.as_str());
    assert!(previous.size < lost.size, "the end the disk still has");
    let said = Entry::RollbackReported { size: lost.size, root: lost.root };
    assert!(entries.contains(&said), "{entries:?}");
    let now = venue.running.views.now();
    assert_eq!((now.counts.cards_sold, now.prizes[0].stock, now.games.len()), (1, 2, 1), "carried over");
    // It can be played, stands every check, and starts again under its new name.
    venue.must(activate(2)).await;
    venue.must(Act::LockGame { game: game() }).await;
    let venue = venue.pull_the_plug_and_start().await;
    assert_eq!(venue.running.views.now().night.as_str(), "2026-11-20-2");
    let Verification::Good(proven) = bundle::verify_bytes(&venue.bundle().await) else { panic!() };
    assert!(matches!(audit(&proven.leaves), Audit::Incomplete { .. }));
}

#[tokio::test]
async fn a_night_that_is_gone_is_named_by_the_next_and_its_name_not_used_again() {
    let old = tempfile::tempdir().unwrap();
    let (venue, lost) = played_on_after_a_copy(old.path()).await;
    std::fs::remove_dir_all(venue.dir.path().join("nights")).unwrap();
    let venue = venue.pull_the_plug_and_start().await;
    assert_eq!(venue.running.views.now().night.as_str(), "2026-11-20-2");
    let entries = first_entries(&venue);
    let Entry::NightOpened { previous: Some(previous), .. } = &entries[0] else { panic!("{entries:?}") };
    assert_eq!((previous.origin.as_str(), previous.size), (lost.origin.as_str(), lost.size));
    assert!(entries.contains(&Entry::RollbackReported { size: lost.size, root: lost.root }));
}

#[tokio::test]
async fn a_phone_that_proves_a_longer_night_ends_the_shorter_one() {
    let old = tempfile::tempdir().unwrap();
    let (venue, lost) = played_on_after_a_copy(old.path()).await;
    let night = venue.dir.path().join("nights/2026-11-20");
    std::fs::remove_dir_all(&night).unwrap();
    copy_of(old.path(), &night);
    // The vault was put back too: only a phone remembers.
    *venue.fake.memory.lock().unwrap() = None;
    let venue = venue.pull_the_plug_and_start().await;
    assert_eq!(venue.running.views.now().night.as_str(), "2026-11-20");
    let check = venue.running.hall.check_receipt(lost.text.clone()).await.unwrap();
    assert_eq!(check, ReceiptCheck::Rollback { size: lost.size });
    assert_eq!(venue.running.views.now().night.as_str(), "2026-11-20-2");
    assert_eq!(venue.running.views.now().counts.cards_sold, 1);
    let seq = venue.running.views.now().seq;
    let again = venue.running.hall.check_receipt(lost.text).await.unwrap();
    assert_eq!(again, ReceiptCheck::Rollback { size: lost.size }, "each phone is told");
    assert_eq!(venue.running.views.now().seq, seq, "but it is written down once");
}

/// A checkpoint of this night that the box never signed, by somebody who has copied its key.
fn forged(venue: &Venue, size: u64) -> String {
    let key = setup(venue.dir.path(), &venue.fake).key;
    let night = venue.running.views.now().night.clone();
    proof::checkpoint::sign(&key.origin(&night), size, &Digest([9; 32]), &key).text
}

#[tokio::test]
async fn a_forged_checkpoint_does_not_end_a_game_that_was_locked() {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    venue.must(activate(1)).await;
    venue.must(Act::LockGame { game: game() }).await;
    venue.must(Act::DrawBall { game: game(), after: 0, ball: None }).await;
    let check = venue.running.hall.check_receipt(forged(&venue, 10_000)).await.unwrap();
    assert_eq!(check, ReceiptCheck::Rollback { size: 10_000 }, "the phone is told");
    let now = venue.running.views.now();
    let calls = now.game.as_ref().map(|game| game.calls.len());
    assert_eq!((now.night.as_str(), calls), ("2026-11-20", Some(1)), "the game goes on");
}

fn warning(venue: &Venue) -> Option<Warning> {
    venue.running.views.warning()
}

/// A night with a locked game, one ball out, and a forged checkpoint that somebody has shown.
async fn suspected() -> Venue {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    venue.must(activate(1)).await;
    venue.must(Act::LockGame { game: game() }).await;
    venue.must(Act::DrawBall { game: game(), after: 0, ball: None }).await;
    assert_eq!(warning(&venue), None);
    venue.running.hall.check_receipt(forged(&venue, 10_000)).await.unwrap();
    venue
}

fn suspicions(venue: &Venue) -> usize {
    first_entries(venue).iter().filter(|entry| matches!(entry, Entry::RollbackSuspected { .. })).count()
}

#[tokio::test]
async fn staff_hear_of_a_suspected_rollback_once_and_can_say_that_it_is_forged() {
    let venue = suspected().await;
    assert_eq!(warning(&venue), Some(Warning::RollbackSuspected { size: 10_000 }));
    for size in [10_000, 20_000] {
        venue.running.hall.check_receipt(forged(&venue, size)).await.unwrap();
    }
    assert_eq!(suspicions(&venue), 1, "one at a time");
    // It outlives a start.
    let mut venue = venue.pull_the_plug_and_start().await;
    assert_eq!(warning(&venue), Some(Warning::RollbackSuspected { size: 10_000 }));
    let dismiss = |size| Act::DismissRollback { size, reason: reason() };
    assert!(matches!(venue.ask(dismiss(9)).await, ReplyBody::Refused(Refusal::NoRollback)));
    venue.must(dismiss(10_000)).await;
    assert_eq!(warning(&venue), None);
    assert!(matches!(venue.ask(dismiss(10_000)).await, ReplyBody::Refused(Refusal::NoRollback)));
    let check = venue.running.hall.check_receipt(forged(&venue, 10_000)).await.unwrap();
    assert_eq!(
        (check, suspicions(&venue)),
        (ReceiptCheck::Rollback { size: 10_000 }, 1),
        "decided is decided"
    );
    // Whoever forges one more is not believed between two games either.
    venue.must(Act::VoidGame { game: game(), reason: reason() }).await;
    venue.running.hall.check_receipt(forged(&venue, 20_000)).await.unwrap();
    assert_eq!(venue.running.views.now().night.as_str(), "2026-11-20");
    assert_eq!(warning(&venue), Some(Warning::RollbackSuspected { size: 20_000 }));
    // Who goes on forging is not written down for ever.
    for size in 20_000..20_020 {
        venue.running.hall.check_receipt(forged(&venue, size)).await.unwrap();
        venue.ask(dismiss(size)).await;
    }
    assert_eq!(suspicions(&venue), 8);
    venue.must(close_night()).await;
    let Verification::Good(proven) = bundle::verify_bytes(&venue.bundle().await) else { panic!() };
    assert!(matches!(audit(&proven.leaves), Audit::Good(_)), "{:?}", audit(&proven.leaves));
}

#[tokio::test]
async fn staff_who_confirm_a_suspected_rollback_begin_another_night() {
    let venue = suspected().await;
    let by = By { kind: Kind::Staff, staff: Some(StaffId::new("s1").unwrap()), device: None, desk: None };
    let night = NightId::new("2026-11-20").unwrap();
    let ask = |id, rights| {
        let (hall, by, night) = (venue.running.hall.clone(), by.clone(), night.clone());
        async move { hall.set_aside_night(by, rights, CommandId(uuid::Uuid::from_u128(id)), night).await.unwrap() }
    };
    let refused = decode(&ask(900, Rights::NONE).await);
    assert!(
        matches!(refused, ReplyBody::Refused(Refusal::NotAllowed { right: Right::Manage })),
        "{refused:?}"
    );
    let done = ask(901, Rights::ALL).await;
    assert!(matches!(decode(&done), ReplyBody::Ok { seq: 0, .. }), "{:?}", decode(&done));
    assert_eq!(ask(901, Rights::ALL).await.bytes, done.bytes, "asked again");
    assert_eq!(venue.running.views.now().night.as_str(), "2026-11-20-2");
    let entries = first_entries(&venue);
    assert!(
        entries.contains(&Entry::RollbackReported { size: 10_000, root: Digest([9; 32]) }),
        "{entries:?}"
    );
    assert_eq!(warning(&venue), None);
    let sound = decode(&ask(902, Rights::ALL).await);
    assert!(matches!(sound, ReplyBody::Refused(Refusal::NightIsSound)), "{sound:?}");
}

#[tokio::test]
async fn before_a_game_is_locked_a_checkpoint_that_proves_a_loss_is_believed_at_once() {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    venue.must(activate(1)).await;
    venue.running.hall.check_receipt(forged(&venue, 10_000)).await.unwrap();
    assert_eq!(venue.running.views.now().night.as_str(), "2026-11-20-2");
}
