//! RFC 6962 Merkle tree over the leaves, kept whole in memory (64 bytes a leaf).

use sha2::{Digest as _, Sha256};

/// SHA-256 digest of a leaf or of an inner node.
pub type Hash = [u8; 32];

/// Hash of a leaf: SHA-256(0x00 ‖ leaf).
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update([0]);
    hash.update(leaf);
    hash.finalize().into()
}

fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(left);
    bytes[33..].copy_from_slice(right);
    Sha256::digest(bytes).into()
}

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
            return Sha256::digest([]).into();
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

/// Whether `proof` shows that `leaf` stands at `seq` in the tree of `size` leaves with this root.
#[must_use]
pub fn verify_inclusion(leaf: &Hash, seq: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if seq >= size {
        return false;
    }
    let (mut place, mut last, mut hash) = (seq, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if place % 2 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            // A right-most node without a sibling rises unchanged.
            while place % 2 == 0 && place != 0 {
                place /= 2;
                last /= 2;
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        place /= 2;
        last /= 2;
    }
    last == 0 && hash == *root
}

/// Whether `proof` shows that the tree of `new` leaves continues the tree of `old` leaves.
#[must_use]
pub fn verify_consistency(old: u64, old_root: &Hash, new: u64, new_root: &Hash, proof: &[Hash]) -> bool {
    if old > new || (old == new || old == 0) && !proof.is_empty() {
        return false;
    }
    if old == 0 {
        return *old_root == Hash::from(Sha256::digest([]));
    }
    if old == new {
        return old_root == new_root;
    }
    // When `old` is a complete subtree its root is the starting point and is not repeated in the proof.
    let (first, rest) = match proof.split_first() {
        _ if old.is_power_of_two() => (old_root, proof),
        Some(pair) => pair,
        None => return false,
    };
    let rise = (old - 1).trailing_ones();
    let (mut place, mut last) = ((old - 1) >> rise, (new - 1) >> rise);
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in rest {
        if last == 0 {
            return false;
        }
        if place % 2 == 1 || place == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while place % 2 == 0 && place != 0 {
                place /= 2;
                last /= 2;
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        place /= 2;
        last /= 2;
    }
    last == 0 && old_hash == *old_root && new_hash == *new_root
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// RFC 6962 §2.1, word for word.
    fn naive(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [one] => *one,
            many => {
                let middle = many.len().next_power_of_two() / 2;
                node_hash(&naive(&many[..middle]), &naive(&many[middle..]))
            }
        }
    }

    fn hashes(count: usize) -> Vec<Hash> {
        (0..count).map(|n| leaf_hash(&n.to_be_bytes())).collect()
    }

    fn tree(leaves: &[Hash]) -> Tree {
        leaves.iter().copied().collect()
    }

    /// Known answers of the Certificate Transparency test tree.
    #[test]
    fn known_roots() {
        let leaves: [&[u8]; 3] = [b"", b"\x00", b"\x10"];
        let hashes: Vec<_> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
        let root = |n: usize| data_encoding::HEXLOWER.encode(&tree(&hashes[..n]).root());
        assert_eq!(root(0), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(root(1), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assert_eq!(root(2), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
        assert_eq!(root(3), "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
    }

    #[test]
    fn every_root_of_a_growing_tree_is_the_naive_one() {
        let leaves = hashes(130);
        let whole = tree(&leaves);
        for size in 0..=leaves.len() {
            assert_eq!(whole.root_at(size as u64), Some(naive(&leaves[..size])), "size {size}");
        }
        assert_eq!(whole.root_at(131), None);
    }

    proptest! {
        #[test]
        fn an_inclusion_proof_holds_for_its_leaf_only(size in 1u64..300, pick in 0u64..300, other in 0u64..300) {
            let leaves = hashes(300);
            let (tree, seq, other) = (tree(&leaves), pick % size, other % size);
            let root = tree.root_at(size).unwrap();
            let proof = tree.inclusion(seq, size).unwrap();
            let leaf = tree.leaf(seq).unwrap();
            prop_assert!(verify_inclusion(leaf, seq, size, &proof, &root));
            if other != seq {
                prop_assert!(!verify_inclusion(leaf, other, size, &proof, &root));
                prop_assert!(!verify_inclusion(tree.leaf(other).unwrap(), seq, size, &proof, &root));
            }
            let mut long = proof.clone();
            long.push([0; 32]);
            prop_assert!(!verify_inclusion(leaf, seq, size, &long, &root));
            for at in 0..proof.len() {
                let mut bent = proof.clone();
                bent[at][0] ^= 1;
                prop_assert!(!verify_inclusion(leaf, seq, size, &bent, &root));
            }
        }

        #[test]
        fn a_consistency_proof_holds_for_its_two_trees_only(old in 0u64..300, more in 0u64..300) {
            let leaves = hashes(600);
            let (tree, new) = (tree(&leaves), old + more);
            let (old_root, new_root) = (tree.root_at(old).unwrap(), tree.root_at(new).unwrap());
            let proof = tree.consistency(old, new).unwrap();
            prop_assert!(verify_consistency(old, &old_root, new, &new_root, &proof));
            prop_assert!(!verify_consistency(old, &[0; 32], new, &new_root, &proof));
            if old > 0 && more > 0 {
                prop_assert!(!verify_consistency(old, &old_root, new, &[0; 32], &proof));
            }
            for at in 0..proof.len() {
                let mut bent = proof.clone();
                bent[at][0] ^= 1;
                prop_assert!(!verify_consistency(old, &old_root, new, &new_root, &bent));
            }
        }

        #[test]
        fn hostile_proofs_never_panic(seq: u64, size: u64, count in 0usize..80) {
            let proof = hashes(count);
            prop_assert!(!verify_inclusion(&[1; 32], seq, size, &proof, &[2; 32]));
            prop_assert!(!verify_consistency(seq, &[1; 32], size, &[2; 32], &proof));
        }
    }
}
