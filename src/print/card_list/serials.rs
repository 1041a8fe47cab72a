//! Which column has the serials of the cards, by its name and by what stands in it.

use std::collections::HashSet;

use super::CardListProblem;
use super::cells::{self, folded};
use super::heads::Heads;
use super::row::Row;

/// Words of the heads of serials, those for one card and those for any number; in four languages and as programs
/// write them.
const SERIAL: [&str; 5] = ["serial", "seriennummer", "seriennr", "serie", "sn"];
const CARD: [&str; 18] = [
    "card", "cards", "carton", "cartones", "cartela", "cartelas", "tabla", "tablero", "carte", "cartes",
    "grille", "karten", "karte", "face", "ticket", "perm", "schein", "los",
];
const NUMBER: [&str; 20] = [
    "id", "no", "nr", "num", "number", "numero", "nummer", "n", "lfd", "bingo", "of", "the", "de", "del",
    "la", "le", "du", "der", "serial", "serie",
];

/// Where the serials come from.
#[derive(Debug)]
pub(super) struct Numbering {
    /// The column, or none: rows are numbered.
    pub(super) column: Option<usize>,
    /// Whether the centre has the number of the card, so that it is free.
    pub(super) is_in_the_centre: bool,
    /// What was understood, where it could have been something else.
    pub(super) remarks: Vec<String>,
}

/// What stands in a column.
struct Column<'a> {
    place: usize,
    name: &'a str,
    /// Cells in which anything stands.
    filled: usize,
    /// Cells that read as a serial.
    readable: usize,
    /// Different ones among them.
    distinct: usize,
    rows: usize,
}

impl<'a> Column<'a> {
    fn of(place: usize, heads: &'a Heads, rows: &[&Row]) -> Self {
        let read: Vec<u32> =
            rows.iter().filter_map(|row| Some(cells::serial(row.cell(place)).ok()?.0)).collect();
        let distinct = read.iter().collect::<HashSet<_>>().len();
        let name = heads.names.get(place).map_or("", String::as_str);
        let filled = rows.iter().filter(|row| !row.cell(place).is_empty()).count();
        Self { place, name, filled, readable: read.len(), distinct, rows: rows.len() }
    }

    /// Whether it tells every card from every other.
    fn tells_all(&self) -> bool {
        self.distinct == self.rows
    }

    /// Whether several cards have each of its numbers: it numbers a whole set, or a price.
    fn is_shared(&self) -> bool {
        self.readable > 1 && self.distinct * 2 <= self.readable
    }

    /// Whether most of its cells are empty: merged ones keep what stands in the first.
    fn is_sparse(&self) -> bool {
        self.filled * 2 <= self.rows
    }

    /// Whether it may be meant to tell cards apart, though it does not.
    fn tells_most(&self) -> bool {
        self.distinct * 2 > self.rows
    }

    /// Whether its name says that it has serials: the smaller, the clearer.
    fn rank(&self) -> Option<u8> {
        let name = folded(self.name).replace(' ', "");
        let all: Vec<&str> = [&SERIAL[..], &CARD, &NUMBER].concat();
        if name.is_empty() || !is_made_of(&name, &all) {
            return None;
        }
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        Some(if has(&SERIAL) { 0 } else { u8::from(!has(&CARD)) + 1 })
    }

    fn quoted(&self) -> String {
        if self.name.is_empty() { format!("number {}", self.place + 1) } else { format!("{:?}", self.name) }
    }
}

/// Whether a text is nothing but these words.
fn is_made_of(text: &str, words: &[&str]) -> bool {
    text.is_empty()
        || words.iter().any(|word| text.strip_prefix(word).is_some_and(|rest| is_made_of(rest, words)))
}

