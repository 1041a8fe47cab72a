//! Tests of the vault, honest and hostile use.

mod cards;
mod people;
mod secrets;

use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use data_encoding::BASE64URL_NOPAD;
use sha2::Digest as _;

use super::*;
use domain::{DeviceId, Label, Profile, StaffId};

/// Box time, and age of the box, at the start of every test.
const NOW: i64 = 1_795_132_800_000;
const START: VaultTime = VaultTime { now_ms: NOW, age_ms: NOW };
/// A PIN that is good enough.
const PIN: &str = "739104";

/// Random bytes that repeat themselves.
struct Counted(AtomicU64);

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let count = self.0.fetch_add(1, Ordering::Relaxed);
            chunk.copy_from_slice(&sha2::Sha256::digest(count.to_be_bytes())[..chunk.len()]);
        }
    }
}

/// A vault in a folder of its own, and what devices and people do with it.
struct Kit {
    dir: tempfile::TempDir,
    vault: Vault,
}

/// A device and the private key it keeps to itself.
struct Tablet {
    id: DeviceId,
    cookie: Token,
    key: EcdsaKeyPair,
}

impl Kit {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let vault = Vault::open_with(dir.path(), Arc::new(Counted(AtomicU64::new(0)))).unwrap();
        Self { dir, vault }
    }

    /// The vault after a restart of the box.
    fn restarted(self) -> Self {
        let Self { dir, vault } = self;
        drop(vault);
        let vault = Vault::open(dir.path()).unwrap();
        Self { dir, vault }
    }

    /// The box, its first owner, their device and their session.
    fn claimed() -> (Self, StaffId, Tablet, Token) {
        let kit = Self::new();
        let code = kit.vault.claim_code().unwrap().unwrap();
        let (key, public_key) = key_pair();
        let first = FirstOwner {
            code: &code,
            name: &label("Ana"),
            pin: PIN,
            desk: &label("Bar"),
            public_key: &public_key,
        };
        let (enrolled, admitted) = kit.vault.claim_box(&first, START).unwrap();
        let tablet = Tablet { id: enrolled.device.id, cookie: enrolled.cookie, key };
        (kit, admitted.session.staff, tablet, admitted.token)
    }

    fn tablet(&self, profile: Profile) -> Tablet {
        let offer = self.vault.enrolment_offer(&label("Door"), profile, NOW).unwrap();
        let (key, public_key) = key_pair();
        let enrolled = self.vault.enrol(offer.token.as_str(), &public_key, START).unwrap();
        Tablet { id: enrolled.device.id, cookie: enrolled.cookie, key }
    }

    fn sign_in(&self, tablet: &Tablet, staff: &StaffId, pin: &str, age_ms: i64) -> Result<Admitted, Denied> {
        let challenge = self.vault.challenge(&tablet.id, age_ms);
        let signature = tablet.sign(&challenge);
        let proof = Proof { challenge: &challenge, signature: &signature };
        self.vault.sign_in(&tablet.id, &proof, staff, pin, age_ms)
    }

    fn open(&self, token: &Token, tablet: &Tablet, age_ms: i64) -> Option<Session> {
        self.vault.session(token.as_str(), &tablet.id, age_ms).unwrap()
    }
}

impl Tablet {
    fn sign(&self, text: &str) -> String {
        BASE64URL_NOPAD.encode(self.key.sign(&SystemRandom::new(), text.as_bytes()).unwrap().as_ref())
    }
}

fn key_pair() -> (EcdsaKeyPair, PublicKey) {
    let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let public_key = PublicKey::new(key.public_key().as_ref()).unwrap();
    (key, public_key)
}

fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

fn owner_tries<'a>(code: &'a str, pin: &'a str, name: &'a Label, key: &'a PublicKey) -> FirstOwner<'a> {
    FirstOwner { code, name, pin, desk: name, public_key: key }
}

#[test]
fn who_the_box_is_never_changes() {
    let kit = Kit::new();
    let before = kit.vault.identity().clone();
    assert_eq!(before.box_id.len(), 8);
    assert!(before.box_id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
    let kit = kit.restarted();
    assert_eq!(kit.vault.identity().box_id, before.box_id);
    assert_eq!(kit.vault.identity().key_seed, before.key_seed);
    assert!(!format!("{before:?}").contains("key_seed"));
}

#[test]
fn nobody_else_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let kit = Kit::new();
    kit.vault.claim_code().unwrap();
    for entry in std::fs::read_dir(kit.dir.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?} has mode {mode:o}", entry.file_name());
    }
}

