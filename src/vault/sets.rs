//! Card sets: kept as seeds, made again and checked at every start.

use std::sync::{Arc, PoisonError};

use rusqlite::{Connection, Row, Transaction};

use super::cards::TEXT_MAX;
use super::entropy::fresh;
use super::{Card, Cards, DamagedSet, Denied, SetInfo, Vault, VaultError, from_text, locked, to_text};
use domain::set::{CardSet, SetKind, SetMode};
use domain::{Digest, Face, Serial, code::Code};

/// Most cards in all sets together: ten times a large hall; they are made again at every start.
pub const CARDS_TOTAL_MAX: u32 = 20_000;
/// Times a set is made again because another program issued one meanwhile.
const ISSUE_TRIES_MAX: u32 = 5;
/// Way of making cards from a seed that this program knows.
const VERSION: u32 = 1;
/// First serial of paper cards. Those below are for phones; the two never meet.
const PAPER_FIRST: u32 = 500_001;

/// What a typed code came to.
#[derive(Clone, Copy, Debug)]
pub enum Typed {
    /// This card.
    Found(Card),
    /// Not a code at all: its check symbol shows a typing error. Costs nothing, for no card could match.
    Mistyped,
    /// A code of no card here. Counted; `last` when it used the budget up, which staff should hear.
    NoCard {
        /// Whether typed codes are refused from now on.
        last: bool,
    },
    /// Too many wrong codes lately, from whomever: scan the card or ask the staff.
    TooMany,
}

