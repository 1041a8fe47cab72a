//! One stage of a game as it is opened: its expanded pattern and what it pays.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::amount::Amount;
use super::extra::Extra;
use super::face::Mask;
use super::goal::Goal;
use super::ids::{Label, PatternSlug, PotId, PrizeId};

/// One stage of a game as it is played: the expanded pattern and its prize.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StageSpec {
    /// Slug in the catalogue.
    pub pattern: PatternSlug,
    /// Version of the pattern's data.
    pub version: u32,
    /// Name people read.
    pub name: Label,
    /// Every square set that wins on one card. Empty when `goal` says what wins.
    pub masks: Vec<Mask>,
    /// What wins, where that is more than a pattern on one card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<Goal>,
    /// Prize of the stage, if one is named; the consolation where there is a jackpot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prize: Option<PrizeId>,
    /// What is won instead within so many calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jackpot: Option<Jackpot>,
    /// Side prizes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extras: Vec<Extra>,
}

impl StageSpec {
    /// A stage for one card with these masks and nothing to win.
    #[must_use]
    pub fn on_one_card(pattern: PatternSlug, version: u32, name: Label, masks: Vec<Mask>) -> Self {
        Self { pattern, version, name, masks, goal: None, prize: None, jackpot: None, extras: vec![] }
    }

    /// Cards that win together.
    #[must_use]
    pub fn hand(&self) -> u8 {
        self.goal.as_ref().map_or(1, |goal| goal.hand)
    }

    /// What wins.
    #[must_use]
    pub fn goal(&self) -> Goal {
        self.goal.clone().unwrap_or_else(|| Goal::single(self.masks.clone()))
    }
}

/// A bigger prize for a win within so many calls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Jackpot {
    /// The last call that wins it. With a pot, the pot says: it may have grown.
    pub within: u8,
    /// What is won.
    pub prize: JackpotPrize,
}

/// What a jackpot pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JackpotPrize {
    /// A prize on the table.
    Prize(PrizeId),
    /// A pot that grows from night to night until it is won.
    Pot(PotId),
}

/// A prize that grows, and gets easier to win, every time it is not won.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Pot {
    /// Its id.
    pub pot: PotId,
    /// What people read.
    pub name: Label,
    /// What it holds now, in cents.
    pub value: Amount,
    /// What it holds again after it was won, in cents.
    pub start_value: Amount,
    /// What it grows by when it is not won, in cents.
    pub grow_value: Amount,
    /// The last call that wins it now.
    pub within: u8,
    /// The last call that wins it again after it was won.
    pub start_within: u8,
    /// Calls more when it is not won.
    pub grow_within: u8,
}
