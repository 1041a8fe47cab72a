//! Decides when the radio is repaired: its firmware has halted, or its network does not transmit. Repairs that do not
//! help become rarer.

use super::repair::{LastRepair, Repair};
use crate::settings::radio::Driver;

/// How long a network may be silent before it is repaired: hostapd itself needs some seconds to start.
const SILENT_S: u64 = 20;
/// Between the first two attempts. The pause doubles with each attempt that did not help.
const PAUSE_S: u64 = 30;
/// Longest pause.
const PAUSE_S_MAX: u64 = 600;
/// After this long on the air an outage is over.
const STABLE_S: u64 = 120;

/// The radio's state at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RadioSample {
    /// hostapd answers and says that it transmits.
    pub on_air: bool,
    /// The kernel has logged since the last sample that the firmware halted.
    pub halted: bool,
}

/// The radio's history since the machine started.
#[derive(Clone, Debug)]
pub struct RadioWatch {
    driver: Driver,
    silent_since_s: Option<u64>,
    on_air_since_s: Option<u64>,
    halted: bool,
    attempts: u32,
    /// Outages so far, each with one attempt or more.
    outages: u32,
    last: Option<(Repair, u64)>,
}

impl RadioWatch {
    /// Starts without history.
    #[must_use]
    pub fn new(driver: Driver) -> Self {
        Self {
            driver,
            silent_since_s: None,
            on_air_since_s: None,
            halted: false,
            attempts: 0,
            outages: 0,
            last: None,
        }
    }

    /// Takes the sample at `now_s`, seconds of a monotonic clock, and returns the repair that is due.
    pub fn observe(&mut self, sample: RadioSample, now_s: u64) -> Option<Repair> {
        self.halted |= sample.halted;
        if sample.on_air && !self.halted {
            self.silent_since_s = None;
            let since = *self.on_air_since_s.get_or_insert(now_s);
            if now_s - since >= STABLE_S {
                self.attempts = 0;
            }
            return None;
        }
        self.on_air_since_s = None;
        let since = *self.silent_since_s.get_or_insert(now_s);
        let pause = (PAUSE_S << self.attempts.saturating_sub(1).min(5)).min(PAUSE_S_MAX);
        let too_soon = self.last.is_some_and(|(_, last_s)| now_s - last_s < pause);
        if too_soon || (!self.halted && now_s - since < SILENT_S) {
            return None;
        }
        let firmware = self.driver == Driver::Brcmfmac;
        // Firmware that halted must be loaded again; silence may be hostapd's own fault.
        let reload = firmware && (self.halted || self.attempts > 0);
        let repair = if reload { Repair::Reload } else { Repair::Restart };
        self.halted = false;
        self.silent_since_s = None;
        self.outages += u32::from(self.attempts == 0);
        self.attempts += 1;
        self.last = Some((repair, now_s));
        Some(repair)
    }

    /// The last repair, as of `now_s`.
    #[must_use]
    pub fn last_repair(&self, now_s: u64) -> Option<LastRepair> {
        let (repair, last_s) = self.last?;
        Some(LastRepair { repair, ago_s: now_s - last_s, attempts: self.attempts, number: self.outages })
    }

    /// Attempts since the network was last stable.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

/// Whether a line of the kernel's log says that the firmware halted.
#[must_use]
pub fn says_halted(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    line.contains("brcmf") && (line.contains("firmware has halted") || line.contains("firmware crashed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ON_AIR: RadioSample = RadioSample { on_air: true, halted: false };
    const SILENT: RadioSample = RadioSample { on_air: false, halted: false };
    const HALTED: RadioSample = RadioSample { on_air: true, halted: true };

    /// Takes a sample every five seconds; returns the repairs and when they were due.
    fn evening(driver: Driver, samples: impl Iterator<Item = RadioSample>) -> Vec<(u64, Repair)> {
        let mut watch = RadioWatch::new(driver);
        let times = (0..).step_by(5);
        times.zip(samples).filter_map(|(now, sample)| Some((now, watch.observe(sample, now)?))).collect()
    }

    #[test]
    fn nothing_is_done_while_the_radio_is_well() {
        assert_eq!(evening(Driver::Brcmfmac, std::iter::repeat_n(ON_AIR, 1_000)), []);
        // hostapd's own start is no outage.
        let start = std::iter::repeat_n(SILENT, 3).chain(std::iter::repeat_n(ON_AIR, 10));
        assert_eq!(evening(Driver::Brcmfmac, start), []);
    }

    #[test]
    fn a_halted_firmware_is_loaded_at_once() {
        let samples = std::iter::repeat_n(ON_AIR, 3).chain([HALTED]).chain(std::iter::repeat_n(ON_AIR, 50));
        assert_eq!(evening(Driver::Brcmfmac, samples), [(15, Repair::Reload)]);
    }

    #[test]
    fn silence_is_first_hostapds_then_the_firmwares_and_then_less_and_less_often() {
        let done = evening(Driver::Brcmfmac, std::iter::repeat_n(SILENT, 500));
        assert_eq!(
            done[..4],
            [(20, Repair::Restart), (50, Repair::Reload), (110, Repair::Reload), (230, Repair::Reload)]
        );
        let gaps: Vec<u64> = done.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
        assert!(gaps.is_sorted() && gaps.last() == Some(&PAUSE_S_MAX), "{gaps:?}");
        let others = evening(Driver::Mac80211, std::iter::repeat_n(SILENT, 500));
        assert!(others.iter().all(|(_, repair)| *repair == Repair::Restart));
    }

    #[test]
    fn a_firmware_that_halts_again_and_again_is_not_loaded_all_the_time() {
        let done = evening(Driver::Brcmfmac, std::iter::repeat_n(HALTED, 720));
        assert!(done.len() <= 10, "{done:?}");
    }

    #[test]
    fn what_is_well_for_a_while_is_forgotten() {
        let mut watch = RadioWatch::new(Driver::Brcmfmac);
        assert_eq!(watch.last_repair(0), None);
        assert_eq!(watch.observe(HALTED, 0), Some(Repair::Reload));
        assert_eq!(watch.attempts(), 1);
        let last = LastRepair { repair: Repair::Reload, ago_s: 60, attempts: 1, number: 1 };
        assert_eq!(watch.last_repair(60), Some(last));
        for now in (5..=200).step_by(5) {
            assert_eq!(watch.observe(ON_AIR, now), None);
        }
        assert_eq!(watch.attempts(), 0);
        assert_eq!(watch.last_repair(200), Some(LastRepair { ago_s: 200, attempts: 0, ..last }));
        // The next outage has a number of its own.
        assert_eq!(watch.observe(HALTED, 205), Some(Repair::Reload));
        assert_eq!(watch.last_repair(205).map(|last| last.number), Some(2));
    }

    #[test]
    fn the_kernels_words_are_known() {
        assert!(says_halted("3,1234,567,-;brcmfmac: brcmf_fw_crashed: Firmware has halted or crashed"));
        assert!(!says_halted("6,1,2,-;brcmfmac: brcmf_cfg80211_set_power_mgmt: power save disabled"));
        assert!(!says_halted("usb firmware has halted"));
    }
}
