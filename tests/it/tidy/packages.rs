//! The packages of the workspace: their manifests and what is compiled of each.

use std::collections::BTreeMap;

use super::modules::Tree;
use super::sources::{text, texts};

pub(super) struct Package {
    pub name: String,
    /// From the root, with a slash at its end; nothing for the root package.
    pub folder: String,
    pub manifest: toml::Table,
}

/// All packages: the root and every crate.
pub(super) fn packages() -> Vec<Package> {
    let mut packages = Vec::new();
    for (path, manifest) in texts(&["Cargo.toml"]) {
        let manifest: toml::Table = manifest.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let Some(package) = manifest.get("package") else { continue };
        let name = package["name"].as_str().expect("a name").to_owned();
        packages.push(Package { name, folder: path.replace("Cargo.toml", ""), manifest });
    }
    assert!(packages.len() >= 7, "only {} packages found", packages.len());
    packages
}

/// Every Rust file of the workspace.
pub(super) fn rust() -> BTreeMap<String, String> {
    texts(&[".rs"])
}

impl Package {
    /// Whether a Rust file is this package's.
    pub(super) fn owns(&self, path: &str) -> bool {
        let inside = path.strip_prefix(&self.folder);
        inside.is_some_and(|inside| !inside.starts_with("crates/"))
    }

    /// The library and the program, as trees of modules.
    pub(super) fn trees<'a>(&self, files: &'a BTreeMap<String, String>) -> Vec<Tree<'a>> {
        let roots = ["lib.rs", "main.rs"].map(|root| format!("{}src/{root}", self.folder));
        let roots = roots.iter().filter_map(|root| files.get_key_value(root));
        roots.map(|(root, _)| Tree::read(files, root)).collect()
    }

    /// Roots that are compiled beside the library and the program: tests, benches and the like.
    pub(super) fn other_roots<'a>(&self, files: &'a BTreeMap<String, String>) -> Vec<&'a str> {
        let is_root = |path: &&String| match path[self.folder.len()..].split('/').collect::<Vec<_>>()[..] {
            ["benches", file] => self.is_bench(file),
            ["tests" | "examples", _] | ["src", "bin", _] | ["build.rs"] => true,
            ["tests" | "examples", _, file] => file == "main.rs",
            _ => false,
        };
        files.keys().filter(|path| self.owns(path)).filter(is_root).map(String::as_str).collect()
    }

    /// Whether a file of `benches/` is a bench: all are, unless the manifest names them.
    fn is_bench(&self, file: &str) -> bool {
        let listed = self.manifest.get("bench").and_then(toml::Value::as_array).into_iter().flatten();
        let mut names = listed.filter_map(|bench| bench.get("name")?.as_str());
        let finds_all = self.manifest["package"].get("autobenches").and_then(toml::Value::as_bool);
        finds_all.unwrap_or(true) || names.any(|name| file == format!("{name}.rs"))
    }

    /// Names of the packages this one may use, by section of its manifest.
    pub(super) fn dependencies(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let targets = self.manifest.get("target").and_then(toml::Value::as_table).into_iter().flatten();
        let tables = targets.filter_map(|(_, target)| target.as_table()).chain([&self.manifest]);
        for table in tables {
            for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
                let listed = table.get(section).and_then(toml::Value::as_table).into_iter().flatten();
                found.extend(listed.map(|(key, value)| (section.to_owned(), real_name(key, value))));
            }
        }
        found
    }
}

/// The name of a package behind the name it is used by.
fn real_name(key: &str, value: &toml::Value) -> String {
    let renamed = |value: &toml::Value| Some(value.get("package")?.as_str()?.to_owned());
    let shared = || {
        let workspace: toml::Table = text("Cargo.toml").parse().expect("it was read before");
        workspace.get("workspace")?.get("dependencies")?.get(key).and_then(renamed)
    };
    renamed(value).or_else(shared).unwrap_or_else(|| key.to_owned())
}

fn made_up(manifest: &str) -> Package {
    let manifest = manifest.parse().expect("a manifest");
    Package { name: "x".into(), folder: "crates/x/".into(), manifest }
}

#[test]
fn a_renamed_dependency_keeps_its_real_name() {
    let package = made_up(
        r#"
        dependencies = { a = "1", b = { package = "c", version = "1" } }
        target.x.dev-dependencies = { d.path = "" }
        "#,
    );
    let names: Vec<_> = package.dependencies().into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["d", "a", "c"]);
}

#[test]
fn roots_are_what_cargo_compiles() {
    let package = made_up("package.autobenches = false\nbench = [{ name = \"b\" }]");
    let paths =
        ["src/lib.rs", "benches/a.rs", "benches/b.rs", "tests/c.rs", "tests/d/main.rs", "tests/d/e.rs"];
    let mut files: BTreeMap<String, String> =
        paths.map(|path| (format!("crates/x/{path}"), String::new())).into();
    files.insert("crates/y/tests/f.rs".to_owned(), String::new());
    let roots = ["crates/x/benches/b.rs", "crates/x/tests/c.rs", "crates/x/tests/d/main.rs"];
    assert_eq!(package.other_roots(&files), roots);
}
