//! One meaning per name: no type is called like one in another room.

use std::collections::{BTreeMap, BTreeSet};

use super::code::Token;
use super::modules::{Tree, made_up};
use super::packages::{packages, rust};
use super::sources::none;

/// Names that two rooms may use, each with its reason.
const ALLOWED: [(&str, &str); 0] = [];

/// Rooms and places by the name of a type.
type Named = BTreeMap<String, BTreeSet<(String, String)>>;

#[test]
fn no_type_name_stands_in_two_rooms() {
    let files = rust();
    let mut named = Named::new();
    for package in packages() {
        for tree in package.trees(&files) {
            collect(&tree, &package.folder, &mut named);
        }
    }
    let twice = twice(&named);
    let known = |name: &str| ALLOWED.iter().any(|(allowed, _)| *allowed == name);
    let found: Vec<String> =
        twice.iter().filter(|(name, _)| !known(name)).map(|(_, told)| told.clone()).collect();
    none("Types in two rooms have one name", &found);
    for (name, reason) in ALLOWED {
        assert!(
            twice.iter().any(|(twice, _)| twice == name),
            "{name} is not twice there any more ({reason})"
        );
    }
}

fn collect(tree: &Tree<'_>, folder: &str, named: &mut Named) {
    for module in tree.modules.iter().filter(|module| !module.test) {
        // A crate is a room; the root package has several.
        let room = if folder.is_empty() {
            module.path.first().cloned().unwrap_or_default()
        } else {
            folder.to_owned()
        };
        for (name, line) in types(&module.tokens) {
            let place = format!("{}:{line}", module.file);
            named.entry(name.to_owned()).or_default().insert((room.clone(), place));
        }
    }
}

/// Types that others may name, with their lines.
fn types<'a>(tokens: &[Token<'a>]) -> Vec<(&'a str, usize)> {
    let starts = (0..tokens.len()).filter(|at| tokens[*at].text == "pub" && !tokens[*at].test);
    let types = starts.filter_map(|at| {
        let word = |offset: usize| tokens.get(at + offset).map_or("", |token| token.text);
        let mut next = match (word(1), word(2), word(3)) {
            ("(", "crate", ")") => 4,
            ("(", ..) => return None,
            _ => 1,
        };
        next += usize::from(word(next) == "unsafe");
        let is_type = ["struct", "enum", "trait", "type", "union"].contains(&word(next));
        // A macro's `$name` is no word.
        let name = tokens.get(at + next + 1).filter(|name| is_type && name.is_word())?;
        Some((name.text, name.line))
    });
    types.collect()
}

fn twice(named: &Named) -> Vec<(String, String)> {
    let rooms = |places: &BTreeSet<(String, String)>| {
        places.iter().map(|(room, _)| room.clone()).collect::<BTreeSet<_>>().len()
    };
    let twice = named.iter().filter(|(_, places)| rooms(places) > 1);
    let told = twice.map(|(name, places)| {
        let places: Vec<&str> = places.iter().map(|(_, place)| place.as_str()).collect();
        (name.clone(), format!("{name}: {}", places.join(", ")))
    });
    told.collect()
}

#[test]
fn a_name_in_two_rooms_is_found() {
    let files = made_up(&[
        ("src/lib.rs", "mod a; mod b;"),
        ("src/a.rs", "pub struct One; pub(crate) enum Two {} struct Own; pub(super) struct Near; mod c;"),
        ("src/a/c.rs", "pub trait Three {} pub type Two = u8;"),
        (
            "src/b.rs",
            "pub(crate) type One = u8; pub struct Own; pub struct Near; #[cfg(test)] pub struct Three;",
        ),
    ]);
    let mut named = Named::new();
    collect(&Tree::read(&files, "src/lib.rs"), "", &mut named);
    let found: Vec<String> = twice(&named).into_iter().map(|(_, told)| told).collect();
    assert_eq!(found, ["One: src/a.rs:1, src/b.rs:1"]);
}
