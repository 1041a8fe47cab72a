//! The night in memory, its ledger, and the batch between them: decide → stage → commit.

use bytes::Bytes;
use domain::{
    Act, By, Command, CommandId, Digest, Entry, Given, Kind, Label, Night, NightId, Previous, Recorded,
    Refusal, Stamp, Text,
};
use proof::tree::Tree;
use proof::{Chain, Checkpoint, Context, EntryTimes, Leaf, Origin};
use protocol::ReplyBody;
use tokio::sync::oneshot;
use tracing::{debug, error};

use super::answers::{self, Answers};
use super::refusals::{Folded, Refusals};
use super::replay::Replayed;
use super::setup::{Lent, Memory, Moment};
use super::{Answer, HallFailure};
use crate::ledger::{Ledger, Packed, export::ExportError};

/// How long a caller waits before it asks again when the vault gave no seed, ms.
const SEED_RETRY_MS: u32 = 2_000;

/// A night with its ledger. Commands are decided against it and staged into one batch, which [`Self::commit`] makes
/// durable as a whole.
pub(super) struct LiveNight {
    /// The night, with what is staged.
    state: Night,
    /// Its times, with those that are staged.
    times: EntryTimes,
    /// Where the next leaf goes, behind what is staged.
    chain: Chain,
    ledger: Ledger,
    answers: Answers,
    boot: String,
    /// Box uptime at the newest staged entry, ms.
    mono_ms: u64,
    staged: Staged,
    refusals: Refusals,
}

/// What the next commit makes durable, and the replies to send after it.
#[derive(Default)]
struct Staged {
    leaves: Vec<Leaf>,
    recorded: Vec<Recorded>,
    replies: Vec<Waiting>,
    sign: bool,
}

/// Whoever waits for the answer to a command.
struct Waiting {
    id: Option<CommandId>,
    by: By,
    reply: oneshot::Sender<Answer>,
    /// The answer, once the batch is durable.
    bytes: Bytes,
}

/// The night as it is on the disk.
pub(super) struct Committed<'a> {
    pub night: &'a Night,
    /// The entries of this commit.
    pub recorded: Vec<Recorded>,
    /// First 16 hex digits of the head hash.
    pub head: String,
    /// The head, if it was signed with this commit.
    pub checkpoint: Option<Checkpoint>,
    /// How long the disk took, µs; `None` when there was nothing to write.
    pub took_us: Option<u64>,
    pub replies: Replies,
}

/// Replies to send after a commit.
pub(super) struct Replies(Vec<Waiting>);

impl Replies {
    /// Sends them. A caller that is gone asks again with the same id.
    pub(super) fn send(self) {
        for Waiting { reply, bytes, .. } in self.0 {
            let _ = reply.send(Answer { bytes });
        }
    }
}

impl LiveNight {
    pub(super) fn new(replayed: Replayed, chain: Chain, ledger: Ledger, boot: String) -> Self {
        let Replayed { state, times, answers } = replayed;
        let (staged, refusals) = (Staged::default(), Refusals::default());
        Self { state, times, chain, ledger, answers, boot, mono_ms: 0, staged, refusals }
    }

    /// Decides one command and stages its entries; the reply is sent after the commit. An id that was answered before
    /// gets the stored answer, if the actor is the same.
    pub(super) fn ask(
        &mut self,
        command: &Command,
        reply: Option<oneshot::Sender<Answer>>,
        lent: &mut Lent<'_>,
    ) {
        let known = command.id.and_then(|id| self.answers.again(id, &command.by));
        let bytes = match known {
            Some(bytes) => bytes,
            None => self.answer(command, lent),
        };
        if let Some(reply) = reply {
            self.staged.replies.push(Waiting { id: command.id, by: command.by.clone(), reply, bytes });
        }
    }

