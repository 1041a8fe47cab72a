//! The one thread that writes.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, TryRecvError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::oneshot;
use tracing::error;

use super::checkpoint_file;
use super::error::AppendError;
use super::store::Store;
use domain::Digest;
use proof::checkpoint::{self, Checkpoint};
use proof::tree::Tree;
use proof::{BoxKey, Leaf, Origin};

/// Entries after which the head is signed without being asked for.
const UNSIGNED_MAX: u64 = 256;
/// Time after which the next append signs the head without being asked to, ms.
const UNSIGNED_MS_MAX: u64 = 1_000;

/// The answer to an append: the entries are on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The head, if it was signed with this commit.
    pub checkpoint: Option<Checkpoint>,
    /// How long the disk took, µs.
    pub took_us: u64,
}

/// What callers may read: durable entries only.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) tree: Tree,
    pub(super) newest: Option<Checkpoint>,
}

/// A job for the writer thread, with the way to its answer.
#[derive(Debug)]
pub(super) enum Job {
    Append {
        leaves: Vec<Leaf>,
        sign: bool,
        mono_ms: u64,
        done: oneshot::Sender<Result<Committed, AppendError>>,
    },
    Sign {
        done: oneshot::Sender<Result<Checkpoint, AppendError>>,
    },
    Read {
        range: Range<u64>,
        done: Sender<Result<Vec<Vec<u8>>, AppendError>>,
    },
    Close {
        done: oneshot::Sender<Result<(), AppendError>>,
    },
}

/// The state of the writer thread.
pub(super) struct Writer {
    store: Store,
    dir: PathBuf,
    origin: Origin,
    key: BoxKey,
    head: Arc<Mutex<Head>>,
    signed_mono_ms: u64,
    /// Set after a failed write: what the disk holds then is known only after a replay.
    broken: Option<AppendError>,
}

impl Writer {
    pub(super) fn new(store: Store, dir: &Path, origin: Origin, key: BoxKey, head: Arc<Mutex<Head>>) -> Self {
        Self { store, dir: dir.to_owned(), origin, key, head, signed_mono_ms: 0, broken: None }
    }

    /// Does the jobs of the queue until the ledger is closed or dropped.
    pub(super) fn run(mut self, queue: &Receiver<Job>) {
        loop {
            let job = match queue.try_recv() {
                Ok(job) => job,
                Err(TryRecvError::Disconnected) => break,
                Err(TryRecvError::Empty) => {
                    self.move_long_wal();
                    let Ok(job) = queue.recv() else { break };
                    job
                }
            };
            match job {
                Job::Append { leaves, sign, mono_ms, done } => {
                    let result = self.append(&leaves, sign, mono_ms);
                    let signed = result.as_ref().ok().and_then(|committed| committed.checkpoint.clone());
                    let _ = done.send(result); // a caller that is gone learns from the replay
                    // After the answer: a caller must not wait for a file that can be made again.
                    if let Some(checkpoint) = signed {
                        checkpoint_file::keep(&self.dir, &checkpoint);
                    }
                }
                Job::Sign { done } => {
                    let _ = done.send(self.check_unbroken().map(|()| self.sign_if_behind()));
                }
                Job::Read { range, done } => {
                    let _ = done.send(self.store.read(range).map_err(AppendError::from));
                }
                Job::Close { done } => {
                    let result = self.close();
                    // Before the answer: the caller may open the file again at once.
                    drop(self);
                    let _ = done.send(result);
                    return;
                }
            }
        }
    }

    fn check_unbroken(&self) -> Result<(), AppendError> {
        self.broken.clone().map_or(Ok(()), Err)
    }

    fn append(&mut self, leaves: &[Leaf], sign: bool, mono_ms: u64) -> Result<Committed, AppendError> {
        self.check_unbroken()?;
        let begun = Instant::now();
        self.record(leaves).inspect_err(|error| self.broken = Some(error.clone()))?;
        let took_us = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
        let unsigned = {
            let mut head = lock(&self.head);
            for leaf in leaves {
                head.tree.push(leaf.hash);
            }
            head.tree.size() - head.newest.as_ref().map_or(0, |newest| newest.size)
        };
        let due = unsigned >= UNSIGNED_MAX || mono_ms.saturating_sub(self.signed_mono_ms) >= UNSIGNED_MS_MAX;
        if unsigned == 0 || !(sign || due) {
            return Ok(Committed { checkpoint: None, took_us });
        }
        self.signed_mono_ms = mono_ms;
        Ok(Committed { checkpoint: Some(self.sign()), took_us })
    }

    /// Writes the leaves, which must continue what is on the disk.
    fn record(&mut self, leaves: &[Leaf]) -> Result<(), AppendError> {
        let size = lock(&self.head).tree.size();
        for (wanted, leaf) in (size..).zip(leaves) {
            if leaf.seq != wanted {
                return Err(AppendError::OutOfOrder { wanted, found: leaf.seq });
            }
        }
        if leaves.is_empty() {
            return Ok(());
        }
        self.store.append(leaves).map_err(|failure| {
            error!(error = %failure, seq = size, "Could not record entry {size}; no more are accepted");
            AppendError::from(failure)
        })
    }

    fn sign(&self) -> Checkpoint {
        let mut head = lock(&self.head);
        let root = Digest(head.tree.root());
        let checkpoint = checkpoint::sign(&self.origin, head.tree.size(), &root, &self.key);
        head.newest = Some(checkpoint.clone());
        checkpoint
    }

    /// The newest checkpoint, signed now unless it covers every entry already.
    pub(super) fn sign_if_behind(&mut self) -> Checkpoint {
        let newest = {
            let head = lock(&self.head);
            head.newest.clone().filter(|newest| newest.size == head.tree.size())
        };
        newest.unwrap_or_else(|| {
            let checkpoint = self.sign();
            checkpoint_file::keep(&self.dir, &checkpoint);
            checkpoint
        })
    }

    fn move_long_wal(&mut self) {
        if self.broken.is_some() {
            return;
        }
        if let Err(failure) = self.store.move_long_wal() {
            error!(error = %failure, "Could not move the WAL into the ledger; no more entries are accepted");
            self.broken = Some(failure.into());
        }
    }

    fn close(&mut self) -> Result<(), AppendError> {
        self.check_unbroken()?;
        if lock(&self.head).tree.size() > 0 {
            self.sign_if_behind();
        }
        Ok(self.store.truncate_wal()?)
    }
}

/// The lock, also after a panic of its last holder: no holder can stop half-way.
pub(super) fn lock(head: &Mutex<Head>) -> MutexGuard<'_, Head> {
    head.lock().unwrap_or_else(PoisonError::into_inner)
}
