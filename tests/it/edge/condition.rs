//! How the box is: who may ask, and who is told.

use domain::ClockSource;
use protocol::{RadioNow, RadioTrouble, RadioView, SeatsView};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::kit::{Venue, talk};
use super::staff::claimed;

#[tokio::test]
async fn owners_see_everything_about_the_box_on_one_page() {
    let (venue, mut owner) = claimed().await;
    let (mut seller, _) = owner.hire(&venue, "Sam", "seller").await;
    assert_eq!(seller.get(&venue, "/api/box").await.0, 403);
    venue.facts.lock().unwrap().clock = Some(ClockSource::Staff);
    let (status, told) = owner.get(&venue, "/api/box").await;
    assert_eq!((status, &told["clock"], &told["bundle"]), (200, &json!("staff"), &Value::Null), "{told}");
    assert_eq!(told["certificate"]["from"], "own");
    assert_eq!(told["trust_url"], "http://localhost:8080/trust");
    assert!(told.to_string().len() < 4_096, "{told}");
    // A bundle that was taken along is known from then on.
    assert_eq!(owner.get(&venue, "/api/bundle").await.0, 200);
    let (_, told) = owner.get(&venue, "/api/box").await;
    assert_eq!(told["bundle"], json!({"night": "2026-11-20", "at_ms": super::kit::NOW_MS}));
    let refused = venue.request("GET /api/box HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(refused.starts_with("HTTP/1.1 403 "), "{refused}");
}

#[tokio::test]
async fn whoever_manages_prints_the_poster_in_either_paper() {
    let (venue, mut owner) = claimed().await;
    let (mut seller, _) = owner.hire(&venue, "Sam", "seller").await;
    assert_eq!(seller.get(&venue, "/api/poster/a4.pdf").await.0, 403);
    assert_eq!(owner.get(&venue, "/api/poster/a3.pdf").await.0, 422);
    for paper in ["a4", "letter"] {
        let cookies = owner.cookie_header();
        let ask = format!(
            "GET /api/poster/{paper}.pdf HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {cookies}\r\n\r\n"
        );
        let answer = talk(venue.tls_stream().await, ask.as_bytes()).await;
        assert!(
            answer.starts_with("HTTP/1.1 200 ") && answer.contains("\r\n\r\n%PDF-"),
            "{paper}: {answer:.300}"
        );
    }
}

#[tokio::test]
async fn staff_are_told_when_the_radio_is_in_trouble_and_when_it_is_well() {
    let (venue, owner) = claimed().await;
    let mut screen = owner.socket(&venue).await;
    assert_eq!(screen.hear("snapshot").await["condition"]["notices"], json!([]));
    let guests = SeatsView { name: "Crown".to_owned(), staff: false, taken: 19, seats: 19 };
    let trouble = RadioTrouble { now: RadioNow::Silent, at_ms: 7, number: 1 };
    let radio = RadioView {
        on_air: false,
        missing: false,
        networks: vec![guests],
        crowded: true,
        trouble: Some(trouble),
    };
    venue.facts.lock().unwrap().wifi.radio = Some(radio);
    let told = screen.hear("condition").await;
    let radio = json!({"kind": "radio", "now": "silent", "at_ms": 7, "number": 1});
    let seats = json!({"kind": "seats_taken", "taken": 19, "seats": 19});
    assert_eq!(told["condition"]["notices"], json!([radio, seats]), "{told}");
    // Who joins later hears it too.
    let mut late = owner.socket(&venue).await;
    assert_eq!(late.hear("snapshot").await["condition"]["notices"].as_array().unwrap().len(), 2);
    venue.facts.lock().unwrap().wifi.radio = None;
    assert_eq!(screen.hear("condition").await["condition"]["notices"], json!([]));
}

/// Body of an answer in the clear, and one of its headers.
async fn get(venue: &Venue, path: &str, language: &str, header: &str) -> (String, String) {
    let request = format!(
        "GET {path} HTTP/1.1\r\nhost: bingo\r\nconnection: close\r\naccept-language: {language}\r\n\
         user-agent: Mozilla/5.0 (iPhone)\r\n\r\n"
    );
    let answer = venue.request(&request).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{path}: {head}");
    let value = head.lines().find_map(|line| line.strip_prefix(header)?.strip_prefix(": "));
    (body.to_owned(), value.unwrap_or("").to_owned())
}

#[tokio::test]
async fn a_device_learns_to_trust_the_box_in_the_clear() {
    let (venue, mut owner) = claimed().await;
    let (pem, kind) = get(&venue, "/ca.crt", "en", "content-type").await;
    assert_eq!(kind, "application/x-x509-ca-cert");
    let root = CertificateDer::from_pem_slice(pem.as_bytes()).unwrap();

    // What the page, the owner's screen and the file say is the same authority.
    let print: Vec<String> = Sha256::digest(&root).iter().map(|byte| format!("{byte:02X}")).collect();
    let (page, _) = get(&venue, "/trust", "de-AT", "content-type").await;
    assert!(page.contains("<html lang=de>") && page.contains(&print.join(" ")), "{page}");
    assert!(page.contains("<details open><summary>iPhone, iPad</summary>"), "{page}");
    let (page, _) = get(&venue, "/trust?lang=fr", "de-AT", "content-type").await;
    assert!(page.contains("<html lang=fr>"), "{page}");
    assert_eq!(owner.get(&venue, "/api/box").await.1["authority"], print.join(":"));

    let (profile, kind) = get(&venue, "/trust/hallbox.mobileconfig", "en", "content-type").await;
    assert_eq!(kind, "application/x-apple-aspen-config");
    let (_, data) = profile.split_once("<data>").unwrap();
    let (data, _) = data.split_once("</data>").unwrap();
    let data: String = data.split_ascii_whitespace().collect();
    assert_eq!(data_encoding::BASE64.decode(data.as_bytes()).unwrap(), root.as_ref());
    let (_, kind) = get(&venue, "/trust.css", "en", "content-type").await;
    assert_eq!(kind, "text/css");
}
