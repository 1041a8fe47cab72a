//! The catalogue, forecasts, and programmes of former nights.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, ETAG, HeaderMap, IF_NONE_MATCH};
use axum::response::{IntoResponse, Response};
use sha2::{Digest as _, Sha256};

use super::body::PostBody;
use crate::edge::app::App;
use crate::edge::refuse::Refused;
use catalogue::forecast::{self, ForecastInput, ForecastStage, Sample, StageForecast};
use catalogue::{Catalogue, CatalogueGame, CatalogueStage, Pattern};
use domain::{FreeSquare, Goal, Mask, Planned, Race, Refusal, Run, StageSpec, Thing, Way};
use protocol::{
    AskForecast, CatalogueView, FamilyView, ForecastView, FormerProgramme, PlayStageView, PlayView,
    StageForecastView,
};

/// Masks in the preview of a pattern: all of them would be hundreds of kilobytes.
const PREVIEWS_MAX: usize = 4;

/// Most cards of a forecast.
const CARDS_MAX: u32 = 100_000;

/// Cards played to estimate a stage that cannot be counted exactly: about half a second.
const ESTIMATE_CARDS: u32 = 400_000;

/// `GET /api/staff/catalogue`.
pub(super) async fn catalogue(State(app): State<App>, headers: HeaderMap) -> Result<Response, Refused> {
    let body = serde_json::to_vec(&view(&app.catalogue)).expect("a catalogue always encodes");
    let tag = format!("\"{}\"", data_encoding::HEXLOWER.encode(&Sha256::digest(&body)[..16]));
    let known = headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let caching = [(CACHE_CONTROL, "private, no-cache".to_owned()), (ETAG, tag)];
    if known {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let kind = [(axum::http::header::CONTENT_TYPE, "application/json")];
    Ok((caching, kind, body).into_response())
}

/// `POST /api/staff/forecast`.
pub(super) async fn forecast(
    State(app): State<App>,
    PostBody(asked): PostBody<AskForecast>,
) -> Result<Json<ForecastView>, Refused> {
    let AskForecast { planned, cards } = asked;
    let cards = cards.clamp(1, CARDS_MAX);
    let opened = app.catalogue.open(&planned, None).ok_or(Refusal::Unknown { what: Thing::Pattern })?;
    let (stages, format) = opened;
    let input = input(&stages, format.run, &planned);
    let _turn = app.slow_work.forecasts.enter().await?;
    let forecast = tokio::task::spawn_blocking(move || forecast_view(&input, &stages, cards)).await;
    Ok(Json(forecast.expect("forecasting does not panic")?))
}

/// `GET /api/staff/programmes`.
pub(super) async fn programmes(State(app): State<App>) -> Result<Json<Vec<FormerProgramme>>, Refused> {
    let tonight = app.views.now().night.clone();
    let kept = app.with_vault(|vault| vault.programmes().map_err(Into::into)).await;
    let kept = kept.map_err(|denied| Refused::denied(&denied, "programmes"))?;
    let former = kept.into_iter().filter(|(night, _)| *night != tonight);
    Ok(Json(former.map(|(night, items)| FormerProgramme { night, items }).collect()))
}

fn input(stages: &[StageSpec], run: Run, planned: &Planned) -> ForecastInput {
    let named = |stage: &StageSpec, goals| ForecastStage { name: stage.name.to_string(), goals };
    let stages = match run {
        // The first stage that is won ends the game, so the forecast sees one stage with all goals.
        Run::FirstEnds => {
            let goals = stages.iter().map(StageSpec::goal).collect();
            stages.first().map(|first| named(first, goals)).into_iter().collect()
        }
        Run::Into | Run::OnTheWay => stages.iter().map(|stage| named(stage, vec![stage.goal()])).collect(),
    };
    ForecastInput { free: FreeSquare::Counts, start: planned.start, parallel: run.parallel(), stages }
}

fn forecast_view(input: &ForecastInput, stages: &[StageSpec], cards: u32) -> Result<ForecastView, Refusal> {
    let games = (ESTIMATE_CARDS / cards).clamp(100, 5_000);
    let sample = Sample { games, seed: 1, fixed_set: false, threads: 1 };
    let forecast = forecast::forecast(input, cards, &sample)
        .map_err(|problem| Refusal::invalid("cards", problem.to_string()))?;
    let jackpot = |index: usize| stages.get(index).and_then(|stage| stage.jackpot.as_ref());
    let stage_view = |(index, stage): (usize, &StageForecast)| {
        let figures = &stage.figures;
        let won_by = |call: u8| figures.cdf.get(usize::from(call).checked_sub(1)?).copied();
        StageForecastView {
            mean_calls: figures.mean_calls,
            p10: figures.p10,
            median: figures.median,
            p90: figures.p90,
            tie_probability: figures.tie_probability,
            expected_winners: figures.expected_winners,
            jackpot_probability: jackpot(index).and_then(|jackpot| won_by(jackpot.within)),
            exact: stage.errors.is_none(),
        }
    };
    Ok(ForecastView {
        hands: input.hands(cards),
        stages: forecast.stages.iter().enumerate().map(stage_view).collect(),
    })
}

fn view(catalogue: &Catalogue) -> CatalogueView {
    let patterns = catalogue.all().iter().map(pattern_view);
    let families = catalogue.families().iter().map(|family| FamilyView {
        slug: family.slug.clone(),
        names: family.names.clone(),
        variants: family.variants.clone(),
    });
    CatalogueView {
        games: patterns.chain(catalogue.games().iter().map(plan_view)).collect(),
        families: families.collect(),
    }
}

fn pattern_view(pattern: &Pattern) -> PlayView {
    let previews = std::iter::once(pattern.drawing)
        .chain(pattern.masks.iter().copied().filter(|mask| *mask != pattern.drawing))
        .take(PREVIEWS_MAX);
    PlayView {
        slug: pattern.slug.clone(),
        plan: false,
        names: pattern.names.clone(),
        rules: pattern.rules.clone(),
        duration: pattern.duration,
        run: Run::Into,
        stages: vec![PlayStageView {
            names: pattern.names.clone(),
            hand: 1,
            previews: previews.map(|mask| vec![mask]).collect(),
            last_standing: false,
        }],
        masks: u32::try_from(pattern.masks.len()).unwrap_or(u32::MAX),
        hardway: !pattern.masks_off.is_empty(),
    }
}

fn plan_view(plan: &CatalogueGame) -> PlayView {
    let masks: usize = plan.stages.iter().map(|stage| stage.goal.masks().count()).sum();
    PlayView {
        slug: plan.slug.clone(),
        plan: true,
        names: plan.names.clone(),
        rules: plan.rules.clone(),
        duration: plan.duration,
        run: plan.run,
        stages: plan.stages.iter().map(stage_view).collect(),
        masks: u32::try_from(masks).unwrap_or(u32::MAX),
        hardway: plan.playing(FreeSquare::Hardway).is_some(),
    }
}

fn stage_view(stage: &CatalogueStage) -> PlayStageView {
    PlayStageView {
        names: stage.names.clone(),
        hand: stage.goal.hand,
        previews: stage.goal.ways.iter().take(PREVIEWS_MAX).map(|way| preview(&stage.goal, way)).collect(),
        last_standing: stage.goal.race == Race::LastStanding,
    }
}

/// One mask for every card of the hand; none where the card is not needed.
fn preview(goal: &Goal, way: &Way) -> Vec<Mask> {
    let first = |masks: &[Mask]| masks.first().copied().unwrap_or(Mask::EMPTY);
    let mut boards = vec![Mask::EMPTY; usize::from(goal.hand)];
    match way {
        Way::Boards(needed) => {
            for board in needed {
                if let Some(place) = boards.get_mut(usize::from(board.place)) {
                    *place = first(&board.masks);
                }
            }
        }
        Way::AnyCards { need, masks } => {
            boards.iter_mut().take(usize::from(*need)).for_each(|board| *board = first(masks));
        }
    }
    boards
}
