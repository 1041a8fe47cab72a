//! Which column is which square: the heads of a list, in the ways people and programs name them.

use domain::CENTRE;

use super::cells::{folded, is_free};
use super::row::Row;

/// Said of a list in which no row names the columns.
pub(super) const WANTED: &str = "no line names the columns: above the cards has to stand serial, B1, \
    B2, B3 … O5, with commas, semicolons, tabs or | between them; B1 is the top left square, O5 the bottom right";

/// Said of a list in which five columns have the letters.
const BLOCKS: &str = "each card stands in a block of five rows: write one card a line, below the columns serial, B1, \
    B2, B3 … O5";

/// Words around the name of a square: `Col B, Row 1`, `Casilla B1`.
const AROUND: [&str; 24] = [
    "row", "column", "col", "square", "cell", "number", "num", "fila", "columna", "casilla", "celda",
    "numero", "ligne", "colonne", "case", "cellule", "zeile", "spalte", "feld", "zelle", "zahl", "card",
    "ball", "c",
];

/// The row that names the columns.
#[derive(Debug)]
pub(super) struct Heads {
    /// Its line.
    pub(super) line: usize,
    /// Place of the row, and of the second one where the heads stand in two.
    pub(super) last_row: usize,
    /// The names, as they stand there.
    pub(super) names: Vec<String>,
    /// The squares.
    pub(super) squares: Squares,
}

/// Place of every square's column; the centre may have none.
#[derive(Debug)]
pub(super) struct Squares([Option<usize>; 25]);

impl Squares {
    /// What stands on a square, if it has a column.
    pub(super) fn cell<'a>(&self, row: &'a Row, square: usize) -> Option<&'a str> {
        self.0[square].map(|place| row.cell(place))
    }

    /// What stands on each square but the centre.
    pub(super) fn numbers<'a>(&self, row: &'a Row) -> impl Iterator<Item = (usize, &'a str)> {
        (0..25)
            .filter(|square| *square != CENTRE)
            .filter_map(|square| Some((square, self.cell(row, square)?)))
    }

    /// Place of the centre's column.
    pub(super) fn centre(&self) -> Option<usize> {
        self.0[CENTRE]
    }

    /// Whether this column is a square.
    pub(super) fn has(&self, place: usize) -> bool {
        self.0.contains(&Some(place))
    }
}

/// A row that does not name all squares.
#[derive(Debug)]
pub(super) struct Miss {
    /// Squares it names.
    pub(super) found: usize,
    /// What is missing.
    pub(super) problem: String,
}

/// `B1` for the top left square, `O5` for the bottom right.
pub(super) fn name(square: usize) -> String {
    format!("{}{}", char::from(b"BINGO"[square % 5]), square / 5 + 1)
}

/// The first row that names the columns.
///
/// # Errors
/// The line of the row that comes nearest, and what it misses.
pub(super) fn find(rows: &[Row]) -> Result<Heads, (usize, Miss)> {
    let mut nearest = (1, Miss { found: 0, problem: String::new() });
    for (at, row) in rows.iter().enumerate() {
        let below = rows.get(at + 1).and_then(|below| merged(row.cells(), below.cells()));
        let ways = [Some((row.cells().to_vec(), at)), below.map(|names| (names, at + 1))];
        for (names, last_row) in ways.into_iter().flatten() {
            match squares(&names) {
                Ok(squares) => return Ok(Heads { line: row.line, last_row, names, squares }),
                Err(miss) if miss.found > nearest.1.found => nearest = (row.line, miss),
                Err(_) => {}
            }
        }
    }
    Err(nearest)
}

/// Heads in two rows: letters over several columns, and under each the numbers 1 to 5.
fn merged(upper: &[String], lower: &[String]) -> Option<Vec<String>> {
    let mut letter = "";
    let name = |(place, lower): (usize, &String)| {
        let above = upper.get(place).map_or("", String::as_str);
        if !above.is_empty() {
            letter = above;
        }
        let is_row = matches!(lower.as_str(), "0" | "1" | "2" | "3" | "4" | "5");
        if is_row && letter_of(letter).is_some() {
            format!("{letter}{lower}")
        } else {
            [above, lower].concat()
        }
    };
    let names: Vec<String> = lower.iter().enumerate().map(name).collect();
    (upper.iter().filter(|cell| letter_of(cell).is_some()).count() == 5).then_some(names)
}

