//! What one person or one phone can do to all the others: nothing.

use std::net::{IpAddr, Ipv4Addr};

use bots::device::StaffDevice;
use domain::code::Code;
use hallbox::edge::EdgeLimits;
use serde_json::{Value, json};

use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use super::kit::{Client, Venue, new_id, patiently, talk};
use super::staff::{PIN, act, claimed_with};

/// A guest's address, one of many on this machine.
fn guest(last: u8) -> IpAddr {
    Ipv4Addr::new(127, 0, 0, last).into()
}

/// A request from this address: the status, `Retry-After`, and the body.
async fn post(venue: &Venue, from: IpAddr, path: &str, body: &Value) -> (u16, Option<u64>, Value) {
    let stream = venue.door().from(from).connect().await.unwrap();
    let body = body.to_string();
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\n\
         x-hallbox: 1\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = talk(stream, request.as_bytes()).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let head = head.to_ascii_lowercase();
    let wait = head.lines().find_map(|line| line.strip_prefix("retry-after: ")?.parse().ok());
    (head[9..12].parse().unwrap(), wait, serde_json::from_str(body).unwrap_or(Value::Null))
}

/// A code typed at this address.
async fn typed(venue: &Venue, from: IpAddr, code: &str) -> (u16, Option<u64>, Value) {
    post(venue, from, "/api/code", &json!({ "code": code })).await
}

/// The first misuse that the staff's screens are told of.
async fn alert(screen: &mut Client<TlsStream<TcpStream>>) -> Value {
    let told = async {
        loop {
            let told = screen.hear("condition").await;
            let notices = told["condition"]["notices"].as_array().unwrap().iter();
            if let Some(alert) = notices.into_iter().find(|notice| notice["kind"] == "misuse") {
                return alert.clone();
            }
        }
    };
    patiently(told).await
}

/// Entries of this type in the feed of staff.
fn written(venue: &Venue, kind: &str) -> Vec<Value> {
    let feed = venue.views.staff_news().feed;
    let items = feed.iter().map(|item| serde_json::to_value(item).unwrap());
    items.filter(|item| item["entry"]["type"] == kind).collect()
}

#[tokio::test]
async fn a_phone_that_guesses_codes_keeps_no_other_guest_from_typing() {
    let (venue, owner) = claimed_with(EdgeLimits { beat_ms: 50, ..EdgeLimits::default() }).await;
    let card = venue.cards(1)[0];
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    let mut answers = Vec::new();
    for bits in 0..40 {
        answers.push(typed(&venue, guest(2), &Code::from_bits(bits).to_string()).await);
    }
    let (status, wait, body) = typed(&venue, guest(3), &card.issued.code.to_string()).await;
    assert_eq!(status, 200, "a quiet phone with a good code: {body}, wait {wait:?}");
    let (status, wait, _) = answers.last().unwrap();
    assert_eq!(*status, 429);
    assert!(wait.is_some_and(|wait| wait > 0), "the guesser is told how long to wait: {wait:?}");
    let (status, _, body) = typed(&venue, guest(2), &card.issued.code.to_string()).await;
    assert_eq!(status, 429, "also with a good code, or guessing would go on: {body}");
    let alert = alert(&mut screen).await;
    assert_eq!((&alert["what"], &alert["address"]), (&json!("codes"), &json!("127.0.0.2")), "{alert}");
    assert_eq!(written(&venue, "guessing_noticed").len(), 1);
    assert!(
        !written(&venue, "guessing_noticed")[0].to_string().contains("127.0.0.2"),
        "the ledger is for all to read"
    );
}

#[tokio::test]
async fn a_guest_who_floods_the_box_with_claim_codes_keeps_no_owner_from_claiming() {
    let limits = EdgeLimits { claims_burst: 30, claims_refill_ms: 3_600_000, ..EdgeLimits::default() };
    let venue = Venue::with(limits).await;
    let code = venue.vault.claim_code().unwrap().unwrap();
    let device = StaffDevice::new().unwrap().public();
    let claim = |code: &str| json!({"claim_code": code, "name": "Olivia", "pin": PIN, "desk": "Bar", "device": device});
    for _ in 0..40 {
        post(&venue, guest(2), "/api/claim-box", &claim("0000-0000")).await;
    }
    let (status, _, body) = post(&venue, guest(3), "/api/claim-box", &claim(&code)).await;
    assert_eq!(status, 200, "{body}");
}

#[tokio::test]
async fn a_device_of_low_rank_cannot_lock_the_owner_out() {
    let (venue, mut owner) = claimed_with(EdgeLimits { beat_ms: 50, ..EdgeLimits::default() }).await;
    let (mut seller, _) = owner.hire_for(&venue, "Sam", "seller", "sales_desk").await;
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    let mut answers = Vec::new();
    for _ in 0..12 {
        answers.push(seller.sign_in(&venue, "s1", "111112").await.0);
    }
    assert_eq!(answers.last(), Some(&429), "whoever guesses waits: {answers:?}");
    let alert = alert(&mut screen).await;
    assert_eq!(
        (&alert["what"], &alert["desk"], &alert["staff"]),
        (&json!("pins"), &json!("Door"), &json!("s1"))
    );
    let (status, problem) = owner.sign_in(&venue, "s1", PIN).await;
    assert_eq!(status, 200, "the owner, on a device of their own: {problem}");
}

