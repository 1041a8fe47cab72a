//! Lists of cards printed elsewhere: read as a whole and checked before the cards are played.

use std::collections::HashMap;

use domain::{CENTRE, Face, Serial};

/// Bytes of a list: 20,000 cards of 25 numbers and a serial, with room to spare.
pub const FILE_BYTES_MAX: usize = 4_000_000;

/// Problems reported at once: nobody reads more of them.
const PROBLEMS_MAX: usize = 50;

/// A list without mistakes.
#[derive(Debug, PartialEq, Eq)]
pub struct CardList {
    /// The cards, ascending by serial.
    pub cards: Vec<(Serial, Face)>,
    /// Pairs of cards with the same numbers in a column, for each column: they tie on it.
    pub shared_columns: [usize; 5],
}

/// A mistake in a list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct CardListProblem {
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong, in words, with what is expected.
    pub problem: String,
}

/// The square a header names: `B1` is the top of column B, `O5` the bottom of column O.
fn square_named(name: &str) -> Option<usize> {
    let name = name.trim().to_ascii_uppercase();
    let mut letters = name.chars();
    let column = "BINGO".find(letters.next()?)?;
    let row: usize = letters.as_str().parse().ok()?;
    (1..=5).contains(&row).then(|| (row - 1) * 5 + column)
}

/// Reads a list of cards: a header with `serial` and the squares `B1` to `O5`, in any order (`N3`, the
/// free square, may be missing), and one card a line. Commas, semicolons and tabs separate.
///
/// # Errors
/// Every [`CardListProblem`] found, up to fifty.
///
/// # Panics
/// Never: there are three separators to choose from.
pub fn read(text: &str) -> Result<CardList, Vec<CardListProblem>> {
    let one = |line, problem: &str| vec![CardListProblem { line, problem: problem.to_owned() }];
    if text.len() > FILE_BYTES_MAX {
        return Err(one(1, "the file is larger than 20,000 cards are"));
    }
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let most = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    let separator = *b",;\t".iter().max_by_key(|separator| most(separator)).expect("there are three");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| one(1, &error.to_string()))?.clone();
    let layout = Layout::of(&header).map_err(|problem| one(1, &problem))?;
    let mut rows = Rows::default();
    for record in reader.records() {
        match record {
            Ok(record) => rows.add(&layout, &record),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                rows.problem(line, error.to_string());
            }
        }
        if rows.problems.len() >= PROBLEMS_MAX {
            break;
        }
    }
    rows.finish()
}

/// The column of each field.
struct Layout {
    serial: usize,
    squares: [Option<usize>; 25],
}

impl Layout {
    fn of(header: &csv::StringRecord) -> Result<Self, String> {
        let serial = header.iter().position(|name| name.eq_ignore_ascii_case("serial"));
        let serial =
            serial.ok_or("the first line names the columns: serial, B1, B2 … O5; `serial` is missing")?;
        let mut squares = [None; 25];
        for (place, name) in header.iter().enumerate() {
            if let Some(square) = square_named(name)
                && squares[square].replace(place).is_some()
            {
                return Err(format!("column {name} stands twice"));
            }
        }
        let missing = (0..25).find(|&square| square != CENTRE && squares[square].is_none());
        match missing {
            Some(square) => {
                let letter = char::from(b"BINGO"[square % 5]);
                Err(format!(
                    "column {letter}{} is missing: B1 is the top left, O5 the bottom right",
                    square / 5 + 1
                ))
            }
            None => Ok(Self { serial, squares }),
        }
    }

    fn card(&self, record: &csv::StringRecord) -> Result<(Serial, Face), String> {
        let text = record.get(self.serial).unwrap_or_default();
        let serial = text.trim_start_matches('#').parse().map_err(|_| format!("{text:?} is no serial"))?;
        let mut numbers = [0_u8; 25];
        for (square, number) in numbers.iter_mut().enumerate() {
            let text = self.squares[square].and_then(|place| record.get(place)).unwrap_or_default();
            let free =
                square == CENTRE && matches!(text.to_ascii_lowercase().as_str(), "" | "0" | "free" | "*");
            if !free {
                *number = text.parse().map_err(|_| format!("{text:?} is no number"))?;
            }
        }
        let face = Face::new(&numbers).map_err(|error| error.to_string())?;
        Ok((Serial(serial), face))
    }
}

/// The rows read so far.
#[derive(Default)]
struct Rows {
    cards: Vec<(Serial, Face)>,
    lines: HashMap<Serial, u64>,
    faces: HashMap<[u8; 25], Serial>,
    problems: Vec<CardListProblem>,
}

impl Rows {
    fn problem(&mut self, line: u64, problem: String) {
        self.problems.push(CardListProblem { line, problem });
    }

