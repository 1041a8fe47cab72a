//! House rules: the profile a game is played under, frozen when it opens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::amount::Amount;
use super::ids::{Digest, PatternSlug};

/// The rules a game is played under. Its canonical JSON is hashed into the game's lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rules {
    /// Slug of the profile these rules came from.
    pub profile: PatternSlug,
    /// How squares are marked on phones.
    pub daub: Daub,
    /// Who has to speak up for a win to be judged.
    pub claim: ClaimMode,
    /// How long a win waits for its claim.
    pub window: Window,
    /// Whether the last ball called must be on the winning card: a win that slept is lost.
    pub last_number: bool,
    /// What happens when several cards complete on one ball.
    pub ties: TieRule,
    /// What happens to a card whose phone has lost the box.
    pub lost_link: LostLink,
    /// Whether the free square may be used.
    pub free: FreeSquare,
    /// Until when the last call can be taken back.
    pub undo: Undo,
    /// Prizes of this value or more, in cents, are paid only after the winning card was shown to the
    /// room; `None` = never, 0 = always.
    pub show_card_from: Option<Amount>,
    /// Prizes of this value or more, in cents, need a second member of staff to confirm the verdict;
    /// `None` = never, 0 = always.
    pub second_person_from: Option<Amount>,
}

/// How squares are marked on phones. The box plays every card whatever the phone shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Daub {
    /// Phones mark by themselves.
    Auto,
    /// Guests tap every number.
    Tap,
    /// Guests tap, and one button marks what they missed.
    CatchUp,
}

/// Who has to speak up for a win to be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClaimMode {
    /// The guest presses BINGO or shouts and staff enter it.
    Press,
    /// The box claims for every winning card at once.
    Auto,
}

/// How long a win that nobody has claimed holds up calling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// Until it is claimed or staff close the stage: nobody loses by sleeping.
    Hold,
    /// Not at all: the next ball may be called, and the win sleeps.
    NextBall,
    /// Until the caller has asked three times.
    ThreeAsks,
}

impl Window {
    /// Times the caller has to ask before the next ball; `None` when asking does not help.
    #[must_use]
    pub fn asks(self) -> Option<u8> {
        match self {
            Self::Hold => None,
            Self::NextBall => Some(0),
            Self::ThreeAsks => Some(3),
        }
    }
}

/// What happens when several cards complete on one ball.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TieRule {
    /// The prize is split equally between the winning cards.
    Split,
    /// The prize is split equally between the winning players: cards sold as one pack count once.
    SplitPlayers,
    /// One of the tied cards is drawn from the game's committed seed.
    Random,
    /// Each tied card gets the whole prize.
    AllShare,
    /// The first card whose claim reached the box.
    FirstToSignal,
}

/// What happens to a card whose phone has lost the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LostLink {
    /// It plays on, and the box claims for it when it wins.
    PlaysOn,
    /// Its phone shows it as stopped, and its owner claims by coming forward.
    Freeze,
}

/// What the free square does in a game.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FreeSquare {
    /// It is in the centre and counts as marked before the first ball.
    Counts,
    /// It is in the centre but helps nobody: patterns through it do not win.
    Hardway,
    /// There is none: the card has 25 numbers and the centre is a square like any other. No card of the house is
    /// like this, so no game can be opened with it; forecasts know it.
    #[serde(skip)]
    None,
    /// Every card has its free square somewhere else. Not for games either.
    #[serde(skip)]
    Random,
}

impl FreeSquare {
    /// Whether the centre of every card is free, of use or not.
    #[must_use]
    pub fn is_centre(self) -> bool {
        matches!(self, Self::Counts | Self::Hardway)
    }
}

/// Until when the last call can be taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Undo {
    /// Never: a ball that was called stays.
    Never,
    /// Until somebody has claimed on it.
    BeforeClaim,
    /// Until a prize was paid on it.
    BeforePayout,
}

impl Rules {
    /// The friendly pub profile, the default.
    ///
    /// # Panics
    /// Never: the slug is a constant.
    #[must_use]
    pub fn friendly_pub() -> Self {
        Self {
            profile: PatternSlug::new("friendly-pub").expect("a constant slug"),
            daub: Daub::Auto,
            claim: ClaimMode::Press,
            window: Window::Hold,
            last_number: false,
            ties: TieRule::Split,
            lost_link: LostLink::PlaysOn,
            free: FreeSquare::Counts,
            undo: Undo::BeforePayout,
            show_card_from: None,
            second_person_from: None,
        }
    }

    /// SHA-256 of the rules' JSON as the ledger holds it.
    ///
    /// # Panics
    /// Never: the struct has no map with non-string keys.
    #[must_use]
    pub fn hash(&self) -> Digest {
        use sha2::Digest as _;
        let json = serde_json::to_vec(self).expect("rules always serialise");
        Digest(sha2::Sha256::digest(json).into())
    }

    /// Why nobody could play by these rules, if so.
    pub(super) fn contradiction(&self) -> Option<&'static str> {
        if !self.free.is_centre() {
            return Some("every card of the house has its free square in the centre");
        }
        match self.claim {
            ClaimMode::Auto if self.ties == TieRule::FirstToSignal => {
                Some("where the box claims for all, nobody is first")
            }
            ClaimMode::Auto if self.window != Window::Hold => {
                Some("where the box claims for all, no claim is waited for")
            }
            _ => None,
        }
    }
}

/// Whether a prize of this value, in cents, reaches a threshold.
#[must_use]
pub fn reaches(value: Amount, threshold: Option<Amount>) -> bool {
    threshold.is_some_and(|threshold| value >= threshold)
}

/// Where the balls of a game come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The order follows from the committed seed: anyone can check it afterwards.
    Rng,
    /// Humans pull balls and staff enter them: the ledger vouches for the entering only.
    Cage,
}