    /// The answer to a new command.
    fn answer(&mut self, command: &Command, lent: &mut Lent<'_>) -> Bytes {
        if matches!(command.act, Act::CloseNight { .. }) && !self.state.closed {
            self.write_folded(lent);
        }
        let decision = match self.decide(command, lent.memory) {
            Ok(decision) => decision,
            Err(problem) => {
                // The night goes on: only acts that need the seed have to wait.
                error!(problem, act = command.act.name(), "The vault gave no seed");
                return answers::refused(command, Refusal::Busy { retry_after_ms: SEED_RETRY_MS });
            }
        };
        let (entries, refused) = match decision {
            Ok(entries) => (entries, None),
            // `night_closed` is the last entry of a night.
            Err(refusal) if !self.state.closed && is_written(command, &refusal) => {
                let act = Label::new(command.act.name()).expect("names of acts are short");
                (vec![Entry::Refused { act, refusal: refusal.clone(), repeats: 0 }], Some(refusal))
            }
            Err(refusal) => return answers::refused(command, refusal),
        };
        let moment = lent.clock.now();
        if let Some(refusal) = &refused
            && command.by.kind == Kind::Staff
            && !self.refusals.admit(command, refusal, moment.mono_ms)
        {
            self.stage_due(moment);
            return answers::refused(command, refusal.clone());
        }
        let seq = self.chain.size;
        if self.stage(&command.by, command.id, &entries, moment).is_err() {
            return answers::refused(command, too_large());
        }
        self.stage_due(moment);
        match (command.id, refused) {
            (Some(id), _) => self.answers.keep(id, &command.by, seq, entries),
            (None, Some(refusal)) => answers::refused(command, refusal),
            (None, None) => Bytes::new(),
        }
    }

    /// Stages what was folded in minutes that are over.
    fn stage_due(&mut self, moment: Moment) {
        let due = self.refusals.due(moment.mono_ms);
        if !self.state.closed {
            self.stage_folded(due, moment);
        }
    }

    /// Stages everything that was folded: nothing comes after the end of a night, and a count in memory is lost with
    /// it.
    pub(super) fn write_folded(&mut self, lent: &mut Lent<'_>) {
        let all = self.refusals.all();
        if !all.is_empty() {
            self.stage_folded(all, lent.clock.now());
        }
    }

    /// Stages an entry for each of these kinds.
    fn stage_folded(&mut self, folded: Vec<Folded>, moment: Moment) {
        for (by, entry) in folded.into_iter().map(Folded::into_entry) {
            if let Err(error) = self.stage(&by, None, &[entry], moment) {
                error!(%error, "How often somebody was refused could not be written down");
            }
        }
    }

    /// Asks the rules, with the seed of the game if they need it.
    fn decide(
        &self,
        command: &Command,
        memory: &mut dyn Memory,
    ) -> Result<Result<Vec<Entry>, Refusal>, String> {
        let mut given = Given { seed: None, staged_head: Digest(self.chain.head) };
        let game = command.act.game().filter(|_| self.state.needs_seed(&command.act));
        if let (Some(game), Some(night)) = (game, &self.state.id) {
            let make = matches!(command.act, Act::OpenGame { .. });
            given.seed = memory.seed(night, game, make)?;
        }
        Ok(self.state.decide(command, &given))
    }

    /// Seals the entries and applies them before they are durable: the next command of the batch has to see them, or
    /// two sales of one card in the same batch both succeed. Everything else reads the night after [`Self::commit`].
    ///
    /// # Errors
    /// An entry is too large for a leaf: nothing was staged.
    pub(super) fn stage(
        &mut self,
        by: &By,
        id: Option<CommandId>,
        entries: &[Entry],
        moment: Moment,
    ) -> Result<(), proof::TooLarge> {
        let Moment { at_ms, mono_ms, source } = moment;
        let context = Context { at_ms, mono_ms, boot: self.boot.clone(), clock: source.into() };
        let mut chain = self.chain;
        let mut leaves = Vec::with_capacity(entries.len());
        for entry in entries {
            leaves.push(chain.seal(&context, by, id, entry)?);
        }
        (self.chain, self.mono_ms) = (chain, mono_ms);
        for (leaf, entry) in leaves.into_iter().zip(entries) {
            let stamp = Stamp { seq: leaf.seq, at_ms, by: by.clone() };
            let recorded = Recorded { stamp, entry: entry.clone() };
            self.state.apply(&recorded);
            self.times.push(at_ms, entry);
            self.staged.sign |= asks_for_signature(entry);
            self.staged.leaves.push(leaf);
            self.staged.recorded.push(recorded);
        }
        Ok(())
    }