fn letter_of(cell: &str) -> Option<usize> {
    let mut letters = cell.chars();
    let column = "BINGO".find(letters.next()?.to_ascii_uppercase())?;
    letters.next().is_none().then_some(column)
}

/// A head that names a column of the card, and the number behind the letter.
struct Named {
    place: usize,
    number: Option<usize>,
}

fn squares(names: &[String]) -> Result<Squares, Miss> {
    let mut columns: [Vec<Named>; 5] = Default::default();
    let mut squares = [None; 25];
    for (place, name) in names.iter().enumerate() {
        if let Some((column, number)) = square_named(name) {
            columns[column].push(Named { place, number });
        } else if is_free(name) {
            squares[CENTRE] = Some(place);
        }
    }
    let found = columns.iter().map(Vec::len).sum();
    let once = columns.iter().all(|column| matches!(column.as_slice(), [Named { number: None, .. }]));
    if once {
        return Err(Miss { found, problem: BLOCKS.to_owned() });
    }
    for (column, named) in columns.iter().enumerate() {
        for (row, place) in rows_of(column, named) {
            if squares[row * 5 + column].replace(place).is_some_and(|before| before != place) {
                let problem =
                    format!("column {} stands twice: write one card a line", name(row * 5 + column));
                return Err(Miss { found, problem });
            }
        }
    }
    match (0..25).find(|&square| square != CENTRE && squares[square].is_none()) {
        Some(square) => {
            let missing = name(square);
            let problem =
                format!("column {missing} is missing: B1 is the top left square, O5 the bottom right");
            Err(Miss { found, problem })
        }
        None => Ok(Squares(squares)),
    }
}

/// The row of each head of a column. Numbers count from 1, or from 0; heads without numbers, and those that a program
/// numbered because they were alike (`B`, `B.1`, `B.2`), count in the order they stand.
fn rows_of(column: usize, named: &[Named]) -> Vec<(usize, usize)> {
    let has = |wanted: usize| named.iter().any(|head| head.number == Some(wanted));
    let bare = named.iter().filter(|head| head.number.is_none()).count();
    let is_numbered_again = bare == 1 && has(1) && !has(5) && !has(0);
    if bare == named.len() || is_numbered_again {
        let leaves_out_centre = column == CENTRE % 5 && named.len() == 4;
        let row = |(at, head): (usize, &Named)| {
            (at + usize::from(leaves_out_centre && at >= CENTRE / 5), head.place)
        };
        return named.iter().enumerate().map(row).filter(|(row, _)| *row < 5).collect();
    }
    let first = usize::from(!has(0));
    // A head without a number is the first of its column, unless that one is there: then it is another column.
    let number = |head: &Named| head.number.or((!has(first)).then_some(first));
    let row = |head: &Named| Some((number(head)?.checked_sub(first).filter(|row| *row < 5)?, head.place));
    named.iter().filter_map(row).collect()
}

/// The column of the card and the number that a head names: `B1`, `b-01`, `Col B, Row 1`, `1 B`, `B.1`, `B`.
fn square_named(head: &str) -> Option<(usize, Option<usize>)> {
    let words = folded(head);
    let kept: String = words.split(' ').filter(|word| !AROUND.contains(word)).collect();
    let letters: String = kept.chars().filter(|c| !c.is_ascii_digit()).collect();
    let digits: String = kept.chars().filter(char::is_ascii_digit).collect();
    if !kept.starts_with(&letters) && !kept.ends_with(&letters) {
        return None;
    }
    let column = letter_of(&letters)?;
    if digits.is_empty() { Some((column, None)) } else { Some((column, Some(digits.parse().ok()?))) }
}
