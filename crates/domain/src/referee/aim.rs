//! Goals made ready: patterns that several stages share are kept once.

use super::cards::Cards;
use super::check::Check;
use super::hands::Hands;
use crate::face::{Mask, Serial};
use crate::goal::{self, Goal, Race};

/// The goals of all stages.
#[derive(Debug)]
pub(super) struct Aims {
    stages: Vec<Aim>,
    hands: Vec<Hands>,
    checks: Vec<Check>,
}

/// The goal of one stage.
#[derive(Debug)]
pub(super) struct Aim {
    hands: usize,
    pub(super) wins: Wins,
    /// Every pattern it asks for, ascending.
    pub(super) checks: Vec<usize>,
}

/// What wins. Patterns are numbers of checks.
#[derive(Debug)]
pub(super) enum Wins {
    /// One pattern on one card: most games.
    Single(usize),
    /// Any of these.
    Ways(Vec<Way>),
    /// The last hand some card of which has no called number.
    LastStanding,
}

/// One way to win.
#[derive(Debug)]
pub(super) enum Way {
    /// Place in the hand, and the pattern its card must show.
    Boards(Vec<(usize, usize)>),
    /// So many cards must show the pattern.
    AnyCards { need: usize, check: usize },
}

impl Aims {
    pub(super) fn new(
        cards: &Cards,
        packs: &[Vec<Serial>],
        goals: &[Goal],
        pairs_without_table: usize,
    ) -> Self {
        let mut aims = Self { stages: vec![], hands: vec![], checks: vec![] };
        for goal in goals {
            let hands = aims.hands_of(cards, packs, usize::from(goal.hand.max(1)));
            let mut check = |masks: &[Mask]| aims.check_of(cards, masks, pairs_without_table);
            let wins = wins(goal, &mut check);
            let checks = wins.checks();
            aims.stages.push(Aim { hands, wins, checks });
        }
        aims
    }

    /// A stage's goal and hands.
    pub(super) fn stage(&self, stage: usize) -> Option<(&Aim, &Hands)> {
        let aim = self.stages.get(stage)?;
        Some((aim, &self.hands[aim.hands]))
    }

    pub(super) fn check(&self, check: usize) -> &Check {
        &self.checks[check]
    }

    /// Every pattern.
    #[cfg(test)]
    pub(super) fn checks(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter()
    }

    fn hands_of(&mut self, cards: &Cards, packs: &[Vec<Serial>], size: usize) -> usize {
        self.hands.iter().position(|hands| hands.size() == size).unwrap_or_else(|| {
            self.hands.push(Hands::new(cards, packs, size));
            self.hands.len() - 1
        })
    }

    fn check_of(&mut self, cards: &Cards, masks: &[Mask], pairs_without_table: usize) -> usize {
        let mut masks: Vec<u32> = masks.iter().map(|mask| cards.squares().bits(mask.bits())).collect();
        masks.sort_unstable();
        masks.dedup();
        self.checks.iter().position(|check| check.masks() == masks).unwrap_or_else(|| {
            let with_table = masks.len().saturating_mul(cards.count()) > pairs_without_table;
            self.checks.push(Check::new(cards.squares(), masks, with_table));
            self.checks.len() - 1
        })
    }
}

impl Wins {
    fn checks(&self) -> Vec<usize> {
        let mut checks = match self {
            Self::Single(check) => vec![*check],
            Self::Ways(ways) => ways.iter().flat_map(Way::checks).collect(),
            Self::LastStanding => vec![],
        };
        checks.sort_unstable();
        checks.dedup();
        checks
    }
}

impl Way {
    fn checks(&self) -> Vec<usize> {
        match self {
            Self::Boards(boards) => boards.iter().map(|(_, check)| *check).collect(),
            Self::AnyCards { check, .. } => vec![*check],
        }
    }
}

fn wins(goal: &Goal, check: &mut impl FnMut(&[Mask]) -> usize) -> Wins {
    if goal.race == Race::LastStanding {
        return Wins::LastStanding;
    }
    if let Some(masks) = masks_of_one_card(goal) {
        return Wins::Single(check(&masks));
    }
    let ways = goal.ways.iter().map(|way| match way {
        goal::Way::Boards(boards) => {
            Way::Boards(boards.iter().map(|board| (board.place.into(), check(&board.masks))).collect())
        }
        goal::Way::AnyCards { need, masks } => Way::AnyCards { need: (*need).into(), check: check(masks) },
    });
    Wins::Ways(ways.collect())
}

/// All masks of a goal that asks one card for one pattern, in however many ways.
fn masks_of_one_card(goal: &Goal) -> Option<Vec<Mask>> {
    let masks = |way: &goal::Way| match way {
        goal::Way::Boards(boards) => match &boards[..] {
            [board] if board.place == 0 => Some(board.masks.clone()),
            _ => None,
        },
        goal::Way::AnyCards { need: 1, masks } => Some(masks.clone()),
        goal::Way::AnyCards { .. } => None,
    };
    if goal.hand > 1 {
        return None;
    }
    goal.ways.iter().map(masks).collect::<Option<Vec<_>>>().map(|masks| masks.concat())
}
