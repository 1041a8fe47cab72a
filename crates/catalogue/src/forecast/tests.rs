//! Published figures, and what must hold between figures.

use proptest::prelude::*;

use super::aim::End;
use super::chance::{by_state, untouched, walk};
use super::deal::FixedSet;
use super::dice::Dice;
use super::figures::Sum;
use super::marks::{COUNTS, Shape, Wins};
use super::play::Match;
use super::race::race;
use super::standing::{Standing, last_standing};
use super::*;
use crate::Catalogue;
use domain::{FreeSquare, Mask, PatternSlug, Start};

mod agreement;

const SAMPLE: Sample = Sample { games: 2_000, seed: 1, fixed_set: false, threads: 2 };
const NUMBERS: [u8; 5] = [5, 5, 4, 5, 5];

fn game_with(slug: &str, free: FreeSquare) -> ForecastInput {
    input(Catalogue::of_the_house(), &PatternSlug::new(slug).unwrap(), free).unwrap()
}

fn game(slug: &str) -> ForecastInput {
    game_with(slug, FreeSquare::Counts)
}

/// Figures that must be exact.
fn exact(plan: &ForecastInput, cards: u32) -> Figures {
    let forecast = forecast(plan, cards, &SAMPLE).unwrap();
    assert!(forecast.games.is_none(), "estimated");
    forecast.stages.last().unwrap().figures.clone()
}

fn near(one: f64, other: f64, within: f64) {
    assert!((one - other).abs() <= within, "{one} is not {other} to within {within}");
}

/// Chance in each state that a card contains a mask of this pattern.
fn won(slug: &str) -> Vec<f64> {
    let pattern = Catalogue::of_the_house().find(&PatternSlug::new(slug).unwrap()).unwrap();
    by_state(&Wins::new(FreeSquare::Counts, &pattern.masks).shape(), NUMBERS)
}

#[test]
fn any_line_takes_as_long_as_published() {
    let won = won("any-line");
    for (hands, mean, sd, percentiles, tie) in [
        (1, 41.3686, 9.8545, (28, 42, 54), 0.0),
        (50, 18.4873, 4.3360, (13, 19, 24), 0.1322),
        (200, 14.1810, 3.2740, (10, 14, 18), 0.1989),
    ] {
        let figures = Figures::of(&race(&won, hands, Start::FirstBall));
        near(figures.mean_calls, mean, 5e-5);
        near(figures.sd_calls, sd, 5e-5);
        near(figures.tie_probability, tie, 5e-5);
        assert_eq!((figures.p10, figures.median, figures.p90), percentiles);
        let winners = figures.winners.unwrap();
        near(winners.iter().sum(), 1.0, 1e-12);
        near(winners[1..].iter().sum(), figures.tie_probability, 1e-12);
    }
    near(Figures::of(&race(&won, 500, Start::FirstBall)).mean_calls, 12.072, 5e-4);
}

#[test]
fn one_card_wins_a_line_as_early_as_published() {
    let figures = exact(&game("any-line"), 1);
    for (call, chance) in [(4, 329), (5, 1_363), (6, 3_523), (10, 33_478), (15, 165_520), (18, 330_168)]
        .map(|(n, p)| (n, f64::from(p) * 1e-8))
    {
        near(figures.cdf[call - 1] - figures.cdf[call - 2], chance, 5e-9);
    }
    for (call, chance) in [(19, 0.017_993), (20, 0.022_874), (25, 0.063_961)] {
        near(figures.cdf[call - 1], chance, 5e-7);
    }
    assert!(figures.cdf[2] == 0.0);
    assert!(figures.tie_probability == 0.0);
    near(figures.expected_winners, 1.0, 1e-12);
    near(exact(&game_with("any-line", FreeSquare::None), 1).mean_calls, 43.5456, 5e-5);
}

