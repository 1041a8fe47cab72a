//! Squares of a card as drawings: rows of `#` and `.`, turned, mirrored and moved.

use domain::Mask;

const SIDE: usize = 5;

/// Reads a drawing: five rows of five, `#` = must be marked, `.` = does not matter.
///
/// # Errors
/// A sentence that says what is wrong.
pub(crate) fn drawing(text: &str) -> Result<Mask, String> {
    let rows: Vec<&str> = text.lines().map(str::trim).filter(|row| !row.is_empty()).collect();
    if rows.len() != SIDE {
        return Err(format!("a drawing has five rows, this has {}: it does not fit the card", rows.len()));
    }
    if let Some(row) = rows.iter().find(|row| row.chars().count() != SIDE) {
        return Err(format!("a row has five squares, `{row}` does not: it does not fit the card"));
    }
    if let Some(odd) = rows.iter().flat_map(|row| row.chars()).find(|c| !matches!(c, '#' | '.')) {
        return Err(format!("a drawing is made of `#` and `.`, not of `{odd}`"));
    }
    Ok(squares(|row, column| rows[row].as_bytes()[column] == b'#'))
}

/// The five rows of a mask as they are drawn.
#[must_use]
pub fn rows(mask: Mask) -> [String; 5] {
    std::array::from_fn(|row| {
        (0..SIDE).map(|column| if has(mask, row, column) { '#' } else { '.' }).collect()
    })
}

/// The squares of rows and columns 0 to 4 that are wanted.
pub(crate) fn squares(wanted: impl Fn(usize, usize) -> bool) -> Mask {
    let bits = (0..SIDE * SIDE)
        .filter(|&square| wanted(square / SIDE, square % SIDE))
        .fold(0, |bits, square| bits | 1 << square);
    Mask::new(bits).expect("25 squares have 25 bits")
}

pub(crate) fn has(mask: Mask, row: usize, column: usize) -> bool {
    mask.bits() >> (row * SIDE + column) & 1 == 1
}

pub(crate) fn horizontals() -> Vec<Mask> {
    (0..SIDE).map(|line| squares(|row, _| row == line)).collect()
}

pub(crate) fn verticals() -> Vec<Mask> {
    (0..SIDE).map(|line| squares(|_, column| column == line)).collect()
}

pub(crate) fn diagonals() -> Vec<Mask> {
    vec![squares(|row, column| row == column), squares(|row, column| row + column == SIDE - 1)]
}

pub(crate) fn corners() -> Mask {
    squares(|row, column| row % (SIDE - 1) == 0 && column % (SIDE - 1) == 0)
}

/// A full rectangle with its top left square in the top left corner of the card; no square when it
/// does not fit.
pub(crate) fn block(height: usize, width: usize) -> Mask {
    let fits = height <= SIDE && width <= SIDE;
    squares(|row, column| fits && row < height && column < width)
}

/// The shape in every quarter turn, each once, the drawn one first.
pub(crate) fn turns(mask: Mask) -> Vec<Mask> {
    let mut turned = vec![mask];
    for _ in 0..3 {
        let last = turned[turned.len() - 1];
        turned.push(squares(|row, column| has(last, SIDE - 1 - column, row)));
    }
    distinct(turned)
}

/// The shape turned and mirrored, each once, the drawn one first.
pub(crate) fn mirrors(mask: Mask) -> Vec<Mask> {
    let mirrored = squares(|row, column| has(mask, row, SIDE - 1 - column));
    let mut all = turns(mask);
    all.extend(turns(mirrored));
    distinct(all)
}

/// The shape in every place where the whole of it is on the card, row by row.
pub(crate) fn moves(mask: Mask) -> Vec<Mask> {
    let used = |taken: &dyn Fn(usize) -> bool| {
        let first = (0..SIDE).find(|&line| taken(line)).unwrap_or(0);
        let last = (0..SIDE).rev().find(|&line| taken(line)).unwrap_or(0);
        (first, last - first)
    };
    let (top, down) = used(&|row| (0..SIDE).any(|column| has(mask, row, column)));
    let (left, across) = used(&|column| (0..SIDE).any(|row| has(mask, row, column)));
    let places = (0..SIDE - down).flat_map(|row| (0..SIDE - across).map(move |column| (row, column)));
    places
        .map(|(to_row, to_column)| {
            squares(|row, column| {
                let inside = (to_row..=to_row + down).contains(&row)
                    && (to_column..=to_column + across).contains(&column);
                inside && has(mask, row - to_row + top, column - to_column + left)
            })
        })
        .collect()
}

fn distinct(masks: Vec<Mask>) -> Vec<Mask> {
    let mut kept: Vec<Mask> = Vec::with_capacity(masks.len());
    for mask in masks {
        if !kept.contains(&mask) {
            kept.push(mask);
        }
    }
    kept
}
