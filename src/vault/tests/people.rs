//! People, devices, sessions.

use super::*;
use domain::{Right, Rights, Role, Thing};

const HOUR_MS: i64 = 60 * 60 * 1000;

#[test]
fn people_keep_their_ids_and_sign_in_with_what_role_and_device_both_allow() {
    let (hall, owner, ..) = Hall::claimed();
    let bea = hall.vault.staff_add(&label("Bea"), Role::Verifier, "482913").unwrap();
    assert_eq!(bea.id.as_str(), "s2");
    let desk = hall.tablet(Profile::PrizeDesk);
    let session = hall.sign_in(&desk, &bea.id, "482913", NOW).unwrap().session;
    assert_eq!(session.rights, Rights::of(&[Right::Verify, Right::Pay]));
    let door = hall.tablet(Profile::SalesDesk);
    assert_eq!(hall.sign_in(&door, &bea.id, "482913", NOW).unwrap().session.rights, Rights::NONE);
    assert_eq!(hall.sign_in(&door, &owner, PIN, NOW).unwrap().session.rights.list(), [Right::Sell]);
    let hall = hall.restarted();
    let names: Vec<String> =
        hall.vault.staff().unwrap().iter().map(|p| format!("{} {}", p.id, p.name)).collect();
    assert_eq!(names, ["s1 Ana", "s2 Bea"]);
}

#[test]
fn wrong_pins_cost_ever_longer_waits_that_survive_a_restart() {
    let (hall, owner, tablet, _) = Hall::claimed();
    for _ in 0..3 {
        assert!(matches!(hall.sign_in(&tablet, &owner, "000001", NOW), Err(Denied::Wrong)));
    }
    let hall = hall.restarted();
    let wait = |at: i64| match hall.sign_in(&tablet, &owner, PIN, at) {
        Err(Denied::Wait { until_ms }) => until_ms,
        other => panic!("{other:?}"),
    };
    assert_eq!(wait(NOW), NOW + 5_000);
    assert_eq!(wait(NOW + 4_999), NOW + 5_000);
    assert!(matches!(hall.sign_in(&tablet, &owner, "000001", NOW + 5_000), Err(Denied::Wrong)));
    assert_eq!(wait(NOW + 5_001), NOW + 15_000);
    hall.sign_in(&tablet, &owner, PIN, NOW + 15_000).unwrap();
    assert!(matches!(hall.sign_in(&tablet, &owner, "000001", NOW + 15_001), Err(Denied::Wrong)));
    hall.sign_in(&tablet, &owner, PIN, NOW + 15_002).unwrap();
}

#[test]
fn tries_made_at_the_same_time_are_all_counted() {
    let (hall, owner, tablet, _) = Hall::claimed();
    let waited = std::thread::scope(|threads| {
        let tries: Vec<_> =
            (0..6).map(|_| threads.spawn(|| hall.sign_in(&tablet, &owner, "000001", NOW))).collect();
        let answers = tries.into_iter().map(|t| t.join().unwrap());
        // Six challenges for one device: two gave way, their tries never reached the PIN.
        answers.filter(|answer| matches!(answer, Err(Denied::Wait { .. }))).count()
    });
    let failures: u32 =
        hall.vault.db().query_row("SELECT failures FROM pin_tries", (), |row| row.get(0)).unwrap();
    assert!(failures <= 3, "{failures} tries got through, {waited} had to wait");
}

#[test]
fn waits_left_over_from_a_wrong_clock_lock_nobody_out() {
    let (hall, owner, tablet, _) = Hall::claimed();
    let next_year = NOW + 365 * 24 * HOUR_MS;
    for _ in 0..3 {
        hall.sign_in(&tablet, &owner, "000001", next_year).unwrap_err();
    }
    hall.sign_in(&tablet, &owner, PIN, NOW).unwrap();
}

#[test]
fn nobody_and_suspended_people_answer_like_a_wrong_pin() {
    let (hall, _, tablet, _) = Hall::claimed();
    let bea = hall.vault.staff_add(&label("Bea"), Role::Seller, "482913").unwrap();
    hall.vault.staff_suspend(&bea.id, true).unwrap();
    for (id, pin) in [("s9", PIN), ("s01", PIN), ("d1", PIN)] {
        assert!(matches!(hall.sign_in(&tablet, &StaffId::new(id).unwrap(), pin, NOW), Err(Denied::Wrong)));
    }
    // The three above used up the free tries of everybody who does not exist.
    assert!(matches!(hall.sign_in(&tablet, &bea.id, "482913", NOW), Err(Denied::Wait { .. })));
    assert!(matches!(hall.sign_in(&tablet, &bea.id, "482913", NOW + 5_000), Err(Denied::Wrong)));
}

