//! Deck v1 against its golden vectors and against a second implementation, which shares neither
//! code nor language with ours: `tests/deck_v1/deck_v1.py`.

use std::fs;
use std::io::{ErrorKind, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use domain::{
    Ball, Digest, Entry, Face, Format, GameId, Label, NightId, Outcome, Reason, Rules, Seed, Serial, Source,
    TieRule, deck,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256, Sha512};

/// What an order follows from.
#[derive(Serialize, Deserialize)]
struct Case {
    seed: Seed,
    game: GameId,
    rules_hash: Digest,
    serials: Vec<Serial>,
    entropy: String,
    tie: Tie,
}

#[derive(Serialize, Deserialize)]
struct Tie {
    stage: u8,
    call: u8,
    among: Vec<Serial>,
}

/// What follows.
#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Answer {
    commitment: Digest,
    card_root: Digest,
    lock: Digest,
    order: Vec<Ball>,
    pick: Serial,
}

impl Case {
    fn ours(&self) -> Answer {
        let card_root = deck::card_root(&self.serials);
        let lock = deck::lock(&self.game, &self.rules_hash, &card_root);
        Answer {
            commitment: deck::commitment(&self.seed),
            card_root,
            lock,
            order: deck::order(&self.seed, &self.game, &lock, &self.entropy).to_vec(),
            pick: deck::pick(&self.seed, &self.game, self.tie.stage, self.tie.call, &self.tie.among),
        }
    }

    /// A case that looks like no other; every number gives another seed.
    fn number(n: u32) -> Self {
        let seed = seed_number(n);
        let serials = |count: u32| (0..count).map(|i| Serial(u32::from(seed.0[0]) + i * (n + 1)));
        Self {
            seed,
            game: GameId::new(format!("game-{}", n % 40)).unwrap(),
            rules_hash: Digest(Sha256::digest(n.to_be_bytes()).into()),
            serials: serials(n % 70).collect(),
            entropy: "dé 🎲 5, ".repeat(n as usize % 5),
            tie: Tie { stage: seed.0[1], call: seed.0[2], among: serials(1 + n % 9).collect() },
        }
    }
}

fn seed_number(n: u32) -> Seed {
    Seed(Sha512::digest(n.to_be_bytes()).into())
}

#[test]
fn the_golden_vectors_of_deck_v1_never_change() {
    let text = fs::read_to_string(root().join("tests/data/deck_v1.json")).unwrap();
    let vectors: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(vectors.len() >= 8);
    let read = |vector| (Case::deserialize(vector).unwrap(), Answer::deserialize(vector).unwrap());
    let (cases, golden): (Vec<Case>, Vec<Answer>) = vectors.iter().map(read).unzip();
    assert_eq!(cases.iter().map(Case::ours).collect::<Vec<_>>(), golden);
    assert_eq!(second(&cases), golden);
}

#[test]
fn a_second_implementation_agrees_on_a_thousand_seeds() {
    let cases: Vec<Case> = (0..1_000).map(Case::number).collect();
    let answers = second(&cases);
    assert_eq!(answers.len(), cases.len());
    for (i, (case, answer)) in cases.iter().zip(answers).enumerate() {
        assert_eq!(case.ours(), answer, "case {i}");
    }
}

#[test]
fn a_night_is_checked_from_its_ledger_alone() {
    let said = "game house: 4 balls follow from the committed seed\n\
        game cage: 1 balls FROM A CAGE, their order was not checked\n";
    assert_eq!(check(&leaves(&a_night())), (0, said.to_owned()));
}

