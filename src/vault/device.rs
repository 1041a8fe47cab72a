//! The devices staff work on: enrolled once by QR code, then identified by a cookie and a key.

use data_encoding::BASE64URL_NOPAD;
use rusqlite::{OptionalExtension as _, Row, Transaction};

use super::challenge::{GOOD_MS, OpenChallenge, Proof};
use super::entropy::{Entropy, fresh};
use super::public_key::PublicKey;
use super::{Denied, Token, Vault, VaultError, VaultTime, from_text, locked, number_of, to_text, token};
use domain::{DeviceId, Label, Profile, Thing};

/// How long an offer is good, in ms.
const OFFER_MS: i64 = 10 * 60 * 1000;
/// Open offers at once: a device for each person of a big team on its first evening.
const OFFERS_MAX: u32 = 20;
/// Enrolled devices, suspended ones included.
const DEVICES_MAX: u32 = 200;
/// `seen_ms` is written at most this often, in ms: it is shown to people and not worth a write per request.
const SEEN_STEP_MS: i64 = 60_000;

/// One enrolled device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Id as it stands in the ledger: `d1`, `d2` …
    pub id: DeviceId,
    /// Name of the place where it stands.
    pub desk: Label,
    /// What it may be used for.
    pub profile: Profile,
    /// Whether it may no longer connect.
    pub suspended: bool,
    /// Last contact, box time in ms; up to a minute late.
    pub seen_ms: Option<i64>,
}

/// An offer to enrol one device.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The token, which is good once.
    pub token: Token,
    /// How long it is good, ms.
    pub lasts_ms: i64,
}

/// A device that was just enrolled.
#[derive(Clone, Debug)]
pub struct Enrolled {
    /// The device.
    pub device: Device,
    /// Identifies the device from now on.
    pub cookie: Token,
}

const COLUMNS: &str = "n, desk, profile, suspended, seen_ms";

impl Vault {
    /// Offers to enrol a device: one token, good once, for ten minutes.
    ///
    /// # Errors
    /// [`Denied::Full`] when too many offers are open.
    pub fn enrolment_offer(&self, desk: &Label, profile: Profile, age_ms: i64) -> Result<Offer, Denied> {
        let token = Token::fresh::<16>(self.entropy.as_ref());
        self.write(|tx| {
            tx.execute("DELETE FROM enrolments WHERE expires_age_ms <= ?", [age_ms])?;
            let open: u32 = tx.query_row("SELECT count(*) FROM enrolments", (), |row| row.get(0))?;
            if open >= OFFERS_MAX {
                return Err(Denied::Full { what: "open enrolments", limit: OFFERS_MAX });
            }
            tx.execute(
                "INSERT INTO enrolments (token_hash, desk, profile, expires_age_ms) VALUES (?, ?, ?, ?)",
                (token.hash(), desk.as_str(), to_text(&profile), age_ms + OFFER_MS),
            )?;
            Ok(())
        })?;
        Ok(Offer { token, lasts_ms: OFFER_MS })
    }

