//! Chance of a hand of several cards to win, given the chances of its cards.

use std::collections::BTreeMap;

use super::chance::{STATES, by_state};
use super::input::{ForecastInput, least};
use super::marks::{Wins, class_shape};
use domain::{FreeSquare, Goal, Mask, Way};

/// Different patterns a goal can name before counting every combination takes too long.
const EVENTS_MAX: usize = 4;

/// Memories of the cards read so far, at most: see [`Reading`].
const MEMORIES_MAX: usize = 512;

/// Chance in each state that a hand has completed the goal, and what a card alone must be marked with
/// when hands are single cards. `None` when there are too many combinations to count.
pub(super) fn won_by_state(plan: &ForecastInput, goal: &Goal) -> Option<(Vec<f64>, Option<Wins>)> {
    let numbers = plan.numbers();
    let patterns = patterns(plan.free, goal);
    if goal.hand == 1 {
        let wins = single(plan.free, goal);
        return Some((by_state(&wins.shape(), numbers), Some(wins)));
    }
    if patterns.len() > EVENTS_MAX {
        return None;
    }
    let reading = Reading::new(plan.free, goal, &patterns)?;
    let events: Vec<Wins> = patterns.iter().map(|masks| Wins::new(plan.free, masks)).collect();
    let classes: Vec<(usize, Vec<f64>)> = (0..1 << events.len())
        .map(|class| (class, class_shape(plan.free, &events, class)))
        .filter(|(_, shape)| shape.0.iter().any(|sets| *sets > 0.0))
        .map(|(class, shape)| (class, by_state(&shape, numbers)))
        .collect();
    Some((reading.won(&classes), None))
}

/// The different patterns of a goal.
fn patterns(centre: FreeSquare, goal: &Goal) -> Vec<Vec<Mask>> {
    let mut all: Vec<Vec<Mask>> =
        goal.ways.iter().flat_map(masks_of).map(|masks| least(masks, centre)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn masks_of(way: &Way) -> Vec<&[Mask]> {
    match way {
        Way::Boards(boards) => boards.iter().map(|board| &board.masks[..]).collect(),
        Way::AnyCards { masks, .. } => vec![masks],
    }
}

/// What wins when a hand is one card: every way joins its boards on that card.
fn single(centre: FreeSquare, goal: &Goal) -> Wins {
    let ways = goal.ways.iter().map(|way| {
        let boards = masks_of(way).into_iter().map(|masks| Wins::new(centre, &least(masks, centre)));
        boards.reduce(|all, next| all.and(&next)).expect("a checked way has a board")
    });
    ways.reduce(|any, next| any.or(&next)).expect("a checked goal has a way")
}

/// Reading a hand card by card.
///
/// What has been read is remembered as one number for each way: for AND over boards 1 while every board
/// so far had what it needs, for k of m the number of cards that had it. Cards are independent, so the
/// chances of the memories after one more card follow from those before it.
struct Reading {
    /// For each card: `[memory][class]` → memory after it.
    cards: Vec<Vec<Vec<usize>>>,
    /// Memories after the last card that win.
    wins: Vec<bool>,
}

impl Reading {
    fn new(centre: FreeSquare, goal: &Goal, patterns: &[Vec<Mask>]) -> Option<Self> {
        let event = |masks: &[Mask]| {
            let masks = least(masks, centre);
            patterns.iter().position(|pattern| *pattern == masks).expect("patterns are those of the goal")
        };
        let mut memories =
            vec![goal.ways.iter().map(|way| u8::from(matches!(way, Way::Boards(_)))).collect()];
        let mut cards = vec![];
        for place in 0..goal.hand {
            // What a card must show at this place for each way, as a set of events.
            let asked: Vec<usize> = goal.ways.iter().map(|way| asked(way, place, &event)).collect();
            let mut numbers: BTreeMap<Vec<u8>, usize> = BTreeMap::new();
            let mut next = vec![];
            let card = memories.iter().map(|memory: &Vec<u8>| {
                let after = |class| {
                    let memory = read(goal, memory, &asked, class);
                    *numbers.entry(memory).or_insert_with_key(|memory| {
                        next.push(memory.clone());
                        next.len() - 1
                    })
                };
                (0..1 << patterns.len()).map(after).collect()
            });
            cards.push(card.collect());
            memories = next;
            if memories.len() > MEMORIES_MAX {
                return None;
            }
        }
        Some(Self { cards, wins: memories.iter().map(|memory| has_won(goal, memory)).collect() })
    }

    /// Chance in each state that a hand has won, given the chance of each class of card.
    fn won(&self, classes: &[(usize, Vec<f64>)]) -> Vec<f64> {
        let (mut before, mut after) = (vec![], vec![]);
        let mut won = Vec::with_capacity(STATES);
        for state in 0..STATES {
            before.clear();
            before.push(1.0);
            for card in &self.cards {
                after.clear();
                after.resize(card.iter().flatten().max().map_or(0, |last| last + 1), 0.0);
                for (chance, to) in before.iter().zip(card) {
                    for (class, chances) in classes {
                        after[to[*class]] += chance * chances[state];
                    }
                }
                std::mem::swap(&mut before, &mut after);
            }
            won.push(
                before.iter().zip(&self.wins).filter(|(_, wins)| **wins).map(|(chance, _)| chance).sum(),
            );
        }
        won
    }
}

/// The events a card at this place must show for the way to go on, as bits.
fn asked(way: &Way, place: u8, event: &impl Fn(&[Mask]) -> usize) -> usize {
    match way {
        Way::Boards(boards) => {
            let here = boards.iter().filter(|board| board.place == place);
            here.fold(0, |events, board| events | 1 << event(&board.masks))
        }
        Way::AnyCards { masks, .. } => 1 << event(masks),
    }
}

fn read(goal: &Goal, memory: &[u8], asked: &[usize], class: usize) -> Vec<u8> {
    let ways = goal.ways.iter().zip(memory).zip(asked);
    ways.map(|((way, &memory), asked)| {
        let shows = class & asked == *asked;
        match way {
            Way::Boards(_) => memory & u8::from(shows),
            Way::AnyCards { need, .. } => (memory + u8::from(shows)).min(*need),
        }
    })
    .collect()
}

fn has_won(goal: &Goal, memory: &[u8]) -> bool {
    goal.ways.iter().zip(memory).any(|(way, &memory)| match way {
        Way::Boards(_) => memory == 1,
        Way::AnyCards { need, .. } => memory == *need,
    })
}