impl Vault {
    /// Every playable card, as last loaded. Never touches the database.
    #[must_use]
    pub fn cards(&self) -> Arc<Cards> {
        Arc::clone(&self.cards.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Loads sets that another program (`hallbox cards issue`) made meanwhile; true when there were
    /// any. Worth a call when a key is unknown: without news it is one short read.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn cards_refresh(&self) -> Result<bool, VaultError> {
        let db = self.db();
        let known = self.cards();
        if newest_set(&db)? <= known.newest {
            return Ok(false);
        }
        let mut cards = Cards::clone(&known);
        load_more(&db, &mut cards)?;
        self.show(cards);
        Ok(true)
    }

    /// Makes and keeps a set with the next free serials of its kind.
    ///
    /// # Errors
    /// [`Denied`]: no such set, or too many cards with it.
    ///
    /// # Panics
    /// Never: sets are far fewer than 2^32.
    pub fn issue(&self, count: u32, mode: SetMode, kind: SetKind, now_ms: i64) -> Result<SetInfo, Denied> {
        let seed: [u8; 32] = fresh(self.entropy.as_ref());
        let mut cards = Cards::clone(&self.cards());
        for _ in 0..ISSUE_TRIES_MAX {
            let first = {
                let db = self.db();
                // Another program may have issued cards: theirs are taken too.
                load_more(&db, &mut cards)?;
                room_for(&db, count)?;
                next_serial(&cards, kind)
            };
            // Takes seconds on a small box: nobody who sells or signs in waits for it.
            let set =
                CardSet::make(&seed, first, count, mode, kind, &|code| cards.by_code.contains_key(code))?;
            let last = Serial(first.0 + count - 1);
            let digest = set.digest();
            let info = SetInfo { set: 0, kind, mode, first, last, digest, made_ms: now_ms };
            if let Some(info) = self.write(|tx| keep_set(tx, &seed, count, info, cards.newest, None))? {
                cards.add(info.clone(), &set);
                self.show(cards);
                return Ok(info);
            }
        }
        Err(VaultError::Busy.into())
    }

    /// Takes in a set that was printed elsewhere, so that its cards are verified by their serials like all
    /// others. `cards` ascending by serial.
    ///
    /// # Errors
    /// [`Denied::SerialTaken`] names a serial that another set has; [`Denied`] when there are too many cards.
    ///
    /// # Panics
    /// Never: sets are far fewer than 2^32.
    pub fn import(&self, cards: &[(Serial, Face)], now_ms: i64) -> Result<SetInfo, Denied> {
        let seed: [u8; 32] = fresh(self.entropy.as_ref());
        let mut known = Cards::clone(&self.cards());
        for _ in 0..ISSUE_TRIES_MAX {
            {
                let db = self.db();
                load_more(&db, &mut known)?;
                room_for(&db, u32::try_from(cards.len()).unwrap_or(u32::MAX))?;
            }
            if let Some((serial, _)) = cards.iter().find(|(serial, _)| known.reserves(*serial)) {
                return Err(Denied::SerialTaken { serial: *serial });
            }
            let set = CardSet::given(&seed, cards, &|code| known.by_code.contains_key(code))?;
            let last = cards.last().map_or(Serial(0), |(serial, _)| *serial);
            let first = cards.first().map_or(Serial(0), |(serial, _)| *serial);
            let (kind, mode, digest) = (SetKind::Paper, SetMode::Free, set.digest());
            let info = SetInfo { set: 0, kind, mode, first, last, digest, made_ms: now_ms };
            let count = u32::try_from(cards.len()).unwrap_or(u32::MAX);
            let faces = packed(cards);
            let kept = self.write(|tx| keep_set(tx, &seed, count, info, known.newest, Some(&faces)))?;
            if let Some(info) = kept {
                known.add(info.clone(), &set);
                self.show(known);
                return Ok(info);
            }
        }
        Err(VaultError::Busy.into())
    }

    /// Looks up the code a guest typed, within the budget of wrong ones.
    pub fn typed_code(&self, text: &str, now_ms: i64) -> Typed {
        let mut guesses = locked(&self.guesses);
        if !guesses.allows(now_ms) {
            return Typed::TooMany;
        }
        let Some(code) = (text.len() <= TEXT_MAX).then(|| Code::parse(text).ok()).flatten() else {
            return Typed::Mistyped;
        };
        match self.cards().code(&code) {
            Some(card) => Typed::Found(*card),
            None => Typed::NoCard { last: guesses.failed(now_ms) },
        }
    }

    fn show(&self, cards: Cards) {
        let mut shown = self.cards.write().unwrap_or_else(PoisonError::into_inner);
        // Two writers may finish in either order; the one that has seen more sets is right.
        if cards.newest >= shown.newest {
            *shown = Arc::new(cards);
        }
    }
}

/// Makes every set again.
pub(super) fn load(db: &Connection) -> Result<Cards, VaultError> {
    let mut cards = Cards::default();
    load_more(db, &mut cards)?;
    Ok(cards)
}

/// Makes the sets again that `cards` does not know yet, in the order they were issued: codes of earlier
/// sets are taken for later ones.
fn load_more(db: &Connection, cards: &mut Cards) -> Result<(), VaultError> {
    let mut rows = db.prepare_cached(
        "SELECT n, kind, mode, first, count, digest, made_ms, version, seed, faces FROM card_sets WHERE n > ? ORDER BY n",
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
fn keep_set(
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

fn newest_set(db: &Connection) -> Result<u32, rusqlite::Error> {
    db.query_row("SELECT coalesce(max(n), 0) FROM card_sets", (), |row| row.get(0))
}

fn room_for(tx: &Connection, count: u32) -> Result<(), Denied> {
    let issued: u32 = tx.query_row("SELECT coalesce(sum(count), 0) FROM card_sets", (), |row| row.get(0))?;
    if issued.saturating_add(count) > CARDS_TOTAL_MAX {
        return Err(Denied::Full { what: "cards", limit: CARDS_TOTAL_MAX });
    }
    Ok(())
}

/// After every card of the kind's range, whoever printed it. Serials of damaged sets stay theirs: the
/// printed cards exist.
fn next_serial(cards: &Cards, kind: SetKind) -> Serial {
    let first = match kind {
        SetKind::Phone => 1,
        SetKind::Paper => PAPER_FIRST,
    };
    let ours = |last: &u32| (*last >= PAPER_FIRST) == (kind == SetKind::Paper);
    let lasts = cards.sets().iter().map(|set| set.last.0);
    let lasts = lasts.chain(cards.damaged().iter().map(|set| set.last.0)).filter(ours);
    Serial(lasts.max().map_or(first, |last| last.saturating_add(1)))
}

/// Bytes of one card of an imported set.
const PACKED_BYTES: usize = 4 + 25;

fn packed(cards: &[(Serial, Face)]) -> Vec<u8> {
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
