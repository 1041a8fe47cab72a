//! What staff screens hear.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::condition::Condition;
use super::currency::Currency;
use super::game::{BallNews, ExtraView, GameView, WinView};
use super::programme::{GameSummary, Programme, ShownView, UpNext};
use super::reply::Reply;
use domain::{
    Amount, By, DeviceId, Entry, GameId, Label, NightId, Pot, PrizeId, Profile, Right, Role, StaffId,
};

/// What a staff screen hears.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "t", rename_all = "snake_case")]
#[allow(missing_docs, clippy::large_enum_variant)] // fields say what they are; built, encoded and dropped at once
pub enum StaffMessage {
    /// Everything; replaces what the screen had.
    Snapshot(StaffSnapshot),
    /// Up to date as of `s`; what was missed follows.
    Resumed { s: u64 },
    /// A plain call.
    Ball(BallNews),
    /// Anything else that happened.
    News(StaffNews),
    /// Still here, with what changes without entries.
    Beat { s: u64, counts: Counts },
    /// Answer to a request.
    Reply(Reply),
    /// People or devices changed.
    People { people: Vec<PersonView>, devices: Vec<DeviceView> },
    /// The box is in another condition, or its clock was set.
    Condition { now_ms: i64, condition: Condition },
    /// The socket is about to close.
    Bye { retry_after_ms: u32, reason: String },
}

/// Everything a staff screen shows.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StaffSnapshot {
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
    /// Who is looking.
    pub staff: StaffId,
    /// What they may do here.
    pub rights: Vec<Right>,
    /// Tonight, as of `news.s`. `feed` holds the newest items, newest last.
    #[serde(flatten)]
    pub news: StaffNews,
    /// The team.
    pub people: Vec<PersonView>,
    /// Enrolled devices.
    pub devices: Vec<DeviceView>,
    /// Rules profiles a game can be opened with.
    pub profiles: Vec<domain::Rules>,
    /// Where guests go.
    pub join_url: String,
    /// Wi-Fi network, if the box runs one.
    pub wifi: Option<Label>,
    /// Number of cards in the box's sets.
    pub cards_issued: u32,
    /// How the box itself is.
    pub condition: Condition,
}

/// What changed. Parts that did not change are left out (`None`), except the feed, which grows.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct StaffNews {
    /// Seq of the newest entry it contains.
    pub s: u64,
    /// Head hash, first 16 hex digits.
    pub h: String,
    /// New items, oldest first.
    pub feed: Vec<FeedItem>,
    /// The programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub games: Option<Vec<GameSummary>>,
    /// The current game; `Some(None)` = none.
    #[serde(skip_serializing_if = "Option::is_none", default, with = "nested")]
    #[ts(optional, type = "GameView | null")]
    pub game: Option<Option<GameView>>,
    /// Every win of the night, oldest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub wins: Option<Vec<StaffWin>>,
    /// Prizes and stock.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub prizes: Option<Vec<PrizeView>>,
    /// Pots that grow from night to night.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pots: Option<Vec<Pot>>,
    /// The programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub programme: Option<Programme>,
    /// Next on the programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next: Option<Vec<UpNext>>,
    /// Heads and sales.
    pub counts: Counts,
    /// A break or message that is on the screens.
    pub shown: Option<ShownView>,
    /// Whether this is a dry run.
    pub rehearsal: bool,
    /// Whether the night is closed.
    pub night_over: bool,
}

/// `Some(None)` is written as null, `None` not at all.
mod nested {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[allow(clippy::ref_option, clippy::option_option)] // serde's signature
    pub(super) fn serialize<T: Serialize, S: Serializer>(
        value: &Option<Option<T>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        value.as_ref().and_then(Option::as_ref).serialize(to)
    }

    #[allow(clippy::option_option)] // absent and null differ here
    pub(super) fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Option<T>>, D::Error> {
        Option::deserialize(from).map(Some)
    }
}

/// Heads and sales.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Counts {
    /// Cards sold and not voided.
    pub cards_sold: u32,
    /// Cards voided.
    pub cards_void: u32,
    /// Phones connected.
    pub phones: u32,
    /// Boards connected.
    pub boards: u32,
    /// Staff screens connected.
    pub staff: u32,
    /// How safe the newest entries are.
    pub durability: Durability,
}

/// How safe the ledger is: sizes (entries) that reached each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Durability {
    /// On the box's own disk.
    pub saved: u64,
    /// On a second medium.
    pub copied: u64,
    /// Signed for by the collector.
    pub cloud: u64,
}

/// One entry as staff see it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FeedItem {
    /// Its seq.
    pub s: u64,
    /// Box time, ms since 1970.
    pub at_ms: i64,
    /// Who.
    pub by: By,
    /// What.
    pub entry: Entry,
}

/// A win anywhere in the night.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StaffWin {
    /// The game.
    pub game: GameId,
    /// Its name.
    pub game_name: Label,
    /// The stage.
    pub stage: u8,
    /// Its pattern in words.
    pub stage_name: Label,
    /// The prize.
    pub prize: Option<PrizeId>,
    /// The prize in words.
    pub prize_name: Option<Label>,
    /// Whether the stage is closed.
    pub closed: bool,
    /// Side prizes.
    pub extras: Vec<ExtraView>,
    /// Whether a second member of staff must confirm it.
    pub needs_second: bool,
    /// Whether the winning card must be shown to the room.
    pub needs_showing: bool,
    /// What each winner gets is worth so much, in cents.
    pub value: Amount,
    /// The win.
    pub win: WinView,
}

/// A prize.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PrizeView {
    /// Its id.
    pub id: PrizeId,
    /// Its name.
    pub name: Label,
    /// What a piece is worth, in cents; 0 = a token.
    pub value: Amount,
    /// Pieces left.
    pub stock: u32,
    /// Shares handed out.
    pub paid: u32,
}

/// A member of staff.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PersonView {
    /// Id as it stands in the ledger.
    pub id: StaffId,
    /// Name, from the vault.
    pub name: Label,
    /// Role.
    pub role: Role,
    /// Whether they may no longer sign in.
    pub suspended: bool,
}

/// An enrolled device.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DeviceView {
    /// Id as it stands in the ledger.
    pub id: DeviceId,
    /// What it is called and where it stands.
    pub desk: Label,
    /// What it may be used for.
    pub profile: Profile,
    /// Whether it may no longer connect.
    pub suspended: bool,
    /// Last contact, box time in ms.
    pub seen_ms: Option<i64>,
    /// Whether it is connected now.
    pub connected: bool,
}
