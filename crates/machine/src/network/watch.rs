//! Looks after the radio: a firmware that halted, or a network that fell silent, is started anew before a
//! guest has found somebody to complain to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::seats::Cured;
use crate::settings::radio::Driver;

/// Silence is noticed after this long: hostapd itself needs some seconds to begin.
const SILENT_S: u64 = 20;
/// Between two attempts at first; it doubles with each that did not help.
const WAIT_S: u64 = 30;
/// And at last.
const WAIT_S_MAX: u64 = 600;
/// A network that has been on the air for so long is well again.
const WELL_S: u64 = 120;

/// A phone that is joining needs a second or two; one that stands at the door for so long has a wrong
/// passphrase, and hostapd would keep a seat for it for ten minutes.
const DOOR_S: u64 = 12;

/// What one look saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// hostapd answers and says that it transmits.
    pub on_air: bool,
    /// The kernel has said since the last look that the firmware halted.
    pub halted: bool,
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cure {
    /// Start hostapd anew.
    Restart,
    /// Take the driver out and put it in again, which loads the firmware; then start hostapd anew.
    Reload,
}

/// What was seen and done so far.
#[derive(Clone, Debug)]
pub struct Watch {
    driver: Driver,
    silent_since_s: Option<u64>,
    well_since_s: Option<u64>,
    halted: bool,
    tried: u32,
    /// Times of trouble, each with one attempt or more.
    troubles: u32,
    last: Option<(Cure, u64)>,
}

impl Watch {
    /// Begins to watch.
    #[must_use]
    pub fn new(driver: Driver) -> Self {
        Self {
            driver,
            silent_since_s: None,
            well_since_s: None,
            halted: false,
            tried: 0,
            troubles: 0,
            last: None,
        }
    }

    /// Thinks about what was seen at `now_s`, in seconds of a clock that never jumps.
    pub fn see(&mut self, look: Look, now_s: u64) -> Option<Cure> {
        self.halted |= look.halted;
        if look.on_air && !self.halted {
            self.silent_since_s = None;
            let since = *self.well_since_s.get_or_insert(now_s);
            if now_s - since >= WELL_S {
                self.tried = 0;
            }
            return None;
        }
        self.well_since_s = None;
        let since = *self.silent_since_s.get_or_insert(now_s);
        let wait = (WAIT_S << self.tried.saturating_sub(1).min(5)).min(WAIT_S_MAX);
        let too_soon = self.last.is_some_and(|(_, last_s)| now_s - last_s < wait);
        if too_soon || (!self.halted && now_s - since < SILENT_S) {
            return None;
        }
        let firmware = self.driver == Driver::Brcmfmac;
        // A firmware that halted needs loading; silence may be hostapd's own.
        let cure = if firmware && (self.halted || self.tried > 0) { Cure::Reload } else { Cure::Restart };
        self.halted = false;
        self.silent_since_s = None;
        self.troubles += u32::from(self.tried == 0);
        self.tried += 1;
        self.last = Some((cure, now_s));
        Some(cure)
    }

    /// What was done last, for those who were not here.
    #[must_use]
    pub fn cured(&self, now_s: u64) -> Option<Cured> {
        let (cure, last_s) = self.last?;
        Some(Cured { cure, ago_s: now_s - last_s, tried: self.tried, number: self.troubles })
    }

    /// Attempts since the network was last well.
    #[must_use]
    pub fn tried(&self) -> u32 {
        self.tried
    }
}

/// Who stands at the door, and since when.
#[derive(Clone, Debug, Default)]
pub struct Door {
    since_s: BTreeMap<String, u64>,
}

impl Door {
    /// Takes in who stands there at `now_s`; tells whom to send away.
    pub fn see(&mut self, there: Vec<String>, now_s: u64) -> Vec<String> {
        self.since_s.retain(|mac, _| there.contains(mac));
        for mac in there {
            self.since_s.entry(mac).or_insert(now_s);
        }
        let long = self.since_s.iter().filter(|(_, since)| now_s - **since >= DOOR_S);
        long.map(|(mac, _)| mac.clone()).collect()
    }
}

/// Whether a line of the kernel's log says that the firmware halted.
#[must_use]
pub fn says_halted(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    line.contains("brcmf") && (line.contains("firmware has halted") || line.contains("firmware crashed"))
}

