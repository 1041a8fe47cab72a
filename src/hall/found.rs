//! What a start finds on the disk.

use domain::Recorded;
use proof::Checkpoint;

use super::batch::LiveNight;
use super::opening::Begun;

/// A night that was resumed or begun.
pub(super) struct Resumed {
    pub night: LiveNight,
    /// All its entries.
    pub recorded: Vec<Recorded>,
    /// A checkpoint this box signed and its ledger does not continue.
    pub lost: Option<Checkpoint>,
}

impl Resumed {
    pub(super) fn begun(begun: Begun, lost: Option<Checkpoint>) -> Self {
        let Begun { night, recorded } = begun;
        Self { night, recorded, lost }
    }
}

/// Why nothing is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standstill {
    /// The disk is full.
    Full {
        /// Since when, ms since 1970.
        since_ms: i64,
        /// Whether this start was recorded before: otherwise which night is resumed is open, too.
        begun: bool,
    },
    /// The ledger cannot be read, and nobody has given it up.
    Damaged {
        /// The first entry that cannot be read.
        seq: u64,
        /// The newest checkpoint of this night that what is left does not continue.
        lost: Option<Checkpoint>,
        /// What was seen, in words.
        why: String,
    },
}

/// What a start finds.
pub(super) struct Found {
    pub resumed: Resumed,
    /// Why nothing can be recorded in it.
    pub standstill: Option<Standstill>,
}

impl From<Resumed> for Found {
    fn from(resumed: Resumed) -> Self {
        Self { resumed, standstill: None }
    }
}
