//! Card sets in the database: a seed, or faces for an imported set. Their cards are made again and checked at every
//! start.

use rusqlite::{Connection, Row, Transaction};

use super::cards::{Cards, DamagedSet, SetInfo};
use super::error::VaultError;
use super::{from_text, to_text};
use domain::set::{CardSet, SetKind};
use domain::{Digest, Face, Serial, code::Code};

/// Most cards in all sets together: ten times a large venue; they are made again at every start.
pub const CARDS_TOTAL_MAX: u32 = 20_000;
/// The one way of making cards from a seed that this program knows.
const VERSION: u32 = 1;
/// First serial of paper cards; those below are for phones.
pub(super) const PAPER_FIRST: u32 = 500_001;

/// Makes every set again.
pub(super) fn load(db: &Connection) -> Result<Cards, VaultError> {
    let mut cards = Cards::default();
    load_more(db, &mut cards)?;
    Ok(cards)
}

/// Makes the sets again that `cards` does not hold yet, in the order they were issued: a later set has none of the
/// codes of an earlier one.
pub(super) fn load_more(db: &Connection, cards: &mut Cards) -> Result<(), VaultError> {
    let mut rows = db.prepare_cached(
        "SELECT n, kind, mode, first, count, digest, made_ms, version, seed, faces
         FROM card_sets WHERE n > ? ORDER BY n",
    )?;
    let mut rows = rows.query([cards.newest])?;
    while let Some(row) = rows.next()? {
        let (set, first, count): (u32, u32, u32) = (row.get(0)?, row.get(3)?, row.get(4)?);
        match remake(row, cards) {
            Ok((info, made)) => cards.add(info, &made),
            Err(problem) => {
                cards.newest = set;
                let last = Serial(first.saturating_add(count.saturating_sub(1)));
                cards.damaged.push(DamagedSet { set, first: Serial(first), last, problem });
            }
        }
    }
    Ok(())
}

fn remake(row: &Row<'_>, known: &Cards) -> Result<(SetInfo, CardSet), String> {
    let version: u32 = row.get(7).map_err(plain)?;
    if version != VERSION {
        return Err(format!("it is of version {version}, this program knows {VERSION}"));
    }
    let kind = from_text(row.get(1).map_err(plain)?, "kind").map_err(plain)?;
    let mode = from_text(row.get(2).map_err(plain)?, "mode").map_err(plain)?;
    let (first, count) = (Serial(row.get(3).map_err(plain)?), row.get(4).map_err(plain)?);
    if count > CARDS_TOTAL_MAX {
        return Err(format!("it cannot have {count} cards"));
    }
    let seed: [u8; 32] = row.get(8).map_err(plain)?;
    let faces: Option<Vec<u8>> = row.get(9).map_err(plain)?;
    let taken = |code: &Code| known.by_code.contains_key(code);
    let set = match &faces {
        None => CardSet::make(&seed, first, count, mode, kind, &taken).map_err(plain)?,
        Some(faces) => CardSet::given(&seed, &unpacked(faces)?, &taken).map_err(plain)?,
    };
    let digest = Digest(row.get(5).map_err(plain)?);
    if set.digest() != digest {
        return Err("its cards are not those that were issued".into());
    }
    if faces.is_none() && (kind == SetKind::Paper) != (first.0 >= PAPER_FIRST) {
        return Err("its serials are not of its kind".into());
    }
    if set.iter().any(|card| known.by_serial.contains_key(&card.serial)) {
        return Err("its serials belong to another set".into());
    }
    let info = SetInfo {
        set: row.get(0).map_err(plain)?,
        kind,
        mode,
        first,
        last: set.iter().last().map_or(first, |card| card.serial),
        digest,
        made_ms: row.get(6).map_err(plain)?,
    };
    Ok((info, set))
}

#[allow(clippy::needless_pass_by_value)] // reads as `.map_err(plain)`
fn plain(error: impl ToString) -> String {
    error.to_string()
}

/// Keeps a set, unless another was kept after `newest`: it may have the same serials or codes.
pub(super) fn keep_set(
    tx: &Transaction<'_>,
    seed: &[u8; 32],
    count: u32,
    mut info: SetInfo,
    newest: u32,
    faces: Option<&[u8]>,
) -> Result<Option<SetInfo>, VaultError> {
    if newest_set(tx)? != newest {
        return Ok(None);
    }
    let SetInfo { kind, mode, first, digest, made_ms, .. } = &info;
    tx.execute(
        "INSERT INTO card_sets (version, kind, mode, seed, first, count, digest, made_ms, faces)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (VERSION, to_text(kind), to_text(mode), seed, first.0, count, digest.0, made_ms, faces),
    )?;
    info.set = u32::try_from(tx.last_insert_rowid()).expect("every set has a card, cards are few");
    Ok(Some(info))
}

pub(super) fn newest_set(db: &Connection) -> Result<u32, rusqlite::Error> {
    db.query_row("SELECT coalesce(max(n), 0) FROM card_sets", (), |row| row.get(0))
}

/// Bytes of one card of an imported set.
const PACKED_BYTES: usize = 4 + 25;

pub(super) fn packed(cards: &[(Serial, Face)]) -> Vec<u8> {
    let bytes = |(serial, face): &(Serial, Face)| [&serial.0.to_be_bytes()[..], &face.numbers()].concat();
    cards.iter().flat_map(bytes).collect()
}

fn unpacked(bytes: &[u8]) -> Result<Vec<(Serial, Face)>, String> {
    let card = |bytes: &[u8]| {
        let (serial, numbers) = bytes.split_at_checked(4).ok_or("its cards are cut short")?;
        let serial = u32::from_be_bytes(serial.try_into().map_err(plain)?);
        let numbers: [u8; 25] = numbers.try_into().map_err(|_| "its cards are cut short")?;
        Ok((Serial(serial), Face::new(&numbers).map_err(plain)?))
    };
    bytes.chunks(PACKED_BYTES).map(card).collect()
}
