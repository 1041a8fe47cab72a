//! Names of things and short texts, checked once at the edge and trusted after.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a text is not acceptable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Nothing but white space, or longer than the limit in bytes.
    #[error("must be 1 to {max} bytes long, this has {len}")]
    Length {
        /// Limit in bytes.
        max: usize,
        /// Bytes given, after trimming.
        len: usize,
    },
    /// A character the kind of text does not allow.
    #[error("character {0:?} is not allowed here")]
    Character(char),
    /// A character that turns the direction of the text around it, and is not seen itself.
    #[error("it has a character that nobody sees and that turns the line (U+{:04X}): type it anew", u32::from(*.0))]
    Turns(char),
    /// Only characters without a shape.
    #[error("nothing of it can be seen: type it anew")]
    Unseen,
}

impl BadText {
    /// The problem in a sentence of it, if it is one: serde hands on nothing else.
    pub(super) fn told(sentence: &str) -> Option<Self> {
        if let Some(numbers) = sentence.strip_prefix("must be 1 to ") {
            let (max, len) = numbers.split_once(" bytes long, this has ")?;
            return Some(Self::Length { max: max.parse().ok()?, len: len.parse().ok()? });
        }
        let quoted = sentence.strip_prefix("character ")?.strip_suffix(" is not allowed here")?;
        let inner = quoted.strip_prefix('\'')?.strip_suffix('\'')?;
        let code = inner.strip_prefix("\\u{").and_then(|rest| rest.strip_suffix('}'));
        let plain = match (inner, code) {
            (_, Some(code)) => char::from_u32(u32::from_str_radix(code, 16).ok()?)?,
            ("\\0", _) => '\0',
            ("\\t", _) => '\t',
            ("\\n", _) => '\n',
            ("\\r", _) => '\r',
            (inner, _) => {
                inner.strip_prefix('\\').filter(|rest| !rest.is_empty()).unwrap_or(inner).chars().next()?
            }
        };
        Some(Self::Character(plain))
    }
}

macro_rules! slug_id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(try_from = "String", into = "String")]
        #[ts(type = "string")]
        pub struct $name(String);

        impl $name {
            /// Parses the name: 1 to 40 lower-case letters, digits and hyphens.
            ///
            /// # Errors
            /// [`BadText`] on anything else.
            pub fn new(text: impl Into<String>) -> Result<Self, BadText> {
                let text = text.into();
                if text.is_empty() || text.len() > 40 {
                    return Err(BadText::Length { max: 40, len: text.len() });
                }
                match text.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-')) {
                    Some(c) => Err(BadText::Character(c)),
                    None => Ok(Self(text)),
                }
            }

            /// The name as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadText;
            fn try_from(text: String) -> Result<Self, BadText> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

slug_id! {
    /// One evening: its date, with `-2`, `-3` … when a date has several ledgers.
    NightId,
    /// One game of a night, unique within it.
    GameId,
    /// One prize of a night, unique within it.
    PrizeId,
    /// One pot that grows from night to night.
    PotId,
    /// One item of a programme, unique within it.
    ItemId,
    /// One member of staff. Their name lives in the vault, never in the ledger.
    StaffId,
    /// One enrolled device.
    DeviceId,
    /// A pattern of the catalogue.
    PatternSlug,
}

/// Idempotency key a client gives its command (UUID version 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct CommandId(pub uuid::Uuid);

/// Text for people: trimmed, at most `MAX` bytes, no control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string", rename = "Words")]
pub struct Text<const MAX: usize>(String);

/// A name or title: at most 80 bytes.
pub type Label = Text<80>;
/// A reason or note: at most 240 bytes.
pub type Reason = Text<240>;

impl<const MAX: usize> Text<MAX> {
    /// Parses and trims the text.
    ///
    /// # Errors
    /// [`BadText`] when empty, too long or with control characters.
    pub fn new(text: impl AsRef<str>) -> Result<Self, BadText> {
        let text = text.as_ref().trim();
        if text.is_empty() || text.len() > MAX {
            return Err(BadText::Length { max: MAX, len: text.len() });
        }
        match text.chars().find(|c| c.is_control()) {
            Some(c) => Err(BadText::Character(c)),
            None => Ok(Self(text.to_owned())),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> TryFrom<String> for Text<MAX> {
    type Error = BadText;
    fn try_from(text: String) -> Result<Self, BadText> {
        Self::new(text)
    }
}

impl<const MAX: usize> From<Text<MAX>> for String {
    fn from(text: Text<MAX>) -> Self {
        text.0
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! hex_bytes {
    ($($(#[$doc:meta])* $name:ident[$len:literal]),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
        #[serde(try_from = "String", into = "String")]
        #[ts(type = "string")]
        pub struct $name(pub [u8; $len]);

        impl $name {
            /// Lower-case hexadecimal.
            #[must_use]
            pub fn hex(&self) -> String {
                data_encoding::HEXLOWER.encode(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                let bytes = data_encoding::HEXLOWER
                    .decode(text.as_bytes())
                    .map_err(|error| format!("not lower-case hex: {error}"))?;
                let len = bytes.len();
                bytes.try_into().map(Self).map_err(|_| format!("{} bytes wanted, {len} given", $len))
            }
        }

        impl From<$name> for String {
            fn from(bytes: $name) -> Self {
                bytes.hex()
            }
        }
    )*};
}

hex_bytes! {
    /// A SHA-256 digest.
    Digest[32],
    /// Secret from which a game's order of balls follows. Never printed before it is revealed.
    Seed[64],
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hex())
    }
}

impl fmt::Debug for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Seed(secret)")
    }
}
