//! Card sets: issuing and importing.

use std::sync::{Arc, PoisonError};

use rusqlite::Connection;

use super::entropy::fresh;
use super::stored_sets::{CARDS_TOTAL_MAX, PAPER_FIRST, keep_set, load_more, newest_set, packed};
use super::{Cards, Denied, SetInfo, Vault, VaultError};
use domain::set::{CardSet, SetKind, SetMode};
use domain::{Face, Serial};

/// Times a set is made again because another program issued one meanwhile.
const ISSUE_TRIES_MAX: u32 = 5;

impl Vault {
    /// Every playable card, as last loaded. Does not read the database.
    #[must_use]
    pub fn cards(&self) -> Arc<Cards> {
        Arc::clone(&self.cards.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Loads sets that another program (`hallbox cards issue`) made meanwhile; true when there were any. Worth a call
    /// when a key is unknown: without new sets it is one short read.
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
        self.replace_cards(cards);
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
                // Another program may have issued cards: serials and codes of those are taken too.
                load_more(&db, &mut cards)?;
                room_for(&db, count)?;
                next_serial(&cards, kind)
            };
            // Takes seconds on a small box, so the lock is not held: selling and signing in go on.
            let set =
                CardSet::make(&seed, first, count, mode, kind, &|code| cards.by_code.contains_key(code))?;
            let last = Serial(first.0 + count - 1);
            let digest = set.digest();
            let info = SetInfo { set: 0, kind, mode, first, last, digest, made_ms: now_ms };
            if let Some(info) = self.write(|tx| keep_set(tx, &seed, count, info, cards.newest, None))? {
                cards.add(info.clone(), &set);
                self.replace_cards(cards);
                return Ok(info);
            }
        }
        Err(VaultError::Busy.into())
    }

    /// Adds a set that was printed elsewhere; its cards are verified by their serials like all others. `cards` ascend
    /// by serial.
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
                self.replace_cards(known);
                return Ok(info);
            }
        }
        Err(VaultError::Busy.into())
    }

    fn replace_cards(&self, cards: Cards) {
        let mut shown = self.cards.write().unwrap_or_else(PoisonError::into_inner);
        // Two writers may finish in either order: the one that holds more sets is newer.
        if cards.newest >= shown.newest {
            *shown = Arc::new(cards);
        }
    }
}

fn room_for(tx: &Connection, count: u32) -> Result<(), Denied> {
    let issued: u32 = tx.query_row("SELECT coalesce(sum(count), 0) FROM card_sets", (), |row| row.get(0))?;
    if issued.saturating_add(count) > CARDS_TOTAL_MAX {
        return Err(Denied::Full { what: "cards", limit: CARDS_TOTAL_MAX });
    }
    Ok(())
}

/// The serial after every card in the kind's range. Serials of damaged sets are not used again: printed cards have
/// them.
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
