//! Reads the repository: every file git keeps or would take, each to its end.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Endings of what people write by hand, scripts without an ending apart.
const WRITTEN: [&str; 7] = [".rs", ".ts", ".tsx", ".mjs", ".py", ".css", ".sh"];

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What git says. Without a repository of its own the workspace cannot be checked, and is not.
pub(super) fn git(arguments: &[&str]) -> Vec<u8> {
    assert!(root().join(".git").exists(), "{} is no git checkout: these checks need one", root().display());
    let output = Command::new("git").args(arguments).current_dir(root()).output();
    let output = output.unwrap_or_else(|error| panic!("git: {error}: these checks need it"));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {}: {told}", arguments.join(" "));
    output.stdout
}

/// Paths of all files, from the root, in order.
pub(super) fn files() -> Vec<String> {
    let listed = git(&["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let listed = String::from_utf8(listed).expect("paths are UTF-8");
    let mut files: Vec<String> = listed.split_terminator('\0').map(str::to_owned).collect();
    files.retain(|path| root().join(path).is_file());
    files.sort();
    files.dedup();
    assert!(files.len() > 100, "git names only {} files", files.len());
    files
}

pub(super) fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Text by path of all files with one of these endings.
pub(super) fn texts(endings: &[&str]) -> BTreeMap<String, String> {
    let mut files = files();
    files.retain(|path| endings.iter().any(|ending| path.ends_with(ending)));
    files.into_iter().map(|path| (path.clone(), text(&path))).collect()
}

/// Everything written by hand: programs, pages, styles and scripts; what is generated is not.
pub(super) fn written() -> BTreeMap<String, String> {
    let mut files = files();
    files.retain(|path| {
        let known = WRITTEN.iter().any(|ending| path.ends_with(ending)) && !path.ends_with(".gen.ts");
        known || is_script(path)
    });
    files.into_iter().map(|path| (path.clone(), text(&path))).collect()
}

/// Whether a file without an ending names its interpreter.
pub(super) fn is_script(path: &str) -> bool {
    let name = path.rsplit('/').next().expect("a name");
    !name.contains('.') && fs::read(root().join(path)).is_ok_and(|bytes| bytes.starts_with(b"#!"))
}

/// Fails with every place that breaks the rule, one a line.
#[track_caller]
pub(super) fn none(rule: &str, places: &[String]) {
    assert!(places.is_empty(), "{rule} ({}):\n  {}\n", places.len(), places.join("\n  "));
}

#[test]
fn scripts_without_an_ending_are_read() {
    let written = written();
    for path in ["scripts/test", "image/build", "tests/it/tidy.rs", "tests/vm/run.py", "web/src/ui/theme.css"]
    {
        assert!(written.contains_key(path), "{path} is not read");
    }
}
