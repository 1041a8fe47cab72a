//! Questions to the night.

use crate::amount::Amount;
use crate::entry::Settlement;
use crate::extra::{Award, Extra};
use crate::face::Serial;
use crate::ids::{GameId, ItemId, PotId, PrizeId};
use crate::programme::Item;
use crate::stage_spec::{JackpotPrize, Pot};
use crate::state::{Game, Night, Prize, Stage, WinningCard, Winnings};

impl Night {
    /// The game by this id.
    #[must_use]
    pub fn game(&self, id: &GameId) -> Option<&Game> {
        self.games.iter().find(|game| game.id == *id)
    }

    /// The game being played: sales closed, not over. At most one at a time.
    #[must_use]
    pub fn running(&self) -> Option<&Game> {
        self.games.iter().find(|game| game.lock.is_some() && game.outcome.is_none())
    }

    /// The game being played; else the first one not over.
    #[must_use]
    pub fn current(&self) -> Option<&Game> {
        self.running().or_else(|| self.games.iter().find(|game| game.outcome.is_none()))
    }

    /// The prize by this id.
    #[must_use]
    pub fn prize(&self, id: &PrizeId) -> Option<&Prize> {
        self.prizes.iter().find(|prize| prize.id == *id)
    }

    /// The pot by this id.
    #[must_use]
    pub fn pot(&self, id: &PotId) -> Option<&Pot> {
        self.pots.iter().find(|pot| pot.pot == *id)
    }

    /// The pots the next night begins with: nothing of a dry run.
    #[must_use]
    pub fn pots_to_carry(&self) -> &[Pot] {
        if self.rehearsal { &self.pots_before } else { &self.pots }
    }

    /// The item of the programme by this id.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.programme.iter().flat_map(|(_, items)| items).find(|item| item.id == *id)
    }

    /// The cards of the player who holds this one, in the order they make pairs and sets; `None`
    /// when nothing is known of other cards.
    #[must_use]
    pub fn pack(&self, serial: Serial) -> Option<&[Serial]> {
        self.pack_of.get(&serial).and_then(|&pack| self.packs.get(pack)).map(Vec::as_slice)
    }

    /// Packs of two and more cards in play.
    pub fn packs_in_play(&self) -> impl Iterator<Item = Vec<Serial>> {
        let plays = |serial: &&Serial| self.cards.get(serial).is_some_and(|card| card.voided.is_none());
        let packs = self.packs.iter().map(move |pack| pack.iter().filter(plays).copied().collect::<Vec<_>>());
        packs.filter(|pack| pack.len() > 1)
    }

    /// How a second card of this serial was settled; the outer `None` when there is none.
    #[must_use]
    pub fn duplicate(&self, serial: Serial) -> Option<Option<Settlement>> {
        self.duplicates.get(&serial).copied()
    }

    /// Numbers the card, or the hand it plays in, misses at best for a stage that is open; `None`
    /// when it plays in none, or where no pattern is to be completed.
    #[must_use]
    pub fn missing(&self, serial: Serial) -> Option<u8> {
        let referee = self.referee.as_ref()?;
        let open = self.running()?.open_stages();
        open.into_iter().filter_map(|stage| referee.missing(stage, serial)).min()
    }

    /// The same for one stage, whether it is open or not.
    #[must_use]
    pub fn missing_in(&self, stage: usize, serial: Serial) -> Option<u8> {
        self.referee.as_ref()?.missing(stage, serial)
    }

    /// The hand a card plays in for a stage of the game being played.
    #[must_use]
    pub fn hand(&self, stage: usize, serial: Serial) -> Option<Vec<Serial>> {
        self.referee.as_ref()?.hand_of(stage, serial)
    }

    /// Hands that still stand in a stage of the game being played that the last one standing wins.
    #[must_use]
    pub fn standing(&self, game: &Game, stage: usize) -> Option<usize> {
        let running = self.running().is_some_and(|running| running.id == game.id);
        self.referee.as_ref().filter(|_| running)?.standing_count(stage)
    }

    /// What a winner of the stage gets, with a win on this call.
    #[must_use]
    pub fn winnings(&self, stage: &Stage, call: u8) -> Winnings {
        let on_table = |id: &PrizeId| Winnings {
            prize: Some(id.clone()),
            pot: None,
            value: self.prize(id).map_or(Amount::ZERO, |prize| prize.value),
        };
        match stage.plan.jackpot.as_ref().filter(|_| stage.is_jackpot(call)).map(|jackpot| &jackpot.prize) {
            Some(JackpotPrize::Prize(id)) => on_table(id),
            Some(JackpotPrize::Pot(id)) => {
                let value = stage.pot.as_ref().map_or(Amount::ZERO, |(_, value, _)| *value);
                Winnings { prize: None, pot: Some((id.clone(), value)), value }
            }
            None => stage.plan.prize.as_ref().map(on_table).unwrap_or_default(),
        }
    }

    /// Who gets this side prize of the stage, ascending by serial; `None` while its winners are not
    /// known.
    #[must_use]
    pub fn awards(&self, game: &Game, stage: u8, extra: &Extra) -> Option<Vec<Award>> {
        let mut winners = game.winners(stage)?;
        let win = game.stages.get(usize::from(stage))?.win.as_ref()?;
        if matches!(extra, Extra::Neighbours { .. }) {
            // Nobody is their own neighbour: all cards of a hand have won.
            let hands = winners.iter().filter_map(|&serial| win.card(serial));
            winners = hands.flat_map(WinningCard::serials).collect();
            winners.sort_unstable();
        }
        let in_play = |serial| self.cards.get(&serial).is_some_and(|card| card.voided.is_none());
        Some(extra.awards(&winners, win.ball, |serial| game.plays(serial) && in_play(serial)))
    }
}
