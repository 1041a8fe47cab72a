//! What the box answers to a request.

use domain::{CommandId, Entry, Face, Reason, Refusal, Serial, Settlement, Stamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The answer to one request.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Reply {
    /// Id of the request.
    pub id: CommandId,
    /// What came of it.
    #[serde(flatten)]
    pub body: ReplyBody,
}

/// What came of a request.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, clippy::large_enum_variant)] // fields say what they are; built, encoded and dropped at once
pub enum ReplyBody {
    /// It stands in the ledger: seq of its first entry, and its entries.
    Ok { seq: u64, entries: Vec<Entry> },
    /// It was refused.
    Refused(Refusal),
    /// Answer to a look-up.
    Card(CardInfo),
}

/// What staff see of a card.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CardInfo {
    /// Its serial.
    pub serial: Serial,
    /// Its typed code.
    pub code: String,
    /// Its numbers.
    pub face: Face,
    /// Who sold it, when, where; `None` = not sold tonight.
    pub sold: Option<Stamp>,
    /// Who took it out of play.
    pub voided: Option<(Stamp, Reason)>,
    /// Squares missing for the current stage at best.
    pub missing: Option<u8>,
    /// Whether it plays in the current game.
    pub plays: bool,
    /// All cards of its player; empty when it is alone.
    pub pack: Vec<Serial>,
    /// A second card of this serial was reported; how it was settled, if it was.
    pub duplicate: Option<Option<Settlement>>,
}
