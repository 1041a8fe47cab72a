//! What is said about a stage: one set of figures, however it was come by.

use serde::Serialize;

/// Balls of a draw.
pub const CALLS_MAX: usize = 75;

/// Numbers of winners told apart; the last one stands for "so many or more".
pub(super) const WINNERS_TOLD: usize = 10;

/// How long a stage lasts and how it ends.
///
/// A stage ends with the ball that brings its first winner; everybody who wins with that ball wins.
#[derive(Clone, Debug, Serialize)]
pub struct Figures {
    /// Average number of calls.
    pub mean_calls: f64,
    /// Standard deviation of the number of calls.
    pub sd_calls: f64,
    /// In a tenth of all games the stage is over by this call.
    pub p10: u8,
    /// In half of all games the stage is over by this call.
    pub median: u8,
    /// In nine tenths of all games the stage is over by this call.
    pub p90: u8,
    /// Chance of two or more winners.
    pub tie_probability: f64,
    /// Average number of winners.
    pub expected_winners: f64,
    /// Chance of a winner by call 1, 2, … 75.
    pub cdf: Vec<f64>,
    /// Chance of exactly 1, 2, … 9 and of 10 or more winners, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub winners: Option<Vec<f64>>,
}

/// Standard errors of estimated figures.
#[derive(Clone, Debug, Serialize)]
pub struct Errors {
    /// Of `mean_calls`.
    pub mean_calls: f64,
    /// Of `sd_calls`.
    pub sd_calls: f64,
    /// Of `tie_probability`.
    pub tie_probability: f64,
    /// Of `expected_winners`.
    pub expected_winners: f64,
    /// Of each figure of `cdf`.
    pub cdf: Vec<f64>,
}

/// What ends a stage and when, before it is put into figures.
#[derive(Clone, Debug)]
pub(super) struct Ending {
    /// Chance that the stage ends with call n; index 0 is not used.
    pub(super) calls: [f64; CALLS_MAX + 1],
    /// Chance of two or more winners.
    pub(super) tie: f64,
    /// Average number of winners.
    pub(super) winners: f64,
    /// Chance of exactly 1, 2, … winners.
    pub(super) exactly: Option<[f64; WINNERS_TOLD]>,
}

impl Figures {
    pub(super) fn of(ending: &Ending) -> Self {
        let moment = |f: &dyn Fn(f64) -> f64| {
            let mut sum = Sum::default();
            (0_u8..).zip(&ending.calls).for_each(|(call, chance)| sum.add(chance * f(f64::from(call))));
            sum.value()
        };
        let mean = moment(&|call| call);
        let mut cdf = Vec::with_capacity(CALLS_MAX);
        let mut sum = Sum::default();
        for chance in &ending.calls[1..] {
            sum.add(*chance);
            cdf.push(sum.value().clamp(0.0, 1.0));
        }
        let by = |part: f64| percentile(&cdf, part);
        Self {
            mean_calls: mean,
            sd_calls: moment(&|call| (call - mean).powi(2)).max(0.0).sqrt(),
            p10: by(0.1),
            median: by(0.5),
            p90: by(0.9),
            tie_probability: ending.tie.clamp(0.0, 1.0),
            expected_winners: ending.winners,
            winners: ending.exactly.map(Vec::from),
            cdf,
        }
    }
}

/// The first call by which the stage is over in at least this part of all games.
fn percentile(cdf: &[f64], part: f64) -> u8 {
    // A figure that is the part exactly may have lost its last digit on the way.
    let before = cdf.iter().take_while(|chance| **chance < part - 1e-12).count();
    u8::try_from(before + 1).map_or(75, |call| call.min(75))
}

/// A sum that keeps what each addition rounds off (Neumaier).
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    #[inline]
    pub(super) fn add(&mut self, value: f64) {
        let next = self.sum + value;
        self.lost +=
            if self.sum.abs() >= value.abs() { (self.sum - next) + value } else { (value - next) + self.sum };
        self.sum = next;
    }

    pub(super) fn value(self) -> f64 {
        self.sum + self.lost
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_keeps_what_is_rounded_off() {
        let mut sum = Sum::default();
        for value in [1.0, 1e100, 1.0, -1e100] {
            sum.add(value);
        }
        assert!((sum.value() - 2.0).abs() < 1e-15);
    }

    #[test]
    fn figures_follow_from_the_chance_of_each_call() {
        let mut calls = [0.0; CALLS_MAX + 1];
        (calls[4], calls[8], calls[75]) = (0.1, 0.4, 0.5);
        let figures = Figures::of(&Ending { calls, tie: 0.25, winners: 1.5, exactly: None });
        assert!((figures.mean_calls - 41.1).abs() < 1e-12);
        assert!(
            (figures.sd_calls
                - (0.1 * 37.1_f64.powi(2) + 0.4 * 33.1_f64.powi(2) + 0.5 * 33.9_f64.powi(2)).sqrt())
            .abs()
                < 1e-12
        );
        assert_eq!((figures.p10, figures.median, figures.p90), (4, 8, 75));
        assert!((figures.cdf[7] - 0.5).abs() < 1e-15 && figures.cdf[2] == 0.0);
        assert_eq!(figures.cdf.len(), 75);
    }
}
