//! The identity of the box.

use std::fmt;

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};

use super::entropy::{Entropy, fresh};
use super::{Vault, VaultError};

/// Letters and digits of a box id.
const ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";

/// The name and the key of a box, made when its vault is first opened and never changed.
#[derive(Clone)]
pub struct Identity {
    /// Eight lower-case letters and digits; part of every ledger's origin.
    pub box_id: String,
    /// Ed25519 seed of the box key, which signs checkpoints. Secret.
    pub key_seed: [u8; 32],
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("box_id", &self.box_id).finish_non_exhaustive()
    }
}

impl Vault {
    /// The identity of this box.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }
}

pub(super) fn load_or_make(db: &mut Connection, entropy: &dyn Entropy) -> Result<Identity, VaultError> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let known = tx
        .query_row("SELECT box_id, key_seed FROM identity", (), |row| {
            Ok(Identity { box_id: row.get(0)?, key_seed: row.get(1)? })
        })
        .optional()?;
    if let Some(identity) = known {
        return Ok(identity);
    }
    let made = Identity { box_id: box_id(entropy), key_seed: fresh(entropy) };
    tx.execute(
        "INSERT INTO identity (one, box_id, key_seed) VALUES (1, ?, ?)",
        (&made.box_id, made.key_seed),
    )?;
    tx.execute("INSERT INTO box_claim (one) VALUES (1)", ())?;
    tx.commit()?;
    Ok(made)
}

fn box_id(entropy: &dyn Entropy) -> String {
    // 64 bits reduced modulo 36^8 (42 bits): the bias is far below one in a million.
    let mut rest = u64::from_be_bytes(fresh(entropy));
    let mut id = String::new();
    for _ in 0..8 {
        id.push(char::from(ALPHABET[(rest % 36) as usize]));
        rest /= 36;
    }
    id
}
