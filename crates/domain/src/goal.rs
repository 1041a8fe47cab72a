//! What has to be completed to win a stage, over one card or several played together.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::face::Mask;

/// What wins a stage.
///
/// A *hand* is what wins or loses together: one card, or the cards a player bought as a pair or a
/// set. Ordinary bingo has hands of one card and one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Goal {
    /// Cards in a hand, 1 to 12.
    pub hand: u8,
    /// How the stage is decided.
    pub race: Race,
    /// Any of these wins; empty only for [`Race::LastStanding`].
    pub ways: Vec<Way>,
}

/// How a stage is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Race {
    /// The first hand to complete a way.
    Complete,
    /// A called number on a card turns it over; a hand whose cards are all turned over is out; the
    /// last hand standing wins. Hands that go out on the same last ball tie.
    LastStanding,
}

/// One way to win.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Each named board (0-based place in the hand) contains one of its masks: AND over boards.
    Boards(Vec<Board>),
    /// At least `need` cards of the hand contain one of the masks: k of m.
    AnyCards {
        /// k.
        need: u8,
        /// The masks, the same for every card.
        masks: Vec<Mask>,
    },
}

/// What one board of a hand must show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Board {
    /// Place in the hand, 0-based.
    pub place: u8,
    /// Any of these square sets.
    pub masks: Vec<Mask>,
}

impl Goal {
    /// Cards in a hand, at most.
    pub const HAND_MAX: u8 = 12;

    /// Ordinary bingo: one card, any of these masks.
    #[must_use]
    pub fn single(masks: Vec<Mask>) -> Self {
        Self { hand: 1, race: Race::Complete, ways: vec![Way::Boards(vec![Board { place: 0, masks }])] }
    }

    /// Every square set it speaks of.
    pub fn masks(&self) -> impl Iterator<Item = &Mask> {
        self.ways.iter().flat_map(|way| match way {
            Way::Boards(boards) => boards.iter().flat_map(|board| &board.masks).collect::<Vec<_>>(),
            Way::AnyCards { masks, .. } => masks.iter().collect(),
        })
    }

    /// Whether it can be won at all.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn check(&self) -> Result<(), &'static str> {
        if !(1..=Self::HAND_MAX).contains(&self.hand) {
            return Err("has a hand of no or too many cards");
        }
        if self.ways.is_empty() != (self.race == Race::LastStanding) {
            return Err("cannot be won: only the last hand standing wins without a pattern");
        }
        self.ways.iter().try_for_each(|way| match way {
            Way::Boards(boards) if boards.is_empty() => Err("asks for no board"),
            Way::Boards(boards) if boards.iter().any(|board| board.place >= self.hand) => {
                Err("asks for a board outside the hand")
            }
            Way::Boards(boards) if boards.iter().any(|board| board.masks.is_empty()) => Err("has no pattern"),
            Way::AnyCards { masks, .. } if masks.is_empty() => Err("has no pattern"),
            Way::AnyCards { need, .. } if *need == 0 || *need > self.hand => {
                Err("asks for no card or more than the hand has")
            }
            _ => Ok(()),
        })
    }
}

/// How the draw of a game begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// With the first ball.
    #[default]
    FirstBall,
    /// So many balls are drawn before anybody looks (bonanza); they count as calls. Who is complete
    /// then wins with the last of them.
    PreDrawn(u8),
    /// The first ball marks every number with its last digit. Those balls stay in the draw: when one
    /// of them comes later it is called and marks nothing new.
    Wild,
}

/// How the stages of a game follow each other. All are played in one draw and keep their marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Run {
    /// The next stage opens when the one before is closed.
    #[default]
    Into,
    /// All are open from the first ball, each is won once.
    OnTheWay,
    /// All are open from the first ball, the first that is won ends the game.
    FirstEnds,
}

impl Run {
    /// Whether all stages are open from the first ball.
    #[must_use]
    pub fn parallel(self) -> bool {
        self != Self::Into
    }
}
