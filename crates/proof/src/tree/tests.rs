//! Trees and proofs against the definition, and against whoever bends them.

use proptest::prelude::*;

use super::*;

/// RFC 6962 §2.1, word for word.
fn naive(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
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
