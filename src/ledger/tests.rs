//! The ledger as the hall uses it, and as power cuts and failing cards leave it.

use std::fs;
use std::future::Future;

use tempfile::TempDir;

use super::export::{ExportError, export_closed};
use super::store::Store;
use super::*;
use domain::NightId;
use proof::testing::{key, leaves, origin};
use proof::{Chain, LeafBody, bundle, checkpoint};

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn open(dir: &TempDir) -> Result<(Opened, Vec<LeafBody>), OpenError> {
    let mut seen = Vec::new();
    let opened = Ledger::open(dir.path(), origin(), key(), &mut |leaf| seen.push(leaf))?;
    Ok((opened, seen))
}

/// A closed ledger of so many leaves.
fn played(count: u64) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let (opened, _) = open(&dir).unwrap();
    wait(opened.ledger.append(leaves(count), false, 0)).unwrap();
    wait(opened.ledger.close()).unwrap();
    dir
}

fn is_prefix(seen: &[LeafBody], count: u64) {
    let all = leaves(count);
    assert!(seen.len() <= all.len());
    for (seen, leaf) in seen.iter().zip(&all) {
        assert_eq!(*seen, LeafBody::parse(&leaf.bytes).unwrap());
    }
}

#[test]
fn what_was_recorded_is_replayed() {
    let dir = tempfile::tempdir().unwrap();
    let (Opened { ledger, chain, lost }, seen) = open(&dir).unwrap();
    assert_eq!((chain, lost, seen.len(), ledger.size()), (Chain::start(), None, 0, 0));
    let all = leaves(40);
    for batch in all.chunks(7) {
        wait(ledger.append(batch.to_vec(), false, 0)).unwrap();
    }
    assert_eq!(ledger.size(), 40);
    let root = ledger.root_at(40);
    wait(ledger.close()).unwrap();
    assert_eq!(fs::metadata(dir.path().join("ledger.db-wal")).map_or(0, |wal| wal.len()), 0);

    let (Opened { ledger, chain, lost }, seen) = open(&dir).unwrap();
    assert_eq!((chain, lost), (Chain { size: 40, head: all[39].hash }, None));
    assert_eq!(seen.len(), 40);
    is_prefix(&seen, 40);
    assert_eq!((ledger.root_at(40), ledger.root_at(41)), (root, None));
    let newest = ledger.newest_checkpoint().unwrap();
    assert_eq!((newest.size, Some(newest.root)), (40, root));
    assert_eq!(fs::read_to_string(dir.path().join("checkpoint")).unwrap(), newest.text);
    assert_eq!(checkpoint::parse_and_verify(&newest.text, key().verifier()), Ok(newest));
}

#[test]
fn heads_are_signed_when_asked_and_else_now_and_then() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(&dir).unwrap().0.ledger;
    let all = leaves(600);
    let append = |from: usize, to: usize, sign, mono_ms| {
        let committed = wait(ledger.append(all[from..to].to_vec(), sign, mono_ms)).unwrap();
        committed.checkpoint.map(|checkpoint| checkpoint.size)
    };
    assert_eq!(append(0, 1, false, 10), None, "nothing asks for it");
    assert_eq!(append(1, 2, true, 20), Some(2), "a ball was drawn");
    assert_eq!(append(2, 257, false, 900), None, "255 are not many");
    assert_eq!(append(257, 258, false, 900), Some(258), "256 are");
    assert_eq!(append(258, 259, false, 1_899), None, "not a second yet");
    assert_eq!(append(259, 260, false, 1_900), Some(260), "a second");
    assert_eq!(append(260, 260, true, 5_000), None, "nothing new to sign");
    assert_eq!(append(260, 600, false, 1_900), Some(600), "one head for a large batch");
}

#[test]
fn a_second_box_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let first = open(&dir).unwrap();
    let error = open(&dir).unwrap_err();
    assert!(matches!(error, OpenError::InUse(_)), "{error}");
    drop(first);
    open(&dir).unwrap();
}

#[test]
fn a_full_disk_stops_the_writer_and_loses_nothing_that_was_acknowledged() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), true).unwrap();
    store.limit_pages(4);
    let ledger = Ledger::over(store, dir.path(), origin(), key(), &mut |_| ()).unwrap().ledger;
    let all = leaves(200);
    let mut saved = 0;
    let error = loop {
        match wait(ledger.append(vec![all[saved].clone()], true, 0)) {
            Ok(_) => saved += 1,
            Err(error) => break error,
        }
    };
    assert!(saved > 10, "{saved}");
    assert_eq!(error, AppendError::Full);
    assert!(error.to_string().contains("Free some space"));
    assert_eq!(ledger.size(), saved as u64);
    let again = wait(ledger.append(vec![all[saved].clone()], true, 0));
    assert_eq!(again, Err(AppendError::Full), "it stays stopped");
    assert_eq!(wait(ledger.close()), Err(AppendError::Full));
    let (opened, seen) = open(&dir).unwrap();
    assert_eq!((seen.len(), opened.lost), (saved, None));
    is_prefix(&seen, 200);
}