#[test]
fn a_suspended_persons_session_dies_and_does_not_come_back() {
    let (hall, ..) = Hall::claimed();
    let bea = hall.vault.staff_add(&label("Bea"), Role::Seller, "482913").unwrap();
    let desk = hall.tablet(Profile::Any);
    let token = hall.sign_in(&desk, &bea.id, "482913", NOW).unwrap().token;
    assert!(hall.open(&token, &desk, NOW).is_some());
    hall.vault.staff_suspend(&bea.id, true).unwrap();
    assert_eq!(hall.open(&token, &desk, NOW), None);
    hall.vault.staff_suspend(&bea.id, false).unwrap();
    assert_eq!(hall.open(&token, &desk, NOW), None);
    hall.sign_in(&desk, &bea.id, "482913", NOW).unwrap();
}

#[test]
fn a_suspended_device_is_unknown_and_its_session_dies() {
    let (hall, owner, ..) = Hall::claimed();
    let desk = hall.tablet(Profile::Any);
    let token = hall.sign_in(&desk, &owner, PIN, NOW).unwrap().token;
    hall.vault.device_suspend(&desk.id, true).unwrap();
    assert_eq!(hall.open(&token, &desk, NOW), None);
    assert_eq!(hall.vault.device_by_cookie(desk.cookie.as_str()).unwrap(), None);
    assert!(matches!(hall.sign_in(&desk, &owner, PIN, NOW), Err(Denied::Wrong)));
    hall.vault.device_suspend(&desk.id, false).unwrap();
    assert!(hall.vault.device_by_cookie(desk.cookie.as_str()).unwrap().is_some());
    hall.sign_in(&desk, &owner, PIN, NOW).unwrap();
}

#[test]
fn somebody_can_always_manage_the_box() {
    let (hall, owner, ..) = Hall::claimed();
    assert!(matches!(hall.vault.staff_suspend(&owner, true), Err(Denied::LastOwner)));
    hall.vault.staff_add(&label("Bea"), Role::Owner, "482913").unwrap();
    hall.vault.staff_suspend(&owner, true).unwrap();
    let nobody = StaffId::new("s77").unwrap();
    assert!(matches!(hall.vault.staff_suspend(&nobody, true), Err(Denied::Unknown(Thing::Person))));
}

#[test]
fn a_new_pin_ends_sessions_and_waits() {
    let (hall, owner, tablet, token) = Hall::claimed();
    for _ in 0..3 {
        hall.sign_in(&tablet, &owner, "000001", NOW).unwrap_err();
    }
    assert!(matches!(hall.vault.staff_set_pin(&owner, "111111"), Err(Denied::WeakPin(_))));
    hall.vault.staff_set_pin(&owner, "482913").unwrap();
    assert_eq!(hall.open(&token, &tablet, NOW), None);
    assert!(matches!(hall.sign_in(&tablet, &owner, PIN, NOW), Err(Denied::Wrong)));
    hall.sign_in(&tablet, &owner, "482913", NOW).unwrap();
    assert!(matches!(hall.vault.staff_change_pin(&owner, PIN, "583024", NOW), Err(Denied::Wrong)));
    hall.vault.staff_change_pin(&owner, "482913", "583024", NOW).unwrap();
    hall.sign_in(&tablet, &owner, "583024", NOW).unwrap();
}

#[test]
fn sessions_end_after_idling_or_a_day_and_survive_restarts() {
    let (hall, _, tablet, token) = Hall::claimed();
    let hall = hall.restarted();
    for hours in [11, 22, 23] {
        assert!(hall.open(&token, &tablet, NOW + hours * HOUR_MS).is_some(), "after {hours} h");
    }
    assert_eq!(hall.open(&token, &tablet, NOW + 24 * HOUR_MS), None);
    let (hall, _, tablet, token) = Hall::claimed();
    assert_eq!(hall.open(&token, &tablet, NOW + 12 * HOUR_MS), None);
    assert!(hall.open(&token, &tablet, NOW + 12 * HOUR_MS - 1).is_some());
}

