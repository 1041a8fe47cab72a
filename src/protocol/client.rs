//! What screens ask of the box.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::{
    Ball, CommandId, GameId, Label, NightId, PatternSlug, PrizeId, Reason, Rules, Serial, Source, Verdict,
};

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

/// One stage of a game to open.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StagePick {
    /// Pattern of the catalogue.
    pub pattern: PatternSlug,
    /// Prize of the stage.
    pub prize: Option<PrizeId>,
}

/// What staff can do. `card` is whatever was scanned or typed: the card's URL, its key, its typed
/// code, or `#` and its serial.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs)] // the fields say what they are
pub enum StaffAct {
    /// Sell a card.
    Activate { card: String },
    /// Take a card out of play.
    Void { card: String, reason: Reason },
    /// Put a prize on the table.
    AddPrize { prize: PrizeId, name: Label, stock: u32 },
    /// Correct a stock.
    SetStock { prize: PrizeId, stock: u32 },
    /// Put a game on the programme.
    OpenGame { game: GameId, name: Label, source: Source, rules: Rules, stages: Vec<StagePick> },
    /// Close sales.
    Lock { game: GameId },
    /// What the room throws in.
    Entropy { game: GameId, text: String },
    /// Call the next ball; `after` = calls seen; `ball` only from a cage.
    Draw { game: GameId, after: u8, ball: Option<Ball> },
    /// Take back the last call.
    Recall { game: GameId, call: u8, reason: Reason },
    /// Stop calling.
    Pause { game: GameId, reason: Reason },
    /// Go on.
    Resume { game: GameId },
    /// A guest shouted: claim for their card.
    Claim { game: GameId, stage: u8, card: String },
    /// Decide.
    Judge { game: GameId, stage: u8, serial: Serial, verdict: Verdict, reason: Option<Reason> },
    /// Confirm as the second person.
    Confirm { game: GameId, stage: u8, serial: Serial },
    /// Hand out; `name` goes to the vault only.
    Pay { game: GameId, stage: u8, serial: Serial, name: Option<Label> },
    /// End the stage.
    CloseStage { game: GameId, stage: u8 },
    /// End the game early.
    CloseGame { game: GameId, reason: Reason },
    /// End the night shown; refused when it is over and another one is open.
    CloseNight { night: NightId },
    /// Start a new night after the last one was closed.
    OpenNight,
}
