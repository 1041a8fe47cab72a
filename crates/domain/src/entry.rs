//! What can stand in the ledger. Entries are past participles; `apply` decides nothing.
//!
//! Fields may be added, never renamed: outsiders check bundles with nothing but these names.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::actor::Stamp;
use super::amount::Amount;
use super::ball::Ball;
use super::face::{Face, Serial};
use super::goal::{Run, Start};
use super::ids::{
    DeviceId, Digest, GameId, ItemId, Label, NightId, PatternSlug, PotId, PrizeId, Reason, Seed, StaffId,
    Text,
};
use super::programme::Item;
use super::refusal::Refusal;
use super::rights::{Profile, Role};
use super::rules::{Rules, Source, TieRule};
use super::stage_spec::{Pot, StageSpec};

/// The end of another ledger: what the first entry of a night ties itself to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Previous {
    /// `hallbox/<box>/<night>`.
    pub origin: Text<160>,
    /// Number of entries.
    pub size: u64,
    /// RFC 6962 root.
    pub root: Digest,
}

/// What sets the clock of the box, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClockSource {
    /// A member of staff's phone.
    Staff,
    /// The collector.
    Cloud,
    /// Network time.
    Ntp,
    /// A clock with a battery.
    Rtc,
}

/// One person of the team, without the name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TeamMember {
    /// Who.
    pub staff: StaffId,
    /// What they are on the team.
    pub role: Role,
    /// Whether they may no longer sign in.
    pub suspended: bool,
}

/// One device of the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TeamDevice {
    /// Which.
    pub device: DeviceId,
    /// What it may be used for.
    pub profile: Profile,
    /// Whether it may no longer connect.
    pub suspended: bool,
}

/// Staff's decision on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The win stands.
    Good,
    /// It does not, for the reason given.
    NotAWin,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
