//! The report of the radio's watcher to the box: seats taken, and the last repair.
//!
//! The watcher runs as root, the box without any rights. They share one small file that only the watcher writes. The
//! watcher counts its looks in it, so that the box recognises a stale file without trusting any clock.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use protocol::{RadioNow, RadioTrouble, RadioView, SeatsView};
use serde::{Deserialize, Serialize};

use super::hostapd::RadioStatus;
use super::repair::{LastRepair, Repair};
use crate::files;

/// The report's file, in the watcher's runtime directory.
pub const REPORT: &str = "/run/hallbox-radio/word.json";
/// Bytes read of the file: no report is longer.
const REPORT_BYTES_MAX: u64 = 16 * 1024;
/// Seven of ten seats taken: the next phones may find none, and the venue needs an access point.
const CROWDED: (u32, u32) = (7, 10);
/// A report whose count has not changed for so long is stale: the watcher looks every five seconds.
const STALE_S: u64 = 30;
/// For so long a repair is shown to staff.
const SHOWN_S: u64 = 30 * 60;
/// Two reports mean the same repair when their times differ by less, ms. A report tells whole seconds, and is some
/// seconds old when it is read.
const SAME_MS: i64 = 15_000;

/// What the watcher reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RadioReport {
    /// The watcher's looks so far.
    pub looks: u64,
    /// Whether the guests' network is on the air.
    pub on_air: bool,
    /// Whether the machine has no radio at all.
    #[serde(default)]
    pub missing: bool,
    /// The networks, guests first.
    pub networks: Vec<WifiSeats>,
    /// The last repair since the machine started.
    #[serde(rename = "cured")]
    pub last_repair: Option<LastRepair>,
}

/// Seats of one network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WifiSeats {
    /// The network's name.
    pub name: String,
    /// Whether it is the staff's own.
    pub staff: bool,
    /// Phones on the network.
    pub taken: u32,
    /// Phones the network carries at once.
    pub seats: u32,
}

impl WifiSeats {
    /// Seats as hostapd counts them.
    #[must_use]
    pub fn of(radio: &RadioStatus, staff: bool) -> Self {
        let taken = u32::try_from(radio.stations.len()).unwrap_or(u32::MAX);
        Self { name: radio.name.clone(), staff, taken, seats: radio.seats.into() }
    }

    /// Whether most seats are taken, so that the venue needs an access point.
    fn is_crowded(&self) -> bool {
        self.taken * CROWDED.1 >= self.seats * CROWDED.0
    }
}

impl RadioReport {
    /// Replaces the report. A reader finds the old one or the new one, whole.
    ///
    /// # Errors
    /// When the folder does not exist or cannot be written.
    pub fn write(&self, path: &Path) -> io::Result<()> {
        files::replace(path, &serde_json::to_vec(self)?, 0o644)
    }

    /// The report, if there is one that can be read.
    #[must_use]
    pub fn read(path: &Path) -> Option<Self> {
        let mut text = Vec::new();
        fs::File::open(path).ok()?.take(REPORT_BYTES_MAX).read_to_end(&mut text).ok()?;
        serde_json::from_slice(&text).ok()
    }
}

/// Makes the staff's view of the radio from the reports that the box reads.
#[derive(Debug, Default)]
pub struct ReportReceiver {
    looks: u64,
    /// When the count last changed, seconds of a monotonic clock.
    fresh_s: Option<u64>,
    /// Number and time of the outage in the last view. Its time stays, so that staff see one outage once.
    shown: Option<(u32, i64)>,
}

impl ReportReceiver {
    /// Takes the report read at `mono_s`, seconds of a monotonic clock, and `now_ms`, box time. `None` while no
    /// watcher runs.
    pub fn receive(&mut self, report: Option<RadioReport>, mono_s: u64, now_ms: i64) -> Option<RadioView> {
        let report = report?;
        if self.fresh_s.is_none() || report.looks != self.looks {
            (self.looks, self.fresh_s) = (report.looks, Some(mono_s));
        }
        if self.fresh_s.is_none_or(|fresh_s| mono_s - fresh_s > STALE_S) {
            return None;
        }
        let trouble = report.last_repair.and_then(|last| self.trouble(last, report.on_air, now_ms));
        let crowded = report.networks.iter().any(|network| !network.staff && network.is_crowded());
        let view = |WifiSeats { name, staff, taken, seats }| SeatsView { name, staff, taken, seats };
        let networks = report.networks.into_iter().map(view).collect();
        Some(RadioView { on_air: report.on_air, missing: report.missing, networks, crowded, trouble })
    }

