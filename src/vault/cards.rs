//! Card sets: kept as seeds, made again at every start, found by key, typed code or serial.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use rusqlite::{Connection, Row, Transaction};

use super::entropy::fresh;
use super::{Denied, Vault, VaultError, from_text, locked, to_text};
use crate::domain::code::{Code, parse_key};
use crate::domain::set::{CardSet, IssuedCard, SetKind, SetMode};
use crate::domain::{Digest, Serial};

/// Most cards in all sets together: ten times a large hall; they are made again at every start.
pub const CARDS_TOTAL_MAX: u32 = 20_000;
/// Way of making cards from a seed that this program knows.
const VERSION: u32 = 1;
/// First serial of paper cards. Those below are for phones; the two never meet.
const PAPER_FIRST: u32 = 500_001;
/// Longer than any card's URL; nothing longer is looked at.
const TEXT_MAX: usize = 256;

/// A card that can be played.
#[derive(Clone, Copy, Debug)]
pub struct Card {
    /// Serial, face, key and code.
    pub issued: IssuedCard,
    /// Number of its set.
    pub set: u32,
    /// What it is for.
    pub kind: SetKind,
}

/// What is known of a set besides its cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetInfo {
    /// Number of the set, from 1.
    pub set: u32,
    /// What its cards are for.
    pub kind: SetKind,
    /// How alike its cards may be.
    pub mode: SetMode,
    /// First serial.
    pub first: Serial,
    /// Last serial.
    pub last: Serial,
    /// Hash over all its cards.
    pub digest: Digest,
    /// When it was made, box time in ms.
    pub made_ms: i64,
}

/// A set whose cards are not those that were printed. None of them can be found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "card set {set} (serials {first} to {last}) cannot be played: {problem}; restore box.db from a backup"
)]
pub struct DamagedSet {
    /// Number of the set.
    pub set: u32,
    /// First serial.
    pub first: Serial,
    /// Last serial.
    pub last: Serial,
    /// What is wrong with it.
    pub problem: String,
}

/// Every playable card of the box. A snapshot: hold it for one request, not longer.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    cards: Vec<Card>,
    by_serial: HashMap<Serial, u32>,
    by_key: HashMap<[u8; 16], u32>,
    by_code: HashMap<Code, u32>,
    sets: Vec<SetInfo>,
    damaged: Vec<DamagedSet>,
    newest: u32,
}

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

impl Cards {
    /// The card with this serial.
    #[must_use]
    pub fn serial(&self, serial: Serial) -> Option<&Card> {
        self.at(self.by_serial.get(&serial))
    }

    /// The card with this key.
    #[must_use]
    pub fn key(&self, key: &[u8; 16]) -> Option<&Card> {
        self.at(self.by_key.get(key))
    }

    /// The card with this typed code. For guests use [`Vault::typed_code`], which limits guessing.
    #[must_use]
    pub fn code(&self, code: &Code) -> Option<&Card> {
        self.at(self.by_code.get(code))
    }