#[test]
fn a_session_works_on_its_device_alone_until_sign_out() {
    let (hall, owner, tablet, token) = Hall::claimed();
    let other = hall.tablet(Profile::Any);
    assert_eq!(hall.open(&token, &other, NOW), None);
    assert_eq!(hall.vault.session("", &tablet.id, NOW).unwrap(), None);
    assert_eq!(hall.vault.session(tablet.cookie.as_str(), &tablet.id, NOW).unwrap(), None);
    hall.vault.sign_out(token.as_str()).unwrap();
    assert_eq!(hall.open(&token, &tablet, NOW), None);
    let first = hall.sign_in(&tablet, &owner, PIN, NOW).unwrap().token;
    let second = hall.sign_in(&tablet, &owner, PIN, NOW).unwrap().token;
    assert_eq!(hall.open(&first, &tablet, NOW), None, "a device has one session");
    assert!(hall.open(&second, &tablet, NOW).is_some());
}

#[test]
fn an_enrolment_is_good_once_for_ten_minutes() {
    let (hall, ..) = Hall::claimed();
    let (_, key) = key_pair();
    let enrol = |token: &Token, at: i64| hall.vault.enrol(token.as_str(), &key, at);
    let offer = hall.vault.enrolment_offer(&label("Door"), Profile::SalesDesk, NOW).unwrap();
    let device = enrol(&offer.token, offer.expires_ms - 1).unwrap().device;
    assert_eq!(
        (device.id.as_str(), device.desk.as_str(), device.profile),
        ("d2", "Door", Profile::SalesDesk)
    );
    assert!(matches!(enrol(&offer.token, NOW), Err(Denied::Wrong)), "used");
    let late = hall.vault.enrolment_offer(&label("Door"), Profile::Any, NOW).unwrap();
    assert!(matches!(enrol(&late.token, NOW + 10 * 60 * 1000), Err(Denied::Wrong)), "too late");
    assert!(matches!(hall.vault.enrol("guess", &key, NOW), Err(Denied::Wrong)));
    assert_eq!(hall.vault.devices().unwrap().len(), 2);
}

#[test]
fn open_enrolments_are_few_and_make_room_when_they_expire() {
    let (hall, ..) = Hall::claimed();
    let offer = |at: i64| hall.vault.enrolment_offer(&label("Door"), Profile::Any, at);
    for _ in 0..20 {
        offer(NOW).unwrap();
    }
    assert!(matches!(offer(NOW), Err(Denied::Full { limit: 20, .. })));
    offer(NOW + 10 * 60 * 1000).unwrap();
}

#[test]
fn cookies_are_looked_up_by_the_whole_secret() {
    let (hall, _, tablet, _) = Hall::claimed();
    let cookie = tablet.cookie.as_str();
    for wrong in ["", &cookie[1..], &cookie.to_lowercase(), "' OR 1=1 --"] {
        assert_eq!(hall.vault.device_by_cookie(wrong).unwrap(), None, "{wrong:?}");
    }
    assert!(!format!("{:?}", tablet.cookie).contains(cookie));
}

#[test]
fn being_seen_is_written_once_a_minute() {
    let (hall, _, tablet, _) = Hall::claimed();
    let seen = || hall.vault.devices().unwrap()[0].seen_ms;
    hall.vault.device_seen(&tablet.id, NOW + 59_999).unwrap();
    assert_eq!(seen(), Some(NOW));
    hall.vault.device_seen(&tablet.id, NOW + 60_000).unwrap();
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
    let (hall, _, tablet, _) = Hall::claimed();
    let other = hall.tablet(Profile::Any);
    let prove = |device: &Tablet, challenge: &str, signature: &str, at: i64| {
        hall.vault.prove(&device.id, &Proof { challenge, signature }, at)
    };
    let fresh = || hall.vault.challenge(&tablet.id, NOW);
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
    let (hall, _, tablet, _) = Hall::claimed();
    let challenges: Vec<String> = (0..5).map(|_| hall.vault.challenge(&tablet.id, NOW)).collect();
    let prove = |challenge: &str| {
        hall.vault.prove(&tablet.id, &Proof { challenge, signature: &tablet.sign(challenge) }, NOW)
    };
    prove(&challenges[0]).unwrap_err();
    for challenge in &challenges[1..] {
        prove(challenge).unwrap();
    }
}

#[test]
fn a_stranger_without_the_device_key_cannot_make_a_person_wait() {
    let (hall, owner, tablet, _) = Hall::claimed();
    let stranger = hall.tablet(Profile::Any);
    for _ in 0..10 {
        let challenge = hall.vault.challenge(&tablet.id, NOW);
        let signature = stranger.sign(&challenge);
        let proof = Proof { challenge: &challenge, signature: &signature };
        let tried = hall.vault.sign_in(&tablet.id, &proof, &owner, "000001", NOW);
        assert!(matches!(tried, Err(Denied::Wrong)));
    }
    hall.sign_in(&tablet, &owner, PIN, NOW).unwrap();
}