#[test]
fn one_card_fills_as_late_as_published() {
    let figures = exact(&game("blackout"), 1);
    near(figures.mean_calls, 72.96, 1e-10);
    near(figures.sd_calls, 2.3926, 5e-5);
    assert_eq!((figures.median, figures.p90), (74, 75));
    assert!(figures.cdf[22] == 0.0 && figures.cdf[23] > 0.0);
    for (call, one_in, within) in [
        (48, 799_398.9, 0.05),
        (49, 407_856.6, 0.05),
        (50, 212_085.4, 0.05),
        (51, 112_280.5, 0.05),
        (55, 10_358.8, 0.05),
        (60, 715.0, 0.05),
    ] {
        near(1.0 / figures.cdf[call - 1], one_in, within);
    }
    near(exact(&game_with("blackout", FreeSquare::None), 1).mean_calls, 76.0 * 25.0 / 26.0, 1e-10);
}

#[test]
fn one_mask_takes_as_long_as_its_numbers_say() {
    for (slug, numbers) in [("four-corners", 4.0), ("letter-x", 8.0), ("large-frame", 16.0)] {
        near(exact(&game(slug), 1).mean_calls, 76.0 * numbers / (numbers + 1.0), 1e-10);
    }
}

#[test]
fn a_card_stays_untouched_as_long_as_published() {
    let untouched = untouched(NUMBERS);
    let mut after = [Sum::default(); 76];
    walk([0; 5], |visit| after[visit.drawn].add(visit.chance * untouched[visit.state]));
    let after = after.map(Sum::value);
    for (calls, chance) in [(1, 0.68), (2, 0.459_459), (3, 0.308_404), (5, 0.136_103), (10, 0.015_415)] {
        near(after[calls], chance, 5e-7);
    }
    near(after.iter().sum(), 76.0 / 25.0, 1e-12);
}

/// Turned round, a draw of Survivor is a draw of blackout: the last to have a number called is the
/// first to have all of them called.
#[test]
fn survivor_ties_as_often_as_blackout() {
    let (standing, full) = (untouched(NUMBERS), won("blackout"));
    for hands in [2, 60, 1_000_000] {
        let survivor = last_standing(&Standing { standing: &standing, complete: None }, hands);
        let blackout = race(&full, hands, Start::FirstBall);
        near(survivor.tie, blackout.tie, 1e-9);
        near(survivor.winners, blackout.winners, 1e-6);
    }
}

#[test]
fn more_cards_never_take_longer() {
    let won = won("any-line");
    let mut before = vec![0.0; CALLS_MAX];
    for hands in [1, 2, 3, 17, 1_000, 1_000_000] {
        let figures = Figures::of(&race(&won, hands, Start::FirstBall));
        assert!(figures.cdf.iter().zip(&before).all(|(now, before)| *now >= before - 1e-12), "{hands}");
        near(figures.cdf[74], 1.0, 1e-12);
        assert!(figures.expected_winners >= 1.0 - 1e-9 && figures.tie_probability <= 1.0);
        before = figures.cdf;
    }
}

#[test]
fn ways_side_by_side_are_ways_of_one_goal() {
    let stage = |slugs: [&str; 2]| {
        let goals = slugs.map(|slug| game(slug).stages[0].goals[0].clone()).to_vec();
        ForecastInput { stages: vec![ForecastStage { name: "both".into(), goals }], ..game("any-line") }
    };
    let both = exact(&stage(["four-corners", "any-line"]), 30);
    near(both.mean_calls, exact(&game("line-or-corners"), 30).mean_calls, 1e-12);
}

#[test]
fn what_cannot_be_counted_is_estimated_and_says_so() {
    let sample = Sample { games: 50, ..SAMPLE };
    let steps = forecast(&game("five-steps"), 20, &sample).unwrap();
    let exact: Vec<bool> = steps.stages.iter().map(|stage| stage.errors.is_none()).collect();
    // A layer cake can be there before the X: its stage is not what it would be alone.
    assert_eq!(exact, [true, true, true, false, true]);
    assert_eq!(steps.games, Some(50));
    assert!(forecast(&game("any-line"), 0, &sample).is_err());
}

