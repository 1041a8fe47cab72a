//! What the edge must survive and must not do.

use futures_util::SinkExt as _;
use hallbox::edge::EdgeLimits;
use serde_json::json;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::kit::{Client, Venue, patiently, talk};

#[tokio::test]
async fn a_header_that_trickles_is_cut_off() {
    let venue = Venue::with(EdgeLimits { header_timeout_ms: 100, ..EdgeLimits::default() }).await;
    let answer = venue.request("GET / HTTP/1.1\r\nhost: x\r\nx-slow: ").await;
    assert!(!answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_header_without_end_is_refused() {
    let venue = Venue::open().await;
    let answer = venue.request(&format!("GET / HTTP/1.1\r\nhost: x\r\nx-long: {}", "a".repeat(20_000))).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_whether_announced_or_not() {
    let venue = Venue::open().await;
    let head = "POST /api/code HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
                content-type: application/json\r\nx-hallbox: 1";
    let body = "a".repeat(70_000);
    let announced = venue.request(&format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len())).await;
    assert!(announced.starts_with("HTTP/1.1 413"), "{announced}");
    let chunk = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    let chunked = venue.request(&format!("{head}\r\ntransfer-encoding: chunked\r\n\r\n{chunk}")).await;
    assert!(chunked.starts_with("HTTP/1.1 413"), "{chunked}");
}

#[tokio::test]
async fn a_body_that_never_comes_is_not_waited_for() {
    let venue = Venue::with(EdgeLimits { body_timeout_ms: 100, ..EdgeLimits::default() }).await;
    let head = "POST /api/code HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
                content-type: application/json\r\nx-hallbox: 1";
    let answer = venue.request(&format!("{head}\r\ncontent-length: 10\r\n\r\n{{")).await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
}

#[tokio::test]
async fn other_peoples_pages_can_neither_post_nor_listen() {
    let venue = Venue::open().await;
    let code = |headers: &str| {
        let body = r#"{"code":"0000-0001"}"#;
        format!(
            "POST /api/code HTTP/1.1\r\nhost: box\r\nconnection: close\r\n{headers}\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let ours = "content-type: application/json\r\nx-hallbox: 1";
    for (headers, status) in [
        (ours.to_owned(), "422"),
        (format!("{ours}\r\norigin: http://box"), "422"),
        (format!("{ours}\r\norigin: http://evil"), "403"),
        (format!("{ours}\r\norigin: null"), "403"),
        ("content-type: application/json".to_owned(), "403"),
        ("content-type: text/plain\r\nx-hallbox: 1".to_owned(), "403"),
    ] {
        let answer = venue.request(&code(&headers)).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{headers}: {answer}");
    }
    let upgrade = "GET /api/phone/socket HTTP/1.1\r\nhost: box\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
                   sec-websocket-version: 13\r\n\
                   sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\norigin: http://evil\r\n\r\n";
    let answer = patiently(async {
        let mut stream = TcpStream::connect(venue.plain).await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut stream, upgrade.as_bytes()).await.unwrap();
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        answer
    });
    assert_eq!(&answer.await, b"HTTP/1.1 403");
}

#[tokio::test]
async fn staff_are_not_served_in_the_clear() {
    let venue = Venue::open().await;
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    let page = venue.request(&get("/staff")).await;
    assert!(page.starts_with("HTTP/1.1 403") && page.contains("https://localhost:8443/staff"), "{page}");
    for path in ["/api/me", "/api/staff/socket", "/api/bundle", "/api/first-steps", "/staff.html"] {
        let answer = venue.request(&get(path)).await;
        assert!(answer.starts_with("HTTP/1.1 403") || answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
    let guest = venue.request(&get("/api/venue")).await;
    assert!(guest.starts_with("HTTP/1.1 200") && guest.contains("The Crown"), "{guest}");
}

#[tokio::test]
async fn a_request_names_its_host_once() {
    let venue = Venue::open().await;
    for (hosts, status) in [("", "400"), ("host: x\r\nhost: y\r\n", "400"), ("host: x\r\n", "200")] {
        let answer =
            venue.request(&format!("GET /api/venue HTTP/1.1\r\n{hosts}connection: close\r\n\r\n")).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{hosts}: {answer}");
    }
}

#[tokio::test]
async fn another_spelling_of_an_address_leads_to_its_page() {
    let venue = Venue::open().await;
    let get = |path: &str| format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    for (typed, page) in [("/board/", "/board"), ("/Board?lang=de", "/board?lang=de"), ("/c/KEY/", "/C/KEY")]
    {
        let answer = venue.request(&get(typed)).await;
        assert!(answer.starts_with("HTTP/1.1 308"), "{typed}: {answer}");
        assert!(answer.contains(&format!("location: {page}\r\n")), "{typed}: {answer}");
        assert!(venue.request(&get(page)).await.starts_with("HTTP/1.1 200"), "{page}");
    }
}

#[tokio::test]
async fn every_answer_is_protected_and_none_promises_https_for_ever() {
    let venue = Venue::open().await;
    for path in ["/api/venue", "/nothing", "/staff"] {
        let answer =
            venue.request(&format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).await;
        let answer = answer.to_lowercase();
        for header in [
            "content-security-policy: default-src 'self'",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
        ] {
            assert!(answer.contains(header), "{path} lacks {header}: {answer}");
        }
        assert!(!answer.contains("strict-transport-security"), "{answer}");
    }
}

#[tokio::test]
async fn what_may_hold_a_secret_is_never_compressed() {
    let venue = Venue::open().await;
    let ask = |path: &str| {
        format!("GET {path} HTTP/1.1\r\nhost: x\r\naccept-encoding: br, gzip\r\nconnection: close\r\n\r\n")
    };
    let page = venue.request(&ask("/")).await.to_ascii_lowercase();
    assert!(page.contains("content-encoding: br"), "pages are, so the question was understood: {page}");
    for path in ["/api/me", "/api/health", "/api/place"] {
        let answer = venue.request(&ask(path)).await.to_ascii_lowercase();
        assert!(!answer.contains("content-encoding"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn one_address_gets_so_many_sockets_and_no_more() {
    let limits = EdgeLimits { sockets_per_address_max: 2, count_loopback: true, ..EdgeLimits::default() };
    let venue = Venue::with(limits).await;
    let first = venue.socket("/api/phone/socket").await;
    let _second = venue.socket("/api/phone/socket").await;
    let third = venue.request("GET /api/health HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(third.starts_with("HTTP/1.1 503"), "{third}");
    drop(first);
    // The seat is free as soon as the box has noticed; it cannot tell us when.
    patiently(async {
        while !venue
            .request("GET /api/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            .await
            .starts_with("HTTP/1.1 200")
        {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn silent_sockets_do_not_keep_the_handshake_workers() {
    let limits = EdgeLimits { handshake_workers: 1, handshake_timeout_ms: 300, ..EdgeLimits::default() };
    let venue = Venue::with(limits).await;
    let mut silent = Vec::new();
    for _ in 0..5 {
        silent.push(TcpStream::connect(venue.tls).await.unwrap());
    }
    let answer =
        talk(venue.tls_stream().await, b"GET /api/health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            .await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    for mut socket in silent {
        assert_eq!(patiently(socket.read(&mut [0; 8])).await.unwrap_or(0), 0, "closed for its silence");
    }
}

#[tokio::test]
async fn a_breach_of_the_protocol_closes_with_its_code() {
    let venue = Venue::open().await;
    let hello = json!({"t": "hello", "v": 1, "keys": [], "since": null, "receipt": null});
    let cases = [
        (Message::binary(vec![1, 2, 3]), CloseCode::Unsupported),
        (Message::text("a".repeat(4_097)), CloseCode::Size),
        (Message::text("no json"), CloseCode::Policy),
        (Message::text(r#"{"t":"draw"}"#), CloseCode::Policy),
    ];
    for (message, code) in cases {
        let mut phone = venue.socket("/api/phone/socket").await;
        phone.say(&hello).await;
        phone.hear("snapshot").await;
        let what = format!("{message:?}");
        phone.0.send(message).await.unwrap();
        assert_eq!(phone.closes().await, Some(code), "{}", &what[..what.len().min(60)]);
    }
    let mut board = venue.socket("/api/board/socket").await;
    board.say(&json!({"t": "hello", "v": 1, "since": null})).await;
    board.hear("snapshot").await;
    board.say(&json!({"t": "hello", "v": 1, "since": null})).await;
    board.hear("snapshot").await;
    board.say(&json!({"t": "act", "do": "close_night", "night": "2026-11-20"})).await;
    assert_eq!(board.closes().await, Some(CloseCode::Policy), "boards only listen");
}

#[tokio::test]
async fn whoever_does_not_say_hello_has_to_go() {
    let venue = Venue::with(EdgeLimits { hello_timeout_ms: 50, ..EdgeLimits::default() }).await;
    let mut phone = venue.socket("/api/phone/socket").await;
    assert_eq!(phone.closes().await, Some(CloseCode::Policy));
}

#[tokio::test]
async fn a_phone_that_shows_no_sign_of_life_is_dropped() {
    let limits = EdgeLimits { beat_ms: 20, ping_ms: 20, silence_ms: 200, ..EdgeLimits::default() };
    let venue = Venue::with(limits).await;
    let mut stream = TcpStream::connect(venue.plain).await.unwrap();
    // By hand: tungstenite would answer the pings.
    let upgrade = "GET /api/board/socket HTTP/1.1\r\nhost: box\r\nconnection: upgrade\r\nupgrade: websocket\r\n\
                   sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    tokio::io::AsyncWriteExt::write_all(&mut stream, upgrade.as_bytes()).await.unwrap();
    let hello = br#"{"t":"hello","v":1,"since":null}"#;
    let mut frame = vec![0x81, 0x80 | u8::try_from(hello.len()).unwrap(), 0, 0, 0, 0];
    frame.extend_from_slice(hello);
    tokio::io::AsyncWriteExt::write_all(&mut stream, &frame).await.unwrap();
    let mut heard = Vec::new();
    let _ = patiently(stream.read_to_end(&mut heard)).await;
    assert!(heard.windows(2).any(|bytes| bytes == [0x89, 0]), "it was pinged before");
}

#[tokio::test]
async fn a_phone_that_answers_pings_stays() {
    let limits = EdgeLimits { beat_ms: 20, ping_ms: 40, silence_ms: 200, ..EdgeLimits::default() };
    let venue = Venue::with(limits).await;
    let mut board: Client<_> = venue.socket("/api/board/socket").await;
    board.say(&json!({"t": "hello", "v": 1, "since": null})).await;
    for _ in 0..30 {
        board.hear("beat").await;
    }
}
