//! The one loop that owns the night: decide → stage → commit, then views, then the askers.
//!
//! Only this room sees rules, ledger and views together. A batch of commands is decided and applied in memory
//! first and then written as a whole (`batch` says why); nothing is shown or answered before it is on the disk. A
//! command id that comes again gets the stored answer, byte for byte.
//!
//! Read `run` first (the loop), then `batch`; `resume`, `opening` and `fork` are about starts.

mod answers;
mod batch;
mod fork;
mod names;
mod opening;
mod pace;
mod replay;
mod resume;
mod run;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot};

pub use run::open;

use domain::{
    By, ClockSource, Command, CommandId, GameId, Label, NightId, Refusal, Rights, Seed, TeamDevice,
    TeamMember,
};
use proof::BoxKey;

use crate::ledger;

/// Commands that may wait. Beyond this the asker is told to come back: memory stays bounded.
pub const QUEUE_MAX: usize = 256;
/// How long an asker waits before asking again when the queue is full.
const RETRY_AFTER_MS: u32 = 500;

/// Box time, so that the hall has no clock of its own.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&mut self) -> Moment;

    /// Now is no earlier than this, ms since 1970: an entry of then is on the disk.
    fn not_before(&mut self, at_ms: i64);

    /// A member of staff says how late it is, ms since 1970: box time before and after.
    ///
    /// # Errors
    /// Why the clock stays as it is, in words for the one who asked.
    fn set(&mut self, to_ms: i64) -> Result<(i64, i64), String>;

    /// The date a night that starts now belongs to (rolls over at 06:00 local).
    fn night_date(&mut self) -> jiff::civil::Date;
}

/// What the hall keeps apart from the ledger, and the dice of its games.
pub trait Memory: Send + Sync + 'static {
    /// Who may do what now.
    ///
    /// # Errors
    /// In words for the operator; the night goes on without a note of it.
    fn team(&mut self) -> Result<Team, String>;

    /// Keeps a checkpoint apart from the ledger, in place of the one kept before.
    ///
    /// # Errors
    /// In words for the operator; the night goes on.
    fn remember(&mut self, checkpoint: &str) -> Result<(), String>;

    /// The checkpoint kept last.
    ///
    /// # Errors
    /// In words for the operator; the box starts as if there was none.
    fn remembered(&mut self) -> Result<Option<String>, String>;

    /// The seed of a game, kept safe before this returns. `make` when it may be new.
    ///
    /// # Errors
    /// In words for the operator; the command that needs it fails.
    fn seed(&mut self, night: &NightId, game: &GameId, make: bool) -> Result<Option<Seed>, String>;
}

/// People and devices, without names.
#[derive(Clone, Debug, Default)]
pub struct Team {
    /// Everybody who was ever on it.
    pub people: Vec<TeamMember>,
    /// Their devices.
    pub devices: Vec<TeamDevice>,
}

/// Box time and the clock it came from.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Milliseconds since 1970.
    pub at_ms: i64,
    /// Milliseconds since the box started.
    pub mono_ms: u64,
    /// What set the clock, if anything did.
    pub source: Option<ClockSource>,
}

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
    /// Box time.
    pub clock: Box<dyn Clock>,
    /// What is kept apart from the ledger.
    pub memory: Box<dyn Memory>,
}

impl Setup {
    /// Folder of a night.
    fn folder(&self, night: &NightId) -> PathBuf {
        self.data.join("nights").join(night.as_str())
    }

    /// What decisions are lent.
    fn lent(&mut self) -> batch::Lent<'_> {
        batch::Lent { clock: self.clock.as_mut(), memory: self.memory.as_mut() }
    }
}

/// The way in. Cheap to clone.
#[derive(Clone)]
pub struct Hall {
    queue: mpsc::Sender<Request>,
}

/// What came of a command: an encoded [`protocol::Reply`], kept for retries.
#[derive(Clone, Debug)]
pub struct Answer {
    /// JSON.
    pub bytes: Bytes,
}

/// The hall gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The queue is full.
    #[error("the hall is busy")]
    Busy {
        /// Ask again after this long.
        retry_after_ms: u32,
    },
    /// The box is stopping: whether the command stands is known after it is back.
    #[error("the hall is closing")]
    Stopping,
}

