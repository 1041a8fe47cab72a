//! Games refereed ball by ball go as the forecast counts them: two ways to the same figures that
//! share nothing but the goals.

use std::ops::Range;

use catalogue::Catalogue;
use catalogue::forecast::{
    CALLS_MAX, Errors, Figures, ForecastInput, ForecastStage, Sample, forecast, input, simulate,
};
use domain::{Ball, Face, FreeSquare, Goal, Mask, PatternSlug, Serial, Start, referee::Referee};

/// Games of each structure. With as many, four standard errors are beyond one seed in thousands.
const GAMES: u64 = 400;

/// Games that are simulated.
const SAMPLE: Sample = Sample { games: 2_000, seed: 1, fixed_set: false, threads: 1 };

/// Numbers that look random and are always the same (SplitMix64).
struct Stream(u64);

impl Stream {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    fn shuffled<T>(&mut self, mut all: Vec<T>) -> Vec<T> {
        for last in (1..all.len()).rev() {
            all.swap(last, self.below(last + 1));
        }
        all
    }

    fn face(&mut self) -> Face {
        let columns = [1, 16, 31, 46, 61].map(|first: u8| self.shuffled((first..first + 15).collect()));
        let number = |square: usize| if square == 12 { 0 } else { columns[square % 5][square / 5] };
        Face::new(&(0..25).map(number).collect::<Vec<_>>()).unwrap()
    }
}

/// The call that ended each stage, and how many won with it.
fn play(plan: &ForecastInput, cards: u32, stream: &mut Stream) -> Vec<(usize, usize)> {
    let cards: Vec<(Serial, Face)> = (1..=cards).map(|serial| (Serial(serial), stream.face())).collect();
    let pack = vec![cards.iter().map(|(serial, _)| *serial).collect()];
    let goals: Vec<Goal> = plan.stages.iter().flat_map(|stage| stage.goals.clone()).collect();
    // A stage can be a race between several goals.
    let mut next = 0;
    let mut goals_of = |stage: &ForecastStage| {
        next += stage.goals.len();
        next - stage.goals.len()..next
    };
    let stages: Vec<_> = plan.stages.iter().map(&mut goals_of).collect();
    let mut referee = Referee::new(&cards, &pack, &goals, plan.start);
    let mut ends = vec![None; stages.len()];
    for ball in stream.shuffled(Ball::all().collect()) {
        let winners =
            |goals: &Range<usize>| goals.clone().map(|goal| referee.wins_with(goal, ball).len()).sum();
        let winners: Vec<usize> = stages.iter().map(winners).collect();
        referee.call(ball);
        for stage in 0..stages.len() {
            let before =
                if plan.parallel || stage == 0 { Some(0) } else { ends[stage - 1].map(|(call, _)| call) };
            let (None, Some(opened)) = (ends[stage], before) else { continue };
            // The stage that opens with this ball may be had already.
            let has = || stages[stage].clone().map(|goal| referee.have(goal).len()).sum();
            let winners = if opened == referee.calls() { has() } else { winners[stage] };
            ends[stage] = (winners > 0).then_some((referee.calls(), winners));
        }
    }
    ends.into_iter().map(|end| end.expect("somebody wins")).collect()
}

/// Mean and standard error.
fn mean(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    let count = values.clone().map(|_| 1.0).sum::<f64>();
    let mean = values.clone().sum::<f64>() / count;
    let variance = values.map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
    (mean, (variance / count).sqrt())
}

/// Games refereed against figures and what these are known to within.
fn agree(plan: &ForecastInput, cards: u32, stages: &[(Figures, Option<Errors>)]) {
    let number = |number: usize| f64::from(u32::try_from(number).unwrap());
    let games: Vec<_> = (0..GAMES).map(|game| play(plan, cards, &mut Stream(game << 32))).collect();
    for (stage, (figures, errors)) in stages.iter().enumerate() {
        let near = |what: &str, expected: f64, known: Option<f64>, (mean, error): (f64, f64)| {
            let within = 4.0 * error.hypot(known.unwrap_or(0.0)) + 1e-9;
            assert!(
                (mean - expected).abs() <= within,
                "{what} of {stage}: {expected}, played {mean} ± {error}"
            );
        };
        let errors = errors.as_ref();
        let ends = games.iter().map(|ends| ends[stage]);
        let calls = mean(ends.clone().map(|(call, _)| number(call)));
        near("calls", figures.mean_calls, errors.map(|errors| errors.mean_calls), calls);
        let winners = mean(ends.clone().map(|(_, winners)| number(winners)));
        near("winners", figures.expected_winners, errors.map(|errors| errors.expected_winners), winners);
        let ties = mean(ends.clone().map(|(_, winners)| number(usize::from(winners > 1))));
        near("ties", figures.tie_probability, errors.map(|errors| errors.tie_probability), ties);
        let half = figures.cdf.iter().position(|by| *by >= 0.5).unwrap_or(CALLS_MAX - 1);
        let by = mean(ends.map(|(call, _)| number(usize::from(call <= half + 1))));
        near("cdf", figures.cdf[half], errors.map(|errors| errors.cdf[half]), by);
    }
}

