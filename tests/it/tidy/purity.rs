//! The rules know no outside world: time and chance are arguments.

use super::code::{Token, tokens};
use super::packages::{packages, rust};
use super::sources::none;
use super::uses::used;

/// Packages without clock, dice, threads, disk and sockets, and what each may name of these all the same.
const PURE: [(&str, &[&str]); 3] = [
    ("domain", &[]),
    // A simulation plays on every core.
    ("catalogue", &["std::thread"]),
    ("protocol", &[]),
];
/// Words no rule may say.
const WORDS: [&str; 10] =
    ["async", "await", "SystemTime", "Instant", "tokio", "rusqlite", "axum", "hyper", "getrandom", "rustix"];
/// Beginnings of paths no rule may name.
const PATHS: [&str; 7] =
    ["rand", "std::env", "std::fs", "std::io", "std::net", "std::process", "std::thread"];

#[test]
fn the_rules_know_no_outside_world() {
    let files = rust();
    let mut found = Vec::new();
    for package in packages() {
        let Some((_, allowed)) = PURE.iter().find(|(pure, _)| *pure == package.name) else { continue };
        for module in package.trees(&files).iter().flat_map(|tree| &tree.modules) {
            let mut impure = impure(&module.tokens);
            impure.retain(|(_, what)| !allowed.iter().any(|allowed| what.starts_with(allowed)));
            found.extend(impure.into_iter().map(|(line, what)| format!("{}:{line}: {what}", module.file)));
        }
    }
    none("The rules know of the outside world", &found);
}

/// What code that is not a test's says of the outside world, with its line.
fn impure(tokens: &[Token<'_>]) -> Vec<(usize, String)> {
    let words = tokens.iter().filter(|token| !token.test && WORDS.contains(&token.text));
    let words = words.map(|token| (token.line, token.text.to_owned()));
    let paths = used(tokens).into_iter().filter(|one| !one.test).filter_map(|one| {
        let outside = |outside: &&str| {
            outside.split("::").enumerate().all(|(at, word)| one.path.get(at).is_some_and(|own| own == word))
        };
        PATHS.iter().any(outside).then(|| (one.line, one.path.join("::")))
    });
    let mut found: Vec<_> = words.chain(paths).collect();
    found.sort();
    found
}

#[test]
fn an_outside_word_is_found_wherever_it_stands() {
    let code = r#"// std::fs
#[cfg(test)]
mod tests { use std::fs; }
use std::{fmt, fs::File};
let s = "tokio"; std::thread::sleep(x);
let rand = 1;
async fn f() {}"#;
    let found: Vec<(usize, String)> = impure(&tokens(code));
    let expected = [(4, "std::fs::File"), (5, "std::thread::sleep"), (7, "async")];
    assert_eq!(found, expected.map(|(line, what)| (line, what.to_owned())));
}
