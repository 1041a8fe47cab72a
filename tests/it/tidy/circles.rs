//! No file circles: what uses each other is one thing, or the arrow is wrong.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::modules::{Tree, made_up};
use super::packages::{packages, rust};
use super::sources::none;
use super::uses::Used;

/// Lines by which one file uses another: the first of each pair.
type Arrows = BTreeMap<(usize, usize), usize>;

#[test]
fn no_files_use_each_other_in_a_circle() {
    let files = rust();
    let mut found = Vec::new();
    for package in packages() {
        found.extend(package.trees(&files).iter().flat_map(circles));
    }
    none("Files use each other in a circle (only a module and what lies below it may)", &found);
}

/// Circles with at least one arrow between files of which neither lies below the other. The shortest are told
/// first, and of those that share an arrow only one: whoever takes it away sees the next.
fn circles(tree: &Tree<'_>) -> Vec<String> {
    let arrows = arrows(tree);
    let mut circles = Vec::new();
    for &(from, to) in arrows.keys() {
        if tree.modules[from].is_kin(&tree.modules[to]) {
            continue;
        }
        let Some(back) = way(&arrows, to, from) else { continue };
        circles.push([&[from], back.as_slice()].concat());
    }
    circles.sort_by_key(Vec::len);
    let mut told_of = BTreeSet::new();
    circles.retain(|circle| {
        let own: Vec<(usize, usize)> = circle.windows(2).map(|pair| (pair[0], pair[1])).collect();
        let is_new = own.iter().all(|arrow| !told_of.contains(arrow));
        told_of.extend(own.into_iter().filter(|_| is_new));
        is_new
    });
    circles.iter().map(|circle| told(tree, &arrows, circle)).collect()
}

fn arrows(tree: &Tree<'_>) -> Arrows {
    let mut arrows = Arrows::new();
    for (from, module) in tree.modules.iter().enumerate().filter(|(_, module)| !module.test) {
        for one in module.used.iter().filter(|one| !one.test && !is_mere_facade(tree, from, one)) {
            let there = tree.defined_in(from, &one.path);
            if let Some(to) = there.filter(|to| *to != from && !tree.modules[*to].test) {
                arrows.entry((from, to)).or_insert(one.line);
            }
        }
    }
    arrows
}

/// A `pub use` passes on what its file does not need itself: no other line names it.
fn is_mere_facade(tree: &Tree<'_>, from: usize, one: &Used) -> bool {
    let Some(name) = one.name.as_deref().filter(|_| one.public) else { return false };
    let tokens = &tree.modules[from].tokens;
    let mut in_use = false;
    let mut before = "";
    let named = tokens.iter().filter(|token| {
        let declares = std::mem::replace(&mut before, token.text) == "mod";
        in_use = token.text == "use" || in_use && token.text != ";";
        !in_use && !declares && !token.test && token.text == name
    });
    named.count() == 0
}

/// The shortest way along the arrows.
fn way(arrows: &Arrows, from: usize, to: usize) -> Option<Vec<usize>> {
    let mut before = BTreeMap::from([(from, from)]);
    let mut queue = VecDeque::from([from]);
    while let Some(here) = queue.pop_front() {
        if here == to {
            let mut way = vec![to];
            while way[0] != from {
                way.insert(0, before[&way[0]]);
            }
            return Some(way);
        }
        for &(_, next) in arrows.range((here, 0)..(here + 1, 0)).map(|(pair, _)| pair) {
            before.entry(next).or_insert_with(|| {
                queue.push_back(next);
                here
            });
        }
    }
    None
}

fn told(tree: &Tree<'_>, arrows: &Arrows, circle: &[usize]) -> String {
    let file = |at: usize| tree.modules[at].file;
    let steps =
        circle.windows(2).map(|pair| format!("{}:{} -> ", file(pair[0]), arrows[&(pair[0], pair[1])]));
    steps.chain([file(circle[0]).to_owned()]).collect()
}

fn circles_of(files: &[(&str, &str)]) -> Vec<String> {
    let files = made_up(files);
    circles(&Tree::read(&files, "src/lib.rs"))
}

#[test]
fn a_circle_is_found_and_named_with_its_lines() {
    let found = circles_of(&[
        ("src/lib.rs", "mod a; mod b; mod c; pub use c::C;"),
        ("src/a.rs", "\nuse crate::b::B; pub struct A;"),
        ("src/b.rs", "\n\nfn f(_: super::C) {} pub struct B;"),
        ("src/c.rs", "use crate::a::A; pub struct C;"),
    ]);
    assert_eq!(found, ["src/a.rs:2 -> src/b.rs:3 -> src/c.rs:1 -> src/a.rs"]);
}

#[test]
fn a_circle_through_a_parent_is_one() {
    let found = circles_of(&[
        ("src/lib.rs", "mod a; mod b;"),
        ("src/a.rs", "mod low; pub struct A; fn f() { low::g() }"),
        ("src/a/low.rs", "use crate::b::B; pub fn g() {}"),
        ("src/b.rs", "use crate::a::A; pub struct B;"),
    ]);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn parents_facades_and_tests_make_no_circle() {
    let found = circles_of(&[
        ("src/lib.rs", "mod a; mod b; pub use b::Z;"),
        ("src/a.rs", "mod low; mod side; pub use low::low; pub struct A; fn f() { side::g() }"),
        ("src/a/low.rs", "use super::A; use super::side; pub fn low() {}"),
        ("src/a/side.rs", "use super::A; pub fn g() {}"),
        ("src/b.rs", "use crate::a::A; pub struct Z; #[cfg(test)] mod tests { use crate::a::low; }"),
    ]);
    assert_eq!(found, Vec::<String>::new());
}
