//! What the radio's watcher tells the box: how many seats are taken, and what it had to do.
//!
//! The watcher is root and the box is nobody: they share one small file that only the watcher writes. It
//! counts its looks in it, so that the box can tell a file that is fresh without trusting any clock.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use protocol::{RadioNow, RadioTrouble, RadioView, SeatsView};
use serde::{Deserialize, Serialize};

use super::status::RadioStatus;
use super::watch::Cure;
use crate::files;

/// Where the watcher leaves word, in the folder systemd gives it.
pub const WORD: &str = "/run/hallbox-radio/word.json";
/// Longer than any word; what is longer is not the watcher's.
const WORD_BYTES_MAX: u64 = 16 * 1024;
/// Seven of ten seats: who comes now may not find one, and an access point is the answer.
const CROWDED: (u32, u32) = (7, 10);
/// A word that has not counted on for so long is stale: the watcher looks every five seconds.
const STALE_S: u64 = 30;
/// What was cured is told to those who come later for so long.
const TOLD_S: u64 = 30 * 60;
/// The word says how long ago in whole seconds, and is some seconds old: the same moment within this, ms.
const SAME_MS: i64 = 15_000;

/// The watcher's word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// Looks so far. A word that does not count on is stale.
    pub looks: u64,
    /// Whether the guests' network is on the air.
    pub on_air: bool,
    /// The networks, guests first.
    pub networks: Vec<Seats>,
    /// What had to be done, if anything since the machine started.
    pub cured: Option<Cured>,
}

/// Seats of one network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seats {
    /// What phones list.
    pub name: String,
    /// Whether it is the staff's own.
    pub staff: bool,
    /// Phones on it.
    pub taken: u32,
    /// Phones it has room for.
    pub seats: u32,
}

/// The last cure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cured {
    /// What was done.
    pub cure: Cure,
    /// How long ago, seconds.
    pub ago_s: u64,
    /// Attempts since the network was last well; 0 once it has been well for a while.
    pub tried: u32,
    /// Which trouble it was, counted from the start of the machine.
    pub number: u32,
}

impl Seats {
    /// Seats as hostapd counts them.
    #[must_use]
    pub fn of(radio: &RadioStatus, staff: bool) -> Self {
        let taken = u32::try_from(radio.stations.len()).unwrap_or(u32::MAX);
        Self { name: radio.name.clone(), staff, taken, seats: radio.seats.into() }
    }

    /// Whether this room needs an access point: most seats are taken.
    #[must_use]
    pub fn is_crowded(&self) -> bool {
        self.taken * CROWDED.1 >= self.seats * CROWDED.0
    }
}

impl Word {
    /// Leaves word. Whoever reads meanwhile finds the old one whole.
    ///
    /// # Errors
    /// When the folder is not there or not ours.
    pub fn leave(&self, path: &Path) -> io::Result<()> {
        files::replace(path, &serde_json::to_vec(self)?, 0o644)
    }

    /// The newest word, if there is one that can be read.
    #[must_use]
    pub fn read(path: &Path) -> Option<Self> {
        let mut text = Vec::new();
        fs::File::open(path).ok()?.take(WORD_BYTES_MAX).read_to_end(&mut text).ok()?;
        serde_json::from_slice(&text).ok()
    }
}

/// What the box makes of the words it finds.
#[derive(Debug, Default)]
pub struct Ear {
    looks: u64,
    /// When the word counted on last, seconds of a clock that never jumps.
    heard_s: Option<u64>,
    /// The trouble told last, and when it was.
    trouble: Option<(u32, i64)>,
}

impl Ear {
    /// Takes the word found at `mono_s`, seconds of a clock that never jumps, and `now_ms`, box time. `None`
    /// while nobody looks after a radio.
    pub fn hear(&mut self, word: Option<Word>, mono_s: u64, now_ms: i64) -> Option<RadioView> {
        let word = word?;
        if self.heard_s.is_none() || word.looks != self.looks {
            (self.looks, self.heard_s) = (word.looks, Some(mono_s));
        }
        if self.heard_s.is_none_or(|heard_s| mono_s - heard_s > STALE_S) {
            return None;
        }
        let trouble = word.cured.and_then(|cured| self.trouble(cured, word.on_air, now_ms));
        let crowded = word.networks.iter().any(|network| !network.staff && network.is_crowded());
        let view = |Seats { name, staff, taken, seats }| SeatsView { name, staff, taken, seats };
        let networks = word.networks.into_iter().map(view).collect();
        Some(RadioView { on_air: word.on_air, networks, crowded, trouble })
    }