#[allow(missing_docs)] // the fields say what they are
pub enum Entry {
    /// First entry of every ledger.
    NightOpened {
        night: NightId,
        venue: Label,
        previous: Option<Previous>,
        /// A dry run: nothing of it reaches a real night.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        rehearsal: bool,
        /// Pots carried over from the last real night.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pots: Vec<Pot>,
    },
    /// The box started (again) and replayed `replayed` entries.
    BoxStarted { version: Label, replayed: u64 },
    /// `hallbox doctor storage` measured the card. Microseconds.
    StorageTested { fsync_p50_us: u64, fsync_p99_us: u64, fsync_max_us: u64, verdict: Label },
    /// Box time was stepped. Milliseconds since 1970.
    ClockSet { from_ms: i64, to_ms: i64, source: ClockSource },
    /// Box time was put back, because the clock had been wrong: the entries from `since` on, up to this one, are
    /// dated too late. Their `mono` is right. The only entry that may be dated before the one before it. Milliseconds
    /// since 1970.
    ClockCorrected { from_ms: i64, to_ms: i64, source: ClockSource, since: u64 },
    /// A phone holds a checkpoint that this ledger does not continue.
    RollbackReported { size: u64, root: Digest },
    /// A checkpoint of the box speaks of more entries than this ledger has, or of others, while a game is played. Staff
    /// decide whether it is forged.
    RollbackSuspected { size: u64, root: Digest },
    /// Staff decided that the checkpoint is forged: this ledger goes on.
    RollbackDismissed { size: u64, root: Digest, reason: Reason },
    /// Who may do what from here on: written whenever the box starts or a night begins, for people
    /// come and go also while no night is open. `StaffAdded` and the like change it.
    TeamNoted { people: Vec<TeamMember>, devices: Vec<TeamDevice> },
    /// A person joined the team, or may sign in again.
    StaffAdded { staff: StaffId, role: Role },
    /// A person may no longer sign in.
    StaffSuspended { staff: StaffId },
    /// A person was given a new PIN.
    PinReset { staff: StaffId },
    /// A device was enrolled, or may connect again.
    DeviceEnrolled {
        device: DeviceId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        profile: Option<Profile>,
    },
    /// A device may no longer connect.
    DeviceSuspended { device: DeviceId },
    /// A person signed in.
    StaffSignedIn { staff: StaffId },
    /// Wrong PINs or typed codes passed a limit.
    GuessingNoticed { what: Label },
    /// Nothing could be recorded for a time: the disk was full. Since when, milliseconds since 1970.
    RecordingResumed { since_ms: i64 },
    /// The ledger of the night before could not be read from this entry on, and was set aside.
    LedgerSetAside { night: NightId, seq: u64 },
    /// The ledger of an earlier night was removed from the box, after a copy of all of it was read back.
    NightRemoved { night: NightId, size: u64, root: Digest },
    /// Names of winners of a night were erased: by the owner, or by the box when their time was over.
    NamesForgotten { night: NightId, names: u32 },
    /// A card was sold into tonight's games.
    CardActivated { serial: Serial, face: Face },
    /// A card was taken out of play.
    CardVoided { serial: Serial, reason: Reason },
    /// Cards of one player, in the order they are played as pairs and sets. Replaces a pack that it
    /// makes longer.
    CardsPacked { serials: Vec<Serial> },
    /// Cards were printed again: two of one serial may be about.
    CardsReprinted { first: Serial, last: Serial, reason: Reason },
    /// Two cards of one serial are in the room.
    DuplicateReported { serial: Serial, reason: Reason },
    /// How its holders settled it.
    DuplicateSettled { serial: Serial, settlement: Settlement },
    /// A prize was put on the table. `value` in cents, 0 = a token.
    PrizeAdded {
        prize: PrizeId,
        name: Label,
        stock: u32,
        #[serde(default, skip_serializing_if = "is_zero")]
        value: Amount,
    },
    /// The stock of a prize was corrected.
    StockSet { prize: PrizeId, stock: u32 },
    /// A pot was made or set by hand.
    PotSet(Pot),
    /// A stage ended with its pot not won within its calls: what the pot became.
    PotGrew { game: GameId, stage: u8, pot: PotId, value: Amount, within: u8 },
    /// A stage ended with its pot won: what it paid, and what it holds again.
    PotWon { game: GameId, stage: u8, pot: PotId, value: Amount, left: Amount, within: u8 },
    /// The programme of the night, as a whole.
    ProgrammeSet { items: Vec<Item> },
    /// An item that is no game (a break, a message) is on the screens; `None` takes it off.
    ItemShown { item: Option<ItemId> },
    /// A game was put on the programme.
    GameOpened {
        game: GameId,
        name: Label,
        source: Source,
        rules: Rules,
        stages: Vec<StageSpec>,
        #[serde(flatten)]
        format: Format,
    },
    /// The game's seed was fixed before sales.
    GameCommitted { game: GameId, commitment: Digest },
    /// Sales closed: rules and cards are fixed.
    GameLocked { game: GameId, rules_hash: Digest, card_root: Digest, lock: Digest },
    /// What the room threw in after the lock; empty when it threw in nothing.
    EntropyAdded { game: GameId, text: String },
    /// A ball was called. `call` is 1-based.
    BallCalled { game: GameId, ball: Ball, call: u8 },
    /// The last call was taken back.
    BallRecalled { game: GameId, ball: Ball, call: u8, reason: Reason },
    /// Every card that completes the stage on this ball, ascending; in several entries when one
    /// cannot hold them all.
    WinDetected {
        game: GameId,
        stage: u8,
        ball: Ball,
        call: u8,
        serials: Vec<Serial>,
        /// Where cards win together: all cards of each hand, whose first one stands in `serials`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        hands: Vec<Vec<Serial>>,
    },
    /// The caller asked the room whether anybody has won.
    ClaimsAsked { game: GameId, times: u8 },
    /// "Bingo!" for a card that has won.
    ClaimMade {
        game: GameId,
        stage: u8,
        serial: Serial,
        /// The call it completed on, when calling had gone on since.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        slept: Option<u8>,
    },
    /// The winning card was shown to the room.
    CardShown { game: GameId, stage: u8, serial: Serial },
    /// Staff's decision.
    ClaimJudged {
        game: GameId,
        stage: u8,
        serial: Serial,
        verdict: Verdict,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Reason>,
    },
    /// A second member of staff confirmed a good verdict.
    ClaimConfirmed { game: GameId, stage: u8, serial: Serial },
    /// Several cards won on one ball: who gets what part, by the frozen rule. In several entries when
    /// one cannot hold them all, each with those of its `serials` that get something.
    TieResolved { game: GameId, stage: u8, rule: TieRule, serials: Vec<Serial>, winners: Vec<Serial> },
    /// The prize was handed over; `share` of `of` equal parts.
    PrizePaid {
        game: GameId,
        stage: u8,
        serial: Serial,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        prize: Option<PrizeId>,
        /// The pot that was paid, with what it held, in cents.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pot: Option<(PotId, Amount)>,
        share: u32,
        of: u32,
        /// People who hold this card and share what it gets; 1 unless it was sold twice.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        holders: u8,
        /// Salted hash of the winner's name when staff wrote one down; the name is in the vault.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name_hash: Option<Digest>,
    },
    /// A side prize was handed over; `extra` is its place in the stage, `value` in cents.
    ExtraPaid {
        game: GameId,
        stage: u8,
        extra: u8,
        serial: Serial,
        prize: PrizeId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<Amount>,
    },
    /// The stage is over; the next one opens on the same balls.
    StageClosed { game: GameId, stage: u8 },
    /// Calling stopped.
    GamePaused { game: GameId, reason: Reason },
    /// Calling goes on.
    GameResumed { game: GameId },
    /// The box calls by itself, a ball every so many seconds; `None` = the caller does.
    PaceSet { game: GameId, every_s: Option<u8> },
    /// The last call was announced again: it had been misheard or misread.
    BallRestated { game: GameId, ball: Ball, call: u8 },
    /// The pattern of a stage was announced again: it had been announced wrongly.
    PatternRestated { game: GameId, stage: u8, reason: Reason },
    /// Somebody objects: nothing of the game goes on until that is settled.
    DisputeOpened { game: GameId, about: Reason },
    /// What was decided about it.
    DisputeSettled { game: GameId, decision: Reason },
    /// The game is over.
    GameClosed {
        game: GameId,
        outcome: Outcome,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Reason>,
    },
    /// The seed, for everyone to recompute the order.
    SeedRevealed { game: GameId, seed: Seed },
    /// Something was asked and refused, where that matters to an auditor.
    Refused {
        act: Label,
        refusal: Refusal,
        /// Where one person on one device is refused on and on: so many refusals of this kind that have no entry of
        /// their own, of which this was the last.
        #[serde(default, skip_serializing_if = "is_zero")]
        repeats: u32,
    },
    /// Last entry of the night.
    NightClosed { night: NightId },
}

