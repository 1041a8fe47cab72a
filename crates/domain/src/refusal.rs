//! Why the hall says no. Each refusal tells the person what to do next (texts live with the web).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::actor::Stamp;
use super::ball::Ball;
use super::face::Serial;
use super::ids::BadText;
use super::rights::Right;

/// A state in which the act asked for is not possible. The serde tag is the wire code and the
/// key of its translation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)] // the fields say what they are
pub enum Refusal {
    /// The person or the device lacks the right.
    NotAllowed { right: Right },
    /// The hall's queue is full; ask again.
    Busy { retry_after_ms: u32 },
    /// No night is open.
    NoNight,
    /// The night is closed: open a new one.
    NightOver,
    /// A game still runs: close it first.
    GameStillRunning { game: String },
    /// No game, prize, stage or card by this name.
    Unknown { what: Thing },
    /// The name is taken.
    AlreadyExists { what: Thing },
    /// A text or number is outside what is allowed; `field` names it, `fault` says why for screens, and
    /// `problem` the same in English for programs.
    Invalid { field: String, fault: Fault, problem: String },
    /// No font of the box has this letter of a text that is printed; `field` names the text.
    Unprintable { field: String, letter: char },
    /// The card was already sold tonight: by whom, when and where.
    AlreadyActive { serial: Serial, sold: Stamp },
    /// The card was never sold tonight.
    NotActive { serial: Serial },
    /// The card was taken out of play.
    CardVoid { serial: Serial, voided: Stamp },
    /// The card has a win to its name; it cannot be voided now.
    CardHasWin { serial: Serial },
    /// Another game is being played.
    AnotherGameRuns { game: String },
    /// Sales of the game are still open: lock it first.
    NotLocked,
    /// Sales of the game are closed.
    AlreadyLocked,
    /// No card plays in this game.
    NoCards,
    /// Entropy was already given or the first ball is out.
    EntropyFixed,
    /// The game is paused.
    Paused,
    /// The game is not paused.
    NotPaused,
    /// The game is over.
    GameOver,
    /// The game has not started: no ball is out.
    NotRunning,
    /// Somebody else was faster: this call is already out.
    CallAlreadyOut { call: u8, ball: Ball },
    /// The ball was already called in this game.
    BallAlreadyCalled { ball: Ball, call: u8 },
    /// The cage is the source: say which ball.
    BallNeeded,
    /// The box draws by itself in this game: do not name a ball.
    BallNotWanted,
    /// All 75 balls are out.
    NoBallsLeft,
    /// A card has won and nobody has claimed: ask the room three times before the next ball.
    AskFirst { asked: u8 },
    /// Somebody objects: settle the dispute first.
    Disputed { since: Stamp },
    /// Nothing is in dispute.
    NotDisputed,
    /// The game's house rules let no ball be taken back (any more).
    UndoNotAllowed,
    /// A claim was made on this ball: it stays.
    ClaimDepends { serial: Serial },
    /// The card had won with an earlier call; by the house rules its claim came too late.
    Slept { serial: Serial, call: u8 },
    /// The winning card must be shown to the room first.
    NotShown { serial: Serial },
    /// Two cards of this serial are in the room: settle that first.
    DuplicateOpen { serial: Serial },
    /// Nobody has reported a second card of this serial.
    NoDuplicate { serial: Serial },
    /// The card is in another player's pack.
    InAnotherPack { serial: Serial },
    /// This card gets no such side prize.
    NoExtra,
    /// A game that is being played uses this pot.
    PotInPlay,
    /// Somebody else changed the programme since: look at it again.
    ProgrammeChanged { seq: u64 },
    /// A win waits for staff: judge it first.
    WinOpen { stage: u8, serials: Vec<Serial> },
    /// Only the last call can be taken back.
    NotTheLastCall { call: u8 },
    /// A stage was closed on this ball: it stays.
    StageClosed { stage: u8 },
    /// A prize was paid on this ball: it stays.
    PayoutDepends { serial: Serial },
    /// The card has not completed the pattern; this many squares are missing at best.
    NotAWin { serial: Serial, missing: u8 },
    /// The claim was already made.
    AlreadyClaimed { claimed: Stamp },
    /// Nobody claimed this win yet.
    NotClaimed,
    /// The claim was already judged.
    AlreadyJudged { judged: Stamp },
    /// A verdict must stand first.
    NotJudged,
    /// The claim was judged not to be a win.
    JudgedNotAWin,
    /// The second person must be somebody else.
    SamePerson,
    /// A second person must confirm the win first.
    NeedsSecondPerson,
    /// Other winners of the same ball must be judged first.
    TieOpen { serials: Vec<Serial> },
    /// By the tie rule the prize went to another card.
    LostTheTie,
    /// The prize was already handed over: by whom, when and where.
    AlreadyPaid { paid: Stamp },
    /// None of this prize is left.
    OutOfStock,
    /// A reason is required.
    ReasonNeeded,
    /// No win stands in this stage and balls are left: call on, or end the game early.
    NothingWon,
    /// The stage is not the one being played.
    NotThisStage { stage: u8 },
    /// Too many tries: ask the staff.
    TooManyTries,
    /// The night would grow beyond what the box can hold.
    LimitReached { limit: String },
    /// The box's disk is full: nothing is recorded until there is room.
    StorageFull,
    /// The record of the night cannot be read from this entry on: it has to be set aside first.
    LedgerDamaged { seq: u64 },
    /// No checkpoint speaks against the record, or staff have decided about it.
    NoRollback,
    /// The record of the night is whole: there is nothing to set aside.
    NightIsSound,
    /// It is the night that is open: only earlier ones can be removed.
    NightIsTonight,
    /// A night is removed only after a copy of it was read back.
    CopyNeeded,
    /// The file is no copy of the night.
    NotACopy { fault: CopyFault },
    /// The clock of the box stays as it is.
    ClockStays { why: ClockStays },
}

