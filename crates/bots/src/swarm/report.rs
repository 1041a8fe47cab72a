//! What the load driver found, as JSON.

use serde::{Deserialize, Serialize};

/// Where most, nearly all and all of something lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    /// Half of it is not above this.
    pub p50: i64,
    /// 99 of 100 are not above this.
    pub p99: i64,
    /// None is above this.
    pub max: i64,
}

impl Spread {
    /// The spread of some measurements; all zero for none.
    #[must_use]
    pub fn of(mut values: Vec<i64>) -> Self {
        values.sort_unstable();
        let at = |percent: usize| {
            let rank = (values.len() * percent).div_ceil(100).max(1);
            values.get(rank - 1).copied().unwrap_or_default()
        };
        Self { p50: at(50), p99: at(99), max: at(100) }
    }
}

/// Everybody comes at once.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Coming {
    /// From the first connection to the last phone that has its first message, ms.
    pub all_ms: f64,
    /// Phones a second.
    pub per_s: f64,
    /// From the first connection of all to each phone's first message, µs.
    pub each_us: Spread,
    /// Processor time of the server for each phone, µs.
    pub server_cpu_us: f64,
}

/// One ball on its way to every phone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BallTimes {
    /// Call number.
    pub call: u8,
    /// From the commit (bare reference: the broadcast) to each phone, µs.
    pub after_commit_us: Spread,
    /// From the caller's press to each phone, µs.
    pub from_press_us: Spread,
}

/// What one run found.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// What was measured.
    pub target: String,
    /// Phones.
    pub phones: usize,
    /// Balls called while phones listened.
    pub balls: u8,
    /// The first time.
    pub join: Coming,
    /// All balls together.
    pub after_commit_us: Spread,
    /// All balls together, from the press.
    pub from_press_us: Spread,
    /// Processor time of the server for each ball and phone, µs.
    pub server_cpu_us_per_delivery: f64,
    /// Every ball.
    pub each_ball: Vec<BallTimes>,
    /// After all links were cut at once.
    pub reconnect: Coming,
    /// Balls that a phone never got.
    pub missed: usize,
    /// Balls that a phone got twice, or in a place where another stood.
    pub doubled: usize,
    /// Anything else that did not fit; the first of them in words.
    pub faults: Vec<String>,
    /// Server's resident memory before the phones came, KiB.
    pub rss_before_kib: u64,
    /// With all phones listening, KiB.
    pub rss_after_kib: u64,
    /// The difference, for each phone.
    pub kib_per_phone: f64,
}

impl Report {
    /// Whether every phone has every ball exactly once.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.missed == 0 && self.doubled == 0 && self.faults.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_by_nearest_rank() {
        assert_eq!(Spread::of((1..=200).rev().collect()), Spread { p50: 100, p99: 198, max: 200 });
        assert_eq!(Spread::of(vec![7]), Spread { p50: 7, p99: 7, max: 7 });
        assert_eq!(Spread::of(vec![]), Spread::default());
    }
}
