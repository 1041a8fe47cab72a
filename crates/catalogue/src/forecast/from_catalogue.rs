//! From the catalogue to what can be forecast.

use super::input::{ForecastInput, ForecastStage};
use crate::Catalogue;
use domain::{FreeSquare, Goal, PatternSlug, Run, Start};

/// The pattern or game of this slug; `None` when there is none that can be won with this free square,
/// and for [`FreeSquare::Random`], which is not counted.
#[must_use]
pub fn input(catalogue: &Catalogue, slug: &PatternSlug, free: FreeSquare) -> Option<ForecastInput> {
    if free == FreeSquare::Random {
        return None;
    }
    let playing = catalogue.playing(slug, free)?;
    let stages = match playing.run {
        Run::FirstEnds => vec![ForecastStage { name: slug.as_str().to_owned(), goals: playing.stages }],
        Run::Into | Run::OnTheWay => {
            let stage = |(name, goal): (String, Goal)| ForecastStage { name, goals: vec![goal] };
            names(catalogue, slug).into_iter().zip(playing.stages).map(stage).collect()
        }
    };
    Some(ForecastInput { free, start: Start::FirstBall, parallel: playing.run.parallel(), stages })
}

/// What the stages are called: the pattern, when a stage is one.
fn names(catalogue: &Catalogue, slug: &PatternSlug) -> Vec<String> {
    let stages = catalogue.game(slug).map(|game| game.stages.iter().map(|stage| &stage.slug).collect());
    stages
        .unwrap_or_else(|| vec![slug])
        .into_iter()
        .map(|slug: &PatternSlug| slug.as_str().to_owned())
        .collect()
}
