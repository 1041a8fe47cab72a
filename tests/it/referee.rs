//! Games refereed ball by ball go as the forecast counts them: two ways to the same figures that
//! share nothing but the goals.

use hallbox::domain::catalogue::{Catalogue, FreeSquare};
use hallbox::domain::referee::Referee;
use hallbox::domain::{Ball, Face, Goal, Mask, PatternSlug, Serial, Start};
use hallbox::forecast::{CALLS_MAX, Plan, Sample, forecast, plan};

/// Games of each structure. With as many, four standard errors are beyond one seed in thousands.
const GAMES: u64 = 600;

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
fn play(plan: &Plan, cards: u32, stream: &mut Stream) -> Vec<(usize, usize)> {
    let cards: Vec<(Serial, Face)> = (1..=cards).map(|serial| (Serial(serial), stream.face())).collect();
    let pack = vec![cards.iter().map(|(serial, _)| *serial).collect()];
    let goals: Vec<Goal> = plan.stages.iter().flat_map(|stage| stage.goals.clone()).collect();
    // A stage can be a race between several goals: these are its goals.
    let mut next = 0;
    let goals_of = plan.stages.iter().map(|stage| {
        next += stage.goals.len();
        next - stage.goals.len()..next
    });
    let stages: Vec<_> = goals_of.collect();
    let mut referee = Referee::new(&cards, &pack, &goals, plan.start);
    let mut ends = vec![None; stages.len()];
    for ball in stream.shuffled(Ball::all().collect()) {
        let open: Vec<usize> = (0..stages.len()).filter(|&stage| ends[stage].is_none()).collect();
        let open = if plan.parallel { &open[..] } else { &open[..1.min(open.len())] };
        let won =
            |stage: &usize| stages[*stage].clone().map(|goal| referee.wins_with(goal, ball).len()).sum();
        let winners: Vec<usize> = open.iter().map(won).collect();
        referee.call(ball);
        for (&stage, winners) in open.iter().zip(winners).filter(|(_, winners)| *winners > 0) {
            ends[stage] = Some((referee.calls(), winners));
        }
        // The stage after may be had by somebody already.
        while let Some(stage) =
            ends.iter().position(Option::is_none).filter(|stage| !plan.parallel && *stage > 0)
        {
            let winners: usize = stages[stage].clone().map(|goal| referee.have(goal).len()).sum();
            if winners == 0 || ends[stage - 1].is_none_or(|(call, _)| call != referee.calls()) {
                break;
            }
            ends[stage] = Some((referee.calls(), winners));
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

fn agrees(plan: &Plan, cards: u32) {
    let sample = Sample { games: 1, seed: 1, fixed_set: false, threads: 1 };
    let counted = forecast(plan, cards, &sample).unwrap();
    assert!(counted.games.is_none(), "estimated, not counted");
    let games: Vec<_> = (0..GAMES).map(|game| play(plan, cards, &mut Stream(game << 32))).collect();
    for (stage, counted) in counted.stages.iter().enumerate() {
        let near = |what: &str, counted: f64, played: (f64, f64)| {
            let (mean, error) = played;
            assert!(
                (mean - counted).abs() <= 4.0 * error + 1e-9,
                "{what}: {counted}, played {mean} ± {error}"
            );
        };
        let number = |number: usize| f64::from(u32::try_from(number).unwrap());
        let figures = &counted.figures;
        let ends = games.iter().map(|ends| ends[stage]);
        near("calls", figures.mean_calls, mean(ends.clone().map(|(call, _)| number(call))));
        near("winners", figures.expected_winners, mean(ends.clone().map(|(_, winners)| number(winners))));
        near(
            "ties",
            figures.tie_probability,
            mean(ends.clone().map(|(_, winners)| number(usize::from(winners > 1)))),
        );
        let half = figures.cdf.iter().position(|by| *by >= 0.5).unwrap_or(CALLS_MAX - 1);
        let by = ends.map(|(call, _)| number(usize::from(call <= half + 1)));
        near("cdf", figures.cdf[half], mean(by));
    }
}

fn game(slug: &str) -> Plan {
    let slug = PatternSlug::new(slug).unwrap();
    plan(Catalogue::of_the_house(), &slug, FreeSquare::Centre).unwrap()
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
    agrees(&Plan { start: Start::Wild, ..game("any-line") }, 20);
}

#[test]
fn balls_drawn_before_play() {
    agrees(&Plan { start: Start::PreDrawn(45), ..game("letter-x") }, 20);
}

/// What is complete before the first ball is won with it, here as in the forecast.
#[test]
fn a_pattern_of_the_free_square_is_won_by_all_with_the_first_ball() {
    let mut plan = game("any-line");
    plan.stages[0].goals = vec![Goal::single(vec![Mask::CENTRE])];
    agrees(&plan, 5);
    assert_eq!(play(&plan, 5, &mut Stream(1)), [(1, 5)]);
}
