//! The ledger: what happened, for good. One writer thread, one connection; chain, tree, checkpoints, bundles and
//! the verification of bytes. Knows no rules. `docs/ledger.md` has the formats.

pub mod bundle;
pub mod checkpoint;
pub mod doctor;
mod error;
mod keys;
mod leaf;
mod store;
pub mod tree;
mod writer;

pub use checkpoint::Checkpoint;
pub use error::{AppendError, OpenError};
pub use keys::{BadKey, BadName, BoxKey, Origin, VerifierKey};
pub use leaf::{BadLeaf, Chain, Clock, Context, LEAF_BYTES_MAX, Leaf, LeafBody, TooLarge};
pub use writer::{Committed, Durability, Ledger, Opened};

#[cfg(test)]
mod tests;
