//! The one thread that writes.

use std::fs;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

use tokio::sync::oneshot;
use tracing::{error, warn};

use super::error::{AppendError, OpenError};
use super::export::{self, ExportError, Summary};
use super::store::Store;
use domain::{Digest, Entry};
use proof::checkpoint::{self, CHECKPOINT_BYTES_MAX, Checkpoint};
use proof::tree::Tree;
use proof::{BoxKey, Chain, Leaf, LeafBody, Origin};

/// Newest checkpoint, beside the ledger file. Not synced: it can be signed again.
const CHECKPOINT_FILE: &str = "checkpoint";
/// Entries after which a head is signed although nobody asked.
const UNSIGNED_MAX: u64 = 256;
/// Time after which the next append signs although nobody asked, milliseconds.
const UNSIGNED_MS_MAX: u64 = 1_000;

/// A ledger that was opened.
#[derive(Debug)]
pub struct Opened {
    /// Where to append.
    pub ledger: Ledger,
    /// Where the next leaf goes.
    pub chain: Chain,
    /// A checkpoint this box signed and this ledger does not continue: its end was lost, or an older copy
    /// of the card was put back. Start a new night that names this one; it was kept as
    /// `checkpoint.<size>.lost`.
    pub lost: Option<Checkpoint>,
}

/// Answer to an append: the entries are on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The head, if it was signed on this occasion.
    pub checkpoint: Option<Checkpoint>,
    /// How long the disk took to make them safe, µs.
    pub took_us: u64,
}

/// How far the entries have got, in entries. Copies and the cloud will add their own sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Durability {
    /// On the box's own disk.
    pub saved: u64,
}

/// A running ledger. Dropping it waits for the writer to finish what it does.
#[derive(Debug)]
pub struct Ledger {
    // Unbounded: the hall has one append in flight, and its own queue is bounded.
    jobs: Sender<Job>,
    head: Arc<Mutex<Head>>,
    thread: Option<JoinHandle<()>>,
    origin: Origin,
    key: BoxKey,
}

/// What readers may know; holds durable entries only.
#[derive(Debug)]
struct Head {
    tree: Tree,
    newest: Option<Checkpoint>,
}

#[derive(Debug)]
enum Job {
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

impl Ledger {
    /// Opens or creates the ledger of a night: checks every byte of it, hands every entry to `on_leaf` in
    /// order, then starts the writer.
    ///
    /// # Errors
    /// [`OpenError`], whose text tells the landlord what to do.
    pub fn open(
        dir: &Path,
        origin: Origin,
        key: BoxKey,
        on_leaf: &mut dyn FnMut(LeafBody),
    ) -> Result<Opened, OpenError> {
        Self::over(Store::open(dir, true)?, dir, origin, key, on_leaf)
    }

    /// Replays an open file and starts its writer.
    pub(super) fn over(
        store: Store,
        dir: &Path,
        origin: Origin,
        key: BoxKey,
        on_leaf: &mut dyn FnMut(LeafBody),
    ) -> Result<Opened, OpenError> {
        let mut found = None;
        let (chain, tree) = store.replay(&mut |body| {
            if let Entry::NightOpened { night, .. } = &body.entry {
                found.get_or_insert_with(|| night.clone());
            }
            on_leaf(body);
        })?;
        if let Some(found) = found.filter(|found| found.as_str() != origin.night()) {
            let (dir, wanted) = (dir.to_owned(), origin.night().to_owned());
            return Err(OpenError::OtherNight { dir, found: found.to_string(), wanted });
        }
        let (newest, lost) = remembered(dir, &origin, &key, &tree);
        let head = Arc::new(Mutex::new(Head { tree, newest }));
        let mut writer = Writer {
            store,
            dir: dir.to_owned(),
            origin: origin.clone(),
            key: key.clone(),
            head: Arc::clone(&head),
            signed_mono_ms: 0,
            broken: None,
        };
        if lost.is_none() && chain.size > 0 {
            writer.sign_if_behind();
        }
        let (jobs, queue) = channel();
        let thread = std::thread::Builder::new()
            .name("ledger".into())
            .spawn(move || writer.run(&queue))
            .map_err(|error| OpenError::from_io(dir, &error))?;
        Ok(Opened { ledger: Self { jobs, head, thread: Some(thread), origin, key }, chain, lost })
    }

    /// Appends leaves in one commit; resolves once they are on the disk. Signs the head when asked to, else
    /// every 256 entries or once a second by `mono_ms`.
    ///
    /// # Errors
    /// [`AppendError`]: none of the leaves counts, and nothing will be accepted any more.
    pub async fn append(
        &self,
        leaves: Vec<Leaf>,
        sign: bool,
        mono_ms: u64,
    ) -> Result<Committed, AppendError> {
        let (done, answer) = oneshot::channel();
        self.send(Job::Append { leaves, sign, mono_ms, done })?;
        answer.await.unwrap_or(Err(AppendError::Closed))
    }

