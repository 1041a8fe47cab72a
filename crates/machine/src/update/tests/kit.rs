//! Bundles, and an appliance to install them on.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::memory::MemoryDisk;
use crate::update::bundle::{digest, write_head};
use crate::update::keys::{SigningKey, TrustedKeys};
use crate::update::manifest::{Arch, Flavour, Manifest, Part};
use crate::update::target::{Bootloader, UpdateTarget};
use proof::VerifierKey;

/// Size of both root partitions.
pub(super) const PARTITION_BYTES: usize = 8_192;
pub(super) const DISK_ID: &str = "48424f58";

pub(super) fn key(name: &str) -> SigningKey {
    SigningKey::from_seed([u8::try_from(name.len()).unwrap(); 32], name).unwrap()
}

/// Trusts `key("us")` only.
pub(super) fn trusted() -> TrustedKeys {
    [VerifierKey::parse(&key("us").public()).unwrap()].into_iter().collect()
}

/// The parts of a version.
pub(super) fn parts(version: &str) -> Vec<(&'static str, Vec<u8>)> {
    let of = |what: &str, bytes: usize| format!("{what} of {version} ").into_bytes().repeat(bytes / 16);
    vec![
        ("initrd", of("initrd", 2_000)),
        ("kernel", of("kernel", 1_000)),
        ("bcm2711-rpi-4-b.dtb", of("board", 100)),
        ("overlays/README", of("overlay", 50)),
        ("root", of("root", 5_000)),
    ]
}

pub(super) fn manifest(version: &str, parts: &[(&str, Vec<u8>)]) -> Manifest {
    let part = |(name, content): &(&str, Vec<u8>)| {
        let (bytes, sha256) = digest(&content[..]).unwrap();
        Part { name: (*name).to_owned(), bytes, sha256 }
    };
    Manifest {
        version: version.parse().unwrap(),
        arch: Arch::OURS,
        flavours: vec![Flavour::Standard],
        min_version: "0.1.0".parse().unwrap(),
        created: "2026-11-20T12:00:00Z".parse().unwrap(),
        parts: parts.iter().map(part).collect(),
    }
}

/// A bundle as bytes.
pub(super) fn bytes(manifest: &Manifest, parts: &[(&str, Vec<u8>)], key: &SigningKey) -> Vec<u8> {
    let mut out = Vec::new();
    write_head(&mut out, manifest, key).unwrap();
    for (_, content) in parts {
        out.extend(content);
    }
    out
}

/// A valid bundle of this version in a file.
pub(super) fn bundle(dir: &Path, version: &str) -> PathBuf {
    let parts = parts(version);
    let manifest = manifest(version, &parts);
    let path = dir.join(manifest.file_name());
    fs::File::create(&path).unwrap().write_all(&bytes(&manifest, &parts, &key("us"))).unwrap();
    path
}

/// An appliance with 0.1.0 in slot a.
pub(super) struct Flashed {
    pub(super) root: tempfile::TempDir,
    pub(super) bootloader: Bootloader,
}

impl Flashed {
    pub(super) fn new(bootloader: Bootloader) -> Self {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join(path);
        for dir in ["proc", "etc", "boot/firmware/slot-a", "boot/firmware/slot-b", "var/lib/hallbox"] {
            fs::create_dir_all(at(dir)).unwrap();
        }
        if bootloader == Bootloader::SystemdBoot {
            fs::create_dir_all(at("sys/firmware/efi")).unwrap();
        }
        Self { root, bootloader }
    }

    /// The appliance while this slot and version run.
    pub(super) fn running(&self, slot: char, version: &str) -> UpdateTarget {
        let number = if slot == 'a' { 2 } else { 3 };
        let write = |path: &str, text: String| fs::write(self.root.path().join(path), text).unwrap();
        write("proc/cmdline", format!("root=PARTUUID={DISK_ID}-0{number} ro quiet\n"));
        write("etc/hallbox-release", format!("ID=hallbox\nVERSION_ID={version}\n"));
        UpdateTarget::find(self.root.path()).unwrap()
    }

    /// Its disk when it is new.
    pub(super) fn disk(&self) -> MemoryDisk {
        let mut disk = MemoryDisk::default();
        disk.free = 500 * 1024 * 1024;
        let fat = self.root.path().join("boot/firmware");
        for (name, content) in parts("0.1.0") {
            if name != "root" {
                disk.put(fat.join("slot-a").join(name), content);
            }
        }
        let options = format!("root=PARTUUID={DISK_ID}-02 rootfstype=squashfs ro panic=30");
        disk.put(fat.join("slot-a/cmdline.txt"), options.clone());
        // As the image's build writes it.
        let entry = format!(
            "title Hallbox\nsort-key hallbox\nversion 0.1.0\nlinux /slot-a/kernel\n\
             initrd /slot-a/initrd\noptions {options}\n"
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
