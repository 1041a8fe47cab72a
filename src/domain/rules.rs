//! House rules: the profile a game is played under, frozen when it opens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ids::{Digest, Label, PatternSlug};

/// The rules a game is played under. Its canonical JSON is hashed into the game's lock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rules {
    /// Slug of the profile these rules came from.
    pub profile: PatternSlug,
    /// How squares are marked on phones.
    pub daub: Daub,
    /// Who has to speak up for a win to be judged.
    pub claim: ClaimMode,
    /// What happens when several cards complete on one ball.
    pub ties: TieRule,
    /// Whether a second member of staff confirms every good verdict before the prize.
    pub second_person: bool,
}

/// How squares are marked on phones. The box plays every card whatever the phone shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Daub {
    /// Phones mark by themselves.
    Auto,
    /// Guests tap; missed squares are shown.
    Tap,
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

/// What happens when several cards complete on one ball.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TieRule {
    /// The prize is split equally between the winning cards.
    Split,
    /// One of the tied cards is drawn from the game's committed seed.
    Random,
    /// Each tied card gets the whole prize.
    AllShare,
    /// The first card whose claim reached the box.
    FirstToSignal,
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
            ties: TieRule::Split,
            second_person: false,
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

/// One stage of a game as it is played: the expanded pattern and its prize.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StagePlan {
    /// Slug in the catalogue.
    pub pattern: PatternSlug,
    /// Version of the pattern's data.
    pub version: u32,
    /// Name people read.
    pub name: Label,
    /// Every square set that wins.
    pub masks: Vec<super::face::Mask>,
    /// Prize of the stage, if one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prize: Option<super::ids::PrizeId>,
}
