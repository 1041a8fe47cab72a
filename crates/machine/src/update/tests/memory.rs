//! A disk in memory that loses what was not durable, as a real one does in a power cut.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sha2::Digest as _;

use crate::update::disk::Disk;
use domain::Digest;

/// Bytes written in one step; small, so that a file takes many steps.
const CHUNK: usize = 700;

/// A change to a name that is not durable yet.
#[derive(Clone, Debug)]
enum Pending {
    Name(PathBuf, Vec<u8>),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
}

/// Files by path. Folders exist only as parts of paths.
#[derive(Clone, Debug, Default)]
pub(super) struct MemoryDisk {
    /// What survives a power cut.
    durable: BTreeMap<PathBuf, Vec<u8>>,
    /// Changes since then, in their order.
    pending: Vec<Pending>,
    /// Steps until the power fails; none for never.
    left: Option<Cell<usize>>,
    /// Free bytes.
    pub(super) free: u64,
}

impl MemoryDisk {
    pub(super) fn put(&mut self, path: impl Into<PathBuf>, content: impl Into<Vec<u8>>) {
        self.durable.insert(path.into(), content.into());
    }

    /// The power fails after so many more steps.
    pub(super) fn cut_after(&mut self, steps: usize) {
        self.left = Some(Cell::new(steps));
    }

    /// Restores the power. `survives` decides for each change that was not durable.
    pub(super) fn back_up(mut self, mut survives: impl FnMut() -> bool) -> Self {
        let mut left = Self { durable: self.durable, free: self.free, ..Self::default() };
        for change in self.pending.drain(..) {
            if survives() {
                left.apply(&change);
            }
        }
        left
    }

    /// All files as a program sees them.
    pub(super) fn seen(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut now = Self { durable: self.durable.clone(), ..Self::default() };
        self.pending.iter().for_each(|change| now.apply(change));
        now.durable
    }

    pub(super) fn content(&self, path: impl AsRef<Path>) -> Option<Vec<u8>> {
        self.seen().remove(path.as_ref())
    }

    fn apply(&mut self, change: &Pending) {
        match change {
            Pending::Name(path, content) => drop(self.durable.insert(path.clone(), content.clone())),
            Pending::Rename(from, to) => {
                // A file whose own name was lost cannot be renamed.
                if let Some(content) = self.durable.remove(from) {
                    self.durable.insert(to.clone(), content);
                }
            }
            Pending::Remove(path) => drop(self.durable.remove(path)),
        }
    }

    fn step(&self) -> io::Result<()> {
        match &self.left {
            Some(left) if left.get() == 0 => Err(io::Error::other("the power is gone")),
            Some(left) => {
                left.set(left.get() - 1);
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Disk for MemoryDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.content(path).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let mut names: Vec<String> = self
            .seen()
            .keys()
            .filter_map(|path| path.strip_prefix(dir).ok())
            .map(|rest| match rest.to_str().unwrap().split_once('/') {
                Some((folder, _)) => format!("{folder}/"),
                None => rest.to_str().unwrap().to_owned(),
            })
            .collect();
        names.dedup();
        Ok(names)
    }

    fn make_dir(&mut self, _: &Path) -> io::Result<()> {
        self.step()
    }

    fn write(&mut self, path: &Path, content: &mut dyn Read) -> io::Result<()> {
        self.step()?;
        self.pending.push(Pending::Name(path.to_owned(), Vec::new()));
        let mut whole = Vec::new();
        loop {
            let mut chunk = Vec::new();
            content.take(CHUNK as u64).read_to_end(&mut chunk)?;
            whole.extend(&chunk);
            // Any beginning of a file may survive.
            self.pending.push(Pending::Name(path.to_owned(), whole.clone()));
            self.step()?;
            if chunk.len() < CHUNK {
                break;
            }
        }
        // Synced: the name may be lost, but is never that of a part of the file.
        self.pending.retain(|change| !matches!(change, Pending::Name(other, _) if other == path));
        self.pending.push(Pending::Name(path.to_owned(), whole));
        Ok(())
    }

    fn overwrite(&mut self, partition: &Path, content: &mut dyn Read) -> io::Result<()> {
        let mut at = 0;
        loop {
            let mut chunk = Vec::new();
            content.take(CHUNK as u64).read_to_end(&mut chunk)?;
            self.step()?;
            let inside = self.durable.get_mut(partition).ok_or(io::ErrorKind::NotFound)?;
            inside[at..at + chunk.len()].copy_from_slice(&chunk);
            at += chunk.len();
            if chunk.len() < CHUNK {
                return Ok(());
            }
        }
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        assert!(self.seen().contains_key(from), "{} is not there", from.display());
        self.pending.push(Pending::Rename(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.step()?;
        self.pending.push(Pending::Remove(path.to_owned()));
        Ok(())
    }

    fn sync(&mut self, _: &Path) -> io::Result<()> {
        self.step()?;
        // FAT is synced as a whole.
        for change in std::mem::take(&mut self.pending) {
            self.apply(&change);
        }
        Ok(())
    }

    fn digest(&self, path: &Path, bytes: u64) -> io::Result<Digest> {
        let content = self.read(path)?;
        let content = content.get(..usize::try_from(bytes).unwrap()).ok_or(io::ErrorKind::UnexpectedEof)?;
        Ok(Digest(sha2::Sha256::digest(content).into()))
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        Ok(u64::try_from(self.read(path)?.len()).unwrap())
    }

    fn free(&self, _: &Path) -> io::Result<u64> {
        Ok(self.free)
    }
}
