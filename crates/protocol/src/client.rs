//! What screens ask of the box.

use domain::{CommandId, GameId, Serial};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::act::StaffAct;

/// Where a client left off.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Since {
    /// The night it was following.
    pub night: String,
    /// Newest seq it has.
    pub s: u64,
    /// Head hash it had at `s` (first 16 hex digits).
    pub h: String,
}

/// A checkpoint the phone kept: the box checks its own signature on it and that its ledger
/// still continues it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Receipt(pub String);

/// What a phone sends.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs)] // the fields say what they are
pub enum PhoneRequest {
    /// First message, and again whenever the wallet changes.
    Hello {
        /// Protocol version.
        v: u16,
        /// Keys of the wallet's cards (26 symbols each), at most 24.
        keys: Vec<String>,
        /// Where it left off.
        since: Option<Since>,
        /// Newest checkpoint it holds.
        receipt: Option<Receipt>,
    },
    /// "Bingo!" for one of the wallet's cards.
    Claim { id: CommandId, game: GameId, stage: u8, serial: Serial },
}

/// What a board sends.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs)] // the fields say what they are
pub enum BoardHello {
    /// First message.
    Hello { v: u16, since: Option<Since> },
}

/// What a staff screen sends.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs)] // the fields say what they are
pub enum StaffRequest {
    /// First message. The session cookie says who it is.
    Hello { v: u16, since: Option<Since> },
    /// One act. The same `id` again gets the same answer, byte for byte.
    Act { id: CommandId, act: StaffAct },
    /// What is this card? Changes nothing.
    LookUp { id: CommandId, card: String },
}