    fn trouble(&mut self, cured: Cured, on_air: bool, now_ms: i64) -> Option<RadioTrouble> {
        let now = match cured.cure {
            // Silence that nothing was done about yet is hostapd's own start.
            _ if !on_air && cured.tried > 0 => RadioNow::Silent,
            _ if !on_air || cured.ago_s > TOLD_S => return None,
            Cure::Restart => RadioNow::Restarted,
            Cure::Reload => RadioNow::Reloaded,
        };
        let ago_ms = i64::try_from(cured.ago_s).unwrap_or_default().saturating_mul(1_000);
        let at_ms = now_ms.saturating_sub(ago_ms);
        let same =
            |&(number, told_ms): &(u32, i64)| number == cured.number && (told_ms - at_ms).abs() < SAME_MS;
        let (number, at_ms) = self.trouble.filter(same).unwrap_or((cured.number, at_ms));
        self.trouble = Some((number, at_ms));
        Some(RadioTrouble { now, at_ms, number })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats(taken: u32, seats: u32) -> Seats {
        Seats { name: "Crown-Bingo".to_owned(), staff: false, taken, seats }
    }

    #[test]
    fn a_word_is_read_as_it_was_left_and_anything_else_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("word.json");
        assert_eq!(Word::read(&path), None);
        let cured = Some(Cured { cure: Cure::Reload, ago_s: 3, tried: 1, number: 2 });
        let word = Word { looks: 7, on_air: true, networks: vec![seats(14, 19)], cured };
        word.leave(&path).unwrap();
        assert_eq!(Word::read(&path), Some(word));
        let long = vec![b' '; 2 * usize::try_from(WORD_BYTES_MAX).unwrap()];
        for nonsense in [b"".as_slice(), b"{\"looks\":", b"[]", &long] {
            fs::write(&path, nonsense).unwrap();
            assert_eq!(Word::read(&path), None);
        }
        assert!(Word::default().leave(&folder.path().join("nowhere/word.json")).is_err());
    }

    fn word(looks: u64, on_air: bool, cured: Option<(Cure, u64, u32)>) -> Option<Word> {
        let cured = cured.map(|(cure, ago_s, tried)| Cured { cure, ago_s, tried, number: 1 });
        Some(Word { looks, on_air, networks: vec![seats(14, 19)], cured })
    }

    #[test]
    fn a_watcher_that_stopped_is_not_believed_for_long() {
        let mut ear = Ear::default();
        assert_eq!(ear.hear(None, 0, 0), None);
        assert!(ear.hear(word(5, true, None), 5, 0).is_some_and(|radio| radio.crowded && radio.on_air));
        assert!(ear.hear(word(5, true, None), 35, 0).is_some());
        assert_eq!(ear.hear(word(5, true, None), 36, 0), None);
        // The machine's watcher starts anew, and counts from the beginning.
        assert!(ear.hear(word(1, true, None), 40, 0).is_some());
        assert_eq!(ear.hear(None, 41, 0), None);
    }

    #[test]
    fn trouble_is_told_with_one_time_while_it_lasts_and_for_half_an_hour_after() {
        let mut ear = Ear::default();
        let mut told = |mono_s: u64, on_air, cured| {
            let now_ms = i64::try_from(mono_s).unwrap() * 1_000;
            let radio = ear.hear(word(mono_s, on_air, cured), mono_s, now_ms).unwrap();
            radio.trouble.map(|trouble| (trouble.now, trouble.at_ms))
        };
        assert_eq!(told(10, false, None), None, "hostapd begins");
        assert_eq!(told(100, false, Some((Cure::Reload, 0, 1))), Some((RadioNow::Silent, 100_000)));
        assert_eq!(told(113, true, Some((Cure::Reload, 9, 1))), Some((RadioNow::Reloaded, 100_000)));
        assert_eq!(told(400, true, Some((Cure::Reload, 300, 0))), Some((RadioNow::Reloaded, 100_000)));
        assert_eq!(told(500, false, Some((Cure::Reload, 400, 0))), None, "silent for a moment");
        assert_eq!(told(600, true, Some((Cure::Restart, 2, 1))), Some((RadioNow::Restarted, 598_000)));
        assert_eq!(told(2_500, true, Some((Cure::Restart, 1_902, 0))), None);
    }

    #[test]
    fn a_room_where_most_seats_are_taken_needs_an_access_point() {
        for (taken, of, crowded) in
            [(0, 19, false), (13, 19, false), (14, 19, true), (19, 19, true), (4, 7, false), (5, 7, true)]
        {
            assert_eq!(seats(taken, of).is_crowded(), crowded, "{taken} of {of}");
        }
    }
}
