//! How a night begins: a new ledger with its first entries, in one commit.

use domain::{Act, By, Command, CommandId, NightId, Pot, Previous, Recorded, Rights};
use tracing::info;

use super::batch::LiveNight;
use super::replay::Replayed;
use super::{HallFailure, HallSetup};
use crate::ledger::Ledger;

/// What a new night begins with.
#[derive(Default)]
pub(super) struct Opening {
    /// The end of the night before.
    pub previous: Option<Previous>,
    /// Pots that are carried over.
    pub pots: Vec<Pot>,
    /// Whether it is a dry run.
    pub rehearsal: bool,
    /// The command that opened it, when a person did.
    pub asked: Option<(CommandId, By)>,
    /// Acts of the box itself right after the opening.
    pub carried: Vec<Act>,
}

impl Opening {
    pub(super) fn after(previous: Previous) -> Self {
        Self { previous: Some(previous), ..Self::default() }
    }
}

/// A new night, with its first entries on the disk.
pub(super) struct Begun {
    pub night: LiveNight,
    pub recorded: Vec<Recorded>,
}

/// Creates the ledger and writes its first entries. On a full disk nothing of it is left.
pub(super) async fn begin(
    setup: &mut HallSetup,
    id: NightId,
    opening: Opening,
) -> Result<Begun, HallFailure> {
    let folder = setup.folder(&id);
    let is_new = !folder.exists();
    let begun = create(setup, id, opening).await;
    if is_new && begun.as_ref().is_err_and(HallFailure::is_full) {
        // A folder that stays is a night without a first entry.
        let _ = std::fs::remove_dir_all(folder);
    }
    begun
}

async fn create(setup: &mut HallSetup, id: NightId, opening: Opening) -> Result<Begun, HallFailure> {
    let Opening { previous, pots, rehearsal, asked, carried } = opening;
    let opened = Ledger::open(&setup.folder(&id), setup.key.origin(&id), setup.key.clone(), &mut |_| {})?;
    info!(night = %id, "Started night {id}");
    let mut night = LiveNight::new(Replayed::default(), opened.chain, opened.ledger, setup.boot.clone());
    let mut command =
        own(Act::OpenNight { night: id, venue: setup.venue.clone(), previous, rehearsal, pots });
    if let Some((id, by)) = asked {
        (command.id, command.by) = (Some(id), by);
    }
    night.ask(&command, None, &mut setup.lent());
    for act in carried {
        night.ask(&own(act), None, &mut setup.lent());
    }
    let recorded = night.commit().await?.recorded;
    Ok(Begun { night, recorded })
}

/// A command of the box itself.
pub(super) fn own(act: Act) -> Command {
    Command { id: None, by: By::system(), rights: Rights::ALL, act }
}
