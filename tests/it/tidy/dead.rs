//! Dead files: what no root reaches is not part of the product.

use std::collections::{BTreeMap, BTreeSet};

use super::modules::{Tree, made_up};
use super::packages::{packages, rust};
use super::sources::{none, texts};

/// Endings an import may leave out.
const LEFT_OUT: [&str; 5] = ["", ".ts", ".tsx", "/index.ts", "/index.tsx"];

#[test]
fn every_rust_file_is_compiled() {
    let files = rust();
    let mut reached = BTreeSet::new();
    let mut found = Vec::new();
    for package in packages() {
        let others = package.other_roots(&files).into_iter().map(|root| Tree::read(&files, root));
        for tree in package.trees(&files).into_iter().chain(others) {
            reached.extend(tree.modules.iter().map(|module| module.file));
            found.extend(tree.missing);
        }
    }
    found.extend(files.keys().filter(|path| !reached.contains(path.as_str())).cloned());
    none("No `mod` declares these files, or the other way round", &found);
}

#[test]
fn modules_are_named_by_their_files() {
    let named_mod: Vec<String> = rust().into_keys().filter(|path| path.ends_with("mod.rs")).collect();
    none("A module x is x.rs, with its own modules in x/; there is no mod.rs", &named_mod);
}

#[test]
fn every_web_file_is_reached() {
    let files = texts(&[".ts", ".tsx", ".css", ".html", ".mjs"]);
    let is_root = |path: &str| {
        let page = path.starts_with("web/") && path.ends_with(".html");
        let test = path.starts_with("web/src/") && path.ends_with(".test.ts");
        // A script that no recipe calls is found by another check.
        page || test || path.starts_with("web/scripts/")
    };
    let reached = reached(&files, is_root);
    let sources = files.keys().filter(|path| path.starts_with("web/src/") && !path.ends_with(".html"));
    let dead: Vec<String> = sources.filter(|path| !reached.contains(path.as_str())).cloned().collect();
    none("No page, worker, script or test imports these files", &dead);
}

fn reached(files: &BTreeMap<String, String>, is_root: impl Fn(&str) -> bool) -> BTreeSet<&str> {
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut waiting: Vec<&str> = files.keys().map(String::as_str).filter(|path| is_root(path)).collect();
    while let Some(path) = waiting.pop() {
        if !reached.insert(path) {
            continue;
        }
        let targets = imports(path, &files[path]);
        let endings = targets.iter().flat_map(|target| LEFT_OUT.map(|ending| format!("{target}{ending}")));
        waiting.extend(endings.filter_map(|target| Some(files.get_key_value(&target)?.0.as_str())));
    }
    reached
}

/// What a file imports or names as a source of the web, as paths from the root.
fn imports(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let code = text.lines().filter(|line| !line.trim_start().starts_with(['*', '/']));
    for part in code.flat_map(|line| line.split(['"', '\'', '`', ' '])) {
        if part.starts_with("./") || part.starts_with("../") {
            found.push(joined(folder, part.split('?').next().expect("a first part")));
        }
        // Pages and build scripts count from the folder `web`, some with its own path in front.
        if let Some(at) = part.find("src/").filter(|_| !path.starts_with("web/src/")) {
            found.push(format!("web/{}", &part[at..]));
        }
    }
    found
}

fn joined(folder: &str, import: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[test]
fn a_web_file_nobody_imports_is_found() {
    let main = r#"import {
        a,
    } from "./a";
    import "../ui/theme.css";
    // import "./dead";
    import("./views");"#;
    let files = made_up(&[
        ("web/phone.html", "<script type=\"module\" src=\"/src/phone/main.tsx\"></script>"),
        ("web/src/phone/main.tsx", main),
        ("web/src/phone/a.ts", "export const a = 1;"),
        ("web/src/phone/views/index.tsx", "import { a } from '../a';"),
        ("web/src/ui/theme.css", ""),
        ("web/src/phone/dead.ts", "import \"./a\";"),
        ("web/src/phone/sw/sw.ts", ""),
        ("web/scripts/build.mjs", "read(`${web}src/phone/sw/sw.ts`)"),
    ]);
    let reached = reached(&files, |path| path.ends_with(".html") || path.ends_with(".mjs"));
    let dead: Vec<&String> = files.keys().filter(|path| !reached.contains(path.as_str())).collect();
    assert_eq!(dead, ["web/src/phone/dead.ts"]);
}
