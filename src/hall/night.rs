//! Finding, resuming and starting nights.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::mpsc;
use tracing::info;

use super::fork;
use super::run::Loop;
use super::table::{Done, Stored, Table};
use super::{Hall, HallFailure, QUEUE_MAX, Running, World};
use crate::domain::{
    Act, By, Command, CommandId, Entry, Label, Night, NightId, Pot, Previous, Recorded, Rights, Stamp,
};
use crate::ledger::{BoxKey, Checkpoint, LeafBody, Ledger};
use crate::protocol::{Reply, ReplyBody};
use crate::views::{Published, Views};

/// What the hall needs to open.
pub struct Setup {
    /// Folder of the venue.
    pub data: PathBuf,
    /// Name of the venue, for nights that start.
    pub venue: Label,
    /// Signs checkpoints; its name is the first half of every origin.
    pub key: BoxKey,
    /// Names this start of the program.
    pub boot: String,
    /// Version of the program.
    pub version: Label,
    /// Time and seeds.
    pub world: Box<dyn World>,
}

/// Resumes the newest night, or starts one, and runs the loop.
///
/// # Errors
/// [`HallFailure`] when the ledger cannot be opened or written.
pub async fn open(mut setup: Setup) -> Result<Running, HallFailure> {
    let (table, recorded, lost) = newest(&mut setup).await?;
    let views = Arc::new(Views::open(&Published {
        night: &table.state,
        entries: &recorded,
        head: table.head(),
        checkpoint: table.ledger.newest_checkpoint().map(|checkpoint| checkpoint.text),
        took_us: None,
    }));
    let (queue, requests) = mpsc::channel(QUEUE_MAX);
    let mut running = Loop::new(setup, table, Arc::clone(&views), requests);
    running.begin(lost).await?;
    let task = tokio::spawn(running.run());
    Ok(Running { hall: Hall { queue }, views, task })
}

/// The table to play on, what was recorded on it, and what the disk has lost.
async fn newest(setup: &mut Setup) -> Result<(Table, Vec<Recorded>, Option<Checkpoint>), HallFailure> {
    let mut known = known_nights(&setup.data)?;
    let memory = fork::remembered(setup);
    let gone = memory.as_ref().filter(|memory| {
        let night = NightId::new(memory.origin.night()).ok();
        night.is_some_and(|night| known.last().is_none_or(|newest| order(newest) < order(&night)))
    });
    if let Some(lost) = gone {
        let (table, done) = fork::in_place_of_nothing(setup, lost).await?;
        return Ok((table, done.recorded, memory));
    }
    let Some(id) = known.pop() else {
        let today = setup.world.night_date();
        let (table, recorded) = start(setup, first_name(today), Opening::default()).await?;
        return Ok((table, recorded, None));
    };
    let found = resume(setup, &id)?;
    if let Some(newest) = found.recorded.last() {
        setup.world.not_before(newest.stamp.at_ms);
    }
    let today = setup.world.night_date();
    let longer = memory.filter(|memory| fork::contradicts(&found.table, memory));
    if let Some(lost) = longer.or(found.lost) {
        let (table, done) = fork::instead_of(setup, &found.table, &lost).await?;
        found.table.ledger.close().await?;
        return Ok((table, done.recorded, Some(lost)));
    }
    let (table, recorded) = if found.table.night().is_none() {
        // The plug was pulled between making the file and its first entry.
        found.table.ledger.close().await?;
        let opening = end_of(setup, known.last()).await?;
        start(setup, id, opening).await?
    } else if found.table.state.closed && order(&id).0 < today.to_string() {
        let opening = Opening::following(&found.table);
        found.table.ledger.close().await?;
        start(setup, next_name(&known_nights(&setup.data)?, today), opening).await?
    } else {
        (found.table, found.recorded)
    };
    Ok((table, recorded, None))
}

/// The end of an older night, for the first entry of the next.
async fn end_of(setup: &Setup, id: Option<&NightId>) -> Result<Opening, HallFailure> {
    let Some(id) = id else { return Ok(Opening::default()) };
    let table = resume(setup, id)?.table;
    let opening = Opening::following(&table);
    table.ledger.close().await?;
    Ok(opening)
}

async fn start(
    setup: &mut Setup,
    name: NightId,
    opening: Opening,
) -> Result<(Table, Vec<Recorded>), HallFailure> {
    let (table, done) = fresh(setup, name, opening).await?;
    Ok((table, done.recorded))
}

/// What a night begins with.
#[derive(Default)]
pub(super) struct Opening {
    /// The end of the night before.
    pub previous: Option<Previous>,
    /// Pots that are carried over.
    pub pots: Vec<Pot>,
    /// Whether it is a dry run.
    pub rehearsal: bool,
    /// Who opened it, when a person did.
    pub asked: Option<(CommandId, By)>,
    /// What the box does by itself right after.
    pub carried: Vec<Act>,
}

impl Opening {
    /// After the night that ends like this.
    pub fn after(previous: Previous) -> Self {
        Self { previous: Some(previous), ..Self::default() }
    }

    /// After the night on this table, with its pots.
    fn following(table: &Table) -> Self {
        Self { pots: table.state.pots_to_carry().to_vec(), ..Self::after(table.previous()) }
    }
}

/// Nights in the folder, oldest first.
fn nights(folder: &Path) -> Result<Vec<NightId>, HallFailure> {
    let broken = |error| HallFailure::Folder(folder.to_owned(), error);
    let mut ids = Vec::new();
    let items = match std::fs::read_dir(folder) {
        // The ledger makes its own folders, and makes them durable.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(ids),
        items => items.map_err(broken)?,
    };
    for item in items {
        let item = item.map_err(broken)?;
        if let Some(id) = item.file_name().to_str().and_then(|name| NightId::new(name).ok())
            && item.path().join("ledger.db").exists()
        {
            ids.push(id);
        }
    }
    ids.sort_by_key(order);
    Ok(ids)
}

