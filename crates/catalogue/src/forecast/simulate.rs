//! Many games with random cards, on all processors, always with the same result.

use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use super::aim::End;
use super::deal::FixedSet;
use super::dice::Dice;
use super::figures::{CALLS_MAX, Ending, Errors, Figures, WINNERS_TOLD};
use super::input::{ForecastInput, NotPlayable};
use super::play::Match;

/// The stream of the cards of a fixed set; games count from 0 and never get there.
const CARDS_STREAM: u64 = u64::MAX;

/// What to play.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Games, at least 1.
    pub games: u32,
    /// All chance follows from it.
    pub seed: u64,
    /// Whether all games are played with the same cards, as with a printed set.
    pub fixed_set: bool,
    /// Threads to play on; the result does not depend on it.
    pub threads: usize,
}

/// What happened.
#[derive(Clone, Debug)]
pub struct Simulated {
    /// Stage by stage; the last one ended the game.
    pub stages: Vec<StageSimulated>,
}

/// What happened in one stage.
#[derive(Clone, Debug)]
pub struct StageSimulated {
    /// Its figures. Calls are counted from the first ball of the game.
    pub figures: Figures,
    /// Their standard errors.
    pub errors: Errors,
    /// Games that ended with call 1, 2, … 75.
    pub games_by_call: Vec<u64>,
    /// Hands that won, all games together.
    pub winners: u64,
}

/// Plays games.
///
/// # Errors
/// [`NotPlayable`] when the plan makes no game.
///
/// # Panics
/// When a thread does: a bug.
pub fn simulate(plan: &ForecastInput, cards: u32, sample: &Sample) -> Result<Simulated, NotPlayable> {
    plan.check(cards)?;
    let game = Match::new(plan, cards);
    let mut dice = Dice::new(sample.seed, CARDS_STREAM);
    let set = sample.fixed_set.then(|| FixedSet::new(cards as usize, plan.free, &mut dice));
    let next = AtomicU32::new(0);
    let play = || {
        let mut scratch = game.scratch();
        let mut tallies = vec![Tally::default(); plan.stages.len()];
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            // Every thread goes one too far at most: the count cannot wrap below the limit of threads.
            if number >= sample.games {
                return tallies;
            }
            let mut dice = Dice::new(sample.seed, u64::from(number));
            let ends = game.play(&mut dice, set.as_ref(), &mut scratch);
            tallies.iter_mut().zip(ends).for_each(|(tally, end)| tally.add(end));
        }
    };
    let tallies = thread::scope(|scope| {
        let others: Vec<_> = (1..sample.threads).map(|_| scope.spawn(play)).collect();
        let mut tallies = play();
        for other in others {
            let others = other.join().expect("a player thread does not panic");
            tallies.iter_mut().zip(&others).for_each(|(tally, other)| tally.join(other));
        }
        tallies
    });
    Ok(Simulated { stages: tallies.iter().map(Tally::stage).collect() })
}

/// Whole numbers only, so that the order of games and threads cannot change a digit.
#[derive(Clone, Debug)]
struct Tally {
    by_call: [u64; CALLS_MAX + 1],
    by_winners: [u64; WINNERS_TOLD],
    winners: u64,
    winners_squared: u128,
}

impl Default for Tally {
    fn default() -> Self {
        Self { by_call: [0; CALLS_MAX + 1], by_winners: [0; WINNERS_TOLD], winners: 0, winners_squared: 0 }
    }
}

impl Tally {
    fn add(&mut self, end: End) {
        self.by_call[end.call] += 1;
        self.by_winners[(end.winners.max(1) as usize).min(WINNERS_TOLD) - 1] += 1;
        self.winners += u64::from(end.winners);
        self.winners_squared += u128::from(end.winners).pow(2);
    }

    fn join(&mut self, other: &Self) {
        self.by_call.iter_mut().zip(other.by_call).for_each(|(own, other)| *own += other);
        self.by_winners.iter_mut().zip(other.by_winners).for_each(|(own, other)| *own += other);
        self.winners += other.winners;
        self.winners_squared += other.winners_squared;
    }

    fn stage(&self) -> StageSimulated {
        let games = real(self.by_call.iter().sum::<u64>().max(1));
        let ties = self.by_winners[1..].iter().sum();
        let mean_winners = real(self.winners) / games;
        let figures = Figures::of(&Ending {
            calls: self.by_call.map(|count| real(count) / games),
            tie: real(ties) / games,
            winners: mean_winners,
            exactly: Some(self.by_winners.map(|count| real(count) / games)),
        });
        let by = |call: usize| self.by_call[..=call].iter().sum();
        let squared = real(u64::try_from(self.winners_squared).unwrap_or(u64::MAX)) / games;
        let errors = Errors {
            mean_calls: figures.sd_calls / games.sqrt(),
            sd_calls: self.sd_error(&figures, games),
            tie_probability: share_error(ties, games),
            expected_winners: ((squared - mean_winners.powi(2)).max(0.0) / games).sqrt(),
            cdf: (1..=CALLS_MAX).map(|call| share_error(by(call), games)).collect(),
        };
        let (games_by_call, winners) = (self.by_call[1..].to_vec(), self.winners);
        StageSimulated { figures, errors, games_by_call, winners }
    }

    /// Standard error of a standard deviation, from the fourth moment.
    fn sd_error(&self, figures: &Figures, games: f64) -> f64 {
        let variance = figures.sd_calls.powi(2);
        if variance == 0.0 {
            return 0.0;
        }
        let fourth =
            |(call, count): (u8, &u64)| (f64::from(call) - figures.mean_calls).powi(4) * real(*count);
        let fourth = (0..).zip(&self.by_call).map(fourth).sum::<f64>() / games;
        ((fourth - variance.powi(2)).max(0.0) / (4.0 * variance * games)).sqrt()
    }
}

/// Standard error of a share. One more game of either kind is supposed, so that a thing never seen is
/// not taken for impossible.
fn share_error(count: u64, games: f64) -> f64 {
    let share = (real(count) + 1.0) / (games + 2.0);
    (share * (1.0 - share) / games).sqrt()
}

#[allow(clippy::cast_precision_loss, reason = "counts beyond 2^53 would take years to play")]
fn real(count: u64) -> f64 {
    count as f64
}
