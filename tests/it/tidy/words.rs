//! Nothing is left undone, and nothing but a test may stop at an error without a word.

use super::code::{Token, tokens};
use super::packages::{packages, rust};
use super::sources::{none, written};

#[test]
fn nothing_is_left_undone() {
    let mut found = Vec::new();
    for (path, text) in written() {
        let lines = text.lines().enumerate().filter(|(_, line)| is_undone(line));
        found.extend(lines.map(|(at, line)| format!("{path}:{}: {}", at + 1, line.trim())));
    }
    none("Something is left undone", &found);
}

fn is_undone(line: &str) -> bool {
    // Taken apart, so that this file does not say them itself.
    let words = ["TO", "FIX", "XX", "HA"].into_iter().zip(["DO", "ME", "X", "CK"]);
    let words: Vec<String> = words.map(|(a, b)| format!("{a}{b}")).collect();
    line.split(|c: char| !c.is_ascii_alphabetic()).any(|part| words.iter().any(|word| word == part))
}

#[test]
fn only_tests_unwrap() {
    let files = rust();
    let mut found = Vec::new();
    for package in packages() {
        for module in package.trees(&files).iter().flat_map(|tree| &tree.modules) {
            let lines = unwraps(&module.tokens);
            found.extend(lines.into_iter().map(|line| format!("{}:{line}", module.file)));
        }
    }
    none("`unwrap` says nothing when it stops: use `expect` with the reason, or answer", &found);
}

fn unwraps(tokens: &[Token<'_>]) -> Vec<usize> {
    let calls = tokens.windows(4).filter(|four| {
        let [dot, name, open, close] = four else { return false };
        !name.test && [dot.text, name.text, open.text, close.text] == [".", "unwrap", "(", ")"]
    });
    calls.map(|four| four[1].line).collect()
}

#[test]
fn undone_words_and_unwraps_are_found() {
    let word = ["FIX", "ME"].concat();
    assert!(is_undone(&format!("// {word}: later")) && !is_undone(&format!("// un{word}d")));
    let code =
        "a.unwrap_or(1);\nb\n  .unwrap();\n// c.unwrap()\n#[cfg(test)] mod tests { fn f() { d.unwrap() } }";
    assert_eq!(unwraps(&tokens(code)), [3]);
}
