//! The night on the table: state, chain and the batch that is not yet durable.

use std::collections::HashMap;

use bytes::Bytes;
use tokio::sync::oneshot;
use tracing::{debug, error};

use super::night::{encode, reply};
use super::{Answer, HallFailure, World};
use crate::domain::{
    Act, By, Chance, Command, CommandId, Entry, Kind, Label, Night, NightId, Previous, Recorded, Refusal,
    StaffId, Stamp, Text,
};
use crate::ledger::{Chain, Checkpoint, Context, Leaf, Ledger};
use crate::protocol::ReplyBody;

/// A night with its ledger.
pub(super) struct Table {
    pub state: Night,
    pub chain: Chain,
    pub ledger: Ledger,
    /// Encoded answers by command id, for the whole night: a retry may come hours later.
    pub answers: HashMap<CommandId, Stored>,
    boot: String,
    /// Box uptime at the newest decision.
    mono_ms: u64,
    batch: Batch,
}

/// The answer to a command, and who may hear it again.
pub(super) struct Stored {
    kind: Kind,
    staff: Option<StaffId>,
    bytes: Bytes,
}

impl Stored {
    pub fn of(by: &By, bytes: Bytes) -> Self {
        Self { kind: by.kind, staff: by.staff.clone(), bytes }
    }

    fn is_for(&self, by: &By) -> bool {
        self.kind == by.kind && self.staff == by.staff
    }

    /// The answer, when it is this one who asks again.
    pub fn again(&self, by: &By) -> Option<Bytes> {
        self.is_for(by).then(|| self.bytes.clone())
    }
}

/// How long an asker waits before asking again when the vault gave no seed.
const SEED_RETRY_MS: u32 = 2_000;

/// What one commit will make durable, and who waits for it.
#[derive(Default)]
struct Batch {
    leaves: Vec<Leaf>,
    recorded: Vec<Recorded>,
    replies: Vec<(oneshot::Sender<Answer>, Bytes)>,
    sign: bool,
}

/// A commit that came through.
pub(super) struct Done {
    pub recorded: Vec<Recorded>,
    pub checkpoint: Option<Checkpoint>,
    /// How long the disk took, µs; `None` when there was nothing to write.
    pub took_us: Option<u64>,
    replies: Vec<(oneshot::Sender<Answer>, Bytes)>,
}

impl Done {
    /// Tells the askers. An asker that left will ask again with the same id.
    pub fn answer(self) {
        for (asker, bytes) in self.replies {
            let _ = asker.send(Answer { bytes });
        }
    }
}

impl Table {
    pub fn new(
        state: Night,
        chain: Chain,
        ledger: Ledger,
        answers: HashMap<CommandId, Stored>,
        boot: String,
    ) -> Self {
        Self { state, chain, ledger, answers, boot, mono_ms: 0, batch: Batch::default() }
    }

    /// Decides one command and puts what follows into the batch.
    ///
    /// An id that was answered gets the same bytes again, but only whoever asked first.
    pub fn take(&mut self, command: &Command, asker: Option<oneshot::Sender<Answer>>, world: &mut dyn World) {
        let bytes = match command.id.and_then(|id| self.answers.get(&id)) {
            Some(stored) => stored.again(&command.by).unwrap_or_else(|| plain_refusal(command, id_taken())),
            None => self.decide(command, world),
        };
        if let Some(asker) = asker {
            self.batch.replies.push((asker, bytes));
        }
    }

    fn decide(&mut self, command: &Command, world: &mut dyn World) -> Bytes {
        let chance = match self.chance(&command.act, world) {
            Ok(chance) => chance,
            Err(problem) => {
                // The night goes on: only what needs the seed has to wait.
                error!(problem, act = command.act.name(), "The vault gave no seed");
                return plain_refusal(command, Refusal::Busy { retry_after_ms: SEED_RETRY_MS });
            }
        };
        let open = !self.state.closed;
        let (entries, refused) = match self.state.decide(command, &chance) {
            Ok(entries) => (entries, None),
            // Nothing comes after the last entry of a night.
            Err(refusal) if open && is_written(command, &refusal) => {
                let act = Label::new(command.act.name()).expect("names of acts are short");
                (vec![Entry::Refused { act, refusal: refusal.clone() }], Some(refusal))
            }
            Err(refusal) => (Vec::new(), Some(refusal)),
        };
        let seq = self.chain.size;
        let moment = world.now();
        let context = Context {
            at_ms: moment.at_ms,
            mono_ms: moment.mono_ms,
            boot: self.boot.clone(),
            clock: moment.clock,
        };
        self.mono_ms = moment.mono_ms;
        let mut leaves = Vec::with_capacity(entries.len());
        let mut chain = self.chain;
        for entry in &entries {
            match chain.seal(&context, &command.by, command.id, entry) {
                Ok(leaf) => leaves.push(leaf),
                // Nothing was applied yet: the command as a whole is refused.
                Err(_) => return plain_refusal(command, too_large()),
            }
        }
        self.chain = chain;
        for (leaf, entry) in leaves.into_iter().zip(&entries) {
            let stamp = Stamp { seq: leaf.seq, at_ms: moment.at_ms, by: command.by.clone() };
            let recorded = Recorded { stamp, entry: entry.clone() };
            self.state.apply(&recorded);
            self.batch.sign |= asks_for_signature(entry);
            self.batch.leaves.push(leaf);
            self.batch.recorded.push(recorded);
        }
        match (command.id, refused) {
            (Some(id), None) => self.keep(id, &command.by, encode(id, seq, entries)),
            (Some(id), Some(_)) if !entries.is_empty() => {
                self.keep(id, &command.by, encode(id, seq, entries))
            }
            (_, Some(refusal)) => plain_refusal(command, refusal),
            (None, None) => Bytes::new(),
        }
    }

