//! How the machine is: what the edge shows to owners and cannot know by itself.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use tracing::warn;

use super::clock::BoxTime;
use crate::edge::{LookAround, MachineFacts};
use crate::ledger::doctor::{self, StorageReport, StorageVerdict};
use crate::vault::Vault;
use crate::views::{Saves, Views};
use machine::certificate::selection::FETCHED;
use machine::radio::report::{REPORT, RadioReport, ReportReceiver};
use machine::settings::{Settings, Wifi};
use machine::update;
use protocol::{StorageSpeed, StorageView, WifiFrom, WifiView};

/// Commits before anything is said about the disk: the slowest of 100 wants some to be seen in.
const SAVES_MIN: usize = 50;
/// A link is written down when it is so much newer than the one before, ms: the disk wears.
const LINK_EACH_MS: i64 = 60 * 60 * 1_000;
/// Left by systemd-timesyncd when it heard from the internet.
const SYNCHRONISED: &str = "/run/systemd/timesync/synchronized";

/// Where the facts come from.
struct Sources {
    time: BoxTime,
    views: Arc<Views>,
    vault: Arc<Vault>,
    data: PathBuf,
    wifi: WifiView,
    heard: Mutex<Heard>,
}

/// What is remembered from look to look.
#[derive(Default)]
struct Heard {
    ear: ReportReceiver,
    /// The last link that was written down, box time in ms.
    link_ms: Option<i64>,
}

/// The eyes of a venue.
pub(super) fn look_around(
    settings: &Settings,
    data: &Path,
    time: BoxTime,
    views: Arc<Views>,
    vault: Arc<Vault>,
) -> LookAround {
    let link_ms = vault.link_kept().unwrap_or_else(|error| {
        warn!(%error, "The last link cannot be read");
        None
    });
    let heard = Mutex::new(Heard { ear: ReportReceiver::default(), link_ms });
    let sources = Sources { time, views, vault, data: data.to_owned(), wifi: wifi(settings), heard };
    Arc::new(move || sources.look())
}

impl Sources {
    fn look(&self) -> MachineFacts {
        let (now_ms, clock) = self.time.now();
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let mut wifi = self.wifi.clone();
        if wifi.from == WifiFrom::Radio {
            let word = RadioReport::read(Path::new(REPORT));
            wifi.radio = heard.ear.receive(word, self.time.mono_ms() / 1_000, now_ms);
        }
        let free_bytes = doctor::free_bytes(&self.data).ok();
        let storage = storage(&self.views.saves(), free_bytes);
        let update = update::state::State::read(&self.data).and_then(|state| state.news);
        let (clock_set, link_ms) = (self.time.is_set(), self.link(&mut heard, now_ms));
        MachineFacts { clock, clock_set, wifi, storage, link_ms, update }
    }

    /// The last link: what the box remembers, and what others left behind on this machine.
    fn link(&self, heard: &mut Heard, now_ms: i64) -> Option<i64> {
        let fetched = self.data.join("tls").join(FETCHED);
        let seen = [Path::new(SYNCHRONISED), &fetched].into_iter().filter_map(written_ms);
        // What is later than now was written while the clock was wrong.
        let known = heard.link_ms.filter(|&at_ms| at_ms <= now_ms);
        let newest = seen.filter(|&at_ms| at_ms <= now_ms).chain(known).max()?;
        if known.is_none_or(|kept_ms| newest >= kept_ms + LINK_EACH_MS) {
            heard.link_ms = Some(newest);
            if let Err(error) = self.vault.link_keep(newest) {
                warn!(%error, "The last link could not be written down");
            }
        }
        Some(newest)
    }
}

/// When a file was written, ms since 1970.
fn written_ms(path: &Path) -> Option<i64> {
    let since = path.metadata().ok()?.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}

fn wifi(settings: &Settings) -> WifiView {
    let from = match &settings.wifi {
        Some(Wifi::Hotspot(_)) => WifiFrom::Radio,
        Some(Wifi::AccessPoint { .. }) => WifiFrom::AccessPoint,
        Some(Wifi::Named(_)) | None => WifiFrom::Elsewhere,
    };
    WifiView { from, name: settings.wifi_name(), radio: None }
}

fn storage(saves: &Saves, free_bytes: Option<u64>) -> StorageView {
    let took_us = saves.took_us();
    let count = took_us.len();
    let report = StorageReport::of(took_us, u64::MAX);
    let speed = match StorageVerdict::of_speed(report.fsync_p99_us) {
        StorageVerdict::Good => StorageSpeed::Good,
        StorageVerdict::Slow => StorageSpeed::Slow,
        StorageVerdict::Refused => StorageSpeed::Refused,
    };
    StorageView {
        speed: (count >= SAVES_MIN).then_some(speed),
        saves: u32::try_from(count).unwrap_or(u32::MAX),
        since_ms: saves.since_ms(),
        p50_us: report.fsync_p50_us,
        p99_us: report.fsync_p99_us,
        max_us: report.fsync_max_us,
        free_bytes,
        low: free_bytes.is_some_and(doctor::is_low),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_makes_the_wifi_follows_from_the_settings() {
        let told = |text: &str| {
            let view = wifi(&Settings::parse(text.as_bytes()).unwrap().settings);
            (view.from, view.name.map(|name| name.to_string()))
        };
        let radio = "country = \"GB\"\n[wifi]\nname = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n";
        let crown = Some("Crown-Bingo".to_owned());
        assert_eq!(told(radio), (WifiFrom::Radio, crown.clone()));
        let wired = format!("{radio}radio = \"access-point\"\n");
        assert_eq!(told(&wired), (WifiFrom::AccessPoint, crown.clone()));
        assert_eq!(told("wifi = \"Crown-Bingo\""), (WifiFrom::Elsewhere, crown));
        assert_eq!(told(""), (WifiFrom::Elsewhere, None));
    }

    #[test]
    fn a_disk_is_judged_once_enough_was_saved_on_it() {
        let empty = storage(&Saves::default(), None);
        assert_eq!((empty.speed, empty.saves, empty.since_ms, empty.low), (None, 0, None, false));
        let saves = |slow_us| Saves::of((0..100).map(|i| (i, if i < 2 { slow_us } else { 2_000 })));
        let told = |slow_us| storage(&saves(slow_us), Some(1)).speed;
        assert_eq!(told(9_000), Some(StorageSpeed::Good));
        assert_eq!(told(100_001), Some(StorageSpeed::Slow));
        assert_eq!(told(250_001), Some(StorageSpeed::Refused));
        let few = Saves::of([(0, 900_000)].into_iter());
        assert_eq!(storage(&few, Some(1)).speed, None, "one slow commit says nothing");
        assert!(storage(&few, Some(1)).low && !storage(&few, Some(1 << 40)).low);
    }
}