#[test]
fn a_night_that_was_tampered_with_is_found_out_and_the_seq_named() {
    let night = a_night();
    let place = |kind: &str| night.iter().position(|entry| entry.contains(kind)).unwrap();
    let with = |seq: usize, old: &str, new: &str| {
        let mut entries = night.clone();
        assert!(entries[seq].contains(old), "{old} is not in {}", entries[seq]);
        entries[seq] = entries[seq].replacen(old, new, 1);
        leaves(&entries)
    };
    let without = |seq: usize| leaves(&[&night[..seq], &night[seq + 1..]].concat());
    let (opened, locked, called) = (place("game_opened"), place("game_locked"), place("ball_called"));
    let (committed, voided) = (place("game_committed"), place("card_voided"));
    let (entropy, recalled) = (place("entropy_added"), place("ball_recalled"));
    let (tie, revealed) = (place("tie_resolved"), place("seed_revealed"));
    let tampered = [
        ("another ball", with(called, r#""ball":"#, r#""ball":7"#), called),
        ("a ball skipped", without(called), called),
        ("another entropy", with(entropy, "5", "6"), called),
        ("entropy after the first ball", leaves(&swapped(&night, entropy, called)), called),
        ("another recall", with(recalled, r#""call":2"#, r#""call":1"#), recalled),
        ("another card", with(place("card_activated"), r#""serial":9"#, r#""serial":8"#), locked),
        ("a void card back in play", without(voided), locked - 1),
        ("another lock", with(locked, r#""lock":""#, r#""lock":"0"#), locked),
        ("another rules hash", with(locked, r#""rules_hash":""#, r#""rules_hash":"0"#), locked),
        ("other rules", with(opened, r#""last_number":false"#, r#""last_number":true"#), locked),
        ("another seed", with(revealed, &seed_number(1).hex(), &seed_number(9).hex()), revealed),
        ("another commitment", with(committed, r#""commitment":""#, r#""commitment":"0"#), revealed),
        ("another tie winner", with(tie, r#""winners":["#, r#""winners":[1"#), tie),
        ("no reveal", without(revealed), opened),
        ("no commitment", without(committed), locked - 1),
        ("no number", with(called, r#""call":1"#, r#""call":null"#), called),
        ("no leaf", with(called, "{", ""), called),
        ("a leaf missing", [&leaves(&night)[..3], &leaves(&night)[4..]].concat(), 3),
    ];
    for (what, leaves, seq) in tampered {
        let (code, text) = check(&leaves);
        assert_eq!(code, 1, "{what}: {text}");
        assert!(text.starts_with(&format!("seq {seq}: ")), "{what}, wanted seq {seq}: {text}");
    }
}

fn swapped(entries: &[String], a: usize, b: usize) -> Vec<String> {
    let mut entries = entries.to_vec();
    entries.swap(a, b);
    entries
}

/// A short night: cards, a drawn game with a recall and a tie, a game from a cage.
fn a_night() -> Vec<String> {
    let (house, cage) = (GameId::new("house").unwrap(), GameId::new("cage").unwrap());
    let serials = [Serial(9), Serial(10), Serial(100)];
    let call = |game: &GameId, ball, call| Entry::BallCalled { game: game.clone(), ball, call };
    let night = NightId::new("2026-11-20").unwrap();
    let venue = Label::new("The Crown").unwrap();
    let mut entries = vec![Entry::NightOpened {
        night: night.clone(),
        venue,
        previous: None,
        rehearsal: false,
        pots: vec![],
    }];
    entries.extend(opening(&house, Source::Rng, 1));
    for serial in serials.into_iter().chain([Serial(11)]) {
        entries.push(Entry::CardActivated { serial, face: a_face() });
    }
    entries.push(Entry::CardVoided { serial: Serial(11), reason: reason() });
    let (lock, locked) = locking(&house, &serials);
    entries.push(locked);
    entries.push(Entry::EntropyAdded { game: house.clone(), text: "röt 5".into() });
    let order = deck::order(&seed_number(1), &house, &lock, "röt 5");
    entries.extend([call(&house, order[0], 1), call(&house, order[1], 2)]);
    entries.push(Entry::BallRecalled { game: house.clone(), ball: order[1], call: 2, reason: reason() });
    entries.extend([call(&house, order[1], 2), call(&house, order[2], 3)]);
    entries.push(Entry::WinDetected {
        hands: vec![],
        game: house.clone(),
        stage: 0,
        ball: order[2],
        call: 3,
        serials: serials[1..].to_vec(),
    });
    entries.push(Entry::TieResolved {
        game: house.clone(),
        stage: 0,
        rule: TieRule::Random,
        serials: serials[1..].to_vec(),
        winners: vec![deck::pick(&seed_number(1), &house, 0, 3, &serials[1..])],
    });
    entries.push(Entry::GameClosed { game: house.clone(), outcome: Outcome::Played, reason: None });
    entries.push(Entry::SeedRevealed { game: house, seed: seed_number(1) });
    entries.extend(opening(&cage, Source::Cage, 2));
    entries.push(locking(&cage, &serials).1);
    entries.push(call(&cage, Ball::new(5).unwrap(), 1));
    entries.push(Entry::SeedRevealed { game: cage, seed: seed_number(2) });
    entries.push(Entry::NightClosed { night });
    entries.iter().map(|entry| serde_json::to_string(entry).unwrap()).collect()
}

fn opening(game: &GameId, source: Source, seed: u32) -> [Entry; 2] {
    let name = Label::new("Full house “é”").unwrap();
    let rules = Rules { ties: TieRule::Random, ..Rules::friendly_pub() };
    [
        Entry::GameOpened {
            game: game.clone(),
            name,
            source,
            rules,
            stages: vec![],
            format: Format::default(),
        },
        Entry::GameCommitted { game: game.clone(), commitment: deck::commitment(&seed_number(seed)) },
    ]
}

fn locking(game: &GameId, serials: &[Serial]) -> (Digest, Entry) {
    let rules_hash = Rules { ties: TieRule::Random, ..Rules::friendly_pub() }.hash();
    let card_root = deck::card_root(serials);
    let lock = deck::lock(game, &rules_hash, &card_root);
    (lock, Entry::GameLocked { game: game.clone(), rules_hash, card_root, lock })
}

/// Entries as they stand in the ledger, byte for byte but for what the deck does not read.
fn leaves(entries: &[String]) -> Vec<String> {
    let leaf = |(seq, entry): (usize, &String)| entry.replacen('{', &format!(r#"{{"v":1,"seq":{seq},"#), 1);
    entries.iter().enumerate().map(leaf).collect()
}

fn a_face() -> Face {
    let numbers: Vec<u8> = (0..25).map(|square| square % 5 * 15 + square / 5 + 1).collect();
    Face::new(&numbers).unwrap()
}

fn reason() -> Reason {
    Reason::new("misheard").unwrap()
}

/// The second implementation's answers.
fn second(cases: &[Case]) -> Vec<Answer> {
    let mut stdin = tempfile::tempfile().unwrap();
    for case in cases {
        writeln!(stdin, "{}", serde_json::to_string(case).unwrap()).unwrap();
    }
    stdin.rewind().unwrap();
    let output = python(&["orders"], stdin.into());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Exit code and words of the second implementation about a night.
fn check(leaves: &[String]) -> (i32, String) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    for leaf in leaves {
        writeln!(file, "{leaf}").unwrap();
    }
    let output = python(&["night", file.path().to_str().unwrap()], Stdio::null());
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(errors, "");
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

fn python(arguments: &[&str], stdin: Stdio) -> Output {
    let script = root().join("tests/deck_v1/deck_v1.py");
    let output = Command::new("python3").arg(script).args(arguments).stdin(stdin).output();
    output.unwrap_or_else(|error| match error.kind() {
        ErrorKind::NotFound => panic!("python3 is missing: the second implementation of the deck needs it"),
        _ => panic!("python3 did not run: {error}"),
    })
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
