//! Who wins with a ball, counted the slow and plain way from faces and calls alone. The audit holds
//! the referee of the hall against it, so it shares nothing with that one.

use std::collections::{BTreeMap, BTreeSet};

use super::ball::Ball;
use super::face::{Face, Mask, Serial};
use super::goal::{Board, Goal, Race, Start, Way};

/// The hands, ascending by their first serial, that win the goal with `ball` as the call after
/// `before`, while it is undecided.
///
/// `cards` are those in play when the game began, `removed` those of them taken out of play since;
/// `packs`, `goal` and `start` as [`super::referee::Referee::new`] takes them.
#[must_use]
pub fn winners(
    cards: &[(Serial, Face)],
    packs: &[Vec<Serial>],
    goal: &Goal,
    start: Start,
    before: &[Ball],
    ball: Ball,
    removed: &BTreeSet<Serial>,
) -> Vec<Vec<Serial>> {
    let looked_at_from = match start {
        Start::PreDrawn(balls) => usize::from(balls).max(1),
        Start::FirstBall | Start::Wild => 1,
    };
    let after: Vec<Ball> = before.iter().copied().chain([ball]).collect();
    if after.len() < looked_at_from {
        return vec![];
    }
    let is_first = after.len() == looked_at_from;
    let faces: BTreeMap<Serial, Face> = cards.iter().copied().collect();
    let table = Table { faces, removed };
    let hands = table.hands(packs, usize::from(goal.hand).max(1));
    let (before, after) = (numbers_out(start, before), numbers_out(start, &after));
    match goal.race {
        Race::Complete => {
            let wins = |hand: &Vec<Serial>| {
                table.has(goal, hand, &after) && (is_first || !table.has(goal, hand, &before))
            };
            hands.into_iter().filter(wins).collect()
        }
        Race::LastStanding => {
            let before = if is_first { BTreeSet::new() } else { before };
            let stood: Vec<_> = hands.into_iter().filter(|hand| table.stands(hand, &before)).collect();
            let stand: Vec<_> = stood.iter().filter(|hand| table.stands(hand, &after)).cloned().collect();
            match stand.len() {
                0 => stood,
                1 => stand,
                _ => vec![],
            }
        }
    }
}

/// The numbers that are out after these calls.
fn numbers_out(start: Start, calls: &[Ball]) -> BTreeSet<Ball> {
    let wild = calls.first().filter(|_| start == Start::Wild).map(|first| first.number() % 10);
    let brought = Ball::all().filter(|ball| wild == Some(ball.number() % 10));
    calls.iter().copied().chain(brought).collect()
}

struct Table<'a> {
    faces: BTreeMap<Serial, Face>,
    removed: &'a BTreeSet<Serial>,
}

impl Table<'_> {
    fn hands(&self, packs: &[Vec<Serial>], size: usize) -> Vec<Vec<Serial>> {
        if size == 1 {
            return self.faces.keys().map(|&serial| vec![serial]).collect();
        }
        let mut hands = vec![];
        for pack in packs {
            let cards: Vec<Serial> =
                pack.iter().copied().filter(|serial| self.faces.contains_key(serial)).collect();
            let whole = cards.len() / size;
            hands.extend((0..whole).map(|hand| cards[hand * size..(hand + 1) * size].to_vec()));
        }
        hands.sort_by_key(|hand| hand[0]);
        hands
    }

    fn has(&self, goal: &Goal, hand: &[Serial], out: &BTreeSet<Ball>) -> bool {
        let board = |board: &Board| {
            hand.get(usize::from(board.place)).is_some_and(|serial| self.shows(*serial, &board.masks, out))
        };
        goal.ways.iter().any(|way| match way {
            Way::Boards(boards) => boards.iter().all(board),
            Way::AnyCards { need, masks } => {
                hand.iter().filter(|serial| self.shows(**serial, masks, out)).count() >= usize::from(*need)
            }
        })
    }

    fn shows(&self, serial: Serial, masks: &[Mask], out: &BTreeSet<Ball>) -> bool {
        let Some(face) = self.in_play(serial) else { return false };
        let marked = |square: usize| face.squares()[square].is_none_or(|ball| out.contains(&ball));
        masks.iter().any(|mask| (0..25).filter(|square| mask.bits() >> square & 1 == 1).all(marked))
    }

    fn stands(&self, hand: &[Serial], out: &BTreeSet<Ball>) -> bool {
        let untouched = |face: &Face| face.squares().iter().flatten().all(|ball| !out.contains(ball));
        hand.iter().filter_map(|&serial| self.in_play(serial)).any(untouched)
    }

    fn in_play(&self, serial: Serial) -> Option<&Face> {
        self.faces.get(&serial).filter(|_| !self.removed.contains(&serial))
    }
}
