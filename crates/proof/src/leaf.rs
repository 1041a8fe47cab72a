//! One entry as bytes: written once, hashed, never serialised again.

use std::fmt;

use jiff::Timestamp;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::tree::leaf_hash;
use domain::{By, ClockSource, CommandId, Digest, Entry};

/// Longest leaf, bytes: tlog-tiles counts a leaf's length in 16 bits.
pub const LEAF_BYTES_MAX: usize = 65_535;
/// Leaf format this program writes and reads.
pub const LEAF_VERSION: u8 = 1;
/// 9999-12-31T23:59:59.999Z: RFC 3339 has four digits for the year.
const AT_MS_MAX: i64 = 253_402_300_799_999;
/// The keys of a leaf in their order.
const KEYS: [&str; 11] = ["v", "seq", "prev", "at", "mono", "boot", "clock", "by", "cmd", "type", "data"];

/// How far the box's clock can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeafClock {
    /// Nothing set it: it only goes on from the newest time known.
    None,
    /// A battery-backed clock.
    Rtc,
    /// Network time.
    Ntp,
    /// A member of staff's phone.
    Staff,
    /// The collector.
    Cloud,
}

impl From<Option<ClockSource>> for LeafClock {
    fn from(source: Option<ClockSource>) -> Self {
        match source {
            None => Self::None,
            Some(ClockSource::Rtc) => Self::Rtc,
            Some(ClockSource::Ntp) => Self::Ntp,
            Some(ClockSource::Staff) => Self::Staff,
            Some(ClockSource::Cloud) => Self::Cloud,
        }
    }
}

/// The moment of writing, as the hall lends it to the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Box time, milliseconds since 1970. Before 1970 counts as 1970.
    pub at_ms: i64,
    /// Milliseconds since the box started; never runs backwards within one `boot`.
    pub mono_ms: u64,
    /// Names the start of the box that `mono_ms` counts from.
    pub boot: String,
    /// How far `at_ms` can be trusted.
    pub clock: LeafClock,
}

/// A sealed entry: the bytes that are hashed are the bytes that are stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Position in the ledger.
    pub seq: u64,
    /// UTF-8 JSON, leaf format v1.
    pub bytes: Vec<u8>,
    /// SHA-256(0x00 ‖ bytes).
    pub hash: [u8; 32],
}

/// An entry whose leaf would pass [`LEAF_BYTES_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the entry takes {bytes} bytes, the ledger holds {LEAF_BYTES_MAX} at most")]
pub struct TooLarge {
    /// Size of the leaf.
    pub bytes: usize,
}

/// The growing end of a ledger: what the next leaf is tied to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Number of leaves = seq of the next.
    pub size: u64,
    /// Hash of the last leaf; zeros before the first.
    pub head: [u8; 32],
}

impl Chain {
    /// A chain without leaves.
    #[must_use]
    pub fn start() -> Self {
        Self { size: 0, head: [0; 32] }
    }

    /// Turns an entry into the next leaf and moves the chain on.
    ///
    /// # Errors
    /// [`TooLarge`]; the chain stays where it was.
    ///
    /// # Panics
    /// Never: every entry can be written as JSON.
    pub fn seal(
        &mut self,
        context: &Context,
        by: &By,
        cmd: Option<CommandId>,
        entry: &Entry,
    ) -> Result<Leaf, TooLarge> {
        let written = Written {
            v: LEAF_VERSION,
            seq: self.size,
            prev: Digest(self.head),
            at: time_text(context.at_ms),
            mono: context.mono_ms,
            boot: &context.boot,
            clock: context.clock,
            by,
            cmd,
            entry,
        };
        let bytes = serde_json::to_vec(&written).expect("a leaf has text keys only");
        if bytes.len() > LEAF_BYTES_MAX {
            return Err(TooLarge { bytes: bytes.len() });
        }
        let leaf = Leaf { seq: self.size, hash: leaf_hash(&bytes), bytes };
        *self = Self { size: self.size + 1, head: leaf.hash };
        Ok(leaf)
    }
}

/// The order of the fields is the format.
#[derive(Serialize)]
struct Written<'a> {
    v: u8,
    seq: u64,
    prev: Digest,
    at: String,
    mono: u64,
    boot: &'a str,
    clock: LeafClock,
    by: &'a By,
    cmd: Option<CommandId>,
    #[serde(flatten)]
    entry: &'a Entry,
}

/// A leaf that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafBody {
    /// Leaf format, 1.
    pub v: u8,
    /// Position in the ledger.
    pub seq: u64,
    /// Hash of the leaf before; zeros in the first.
    pub prev: Digest,
    /// Box time, milliseconds since 1970.
    pub at_ms: i64,
    /// Milliseconds since the start named by `boot`.
    pub mono: u64,
    /// Start of the box.
    pub boot: String,
    /// How far `at_ms` can be trusted.
    pub clock: LeafClock,
    /// Who did it.
    pub by: By,
    /// Command that caused it; `None` for the box's own doing.
    pub cmd: Option<CommandId>,
    /// What happened.
    pub entry: Entry,
}