    /// Writes a bundle of everything recorded so far to `path` (beside it first, then renamed). What it returns
    /// lives by itself: appends go on meanwhile, and closing the ledger ends it with an error.
    ///
    /// # Errors
    /// [`ExportError`]; nothing is left at `path` then.
    pub fn export(&self, path: PathBuf) -> impl Future<Output = Result<Summary, ExportError>> + Send + use<> {
        let (done, signed) = oneshot::channel();
        // Asked for at once: what is recorded from here on is for the next bundle.
        let asked = self.send(Job::Sign { done });
        let (jobs, keys) = (self.jobs.clone(), vec![self.key.verifier_key()]);
        async move {
            asked?;
            let checkpoint = signed.await.unwrap_or(Err(AppendError::Closed))?;
            pack(jobs, keys, checkpoint, path).await
        }
    }

    /// Waits for everything handed in, signs the head, empties the WAL and ends the writer.
    ///
    /// # Errors
    /// [`AppendError`] that stopped the writer before, or now.
    pub async fn close(mut self) -> Result<(), AppendError> {
        let (done, answer) = oneshot::channel();
        self.send(Job::Close { done })?;
        let result = answer.await.unwrap_or(Err(AppendError::Closed));
        self.join();
        result
    }

    /// The newest head that was signed.
    #[must_use]
    pub fn newest_checkpoint(&self) -> Option<Checkpoint> {
        lock(&self.head).newest.clone()
    }

    /// Root over the first `size` entries; `None` when there are not that many on the disk.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Digest> {
        lock(&self.head).tree.root_at(size).map(Digest)
    }

    /// Number of entries on the disk.
    #[must_use]
    pub fn size(&self) -> u64 {
        lock(&self.head).tree.size()
    }

    /// How far the entries have got.
    #[must_use]
    pub fn durability(&self) -> Durability {
        Durability { saved: self.size() }
    }

    /// Name of the ledger.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The key that signs.
    #[must_use]
    pub fn key(&self) -> &BoxKey {
        &self.key
    }

    fn send(&self, job: Job) -> Result<(), AppendError> {
        self.jobs.send(job).map_err(|_| AppendError::Closed)
    }

    fn join(&mut self) {
        if self.thread.take().is_some_and(|thread| thread.join().is_err()) {
            error!("The ledger's writer ended with a bug");
        }
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        if self.thread.is_some() {
            let (done, _) = oneshot::channel();
            let _ = self.send(Job::Close { done });
            self.join();
        }
    }
}

/// Packs on a thread of its own: it takes seconds on a slow box. The writer only lends out 256 leaves at a time.
async fn pack(
    jobs: Sender<Job>,
    keys: Vec<String>,
    checkpoint: Checkpoint,
    path: PathBuf,
) -> Result<Summary, ExportError> {
    let (done, answer) = oneshot::channel();
    std::thread::Builder::new().name("ledger-export".into()).spawn(move || {
        let summary = export::to_file(&path, &checkpoint, &keys, &mut |range| {
            let (done, answer) = channel();
            jobs.send(Job::Read { range, done }).map_err(|_| AppendError::Closed)?;
            answer.recv().unwrap_or(Err(AppendError::Closed))
        });
        // Nobody waits any more: the file is there all the same.
        let _ = done.send(summary);
    })?;
    answer.await.unwrap_or(Err(ExportError::Ledger(AppendError::Closed)))
}

struct Writer {
    store: Store,
    dir: PathBuf,
    origin: Origin,
    key: BoxKey,
    head: Arc<Mutex<Head>>,
    signed_mono_ms: u64,
    /// After a failed write nobody knows what the disk holds: only a replay can tell.
    broken: Option<AppendError>,
}

impl Writer {
    fn run(mut self, queue: &Receiver<Job>) {
        loop {
            let job = match queue.try_recv() {
                Ok(job) => job,
                Err(TryRecvError::Disconnected) => break,
                Err(TryRecvError::Empty) => {
                    self.tidy();
                    let Ok(job) = queue.recv() else { break };
                    job
                }
            };
            match job {
                Job::Append { leaves, sign, mono_ms, done } => {
                    let result = self.append(&leaves, sign, mono_ms);
                    let signed = result.as_ref().ok().and_then(|committed| committed.checkpoint.clone());
                    // A caller that went away learns from the replay.
                    let _ = done.send(result);
                    // After the answer: nobody has to wait for a file that can be made again.
                    if let Some(checkpoint) = signed {
                        self.keep(&checkpoint);
                    }
                }
                Job::Sign { done } => {
                    let _ = done.send(self.whole().map(|()| self.sign_if_behind()));
                }
                Job::Read { range, done } => {
                    let _ = done.send(self.store.read(range).map_err(AppendError::from));
                }
                Job::Close { done } => {
                    let result = self.close();
                    // The file must be free before anybody hears that it is.
                    drop(self);
                    let _ = done.send(result);
                    return;
                }
            }
        }
    }

