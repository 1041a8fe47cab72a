//! Who wins which stage with which ball: every card in play, on every ball.
//!
//! An index leads from a ball to the cards it stands on, and one bit of a table says whether a set
//! of marks contains a winning one, so a ball costs the same however many masks can win. Cards that
//! win together are looked at only when the ball gave one of them a pattern.

use std::sync::Arc;

use super::ball::Ball;
use super::face::{Face, Serial};
use super::goal::{Goal, Start};

mod aim;
mod cards;
mod check;
mod completed;
mod hands;
mod missing;
mod standing;
mod table;
#[cfg(test)]
mod tests;

use aim::{Aim, Aims, Wins};
use cards::{Balls, Cards, REMOVED};
use hands::Hands;

/// Cards that win or lose together, in the order they were sold; one card in ordinary bingo.
///
/// Hands are cut once, before the first ball: one of their cards that is taken out of play later is
/// still named.
pub type Hand = Vec<Serial>;

/// Up to this many (card, mask) pairs the masks are tried one by one: that is a few microseconds a
/// ball, where the table would cost milliseconds and 2 MiB before the first.
const PAIRS_WITHOUT_TABLE: usize = 16_384;

/// The cards of one game, what is marked on them, and who wins which stage with which ball.
///
/// Everything follows from the calls that stand and the cards that were removed, so that a recall
/// needs no history. A clone shares everything but the marks.
#[derive(Clone, Debug)]
pub struct Referee {
    fixed: Arc<Fixed>,
    marks: Vec<u32>,
    called: Vec<Ball>,
    /// Balls whose numbers are marked: those called, and with a wild number those it brought.
    marked: Balls,
}

/// What never changes during a game.
#[derive(Debug)]
struct Fixed {
    cards: Cards,
    aims: Aims,
    start: Start,
    /// The first call anybody looks at; who has a goal by then wins with it.
    opens: usize,
}

impl Referee {
    /// A referee with nothing called.
    ///
    /// `cards`: those in play, each serial once. `packs`: the cards of one player each, in order; a
    /// card is in at most one pack; serials not in `cards` are skipped (they were voided). For a
    /// goal with hands of two or more every pack is cut into hands of consecutive cards; what is
    /// left over, and cards in no pack, do not play in that stage. In a goal for one card every
    /// card plays for itself.
    #[must_use]
    pub fn new(cards: &[(Serial, Face)], packs: &[Vec<Serial>], goals: &[Goal], start: Start) -> Self {
        Self::with_limit(cards, packs, goals, start, PAIRS_WITHOUT_TABLE)
    }

    fn with_limit(
        cards: &[(Serial, Face)],
        packs: &[Vec<Serial>],
        goals: &[Goal],
        start: Start,
        pairs_without_table: usize,
    ) -> Self {
        let cards = Cards::new(cards);
        let aims = Aims::new(&cards, packs, goals, pairs_without_table);
        let opens = match start {
            Start::PreDrawn(balls) => usize::from(balls.max(1)),
            Start::FirstBall | Start::Wild => 1,
        };
        let marks = cards.blank().to_vec();
        let fixed = Arc::new(Fixed { cards, aims, start, opens });
        Self { fixed, marks, called: vec![], marked: Balls::default() }
    }

    /// Marks the ball as the next call. Balls must be called in order.
    pub fn call(&mut self, ball: Ball) {
        let new = self.marked_by(self.called.len(), ball).minus(self.marked);
        for ball in new.iter() {
            for (card, square) in self.fixed.cards.places_of(ball) {
                self.marks[card] |= square;
            }
        }
        self.called.push(ball);
        self.marked = self.marked.union(new);
    }

    /// Takes back the last ball: the exact opposite of [`Self::call`], whatever it marked. A ball
    /// that is not the last one stays.
    pub fn recall(&mut self, ball: Ball) {
        if self.called.pop_if(|last| *last == ball).is_none() {
            return;
        }
        let left = (0..).zip(&self.called).map(|(before, &ball)| self.marked_by(before, ball));
        let left = left.fold(Balls::default(), Balls::union);
        for ball in self.marked.minus(left).iter() {
            for (card, square) in self.fixed.cards.places_of(ball) {
                self.marks[card] &= !square;
            }
        }
        self.marked = left;
    }

    /// Takes a card out of play for the rest of the game: it completes nothing any more, and counts
    /// as turned over. An unknown card is none to take out.
    pub fn remove(&mut self, serial: Serial) {
        if let Some(card) = self.fixed.cards.index_of(serial) {
            self.marks[card] |= REMOVED;
        }
    }

