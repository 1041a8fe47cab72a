//! All configuration files of a network plan, and writing them.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::plan::NetworkPlan;
use super::{dnsmasq, networkd, nftables};
use crate::files;
use crate::radio::hostapd_config;

/// A configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFile {
    /// The file's path: below `/` on the appliance, below any other folder for trying things out.
    pub path: PathBuf,
    /// What the file holds.
    pub text: String,
    /// Permission bits: 0600 where a passphrase is.
    pub mode: u32,
    /// The program that must be told of a change.
    pub reader: Reader,
}

/// The program that reads a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)] // they are the programs of these names
pub enum Reader {
    Sysctl,
    Nftables,
    Networkd,
    Hostapd,
    Dnsmasq,
    /// dnsmasq, which reads this file again without a restart.
    DnsmasqOptions,
}

impl Reader {
    /// All programs, in the order in which they are told: the firewall is loaded before hostapd lets phones in.
    pub const ALL: [Self; 6] =
        [Self::Sysctl, Self::Nftables, Self::Networkd, Self::Hostapd, Self::Dnsmasq, Self::DnsmasqOptions];
}

/// Path of hostapd's file below the root.
pub const HOSTAPD: &str = "etc/hallbox/network/hostapd.conf";
/// Path of dnsmasq's file below the root.
pub const DNSMASQ: &str = "etc/hallbox/network/dnsmasq.conf";
/// Path of the firewall's rules below the root.
pub const NFTABLES: &str = "etc/hallbox/network/nftables.conf";
const SYSCTL: &str = "etc/sysctl.d/90-hallbox.conf";
const NETWORKD: &str = "etc/systemd/network";

/// All files of a plan, with paths below `root`. `trusted` tells whether phones trust the certificate.
#[must_use]
pub fn files(plan: &NetworkPlan, root: &Path, trusted: bool) -> Vec<ConfigFile> {
    let file = |path: &str, text, mode, reader| ConfigFile { path: root.join(path), text, mode, reader };
    let options = root.join(dnsmasq::FOLDER.trim_start_matches('/')).join(dnsmasq::OPTIONS);
    let mut files = vec![
        file(SYSCTL, networkd::render_sysctl(plan), 0o644, Reader::Sysctl),
        file(NFTABLES, nftables::render(plan), 0o644, Reader::Nftables),
        ConfigFile {
            path: options.clone(),
            text: dnsmasq::render_options(plan, trusted),
            mode: 0o644,
            reader: Reader::DnsmasqOptions,
        },
        file(DNSMASQ, dnsmasq::render(plan, &options.display().to_string()), 0o644, Reader::Dnsmasq),
    ];
    for (name, text) in networkd::render(plan) {
        files.push(file(&format!("{NETWORKD}/{name}"), text, 0o644, Reader::Networkd));
    }
    if let Some(hotspot) = &plan.hotspot {
        files.push(file(HOSTAPD, hostapd_config::render(hotspot), 0o600, Reader::Hostapd));
    }
    files
}

/// Whether [`write()`] would change anything.
#[must_use]
pub fn differs(files: &[ConfigFile], root: &Path) -> bool {
    !files.iter().all(is_written) || !leftovers(files, root).is_empty()
}

/// Writes the files that differ and removes those that an earlier plan left. Returns the programs whose files changed,
/// each once.
///
/// # Errors
/// As the system says for the first file that cannot be written. Files before it are written, those after it are not.
pub fn write(files: &[ConfigFile], root: &Path) -> io::Result<Vec<Reader>> {
    let mut changed = Vec::new();
    for file in files {
        if is_written(file) {
            continue;
        }
        write_file(file)?;
        changed.push(file.reader);
    }
    for (path, reader) in leftovers(files, root) {
        fs::remove_file(path)?;
        changed.push(reader);
    }
    changed.sort_unstable();
    changed.dedup();
    Ok(changed)
}

fn is_written(file: &ConfigFile) -> bool {
    let mode = |meta: fs::Metadata| meta.permissions().mode() & 0o777;
    fs::read(&file.path).is_ok_and(|bytes| bytes == file.text.as_bytes())
        && fs::metadata(&file.path).is_ok_and(|meta| mode(meta) == file.mode)
}

fn write_file(file: &ConfigFile) -> io::Result<()> {
    fs::create_dir_all(file.path.parent().unwrap_or(Path::new("/")))?;
    files::replace(&file.path, file.text.as_bytes(), file.mode)
}

/// Files that an earlier plan wrote and this one does not have: another radio, another use of the wire.
fn leftovers(files: &[ConfigFile], root: &Path) -> Vec<(PathBuf, Reader)> {
    let ours = |path: &Path| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.contains("-hallbox-"))
    };
    let networkd = fs::read_dir(root.join(NETWORKD)).into_iter().flatten().flatten();
    networkd
        .map(|item| (item.path(), Reader::Networkd))
        .filter(|(path, _)| ours(path))
        .chain([(root.join(HOSTAPD), Reader::Hostapd)])
        .filter(|(path, _)| path.exists() && files.iter().all(|file| file.path != *path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    const WIFI: &str = "country = \"GB\"\n[wifi]\nname = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n";

    fn plan(text: &str) -> NetworkPlan {
        NetworkPlan::new(&Settings::parse(text.as_bytes()).unwrap().settings)
    }

    #[test]
    fn only_what_changed_is_told() {
        use Reader::{Dnsmasq, DnsmasqOptions, Hostapd, Networkd, Nftables, Sysctl};
        let root = tempfile::tempdir().unwrap();
        let apply =
            |text: &str, trusted| write(&files(&plan(text), root.path(), trusted), root.path()).unwrap();
        assert_eq!(apply(WIFI, false), [Sysctl, Nftables, Networkd, Hostapd, Dnsmasq, DnsmasqOptions]);
        assert_eq!(apply(WIFI, false), []);
        assert_eq!(apply(WIFI, true), [DnsmasqOptions]);
        assert_eq!(apply(&WIFI.replace("Crown", "Lion"), true), [Hostapd]);
        assert_eq!(
            apply(&format!("{WIFI}[wire]\nuse = \"internet\"\n"), true),
            [Nftables, Networkd, Hostapd]
        );
        // Without a hotspot its files go.
        assert!(apply("", true).contains(&Hostapd));
        assert!(!root.path().join(HOSTAPD).exists());
        assert_eq!(fs::read_dir(root.path().join(NETWORKD)).unwrap().count(), 0);
    }

    #[test]
    fn the_passphrase_is_for_root_alone() {
        let root = tempfile::tempdir().unwrap();
        let all = files(&plan(WIFI), root.path(), false);
        write(&all, root.path()).unwrap();
        for file in &all {
            let secret = file.text.contains("full-house-75");
            assert_eq!(secret, file.mode == 0o600, "{}", file.path.display());
            assert_eq!(fs::metadata(&file.path).unwrap().permissions().mode() & 0o777, file.mode);
        }
        // A changed mode is put right.
        let hostapd = root.path().join(HOSTAPD);
        fs::set_permissions(&hostapd, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(write(&all, root.path()).unwrap(), [Reader::Hostapd]);
    }
}
