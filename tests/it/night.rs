//! Whole nights through real sockets, and the load driver in small.

use std::path::Path;
use std::process::{Command, Output};

use bots::night::{CARDS_EACH, GUESTS, Script, play, play_structures};
use bots::process::BoxProcess;
use bots::swarm::Report;
use proof::bundle;

use crate::hall::{hallbox, start, verify};

async fn night(script: Script) {
    let folder = tempfile::tempdir().unwrap();
    let cards = u32::try_from(script.cards).unwrap();
    let process = BoxProcess::start(&start(folder.path(), cards)).await.unwrap();
    let code = process.ready.claim_code.clone().unwrap();
    let played = play(&process.door, &code, &process.ready.keys, &script).await;
    let played = played.unwrap_or_else(|error| panic!("{error}\nits log ends:\n{}", process.told()));
    assert_eq!(played.games, script.games);
    assert!(played.wins >= script.games, "{} wins", played.wins);
    assert!(played.paid >= played.wins - 1, "{} paid of {} wins", played.paid, played.wins);
    assert!(played.decks_checked > 0);
    let bundle = folder.path().join("night.zip");
    std::fs::write(&bundle, &played.bundle).unwrap();
    let (code, words) = verify(&bundle);
    assert_eq!(code, Some(0), "{words}");
    assert!(words.contains(&format!("{} balls", played.balls)), "{words}");
    let decks = second_implementation(folder.path(), &bundle);
    assert!(decks.status.success(), "{}", String::from_utf8_lossy(&decks.stdout));
}

/// The deck's second implementation, on the same night.
fn second_implementation(folder: &Path, bundle: &Path) -> Output {
    let lines: Vec<u8> = bundle::read(bundle).unwrap().leaves.join(&b'\n');
    let leaves = folder.join("leaves.jsonl");
    std::fs::write(&leaves, lines).unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/deck_v1/deck_v1.py");
    Command::new("python3").arg(script).arg("night").arg(&leaves).output().expect("python3 is installed")
}

#[tokio::test]
async fn a_night_of_seven_games_is_played_closed_and_verified() {
    night(Script { cards: 40, games: 7, seed: 1 }).await;
}

#[tokio::test]
async fn a_night_of_one_game_and_one_card_is_a_night() {
    night(Script { cards: 1, games: 1, seed: 2 }).await;
}

#[tokio::test]
async fn a_night_is_played_at_a_box_that_is_known_by_its_address_only() {
    let folder = tempfile::tempdir().unwrap();
    let process = BoxProcess::start(&start(folder.path(), 1)).await.unwrap();
    let (ca, bundle) = (process.ready.ca.to_str().unwrap(), folder.path().join("night.zip"));
    let (at, code) =
        (format!("127.0.0.1:{}", process.ready.https), process.ready.claim_code.clone().unwrap());
    let out = bundle.to_str().unwrap();
    let asked =
        ["visit", "--at", &at, "--host", "localhost", "--ca", ca, "--claim-code", &code, "--out", out];
    let visit = hallbox(&[&asked[..], &["--cards", "9", "--games", "1"]].concat());
    assert!(visit.status.success(), "{}", String::from_utf8_lossy(&visit.stderr));
    let (code, words) = verify(&bundle);
    assert_eq!(code, Some(0), "{words}");
    assert!(words.contains("9 cards"), "{words}");
}

/// What a night with every structure must have had, besides its games.
const SEEN: [&str; 13] = [
    "a break on the screens",
    "a card shown to the room",
    "a claim that came too late",
    "a claim that had slept",
    "a pot that grew",
    "a pot that was paid",
    "a pot that was won",
    "a second person",
    "a side prize",
    "a side prize by the ball",
    "asked three times",
    "balls drawn before play",
    "cards that win together",
];

#[tokio::test]
async fn a_night_with_every_structure_is_played_by_twenty_closed_and_verified() {
    let folder = tempfile::tempdir().unwrap();
    let cards = u32::try_from(GUESTS * CARDS_EACH).unwrap();
    let process = BoxProcess::start(&start(folder.path(), cards)).await.unwrap();
    let code = process.ready.claim_code.clone().unwrap();
    let played = play_structures(&process.door, &code, &process.ready.keys, 3).await;
    let played = played.unwrap_or_else(|error| panic!("{error}\nits log ends:\n{}", process.told()));
    assert!(played.games >= 27, "{} games", played.games);
    let missing: Vec<_> = SEEN.iter().filter(|seen| !played.seen.contains(*seen)).collect();
    assert!(missing.is_empty(), "never seen: {missing:?}; seen: {:?}", played.seen);
    assert!(played.seen.contains("the box calls by itself"));
    let bundle = folder.path().join("night.zip");
    std::fs::write(&bundle, &played.bundle).unwrap();
    let (code, words) = verify(&bundle);
    assert_eq!(code, Some(0), "{words}");
    assert!(second_implementation(folder.path(), &bundle).status.success());
}

#[test]
fn a_small_swarm_misses_nothing() {
    let output = hallbox(&["swarm", "--phones", "60", "--balls", "6", "--pause-ms", "0"]);
    let report: Report = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    assert!(output.status.success() && report.is_whole(), "{report:?}");
    assert_eq!((report.phones, report.each_ball.len()), (60, 6));
}

#[test]
fn more_phones_than_files_or_seats_are_refused_in_words() {
    let output = hallbox(&["swarm", "--phones", "9000"]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("8000"), "{output:?}");
}
