//! Signed heads of the tree: C2SP checkpoints, which are signed notes.

use data_encoding::BASE64;

use super::keys::{BoxKey, VerifierKey};
use super::origin::{BadName, Origin};
use domain::Digest;

/// Longest text read as a checkpoint, bytes: ours take about 300, the rest is room for cosignatures.
pub const CHECKPOINT_BYTES_MAX: usize = 16 * 1024;

/// A head somebody signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose ledger.
    pub origin: Origin,
    /// Number of entries.
    pub size: u64,
    /// RFC 6962 root over them.
    pub root: Digest,
    /// The whole signed note.
    pub text: String,
}

/// Why a text is no checkpoint of this key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCheckpoint {
    /// Not three lines, a blank one and signatures.
    #[error("this does not read as a checkpoint")]
    Form,
    /// The first line names no ledger.
    #[error(transparent)]
    Origin(#[from] BadName),
    /// Signed by somebody else.
    #[error("the checkpoint is not signed by {0}")]
    NotSigned(String),
    /// The signature line is there and wrong.
    #[error("the signature of {0} does not fit the checkpoint: one of them was altered")]
    Forged(String),
}

/// Signs the head of a ledger.
#[must_use]
pub fn sign(origin: &Origin, size: u64, root: &Digest, key: &BoxKey) -> Checkpoint {
    let body = format!("{origin}\n{size}\n{}\n", BASE64.encode(&root.0));
    let text = format!("{body}\n\u{2014} {} {}\n", key.name(), BASE64.encode(&key.sign(&body)));
    Checkpoint { origin: origin.clone(), size, root: *root, text }
}

/// Reads a checkpoint and checks that this key signed it. Signatures of other keys are ignored.
///
/// # Errors
/// [`BadCheckpoint`] says what is wrong with it.
pub fn parse_and_verify(text: &str, key: &VerifierKey) -> Result<Checkpoint, BadCheckpoint> {
    let checkpoint = parse_unverified(text)?;
    let (body, signatures) = split(text)?;
    let mut signed = false;
    for line in signatures.lines() {
        let (name, bytes) = line
            .strip_prefix("\u{2014} ")
            .and_then(|rest| rest.split_once(' '))
            .ok_or(BadCheckpoint::Form)?;
        let bytes = BASE64.decode(bytes.as_bytes()).map_err(|_| BadCheckpoint::Form)?;
        if name != key.name() || bytes.get(..4) != Some(key.id().as_slice()) {
            continue;
        }
        let signature: &[u8; 64] =
            bytes[4..].try_into().map_err(|_| BadCheckpoint::Forged(name.to_owned()))?;
        if !key.verifies(body, signature) {
            return Err(BadCheckpoint::Forged(name.to_owned()));
        }
        signed = true;
    }
    if signed { Ok(checkpoint) } else { Err(BadCheckpoint::NotSigned(key.name().to_owned())) }
}

/// Reads origin, size and root without looking at signatures.
///
/// # Errors
/// [`BadCheckpoint::Form`] or [`BadCheckpoint::Origin`].
pub(super) fn parse_unverified(text: &str) -> Result<Checkpoint, BadCheckpoint> {
    if text.len() > CHECKPOINT_BYTES_MAX || text.chars().any(|c| c < ' ' && c != '\n') {
        return Err(BadCheckpoint::Form);
    }
    let (body, _) = split(text)?;
    let mut lines = body.lines();
    let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
        return Err(BadCheckpoint::Form);
    };
    let number: u64 = size.parse().map_err(|_| BadCheckpoint::Form)?;
    let root = BASE64.decode(root.as_bytes()).map_err(|_| BadCheckpoint::Form)?;
    let root = root.try_into().map_err(|_| BadCheckpoint::Form)?;
    // One number has one spelling: no sign, no leading zero. We write no extension lines and accept none.
    if number.to_string() != size || lines.next().is_some() {
        return Err(BadCheckpoint::Form);
    }
    Ok(Checkpoint { origin: Origin::parse(origin)?, size: number, root: Digest(root), text: text.to_owned() })
}

/// Signed text (with its last newline) and signature lines.
fn split(text: &str) -> Result<(&str, &str), BadCheckpoint> {
    let at = text.rfind("\n\n").ok_or(BadCheckpoint::Form)?;
    let (body, signatures) = (&text[..=at], &text[at + 2..]);
    if signatures.ends_with('\n') { Ok((body, signatures)) } else { Err(BadCheckpoint::Form) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> BoxKey {
        BoxKey::from_seed([seed; 32], "corner").unwrap()
    }

    fn signed() -> Checkpoint {
        sign(&Origin::parse("hallbox/corner/2026-11-20").unwrap(), 120, &Digest([9; 32]), &key(1))
    }

    #[test]
    fn a_checkpoint_reads_as_c2sp_says() {
        let text = signed().text;
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[..2], ["hallbox/corner/2026-11-20", "120"]);
        assert_eq!(lines[2], "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=");
        assert_eq!(lines[3], "");
        assert!(lines[4].starts_with("\u{2014} hallbox/corner "), "{}", lines[4]);
        assert_eq!((lines.len(), text.ends_with('\n')), (5, true));
    }

    #[test]
    fn the_signer_is_believed_and_nobody_else() {
        let checkpoint = signed();
        assert_eq!(parse_and_verify(&checkpoint.text, key(1).verifier()), Ok(checkpoint.clone()));
        assert_eq!(
            parse_and_verify(&checkpoint.text, key(2).verifier()),
            Err(BadCheckpoint::NotSigned("hallbox/corner".into()))
        );
    }

    #[test]
    fn no_single_bit_can_be_changed() {
        let text = signed().text;
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut bytes = text.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                let Ok(changed) = String::from_utf8(bytes) else { continue };
                assert!(parse_and_verify(&changed, key(1).verifier()).is_err(), "bit {bit} of byte {at}");
            }
        }
    }

    #[test]
    fn a_cosignature_is_ignored() {
        let checkpoint = signed();
        let other = format!("{}\u{2014} witness.example AAAAAAAA\n", checkpoint.text);
        assert_eq!(parse_and_verify(&other, key(1).verifier()).map(|c| c.size), Ok(120));
    }

    #[test]
    fn odd_spellings_are_refused() {
        for (from, to) in [("120", "0120"), ("120", "+120"), ("=\n\n", "=\nmore\n\n"), ("hallbox", "other")] {
            let text = signed().text.replacen(from, to, 1);
            assert!(parse_unverified(&text).is_err(), "{from} -> {to}");
        }
    }
}
