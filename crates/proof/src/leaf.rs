//! One entry as bytes: written once, hashed, never serialised again.

mod read;

pub use read::{BadLeaf, LeafBody};

use domain::merkle::{Hash, leaf_hash};
use domain::{By, ClockSource, CommandId, Digest, Entry};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Longest leaf, bytes: tlog-tiles counts a leaf's length in 16 bits.
pub const LEAF_BYTES_MAX: usize = 65_535;
/// Leaf format this program writes and reads.
pub(crate) const LEAF_VERSION: u8 = 1;
/// 9999-12-31T23:59:59.999Z: RFC 3339 has four digits for the year.
const AT_MS_MAX: i64 = 253_402_300_799_999;
/// How far the box's clock can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeafClock {
    /// Nothing set it: it only goes on from the newest time known.
    None,
    /// A battery-backed clock.
    Rtc,
    /// Network time.
    Ntp,
    /// A member of staff's phone.
    Staff,
    /// The collector.
    Cloud,
}

impl From<Option<ClockSource>> for LeafClock {
    fn from(source: Option<ClockSource>) -> Self {
        match source {
            None => Self::None,
            Some(ClockSource::Rtc) => Self::Rtc,
            Some(ClockSource::Ntp) => Self::Ntp,
            Some(ClockSource::Staff) => Self::Staff,
            Some(ClockSource::Cloud) => Self::Cloud,
        }
    }
}

/// The moment of writing, as the hall lends it to the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Box time, milliseconds since 1970. Before 1970 counts as 1970.
    pub at_ms: i64,
    /// Milliseconds since the box started; never runs backwards within one `boot`.
    pub mono_ms: u64,
    /// Names the start of the box that `mono_ms` counts from.
    pub boot: String,
    /// How far `at_ms` can be trusted.
    pub clock: LeafClock,
}

/// A sealed entry: the bytes that are hashed are the bytes that are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Position in the ledger.
    pub seq: u64,
    /// UTF-8 JSON, leaf format v1.
    pub bytes: Vec<u8>,
    /// SHA-256(0x00 ‖ bytes).
    pub hash: Hash,
}

/// An entry whose leaf would pass [`LEAF_BYTES_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the entry takes {bytes} bytes, the ledger holds {LEAF_BYTES_MAX} at most")]
pub struct TooLarge {
    /// Size of the leaf.
    pub bytes: usize,
}

/// The growing end of a ledger: what the next leaf is tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Number of leaves = seq of the next.
    pub size: u64,
    /// Hash of the last leaf; zeros before the first.
    pub head: Hash,
}

impl Chain {
    /// A chain without leaves.
    #[must_use]
    pub fn start() -> Self {
        Self { size: 0, head: [0; 32] }
    }

    /// Turns an entry into the next leaf and moves the chain on.
    ///
    /// # Errors
    /// [`TooLarge`]; the chain stays where it was.
    ///
    /// # Panics
    /// Never: every entry can be written as JSON.
    pub fn seal(
        &mut self,
        context: &Context,
        by: &By,
        cmd: Option<CommandId>,
        entry: &Entry,
    ) -> Result<Leaf, TooLarge> {
        let written = Written {
            v: LEAF_VERSION,
            seq: self.size,
            prev: Digest(self.head),
            at: time_text(context.at_ms),
            mono: context.mono_ms,
            boot: &context.boot,
            clock: context.clock,
            by,
            cmd,
            entry,
        };
        let bytes = serde_json::to_vec(&written).expect("a leaf has text keys only");
        if bytes.len() > LEAF_BYTES_MAX {
            return Err(TooLarge { bytes: bytes.len() });
        }
        let leaf = Leaf { seq: self.size, hash: leaf_hash(&bytes), bytes };
        *self = Self { size: self.size + 1, head: leaf.hash };
        Ok(leaf)
    }
}

/// The order of the fields is the format.
#[derive(Serialize)]
struct Written<'a> {
    v: u8,
    seq: u64,
    prev: Digest,
    at: String,
    mono: u64,
    boot: &'a str,
    clock: LeafClock,
    by: &'a By,
    cmd: Option<CommandId>,
    #[serde(flatten)]
    entry: &'a Entry,
}

/// RFC 3339 in UTC with milliseconds.
fn time_text(at_ms: i64) -> String {
    let at = Timestamp::from_millisecond(at_ms.clamp(0, AT_MS_MAX)).expect("clamped into jiff's range");
    format!("{at:.3}")
}

#[cfg(test)]
mod tests;