impl Entry {
    /// Whether the box writes it by itself, about people, devices and the machine: of the games it changes nothing.
    #[must_use]
    pub fn is_note(&self) -> bool {
        matches!(
            self,
            Self::BoxStarted { .. }
                | Self::StorageTested { .. }
                | Self::RollbackReported { .. }
                | Self::RollbackSuspected { .. }
                | Self::CardsReprinted { .. }
                | Self::ClockSet { .. }
                | Self::ClockCorrected { .. }
                | Self::TeamNoted { .. }
                | Self::StaffAdded { .. }
                | Self::PinReset { .. }
                | Self::StaffSuspended { .. }
                | Self::StaffSignedIn { .. }
                | Self::DeviceEnrolled { .. }
                | Self::DeviceSuspended { .. }
                | Self::GuessingNoticed { .. }
                | Self::RecordingResumed { .. }
                | Self::LedgerSetAside { .. }
                | Self::NightRemoved { .. }
                | Self::NamesForgotten { .. }
        )
    }
}

/// How a game ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Every stage was played to its end.
    Played,
    /// Staff ended it early, for the reason given.
    Ended,
    /// It never started: taken off the programme.
    Cancelled,
    /// It counts for nothing, for the reason given, and is played again at no cost.
    Voided,
}

/// How the holders of two cards of one serial settled it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// They share what the card gets.
    Share,
    /// They played it off between them; one of them is the holder.
    PlayOff,
}

/// How a game is played, besides its stages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Format {
    /// How its stages follow each other.
    pub run: Run,
    /// How its draw begins.
    pub start: Start,
    /// Plan of the catalogue, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<PatternSlug>,
    /// Its item on the programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
}

fn is_zero<N: Default + PartialEq>(number: &N) -> bool {
    *number == N::default()
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde's signature
fn is_one(number: &u8) -> bool {
    *number == 1
}

fn one() -> u8 {
    1
}

/// An entry with its place and author, as `apply` sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Position, time and author.
    pub stamp: Stamp,
    /// What happened.
    pub entry: Entry,
}
