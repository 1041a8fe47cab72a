//! Whether the bytes of a bundle are the ones the box signed. Rules are re-executed elsewhere, on what is proven here.

use super::levels;
use super::read::Bundle;
use crate::checkpoint::{self, BadCheckpoint, Checkpoint};
use crate::keys::VerifierKey;
use crate::leaf::LeafBody;
use crate::origin::Origin;
use crate::tree::{Hash, Tree, leaf_hash};
use domain::{Digest, Entry};

/// What the bytes of a bundle are worth.
#[derive(Clone, Debug, PartialEq)]
pub enum Verification {
    /// Every entry is the one that was signed.
    Good(Box<Proven>),
    /// Something was altered.
    Bad {
        /// The first entry that is not proven; 0 when it is the head or the key that is wrong.
        seq: u64,
        /// What was seen.
        why: String,
    },
    /// Nothing is known to be wrong, but something needed is not there.
    Incomplete {
        /// What is not there.
        why: String,
    },
}

/// A ledger whose bytes are the signed ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Proven {
    /// Whose ledger, which night.
    pub origin: Origin,
    /// Number of entries.
    pub size: u64,
    /// RFC 6962 root over them.
    pub root: Digest,
    /// Hash of the last entry.
    pub head: Digest,
    /// Fingerprint of the key that signed: compare it with the one printed on the cards.
    pub fingerprint: String,
    /// The entries.
    pub leaves: Vec<LeafBody>,
}

/// Checks key, signature, size, every hash, every link, every root. Anybody can sign a ledger of their own: compare
/// the fingerprint with the cards, or use [`verify_with_fingerprint`].
#[must_use]
pub fn verify_bytes(bundle: &Bundle) -> Verification {
    prove(bundle).map_or_else(|verdict| verdict, |proven| Verification::Good(Box::new(proven)))
}

/// Like [`verify_bytes`], for a key whose fingerprint is known from the cards. Spaces and case do not count.
#[must_use]
pub fn verify_with_fingerprint(bundle: &Bundle, fingerprint: &str) -> Verification {
    let plain = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    match verify_bytes(bundle) {
        Verification::Good(proven) if plain(&proven.fingerprint) != plain(fingerprint) => bad(
            0,
            format!("another key signed it: its fingerprint is {}, not {fingerprint}", proven.fingerprint),
        ),
        verdict => verdict,
    }
}

fn bad(seq: u64, why: impl Into<String>) -> Verification {
    Verification::Bad { seq, why: why.into() }
}

fn prove(bundle: &Bundle) -> Result<Proven, Verification> {
    let incomplete = |why: String| Err(Verification::Incomplete { why });
    if bundle.checkpoint.is_empty() || bundle.keys.is_empty() {
        let name = bundle.missing.as_deref().unwrap_or("checkpoint or key");
        return incomplete(format!("{name} is not in the bundle"));
    }
    let (checkpoint, key) = signed_head(bundle)?;
    let hashes: Vec<_> = bundle.leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
    if let Some((seq, why)) = first_fault(bundle, &checkpoint, &hashes) {
        return Err(bad(seq, why));
    }
    if checkpoint.size == 0 {
        return incomplete("the ledger has no entries".into());
    }
    if (bundle.leaves.len() as u64) < checkpoint.size {
        let (have, size) = (bundle.leaves.len(), checkpoint.size);
        return incomplete(format!("entries {have} to {} are not in the bundle", size - 1));
    }
    if let Some(name) = &bundle.missing {
        return incomplete(format!("{name} is not in the bundle"));
    }
    let tree = tree_of(&hashes);
    if tree.size() != checkpoint.size || tree.root() != checkpoint.root.0 {
        return Err(bad(
            0,
            "the entries are not the ones that were signed; which of them was altered cannot be told",
        ));
    }
    check_upper_tiles(bundle, &tree)?;
    let leaves: Vec<_> = bundle.leaves.iter().map_while(|leaf| LeafBody::parse(leaf).ok()).collect();
    check_first_entry(&leaves, &checkpoint.origin)?;
    Ok(Proven {
        size: checkpoint.size,
        root: checkpoint.root,
        head: Digest(hashes.last().copied().unwrap_or_default()),
        fingerprint: key.fingerprint(),
        origin: checkpoint.origin,
        leaves,
    })
}

