//! Leaves as the format says, and no other spelling.

use domain::{Ball, GameId, Kind, Label, Serial, StaffId};
use proptest::prelude::*;

use super::*;

fn context() -> Context {
    Context { at_ms: 1_795_199_400_123, mono_ms: 61_000, boot: "b1".into(), clock: LeafClock::Rtc }
}

fn ball(call: u8) -> Entry {
    let game = GameId::new("game-1").unwrap();
    Entry::BallCalled { game, ball: Ball::new(7).unwrap(), call }
}

const SECOND: &str = concat!(
    r#"{"v":1,"seq":1,"prev":"PREV","at":"2026-11-20T18:30:00.123Z","mono":61000,"boot":"b1","clock":"rtc","#,
    r#""by":{"kind":"staff","staff":"ana","desk":"Bar"},"cmd":"01932c07-4d00-7000-8000-000000000000","#,
    r#""type":"ball_called","data":{"game":"game-1","ball":7,"call":2}}"#,
);

fn sealed() -> (Leaf, Leaf) {
    let mut chain = Chain::start();
    let first = chain.seal(&context(), &By::system(), None, &ball(1)).unwrap();
    let by = By {
        kind: Kind::Staff,
        staff: Some(StaffId::new("ana").unwrap()),
        device: None,
        desk: Some(Label::new("Bar").unwrap()),
    };
    let cmd = CommandId("01932c07-4d00-7000-8000-000000000000".parse().unwrap());
    let second = chain.seal(&context(), &by, Some(cmd), &ball(2)).unwrap();
    assert_eq!(chain, Chain { size: 2, head: second.hash });
    (first, second)
}

#[test]
fn a_leaf_is_written_as_the_format_says() {
    let (first, second) = sealed();
    let text = String::from_utf8(second.bytes.clone()).unwrap();
    assert_eq!(text, SECOND.replace("PREV", &Digest(first.hash).hex()));
    assert!(String::from_utf8(first.bytes).unwrap().contains(&format!("\"prev\":\"{}\"", "0".repeat(64))));
    let body = LeafBody::parse(&second.bytes).unwrap();
    assert_eq!((body.seq, body.at_ms, body.entry), (1, context().at_ms, ball(2)));
}

#[test]
fn other_spellings_are_no_leaf() {
    let good = SECOND.replace("PREV", &"0".repeat(64));
    assert!(LeafBody::parse(good.as_bytes()).is_ok());
    for (from, to) in [
        ("\"v\":1", "\"v\":2"),
        ("\"v\":1,\"seq\":1", "\"seq\":1,\"v\":1"),
        ("\"v\":1,", "\"v\":1,\"v\":1,"),
        ("\"seq\":1", "\"seq\":-1"),
        ("\"seq\":1", "\"seq\":1.0"),
        ("\"prev\":\"0", "\"prev\":\"A"),
        ("\"prev\":\"00", "\"prev\":\"0"),
        ("T18:30:00.123Z", "T19:30:00.123+01:00"),
        ("T18:30:00.123Z", "T18:30:00.1230Z"),
        ("T18:30:00.123Z", " 18:30:00.123Z"),
        ("T18:30:00.123Z", "T18:30:00Z"),
        ("\"rtc\"", "\"moon\""),
        ("\"mono\":61000,", ""),
        ("\"ball_called\"", "\"ball_dropped\""),
        ("\"ball\":7", "\"ball\":76"),
        ("\"call\":2}", "\"call\":2},\"more\":1"),
        ("\"type\":\"ball_called\",\"data\"", "\"data\""),
        (",\"data\":{\"game\":\"game-1\",\"ball\":7,\"call\":2}", ""),
    ] {
        let bent = good.replacen(from, to, 1);
        assert_ne!(bent, good, "{from}");
        assert!(LeafBody::parse(bent.as_bytes()).is_err(), "{bent}");
    }
    assert!(LeafBody::parse(format!("{good} x").as_bytes()).is_err());
}

#[test]
fn a_field_that_a_later_version_adds_is_ignored() {
    let later = SECOND.replace("PREV", &"0".repeat(64)).replace("\"call\":2}", "\"call\":2,\"spin\":3}");
    assert_eq!(LeafBody::parse(later.as_bytes()).map(|body| body.entry), Ok(ball(2)));
}

#[test]
fn an_entry_that_does_not_fit_changes_nothing() {
    let mut chain = Chain::start();
    let entry = Entry::EntropyAdded { game: GameId::new("g").unwrap(), text: "x".repeat(LEAF_BYTES_MAX) };
    assert!(chain.seal(&context(), &By::player(), None, &entry).is_err());
    assert_eq!(chain, Chain::start());
}

proptest! {
    #[test]
    fn what_is_sealed_is_read_back(at_ms in -1_000..=AT_MS_MAX + 1_000, mono_ms: u64, boot: String,
                                   text: String, serials: Vec<u32>, call: u8) {
        let context = Context { at_ms, mono_ms, boot: boot.clone(), clock: LeafClock::None };
        let game = GameId::new("g-1").unwrap();
        let serials: Vec<_> = serials.into_iter().map(Serial).collect();
        let entries = [
            Entry::EntropyAdded { game: game.clone(), text },
            Entry::WinDetected { game, stage: 0, ball: Ball::new(75).unwrap(), call, serials, hands: vec![] },
        ];
        let mut chain = Chain::start();
        for entry in entries {
            let before = chain;
            let leaf = chain.seal(&context, &By::player(), None, &entry).unwrap();
            let body = LeafBody::parse(&leaf.bytes).unwrap();
            prop_assert_eq!(body, LeafBody {
                v: 1, seq: before.size, prev: Digest(before.head), at_ms: at_ms.clamp(0, AT_MS_MAX),
                mono: mono_ms, boot: boot.clone(), clock: LeafClock::None, by: By::player(), cmd: None, entry,
            });
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes: Vec<u8>, at in 0usize..300, with: u8) {
        let _ = LeafBody::parse(&bytes);
        let mut bent = SECOND.as_bytes().to_vec();
        let at = at % bent.len();
        bent[at] = with;
        let _ = LeafBody::parse(&bent);
    }
}
