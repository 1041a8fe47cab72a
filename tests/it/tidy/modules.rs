//! Modules of one compiled root (`lib.rs`, `main.rs`, a bench): which file each is, and where a path leads.

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Token, tokens};
use super::uses::{Used, used};

/// A module that is a file.
pub(super) struct Module<'a> {
    /// From the root, which has none: `["night", "game"]`.
    pub path: Vec<String>,
    pub file: &'a str,
    pub tokens: Vec<Token<'a>>,
    pub used: Vec<Used>,
    /// Whether only tests see it.
    pub test: bool,
    /// Where the files of its own modules are.
    folder: String,
    defined: BTreeSet<&'a str>,
}

pub(super) struct Tree<'a> {
    /// The root is the first.
    pub modules: Vec<Module<'a>>,
    /// Declarations without a file.
    pub missing: Vec<String>,
}

/// How many re-exports a path is followed through; also the end of a circle of them.
const HOPS_MAX: usize = 16;

impl<'a> Tree<'a> {
    /// Follows `mod x;` from the root file.
    pub(super) fn read(files: &'a BTreeMap<String, String>, root: &'a str) -> Self {
        let folder = root.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let first = Module::read(Vec::new(), root, &files[root], folder, false);
        let mut tree = Self { modules: vec![first], missing: Vec::new() };
        let mut at = 0;
        while at < tree.modules.len() {
            for (line, name, test) in declared(&tree.modules[at].tokens) {
                let parent = &tree.modules[at];
                let folder = format!("{}/{name}", parent.folder);
                let test = test || parent.test;
                let path = [parent.path.as_slice(), &[name.to_owned()]].concat();
                let candidates = [format!("{folder}.rs"), format!("{folder}/mod.rs")];
                match candidates.iter().find_map(|file| files.get_key_value(file.as_str())) {
                    Some((file, text)) => tree.modules.push(Module::read(path, file, text, folder, test)),
                    None => tree.missing.push(format!("{}:{line}: `mod {name}` has no file", parent.file)),
                }
            }
            at += 1;
        }
        tree
    }

    fn child(&self, parent: usize, name: &str) -> Option<usize> {
        let path = &self.modules[parent].path;
        self.modules.iter().position(|one| one.path.split_last().is_some_and(|(n, p)| n == name && p == path))
    }

    /// The module that defines what a path names, as seen from `from`; none outside of this tree.
    pub(super) fn defined_in(&self, from: usize, path: &[String]) -> Option<usize> {
        self.follow(from, path, HOPS_MAX)
    }

    /// The first room a path enters: the module right below the root.
    pub(super) fn room(&self, from: usize, path: &[String]) -> Option<&str> {
        let (mut here, rest) = self.start(from, path)?;
        for word in rest {
            match self.child(here, word) {
                Some(below) if self.modules[here].path.is_empty() => here = below,
                _ => break,
            }
        }
        self.modules[here].path.first().map(String::as_str)
    }

    /// Where the first words of a path lead, and what is left of it.
    fn start<'p>(&self, from: usize, path: &'p [String]) -> Option<(usize, &'p [String])> {
        let supers = path.iter().take_while(|word| *word == "super").count();
        let here = &self.modules[from].path;
        match path.first()?.as_str() {
            "crate" => Some((0, &path[1..])),
            "self" => Some((from, &path[1..])),
            "super" => {
                let above = &here[..here.len().checked_sub(supers)?];
                let above = self.modules.iter().position(|one| one.path == above)?;
                Some((above, &path[supers..]))
            }
            first => Some((self.child(from, first)?, &path[1..])),
        }
    }

    fn follow(&self, from: usize, path: &[String], hops: usize) -> Option<usize> {
        let hops = hops.checked_sub(1)?;
        let Some((mut here, mut rest)) = self.start(from, path) else {
            let (name, rest) = path.split_first()?;
            return self.brought(from, name, rest, hops);
        };
        while let Some((word, behind)) = rest.split_first() {
            if let Some(below) = self.child(here, word) {
                (here, rest) = (below, behind);
                continue;
            }
            if self.modules[here].defined.contains(word.as_str()) {
                break;
            }
            return self.brought(here, word, behind, hops).or(Some(here));
        }
        Some(here)
    }

    /// Follows a name that a `use` brought into a module, by itself or with all others.
    fn brought(&self, here: usize, name: &str, rest: &[String], hops: usize) -> Option<usize> {
        let module = &self.modules[here];
        if let Some(one) = module.brings(name).next() {
            return self.follow(here, &[one.path.as_slice(), rest].concat(), hops);
        }
        let globs = module.brings("*").map(|one| &one.path[..one.path.len() - 1]);
        globs.filter_map(|glob| self.follow(here, glob, hops)).find_map(|there| {
            let module = &self.modules[there];
            let known = module.defined.contains(name) || module.brings(name).next().is_some();
            let path = ["self".to_owned(), name.to_owned()];
            (there != here && known).then(|| self.follow(there, &[&path, rest].concat(), hops))?
        })
    }
}