/// `2026-11-20-10` comes after `2026-11-20-9`.
pub(super) fn order(id: &NightId) -> (String, u32) {
    let text = id.as_str();
    let (date, number) = text.split_at(text.len().min(10));
    (date.to_owned(), number.trim_start_matches('-').parse().unwrap_or(1))
}

fn first_name(date: jiff::civil::Date) -> NightId {
    NightId::new(date.to_string()).expect("a date is digits and hyphens")
}

/// Never sorts before a night that exists: a clock that was set back must not hide the newest one.
pub(super) fn next_name(nights: &[NightId], date: jiff::civil::Date) -> NightId {
    let newest = nights.last().map(|id| order(id).0).filter(|newest| *newest > date.to_string());
    let name = match newest {
        Some(newest) => NightId::new(newest).expect("it was part of a night's name"),
        None => first_name(date),
    };
    let taken = nights.iter().filter(|id| order(id).0 == name.as_str()).map(|id| order(id).1).max();
    match taken {
        None => name,
        Some(number) => NightId::new(format!("{name}-{}", number + 1)).expect("digits and hyphens"),
    }
}

/// A night as its ledger gives it back.
struct Found {
    table: Table,
    recorded: Vec<Recorded>,
    /// A checkpoint this box once signed and the ledger no longer reaches.
    lost: Option<Checkpoint>,
}

/// Replays a night from its ledger.
fn resume(setup: &Setup, id: &NightId) -> Result<Found, HallFailure> {
    let mut replay = Replay::default();
    let dir = setup.data.join("nights").join(id.as_str());
    let opened = Ledger::open(&dir, setup.key.origin(id), setup.key.clone(), &mut |leaf| replay.take(leaf))?;
    replay.finish();
    info!(night = %id, size = opened.chain.size, "Resumed night {id} with {} entries", opened.chain.size);
    let table = Table::new(replay.state, opened.chain, opened.ledger, replay.answers, setup.boot.clone());
    Ok(Found { table, recorded: replay.recorded, lost: opened.lost })
}

/// A new ledger with its first entries, in one commit.
pub(super) async fn fresh(
    setup: &mut Setup,
    id: NightId,
    opening: Opening,
) -> Result<(Table, Done), HallFailure> {
    let Opening { previous, pots, rehearsal, asked, carried } = opening;
    let dir = setup.data.join("nights").join(id.as_str());
    let opened = Ledger::open(&dir, setup.key.origin(&id), setup.key.clone(), &mut |_| {})?;
    info!(night = %id, "Started night {id}");
    let mut table =
        Table::new(Night::default(), opened.chain, opened.ledger, HashMap::new(), setup.boot.clone());
    let mut command =
        own(Act::OpenNight { night: id, venue: setup.venue.clone(), previous, rehearsal, pots });
    if let Some((id, by)) = asked {
        (command.id, command.by) = (Some(id), by);
    }
    table.take(&command, None, setup.world.as_mut());
    for act in carried {
        table.take(&own(act.clone()), None, setup.world.as_mut());
    }
    let done = table.commit().await?;
    Ok((table, done))
}

/// Builds state and stored answers from leaves. Leaves of one command stand together.
#[derive(Default)]
struct Replay {
    state: Night,
    recorded: Vec<Recorded>,
    answers: HashMap<CommandId, Stored>,
    open: Option<(CommandId, By, u64, Vec<Entry>)>,
}

impl Replay {
    fn take(&mut self, leaf: LeafBody) {
        let recorded =
            Recorded { stamp: Stamp { seq: leaf.seq, at_ms: leaf.at_ms, by: leaf.by }, entry: leaf.entry };
        if self.open.as_ref().map(|(id, ..)| *id) != leaf.cmd {
            self.finish();
        }
        if let Some(id) = leaf.cmd {
            let by = recorded.stamp.by.clone();
            let (.., entries) = self.open.get_or_insert_with(|| (id, by, leaf.seq, Vec::new()));
            entries.push(recorded.entry.clone());
        }
        self.state.apply(&recorded);
        self.recorded.push(recorded);
    }

    fn finish(&mut self) {
        if let Some((id, by, seq, entries)) = self.open.take() {
            self.answers.insert(id, Stored::of(&by, encode(id, seq, entries)));
        }
    }
}

/// The answer to a command, a function of what it wrote: the same after every replay.
pub(super) fn encode(id: CommandId, seq: u64, mut entries: Vec<Entry>) -> Bytes {
    let body = match entries.pop() {
        Some(Entry::Refused { refusal, .. }) if entries.is_empty() => ReplyBody::Refused(refusal),
        last => {
            entries.extend(last);
            ReplyBody::Ok { seq, entries }
        }
    };
    reply(id, body)
}

/// An encoded reply.
pub(super) fn reply(id: CommandId, body: ReplyBody) -> Bytes {
    serde_json::to_vec(&Reply { id, body }).expect("replies always encode").into()
}

/// A command of the box itself.
pub(super) fn own(act: Act) -> Command {
    Command { id: None, by: By::system(), rights: Rights::ALL, act }
}

/// What the loop learns from the disk when asked for a new night.
pub(super) fn known_nights(data: &Path) -> Result<Vec<NightId>, HallFailure> {
    nights(&data.join("nights"))
}
