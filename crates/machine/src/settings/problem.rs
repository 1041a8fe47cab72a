//! What is wrong with a settings file, and what to write instead.

use std::fmt::{self, Write as _};

/// One remark on a settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsProblem {
    /// Line, from 1; none when the remark is about the whole file.
    pub line: Option<usize>,
    /// Field, `section.name`; empty when the remark is about a whole line.
    pub field: String,
    /// What is wrong and what to do. Never holds a secret.
    pub message: String,
}

impl SettingsProblem {
    pub(super) fn line(line: usize, field: &str, message: &str) -> Self {
        Self { line: Some(line), field: field.to_owned(), message: message.to_owned() }
    }

    pub(super) fn file(message: String) -> Self {
        Self { line: None, field: String::new(), message }
    }
}

impl fmt::Display for SettingsProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        // The message may repeat what was typed: what turns the direction of a line, or is not seen, is named.
        for character in self.message.chars() {
            if turns_or_hides(character) {
                write!(f, "U+{:04X}", u32::from(character))?;
            } else {
                f.write_char(character)?;
            }
        }
        Ok(())
    }
}

/// Whether a character turns the direction of what follows, or is none that is seen.
pub(super) fn turns_or_hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// One problem a line.
pub(super) fn listed(problems: &[SettingsProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
