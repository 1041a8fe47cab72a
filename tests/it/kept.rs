//! What an earlier version made is still read, judged, shown and understood as it was: the nights in
//! `tests/data/nights`, and the acts of staff in `tests/data/outbox-before-renames.json`.

mod acts;
mod frames;
mod replay;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every night that is kept. Entries of a type that none before it had are shown in full, so the small ones come
/// first.
const NIGHTS: [&str; 8] =
    ["forked", "disputed", "ordinary", "evening", "long", "unfinished", "rewritten", "altered"];

fn folder(night: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/nights").join(night)
}

/// What differs between what was made now and what is kept, if anything does. What was made is left where it can be
/// compared and, when the change is meant, taken over.
fn difference(night: &str, file: &str, made: &str) -> Option<String> {
    let path = folder(night).join(file);
    let kept = fs::read_to_string(&path).unwrap_or_default();
    if kept == made {
        return None;
    }
    let now = Path::new(env!("CARGO_TARGET_TMPDIR")).join("kept").join(night);
    fs::create_dir_all(&now).unwrap();
    fs::write(now.join(file), made).unwrap();
    let same = kept.lines().zip(made.lines()).take_while(|(kept, made)| kept == made).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("its end").to_owned();
    let (path, now) = (path.display(), now.join(file));
    Some(format!(
        "{path} differs from line {}:\n  kept: {}\n  made: {}\nAll of it: diff {path} {}\n",
        same + 1,
        line(&kept),
        line(made),
        now.display(),
    ))
}

#[test]
fn no_night_is_kept_that_nothing_looks_at() {
    let mut kept: Vec<String> = fs::read_dir(folder("."))
        .unwrap()
        .map(|item| item.unwrap())
        .filter(|item| item.path().is_dir())
        .map(|item| item.file_name().into_string().unwrap())
        .collect();
    kept.sort();
    let mut known = NIGHTS;
    known.sort_unstable();
    assert_eq!(kept, known);
}

/// In the night's own folder, so that no path of this machine is in the words.
#[test]
fn every_kept_night_is_judged_in_the_same_words() {
    let mut differences = String::new();
    for night in NIGHTS {
        let verify = Command::new(env!("CARGO_BIN_EXE_hallbox"))
            .args(["verify", "night.zip"])
            .current_dir(folder(night))
            .output()
            .unwrap();
        let words = String::from_utf8(verify.stdout).unwrap();
        let made = format!("{words}exit {}\n", verify.status.code().unwrap());
        differences.extend(difference(night, "verify.txt", &made));
    }
    assert!(differences.is_empty(), "{differences}");
}
