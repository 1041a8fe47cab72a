//! Which paths a file names: those of its `use` lines, taken apart, and those in its code.

use super::code::{Token, close};

/// A path of at least two words, or one that a `use` brings.
#[derive(Debug)]
pub(super) struct Used {
    pub line: usize,
    pub path: Vec<String>,
    /// The name a `use` gives it in this file.
    pub name: Option<String>,
    /// Whether others get it from here, `pub use`.
    pub public: bool,
    pub test: bool,
}

/// All paths of a file. A path inside `mod x { … }` is told as seen from the file.
pub(super) fn used(tokens: &[Token<'_>]) -> Vec<Used> {
    let mut found = Vec::new();
    let mut inline_ends: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        inline_ends.retain(|end| at < *end);
        let text = |offset: usize| tokens.get(at + offset).map_or("", |token| token.text);
        let first = found.len();
        if text(0) == "mod" && text(2) == "{" {
            inline_ends.push(close(tokens, at + 2));
            at += 3;
        } else if text(0) == "use" && text(1) != "<" {
            let before = at.checked_sub(1).map_or("", |before| tokens[before].text);
            let public = before == "pub" || before == ")";
            at = tree(tokens, at + 1, &[], public, &mut found);
        } else {
            at = inline(tokens, at, &mut found);
        }
        for one in &mut found[first..] {
            from_file(&mut one.path, inline_ends.len());
        }
    }
    found
}

/// Takes one branch of a `use` apart; returns where it ends.
fn tree(
    tokens: &[Token<'_>],
    mut at: usize,
    before: &[String],
    public: bool,
    found: &mut Vec<Used>,
) -> usize {
    let mut path = before.to_vec();
    let mut alias = None;
    let Token { line, test, .. } = tokens[at];
    while let Some(token) = tokens.get(at) {
        match token.text {
            "{" => {
                let end = close(tokens, at);
                at += 1;
                while at < end {
                    at = tree(tokens, at, &path, public, found);
                    at += usize::from(tokens[at].text == ",");
                }
                return end + 1;
            }
            "," | "}" | ";" => break,
            "::" => {}
            "as" => {
                at += 1;
                alias = Some(tokens[at].text.to_owned());
            }
            "self" if !path.is_empty() => {}
            word => path.push(word.to_owned()),
        }
        at += 1;
    }
    let name = alias.or_else(|| path.last().cloned());
    found.push(Used { line, path, name, public, test });
    at
}

/// Takes a path in the code, if one begins here; returns where to go on.
fn inline(tokens: &[Token<'_>], at: usize, found: &mut Vec<Used>) -> usize {
    let token = tokens[at];
    if !token.is_word() {
        return at + 1;
    }
    let mut path = vec![token.text.to_owned()];
    let mut end = at + 1;
    while let [sign, word, ..] = &tokens[end..]
        && sign.text == "::"
        && word.is_word()
    {
        path.push(word.text.to_owned());
        end += 2;
    }
    let before = |back: usize| at.checked_sub(back).map_or("", |at| tokens[at].text);
    let is_visibility = before(1) == "in" && before(2) == "(" && before(3) == "pub";
    if path.len() > 1 && before(1) != "::" && !is_visibility {
        found.push(Used { line: token.line, path, name: None, public: false, test: token.test });
    }
    end
}

/// Inside `depth` modules of the same file that many leading `super` do not leave it.
fn from_file(path: &mut Vec<String>, depth: usize) {
    let supers = path.iter().take_while(|word| *word == "super").count();
    if depth == 0 || supers == 0 {
        return;
    }
    path.drain(..supers.min(depth));
    if supers <= depth {
        path.insert(0, "self".to_owned());
    }
}

fn paths(source: &str) -> Vec<String> {
    used(&super::code::tokens(source)).iter().map(|one| one.path.join("::")).collect()
}

#[test]
fn use_lines_are_taken_apart() {
    assert_eq!(paths("use a::{self, b::{C, D as E}, f::*};"), ["a", "a::b::C", "a::b::D", "a::f::*"]);
    assert_eq!(paths("pub(crate) use super::x;\nuse crate::{\n  y,\n};"), ["super::x", "crate::y"]);
    let names = used(&super::code::tokens("use a::b as c; pub use d::e; use g;"));
    let names: Vec<_> = names.iter().map(|one| (one.name.as_deref(), one.public)).collect();
    assert_eq!(names, [(Some("c"), false), (Some("e"), true), (Some("g"), false)]);
}

#[test]
fn paths_in_code_are_found() {
    assert_eq!(paths("fn f(x: crate::a::B) { super::c::<u8>(x.d) }"), ["crate::a::B", "super::c"]);
    assert_eq!(paths("pub(in crate::a) fn f() -> impl Fn() + use<'_> {}"), Vec::<String>::new());
    assert_eq!(paths("mod tests { use super::*; fn f() { super::super::g() } }"), ["self::*", "super::g"]);
}
