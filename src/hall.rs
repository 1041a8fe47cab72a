//! The one loop that owns the night: decide → stage → commit, then views, then replies.
//!
//! Only this room sees rules, ledger and views together. A batch of commands is decided and applied in memory, then
//! written as a whole (`batch` says why); nothing is shown or answered before it is on the disk. A repeated command id
//! gets the stored answer, byte for byte.
//!
//! Read `run` first (the loop), then `batch`; `resume`, `opening` and `fork` are about starts.

mod answers;
mod batch;
mod damage;
mod fork;
mod found;
mod names;
mod old_nights;
mod opening;
mod pace;
mod refusals;
mod replay;
mod resume;
mod run;
mod setup;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::{mpsc, oneshot};

pub use old_nights::{OldNightError, OldNights};
pub use run::open;
pub use setup::{Clock, HallSetup, Memory, Moment, Team};

use domain::{By, Command, CommandId, NightId, Refusal, Rights};
use machine::clock::ClockOffer;

use crate::ledger;
pub use crate::ledger::archive::Whole;

/// Requests that may wait. Beyond this a caller is told to ask again, so that memory stays bounded.
pub const QUEUE_MAX: usize = 256;
/// How long a caller waits before it asks again when the queue is full, ms.
const RETRY_AFTER_MS: u32 = 500;

/// A handle on the running loop. Cheap to clone.
#[derive(Clone)]
pub struct Hall {
    queue: mpsc::Sender<Request>,
    /// Nights that are over.
    pub old_nights: OldNights,
}

/// The answer to a command: an encoded [`protocol::Reply`], kept for retries.
#[derive(Clone, Debug)]
pub struct Answer {
    /// JSON.
    pub bytes: Bytes,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The queue is full.
    #[error("the hall is busy")]
    Busy {
        /// Ask again after this long.
        retry_after_ms: u32,
    },
    /// The box is stopping: whether the command was recorded is known after the next start.
    #[error("the hall is closing")]
    Stopping,
}

/// The result of comparing a phone's checkpoint with this ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReceiptCheck {
    /// The ledger continues it.
    Continues,
    /// Not a checkpoint this box signed for this night: it proves nothing.
    NotOurs,
    /// The ledger is shorter or differs: entries were lost or replaced.
    Rollback {
        /// Entries the phone's checkpoint covers.
        size: u64,
    },
}

/// A night and its bundle, or why there is none, in words.
pub type Exported = Result<(NightId, Vec<u8>), String>;

/// A request for another night.
pub(crate) struct AskedNight {
    pub by: By,
    pub rights: Rights,
    pub id: CommandId,
    pub what: AnotherNight,
}

/// Which night is asked for.
pub(crate) enum AnotherNight {
    /// One after the last was closed.
    Next { rehearsal: bool },
    /// One in place of this, whose record is given up.
    InPlaceOf(NightId),
}

pub(crate) enum Request {
    Ask { command: Command, reply: oneshot::Sender<Answer> },
    OpenNight { asked: AskedNight, reply: oneshot::Sender<Answer> },
    Export { reply: oneshot::Sender<Exported> },
    SetClock { by: By, offer: ClockOffer, reply: oneshot::Sender<Result<(), Refusal>> },
    LookForRoom { done: oneshot::Sender<()> },
    Receipt { text: String, reply: oneshot::Sender<ReceiptCheck> },
    Stop,
}

impl Hall {
    /// Sends a command and waits until it is recorded or refused.
    ///
    /// # Errors
    /// [`AskError`] when there is no answer.
    pub async fn ask(&self, command: Command) -> Result<Answer, AskError> {
        self.request(|reply| Request::Ask { command, reply }).await
    }