/// What a phone's checkpoint says about this ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptCheck {
    /// The ledger continues it.
    Continues,
    /// Not a checkpoint this box signed for this night: says nothing.
    NotOurs,
    /// The ledger is shorter, or its past is another: something was lost or replaced.
    Rollback {
        /// Entries the phone's checkpoint covers.
        size: u64,
    },
}

/// The night a bundle holds, or in words why there is none.
pub type Exported = Result<NightId, String>;

/// Who wants a new night, and which.
pub(crate) struct AskedNight {
    pub by: By,
    pub rights: Rights,
    pub id: CommandId,
    pub rehearsal: bool,
}

pub(crate) enum Request {
    Ask { command: Command, reply: oneshot::Sender<Answer> },
    OpenNight { asked: AskedNight, reply: oneshot::Sender<Answer> },
    Export { path: PathBuf, reply: oneshot::Sender<Exported> },
    SetClock { by: By, to_ms: i64, reply: oneshot::Sender<Result<(), Refusal>> },
    Receipt { text: String, reply: oneshot::Sender<ReceiptCheck> },
    Stop,
}

impl Hall {
    /// Asks for something and waits until it stands or is refused.
    ///
    /// # Errors
    /// [`AskError`] when there is no answer.
    pub async fn ask(&self, command: Command) -> Result<Answer, AskError> {
        self.request(|reply| Request::Ask { command, reply }).await
    }

    /// Starts a new night, or a dry run, after the last one was closed.
    ///
    /// # Errors
    /// [`AskError`] when there is no answer.
    pub async fn open_night(
        &self,
        by: By,
        rights: Rights,
        id: CommandId,
        rehearsal: bool,
    ) -> Result<Answer, AskError> {
        let asked = AskedNight { by, rights, id, rehearsal };
        self.request(|reply| Request::OpenNight { asked, reply }).await
    }

    /// Writes tonight's bundle to `path`, while the night goes on.
    ///
    /// # Errors
    /// [`AskError`] when there is no answer; the inner error says in words why it failed.
    pub async fn export(&self, path: PathBuf) -> Result<Exported, AskError> {
        self.request(|reply| Request::Export { path, reply }).await
    }

    /// Sets the clock of the box to what a member of staff's phone says, and writes that down.
    ///
    /// # Errors
    /// [`AskError`] when there is no answer; the inner refusal says why the clock stays as it is.
    pub async fn set_clock(&self, by: By, to_ms: i64) -> Result<Result<(), Refusal>, AskError> {
        self.request(|reply| Request::SetClock { by, to_ms, reply }).await
    }

    /// Holds a phone's checkpoint against the ledger; a rollback is written down and shown.
    ///
    /// # Errors
    /// [`AskError`] when there is no answer.
    pub async fn check_receipt(&self, text: String) -> Result<ReceiptCheck, AskError> {
        self.request(|reply| Request::Receipt { text, reply }).await
    }

    /// Lets the loop finish what waits and close the ledger.
    pub async fn stop(&self) {
        let _ = self.queue.send(Request::Stop).await; // already gone is fine
    }

    /// A hall that never answers, for rooms that only need one to stand there.
    #[cfg(test)]
    pub(crate) fn nobody() -> Self {
        Self { queue: mpsc::channel(1).0 }
    }

    async fn request<T>(&self, request: impl FnOnce(oneshot::Sender<T>) -> Request) -> Result<T, AskError> {
        let (reply, answer) = oneshot::channel();
        self.queue.try_send(request(reply)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => AskError::Busy { retry_after_ms: RETRY_AFTER_MS },
            mpsc::error::TrySendError::Closed(_) => AskError::Stopping,
        })?;
        answer.await.map_err(|_| AskError::Stopping)
    }
}

/// A running hall.
pub struct Running {
    /// The way in.
    pub hall: Hall,
    /// What everybody sees.
    pub views: Arc<crate::views::Views>,
    /// Ends when the hall stops; an error means that acknowledged entries are safe but the process
    /// must be started anew.
    pub task: tokio::task::JoinHandle<Result<(), HallFailure>>,
}

/// Why the hall cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum HallFailure {
    /// The disk refused: stop, look at the disk, start again; the ledger replays.
    #[error("an entry could not be written: {0}")]
    NotWritten(#[from] ledger::AppendError),
    /// A ledger could not be opened.
    #[error(transparent)]
    NotOpened(#[from] ledger::OpenError),
    /// The folder of nights cannot be read or made.
    #[error("the folder {0} cannot be used: {1}")]
    Folder(PathBuf, std::io::Error),
}
