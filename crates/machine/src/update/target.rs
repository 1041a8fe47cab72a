//! The appliance that an update is for: its slots, folders and keys. `image/layout` says how the disk is made.

use std::path::{Path, PathBuf};

use super::UpdateProblem;
use super::manifest::{Arch, Flavour, ImageKind};
use super::slots::Slot;
use protocol::Version;

/// What chooses the slot that starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bootloader {
    /// systemd-boot, by its entries.
    SystemdBoot,
    /// The firmware of a Raspberry Pi, by `config.txt`.
    RaspberryPi,
}

/// An appliance.
#[derive(Clone, Debug)]
pub struct UpdateTarget {
    /// The FAT partition.
    pub fat: PathBuf,
    /// The venue's folder on the data partition.
    pub data: PathBuf,
    /// Folder of the keys that may sign updates; part of the image.
    pub keys: PathBuf,
    /// The kind of image it was flashed with.
    pub kind: ImageKind,
    /// The running version.
    pub version: Version,
    /// The slot it runs from.
    pub running: Slot,
    /// What started it.
    pub bootloader: Bootloader,
    /// PARTUUID of the running root, whose last digit is the number of the partition.
    partition: String,
    by_partuuid: PathBuf,
}

impl UpdateTarget {
    /// The appliance whose file system begins at `root`.
    ///
    /// # Errors
    /// [`UpdateProblem::NotABox`].
    pub fn find(root: &Path) -> Result<Self, UpdateProblem> {
        let not = |why: &str| UpdateProblem::NotABox(why.to_owned());
        let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_default();
        let cmdline = read("proc/cmdline");
        let partition = cmdline.split_ascii_whitespace().find_map(|word| word.strip_prefix("root=PARTUUID="));
        let partition =
            partition.ok_or_else(|| not("its kernel was not told which partition is its root"))?;
        let running = match partition.as_bytes().last() {
            Some(b'2') => Slot::A,
            Some(b'3') => Slot::B,
            _ => return Err(not("its root is neither the second nor the third partition")),
        };
        let plain = |c: char| c.is_ascii_hexdigit() || c == '-';
        if !partition.chars().all(plain) {
            return Err(not("the name of its root partition is none"));
        }
        let release = read("etc/hallbox-release");
        let version = release.lines().find_map(|line| line.strip_prefix("VERSION_ID="));
        let version = version.and_then(|version| version.trim_matches('"').parse().ok());
        let flavour = flavour(&release)
            .ok_or_else(|| not("/etc/hallbox-release names an image that this version does not know"))?;
        let fat = root.join("boot/firmware");
        if !fat.join(running.folder()).is_dir() {
            return Err(not("the small partition of its card is not there"));
        }
        // A card for ARM has both; the kernel tells which one started it.
        let efi = root.join("sys/firmware/efi").is_dir();
        Ok(Self {
            bootloader: if efi { Bootloader::SystemdBoot } else { Bootloader::RaspberryPi },
            fat,
            data: root.join("var/lib/hallbox"),
            keys: root.join("usr/lib/hallbox/update-keys"),
            kind: ImageKind { arch: Arch::OURS, flavour },
            version: version.ok_or_else(|| not("/etc/hallbox-release names no version"))?,
            running,
            partition: partition.to_owned(),
            by_partuuid: root.join("dev/disk/by-partuuid"),
        })
    }

    /// A slot's folder on the FAT partition.
    pub(super) fn folder(&self, slot: Slot) -> PathBuf {
        self.fat.join(slot.folder())
    }

    /// A slot's root partition.
    pub(super) fn partition(&self, slot: Slot) -> PathBuf {
        self.by_partuuid.join(self.partuuid(slot))
    }

    /// The kernel's option for this slot's root.
    pub(super) fn root_option(&self, slot: Slot) -> String {
        format!("root=PARTUUID={}", self.partuuid(slot))
    }

    fn partuuid(&self, slot: Slot) -> String {
        let stem = &self.partition[..self.partition.len() - 1];
        let number = match slot {
            Slot::A => 2,
            Slot::B => 3,
        };
        format!("{stem}{number}")
    }
}

/// The flavour in `VARIANT_ID=ARCH-FLAVOUR`; an image without the line is a standard one.
fn flavour(release: &str) -> Option<Flavour> {
    let Some(variant) = release.lines().find_map(|line| line.strip_prefix("VARIANT_ID=")) else {
        return Some(Flavour::Standard);
    };
    let (_, name) = variant.trim().trim_matches('"').split_once('-')?;
    Flavour::ALL.into_iter().find(|flavour| flavour.name() == name)
}
