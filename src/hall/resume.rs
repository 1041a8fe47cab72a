//! Which night the box resumes after a start.

use domain::NightId;
use proof::Checkpoint;
use tracing::info;

use super::batch::LiveNight;
use super::found::{Found, Resumed, Standstill};
use super::opening::{self, Opening};
use super::replay::Replay;
use super::{HallFailure, HallSetup, damage, fork, names};
use crate::ledger::Ledger;

/// The newest night, or a new one in its place. Without room on the disk none begins: the newest is shown.
pub(super) async fn newest(setup: &mut HallSetup, room: bool) -> Result<Found, HallFailure> {
    let mut known = names::known(&setup.data)?;
    let memory = fork::remembered(setup);
    let gone = memory.as_ref().filter(|memory| {
        let night = NightId::new(memory.origin.night()).ok();
        night.is_some_and(|night| {
            known.last().is_none_or(|newest| names::order(newest) < names::order(&night))
        })
    });
    // On a full disk an older night is better than no night.
    if let Some(lost) = gone.filter(|_| room || known.is_empty()) {
        let begun = fork::in_place_of_missing(setup, lost).await?;
        return Ok(Resumed::begun(begun, memory).into());
    }
    let Some(id) = known.pop() else {
        let today = setup.clock.night_date();
        let name = names::next(&names::taken(&setup.data)?, today);
        let begun = opening::begin(setup, name, Opening::default()).await?;
        return Ok(Resumed::begun(begun, None).into());
    };
    let mut found = match replay(setup, &id) {
        Err(HallFailure::NotOpened(error)) if error.is_damage() => {
            return damage::found(setup, &id, &error, memory, room).await;
        }
        found => found?,
    };
    // An entry is never dated before the one before it. Behind the last entry of a night that is over none comes, and
    // its time may be one that was found wrong since.
    let over = found.night.commit().await?.night.closed;
    if let Some(newest) = found.recorded.last().filter(|_| !over) {
        setup.clock.not_before(newest.stamp.at_ms);
    }
    if !room && found.night.id().is_some() {
        let since_ms = setup.clock.now().at_ms;
        let standstill = Some(Standstill::Full { since_ms, begun: false });
        return Ok(Found { resumed: found, standstill });
    }
    Ok(go_on_from(setup, &id, found, memory, known.last()).await?.into())
}

/// The night that was found, or the one that follows it. `before` is the night before it.
async fn go_on_from(
    setup: &mut HallSetup,
    id: &NightId,
    mut found: Resumed,
    memory: Option<Checkpoint>,
    before: Option<&NightId>,
) -> Result<Resumed, HallFailure> {
    let longer = memory.filter(|memory| found.night.contradicts(memory));
    if let Some(lost) = longer.or_else(|| found.lost.take()) {
        let begun = fork::instead_of(setup, &mut found.night, &lost, None).await?;
        found.night.close().await?;
        return Ok(Resumed::begun(begun, Some(lost)));
    }
    if found.night.id().is_none() {
        // Power was cut between creating the file and its first entry.
        found.night.close().await?;
        let opening = end_of(setup, before).await?;
        return Ok(Resumed::begun(opening::begin(setup, id.clone(), opening).await?, None));
    }
    let today = setup.clock.night_date();
    if found.night.commit().await?.night.closed && names::order(id).0 < today.to_string() {
        let opening = following(&mut found.night).await?;
        found.night.close().await?;
        let name = names::next(&names::taken(&setup.data)?, today);
        return Ok(Resumed::begun(opening::begin(setup, name, opening).await?, None));
    }
    Ok(found)
}

/// The end of an older night, for the first entry of the next.
async fn end_of(setup: &mut HallSetup, id: Option<&NightId>) -> Result<Opening, HallFailure> {
    let Some(id) = id else { return Ok(Opening::default()) };
    match replay(setup, id) {
        Ok(Resumed { mut night, .. }) => {
            let opening = following(&mut night).await?;
            night.close().await?;
            Ok(opening)
        }
        // The end its checkpoint speaks of; its pots are lost with it.
        Err(HallFailure::NotOpened(error)) if error.is_damage() => {
            let lost = damage::salvage(setup, id).lost;
            Ok(Opening { previous: lost.as_ref().map(fork::end_of), ..Opening::default() })
        }
        Err(failure) => Err(failure),
    }
}

/// What the night after this one begins with: its end and its pots.
pub(super) async fn following(night: &mut LiveNight) -> Result<Opening, HallFailure> {
    let pots = night.commit().await?.night.pots_to_carry().to_vec();
    Ok(Opening { pots, ..Opening::after(night.end()) })
}

/// The night as its ledger has it.
pub(super) fn replay(setup: &HallSetup, id: &NightId) -> Result<Resumed, HallFailure> {
    let mut replay = Replay::default();
    let (origin, key) = (setup.key.origin(id), setup.key.clone());
    let opened = Ledger::open(&setup.folder(id), origin, key, &mut |leaf| replay.apply(leaf))?;
    let (replayed, recorded) = replay.finish();
    info!(night = %id, size = opened.chain.size, "Resumed night {id} with {} entries", opened.chain.size);
    let night = LiveNight::new(replayed, opened.chain, opened.ledger, setup.boot.clone());
    Ok(Resumed { night, recorded, lost: opened.lost })
}