    /// Makes the batch durable. Only what this returns may be shown or answered.
    ///
    /// # Errors
    /// The disk failed: nothing of the batch may be shown. The night in memory is ahead of the disk then, so it has to
    /// be replayed ([`Self::take_over`]), or the process has to stop.
    pub(super) async fn commit(&mut self) -> Result<Committed<'_>, HallFailure> {
        let Staged { leaves, recorded, replies, sign } = std::mem::take(&mut self.staged);
        let (checkpoint, took_us) = if leaves.is_empty() {
            (None, None)
        } else {
            match self.ledger.append(leaves, sign, self.mono_ms).await {
                Ok(committed) => {
                    // The load driver measures from this line: the batch is durable and not yet shown.
                    debug!(size = self.chain.size, "Committed");
                    (committed.checkpoint, Some(committed.took_us))
                }
                Err(failure) => {
                    // Who waits is answered by what the disk turns out to hold.
                    self.staged.replies = replies;
                    return Err(failure.into());
                }
            }
        };
        let head = data_encoding::HEXLOWER.encode(&self.chain.head[..8]);
        Ok(Committed { night: &self.state, recorded, head, checkpoint, took_us, replies: Replies(replies) })
    }

    /// Lets go of the ledger, so that it can be opened again. This night takes no more then.
    pub(super) async fn let_go(&mut self) {
        let ended = Ledger::ended(self.origin().clone(), self.ledger.key().clone(), Tree::new());
        // What stopped it is known already.
        let _ = std::mem::replace(&mut self.ledger, ended).close().await;
    }

    /// Goes on as the disk has the night. Who waits gets the stored answer, or this refusal.
    pub(super) fn take_over(&mut self, replayed: Self, refusal: &Refusal) {
        let waiting = std::mem::replace(self, replayed).staged.replies;
        for Waiting { id, by, reply, .. } in waiting {
            let refused = |id| answers::reply(id, ReplyBody::Refused(refusal.clone()));
            let bytes = id.map(|id| self.answered(id, &by).unwrap_or_else(|| refused(id)));
            let _ = reply.send(Answer { bytes: bytes.unwrap_or_default() }); // as in Replies::send
        }
    }

    /// The end of this ledger, for the first entry of the next.
    ///
    /// # Panics
    /// While something is staged: the root covers durable entries only.
    pub(super) fn end(&self) -> Previous {
        Previous {
            origin: Text::new(self.origin().as_str()).expect("origins are short"),
            size: self.chain.size,
            root: self.ledger.root_at(self.chain.size).expect("nothing is staged"),
        }
    }

    /// An id for a command of the box itself that writes several entries: the half of the head's hash that no client
    /// is sent, so that no client can have used it.
    pub(super) fn next_id(&self) -> CommandId {
        let mut half = [0; 16];
        half.copy_from_slice(&self.chain.head[16..]);
        CommandId(uuid::Builder::from_custom_bytes(half).into_uuid())
    }

    /// The stored answer to this id.
    pub(super) fn answered(&self, id: CommandId, by: &By) -> Option<Bytes> {
        self.answers.again(id, by)
    }

    /// Name of the night; `None` before its first entry.
    pub(super) fn id(&self) -> Option<&NightId> {
        self.state.id.as_ref()
    }

    /// Seq of the first entry that is dated later than `to_ms`, ms since 1970.
    pub(super) fn wrong_since(&self, to_ms: i64) -> Option<u64> {
        self.times.wrong_since(to_ms)
    }

    /// Number of entries, with those that are staged.
    pub(super) fn size(&self) -> u64 {
        self.chain.size
    }

    pub(super) fn origin(&self) -> &Origin {
        self.ledger.origin()
    }

    /// The newest head that was signed.
    pub(super) fn newest_checkpoint(&self) -> Option<Checkpoint> {
        self.ledger.newest_checkpoint()
    }

    /// Whether the checkpoint is of this ledger, and the ledger does not continue it.
    pub(super) fn contradicts(&self, theirs: &Checkpoint) -> bool {
        theirs.origin == *self.origin() && self.ledger.root_at(theirs.size) != Some(theirs.root)
    }

    /// Packs a bundle of everything recorded so far; the loop goes on meanwhile.
    pub(super) fn export(&self) -> impl Future<Output = Result<Packed, ExportError>> + Send + use<> {
        self.ledger.export()
    }

    /// Closes the ledger.
    ///
    /// # Errors
    /// The disk failed.
    pub(super) async fn close(self) -> Result<(), HallFailure> {
        Ok(self.ledger.close().await?)
    }
}

/// Whether a refusal is recorded: what staff were refused, false claims, and late claims, which the room is told of.
/// An auditor wants to see these. Others would only wear the disk.
fn is_written(command: &Command, refusal: &Refusal) -> bool {
    let claim = matches!(command.act, Act::Claim { .. })
        && matches!(refusal, Refusal::NotAWin { .. } | Refusal::Slept { .. });
    command.id.is_some() && refusal.matters() && (command.by.kind == Kind::Staff || claim)
}

/// Whether phones must hold a signature of this entry.
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

fn too_large() -> Refusal {
    Refusal::LimitReached { limit: "entry_bytes_max".to_owned() }
}
