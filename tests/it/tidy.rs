//! Style is a test: what every room promises about itself.

use std::fs;
use std::path::{Path, PathBuf};

use protocol;

const FILE_LINES_MAX: usize = 600;
const FUNCTION_LINES_MAX: usize = 70;
/// What the rules may not know: clock, dice, async, disk, sockets.
const NOT_IN_DOMAIN: [&str; 13] = [
    "tokio",
    "rusqlite",
    "axum",
    "hyper",
    "SystemTime",
    "Instant",
    "getrandom",
    "rand::",
    "std::fs",
    "std::net",
    "async fn",
    "std::io",
    "std::thread",
];
/// Rooms that must not know each other.
const FORBIDDEN_ARROWS: [(&str, &str); 8] = [
    ("src/edge", "crate::ledger"),
    ("src/views", "crate::ledger"),
    ("src/views", "crate::hall"),
    ("src/ledger", "crate::hall"),
    ("src/ledger", "crate::views"),
    ("src/vault", "crate::ledger"),
    ("src/domain", "crate::"),
    ("src/protocol", "crate::hall"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = item.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "nothing found in {folder}");
    found
}

fn text(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn sources() -> Vec<PathBuf> {
    let mut all = files("src", &[".rs"]);
    all.extend(files("tests", &[".rs", ".ts", ".mjs"]));
    all.extend(files("benches", &[".rs"]));
    all.extend(files("web/src", &[".ts", ".tsx", ".css"]));
    all.retain(|path| !path.to_string_lossy().ends_with(".gen.ts"));
    all
}

#[test]
fn no_file_is_too_long() {
    for path in sources() {
        let lines = text(&path).lines().count();
        assert!(lines <= FILE_LINES_MAX, "{} has {lines} lines", path.display());
    }
}

#[test]
fn no_function_is_too_long() {
    for path in files("src", &[".rs"]) {
        let text = text(&path);
        let lines: Vec<&str> = text.lines().collect();
        for (start, line) in lines.iter().enumerate() {
            let code = line.trim_start();
            let starts = ["fn ", "pub fn ", "async fn ", "pub async fn ", "pub(crate) fn ", "pub(super) fn "];
            if !starts.iter().any(|start| code.starts_with(start)) {
                continue;
            }
            if is_declaration(&lines[start..]) {
                continue;
            }
            // rustfmt puts the closing brace under the first letter of the function.
            let end = format!("{}}}", &line[..line.len() - code.len()]);
            let length = lines[start..].iter().position(|line| *line == end).map_or(1, |offset| offset + 1);
            assert!(length <= FUNCTION_LINES_MAX, "{}:{}: {length} lines", path.display(), start + 1);
        }
    }
}

/// Whether a function ends at its signature, as in a trait.
fn is_declaration(lines: &[&str]) -> bool {
    let end = lines.iter().find(|line| line.ends_with([';', '{', '}']));
    end.is_some_and(|line| line.ends_with(';'))
}

#[test]
fn the_rules_know_no_outside_world() {
    for path in files("src/domain", &[".rs"]) {
        let text = text(&path);
        let code = text.split("#[cfg(test)]").next().unwrap();
        for word in NOT_IN_DOMAIN {
            let told = code.lines().find(|line| line.contains(word) && !line.trim_start().starts_with("//"));
            assert!(told.is_none(), "{} mentions `{word}`: {told:?}", path.display());
        }
    }
}

#[test]
fn rooms_keep_to_their_arrows() {
    for (room, other) in FORBIDDEN_ARROWS {
        if !root().join(room).exists() {
            continue;
        }
        for path in files(room, &[".rs"]) {
            let text = text(&path);
            let code = text.split("#[cfg(test)]").next().unwrap();
            let told = code.lines().find(|line| {
                let line = line.trim_start();
                line.replace("crate::domain", "").contains(other) && !line.starts_with("//")
            });
            assert!(told.is_none(), "{} knows {other}: {told:?}", path.display());
        }
    }
}

#[test]
fn nothing_is_left_undone() {
    let words = ["TO", "FIX", "XX", "HA"].into_iter().zip(["DO", "ME", "X", "CK"]);
    let words: Vec<String> = words.map(|(a, b)| format!("{a}{b}")).collect();
    for path in sources() {
        for (number, line) in text(&path).lines().enumerate() {
            let told = words.iter().find(|word| {
                line.split(|c: char| !c.is_ascii_alphabetic()).any(|part| part == word.as_str())
            });
            assert!(told.is_none(), "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

#[test]
fn every_path_in_the_architecture_exists() {
    let text = text("ARCHITECTURE.md");
    let paths: Vec<&str> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|part| {
            ["src/", "docs/", "web/", "tests/", "scripts/"].iter().any(|start| part.starts_with(start))
        })
        .collect();
    assert!(paths.len() > 8, "the map names too few rooms: {paths:?}");
    for path in paths {
        assert!(root().join(path).exists(), "ARCHITECTURE.md names {path}, which is not there");
    }
}

#[test]
fn the_readme_stays_short() {
    let lines = text("README.md").lines().count();
    assert!(lines < 80, "README.md has {lines} lines");
}

#[test]
fn generated_types_are_fresh() {
    let path = "web/src/shared/protocol.gen.ts";
    assert!(text(path) == protocol::typescript(), "{path} is stale: run `just types`");
}

#[test]
fn every_refusal_has_its_texts_in_every_language() {
    let source = text("src/domain/refusal.rs");
    let codes: Vec<String> = source
        .lines()
        .skip_while(|line| !line.starts_with("pub enum Refusal"))
        .skip(1)
        .take_while(|line| *line != "}")
        .filter(|line| line.starts_with("    ") && line.trim_start().starts_with(char::is_uppercase))
        .map(|line| snake(line.trim().split(|c: char| !c.is_alphanumeric()).next().unwrap()))
        .collect();
    assert!(codes.len() > 30, "refusals not found: {codes:?}");
    for language in ["en", "es", "fr", "de"] {
        let path = format!("web/src/shared/lang/{language}.ts");
        let texts = text(&path);
        for code in &codes {
            assert!(texts.contains(code.as_str()), "{path} has no text for the refusal `{code}`");
        }
    }
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}
