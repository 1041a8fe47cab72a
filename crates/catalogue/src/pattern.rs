//! Patterns: a named shape and every square set that makes it.

use domain::{FreeSquare, Goal, Label, Mask, PatternSlug, Reason, StageSpec};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::language::Languages;

/// A named shape and every square set that makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Name in ledgers and settings; never reused for another shape.
    pub slug: PatternSlug,
    /// Name people read, in English, as ledgers keep it.
    pub name: Label,
    /// Name people read, in every language.
    pub names: Languages<Label>,
    /// Grows whenever the masks change.
    pub version: u32,
    /// Every square set that wins, ascending. The centre is in it where the free square helps.
    pub masks: Vec<Mask>,
    /// The square sets that win where the free square may not be used, ascending; empty when the
    /// pattern cannot be played then.
    pub masks_off: Vec<Mask>,
    /// The set to show first: the drawing of the file, or the lowest set.
    pub drawing: Mask,
    /// One sentence that a caller can read out, in English.
    pub rule: Reason,
    /// The sentence in every language.
    pub rules: Languages<Reason>,
    /// How long it takes.
    pub duration: Duration,
}

/// How long a game takes in a room of about a hundred cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Duration {
    /// Over after a quarter of the balls.
    Fast,
    /// Over after about half of the balls.
    Average,
    /// Needs most of the balls.
    Slow,
}

impl Pattern {
    /// The masks that win. Only [`FreeSquare::Hardway`] changes them: what a card gets for nothing
    /// is a matter of its face.
    #[must_use]
    pub fn masks_for(&self, free: FreeSquare) -> &[Mask] {
        match free {
            FreeSquare::Hardway => &self.masks_off,
            FreeSquare::Counts | FreeSquare::None | FreeSquare::Random => &self.masks,
        }
    }

    /// The fewest and the most numbers a mask needs, the free square not counted; 0 and 0 when
    /// nothing could win. With a free square in a random place one number less may do.
    #[must_use]
    pub fn needs(&self, free: FreeSquare) -> (u32, u32) {
        let centre = match free {
            FreeSquare::Counts | FreeSquare::Hardway => Mask::CENTRE,
            FreeSquare::None | FreeSquare::Random => Mask::EMPTY,
        };
        let numbers = || self.masks_for(free).iter().map(|mask| mask.minus(centre).count());
        (numbers().min().unwrap_or(0), numbers().max().unwrap_or(0))
    }

    /// What wins when this pattern is played on single cards; `None` when nothing could.
    #[must_use]
    pub fn goal(&self, free: FreeSquare) -> Option<Goal> {
        let masks = self.masks_for(free);
        (!masks.is_empty()).then(|| Goal::single(masks.to_vec()))
    }

    /// A stage that is played for this pattern, without a prize; `None` when nothing could win.
    #[must_use]
    pub fn stage(&self, free: FreeSquare) -> Option<StageSpec> {
        let masks = self.masks_for(free).to_vec();
        let (slug, name) = (self.slug.clone(), self.name.clone());
        (!masks.is_empty()).then(|| StageSpec::on_one_card(slug, self.version, name, masks))
    }
}