#[test]
fn a_skipped_seq_is_never_written() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(&dir).unwrap().0.ledger;
    let all = leaves(5);
    wait(ledger.append(all[..2].to_vec(), false, 0)).unwrap();
    let error = AppendError::OutOfOrder { wanted: 2, found: 3 };
    assert_eq!(wait(ledger.append(all[3..].to_vec(), false, 0)), Err(error.clone()));
    assert_eq!(wait(ledger.append(all[2..3].to_vec(), false, 0)), Err(error));
    drop(ledger);
    assert_eq!(open(&dir).unwrap().1.len(), 2);
}

#[test]
fn a_torn_wal_leaves_a_good_beginning() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(&dir).unwrap().0.ledger;
    let all = leaves(60);
    for batch in all.chunks(4) {
        wait(ledger.append(batch.to_vec(), true, 0)).unwrap();
    }
    let db = fs::read(dir.path().join("ledger.db")).unwrap();
    let wal = fs::read(dir.path().join("ledger.db-wal")).unwrap();
    drop(ledger);
    let signed = fs::read(dir.path().join("checkpoint")).unwrap();
    let mut lengths = Vec::new();
    for cut in (0..=wal.len()).rev().step_by(wal.len() / 37) {
        let torn = tempfile::tempdir().unwrap();
        fs::write(torn.path().join("ledger.db"), &db).unwrap();
        fs::write(torn.path().join("ledger.db-wal"), &wal[..cut]).unwrap();
        fs::write(torn.path().join("checkpoint"), &signed).unwrap();
        let (opened, seen) = open(&torn).unwrap();
        is_prefix(&seen, 60);
        assert_eq!(seen.len() % 4, 0, "a commit is there as a whole or not at all");
        assert_eq!(opened.chain.size, seen.len() as u64);
        assert_eq!(
            opened.lost.map(|lost| lost.size),
            (seen.len() < 60).then_some(60),
            "a lost end is noticed"
        );
        assert_eq!(torn.path().join("checkpoint.60.lost").exists(), seen.len() < 60);
        lengths.push(seen.len());
        wait(opened.ledger.append(all[seen.len()..].to_vec(), false, 0)).unwrap();
    }
    assert_eq!(lengths[0], 60);
    assert!(lengths.iter().any(|length| (1..60).contains(length)), "{lengths:?}");
}

#[test]
fn a_bit_that_flips_in_the_wal_is_never_taken_for_an_entry() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(&dir).unwrap().0.ledger;
    for batch in leaves(40).chunks(4) {
        wait(ledger.append(batch.to_vec(), false, 0)).unwrap();
    }
    let db = fs::read(dir.path().join("ledger.db")).unwrap();
    let wal = fs::read(dir.path().join("ledger.db-wal")).unwrap();
    for at in (0..wal.len()).step_by(wal.len() / 41) {
        let bent = tempfile::tempdir().unwrap();
        let mut wal = wal.clone();
        wal[at] ^= 0x10;
        fs::write(bent.path().join("ledger.db"), &db).unwrap();
        fs::write(bent.path().join("ledger.db-wal"), wal).unwrap();
        if let Ok((_, seen)) = open(&bent) {
            is_prefix(&seen, 40);
        }
    }
}

#[test]
fn a_bit_that_flips_on_the_card_is_noticed() {
    let dir = played(80);
    let db = fs::read(dir.path().join("ledger.db")).unwrap();
    let signed = fs::read(dir.path().join("checkpoint")).unwrap();
    let (mut named, mut step) = (0, 0);
    for at in (0..db.len()).step_by(db.len() / 257) {
        let bent = tempfile::tempdir().unwrap();
        let mut db = db.clone();
        step += 1;
        db[at] ^= 1 << (step % 8);
        fs::write(bent.path().join("ledger.db"), db).unwrap();
        fs::write(bent.path().join("checkpoint"), &signed).unwrap();
        match open(&bent) {
            Err(OpenError::Damaged { seq, .. }) => {
                assert!(seq < 80);
                named += 1;
            }
            // The header decides whether it is a ledger at all.
            Err(_) => assert!(at < 100, "byte {at}"),
            Ok((opened, seen)) => {
                is_prefix(&seen, 80);
                assert!(seen.len() == 80 || opened.lost.is_some(), "byte {at}");
            }
        }
    }
    assert!(named > 100, "{named}");
}

#[test]
fn a_flipped_byte_inside_an_entry_names_it() {
    let dir = played(80);
    let path = dir.path().join("ledger.db");
    let mut db = fs::read(&path).unwrap();
    let needle = br#""seq":33,"#;
    let at = db.windows(needle.len()).position(|bytes| bytes == needle).unwrap();
    db[at + needle.len()] ^= 1;
    fs::write(&path, db).unwrap();
    let error = open(&dir).unwrap_err();
    assert!(matches!(error, OpenError::Damaged { seq: 33, .. }), "{error}");
    assert!(error.to_string().contains("damaged at entry 33"), "{error}");
}

