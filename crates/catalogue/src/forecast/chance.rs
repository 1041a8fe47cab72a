//! Chances by how many numbers of each column are out.
//!
//! A random card has random numbers of each column in random order, so all that matters of the balls
//! called is how many of each column they are: 16⁵ states, and given one, cards are independent.

use super::marks::{COUNTS, Shape};

/// How many numbers of each column are out, 0 to 15: four bits each, B highest.
pub(super) type State = usize;

/// Number of states.
pub(super) const STATES: usize = 1 << 20;

/// Balls of a column.
pub(super) const COLUMN: u8 = 15;

/// What one ball of a column adds to a state.
pub(super) const STEP: [usize; 5] = [1 << 16, 1 << 12, 1 << 8, 1 << 4, 1];

/// Numbers out of each column.
pub(super) fn columns(state: State) -> [u8; 5] {
    STEP.map(|step| u8::try_from((state / step) & 15).expect("four bits"))
}

/// Given, in each state, that the marks of a card are among those counted by `shape`.
///
/// Of a column with k squares, c of whose 15 numbers are out, each set of m squares is marked (and the
/// other k − m are not) with chance C(15 − k, c − m) / C(15, c). One column at a time is summed up.
pub(super) fn by_state(shape: &Shape, numbers: [u8; 5]) -> Vec<f64> {
    let mut values = shape.0.clone();
    for squares in numbers {
        let given = marked(squares);
        let rest = values.len() / COUNTS;
        let mut next = Vec::with_capacity(rest * 16);
        for place in 0..rest {
            let mut chances = [0.0; 16];
            for (marks, given) in given.iter().enumerate() {
                let sets = values[marks * rest + place];
                if sets != 0.0 {
                    chances.iter_mut().zip(given).for_each(|(chance, given)| *chance += sets * given);
                }
            }
            next.extend(chances);
        }
        // The first column has become the last: after five turns they stand in order again.
        values = next;
    }
    values
}

/// Chance in each state that a card has none of its numbers called.
pub(super) fn untouched(numbers: [u8; 5]) -> Vec<f64> {
    let given = numbers.map(|squares| marked(squares)[0]);
    (0..STATES)
        .map(|state| columns(state).iter().zip(&given).map(|(&out, given)| given[usize::from(out)]).product())
        .collect()
}

/// `[m][c]`: chance that a given set of m of a column's squares is what is marked of it when c of its
/// numbers are out.
fn marked(squares: u8) -> [[f64; 16]; COUNTS] {
    let mut given = [[0.0; 16]; COUNTS];
    for marks in 0..=squares {
        for out in marks..=COLUMN - squares + marks {
            given[usize::from(marks)][usize::from(out)] =
                choose(COLUMN - squares, out - marks) / choose(COLUMN, out);
        }
    }
    given
}

/// One state on the way from `out` (numbers of each column that are out when it begins) to the last ball.
pub(super) struct Visit {
    /// Balls drawn on the way so far.
    pub(super) drawn: usize,
    /// Chance to pass here.
    pub(super) chance: f64,
    /// Where.
    pub(super) state: State,
    columns: [u8; 5],
    left: u8,
}

impl Visit {
    /// Goes to every state the next ball can lead to, with the chance to come here and go there.
    pub(super) fn next(&self, mut go: impl FnMut(f64, State)) {
        let chance = self.chance / f64::from(self.left);
        // Plain loops, here and in `walk`: a million states are passed in every test as well.
        for (column, step) in STEP.into_iter().enumerate() {
            let out = self.columns[column];
            if out < COLUMN {
                go(chance * f64::from(COLUMN - out), self.state + step);
            }
        }
    }
}

/// Visits every state that can be reached from `out`.
pub(super) fn walk(out: [u8; 5], mut visit: impl FnMut(&Visit)) {
    let left = 5 * COLUMN - out.iter().sum::<u8>();
    let ways = out.map(|out| {
        let mut ways = [0.0; 16];
        (out..=COLUMN).for_each(|to| ways[usize::from(to)] = choose(COLUMN - out, to - out));
        ways
    });
    let orders: Vec<f64> = (0..=left).map(|drawn| choose(left, drawn)).collect();
    for state in 0..STATES {
        let columns = columns(state);
        let (mut all, mut drawn) = (1.0, left);
        for (&to, ways) in columns.iter().zip(&ways) {
            all *= ways[usize::from(to)];
            drawn += to;
        }
        if all > 0.0 {
            let drawn = drawn - 5 * COLUMN;
            let chance = all / orders[usize::from(drawn)];
            visit(&Visit { drawn: drawn.into(), chance, state, columns, left: left - drawn });
        }
    }
}

/// C(n, k); exact while it has at most 53 bits, and to the last digit or two beyond.
pub(super) fn choose(n: u8, k: u8) -> f64 {
    if k > n {
        return 0.0;
    }
    (0..k.min(n - k)).fold(1.0, |ways, i| ways * f64::from(n - i) / f64::from(i + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::FreeSquare;

    use crate::forecast::marks::Wins;
    use domain::Mask;

    #[test]
    fn chances_of_one_square_set_are_the_closed_form() {
        // Two squares of column B and one of O, with 7 and 3 of their numbers out.
        let mask = Mask::new(1 | 1 << 5 | 1 << 4).unwrap();
        let chances = by_state(&Wins::new(FreeSquare::Counts, &[mask]).shape(), [5, 5, 4, 5, 5]);
        let state = 7 * STEP[0] + 4 * STEP[2] + 3;
        assert!((chances[state] - 7.0 * 6.0 / (15.0 * 14.0) * 3.0 / 15.0).abs() < 1e-15);
        assert!((chances[STATES - 1] - 1.0).abs() < 1e-12);
        assert_eq!(columns(state), [7, 0, 4, 0, 3]);
    }

    #[test]
    fn a_card_is_untouched_when_all_its_numbers_are_among_the_others() {
        let chances = untouched([5, 5, 4, 5, 5]);
        assert!((chances[STEP[2]] - 11.0 / 15.0).abs() < 1e-15);
        assert!(chances[11 * STEP[0]] == 0.0 && chances[10 * STEP[0]] > 0.0);
    }

    #[test]
    fn every_draw_passes_one_state_after_each_ball_and_leaves_it_one_way() {
        let mut here = [0.0; 76];
        let mut onward = [0.0; 76];
        walk([2, 1, 2, 1, 2], |visit| {
            here[visit.drawn] += visit.chance;
            visit.next(|chance, _| onward[visit.drawn] += chance);
        });
        assert!(here[..=67].iter().all(|chance| (chance - 1.0).abs() < 1e-12), "{here:?}");
        assert!(onward[..67].iter().all(|chance| (chance - 1.0).abs() < 1e-12), "{onward:?}");
        assert_eq!((here[68], onward[67]), (0.0, 0.0));
    }

    #[test]
    fn binomials_are_exact() {
        assert!([choose(15, 5) - 3003.0, choose(75, 1) - 75.0, choose(3, 4)].iter().all(|off| *off == 0.0));
        assert!((choose(75, 5) - 17_259_390.0).abs() < 1e-6);
    }
}
