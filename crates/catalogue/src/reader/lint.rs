//! What is wrong with a pattern file, where, and why.

use std::fmt;
use std::ops::Range;

/// One thing a file has to mend before it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Name of the file as it was handed over.
    pub file: String,
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong, in a sentence.
    pub reason: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.reason)
    }
}

/// A pattern file as it was read.
#[derive(Clone, Copy, Debug)]
pub struct PatternFile<'a> {
    /// What the file is called in findings.
    pub name: &'a str,
    /// What stands in it.
    pub text: &'a str,
}

/// Bytes of a pattern file: the whole catalogue of the house needs a tenth of it.
pub const FILE_BYTES_MAX: usize = 512 * 1024;

/// Collects findings about one file.
#[derive(Debug)]
pub(super) struct Notes<'a> {
    source: PatternFile<'a>,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Notes<'a> {
    pub(super) fn on(source: PatternFile<'a>) -> Self {
        Self { source, findings: Vec::new() }
    }

    /// Notes a reason at the line where the bytes begin.
    pub(super) fn report(&mut self, at: &Range<usize>, reason: impl Into<String>) {
        let newlines = self.source.text.match_indices('\n').take_while(|(place, _)| *place < at.start);
        let line = newlines.count() + 1;
        self.findings.push(Finding { file: self.source.name.to_owned(), line, reason: reason.into() });
    }

    /// The value, or a note of why there is none.
    pub(super) fn accept<T>(&mut self, at: &Range<usize>, value: Result<T, impl fmt::Display>) -> Option<T> {
        value.map_err(|reason| self.report(at, reason.to_string())).ok()
    }
}