#[test]
fn a_simulation_repeats_and_does_not_care_for_threads() {
    let play = |seed, threads, fixed_set| {
        let sample = Sample { games: 40, seed, fixed_set, threads };
        let stage = simulate(&game("and-single-single"), 70, &sample).unwrap().stages.remove(0);
        (stage.games_by_call, stage.winners, serde_json::to_string(&stage.figures).unwrap())
    };
    assert_eq!(play(1, 1, false), play(1, 3, false));
    assert_ne!(play(1, 1, false), play(2, 1, false));
    assert_ne!(play(1, 1, false), play(1, 1, true));
    assert_eq!(play(1, 3, true), play(1, 1, true));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3))]

    /// A mirrored pattern wins with mirrored marks.
    #[test]
    fn mirrored_patterns_are_as_likely(bits in prop::collection::vec(0_u32..1 << 25, 1..6)) {
        let shape = |turn: &dyn Fn(u32) -> u32| {
            let masks: Vec<Mask> = bits.iter().map(|bits| turned(*bits, turn)).collect();
            Wins::new(FreeSquare::Counts, &masks).shape().0
        };
        let plain = shape(&|square| square);
        prop_assert_eq!(&plain, &shape(&|square| 20 - square / 5 * 5 + square % 5));
        let Shape(mirrored) = Shape(shape(&|square| square / 5 * 5 + 4 - square % 5));
        for (place, sets) in plain.iter().enumerate() {
            let back = (0..5).map(|column| place / COUNTS.pow(column) % COUNTS).fold(0, |all, n| all * COUNTS + n);
            prop_assert!((sets - mirrored[back]).abs() < 0.5);
        }
    }
}

fn turned(bits: u32, turn: &dyn Fn(u32) -> u32) -> Mask {
    let squares = (0..25).filter(|square| bits >> square & 1 == 1);
    Mask::new(squares.fold(0, |bits, square| bits | 1 << turn(square))).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The order turned round makes Survivor of blackout, ball by ball.
    #[test]
    fn survivor_is_blackout_turned_round(seed: u64, cards in 2_u32..130) {
        let set = FixedSet::new(cards as usize, FreeSquare::Counts, &mut Dice::new(seed, 0));
        let calls = shuffled(seed);
        let back = std::array::from_fn(|ball| if ball == 75 { 0 } else { 76 - calls[ball] });
        let blackout = ends(&game("blackout"), cards, &set, &calls);
        let survivor = ends(&game("survivor"), cards, &set, &back);
        prop_assert_eq!(survivor.winners, blackout.winners);
        if blackout.winners > 1 {
            prop_assert_eq!(survivor.call + blackout.call, 76);
        } else {
            prop_assert!(survivor.call + blackout.call < 76);
        }
    }

    /// Other numbers on balls and cards, column by column, change nothing.
    #[test]
    fn numbers_are_only_names(seed: u64, cards in 2_u32..130) {
        let calls = shuffled(seed);
        let mut names: [u8; 76] = std::array::from_fn(|ball| u8::try_from(ball).unwrap());
        names.chunks_exact_mut(15).for_each(|column| Dice::new(!seed, 0).shuffle(column));
        let mut renamed = [0; 76];
        (0..76).for_each(|ball| renamed[usize::from(names[ball])] = calls[ball]);
        let set = FixedSet::new(cards as usize, FreeSquare::Counts, &mut Dice::new(seed, 0));
        for slug in ["any-line", "or-double-or-singles", "survivor"] {
            let plan = game(slug);
            let other = ends(&plan, cards, &set.renamed(&names), &renamed);
            prop_assert_eq!(ends(&plan, cards, &set, &calls), other);
        }
    }
}

fn shuffled(seed: u64) -> [u8; 76] {
    let mut order: Vec<u8> = (0..75).collect();
    Dice::new(seed, 1).shuffle(&mut order);
    let mut calls = [0; 76];
    order.iter().zip(1..).for_each(|(ball, call)| calls[usize::from(*ball)] = call);
    calls
}

fn ends(plan: &ForecastInput, cards: u32, set: &FixedSet, calls: &[u8; 76]) -> End {
    let game = Match::new(plan, cards);
    let mut scratch = game.scratch();
    game.find_calls(&mut Dice::new(0, 0), Some(set), calls, &mut scratch);
    game.ends(&scratch)[0]
}
