//! First to complete: how long it takes and how many do it with one ball.

use super::chance::{COLUMN, State, choose, walk};
use super::figures::{CALLS_MAX, Ending, Sum, WINNERS_TOLD};
use domain::Start;

/// Chances below this add nothing to any figure, however many hands and states there are.
const NEGLIGIBLE: f64 = 1e-30;

/// The end of a race between hands, each of which has won with chance `won[state]`.
///
/// With c the state before a ball and c' the one after it, a hand that has not won before (chance
/// q = 1 − p(c)) wins with this ball with chance d = p(c') − p(c), whatever the others do. So the ball
/// brings k first winners with chance C(H, k) dᵏ (1 − p(c'))ᴴ⁻ᵏ, and H·d·qᴴ⁻¹ winners on average.
pub(super) fn race(won: &[f64], hands: u32, start: Start) -> Ending {
    let race = Race::new(won, hands);
    let mut tally = Tally {
        calls: [Sum::default(); CALLS_MAX + 1],
        tie: Sum::default(),
        winners: Sum::default(),
        exactly: [Sum::default(); WINNERS_TOLD],
    };
    for draw in draws(start) {
        let mut ends = [Sum::default(); CALLS_MAX + 1];
        walk(draw.out, |visit| {
            if visit.drawn == draw.look {
                ends[visit.drawn].add(tally.ball(&race, visit.chance * draw.chance, None, visit.state));
            }
            if visit.drawn >= draw.look && race.none[visit.state] > NEGLIGIBLE {
                let from = Some(visit.state);
                let end = &mut ends[visit.drawn + 1];
                visit.next(|chance, to| end.add(tally.ball(&race, chance * draw.chance, from, to)));
            }
        });
        draw.by_call(&ends.map(Sum::value), &mut tally.calls);
    }
    tally.ending()
}

/// Chances by state.
struct Race {
    /// A given hand has won; rounding must not take it beyond 1.
    won: Vec<f64>,
    hands: f64,
    /// No hand has won.
    none: Vec<f64>,
    /// No hand but one has won; that one may have.
    none_else: Vec<f64>,
}

impl Race {
    fn new(won: &[f64], hands: u32) -> Self {
        let won: Vec<f64> = won.iter().map(|won| won.min(1.0)).collect();
        let without = |hands: u32| won.iter().map(|won| not_by_any(*won, f64::from(hands))).collect();
        let (none, none_else) = (without(hands), without(hands - 1));
        Self { won, hands: f64::from(hands), none, none_else }
    }
}

/// (1 − p)ᴴ without losing the digits of a small p.
pub(super) fn not_by_any(chance: f64, hands: f64) -> f64 {
    if hands == 0.0 { 1.0 } else { (hands * (-chance.clamp(0.0, 1.0)).ln_1p()).exp() }
}

struct Tally {
    calls: [Sum; CALLS_MAX + 1],
    tie: Sum,
    winners: Sum,
    exactly: [Sum; WINNERS_TOLD],
}

impl Tally {
    /// Counts a ball that leads from one state (`None`: nobody looked before) to another with this
    /// chance. Returns the part of the chance with which it ends the race.
    fn ball(&mut self, race: &Race, chance: f64, from: Option<State>, to: State) -> f64 {
        let (won, none, none_else) =
            from.map_or((0.0, 1.0, 1.0), |from| (race.won[from], race.none[from], race.none_else[from]));
        let wins = (race.won[to] - won).max(0.0);
        if wins == 0.0 {
            return 0.0;
        }
        self.winners.add(chance * race.hands * wins * none_else);
        chance * self.share_out(race, chance, wins, none - race.none[to], to)
    }

    /// Counts a ball by number of winners: k = 1, 2, …, each from the one before it; what is left of
    /// `ends` after [`WINNERS_TOLD`] − 1 belongs to all the others. Returns the chance that the ball
    /// ends the race: the sum, as `ends` is a difference that loses the digits of a small one.
    fn share_out(&mut self, race: &Race, chance: f64, wins: f64, ends: f64, to: State) -> f64 {
        let odds = wins / (1.0 - race.won[to]);
        let everybody = if odds.is_finite() { 0.0 } else { ends };
        let mut exactly = race.hands * wins * race.none_else[to];
        let mut sum = 0.0;
        for (k, told) in (1_u8..).map(f64::from).zip(&mut self.exactly[..WINNERS_TOLD - 1]) {
            let last = k >= race.hands;
            let exact = if last && k > 1.0 { exactly.max(everybody) } else { exactly };
            told.add(chance * exact);
            if k > 1.0 {
                self.tie.add(chance * exact);
            }
            sum += exact;
            exactly = if everybody > 0.0 { 0.0 } else { exactly * odds * (race.hands - k) / (k + 1.0) };
            // From here on each is less than half of the one before.
            let dwindles = exactly < sum * f64::EPSILON / 4.0 && odds * race.hands < 1.0;
            if last || dwindles {
                return sum;
            }
        }
        let left = (ends - sum).max(0.0);
        self.exactly[WINNERS_TOLD - 1].add(chance * left);
        self.tie.add(chance * left);
        sum + left
    }

