//! How a text looks to people: whether anything of it is seen, whether it keeps its direction, what it looks like.
//!
//! Texts of old ledgers are not looked at: only what somebody writes now.

use unicode_normalization::UnicodeNormalization as _;

use crate::ids::BadText;

/// Looks at a text that people write and read: a name, a reason.
///
/// # Errors
/// [`BadText::Turns`] when a character of it turns the direction of what stands around it, [`BadText::Unseen`] when
/// nothing of it is seen.
pub fn check_appearance(text: &str) -> Result<(), BadText> {
    if let Some(c) = text.chars().find(|&c| turns(c)) {
        return Err(BadText::Turns(c));
    }
    if text.chars().all(|c| c.is_whitespace() || is_blank(c)) { Err(BadText::Unseen) } else { Ok(()) }
}

/// What two texts have in common that people cannot tell apart at a glance: composed, in small letters of usual width,
/// without what nobody sees, with single spaces.
#[must_use]
pub fn appearance(text: &str) -> String {
    let seen: String =
        text.nfkc().filter(|&c| !is_blank(c) && !turns(c)).flat_map(char::to_lowercase).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a character sets the direction of others and has no shape itself.
fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character has no shape of its own: joiners, fillers, choices between shapes, the empty Braille cell.
fn is_blank(c: char) -> bool {
    let joins =
        matches!(c, '\u{ad}' | '\u{34f}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let fills =
        matches!(c, '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}');
    let chooses = matches!(c, '\u{180b}'..='\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}');
    joins || fills || chooses
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_seen_and_keeps_its_direction() {
        for name in
            ["Bob", "שלום", "می\u{200c}خواهم", "👨\u{200d}👩\u{200d}👧", "❤\u{fe0f}", "क\u{94d}\u{200d}ष"]
        {
            assert_eq!(check_appearance(name), Ok(()), "{name}");
        }
        for name in ["\u{200b}", "\u{3164}\u{2800}", "\u{ad} \u{2060}", "\u{e0041}", "\u{34f}"] {
            assert_eq!(check_appearance(name), Err(BadText::Unseen), "{name:?}");
        }
        for (name, c) in
            [("a\u{202e}b", '\u{202e}'), ("\u{2066}a\u{2069}", '\u{2066}'), ("a\u{61c}", '\u{61c}')]
        {
            assert_eq!(check_appearance(name), Err(BadText::Turns(c)), "{name:?}");
        }
    }

    #[test]
    fn names_that_look_the_same_are_the_same() {
        let same = [
            "Café Zoë",
            "CAFÉ  ZOË",
            "Cafe\u{301} Zoe\u{308}",
            " café\u{a0}zoë ",
            "Ca\u{ad}fé Zoë\u{200d}",
            "Ｃafé Zoë",
        ];
        for name in same {
            assert_eq!(appearance(name), "café zoë", "{name:?}");
        }
        assert_ne!(appearance("Bob"), appearance("Rob"));
        assert_ne!(appearance("Bob 1"), appearance("Bob 2"));
    }
}
