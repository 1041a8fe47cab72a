//! Nights that were lost, and older copies of them.

use super::*;
use proof::Checkpoint;

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
            value: 0,
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
