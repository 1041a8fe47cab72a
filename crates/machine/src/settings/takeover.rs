//! Takes the settings over from the card. A good file is stored in the box with its secrets, which are removed from the
//! card; a bad one changes nothing. Either way a report is written on the card.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use super::file::{FILE, read};
use super::reader::{self, line_at};
use super::schema::SECRETS;
use super::{Settings, SettingsProblem, Unprintable, strays, text};
use crate::files;

/// Name of the report beside the settings file.
const REPORT: &str = "hallbox-report.txt";
/// Problems in one report.
const PROBLEMS_MAX: usize = 40;
/// Remark beside a secret that was removed from the card.
const KEPT: &str = "  # kept in the box; write a new one between the quotation marks to change it";

/// What became of the file on the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakeoverOutcome {
    /// The box runs with this file.
    Used,
    /// There is no file: the box runs with the stored one, or its defaults.
    Missing,
    /// The file cannot be used: the box runs with the last good one.
    LastGood(Vec<SettingsProblem>),
    /// The file cannot be used and there never was a good one: the box runs with its defaults.
    Defaults(Vec<SettingsProblem>),
}

/// The settings to run with.
#[derive(Clone, Debug)]
pub struct Takeover {
    /// The settings.
    pub settings: Settings,
    /// Which file they are from, and why not the card's.
    pub outcome: TakeoverOutcome,
    /// Remarks on a file that is used.
    pub notes: Vec<SettingsProblem>,
}

/// Takes the file at `card` over into the folder `data`. The content of the file is never an error. The report tells
/// `owner_code`, which is given while the box has no owner, and which names are `unprintable`.
///
/// # Errors
/// When `data` cannot be written: the box could not store its settings.
pub fn take_over(
    card: &Path,
    data: &Path,
    owner_code: Option<&str>,
    unprintable: Unprintable<'_>,
) -> io::Result<Takeover> {
    fs::create_dir_all(data)?;
    let stored = read(&data.join(FILE)).ok();
    // The report stands beside the file that was asked for, whichever was read.
    let report = card.with_file_name(REPORT);
    let (card, strays) = strays::find(card);
    let card = card.as_path();
    let mut takeover = match read(card) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => fall_back(stored.as_deref(), None),
        Err(error) => {
            let problem = SettingsProblem::file(format!("{} cannot be read: {error}", card.display()));
            fall_back(stored.as_deref(), Some(vec![problem]))
        }
        Ok(bytes) => match parse_card(&bytes, stored.as_deref(), unprintable) {
            Err(problems) => fall_back(stored.as_deref(), Some(problems)),
            Ok((whole, mut takeover)) => {
                if stored.as_deref() != Some(whole.as_bytes()) {
                    files::replace(&data.join(FILE), whole.as_bytes(), 0o600)?;
                }
                // Not before the file is stored: until then only the card has the secrets.
                takeover.notes.extend(clear_secrets(card, &bytes));
                takeover
            }
        },
    };
    takeover.notes.extend(strays);
    let text = report_text(&takeover, owner_code);
    if fs::read(&report).ok().as_deref() != Some(text.as_bytes())
        && let Err(error) = files::replace(&report, text.as_bytes(), 0o644)
    {
        tracing::warn!("{} cannot be written: {error}", report.display());
    }
    Ok(takeover)
}

/// The card's whole file, with the stored secrets where its own are blank, and the settings in it.
fn parse_card(
    bytes: &[u8],
    stored: Option<&[u8]>,
    unprintable: Unprintable<'_>,
) -> Result<(String, Takeover), Vec<SettingsProblem>> {
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
    let whole = with_values(&raw, &missing, "");
    let parsed = Settings::parse_for(whole.as_bytes(), unprintable)?;
    let outcome = TakeoverOutcome::Used;
    Ok((whole, Takeover { settings: parsed.settings, outcome, notes: parsed.notes }))
}

/// The settings to run with when the card has no usable file.
fn fall_back(stored: Option<&[u8]>, problems: Option<Vec<SettingsProblem>>) -> Takeover {
    let last = stored.and_then(|bytes| Settings::parse(bytes).ok());
    let (settings, outcome) = match (last, problems) {
        (Some(parsed), None) => (parsed.settings, TakeoverOutcome::Missing),
        (None, None) => (Settings::default(), TakeoverOutcome::Missing),
        (Some(parsed), Some(problems)) => (parsed.settings, TakeoverOutcome::LastGood(problems)),
        (None, Some(problems)) => (Settings::default(), TakeoverOutcome::Defaults(problems)),
    };
    Takeover { settings, outcome, notes: Vec::new() }
}

