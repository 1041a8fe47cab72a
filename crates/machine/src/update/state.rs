//! What the box tells about its version, and what it may be asked for.
//!
//! Two files in the venue's folder. `update.json` is written by the programs that act as root and read by the
//! box for its owner. `requests/update` is written by the box when the owner says so and taken away by root: one
//! line, and none of its words is a path, so that a box that was broken into can ask for nothing that is not
//! signed and newer.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use protocol::{AskUpdate, UpdateNews, UpdateStep, Version};
use rustix::fs::OFlags;
use serde::{Deserialize, Serialize};

use super::Problem;
use super::manifest::json;
use super::slots::Slot;
use crate::files;

/// Where checked bundles wait for the owner's word.
pub const BUNDLES: &str = "updates";
const STATE: &str = "update.json";
const REQUESTS: &str = "requests";
const REQUEST: &str = "requests/update";
/// Bytes of a state or a request at most.
const TEXT_BYTES_MAX: u64 = 16 * 1024;

/// What runs, and what is to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// The version that runs.
    pub version: Version,
    /// Where it runs from.
    pub slot: Slot,
    /// What is to be told.
    pub news: Option<UpdateNews>,
}

impl State {
    /// The state as it was written last; none is written on the first day, and a damaged one is none.
    #[must_use]
    pub fn read(data: &Path) -> Option<Self> {
        serde_json::from_slice(&plain(&data.join(STATE)).ok()?).ok()
    }

    /// Whether there is anything to do about this request, as far as the news goes.
    #[must_use]
    pub fn awaits(&self, request: &AskUpdate) -> bool {
        let Some(news) = &self.news else { return false };
        match request {
            // One that failed may only have lost its power.
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

/// Asks for an update. The caller makes sure that it is the owner who does, and that no game runs.
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

/// Takes a request away and reads it: what stops half-way is asked for again by people, not by a file.
///
/// # Errors
/// [`Problem::Io`], also for anything that is no request.
pub fn take_request(data: &Path) -> Result<AskUpdate, Problem> {
    let path = data.join(REQUEST);
    let text = plain(&path);
    fs::remove_file(&path).map_err(Problem::at(&path))?;
    let text = String::from_utf8(text.map_err(Problem::at(&path))?).unwrap_or_default();
    parse(text.trim_end()).ok_or_else(|| Problem::Io(format!("{text:?} is no request")))
}

fn parse(text: &str) -> Option<AskUpdate> {
    match text.split_once(' ') {
        Some(("install", version)) => version.parse().ok().map(AskUpdate::Install),
        None if text == "back" => Some(AskUpdate::Back),
        None if text == "restart" => Some(AskUpdate::Restart),
        _ => None,
    }
}

/// The folder where bundles wait, made if need be.
///
/// # Errors
/// As the disk says; also when somebody put something else there.
pub fn bundles(data: &Path) -> io::Result<PathBuf> {
    let dir = data.join(BUNDLES);
    match fs::create_dir(&dir) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    if fs::symlink_metadata(&dir)?.is_dir() { Ok(dir) } else { Err(io::ErrorKind::NotADirectory.into()) }
}

/// A small plain file, and nothing a name may hide: no link, no pipe.
fn plain(path: &Path) -> io::Result<Vec<u8>> {
    let file = open_plain(path)?;
    let mut bytes = Vec::new();
    file.take(TEXT_BYTES_MAX).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Opens a plain file to read.
pub(super) fn open_plain(path: &Path) -> io::Result<File> {
    let flags = i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits()).unwrap_or(0);
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::ErrorKind::InvalidInput.into()) }
}

/// Copies into a new file and makes it durable.
pub(super) fn copy_to(path: &Path, from: &mut dyn io::Read) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    io::copy(from, &mut file)?;
    file.flush()?;
    file.sync_all()
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
