//! A kept night, entry by entry, as the hall hands it to the views.

use domain::{Entry, Night, Recorded, Stamp};
use hallbox::views::Published;
use proof::LeafBody;
use proof::bundle::{self, Proven, Verification};

use super::folder;

/// A night whose bytes are the signed ones.
pub(super) struct Kept {
    proven: Proven,
    checkpoint: String,
    /// Entries of each commit.
    commits: Vec<usize>,
}

/// What one commit brings.
pub(super) struct Commit {
    pub recorded: Vec<Recorded>,
    head: String,
    checkpoint: Option<String>,
}

impl Kept {
    /// Reads a night. The entries of so many commands share a commit.
    pub(super) fn read(night: &str, commands: usize) -> Self {
        let bundle = bundle::read(&folder(night).join("night.zip")).unwrap();
        let Verification::Good(proven) = bundle::verify_bytes(&bundle) else { panic!("{night} is altered") };
        let of_commands: Vec<usize> = proven.leaves.chunk_by(of_one_command).map(<[LeafBody]>::len).collect();
        let commits = of_commands.chunks(commands).map(|some| some.iter().sum()).collect();
        Self { proven: *proven, checkpoint: bundle.checkpoint, commits }
    }

    /// Its commits, in order.
    pub(super) fn commits(&self) -> impl Iterator<Item = Commit> {
        let leaves = &self.proven.leaves;
        let ends = self.commits.iter().scan(0, |end, length| {
            *end += length;
            Some((*end - length, *end))
        });
        ends.map(move |(start, end)| {
            // The leaf that follows names the hash of the one before it.
            let head = leaves.get(end).map_or(self.proven.head, |next| next.prev);
            let recorded: Vec<_> = leaves[start..end].iter().map(recorded).collect();
            let signed = recorded.iter().any(|recorded| is_signed(&recorded.entry));
            // The one that was signed then is not in the bundle. To the views each is a text like any other.
            let checkpoint = signed.then(|| self.checkpoint.clone());
            Commit { recorded, head: head.hex()[..16].to_owned(), checkpoint }
        })
    }
}

impl Commit {
    /// Applies it to the night, and lays it before the views.
    pub(super) fn apply<'a>(&'a self, night: &'a mut Night) -> Published<'a> {
        for recorded in &self.recorded {
            night.apply(recorded);
        }
        Published {
            night,
            entries: &self.recorded,
            head: self.head.clone(),
            checkpoint: self.checkpoint.clone(),
            took_us: None,
        }
    }
}

/// The box's own entries stand alone.
fn of_one_command(one: &LeafBody, next: &LeafBody) -> bool {
    one.cmd.is_some() && one.cmd == next.cmd
}

fn is_signed(entry: &Entry) -> bool {
    matches!(entry, Entry::GameLocked { .. } | Entry::ClaimMade { .. } | Entry::GameClosed { .. })
}

fn recorded(leaf: &LeafBody) -> Recorded {
    let stamp = Stamp { seq: leaf.seq, at_ms: leaf.at_ms, by: leaf.by.clone() };
    Recorded { stamp, entry: leaf.entry.clone() }
}