    fn add(&mut self, layout: &Layout, record: &csv::StringRecord) {
        let line = record.position().map_or(0, csv::Position::line);
        let (serial, face) = match layout.card(record) {
            Ok(card) => card,
            Err(problem) => return self.problem(line, problem),
        };
        if let Some(before) = self.lines.insert(serial, line) {
            return self.problem(line, format!("serial {serial} stands on line {before} already"));
        }
        // Cards with the same numbers in another order win every blackout together.
        let mut numbers = face.numbers();
        numbers.sort_unstable();
        if let Some(other) = self.faces.insert(numbers, serial) {
            return self.problem(line, format!("card {serial} has the numbers of card {other}"));
        }
        self.cards.push((serial, face));
    }

    fn finish(mut self) -> Result<CardList, Vec<CardListProblem>> {
        if self.cards.is_empty() && self.problems.is_empty() {
            self.problem(1, "there is no card in it".to_owned());
        }
        if !self.problems.is_empty() {
            return Err(self.problems);
        }
        self.cards.sort_unstable_by_key(|(serial, _)| *serial);
        let shared_columns = std::array::from_fn(|column| shared(&self.cards, column));
        Ok(CardList { cards: self.cards, shared_columns })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "serial,B1,I1,N1,G1,O1,B2,I2,N2,G2,O2,B3,I3,N3,G3,O3,B4,I4,N4,G4,O4,B5,I5,N5,G5,O5";
    const FIRST: &str = "7,1,16,31,46,61,2,17,32,47,62,3,18,FREE,48,63,4,19,34,49,64,5,20,35,50,65";
    const SECOND: &str = "3,6,21,36,51,66,7,22,37,52,67,8,23,0,53,68,9,24,38,54,69,10,25,39,55,70";

    fn problems(text: &str) -> Vec<String> {
        read(text).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_good_list_is_read_in_whatever_order_its_columns_stand() {
        let list = read(&format!("{HEADER}\r\n{FIRST}\r\n{SECOND}\r\n")).unwrap();
        assert_eq!(list.cards.iter().map(|(serial, _)| serial.0).collect::<Vec<_>>(), [3, 7]);
        assert_eq!(list.shared_columns, [0; 5]);
        let semicolons = format!("\u{feff}{HEADER}\n{FIRST}\n{SECOND}\n").replace(',', ";");
        assert_eq!(read(&semicolons).unwrap(), list);
        let turned = |line: &str| line.split(',').rev().collect::<Vec<_>>().join(",");
        let reversed = [HEADER, FIRST, SECOND].map(turned).join("\n");
        assert_eq!(read(&reversed).unwrap(), list);
    }

    #[test]
    fn every_line_that_is_wrong_is_named_with_what_is_wrong() {
        let wrong = FIRST.replacen("16", "61", 1);
        let twice = SECOND.replacen("7,22", "6,22", 1);
        let text = format!("{HEADER}\n{wrong}\n{twice}\nx{SECOND}\n8,1,2\n{FIRST}\n{FIRST}");
        let told = problems(&text);
        assert_eq!(told.len(), 5, "{told:?}");
        assert!(told[0].starts_with("line 2: number 61"), "{told:?}");
        assert!(told[1].starts_with("line 3: number 6 stands twice"), "{told:?}");
        assert!(told[2].starts_with("line 4: \"x3\" is no serial"), "{told:?}");
        assert!(told[3].starts_with("line 5: \"\" is no number"), "{told:?}");
        assert!(told[4].starts_with("line 7: serial 7 stands on line 6"), "{told:?}");
    }

    #[test]
    fn cards_with_the_same_numbers_are_refused_wherever_they_stand() {
        let moved = FIRST.replacen("7,1,16", "9,2,16", 1).replacen("61,2,17", "61,1,17", 1);
        assert_eq!(
            problems(&format!("{HEADER}\n{FIRST}\n{moved}")),
            ["line 3: card 9 has the numbers of card 7"]
        );
    }

    #[test]
    fn a_list_without_its_header_is_told_what_is_wanted() {
        assert!(problems(FIRST)[0].contains("serial, B1"));
        assert!(problems(&HEADER.replace("G4", "x"))[0].contains("column G4 is missing"));
        assert!(problems(&HEADER.replace("G4", "G3"))[0].contains("stands twice"));
        assert!(problems("")[0].starts_with("line 1"));
        assert_eq!(problems(HEADER), ["line 1: there is no card in it"]);
    }

    #[test]
    fn shared_columns_are_counted_in_pairs() {
        let like = |serial: &str| SECOND.replacen("3,6", &format!("{serial},6"), 1).replace("55,70", "55,71");
        let text = format!("{HEADER}\n{SECOND}\n{}\n{FIRST}", like("4"));
        assert_eq!(read(&text).unwrap().shared_columns, [1, 1, 1, 1, 0]);
    }
}
