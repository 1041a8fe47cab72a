//! The cards of the box, found by key, typed code or serial.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use domain::code::{Code, parse_key};
use domain::set::{CardSet, IssuedCard, SetKind, SetMode};
use domain::{Digest, Serial};

/// Longest text that is looked up: longer than any card's URL.
const TEXT_MAX: usize = 1_000;

/// A card that can be played.
#[derive(Clone, Copy, Debug)]
pub struct Card {
    /// Serial, face, key and code.
    pub issued: IssuedCard,
    /// Number of its set.
    pub set: u32,
    /// Played on phones or on paper.
    pub kind: SetKind,
}

/// What a text is that a guest typed.
#[derive(Clone, Copy, Debug)]
pub enum Typed<'a> {
    /// The code of this card.
    Found(&'a Card),
    /// No code: its check symbol shows a typing error, and it matches no card.
    Mistyped,
    /// A code of no card here: perhaps a guess.
    NoCard,
}

/// A set, without its cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetInfo {
    /// Number of the set, from 1.
    pub set: u32,
    /// Played on phones or on paper.
    pub kind: SetKind,
    /// Whether its cards may share columns.
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

/// A set whose cards are not those that were issued. None of them can be found.
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

/// Every playable card of the box. A snapshot: hold it for one request only.
#[derive(Clone, Debug, Default)]
pub struct Cards {
    all: Vec<Card>,
    pub(super) by_serial: HashMap<Serial, u32>,
    by_key: HashMap<[u8; 16], u32>,
    pub(super) by_code: HashMap<Code, u32>,
    sets: Vec<SetInfo>,
    pub(super) damaged: Vec<DamagedSet>,
    pub(super) newest: u32,
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

    /// What a guest typed. Whoever asks has to limit guessing.
    #[must_use]
    pub fn typed(&self, text: &str) -> Typed<'_> {
        let Some(code) = (text.len() <= TEXT_MAX).then(|| Code::parse(text).ok()).flatten() else {
            return Typed::Mistyped;
        };
        self.code(&code).map_or(Typed::NoCard, Typed::Found)
    }

    /// The card with this typed code.
    #[must_use]
    pub fn code(&self, code: &Code) -> Option<&Card> {
        self.at(self.by_code.get(code))
    }

    /// The card behind a text that staff scanned or typed: its URL, its key, its typed code, or `#` and its serial.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<&Card> {
        let text = text.trim();
        if text.len() > TEXT_MAX {
            return None;
        }
        let serial = text.strip_prefix('#').and_then(|serial| serial.trim().parse().ok());
        if let Some(serial) = serial {
            return self.serial(Serial(serial));
        }
        // A code may be typed in groups; everything else stands in one piece somewhere: at the end of an address, among
        // what a mail filter or a tracker added to it, or after "Code:".
        if let Ok(code) = Code::parse(text) {
            return self.code(&code);
        }
        let once = percent_decode_str(text).decode_utf8_lossy();
        // A link within a link is escaped twice. Some mail filters write slashes as underscores.
        let plain = percent_decode_str(&once).decode_utf8_lossy();
        let mut pieces = plain.split(|c: char| c.is_whitespace() || "/?&=#:;,()<>_".contains(c));
        pieces.find_map(|piece| match (parse_key(piece), Code::parse(piece)) {
            (Ok(key), _) => self.key(&key),
            (_, Ok(code)) => self.code(&code),
            _ => None,
        })
    }

    /// The cards with serials from `first` to `last`, ascending.
    #[must_use]
    pub fn range(&self, first: Serial, last: Serial) -> Vec<&Card> {
        let mut found: Vec<&Card> =
            self.all.iter().filter(|card| (first..=last).contains(&card.issued.serial)).collect();
        found.sort_unstable_by_key(|card| card.issued.serial);
        found
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// The sets they belong to, oldest first.
    #[must_use]
    pub fn sets(&self) -> &[SetInfo] {
        &self.sets
    }

    /// Sets that failed their check when they were loaded.
    #[must_use]
    pub fn damaged(&self) -> &[DamagedSet] {
        &self.damaged
    }

    /// Whether a set has the serial, also a damaged one.
    pub(super) fn reserves(&self, serial: Serial) -> bool {
        let damaged = self.damaged.iter().any(|set| (set.first..=set.last).contains(&serial));
        damaged || self.by_serial.contains_key(&serial)
    }

    fn at(&self, place: Option<&u32>) -> Option<&Card> {
        place.map(|&place| &self.all[place as usize])
    }

    pub(super) fn add(&mut self, info: SetInfo, made: &CardSet) {
        for issued in made {
            let place = u32::try_from(self.all.len()).expect("a box has few cards");
            self.by_serial.insert(issued.serial, place);
            self.by_key.insert(issued.key, place);
            self.by_code.insert(issued.code, place);
            self.all.push(Card { issued: *issued, set: info.set, kind: info.kind });
        }
        self.newest = self.newest.max(info.set);
        self.sets.push(info);
    }
}
