//! Versions of the whole appliance: program, system and kernel together.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Characters of a version at most, so that it fits a file name and a line on a screen.
const LENGTH_MAX: usize = 48;

/// `1.2.3`, or `1.2.3-rc.1` for what comes before it. Ordered as semantic versions are.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version {
    numbers: [u32; 3],
    before: Option<String>,
}

/// A text is no version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a version: it should read like 1.2.3 or 1.2.3-rc.1")]
pub struct BadVersion(String);

impl FromStr for Version {
    type Err = BadVersion;

    fn from_str(text: &str) -> Result<Self, BadVersion> {
        let bad = || BadVersion(text.chars().take(LENGTH_MAX).collect());
        if text.len() > LENGTH_MAX {
            return Err(bad());
        }
        let (numbers, before) = match text.split_once('-') {
            Some((numbers, before)) => (numbers, Some(before)),
            None => (text, None),
        };
        let numbers: Vec<u32> = numbers.split('.').map(number).collect::<Option<_>>().ok_or_else(bad)?;
        let numbers = numbers.try_into().map_err(|_| bad())?;
        let word = |part: &str| {
            let digits = part.bytes().all(|byte| byte.is_ascii_digit());
            let plain = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
            plain && (!digits || number(part).is_some())
        };
        if before.is_some_and(|before| !before.split('.').all(word)) {
            return Err(bad());
        }
        Ok(Self { numbers, before: before.map(str::to_owned) })
    }
}

/// A number written in the one way it can be.
fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|number: &u32| number.to_string() == text)
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.numbers.cmp(&other.numbers).then_with(|| match (&self.before, &other.before) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(ours), Some(theirs)) => ours.split('.').map(rank).cmp(theirs.split('.').map(rank)),
        })
    }
}

/// Numbers come before words, and count.
fn rank(part: &str) -> (bool, u32, &str) {
    match number(part) {
        Some(number) => (false, number, ""),
        None => (true, 0, part),
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.numbers;
        write!(f, "{major}.{minor}.{patch}")?;
        self.before.as_ref().map_or(Ok(()), |before| write!(f, "-{before}"))
    }
}

impl TryFrom<String> for Version {
    type Error = BadVersion;

    fn try_from(text: String) -> Result<Self, BadVersion> {
        text.parse()
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        version.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_as_semantic_versions_are() {
        let ordered = [
            "0.1.0-alpha",
            "0.1.0-alpha.1",
            "0.1.0-alpha.beta",
            "0.1.0-beta.2",
            "0.1.0-beta.11",
            "0.1.0-rc.1",
            "0.1.0",
            "0.1.1",
            "0.2.0",
            "0.10.0",
            "1.0.0",
        ];
        let versions: Vec<Version> = ordered.iter().map(|text| text.parse().unwrap()).collect();
        for (index, earlier) in versions.iter().enumerate() {
            assert_eq!(earlier.to_string(), ordered[index]);
            assert!(versions[index + 1..].iter().all(|later| earlier < later), "{earlier}");
        }
    }

    #[test]
    fn what_is_no_version_is_refused() {
        let long = format!("1.2.3-{}", "a".repeat(60));
        for bad in [
            "",
            "1",
            "1.2",
            "1.2.3.4",
            "01.2.3",
            "1.2.3-",
            "1.2.3-a..b",
            "1.2.3-01",
            "v1.2.3",
            "1.2.3 ",
            "1.2.3/..",
            "1.2.+3",
            "4294967296.0.0",
            "1.2.3-4294967296",
            &long,
        ] {
            assert!(bad.parse::<Version>().is_err(), "{bad}");
        }
    }
}
