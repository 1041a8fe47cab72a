//! The file on its own.

use super::*;
use proof::testing::leaves;

#[test]
fn nothing_is_ever_changed_or_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), true).unwrap();
    store.append(&leaves(3)).unwrap();
    for sql in [
        "UPDATE entries SET leaf = x'00' WHERE seq = 1",
        "UPDATE entries SET seq = 9 WHERE seq = 2",
        "DELETE FROM entries WHERE seq = 2",
        "INSERT INTO entries VALUES (1, x'00', x'00')",
        "INSERT OR REPLACE INTO entries VALUES (3, 'text', x'00')",
        "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema",
    ] {
        assert!(store.conn.execute_batch(sql).is_err(), "{sql}");
    }
    assert_eq!(store.read(0..9).unwrap(), leaves(3).into_iter().map(|leaf| leaf.bytes).collect::<Vec<_>>());
}

#[test]
fn the_file_is_set_up_for_power_cuts() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path(), true).unwrap();
    let number = |name: &str| store.pragma::<i64>(name).unwrap();
    assert_eq!(store.pragma::<String>("locking_mode").unwrap(), "exclusive");
    assert_eq!(store.pragma::<String>("journal_mode").unwrap(), "wal");
    assert_eq!((number("synchronous"), number("trusted_schema"), number("cell_size_check")), (2, 0, 1));
    assert_eq!((number("application_id"), number("user_version")), (APPLICATION_ID, FORMAT));
    assert!(!dir.path().join("ledger.db-shm").exists(), "no shared memory, no second connection");
}

#[test]
fn an_idle_moment_moves_a_long_wal_and_leaves_a_short_one() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), true).unwrap();
    let moved = |store: &Store| -> i64 {
        store.conn.query_row("PRAGMA wal_checkpoint(NOOP)", [], |row| row.get(2)).unwrap()
    };
    let all = leaves(1_200);
    store.append(&all[..1]).unwrap();
    store.move_long_wal().unwrap();
    assert_eq!(moved(&store), 0);
    // The table's last page and its fellows are written again with every commit.
    store.conn.execute_batch("PRAGMA synchronous = OFF").unwrap();
    for leaf in all[1..].chunks(1) {
        store.append(leaf).unwrap();
    }
    store.move_long_wal().unwrap();
    assert!(moved(&store) > WAL_FRAMES_MAX);
}

#[test]
fn a_row_that_was_exchanged_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = Store::open(dir.path(), true).unwrap();
    let mut all = leaves(6);
    all[4].bytes = leaves(6)[3].bytes.clone();
    store.append(&all).unwrap();
    let mut seen = 0;
    let Err(OpenError::Damaged { seq, .. }) = store.replay(&mut |_| seen += 1) else { panic!("not noticed") };
    assert_eq!((seq, seen), (4, 4));
}

#[test]
fn a_gap_a_false_seq_and_a_false_link_are_named() {
    type Bend = fn(&mut Vec<Leaf>);
    let bends: [(Bend, u64); 3] = [
        (|all| drop(all.remove(2)), 2),
        (
            |all| {
                // Right hash, wrong place.
                let (a, b) = (all[2].clone(), all[3].clone());
                all[2] = Leaf { seq: 2, ..b };
                all[3] = Leaf { seq: 3, ..a };
            },
            2,
        ),
        (
            |all| {
                let text = String::from_utf8(all[1].bytes.clone()).unwrap().replace("Bar", "Foo");
                all[1].hash = leaf_hash(text.as_bytes());
                all[1].bytes = text.into_bytes();
            },
            2,
        ),
    ];
    for (bend, wanted) in bends {
        let dir = tempfile::tempdir().unwrap();
        let mut store = Store::open(dir.path(), true).unwrap();
        let mut all = leaves(6);
        bend(&mut all);
        store.append(&all).unwrap();
        let Err(OpenError::Damaged { seq, .. }) = store.replay(&mut |_| ()) else { panic!("not noticed") };
        assert_eq!(seq, wanted);
    }
}
