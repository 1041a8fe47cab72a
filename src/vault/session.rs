//! Sessions: one person signed in on one device.

use rusqlite::{OptionalExtension as _, Row, Transaction};

use super::device::{device_id, device_number};
use super::entropy::Entropy;
use super::staff::staff_id;
use super::{Denied, Device, Person, Proof, Token, Vault, VaultError, from_text, number_of, token};
use domain::{By, DeviceId, Kind, Label, Profile, Rights, Role, StaffId};

/// A session that was not used for this long is over, in ms of the box's age: a shift with its breaks.
const IDLE_MAX_MS: i64 = 12 * 60 * 60 * 1000;
/// A session older than this is over, in ms of the box's age: a person signs in anew each evening.
const AGE_MAX_MS: i64 = 24 * 60 * 60 * 1000;
/// `seen_age_ms` is written at most this often, in ms.
const SEEN_STEP_MS: i64 = 60_000;

/// A person signed in on a device, with their rights there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The person.
    pub staff: StaffId,
    /// Their name.
    pub name: Label,
    /// Their role.
    pub role: Role,
    /// The device.
    pub device: DeviceId,
    /// Name of the place where it stands.
    pub desk: Label,
    /// What the device may be used for.
    pub profile: Profile,
    /// What the person may do on it: role ∩ profile.
    pub rights: Rights,
}

impl Session {
    /// The actor of this session's commands in the ledger: ids, never names.
    #[must_use]
    pub fn by(&self) -> By {
        By {
            kind: Kind::Staff,
            staff: Some(self.staff.clone()),
            device: Some(self.device.clone()),
            desk: Some(self.desk.clone()),
        }
    }
}

/// A person who was just signed in.
#[derive(Clone, Debug)]
pub struct Admitted {
    /// Identifies the session from now on.
    pub token: Token,
    /// The session.
    pub session: Session,
}

impl Vault {
    /// Signs a person in on a device: the device proves its key, then the person their PIN. A session that was open on
    /// the device ends. Hashes a PIN: slow.
    ///
    /// # Errors
    /// [`Denied`]: wrong proof, wrong PIN, or too many wrong PINs.
    pub fn sign_in(
        &self,
        device: &DeviceId,
        proof: &Proof<'_>,
        staff: &StaffId,
        pin: &str,
        age_ms: i64,
    ) -> Result<Admitted, Denied> {
        // The device first: without an enrolled one, wrong PINs cannot lock a person out.
        let device = self.prove(device, proof, age_ms)?;
        let person = self.check_pin(staff, &device.id, pin, age_ms)?;
        self.write(|tx| {
            tx.execute(
                "DELETE FROM sessions WHERE started_age_ms <= ? OR seen_age_ms <= ?",
                (age_ms - AGE_MAX_MS, age_ms - IDLE_MAX_MS),
            )?;
            insert(tx, &person, &device, self.entropy.as_ref(), age_ms)
        })
    }

    /// The session of a token on this device; `None` when it is over or never was one.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be used.
    pub fn session(
        &self,
        token: &str,
        device: &DeviceId,
        age_ms: i64,
    ) -> Result<Option<Session>, VaultError> {
        let Some(n) = number_of(device.as_str(), 'd') else { return Ok(None) };
        let hash = token::hash(token);
        let db = self.db();
        let mut rows = db.prepare_cached(
            "SELECT staff.n, staff.name, role, devices.n, desk, profile, seen_age_ms
             FROM sessions JOIN staff ON staff.n = staff JOIN devices ON devices.n = device
             WHERE token_hash = ? AND device = ? AND staff.suspended = 0 AND devices.suspended = 0
               AND started_age_ms > ? AND seen_age_ms > ?",
        )?;
        let mut rows = rows.query((hash, n, age_ms - AGE_MAX_MS, age_ms - IDLE_MAX_MS))?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let (session, seen_age_ms) = (session(row)?, row.get::<_, i64>(6)?);
        if (age_ms - seen_age_ms).abs() >= SEEN_STEP_MS {
            db.execute("UPDATE sessions SET seen_age_ms = ? WHERE token_hash = ?", (age_ms, hash))?;
        }
        Ok(Some(session))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be written.
    pub fn sign_out(&self, token: &str) -> Result<(), VaultError> {
        self.db().execute("DELETE FROM sessions WHERE token_hash = ?", [token::hash(token)])?;
        Ok(())
    }
}

/// Opens a session within a transaction, unless person or device was suspended meanwhile.
pub(super) fn insert(
    tx: &Transaction<'_>,
    person: &Person,
    device: &Device,
    entropy: &dyn Entropy,
    age_ms: i64,
) -> Result<Admitted, Denied> {
    let staff = number_of(person.id.as_str(), 's').ok_or(Denied::Wrong)?;
    let on = device_number(&device.id)?;
    let not_suspended = tx
        .query_row(
            "SELECT 1 FROM staff, devices WHERE staff.n = ? AND devices.n = ?
             AND staff.suspended = 0 AND devices.suspended = 0",
            (staff, on),
            |_| Ok(()),
        )
        .optional()?;
    not_suspended.ok_or(Denied::Wrong)?;
    let token = Token::fresh::<32>(entropy);
    tx.execute(
        "INSERT OR REPLACE INTO sessions (token_hash, staff, device, started_age_ms, seen_age_ms)
         VALUES (?, ?, ?, ?, ?)",
        (token.hash(), staff, on, age_ms, age_ms),
    )?;
    let session = Session {
        staff: person.id.clone(),
        name: person.name.clone(),
        role: person.role,
        device: device.id.clone(),
        desk: device.desk.clone(),
        profile: device.profile,
        rights: person.role.rights().within(device.profile.rights()),
    };
    Ok(Admitted { token, session })
}

fn session(row: &Row<'_>) -> Result<Session, VaultError> {
    let role: Role = from_text(row.get(2)?, "role of staff")?;
    let profile: Profile = from_text(row.get(5)?, "profile of a device")?;
    Ok(Session {
        staff: staff_id(row.get(0)?),
        name: from_text(row.get(1)?, "name of staff")?,
        role,
        device: device_id(row.get(3)?),
        desk: from_text(row.get(4)?, "desk of a device")?,
        profile,
        rights: role.rights().within(profile.rights()),
    })
}
