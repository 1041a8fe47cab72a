//! Proofs about a tree, checked without the tree.

use domain::merkle::{Hash, empty_root, node_hash};

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
        return *old_root == empty_root();
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
