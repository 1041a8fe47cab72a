//! Who wins with which ball.
use std::collections::BTreeSet;
use super::ball::Ball;
use super::face::{CENTRE, Face, Mask, Serial};
use super::goal::{Goal, Race, Start, Way};

/// Cards that win or lose together.
pub type Hand = Vec<Serial>;

/// Naive.
#[derive(Clone, Debug)]
pub struct Referee {
    cards: Vec<(Serial, Face)>,
    packs: Vec<Vec<Serial>>,
    goals: Vec<Goal>,
    start: Start,
    balls: Vec<Ball>,
    removed: BTreeSet<Serial>,
}

#[allow(missing_docs)]
impl Referee {
    #[must_use]
    pub fn new(cards: &[(Serial, Face)], packs: &[Vec<Serial>], goals: &[Goal], start: Start) -> Self {
        let play = |serial: &Serial| cards.iter().any(|(other, _)| other == serial);
        let packs = packs.iter().map(|pack| pack.iter().copied().filter(play).collect()).collect();
        Self { cards: cards.to_vec(), packs, goals: goals.to_vec(), start, balls: vec![], removed: BTreeSet::new() }
    }
    pub fn call(&mut self, ball: Ball) {
        self.balls.push(ball);
    }
    pub fn recall(&mut self, _: Ball) {
        self.balls.pop();
    }
    pub fn remove(&mut self, serial: Serial) {
        self.removed.insert(serial);
    }
    #[must_use]
    pub fn calls(&self) -> usize {
        self.balls.len()
    }
    fn hands(&self, stage: usize) -> Vec<Hand> {
        let m = usize::from(self.goals[stage].hand);
        if m == 1 {
            return self.cards.iter().map(|(serial, _)| vec![*serial]).collect();
        }
        let mut all: Vec<Hand> =
            self.packs.iter().flat_map(|pack| pack.chunks_exact(m).map(<[Serial]>::to_vec)).collect();
        all.sort();
        all
    }
    fn marks(&self, serial: Serial, balls: &[Ball]) -> Option<(Mask, bool)> {
        if self.removed.contains(&serial) {
            return None;
        }
        let face = self.cards.iter().find(|(other, _)| *other == serial)?.1;
        let first = balls.first().map(|ball| ball.number() % 10);
        let wild = Ball::all().filter(|ball| self.start == Start::Wild && Some(ball.number() % 10) == first);
        let called: Vec<Ball> = balls.iter().copied().chain(wild).collect();
        let free = if face.squares()[CENTRE].is_none() { Mask::CENTRE } else { Mask::EMPTY };
        let marks = face.marks(called).minus(free);
        Some((marks.union(free), marks != Mask::EMPTY))
    }
    fn has(&self, goal: &Goal, hand: &Hand, balls: &[Ball]) -> bool {
        if let Start::PreDrawn(n) = self.start && balls.len() < usize::from(n) {
            return false;
        }
        let shows = |serial: Serial, masks: &[Mask]| {
            self.marks(serial, balls).is_some_and(|(marks, _)| masks.iter().any(|mask| marks.covers(*mask)))
        };
        goal.ways.iter().any(|way| match way {
            Way::Boards(boards) => boards.iter().all(|b| shows(hand[usize::from(b.place)], &b.masks)),
            Way::AnyCards { need, masks } => {
                hand.iter().filter(|serial| shows(**serial, masks)).count() >= usize::from(*need)
            }
        })
    }
    fn standing(&self, stage: usize, balls: &[Ball]) -> Vec<Hand> {
        let mut hands = self.hands(stage);
        hands.retain(|hand| hand.iter().any(|&serial| self.marks(serial, balls).is_some_and(|(_, hit)| !hit)));
        hands
    }
    #[must_use]
    pub fn wins_with(&self, stage: usize, ball: Ball) -> Vec<Hand> {
        let mut after = self.balls.clone();
        after.push(ball);
        let goal = &self.goals[stage];
        if goal.race == Race::LastStanding {
            if let Start::PreDrawn(n) = self.start && after.len() < usize::from(n) {
                return vec![];
            }
            let stand = self.standing(stage, &after);
            let before: &[Ball] = match self.start {
                Start::PreDrawn(n) if after.len() == usize::from(n) => &[],
                _ => &self.balls,
            };
            return match stand.len() {
                0 => self.standing(stage, before),
                1 => stand,
                _ => vec![],
            };
        }
        let mut hands = self.hands(stage);
        hands.retain(|hand| self.has(goal, hand, &after) && !self.has(goal, hand, &self.balls));
        hands
    }
    #[must_use]
    pub fn have(&self, stage: usize) -> Vec<Hand> {
        let goal = &self.goals[stage];
        if goal.race == Race::LastStanding {
            let stand = self.standing(stage, &self.balls);
            return if stand.len() <= 1 { stand } else { vec![] };
        }
        let mut hands = self.hands(stage);
        hands.retain(|hand| self.has(goal, hand, &self.balls));
        hands
    }
    #[must_use]
    pub fn hand_of(&self, stage: usize, serial: Serial) -> Option<Hand> {
        if self.removed.contains(&serial) {
            return None;
        }
        self.hands(stage).into_iter().find(|hand| hand.contains(&serial))
    }
    #[must_use]
    pub fn missing(&self, stage: usize, serial: Serial) -> Option<u8> {
        let hand = self.hand_of(stage, serial)?;
        let lacks = |serial: Serial, masks: &[Mask]| {
            let (marks, _) = self.marks(serial, &self.balls)?;
            masks.iter().map(|mask| mask.minus(marks).count()).min()
        };
        let ways = self.goals[stage].ways.iter().filter_map(|way| match way {
            Way::Boards(boards) => boards.iter().map(|b| lacks(hand[usize::from(b.place)], &b.masks)).sum(),
            Way::AnyCards { need, masks } => {
                let mut all: Vec<u32> = hand.iter().filter_map(|&serial| lacks(serial, masks)).collect();
                all.sort_unstable();
                (all.len() >= usize::from(*need)).then(|| all[..usize::from(*need)].iter().sum::<u32>())
            }
        });
        ways.min().and_then(|least| u8::try_from(least).ok())
    }
    #[must_use]
    pub fn stands(&self, stage: usize, serial: Serial) -> Option<bool> {
        let hand = self.hand_of(stage, serial)?;
        (self.goals[stage].race == Race::LastStanding).then(|| self.standing(stage, &self.balls).contains(&hand))
    }
}
