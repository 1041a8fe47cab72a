//! Questions to a stage and its wins.

use crate::entry::Verdict;
use crate::face::Serial;
use crate::goal::Race;
use crate::state::{Stage, Win, WinningCard};

impl Stage {
    /// Whether a win on this call gets the jackpot instead of the prize.
    #[must_use]
    pub fn is_jackpot(&self, call: u8) -> bool {
        let within = self.pot.as_ref().map(|(_, _, within)| *within);
        let within = within.or(self.plan.jackpot.as_ref().map(|jackpot| jackpot.within));
        within.is_some_and(|within| call <= within)
    }

    /// A card to which its prize or a side prize was handed over.
    #[must_use]
    pub fn paid(&self) -> Option<Serial> {
        let cards = self.win.iter().flat_map(|win| &win.cards);
        let card = cards.filter(|card| card.paid.is_some()).map(|card| card.serial).next();
        card.or_else(|| self.extras_paid.keys().map(|(_, serial)| *serial).next())
    }

    /// Whether its win is settled and somebody gets something.
    #[must_use]
    pub fn is_won(&self) -> bool {
        self.win.as_ref().is_some_and(|win| win.is_settled() && !win.good().is_empty())
    }

    /// Whether nothing further can win it although it is open: somebody was the last one standing.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        let last_standing = self.plan.goal.as_ref().is_some_and(|goal| goal.race == Race::LastStanding);
        last_standing && (self.win.is_some() || !self.past.is_empty())
    }

    /// The call the card completed on, when calling has gone on since and nobody has spoken up.
    #[must_use]
    pub fn slept(&self, serial: Serial) -> Option<u8> {
        if self.win.as_ref().is_some_and(|win| win.card(serial).is_some()) {
            return None;
        }
        let newest = self.past.iter().rev().find_map(|win| Some((win.call, win.card(serial)?)));
        newest.filter(|(_, card)| card.claimed.is_none()).map(|(call, _)| call)
    }

    /// The card in the stage's win, or in an earlier one that did not stand.
    #[must_use]
    pub fn winning_card(&self, serial: Serial) -> Option<&WinningCard> {
        self.win.iter().chain(self.past.iter().rev()).find_map(|win| win.card(serial))
    }
}

impl Win {
    /// The card, if it is one of the winning ones.
    #[must_use]
    pub fn card(&self, serial: Serial) -> Option<&WinningCard> {
        self.cards.get(self.place(serial)?)
    }

    /// Place of the card, or of the hand it is in.
    pub(crate) fn place(&self, serial: Serial) -> Option<usize> {
        let first = self.cards.binary_search_by_key(&serial, |card| card.serial).ok();
        first.or_else(|| self.cards.iter().position(|card| card.hand.contains(&serial)))
    }

    /// Every winning card was judged. One that nobody claimed yet counts as open.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.cards.iter().all(|card| card.judged.is_some())
    }

    /// Whether any card of it may still be, or is, a win. One that does not stand holds up nothing.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.cards.iter().any(|card| card.verdict() != Some(Verdict::NotAWin))
    }

    /// The cards judged good, ascending.
    #[must_use]
    pub fn good(&self) -> Vec<Serial> {
        self.cards
            .iter()
            .filter(|card| card.verdict() == Some(Verdict::Good))
            .map(|card| card.serial)
            .collect()
    }

    /// The cards that were claimed and wait for a verdict, ascending.
    #[must_use]
    pub fn waiting(&self) -> Vec<Serial> {
        self.cards
            .iter()
            .filter(|card| card.claimed.is_some() && card.judged.is_none())
            .map(|card| card.serial)
            .collect()
    }
}

impl WinningCard {
    /// Its cards: one, or those of the hand.
    pub fn serials(&self) -> impl Iterator<Item = Serial> {
        let others = self.hand.iter().copied().filter(|&serial| serial != self.serial);
        std::iter::once(self.serial).chain(others)
    }

    /// Whether it is this card, or this card is in the hand.
    #[must_use]
    pub fn is(&self, serial: Serial) -> bool {
        self.serial == serial || self.hand.contains(&serial)
    }

    /// Staff's decision, once there is one.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.judged.as_ref().map(|(_, verdict, _)| *verdict)
    }
}
