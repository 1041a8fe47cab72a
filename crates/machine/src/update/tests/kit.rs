//! Bundles, and a box to install them on.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::memory::Memory;
use crate::update::boot::Switch;
use crate::update::bundle::{digest, write_head};
use crate::update::keys::{SigningKey, TrustedKeys};
use crate::update::manifest::{Arch, Manifest, Part};
use crate::update::place::Place;
use proof::VerifierKey;

/// Of both root partitions.
pub const PARTITION_BYTES: usize = 8_192;
pub const DISK_ID: &str = "48424f58";

pub fn key(name: &str) -> SigningKey {
    SigningKey::from_seed([u8::try_from(name.len()).unwrap(); 32], name).unwrap()
}

/// Trusts `key("us")` only.
pub fn trusted() -> TrustedKeys {
    [VerifierKey::parse(&key("us").public()).unwrap()].into_iter().collect()
}

/// What a version is made of.
pub fn parts(version: &str) -> Vec<(&'static str, Vec<u8>)> {
    let of = |what: &str, bytes: usize| format!("{what} of {version} ").into_bytes().repeat(bytes / 16);
    vec![
        ("initrd", of("initrd", 2_000)),
        ("kernel", of("kernel", 1_000)),
        ("bcm2711-rpi-4-b.dtb", of("board", 100)),
        ("overlays/README", of("overlay", 50)),
        ("root", of("root", 5_000)),
    ]
}

pub fn manifest(version: &str, parts: &[(&str, Vec<u8>)]) -> Manifest {
    let part = |(name, content): &(&str, Vec<u8>)| {
        let (bytes, sha256) = digest(&content[..]).unwrap();
        Part { name: (*name).to_owned(), bytes, sha256 }
    };
    Manifest {
        version: version.parse().unwrap(),
        arch: Arch::OURS,
        min_version: "0.1.0".parse().unwrap(),
        created: "2026-11-20T12:00:00Z".parse().unwrap(),
        parts: parts.iter().map(part).collect(),
    }
}

/// A bundle as bytes.
pub fn bytes(manifest: &Manifest, parts: &[(&str, Vec<u8>)], key: &SigningKey) -> Vec<u8> {
    let mut out = Vec::new();
    write_head(&mut out, manifest, key).unwrap();
    for (_, content) in parts {
        out.extend(content);
    }
    out
}

/// A good bundle of this version as a file.
pub fn bundle(dir: &Path, version: &str) -> PathBuf {
    let parts = parts(version);
    let manifest = manifest(version, &parts);
    let path = dir.join(manifest.file_name());
    fs::File::create(&path).unwrap().write_all(&bytes(&manifest, &parts, &key("us"))).unwrap();
    path
}

/// A box that was flashed with 0.1.0 and runs from slot a.
pub struct Flashed {
    pub root: tempfile::TempDir,
    pub switch: Switch,
}

impl Flashed {
    pub fn new(switch: Switch) -> Self {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        for dir in ["proc", "etc", "boot/firmware/slot-a", "boot/firmware/slot-b", "var/lib/hallbox"] {
            fs::create_dir_all(at(dir)).unwrap();
        }
        if switch == Switch::Entries {
            fs::create_dir_all(at("sys/firmware/efi")).unwrap();
        }
        Self { root, switch }
    }

    /// The box while this slot and version run.
    pub fn running(&self, slot: char, version: &str) -> Place {
        let number = if slot == 'a' { 2 } else { 3 };
        let write = |path: &str, text: String| fs::write(self.root.path().join(path), text).unwrap();
        write("proc/cmdline", format!("root=PARTUUID={DISK_ID}-0{number} ro quiet\n"));
        write("etc/hallbox-release", format!("ID=hallbox\nVERSION_ID={version}\n"));
        Place::find(self.root.path()).unwrap()
    }

    /// Its disk on the first day.
    pub fn disk(&self) -> Memory {
        let mut disk = Memory::default();
        disk.free = 500 * 1024 * 1024;
        let fat = self.root.path().join("boot/firmware");
        for (name, content) in parts("0.1.0") {
            if name != "root" {
                disk.put(fat.join("slot-a").join(name), content);
            }
        }
        let options = format!("root=PARTUUID={DISK_ID}-02 rootfstype=squashfs ro panic=30");
        disk.put(fat.join("slot-a/cmdline.txt"), options.clone());
        // As the image is built.
        let entry = format!(
            "title Hallbox\nsort-key hallbox\nversion 0.1.0\nlinux /slot-a/kernel\ninitrd /slot-a/initrd\noptions {options}\n"
        );
        disk.put(fat.join("loader/entries/hallbox-a.conf"), entry);
        disk.put(fat.join("config.txt"), "# For people\r\narm_64bit=1\nos_prefix=slot-a/\n[pi4]\nx=1\n");
        let mut root = parts("0.1.0").pop().unwrap().1;
        root.resize(PARTITION_BYTES, 0);
        let partitions = self.root.path().join("dev/disk/by-partuuid");
        disk.put(partitions.join(format!("{DISK_ID}-02")), root);
        disk.put(partitions.join(format!("{DISK_ID}-03")), vec![0xee; PARTITION_BYTES]);
        disk
    }
}
