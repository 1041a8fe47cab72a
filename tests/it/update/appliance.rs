//! The files of a new appliance, and the program that works on them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub(super) const ARCH: &str = if cfg!(target_arch = "aarch64") { "arm64" } else { "amd64" };
const ID: &str = "6861626f-7800-4000-8000-00000000000";

pub(super) struct Appliance {
    dir: tempfile::TempDir,
}

impl Appliance {
    /// An appliance with 0.1.0 in slot a, started by systemd-boot, that trusts the key `ours`.
    pub(super) fn flashed() -> Self {
        let appliance = Self { dir: tempfile::tempdir().unwrap() };
        let folders = "root/proc root/etc root/sys/firmware/efi root/var/lib/hallbox root/dev/disk/by-partuuid \
                       root/usr/lib/hallbox/update-keys root/boot/firmware/loader/entries \
                       root/boot/firmware/slot-a root/boot/firmware/slot-b made keys";
        for folder in folders.split_whitespace() {
            fs::create_dir_all(appliance.at(folder)).unwrap();
        }
        appliance.parts("0.1.0");
        for name in ["kernel", "initrd"] {
            fs::copy(appliance.at("parts").join(name), appliance.fat().join("slot-a").join(name)).unwrap();
        }
        for number in [2, 3] {
            let partition = fs::File::create(appliance.partition(number)).unwrap();
            partition.set_len(8 * 1024 * 1024).unwrap();
        }
        let entry = format!(
            "title Hallbox\nsort-key hallbox\nversion 0.1.0\nlinux /slot-a/kernel\ninitrd /slot-a/initrd\n\
             options root=PARTUUID={ID}2 rootfstype=squashfs ro quiet panic=30\n"
        );
        fs::write(appliance.entries().join("hallbox-a.conf"), entry).unwrap();
        appliance.starts(2, "0.1.0");
        appliance.key("ours");
        fs::copy(appliance.at("keys/ours.pub"), appliance.at("root/usr/lib/hallbox/update-keys/ours.pub"))
            .unwrap();
        appliance
    }

    pub(super) fn at(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub(super) fn fat(&self) -> PathBuf {
        self.at("root/boot/firmware")
    }

    pub(super) fn data(&self) -> PathBuf {
        self.at("root/var/lib/hallbox")
    }

    pub(super) fn entries(&self) -> PathBuf {
        self.fat().join("loader/entries")
    }

    pub(super) fn partition(&self, number: u8) -> PathBuf {
        self.at(&format!("root/dev/disk/by-partuuid/{ID}{number}"))
    }

    /// Changes what a start from this partition changes.
    pub(super) fn starts(&self, number: u8, version: &str) {
        fs::write(self.at("root/proc/cmdline"), format!("root=PARTUUID={ID}{number} ro quiet\n")).unwrap();
        fs::write(self.at("root/etc/hallbox-release"), format!("ID=hallbox\nVERSION_ID={version}\n"))
            .unwrap();
    }

    /// Writes the parts of a version, as the image's build does.
    pub(super) fn parts(&self, version: &str) {
        let parts = self.at("parts");
        fs::create_dir_all(parts.join("dtb")).unwrap();
        let content = |what: &str, times: usize| format!("{what} of {version}\n").repeat(times);
        fs::write(parts.join("kernel"), content("kernel", 5_000)).unwrap();
        fs::write(parts.join("initrd"), content("initrd", 9_000)).unwrap();
        fs::write(parts.join("dtb/bcm2711-rpi-4-b.dtb"), content("board", 100)).unwrap();
        fs::write(parts.join("root.squashfs"), content("root", 300_000)).unwrap();
        fs::write(parts.join("version"), format!("{version}\n")).unwrap();
    }

    pub(super) fn key(&self, name: &str) {
        let keys = self.at("keys");
        assert!(Self::hallbox(&["update", "keygen", name, "--out", keys.to_str().unwrap()]).status.success());
    }

    /// Makes an update for the standard image. Returns its file.
    pub(super) fn make(&self, key: &str, version: &str) -> PathBuf {
        self.make_for("standard", key, version)
    }

    /// Makes an update for this flavour of image. Returns its file.
    pub(super) fn make_for(&self, flavour: &str, key: &str, version: &str) -> PathBuf {
        self.parts(version);
        fs::write(self.at("parts/flavour"), format!("{flavour}\n")).unwrap();
        let at = |path: &str| self.at(path).display().to_string();
        let (key, parts, out) = (at(&format!("keys/{key}.key")), at("parts"), at("made"));
        let output = Self::hallbox(&[
            "update", "make", "--key", &key, "--parts", &parts, "--arch", ARCH, "--out", &out,
        ]);
        assert!(output.status.success(), "{output:?}");
        let end = if flavour == "standard" { String::new() } else { format!("-{flavour}") };
        let made = self.at(&format!("made/hallbox-{version}-{ARCH}{end}.update"));
        assert_eq!(said(&output), format!("{}\n", made.display()));
        made
    }

    fn hallbox(words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_hallbox")).args(words).output().unwrap()
    }

    /// Runs `hallbox update` on this appliance.
    pub(super) fn update(&self, words: &[&str]) -> Output {
        let root = self.at("root").display().to_string();
        Self::hallbox(&[&["update", "--root", &root], words].concat())
    }

    /// What the owner is told: step, version and reason.
    pub(super) fn news(&self) -> (String, String, String) {
        let text = fs::read_to_string(self.data().join("update.json")).unwrap();
        let state: serde_json::Value = serde_json::from_str(&text).unwrap();
        let word = |name: &str| state["news"][name].as_str().unwrap_or_default().to_owned();
        (word("step"), word("version"), word("reason"))
    }

    pub(super) fn entry_names(&self) -> Vec<String> {
        names(&self.entries())
    }
}

pub(super) fn names(dir: &Path) -> Vec<String> {
    let items = fs::read_dir(dir).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = items.collect();
    names.sort();
    names
}

/// Standard output and standard error.
pub(super) fn said(output: &Output) -> String {
    String::from_utf8([&output.stdout[..], &output.stderr].concat()).unwrap()
}
