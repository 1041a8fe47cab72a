//! Reads the fields of a parsed file, each with its type. A mistake is noted with its line and what to write instead.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SettingsProblem;
use super::hotspot::clipped;
use super::schema::{SECTIONS, closest};

/// Longest text of a field, bytes: an address of updates.
pub(super) const TEXT_BYTES_MAX: usize = 500;

/// Unreadable lines that are noted at most.
const PROBLEMS_MAX: usize = 100;

/// The fields of a file, and the remarks on them so far.
pub(super) struct FieldReader<'a> {
    text: &'a str,
    sections: BTreeMap<&'a str, (usize, Fields<'a>)>,
    /// Mistakes: a file with one is not used.
    pub(super) problems: Vec<SettingsProblem>,
    /// Remarks: a file with them is used.
    pub(super) notes: Vec<SettingsProblem>,
}

type Fields<'a> = BTreeMap<&'a str, (usize, &'a DeValue<'a>)>;

impl<'a> FieldReader<'a> {
    /// Sorts a parsed file by section and field.
    pub(super) fn new(text: &'a str, table: &'a DeTable<'a>) -> Self {
        let mut reader = Self { text, sections: BTreeMap::new(), problems: Vec::new(), notes: Vec::new() };
        let mut top = Fields::new();
        for (key, value) in table {
            let (name, line) = (key.get_ref().as_ref(), reader.line_of(&key.span()));
            match value.get_ref() {
                DeValue::Table(fields) if is_inline(text, &value.span()) => {
                    let example = fields.keys().next().map_or("name", |key| key.get_ref());
                    reader.wrong(
                        line,
                        name,
                        &format!(
                            "write [{name}] on a line of its own and its fields below it, like {example} = …"
                        ),
                    );
                }
                DeValue::Table(fields) => reader.section(name, line, fields),
                other => {
                    top.insert(name, (line, other));
                }
            }
        }
        reader.check_names("", &top);
        reader.sections.insert("", (1, top));
        reader
    }