    fn keep(&mut self, id: CommandId, by: &By, bytes: Bytes) -> Bytes {
        self.answers.insert(id, Stored::of(by, bytes.clone()));
        bytes
    }

    fn chance(&self, act: &Act, world: &mut dyn World) -> Result<Chance, String> {
        let (Some(game), Some(night)) = (act.game().filter(|_| self.state.needs_seed(act)), &self.state.id)
        else {
            return Ok(Chance::default());
        };
        let make = matches!(act, Act::OpenGame { .. });
        Ok(Chance { seed: world.seed(night, game, make)? })
    }

    /// Makes the batch durable.
    ///
    /// # Errors
    /// The disk refused: nothing of the batch may be shown, and the process has to stop.
    pub async fn commit(&mut self) -> Result<Done, HallFailure> {
        let Batch { leaves, recorded, replies, sign } = std::mem::take(&mut self.batch);
        let (checkpoint, took_us) = if leaves.is_empty() {
            (None, None)
        } else {
            let committed = self.ledger.append(leaves, sign, self.mono_ms).await?;
            // The load driver counts from this line: everything in the batch is durable, nothing is shown.
            debug!(size = self.chain.size, "Committed");
            (committed.checkpoint, Some(committed.took_us))
        };
        Ok(Done { recorded, checkpoint, took_us, replies })
    }

    pub fn previous(&self) -> Previous {
        Previous {
            origin: Text::new(self.ledger.origin().as_str()).expect("origins are short"),
            size: self.chain.size,
            root: self
                .ledger
                .root_at(self.chain.size)
                .expect("everything sealed here is on the disk between batches"),
        }
    }

    /// An id for a command of the box itself that writes several entries. Nobody can have used it: it
    /// is half of the head's hash that is never sent to anybody.
    pub fn next_id(&self) -> CommandId {
        let mut half = [0; 16];
        half.copy_from_slice(&self.chain.head[16..]);
        CommandId(uuid::Builder::from_custom_bytes(half).into_uuid())
    }

    /// First 16 hex digits of the head hash.
    pub fn head(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.chain.head[..8])
    }

    pub fn night(&self) -> Option<&NightId> {
        self.state.id.as_ref()
    }
}

fn plain_refusal(command: &Command, refusal: Refusal) -> Bytes {
    command.id.map_or_else(Bytes::new, |id| reply(id, ReplyBody::Refused(refusal)))
}

/// Refusals an auditor wants to see: what staff were refused, false claims, and those that came too
/// late, which the room hears of. Others can be asked again at no loss and would only wear the disk.
fn is_written(command: &Command, refusal: &Refusal) -> bool {
    let claim = matches!(command.act, Act::Claim { .. })
        && matches!(refusal, Refusal::NotAWin { .. } | Refusal::Slept { .. });
    command.id.is_some() && refusal.matters() && (command.by.kind == Kind::Staff || claim)
}

/// Entries after which phones must hold a signature: draws, claims and ends.
fn asks_for_signature(entry: &Entry) -> bool {
    matches!(
        entry,
        Entry::NightOpened { .. }
            | Entry::GameLocked { .. }
            | Entry::BallCalled { .. }
            | Entry::BallRecalled { .. }
            | Entry::ClaimMade { .. }
            | Entry::ClaimJudged { .. }
            | Entry::PrizePaid { .. }
            | Entry::GameClosed { .. }
            | Entry::NightClosed { .. }
    )
}

/// An id is one act of one person: two devices that make the same one are broken, or lie.
pub(super) fn id_taken() -> Refusal {
    Refusal::Invalid { field: "id".to_owned(), problem: "used by somebody else".to_owned() }
}

fn too_large() -> Refusal {
    Refusal::LimitReached { limit: "entry_bytes_max".to_owned() }
}
