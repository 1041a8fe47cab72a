//! Seeds and names, and what must not stand in the file.

use super::*;
use crate::domain::{GameId, NightId, Seed, Serial};

fn night(text: &str) -> NightId {
    NightId::new(text).unwrap()
}

fn game(text: &str) -> GameId {
    GameId::new(text).unwrap()
}

#[test]
fn the_first_seed_of_a_game_stands_whatever_is_tried_later() {
    let hall = Hall::new();
    let (tonight, g1, g2) = (night("2026-11-20"), game("g1"), game("g2"));
    let seed = hall.vault.seed_fresh();
    assert_eq!(hall.vault.seed(&tonight, &g1).unwrap(), None);
    assert_eq!(hall.vault.seed_make(&tonight, &g1, &seed).unwrap(), seed);
    assert_eq!(hall.vault.seed_make(&tonight, &g1, &Seed([9; 64])).unwrap(), seed);
    assert_eq!(hall.vault.seed_make(&tonight, &g2, &Seed([9; 64])).unwrap(), Seed([9; 64]));
    let hall = hall.restarted();
    assert_eq!(hall.vault.seed(&tonight, &g1).unwrap(), Some(seed));
    assert_eq!(hall.vault.seed(&night("2026-11-21"), &g1).unwrap(), None);
}

#[test]
fn a_name_is_kept_once_and_its_digest_says_nothing() {
    let hall = Hall::new();
    let (tonight, g1) = (night("2026-11-20"), game("g1"));
    let keep = |serial: u32, name: &str| {
        hall.vault.name_keep(&tonight, &g1, 0, Serial(serial), &label(name)).unwrap()
    };
    let ana = keep(7, "Ana");
    assert_eq!(keep(7, "Ana"), ana, "two desks, one win, one name");
    let corrected = keep(7, "Anna");
    assert_ne!(corrected, ana);
    assert_ne!(keep(8, "Ana"), ana, "the same name elsewhere cannot be recognised");
    assert_eq!(hall.vault.name(&ana).unwrap(), Some(label("Ana")));
    assert_eq!(hall.vault.names(&tonight).unwrap().len(), 3);
    let other = night("2026-11-21");
    hall.vault.name_keep(&other, &g1, 0, Serial(7), &label("Cem")).unwrap();
    assert_eq!(hall.vault.forget_names(&tonight).unwrap(), 3);
    assert_eq!(hall.vault.name(&ana).unwrap(), None);
    assert_eq!(hall.vault.names(&other).unwrap().len(), 1);
}

#[test]
fn one_win_does_not_fill_the_vault_with_names() {
    let hall = Hall::new();
    let keep =
        |i: u32| hall.vault.name_keep(&night("n"), &game("g"), 0, Serial(7), &label(&format!("Name {i}")));
    for i in 0..8 {
        keep(i).unwrap();
    }
    assert!(matches!(keep(8), Err(Denied::Full { .. })));
    keep(3).unwrap();
}

#[test]
fn forgotten_names_and_secrets_that_are_only_compared_stand_in_no_file() {
    let (hall, _, tablet, token) = Hall::claimed();
    let tonight = night("2026-11-20");
    hall.vault.name_keep(&tonight, &game("g1"), 0, Serial(7), &label("Forgotten Winner")).unwrap();
    let offer = hall.vault.enrolment_offer(&label("Door"), Profile::Any, NOW).unwrap();
    let holds = |needle: &[u8]| {
        std::fs::read_dir(hall.dir.path()).unwrap().any(|entry| {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            bytes.windows(needle.len()).any(|part| part == needle)
        })
    };
    assert!(holds(b"Forgotten Winner"), "else this test proves nothing");
    hall.vault.forget_names(&tonight).unwrap();
    assert!(!holds(b"Forgotten Winner"));
    for secret in [tablet.cookie.as_str(), token.as_str(), offer.token.as_str(), PIN] {
        assert!(!holds(secret.as_bytes()));
    }
}

#[test]
fn a_damaged_or_newer_database_is_a_plain_failure() {
    let hall = Hall::new();
    hall.vault.db().pragma_update(None, "user_version", 7).unwrap();
    let Hall { dir, vault } = hall;
    drop(vault);
    assert!(matches!(Vault::open(dir.path()), Err(VaultError::TooNew { found: 7, .. })));
    std::fs::write(dir.path().join("box.db"), [b'x'; 5000]).unwrap();
    assert!(matches!(Vault::open(dir.path()), Err(VaultError::Damaged(_))));
}

#[test]
fn bytes_flipped_in_the_file_are_noticed_at_the_start() {
    let Hall { dir, vault } = Hall::claimed().0;
    drop(vault);
    let path = dir.path().join("box.db");
    let mut bytes = std::fs::read(&path).unwrap();
    // The page headers behind the first page, whatever they belong to.
    for page in bytes.chunks_mut(4096).skip(1) {
        page[..8].fill(0xFF);
    }
    std::fs::write(&path, bytes).unwrap();
    assert!(matches!(Vault::open(dir.path()), Err(VaultError::Damaged(_))));
}

#[test]
fn a_database_held_by_another_program_is_said_to_be() {
    let hall = Hall::new();
    let other = rusqlite::Connection::open(hall.dir.path().join("box.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    hall.vault.db().busy_timeout(std::time::Duration::ZERO).unwrap();
    assert!(matches!(hall.vault.claim_code(), Err(VaultError::Busy)));
}
