//! Asks the programs themselves whether they take their files.

use std::io;
use std::path::Path;
use std::process::Command;

use super::render::{DNSMASQ, HOSTAPD, NFTABLES};

/// What a program says to its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It takes it.
    Good,
    /// It does not; its own words.
    Bad(String),
    /// The program is not on this machine, or may not look.
    Unknown(String),
    /// There is no such file in this plan.
    NotNeeded,
}

/// The programs that check, with their verdicts on the files below `root`.
#[must_use]
pub fn all(root: &Path) -> Vec<(&'static str, Verdict)> {
    vec![
        ("hostapd", verdict(&root.join(HOSTAPD), hostapd)),
        ("dnsmasq", verdict(&root.join(DNSMASQ), dnsmasq)),
        ("nft", verdict(&root.join(NFTABLES), nft)),
    ]
}

fn verdict(file: &Path, ask: impl Fn(&Path) -> io::Result<Verdict>) -> Verdict {
    if !file.exists() {
        return Verdict::NotNeeded;
    }
    ask(file).unwrap_or_else(|error| Verdict::Unknown(error.to_string()))
}

/// hostapd has no trial run: it reads its file before it looks for the radio. We let it look for one that
/// is not there, in a copy, so that a running network is never touched.
fn hostapd(file: &Path) -> io::Result<Verdict> {
    let folder = std::env::temp_dir().join(format!("hallbox-check-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let copy = folder.join("hostapd.conf");
    let text = std::fs::read_to_string(file)?;
    let elsewhere = |line: &str| match line.split_once('=') {
        Some(("interface", _)) => "interface=hb-none0\n".to_owned(),
        Some(("bss", _)) => "bss=hb-none1\n".to_owned(),
        _ => format!("{line}\n"),
    };
    let asked = write_private(&copy, &text.lines().map(elsewhere).collect::<String>())
        .and_then(|()| Command::new("/usr/sbin/hostapd").arg(&copy).output());
    std::fs::remove_dir_all(&folder)?;
    let said = String::from_utf8_lossy(&asked?.stdout).into_owned();
    Ok(hostapd_says(&said))
}

/// What hostapd's words mean: it counts mistakes before it looks for the radio.
#[must_use]
pub fn hostapd_says(said: &str) -> Verdict {
    let before_radio =
        ["errors found in configuration", "Line ", "Failed to set up interface with", "Could not open"];
    if let Some(line) = said.lines().find(|line| before_radio.iter().any(|words| line.contains(words))) {
        return Verdict::Bad(line.to_owned());
    }
    let at_radio =
        ["Failed to initialize driver", "Could not read interface", "not found", "Unable to setup interface"];
    if said.contains("AP-ENABLED") || at_radio.iter().any(|words| said.contains(words)) {
        return Verdict::Good;
    }
    Verdict::Bad(said.lines().next().unwrap_or("it says nothing").to_owned())
}

fn dnsmasq(file: &Path) -> io::Result<Verdict> {
    let output = Command::new("/usr/sbin/dnsmasq").arg("--test").arg("-C").arg(file).output()?;
    Ok(said(output.status.success(), &output.stderr))
}

fn nft(file: &Path) -> io::Result<Verdict> {
    let output = Command::new("/usr/sbin/nft").args(["-c", "-f"]).arg(file).output()?;
    let words = String::from_utf8_lossy(&output.stderr);
    if words.contains("Operation not permitted") {
        return Ok(Verdict::Unknown("only root may ask nft".to_owned()));
    }
    Ok(said(output.status.success(), &output.stderr))
}

fn said(good: bool, words: &[u8]) -> Verdict {
    if good {
        return Verdict::Good;
    }
    Verdict::Bad(String::from_utf8_lossy(words).trim().to_owned())
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())
}