    fn section(&mut self, name: &'a str, line: usize, fields: &'a DeTable<'a>) {
        if !SECTIONS.iter().any(|(section, _)| *section == name && !name.is_empty()) {
            let sections = SECTIONS.iter().map(|(section, _)| *section).filter(|section| !section.is_empty());
            self.unknown(
                line,
                &format!("[{}]", clipped(name)),
                closest(name, sections).map(|meant| format!("[{meant}]")),
            );
            return;
        }
        let found: Fields<'a> = fields
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), (self.line_of(&key.span()), value.get_ref())))
            .collect();
        self.check_names(name, &found);
        self.sections.insert(name, (line, found));
    }

    /// Notes unknown names. One that is close to a known name is a mistake; others may belong to a newer version.
    fn check_names(&mut self, section: &str, found: &Fields<'a>) {
        let known = SECTIONS.iter().find(|(name, _)| *name == section).map_or(&[][..], |(_, fields)| fields);
        for (name, (line, _)) in found {
            let is_name_of_wifi = section.is_empty() && *name == "wifi";
            if !known.contains(name) && !is_name_of_wifi {
                let meant = closest(name, known.iter().copied()).map(ToOwned::to_owned);
                self.unknown(*line, &path(section, name), meant);
            }
        }
    }

    fn unknown(&mut self, line: usize, field: &str, meant: Option<String>) {
        if let Some(meant) = meant {
            self.wrong(line, field, &format!("there is no such name: did you mean {meant}?"));
        } else {
            let message = "not known to this version, so nothing was done";
            self.notes.push(SettingsProblem::line(line, field, message));
        }
    }

    /// Whether the file has this section.
    pub(super) fn has(&self, section: &str) -> bool {
        self.sections.contains_key(section)
    }

    /// The line and value of a field, if the file has it.
    fn value(&self, section: &str, name: &str) -> Option<(usize, &'a DeValue<'a>)> {
        self.sections.get(section)?.1.get(name).copied()
    }

    /// A text, if the file has the field.
    pub(super) fn text(&mut self, section: &'static str, name: &'static str) -> Option<String> {
        let (line, value) = self.value(section, name)?;
        match value {
            DeValue::String(text) if text.len() <= TEXT_BYTES_MAX => Some(text.to_string()),
            DeValue::String(text) => {
                let message = format!("at most {TEXT_BYTES_MAX} bytes can be used, this has {}", text.len());
                self.wrong(line, &path(section, name), &message);
                None
            }
            other => {
                self.wrong_type(line, &path(section, name), "a text in quotation marks, like \"…\"", other);
                None
            }
        }
    }

    /// A whole number within a range, if the file has the field.
    pub(super) fn number(
        &mut self,
        section: &'static str,
        name: &'static str,
        range: RangeInclusive<i64>,
    ) -> Option<i64> {
        let (line, value) = self.value(section, name)?;
        let number = value.as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        match (number, value) {
            (Some(number), _) if range.contains(&number) => Some(number),
            (_, DeValue::Integer(_)) => {
                let message = format!("write a number from {} to {}", range.start(), range.end());
                self.wrong(line, &path(section, name), &message);
                None
            }
            (_, other) => {
                self.wrong_type(line, &path(section, name), "a whole number without quotation marks", other);
                None
            }
        }
    }

    /// One of a few words, if the file has the field.
    pub(super) fn choice<T: Clone>(
        &mut self,
        section: &'static str,
        name: &'static str,
        words: &[(&str, T)],
    ) -> Option<T> {
        // `2.4` without quotation marks means "2.4".
        let text = match self.value(section, name)? {
            (_, DeValue::Integer(number)) => number.as_str().to_owned(),
            (_, DeValue::Float(number)) => number.as_str().to_owned(),
            _ => self.text(section, name)?,
        };
        let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(&text));
        if found.is_none() {
            let all: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
            self.field(section, name, &format!("write one of {}", all.join(", ")));
        }
        found.map(|(_, value)| value.clone())
    }

    /// A list of texts, if the file has the field.
    pub(super) fn list(&mut self, section: &'static str, name: &'static str) -> Option<Vec<String>> {
        let (line, value) = self.value(section, name)?;
        let texts = value.as_array().filter(|list| list.len() <= 16).and_then(|list| {
            list.iter().map(|item| item.get_ref().as_str().map(ToOwned::to_owned)).collect::<Option<Vec<_>>>()
        });
        if texts.is_none() {
            let message = "write texts in square brackets, like [\"eth0\", \"wlan0\"], at most 16";
            self.wrong(line, &path(section, name), message);
        }
        texts
    }

    /// Notes a mistake in a field, on the field's line, or on its section's if the file does not have the field.
    pub(super) fn field(&mut self, section: &str, name: &str, message: &str) {
        let line = self.value(section, name).map(|(line, _)| line);
        let line = line.or_else(|| self.sections.get(section).map(|(line, _)| *line));
        let misspelt = format!("did you mean {name}?");
        // A misspelt field was noted already.
        let is_misspelt = |problem: &SettingsProblem| {
            problem.field.starts_with(section) && problem.message.ends_with(&misspelt)
        };
        if self.value(section, name).is_none() && self.problems.iter().any(is_misspelt) {
            return;
        }
        let field = path(section, name);
        self.problems.push(SettingsProblem { line, field, message: message.to_owned() });
    }

    /// As [`Self::at`], but on the line of another section's heading.
    pub(super) fn at_section(&mut self, section: &str, field: &str, message: &str) {
        if section.is_empty() {
            self.at(field, message);
        } else {
            let line = self.sections.get(section).map(|(line, _)| *line);
            let message = message.to_owned();
            self.problems.push(SettingsProblem { line, field: field.to_owned(), message });
        }
    }

    /// Notes a remark on a field of the first section.
    pub(super) fn note(&mut self, name: &str, message: &str) {
        let line = self.value("", name).map(|(line, _)| line);
        let (field, message) = (name.to_owned(), message.to_owned());
        self.notes.push(SettingsProblem { line, field, message });
    }

    /// Whether the file has this field.
    pub(super) fn has_field(&self, section: &str, name: &str) -> bool {
        self.value(section, name).is_some()
    }

    /// As [`Self::field`], for `section.name`.
    pub(super) fn at(&mut self, field: &str, message: &str) {
        let (section, name) = field.split_once('.').unwrap_or(("", field));
        self.field(section, name, message);
    }

    fn wrong(&mut self, line: usize, field: &str, message: &str) {
        self.problems.push(SettingsProblem::line(line, field, message));
    }

    fn wrong_type(&mut self, line: usize, field: &str, wanted: &str, value: &DeValue<'_>) {
        let found = match value {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a section",
        };
        self.wrong(line, field, &format!("write {wanted}: this is {found}"));
    }

    fn line_of(&self, span: &Range<usize>) -> usize {
        line_at(self.text, span.start)
    }
}

/// The line (from 1) at a byte of a text.
pub(super) fn line_at(text: &str, byte: usize) -> usize {
    text.as_bytes()[..byte.min(text.len())].split(|&b| b == b'\n').count()
}

/// Parses a tidied file.
///
/// # Errors
/// Every line that cannot be read, once.
pub(super) fn parse(text: &str) -> Result<Spanned<DeTable<'_>>, Vec<SettingsProblem>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut problems: Vec<SettingsProblem> = Vec::new();
    for error in errors {
        let line = line_at(text, error.span().map_or(0, |span| span.start));
        if problems.len() >= PROBLEMS_MAX {
            break;
        }
        if problems.iter().all(|problem| problem.line != Some(line)) {
            problems.push(super::syntax::diagnose(text, line, error.message()));
        }
    }
    problems.sort_by_key(|problem| problem.line);
    if problems.is_empty() { Ok(table) } else { Err(problems) }
}

fn path(section: &str, name: &str) -> String {
    [section, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
}

fn is_inline(text: &str, span: &Range<usize>) -> bool {
    text.as_bytes().get(span.start) == Some(&b'{')
}