/// The head, once a key of the bundle that belongs to its origin is found to have signed it.
fn signed_head(bundle: &Bundle) -> Result<(Checkpoint, VerifierKey), Verification> {
    let mut signer = None;
    for line in &bundle.keys {
        let key = VerifierKey::parse(line).map_err(|error| bad(0, format!("keys.txt: {error}")))?;
        match checkpoint::parse_and_verify(&bundle.checkpoint, &key) {
            Ok(head) if head.origin.key_name() == key.name() => signer = signer.or(Some((head, key))),
            Ok(head) => return Err(bad(0, format!("{} signed for {}", key.name(), head.origin))),
            Err(BadCheckpoint::NotSigned(_)) => {}
            Err(error) => return Err(bad(0, error.to_string())),
        }
    }
    signer.ok_or_else(|| bad(0, "none of the keys in keys.txt signed the checkpoint"))
}

/// The first entry that something speaks against.
fn first_fault(bundle: &Bundle, head: &Checkpoint, hashes: &[Hash]) -> Option<(u64, String)> {
    let row = bundle.hashes.first().map_or(&[][..], Vec::as_slice);
    let differs = hashes.iter().zip(row).position(|(hash, tile)| hash != tile);
    let differs = differs.map(|at| (at as u64, "it is not the entry that its hash tile names".to_owned()));
    let broken = bundle.broken.clone();
    // Tiles that add up to the signed root are as good as signed: they alone say which entry was altered.
    let tiles_signed = row.len() as u64 == head.size && tree_of(row).root() == head.root.0;
    if tiles_signed && differs.is_some() {
        return [differs, broken].into_iter().flatten().min_by_key(|(seq, _)| *seq);
    }
    [differs, broken, broken_link(bundle, hashes)].into_iter().flatten().min_by_key(|(seq, _)| *seq)
}

/// The first entry that does not read, does not stand in its place or is not the one the next was built on.
fn broken_link(bundle: &Bundle, hashes: &[Hash]) -> Option<(u64, String)> {
    let mut prev = Hash::default();
    for (at, (leaf, hash)) in (0..).zip(bundle.leaves.iter().zip(hashes)) {
        let body = match LeafBody::parse(leaf) {
            Ok(body) => body,
            Err(error) => return Some((at, error.to_string())),
        };
        if body.seq != at {
            return Some((at, format!("it says it is entry {}", body.seq)));
        }
        if body.prev.0 != prev {
            // Either of the two may have been altered, so the one before is not proven either.
            let before = at.saturating_sub(1);
            return Some((before, format!("entry {at} was not written after this entry {before}")));
        }
        prev = *hash;
    }
    None
}

fn tree_of(hashes: &[Hash]) -> Tree {
    hashes.iter().copied().collect()
}

fn check_upper_tiles(bundle: &Bundle, tree: &Tree) -> Result<(), Verification> {
    for (level, items) in levels(tree.size()) {
        let row = bundle.hashes.get(level as usize).map_or(&[][..], Vec::as_slice);
        let real = tree.level(8 * level as usize);
        if let Some(at) = real.iter().zip(row).position(|(real, tile)| real != tile) {
            let seq = (at as u64) << (8 * level);
            return Err(bad(seq, format!("hash {at} on level {level} of the tiles is wrong")));
        }
        if row.len() as u64 != items {
            return Err(bad(0, format!("level {level} holds {} hashes, not {items}", row.len())));
        }
    }
    Ok(())
}

fn check_first_entry(leaves: &[LeafBody], origin: &Origin) -> Result<(), Verification> {
    match leaves.first().map(|leaf| &leaf.entry) {
        Some(Entry::NightOpened { night, .. }) if night.as_str() == origin.night() => Ok(()),
        Some(Entry::NightOpened { night, .. }) => {
            Err(bad(0, format!("it opens night {night}, but it is signed as {origin}")))
        }
        _ => Err(bad(0, "a ledger begins with night_opened")),
    }
}
