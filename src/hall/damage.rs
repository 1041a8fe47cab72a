//! A ledger that cannot be read. What is left of it is shown; once the owner gives it up, another night begins that
//! says so. The damaged one stays as it is.

use domain::{Act, By, Entry, Night, NightId, Recorded, Stamp};
use proof::Checkpoint;
use tracing::{error, warn};

use super::batch::LiveNight;
use super::found::{Found, Resumed, Standstill};
use super::opening::Begun;
use super::replay::Replay;
use super::{HallFailure, HallSetup, fork};
use crate::ledger::{Ledger, OpenError, Salvaged, set_aside};

/// What is left of a night whose ledger cannot be opened, or the night in its place if it was given up at the keyboard.
pub(super) async fn found(
    setup: &mut HallSetup,
    id: &NightId,
    damage: &OpenError,
    memory: Option<Checkpoint>,
    room: bool,
) -> Result<Found, HallFailure> {
    error!("{damage}");
    let mut left = salvage(setup, id);
    let lost = memory.filter(|memory| left.night.contradicts(memory)).or_else(|| left.lost.take());
    let seq = left.night.size();
    if room && set_aside::why(&setup.folder(id)).is_some() {
        let begun = in_place_of(setup, &mut left.night, id, lost.as_ref(), None).await?;
        return Ok(Resumed::begun(begun, lost).into());
    }
    let standstill = Some(Standstill::Damaged { seq, lost, why: damage.to_string() });
    Ok(Found { resumed: left, standstill })
}

/// Begins the night that takes the place of a damaged one.
pub(super) async fn in_place_of(
    setup: &mut HallSetup,
    left: &mut LiveNight,
    id: &NightId,
    lost: Option<&Checkpoint>,
    asked: Option<(domain::CommandId, By)>,
) -> Result<Begun, HallFailure> {
    let seq = left.size();
    warn!("The ledger of {id} is set aside as it is: {seq} of its entries can be read. Another night begins");
    let previous = if seq > 0 { Some(left.end()) } else { lost.map(fork::end_of) };
    let said = Act::Note(Entry::LedgerSetAside { night: id.clone(), seq });
    fork::replace(setup, left, lost, previous, fork::Told { said: Some(said), asked }).await
}

/// As much as can be read. A night of which nothing is left is shown as one that has just begun.
pub(super) fn salvage(setup: &mut HallSetup, id: &NightId) -> Resumed {
    let (folder, origin, key) = (setup.folder(id), setup.key.origin(id), setup.key.clone());
    let Salvaged { leaves, ledger, chain, lost } = Ledger::salvage(&folder, origin, key);
    let mut replay = Replay::default();
    for leaf in leaves {
        replay.apply(leaf);
    }
    let (mut replayed, recorded) = replay.finish();
    if replayed.state.id.is_none() {
        replayed.state = stand_in(setup, id);
    }
    let night = LiveNight::new(replayed, chain, ledger, setup.boot.clone());
    Resumed { night, recorded, lost }
}

fn stand_in(setup: &mut HallSetup, id: &NightId) -> Night {
    let (night, venue) = (id.clone(), setup.venue.clone());
    let entry = Entry::NightOpened { night, venue, previous: None, rehearsal: false, pots: vec![] };
    let stamp = Stamp { seq: 0, at_ms: setup.clock.now().at_ms, by: By::system() };
    let mut state = Night::default();
    state.apply(&Recorded { stamp, entry });
    state
}
