//! What is wrong with a settings file, and what to write instead.

use std::fmt;

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
        f.write_str(&self.message)
    }
}

/// One problem a line.
pub(super) fn listed(problems: &[SettingsProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
