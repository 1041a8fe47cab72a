//! Lists of the night that only staff screens show: games, wins, prizes, programme, counts.

use domain::{Night, reaches};
use protocol::{Counts, Durability, GameSummary, PrizeView, Programme, StaffWin};

use super::game::{count, extras, status_view, win_view};

/// Sockets connected, by audience.
#[derive(Clone, Copy, Debug, Default)]
pub struct Connected {
    /// Guests' phones.
    pub phones: u32,
    /// Big screens.
    pub boards: u32,
    /// Staff screens.
    pub staff: u32,
}

pub(super) fn summaries(night: &Night) -> Vec<GameSummary> {
    night
        .games
        .iter()
        .map(|game| GameSummary {
            id: game.id.clone(),
            name: game.name.clone(),
            source: game.source,
            status: status_view(game.status()),
            outcome: game.outcome.as_ref().map(|(outcome, _)| *outcome),
            stages: game.stages.iter().map(|stage| stage.plan.name.clone()).collect(),
        })
        .collect()
}

pub(super) fn wins(night: &Night) -> Vec<StaffWin> {
    let mut wins = Vec::new();
    for game in &night.games {
        for (index, stage) in game.stages.iter().enumerate() {
            let Some(win) = &stage.win else { continue };
            let winnings = night.winnings(stage, win.call);
            let name = match (&winnings.prize, &winnings.pot) {
                (Some(id), _) => night.prize(id).map(|prize| prize.name.clone()),
                (None, Some((id, _))) => night.pot(id).map(|pot| pot.name.clone()),
                (None, None) => None,
            };
            wins.push(StaffWin {
                game: game.id.clone(),
                game_name: game.name.clone(),
                stage: u8::try_from(index).unwrap_or(u8::MAX),
                stage_name: stage.plan.name.clone(),
                prize: winnings.prize,
                prize_name: name,
                closed: stage.closed.is_some(),
                extras: extras(night, game, index),
                needs_second: night.needs_second_person(game, stage),
                needs_showing: reaches(winnings.value, game.rules.show_card_from),
                value: winnings.value,
                win: win_view(night, game, index, win),
            });
        }
    }
    wins
}

pub(super) fn prizes(night: &Night) -> Vec<PrizeView> {
    night
        .prizes
        .iter()
        .map(|prize| PrizeView {
            id: prize.id.clone(),
            name: prize.name.clone(),
            value: prize.value,
            stock: prize.stock,
            paid: prize.paid,
        })
        .collect()
}

pub(super) fn programme(night: &Night) -> Programme {
    let (seq, items) = match &night.programme {
        Some((seq, items)) => (Some(*seq), items.clone()),
        None => (None, vec![]),
    };
    let opened = night.games.iter().filter_map(|game| Some((game.format.item.clone()?, game.id.clone())));
    Programme { seq, items, opened: opened.collect() }
}

pub(super) fn counts(night: &Night, connected: Connected) -> Counts {
    let void = night.cards.values().filter(|card| card.voided.is_some()).count();
    Counts {
        cards_sold: count(night.cards.len() - void),
        cards_void: count(void),
        phones: connected.phones,
        boards: connected.boards,
        staff: connected.staff,
        durability: Durability { saved: night.size, ..Durability::default() },
    }
}
