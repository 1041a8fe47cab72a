//! RFC 6962 Merkle tree over the leaves, kept whole in memory (64 bytes a leaf), and its proofs.

mod verify;

pub use domain::merkle::{Hash, leaf_hash};
pub use verify::{verify_consistency, verify_inclusion};

use domain::merkle::{empty_root, node_hash};

/// The tree. Level 0 holds leaf hashes, level k the roots of complete subtrees of 2^k leaves.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// A tree without leaves.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Adds the hash of the next leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            let row = &mut self.levels[level];
            row.push(hash);
            if row.len() % 2 == 1 {
                return;
            }
            hash = node_hash(&row[row.len() - 2], &row[row.len() - 1]);
        }
    }

    /// Hash of a leaf.
    #[must_use]
    pub fn leaf(&self, seq: u64) -> Option<&Hash> {
        self.levels.first()?.get(usize::try_from(seq).ok()?)
    }

    /// Roots of the complete subtrees of 2^`level` leaves, from the left.
    #[must_use]
    pub fn level(&self, level: usize) -> &[Hash] {
        self.levels.get(level).map_or(&[], Vec::as_slice)
    }

    /// Root over all leaves. Without leaves it is SHA-256 of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.subtree(0, self.size())
    }

    /// Root over the first `size` leaves; `None` when there are not that many.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Hash> {
        (size <= self.size()).then(|| self.subtree(0, size))
    }

    /// Proof that leaf `seq` is in the tree of `size` leaves, from the leaf upwards.
    #[must_use]
    pub fn inclusion(&self, seq: u64, size: u64) -> Option<Vec<Hash>> {
        if seq >= size || size > self.size() {
            return None;
        }
        let (mut start, mut end, mut path) = (0, size, Vec::new());
        while end - start > 1 {
            let middle = start + split(end - start);
            if seq < middle {
                path.push(self.subtree(middle, end));
                end = middle;
            } else {
                path.push(self.subtree(start, middle));
                start = middle;
            }
        }
        path.reverse();
        Some(path)
    }

    /// Proof that the tree of `new` leaves continues the tree of `old` leaves. Empty when they are the same
    /// size or `old` is 0; `None` when there are not that many leaves.
    #[must_use]
    pub fn consistency(&self, old: u64, new: u64) -> Option<Vec<Hash>> {
        if old > new || new > self.size() {
            return None;
        }
        if old == new || old == 0 {
            return Some(Vec::new());
        }
        let (mut start, mut end, mut path) = (0, new, Vec::new());
        // Descends to the largest complete subtree that ends at `old`.
        while end != old {
            let middle = start + split(end - start);
            if old <= middle {
                path.push(self.subtree(middle, end));
                end = middle;
            } else {
                path.push(self.subtree(start, middle));
                start = middle;
            }
        }
        if start != 0 {
            path.push(self.subtree(start, end));
        }
        path.reverse();
        Some(path)
    }

    /// Root over leaves `start..end`, where `start` is a multiple of the largest power of two below the length
    /// (as everywhere in RFC 6962).
    fn subtree(&self, start: u64, end: u64) -> Hash {
        let length = end - start;
        if length == 0 {
            return empty_root();
        }
        if length.is_power_of_two() {
            let level = length.trailing_zeros();
            let row = &self.levels[level as usize];
            return row[usize::try_from(start >> level).expect("a row in memory has a usize length")];
        }
        let middle = start + split(length);
        node_hash(&self.subtree(start, middle), &self.subtree(middle, end))
    }
}

impl FromIterator<Hash> for Tree {
    fn from_iter<I: IntoIterator<Item = Hash>>(leaves: I) -> Self {
        let mut tree = Self::new();
        for leaf in leaves {
            tree.push(leaf);
        }
        tree
    }
}

/// Largest power of two below `length`, which is at least 2.
fn split(length: u64) -> u64 {
    1 << (u64::BITS - 1 - (length - 1).leading_zeros())
}

#[cfg(test)]
mod tests;
