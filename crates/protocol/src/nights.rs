//! Nights that the box keeps: their records, their names of winners, and how long.

use domain::{GameId, Label, NightId, Serial};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `GET /api/nights`: every night of which the box keeps something.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct KeptNights {
    /// Newest first; those without a record last.
    pub nights: Vec<KeptNight>,
}

/// What the box keeps of one night.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct KeptNight {
    /// The night.
    pub night: NightId,
    /// Its record; `None` where only names are left.
    pub ledger: Option<KeptRecord>,
    /// Winners whose names staff wrote down, in the order they were paid.
    pub names: Vec<KeptName>,
    /// The last day on which the names are kept, as `2026-12-13`; `None` without any.
    pub names_until: Option<String>,
}

/// What the disk keeps of the record of a night.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptRecord {
    /// Room it takes, bytes.
    pub bytes: u64,
    /// Whether it is the night that is open.
    pub tonight: bool,
    /// Entries of a copy that was read back and is whole; `None` as long as none was.
    pub copy: Option<u64>,
    /// When it was removed, and how many entries it had; the signed end stays.
    pub removed: Option<RemovedLedger>,
    /// Whether it could not be read and was set aside.
    pub set_aside: bool,
}

/// A record that was removed from the box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RemovedLedger {
    /// When, box time in ms.
    pub at_ms: i64,
    /// Entries it had.
    pub size: u64,
}

/// Answer to `POST /api/nights/{night}/copy`: the file is a whole copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CopyRead {
    /// Entries of the copy, and of the night.
    pub size: u64,
}

/// A winner whose name is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptName {
    /// The game.
    pub game: GameId,
    /// Its stage.
    pub stage: u8,
    /// The card.
    pub serial: Serial,
    /// The name.
    pub name: Label,
}
