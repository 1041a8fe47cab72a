//! The ledger as the hall uses it: a handle on the writer thread.

use std::io::Cursor;
use std::path::Path;
#[cfg(test)]
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use tokio::sync::oneshot;
use tracing::error;

use super::checkpoint_file::{self, Kept};
use super::error::{AppendError, OpenError};
use super::export::ExportError;
use super::store::Store;
use super::writer::{Committed, Head, Job, Writer, lock};
use domain::{Digest, Entry};
use proof::bundle::pack;
use proof::checkpoint::Checkpoint;
use proof::tree::Tree;
use proof::{BoxKey, Chain, Leaf, LeafBody, Origin};

/// A ledger that was opened.
#[derive(Debug)]
pub struct Opened {
    /// Where to append.
    pub ledger: Ledger,
    /// Where the next leaf goes.
    pub chain: Chain,
    /// A checkpoint this box signed and this ledger does not continue: its end was lost, or an older copy of the card
    /// was put back. Start a new night that names this one.
    pub lost: Option<Checkpoint>,
}

/// What is left of a ledger that cannot be opened.
#[derive(Debug)]
pub struct Salvaged {
    /// The entries from the first one on that are as they were recorded.
    pub leaves: Vec<LeafBody>,
    /// A ledger that ends with them and takes no more.
    pub ledger: Ledger,
    /// Where it ends.
    pub chain: Chain,
    /// The newest head beside it that it does not continue.
    pub lost: Option<Checkpoint>,
}

/// A bundle in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed {
    /// The signed head it ends with.
    pub checkpoint: Checkpoint,
    /// The zip.
    pub bytes: Vec<u8>,
}

/// An open ledger, with its writer thread. Dropping it waits for the writer to finish its jobs.
#[derive(Debug)]
pub struct Ledger {
    // Unbounded: the hall has one append in flight, and the hall's queue is bounded.
    jobs: Sender<Job>,
    head: Arc<Mutex<Head>>,
    thread: Option<JoinHandle<()>>,
    origin: Origin,
    key: BoxKey,
    /// Where tests lay the pipe that holds up a bundle.
    #[cfg(test)]
    dir: PathBuf,
}

impl Ledger {
    /// Opens or creates the ledger of a night: checks every byte of it, passes every entry to `on_leaf` in order, then
    /// starts the writer.
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
        let Kept { newest, lost } = checkpoint_file::read(dir, &origin, &key, &tree);
        let head = Arc::new(Mutex::new(Head { tree, newest }));
        let mut writer = Writer::new(store, dir, origin.clone(), key.clone(), Arc::clone(&head));
        if lost.is_none() && chain.size > 0 {
            writer.sign_if_behind();
        }
        let (jobs, queue) = channel();
        let thread = std::thread::Builder::new()
            .name("ledger".into())
            .spawn(move || writer.run(&queue))
            .map_err(|error| OpenError::from_io(dir, &error))?;
        let thread = Some(thread);
        #[cfg(test)]
        let dir = dir.to_owned();
        let ledger = Self {
            jobs,
            head,
            thread,
            origin,
            key,
            #[cfg(test)]
            dir,
        };
        Ok(Opened { ledger, chain, lost })
    }

    /// As much as can be read of a ledger that [`Self::open`] refused. Changes nothing in its folder but for a copy of
    /// the checkpoint that it does not continue.
    #[must_use]
    pub fn salvage(dir: &Path, origin: Origin, key: BoxKey) -> Salvaged {
        let (mut leaves, mut chain, mut tree) = (Vec::new(), Chain::start(), Tree::new());
        if let Ok(store) = Store::open(dir, false) {
            (leaves, chain, tree) = store.sound();
        }
        let is_ours = |leaf: &LeafBody| match &leaf.entry {
            Entry::NightOpened { night, .. } => night.as_str() == origin.night(),
            _ => false,
        };
        if !leaves.first().is_none_or(is_ours) {
            (leaves, chain, tree) = (Vec::new(), Chain::start(), Tree::new());
        }
        let lost = checkpoint_file::read(dir, &origin, &key, &tree).lost;
        Salvaged { leaves, ledger: Self::ended(origin, key, tree), chain, lost }
    }

    /// A ledger that takes no more: whatever is asked of it is answered with [`AppendError::Closed`].
    #[must_use]
    pub fn ended(origin: Origin, key: BoxKey, tree: Tree) -> Self {
        let head = Arc::new(Mutex::new(Head { tree, newest: None }));
        Self {
            jobs: channel().0,
            head,
            thread: None,
            origin,
            key,
            #[cfg(test)]
            dir: PathBuf::new(),
        }
    }

    /// The key it is signed with.
    #[must_use]
    pub fn key(&self) -> &BoxKey {
        &self.key
    }

    /// Appends leaves in one commit; resolves once they are on the disk. Signs the head when asked to, else
    /// every 256 entries or once a second by `mono_ms`.
    ///
    /// # Errors
    /// [`AppendError`]: none of the leaves counts, and the writer accepts nothing more.
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

    /// Packs a bundle of everything recorded so far, in memory: a full disk must not keep anybody from taking the night
    /// along. The future does not borrow the ledger: appends go on meanwhile, and closing the ledger ends it with an
    /// error.
    ///
    /// # Errors
    /// [`ExportError`].
    pub fn export(&self) -> impl Future<Output = Result<Packed, ExportError>> + Send + use<> {
        let (done, signed) = oneshot::channel();
        // Asked for before the future is polled: what is recorded from here on is for the next bundle.
        let asked = self.send(Job::Sign { done });
        let (jobs, keys) = (self.jobs.clone(), vec![self.key.verifier_key()]);
        #[cfg(test)]
        let dir = self.dir.clone();
        async move {
            asked?;
            let checkpoint = signed.await.unwrap_or(Err(AppendError::Closed))?;
            let first = move || {
                #[cfg(test)]
                hold(&dir);
            };
            pack_aside(jobs, keys, checkpoint, first).await
        }
    }

    /// Finishes all jobs, signs the head, empties the WAL and ends the writer.
    ///
    /// # Errors
    /// The [`AppendError`] that stopped the writer, before or now.
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

    /// Name of the ledger.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
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

/// Packs on a thread of its own, which takes seconds on a slow box; the writer only reads 256 leaves at a time for it.
async fn pack_aside(
    jobs: Sender<Job>,
    keys: Vec<String>,
    checkpoint: Checkpoint,
    first: impl FnOnce() + Send + 'static,
) -> Result<Packed, ExportError> {
    let (done, answer) = oneshot::channel();
    std::thread::Builder::new().name("ledger-export".into()).spawn(move || {
        first();
        let packed = pack(Cursor::new(Vec::new()), &checkpoint, &keys, &mut |range| {
            let (done, answer) = channel();
            jobs.send(Job::Read { range, done }).map_err(|_| AppendError::Closed)?;
            answer.recv().unwrap_or(Err(AppendError::Closed))
        });
        let packed = packed.map(|out| Packed { checkpoint, bytes: out.into_inner() });
        let _ = done.send(packed.map_err(ExportError::from)); // a caller that is gone asks again
    })?;
    answer.await.unwrap_or(Err(ExportError::Ledger(AppendError::Closed)))
}

/// Holds up a bundle before its first byte until a test reads from the pipe in the night's folder.
#[cfg(test)]
fn hold(dir: &Path) {
    let pipe = dir.join("bundle.hold");
    if pipe.exists() {
        std::fs::OpenOptions::new().write(true).open(pipe).unwrap();
    }
}
