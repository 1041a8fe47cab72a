//! The hashing of RFC 6962 Merkle trees: leaves, inner nodes and the root of a list.

use sha2::{Digest as _, Sha256};

use super::ids::Digest;

/// SHA-256 digest of a leaf or of an inner node.
pub type Hash = [u8; 32];

/// Hash of a leaf: SHA-256(0x00 ‖ leaf).
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(leaf).finalize().into()
}

/// Hash of an inner node: SHA-256(0x01 ‖ left ‖ right).
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(left);
    bytes[33..].copy_from_slice(right);
    Sha256::digest(bytes).into()
}

/// Root of the tree without leaves: SHA-256 of nothing.
#[must_use]
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

/// Root over the leaves in the order given.
///
/// # Panics
/// Never: there is a subtree for every binary digit of the count.
pub fn root(leaves: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Digest {
    // Roots of full subtrees, largest first: their sizes are the binary digits of `count`.
    let mut subtrees: Vec<Hash> = vec![];
    for (count, leaf) in leaves.into_iter().enumerate() {
        let mut hash = leaf_hash(leaf.as_ref());
        for _ in 0..count.trailing_ones() {
            let left = subtrees.pop().expect("a binary digit of the count");
            hash = node_hash(&left, &hash);
        }
        subtrees.push(hash);
    }
    let root = subtrees.into_iter().rev().reduce(|right, left| node_hash(&left, &right));
    Digest(root.unwrap_or_else(empty_root))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition of RFC 6962, §2.1, word for word.
    fn by_definition(leaves: &[Vec<u8>]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [leaf] => Sha256::new().chain_update([0]).chain_update(leaf).finalize().into(),
            _ => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                let (left, right) = (by_definition(left), by_definition(right));
                Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
            }
        }
    }

    #[test]
    fn the_root_is_that_of_the_definition_at_every_size() {
        let leaves: Vec<Vec<u8>> = (0..130_u8).map(|i| vec![i; usize::from(i % 7)]).collect();
        for size in 0..=leaves.len() {
            assert_eq!(root(&leaves[..size]).0, by_definition(&leaves[..size]), "size {size}");
        }
    }

    #[test]
    fn published_roots() {
        // RFC 6962 test vectors as certificate transparency logs carry them: no leaf, the empty leaf, and the empty
        // leaf beside 0x00.
        let hex = |leaves: &[&[u8]]| root(leaves).hex();
        assert_eq!(hex(&[]), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(hex(&[b""]), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
        assert_eq!(hex(&[b"", &[0]]), "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125");
    }
}
