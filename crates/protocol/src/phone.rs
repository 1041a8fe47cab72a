//! What phones and boards hear.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::condition::Warning;
use super::currency::Currency;
use super::game::{BallNews, GameView};
use super::programme::{ShownView, UpNext};
use super::reply::Reply;
use domain::{Face, Label, NightId, Serial};

/// What a phone hears.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case")]
#[allow(missing_docs, clippy::large_enum_variant)] // fields say what they are; built, encoded and dropped at once
pub enum PhoneMessage {
    /// Everything; replaces what the phone had.
    Snapshot(PhoneSnapshot),
    /// The phone is up to date as of `s`; what it missed follows as ordinary messages.
    Resumed { s: u64 },
    /// A plain call.
    Ball(BallNews),
    /// Anything else that changed the game.
    Game(GameNews),
    /// One of the phone's cards changed.
    Card { s: u64, card: CardView },
    /// Still here; `s` is the newest seq.
    Beat {
        s: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        warning: Option<Warning>,
    },
    /// Answer to a request.
    Reply(Reply),
    /// The socket is about to close: come back after this long.
    Bye { retry_after_ms: u32, reason: String },
    /// The box's ledger is shorter than, or different from, what this phone remembers.
    Rollback { size: u64 },
}

/// What a board hears.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case")]
#[allow(missing_docs, clippy::large_enum_variant)] // fields say what they are; built, encoded and dropped at once
pub enum BoardMessage {
    /// Everything; replaces what the board had.
    Snapshot(BoardSnapshot),
    /// The board is up to date as of `s`.
    Resumed { s: u64 },
    /// A plain call.
    Ball(BallNews),
    /// Anything else that changed the game.
    Game(GameNews),
    /// Still here.
    Beat {
        s: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        warning: Option<Warning>,
    },
    /// The socket is about to close.
    Bye { retry_after_ms: u32, reason: String },
}

/// The game changed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct GameNews {
    /// Seq of the newest entry it contains.
    pub s: u64,
    /// Head hash, first 16 hex digits.
    pub h: String,
    /// The game being played or sold; `None` when the programme is over.
    pub game: Option<GameView>,
    /// What follows on the programme.
    pub next: Vec<UpNext>,
    /// A break or message that is on the screens.
    pub shown: Option<ShownView>,
    /// Whether this is a dry run.
    pub rehearsal: bool,
    /// Whether the night is closed.
    pub night_over: bool,
    /// Newest signed checkpoint (C2SP note), sent at locks, claims and closes.
    pub checkpoint: Option<String>,
}

/// Everything a phone shows.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PhoneSnapshot {
    /// Protocol version.
    pub v: u16,
    /// Name of the venue.
    pub venue: Label,
    /// How it writes amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub currency: Option<Currency>,
    /// The night.
    pub night: NightId,
    /// Box time, ms since 1970.
    pub now_ms: i64,
    /// Time zone of the venue, `Europe/London`; absent where the box does not know its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub zone: Option<String>,
    /// Tonight, as of `news.s`.
    #[serde(flatten)]
    pub news: GameNews,
    /// The wallet, in the order of the keys sent.
    pub cards: Vec<CardView>,
    /// Keys of the hello that are on no card here.
    pub unknown: Vec<String>,
}

/// Everything a board shows.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BoardSnapshot {
    /// Protocol version.
    pub v: u16,
    /// Name of the venue.
    pub venue: Label,
    /// How it writes amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub currency: Option<Currency>,
    /// The night.
    pub night: NightId,
    /// Box time, ms since 1970.
    #[serde(default)]
    pub now_ms: i64,
    /// Time zone of the venue, as a phone is told it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub zone: Option<String>,
    /// Tonight, as of `news.s`.
    #[serde(flatten)]
    pub news: GameNews,
    /// Where guests go, as a URL.
    pub join_url: String,
    /// Name of the Wi-Fi network, if the box runs one.
    pub wifi: Option<Label>,
}

/// A card in a wallet.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CardView {
    /// Its serial.
    pub serial: Serial,
    /// Its typed code, `ABCD-EFGH`.
    pub code: String,
    /// Its key, as sent in the hello.
    pub key: String,
    /// Its numbers row by row, 0 = free.
    pub face: Face,
    /// Whether it plays tonight.
    pub state: CardState,
    /// Seq of its sale: it plays in games locked after that.
    pub sold_at: Option<u64>,
    /// All cards of its player, in the order they make pairs and sets; empty when it is alone.
    pub pack: Vec<Serial>,
}

/// Whether a card plays tonight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CardState {
    /// Not sold yet.
    Unsold,
    /// Plays.
    Active,
    /// Taken out of play.
    Void,
}
