//! The decoder against tungstenite, an independent implementation.

use proptest::prelude::*;
use tokio_tungstenite::tungstenite::protocol::frame::{
    CloseFrame,
    coding::{CloseCode as TheirCode, Control, Data, OpCode},
};
use tokio_tungstenite::tungstenite::protocol::{Message, Role, WebSocket};

use super::*;

const MAX: usize = 4_096;

/// What a client writes, as tungstenite frames and masks it.
fn written(messages: Vec<Message>) -> Vec<u8> {
    let mut client = WebSocket::from_raw_socket(std::io::Cursor::new(Vec::new()), Role::Client, None);
    for message in messages {
        client.write(message).unwrap();
    }
    client.flush().unwrap();
    client.into_inner().into_inner()
}

/// One masked frame with this first byte.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first];
    match payload.len() {
        len @ 0..=125 => bytes.push(0x80 | u8::try_from(len).unwrap()),
        len => {
            bytes.push(0x80 | 0x7E);
            bytes.extend(u16::try_from(len).unwrap().to_be_bytes());
        }
    }
    let mask = [1, 2, 3, 4];
    bytes.extend(mask);
    bytes.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, mask)| byte ^ mask));
    bytes
}

fn all(decoder: &mut Decoder) -> Result<Vec<Received>, CloseCode> {
    let mut received = Vec::new();
    while let Some(next) = decoder.pop()? {
        received.push(next);
    }
    Ok(received)
}

fn decoded(bytes: &[u8]) -> Result<Vec<Received>, CloseCode> {
    let mut decoder = Decoder::new(MAX);
    decoder.feed(bytes);
    all(&mut decoder)
}

fn message() -> impl Strategy<Value = (Message, Received)> {
    prop_oneof![
        ".{0,1200}".prop_map(|text| (Message::text(text.clone()), Received::Text(text))),
        prop::collection::vec(any::<u8>(), 0..=125)
            .prop_map(|bytes| (Message::Ping(bytes.clone().into()), Received::Ping(bytes))),
        Just((Message::Pong(vec![7].into()), Received::Pong)),
    ]
}

proptest! {
    #[test]
    fn whatever_tungstenite_writes_is_heard_however_it_is_cut(
        sent in prop::collection::vec(message(), 0..8),
        cuts in prop::collection::vec(1..300_usize, 1..40),
    ) {
        let (theirs, expected): (Vec<_>, Vec<_>) = sent.into_iter().unzip();
        let bytes = written(theirs);
        let mut decoder = Decoder::new(MAX);
        let (mut received, mut rest, mut cuts) = (Vec::new(), &bytes[..], cuts.into_iter().cycle());
        while !rest.is_empty() {
            let (now, later) = rest.split_at(cuts.next().unwrap().min(rest.len()));
            decoder.feed(now);
            received.extend(all(&mut decoder).unwrap());
            rest = later;
        }
        prop_assert_eq!(received, expected);
        prop_assert_eq!(decoder.held(), 0, "a socket at rest holds nothing");
    }

    #[test]
    fn fragments_make_the_same_message(text in ".{1,900}", cut in 0..4_000_usize) {
        let bytes = text.as_bytes();
        let cut = cut % (bytes.len() + 1);
        let wire = [frame(0x01, &bytes[..cut]), frame(0x89, b"between"), frame(0x80, &bytes[cut..])].concat();
        prop_assert_eq!(decoded(&wire), Ok(vec![Received::Ping(b"between".to_vec()), Received::Text(text)]));
    }

    #[test]
    fn no_bytes_make_it_panic_or_hoard(bytes in prop::collection::vec(any::<u8>(), 0..6_000)) {
        let mut decoder = Decoder::new(MAX);
        for chunk in bytes.chunks(1_024) {
            decoder.feed(chunk);
            if all(&mut decoder).is_err() {
                break;
            }
            prop_assert!(decoder.held() <= 4 * MAX, "{} bytes held", decoder.held());
        }
    }
}

#[test]
fn every_breach_has_its_code() {
    let long = [frame(0x01, &[b'a'; 3_000]), frame(0x80, &[b'a'; 1_097])].concat();
    let crumbs = [frame(0x01, b""), frame(0x00, b"").repeat(FRAMES_MAX)].concat();
    let cases: [(&str, Vec<u8>, CloseCode); 18] = [
        ("a short length in 16 bits", vec![0x81, 0xFE, 0, 125], CloseCode::Protocol),
        (
            "a short length in 64 bits",
            [&[0x81, 0xFF][..], &65_535_u64.to_be_bytes()].concat(),
            CloseCode::Protocol,
        ),
        ("a message of crumbs", crumbs, CloseCode::Policy),
        ("not masked", vec![0x81, 1, b'a'], CloseCode::Protocol),
        ("a reserved bit", frame(0xC1, b"a"), CloseCode::Protocol),
        ("an unknown opcode", frame(0x83, b"a"), CloseCode::Protocol),
        ("binary", frame(0x82, b"a"), CloseCode::NotText),
        ("a ping in parts", frame(0x09, b"a"), CloseCode::Protocol),
        ("a ping too long", frame(0x89, &[0; 126]), CloseCode::Protocol),
        ("a continuation of nothing", frame(0x80, b"a"), CloseCode::Protocol),
        ("a text inside a text", [frame(0x01, b"a"), frame(0x81, b"b")].concat(), CloseCode::Protocol),
        ("a text too long", frame(0x81, &[b'a'; 4_097]), CloseCode::TooBig),
        ("parts too long together", long, CloseCode::TooBig),
        ("a length of 2^63", [&[0x81, 0xFF][..], &(1_u64 << 63).to_be_bytes()].concat(), CloseCode::TooBig),
        ("half a character", frame(0x81, &[0xC3]), CloseCode::NotUtf8),
        ("half a close code", frame(0x88, &[3]), CloseCode::Protocol),
        ("a close code for nobody", frame(0x88, &1_005_u16.to_be_bytes()), CloseCode::Protocol),
        ("a reason that is no text", frame(0x88, &[3, 232, 0xFF]), CloseCode::NotUtf8),
    ];
    for (what, bytes, code) in cases {
        assert_eq!(decoded(&bytes), Err(code), "{what}");
    }
}

#[test]
fn a_text_of_just_the_limit_and_a_close_are_heard() {
    let text = "a".repeat(MAX);
    assert_eq!(decoded(&frame(0x81, text.as_bytes())), Ok(vec![Received::Text(text)]));
    let bye = Message::Close(Some(CloseFrame { code: TheirCode::Away, reason: "lights out".into() }));
    assert_eq!(decoded(&written(vec![bye])), Ok(vec![Received::Close(Some(1001))]));
    assert_eq!(decoded(&frame(0x88, b"")), Ok(vec![Received::Close(None)]));
}

#[test]
fn our_opcodes_are_theirs() {
    let theirs = [
        OpCode::Data(Data::Continue),
        OpCode::Data(Data::Text),
        OpCode::Data(Data::Binary),
        OpCode::Control(Control::Close),
        OpCode::Control(Control::Ping),
        OpCode::Control(Control::Pong),
    ];
    assert_eq!(theirs.map(u8::from), [CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG]);
}