/// Why the clock of the box stays as it is, or what a person has to confirm before it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClockStays {
    /// The internet, the collector or a clock with a battery keeps it.
    Kept,
    /// It is later for certain: the box was built after that, or has been on the internet since.
    KnownLater,
    /// More than ten years away.
    TenYears,
    /// More than 60 days away from a clock that was set since the power came.
    SixtyDays,
    /// Nothing has set it since the power came: the owner types today's date.
    DateNeeded,
    /// The date that was typed is not that of the device.
    OtherDate,
    /// More than 36 hours away from a clock that was set: both dates are confirmed first.
    ConfirmDates,
}

impl Refusal {
    /// A text or number outside what is allowed, for a reason that only this field has.
    #[must_use]
    pub fn invalid(field: &str, problem: impl Into<String>) -> Self {
        Self::Invalid { field: field.to_owned(), fault: Fault::Other, problem: problem.into() }
    }

    /// A number, or a count of things, that is too small or too large; `what` are the things, in English.
    #[must_use]
    pub fn out_of_range(field: &str, (min, max): (usize, usize), what: &str) -> Self {
        let fault = Fault::Range { min: min as u64, max: max as u64 };
        Self::Invalid { field: field.to_owned(), fault, problem: format!("{min} to {max} {what}") }
    }

    /// Something that is given twice and may be given once.
    #[must_use]
    pub fn twice(field: &str, problem: &str) -> Self {
        Self::Invalid { field: field.to_owned(), fault: Fault::Twice, problem: problem.to_owned() }
    }

    /// A code or PIN that is not the right one.
    #[must_use]
    pub fn wrong(field: &str, problem: &str) -> Self {
        Self::Invalid { field: field.to_owned(), fault: Fault::Wrong, problem: problem.to_owned() }
    }

    /// A part of a message that does not read as its type; `problem` is what the type said of it.
    #[must_use]
    pub fn unreadable(field: String, problem: String) -> Self {
        Self::Invalid { field, fault: Fault::of(&problem), problem }
    }

    /// A text that is not acceptable where it stands.
    #[must_use]
    pub fn bad_text(field: String, text: &BadText) -> Self {
        Self::Invalid { field, fault: Fault::from(text), problem: text.to_string() }
    }

