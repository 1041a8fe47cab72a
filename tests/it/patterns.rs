//! `hallbox patterns` as a person at the keyboard meets it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn patterns(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hallbox")).arg("patterns").args(args).output().unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn counts_are_printed_with_the_free_square_on_and_off() {
    let count = |slug| words(&patterns(&["count", slug]));
    assert_eq!(count("any-line"), "free square on: 12, off: 8\n");
    assert_eq!(count("nine-pack"), "free square on: 9, off: 0\n");
    assert_eq!(count("and-single-single"), "free square on: 12+12, off: 8+8\n");
    let json = words(&patterns(&["count", "triple-line", "--json"]));
    assert_eq!(json, "{\"free_off\":56,\"free_on\":220,\"slug\":\"triple-line\"}\n");
    assert!(!patterns(&["count", "zigzag"]).status.success());
}

#[test]
fn a_pattern_is_shown_as_it_is_drawn() {
    let shown = words(&patterns(&["show", "letter-x"]));
    assert!(shown.contains("#...#\n.#.#.\n..#..\n.#.#.\n#...#\n"), "{shown}");
    assert!(shown.contains("de  Buchstabe X: Beide Diagonalen."), "{shown}");
    assert!(words(&patterns(&["show", "survivor"])).contains("last standing"));
}

#[test]
fn every_file_of_the_house_is_good() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/catalogue/patterns");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path().display().to_string());
    let files: Vec<String> = files.collect();
    let args: Vec<&str> = ["lint"].into_iter().chain(files.iter().map(String::as_str)).collect();
    let output = patterns(&args);
    assert!(output.status.success(), "{}", words(&output));
    assert_eq!(files.len(), 7, "a file that is not built in would be of no use");
}

/// As an organiser would write it.
const OWN: &str = "[[pattern]]
slug = \"our-v\"
version = 1
duration = \"average\"
name = { en = \"Our V\", es = \"Nuestra V\", fr = \"Notre V\", de = \"Unser V\" }
mask = '''
#...#
#...#
.#.#.
.#.#.
..#..
'''
count = { on = 1, off = 1 }
turns = 4
";

#[test]
fn an_organisers_folder_is_checked_and_used() {
    let venue = tempfile::tempdir().unwrap();
    fs::create_dir(venue.path().join("patterns")).unwrap();
    let file = venue.path().join("patterns/own.toml");
    let (file, data) = (file.to_str().unwrap(), venue.path().to_str().unwrap());
    fs::write(file, OWN).unwrap();
    assert!(patterns(&["lint", file]).status.success());
    assert_eq!(words(&patterns(&["count", "crazy-our-v", "--data", data])), "free square on: 4, off: 4\n");

    fs::write(file, OWN.replace("Our V", "会")).unwrap();
    let told = words(&patterns(&["lint", file]));
    assert!(
        told.contains("our-v: the letter 会 (U+4F1A) cannot be printed") && told.contains("good"),
        "{told}"
    );

    fs::write(file, OWN.replace("turns = 4", "turns = 2")).unwrap();
    let refused = patterns(&["lint", file]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(words(&refused), format!("{file}:14: `turns` says 2, there are 4\n"));
    assert!(!patterns(&["list", "--data", data]).status.success());
}
