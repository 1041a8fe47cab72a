//! People, devices, sessions.

use super::*;
use domain::{Right, Rights, Role, Thing};

const HOUR_MS: i64 = 60 * 60 * 1000;

#[test]
fn people_keep_their_ids_and_sign_in_with_what_role_and_device_both_allow() {
    let (kit, owner, ..) = Kit::claimed();
    let bea = kit.vault.staff_add(&label("Bea"), Role::Verifier, "482913").unwrap();
    assert_eq!(bea.id.as_str(), "s2");
    let desk = kit.tablet(Profile::PrizeDesk);
    let session = kit.sign_in(&desk, &bea.id, "482913", NOW).unwrap().session;
    assert_eq!(session.rights, Rights::of(&[Right::Verify, Right::Pay]));
    let door = kit.tablet(Profile::SalesDesk);
    assert_eq!(kit.sign_in(&door, &bea.id, "482913", NOW).unwrap().session.rights, Rights::NONE);
    assert_eq!(kit.sign_in(&door, &owner, PIN, NOW).unwrap().session.rights.list(), [Right::Sell]);
    let kit = kit.restarted();
    let names: Vec<String> =
        kit.vault.staff().unwrap().iter().map(|p| format!("{} {}", p.id, p.name)).collect();
    assert_eq!(names, ["s1 Ana", "s2 Bea"]);
}

#[test]
fn wrong_pins_cost_ever_longer_waits_that_survive_a_restart() {
    let (kit, owner, tablet, _) = Kit::claimed();
    for _ in 0..3 {
        assert!(matches!(kit.sign_in(&tablet, &owner, "000001", NOW), Err(Denied::Wrong)));
    }
    let kit = kit.restarted();
    let wait = |at: i64| match kit.sign_in(&tablet, &owner, PIN, at) {
        Err(Denied::Wait { left_ms }) => at + left_ms,
        other => panic!("{other:?}"),
    };
    assert_eq!(wait(NOW), NOW + 5_000);
    assert_eq!(wait(NOW + 4_999), NOW + 5_000);
    assert!(matches!(kit.sign_in(&tablet, &owner, "000001", NOW + 5_000), Err(Denied::Wrong)));
    assert_eq!(wait(NOW + 5_001), NOW + 15_000);
    kit.sign_in(&tablet, &owner, PIN, NOW + 15_000).unwrap();
    assert!(matches!(kit.sign_in(&tablet, &owner, "000001", NOW + 15_001), Err(Denied::Wrong)));
    kit.sign_in(&tablet, &owner, PIN, NOW + 15_002).unwrap();
}

#[test]
fn tries_made_at_the_same_time_are_all_counted() {
    let (kit, owner, tablet, _) = Kit::claimed();
    let waited = std::thread::scope(|threads| {
        let tries: Vec<_> =
            (0..6).map(|_| threads.spawn(|| kit.sign_in(&tablet, &owner, "000001", NOW))).collect();
        let answers = tries.into_iter().map(|t| t.join().unwrap());
        // Six challenges for one device: two gave way, their tries never reached the PIN.
        answers.filter(|answer| matches!(answer, Err(Denied::Wait { .. }))).count()
    });
    let failures: u32 =
        kit.vault.db().query_row("SELECT failures FROM pin_tries", (), |row| row.get(0)).unwrap();
    assert!(failures <= 3, "{failures} tries got through, {waited} had to wait");
}

#[test]
fn a_wait_that_is_longer_than_the_longest_is_over() {
    let (kit, owner, tablet, _) = Kit::claimed();
    let next_year = NOW + 365 * 24 * HOUR_MS;
    for _ in 0..3 {
        kit.sign_in(&tablet, &owner, "000001", next_year).unwrap_err();
    }
    kit.sign_in(&tablet, &owner, PIN, NOW).unwrap();
}

#[test]
fn nobody_and_suspended_people_answer_like_a_wrong_pin() {
    let (kit, _, tablet, _) = Kit::claimed();
    let bea = kit.vault.staff_add(&label("Bea"), Role::Seller, "482913").unwrap();
    kit.vault.staff_suspend(&bea.id, true).unwrap();
    for (id, pin) in [("s9", PIN), ("s01", PIN), ("d1", PIN)] {
        assert!(matches!(kit.sign_in(&tablet, &StaffId::new(id).unwrap(), pin, NOW), Err(Denied::Wrong)));
    }
    // The three above used up the free tries of everybody who does not exist.
    assert!(matches!(kit.sign_in(&tablet, &bea.id, "482913", NOW), Err(Denied::Wait { .. })));
    assert!(matches!(kit.sign_in(&tablet, &bea.id, "482913", NOW + 5_000), Err(Denied::Wrong)));
}