    fn trouble(&mut self, last: LastRepair, on_air: bool, now_ms: i64) -> Option<RadioTrouble> {
        let now = match last.repair {
            // Without an attempt the silence is hostapd's own start.
            _ if !on_air && last.attempts > 0 => RadioNow::Silent,
            _ if !on_air || last.ago_s > SHOWN_S => return None,
            Repair::Restart => RadioNow::Restarted,
            Repair::Reload => RadioNow::Reloaded,
        };
        let ago_ms = i64::try_from(last.ago_s).unwrap_or_default().saturating_mul(1_000);
        let at_ms = now_ms.saturating_sub(ago_ms);
        let same =
            |&(number, shown_ms): &(u32, i64)| number == last.number && (shown_ms - at_ms).abs() < SAME_MS;
        let (number, at_ms) = self.shown.filter(same).unwrap_or((last.number, at_ms));
        self.shown = Some((number, at_ms));
        Some(RadioTrouble { now, at_ms, number })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats(taken: u32, seats: u32) -> WifiSeats {
        WifiSeats { name: "Crown-Bingo".to_owned(), staff: false, taken, seats }
    }

    #[test]
    fn a_word_is_read_as_it_was_left_and_anything_else_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("word.json");
        assert_eq!(RadioReport::read(&path), None);
        let last_repair = Some(LastRepair { repair: Repair::Reload, ago_s: 3, attempts: 1, number: 2 });
        let report = RadioReport {
            looks: 7,
            on_air: true,
            missing: false,
            networks: vec![seats(14, 19)],
            last_repair,
        };
        report.write(&path).unwrap();
        assert_eq!(RadioReport::read(&path), Some(report));
        let long = vec![b' '; 2 * usize::try_from(REPORT_BYTES_MAX).unwrap()];
        for nonsense in [b"".as_slice(), b"{\"looks\":", b"[]", &long] {
            fs::write(&path, nonsense).unwrap();
            assert_eq!(RadioReport::read(&path), None);
        }
        assert!(RadioReport::default().write(&folder.path().join("nowhere/word.json")).is_err());
    }

    fn report(looks: u64, on_air: bool, last: Option<(Repair, u64, u32)>) -> Option<RadioReport> {
        let last_repair =
            last.map(|(repair, ago_s, attempts)| LastRepair { repair, ago_s, attempts, number: 1 });
        Some(RadioReport { looks, on_air, missing: false, networks: vec![seats(14, 19)], last_repair })
    }

    #[test]
    fn a_watcher_that_stopped_is_not_believed_for_long() {
        let mut receiver = ReportReceiver::default();
        assert_eq!(receiver.receive(None, 0, 0), None);
        assert!(
            receiver.receive(report(5, true, None), 5, 0).is_some_and(|radio| radio.crowded && radio.on_air)
        );
        assert!(receiver.receive(report(5, true, None), 35, 0).is_some());
        assert_eq!(receiver.receive(report(5, true, None), 36, 0), None);
        // A watcher that was restarted counts from the beginning.
        assert!(receiver.receive(report(1, true, None), 40, 0).is_some());
        assert_eq!(receiver.receive(None, 41, 0), None);
    }

    #[test]
    fn trouble_is_told_with_one_time_while_it_lasts_and_for_half_an_hour_after() {
        let mut receiver = ReportReceiver::default();
        let mut shown = |mono_s: u64, on_air, last| {
            let now_ms = i64::try_from(mono_s).unwrap() * 1_000;
            let radio = receiver.receive(report(mono_s, on_air, last), mono_s, now_ms).unwrap();
            radio.trouble.map(|trouble| (trouble.now, trouble.at_ms))
        };
        assert_eq!(shown(10, false, None), None, "hostapd begins");
        assert_eq!(shown(100, false, Some((Repair::Reload, 0, 1))), Some((RadioNow::Silent, 100_000)));
        assert_eq!(shown(113, true, Some((Repair::Reload, 9, 1))), Some((RadioNow::Reloaded, 100_000)));
        assert_eq!(shown(400, true, Some((Repair::Reload, 300, 0))), Some((RadioNow::Reloaded, 100_000)));
        assert_eq!(shown(500, false, Some((Repair::Reload, 400, 0))), None, "silent for a moment");
        assert_eq!(shown(600, true, Some((Repair::Restart, 2, 1))), Some((RadioNow::Restarted, 598_000)));
        assert_eq!(shown(2_500, true, Some((Repair::Restart, 1_902, 0))), None);
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
