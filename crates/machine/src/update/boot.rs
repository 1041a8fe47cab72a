//! Which slot starts next. systemd-boot counts tries itself by renaming its entries; for the firmware of a Raspberry
//! Pi the initramfs counts (see [`super::slots`]).
//!
//! Invariant of both: after every single step a slot starts that is good, or on trial with a counter.

mod config;
mod entries;

use super::UpdateProblem;
use super::disk::{Disk, RealDisk};
use super::slots::{Slot, Slots};
use super::target::{Bootloader, UpdateTarget};

/// Seconds after which a kernel that finds no root restarts. Without it the box would wait for a keyboard.
const PANIC: &str = "panic=30";

/// A system that the next start tries.
#[derive(Clone, Debug)]
pub(super) struct TrialSystem {
    /// The slot it is in.
    pub(super) slot: Slot,
    /// Its version, for people.
    pub(super) version: String,
    /// Its kernel's options, with its root.
    pub(super) options: String,
}

impl Bootloader {
    /// The state of the slots.
    ///
    /// # Errors
    /// [`UpdateProblem::NotABox`], [`UpdateProblem::Io`].
    pub fn slots(self, disk: &impl Disk, target: &UpdateTarget) -> Result<Slots, UpdateProblem> {
        match self {
            Self::SystemdBoot => entries::slots(disk, target),
            Self::RaspberryPi => Ok(config::slots(disk, target)),
        }
    }

    /// Whether the running slot has yet to show that it serves.
    ///
    /// # Errors
    /// As [`Self::slots`].
    pub fn on_trial(self, target: &UpdateTarget) -> Result<bool, UpdateProblem> {
        self.is_trial(&RealDisk, target)
    }

    pub(super) fn is_trial(self, disk: &impl Disk, target: &UpdateTarget) -> Result<bool, UpdateProblem> {
        Ok(self.slots(disk, target)?.trial.is_some_and(|trial| trial.slot == target.running))
    }

    /// The options of the running kernel. They may include its root.
    ///
    /// # Errors
    /// [`UpdateProblem::NotABox`], [`UpdateProblem::Io`].
    pub(super) fn options(self, disk: &impl Disk, target: &UpdateTarget) -> Result<String, UpdateProblem> {
        match self {
            Self::SystemdBoot => entries::options(disk, target),
            Self::RaspberryPi => config::options(disk, target),
        }
    }

    /// Makes the running slot the only one that can start, before the other is written.
    ///
    /// # Errors
    /// [`UpdateProblem::OnTrial`] while the running slot is on trial; [`UpdateProblem::NotABox`],
    /// [`UpdateProblem::Io`].
    pub(super) fn hold(self, disk: &mut impl Disk, target: &UpdateTarget) -> Result<(), UpdateProblem> {
        if self.is_trial(disk, target)? {
            return Err(UpdateProblem::OnTrial);
        }
        match self {
            Self::SystemdBoot => entries::hold(disk, target),
            Self::RaspberryPi => config::hold(disk, target),
        }
    }

    /// Starts a system next. It stays only if it is [blessed](Self::bless).
    ///
    /// # Errors
    /// [`UpdateProblem::NotABox`], [`UpdateProblem::Io`].
    pub(super) fn try_out(
        self,
        disk: &mut impl Disk,
        target: &UpdateTarget,
        system: &TrialSystem,
    ) -> Result<(), UpdateProblem> {
        match self {
            Self::SystemdBoot => entries::try_out(disk, target, system),
            Self::RaspberryPi => config::try_out(disk, target, system.slot),
        }
    }

    /// Makes the running slot the good one, because the box in it serves. Also completes what a power cut interrupted.
    ///
    /// # Errors
    /// [`UpdateProblem::NotABox`], [`UpdateProblem::Io`].
    pub fn bless(self, disk: &mut impl Disk, target: &UpdateTarget) -> Result<(), UpdateProblem> {
        match self {
            Self::SystemdBoot => entries::bless(disk, target),
            Self::RaspberryPi => config::bless(disk, target),
        }
    }
}

/// The kernel's options with this root and no other.
pub(super) fn options(base: &str, root: &str) -> String {
    let others = base.split_ascii_whitespace().filter(|word| !word.starts_with("root="));
    let mut words: Vec<&str> = std::iter::once(root).chain(others).collect();
    if !words.iter().any(|word| word.starts_with("panic=")) {
        words.push(PANIC);
    }
    words.join(" ")
}