    /// Number of balls called.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.called.len()
    }

    /// The hands, ascending by their first serial, that win the stage (0-based) if this ball is the
    /// next call: they have its goal after it and did not before. Changes nothing.
    ///
    /// Nobody wins before the last of the balls drawn before play, and everybody who has the goal
    /// then wins with that one; so it is with the first ball when none are drawn before.
    ///
    /// The last one standing is decided by the first ball after which at most one hand stands; if
    /// none does, all hands that stood before it win, and balls drawn before play count as one. Ask
    /// only while it is undecided.
    #[must_use]
    pub fn wins_with(&self, stage: usize, ball: Ball) -> Vec<Hand> {
        let Some((aim, hands)) = self.fixed.aims.stage(stage) else { return vec![] };
        let call = self.called.len() + 1;
        if call < self.fixed.opens {
            return vec![];
        }
        match &aim.wins {
            Wins::LastStanding => self.last_standing(hands, ball),
            _ if call == self.fixed.opens => self.after(ball).have(stage),
            Wins::Single(check) => self.cards_completed_by(self.fixed.aims.check(*check), ball),
            Wins::Ways(ways) => self.hands_completed_by(aim, hands, ways, ball),
        }
    }

    /// The hands, ascending by their first serial, that have the goal of the stage (0-based) now:
    /// for a stage that opens after others. Nobody has anything before the first ball, nor before
    /// the last of those drawn before play.
    ///
    /// The last one standing is decided now if at most one hand stands: the one that does, and when
    /// none does, those that fell last. Else nobody has it.
    #[must_use]
    pub fn have(&self, stage: usize) -> Vec<Hand> {
        let Some((aim, hands)) = self.fixed.aims.stage(stage) else { return vec![] };
        if self.called.len() < self.fixed.opens {
            return vec![];
        }
        match &aim.wins {
            Wins::LastStanding => self.standing_now(hands),
            Wins::Single(check) => {
                let check = self.fixed.aims.check(*check);
                let complete = self.marks.iter().map(|&marks| marks & REMOVED == 0 && check.contains(marks));
                let complete = complete.enumerate().filter(|(_, complete)| *complete);
                complete.map(|(card, _)| vec![self.fixed.cards.serial(card)]).collect()
            }
            Wins::Ways(ways) => {
                let complete = |&hand: &usize| self.won(ways, hands.cards(hand), |card| self.marks[card]);
                (0..hands.count()).filter(complete).map(|hand| self.named(hands, hand)).collect()
            }
        }
    }

    /// The hand a card plays in for this stage (0-based), in the order its cards were sold. `None`
    /// when the card does not play: left over, in no pack, unknown, or taken out of play.
    #[must_use]
    pub fn hand_of(&self, stage: usize, serial: Serial) -> Option<Hand> {
        let entrant = self.entrant(stage, serial)?;
        Some(self.named(entrant.hands, entrant.hand))
    }

    /// For the last one standing: whether the card's hand still stands in the stage (0-based), some
    /// card of it having no called number. `None` for other stages and when the card does not play.
    #[must_use]
    pub fn stands(&self, stage: usize, serial: Serial) -> Option<bool> {
        let entrant = self.entrant(stage, serial)?;
        matches!(entrant.aim.wins, Wins::LastStanding).then(|| self.is_standing(entrant.hands, entrant.hand))
    }

    /// For the last one standing: how many hands still stand in the stage (0-based). `None` for other
    /// stages.
    #[must_use]
    pub fn standing_count(&self, stage: usize) -> Option<usize> {
        let (aim, hands) = self.fixed.aims.stage(stage)?;
        matches!(aim.wins, Wins::LastStanding).then(|| self.standing(hands).count())
    }

    /// The numbers marked by a ball that is called after `before` others.
    fn marked_by(&self, before: usize, ball: Ball) -> Balls {
        if before == 0 && self.fixed.start == Start::Wild {
            Balls::with_last_digit_of(ball)
        } else {
            ball.into()
        }
    }

    /// How it is once this ball is called.
    fn after(&self, ball: Ball) -> Self {
        let mut after = self.clone();
        after.call(ball);
        after
    }

    /// What a card plays for and in which hand; `None` when it does not play.
    fn entrant(&self, stage: usize, serial: Serial) -> Option<Entrant<'_>> {
        let (aim, hands) = self.fixed.aims.stage(stage)?;
        let card = self.fixed.cards.index_of(serial)?;
        let hand = hands.of_card(card)?;
        (self.marks[card] & REMOVED == 0).then_some(Entrant { aim, hands, hand, card })
    }

    fn named(&self, hands: &Hands, hand: usize) -> Hand {
        hands.cards(hand).iter().map(|&card| self.fixed.cards.serial(card as usize)).collect()
    }
}

/// The stage, hand and place a card plays in.
struct Entrant<'a> {
    aim: &'a Aim,
    hands: &'a Hands,
    hand: usize,
    card: usize,
}
