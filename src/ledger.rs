//! The ledger on this box's disk: one writer thread, one connection. Knows no rules; the form of entries,
//! checkpoints and bundles is `proof`'s. `docs/ledger.md` has the formats.

pub mod doctor;
mod error;
pub mod export;
pub mod kept;
mod store;
mod writer;

pub use error::{AppendError, OpenError};
pub use writer::{Committed, Durability, Ledger, Opened};

#[cfg(test)]
mod tests;
