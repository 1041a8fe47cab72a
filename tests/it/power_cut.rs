//! The plug of the whole machine is pulled, again and again: an emulated one, with the image's own disk.
//!
//! Everything is observed from outside, over the wire. `tests/vm/power.py` lays out the machine and starts
//! this test; what was found is written down cut by cut, so that a run that was stopped goes on.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bots::BotError;
use bots::dice::Dice;
use bots::door::{Cookies, Door};
use bots::staff::Staff;
use protocol::UnresolvedAct;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::hall::verify;
use crate::kill::{Book, Shared, ask_again, enough_answers, nothing_happened_twice, work};

/// Cards to sell.
const CARDS: u32 = 200;
/// The emulated machine shares few cores with others: a start takes minutes.
const SERVES_MAX: Duration = Duration::from_mins(15);
/// The same for one round of answers.
const ROUND_MAX: Duration = Duration::from_mins(10);
/// PIN of the owner.
const PIN: &str = "274916";

/// How the machine is laid out.
#[derive(Deserialize)]
struct Layout {
    /// Program and words of the emulator.
    words: Vec<String>,
    /// Folder of its logs.
    folder: PathBuf,
    /// Port here that leads to the box's TLS port, and to its plain one.
    https: u16,
    http: u16,
    /// The name its certificate is for.
    host: String,
    /// How writes reach the disk; for the report.
    mode: String,
    /// Cuts of this run.
    cuts: usize,
    seed: u64,
    /// One line of JSON a cut is added here.
    log: PathBuf,
    /// Where the emulator records what the disk was told, if it does.
    #[serde(default)]
    record: PathBuf,
}

/// What is known of one cut.
#[derive(Serialize)]
struct Cut<'a> {
    mode: &'a str,
    seed: u64,
    /// Of this card, from 1.
    number: usize,
    /// Acts acknowledged so far, all of which were there again.
    acknowledged: usize,
    /// Entries in the ledger afterwards.
    entries: u64,
    /// From the machine's start until it serves.
    serves_after_s: f64,
}

/// A running machine. Killed when dropped, as when the plug is pulled.
struct Machine(Child);

