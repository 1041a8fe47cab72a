//! Who may know whom: packages, rooms of the box, and packages of others. What is not listed is not allowed.

use std::collections::BTreeMap;

use super::modules::Tree;
use super::packages::{Package, packages, rust};
use super::sources::none;

type Allowed = (&'static str, &'static [&'static str]);

/// Packages of this workspace, and which of them each may name. Every one stands below all it names.
const PACKAGES: [Allowed; 8] = [
    ("domain", &[]),
    ("catalogue", &["domain"]),
    ("proof", &["domain"]),
    ("proof-wasm", &["proof"]),
    ("protocol", &["domain", "catalogue", "proof"]),
    ("machine", &["domain", "catalogue", "proof", "protocol"]),
    ("bots", &["domain", "catalogue", "proof", "protocol"]),
    ("hallbox", &["domain", "catalogue", "proof", "protocol", "machine", "bots"]),
];

/// Packages of others that only some of ours may name.
const OUTSIDE: [Allowed; 6] = [
    ("rusqlite", &["hallbox"]),
    ("krilla", &["hallbox"]),
    ("mdns-sd", &["machine"]),
    ("tokio", &["machine", "bots", "hallbox"]),
    ("hyper", &["machine", "bots", "hallbox"]),
    ("axum", &["hallbox"]),
];

/// Rooms of the box, and which of them each may name. Every one stands below all it names, so no circle is
/// possible; only `hall` and those who put the box together see `ledger` and `views` at once.
const ROOMS: [Allowed; 8] = [
    ("ledger", &[]),
    ("views", &[]),
    ("vault", &[]),
    ("print", &["vault"]),
    ("hall", &["ledger", "views"]),
    ("edge", &["views", "vault", "print", "hall"]),
    ("appliance", &["ledger", "views", "vault", "print", "hall", "edge"]),
    ("cmds", &["ledger", "vault", "print", "edge", "appliance"]),
];

/// Packages of others that only some rooms may name.
const OUTSIDE_IN_ROOMS: [Allowed; 5] = [
    ("rusqlite", &["ledger", "vault"]),
    ("krilla", &["print"]),
    ("axum", &["edge"]),
    ("hyper", &["edge"]),
    ("clap", &["cmds"]),
];

#[test]
fn packages_keep_to_their_arrows() {
    let found: Vec<String> = packages().iter().flat_map(wrong_dependencies).collect();
    none("A package knows what it may not", &found);
}

fn wrong_dependencies(package: &Package) -> Vec<String> {
    let place = format!("{}Cargo.toml", package.folder);
    let name = package.name.as_str();
    let Some(allowed) = row(&PACKAGES, name) else {
        return vec![format!("{place}: `{name}` has no row in PACKAGES, tests/it/tidy/arrows.rs")];
    };
    let dependencies = package.dependencies();
    let wrong = dependencies.iter().filter_map(|(section, used)| {
        let itself = section == "dev-dependencies" && used == name;
        if row(&PACKAGES, used).is_some() && !itself && !allowed.contains(&used.as_str()) {
            return Some(format!("{place}: [{section}] names {used}; `{name}` may name {allowed:?}"));
        }
        let users = row(&OUTSIDE, used)?;
        let told = || format!("{place}: [{section}] names {used}, which is only for {users:?}");
        (!users.contains(&name)).then(told)
    });
    wrong.collect()
}

#[test]
fn rooms_keep_to_their_arrows() {
    let files = rust();
    let packages = packages();
    let hallbox = packages.iter().find(|package| package.folder.is_empty()).expect("the root package");
    let found: Vec<String> = hallbox.trees(&files).iter().flat_map(wrong_rooms).collect();
    none("A room knows what it may not", &found);
    let rooms = |path: &&String| path.strip_prefix("src/").is_some_and(|room| !room.contains('/'));
    let unlisted = files.keys().filter(rooms).map(|path| path["src/".len()..].trim_end_matches(".rs"));
    let unlisted = unlisted.filter(|room| !["lib", "main"].contains(room) && row(&ROOMS, room).is_none());
    let unlisted: Vec<String> = unlisted.map(str::to_owned).collect();
    none("A room has no row in ROOMS, tests/it/tidy/arrows.rs", &unlisted);
}

/// Paths to other rooms and to packages of others, tests included.
fn wrong_rooms(tree: &Tree<'_>) -> Vec<String> {
    let mut found = BTreeMap::new();
    for (at, module) in tree.modules.iter().enumerate() {
        let Some(room) = module.path.first().map(String::as_str) else { continue };
        let allowed = row(&ROOMS, room).unwrap_or_default();
        for one in &module.used {
            let first = one.path.first().map_or("", String::as_str);
            let told = match (tree.room(at, &one.path), row(&OUTSIDE_IN_ROOMS, first)) {
                (Some(other), _) if other != room && !allowed.contains(&other) => {
                    format!("names {other}; `{room}` may name {allowed:?}")
                }
                (None, Some(users)) if !users.contains(&room) => {
                    format!("names {first}, which is only for {users:?}")
                }
                _ => continue,
            };
            found.insert((module.file, one.line), told);
        }
    }
    found.into_iter().map(|((file, line), told)| format!("{file}:{line}: {told}")).collect()
}

fn row(rows: &[Allowed], name: &str) -> Option<&'static [&'static str]> {
    rows.iter().find(|(one, _)| *one == name).map(|(_, allowed)| *allowed)
}

#[test]
fn arrows_point_one_way() {
    for rows in [PACKAGES.as_slice(), ROOMS.as_slice()] {
        for (at, (name, allowed)) in rows.iter().enumerate() {
            let stands_above = |other| rows[..at].iter().any(|(above, _)| above == other);
            assert!(allowed.iter().all(stands_above), "{name} names one that does not stand above it");
        }
    }
    let sees_both = |allowed: &[&str]| allowed.contains(&"ledger") && allowed.contains(&"views");
    let both: Vec<&str> =
        ROOMS.iter().filter(|(_, allowed)| sees_both(allowed)).map(|(room, _)| *room).collect();
    assert_eq!(both, ["hall", "appliance"], "one room alone shows what is durable");
}

#[test]
fn a_wrong_dependency_is_found() {
    let manifest = r#"
        dependencies = { proof.workspace = true, tokio = "1", serde = "1" }
        dev-dependencies = { domain.path = "." }
    "#;
    let manifest = manifest.parse().expect("a manifest");
    let package = Package { name: "domain".into(), folder: "crates/domain/".into(), manifest };
    let found = wrong_dependencies(&package);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("proof") && found[1].contains("tokio"), "{found:?}");
}

#[test]
fn a_wrong_room_is_found() {
    let files = super::modules::made_up(&[
        ("src/lib.rs", "pub mod edge; pub mod ledger; pub mod views;"),
        (
            "src/edge.rs",
            "mod low; use crate::views::V;\n#[cfg(test)] mod tests { use crate::{ledger::L, views}; }",
        ),
        ("src/edge/low.rs", "\n\nfn f() { super::super::ledger::g() } use axum::Router;"),
        ("src/ledger.rs", "use rusqlite::Connection; use axum::Json;"),
        ("src/views.rs", "use domain::edge;"),
    ]);
    let found = wrong_rooms(&Tree::read(&files, "src/lib.rs"));
    let places: Vec<&str> = found.iter().map(|one| one.split(": ").next().expect("a place")).collect();
    assert_eq!(places, ["src/edge.rs:2", "src/edge/low.rs:3", "src/ledger.rs:1"], "{found:?}");
}