/// The programs to call, one after the other.
#[must_use]
pub fn commands(cure: Cure) -> &'static [&'static [&'static str]] {
    const HOSTAPD: &str = "hallbox-hostapd.service";
    match cure {
        Cure::Restart => &[&["systemctl", "restart", HOSTAPD]],
        Cure::Reload => &[
            &["systemctl", "stop", HOSTAPD],
            // Newer kernels have a part of the maker's beside it, which holds it.
            &["modprobe", "--quiet", "-r", "brcmfmac_wcc"],
            &["modprobe", "-r", "brcmfmac"],
            &["modprobe", "brcmfmac"],
            &["systemctl", "start", HOSTAPD],
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WELL: Look = Look { on_air: true, halted: false };
    const SILENT: Look = Look { on_air: false, halted: false };
    const HALTED: Look = Look { on_air: true, halted: true };

    /// Looks every five seconds; tells when something was done.
    fn evening(driver: Driver, looks: impl Iterator<Item = Look>) -> Vec<(u64, Cure)> {
        let mut watch = Watch::new(driver);
        let times = (0..).step_by(5);
        times.zip(looks).filter_map(|(now, look)| Some((now, watch.see(look, now)?))).collect()
    }

    #[test]
    fn nothing_is_done_while_the_radio_is_well() {
        assert_eq!(evening(Driver::Brcmfmac, std::iter::repeat_n(WELL, 1_000)), []);
        // hostapd's own start is no silence.
        let start = std::iter::repeat_n(SILENT, 3).chain(std::iter::repeat_n(WELL, 10));
        assert_eq!(evening(Driver::Brcmfmac, start), []);
    }

    #[test]
    fn who_stands_at_the_door_too_long_is_sent_away_and_who_comes_in_is_not() {
        let mut door = Door::default();
        let (joining, wrong) = (|| "02:00:00:00:01:00".to_owned(), || "02:00:00:00:03:00".to_owned());
        assert!(door.see(vec![joining(), wrong()], 0).is_empty());
        assert!(door.see(vec![wrong()], 5).is_empty());
        assert!(door.see(vec![joining(), wrong()], 10).is_empty());
        assert_eq!(door.see(vec![joining(), wrong()], 15), [wrong()]);
        assert!(door.see(vec![], 20).is_empty());
        assert!(door.see(vec![wrong()], 25).is_empty());
    }

    #[test]
    fn a_halted_firmware_is_loaded_at_once() {
        let looks = std::iter::repeat_n(WELL, 3).chain([HALTED]).chain(std::iter::repeat_n(WELL, 50));
        assert_eq!(evening(Driver::Brcmfmac, looks), [(15, Cure::Reload)]);
    }

    #[test]
    fn silence_is_first_hostapds_then_the_firmwares_and_then_less_and_less_often() {
        let done = evening(Driver::Brcmfmac, std::iter::repeat_n(SILENT, 500));
        assert_eq!(
            done[..4],
            [(20, Cure::Restart), (50, Cure::Reload), (110, Cure::Reload), (230, Cure::Reload)]
        );
        let gaps: Vec<u64> = done.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
        assert!(gaps.is_sorted() && gaps.last() == Some(&WAIT_S_MAX), "{gaps:?}");
        let others = evening(Driver::Mac80211, std::iter::repeat_n(SILENT, 500));
        assert!(others.iter().all(|(_, cure)| *cure == Cure::Restart));
    }

    #[test]
    fn a_firmware_that_halts_again_and_again_is_not_loaded_all_the_time() {
        let done = evening(Driver::Brcmfmac, std::iter::repeat_n(HALTED, 720));
        assert!(done.len() <= 10, "{done:?}");
    }

    #[test]
    fn what_is_well_for_a_while_is_forgotten() {
        let mut watch = Watch::new(Driver::Brcmfmac);
        assert_eq!(watch.cured(0), None);
        assert_eq!(watch.see(HALTED, 0), Some(Cure::Reload));
        assert_eq!(watch.tried(), 1);
        let told = Cured { cure: Cure::Reload, ago_s: 60, tried: 1, number: 1 };
        assert_eq!(watch.cured(60), Some(told));
        for now in (5..=200).step_by(5) {
            assert_eq!(watch.see(WELL, now), None);
        }
        assert_eq!(watch.tried(), 0);
        assert_eq!(watch.cured(200), Some(Cured { ago_s: 200, tried: 0, ..told }));
        // The next trouble is another one.
        assert_eq!(watch.see(HALTED, 205), Some(Cure::Reload));
        assert_eq!(watch.cured(205).map(|cured| cured.number), Some(2));
    }

    #[test]
    fn the_kernels_words_are_known() {
        assert!(says_halted("3,1234,567,-;brcmfmac: brcmf_fw_crashed: Firmware has halted or crashed"));
        assert!(!says_halted("6,1,2,-;brcmfmac: brcmf_cfg80211_set_power_mgmt: power save disabled"));
        assert!(!says_halted("usb firmware has halted"));
    }
}