    fn ending(self) -> Ending {
        Ending {
            calls: self.calls.map(Sum::value),
            tie: self.tie.value(),
            winners: self.winners.value(),
            exactly: Some(self.exactly.map(Sum::value)),
        }
    }
}

/// One way the draw can begin.
struct Draw {
    /// Its chance.
    chance: f64,
    /// Numbers of each column that are out before the first ball that is waited for.
    out: [u8; 5],
    /// Balls after that when winners are looked for first.
    look: usize,
    /// Calls made by then, apart from those balls.
    calls: usize,
    /// Balls in the draw that mark nothing new.
    idle: u8,
}

fn draws(start: Start) -> Vec<Draw> {
    match start {
        Start::FirstBall => vec![Draw { chance: 1.0, out: [0; 5], look: 1, calls: 0, idle: 0 }],
        Start::PreDrawn(balls) => {
            vec![Draw { chance: 1.0, out: [0; 5], look: usize::from(balls.max(1)), calls: 0, idle: 0 }]
        }
        Start::Wild => wild_draws(),
    }
}

/// The last digits of the first ball, those that mark as many of each column as one.
fn wild_draws() -> Vec<Draw> {
    let mut draws: Vec<Draw> = vec![];
    for digit in 0..10 {
        let mut out = [0; 5];
        (1..=5 * COLUMN).filter(|number| number % 10 == digit).for_each(|number| {
            out[usize::from((number - 1) / COLUMN)] += 1;
        });
        let marked = out.iter().sum::<u8>();
        let chance = f64::from(marked) / f64::from(5 * COLUMN);
        match draws.iter_mut().find(|draw| draw.out == out) {
            Some(same) => same.chance += chance,
            None => draws.push(Draw { chance, out, look: 0, calls: 1, idle: marked - 1 }),
        }
    }
    draws
}

impl Draw {
    /// Turns chances by number of balls waited for into chances by call: among them come idle balls.
    fn by_call(&self, ends: &[f64; CALLS_MAX + 1], calls: &mut [Sum; CALLS_MAX + 1]) {
        let left = 5 * COLUMN - self.out.iter().sum::<u8>();
        for (drawn, chance) in (0..=left).zip(ends) {
            for idle in 0..=self.idle {
                // Draws in which so many idle balls come before the last of those waited for.
                let before = if drawn == 0 {
                    f64::from(u8::from(idle == 0))
                } else {
                    choose(drawn + idle - 1, idle) * choose(left + self.idle - drawn - idle, self.idle - idle)
                        / choose(left + self.idle, self.idle)
                };
                if *chance > 0.0 && before > 0.0 {
                    calls[self.calls + usize::from(drawn + idle)].add(chance * before);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wild_ball_marks_eight_numbers_for_digits_one_to_five_and_seven_for_the_others() {
        let draws = wild_draws();
        let found: Vec<_> = draws.iter().map(|draw| (draw.out, draw.idle)).collect();
        assert_eq!(found, [([1, 2, 1, 2, 1], 6), ([2, 1, 2, 1, 2], 7)]);
        assert!((draws[0].chance - 35.0 / 75.0).abs() < 1e-12);
    }

    #[test]
    fn idle_balls_are_shared_out_over_the_draw() {
        let draw = &wild_draws()[1];
        let mut ends = [0.0; CALLS_MAX + 1];
        ends[67] = 1.0;
        let mut calls = [Sum::default(); CALLS_MAX + 1];
        draw.by_call(&ends, &mut calls);
        let calls = calls.map(Sum::value);
        // The last live ball is the very last of 74 after the first with chance 67/74.
        assert!((calls[75] - 67.0 / 74.0).abs() < 1e-12);
        assert!((calls.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