#[test]
fn a_suspended_persons_session_dies_and_does_not_come_back() {
    let (kit, ..) = Kit::claimed();
    let bea = kit.vault.staff_add(&label("Bea"), Role::Seller, "482913").unwrap();
    let desk = kit.tablet(Profile::Any);
    let token = kit.sign_in(&desk, &bea.id, "482913", NOW).unwrap().token;
    assert!(kit.open(&token, &desk, NOW).is_some());
    kit.vault.staff_suspend(&bea.id, true).unwrap();
    assert_eq!(kit.open(&token, &desk, NOW), None);
    kit.vault.staff_suspend(&bea.id, false).unwrap();
    assert_eq!(kit.open(&token, &desk, NOW), None);
    kit.sign_in(&desk, &bea.id, "482913", NOW).unwrap();
}

#[test]
fn a_suspended_device_is_unknown_and_its_session_dies() {
    let (kit, owner, ..) = Kit::claimed();
    let desk = kit.tablet(Profile::Any);
    let token = kit.sign_in(&desk, &owner, PIN, NOW).unwrap().token;
    kit.vault.device_suspend(&desk.id, true).unwrap();
    assert_eq!(kit.open(&token, &desk, NOW), None);
    assert_eq!(kit.vault.device_by_cookie(desk.cookie.as_str()).unwrap(), None);
    assert!(matches!(kit.sign_in(&desk, &owner, PIN, NOW), Err(Denied::Wrong)));
    kit.vault.device_suspend(&desk.id, false).unwrap();
    assert!(kit.vault.device_by_cookie(desk.cookie.as_str()).unwrap().is_some());
    kit.sign_in(&desk, &owner, PIN, NOW).unwrap();
}

#[test]
fn somebody_can_always_manage_the_box() {
    let (kit, owner, ..) = Kit::claimed();
    assert!(matches!(kit.vault.staff_suspend(&owner, true), Err(Denied::LastOwner)));
    kit.vault.staff_add(&label("Bea"), Role::Owner, "482913").unwrap();
    kit.vault.staff_suspend(&owner, true).unwrap();
    let nobody = StaffId::new("s77").unwrap();
    assert!(matches!(kit.vault.staff_suspend(&nobody, true), Err(Denied::Unknown(Thing::Person))));
}

#[test]
fn a_new_pin_ends_sessions_and_waits() {
    let (kit, owner, tablet, token) = Kit::claimed();
    for _ in 0..3 {
        kit.sign_in(&tablet, &owner, "000001", NOW).unwrap_err();
    }
    assert!(matches!(kit.vault.staff_set_pin(&owner, "111111"), Err(Denied::WeakPin(_))));
    kit.vault.staff_set_pin(&owner, "482913").unwrap();
    assert_eq!(kit.open(&token, &tablet, NOW), None);
    assert!(matches!(kit.sign_in(&tablet, &owner, PIN, NOW), Err(Denied::Wrong)));
    kit.sign_in(&tablet, &owner, "482913", NOW).unwrap();
}

#[test]
fn a_device_that_guesses_a_pin_makes_itself_wait_and_no_other() {
    let (kit, owner, tablet, _) = Kit::claimed();
    let desk = kit.tablet(Profile::SalesDesk);
    for _ in 0..3 {
        assert!(matches!(kit.sign_in(&desk, &owner, "000001", NOW), Err(Denied::Wrong)));
    }
    assert!(matches!(kit.sign_in(&desk, &owner, PIN, NOW), Err(Denied::Wait { .. })));
    kit.sign_in(&tablet, &owner, PIN, NOW).unwrap();
    assert!(
        matches!(kit.sign_in(&desk, &owner, PIN, NOW), Err(Denied::Wait { .. })),
        "it waits all the same"
    );
    let bea = kit.vault.staff_add(&label("Bea"), Role::Seller, "482913").unwrap();
    kit.sign_in(&desk, &bea.id, "482913", NOW).unwrap();
}

