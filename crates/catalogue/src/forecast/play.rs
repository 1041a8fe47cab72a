//! One game of a simulation, from the order of the balls to who wins what with which call.

use super::aim::{Aim, End, Pattern};
use super::deal::{Block, CallOf, Deal, FixedSet, LANES};
use super::dice::Dice;
use super::figures::CALLS_MAX;
use super::input::ForecastInput;
use domain::{FreeSquare, Goal, Start};

/// A plan made ready to be played many times by the same number of cards.
pub(super) struct Match {
    centre: FreeSquare,
    start: Start,
    parallel: bool,
    cards: usize,
    patterns: Vec<Pattern>,
    stages: Vec<Vec<Aim>>,
}

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
        self.find_calls(dice, set, &calls, scratch);
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
    pub(super) fn find_calls(
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

#[cfg(test)]
mod tests {
    use super::*;

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
