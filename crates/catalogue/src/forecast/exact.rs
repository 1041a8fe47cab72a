//! The forecast: counted where that is possible, estimated by playing where it is not.

use super::chance::untouched;
use super::figures::{Ending, Errors, Figures};
use super::hand::won_by_state;
use super::input::{ForecastInput, ForecastStage, NotPlayable, hands_of, least};
use super::marks::Wins;
use super::race::race;
use super::simulate::{Sample, simulate};
use super::standing::{Standing, last_standing};
use domain::{Goal, Race, Start, Way};

/// What is to be expected of a game.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// Stage by stage; the last one ends the game.
    pub stages: Vec<StageForecast>,
    /// Games played for the stages that were estimated.
    pub games: Option<u32>,
}

/// What is to be expected of a stage.
#[derive(Clone, Debug)]
pub struct StageForecast {
    /// Name of the stage.
    pub name: String,
    /// Its figures. Calls are counted from the first ball of the game.
    pub figures: Figures,
    /// Standard errors when the figures are estimated; `None` when they are exact.
    pub errors: Option<Errors>,
}

/// Forecasts a game with so many cards, each random and independent of the others. Stages that cannot be
/// counted are estimated by playing `sample`.
///
/// # Errors
/// [`NotPlayable`] when the plan makes no game.
///
/// # Panics
/// Never: a simulation has every stage.
pub fn forecast(plan: &ForecastInput, cards: u32, sample: &Sample) -> Result<Forecast, NotPlayable> {
    plan.check(cards)?;
    let exact = exact(plan, cards);
    let played = exact.iter().any(Option::is_none).then(|| simulate(plan, cards, sample)).transpose()?;
    let games = played.is_some().then_some(sample.games);
    let mut played = played.into_iter().flat_map(|played| played.stages);
    let stages = plan.stages.iter().zip(exact).map(|(stage, exact)| {
        let played = played.next();
        let (figures, errors) = match (exact, played) {
            (Some(ending), _) => (Figures::of(&ending), None),
            (None, played) => {
                let played = played.expect("every stage is played when one is not counted");
                (played.figures, Some(played.errors))
            }
        };
        StageForecast { name: stage.name.clone(), figures, errors }
    });
    let stages = stages.collect();
    Ok(Forecast { stages, games })
}

/// The end of every stage that can be counted.
///
/// A stage ends as if it were played alone when it opens with the first ball, and also when nobody can
/// win it without winning every stage before it: then its own first winner comes last.
fn exact(plan: &ForecastInput, cards: u32) -> Vec<Option<Ending>> {
    let mut before: Vec<Option<Wins>> = vec![];
    let endings = plan.stages.iter().map(|stage| {
        let hidden = !plan.parallel && before.iter().any(Option::is_none);
        let counted = if hidden { None } else { count(plan, stage, cards) };
        let (ending, wins) = counted.map_or((None, None), |(ending, wins)| (Some(ending), wins));
        let after_all = |wins: &Wins| before.iter().flatten().all(|before| wins.implies(before));
        let alone = plan.parallel || before.is_empty() || wins.as_ref().is_some_and(after_all);
        before.push(wins);
        ending.filter(|_| alone)
    });
    endings.collect()
}

/// The end of a stage played alone and, when it is won by single cards, the marks that win it.
fn count(plan: &ForecastInput, stage: &ForecastStage, cards: u32) -> Option<(Ending, Option<Wins>)> {
    let (standing, racing): (Vec<&Goal>, _) =
        stage.goals.iter().partition(|goal| goal.race == Race::LastStanding);
    let racing = match racing.split_first() {
        Some((first, others)) => {
            // Side by side is the same as OR when the hands are the same.
            let same_hands = others.iter().all(|goal: &&Goal| goal.hand == first.hand);
            let ways: Vec<Way> = racing.iter().flat_map(|goal| goal.ways.clone()).collect();
            Some(same_hands.then_some(Goal { ways, ..(*first).clone() })?)
        }
        None => None,
    };
    match (&standing[..], racing) {
        ([], Some(goal)) => {
            let (won, wins) = won_by_state(plan, &goal)?;
            Some((race(&won, hands_of(&goal, cards), plan.start), wins))
        }
        ([goal], beside) if plan.start == Start::FirstBall => {
            count_standing(plan, goal, beside.as_ref(), cards).map(|ending| (ending, None))
        }
        _ => None,
    }
}

fn count_standing(plan: &ForecastInput, goal: &Goal, beside: Option<&Goal>, cards: u32) -> Option<Ending> {
    let untouched = untouched(plan.numbers());
    // 1 − (1 − u)ʰ, without losing the digits of a small u.
    let hand = |card: &f64| -(f64::from(goal.hand) * (-card).ln_1p()).exp_m1();
    let standing: Vec<f64> = untouched.iter().map(hand).collect();
    let complete = match beside {
        Some(beside) => {
            let countable = goal.hand == 1 && beside.hand == 1 && needs_two_numbers(plan, beside);
            Some(countable.then(|| won_by_state(plan, beside))??.0)
        }
        None => None,
    };
    let chances = Standing { standing: &standing, complete: complete.as_deref() };
    Some(last_standing(&chances, hands_of(goal, cards)))
}

fn needs_two_numbers(plan: &ForecastInput, goal: &Goal) -> bool {
    goal.ways.iter().all(|way| match way {
        Way::Boards(boards) => {
            boards.iter().any(|board| least(&board.masks, plan.free).iter().all(|mask| mask.count() > 1))
        }
        Way::AnyCards { masks, .. } => least(masks, plan.free).iter().all(|mask| mask.count() > 1),
    })
}
