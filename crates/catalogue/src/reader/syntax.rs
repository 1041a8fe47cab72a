//! What stands in a pattern file, before anything is made of it. Unknown fields are refused.

use serde::Deserialize;
use toml::Spanned;

use crate::language::Languages;
use crate::pattern::Duration;
use domain::Run;

/// A whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileText {
    #[serde(default)]
    pub pattern: Vec<PatternText>,
    #[serde(default)]
    pub game: Vec<GameText>,
    #[serde(default)]
    pub family: Vec<FamilyText>,
}

/// `[[pattern]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PatternText {
    pub slug: Spanned<String>,
    pub version: Spanned<u32>,
    pub duration: Duration,
    pub name: Languages<Spanned<String>>,
    /// Left out, the sentence is made from the drawing.
    pub rule: Option<Languages<Spanned<String>>>,
    /// One drawing.
    pub mask: Option<Spanned<String>>,
    /// Several drawings.
    pub masks: Option<Spanned<Vec<Spanned<String>>>>,
    /// A recipe.
    pub make: Option<Spanned<String>>,
    /// `keep` (the default) or `drop`: masks through the centre where the free square is of no use.
    pub free_off: Option<Spanned<String>>,
    /// A drawing instead, where the free square is of no use.
    pub off_mask: Option<Spanned<String>>,
    /// A recipe instead, where the free square is of no use.
    pub off_make: Option<Spanned<String>>,
    /// Says that some masks need fewer numbers than others.
    #[serde(default)]
    pub unequal: bool,
    /// How many masks there are.
    pub count: Spanned<CountText>,
    /// Numbers the masks need beside the free square, ascending: `[8]`, or `[4, 5]` when unequal.
    pub needs: Option<Spanned<Vec<u32>>>,
    /// Different quarter turns of the drawing; more than one adds `crazy-…`.
    pub turns: Option<Spanned<usize>>,
    /// Different turns and mirrorings; more than the turns adds `mirror-crazy-…`.
    pub mirrors: Option<Spanned<usize>>,
    /// Slug of the turned family where it is not `crazy-` and the slug.
    pub crazy: Option<Spanned<String>>,
}

/// `count = { on = 12, off = 8 }`
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountText {
    pub on: usize,
    pub off: usize,
}

/// `[[game]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GameText {
    pub slug: Spanned<String>,
    pub version: Spanned<u32>,
    pub duration: Duration,
    pub name: Languages<Spanned<String>>,
    pub rule: Languages<Spanned<String>>,
    /// How several stages follow each other.
    pub run: Option<Spanned<Run>>,
    pub stage: Spanned<Vec<Spanned<StageText>>>,
}

/// `[[game.stage]]`: exactly one of `pattern`, `boards`, `ways`, `last_standing`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StageText {
    /// Cards in a hand.
    pub hand: Option<Spanned<u8>>,
    /// One pattern on one card, or on `need` of the hand's cards.
    pub pattern: Option<Spanned<String>>,
    /// k of k-of-m.
    pub need: Option<Spanned<u8>>,
    /// AND: a pattern for each card of the hand.
    pub boards: Option<Spanned<Vec<Spanned<String>>>>,
    /// OR of ANDs; `-` = this card is not needed.
    pub ways: Option<WaysText>,
    /// Reverse: the last hand without a called number on all its cards.
    #[serde(default)]
    pub last_standing: bool,
}

/// Ways to win; in each a pattern or `-` for every card.
pub(super) type WaysText = Spanned<Vec<Spanned<Vec<Spanned<String>>>>>;

/// `[[family]]`: variants of one game that are chosen together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FamilyText {
    pub slug: Spanned<String>,
    pub name: Languages<Spanned<String>>,
    pub variants: Spanned<Vec<Spanned<String>>>,
}
