//! Published figures, and what must hold between figures.

use super::*;
use crate::domain::{Goal, Mask, Race, Way};

const SAMPLE: Sample = Sample { games: 2_000, seed: 1, fixed_set: false, threads: 2 };

fn game(slug: &str) -> Plan {
    plan(slug, Centre::Free).unwrap()
}

/// Figures that must be exact.
fn exact(plan: &Plan, cards: u32) -> Figures {
    let forecast = forecast(plan, cards, &SAMPLE).unwrap();
    assert!(forecast.games.is_none(), "estimated");
    forecast.stages.last().unwrap().figures.clone()
}

fn near(one: f64, other: f64, within: f64) {
    assert!((one - other).abs() <= within, "{one} is not {other} to within {within}");
}

#[test]
fn any_line_takes_as_long_as_published() {
    let lines = game("any-line");
    for (cards, mean, sd, percentiles, tie) in [
        (1, 41.3686, 9.8545, (28, 42, 54), 0.0),
        (50, 18.4873, 4.3360, (13, 19, 24), 0.1322),
        (200, 14.1810, 3.2740, (10, 14, 18), 0.1989),
    ] {
        let figures = exact(&lines, cards);
        near(figures.mean_calls, mean, 5e-5);
        near(figures.sd_calls, sd, 5e-5);
        near(figures.tie_probability, tie, 5e-5);
        assert_eq!((figures.p10, figures.median, figures.p90), percentiles);
    }
    near(exact(&lines, 500).mean_calls, 12.072, 5e-4);
}
