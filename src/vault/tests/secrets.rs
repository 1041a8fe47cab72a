//! Seeds and names, and what must not stand in the file.

use super::*;
use domain::{GameId, NightId, Seed, Serial};

fn night(text: &str) -> NightId {
    NightId::new(text).unwrap()
}

fn game(text: &str) -> GameId {
    GameId::new(text).unwrap()
}

#[test]
fn the_first_seed_of_a_game_stands_whatever_is_tried_later() {
    let kit = Kit::new();
    let (tonight, g1, g2) = (night("2026-11-20"), game("g1"), game("g2"));
    let seed = kit.vault.seed_fresh();
    assert_eq!(kit.vault.seed(&tonight, &g1).unwrap(), None);
    assert_eq!(kit.vault.seed_make(&tonight, &g1, &seed).unwrap(), seed);
    assert_eq!(kit.vault.seed_make(&tonight, &g1, &Seed([9; 64])).unwrap(), seed);
    assert_eq!(kit.vault.seed_make(&tonight, &g2, &Seed([9; 64])).unwrap(), Seed([9; 64]));
    let kit = kit.restarted();
    assert_eq!(kit.vault.seed(&tonight, &g1).unwrap(), Some(seed));
    assert_eq!(kit.vault.seed(&night("2026-11-21"), &g1).unwrap(), None);
}

#[test]
fn a_name_is_kept_once_and_its_digest_says_nothing() {
    let kit = Kit::new();
    let (tonight, g1) = (night("2026-11-20"), game("g1"));
    let keep = |serial: u32, name: &str| {
        let win = PaidWin { night: &tonight, game: &g1, stage: 0, serial: Serial(serial) };
        let digest = kit.vault.name_digest(&win, &label(name)).unwrap();
        assert_eq!(kit.vault.name_keep(&win, &label(name)).unwrap(), digest);
        digest
    };
    let ana = keep(7, "Ana");
    assert_eq!(keep(7, "Ana"), ana, "two desks, one win, one name");
    let corrected = keep(7, "Anna");
    assert_ne!(corrected, ana);
    assert_ne!(keep(8, "Ana"), ana, "the same name elsewhere cannot be recognised");
    assert_eq!(kit.vault.name(&ana).unwrap(), Some(label("Ana")));
    assert_eq!(kit.vault.names(&tonight).unwrap().len(), 3);
    let other = night("2026-11-21");
    let elsewhere = PaidWin { night: &other, game: &g1, stage: 0, serial: Serial(7) };
    kit.vault.name_keep(&elsewhere, &label("Cem")).unwrap();
    assert_eq!(kit.vault.forget_names(&tonight).unwrap(), 3);
    assert_eq!(kit.vault.name(&ana).unwrap(), None);
    assert_eq!(kit.vault.names(&other).unwrap().len(), 1);
    assert_ne!(keep(7, "Ana"), ana, "nobody can tell any more whose digest it was");
}

#[test]
fn a_digest_is_the_same_after_a_start_and_keeps_no_name() {
    let kit = Kit::new();
    let (tonight, g1) = (night("2026-11-20"), game("g1"));
    let win = PaidWin { night: &tonight, game: &g1, stage: 0, serial: Serial(7) };
    let digest = kit.vault.name_digest(&win, &label("Ana")).unwrap();
    let kit = kit.restarted();
    assert_eq!(kit.vault.name_digest(&win, &label("Ana")).unwrap(), digest);
    assert_eq!(kit.vault.names(&tonight).unwrap(), []);
}

#[test]
fn what_is_remembered_survives_a_start() {
    let kit = Kit::new();
    assert_eq!(kit.vault.checkpoint_kept().unwrap(), None);
    assert_eq!(kit.vault.time_kept().unwrap(), KeptTime::default());
    kit.vault.checkpoint_keep("hallbox/box/2026-11-20").unwrap();
    // The second time is that of a clock that was put back.
    for now_ms in [NOW, NOW - 1] {
        kit.vault.time_keep(KeptTime { now_ms: Some(now_ms), confirmed_ms: Some(7), age_ms: 8 }).unwrap();
    }
    let kit = kit.restarted();
    assert_eq!(kit.vault.checkpoint_kept().unwrap().as_deref(), Some("hallbox/box/2026-11-20"));
    let kept = KeptTime { now_ms: Some(NOW - 1), confirmed_ms: Some(7), age_ms: 8 };
    assert_eq!(kit.vault.time_kept().unwrap(), kept);
}

#[test]
fn forgotten_names_and_secrets_that_are_only_compared_stand_in_no_file() {
    let (kit, _, tablet, token) = Kit::claimed();
    let tonight = night("2026-11-20");
    let win = PaidWin { night: &tonight, game: &game("g1"), stage: 0, serial: Serial(7) };
    kit.vault.name_keep(&win, &label("Forgotten Winner")).unwrap();
    let offer = kit.vault.enrolment_offer(&label("Door"), Profile::Any, NOW).unwrap();
    let holds = |needle: &[u8]| {
        std::fs::read_dir(kit.dir.path()).unwrap().any(|entry| {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            bytes.windows(needle.len()).any(|part| part == needle)
        })
    };
    assert!(holds(b"Forgotten Winner"), "else this test proves nothing");
    kit.vault.forget_names(&tonight).unwrap();
    assert!(!holds(b"Forgotten Winner"));
    for secret in [tablet.cookie.as_str(), token.as_str(), offer.token.as_str(), PIN] {
        assert!(!holds(secret.as_bytes()));
    }
}

#[test]
fn a_damaged_or_newer_database_is_a_plain_failure() {
    let kit = Kit::new();
    kit.vault.db().pragma_update(None, "user_version", 99).unwrap();
    let Kit { dir, vault } = kit;
    drop(vault);
    assert!(matches!(Vault::open(dir.path()), Err(VaultError::TooNew { found: 99, .. })));
    std::fs::write(dir.path().join("box.db"), [b'x'; 5000]).unwrap();
    assert!(matches!(Vault::open(dir.path()), Err(VaultError::Damaged(_))));
}

#[test]
fn bytes_flipped_in_the_file_are_noticed_at_the_start() {
    let Kit { dir, vault } = Kit::claimed().0;
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
    let kit = Kit::new();
    let other = rusqlite::Connection::open(kit.dir.path().join("box.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    kit.vault.db().busy_timeout(std::time::Duration::ZERO).unwrap();
    assert!(matches!(kit.vault.claim_code(), Err(VaultError::Busy)));
}

#[test]
fn names_due_by_a_doubtful_clock_wait_for_the_age_of_the_box() {
    let kit = Kit::new();
    let both = [night("2026-10-01"), night("2026-10-02")];
    let due = |nights: &[NightId], age_ms| kit.vault.names_due(nights, age_ms, 100).unwrap();
    assert_eq!(due(&both[..1], 1_000), []);
    assert_eq!(due(&both, 1_099), []);
    assert_eq!(due(&both, 1_100), both[..1], "the second one is due since 1,099");
    // The clock was wrong and has been set: the time it was wrong counts no more.
    assert_eq!(due(&[], 1_150), []);
    assert_eq!(due(&both, 1_200), []);
    assert_eq!(due(&both, 1_300), both);
}
