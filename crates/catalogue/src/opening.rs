//! From what is planned to what is opened: patterns and plans expanded, what they pay put beside.

use crate::catalogue::Catalogue;
use crate::game::PlanStage;
use crate::pattern::FreeSquare;
use domain::{
    Format, Free, Goal, ItemId, Label, Mask, PatternSlug, Pays, Planned, Play, Race, StagePlan, Way,
};

impl Catalogue {
    /// The stages of a planned game and how they are played; `None` when a slug is unknown or
    /// nothing could win by these rules.
    #[must_use]
    pub fn open(&self, planned: &Planned, item: Option<ItemId>) -> Option<(Vec<StagePlan>, Format)> {
        let free = free_square(planned.rules.free);
        let mut format = Format { start: planned.start, item, ..Format::default() };
        let stages: Vec<StagePlan> = match &planned.play {
            Play::Patterns(slugs) => {
                let stage = |slug: &PatternSlug| self.find(slug)?.stage(free);
                slugs.iter().map(stage).collect::<Option<_>>()?
            }
            Play::Plan(slug) => match self.plan(slug) {
                None => vec![self.find(slug)?.stage(free)?],
                Some(plan) => {
                    format.run = plan.run;
                    format.plan = Some(slug.clone());
                    let stage = |stage: &PlanStage| {
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

/// The free square the house rules speak of: cards of the house have it in the centre.
fn free_square(free: Free) -> FreeSquare {
    match free {
        Free::Counts => FreeSquare::Centre,
        Free::Hardway => FreeSquare::Hardway,
    }
}

fn staged(slug: PatternSlug, version: u32, name: Label, goal: Goal) -> StagePlan {
    match on_one_card(&goal) {
        Some(masks) => StagePlan::on_one_card(slug, version, name, masks),
        None => StagePlan { goal: Some(goal), ..StagePlan::on_one_card(slug, version, name, vec![]) },
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

fn paying(stages: Vec<StagePlan>, pays: &[Pays]) -> Vec<StagePlan> {
    let pays = pays.iter().cloned().chain(std::iter::repeat(Pays::default()));
    let with = |(stage, pays): (StagePlan, Pays)| StagePlan {
        prize: pays.prize,
        jackpot: pays.jackpot,
        extras: pays.extras,
        ..stage
    };
    stages.into_iter().zip(pays).map(with).collect()
}