impl Machine {
    fn start(layout: &Layout) -> Self {
        let log = File::create(layout.folder.join("qemu.log")).unwrap();
        let mut command = Command::new(&layout.words[0]);
        command.args(&layout.words[1..]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        Self(command.spawn().expect("the emulator is installed"))
    }

    fn is_running(&mut self) -> bool {
        self.0.try_wait().unwrap().is_none()
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The end of a log, for people.
fn told(layout: &Layout) -> String {
    let text = |name| {
        let bytes = std::fs::read(layout.folder.join(name)).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    };
    format!("qemu.log:\n{}\nconsole.log:\n{}", text("qemu.log"), text("console.log"))
}

/// Asks until the box serves; its ledger's size then.
async fn serves(machine: &mut Machine, layout: &Layout, door: &Door) -> u64 {
    let begun = Instant::now();
    loop {
        assert!(machine.is_running(), "the machine ended by itself:\n{}", told(layout));
        assert!(begun.elapsed() < SERVES_MAX, "the box does not serve:\n{}", told(layout));
        let health: Result<Result<Value, BotError>, _> =
            tokio::time::timeout(Duration::from_secs(20), door.get("/api/health", &mut Cookies::default()))
                .await;
        if let Ok(Ok(health)) = health {
            return health["size"].as_u64().unwrap();
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The certificate of the box's authority, as its install page gives it; asked until it does.
fn authority(machine: &mut Machine, layout: &Layout) -> PathBuf {
    let begun = Instant::now();
    loop {
        assert!(machine.is_running() && begun.elapsed() < SERVES_MAX, "no authority:\n{}", told(layout));
        if let Ok(pem) = plain(layout.http, "/ca.crt")
            && pem.contains("BEGIN CERTIFICATE")
        {
            let path = layout.folder.join("ca.crt");
            std::fs::write(&path, pem).unwrap();
            return path;
        }
        std::thread::sleep(Duration::from_millis(500));
    }
}

fn plain(port: u16, path: &str) -> std::io::Result<String> {
    let mut caller = TcpStream::connect(("127.0.0.1", port))?;
    caller.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(caller, "GET {path} HTTP/1.0\r\nHost: bingo\r\n\r\n")?;
    let mut answer = String::new();
    caller.read_to_string(&mut answer)?;
    Ok(answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
}

/// The owner's code, as the box shows it on its console.
fn claim_code(layout: &Layout) -> String {
    let console = std::fs::read(layout.folder.join("console.log")).unwrap();
    let console = String::from_utf8_lossy(&console).into_owned();
    let line =
        console.lines().rfind(|line| line.contains("one-time code: ")).expect("the console shows a code");
    line.rsplit("one-time code: ").next().unwrap().trim().to_owned()
}

/// Dense, chained, signed and by the rules, as far as the night has come.
async fn ledger_is_good(owner: &mut Staff, folder: &Path) {
    let bundle = folder.join("cut.zip");
    std::fs::write(&bundle, owner.bundle().await.unwrap()).unwrap();
    let (code, words) = verify(&bundle);
    assert_eq!(code, Some(2), "{words}");
    assert!(words.contains("chain unbroken") && words.contains("the night is not closed"), "{words}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs the image: `just power-cut`"]
async fn power_is_cut_at_any_moment() {
    let layout = Layout::read();
    let mut dice = Dice::new(layout.seed);
    let (mut machine, door, owner, shared) = first_start(&layout).await;
    let book = Arc::new(Book::default());
    for number in 1..=layout.cuts {
        let from = book.len();
        let busy = work(&owner, &door, &book, &shared).await.unwrap();
        let is_enough = enough_answers(&book, ROUND_MAX, &mut dice).await;
        assert!(is_enough, "the box stopped answering:\n{}", told(&layout));
        // Not right after an answer, when the disk may be at rest.
        tokio::time::sleep(Duration::from_millis(dice.below(400) as u64)).await;
        drop(machine);
        for task in busy {
            assert!(task.await.unwrap().is_err(), "only a cut ends the work");
        }
        let acknowledged = book.answers();
        let begun = Instant::now();
        machine = Machine::start(&layout);
        let entries = serves(&mut machine, &layout, &door).await;
        let serves_after_s = begun.elapsed().as_secs_f64();
        ask_again(&owner, &door, &book, from).await;
        let mut screen = owner.screen_at(&door).await.unwrap();
        ledger_is_good(&mut screen, &layout.folder).await;
        let (mode, seed) = (&layout.mode, layout.seed);
        note(&layout.log, &Cut { mode, seed, number, acknowledged, entries, serves_after_s });
    }
    nothing_happened_twice(&book);
    ask_again(&owner, &door, &book, 0).await;
}

/// One load without a cut, while the emulator records every write and every flush: `tests/vm/lost.py` makes
/// thousands of cuts of it, with what a disk's cache may lose.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs the image: `just power-cut`"]
async fn writes_are_recorded_under_load() {
    let layout = Layout::read();
    let (machine, door, owner, shared) = first_start(&layout).await;
    let begun_at = std::fs::metadata(&layout.record).unwrap().len();
    let book = Arc::new(Book::beside(&layout.record));
    let mut dice = Dice::new(layout.seed);
    for _ in 0..layout.cuts {
        let busy = work(&owner, &door, &book, &shared).await.unwrap();
        assert!(enough_answers(&book, ROUND_MAX, &mut dice).await, "no more answers:\n{}", told(&layout));
        // As with cuts, screens are opened anew from time to time and go on from what they show.
        for task in busy {
            task.abort();
            assert!(task.await.is_err_and(|error| error.is_cancelled()), "the work ended by itself");
        }
    }
    drop(machine);
    note(&layout.log, &serde_json::json!({ "begun_at": begun_at }));
    for (at, seq, entries) in book.acknowledged() {
        note(&layout.log, &serde_json::json!({ "at": at, "seq": seq, "entries": entries }));
    }
}

impl Layout {
    fn read() -> Self {
        let path =
            std::env::var("POWER_LAYOUT").expect("`just power-cut` says where the machine is laid out");
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    }
}

/// The box's first start: it is claimed, has cards, and one of them is sold, as a game needs.
async fn first_start(layout: &Layout) -> (Machine, Door, Staff, Shared) {
    let mut machine = Machine::start(layout);
    let ca = authority(&mut machine, layout);
    let door = Door::new(([127, 0, 0, 1], layout.https).into(), &layout.host, &ca).unwrap();
    serves(&mut machine, layout, &door).await;
    let mut owner = Staff::claim_box(&door, &claim_code(layout), PIN).await.unwrap();
    let keys = owner.issue_cards(CARDS).await.unwrap();
    owner.must(UnresolvedAct::ActivateCard { card: keys[0].clone() }).await.unwrap();
    (machine, door, owner, Shared::new(keys))
}

fn note(log: &Path, line: &impl Serialize) {
    let mut log = OpenOptions::new().create(true).append(true).open(log).unwrap();
    writeln!(log, "{}", serde_json::to_string(line).unwrap()).unwrap();
}
