//! The devices staff work on: enrolled once by QR, then known by a cookie and a key.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use data_encoding::BASE64URL_NOPAD;
use rusqlite::{OptionalExtension as _, Row, Transaction};

use super::entropy::Entropy;
use super::{Denied, Token, Vault, VaultError, from_text, number_of, to_text, token};
use domain::{DeviceId, Label, Profile, Thing};

/// How long an offer is good, in ms.
const OFFER_MS: i64 = 10 * 60 * 1000;
/// Open offers at once: one for every device of a big team on its first evening.
const OFFERS_MAX: u32 = 20;
/// Enrolled devices, suspended ones included.
const DEVICES_MAX: u32 = 200;
/// `seen` is written at most this often, in ms: it is for people, not worth a write per request.
const SEEN_STEP_MS: i64 = 60_000;

/// A device's public key: a point on P-256, uncompressed. Holding one proves that it is a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey([u8; 65]);

impl PublicKey {
    /// Parses 65 bytes: 0x04, x, y.
    ///
    /// # Errors
    /// [`Denied::BadKey`] when they are no point on the curve.
    pub fn new(bytes: &[u8]) -> Result<Self, Denied> {
        let bytes: [u8; 65] = bytes.try_into().map_err(|_| Denied::BadKey)?;
        if bytes[0] != 4 {
            return Err(Denied::BadKey);
        }
        ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, bytes).map_err(|_| Denied::BadKey)?;
        Ok(Self(bytes))
    }

    /// Parses the key as it travels: base64url without padding.
    ///
    /// # Errors
    /// [`Denied::BadKey`] when it is not that, or no point on the curve.
    pub fn parse(text: &str) -> Result<Self, Denied> {
        Self::new(&BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| Denied::BadKey)?)
    }

    /// Whether this key signed the message (ECDSA, SHA-256, r‖s).
    #[must_use]
    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, self.0)
            .is_ok_and(|key| key.verify_sig(message, signature).is_ok())
    }
}

/// One enrolled device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Id as it stands in the ledger: `d1`, `d2` …
    pub id: DeviceId,
    /// Where it stands.
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
    /// Opens the enrolment, once.
    pub token: Token,
    /// Box time in ms until which it does.
    pub expires_ms: i64,
}

/// A device that was just enrolled.
#[derive(Clone, Debug)]
pub struct Enrolled {
    /// The device.
    pub device: Device,
    /// What it is known by from now on.
    pub cookie: Token,
}

const COLUMNS: &str = "n, desk, profile, suspended, seen_ms";

impl Vault {
    /// Offers to enrol a device: one token, good once, for ten minutes.
    ///
    /// # Errors
    /// [`Denied::Full`] when too many offers are open.
    pub fn enrolment_offer(&self, desk: &Label, profile: Profile, now_ms: i64) -> Result<Offer, Denied> {
        let token = Token::fresh::<16>(self.entropy.as_ref());
        let expires_ms = now_ms + OFFER_MS;
        self.write(|tx| {
            tx.execute("DELETE FROM enrolments WHERE expires_ms <= ?", [now_ms])?;
            let open: u32 = tx.query_row("SELECT count(*) FROM enrolments", (), |row| row.get(0))?;
            if open >= OFFERS_MAX {
                return Err(Denied::Full { what: "open enrolments", limit: OFFERS_MAX });
            }
            tx.execute(
                "INSERT INTO enrolments (token_hash, desk, profile, expires_ms) VALUES (?, ?, ?, ?)",
                (token.hash(), desk.as_str(), to_text(&profile), expires_ms),
            )?;
            Ok(())
        })?;
        Ok(Offer { token, expires_ms })
    }

    /// Takes an offer up.
    ///
    /// # Errors
    /// [`Denied::Wrong`] when the token is unknown, used or too old.
    pub fn enrol(&self, token: &str, key: &PublicKey, now_ms: i64) -> Result<Enrolled, Denied> {
        self.write(|tx| {
            let offer: Option<(String, String)> = tx
                .query_row(
                    "DELETE FROM enrolments WHERE token_hash = ? AND expires_ms > ? RETURNING desk, profile",
                    (token::hash(token), now_ms),
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?;
            let (desk, profile) = offer.ok_or(Denied::Wrong)?;
            let desk: Label = from_text(desk, "desk of an enrolment")?;
            let profile = from_text(profile, "profile of an enrolment")?;
            insert(tx, &desk, profile, key, self.entropy.as_ref(), now_ms)
        })
    }

    /// The device that holds this cookie, unless it is suspended.
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

    /// Notes that a device was here.
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

    /// Suspends a device, which ends its session, or lets it connect again. The caller closes its
    /// sockets.
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
