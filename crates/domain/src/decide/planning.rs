//! The programme of the night: written as a whole, so that two people never mix their changes.

use std::collections::BTreeSet;

use super::checks::{Decision, limit};
use crate::entry::Entry;
use crate::ids::ItemId;
use crate::programme::{Item, ItemKind, Planned};
use crate::refusal::{Refusal, Thing};
use crate::state::Night;

/// More items than a night has hours for.
pub const ITEMS_MAX: usize = 80;

/// A programme stands in one leaf of 64 KiB, with room for the rest of the leaf.
const PROGRAMME_BYTES_MAX: usize = 60_000;

/// The slowest and the fastest a box calls by itself, in seconds a ball.
const PACE_S: std::ops::RangeInclusive<u8> = 2..=120;

impl Night {
    pub(super) fn set_programme(&self, after: Option<u64>, items: &[Item]) -> Decision {
        let seen = self.programme.as_ref().map(|(seq, _)| *seq);
        if let Some(seq) = seen.filter(|_| seen != after) {
            return Err(Refusal::ProgrammeChanged { seq });
        }
        if items.len() > ITEMS_MAX {
            return Err(limit("items"));
        }
        let ids: BTreeSet<&ItemId> = items.iter().map(|item| &item.id).collect();
        if ids.len() < items.len() {
            return Err(Refusal::AlreadyExists { what: Thing::Item });
        }
        // What was opened stays on the programme, so that a screen can say what it was.
        let opened = self.games.iter().filter_map(|game| game.format.item.as_ref());
        if !opened.filter(|id| self.item(id).is_some()).all(|id| ids.contains(id)) {
            return Err(Refusal::Unknown { what: Thing::Item });
        }
        items.iter().try_for_each(check_item)?;
        let entry = Entry::ProgrammeSet { items: items.to_vec() };
        let bytes = serde_json::to_vec(&entry).map_or(usize::MAX, |json| json.len());
        if bytes > PROGRAMME_BYTES_MAX {
            return Err(limit("programme"));
        }
        Ok(vec![entry])
    }

    pub(super) fn show_item(&self, item: Option<&ItemId>) -> Decision {
        if let Some(id) = item {
            let item = self.item(id).ok_or(Refusal::Unknown { what: Thing::Item })?;
            if matches!(item.kind, ItemKind::Game(_)) {
                return Err(Refusal::invalid("item", "a game is opened, not shown"));
            }
        }
        if let Some(game) = self.running() {
            return Err(Refusal::GameStillRunning { game: game.name.to_string() });
        }
        Ok(vec![Entry::ItemShown { item: item.cloned() }])
    }
}

fn check_item(item: &Item) -> Result<(), Refusal> {
    match &item.kind {
        ItemKind::Break { minutes: 0, .. } => {
            Err(Refusal::out_of_range("minutes", (1, u8::MAX.into()), "minutes"))
        }
        ItemKind::Break { .. } | ItemKind::Message { .. } => Ok(()),
        ItemKind::Game(planned) => check_planned(planned),
    }
}

fn check_planned(planned: &Planned) -> Result<(), Refusal> {
    if let Some(problem) = planned.rules.contradiction() {
        return Err(Refusal::invalid("rules", problem));
    }
    check_pace(planned.pace_s)
}

/// Whether the box can call at this pace.
pub(super) fn check_pace(every_s: Option<u8>) -> Result<(), Refusal> {
    match every_s {
        Some(every) if !PACE_S.contains(&every) => {
            let range = (usize::from(*PACE_S.start()), usize::from(*PACE_S.end()));
            Err(Refusal::out_of_range("every_s", range, "seconds a ball"))
        }
        _ => Ok(()),
    }
}
