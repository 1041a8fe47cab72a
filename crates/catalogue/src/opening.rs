//! From what is planned to what is opened: patterns and plans expanded, what they pay put beside.

use crate::catalogue::Catalogue;
use crate::game::CatalogueStage;
use domain::{Format, Goal, ItemId, Label, Mask, PatternSlug, Pays, Planned, Play, Race, StageSpec, Way};

impl Catalogue {
    /// The stages of a planned game and how they are played; `None` when a slug is unknown or
    /// nothing could win by these rules.
    #[must_use]
    pub fn open(&self, planned: &Planned, item: Option<ItemId>) -> Option<(Vec<StageSpec>, Format)> {
        let free = planned.rules.free;
        let mut format = Format { start: planned.start, item, ..Format::default() };
        let stages: Vec<StageSpec> = match &planned.play {
            Play::Patterns(slugs) => {
                let stage = |slug: &PatternSlug| self.find(slug)?.stage(free);
                slugs.iter().map(stage).collect::<Option<_>>()?
            }
            Play::Plan(slug) => match self.game(slug) {
                None => vec![self.find(slug)?.stage(free)?],
                Some(plan) => {
                    format.run = plan.run;
                    format.plan = Some(slug.clone());
                    let stage = |stage: &CatalogueStage| {
                        let goal = stage.goal(free)?.clone();
                        Some(staged(stage.slug.clone(), plan.version, stage.names.en.clone(), goal))
                    };
                    plan.stages.iter().map(stage).collect::<Option<_>>()?
                }
            },
        };
        Some((paying(stages, &planned.stages), format))
    }
}

fn staged(slug: PatternSlug, version: u32, name: Label, goal: Goal) -> StageSpec {
    match on_one_card(&goal) {
        Some(masks) => StageSpec::on_one_card(slug, version, name, masks),
        None => StageSpec { goal: Some(goal), ..StageSpec::on_one_card(slug, version, name, vec![]) },
    }
}

/// The masks, when that is all there is to it.
fn on_one_card(goal: &Goal) -> Option<Vec<Mask>> {
    match goal.ways.as_slice() {
        [Way::Boards(boards)] if goal.hand == 1 && goal.race == Race::Complete => match boards.as_slice() {
            [board] => Some(board.masks.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn paying(stages: Vec<StageSpec>, pays: &[Pays]) -> Vec<StageSpec> {
    let pays = pays.iter().cloned().chain(std::iter::repeat(Pays::default()));
    let with = |(stage, pays): (StageSpec, Pays)| StageSpec {
        prize: pays.prize,
        jackpot: pays.jackpot,
        extras: pays.extras,
        ..stage
    };
    stages.into_iter().zip(pays).map(with).collect()
}