/// Why bytes are no leaf of format v1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an entry this program understands: {0}")]
pub struct BadLeaf(pub String);

impl LeafBody {
    /// Reads a leaf: keys exactly those of format v1, in their order. Unknown fields inside `data` are
    /// ignored, because later versions may add some.
    ///
    /// # Errors
    /// [`BadLeaf`] with the reason; an unknown entry type is one.
    pub fn parse(bytes: &[u8]) -> Result<Self, BadLeaf> {
        if bytes.len() > LEAF_BYTES_MAX {
            return Err(BadLeaf(TooLarge { bytes: bytes.len() }.to_string()));
        }
        serde_json::from_slice(bytes).map_err(|error| BadLeaf(error.to_string()))
    }
}

impl<'de> Deserialize<'de> for LeafBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(LeafVisitor)
    }
}

struct LeafVisitor;

impl<'de> Visitor<'de> for LeafVisitor {
    type Value = LeafBody;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a leaf of format v1")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<LeafBody, A::Error> {
        let mut map = InOrder { map, at: 0 };
        let v = map.field()?;
        if v != LEAF_VERSION {
            return Err(de::Error::custom(format!("leaf format {v}, this program reads {LEAF_VERSION}")));
        }
        Ok(LeafBody {
            v,
            seq: map.field()?,
            prev: map.field()?,
            at_ms: time_ms(&map.field::<String>()?).map_err(de::Error::custom)?,
            mono: map.field()?,
            boot: map.field()?,
            clock: map.field()?,
            by: map.field()?,
            cmd: map.field()?,
            entry: Entry::deserialize(MapAccessDeserializer::new(map))?,
        })
    }
}

/// Hands out the fields of a map as long as their keys are [`KEYS`], in that order.
struct InOrder<A> {
    map: A,
    at: usize,
}

impl<'de, A: MapAccess<'de>> InOrder<A> {
    fn field<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        match self.next_entry::<de::IgnoredAny, T>()? {
            Some((_, value)) => Ok(value),
            None => Err(de::Error::custom("the leaf ends too early")),
        }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for InOrder<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let wanted = KEYS.get(self.at).copied();
        if self.map.next_key_seed(Exactly(wanted))?.is_none() {
            return Ok(None);
        }
        self.at += 1;
        // The key is known by now: `Exactly` fails unless one was wanted and it is this one.
        seed.deserialize(StrDeserializer::new(wanted.unwrap_or_default())).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

/// Accepts one key only.
struct Exactly(Option<&'static str>);

impl<'de> DeserializeSeed<'de> for Exactly {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Exactly {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(key) => write!(f, "the key {key:?}"),
            None => f.write_str("the end of the leaf"),
        }
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<(), E> {
        if self.0 == Some(key) { Ok(()) } else { Err(E::invalid_value(de::Unexpected::Str(key), &self)) }
    }
}

/// RFC 3339 in UTC with milliseconds.
fn time_text(at_ms: i64) -> String {
    let at = Timestamp::from_millisecond(at_ms.clamp(0, AT_MS_MAX)).expect("clamped into jiff's range");
    format!("{at:.3}")
}

/// Milliseconds since 1970 of exactly what [`time_text`] writes.
fn time_ms(text: &str) -> Result<i64, String> {
    let at: Timestamp = text.parse().map_err(|_| format!("{text:?} is not a time"))?;
    let at_ms = at.as_millisecond();
    if time_text(at_ms) == text {
        Ok(at_ms)
    } else {
        Err(format!("{text:?} is not written as UTC with milliseconds"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use domain::{Ball, GameId, Label, Serial, StaffId};

    fn context() -> Context {
        Context { at_ms: 1_795_199_400_123, mono_ms: 61_000, boot: "b1".into(), clock: LeafClock::Rtc }
    }

    fn ball(call: u8) -> Entry {
        let game = GameId::new("game-1").unwrap();
        Entry::BallCalled { game, ball: Ball::new(7).unwrap(), call }
    }

    const SECOND: &str = r#"{"v":1,"seq":1,"prev":"PREV","at":"2026-11-20T18:30:00.123Z","mono":61000,"boot":"b1","clock":"rtc","by":{"kind":"staff","staff":"ana","desk":"Bar"},"cmd":"01932c07-4d00-7000-8000-000000000000","type":"ball_called","data":{"game":"game-1","ball":7,"call":2}}"#;

    fn sealed() -> (Leaf, Leaf) {
        let mut chain = Chain::start();
        let first = chain.seal(&context(), &By::system(), None, &ball(1)).unwrap();
        let by = By {
            kind: domain::Kind::Staff,
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
        assert!(
            String::from_utf8(first.bytes).unwrap().contains(&format!("\"prev\":\"{}\"", "0".repeat(64)))
        );
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
}
