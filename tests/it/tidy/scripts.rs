//! Scripts that no recipe calls are dead: nobody sees when they stop working.

use std::collections::{BTreeMap, BTreeSet};

use super::modules::made_up;
use super::sources::{files, is_script, none, text};

#[test]
fn every_script_is_called() {
    let files = files();
    let read = |path: &String| (path.clone(), text(path));
    let scripts: BTreeMap<String, String> = files.iter().filter(|path| is_ours(path)).map(read).collect();
    let callers: BTreeMap<String, String> = files.iter().filter(|path| calls(path)).map(read).collect();
    assert!(scripts.len() > 20 && callers.len() > 20, "scripts or their callers are not found");
    none("No recipe, unit, test or called script names these scripts", &uncalled(&scripts, &callers));
}

/// Files somebody has to call by name.
fn is_ours(path: &str) -> bool {
    let test = path.starts_with("tests/") && path.ends_with(".mjs") && !path.ends_with(".test.mjs");
    let below = |folder| path.starts_with(folder);
    let script = path.ends_with(".py") || path.ends_with(".sh") || is_script(path);
    below("scripts/") || below("web/scripts/") || test || script && (below("tests/") || below("benches/"))
}

/// Who calls without being called by name: recipes, units, tests, and the README, which tells people what to
/// type.
fn calls(path: &str) -> bool {
    let recipes = ["justfile", "web/package.json", ".ci/run", "README.md"].contains(&path);
    let unit = path.starts_with("systemd/") || path.starts_with("image/") && path.ends_with(".service");
    let test = path.ends_with(".test.mjs") || path.ends_with(".rs") && path.contains("tests/");
    recipes || unit || test
}

fn uncalled(scripts: &BTreeMap<String, String>, callers: &BTreeMap<String, String>) -> Vec<String> {
    let mut waiting: Vec<(&String, &String)> = callers.iter().collect();
    let mut called = BTreeSet::new();
    while let Some((caller, text)) = waiting.pop() {
        let code = code(caller, text);
        for (path, script) in scripts {
            let names =
                path != caller && (names(caller, &code, path) || imports(scripts, caller, &code, path));
            if names && called.insert(path) {
                waiting.push((path, script));
            }
        }
    }
    scripts.keys().filter(|path| !called.contains(path)).cloned().collect()
}

/// The text without comments of a whole line: what they name is not called by it.
fn code(path: &str, text: &str) -> String {
    let is_comment = |line: &&str| !path.ends_with(".md") && line.trim_start().starts_with(['#', '/']);
    text.lines().filter(|line| !is_comment(line)).collect::<Vec<_>>().join("\n")
}

/// Whether a text says the name of a file. One without an ending is an everyday word: it counts behind its
/// folder, or behind any for a caller above it.
fn names(caller: &str, text: &str, path: &str) -> bool {
    let parts: Vec<&str> = path.rsplitn(3, '/').collect();
    let (name, folder) = (parts[0], parts[1]);
    let above = caller.rsplit_once('/').is_some_and(|(above, _)| path.starts_with(&format!("{above}/")));
    let name = match (name.contains('.'), above) {
        (true, _) => name.to_owned(),
        (false, true) => format!("/{name}"),
        (false, false) => format!("{folder}/{name}"),
    };
    let is_part = |c: char| c.is_alphanumeric() || "_-".contains(c);
    text.match_indices(&name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + name.len()..].chars().next();
        let begins = name.starts_with('/') || !before.is_some_and(|c| is_part(c) || c == '.');
        begins && !behind.is_some_and(|c| is_part(c) || c == '/')
    })
}

/// Whether a line of Python imports the module; one beside the caller comes before others of its name.
fn imports(scripts: &BTreeMap<String, String>, caller: &str, text: &str, path: &str) -> bool {
    let Some((folder, module)) = path.strip_suffix(".py").and_then(|path| path.rsplit_once('/')) else {
        return false;
    };
    let beside = caller.rsplit_once('/').map_or("", |(folder, _)| folder);
    let meant = folder == beside || !scripts.contains_key(&format!("{beside}/{module}.py"));
    let mut lines = text
        .lines()
        .map(str::trim_start)
        .filter(|line| line.starts_with("import ") || line.starts_with("from "));
    let python = !caller.contains('.') || caller.ends_with(".py");
    meant
        && python
        && lines.any(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == module))
}

#[test]
fn a_script_nobody_calls_is_found() {
    let scripts = made_up(&[
        ("scripts/web", "node web/scripts/build.mjs"),
        ("scripts/webs", "node web/scripts/old.mjs"),
        ("web/scripts/build.mjs", "// see old.mjs\nimport \"./parts.mjs\";"),
        ("web/scripts/parts.mjs", ""),
        ("web/scripts/old.mjs", ""),
        ("tests/vm/run.py", "from machine import Machine\nsh(\"/test/start\")"),
        ("tests/vm/machine.py", ""),
        ("tests/other/machine.py", ""),
        ("tests/vm/inside/start", ""),
        ("tests/vm/inside/stop", ""),
    ]);
    let recipes = "# scripts/webs\nweb:\n  scripts/web\n  python3 tests/vm/run.py\n  cat web/stop\n";
    let callers = made_up(&[("justfile", recipes)]);
    assert_eq!(
        uncalled(&scripts, &callers),
        ["scripts/webs", "tests/other/machine.py", "tests/vm/inside/stop", "web/scripts/old.mjs"]
    );
}