    fn whole(&self) -> Result<(), AppendError> {
        self.broken.clone().map_or(Ok(()), Err)
    }

    fn append(&mut self, leaves: &[Leaf], sign: bool, mono_ms: u64) -> Result<Committed, AppendError> {
        self.whole()?;
        let size = lock(&self.head).tree.size();
        for (wanted, leaf) in (size..).zip(leaves) {
            if leaf.seq != wanted {
                let error = AppendError::OutOfOrder { wanted, found: leaf.seq };
                self.broken = Some(error.clone());
                return Err(error);
            }
        }
        let begun = Instant::now();
        if !leaves.is_empty() {
            self.store.append(leaves).map_err(|failure| {
                error!(error = %failure, seq = size, "Could not record entry {size}; no more are accepted");
                let error = AppendError::from(failure);
                self.broken = Some(error.clone());
                error
            })?;
        }
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

    fn sign(&self) -> Checkpoint {
        let mut head = lock(&self.head);
        let root = Digest(head.tree.root());
        let checkpoint = checkpoint::sign(&self.origin, head.tree.size(), &root, &self.key);
        head.newest = Some(checkpoint.clone());
        checkpoint
    }

    /// The newest checkpoint, which covers every entry.
    fn sign_if_behind(&mut self) -> Checkpoint {
        let newest = {
            let head = lock(&self.head);
            head.newest.clone().filter(|newest| newest.size == head.tree.size())
        };
        newest.unwrap_or_else(|| {
            let checkpoint = self.sign();
            self.keep(&checkpoint);
            checkpoint
        })
    }

    fn keep(&self, checkpoint: &Checkpoint) {
        let new = self.dir.join("checkpoint.new");
        let written =
            fs::write(&new, &checkpoint.text).and_then(|()| fs::rename(&new, self.dir.join(CHECKPOINT_FILE)));
        if let Err(error) = written {
            warn!(%error, size = checkpoint.size, "Could not keep the checkpoint; it will be signed again");
        }
    }

    fn tidy(&mut self) {
        if self.broken.is_some() {
            return;
        }
        if let Err(failure) = self.store.tidy() {
            error!(error = %failure, "Could not move the WAL into the ledger; no more entries are accepted");
            self.broken = Some(failure.into());
        }
    }

    fn close(&mut self) -> Result<(), AppendError> {
        self.whole()?;
        if lock(&self.head).tree.size() > 0 {
            self.sign_if_behind();
        }
        Ok(self.store.truncate_wal()?)
    }
}

/// The checkpoint kept beside the ledger: the newest if the ledger continues it, else the one that was lost.
fn remembered(
    dir: &Path,
    origin: &Origin,
    key: &BoxKey,
    tree: &Tree,
) -> (Option<Checkpoint>, Option<Checkpoint>) {
    let path = dir.join(CHECKPOINT_FILE);
    let text = match fs::metadata(&path) {
        Ok(file) if file.len() <= CHECKPOINT_BYTES_MAX as u64 => fs::read_to_string(&path),
        Ok(_) => Err(ErrorKind::FileTooLarge.into()),
        Err(error) if error.kind() == ErrorKind::NotFound => return (None, None),
        Err(error) => Err(error),
    };
    let checkpoint = text
        .map_err(|error| error.to_string())
        .and_then(|text| checkpoint::parse_and_verify(&text, key.verifier()).map_err(|bad| bad.to_string()));
    match checkpoint {
        Ok(checkpoint) if checkpoint.origin != *origin => (None, None),
        Ok(checkpoint) if tree.root_at(checkpoint.size) == Some(checkpoint.root.0) => {
            (Some(checkpoint), None)
        }
        Ok(checkpoint) => {
            let kept = dir.join(format!("checkpoint.{}.lost", checkpoint.size));
            if let Err(error) = fs::copy(&path, kept) {
                warn!(%error, "Could not keep the checkpoint of the lost entries");
            }
            (None, Some(checkpoint))
        }
        Err(why) => {
            // A power cut may tear it: it is never synced.
            warn!(why, "The checkpoint beside the ledger is unusable; a new one will be signed");
            (None, None)
        }
    }
}

fn lock(head: &Mutex<Head>) -> MutexGuard<'_, Head> {
    // Nothing that holds the lock can fail half-way.
    head.lock().unwrap_or_else(PoisonError::into_inner)
}
