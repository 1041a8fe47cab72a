//! Names and passphrases of Wi-Fi networks, and the QR code that joins one.
//!
//! The code has two dialects: in the standard's, percent signs escape; in the older one, backslashes do. Only
//! characters that neither escapes make a code that every phone reads.

use std::fmt;

/// Characters with a meaning of their own in one of the dialects.
const SPECIAL: &str = "\\;,:\"%";
/// Longest name, in bytes.
const NAME_BYTES_MAX: usize = 32;

/// The name of a network (SSID).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkName(String);

/// The passphrase of a network. Its `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(String);

impl NetworkName {
    /// A name for guests, who join by QR code.
    ///
    /// # Errors
    /// What is wrong, and what to do.
    pub fn for_guests(text: &str) -> Result<Self, String> {
        let name = Self::for_staff(text)?;
        if let Some(c) = text.chars().find(|&c| !(' '..='~').contains(&c)) {
            return Err(format!(
                "`{c}` cannot stand in a Wi-Fi QR code of every kind: use plain letters, digits and hyphens"
            ));
        }
        if let Some(c) = text.chars().find(|&c| SPECIAL.contains(c)) {
            return Err(format!("`{c}` means something else in a Wi-Fi QR code: leave it out"));
        }
        if text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err("some phones take it for a number in hexadecimal: add a hyphen or a word".to_owned());
        }
        Ok(name)
    }

    /// A name for staff, who do not join by QR code: any script is possible.
    ///
    /// # Errors
    /// What is wrong, and what to do.
    pub(super) fn for_staff(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("the network needs a name".to_owned());
        }
        if text.len() > NAME_BYTES_MAX {
            return Err(format!(
                "at most {NAME_BYTES_MAX} bytes fit, this has {} (letters beyond a to z take two or more)",
                text.len()
            ));
        }
        if let Some(c) = text.chars().find(|c| is_unseen(*c)) {
            return Err(format!(
                "it has a character nobody can see or type (U+{:04X}): type the name anew",
                u32::from(c)
            ));
        }
        if text.trim() != text {
            return Err("it begins or ends with a space, which nobody sees: take it away".to_owned());
        }
        Ok(Self(text.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name in hexadecimal, which cannot end a line of a file.
    pub(crate) fn hex(&self) -> String {
        data_encoding::HEXLOWER.encode(self.0.as_bytes())
    }
}

impl Passphrase {
    /// Checks a passphrase: 8 to 63 printable characters without a meaning of their own in a QR code.
    ///
    /// # Errors
    /// What is wrong, and what to do; never the passphrase itself.
    pub fn new(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("there is none: choose one of at least 8 characters".to_owned());
        }
        if let Some(c) = text.chars().find(|&c| !(' '..='~').contains(&c)) {
            let what = if is_unseen(c) { format!("U+{:04X}", u32::from(c)) } else { format!("`{c}`") };
            return Err(format!(
                "it has a character that not every phone can type ({what}): use plain letters, digits and hyphens"
            ));
        }
        if !(8..=63).contains(&text.len()) {
            return Err(format!("8 to 63 characters are needed, this has {}", text.len()));
        }
        if let Some(c) = text.chars().find(|&c| SPECIAL.contains(c)) {
            return Err(format!("`{c}` means something else in a Wi-Fi QR code: leave it out"));
        }
        if text.trim() != text {
            return Err("it begins or ends with a space, which nobody sees: take it away".to_owned());
        }
        Ok(Self(text.to_owned()))
    }

    /// The passphrase itself, for hostapd's file and the QR code.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// The text of a Wi-Fi QR code. Its type is "WPA" for every network with a passphrase, because some phones refuse
/// other words. Without a passphrase it has no type.
#[must_use]
pub fn join_text(name: &NetworkName, passphrase: Option<&Passphrase>) -> String {
    match passphrase {
        Some(passphrase) => format!("WIFI:T:WPA;S:{};P:{};;", name.0, passphrase.0),
        None => format!("WIFI:S:{};;", name.0),
    }
}

/// Control characters, joiners, marks of direction, and spaces that are not the space bar's.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || (c.is_whitespace() && c != ' ')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | '\u{115f}' | '\u{3164}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_counted_in_bytes() {
        assert!(NetworkName::for_staff(&"é".repeat(16)).is_ok());
        assert!(NetworkName::for_staff(&"é".repeat(17)).unwrap_err().contains("this has 34"));
        assert!(NetworkName::for_guests(&"x".repeat(32)).is_ok());
        assert!(NetworkName::for_guests(&"x".repeat(33)).is_err());
    }

    #[test]
    fn guests_get_names_that_both_dialects_read_alike() {
        for wrong in
            ["a;b", "a:b", "a\\b", "a,b", "a\"b", "100% fun", "Café", "CAFE", "ab\ncd", " x", "x\u{a0}y", ""]
        {
            assert!(NetworkName::for_guests(wrong).is_err(), "{wrong:?}");
        }
        for right in ["Crown-Bingo", "O'Neill's", "CAFEB", "The Crown (bar)", "wpa=2", "#1 bar", "a=b"] {
            assert!(NetworkName::for_guests(right).is_ok(), "{right:?}");
        }
        assert_eq!(NetworkName::for_staff("Café").unwrap().hex(), "436166c3a9");
    }

    #[test]
    fn a_passphrase_is_never_told() {
        for wrong in ["geheim", "geheim;geheim", "geheim\ngeheim", "geheim geheim ", "geheimé-geheim"] {
            let problem = Passphrase::new(wrong).unwrap_err();
            assert!(!problem.contains("geheim"), "{problem}");
        }
        assert!(Passphrase::new(&"x".repeat(63)).is_ok());
        assert!(Passphrase::new(&"x".repeat(64)).unwrap_err().contains("this has 64"));
        assert!(!format!("{:?}", Passphrase::new("geheim-geheim").unwrap()).contains("geheim"));
    }

    #[test]
    fn the_code_reads_the_same_in_both_dialects() {
        let name = NetworkName::for_guests("Crown-Bingo").unwrap();
        let passphrase = Passphrase::new("full-house-75").unwrap();
        assert_eq!(join_text(&name, Some(&passphrase)), "WIFI:T:WPA;S:Crown-Bingo;P:full-house-75;;");
        assert_eq!(join_text(&name, None), "WIFI:S:Crown-Bingo;;");
    }
}
