//! What can be played, as staff choose it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use ::catalogue::{Duration, Languages};
use domain::{Item, Label, Mask, NightId, PatternSlug, Planned, Reason, Run};

/// Everything that can be played here.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CatalogueView {
    /// Patterns and games, in the order of the house.
    pub games: Vec<PlayView>,
    /// Variants that are chosen together, the usual one first.
    pub families: Vec<FamilyView>,
}

/// A pattern or game to choose.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlayView {
    /// Its slug.
    pub slug: PatternSlug,
    /// Whether it is a game plan (several cards or stages) and not a pattern on one card.
    pub plan: bool,
    /// Its name, in every language.
    pub names: Languages<Label>,
    /// One sentence to read out, in every language.
    pub rules: Languages<Reason>,
    /// How long it takes.
    pub duration: Duration,
    /// How its stages follow each other.
    pub run: Run,
    /// Its stages.
    pub stages: Vec<PlayStageView>,
    /// Number of masks with the free square.
    pub masks: u32,
    /// Whether it can be won where the free square is of no use.
    pub hardway: bool,
}

/// One stage of it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PlayStageView {
    /// Its name, in every language.
    pub names: Languages<Label>,
    /// Cards that win together.
    pub hand: u8,
    /// A few masks to draw it with, board by board.
    pub previews: Vec<Vec<Mask>>,
    /// Whether the last one standing wins.
    pub last_standing: bool,
}

/// Variants that are chosen together.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FamilyView {
    /// Its slug.
    pub slug: PatternSlug,
    /// Its name, in every language.
    pub names: Languages<Label>,
    /// Patterns and games.
    pub variants: Vec<PatternSlug>,
}

/// Asks for a forecast.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AskForecast {
    /// The game.
    pub planned: Planned,
    /// Cards in play.
    pub cards: u32,
}

/// The programme of a former night.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct FormerProgramme {
    /// The night.
    pub night: NightId,
    /// Its items.
    pub items: Vec<Item>,
}

/// The forecast of a game with so many cards, for people who are about to open it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ForecastView {
    /// Cards (or hands) that play.
    pub hands: u32,
    /// Stages, in order.
    pub stages: Vec<StageForecastView>,
}

/// The forecast of one stage.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StageForecastView {
    /// Mean number of calls until it is won.
    pub mean_calls: f64,
    /// 1 in 10 games are over by this call.
    pub p10: u8,
    /// Half of them.
    pub median: u8,
    /// 9 in 10.
    pub p90: u8,
    /// Chance of more than one winner.
    pub tie_probability: f64,
    /// Winners on average.
    pub expected_winners: f64,
    /// Chance of a win by the call of its jackpot.
    pub jackpot_probability: Option<f64>,
    /// Whether it was counted exactly; else it was simulated.
    pub exact: bool,
}