/// Games refereed against the figures counted.
fn agrees(plan: &ForecastInput, cards: u32) {
    let counted = forecast(plan, cards, &SAMPLE).unwrap();
    assert!(counted.games.is_none(), "estimated, not counted");
    let stages: Vec<_> = counted.stages.into_iter().map(|stage| (stage.figures, None)).collect();
    agree(plan, cards, &stages);
}

/// Games refereed against games simulated, for what cannot be counted.
fn agrees_with_play(plan: &ForecastInput, cards: u32) {
    let played = simulate(plan, cards, &SAMPLE).unwrap();
    let stages: Vec<_> = played.stages.into_iter().map(|stage| (stage.figures, Some(stage.errors))).collect();
    agree(plan, cards, &stages);
}

fn game(slug: &str) -> ForecastInput {
    let slug = PatternSlug::new(slug).unwrap();
    input(Catalogue::of_the_house(), &slug, FreeSquare::Counts).unwrap()
}

#[test]
fn a_line() {
    agrees(&game("any-line"), 20);
}

#[test]
fn two_boards() {
    agrees(&game("and-single-single"), 24);
}

#[test]
fn a_double_on_one_board_or_a_single_on_each() {
    agrees(&game("or-double-or-singles"), 20);
}

#[test]
fn two_cards_of_six() {
    agrees(&game("two-of-six-lines"), 30);
}

#[test]
fn stages_one_into_the_next() {
    agrees(&game("line-into-blackout"), 12);
}

#[test]
fn patterns_on_the_way() {
    agrees(&game("corners-line-blackout-on-the-way"), 10);
}

#[test]
fn the_last_one_standing() {
    agrees(&game("survivor"), 30);
    agrees(&game("survivor-pair"), 9);
}

#[test]
fn the_last_one_standing_or_the_first_to_complete() {
    // Few cards and an easy pattern, so that either comes first often.
    let mut plan = game("blackout-survivor");
    plan.stages[0].goals[1] = game("postage-stamp-anywhere").stages[0].goals[0].clone();
    agrees(&plan, 12);
    agrees(&game("blackout-survivor"), 12);
}

#[test]
fn a_wild_number() {
    agrees(&ForecastInput { start: Start::Wild, ..game("any-line") }, 20);
}

#[test]
fn balls_drawn_before_play() {
    agrees(&ForecastInput { start: Start::PreDrawn(45), ..game("letter-x") }, 20);
}

#[test]
fn the_last_one_standing_after_balls_drawn_before_play() {
    agrees_with_play(&ForecastInput { start: Start::PreDrawn(3), ..game("survivor") }, 12);
    agrees_with_play(&ForecastInput { start: Start::PreDrawn(4), ..game("survivor-pair") }, 8);
}

#[test]
fn the_last_one_standing_with_a_wild_number() {
    agrees_with_play(&ForecastInput { start: Start::Wild, ..game("survivor") }, 30);
}

#[test]
fn the_last_one_standing_when_that_is_decided_before_its_stage_opens() {
    let mut plan = game("corners-line-blackout-on-the-way");
    plan.parallel = false;
    plan.stages[1] = game("survivor").stages[0].clone();
    agrees_with_play(&plan, 6);
}

#[test]
fn many_kinds_one_into_the_next() {
    let mut plan = game("line-into-blackout");
    plan.stages.insert(1, game("two-of-six-lines").stages[0].clone());
    plan.stages.insert(1, game("or-double-or-singles").stages[0].clone());
    agrees_with_play(&ForecastInput { start: Start::PreDrawn(15), ..plan.clone() }, 13);
    agrees_with_play(&ForecastInput { parallel: true, start: Start::Wild, ..plan }, 12);
}

/// What is complete before the first ball is won with it, here as in the forecast.
#[test]
fn a_pattern_of_the_free_square_is_won_by_all_with_the_first_ball() {
    let mut plan = game("any-line");
    plan.stages[0].goals = vec![Goal::single(vec![Mask::CENTRE])];
    agrees(&plan, 5);
    assert_eq!(play(&plan, 5, &mut Stream(1)), [(1, 5)]);
}