/// A secret field of a file.
#[derive(Clone)]
struct Secret {
    field: (&'static str, &'static str),
    line: usize,
    value: String,
}

/// Every secret field of a file.
fn secrets(bytes: &[u8]) -> Result<Vec<Secret>, Vec<SettingsProblem>> {
    let text = text::tidy(bytes).map_err(|problem| vec![problem])?;
    let table = reader::parse(&text)?;
    let mut found = Vec::new();
    for (section, name) in SECRETS {
        let fields = table.get_ref().get(section).and_then(|section| section.get_ref().as_table());
        let entry = fields.and_then(|fields| fields.get_key_value(name));
        if let Some((key, value)) = entry
            && let Some(value) = value.get_ref().as_str()
        {
            let line = line_at(&text, key.span().start);
            found.push(Secret { field: (section, name), line, value: value.to_owned() });
        }
    }
    Ok(found)
}

/// The file with these values on the lines of these secrets, and `remark` after each. Other lines stay as they are.
fn with_values(raw: &str, secrets: &[Secret], remark: &str) -> String {
    let mut out = String::with_capacity(raw.len() + 128);
    for (index, line) in raw.split_inclusive('\n').enumerate() {
        let Some(new) = secrets.iter().find(|new| new.line == index + 1) else {
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

/// Removes the secrets from the card. A failure is a remark: the box can run all the same.
fn clear_secrets(card: &Path, bytes: &[u8]) -> Vec<SettingsProblem> {
    let full = secrets(bytes).unwrap_or_default();
    let blank: Vec<Secret> = full
        .into_iter()
        .filter(|secret| !secret.value.is_empty())
        .map(|secret| Secret { value: String::new(), ..secret })
        .collect();
    if blank.is_empty() {
        return Vec::new();
    }
    let note = |line: usize, message: &str| vec![SettingsProblem::line(line, "", message)];
    let first = blank[0].line;
    let Ok(raw) = text::decode(bytes) else { return Vec::new() };
    let cleared = with_values(&raw, &blank, KEPT);
    // The cleared file must parse and hold no secret, however the fields were written.
    match secrets(cleared.as_bytes()) {
        Ok(left) if left.iter().all(|secret| secret.value.is_empty()) => {}
        _ => return note(first, "this could not be taken off the card: remove it by hand"),
    }
    match files::replace(card, cleared.as_bytes(), 0o644) {
        Ok(()) => Vec::new(),
        Err(error) => note(first, &format!("this could not be taken off the card: {error}")),
    }
}

/// The report, with line ends that every editor shows.
fn report_text(takeover: &Takeover, owner_code: Option<&str>) -> String {
    let mut report = format!("Hallbox {} has read {FILE}.\r\n\r\n", env!("CARGO_PKG_VERSION"));
    let list = |report: &mut String, problems: &[SettingsProblem]| {
        for problem in problems.iter().take(PROBLEMS_MAX) {
            let _ = write!(report, "  {problem}\r\n");
        }
        if problems.len() > PROBLEMS_MAX {
            let _ = write!(report, "  and {} more.\r\n", problems.len() - PROBLEMS_MAX);
        }
    };
    match &takeover.outcome {
        TakeoverOutcome::Used => {
            report.push_str(
                "Everything in it is in use. Passphrases and keys are kept in the box, not on this card.\r\n",
            );
        }
        TakeoverOutcome::Missing => {
            let _ = write!(report, "There is no {FILE} on this card: the box goes on with what it had.\r\n");
        }
        TakeoverOutcome::LastGood(problems) => {
            report
                .push_str("It cannot be used. The box goes on with the last good one. Please mend:\r\n\r\n");
            list(&mut report, problems);
        }
        TakeoverOutcome::Defaults(problems) => {
            report.push_str(
                "It cannot be used, and there was none before: the box runs without a Wi-Fi of its own.\r\n",
            );
            report.push_str("Please mend:\r\n\r\n");
            list(&mut report, problems);
        }
    }
    if !takeover.notes.is_empty() {
        report.push_str("\r\nPlease note:\r\n\r\n");
        list(&mut report, &takeover.notes);
    }
    if let Some(code) = owner_code {
        let address = takeover.settings.join_url();
        let _ = write!(
            report,
            "\r\nNobody owns this box yet. Join its network, open {address}/staff and enter\r\n\r\n  {code}\r\n\r\n\
             This text goes away once somebody does.\r\n"
        );
    }
    report
}

#[cfg(test)]
mod tests;
