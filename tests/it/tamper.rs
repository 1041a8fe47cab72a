//! Nobody gets an altered night past `verify`: every entry of a night that was really played is
//! flipped, dropped, swapped, doubled and cut off.

use std::io::{Read as _, Write as _};
use std::path::Path;

use bots::night::{Script, play};
use bots::process::BoxProcess;
use proof::audit::{Audit, audit};
use proof::bundle::{self, Bundle, Verification};

use crate::hall::{hallbox, start, verify};

async fn played_night(folder: &Path) -> std::path::PathBuf {
    let process = BoxProcess::start(&start(folder, 12)).await.unwrap();
    let code = process.ready.claim_code.clone().unwrap();
    let script = Script { cards: 12, games: 2, seed: 5 };
    let played = play(&process.door, &code, &process.ready.keys, &script).await.unwrap();
    let path = folder.join("night.zip");
    std::fs::write(&path, &played.bundle).unwrap();
    path
}

/// What `hallbox verify` does with a bundle, without starting the program for each of thousands.
fn judge(bundle: &Bundle) -> (u8, Option<u64>) {
    match bundle::verify_bytes(bundle) {
        Verification::Bad { seq, .. } => (1, Some(seq)),
        Verification::Incomplete { .. } => (2, None),
        Verification::Good(proven) => match audit(&proven.leaves) {
            Audit::Good(_) => (0, None),
            Audit::Bad { seq, .. } => (1, Some(seq)),
            Audit::Incomplete { .. } => (2, None),
        },
    }
}

#[tokio::test]
async fn no_altered_entry_gets_past_verification() {
    let folder = tempfile::tempdir().unwrap();
    let night = bundle::read(&played_night(folder.path()).await).unwrap();
    assert_eq!(judge(&night), (0, None), "the night itself is good");
    let last = night.leaves.len() - 1;
    assert!(last > 100, "a night has more than {last} entries");
    for at in 0..=last {
        let middle = night.leaves[at].len() / 2;
        altered(&night, at, "flip", |leaves| leaves[at][middle] ^= 1);
        altered(&night, at, "flip the last byte", |leaves| *leaves[at].last_mut().unwrap() ^= 0x20);
        altered(&night, at, "drop", |leaves| drop(leaves.remove(at)));
        altered(&night, at, "double", |leaves| leaves.insert(at, leaves[at].clone()));
        altered(&night, at, "cut off", |leaves| leaves.truncate(at));
        if at < last {
            altered(&night, at, "swap", |leaves| leaves.swap(at, at + 1));
        }
    }
}

fn altered(night: &Bundle, at: usize, how: &str, alter: impl FnOnce(&mut Vec<Vec<u8>>)) {
    let mut bundle = night.clone();
    alter(&mut bundle.leaves);
    let (code, seq) = judge(&bundle);
    assert!(code == 1 || code == 2, "{how} at {at}: exit {code}");
    if let Some(seq) = seq {
        let at = u64::try_from(at).unwrap();
        // The second of two equal entries is the wrong one.
        assert!(seq <= at + 1, "{how} at {at}: names {seq}, which comes later");
        assert!(seq + 1 >= at, "{how} at {at}: names {seq}, which was not touched");
    }
}

/// The same through the program and a real zip, for a few bytes of every file in it.
#[tokio::test]
async fn no_altered_file_of_a_bundle_gets_past_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = played_night(folder.path()).await;
    assert_eq!(verify(&path).0, Some(0));
    let files = unzip(&path);
    assert!(files.len() >= 4, "a bundle has a checkpoint, keys, hashes and entries");
    let forged = folder.path().join("forged.zip");
    for (name, bytes) in &files {
        for at in [0, bytes.len() / 3, bytes.len() / 2, bytes.len() - 2] {
            let mut altered = files.clone();
            let file = altered.iter_mut().find(|(other, _)| other == name).unwrap();
            file.1[at] ^= 4;
            zip(&forged, &altered);
            let (code, words) = verify(&forged);
            assert!(matches!(code, Some(1 | 2)), "{name}, byte {at}: {code:?} {words}");
        }
        let without: Vec<_> = files.iter().filter(|(other, _)| other != name).cloned().collect();
        zip(&forged, &without);
        let (code, words) = verify(&forged);
        assert!(matches!(code, Some(1 | 2)), "without {name}: {code:?} {words}");
    }
    std::fs::write(&forged, b"PK").unwrap();
    assert!(matches!(verify(&forged).0, Some(1 | 2)));
    let nothing = hallbox(&["verify", "/nowhere.zip"]);
    assert!(matches!(nothing.status.code(), Some(1 | 2)));
}

/// A thief signs a night of their own: only the fingerprint on the cards tells.
#[tokio::test]
async fn another_box_is_not_this_box() {
    let folder = tempfile::tempdir().unwrap();
    let path = played_night(folder.path()).await;
    let (code, words) = verify(&path);
    assert_eq!(code, Some(0), "{words}");
    let fingerprint = words.lines().find_map(|line| line.strip_prefix("key")).unwrap().trim();
    let with = |fingerprint: &str| {
        hallbox(&["verify", path.to_str().unwrap(), "--fingerprint", fingerprint]).status.code()
    };
    assert_eq!(with(fingerprint), Some(0));
    assert_eq!(with("0000 0000 0000 0000 0000 0000"), Some(1));
}

fn unzip(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            (file.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn zip(path: &Path, files: &[(String, Vec<u8>)]) {
    let mut archive = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
    for (name, bytes) in files {
        archive.start_file(name.clone(), zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
}