    /// Enrols a device with the token of an offer.
    ///
    /// # Errors
    /// [`Denied::Wrong`] when the token is unknown, used or too old.
    pub fn enrol(&self, token: &str, key: &PublicKey, time: VaultTime) -> Result<Enrolled, Denied> {
        self.write(|tx| {
            let offer: Option<(String, String)> = tx
                .query_row(
                    "DELETE FROM enrolments WHERE token_hash = ? AND expires_age_ms > ? RETURNING desk, profile",
                    (token::hash(token), time.age_ms),
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            let (desk, profile) = offer.ok_or(Denied::Wrong)?;
            let desk: Label = from_text(desk, "desk of an enrolment")?;
            let profile = from_text(profile, "profile of an enrolment")?;
            insert(tx, &desk, profile, key, self.entropy.as_ref(), time.now_ms)
        })
    }

    /// The device with this cookie, unless it is suspended.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn device_by_cookie(&self, cookie: &str) -> Result<Option<Device>, VaultError> {
        let db = self.db();
        let mut rows = db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM devices WHERE cookie_hash = ? AND suspended = 0"
        ))?;
        let mut rows = rows.query([token::hash(cookie)])?;
        rows.next()?.map(device).transpose()
    }

    /// Every device, in the order of enrolment.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn devices(&self) -> Result<Vec<Device>, VaultError> {
        let db = self.db();
        let mut rows = db.prepare_cached(&format!("SELECT {COLUMNS} FROM devices ORDER BY n"))?;
        let mut rows = rows.query(())?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(device(row)?);
        }
        Ok(all)
    }

    /// Notes that a device was connected.
    ///
    /// # Errors
    /// [`Denied::Unknown`] when there is no such device.
    pub fn device_seen(&self, id: &DeviceId, now_ms: i64) -> Result<(), Denied> {
        let n = device_number(id)?;
        self.db().execute(
            "UPDATE devices SET seen_ms = ?2 WHERE n = ?1 AND (seen_ms IS NULL OR abs(?2 - seen_ms) >= ?3)",
            (n, now_ms, SEEN_STEP_MS),
        )?;
        Ok(())
    }

    /// Suspends a device, which ends its session, or ends the suspension. The caller closes its sockets.
    ///
    /// # Errors
    /// [`Denied::Unknown`] when there is no such device.
    pub fn device_suspend(&self, id: &DeviceId, suspended: bool) -> Result<(), Denied> {
        let n = device_number(id)?;
        self.write(|tx| {
            let changed = tx.execute("UPDATE devices SET suspended = ? WHERE n = ?", (suspended, n))?;
            if changed == 0 {
                return Err(Denied::Unknown(Thing::Device));
            }
            if suspended {
                tx.execute("DELETE FROM sessions WHERE device = ?", [n])?;
            }
            Ok(())
        })
    }

    /// A new challenge: a text for the device to sign, once, within a minute.
    #[must_use]
    pub fn challenge(&self, device: &DeviceId, age_ms: i64) -> String {
        let random = BASE64URL_NOPAD.encode(&fresh::<32>(self.entropy.as_ref()));
        // The prefix names purpose and box: a signature is good for no other.
        let text = format!("hallbox device v1 {} {device} {random}", self.identity.box_id);
        let open =
            OpenChallenge { device: device.clone(), text: text.clone(), expires_age_ms: age_ms + GOOD_MS };
        locked(&self.challenges).add(open, age_ms);
        text
    }

    /// Whether the device answered a challenge given to it. The challenge is used up either way.
    ///
    /// # Errors
    /// [`Denied::Wrong`] when it did not, or the device is unknown or suspended.
    pub fn prove(&self, device: &DeviceId, proof: &Proof<'_>, age_ms: i64) -> Result<Device, Denied> {
        if !locked(&self.challenges).consume(device, proof.challenge, age_ms) {
            return Err(Denied::Wrong);
        }
        let (device, key) = self.device_and_key(device)?.ok_or(Denied::Wrong)?;
        let signature = BASE64URL_NOPAD.decode(proof.signature.as_bytes()).map_err(|_| Denied::Wrong)?;
        if key.signed(proof.challenge.as_bytes(), &signature) { Ok(device) } else { Err(Denied::Wrong) }
    }

    /// A device that may connect, and its key.
    pub(super) fn device_and_key(&self, id: &DeviceId) -> Result<Option<(Device, PublicKey)>, VaultError> {
        let Some(n) = number_of(id.as_str(), 'd') else { return Ok(None) };
        let db = self.db();
        let mut rows = db.prepare_cached(&format!(
            "SELECT {COLUMNS}, public_key FROM devices WHERE n = ? AND suspended = 0"
        ))?;
        let mut rows = rows.query([n])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        Ok(Some((device(row)?, PublicKey(row.get(5)?))))
    }
}

/// Enrols a device within a transaction.
pub(super) fn insert(
    tx: &Transaction<'_>,
    desk: &Label,
    profile: Profile,
    key: &PublicKey,
    entropy: &dyn Entropy,
    now_ms: i64,
) -> Result<Enrolled, Denied> {
    let devices: u32 = tx.query_row("SELECT count(*) FROM devices", (), |row| row.get(0))?;
    if devices >= DEVICES_MAX {
        return Err(Denied::Full { what: "devices", limit: DEVICES_MAX });
    }
    let cookie = Token::fresh::<32>(entropy);
    tx.execute(
        "INSERT INTO devices (desk, profile, public_key, cookie_hash, seen_ms) VALUES (?, ?, ?, ?, ?)",
        (desk.as_str(), to_text(&profile), key.0, cookie.hash(), now_ms),
    )?;
    let id = device_id(tx.last_insert_rowid());
    let device = Device { id, desk: desk.clone(), profile, suspended: false, seen_ms: Some(now_ms) };
    Ok(Enrolled { device, cookie })
}

fn device(row: &Row<'_>) -> Result<Device, VaultError> {
    Ok(Device {
        id: device_id(row.get(0)?),
        desk: from_text(row.get(1)?, "desk of a device")?,
        profile: from_text(row.get(2)?, "profile of a device")?,
        suspended: row.get(3)?,
        seen_ms: row.get(4)?,
    })
}

pub(super) fn device_id(n: i64) -> DeviceId {
    DeviceId::new(format!("d{n}")).expect("a letter and digits")
}

pub(super) fn device_number(id: &DeviceId) -> Result<i64, Denied> {
    number_of(id.as_str(), 'd').ok_or(Denied::Unknown(Thing::Device))
}
