//! How long the disk takes to make entries durable, measured on the commits of the night itself.

use std::collections::VecDeque;

/// Commits kept: enough for a 99th percentile, and none of last week.
const SAVES_MAX: usize = 500;

/// The newest commits, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Saves(VecDeque<(i64, u64)>);

impl Saves {
    #[cfg(test)]
    pub(crate) fn of(commits: impl Iterator<Item = (i64, u64)>) -> Self {
        let mut saves = Self::default();
        for (at_ms, took_us) in commits {
            saves.add(at_ms, took_us);
        }
        saves
    }

    /// Adds a commit: box time in ms, and how long the disk took, µs.
    pub(super) fn add(&mut self, at_ms: i64, took_us: u64) {
        if self.0.len() == SAVES_MAX {
            self.0.pop_front();
        }
        self.0.push_back((at_ms, took_us));
    }

    /// Box time of the oldest commit, ms.
    #[must_use]
    pub fn since_ms(&self) -> Option<i64> {
        self.0.front().map(|(at_ms, _)| *at_ms)
    }

    /// How long each commit took, µs.
    #[must_use]
    pub fn took_us(&self) -> Vec<u64> {
        self.0.iter().map(|(_, took_us)| *took_us).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_commits_are_forgotten() {
        let saves = Saves::default();
        assert_eq!((saves.since_ms(), saves.took_us()), (None, vec![]));
        let saves = Saves::of((0..).take(SAVES_MAX + 3).map(|at_ms| (at_ms, 7)));
        assert_eq!((saves.since_ms(), saves.took_us().len()), (Some(3), SAVES_MAX));
    }
}