#[tokio::test]
async fn one_device_cannot_fill_the_ledger_with_what_it_was_refused() {
    let limits = EdgeLimits {
        staff_burst: 10,
        staff_flood: 20,
        beat_ms: 50,
        count_loopback: true,
        ..EdgeLimits::default()
    };
    let (venue, mut owner) = claimed_with(limits).await;
    let (caller, _) = owner.hire(&venue, "Cal", "caller").await;
    let mut watching = owner.socket(&venue).await;
    watching.hear("snapshot").await;
    let mut screens = Vec::new();
    for _ in 0..10 {
        let mut screen = caller.socket(&venue).await;
        screen.hear("snapshot").await;
        screens.push(screen);
    }
    let before = venue.views.now().seq;
    for screen in &mut screens {
        for _ in 0..8 {
            let what = json!({"do": "lock_game", "game": "g9"});
            screen.say(&json!({"t": "act", "id": new_id(), "act": what})).await;
        }
    }
    for screen in &mut screens {
        for _ in 0..8 {
            assert_eq!(screen.hear("reply").await["refused"]["code"], "unknown");
        }
    }
    let entries = venue.views.now().seq - before;
    assert!(entries <= 2, "80 times the same refusal are {entries} entries");
    let alert = alert(&mut watching).await;
    assert_eq!(
        (&alert["what"], &alert["desk"], &alert["staff"]),
        (&json!("flood"), &json!("Door"), &json!("s2"))
    );
    // The night's end says how many there were.
    let night = venue.views.now().night.clone();
    let closed = act(&mut watching, json!({"do": "close_night", "night": night})).await;
    assert!(closed.get("ok").is_some(), "{closed}");
    let refused = written(&venue, "refused");
    let repeats: Vec<u64> =
        refused.iter().map(|item| item["entry"]["data"]["repeats"].as_u64().unwrap_or(0)).collect();
    assert_eq!(repeats, [0, 79]);
}

#[tokio::test]
async fn one_device_cannot_fill_the_ledger_by_signing_in() {
    let (venue, mut owner) = claimed_with(EdgeLimits { sign_ins_burst: 4, ..EdgeLimits::default() }).await;
    let (mut seller, staff) = owner.hire(&venue, "Sam", "seller").await;
    let before = written(&venue, "staff_signed_in").len();
    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(seller.sign_in(&venue, &staff, PIN).await.0);
    }
    assert_eq!(answers, [200, 200, 200, 429, 429]);
    assert_eq!(written(&venue, "staff_signed_in").len() - before, 3);
}

#[tokio::test]
async fn sixty_phones_behind_one_router_get_in() {
    let venue = Venue::with(EdgeLimits { addresses_are_shared: true, ..EdgeLimits::default() }).await;
    let mut phones = Vec::new();
    for number in 1..=60 {
        let stream = venue.door().from(guest(5)).connect().await;
        let Ok(stream) = stream else { panic!("phone {number} behind the router was turned away") };
        phones.push(Client::open(stream, "wss", "/api/phone/socket", "").await);
    }
}

#[tokio::test]
async fn whoever_finds_no_connection_is_told_so_and_staff_are_told_why() {
    let (venue, owner) = claimed_with(EdgeLimits { beat_ms: 50, ..EdgeLimits::default() }).await;
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    let mut phones = Vec::new();
    for _ in 0..32 {
        let stream = venue.door().from(guest(5)).connect().await.unwrap();
        phones.push(Client::open(stream, "wss", "/api/phone/socket", "").await);
    }
    let stream = venue.door().from(guest(5)).connect().await.unwrap();
    let request = "GET / HTTP/1.1\r\nhost: localhost\r\naccept-language: de\r\n\r\n";
    let answer = talk(stream, request.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("Zu viele Verbindungen"), "{answer}");
    assert!(answer.to_ascii_lowercase().contains("retry-after: 30"), "{answer}");
    let alert = alert(&mut screen).await;
    assert_eq!((&alert["what"], &alert["address"]), (&json!("sockets"), &json!("127.0.0.5")));
    let quiet = venue.door().from(guest(6)).connect().await.unwrap();
    let mut other = Client::open(quiet, "wss", "/api/phone/socket", "").await;
    other.say(&json!({"t": "hello", "v": 1, "keys": [], "since": null, "receipt": null})).await;
    other.hear("snapshot").await;
}

#[tokio::test]
async fn forecasts_do_not_hold_up_a_bundle() {
    let limits = EdgeLimits { slow_work_waiting_max: 4, ..EdgeLimits::default() };
    let (venue, mut owner) = claimed_with(limits).await;
    let rules = serde_json::to_value(domain::Rules::friendly_pub()).unwrap();
    let play = json!({"plan": "or-double-or-singles"});
    let planned = json!({"name": "x", "source": "rng", "rules": rules, "play": play, "stages": []});
    let body = json!({"planned": planned, "cards": 100_000}).to_string();
    let forecast = format!(
        "POST /api/staff/forecast HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {}\r\n\
         content-type: application/json\r\nx-hallbox: 1\r\ncontent-length: {}\r\n\r\n{body}",
        owner.cookie_header(),
        body.len()
    );
    let mut forecasts = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let (stream, forecast) = (venue.tls_stream().await, forecast.clone());
        forecasts.spawn(async move { talk(stream, forecast.as_bytes()).await });
    }
    // Those for whom there is no place in the line hear so at once.
    let mut answers = vec![forecasts.join_next().await.unwrap().unwrap()];
    while !answers.iter().any(|answer| answer.starts_with("HTTP/1.1 200")) {
        answers.push(forecasts.join_next().await.unwrap().unwrap());
    }
    let busy: Vec<_> = answers.iter().filter(|answer| !answer.starts_with("HTTP/1.1 200")).collect();
    assert!(
        busy.iter().all(|answer| answer.starts_with("HTTP/1.1 503") && answer.contains("retry-after: 5"))
    );
    assert_eq!(owner.get(&venue, "/api/bundle").await.0, 200);
    while forecasts.try_join_next().is_some() {}
    assert!(!forecasts.is_empty(), "the bundle came after every forecast");
}
