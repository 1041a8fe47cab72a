//! Goals made ready for a simulation, and how the calls of the cards end a stage.

use super::deal::{Block, LANES};
use super::figures::CALLS_MAX;
use super::input::{hands_of, least};
use domain::{CENTRE, FreeSquare, Goal, Mask, Race, Way};

/// Something a single card is waiting for.
#[derive(PartialEq, Eq)]
pub(super) enum Pattern {
    /// To contain one of these square sets.
    Complete(Vec<Vec<usize>>),
    /// To have its first number called.
    Touched(Vec<usize>),
}

/// A goal with its patterns as indices.
pub(super) struct Aim {
    hand: usize,
    hands: usize,
    wins: Wins,
}

enum Wins {
    /// The one pattern that single cards wait for: most games.
    Single(usize),
    /// Any of these ways.
    Any(Vec<Ways>),
    /// The last one whose cards are not all touched.
    LastStanding(usize),
}

enum Ways {
    /// Place in the hand and pattern.
    Boards(Vec<(usize, usize)>),
    /// So many cards, and pattern.
    AnyCards(usize, usize),
}

/// How a stage ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// The call that ended it.
    pub(super) call: usize,
    /// Hands that won with it.
    pub(super) winners: u32,
}

/// Hands by the call with which something happened to them.
type ByCall = [u32; CALLS_MAX + 1];

impl Pattern {
    fn complete(centre: FreeSquare, masks: &[Mask]) -> Self {
        let squares = |mask: &Mask| (0..25).filter(|square| mask.bits() >> square & 1 == 1).collect();
        Self::Complete(least(masks, centre).iter().map(squares).collect())
    }

    fn touched(centre: FreeSquare) -> Self {
        Self::Touched((0..25).filter(|&square| centre == FreeSquare::None || square != CENTRE).collect())
    }

    /// The call each card of the block has it with.
    pub(super) fn calls(&self, block: &Block) -> [u8; LANES] {
        let mut first = [u8::MAX; LANES];
        let mut keep_first = |calls: &[u8; LANES]| {
            first.iter_mut().zip(calls).for_each(|(first, call)| *first = (*first).min(*call));
        };
        match self {
            Self::Complete(masks) => {
                for mask in masks {
                    let mut last = [0; LANES];
                    for &square in mask {
                        last.iter_mut()
                            .zip(&block[square])
                            .for_each(|(last, call)| *last = (*last).max(*call));
                    }
                    keep_first(&last);
                }
            }
            Self::Touched(squares) => squares.iter().for_each(|&square| keep_first(&block[square])),
        }
        first
    }
}

impl Aim {
    pub(super) fn new(centre: FreeSquare, goal: &Goal, cards: u32, patterns: &mut Vec<Pattern>) -> Self {
        let mut index = |pattern: Pattern| {
            patterns.iter().position(|known| *known == pattern).unwrap_or_else(|| {
                patterns.push(pattern);
                patterns.len() - 1
            })
        };
        let mut complete = |masks: &[Mask]| index(Pattern::complete(centre, masks));
        let wins = match (goal.race, &goal.ways[..]) {
            (Race::LastStanding, _) => Wins::LastStanding(index(Pattern::touched(centre))),
            (Race::Complete, [Way::Boards(boards)]) if goal.hand == 1 && boards.len() == 1 => {
                Wins::Single(complete(&boards[0].masks))
            }
            (Race::Complete, ways) => {
                let ways = ways.iter().map(|way| match way {
                    Way::Boards(boards) => Ways::Boards(
                        boards.iter().map(|board| (board.place.into(), complete(&board.masks))).collect(),
                    ),
                    Way::AnyCards { need, masks } => Ways::AnyCards((*need).into(), complete(masks)),
                });
                Wins::Any(ways.collect())
            }
        };
        Self { hand: goal.hand.into(), hands: hands_of(goal, cards) as usize, wins }
    }

