//! Rebuilds a night from its leaves: the state and the stored answers.

use domain::{By, CommandId, Entry, Night, Recorded, Stamp};
use proof::{EntryTimes, LeafBody};

use super::answers::Answers;

/// The result of a replay.
#[derive(Default)]
pub(super) struct Replayed {
    pub state: Night,
    pub times: EntryTimes,
    pub answers: Answers,
}

/// Builds state and stored answers from leaves. The leaves of one command are adjacent.
#[derive(Default)]
pub(super) struct Replay {
    replayed: Replayed,
    recorded: Vec<Recorded>,
    open: Option<Asked>,
}

/// A command whose leaves are being read.
struct Asked {
    id: CommandId,
    by: By,
    seq: u64,
    entries: Vec<Entry>,
}

impl Replay {
    /// Applies the next leaf.
    pub(super) fn apply(&mut self, leaf: LeafBody) {
        let stamp = Stamp { seq: leaf.seq, at_ms: leaf.at_ms, by: leaf.by };
        let recorded = Recorded { stamp, entry: leaf.entry };
        if self.open.as_ref().map(|asked| asked.id) != leaf.cmd {
            self.keep_answer();
        }
        if let Some(id) = leaf.cmd {
            let by = || recorded.stamp.by.clone();
            let asked =
                self.open.get_or_insert_with(|| Asked { id, by: by(), seq: leaf.seq, entries: Vec::new() });
            asked.entries.push(recorded.entry.clone());
        }
        self.replayed.state.apply(&recorded);
        self.replayed.times.push(leaf.at_ms, &recorded.entry);
        self.recorded.push(recorded);
    }

    /// The night after the last leaf, with all its entries.
    pub(super) fn finish(mut self) -> (Replayed, Vec<Recorded>) {
        self.keep_answer();
        (self.replayed, self.recorded)
    }

    fn keep_answer(&mut self) {
        if let Some(Asked { id, by, seq, entries }) = self.open.take() {
            self.replayed.answers.keep(id, &by, seq, entries);
        }
    }
}
