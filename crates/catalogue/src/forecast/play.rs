//! One game of a simulation, from the order of the balls to who wins what with which call.

use super::deal::{Block, CallOf, Deal, FixedSet, LANES};
use super::dice::Dice;
use super::figures::CALLS_MAX;
use super::input::{ForecastInput, hands_of, least};
use domain::{CENTRE, FreeSquare, Goal, Mask, Race, Start, Way};

/// A plan made ready to be played many times by the same number of cards.
pub(super) struct Match {
    centre: FreeSquare,
    start: Start,
    parallel: bool,
    cards: usize,
    patterns: Vec<Pattern>,
    stages: Vec<Vec<Aim>>,
}

/// Something a single card is waiting for.
#[derive(PartialEq, Eq)]
enum Pattern {
    /// To contain one of these square sets.
    Complete(Vec<Vec<usize>>),
    /// To have its first number called.
    Touched(Vec<usize>),
}

/// A goal with its patterns as indices.
struct Aim {
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

/// Memory of one player thread, used for every game.
pub(super) struct Scratch {
    block: Block,
    /// For each pattern the call each card had it with.
    calls: Vec<Vec<u8>>,
}

impl Match {
    pub(super) fn new(plan: &ForecastInput, cards: u32) -> Self {
        let mut patterns = vec![];
        let stages = plan.stages.iter().map(|stage| {
            let goals = merge(&stage.goals).into_iter();
            goals.map(|goal| Aim::new(plan.free, &goal, cards, &mut patterns)).collect()
        });
        let stages = stages.collect();
        let (centre, start, parallel) = (plan.free, plan.start, plan.parallel);
        Self { centre, start, parallel, cards: cards as usize, patterns, stages }
    }

    pub(super) fn scratch(&self) -> Scratch {
        let calls = self.patterns.iter().map(|_| vec![0; self.cards]).collect();
        Scratch { block: [[0; LANES]; 25], calls }
    }

    /// Plays a game; `set` when the cards are given, else each card is new.
    pub(super) fn play(&self, dice: &mut Dice, set: Option<&FixedSet>, scratch: &mut Scratch) -> Vec<End> {
        let calls = draw(self.start, dice);
        self.look(dice, set, &calls, scratch);
        self.ends(scratch)
    }

    /// How each stage ends, once it is known which call each card has each pattern with.
    pub(super) fn ends(&self, scratch: &Scratch) -> Vec<End> {
        let mut opened = match self.start {
            Start::PreDrawn(balls) => usize::from(balls.max(1)),
            Start::FirstBall | Start::Wild => 1,
        };
        let stages = self.stages.iter().map(|aims| {
            let end = side_by_side(aims.iter().map(|aim| aim.end(&scratch.calls, opened)));
            if !self.parallel {
                opened = end.call;
            }
            end
        });
        stages.collect()
    }

    /// Finds out for every card which call it has each pattern with.
    pub(super) fn look(
        &self,
        dice: &mut Dice,
        set: Option<&FixedSet>,
        calls: &CallOf,
        scratch: &mut Scratch,
    ) {
        let mut deal = Deal::new(calls, self.centre);
        for number in 0..self.cards.div_ceil(LANES) {
            let first = number * LANES;
            let cards = LANES.min(self.cards - first);
            match set {
                Some(set) => set.fill(number, &mut scratch.block, calls),
                None => deal.fill(&mut scratch.block, cards, dice),
            }
            for (pattern, calls) in self.patterns.iter().zip(&mut scratch.calls) {
                calls[first..first + cards].copy_from_slice(&pattern.calls(&scratch.block)[..cards]);
            }
        }
    }
}

/// Goals that are won by hands of the same size are one goal with more ways: a hand wins once.
fn merge(goals: &[Goal]) -> Vec<Goal> {
    let mut merged: Vec<Goal> = vec![];
    for goal in goals {
        let same = |other: &&mut Goal| other.race == goal.race && other.hand == goal.hand;
        match merged.iter_mut().find(same) {
            Some(other) => other.ways.extend(goal.ways.iter().cloned()),
            None => merged.push(goal.clone()),
        }
    }
    merged
}

/// Which call brings each ball.
fn draw(start: Start, dice: &mut Dice) -> CallOf {
    let mut order: [u8; CALLS_MAX] = std::array::from_fn(|ball| u8::try_from(ball).unwrap_or_default());
    dice.shuffle(&mut order);
    let mut calls = [0; 76];
    for (call, &ball) in (1..).zip(&order) {
        calls[usize::from(ball)] = call;
    }
    let balls = &mut calls[..CALLS_MAX];
    match start {
        Start::FirstBall => {}
        Start::PreDrawn(drawn) => balls.iter_mut().for_each(|call| *call = drawn.max(*call)),
        // Balls are counted from 0 here: the same last digit is the same remainder all the same.
        Start::Wild => {
            balls.iter_mut().skip(usize::from(order[0] % 10)).step_by(10).for_each(|call| *call = 1);
        }
    }
    calls
}

/// The first end of several; who wins with that call wins.
fn side_by_side(ends: impl Iterator<Item = End>) -> End {
    let first = |one: End, other: End| match one.call.cmp(&other.call) {
        std::cmp::Ordering::Less => one,
        std::cmp::Ordering::Greater => other,
        std::cmp::Ordering::Equal => End { call: one.call, winners: one.winners + other.winners },
    };
    ends.reduce(first).expect("a checked stage has a goal")
}

impl Pattern {
    fn complete(centre: FreeSquare, masks: &[Mask]) -> Self {
        let squares = |mask: &Mask| (0..25).filter(|square| mask.bits() >> square & 1 == 1).collect();
        Self::Complete(least(masks, centre).iter().map(squares).collect())
    }

    fn touched(centre: FreeSquare) -> Self {
        Self::Touched((0..25).filter(|&square| centre == FreeSquare::None || square != CENTRE).collect())
    }

    /// The call each card of the block has it with.
    fn calls(&self, block: &Block) -> [u8; LANES] {
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
    fn new(centre: FreeSquare, goal: &Goal, cards: u32, patterns: &mut Vec<Pattern>) -> Self {
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
    fn end(&self, calls: &[Vec<u8>], opened: usize) -> End {
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

    #[test]
    fn a_wild_ball_brings_all_numbers_with_its_last_digit() {
        for index in 0..50 {
            let calls = draw(Start::Wild, &mut Dice::new(3, index));
            let with_first: Vec<usize> = (1..=75).filter(|number| calls[number - 1] == 1).collect();
            assert!(with_first.iter().all(|number| number % 10 == with_first[0] % 10), "{with_first:?}");
            assert_eq!(with_first.len(), if (1..=5).contains(&(with_first[0] % 10)) { 8 } else { 7 });
        }
    }

    #[test]
    fn balls_drawn_before_play_come_with_the_last_of_them() {
        let calls = draw(Start::PreDrawn(45), &mut Dice::new(3, 0));
        let after: Vec<u8> = calls[..75].iter().copied().filter(|call| *call > 45).collect();
        assert_eq!((after.len(), calls[..75].iter().min()), (30, Some(&45)));
        assert_eq!(calls[..75].iter().max(), Some(&75));
        assert_eq!(calls[75], 0);
    }
}