/// Chooses the column of the serials.
///
/// # Errors
/// What to say with `--serial-column`, where it cannot be told.
pub(super) fn choose(
    heads: &Heads,
    rows: &[&Row],
    wanted: Option<&str>,
) -> Result<Numbering, CardListProblem> {
    let rows: Vec<&Row> = rows.iter().copied().filter(|row| is_card(heads, row)).collect();
    let width = rows.iter().map(|row| row.cells().len()).max().unwrap_or(0).max(heads.names.len());
    let others = (0..width).filter(|place| !heads.squares.has(*place));
    let others: Vec<Column<'_>> = others.map(|place| Column::of(place, heads, &rows)).collect();
    let centre = heads.squares.centre().map(|place| Column::of(place, heads, &rows));
    let (column, remark) = match wanted {
        Some(wanted) => (Some(named(heads, wanted)?), None),
        None => by_content(&others, centre.as_ref().filter(|centre| is_no_number(centre.place, &rows)))
            .map_err(|problem| CardListProblem::at(heads.line, problem))?,
    };
    let repeats = |place: usize, centre: usize| {
        rows.iter().all(|row| {
            cells::serial(row.cell(place)).is_ok_and(|is| cells::serial(row.cell(centre)) == Ok(is))
        })
    };
    let is_in_the_centre = centre.is_some_and(|centre| {
        let repeated = rows.len() > 1 && others.iter().any(|other| repeats(other.place, centre.place));
        column == Some(centre.place) || repeated || is_no_number(centre.place, &rows)
    });
    let free =
        is_in_the_centre.then(|| "the centre holds the number of the card: it is played as free".to_owned());
    Ok(Numbering { column, is_in_the_centre, remarks: remark.into_iter().chain(free).collect() })
}

/// Whether a row has a number on any square.
fn is_card(heads: &Heads, row: &Row) -> bool {
    heads.squares.numbers(row).any(|(_, cell)| !cell.is_empty() && !cells::is_head(cell))
}

/// Whether most of the centre's numbers are none that are played there: 31 to 45.
fn is_no_number(centre: usize, rows: &[&Row]) -> bool {
    let read: Vec<u32> =
        rows.iter().filter_map(|row| Some(cells::serial(row.cell(centre)).ok()?.0)).collect();
    let strange = read.iter().filter(|number| **number != 0 && !(31..=45).contains(*number)).count();
    read.len() == rows.len() && strange * 2 > rows.len()
}

/// The column that the owner of the list named.
fn named(heads: &Heads, wanted: &str) -> Result<usize, CardListProblem> {
    let exact = heads.names.iter().position(|name| name == wanted.trim());
    let alike = || heads.names.iter().position(|name| folded(name) == folded(wanted));
    exact.or_else(alike).ok_or_else(|| {
        let names =
            heads.names.iter().filter(|name| !name.is_empty()).cloned().collect::<Vec<_>>().join(", ");
        CardListProblem::at(heads.line, format!("there is no column {wanted:?}: the columns are {names}"))
    })
}

/// The column whose name and content say that it has the serials; a remark where the name is not plain.
fn by_content(
    others: &[Column<'_>],
    centre: Option<&Column<'_>>,
) -> Result<(Option<usize>, Option<String>), String> {
    let mut called: Vec<(u8, &Column<'_>)> =
        others.iter().filter_map(|column| Some((column.rank()?, column))).collect();
    called.sort_by_key(|(rank, column)| (*rank, column.place));
    let shared = called.iter().map(|(_, column)| *column).find(|column| column.is_shared());
    let taken = |column: &Column<'_>| {
        let plain = column.rank() == Some(0) && shared.is_none();
        let why = shared.map_or(String::new(), |shared| {
            format!(", for several cards share each number of {}", shared.quoted())
        });
        let remark = (!plain).then(|| format!("serials are taken from column {}{why}", column.quoted()));
        (Some(column.place), remark)
    };
    let mut own =
        called.iter().map(|(_, column)| *column).filter(|column| !column.is_shared() && column.filled > 0);
    let clear = own.clone().find(|column| !column.is_sparse() || column.tells_all());
    if let Some(column) = clear.or_else(|| own.next()) {
        return Ok(taken(column));
    }
    let unnamed: Vec<&Column<'_>> = others.iter().filter(|column| column.rank().is_none()).collect();
    let telling: Vec<&&Column<'_>> = unnamed.iter().filter(|column| column.tells_all()).collect();
    match (telling.as_slice(), centre, shared) {
        ([column], ..) => Ok(taken(column)),
        ([], Some(centre), _) if centre.tells_all() => Ok(taken(centre)),
        ([], _, Some(shared)) => Err(format!(
            "several cards share each number of column {}, so it names no card: say which column does with \
             --serial-column NAME, or take it out, and the rows are numbered",
            shared.quoted()
        )),
        ([], ..) => match unnamed.iter().find(|column| column.tells_most()) {
            Some(column) => Err(format!(
                "column {} may have the serials, but not for every card: mend it and say --serial-column NAME",
                column.quoted()
            )),
            None => {
                Ok((None, Some("no column has serials: rows are numbered from 1, as they stand".to_owned())))
            }
        },
        (several, ..) => {
            let names = several.iter().map(|column| column.quoted()).collect::<Vec<_>>().join(" or ");
            Err(format!("serials may stand in column {names}: say which with --serial-column NAME"))
        }
    }
}
