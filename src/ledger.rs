//! The ledger on this box's disk: one writer thread, one connection. It knows no rules; the form of entries,
//! checkpoints and bundles is in `proof`. `docs/ledger.md` has the formats.

pub mod archive;
mod checkpoint_file;
pub mod doctor;
mod error;
pub mod export;
pub mod exported;
mod handle;
mod reserve;
pub mod set_aside;
mod store;
mod writer;

pub use error::{AppendError, OpenError};
pub use handle::{Ledger, Opened, Packed, Salvaged};
pub use reserve::Reserve;
pub use writer::Committed;

#[cfg(test)]
mod tests;