    /// The card that staff scanned or typed: its URL, its key, its typed code, or `#` and its serial.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Card> {
        let text = text.trim();
        if text.len() > TEXT_MAX {
            return None;
        }
        if let Some(serial) = text.strip_prefix('#') {
            return self.serial(Serial(serial.trim().parse().ok()?));
        }
        let last = text.rsplit('/').find(|part| !part.is_empty())?;
        match parse_key(last) {
            Ok(key) => self.key(&key),
            Err(_) => self.code(&Code::parse(text).ok()?),
        }
    }

    /// The cards with serials from `first` to `last`, ascending.
    #[must_use]
    pub fn range(&self, first: Serial, last: Serial) -> Vec<&Card> {
        let mut found: Vec<&Card> =
            self.cards.iter().filter(|card| (first..=last).contains(&card.issued.serial)).collect();
        found.sort_unstable_by_key(|card| card.issued.serial);
        found
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.cards.len()
    }

    /// The sets they belong to, oldest first.
    #[must_use]
    pub fn sets(&self) -> &[SetInfo] {
        &self.sets
    }

    /// Sets that failed their check when they were loaded. Tell the operator about each.
    #[must_use]
    pub fn damaged(&self) -> &[DamagedSet] {
        &self.damaged
    }

    fn at(&self, place: Option<&u32>) -> Option<&Card> {
        place.map(|&place| &self.cards[place as usize])
    }

    fn add(&mut self, info: SetInfo, made: &CardSet) {
        for issued in made {
            let place = u32::try_from(self.cards.len()).expect("a box has few cards");
            self.by_serial.insert(issued.serial, place);
            self.by_key.insert(issued.key, place);
            self.by_code.insert(issued.code, place);
            self.cards.push(Card { issued: *issued, set: info.set, kind: info.kind });
        }
        self.newest = self.newest.max(info.set);
        self.sets.push(info);
    }
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
        let newest: u32 = db.query_row("SELECT coalesce(max(n), 0) FROM card_sets", (), |row| row.get(0))?;
        if newest <= known.newest {
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
    pub fn issue(&self, count: u32, mode: SetMode, kind: SetKind, now_ms: i64) -> Result<SetInfo, Denied> {
        let seed: [u8; 32] = fresh(self.entropy.as_ref());
        let mut cards = Cards::clone(&self.cards());
        let info = self.write(|tx| {
            // Another program may have issued cards: theirs are taken too.
            load_more(tx, &mut cards)?;
            room_for(tx, count)?;
            let first = next_serial(tx, kind)?;
            let made =
                CardSet::make(&seed, first, count, mode, kind, &|code| cards.by_code.contains_key(code))?;
            let mut info = SetInfo {
                set: 0,
                kind,
                mode,
                first,
                last: Serial(first.0 + count - 1),
                digest: made.digest(),
                made_ms: now_ms,
            };
            tx.execute(
                "INSERT INTO card_sets (version, kind, mode, seed, first, count, digest, made_ms)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (VERSION, to_text(&kind), to_text(&mode), seed, first.0, count, info.digest.0, now_ms),
            )?;
            info.set = u32::try_from(tx.last_insert_rowid()).expect("every set has a card, cards are few");
            cards.add(info.clone(), &made);
            Ok::<_, Denied>(info)
        })?;
        self.show(cards);
        Ok(info)
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
        "SELECT n, kind, mode, first, count, digest, made_ms, version, seed FROM card_sets WHERE n > ? ORDER BY n",
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
    let made = CardSet::make(&seed, first, count, mode, kind, &|code| known.by_code.contains_key(code))
        .map_err(plain)?;
    let digest = Digest(row.get(5).map_err(plain)?);
    if made.digest() != digest {
        return Err("its cards are not those that were issued".into());
    }
    if made.iter().any(|card| known.by_serial.contains_key(&card.serial)) {
        return Err("its serials belong to another set".into());
    }
    let info = SetInfo {
        set: row.get(0).map_err(plain)?,
        kind,
        mode,
        first,
        last: Serial(first.0 + count - 1),
        digest,
        made_ms: row.get(6).map_err(plain)?,
    };
    Ok((info, made))
}

#[allow(clippy::needless_pass_by_value)] // reads as `.map_err(plain)`
fn plain(error: impl ToString) -> String {
    error.to_string()
}

fn room_for(tx: &Transaction<'_>, count: u32) -> Result<(), Denied> {
    let issued: u32 = tx.query_row("SELECT coalesce(sum(count), 0) FROM card_sets", (), |row| row.get(0))?;
    if issued.saturating_add(count) > CARDS_TOTAL_MAX {
        return Err(Denied::Full { what: "cards", limit: CARDS_TOTAL_MAX });
    }
    Ok(())
}

/// Serials of damaged sets stay theirs: the printed cards exist.
fn next_serial(tx: &Transaction<'_>, kind: SetKind) -> Result<Serial, Denied> {
    let next: Option<u32> =
        tx.query_row("SELECT max(first + count) FROM card_sets WHERE kind = ?", [to_text(&kind)], |row| {
            row.get(0)
        })?;
    Ok(Serial(next.unwrap_or(match kind {
        SetKind::Phone => 1,
        SetKind::Paper => PAPER_FIRST,
    })))
}
