//! Amounts of money: whole numbers of the smallest unit of the venue's currency.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An amount in the smallest unit: cents, or yen. Holding one proves that every screen can count it exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "u64", into = "u64")]
#[ts(type = "number")]
pub struct Amount(u64);

/// More than can be counted exactly everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be 0 to {max}, this is {0}", max = Amount::MAX)]
pub struct NotAnAmount(pub u64);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest whole number that browsers keep exactly.
    pub const MAX: Self = Self((1 << 53) - 1);

    /// So many of the smallest unit.
    #[must_use]
    pub const fn cents(cents: u32) -> Self {
        Self(cents as u64)
    }

    /// So many of the smallest unit.
    ///
    /// # Errors
    /// [`NotAnAmount`] above [`Self::MAX`].
    pub fn new(units: u64) -> Result<Self, NotAnAmount> {
        if units <= Self::MAX.0 { Ok(Self(units)) } else { Err(NotAnAmount(units)) }
    }

    /// Both together, at most [`Self::MAX`].
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0)).min(Self::MAX)
    }

    /// The amount so many times, at most [`Self::MAX`].
    #[must_use]
    pub fn times(self, count: u8) -> Self {
        Self(self.0.saturating_mul(count.into())).min(Self::MAX)
    }
}

impl TryFrom<u64> for Amount {
    type Error = NotAnAmount;

    fn try_from(units: u64) -> Result<Self, NotAnAmount> {
        Self::new(units)
    }
}

impl From<Amount> for u64 {
    fn from(amount: Amount) -> Self {
        amount.0
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_counted_exactly_or_refused() {
        let read = |text: &str| serde_json::from_str::<Amount>(text).map_err(|error| error.to_string());
        assert_eq!(read("5000000000").unwrap(), Amount::new(5_000_000_000).unwrap());
        assert_eq!(read("9007199254740991").unwrap(), Amount::MAX);
        for wrong in ["9007199254740992", "18446744073709551615"] {
            assert!(read(wrong).unwrap_err().contains("0 to 9007199254740991"), "{wrong}");
        }
        for wrong in ["18446744073709551616", "-1", "0.5", "\"5\""] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Amount::MAX.plus(Amount::cents(1)), Amount::MAX);
        assert_eq!(Amount::MAX.times(75), Amount::MAX);
        assert_eq!(Amount::cents(40).times(75).plus(Amount::cents(5)), Amount::cents(3_005));
    }

    /// The screens read what people type; both sides have the same largest amount.
    #[test]
    fn screens_have_the_same_largest_amount() {
        let cases: serde_json::Value =
            serde_json::from_str(include_str!("../../../tests/data/amounts.json")).unwrap();
        assert_eq!(cases["largest"], u64::from(Amount::MAX));
        let read = cases["read"].as_array().unwrap().iter().map(|case| case[2].as_u64().unwrap());
        assert!(read.map(Amount::new).all(|amount| amount.is_ok()));
    }
}
