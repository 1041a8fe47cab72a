//! The tables of `box.db`, and the steps that upgrade older ones.

use rusqlite::{Connection, TransactionBehavior};

use super::VaultError;

/// Step `i` brings a database from version `i` to `i + 1`. A released step is never edited.
const STEPS: &[&str] = &[V1, V2, V3, V4, V5, V6, V7, V8, V9, V10];

/// Names, PINs, seeds and salts are stored here and nowhere else. Secrets that are only compared are stored as their
/// hash. Ids come from AUTOINCREMENT: the ledger refers to them for ever, so no number is used twice.
const V1: &str = "
CREATE TABLE identity (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    box_id TEXT NOT NULL,
    key_seed BLOB NOT NULL CHECK (length(key_seed) = 32)
) STRICT;
CREATE TABLE box_claim (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    code_hash BLOB,
    failures INTEGER NOT NULL DEFAULT 0,
    wait_until_ms INTEGER NOT NULL DEFAULT 0,
    claimed_ms INTEGER
) STRICT;
CREATE TABLE staff (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    suspended INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
    pin_salt BLOB NOT NULL,
    pin_hash BLOB NOT NULL,
    pin_memory_kib INTEGER NOT NULL,
    pin_passes INTEGER NOT NULL
) STRICT;
CREATE TABLE pin_tries (
    staff INTEGER PRIMARY KEY,
    failures INTEGER NOT NULL,
    wait_until_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE devices (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    desk TEXT NOT NULL,
    profile TEXT NOT NULL,
    public_key BLOB NOT NULL CHECK (length(public_key) = 65),
    cookie_hash BLOB NOT NULL UNIQUE,
    suspended INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
    seen_ms INTEGER
) STRICT;
CREATE TABLE enrolments (
    token_hash BLOB PRIMARY KEY,
    desk TEXT NOT NULL,
    profile TEXT NOT NULL,
    expires_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY,
    staff INTEGER NOT NULL REFERENCES staff (n),
    device INTEGER NOT NULL UNIQUE REFERENCES devices (n),
    started_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE game_seeds (
    night TEXT NOT NULL,
    game TEXT NOT NULL,
    seed BLOB NOT NULL CHECK (length(seed) = 64),
    PRIMARY KEY (night, game)
) STRICT;
CREATE TABLE card_sets (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    mode TEXT NOT NULL,
    seed BLOB NOT NULL CHECK (length(seed) = 32),
    first INTEGER NOT NULL,
    count INTEGER NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    made_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE winners (
    digest BLOB PRIMARY KEY CHECK (length(digest) = 32),
    night TEXT NOT NULL,
    game TEXT NOT NULL,
    stage INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    name TEXT NOT NULL
) STRICT;
";

/// The secret from which the salts of a night's names are made; it is erased with them.
const V2: &str = "
CREATE TABLE name_secrets (
    night TEXT PRIMARY KEY,
    secret BLOB NOT NULL CHECK (length(secret) = 32)
) STRICT;
";

/// What the box keeps apart from the ledgers: the newest checkpoint, and box time.
const V3: &str = "
CREATE TABLE memory (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    checkpoint TEXT,
    now_ms INTEGER
) STRICT;
INSERT INTO memory (one) VALUES (1);
";

/// Programmes of former nights, to begin the next one from.
const V4: &str = "
CREATE TABLE programmes (
    night TEXT PRIMARY KEY,
    items TEXT NOT NULL
) STRICT;
";

/// Faces of cards that were printed elsewhere: four bytes of serial and 25 numbers a card.
const V5: &str = "
ALTER TABLE card_sets ADD COLUMN faces BLOB;
";

/// The night whose bundle was downloaded last, and when the box was on the internet last.
const V6: &str = "
ALTER TABLE memory ADD COLUMN bundle_night TEXT;
ALTER TABLE memory ADD COLUMN bundle_ms INTEGER;
ALTER TABLE memory ADD COLUMN link_ms INTEGER;
";

/// When a clock that needs no person told the time last.
const V7: &str = "
ALTER TABLE memory ADD COLUMN confirmed_ms INTEGER;
";

/// What runs out is counted by the age of the box, no longer by its clock. What was open ends: people sign in anew.
const V8: &str = "
ALTER TABLE memory ADD COLUMN age_ms INTEGER NOT NULL DEFAULT 0;
DELETE FROM sessions;
DELETE FROM enrolments;
DELETE FROM pin_tries;
UPDATE box_claim SET failures = 0, wait_until_ms = 0;
ALTER TABLE sessions RENAME COLUMN started_ms TO started_age_ms;
ALTER TABLE sessions RENAME COLUMN seen_ms TO seen_age_ms;
ALTER TABLE enrolments RENAME COLUMN expires_ms TO expires_age_ms;
ALTER TABLE pin_tries RENAME COLUMN wait_until_ms TO wait_until_age_ms;
ALTER TABLE box_claim RENAME COLUMN wait_until_ms TO wait_until_age_ms;
";

/// Wrong PINs by person and device; `known`: this person has signed in there. Counts of before are forgotten.
const V9: &str = "
DROP TABLE pin_tries;
CREATE TABLE pin_tries (
    staff INTEGER NOT NULL,
    device INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    wait_until_age_ms INTEGER NOT NULL,
    known INTEGER NOT NULL CHECK (known IN (0, 1)),
    PRIMARY KEY (staff, device)
) STRICT;
CREATE TABLE pin_totals (
    staff INTEGER PRIMARY KEY,
    since_age_ms INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    wait_until_age_ms INTEGER NOT NULL
) STRICT;
";

/// Nights whose names seem due to be erased, by a clock that nothing has confirmed.
const V10: &str = "
CREATE TABLE names_due (
    night TEXT PRIMARY KEY,
    since_age_ms INTEGER NOT NULL
) STRICT;
";

/// Upgrades the database to the newest version, in one transaction.
pub(super) fn migrate(db: &mut Connection) -> Result<(), VaultError> {
    migrate_with(db, STEPS)
}

fn migrate_with(db: &mut Connection, steps: &[&str]) -> Result<(), VaultError> {
    let known = i64::try_from(steps.len()).expect("a handful of steps");
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(VaultError::TooNew { found, known });
    }
    if found == known {
        // A full disk takes no write, not even of what stands there already.
        return Ok(());
    }
    let done = usize::try_from(found).map_err(|_| VaultError::damaged("box.db has a negative version"))?;
    for step in &steps[done..] {
        tx.execute_batch(step)?;
    }
    tx.pragma_update(None, "user_version", known)?;
    Ok(tx.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema_of(db: &Connection) -> Vec<(String, String)> {
        let mut rows = db.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema ORDER BY name").unwrap();
        let rows = rows.query_map((), |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    }

    #[test]
    fn every_older_version_upgrades_to_the_schema_of_a_fresh_one() {
        let mut fresh = Connection::open_in_memory().unwrap();
        migrate(&mut fresh).unwrap();
        for version in 0..STEPS.len() {
            let mut older = Connection::open_in_memory().unwrap();
            migrate_with(&mut older, &STEPS[..version]).unwrap();
            migrate(&mut older).unwrap();
            assert_eq!(schema_of(&older), schema_of(&fresh), "upgraded from version {version}");
        }
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_before_it() {
        let mut db = Connection::open_in_memory().unwrap();
        migrate(&mut db).unwrap();
        let before = schema_of(&db);
        let steps = [STEPS, &["CREATE TABLE half (a) ; CREATE TABLE staff (a)"]].concat();
        assert!(migrate_with(&mut db, &steps).is_err());
        assert_eq!(schema_of(&db), before);
        migrate(&mut db).unwrap();
    }

    #[test]
    fn a_database_of_a_newer_program_is_left_alone() {
        let mut db = Connection::open_in_memory().unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(migrate(&mut db), Err(VaultError::TooNew { found: 99, .. })));
    }
}
