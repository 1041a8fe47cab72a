//! What only staff may see: the feed, every win, prizes, heads.

use super::game::{count, extras, status_view, win_view};
use super::{Change, Connected, Now};
use domain::{Night, Recorded, reaches};
use protocol::{Counts, Durability, FeedItem, GameSummary, PrizeView, Programme, StaffNews, StaffWin};

pub(super) fn feed_item(recorded: &Recorded) -> FeedItem {
    FeedItem {
        s: recorded.stamp.seq,
        at_ms: recorded.stamp.at_ms,
        by: recorded.stamp.by.clone(),
        entry: recorded.entry.clone(),
    }
}

pub(super) fn everything(now: &Now, feed: Vec<FeedItem>) -> StaffNews {
    StaffNews {
        s: now.seq,
        h: now.head.clone(),
        feed,
        games: Some(now.games.clone()),
        game: Some(now.game.clone()),
        wins: Some(now.wins.clone()),
        prizes: Some(now.prizes.clone()),
        pots: Some(now.pots.clone()),
        programme: Some(now.programme.clone()),
        next: Some(now.next.clone()),
        counts: now.counts,
        shown: now.shown.clone(),
        rehearsal: now.rehearsal,
        night_over: now.night_over,
    }
}

/// Leaves out what the commit did not touch.
pub(super) fn changed(now: &Now, feed: Vec<FeedItem>, change: &Change) -> StaffNews {
    let mut news = everything(now, feed);
    if !change.touches_game() {
        (news.games, news.game, news.next) = (None, None, None);
    }
    if !change.money {
        (news.wins, news.prizes, news.pots) = (None, None, None);
    }
    if !change.programme {
        news.programme = None;
    }
    news
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
