//! A game as its mathematics sees it: what must be completed, and which squares that takes.

use domain::{FreeSquare, Goal, Mask, Start};

/// More cards than any hall, so that a slip of the keyboard does not fill the memory.
pub const CARDS_MAX: u32 = 10_000_000;

/// Balls that can be drawn before play: the game must still have one to call.
const PRE_DRAWN_MAX: u8 = 74;

/// What is played.
#[derive(Clone, Debug)]
pub struct ForecastInput {
    /// What the free square does. [`FreeSquare::Random`] is not counted.
    pub free: FreeSquare,
    /// How the draw begins.
    pub start: Start,
    /// Whether all stages are open from the first ball, each won once; else each opens when the one
    /// before it is won. They share the draw and keep their marks either way.
    pub parallel: bool,
    /// The stages, at least one.
    pub stages: Vec<ForecastStage>,
}

/// One stage.
#[derive(Clone, Debug)]
pub struct ForecastStage {
    /// What people read.
    pub name: String,
    /// Raced side by side: the first one reached ends the stage.
    pub goals: Vec<Goal>,
}

/// Why there is nothing to calculate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPlayable {
    /// Not a single hand, or too many cards.
    #[error("{cards} cards: this game is played with {hand} to {CARDS_MAX}")]
    Cards {
        /// Cards asked for.
        cards: u32,
        /// Cards in a hand.
        hand: u8,
    },
    /// The plan cannot be won or makes no sense.
    #[error("stage \"{stage}\" {why}")]
    Stage {
        /// Name of the stage.
        stage: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// No stage at all.
    #[error("the game has no stage")]
    Nothing,
    /// The draw would be over before it begins.
    #[error("{0} balls drawn before play leave none to call; at most {PRE_DRAWN_MAX}")]
    PreDrawn(u8),
}

impl ForecastInput {
    /// Checks that a game can be played like this by so many cards.
    ///
    /// # Errors
    /// [`NotPlayable`] names what is wrong.
    pub fn check(&self, cards: u32) -> Result<(), NotPlayable> {
        if self.stages.is_empty() {
            return Err(NotPlayable::Nothing);
        }
        if let Start::PreDrawn(balls) = self.start
            && balls > PRE_DRAWN_MAX
        {
            return Err(NotPlayable::PreDrawn(balls));
        }
        for stage in &self.stages {
            let wrong = |why| NotPlayable::Stage { stage: stage.name.clone(), why };
            if stage.goals.is_empty() {
                return Err(wrong("has no goal"));
            }
            for goal in &stage.goals {
                goal.check().map_err(wrong)?;
            }
        }
        let hand = self.goals().map(|goal| goal.hand).max().unwrap_or(1);
        if cards < u32::from(hand) || cards > CARDS_MAX {
            return Err(NotPlayable::Cards { cards, hand });
        }
        Ok(())
    }

    /// Hands of the last stage that so many cards make; cards left over do not play.
    #[must_use]
    pub fn hands(&self, cards: u32) -> u32 {
        self.stages.last().and_then(|stage| stage.goals.first()).map_or(0, |goal| hands_of(goal, cards))
    }

    /// Every goal of every stage.
    pub(super) fn goals(&self) -> impl Iterator<Item = &Goal> {
        self.stages.iter().flat_map(|stage| &stage.goals)
    }

    /// Numbers on a card, column by column.
    pub(super) fn numbers(&self) -> [u8; 5] {
        match self.free {
            FreeSquare::Counts | FreeSquare::Hardway => [5, 5, 4, 5, 5],
            FreeSquare::None | FreeSquare::Random => [5; 5],
        }
    }
}

/// Hands of a goal that so many cards make.
pub(super) fn hands_of(goal: &Goal, cards: u32) -> u32 {
    cards / u32::from(goal.hand.max(1))
}

/// The same wins with the fewest square sets: without the centre when it is free, without any that
/// contains another, ascending.
pub(super) fn least(masks: &[Mask], centre: FreeSquare) -> Vec<Mask> {
    let free = if centre.is_centre() { Mask::CENTRE } else { Mask::EMPTY };
    let mut all: Vec<Mask> = masks.iter().map(|mask| mask.minus(free)).collect();
    all.sort_unstable();
    all.dedup();
    let needed = |mask: &Mask| !all.iter().any(|other| other != mask && mask.covers(*other));
    all.iter().copied().filter(needed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Board, Race, Way};

    fn plan(goal: Goal) -> ForecastInput {
        let stages = vec![ForecastStage { name: "stage".into(), goals: vec![goal] }];
        ForecastInput { free: FreeSquare::Counts, start: Start::FirstBall, parallel: false, stages }
    }

    #[test]
    fn a_game_needs_a_hand_of_cards_and_something_to_win() {
        let good = Goal::single(vec![Mask::FULL]);
        let why = |goal: Goal| match plan(goal).check(10) {
            Err(NotPlayable::Stage { why, .. }) => why,
            other => panic!("{other:?}"),
        };
        assert_eq!(plan(good.clone()).check(10), Ok(()));
        assert_eq!(plan(good.clone()).check(0), Err(NotPlayable::Cards { cards: 0, hand: 1 }));
        assert!(plan(good.clone()).check(CARDS_MAX + 1).is_err());
        assert!(why(Goal { hand: 13, ..good.clone() }).contains("hand"));
        assert!(why(Goal { ways: vec![], ..good.clone() }).contains("cannot be won"));
        assert!(why(Goal { race: Race::LastStanding, ..good.clone() }).contains("cannot be won"));
        assert!(why(Goal::single(vec![])).contains("no pattern"));
        let outside = Way::Boards(vec![Board { place: 1, masks: vec![Mask::FULL] }]);
        assert!(why(Goal { ways: vec![outside], ..good.clone() }).contains("outside"));
        let too_many = Way::AnyCards { need: 2, masks: vec![Mask::FULL] };
        assert!(why(Goal { ways: vec![too_many], ..good.clone() }).contains("more than"));
        let over = ForecastInput { start: Start::PreDrawn(75), ..plan(good) };
        assert_eq!(over.check(1), Err(NotPlayable::PreDrawn(75)));
    }

    #[test]
    fn square_sets_that_contain_another_are_not_needed() {
        let mask = |bits| Mask::new(bits).unwrap();
        let masks = [mask(0b111), mask(0b011), mask(0b011), Mask::CENTRE.union(mask(0b011)), mask(0b100)];
        assert_eq!(least(&masks, FreeSquare::None), [mask(0b011), mask(0b100)]);
        assert_eq!(least(&[Mask::CENTRE.union(mask(1))], FreeSquare::Counts), [mask(1)]);
    }
}