    /// Whether an auditor wants to read of it. What says nothing about the games (a full queue, a
    /// missing right, a slip of the finger, a flood) stays out of the ledger.
    #[must_use]
    pub fn matters(&self) -> bool {
        !matches!(
            self,
            Self::Busy { .. }
                | Self::NotAllowed { .. }
                | Self::Invalid { .. }
                | Self::Unprintable { .. }
                | Self::TooManyTries
                | Self::StorageFull
                | Self::LedgerDamaged { .. }
                | Self::ClockStays { .. }
        )
    }
}

/// What is wrong with a file that should be a copy of a night.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CopyFault {
    /// It is no bundle, or not all of one.
    NotWhole,
    /// It is of another night or of another box.
    AnotherNight,
    /// It was saved before the night was over.
    TooEarly,
    /// Its entries are not those on the box.
    Differs,
}

/// What is wrong with a field, so that every screen says it in its own language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(missing_docs)] // the fields say what they are
pub enum Fault {
    /// Nothing, or nothing but spaces.
    Empty,
    /// Longer than the limit, bytes of UTF-8.
    TooLong { bytes_max: u32, bytes: u32 },
    /// A character that is not allowed there; it may be one that nobody sees.
    Character { character: String },
    /// A number, or a count of things, outside its range.
    Range { min: u64, max: u64 },
    /// Given twice.
    Twice,
    /// Not the right code or PIN.
    Wrong,
    /// The message lacks the field.
    Missing,
    /// The box does not know the field.
    Unknown,
    /// Something else: `problem` says it in English.
    Other,
}

impl Fault {
    /// The fault behind the sentence of a type that could not be read: serde hands on nothing else.
    fn of(problem: &str) -> Self {
        if let Some(text) = BadText::told(problem) {
            return Self::from(&text);
        }
        let range =
            problem.strip_prefix("must be ").and_then(|rest| rest.split(',').next()?.split_once(" to "));
        match range.and_then(|(min, max)| Some((min.parse().ok()?, max.parse().ok()?))) {
            Some((min, max)) => Self::Range { min, max },
            None if problem.starts_with("missing field") => Self::Missing,
            None if problem.starts_with("unknown field") => Self::Unknown,
            None => Self::Other,
        }
    }
}

impl From<&BadText> for Fault {
    fn from(text: &BadText) -> Self {
        match text {
            BadText::Length { len: 0, .. } | BadText::Unseen => Self::Empty,
            BadText::Length { max, len } => {
                let bytes = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
                Self::TooLong { bytes_max: bytes(*max), bytes: bytes(*len) }
            }
            BadText::Character(character) | BadText::Turns(character) => {
                Self::Character { character: character.to_string() }
            }
        }
    }
}

/// Kinds of things a refusal may not find.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    /// A game.
    Game,
    /// A stage of a game.
    Stage,
    /// A prize.
    Prize,
    /// A card.
    Card,
    /// A pattern.
    Pattern,
    /// A pot.
    Pot,
    /// An item of the programme.
    Item,
    /// A person.
    Person,
    /// A device.
    Device,
    /// A new version of the box.
    Update,
    /// A night.
    Night,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Amount, Label};

    /// The sentence is all that comes through serde, so what it says and what is read from it are held together.
    #[test]
    fn a_fault_is_what_the_type_said() {
        let of = |text: &str| Fault::of(&Label::new(text).unwrap_err().to_string());
        assert_eq!(of("  "), Fault::Empty);
        assert_eq!(of(&"ü".repeat(41)), Fault::TooLong { bytes_max: 80, bytes: 82 });
        for character in ['\t', '\0', '\u{85}', '\''] {
            let said = BadText::Character(character).to_string();
            assert_eq!(Fault::of(&said), Fault::Character { character: character.to_string() }, "{said}");
        }
        let said = Amount::new(u64::MAX).unwrap_err().to_string();
        assert_eq!(Fault::of(&said), Fault::Range { min: 0, max: u64::from(Amount::MAX) });
        assert_eq!(Fault::of("missing field `name`"), Fault::Missing);
        assert_eq!(Fault::of("unknown field `why`, expected `name`"), Fault::Unknown);
        assert_eq!(Fault::of("must be good"), Fault::Other);
    }
}
