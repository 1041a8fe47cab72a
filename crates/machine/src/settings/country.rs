//! Countries, and the Wi-Fi channels that an access point may use there without radar detection.
//!
//! From Debian's wireless-regdb 2026.05.30: 20 MHz wide, neither "no initiation" nor radar detection.

use std::fmt;
use std::ops::RangeInclusive;

/// Countries the kernel has rules for; sorted.
const KNOWN: &str = "AD AE AF AI AL AM AN AR AS AT AU AW AZ BA BB BD BE BF BG BH BL BM BN BO BR BS BT BW BY BZ \
    CA CF CH CI CL CN CO CR CU CX CY CZ DE DK DM DO DZ EC EE EG ES ET FI FM FO FR GB GD GE GF GH GI GL GP GR GT \
    GU GY HK HN HR HT HU ID IE IL IM IN IR IS IT JM JO JP KE KH KN KP KR KW KY KZ LB LC LI LK LS LT LU LV MA MC \
    MD ME MF MH MK MN MO MP MQ MR MT MU MV MW MX MY NA NG NI NL NO NP NZ OM PA PE PF PG PH PK PL PM PR PT PW PY \
    QA RE RO RS RU RW SA SE SG SI SK SM SN SR SV SX SY TC TD TH TN TR TT TW TZ UA UG US UY UZ VA VC VE VI VN VU \
    WF WS YE YT ZA ZW";
/// Countries where 2.4 GHz ends with channel 11.
const ELEVEN: &str = "AS BM DM DO FM GD GU HT MH MP NI PR PW US VI";
/// Countries where channels 36 to 48 need radar detection or are not allowed.
const NO_LOW_FIVE: &str = "AM BD BH BO BZ CU EC NG PK YE";
/// Countries where channels 149 to 165 may be used.
const HIGH_FIVE: &str = "AD AE AL AR AS AT AU BA BB BD BE BF BG BM BN BO BR BS BZ CA CF CH CI CL CN CO CR CU CX CY \
    CZ DE DK DM DO EC EE ES FI FM FR GB GD GH GR GT GU GY HK HN HR HT HU IE IL IN IS IT JM JO KR KY KZ LB LI LT \
    LU LV MC MD ME MH MK MN MO MP MT MU MV MX MY NG NI NL NO NP NZ PA PE PG PH PK PL PR PT PW PY RO RU RW SE SG \
    SI SK SN SV TC TH TT TW UA UG US UY VE VI VN VU";
/// Countries where channels 149 to 161 may be used.
const HIGH_FIVE_TO_161: &str = "ID KN KP LC";

/// A country whose radio rules are known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Country(&'static str);

/// Part of the spectrum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// 2.4 GHz: every phone, through walls.
    Two,
    /// 5 GHz: more room in the air, less range.
    Five,
}

/// A channel that may be used in its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WifiChannel {
    /// The band it is in.
    pub band: Band,
    /// The channel's number in its band.
    pub number: u8,
}

impl Country {
    /// The country of a code like `GB`, in capital or small letters.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        KNOWN.split_ascii_whitespace().find(|known| known.eq_ignore_ascii_case(code)).map(Self)
    }

    /// The country's code in capitals.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0
    }

    /// Channels that a box may use in this country, in order.
    #[must_use]
    pub fn channels(&self, band: Band) -> Vec<u8> {
        let code = self.code();
        let every = |range: RangeInclusive<u8>| range.step_by(4);
        match band {
            Band::Two => (1..=if listed(ELEVEN, code) { 11 } else { 13 }).collect(),
            Band::Five => {
                let low = (!listed(NO_LOW_FIVE, code)).then(|| every(36..=48));
                let high = match () {
                    () if listed(HIGH_FIVE, code) => Some(every(149..=165)),
                    () if listed(HIGH_FIVE_TO_161, code) => Some(every(149..=161)),
                    () => None,
                };
                low.into_iter().chain(high).flatten().collect()
            }
        }
    }

    /// The channel asked for, or the usual one.
    ///
    /// # Errors
    /// Why the channel cannot be used, and what to write instead.
    pub(super) fn channel(&self, band: Band, wanted: Option<i64>) -> Result<WifiChannel, String> {
        let allowed = self.channels(band);
        let code = self.code();
        let Some(wanted) = wanted else {
            let usual = if band == Band::Two { 6 } else { 36 };
            let number = allowed.iter().find(|&&number| number == usual).or(allowed.first());
            let number = *number.ok_or_else(|| none_allowed(code))?;
            return Ok(WifiChannel { band, number });
        };
        if let Some(number) = allowed.iter().find(|&&number| i64::from(number) == wanted) {
            return Ok(WifiChannel { band, number: *number });
        }
        Err(match (band, wanted) {
            (Band::Five, _) if allowed.is_empty() => none_allowed(code),
            (Band::Two, 12 | 13) => format!("channel {wanted} is not allowed in {code}: use 1, 6 or 11"),
            (Band::Two, _) => format!("{wanted} is no channel of 2.4 GHz: use 1, 6 or 11"),
            (Band::Five, 52..=144) => {
                format!("channel {wanted} must fall silent whenever radar is about: use {}", words(&allowed))
            }
            (Band::Five, _) => {
                format!("{wanted} is no channel of 5 GHz allowed in {code}: use {}", words(&allowed))
            }
        })
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

fn none_allowed(code: &str) -> String {
    format!("no channel of 5 GHz is free for this in {code}: use band = \"2.4\"")
}

fn words(numbers: &[u8]) -> String {
    let words: Vec<String> = numbers.iter().map(u8::to_string).collect();
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => words.concat(),
    }
}

fn listed(list: &str, code: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(code: &str) -> Country {
        Country::new(code).unwrap()
    }

    #[test]
    fn codes_are_known_in_both_cases_and_nothing_else_is() {
        assert_eq!(country("gb").code(), "GB");
        for wrong in ["", "98", "UK", "GBR", "G", "00", "G B", "ÄÖ", "GB US"] {
            assert_eq!(Country::new(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn lists_hold_known_countries_only() {
        for list in [ELEVEN, NO_LOW_FIVE, HIGH_FIVE, HIGH_FIVE_TO_161] {
            assert!(list.split_ascii_whitespace().all(|code| listed(KNOWN, code)));
        }
    }

    #[test]
    fn channels_follow_the_country() {
        assert_eq!(country("US").channel(Band::Two, None).unwrap().number, 6);
        assert!(country("US").channel(Band::Two, Some(13)).unwrap_err().contains("1, 6 or 11"));
        assert_eq!(country("GB").channel(Band::Two, Some(13)).unwrap().number, 13);
        assert!(country("GB").channel(Band::Two, Some(14)).unwrap_err().contains("no channel of 2.4 GHz"));
        assert_eq!(country("GB").channel(Band::Five, None).unwrap().number, 36);
        assert!(country("GB").channel(Band::Five, Some(52)).unwrap_err().contains("radar"));
        assert!(country("JP").channel(Band::Five, Some(149)).unwrap_err().ends_with("36, 40, 44 or 48"));
        assert_eq!(country("BO").channel(Band::Five, None).unwrap().number, 149);
        assert!(country("AM").channel(Band::Five, None).unwrap_err().contains("2.4"));
        assert!(country("GB").channel(Band::Two, Some(i64::MIN)).is_err());
    }
}
