//! What a bundle says about itself: signed, and with one possible spelling.

use std::collections::HashSet;
use std::path::Path;

use domain::Digest;
use protocol::Version;
use serde::{Deserialize, Serialize};

use super::Problem;

/// Bytes of a manifest at most: 500 parts with long names.
pub const MANIFEST_BYTES_MAX: u32 = 128 * 1024;
/// Parts at most. A Raspberry Pi's kernel comes with some twenty device trees.
const PARTS_MAX: usize = 500;
/// Bytes of a name in a slot's folder at most.
const NAME_MAX: usize = 96;
/// Bytes of the kernel's options at most: the kernel takes 2,048 on the smallest of our computers.
pub const CMDLINE_BYTES_MAX: u64 = 1_500;
/// A kernel or initrd larger than this fits no FAT partition of ours, which has 512 MiB for two slots.
const FILE_BYTES_MAX: u64 = 200 * 1024 * 1024;
/// No root partition of ours is larger.
const ROOT_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;
/// The root image; every other part is a file in the slot's folder.
pub const ROOT: &str = "root";
/// The kernel.
pub const KERNEL: &str = "kernel";
/// What the kernel starts with.
pub const INITRD: &str = "initrd";
/// The kernel's options but for `root=`, which depends on the slot. Optional: without it those that run stay.
pub const CMDLINE: &str = "cmdline";
/// Names the installer uses itself.
const RESERVED: [&str; 3] = ["manifest.json", "cmdline.txt", "unfinished.txt"];

/// Kinds of computers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Arch {
    /// 64-bit PCs.
    Amd64,
    /// Raspberry Pi and other 64-bit ARM computers.
    Arm64,
}

impl Arch {
    /// What this program was built for.
    pub const OURS: Self = if cfg!(target_arch = "aarch64") { Self::Arm64 } else { Self::Amd64 };

    /// As in file names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Amd64 => "amd64",
            Self::Arm64 => "arm64",
        }
    }
}

/// One file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Where it goes: `root`, or a file of the slot's folder like `kernel` or `overlays/a.dtbo`.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its digest.
    pub sha256: Digest,
}

/// What is signed. Holding one that was [read](Manifest::read) proves that its names stay in their folder and
/// that its sizes can be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What the box is after the update.
    pub version: Version,
    /// What it is for.
    pub arch: Arch,
    /// What the box must have to be updated by this.
    pub min_version: Version,
    /// When it was made, RFC 3339.
    pub created: jiff::Timestamp,
    /// Its parts, in the order they follow.
    pub parts: Vec<Part>,
}

impl Manifest {
    /// Reads what was signed.
    ///
    /// # Errors
    /// [`Problem::BadManifest`] for anything but a manifest in its one spelling.
    pub fn read(text: &str) -> Result<Self, Problem> {
        let bad = |why: String| Problem::BadManifest(why);
        let manifest: Self = serde_json::from_str(text).map_err(|error| bad(error.to_string()))?;
        manifest.check().map_err(bad)?;
        if manifest.text() != text {
            return Err(bad("it is not spelt as it has to be".to_owned()));
        }
        Ok(manifest)
    }

    /// Its one spelling.
    #[must_use]
    pub fn text(&self) -> String {
        json(self)
    }

    /// Whether it can be used at all.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.parts.len() > PARTS_MAX {
            return Err(format!("more than {PARTS_MAX} parts"));
        }
        let mut seen = HashSet::new();
        for part in &self.parts {
            let name = &part.name;
            if !is_name(name) {
                return Err(format!("{name:?} is no name of a part"));
            }
            // FAT does not tell large letters from small ones.
            if !seen.insert(name.to_ascii_lowercase()) {
                return Err(format!("`{name}` is there twice"));
            }
            let most = match name.as_str() {
                ROOT => ROOT_BYTES_MAX,
                CMDLINE => CMDLINE_BYTES_MAX,
                _ => FILE_BYTES_MAX,
            };
            if part.bytes == 0 || part.bytes > most {
                return Err(format!("`{name}` of {} bytes; 1 to {most} are possible", part.bytes));
            }
        }
        // A folder may not be called like a file.
        let clash = self.parts.iter().find(|part| {
            part.name.split_once('/').is_some_and(|(folder, _)| seen.contains(&folder.to_ascii_lowercase()))
        });
        if let Some(part) = clash {
            return Err(format!("`{}` lies in a folder that is a file", part.name));
        }
        match [KERNEL, INITRD, ROOT].into_iter().find(|name| self.part(name).is_none()) {
            Some(missing) => Err(format!("`{missing}` is missing")),
            None => Ok(()),
        }
    }

    /// A part by its name.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// The parts that are files in the slot's folder.
    pub fn files(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.name != ROOT && part.name != CMDLINE)
    }

    /// Bytes of all parts.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.parts.iter().map(|part| part.bytes).sum()
    }

    /// What the bundle's file is called.
    #[must_use]
    pub fn file_name(&self) -> String {
        Self::file_name_of(&self.version, self.arch)
    }

    /// What the bundle of this version is called.
    #[must_use]
    pub fn file_name_of(version: &Version, arch: Arch) -> String {
        format!("hallbox-{version}-{}.update", arch.name())
    }
}

pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and numbers are JSON")
}

/// One or two plain words with a slash between: nothing that leaves a folder, hides in it, or that FAT spells
/// in another way.
fn is_name(name: &str) -> bool {
    let word = |word: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
        word.starts_with(|c: char| c.is_ascii_alphanumeric())
            && word.ends_with(|c: char| c.is_ascii_alphanumeric())
            && word.chars().all(plain)
    };
    let lower = name.to_ascii_lowercase();
    name.len() <= NAME_MAX
        && name.split('/').count() <= 2
        && name.split('/').all(word)
        && Path::new(&lower).extension().is_none_or(|ending| ending != "new")
        && !RESERVED.contains(&lower.as_str())
        && (name == lower || ![ROOT, KERNEL, INITRD, CMDLINE].contains(&lower.as_str()))
}
