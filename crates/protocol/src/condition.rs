//! How the box itself is: certificate, clock, Wi-Fi, storage.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::people::CertificateView;
use super::update::UpdateNews;
use domain::{ClockSource, Label, NightId, StaffId};

/// What staff screens are told of the box as it changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Condition {
    /// What set the box's clock; `None` = nothing has since the power came.
    pub clock: Option<ClockSource>,
    /// What somebody has to look after. Empty on most nights.
    pub notices: Vec<Notice>,
    /// What the whole room is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub warning: Option<Warning>,
}

/// Why nothing goes on. Everybody is told, guests too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(missing_docs)] // fields say what they are
pub enum Warning {
    /// The disk is full: every act is refused until there is room.
    StorageFull,
    /// The record of the night cannot be read from this entry on: every act is refused until it is set aside.
    LedgerDamaged { seq: u64 },
    /// A signed checkpoint speaks of so many entries, which the record does not continue. The game goes on until staff
    /// decide.
    RollbackSuspected { size: u64 },
}

/// Something to look after. Screens show it to those who can.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(missing_docs)] // fields say what they are
pub enum Notice {
    /// Phones will warn of the box after so many days.
    CertificateEnds { days_left: i64, remind_days: i64 },
    /// Phones warn of the box: there is no certificate of the kind that was asked for.
    CertificateMissing,
    /// The radio fell silent or its firmware halted.
    Radio(RadioTrouble),
    /// Nobody else can join the guests' Wi-Fi.
    SeatsTaken { taken: u32, seats: u32 },
    /// Saving takes so long that people wait, or longer than is safe.
    StorageSlow { refused: bool },
    /// Little room is left, bytes.
    StorageFull { free_bytes: u64 },
    /// Somebody guesses, or takes more than their share.
    Misuse(Alert),
}

/// Somebody who guesses or takes more than their share: what they do, from where, and about whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Alert {
    /// What they do.
    pub what: Misuse,
    /// Where a guest's phone is in the network.
    pub address: Option<Label>,
    /// The place of a staff device.
    pub desk: Option<Label>,
    /// The person whose PIN is guessed, or who is signed in there.
    pub staff: Option<StaffId>,
    /// When it began, box time in ms.
    pub at_ms: i64,
    /// Which alert it is, counted from the start of the box: a new number is news.
    pub number: u32,
}

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Misuse {
    /// Guesses codes of cards.
    Codes,
    /// Guesses the code that claims the box.
    ClaimCode,
    /// Guesses the PIN of a person.
    Pins,
    /// Has so many connections open that the box turns more away: one phone, or a router that hides many.
    Sockets,
    /// Sends one request after the other, for longer than any person or outbox.
    Flood,
}

/// What the radio's watcher saw and did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RadioTrouble {
    /// How it stands.
    pub now: RadioNow,
    /// When it was started anew last, box time in ms.
    pub at_ms: i64,
    /// Which trouble it is, counted from the start of the machine: a new number is news.
    pub number: u32,
}

/// How a radio that was in trouble stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RadioNow {
    /// It is silent; the box goes on trying.
    Silent,
    /// Its program was started anew, and it is on the air.
    Restarted,
    /// Its firmware was loaded anew, and it is on the air.
    Reloaded,
}

/// `GET /api/box`: everything an owner may want to know of the box, on one page.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BoxView {
    /// Box time, ms since 1970.
    pub now_ms: i64,
    /// What set the clock; `None` = nothing has since the power came.
    pub clock: Option<ClockSource>,
    /// Whether anything has set it since the power came: what a person confirms before a phone sets it depends on that.
    pub clock_set: bool,
    /// The certificate the box shows to phones.
    pub certificate: CertificateView,
    /// SHA-256 of the box's own authority, to compare with what a device shows that installs it.
    pub authority: Option<String>,
    /// Where devices install it, in the clear: they do not trust the box yet.
    pub trust_url: String,
    /// The guests' Wi-Fi.
    pub wifi: WifiView,
    /// The disk the night is on.
    pub storage: StorageView,
    /// Version of the program.
    pub version: String,
    /// What became of the newest update of the whole appliance; `None` where none ever came.
    pub update: Option<UpdateNews>,
    /// The bundle somebody took along last.
    pub bundle: Option<BundleTaken>,
    /// When the box was on the internet last, box time in ms.
    pub link_ms: Option<i64>,
}

/// A night somebody took along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BundleTaken {
    /// The night.
    pub night: NightId,
    /// When, box time in ms.
    pub at_ms: i64,
}

/// The guests' Wi-Fi.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WifiView {
    /// Who makes it.
    pub from: WifiFrom,
    /// What phones list, if the box knows.
    pub name: Option<Label>,
    /// How the box's own radio is; `None` without one, or while nobody looks after it.
    pub radio: Option<RadioView>,
}

/// Who makes the guests' Wi-Fi.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WifiFrom {
    /// The box's own radio.
    Radio,
    /// An access point on the box's wire.
    AccessPoint,
    /// Somebody else; the box only serves.
    Elsewhere,
}

/// The box's own radio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RadioView {
    /// Whether it is on the air.
    pub on_air: bool,
    /// The settings want it, and the machine has none.
    pub missing: bool,
    /// Its networks, guests first.
    pub networks: Vec<SeatsView>,
    /// Most seats are taken: this room needs an access point.
    pub crowded: bool,
    /// What went wrong lately.
    pub trouble: Option<RadioTrouble>,
}

/// Seats of one network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SeatsView {
    /// What phones list.
    pub name: String,
    /// Whether it is the staff's own.
    pub staff: bool,
    /// Phones on it.
    pub taken: u32,
    /// Phones it has room for.
    pub seats: u32,
}

/// The disk the night is on, from its own commits: nothing is written to measure it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StorageView {
    /// What it is good for; `None` while too little was saved to tell.
    pub speed: Option<StorageSpeed>,
    /// Commits that were measured.
    pub saves: u32,
    /// When the oldest of them was, box time in ms.
    pub since_ms: Option<i64>,
    /// Half of them took no longer, µs.
    pub p50_us: u64,
    /// 99 of 100 took no longer, µs.
    pub p99_us: u64,
    /// The longest, µs.
    pub max_us: u64,
    /// Room left, bytes; `None` when the system does not tell.
    pub free_bytes: Option<u64>,
    /// Whether that is little.
    pub low: bool,
}

/// What a disk is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StorageSpeed {
    /// Nobody waits for it.
    Good,
    /// People wait for some balls: more than 100 ms in one of 100 cases.
    Slow,
    /// Not safe: more than 250 ms in one of 100 cases.
    Refused,
}
