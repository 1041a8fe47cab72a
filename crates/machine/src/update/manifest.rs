//! The signed description of a bundle. Each manifest has exactly one spelling.

use std::collections::HashSet;
use std::fmt;
use std::path::Path;

use domain::Digest;
use protocol::Version;
use serde::{Deserialize, Serialize};

use super::UpdateProblem;

/// Longest manifest, bytes: 500 parts with long names.
pub(super) const MANIFEST_BYTES_MAX: u32 = 128 * 1024;
/// Most parts. A Raspberry Pi's kernel has some twenty device trees.
const PARTS_MAX: usize = 500;
/// Longest name in a slot's folder, bytes.
const NAME_MAX: usize = 96;
/// Longest options of the kernel, bytes. On arm64 and amd64 the kernel accepts 2,048.
pub(super) const CMDLINE_BYTES_MAX: u64 = 1_500;
/// Largest kernel or initrd, bytes. The FAT partition has 512 MiB for two slots.
const FILE_BYTES_MAX: u64 = 200 * 1024 * 1024;
/// Largest root image, bytes. No root partition is larger.
const ROOT_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;
/// The root image; every other part is a file in the slot's folder.
pub const ROOT: &str = "root";
/// The part that is the kernel.
pub const KERNEL: &str = "kernel";
/// The part that is the initramfs.
pub const INITRD: &str = "initrd";
/// The part with the kernel's options except `root=`, which depends on the slot. Optional: without it the options of
/// the running kernel are used.
pub const CMDLINE: &str = "cmdline";
/// Names of the installer's own files.
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
    /// The kind that this program was built for.
    pub(super) const OURS: Self = if cfg!(target_arch = "aarch64") { Self::Arm64 } else { Self::Amd64 };

    /// The kind's name in file names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Amd64 => "amd64",
            Self::Arm64 => "arm64",
        }
    }
}

/// What distinguishes images of one [`Arch`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Flavour {
    /// Debian's own kernel: PCs, and the Raspberry Pi 3 and 4.
    Standard,
    /// The newer kernel that a Raspberry Pi 5 needs.
    Pi5,
}

impl Flavour {
    /// Every flavour, in the order in which a manifest lists them.
    pub const ALL: [Self; 2] = [Self::Standard, Self::Pi5];

    /// The flavour's name in manifests and in `/etc/hallbox-release`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Pi5 => "pi5",
        }
    }
}

/// What the name of an image ends in: an update for another image is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageKind {
    /// The kind of computer.
    pub arch: Arch,
    /// The flavour.
    pub flavour: Flavour,
}

impl fmt::Display for ImageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.flavour {
            Flavour::Standard => f.write_str(self.arch.name()),
            Flavour::Pi5 => write!(f, "{}-{}", self.arch.name(), self.flavour.name()),
        }
    }
}

/// One file of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// `root`, `cmdline`, or a file of the slot's folder like `kernel` or `overlays/a.dtbo`.
    pub name: String,
    /// Length.
    pub bytes: u64,
    /// Digest.
    pub sha256: Digest,
}

/// The manifest. One that was read by `Manifest::read` has names that stay in their folder, and sizes whose sum does
/// not overflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The box's version after the update.
    pub version: Version,
    /// The kind of computer it is for.
    pub arch: Arch,
    /// The flavours of image it may replace: at least one, each once, in the order of [`Flavour::ALL`].
    pub flavours: Vec<Flavour>,
    /// The oldest version that it can update.
    pub min_version: Version,
    /// When it was made, RFC 3339.
    pub created: jiff::Timestamp,
    /// The parts, in their order in the file.
    pub parts: Vec<Part>,
}

impl Manifest {
    /// Parses a manifest.
    ///
    /// # Errors
    /// [`UpdateProblem::BadManifest`] for anything but a valid manifest in its one spelling.
    pub(super) fn read(text: &str) -> Result<Self, UpdateProblem> {
        let bad = |why: String| UpdateProblem::BadManifest(why);
        let manifest: Self = serde_json::from_str(text).map_err(|error| bad(error.to_string()))?;
        manifest.check().map_err(bad)?;
        if manifest.text() != text {
            return Err(bad("it is not spelt as it has to be".to_owned()));
        }
        Ok(manifest)
    }

    /// The one spelling.
    pub(super) fn text(&self) -> String {
        json(self)
    }

    /// Checks flavours, names and sizes.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.flavours.is_empty() || !self.flavours.is_sorted_by(|one, next| one < next) {
            return Err("its flavours are none, doubled or out of order".to_owned());
        }
        if self.parts.len() > PARTS_MAX {
            return Err(format!("more than {PARTS_MAX} parts"));
        }
        let mut seen = HashSet::new();
        for part in &self.parts {
            let name = &part.name;
            if !is_name(name) {
                return Err(format!("{name:?} is no name of a part"));
            }
            // FAT does not distinguish capital and small letters.
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
        // A folder and a file must not have one name.
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
    pub(super) fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// The parts that are files in the slot's folder.
    pub(super) fn files(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.name != ROOT && part.name != CMDLINE)
    }

    /// Bytes of all parts.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.parts.iter().map(|part| part.bytes).sum()
    }

    /// Kinds of image it may be installed over.
    pub fn kinds(&self) -> impl Iterator<Item = ImageKind> {
        self.flavours.iter().map(|&flavour| ImageKind { arch: self.arch, flavour })
    }

    /// Name of the bundle's file: `hallbox-VERSION-ARCH.update`, with the flavour if the standard image is none of
    /// those it is for.
    #[must_use]
    pub fn file_name(&self) -> String {
        let end = self.kinds().next().map(|kind| kind.to_string()).unwrap_or_default();
        format!("hallbox-{}-{end}.update", self.version)
    }
}

pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("texts and numbers are JSON")
}

/// One or two plain words with a slash between them: no name that leaves its folder, is hidden in it, or that FAT
/// spells differently.
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
