//! Every text of every HTTP body, over one connection that goes on serving.

use std::collections::BTreeSet;

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use super::types::{samples, texts, types, with_text};
use super::{around, hostile};
use crate::edge::kit::patiently;
use crate::edge::staff::claimed;

/// Where each body with a text in it goes. `{me}` is the owner's id.
const BODIES: [(&str, &str); 11] = [
    ("AskForecast", "/api/staff/forecast"),
    ("AskUpdate", "/api/update"),
    ("ClaimBox", "/api/claim-box"),
    ("CodeEntry", "/api/code"),
    ("Enrol", "/api/enrol"),
    ("EnrolmentRequest", "/api/devices/enrolment"),
    ("NewPin", "/api/staff/{me}/pin"),
    ("NewStaff", "/api/staff"),
    ("ReprintCards", "/api/cards/reprint"),
    ("SetClock", "/api/clock"),
    ("SignIn", "/api/sign-in"),
];

/// One connection that is kept open.
struct KeptOpen {
    stream: TlsStream<TcpStream>,
    cookies: String,
}

impl KeptOpen {
    async fn ask(&mut self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let head = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {}\r\nx-hallbox: 1\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n",
            self.cookies,
            body.len()
        );
        self.stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).await.unwrap();
        self.stream.flush().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(patiently(self.stream.read_u8()).await.expect("the connection is still open"));
        }
        let head = String::from_utf8(head).unwrap().to_lowercase();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let length = head.split("content-length: ").nth(1).and_then(|rest| rest.split("\r\n").next());
        let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
        patiently(self.stream.read_exact(&mut body)).await.unwrap();
        (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    /// Sends a body, then asks for something else.
    async fn send(&mut self, path: &str, body: &Value) -> (u16, Value) {
        let (status, answer) = self.ask("POST", path, &body.to_string()).await;
        assert!(status == 200 || (400..500).contains(&status), "{path} {body}: {status} {answer}");
        assert_eq!(self.ask("GET", "/api/venue", "").await.0, 200, "after {path} {body}");
        (status, answer)
    }
}

#[tokio::test]
async fn no_text_of_a_body_closes_the_connection() {
    let (venue, mut owner) = claimed().await;
    let me = owner.get(&venue, "/api/me").await.1["staff"].as_str().unwrap().to_owned();
    let mut kept = KeptOpen { stream: venue.tls_stream().await, cookies: owner.cookie_header() };
    let types = types();
    for (name, path) in BODIES {
        let path = path.replace("{me}", &me);
        let mut found = 0;
        for body in samples(&types, name) {
            for (at, is_words) in texts(&body) {
                found += 1;
                for text in hostile() {
                    kept.send(&path, &with_text(&body, &at, &text)).await;
                }
                if is_words {
                    words_have_a_limit(&mut kept, &path, &body, &at).await;
                }
            }
        }
        assert!(found > 0, "{name} has no text: take it off the list");
    }
}

/// Words are refused when there are none and when there are too many, by field, fault and limit; one byte less goes
/// through.
async fn words_have_a_limit(kept: &mut KeptOpen, path: &str, body: &Value, at: &str) {
    let (status, answer) = kept.send(path, &with_text(body, at, &"x".repeat(2_000))).await;
    let refused = &answer["refused"];
    assert_eq!((status, &refused["fault"]["kind"]), (422, &Value::from("too_long")), "{path}{at}: {answer}");
    assert_eq!(refused["field"].as_str().unwrap().rsplit('.').next(), at.rsplit('/').next(), "{path}");
    let limit = usize::try_from(refused["fault"]["bytes_max"].as_u64().unwrap()).unwrap();
    let (fits, too_long) = around(limit);
    for text in fits {
        let (_, answer) = kept.send(path, &with_text(body, at, &text)).await;
        assert_ne!(answer["refused"]["fault"]["kind"], "too_long", "{path}{at} {text}");
    }
    for text in too_long {
        let (_, answer) = kept.send(path, &with_text(body, at, &text)).await;
        assert_eq!(answer["refused"]["fault"]["kind"], "too_long", "{path}{at} {text}");
    }
    for text in ["", "  ", "\u{3000}"] {
        let (_, answer) = kept.send(path, &with_text(body, at, text)).await;
        assert_eq!(answer["refused"]["fault"]["kind"], "empty", "{path}{at} {text:?}: {answer}");
    }
}

/// Bodies are found in the rooms that read them, so that a new one is asked for its place above.
#[test]
fn every_body_with_a_text_has_its_place() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/edge/http");
    let mut read = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_file() {
            let text = std::fs::read_to_string(path).unwrap();
            read.extend(
                text.split("PostBody<").skip(1).map(|rest| rest.split('>').next().unwrap().to_owned()),
            );
        }
    }
    let types = types();
    let unknown: Vec<&String> = read
        .iter()
        .filter(|name| !types.contains_key(*name) && !["T", "EmptyBody"].contains(&name.as_str()))
        .collect();
    assert!(unknown.is_empty(), "bodies that no screen knows: {unknown:?}");
    let with_texts = read.iter().filter(|name| {
        types.contains_key(*name) && samples(&types, name).iter().any(|body| !texts(body).is_empty())
    });
    let placed: Vec<&str> = BODIES.iter().map(|(name, _)| *name).collect();
    assert_eq!(with_texts.collect::<Vec<_>>(), placed);
}
