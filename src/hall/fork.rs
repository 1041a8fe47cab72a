//! A fork: the ledger on the disk does not continue a checkpoint that the box signed. Nothing is overwritten or merged.
//! A new ledger begins, names what the disk still has, and records what was lost.
//!
//! Sold cards and the prizes that are left are carried over, so that the night can go on. Games that had begun are not:
//! their later entries are lost.

use domain::{Act, By, CommandId, Night, NightId, Previous, Text};
use proof::checkpoint::{self, Checkpoint};
use tracing::{error, warn};

use super::batch::LiveNight;
use super::opening::{self, Begun, Opening};
use super::{HallFailure, HallSetup, names};

/// The checkpoint kept apart from the ledger, if this box signed it.
pub(super) fn remembered(setup: &mut HallSetup) -> Option<Checkpoint> {
    let text = setup.memory.remembered().unwrap_or_else(|problem| {
        error!(problem, "What the box remembers of its last night cannot be read");
        None
    })?;
    match checkpoint::parse_and_verify(&text, setup.key.verifier()) {
        Ok(checkpoint) => Some(checkpoint),
        Err(why) => {
            warn!(%why, "What the box remembers of its last night is no checkpoint of this box");
            None
        }
    }
}

/// What the first entries of a night say of the one it replaces, besides its end.
#[derive(Default)]
pub(super) struct Told {
    /// A note right behind the opening.
    pub said: Option<Act>,
    /// The command of whoever asked for it.
    pub asked: Option<(CommandId, By)>,
}

/// Begins a new night because this one does not continue a checkpoint of its own.
pub(super) async fn instead_of(
    setup: &mut HallSetup,
    old: &mut LiveNight,
    lost: &Checkpoint,
    asked: Option<(CommandId, By)>,
) -> Result<Begun, HallFailure> {
    let previous = if old.id().is_some() { old.end() } else { end_of(lost) };
    let size = old.size();
    warn!(
        lost = lost.size,
        have = size,
        "The ledger {} has {size} entries, but this box signed {} of it. An older copy of the card may have been \
         put in. The old ledger stays as it is; another night begins and names it",
        lost.origin,
        lost.size,
    );
    replace(setup, old, Some(lost), Some(previous), Told { said: None, asked }).await
}

/// Begins a night with what was sold in an old one that ends here.
pub(super) async fn replace(
    setup: &mut HallSetup,
    old: &mut LiveNight,
    lost: Option<&Checkpoint>,
    previous: Option<Previous>,
    told: Told,
) -> Result<Begun, HallFailure> {
    let name = next_name(setup, lost)?;
    let tonight = setup.clock.night_date().to_string();
    let state = old.commit().await?.night;
    // Cards of an old copy from another day are not sold into tonight's games.
    let goes_on = state.id.as_ref().is_some_and(|night| names::order(night).0 == tonight);
    let carried = told.said.into_iter().chain(if goes_on { carried_over(state) } else { vec![] });
    let opening = Opening {
        previous,
        pots: state.pots_to_carry().to_vec(),
        rehearsal: goes_on && state.rehearsal,
        asked: told.asked,
        carried: carried.collect(),
    };
    opening::begin(setup, name, opening).await
}

/// Begins a new night because the night of a kept checkpoint is not on the disk at all.
pub(super) async fn in_place_of_missing(
    setup: &mut HallSetup,
    lost: &Checkpoint,
) -> Result<Begun, HallFailure> {
    let name = next_name(setup, Some(lost))?;
    warn!(
        "The ledger {} with its {} entries is not on this disk. Another card may have been put in. Night \
         {name} begins and names the one that is missing",
        lost.origin, lost.size,
    );
    opening::begin(setup, name, Opening::after(end_of(lost))).await
}

/// A name that neither a night on the disk nor the lost one has.
fn next_name(setup: &mut HallSetup, lost: Option<&Checkpoint>) -> Result<NightId, HallFailure> {
    let mut known = names::taken(&setup.data)?;
    known.extend(lost.and_then(|lost| NightId::new(lost.origin.night()).ok()));
    known.sort_by_key(names::order);
    Ok(names::next(&known, setup.clock.night_date()))
}

/// The end that a checkpoint speaks of.
pub(super) fn end_of(lost: &Checkpoint) -> Previous {
    Previous {
        origin: Text::new(lost.origin.as_str()).expect("origins are short"),
        size: lost.size,
        root: lost.root,
    }
}

/// The acts that repeat in a new night what an old one had: prizes, programme, open games, cards, packs.
fn carried_over(old: &Night) -> Vec<Act> {
    let sold = old.cards.iter().filter(|(_, card)| card.voided.is_none());
    let cards = sold.map(|(&serial, card)| Act::ActivateCard { serial, face: card.face });
    let prizes = old.prizes.iter().map(|prize| Act::AddPrize {
        prize: prize.id.clone(),
        name: prize.name.clone(),
        stock: prize.stock,
        value: prize.value,
    });
    let programme =
        old.programme.iter().map(|(_, items)| Act::SetProgramme { after: None, items: items.clone() });
    let packs = old.packs_in_play().map(|serials| Act::PackCards { serials });
    let waiting = old.games.iter().filter(|game| game.lock.is_none() && game.outcome.is_none());
    let games = waiting.map(|game| Act::OpenGame {
        game: game.id.clone(),
        name: game.name.clone(),
        source: game.source,
        rules: game.rules.clone(),
        stages: game.stages.iter().map(|stage| stage.plan.clone()).collect(),
        format: game.format.clone(),
    });
    prizes.chain(programme).chain(games).chain(cards).chain(packs).collect()
}
