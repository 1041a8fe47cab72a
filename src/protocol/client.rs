//! What screens ask of the box.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::{
    Ball, CommandId, GameId, Item, ItemId, Label, NightId, Planned, Pot, PrizeId, Reason, Serial, Settlement,
    Verdict,
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
    AddPrize {
        prize: PrizeId,
        name: Label,
        stock: u32,
        /// In cents; 0 = a token.
        #[serde(default)]
        value: u32,
    },
    /// Correct a stock.
    SetStock { prize: PrizeId, stock: u32 },
    /// Cards of one player, in the order they make pairs and sets.
    Pack { cards: Vec<String> },
    /// Two cards of one serial are in the room.
    ReportDuplicate { card: String, reason: Reason },
    /// How their holders settled it.
    SettleDuplicate { serial: Serial, settlement: Settlement },
    /// Make a pot, or set what it holds.
    SetPot { pot: Pot },
    /// Replace the programme; `after` = seq of the one on the screen.
    SetProgramme { after: Option<u64>, items: Vec<Item> },
    /// Put a break or message on the screens, or take it off.
    ShowItem { item: Option<ItemId> },
    /// Put a game on the programme, as planned; `item` = its place on the programme, if any.
    OpenGame { game: GameId, item: Option<ItemId>, planned: Planned },
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
    /// Let the box call a ball every so many seconds; null = the caller does.
    Pace { game: GameId, every_s: Option<u8> },
    /// Say the last ball again.
    RestateBall { game: GameId },
    /// Say the pattern again.
    RestatePattern { game: GameId, stage: u8, reason: Reason },
    /// Somebody objects.
    Dispute { game: GameId, about: Reason },
    /// What was decided.
    Settle { game: GameId, decision: Reason },
    /// Ask the room for claims.
    Ask { game: GameId },
    /// A guest shouted: claim for their card.
    Claim { game: GameId, stage: u8, card: String },
    /// Decide.
    Judge { game: GameId, stage: u8, serial: Serial, verdict: Verdict, reason: Option<Reason> },
    /// Show the winning card on the big screens.
    Show { game: GameId, stage: u8, serial: Serial },
    /// Confirm as the second person.
    Confirm { game: GameId, stage: u8, serial: Serial },
    /// Hand out; `name` goes to the vault only.
    Pay { game: GameId, stage: u8, serial: Serial, name: Option<Label> },
    /// Hand out a side prize.
    PayExtra { game: GameId, stage: u8, extra: u8, serial: Serial },
    /// End the stage.
    CloseStage { game: GameId, stage: u8 },
    /// End the game early.
    CloseGame { game: GameId, reason: Reason },
    /// The game counts for nothing.
    VoidGame { game: GameId, reason: Reason },
    /// End the night shown; refused when it is over and another one is open.
    CloseNight { night: NightId },
    /// Start a new night after the last one was closed, or a dry run.
    OpenNight {
        #[serde(default)]
        rehearsal: bool,
    },
}
