//! Last one standing, alone or with a pattern raced beside it.

use super::chance::walk;
use super::figures::{CALLS_MAX, Ending, Sum};
use super::race::not_by_any;

/// Chances of one hand, by state. A hand is standing, out, or out and complete.
pub(super) struct Standing<'a> {
    /// Not all its cards are turned over.
    pub(super) standing: &'a [f64],
    /// It has completed the pattern raced beside; none when there is no such pattern. A pattern must
    /// need two numbers, so that no ball turns a card over and completes it.
    pub(super) complete: Option<&'a [f64]>,
}

/// One hand before and after a ball that has not completed the pattern before.
struct Step {
    /// Standing before and after.
    stays: f64,
    /// Turned over by this ball.
    falls: f64,
    /// Out before, completes the pattern with this ball.
    completes: f64,
    /// Out before and not complete after.
    rests: f64,
}

/// The end of a game that is over when at most one hand stands or the first one is complete.
///
/// Hands are independent given the state, so every chance is a sum over what H hands like
/// [`Step`] do. Nothing is decided before the first ball; a single hand has won with it.
pub(super) fn last_standing(chances: &Standing<'_>, hands: u32) -> Ending {
    if hands < 2 {
        let mut calls = [0.0; CALLS_MAX + 1];
        calls[1] = 1.0;
        return Ending { calls, tie: 0.0, winners: 1.0, exactly: None };
    }
    let others = f64::from(hands - 1);
    let at = |state: usize| (chances.standing[state], chances.complete.map_or(0.0, |chance| chance[state]));
    let open_at = |(standing, complete)| two_stand(standing, complete, others + 1.0);
    let open: Vec<f64> = (0..chances.standing.len()).map(|state| open_at(at(state))).collect();
    let mut calls = [Sum::default(); CALLS_MAX + 1];
    let (mut tie, mut winners) = (Sum::default(), Sum::default());
    walk([0; 5], |visit| {
        if open[visit.state] <= 0.0 {
            return;
        }
        let before = at(visit.state);
        visit.next(|chance, next| {
            let after = at(next);
            let step = Step {
                stays: after.0,
                falls: (before.0 - after.0).max(0.0),
                completes: (after.1 - before.1).max(0.0),
                rests: (1.0 - before.0 - after.1).max(0.0),
            };
            let ends = (open[visit.state] - open[next]).max(0.0);
            calls[visit.drawn + 1].add(chance * ends);
            tie.add(chance * (ends - step.one_winner(others)).max(0.0));
            winners.add(chance * step.winners(others));
        });
    });
    Ending { calls: calls.map(Sum::value), tie: tie.value(), winners: winners.value(), exactly: None }
}

impl Step {
    /// Chance that this ball ends an undecided game with exactly one winner.
    fn one_winner(&self, others: f64) -> f64 {
        let hands = others + 1.0;
        let complete = 1.0 - self.stays - self.falls - self.rests;
        // It completes the pattern, the others do not, and at least two of them stand.
        let completes = self.completes * two_stand(self.stays, complete, others);
        // It stands, no other does or completes the pattern, and at least one fell just now.
        let stands = not_by_any(complete + self.stays, others) - not_by_any(1.0 - self.rests, others);
        hands * (completes + self.stays * stands)
    }

    /// Average number of winners of a game this ball ends, times the chance that it does.
    fn winners(&self, others: f64) -> f64 {
        let hands = others + 1.0;
        let standing = self.stays + self.falls;
        let complete = 1.0 - standing - self.completes - self.rests;
        let completes = self.completes * two_stand(standing, complete, others);
        // It stood before; no other stands now, and at least one did before.
        let last = not_by_any(complete + self.stays, others) - not_by_any(complete + standing, others);
        hands * (completes + standing * last)
    }
}

/// Chance that of so many hands none is complete and at least two stand.
fn two_stand(standing: f64, complete: f64, hands: f64) -> f64 {
    let none_complete = not_by_any(complete, hands);
    let none = not_by_any(complete + standing, hands);
    let one = if hands > 0.0 { hands * standing * not_by_any(complete + standing, hands - 1.0) } else { 0.0 };
    (none_complete - none - one).max(0.0)
}
