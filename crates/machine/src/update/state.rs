//! The state of updates, and requests for them: two files in the venue's folder.
//!
//! `update.json` is written by the programs that run as root, and read by the box for its owner. `requests/update` is
//! written by the box at the owner's request, and removed by root. It is one line without any path, so that an attacker
//! who controls the box can request only what is signed and newer.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use protocol::{AskUpdate, UpdateNews, UpdateStep, Version};
use rustix::fs::OFlags;
use serde::{Deserialize, Serialize};

use super::UpdateProblem;
use super::manifest::json;
use super::slots::Slot;
use crate::files;

/// Folder of checked bundles that wait for the owner's decision.
pub const BUNDLES: &str = "updates";
const STATE: &str = "update.json";
const REQUESTS: &str = "requests";
const REQUEST: &str = "requests/update";
/// Bytes read of a state or a request.
const TEXT_BYTES_MAX: u64 = 16 * 1024;

/// What the owner is told about updates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The running version.
    pub version: Version,
    /// The slot it runs from.
    pub slot: Slot,
    /// The last step of an update.
    pub news: Option<UpdateNews>,
}

impl State {
    /// The state as it was written last; none on a new box, or when the file is damaged.
    #[must_use]
    pub fn read(data: &Path) -> Option<Self> {
        serde_json::from_slice(&read_plain(&data.join(STATE)).ok()?).ok()
    }

    /// Whether this request fits the last step.
    #[must_use]
    pub fn awaits(&self, request: &AskUpdate) -> bool {
        let Some(news) = &self.news else { return false };
        match request {
            // A failed installation may only have lost power.
            AskUpdate::Install(version) => {
                matches!(news.step, UpdateStep::Found | UpdateStep::Failed)
                    && news.version == version.to_string()
            }
            AskUpdate::Restart => news.step == UpdateStep::Installed,
            AskUpdate::Back => news.step == UpdateStep::Good,
        }
    }

    /// Writes the state.
    ///
    /// # Errors
    /// As the disk says.
    pub fn write(&self, data: &Path) -> io::Result<()> {
        let text = json(self);
        files::replace(&data.join(STATE), text.as_bytes(), 0o644)
    }
}

/// Writes a request. The caller checks that the owner makes it, and that no game runs.
///
/// # Errors
/// As the disk says.
pub fn write_request(data: &Path, request: &AskUpdate) -> io::Result<()> {
    let text = match request {
        AskUpdate::Install(version) => format!("install {version}\n"),
        AskUpdate::Back => "back\n".to_owned(),
        AskUpdate::Restart => "restart\n".to_owned(),
    };
    fs::create_dir_all(data.join(REQUESTS))?;
    files::replace(&data.join(REQUEST), text.as_bytes(), 0o644)
}

/// Reads a request and removes it first, so that an interrupted installation is not tried again by itself.
///
/// # Errors
/// [`UpdateProblem::Io`], also for a file that is no request.
pub fn take_request(data: &Path) -> Result<AskUpdate, UpdateProblem> {
    let path = data.join(REQUEST);
    let text = read_plain(&path);
    fs::remove_file(&path).map_err(UpdateProblem::at(&path))?;
    let text = String::from_utf8(text.map_err(UpdateProblem::at(&path))?).unwrap_or_default();
    parse(text.trim_end()).ok_or_else(|| UpdateProblem::Io(format!("{text:?} is no request")))
}

fn parse(text: &str) -> Option<AskUpdate> {
    match text.split_once(' ') {
        Some(("install", version)) => version.parse().ok().map(AskUpdate::Install),
        None if text == "back" => Some(AskUpdate::Back),
        None if text == "restart" => Some(AskUpdate::Restart),
        _ => None,
    }
}

/// The folder [`BUNDLES`], made if it does not exist.
///
/// # Errors
/// As the disk says; also when the name belongs to something else.
pub fn bundles(data: &Path) -> io::Result<PathBuf> {
    let dir = data.join(BUNDLES);
    match fs::create_dir(&dir) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    if fs::symlink_metadata(&dir)?.is_dir() { Ok(dir) } else { Err(io::ErrorKind::NotADirectory.into()) }
}

/// Reads a small plain file.
fn read_plain(path: &Path) -> io::Result<Vec<u8>> {
    let file = open_plain(path)?;
    let mut bytes = Vec::new();
    file.take(TEXT_BYTES_MAX).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a plain file to read. A link or a pipe is an error.
pub(super) fn open_plain(path: &Path) -> io::Result<File> {
    let flags = i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits()).unwrap_or(0);
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_taken_once_and_nothing_else_is_one() {
        let data = tempfile::tempdir().unwrap();
        for request in [AskUpdate::Install("1.2.3".parse().unwrap()), AskUpdate::Back, AskUpdate::Restart] {
            write_request(data.path(), &request).unwrap();
            assert_eq!(take_request(data.path()), Ok(request));
            assert!(take_request(data.path()).is_err());
        }
        let path = data.path().join(REQUEST);
        for bad in ["", "install", "install /etc/passwd", "install 1.2.3 --older", "back 1", "reboot"] {
            fs::write(&path, bad).unwrap();
            assert!(take_request(data.path()).is_err(), "{bad}");
            assert!(!path.exists(), "{bad}");
        }
    }

    #[test]
    fn a_link_or_a_pipe_is_no_request() {
        let data = tempfile::tempdir().unwrap();
        let secret = data.path().join("secret");
        fs::write(&secret, "restart").unwrap();
        fs::create_dir(data.path().join(REQUESTS)).unwrap();
        let path = data.path().join(REQUEST);
        std::os::unix::fs::symlink(&secret, &path).unwrap();
        assert!(take_request(data.path()).is_err());
        assert!(secret.exists());
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, mode, 0).unwrap();
        assert!(take_request(data.path()).is_err());
    }

    #[test]
    fn only_what_the_news_calls_for_may_be_asked() {
        let version: Version = "1.2.4".parse().unwrap();
        let requests = [AskUpdate::Install(version), AskUpdate::Restart, AskUpdate::Back];
        let awaited = |news| {
            let state = State { version: "1.2.3".parse().unwrap(), slot: Slot::A, news };
            requests.iter().map(|request| state.awaits(request)).collect::<Vec<_>>()
        };
        let told = |step, version: &str| {
            awaited(Some(UpdateNews { step, version: version.into(), reason: None, at_ms: 0 }))
        };
        assert_eq!(awaited(None), [false, false, false]);
        for step in [UpdateStep::Found, UpdateStep::Failed] {
            assert_eq!(told(step, "1.2.4"), [true, false, false]);
            assert_eq!(told(step, "1.2.5"), [false, false, false]);
        }
        assert_eq!(told(UpdateStep::Installed, "1.2.4"), [false, true, false]);
        assert_eq!(told(UpdateStep::Good, "1.2.4"), [false, false, true]);
        for step in [UpdateStep::Refused, UpdateStep::Installing, UpdateStep::Trial] {
            assert_eq!(told(step, "1.2.4"), [false, false, false]);
        }
    }

    #[test]
    fn the_state_is_read_back() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(State::read(data.path()), None);
        let news = UpdateNews { step: UpdateStep::Found, version: "1.2.4".into(), reason: None, at_ms: 5 };
        let state = State { version: "1.2.3".parse().unwrap(), slot: Slot::A, news: Some(news) };
        state.write(data.path()).unwrap();
        assert_eq!(State::read(data.path()), Some(state));
        fs::write(data.path().join(STATE), "{").unwrap();
        assert_eq!(State::read(data.path()), None);
    }
}