#[test]
fn many_devices_that_guess_all_day_wait_together_but_not_the_persons_own() {
    let (kit, owner, tablet, _) = Kit::claimed();
    kit.sign_in(&tablet, &owner, PIN, NOW).unwrap();
    let guess =
        |device: u32, at: i64| kit.vault.count_try(&owner, &DeviceId::new(format!("d{device}")).unwrap(), at);
    for n in 0..199 {
        assert!(guess(100 + n / 2, NOW).is_ok(), "try {n}");
    }
    assert!(guess(300, NOW).is_ok(), "the last of the day");
    let stranger = kit.tablet(Profile::Any);
    assert!(
        matches!(kit.sign_in(&stranger, &owner, PIN, NOW), Err(Denied::Wait { left_ms }) if left_ms == HOUR_MS / 4)
    );
    kit.sign_in(&tablet, &owner, PIN, NOW).unwrap();
    kit.sign_in(&stranger, &owner, PIN, NOW + HOUR_MS / 4).unwrap();
    assert!(guess(301, NOW + 24 * HOUR_MS).is_ok());
    assert!(guess(302, NOW + 24 * HOUR_MS).is_ok(), "a new day");
}

#[test]
fn sessions_end_after_idling_or_a_day_and_survive_restarts() {
    let (kit, _, tablet, token) = Kit::claimed();
    let kit = kit.restarted();
    for hours in [11, 22, 23] {
        assert!(kit.open(&token, &tablet, NOW + hours * HOUR_MS).is_some(), "after {hours} h");
    }
    assert_eq!(kit.open(&token, &tablet, NOW + 24 * HOUR_MS), None);
    let (kit, _, tablet, token) = Kit::claimed();
    assert_eq!(kit.open(&token, &tablet, NOW + 12 * HOUR_MS), None);
    assert!(kit.open(&token, &tablet, NOW + 12 * HOUR_MS - 1).is_some());
}

#[test]
fn a_session_works_on_its_device_alone_until_sign_out() {
    let (kit, owner, tablet, token) = Kit::claimed();
    let other = kit.tablet(Profile::Any);
    assert_eq!(kit.open(&token, &other, NOW), None);
    assert_eq!(kit.vault.session("", &tablet.id, NOW).unwrap(), None);
    assert_eq!(kit.vault.session(tablet.cookie.as_str(), &tablet.id, NOW).unwrap(), None);
    kit.vault.sign_out(token.as_str()).unwrap();
    assert_eq!(kit.open(&token, &tablet, NOW), None);
    let first = kit.sign_in(&tablet, &owner, PIN, NOW).unwrap().token;
    let second = kit.sign_in(&tablet, &owner, PIN, NOW).unwrap().token;
    assert_eq!(kit.open(&first, &tablet, NOW), None, "a device has one session");
    assert!(kit.open(&second, &tablet, NOW).is_some());
}

#[test]
fn an_enrolment_is_good_once_for_ten_minutes() {
    let (kit, ..) = Kit::claimed();
    let (_, key) = key_pair();
    let enrol =
        |token: &Token, age_ms: i64| kit.vault.enrol(token.as_str(), &key, VaultTime { age_ms, ..START });
    let offer = kit.vault.enrolment_offer(&label("Door"), Profile::SalesDesk, NOW).unwrap();
    let device = enrol(&offer.token, NOW + offer.lasts_ms - 1).unwrap().device;
    assert_eq!(
        (device.id.as_str(), device.desk.as_str(), device.profile),
        ("d2", "Door", Profile::SalesDesk)
    );
    assert!(matches!(enrol(&offer.token, NOW), Err(Denied::Wrong)), "used");
    let late = kit.vault.enrolment_offer(&label("Door"), Profile::Any, NOW).unwrap();
    assert!(matches!(enrol(&late.token, NOW + 10 * 60 * 1000), Err(Denied::Wrong)), "too late");
    assert!(matches!(kit.vault.enrol("guess", &key, START), Err(Denied::Wrong)));
    assert_eq!(kit.vault.devices().unwrap().len(), 2);
}

#[test]
fn open_enrolments_are_few_and_make_room_when_they_expire() {
    let (kit, ..) = Kit::claimed();
    let offer = |at: i64| kit.vault.enrolment_offer(&label("Door"), Profile::Any, at);
    for _ in 0..20 {
        offer(NOW).unwrap();
    }
    assert!(matches!(offer(NOW), Err(Denied::Full { limit: 20, .. })));
    offer(NOW + 10 * 60 * 1000).unwrap();
}

#[test]
fn cookies_are_looked_up_by_the_whole_secret() {
    let (kit, _, tablet, _) = Kit::claimed();
    let cookie = tablet.cookie.as_str();
    for wrong in ["", &cookie[1..], &cookie.to_lowercase(), "' OR 1=1 --"] {
        assert_eq!(kit.vault.device_by_cookie(wrong).unwrap(), None, "{wrong:?}");
    }
    assert!(!format!("{:?}", tablet.cookie).contains(cookie));
}

