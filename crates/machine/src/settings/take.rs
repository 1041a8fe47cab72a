//! Taking the settings over from the card: good ones are kept in the box with their secrets, which leave the
//! card; bad ones change nothing. Either way the card gets a report.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

use super::reader::{self, line_at};
use super::schema::SECRETS;
use super::{FILE_BYTES_MAX, Problem, Settings, text};
use crate::files;

/// Name of the settings file.
pub const FILE: &str = "hallbox.toml";
/// Name of the report beside it.
pub const REPORT: &str = "hallbox-report.txt";
/// Told at once at most: nobody mends more in one go.
const PROBLEMS_MAX: usize = 40;
/// Stands beside a secret that left the card.
const KEPT: &str = "  # kept in the box; write a new one between the quotation marks to change it";

/// What became of the file on the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is what the box runs with.
    Used,
    /// There is none: the box runs with what it has.
    Missing,
    /// It cannot be used: the box runs with the last good one.
    LastGood(Vec<Problem>),
    /// It cannot be used and there never was a good one: the box runs with its defaults.
    Defaults(Vec<Problem>),
}

/// Settings to run with.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The settings.
    pub settings: Settings,
    /// Where they come from.
    pub outcome: Outcome,
    /// What should be known besides.
    pub notes: Vec<Problem>,
}

/// Takes over the file at `card` into the folder `data`. Never fails for what stands in the file. While nobody
/// owns the box, the report tells `owner_code`.
///
/// # Errors
/// When `data` cannot be written: the box could not keep what it is told.
pub fn take_over(card: &Path, data: &Path, owner_code: Option<String>) -> io::Result<Taken> {
    fs::create_dir_all(data)?;
    let kept = data.join(FILE);
    let stored = read_at_most(&kept).ok();
    let taken = match read_at_most(card) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => without(stored.as_deref(), None),
        Err(error) => {
            let problem = Problem::file(format!("{} cannot be read: {error}", card.display()));
            without(stored.as_deref(), Some(vec![problem]))
        }
        Ok(bytes) => match read_good(&bytes, stored.as_deref()) {
            Err(problems) => without(stored.as_deref(), Some(problems)),
            Ok((whole, mut taken)) => {
                if stored.as_deref() != Some(whole.as_bytes()) {
                    files::replace(&kept, whole.as_bytes(), 0o600)?;
                }
                // Only now: until here the card was the only place that had them.
                taken.notes.extend(clear_secrets(card, &bytes));
                taken
            }
        },
    };
    let report = card.with_file_name(REPORT);
    let mut words = report_text(&taken);
    if let Some(code) = owner_code {
        let address = taken.settings.join_url();
        let _ = write!(
            words,
            "\r\nNobody owns this box yet. Join its network, open {address}/staff and enter\r\n\r\n"
        );
        let _ = write!(words, "  {code}\r\n\r\nThis text goes away once somebody does.\r\n");
    }
    if fs::read(&report).ok().as_deref() != Some(words.as_bytes())
        && let Err(error) = files::replace(&report, words.as_bytes(), 0o644)
    {
        tracing::warn!("{} cannot be written: {error}", report.display());
    }
    Ok(taken)
}

/// The whole file, secrets filled in, and the settings in it.
fn read_good(bytes: &[u8], stored: Option<&[u8]>) -> Result<(String, Taken), Vec<Problem>> {
    let raw = text::decode(bytes).map_err(|problem| vec![problem])?;
    let known = stored.map(secrets).transpose().unwrap_or_default().unwrap_or_default();
    let missing: Vec<Secret> = secrets(raw.as_bytes())?
        .into_iter()
        .filter(|secret| secret.value.is_empty())
        .filter_map(|blank| {
            let value = known.iter().find(|have| have.field == blank.field)?.value.clone();
            Some(Secret { value, ..blank })
        })
        .collect();
    let whole = with_lines(&raw, &missing, "");
    let parsed = Settings::parse(whole.as_bytes())?;
    Ok((whole, Taken { settings: parsed.settings, outcome: Outcome::Used, notes: parsed.notes }))
}

/// What to run with when the card has nothing good.
fn without(stored: Option<&[u8]>, problems: Option<Vec<Problem>>) -> Taken {
    let last = stored.and_then(|bytes| Settings::parse(bytes).ok());
    let (settings, outcome) = match (last, problems) {
        (Some(parsed), None) => (parsed.settings, Outcome::Missing),
        (None, None) => (Settings::default(), Outcome::Missing),
        (Some(parsed), Some(problems)) => (parsed.settings, Outcome::LastGood(problems)),
        (None, Some(problems)) => (Settings::default(), Outcome::Defaults(problems)),
    };
    Taken { settings, outcome, notes: Vec::new() }
}

