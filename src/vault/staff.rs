//! The people of the venue and their PINs.

pub(super) mod tries;

use rusqlite::{Connection, Row, Transaction};

use super::hasher::PinHash;
use super::pin::Pin;
use super::{Denied, Vault, VaultError, from_text, number_of, to_text};
use domain::{Label, Role, StaffId, Thing, appearance};

/// More people than any venue employs; keeps the sign-in screen and the answers small.
const STAFF_MAX: u32 = 200;

/// One member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Id as it stands in the ledger: `s1`, `s2` …
    pub id: StaffId,
    /// Name.
    pub name: Label,
    /// Role.
    pub role: Role,
    /// Whether they may no longer sign in.
    pub suspended: bool,
}

const COLUMNS: &str = "n, name, role, suspended";

impl Vault {
    /// All people, in the order they were added.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn staff(&self) -> Result<Vec<Person>, VaultError> {
        let db = self.db();
        let mut rows = db.prepare_cached(&format!("SELECT {COLUMNS} FROM staff ORDER BY n"))?;
        let mut rows = rows.query(())?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(person(row)?);
        }
        Ok(all)
    }

    /// Adds a person. Hashes a PIN: slow.
    ///
    /// # Errors
    /// [`Denied`]: weak PIN, a name that looks like another's, or too many people.
    pub fn staff_add(&self, name: &Label, role: Role, pin: &str) -> Result<Person, Denied> {
        let hashed = self.hasher.hash(&Pin::choose(pin)?, self.entropy.as_ref())?;
        self.write(|tx| insert(tx, name, role, &hashed))
    }

    /// Gives a person a new PIN, ends their sessions and lifts their wait. Hashes a PIN: slow.
    ///
    /// # Errors
    /// [`Denied`]: weak PIN, or no person with this id.
    pub fn staff_set_pin(&self, id: &StaffId, pin: &str) -> Result<(), Denied> {
        let hashed = self.hasher.hash(&Pin::choose(pin)?, self.entropy.as_ref())?;
        let n = staff_number(id)?;
        self.write(|tx| {
            let changed = tx.execute(
                "UPDATE staff SET pin_salt = ?, pin_hash = ?, pin_memory_kib = ?, pin_passes = ? WHERE n = ?",
                (hashed.salt, hashed.hash, hashed.memory_kib, hashed.passes, n),
            )?;
            if changed == 0 {
                return Err(Denied::Unknown(Thing::Person));
            }
            tx.execute("DELETE FROM sessions WHERE staff = ?", [n])?;
            tries::forget(tx, n)?;
            Ok(())
        })
    }

    /// Suspends a person, which ends their sessions, or ends the suspension. The caller closes their sockets.
    ///
    /// # Errors
    /// [`Denied`]: no person with this id, or no owner would be left.
    pub fn staff_suspend(&self, id: &StaffId, suspended: bool) -> Result<(), Denied> {
        let n = staff_number(id)?;
        self.write(|tx| {
            let changed = tx.execute("UPDATE staff SET suspended = ? WHERE n = ?", (suspended, n))?;
            if changed == 0 {
                return Err(Denied::Unknown(Thing::Person));
            }
            if suspended {
                tx.execute("DELETE FROM sessions WHERE staff = ?", [n])?;
            }
            let owners: u32 = tx.query_row(
                "SELECT count(*) FROM staff WHERE role = ? AND suspended = 0",
                [to_text(&Role::Owner)],
                |row| row.get(0),
            )?;
            if owners == 0 { Err(Denied::LastOwner) } else { Ok(()) }
        })
    }
}

/// Adds a person within a transaction.
pub(super) fn insert(
    tx: &Transaction<'_>,
    name: &Label,
    role: Role,
    hashed: &PinHash,
) -> Result<Person, Denied> {
    let people: u32 = tx.query_row("SELECT count(*) FROM staff", (), |row| row.get(0))?;
    if people >= STAFF_MAX {
        return Err(Denied::Full { what: "people", limit: STAFF_MAX });
    }
    if is_taken(tx, name)? {
        return Err(Denied::NameTaken);
    }
    tx.execute(
        "INSERT INTO staff (name, role, pin_salt, pin_hash, pin_memory_kib, pin_passes)
         VALUES (?, ?, ?, ?, ?, ?)",
        (name.as_str(), to_text(&role), hashed.salt, hashed.hash, hashed.memory_kib, hashed.passes),
    )?;
    let id = staff_id(tx.last_insert_rowid());
    Ok(Person { id, name: name.clone(), role, suspended: false })
}

/// Whether somebody has a name that looks the same: nobody could say afterwards who sold the card.
fn is_taken(tx: &Transaction<'_>, name: &Label) -> Result<bool, VaultError> {
    let mut names = tx.prepare_cached("SELECT name FROM staff")?;
    let names = names.query_map((), |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(names.iter().any(|other| appearance(other) == appearance(name.as_str())))
}

/// A person who may sign in, and the hash of their PIN.
pub(super) fn with_pin(db: &Connection, n: i64) -> Result<Option<(Person, PinHash)>, VaultError> {
    let mut rows = db.prepare_cached(&format!(
        "SELECT {COLUMNS}, pin_salt, pin_hash, pin_memory_kib, pin_passes FROM staff WHERE n = ? AND suspended = 0"
    ))?;
    let mut rows = rows.query([n])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let hash = PinHash { salt: row.get(4)?, hash: row.get(5)?, memory_kib: row.get(6)?, passes: row.get(7)? };
    Ok(Some((person(row)?, hash)))
}

fn person(row: &Row<'_>) -> Result<Person, VaultError> {
    Ok(Person {
        id: staff_id(row.get(0)?),
        name: from_text(row.get(1)?, "name of staff")?,
        role: from_text(row.get(2)?, "role of staff")?,
        suspended: row.get(3)?,
    })
}

pub(super) fn staff_id(n: i64) -> StaffId {
    StaffId::new(format!("s{n}")).expect("a letter and digits")
}

pub(super) fn staff_number(id: &StaffId) -> Result<i64, Denied> {
    number_of(id.as_str(), 's').ok_or(Denied::Unknown(Thing::Person))
}
