//! The first start: the person who enters the code the box printed becomes its owner.

use rusqlite::Transaction;

use super::device::{self, Enrolled};
use super::entropy::{Entropy, fresh};
use super::pin::Pin;
use super::public_key::PublicKey;
use super::session::{self, Admitted};
use super::{
    Denied, Vault, VaultError, VaultTime,
    staff::{self, tries},
    token, wait_left,
};
use domain::{Label, Profile, Role};

/// Wrong codes before wrong ones are only told to wait. The right one never waits: a guest who guesses would keep the
/// owner out. The edge lets a thousand tries a second through, which find 40 random bits in one of 38,000 nights.
const TRIES_MAX: u32 = 5;
/// The wait, in ms.
const WAIT_MS: i64 = 15 * 60 * 1000;
/// Crockford's alphabet: no letter looks like a digit.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The claim of the first owner.
#[derive(Clone, Copy, Debug)]
pub struct FirstOwner<'a> {
    /// The code the box printed, as typed.
    pub code: &'a str,
    /// The owner's name.
    pub name: &'a Label,
    /// The owner's PIN.
    pub pin: &'a str,
    /// Name of the place where the owner's device stands.
    pub desk: &'a Label,
    /// The key of the owner's device.
    pub public_key: &'a PublicKey,
}

impl Vault {
    /// Whether an owner still has to claim the box.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn unclaimed(&self) -> Result<bool, VaultError> {
        Ok(self.db().query_row("SELECT claimed_ms IS NULL FROM box_claim", (), |row| row.get(0))?)
    }

    /// A fresh claim code, `ABCD-EFGH`; `None` once the box is claimed. It replaces the code before it and resets the
    /// wrong tries.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be written.
    pub fn claim_code(&self) -> Result<Option<String>, VaultError> {
        self.claim_by(new_code(self.entropy.as_ref()))
    }

    /// As [`Vault::claim_code`], but with this code. Wrong tries against the same code are counted across starts.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be written.
    pub fn claim_by(&self, code: String) -> Result<Option<String>, VaultError> {
        let changed = self.write(|tx| {
            tx.execute(
                "UPDATE box_claim SET failures = iif(code_hash IS ?1, failures, 0),
                     wait_until_age_ms = iif(code_hash IS ?1, wait_until_age_ms, 0), code_hash = ?1
                 WHERE claimed_ms IS NULL",
                [token::hash(&folded(&code))],
            )
        })?;
        Ok((changed == 1).then_some(code))
    }

    /// Adds the first owner, enrols their device and signs them in, in one transaction.
    ///
    /// # Errors
    /// [`Denied`]: wrong code, too many of them, weak PIN, or the box has an owner.
    pub fn claim_box(&self, first: &FirstOwner<'_>, time: VaultTime) -> Result<(Enrolled, Admitted), Denied> {
        let pin = Pin::choose(first.pin)?;
        let code_hash = token::hash(&folded(first.code));
        self.try_code(&code_hash, time.age_ms)?;
        let hashed = self.hasher.hash(&pin, self.entropy.as_ref())?;
        self.write(|tx| {
            // Of two claims with the right code only one changes the row.
            let won = tx.execute(
                "UPDATE box_claim SET claimed_ms = ?, code_hash = NULL WHERE claimed_ms IS NULL AND code_hash = ?",
                (time.now_ms, code_hash),
            )?;
            if won == 0 {
                return Err(Denied::AlreadyClaimed);
            }
            let person = staff::insert(tx, first.name, Role::Owner, &hashed)?;
            let entropy = self.entropy.as_ref();
            let enrolled = device::insert(tx, first.desk, Profile::Any, first.public_key, entropy, time.now_ms)?;
            let admitted = session::insert(tx, &person, &enrolled.device, entropy, time.age_ms)?;
            tries::know(tx, &person.id, &enrolled.device.id)?;
            Ok((enrolled, admitted))
        })
    }

    fn try_code(&self, code_hash: &[u8; 32], age_ms: i64) -> Result<(), Denied> {
        self.write(|tx| Ok::<_, Denied>(check_code(tx, code_hash, age_ms)))?
    }
}

/// A new code of 40 random bits.
pub(super) fn new_code(entropy: &dyn Entropy) -> String {
    let symbols = fresh::<8>(entropy).map(|byte| char::from(ALPHABET[usize::from(byte & 31)]));
    let code: String = symbols.iter().collect();
    format!("{}-{}", &code[..4], &code[4..])
}

/// Compares the code; a wrong one is counted, which the caller commits.
fn check_code(tx: &Transaction<'_>, code_hash: &[u8; 32], age_ms: i64) -> Result<(), Denied> {
    let (known, failures, wait_until_age_ms, claimed): (Option<[u8; 32]>, u32, i64, bool) = tx.query_row(
        "SELECT code_hash, failures, wait_until_age_ms, claimed_ms IS NOT NULL FROM box_claim",
        (),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    if claimed {
        return Err(Denied::AlreadyClaimed);
    }
    let fits = known
        .is_some_and(|known| aws_lc_rs::constant_time::verify_slices_are_equal(&known, code_hash).is_ok());
    if fits {
        return Ok(());
    }
    if let Some(left_ms) = wait_left(wait_until_age_ms, age_ms, WAIT_MS) {
        return Err(Denied::Wait { left_ms });
    }
    let (failures, wait_until_age_ms) =
        if failures + 1 >= TRIES_MAX { (0, age_ms + WAIT_MS) } else { (failures + 1, 0) };
    tx.execute("UPDATE box_claim SET failures = ?, wait_until_age_ms = ?", (failures, wait_until_age_ms))?;
    Err(Denied::Wrong)
}

/// A typed code in the form it was made: upper case, without separators, look-alikes replaced.
fn folded(typed: &str) -> String {
    let upper = typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase());
    upper
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}
