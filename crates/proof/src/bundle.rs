//! A night in one file: a zip that is a C2SP tlog-tiles directory, plus the keys that signed it.

mod pack;
mod read;
mod verify;

pub use pack::{Leaves, PackError, pack};
pub use read::{Bundle, ReadError, read, unpack};
pub use verify::{Proven, Verification, verify_bytes, verify_with_fingerprint};

/// Entries or hashes in a full tile.
const TILE: u64 = 256;
/// The same, to count what is in memory.
const TILE_LEN: usize = 256;
/// Bytes of a hash.
const HASH: usize = 32;
/// The signed head.
const CHECKPOINT: &str = "checkpoint";
/// One C2SP verifier key a line.
const KEYS: &str = "keys.txt";
/// Entries read from one bundle at most: twenty nights of 50,000.
const ENTRIES_MAX: u64 = 1_000_000;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The entries themselves.
    Entries,
    /// Roots of complete subtrees of 256^level entries.
    Hashes(u32),
}

/// Path of a tile. Indices are cut into groups of three digits, all but the last marked with an `x`; a tile that
/// is not full says how full it is.
fn tile_path(kind: Kind, index: u64, width: u64) -> String {
    let mut digits = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        digits = format!("x{:03}/{digits}", rest % 1000);
        rest /= 1000;
    }
    let level = match kind {
        Kind::Entries => "entries".to_owned(),
        Kind::Hashes(level) => level.to_string(),
    };
    let part = if width == TILE { String::new() } else { format!(".p/{width}") };
    format!("tile/{level}/{digits}{part}")
}

/// Index and width of each tile of a row of so many items.
fn tiles(items: u64) -> impl Iterator<Item = (u64, u64)> {
    (0..items.div_ceil(TILE)).map(move |index| (index, TILE.min(items - index * TILE)))
}

/// Number of hashes on each level of the tiles of a ledger, from level 0 up.
fn levels(size: u64) -> impl Iterator<Item = (u32, u64)> {
    (0..8).map(move |level| (level, size >> (8 * level))).take_while(|(_, items)| *items > 0)
}

#[cfg(test)]
mod tests;