#[test]
fn what_is_no_ledger_of_this_night_is_left_alone() {
    let text = tempfile::tempdir().unwrap();
    fs::write(text.path().join("ledger.db"), "Dear diary, today we played bingo. ".repeat(300)).unwrap();
    assert!(matches!(open(&text), Err(OpenError::NotALedger { .. })));

    let foreign = tempfile::tempdir().unwrap();
    let conn = rusqlite::Connection::open(foreign.path().join("ledger.db")).unwrap();
    conn.execute_batch("CREATE TABLE shopping(item)").unwrap();
    drop(conn);
    assert!(matches!(open(&foreign), Err(OpenError::NotALedger { .. })));

    let newer = played(3);
    let conn = rusqlite::Connection::open(newer.path().join("ledger.db")).unwrap();
    conn.execute_batch("PRAGMA user_version = 2").unwrap();
    drop(conn);
    assert!(matches!(open(&newer), Err(OpenError::Newer { found: 2, .. })));

    let altered = played(3);
    let conn = rusqlite::Connection::open(altered.path().join("ledger.db")).unwrap();
    conn.execute_batch("DROP TRIGGER entries_never_updated").unwrap();
    drop(conn);
    assert!(matches!(open(&altered), Err(OpenError::Damaged { seq: 0, .. })));

    let other = played(3);
    let tomorrow = key().origin(&NightId::new("2026-11-21").unwrap());
    let error = Ledger::open(other.path(), tomorrow, key(), &mut |_| ()).unwrap_err();
    assert!(matches!(error, OpenError::OtherNight { .. }), "{error}");

    let file = tempfile::NamedTempFile::new().unwrap();
    assert!(
        Ledger::open(file.path(), origin(), key(), &mut |_| ()).is_err(),
        "a file where the folder should be"
    );
}

#[test]
fn a_checkpoint_torn_by_a_power_cut_is_signed_again() {
    let dir = played(9);
    let path = dir.path().join("checkpoint");
    let whole = fs::read_to_string(&path).unwrap();
    for torn in ["", &whole[..40], &whole[..whole.len() - 9], "\0\0\0\0"] {
        fs::write(&path, torn).unwrap();
        let (opened, _) = open(&dir).unwrap();
        assert_eq!((opened.lost, opened.ledger.newest_checkpoint().unwrap().text), (None, whole.clone()));
    }
}

#[test]
fn an_older_copy_of_the_card_shows() {
    let dir = played(10);
    let old = fs::read(dir.path().join("ledger.db")).unwrap();
    let (opened, _) = open(&dir).unwrap();
    wait(opened.ledger.append(leaves(20)[10..].to_vec(), true, 0)).unwrap();
    wait(opened.ledger.close()).unwrap();
    fs::write(dir.path().join("ledger.db"), old).unwrap();
    let (opened, seen) = open(&dir).unwrap();
    assert_eq!((seen.len(), opened.lost.map(|lost| lost.size)), (10, Some(20)));
}

#[test]
fn a_running_night_is_exported_while_it_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let ledger = open(&dir).unwrap().0.ledger;
    let all = leaves(700);
    wait(ledger.append(all[..600].to_vec(), false, 0)).unwrap();
    let (packed, appended) = wait(async {
        let export = ledger.export();
        let append = ledger.append(all[600..].to_vec(), false, 0);
        tokio::join!(export, append)
    });
    appended.unwrap();
    let packed = packed.unwrap();
    assert_eq!(packed.checkpoint.size, 600);
    let read = bundle::unpack(std::io::Cursor::new(packed.bytes)).unwrap();
    let bundle::Verification::Good(proven) = bundle::verify_bytes(&read) else { panic!("not good") };
    assert_eq!((proven.size, proven.fingerprint), (600, key().fingerprint()));
    is_prefix(&proven.leaves, 600);
}

#[test]
fn a_closed_night_makes_the_same_bundle() {
    let dir = played(300);
    let closed = dir.path().join("a.zip");
    export_closed(dir.path(), &key(), &closed).unwrap();
    let nowhere = export_closed(dir.path(), &key(), &dir.path().join("nowhere/night.zip"));
    assert!(matches!(nowhere, Err(ExportError::Write(_))), "{nowhere:?}");
    let ledger = open(&dir).unwrap().0.ledger;
    assert_eq!(fs::read(&closed).unwrap(), wait(ledger.export()).unwrap().bytes);
    let refused = export_closed(dir.path(), &key(), &closed);
    assert!(matches!(refused, Err(ExportError::Open(OpenError::InUse(_)))), "{refused:?}");
    let empty = tempfile::tempdir().unwrap();
    assert!(export_closed(empty.path(), &key(), &closed).is_err());
    assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0, "looking creates nothing");
}
