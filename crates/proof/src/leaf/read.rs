//! Reading a leaf: exactly the keys of format v1, in their order.

use std::fmt;

use domain::{By, CommandId, Digest, Entry};
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, Visitor};

use super::{LEAF_BYTES_MAX, LEAF_VERSION, LeafClock, TooLarge, time_text};

/// The keys of a leaf in their order.
const KEYS: [&str; 11] = ["v", "seq", "prev", "at", "mono", "boot", "clock", "by", "cmd", "type", "data"];

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
