//! A box as a process of its own: started, read, killed.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde::Deserialize;
use tokio::sync::{mpsc, oneshot};

use super::door::Door;
use super::swarm::machine::spawn_on;
use super::{BotError, While as _};

/// A box that is not serving after this long never will.
const READY_MAX: Duration = Duration::from_mins(1);
/// A commit that was answered was logged before.
const LOGGED_MAX: Duration = Duration::from_secs(10);
/// Lines of its log that are shown when it fails.
const LINES_MAX: usize = 20;

/// How to start a box.
#[derive(Clone, Debug)]
pub struct BoxStart {
    /// The program.
    pub program: PathBuf,
    /// Folder of the venue.
    pub data: PathBuf,
    /// Cards to issue first.
    pub cards: u32,
    /// The one core it may use.
    pub core: Option<usize>,
}

/// What a box says when it serves.
#[derive(Clone, Debug, Deserialize)]
pub struct Ready {
    /// Port of the TLS server.
    pub https: u16,
    /// Code for the owner, while nobody has claimed the box.
    pub claim_code: Option<String>,
    /// Keys of every card issued, 26 symbols each, by serial.
    pub keys: Vec<String>,
    /// Certificate of its authority.
    pub ca: PathBuf,
}

/// When a commit was durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Commit {
    at_us: i64,
    /// Entries in the ledger after it.
    size: u64,
}

/// A running box. Killed when dropped.
pub struct BoxProcess {
    running: Running,
    /// What it said.
    pub ready: Ready,
    /// The way to it.
    pub door: Door,
    commits: mpsc::UnboundedReceiver<Commit>,
    log: Log,
}

/// A child that does not outlive us.
struct Running(Child);

type Log = Arc<Mutex<VecDeque<String>>>;

impl BoxProcess {
    /// Starts a box and waits until it serves.
    ///
    /// # Errors
    /// [`BotError`] with the end of its log when it does not.
    pub async fn start(start: &BoxStart) -> Result<Self, BotError> {
        let mut running = Running(spawn_on(start.core, &mut command(start))?);
        let (ready_line, ready) = oneshot::channel();
        let mut ready_line = Some(ready_line);
        read_lines(running.0.stdout.take(), move |line| {
            if line.starts_with('{')
                && let Some(ready_line) = ready_line.take()
            {
                let _ = ready_line.send(line); // nobody waits any more: it is being killed
            }
        });
        let (commit, commits) = mpsc::unbounded_channel();
        let log = Log::default();
        let kept = Arc::clone(&log);
        read_lines(running.0.stderr.take(), move |line| match parse_commit(&line) {
            Some(known) => drop(commit.send(known)),
            None => keep(&kept, line),
        });
        let failed = |what: &str| BotError::Unexpected(format!("{what}; its log ends:\n{}", told(&log)));
        let line = tokio::time::timeout(READY_MAX, ready)
            .await
            .map_err(|_| failed("the box does not get ready"))?
            .map_err(|_| failed("the box stopped before it was ready"))?;
        let ready: Ready = serde_json::from_str(&line).on("reading what the box says")?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, ready.https));
        let door = Door::new(address, "localhost", &ready.ca)?;
        Ok(Self { running, ready, door, commits, log })
    }

    /// Its process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.running.0.id()
    }

    /// The end of its log.
    #[must_use]
    pub fn told(&self) -> String {
        told(&self.log)
    }

    /// When the ledger first had so many entries on the disk, µs since 1970.
    ///
    /// # Errors
    /// [`BotError`] when the box does not say.
    pub async fn committed(&mut self, size: u64) -> Result<i64, BotError> {
        let found = async {
            while let Some(commit) = self.commits.recv().await {
                if commit.size >= size {
                    return Ok(commit.at_us);
                }
            }
            Err("the box stopped")
        };
        tokio::time::timeout(LOGGED_MAX, found).await.on("waiting for a commit")?.on("waiting for a commit")
    }

    /// Switches it off as a power cut does: SIGKILL, nothing is asked and nothing is flushed.
    pub fn kill(self) {
        drop(self);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to kill.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn command(start: &BoxStart) -> Command {
    let mut command = Command::new(&start.program);
    command.arg("demo").arg("--ready-json").arg("--data").arg(&start.data);
    command.args(["--https-port", "0", "--http-port", "0"]);
    if start.cards > 0 {
        command.args(["--cards", &start.cards.to_string()]);
    }
    command.env("HALLBOX_LOG", "warn,hallbox::hall=debug").env("NO_COLOR", "1");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Reads until the other side ends, on a thread: pipes of a child must never fill.
fn read_lines(from: Option<impl Read + Send + 'static>, mut take: impl FnMut(String) + Send + 'static) {
    let Some(from) = from else { return };
    std::thread::spawn(move || BufReader::new(from).lines().map_while(Result::ok).for_each(&mut take));
}

/// `2026-11-20T19:30:00.123456Z DEBUG … Committed … size=12`, in any order of its last words.
fn parse_commit(line: &str) -> Option<Commit> {
    let mut words = line.split_whitespace();
    let at: jiff::Timestamp = words.next()?.parse().ok()?;
    let is_commit = words.any(|word| word == "Committed");
    let size = line.split_whitespace().find_map(|word| word.strip_prefix("size="))?.parse().ok()?;
    is_commit.then(|| Commit { at_us: at.as_microsecond(), size })
}

fn keep(log: &Log, line: String) {
    let mut lines = log.lock().unwrap_or_else(PoisonError::into_inner);
    if lines.len() >= LINES_MAX {
        lines.pop_front();
    }
    lines.push_back(line);
}

fn told(log: &Log) -> String {
    let lines = log.lock().unwrap_or_else(PoisonError::into_inner);
    lines.iter().cloned().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_is_read_from_its_line_and_nothing_else_is() {
        let at_us = 1_700_000_000_123_456;
        let at = jiff::Timestamp::from_microsecond(at_us).unwrap();
        let commit = Some(Commit { at_us, size: 12 });
        assert_eq!(parse_commit(&format!("{at} DEBUG Committed size=12")), commit);
        assert_eq!(parse_commit(&format!("{at}  INFO Resumed night size=12")), None);
        assert_eq!(parse_commit("Committed size=12"), None);
    }

    #[tokio::test]
    async fn a_program_that_is_no_box_is_told_so_in_words() {
        let start = BoxStart { program: "/bin/false".into(), data: "/nowhere".into(), cards: 0, core: None };
        let told = BoxProcess::start(&start).await.err().unwrap().to_string();
        assert!(told.contains("stopped before it was ready"), "{told}");
    }
}
