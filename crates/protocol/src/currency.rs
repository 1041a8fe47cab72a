//! How amounts of money are written. The ledger counts whole numbers of the smallest unit and knows no currency.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The venue's currency, as screens write amounts. Without one they have two decimals and no sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Currency {
    /// Its three letters (ISO 4217), like `EUR`.
    pub code: String,
    /// Figures behind the decimal sign: none, two or three.
    pub decimals: u8,
}

/// Currencies without a smaller unit.
const WITHOUT_DECIMALS: [&str; 16] = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF",
    "XPF",
];
/// Currencies of a thousand smaller units.
const THREE_DECIMALS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

impl Currency {
    /// The currency of these three letters, in either case; `None` if there are not three.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        let code = code.trim().to_ascii_uppercase();
        if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return None;
        }
        let decimals = match code.as_str() {
            code if WITHOUT_DECIMALS.contains(&code) => 0,
            code if THREE_DECIMALS.contains(&code) => 3,
            _ => 2,
        };
        Some(Self { code, decimals })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_has_none_two_or_three_decimals() {
        let decimals = |code: &str| Currency::of(code).map(|currency| currency.decimals);
        assert_eq!(decimals("EUR"), Some(2));
        assert_eq!(decimals(" jpy "), Some(0));
        assert_eq!(decimals("KWD"), Some(3));
        for wrong in ["", "€", "EURO", "E R", "12A"] {
            assert_eq!(decimals(wrong), None, "{wrong}");
        }
    }
}
