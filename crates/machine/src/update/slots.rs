//! Which slot starts, where the firmware does not count tries (a Raspberry Pi's). A file on the FAT partition says
//! which slot is good, which is on trial, and its tries left. The initramfs counts down and makes the choice in shell,
//! in `image/initramfs/scripts/hallbox-slots`; a test compares both.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// Name of the file on the FAT partition.
pub const FILE: &str = "slots.toml";
/// Starts of a trial. One is too few: the power may fail during it.
pub(super) const TRIES: u8 = 2;

/// One of the two places of a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Slot {
    /// The first, on partition 2.
    A,
    /// The second, on partition 3.
    B,
}

impl Slot {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    /// `a` or `b`.
    #[must_use]
    pub fn letter(self) -> char {
        match self {
            Self::A => 'a',
            Self::B => 'b',
        }
    }

    /// The slot's folder on the FAT partition.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::A => "slot-a",
            Self::B => "slot-b",
        }
    }

    fn of(letter: &str) -> Option<Self> {
        match letter {
            "\"a\"" => Some(Self::A),
            "\"b\"" => Some(Self::B),
            _ => None,
        }
    }
}

/// A slot that has not shown yet that it serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The slot.
    pub slot: Slot,
    /// Starts left.
    pub tries_left: u8,
}

/// The state of both slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slots {
    /// The slot that served last.
    pub good: Slot,
    /// The slot on trial.
    pub trial: Option<Trial>,
}

impl Slots {
    /// Parses the file; none when it names no good slot.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut good = None;
        let mut trial = None;
        let mut tries_left = None;
        for line in text.lines() {
            let words: Vec<&str> = line.split_ascii_whitespace().collect();
            match words[..] {
                ["good", "=", slot] => good = Slot::of(slot).or(good),
                ["trial", "=", slot] => trial = Slot::of(slot).or(trial),
                ["tries_left", "=", number] => {
                    let tries = number.parse().ok().filter(|tries| *tries <= 9 && number.len() == 1);
                    tries_left = tries.or(tries_left);
                }
                _ => {}
            }
        }
        let trial = match (trial, tries_left) {
            (Some(slot), Some(tries_left)) => Some(Trial { slot, tries_left }),
            _ => None,
        };
        Some(Self { good: good?, trial })
    }

    /// The content of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text =
            format!("# Which system starts. Hallbox writes this file.\ngood = \"{}\"\n", self.good.letter());
        if let Some(trial) = self.trial {
            let _ = write!(text, "trial = \"{}\"\ntries_left = {}\n", trial.slot.letter(), trial.tries_left);
        }
        text
    }
}

/// What the initramfs does at a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Continues.
    Go,
    /// Writes this state, then continues.
    Count(Slots),
    /// Makes this slot the one that starts, writes this state, and restarts.
    Back(Slot, Slots),
}

/// Chooses what to do when the slot `running` starts.
#[must_use]
pub fn choose(known: Option<Slots>, running: Slot) -> Choice {
    let Some(known) = known else { return Choice::Go };
    match known.trial {
        Some(Trial { slot, tries_left: 0 }) if slot == running => {
            Choice::Back(known.good, Slots { trial: None, ..known })
        }
        Some(Trial { slot, tries_left }) if slot == running => {
            Choice::Count(Slots { trial: Some(Trial { slot, tries_left: tries_left - 1 }), ..known })
        }
        // The card's slot may have been changed by hand on another computer.
        _ => Choice::Go,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_back_and_nonsense_is_nothing() {
        for good in [Slot::A, Slot::B] {
            for tries in [None, Some(0), Some(2), Some(9)] {
                let trial = tries.map(|tries_left| Trial { slot: good.other(), tries_left });
                let slots = Slots { good, trial };
                assert_eq!(Slots::read(&slots.text()), Some(slots));
            }
        }
        for bad in ["", "good = a", "good = \"c\"", "trial = \"a\"\ntries_left = 2", "good=\"a\""] {
            assert_eq!(Slots::read(bad), None, "{bad}");
        }
        // Half a trial is none.
        let good = Some(Slots { good: Slot::A, trial: None });
        assert_eq!(Slots::read("good = \"a\"\ntrial = \"b\"\n"), good);
        assert_eq!(Slots::read("good = \"a\"\ntrial = \"b\"\ntries_left = 12\n"), good);
    }

    #[test]
    fn a_trial_is_counted_down_and_then_left() {
        let at = |tries_left| Slots { good: Slot::A, trial: Some(Trial { slot: Slot::B, tries_left }) };
        assert_eq!(choose(Some(at(2)), Slot::B), Choice::Count(at(1)));
        assert_eq!(choose(Some(at(1)), Slot::B), Choice::Count(at(0)));
        let back = Slots { good: Slot::A, trial: None };
        assert_eq!(choose(Some(at(0)), Slot::B), Choice::Back(Slot::A, back));
        assert_eq!(choose(Some(at(0)), Slot::A), Choice::Go);
        assert_eq!(choose(Some(back), Slot::B), Choice::Go);
        assert_eq!(choose(None, Slot::A), Choice::Go);
    }
}