    /// Opens a new night, or a dry run, after the last one was closed.
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
        let asked = AskedNight { by, rights, id, what: AnotherNight::Next { rehearsal } };
        self.request(|reply| Request::OpenNight { asked, reply }).await
    }

    /// Gives up the record of a night that is damaged or lost its end, and begins another one that says so.
    ///
    /// # Errors
    /// [`AskError`] when there is no answer.
    pub async fn set_aside_night(
        &self,
        by: By,
        rights: Rights,
        id: CommandId,
        night: NightId,
    ) -> Result<Answer, AskError> {
        let asked = AskedNight { by, rights, id, what: AnotherNight::InPlaceOf(night) };
        self.request(|reply| Request::OpenNight { asked, reply }).await
    }

    /// Packs tonight's bundle while the night goes on.
    ///
    /// # Errors
    /// [`AskError`] when there is no answer; the inner error says in words why it failed.
    pub async fn export(&self) -> Result<Exported, AskError> {
        self.request(|reply| Request::Export { reply }).await
    }

    /// Sets the clock of the box to what a staff device says, and records that.
    ///
    /// # Errors
    /// [`AskError`] when there is no answer; the inner refusal says why the clock stays as it is.
    pub async fn set_clock(&self, by: By, offer: ClockOffer) -> Result<Result<(), Refusal>, AskError> {
        self.request(|reply| Request::SetClock { by, offer, reply }).await
    }

    /// Removes a night that is over, once a copy of it was read back, and goes on at once if the disk was full. `at_ms`
    /// is box time. Returns what there was.
    ///
    /// # Errors
    /// [`OldNightError`]; the night stays then.
    pub async fn remove_night(&self, night: NightId, at_ms: i64) -> Result<Whole, OldNightError> {
        let removed = self.old_nights.remove(night, at_ms).await?;
        // A loop that is busy or stops looks by itself.
        let _ = self.request(|done| Request::LookForRoom { done }).await;
        Ok(Whole { size: removed.size, root: removed.root })
    }

    /// Compares a phone's checkpoint with the ledger; a rollback is recorded and shown.
    ///
    /// # Errors
    /// [`AskError`] when there is no answer.
    pub async fn check_receipt(&self, text: String) -> Result<ReceiptCheck, AskError> {
        self.request(|reply| Request::Receipt { text, reply }).await
    }

    /// Ends the loop after the requests that wait, and closes the ledger.
    pub async fn stop(&self) {
        let _ = self.queue.send(Request::Stop).await; // a loop that has ended needs no stop
    }

    /// A hall that never answers, for tests of other rooms.
    #[cfg(test)]
    pub(crate) fn nobody() -> Self {
        let key = proof::BoxKey::from_seed([0; 32], "nowhere1").expect("a good name");
        let tonight = || NightId::new("2026-11-20").expect("a date");
        let old_nights = OldNights::new("nowhere".into(), key, Arc::new(tonight));
        Self { queue: mpsc::channel(1).0, old_nights }
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
    /// Handle on the loop.
    pub hall: Hall,
    /// What screens are shown.
    pub views: Arc<crate::views::Views>,
    /// Ends when the loop stops. After an error every acknowledged entry is on the disk, and the process has to be
    /// started again.
    pub task: tokio::task::JoinHandle<Result<(), HallFailure>>,
}

/// Why the loop cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum HallFailure {
    /// The disk failed: check it, start again; the ledger is replayed. While it is only full the loop goes on without
    /// recording.
    #[error("an entry could not be written: {0}")]
    NotWritten(#[from] ledger::AppendError),
    /// A ledger could not be opened.
    #[error(transparent)]
    NotOpened(#[from] ledger::OpenError),
    /// The folder of nights cannot be used.
    #[error("the folder {0} cannot be used: {1}")]
    Folder(PathBuf, std::io::Error),
}

impl HallFailure {
    /// Whether all that is wrong is that the disk is full.
    pub(crate) fn is_full(&self) -> bool {
        matches!(
            self,
            Self::NotWritten(ledger::AppendError::Full) | Self::NotOpened(ledger::OpenError::Full(_))
        )
    }
}