    /// How the goal ends a stage that opened with this call.
    pub(super) fn end(&self, calls: &[Vec<u8>], opened: usize) -> End {
        let mut hands: ByCall = [0; CALLS_MAX + 1];
        match &self.wins {
            Wins::Single(pattern) => {
                calls[*pattern].iter().for_each(|call| hands[usize::from(*call)] += 1);
                first_complete(&hands, opened)
            }
            Wins::Any(ways) => {
                let mut sorted = Vec::with_capacity(self.hand);
                for first in (0..self.hands).map(|hand| hand * self.hand) {
                    let won = |way: &Ways| way.won(calls, first..first + self.hand, &mut sorted);
                    let call = ways.iter().map(won).min().expect("a checked goal has a way");
                    hands[usize::from(call)] += 1;
                }
                first_complete(&hands, opened)
            }
            Wins::LastStanding(touched) => {
                for hand in calls[*touched].chunks_exact(self.hand) {
                    let out = hand.iter().max().expect("a hand has a card");
                    hands[usize::from(*out)] += 1;
                }
                last_standing(&hands, opened)
            }
        }
    }
}

impl Ways {
    /// The call with which the hand of these cards has won this way.
    fn won(&self, calls: &[Vec<u8>], hand: std::ops::Range<usize>, sorted: &mut Vec<u8>) -> u8 {
        match self {
            Self::Boards(boards) => {
                let calls = boards.iter().map(|(place, pattern)| calls[*pattern][hand.start + place]);
                calls.max().expect("a checked way has a board")
            }
            Self::AnyCards(need, pattern) => {
                sorted.clear();
                sorted.extend(&calls[*pattern][hand]);
                sorted.sort_unstable();
                sorted[need - 1]
            }
        }
    }
}

/// A stage is over with its first winner, or as soon as it opens when somebody has won already; then
/// everybody who has wins.
fn first_complete(hands: &ByCall, opened: usize) -> End {
    let first = hands.iter().position(|hands| *hands > 0).unwrap_or(CALLS_MAX);
    let call = first.max(opened);
    End { call, winners: hands[..=call].iter().sum() }
}

/// Over when at most one hand stands. When none does, those that went out last win.
fn last_standing(hands: &ByCall, opened: usize) -> End {
    let mut left: u32 = hands.iter().sum();
    let mut last = 0;
    for (call, out) in hands.iter().enumerate() {
        left -= out;
        if *out > 0 {
            last = call;
        }
        if left <= 1 && call >= opened {
            let winners = if left == 1 { 1 } else { hands[last] };
            return End { call, winners };
        }
    }
    End { call: CALLS_MAX, winners: hands[last] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_call(hands: &[(usize, u32)]) -> ByCall {
        let mut all = [0; CALLS_MAX + 1];
        for (call, hands) in hands {
            all[*call] = *hands;
        }
        all
    }

    #[test]
    fn the_first_to_complete_win_together() {
        let hands = by_call(&[(20, 2), (25, 3), (70, 1)]);
        assert_eq!(first_complete(&hands, 1), End { call: 20, winners: 2 });
        assert_eq!(first_complete(&hands, 30), End { call: 30, winners: 5 });
    }

    #[test]
    fn the_last_one_standing_wins_or_those_who_went_out_last() {
        let alone = by_call(&[(1, 3), (4, 2), (9, 1)]);
        assert_eq!(last_standing(&alone, 1), End { call: 4, winners: 1 });
        assert_eq!(last_standing(&alone, 6), End { call: 6, winners: 1 });
        assert_eq!(last_standing(&alone, 12), End { call: 12, winners: 1 });
        let tied = by_call(&[(1, 3), (4, 2)]);
        assert_eq!(last_standing(&tied, 1), End { call: 4, winners: 2 });
        assert_eq!(last_standing(&by_call(&[(3, 1)]), 1), End { call: 1, winners: 1 });
    }
}
