//! Lists of cards printed elsewhere: read as a whole and checked before the cards are played.

mod cells;
mod heads;
mod row;
mod serials;
mod table;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use domain::{CENTRE, Face, Serial};
use machine::plain_text;

use heads::{Heads, Squares};
use row::Row;
use serials::Numbering;
use table::Table;

/// Bytes of a list: 20,000 cards of 25 numbers and a serial in UTF-16, with room to spare.
pub const FILE_BYTES_MAX: u64 = 8_000_000;

/// Problems reported at once: nobody reads more of them.
const PROBLEMS_MAX: usize = 50;

/// A list without mistakes.
#[derive(Debug, PartialEq, Eq)]
pub struct CardList {
    /// The cards, ascending by serial.
    pub cards: Vec<(Serial, Face)>,
    /// Pairs of cards with the same numbers in a column, for each column: they tie on it.
    pub shared_columns: [usize; 5],
    /// What was understood where the list could have meant something else, in sentences.
    pub remarks: Vec<String>,
}

/// A mistake in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardListProblem {
    /// Line of the file as an editor shows it, from 1; `None` when it is about the whole file.
    pub line: Option<usize>,
    /// What is wrong, in words, with what is expected.
    pub problem: String,
}

impl std::fmt::Display for CardListProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.problem),
            None => f.write_str(&self.problem),
        }
    }
}

impl CardListProblem {
    fn at(line: usize, problem: impl Into<String>) -> Self {
        Self { line: Some(line), problem: problem.into() }
    }

    fn whole(problem: impl Into<String>) -> Self {
        Self { line: None, problem: problem.into() }
    }
}

/// Reads a list of cards as spreadsheets and other programs write it: a line that names the columns, and one card a
/// line below it. The squares are `B1` (top left) to `O5` (bottom right), in any order; the centre may be left out.
/// Serials stand in the column `serial_column`, or in the one whose name and content say so; where there is none, rows
/// are numbered from 1.
///
/// # Errors
/// Every [`CardListProblem`] found, up to fifty.
pub fn read(bytes: &[u8], serial_column: Option<&str>) -> Result<CardList, Vec<CardListProblem>> {
    let whole = |problem: String| vec![CardListProblem::whole(problem)];
    if bytes.len() as u64 > FILE_BYTES_MAX {
        return Err(whole("the file is larger than 20,000 cards are".to_owned()));
    }
    let plain = plain_text::decode(bytes).map_err(|error| whole(error.to_string()))?;
    let (table, heads) = table::find(&plain.text).map_err(|problem| vec![problem])?;
    let rows: Vec<&Row> = table.below(&heads).collect();
    if rows.is_empty() {
        return Err(whole(format!("there is no card below line {}, which names the columns", heads.line)));
    }
    let mut list = List::default();
    if plain.guessed_from_line.is_some() {
        list.remarks.push("letters that are not UTF-8 were read as Windows-1252".to_owned());
    }
    let mut numbering = serials::choose(&heads, &rows, serial_column).map_err(|problem| vec![problem])?;
    list.remarks.append(&mut numbering.remarks);
    list.take(&table, &heads, &numbering, &rows);
    list.finish()
}

/// The rows read so far.
#[derive(Default)]
struct List {
    cards: Vec<(Serial, Face)>,
    lines: HashMap<Serial, usize>,
    faces: HashMap<[u8; 25], Serial>,
    problems: Vec<CardListProblem>,
    remarks: Vec<String>,
}

impl List {
    fn take(&mut self, table: &Table, heads: &Heads, numbering: &Numbering, rows: &[&Row]) {
        let mut passed_over = Vec::new();
        let mut count = 0;
        for row in rows {
            if self.problems.len() >= PROBLEMS_MAX {
                return;
            }
            if let Some(problem) = table.open_quote(row) {
                self.problems.push(CardListProblem::at(row.line, problem));
            } else if is_a_remark(row, heads, numbering) {
                passed_over.push(row.line.to_string());
            } else {
                count += 1;
                match card(row, &heads.squares, numbering, count) {
                    Ok((serial, face)) => self.add(row.line, serial, face),
                    Err(problem) => self.problems.push(CardListProblem::at(row.line, problem)),
                }
            }
        }
        if !passed_over.is_empty() {
            let lines = passed_over.join(", ");
            self.remarks.push(format!("passed over, for there are no numbers on it: line {lines}"));
        }
    }

    fn add(&mut self, line: usize, serial: Serial, face: Face) {
        if let Some(before) = self.lines.get(&serial) {
            let problem = format!("serial {serial} stands on line {before} already");
            return self.problems.push(CardListProblem::at(line, problem));
        }
        self.lines.insert(serial, line);
        // Cards with the same numbers in another order win every blackout together.
        let mut numbers = face.numbers();
        numbers.sort_unstable();
        if let Some(other) = self.faces.insert(numbers, serial) {
            let problem = format!("card {serial} has the numbers of card {other}");
            return self.problems.push(CardListProblem::at(line, problem));
        }
        self.cards.push((serial, face));
    }

    fn finish(mut self) -> Result<CardList, Vec<CardListProblem>> {
        if self.cards.is_empty() && self.problems.is_empty() {
            self.problems.push(CardListProblem::whole("there is no card in it"));
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        self.cards.sort_unstable_by_key(|(serial, _)| *serial);
        let shared_columns = std::array::from_fn(|column| shared(&self.cards, column));
        Ok(CardList { cards: self.cards, shared_columns, remarks: self.remarks })
    }
}

/// Whether a row is a heading, a note or a sum between the cards: it has no number on any square, and nothing that
/// names a card.
fn is_a_remark(row: &Row, heads: &Heads, numbering: &Numbering) -> bool {
    let names_a_card = numbering.column.is_some_and(|place| cells::serial(row.cell(place)).is_ok());
    let is_head = heads.squares.numbers(row).all(|(_, cell)| cells::is_head(cell));
    is_head || (!names_a_card && heads.squares.numbers(row).all(|(_, cell)| cell.is_empty()))
}

fn card(row: &Row, squares: &Squares, numbering: &Numbering, count: u32) -> Result<(Serial, Face), String> {
    let serial = match numbering.column {
        Some(place) => cells::serial(row.cell(place))?,
        None => Serial(count),
    };
    let mut numbers = [0_u8; 25];
    for (square, cell) in squares.numbers(row) {
        let name = heads::name(square);
        numbers[square] = cells::number(cell, square).map_err(|problem| format!("{name}: {problem}"))?;
    }
    let centre = squares.cell(row, CENTRE).filter(|_| !numbering.is_in_the_centre);
    if let Some(cell) = centre {
        numbers[CENTRE] = cells::centre(cell).map_err(|problem| format!("N3: {problem}"))?;
    }
    let face = Face::new(&numbers).map_err(|error| error.to_string())?;
    Ok((serial, face))
}

/// Pairs of cards with the same numbers in this column.
fn shared(cards: &[(Serial, Face)], column: usize) -> usize {
    let mut alike: HashMap<[u8; 5], usize> = HashMap::new();
    let pairs = cards.iter().map(|(_, face)| {
        let mut numbers: [u8; 5] = std::array::from_fn(|row| face.numbers()[row * 5 + column]);
        numbers.sort_unstable();
        let before = alike.entry(numbers).or_default();
        *before += 1;
        *before - 1
    });
    pairs.sum()
}
