//! The map names every room, and nothing that is not there.

use std::collections::BTreeSet;

use super::code::tokens;
use super::sources::{files, none, text};

const MAP: &str = "ARCHITECTURE.md";
/// The part of the map that is about a venue's data, not about this repository.
const NOT_OURS: &str = "Files of a venue";
/// The table that follows one draw from function to function.
const ONE_DRAW: &str = "One draw";
/// Fewer steps are no way through the house.
const STEPS_MIN: usize = 5;

#[test]
fn every_path_in_the_architecture_exists() {
    let files = files();
    let map = text(MAP);
    let paths = paths(&map);
    assert!(paths.len() > 8, "the map names too few rooms: {paths:?}");
    let missing = paths.into_iter().filter(|path| !exists(&files, path)).map(str::to_owned);
    none("The map names what is not there", &missing.collect::<Vec<_>>());
}

#[test]
fn every_folder_stands_in_the_architecture() {
    let map = text(MAP);
    let named: BTreeSet<&str> = paths(&map).into_iter().collect();
    let folders = folders(&files());
    assert!(folders.len() > 20, "too few folders found: {folders:?}");
    let missing: Vec<String> =
        folders.into_iter().filter(|folder| !named.contains(folder.as_str())).collect();
    none(&format!("{MAP} does not name these folders (in backticks, whole)"), &missing);
}

#[test]
fn one_draw_can_be_followed() {
    let map = text(MAP);
    let steps = steps(&map);
    assert!(steps.len() >= STEPS_MIN, "{MAP} has no table \"{ONE_DRAW}\" with rows of `file:function`");
    let files = files();
    let wrong = steps.iter().filter_map(|step| {
        let Some((file, function)) = step.split_once(':') else {
            return Some(format!("{step}: a row without `file:function`"));
        };
        if !files.iter().any(|path| path == file) {
            return Some(format!("{step}: there is no such file"));
        }
        (!defines(&text(file), function)).then(|| format!("{step}: the file has no such function"))
    });
    none(&format!("\"{ONE_DRAW}\" leads nowhere"), &wrong.collect::<Vec<_>>());
}

/// The lines below the heading that says so, until the next one.
fn section<'a>(map: &'a str, heading: &str) -> impl Iterator<Item = &'a str> {
    let begins = move |line: &&str| line.starts_with('#') && line.contains(heading);
    map.lines().skip_while(move |line| !begins(line)).skip(1).take_while(|line| !line.starts_with('#'))
}

/// What stands in backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Paths in backticks, without their last slash and the function behind them.
fn paths(map: &str) -> Vec<&str> {
    let apart: BTreeSet<&str> = section(map, NOT_OURS).flat_map(quoted).collect();
    let is_path = |part: &&str| {
        let plain = part.chars().all(|c| c.is_ascii_alphanumeric() || "_-./@".contains(c));
        plain && part.contains('/') && !part.starts_with('/')
    };
    let ours = quoted(map).filter(|part| !apart.contains(part));
    ours.map(|part| part.split(':').next().expect("a first part"))
        .filter(is_path)
        .map(|path| path.trim_end_matches('/'))
        .collect()
}

fn exists(files: &[String], path: &str) -> bool {
    files
        .iter()
        .any(|file| file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// Folders a newcomer meets: crates, rooms with more than tests in them, and the first floor of all else.
fn folders(files: &[String]) -> BTreeSet<String> {
    let mut folders = BTreeSet::new();
    for file in files {
        let parts: Vec<&str> = file.split('/').collect();
        let only_tests = parts.iter().any(|part| ["tests", "tests.rs"].contains(part));
        let depth = match parts[..] {
            ["image" | "systemd" | "scripts" | "benches" | "docs", _, ..] => 1,
            ["crates", _, "src", _, _, ..] if !only_tests => 4,
            ["web", "src", _, _, ..] => 3,
            ["crates" | "tests" | "src", _, _, ..] => 2,
            _ => continue,
        };
        // What has a room in it is a crate too.
        folders.extend((depth == 4).then(|| parts[..2].join("/")));
        folders.insert(parts[..depth].join("/"));
    }
    folders
}

/// The steps of the table: what stands as `file:function`, or the row that names none.
fn steps(map: &str) -> Vec<&str> {
    let is_step = |part: &&str| part.contains(':') && part.contains('/');
    let rows = section(map, ONE_DRAW).filter(|line| line.starts_with('|')).skip(2);
    rows.flat_map(|row| {
        let steps: Vec<&str> = quoted(row).filter(is_step).collect();
        if steps.is_empty() { vec![row] } else { steps }
    })
    .collect()
}

/// Whether a file of Rust or TypeScript defines a function; of `Type::name` the name counts.
fn defines(source: &str, function: &str) -> bool {
    let name = function.rsplit(':').next().expect("a last part");
    tokens(source)
        .windows(2)
        .any(|pair| ["fn", "function", "const"].contains(&pair[0].text) && pair[1].text == name)
}

#[test]
fn a_map_is_read_as_people_read_it() {
    let map = r"# Map
`src/a/`, `hall`, `/trust`, `src/b.rs:run`, `decide(&x) -> a/b`
## Files of a venue
`tls/ca.crt`
## One draw
text
| # | where |
|---|---|
| 1 | `src/b.rs:run` |
| 2 | `web/x.ts:Hall::hear` |
| 3 | nowhere |
## End
| | `src/c.rs:no` |";
    assert_eq!(paths(map), ["src/a", "src/b.rs", "src/b.rs", "web/x.ts", "src/c.rs"]);
    assert_eq!(steps(map), ["src/b.rs:run", "web/x.ts:Hall::hear", "| 3 | nowhere |"]);
    assert!(defines("impl Hall { pub fn hear(&self) {} }", "Hall::hear"));
    assert!(!defines("// fn hear\nhear()", "hear"));
}

#[test]
fn folders_of_the_first_floor_are_found() {
    let files = [
        "src/lib.rs",
        "src/a/b/c.rs",
        "crates/x/src/lib.rs",
        "crates/x/src/d/tests.rs",
        "crates/x/src/e/f.rs",
        "docs/g.md",
        "web/src/h/i.ts",
        "tests/it/main.rs",
        "web/x/y",
    ];
    let files = files.map(str::to_owned);
    let expected = ["crates/x", "crates/x/src/e", "docs", "src/a", "tests/it", "web/src/h"];
    assert_eq!(folders(&files).into_iter().collect::<Vec<_>>(), expected);
    assert!(exists(&files, "src/a") && exists(&files, "docs/g.md") && !exists(&files, "src/li"));
}
