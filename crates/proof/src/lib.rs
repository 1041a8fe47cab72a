//! Everything an outsider needs to check a night: nothing here asks a disk, a clock or a network but for
//! the one file that is read.
//!
//! Read `leaf` first (an entry as bytes), then `tree` and `checkpoint` (what is signed), `bundle` (a night in
//! one file) and `audit` (the rules, executed again).

#![warn(missing_docs)]

pub mod audit;
pub mod bundle;
pub mod checkpoint;
mod keys;
#[cfg(test)]
mod laws;
mod leaf;
mod origin;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod times;
pub mod tree;
mod verdict;

pub use checkpoint::Checkpoint;
pub use keys::{BadKey, BoxKey, VerifierKey};
pub use leaf::{BadLeaf, Chain, Context, LEAF_BYTES_MAX, Leaf, LeafBody, LeafClock, TooLarge};
pub use origin::{BadName, Origin};
pub use times::EntryTimes;
pub use verdict::{BundleVerdict, verdict};
