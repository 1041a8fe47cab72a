//! How long files, functions and lines may be.

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Token, close, tokens};
use super::packages::{packages, rust};
use super::sources::{none, text, texts, written};

const FILE_LINES_MAX: usize = 600;
const FUNCTION_LINES_MAX: usize = 70;
const RUST_COLUMNS_MAX: usize = 120;
/// A component that is longer is two.
const VIEW_LINES_MAX: usize = 150;
const README_LINES_MAX: usize = 80;
/// Nine of ten Rust files are no longer than this: the longest are exceptions.
const NINE_OF_TEN_LINES_MAX: usize = 280;

#[test]
fn no_file_is_too_long() {
    none(&format!("Files have at most {FILE_LINES_MAX} lines"), &longer(&written(), FILE_LINES_MAX));
}

#[test]
fn no_view_is_too_long() {
    none(&format!("Views have at most {VIEW_LINES_MAX} lines"), &longer(&texts(&[".tsx"]), VIEW_LINES_MAX));
}

#[test]
fn nine_of_ten_files_are_short() {
    let mut files = rust();
    let mut ours = BTreeSet::new();
    for package in packages() {
        let modules = package.trees(&files).into_iter().flat_map(|tree| tree.modules);
        ours.extend(modules.filter(|module| !module.test).map(|module| module.file.to_owned()));
    }
    files.retain(|path, _| ours.contains(path));
    let rule = format!("Of ten files that are no tests one may have more than {NINE_OF_TEN_LINES_MAX} lines");
    none(&rule, &too_many_longer(&files, NINE_OF_TEN_LINES_MAX));
}

fn longer(files: &BTreeMap<String, String>, max: usize) -> Vec<String> {
    let lengths = files.iter().map(|(path, text)| (path, text.lines().count()));
    let long = lengths.filter(|(_, lines)| *lines > max);
    long.map(|(path, lines)| format!("{path}: {lines} lines")).collect()
}

/// Files that are longer, if they are more than one of ten.
fn too_many_longer(files: &BTreeMap<String, String>, max: usize) -> Vec<String> {
    let longer = longer(files, max);
    if longer.len() > files.len() / 10 { longer } else { Vec::new() }
}

#[test]
fn no_function_is_too_long() {
    let mut long = Vec::new();
    for (path, text) in rust() {
        let functions = functions(&tokens(&text)).into_iter().filter(|one| one.lines > FUNCTION_LINES_MAX);
        long.extend(
            functions.map(|one| format!("{path}:{}: {} has {} lines", one.line, one.name, one.lines)),
        );
    }
    none(&format!("Functions have at most {FUNCTION_LINES_MAX} lines"), &long);
}

struct Function {
    name: String,
    line: usize,
    lines: usize,
}

/// Functions with a body, wherever they stand: from `fn` to the brace that ends them.
fn functions(tokens: &[Token<'_>]) -> Vec<Function> {
    let starts = (1..tokens.len()).filter(|at| tokens[at - 1].text == "fn" && tokens[*at].is_word());
    let bodies = starts.filter_map(|at| {
        let mut open = at;
        while !["{", ";"].contains(&tokens.get(open)?.text) {
            let nested = ["(", "["].contains(&tokens[open].text);
            open = if nested { close(tokens, open) + 1 } else { open + 1 };
        }
        let (first, last) = (tokens[at - 1].line, tokens[close(tokens, open)].line);
        let function = Function { name: tokens[at].text.to_owned(), line: first, lines: last - first + 1 };
        (tokens[open].text == "{").then_some(function)
    });
    bodies.collect()
}

#[test]
fn no_line_is_too_long() {
    let mut long = Vec::new();
    for (path, text) in rust() {
        let lines = text.lines().enumerate().filter(|(_, line)| line.chars().count() > RUST_COLUMNS_MAX);
        long.extend(lines.map(|(at, line)| format!("{path}:{}: {} columns", at + 1, line.chars().count())));
    }
    none(&format!("Lines of Rust have at most {RUST_COLUMNS_MAX} columns"), &long);
}

#[test]
fn the_readme_stays_short() {
    let lines = text("README.md").lines().count();
    assert!(lines < README_LINES_MAX, "README.md has {lines} lines");
}

#[test]
fn functions_are_counted_by_their_braces() {
    let code = r#"trait T {
    fn none(&self) -> [u8; 2];
}
pub async fn two(
    x: fn(u8) -> u8) { "}" }
#[cfg(test)]
mod tests {
    fn four() {
        fn one() {}
        { }
    }
}"#;
    let found = functions(&tokens(code));
    let found: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.line, one.lines)).collect();
    assert_eq!(found, [("two", 4, 2), ("four", 8, 4), ("one", 9, 1)]);
}

#[test]
fn the_long_of_ten_are_counted() {
    let mut files = BTreeMap::from([("x".to_owned(), "\n".repeat(3))]);
    files.extend((0..9).map(|number| (number.to_string(), "\n".repeat(2))));
    assert_eq!(longer(&files, 2), ["x: 3 lines"]);
    assert_eq!(too_many_longer(&files, 2).len(), 0);
    files.remove("0");
    assert_eq!(too_many_longer(&files, 2).len(), 1);
}
