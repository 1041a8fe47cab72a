//! The factory reset, with a real venue.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::appliance::said;

fn hallbox(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hallbox")).args(words).output().unwrap()
}

fn reset(card: &Path, data: &Path, more: &[&str]) -> Output {
    let at = ["--card", card.to_str().unwrap(), "--data", data.to_str().unwrap()];
    hallbox(&[&["factory-reset"], &at[..], more].concat())
}

/// Card and data of a box that ran once: it has a vault, keys, and a night without cards.
fn used() -> (tempfile::TempDir, tempfile::TempDir) {
    let (card, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let settings = format!("listen = \"127.0.0.1\"\nhttps_port = {port}\nhttp_port = 0\n");
    fs::write(data.path().join("hallbox.toml"), settings).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_hallbox"))
        .args(["run", "--data", data.path().to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("one-time code"), "{line}");
    let running = reset(card.path(), data.path(), &["--yes-erase-everything"]);
    assert_eq!(running.status.code(), Some(1));
    assert!(said(&running).contains("the box runs"), "{}", said(&running));
    child.kill().unwrap();
    child.wait().unwrap();
    (card, data)
}

#[test]
fn a_box_that_was_only_tried_out_is_erased_by_a_file_on_its_card() {
    let (card, data) = used();
    assert!(data.path().join("box.db").exists());
    let nobody = reset(card.path(), data.path(), &[]);
    assert!(nobody.status.success() && data.path().join("box.db").exists());
    fs::write(card.path().join("factory-reset.txt"), "Erase everything!\r\n").unwrap();
    let done = reset(card.path(), data.path(), &[]);
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
    let mut names = super::appliance::names(card.path());
    names.sort();
    assert_eq!(names, ["factory-reset-report.txt", "hallbox.toml"]);
    let template = fs::read(card.path().join("hallbox.toml")).unwrap();
    assert_eq!(template, hallbox(&["settings", "template"]).stdout);
}
