//! The cells of a list, whatever separates them, and the line each row begins on.

use super::CardListProblem;
use super::cells::clean;
use super::heads::{self, Heads, Miss};
use super::row::Row;

/// Rows of titles and remarks that may stand above the one that names the columns.
const ROWS_ABOVE_MAX: usize = 30;
/// What separates cells, the most frequent first.
const SEPARATORS: [u8; 4] = *b",;\t|";
/// Said of tables that programs write as pages for a browser, often under the name of a spreadsheet.
const WEB_PAGE: &str =
    "this is a web page, no plain text: open it in a spreadsheet and save it as CSV (UTF-8)";
/// Said of a row that goes on over lines which are cards of their own.
const OPEN_QUOTE: &str =
    "a quotation mark on this line is not closed, and the lines below would be lost: remove or close it";
/// A line with as many separators is a card, not the second line of a note.
const SEPARATORS_OF_A_CARD: usize = 23;

/// The rows of a list.
#[derive(Debug)]
pub(super) struct Table {
    rows: Vec<Row>,
    separator: u8,
}

impl Table {
    fn parse(text: &str, separator: u8, rows_max: usize) -> Self {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let mut rows = Vec::new();
        let mut lines = Lines { text, at: 0, line: 1 };
        // The text is UTF-8 and rows may differ in length: nothing else is an error.
        while rows.len() < rows_max && reader.read_record(&mut record).unwrap_or(false) {
            let start = record.position().map_or(0, byte);
            let start =
                start + text[start..].bytes().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let raw = text[start..byte(reader.position())].to_owned();
            rows.push(Row::new(lines.of(start), raw, record.iter().map(clean).collect()));
        }
        Self { rows, separator }
    }

    /// The rows below the heads in which anything stands.
    pub(super) fn below(&self, heads: &Heads) -> impl Iterator<Item = &Row> {
        self.rows.iter().skip(heads.last_row + 1).filter(|row| !row.is_empty())
    }

    /// What is wrong with a row that goes on over lines which are cards of their own.
    pub(super) fn open_quote(&self, row: &Row) -> Option<&'static str> {
        let mut more = row.raw.trim_end().lines().skip(1);
        let separator = char::from(self.separator);
        more.any(|line| line.matches(separator).count() >= SEPARATORS_OF_A_CARD).then_some(OPEN_QUOTE)
    }
}

/// Counts lines once, from row to row.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, start: usize) -> usize {
        self.line += self.text[self.at..start].matches('\n').count();
        self.at = start;
        self.line
    }
}

fn byte(position: &csv::Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}

/// The table of a text and the row in it that names the columns, whatever separates the cells.
///
/// # Errors
/// The problem of the row that comes nearest to naming the columns.
pub(super) fn find(text: &str) -> Result<(Table, Heads), CardListProblem> {
    let text = text.trim_end_matches(['\0', '\u{1a}']);
    let mut nearest: Option<(usize, Miss)> = None;
    // Some programs wrap each line in quotation marks, and double those in it.
    let unwrapped = unwrapped(text);
    for text in [Some(text), unwrapped.as_deref()].into_iter().flatten() {
        for separator in SEPARATORS {
            let front = Table::parse(text, separator, ROWS_ABOVE_MAX);
            match heads::find(&front.rows) {
                Ok(heads) => return Ok((Table::parse(text, separator, usize::MAX), heads)),
                Err((line, miss)) if nearest.as_ref().is_none_or(|(_, other)| other.found < miss.found) => {
                    nearest = Some((line, miss));
                }
                Err(_) => {}
            }
        }
    }
    Err(match nearest {
        Some((line, miss)) if miss.found > 0 => CardListProblem::at(line, miss.problem),
        _ if text.trim_start().starts_with('<') => CardListProblem::whole(WEB_PAGE),
        _ => CardListProblem::whole(heads::WANTED),
    })
}

/// The text with the quotation marks around whole lines taken off, if there are such lines.
fn unwrapped(text: &str) -> Option<String> {
    let bare = |line: &str| {
        let line = line.trim_end_matches('\r');
        let inner = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        inner.map_or_else(|| line.to_owned(), |inner| inner.replace("\"\"", "\""))
    };
    text.contains('"').then(|| text.split('\n').map(bare).collect::<Vec<_>>().join("\n"))
}
