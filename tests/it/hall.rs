//! A box of its own for a test: the real program, a fresh folder, an owner.

use std::path::Path;
use std::process::{Command, Output};

use bots::process::{BoxProcess, BoxStart};
use bots::staff::Staff;
use tempfile::TempDir;

/// PIN of every owner.
const PIN: &str = "274916";

/// A running box and who owns it.
pub(crate) struct Open {
    pub folder: TempDir,
    pub process: BoxProcess,
    pub owner: Staff,
}

pub(crate) fn start(folder: &Path, cards: u32) -> BoxStart {
    BoxStart { program: env!("CARGO_BIN_EXE_hallbox").into(), data: folder.to_owned(), cards, core: None }
}

/// A box with so many cards that somebody has just claimed.
pub(crate) async fn open(cards: u32) -> Open {
    let folder = tempfile::tempdir().unwrap();
    let process = BoxProcess::start(&start(folder.path(), cards)).await.unwrap();
    let code = process.ready.claim_code.clone().expect("a new box has a claim code");
    let owner = Staff::claim_box(&process.door, &code, PIN).await.unwrap();
    Open { folder, process, owner }
}

/// Runs the program with these arguments.
pub(crate) fn hallbox(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hallbox")).args(args).output().unwrap()
}

/// Exit code and words of `hallbox verify`.
pub(crate) fn verify(bundle: &Path) -> (Option<i32>, String) {
    let output = hallbox(&["verify", bundle.to_str().unwrap()]);
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}