impl<'a> Module<'a> {
    fn read(path: Vec<String>, file: &'a str, text: &'a str, folder: String, test: bool) -> Self {
        let mut tokens = tokens(text);
        for token in &mut tokens {
            token.test |= test;
        }
        let used = used(&tokens);
        let definers = ["struct", "enum", "trait", "type", "fn", "const", "static", "union", "mod"];
        let defining = tokens.windows(2).filter(|pair| definers.contains(&pair[0].text));
        let defined = defining.map(|pair| pair[1].text).collect();
        Self { path, file, tokens, used, test, folder, defined }
    }

    /// The `use` lines that bring a name, `*` for those that bring all.
    fn brings<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Used> {
        self.used.iter().filter(move |one| !one.test && one.name.as_deref() == Some(name))
    }

    /// Whether one is a module and the other lies below it.
    pub(super) fn is_kin(&self, other: &Module<'_>) -> bool {
        self.path.starts_with(&other.path) || other.path.starts_with(&self.path)
    }
}

/// `mod x;` with its line, and whether only tests see it.
fn declared<'a>(tokens: &[Token<'a>]) -> Vec<(usize, &'a str, bool)> {
    let declarations = tokens.windows(3).filter(|three| three[0].text == "mod" && three[2].text == ";");
    declarations.map(|three| (three[0].line, three[1].text, three[0].test)).collect()
}

/// Files of a made-up crate.
pub(super) fn made_up(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn leads_to(files: &[(&str, &str)], from: &str, path: &str) -> String {
    let files = made_up(files);
    let tree = Tree::read(&files, "src/lib.rs");
    let from = tree.modules.iter().position(|one| one.file == from).expect("a file");
    let path: Vec<String> = path.split("::").map(str::to_owned).collect();
    tree.defined_in(from, &path).map_or("outside".to_owned(), |there| tree.modules[there].file.to_owned())
}

#[test]
fn paths_lead_to_where_things_are_defined() {
    let files = [
        ("src/lib.rs", "pub mod a; mod b; pub use b::Thing; use std::fmt;"),
        ("src/a.rs", "mod c; pub use c::*; pub struct Own;"),
        ("src/a/c.rs", "pub struct Deep;"),
        ("src/b.rs", "pub struct Thing; use crate::a::Deep as Low;"),
    ];
    let leads = |from, path| leads_to(&files, from, path);
    assert_eq!(leads("src/a/c.rs", "crate::Thing"), "src/b.rs");
    assert_eq!(leads("src/b.rs", "crate::a::Own"), "src/a.rs");
    assert_eq!(leads("src/b.rs", "super::a::Deep"), "src/a/c.rs");
    assert_eq!(leads("src/b.rs", "Low::new"), "src/a/c.rs");
    assert_eq!(leads("src/a.rs", "c::Deep"), "src/a/c.rs");
    assert_eq!(leads("src/a.rs", "std::fs"), "outside");
    assert_eq!(leads("src/lib.rs", "fmt::Debug"), "outside");
}

#[test]
fn what_only_tests_see_and_what_is_missing_is_known() {
    let files = made_up(&[
        ("src/lib.rs", "#[cfg(test)]\nmod tests;\nmod real;\nmod gone;"),
        ("src/tests.rs", "mod kit;"),
        ("src/tests/kit.rs", ""),
        ("src/real.rs", "fn f() {} #[cfg(test)] mod tests { fn g() {} }"),
    ]);
    let tree = Tree::read(&files, "src/lib.rs");
    let test: Vec<_> = tree.modules.iter().filter(|one| one.test).map(|one| one.file).collect();
    assert_eq!(test, ["src/tests.rs", "src/tests/kit.rs"]);
    assert_eq!(tree.missing, ["src/lib.rs:4: `mod gone` has no file"]);
}