#[test]
fn being_seen_is_written_once_a_minute() {
    let (kit, _, tablet, _) = Kit::claimed();
    let seen = || kit.vault.devices().unwrap()[0].seen_ms;
    kit.vault.device_seen(&tablet.id, NOW + 59_999).unwrap();
    assert_eq!(seen(), Some(NOW));
    kit.vault.device_seen(&tablet.id, NOW + 60_000).unwrap();
    assert_eq!(seen(), Some(NOW + 60_000));
}

#[test]
fn only_points_of_the_curve_are_keys() {
    let (_, key) = key_pair();
    let (pair, _) = key_pair();
    let good = pair.public_key().as_ref().to_vec();
    assert!(PublicKey::parse(&BASE64URL_NOPAD.encode(&good)).is_ok());
    let mut off_curve = good.clone();
    off_curve[64] ^= 1;
    let mut compressed = good[..33].to_vec();
    compressed[0] = 2;
    let mut hybrid = good.clone();
    hybrid[0] = 6;
    for bad in [&off_curve[..], &compressed, &hybrid, &good[..64], &[4; 65], &[0; 65], &[]] {
        assert!(matches!(PublicKey::new(bad), Err(Denied::BadKey)), "{} bytes", bad.len());
    }
    assert!(!key.signed(b"text", &[0; 64]));
    assert!(!key.signed(b"text", &[]));
}

#[test]
fn a_challenge_is_good_once_for_a_minute_for_its_device_and_key() {
    let (kit, _, tablet, _) = Kit::claimed();
    let other = kit.tablet(Profile::Any);
    let prove = |device: &Tablet, challenge: &str, signature: &str, at: i64| {
        kit.vault.prove(&device.id, &Proof { challenge, signature }, at)
    };
    let fresh = || kit.vault.challenge(&tablet.id, NOW);
    let used = fresh();
    prove(&tablet, &used, &tablet.sign(&used), NOW + 59_999).unwrap();
    prove(&tablet, &used, &tablet.sign(&used), NOW).unwrap_err();
    let old = fresh();
    prove(&tablet, &old, &tablet.sign(&old), NOW + 60_000).unwrap_err();
    let stolen = fresh();
    prove(&other, &stolen, &other.sign(&stolen), NOW).unwrap_err();
    prove(&tablet, &stolen, &tablet.sign(&stolen), NOW).unwrap();
    let by_another_key = fresh();
    prove(&tablet, &by_another_key, &other.sign(&by_another_key), NOW).unwrap_err();
    prove(&tablet, &by_another_key, &tablet.sign(&by_another_key), NOW).unwrap_err();
    prove(&tablet, "made up", &tablet.sign("made up"), NOW).unwrap_err();
    let unsigned = fresh();
    prove(&tablet, &unsigned, "***", NOW).unwrap_err();
}

#[test]
fn open_challenges_of_a_device_are_few() {
    let (kit, _, tablet, _) = Kit::claimed();
    let challenges: Vec<String> = (0..5).map(|_| kit.vault.challenge(&tablet.id, NOW)).collect();
    let prove = |challenge: &str| {
        kit.vault.prove(&tablet.id, &Proof { challenge, signature: &tablet.sign(challenge) }, NOW)
    };
    prove(&challenges[0]).unwrap_err();
    for challenge in &challenges[1..] {
        prove(challenge).unwrap();
    }
}

#[test]
fn a_stranger_without_the_device_key_cannot_make_a_person_wait() {
    let (kit, owner, tablet, _) = Kit::claimed();
    let stranger = kit.tablet(Profile::Any);
    for _ in 0..10 {
        let challenge = kit.vault.challenge(&tablet.id, NOW);
        let signature = stranger.sign(&challenge);
        let proof = Proof { challenge: &challenge, signature: &signature };
        let tried = kit.vault.sign_in(&tablet.id, &proof, &owner, "000001", NOW);
        assert!(matches!(tried, Err(Denied::Wrong)));
    }
    kit.sign_in(&tablet, &owner, PIN, NOW).unwrap();
}

#[test]
fn nobody_is_added_under_a_name_that_looks_like_anothers() {
    let (kit, ..) = Kit::claimed();
    kit.vault.staff_add(&label("Bob"), Role::Seller, "482913").unwrap();
    for again in ["Bob", "BOB", "bo\u{200d}b", "Ｂｏｂ", "ana"] {
        let added = kit.vault.staff_add(&label(again), Role::Seller, "482913");
        assert!(matches!(added, Err(Denied::NameTaken)), "{again:?}: {added:?}");
    }
    kit.vault.staff_add(&label("Bob S."), Role::Seller, "482913").unwrap();
}
