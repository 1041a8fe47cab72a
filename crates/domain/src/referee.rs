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
mod hands;
mod standing;
mod table;
#[cfg(test)]
mod tests;

use aim::{Aim, Aims, Way, Wins};
use cards::{Balls, Cards, REMOVED};
use check::Check;
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
        let seat = self.seat(stage, serial)?;
        Some(self.named(seat.hands, seat.hand))
    }

    /// How many squares the card's hand still lacks for its nearest way to win the stage (0-based),
    /// counted card by card; 0 when it has it, 255 for more than that. `None` when the card does not
    /// play, when its hand cannot win any more for lack of cards, and for the last one standing.
    #[must_use]
    pub fn missing(&self, stage: usize, serial: Serial) -> Option<u8> {
        let seat = self.seat(stage, serial)?;
        let squares = match &seat.aim.wins {
            Wins::LastStanding => None,
            Wins::Single(check) => self.lacking(*check, seat.card),
            Wins::Ways(ways) => {
                let cards = seat.hands.cards(seat.hand);
                ways.iter().filter_map(|way| self.lacking_for(way, cards)).min()
            }
        }?;
        Some(u8::try_from(squares).unwrap_or(u8::MAX))
    }

    /// For the last one standing: whether the card's hand still stands in the stage (0-based), some
    /// card of it having no called number. `None` for other stages and when the card does not play.
    #[must_use]
    pub fn stands(&self, stage: usize, serial: Serial) -> Option<bool> {
        let seat = self.seat(stage, serial)?;
        matches!(seat.aim.wins, Wins::LastStanding).then(|| self.is_standing(seat.hands, seat.hand))
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

    /// Where a card plays; `None` when it does not.
    fn seat(&self, stage: usize, serial: Serial) -> Option<Seat<'_>> {
        let (aim, hands) = self.fixed.aims.stage(stage)?;
        let card = self.fixed.cards.index_of(serial)?;
        let hand = hands.of_card(card)?;
        (self.marks[card] & REMOVED == 0).then_some(Seat { aim, hands, hand, card })
    }

    fn cards_completed_by(&self, check: &Check, ball: Ball) -> Vec<Hand> {
        // Asked once for all cards, not once for each.
        let won = match check.table() {
            Some(table) => self.newly(ball, |marks| table.contains(marks)),
            None => self.newly(ball, |marks| check.contains(marks)),
        };
        won.into_iter().map(|card| vec![self.fixed.cards.serial(card)]).collect()
    }

    /// The cards in play, ascending, that are complete after this ball and were not before.
    fn newly(&self, ball: Ball, complete: impl Fn(u32) -> bool) -> Vec<usize> {
        let completes = |&(card, square): &(usize, u32)| {
            let before = self.marks[card];
            // Almost every card fails the first test, so the others cost nothing.
            complete(before | square) && !complete(before) && before & REMOVED == 0
        };
        self.fixed.cards.places_of(ball).filter(completes).map(|(card, _)| card).collect()
    }

    /// A ball that gives no card of a hand one of the patterns cannot make the hand win.
    fn hands_completed_by(&self, aim: &Aim, hands: &Hands, ways: &[Way], ball: Ball) -> Vec<Hand> {
        let mut candidates = vec![];
        for &check in &aim.checks {
            let check = self.fixed.aims.check(check);
            let cards = self.newly(ball, |marks| check.contains(marks));
            candidates.extend(cards.into_iter().filter_map(|card| hands.of_card(card)));
        }
        candidates.sort_unstable();
        candidates.dedup();
        let before = |card: usize| self.marks[card];
        let after = |card: usize| self.marks[card] | self.fixed.cards.square_of(ball, card);
        candidates
            .into_iter()
            .filter(|&hand| self.won(ways, hands.cards(hand), after))
            .filter(|&hand| !self.won(ways, hands.cards(hand), before))
            .map(|hand| self.named(hands, hand))
            .collect()
    }

    /// Whether the hand of these cards, marked like this, has one of the ways.
    fn won(&self, ways: &[Way], cards: &[u32], marks: impl Fn(usize) -> u32) -> bool {
        let shows = |check: usize, card: u32| {
            let marks = marks(card as usize);
            marks & REMOVED == 0 && self.fixed.aims.check(check).contains(marks)
        };
        ways.iter().any(|way| match way {
            Way::Boards(boards) => {
                boards.iter().all(|&(place, check)| cards.get(place).is_some_and(|&card| shows(check, card)))
            }
            Way::AnyCards { need, check } => {
                cards.iter().filter(|&&card| shows(*check, card)).count() >= *need
            }
        })
    }

    /// Squares the hand of these cards lacks for this way; `None` when it has too few cards in play.
    fn lacking_for(&self, way: &Way, cards: &[u32]) -> Option<u32> {
        match way {
            Way::Boards(boards) => {
                let lacking =
                    |&(place, check): &(usize, usize)| self.lacking(check, *cards.get(place)? as usize);
                boards.iter().map(lacking).sum()
            }
            Way::AnyCards { need, check } => {
                let lacking = |&card: &u32| self.lacking(*check, card as usize);
                let mut all: Vec<u32> = cards.iter().filter_map(lacking).collect();
                all.sort_unstable();
                all.get(..*need).map(|nearest| nearest.iter().sum())
            }
        }
    }

    /// Squares the card lacks for its nearest mask; `None` when it is out of play or there is no mask.
    fn lacking(&self, check: usize, card: usize) -> Option<u32> {
        let marks = self.marks[card];
        if marks & REMOVED == 0 { self.fixed.aims.check(check).lacking(marks) } else { None }
    }

    fn named(&self, hands: &Hands, hand: usize) -> Hand {
        hands.cards(hand).iter().map(|&card| self.fixed.cards.serial(card as usize)).collect()
    }
}

/// Where a card plays.
struct Seat<'a> {
    aim: &'a Aim,
    hands: &'a Hands,
    hand: usize,
    card: usize,
}
