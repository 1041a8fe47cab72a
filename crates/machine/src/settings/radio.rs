//! The radios that a box may have, and how many phones each carries. The figures are published measurements; most
//! limits are in the firmware.

/// What makes the Wi-Fi, by a word in the settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Radio {
    /// A chip in the box.
    Chip(&'static Chip),
    /// An access point of the venue on the box's wire; the box gives addresses and names only.
    AccessPoint,
}

/// The driver of a chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Driver {
    /// Of the Raspberry Pi's onboard radio: the firmware runs the access point, and cannot do WPA3.
    Brcmfmac,
    /// Of radios on which Linux runs the access point.
    Mac80211,
}

/// One kind of chip.
#[derive(Debug, PartialEq, Eq)]
pub struct Chip {
    /// The chip's word in the settings.
    pub word: &'static str,
    /// Product name, for people.
    pub name: &'static str,
    /// What runs the access point.
    pub driver: Driver,
    /// Phones at once. With more the radio refuses phones, or fails.
    pub stations_max: u16,
    /// Whether `stations_max` was measured on this chip; otherwise it is a cautious guess.
    pub measured: bool,
    /// Networks at once. With 2, staff can have a network of their own.
    pub networks_max: u8,
    /// Whether the chip can use 5 GHz.
    pub five_ghz: bool,
}

use Driver::{Brcmfmac, Mac80211};

/// Every chip that has a word in the settings.
pub(crate) const CHIPS: [Chip; 11] = [
    chip("pi", "Raspberry Pi 3B+, 4, 400, 5 onboard (CYW43455)", Brcmfmac, (8, true), (1, true)),
    chip("pi-minimal", "the same with the vendor's minimal firmware", Brcmfmac, (19, true), (1, true)),
    chip("pi3", "Raspberry Pi 3B onboard (CYW43430)", Brcmfmac, (10, true), (1, false)),
    chip("mt7612u", "USB stick with MT7612U", Mac80211, (20, true), (2, true)),
    chip("mt7921", "USB stick or card with MT7921, MT7922, MT7925", Mac80211, (15, true), (2, true)),
    chip("rt5370", "USB stick with RT5370", Mac80211, (20, true), (2, false)),
    chip("ar9271", "USB stick with AR9271", Mac80211, (7, true), (1, false)),
    chip("ath9k", "card with an Atheros chip up to 802.11n", Mac80211, (60, false), (2, true)),
    chip("ath10k", "card with an Atheros chip of 802.11ac", Mac80211, (60, false), (2, true)),
    chip("rtl8xxxu", "USB stick with a Realtek chip up to 802.11n", Mac80211, (8, false), (1, false)),
    chip("other", "any other radio with a driver in Linux", Mac80211, (8, false), (1, true)),
];

/// The word for an access point on the wire.
const ACCESS_POINT: &str = "access-point";

const fn chip(
    word: &'static str,
    name: &'static str,
    driver: Driver,
    (stations_max, measured): (u16, bool),
    (networks_max, five_ghz): (u8, bool),
) -> Chip {
    Chip { word, name, driver, stations_max, measured, networks_max, five_ghz }
}

impl Radio {
    /// The radio for a word of the settings.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        if word == ACCESS_POINT {
            return Some(Self::AccessPoint);
        }
        CHIPS.iter().find(|chip| chip.word == word).map(Self::Chip)
    }

    /// Every word, for messages.
    #[must_use]
    pub fn words() -> Vec<&'static str> {
        CHIPS.iter().map(|chip| chip.word).chain([ACCESS_POINT]).collect()
    }

    /// The radio's word in the settings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Chip(chip) => chip.word,
            Self::AccessPoint => ACCESS_POINT,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_leads_to_its_radio_and_to_one_only() {
        let words = Radio::words();
        for word in &words {
            assert_eq!(Radio::of(word).unwrap().word(), *word);
            assert_eq!(words.iter().filter(|other| other == &word).count(), 1);
        }
        assert_eq!(Radio::of("Pi"), None);
    }

    #[test]
    fn onboard_radios_make_one_network_only() {
        assert!(CHIPS.iter().all(|chip| chip.driver == Mac80211 || chip.networks_max == 1));
    }
}
