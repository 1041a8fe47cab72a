//! `box.db`: people, PINs, devices, sessions, keys, card sets, game seeds and winners' names: everything the ledger
//! must not hold. Nothing in it is part of the truth about a night.
//!
//! One SQLite connection behind one lock; calls are synchronous and short. [`Vault::sign_in`], [`Vault::claim_box`]
//! and calls that set a PIN also hash one, which takes up to a third of a second on a small box and waits for two
//! others: make these calls on a blocking thread. Time is an argument, random bytes come from one [`Entropy`].
//!
//! Two times are told apart. What is shown to people is box time, `now_ms`, ms since 1970. What runs out (sessions,
//! waits, offers, challenges) is counted by the age of the box, `age_ms`: how long it has run in all its starts. A
//! clock that is set, in either direction, ends nobody's session and lengthens nobody's wait.

mod cards;
mod challenge;
mod claim;
mod device;
mod entropy;
mod error;
mod hasher;
mod identity;
mod memory;
pub mod owner_code;
mod pin;
mod programmes;
mod public_key;
mod schema;
mod seeds;
mod session;
mod sets;
mod staff;
mod stored_sets;
mod token;
mod winners;

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde::{Serialize, de::DeserializeOwned};

pub use cards::{Card, Cards, DamagedSet, SetInfo, Typed};
pub use challenge::Proof;
pub use claim::FirstOwner;
pub use device::{Device, Enrolled, Offer};
pub use entropy::{Entropy, Os};
pub use error::{Denied, VaultError};
pub use identity::Identity;
pub use memory::KeptTime;
pub use pin::{PIN_DIGITS_MAX, PIN_DIGITS_MIN, WeakPin};
pub use public_key::PublicKey;
pub use session::{Admitted, Session};
pub use staff::Person;
pub use stored_sets::CARDS_TOTAL_MAX;
pub use token::Token;
pub use winners::{PaidWin, Winner};

/// The database in a venue's folder.
const FILE: &str = "box.db";
/// How long a call waits for another program that holds the database (`hallbox cards issue` beside a running box)
/// before it fails.
const BUSY: Duration = Duration::from_secs(5);

/// The open vault.
pub struct Vault {
    db: Mutex<Connection>,
    entropy: Arc<dyn Entropy>,
    identity: Identity,
    hasher: hasher::Hasher,
    challenges: Mutex<challenge::Challenges>,
    cards: RwLock<Arc<Cards>>,
}

impl Vault {
    /// Opens or creates `box.db` in the data folder, and checks every card set in it. A set that does not match its
    /// digest does not stop the box: [`Cards::damaged`] names it, and none of its cards can be found.
    ///
    /// # Errors
    /// [`VaultError`] when the folder or the database cannot be used.
    pub fn open(dir: &Path) -> Result<Self, VaultError> {
        Self::open_with(dir, Arc::new(Os))
    }

    /// As [`Vault::open`], with another source of random bytes.
    ///
    /// # Errors
    /// As [`Vault::open`].
    pub fn open_with(dir: &Path, entropy: Arc<dyn Entropy>) -> Result<Self, VaultError> {
        let mut db = connect(dir)?;
        schema::migrate(&mut db)?;
        let identity = identity::load_or_make(&mut db, entropy.as_ref())?;
        let cards = stored_sets::load(&db)?;
        Ok(Self {
            db: Mutex::new(db),
            entropy,
            identity,
            hasher: hasher::Hasher::new(),
            challenges: Mutex::default(),
            cards: RwLock::new(Arc::new(cards)),
        })
    }

    fn db(&self) -> MutexGuard<'_, Connection> {
        locked(&self.db)
    }

    /// Runs `work` in one transaction: durable when it returns `Ok`, undone otherwise.
    fn write<T, E: From<rusqlite::Error>>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut db = self.db();
        // Immediate: a deferred transaction that reads first can fail at its first write, however long it waits.
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&tx)?;
        tx.commit()?;
        Ok(done)
    }
}

/// The lock, also after a panic of its last holder: transactions roll back by themselves.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn connect(dir: &Path) -> Result<Connection, VaultError> {
    std::fs::create_dir_all(dir)?;
    let path = dir.join(FILE);
    // Created before SQLite opens it: SQLite's other files copy its mode, so no other user can read them.
    let _: File = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path)?;
    let db = Connection::open(&path)?;
    db.busy_timeout(BUSY)?;
    // The file is small; damage is reported now instead of as a wrong row in the middle of a night.
    let health: String = db.query_row("PRAGMA quick_check(1)", (), |row| row.get(0))?;
    if health != "ok" {
        return Err(VaultError::Damaged(health));
    }
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    // Forgotten names and used tokens leave no trace in free pages.
    db.pragma_update(None, "secure_delete", true)?;
    Ok(db)
}

/// An enum without fields, or a checked text, as the database holds it: as on the wire.
fn to_text(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(text)) => text,
        _ => unreachable!("only enums without fields and checked texts are stored"),
    }
}

/// Reads what [`to_text`] wrote; `what` names the column when it makes no sense.
fn from_text<T: DeserializeOwned>(text: String, what: &str) -> Result<T, VaultError> {
    serde_json::from_value(serde_json::Value::String(text))
        .map_err(|error| VaultError::damaged(format!("{what}: {error}")))
}

/// What a call needs that both shows a time and lets something run out.
#[derive(Clone, Copy, Debug)]
pub struct VaultTime {
    /// Box time, ms since 1970.
    pub now_ms: i64,
    /// Age of the box, ms.
    pub age_ms: i64,
}

/// What is left of a wait, ms; `None` when it is over. A power cut takes back some minutes of the box's age, so that
/// a wait may seem longer than the longest there is: that one is over too.
fn wait_left(until_ms: i64, age_ms: i64, longest_ms: i64) -> Option<i64> {
    let left_ms = until_ms - age_ms;
    (1..=longest_ms).contains(&left_ms).then_some(left_ms)
}

/// The number in an id such as `s12`, if it is written as the vault writes it.
fn number_of(id: &str, letter: char) -> Option<i64> {
    let digits = id.strip_prefix(letter)?;
    let number: i64 = digits.parse().ok()?;
    (number > 0 && number.to_string() == digits).then_some(number)
}

#[cfg(test)]
mod tests;