#[test]
fn the_first_owner_gets_everything_at_once() {
    let (kit, owner, tablet, token) = Kit::claimed();
    let session = kit.open(&token, &tablet, NOW).unwrap();
    assert_eq!((session.staff.as_str(), session.device.as_str()), ("s1", "d1"));
    assert_eq!(session.rights, domain::Rights::ALL);
    assert_eq!(kit.vault.device_by_cookie(tablet.cookie.as_str()).unwrap().unwrap().id, tablet.id);
    assert_eq!(kit.vault.staff().unwrap()[0].id, owner);
    assert!(!kit.vault.unclaimed().unwrap());
    assert_eq!(kit.vault.claim_code().unwrap(), None);
}

#[test]
fn a_box_is_claimed_once() {
    let kit = Kit::new();
    let code = kit.vault.claim_code().unwrap().unwrap();
    let (name, (_, key)) = (label("Ana"), key_pair());
    let claim = || kit.vault.claim_box(&owner_tries(&code, PIN, &name, &key), START);
    let won = std::thread::scope(|threads| {
        let tries = [threads.spawn(claim), threads.spawn(claim), threads.spawn(claim)];
        tries.into_iter().filter_map(|t| t.join().unwrap().ok()).count()
    });
    assert_eq!(won, 1);
    assert_eq!(kit.vault.staff().unwrap().len(), 1);
    assert!(matches!(claim(), Err(Denied::AlreadyClaimed)));
}

#[test]
fn claim_codes_are_read_by_people_and_replaced_at_every_start() {
    let kit = Kit::new();
    let (name, (_, key)) = (label("Ana"), key_pair());
    let old = kit.vault.claim_code().unwrap().unwrap();
    let new = kit.vault.claim_code().unwrap().unwrap();
    let claim = |code: &str| kit.vault.claim_box(&owner_tries(code, PIN, &name, &key), START);
    assert!(matches!(claim(&old), Err(Denied::Wrong)));
    let typed = new.replace('-', " ").replace('0', "o").replace('1', "l").to_lowercase();
    claim(&typed).unwrap();
}

#[test]
fn a_kept_claim_code_stays_good_and_its_tries_count_on() {
    let kit = Kit::new();
    let (name, (_, key)) = (label("Ana"), key_pair());
    let code = kit.vault.claim_code().unwrap().unwrap();
    let claim = |code: &str| kit.vault.claim_box(&owner_tries(code, PIN, &name, &key), START);
    for _ in 0..5 {
        assert!(matches!(claim("0000-0000"), Err(Denied::Wrong)));
        assert_eq!(kit.vault.claim_by(code.clone()).unwrap().as_ref(), Some(&code));
    }
    assert!(matches!(claim("0000-0000"), Err(Denied::Wait { .. })), "a new start is no new try");
    claim(&code).unwrap();
    assert_eq!(kit.vault.claim_by(code).unwrap(), None);
}

#[test]
fn wrong_claim_codes_wait_after_five_and_the_right_one_never() {
    let kit = Kit::new();
    let code = kit.vault.claim_code().unwrap().unwrap();
    let (name, (_, key)) = (label("Ana"), key_pair());
    let claim = |code: &str, age_ms: i64| {
        kit.vault.claim_box(&owner_tries(code, PIN, &name, &key), VaultTime { age_ms, ..START })
    };
    for _ in 0..5 {
        assert!(matches!(claim("0000-0000", NOW), Err(Denied::Wrong)));
    }
    let until = NOW + 15 * 60 * 1000;
    for at in [NOW + 1, until - 1] {
        assert!(matches!(claim("1111-1111", at), Err(Denied::Wait { left_ms }) if at + left_ms == until));
    }
    claim(&code, NOW + 2).unwrap();
}

#[test]
fn a_weak_pin_claims_nothing() {
    let kit = Kit::new();
    let code = kit.vault.claim_code().unwrap().unwrap();
    let (name, (_, key)) = (label("Ana"), key_pair());
    let tried = kit.vault.claim_box(&owner_tries(&code, "123456", &name, &key), START);
    assert!(matches!(tried, Err(Denied::WeakPin(WeakPin::Trivial))));
    assert!(kit.vault.unclaimed().unwrap());
}

#[test]
fn a_second_start_of_an_unclaimed_box_without_a_code_lets_nobody_in() {
    let kit = Kit::new();
    let (name, (_, key)) = (label("Ana"), key_pair());
    let tried = kit.vault.claim_box(&owner_tries("", PIN, &name, &key), START);
    assert!(matches!(tried, Err(Denied::Wrong)));
}
