//! Checks the rendered files with the programs that read them.

use std::io;
use std::path::Path;
use std::process::Command;

use super::render::{DNSMASQ, HOSTAPD, NFTABLES};

/// A program's judgement of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckResult {
    /// The program accepts the file.
    Good,
    /// The program refuses the file, with its message.
    Bad(String),
    /// The program is not installed, or may not run.
    Unknown(String),
    /// The plan needs no such file.
    NotNeeded,
}

/// Checks the files below `root`. Returns each program with its result.
#[must_use]
pub fn all(root: &Path) -> Vec<(&'static str, CheckResult)> {
    vec![
        ("hostapd", check(&root.join(HOSTAPD), hostapd)),
        ("dnsmasq", check(&root.join(DNSMASQ), dnsmasq)),
        ("nft", check(&root.join(NFTABLES), nft)),
    ]
}

fn check(file: &Path, ask: impl Fn(&Path) -> io::Result<CheckResult>) -> CheckResult {
    if !file.exists() {
        return CheckResult::NotNeeded;
    }
    ask(file).unwrap_or_else(|error| CheckResult::Unknown(error.to_string()))
}

/// hostapd has no option to check a file, but reads it before it opens the radio. It gets a copy that names a radio
/// which does not exist, so that a running network is never touched.
fn hostapd(file: &Path) -> io::Result<CheckResult> {
    let folder = std::env::temp_dir().join(format!("hallbox-check-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let copy = folder.join("hostapd.conf");
    let text = std::fs::read_to_string(file)?;
    let elsewhere = |line: &str| match line.split_once('=') {
        Some(("interface", _)) => "interface=hb-none0\n".to_owned(),
        Some(("bss", _)) => "bss=hb-none1\n".to_owned(),
        _ => format!("{line}\n"),
    };
    let output = write_private(&copy, &text.lines().map(elsewhere).collect::<String>())
        .and_then(|()| Command::new("/usr/sbin/hostapd").arg(&copy).output());
    std::fs::remove_dir_all(&folder)?;
    Ok(hostapd_result(&String::from_utf8_lossy(&output?.stdout)))
}

/// Judges hostapd's output: hostapd reports mistakes in the file before it opens the radio.
#[must_use]
pub fn hostapd_result(output: &str) -> CheckResult {
    let before_radio =
        ["errors found in configuration", "Line ", "Failed to set up interface with", "Could not open"];
    if let Some(line) = output.lines().find(|line| before_radio.iter().any(|words| line.contains(words))) {
        return CheckResult::Bad(line.to_owned());
    }
    let at_radio =
        ["Failed to initialize driver", "Could not read interface", "not found", "Unable to setup interface"];
    if output.contains("AP-ENABLED") || at_radio.iter().any(|words| output.contains(words)) {
        return CheckResult::Good;
    }
    CheckResult::Bad(output.lines().next().unwrap_or("it says nothing").to_owned())
}

fn dnsmasq(file: &Path) -> io::Result<CheckResult> {
    let output = Command::new("/usr/sbin/dnsmasq").arg("--test").arg("-C").arg(file).output()?;
    Ok(by_status(output.status.success(), &output.stderr))
}

fn nft(file: &Path) -> io::Result<CheckResult> {
    let output = Command::new("/usr/sbin/nft").args(["-c", "-f"]).arg(file).output()?;
    if String::from_utf8_lossy(&output.stderr).contains("Operation not permitted") {
        return Ok(CheckResult::Unknown("only root may ask nft".to_owned()));
    }
    Ok(by_status(output.status.success(), &output.stderr))
}

fn by_status(good: bool, message: &[u8]) -> CheckResult {
    if good {
        return CheckResult::Good;
    }
    CheckResult::Bad(String::from_utf8_lossy(message).trim().to_owned())
}

fn write_private(path: &Path, text: &str) -> io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())
}