/// A secret and its line.
#[derive(Clone)]
struct Secret {
    field: (&'static str, &'static str),
    at: usize,
    value: String,
}

/// Every secret field that stands in a file.
fn secrets(bytes: &[u8]) -> Result<Vec<Secret>, Vec<Problem>> {
    let text = text::tidy(bytes).map_err(|problem| vec![problem])?;
    let table = reader::parse(&text)?;
    let mut found = Vec::new();
    for (section, name) in SECRETS {
        let fields = table.get_ref().get(section).and_then(|section| section.get_ref().as_table());
        let entry = fields.and_then(|fields| fields.get_key_value(name));
        if let Some((key, value)) = entry
            && let Some(value) = value.get_ref().as_str()
        {
            let at = line_at(&text, key.span().start);
            found.push(Secret { field: (section, name), at, value: value.to_owned() });
        }
    }
    Ok(found)
}

/// The file with other values on some of its lines; everything else stays as it is.
fn with_lines(raw: &str, lines: &[Secret], remark: &str) -> String {
    let mut out = String::with_capacity(raw.len() + 128);
    for (index, line) in raw.split_inclusive('\n').enumerate() {
        let Some(new) = lines.iter().find(|new| new.at == index + 1) else {
            out.push_str(line);
            continue;
        };
        let content = line.trim_end_matches(['\r', '\n']);
        let before = content.split_once(['=', '＝']).map_or(content, |(before, _)| before);
        let value = new.value.replace('\\', "\\\\").replace('"', "\\\"");
        let _ = write!(out, "{}= \"{value}\"{remark}{}", before, &line[content.len()..]);
    }
    out
}

/// Takes the secrets off the card. What hinders that is a note: the box works all the same.
fn clear_secrets(card: &Path, bytes: &[u8]) -> Vec<Problem> {
    let full = secrets(bytes).unwrap_or_default();
    let blank: Vec<Secret> = full
        .into_iter()
        .filter(|secret| !secret.value.is_empty())
        .map(|secret| Secret { value: String::new(), ..secret })
        .collect();
    if blank.is_empty() {
        return Vec::new();
    }
    let note = |line: usize, message: &str| vec![Problem::line(line, "", message)];
    let first = blank[0].at;
    let Ok(raw) = text::decode(bytes) else { return Vec::new() };
    let cleared = with_lines(&raw, &blank, KEPT);
    // Sure is sure: the words must be gone, and nothing else.
    match secrets(cleared.as_bytes()) {
        Ok(left) if left.iter().all(|secret| secret.value.is_empty()) => {}
        _ => return note(first, "this could not be taken off the card: remove it by hand"),
    }
    match files::replace(card, cleared.as_bytes(), 0o644) {
        Ok(()) => Vec::new(),
        Err(error) => note(first, &format!("this could not be taken off the card: {error}")),
    }
}

/// The report, in lines that every editor shows.
fn report_text(taken: &Taken) -> String {
    let mut report = format!("Hallbox {} has read {FILE}.\r\n\r\n", env!("CARGO_PKG_VERSION"));
    let say = |report: &mut String, problems: &[Problem]| {
        for problem in problems.iter().take(PROBLEMS_MAX) {
            let _ = write!(report, "  {problem}\r\n");
        }
        if problems.len() > PROBLEMS_MAX {
            let _ = write!(report, "  and {} more.\r\n", problems.len() - PROBLEMS_MAX);
        }
    };
    match &taken.outcome {
        Outcome::Used => {
            report.push_str(
                "Everything in it is in use. Passphrases and keys are kept in the box, not on this card.\r\n",
            );
        }
        Outcome::Missing => {
            let _ = write!(report, "There is no {FILE} on this card: the box goes on with what it had.\r\n");
        }
        Outcome::LastGood(problems) => {
            report
                .push_str("It cannot be used. The box goes on with the last good one. Please mend:\r\n\r\n");
            say(&mut report, problems);
        }
        Outcome::Defaults(problems) => {
            report.push_str(
                "It cannot be used, and there was none before: the box runs without a Wi-Fi of its own.\r\n",
            );
            report.push_str("Please mend:\r\n\r\n");
            say(&mut report, problems);
        }
    }
    if !taken.notes.is_empty() {
        report.push_str("\r\nPlease note:\r\n\r\n");
        say(&mut report, &taken.notes);
    }
    report
}

/// A file of at most a byte more than [`FILE_BYTES_MAX`], which the parser then refuses.
pub(super) fn read_at_most(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(FILE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
