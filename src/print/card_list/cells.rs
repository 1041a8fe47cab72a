//! What stands in a cell, without what spreadsheets and editors put around it.

use domain::{CENTRE, Serial};

/// Words for the free square: a centre with other words, a star or a picture's name is free too, as long as there is no
/// number in it.
const FREE: [&str; 9] =
    ["free", "libre", "frei", "gratis", "gratuit", "gratuite", "freifeld", "joker", "star"];
/// Words before the number of a card.
const BEFORE_SERIAL: [&str; 9] = ["no", "nr", "num", "card", "carton", "carte", "karte", "serial", "face"];
/// Quotation marks of all kinds.
const QUOTES: &str = "\"'`´“”„‟‘’‚‛«»‹›″＂";

/// A cell without spaces and characters nobody sees around it, without quotation marks, and without the formula that
/// keeps a spreadsheet from changing a number (`="0007"`).
pub(super) fn clean(cell: &str) -> String {
    let plain: String = cell.chars().filter(|c| !is_invisible(*c)).map(narrow).collect();
    let mut text = plain.trim();
    loop {
        let inner = text.strip_prefix('=').filter(|rest| rest.starts_with(is_quote)).unwrap_or(text);
        let inner = inner.trim_matches(is_quote).trim();
        if inner.len() == text.len() {
            return text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        text = inner;
    }
}

fn is_quote(c: char) -> bool {
    QUOTES.contains(c)
}

fn narrow(c: char) -> char {
    match c {
        c if c.is_whitespace() => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{fe0f}' | '\u{feff}')
}

/// A head in small letters without accents, its words apart: `cartelaId` and `Cartela-ID` are `cartela id`.
pub(super) fn folded(head: &str) -> String {
    let mut folded = String::new();
    let mut before = ' ';
    for c in head.replace(['#', '№'], " no ").replace("n°", "no").replace("N°", "no").chars() {
        let begins = c.is_uppercase() && before.is_lowercase();
        let letter = c.to_lowercase().next().map_or(c, without_accent);
        if begins || !letter.is_ascii_alphanumeric() {
            folded.push(' ');
        }
        if letter.is_ascii_alphanumeric() {
            folded.push(letter);
        }
        before = c;
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_accent(c: char) -> char {
    match c {
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'º' => 'o',
        'ù'..='ü' => 'u',
        other => other,
    }
}

/// Whether this is a word or a sign for the free square.
pub(super) fn is_free(cell: &str) -> bool {
    let is_sign = !cell.is_empty() && cell.chars().all(|c| matches!(c, '*' | '★' | '☆' | '⭐' | '✱' | '✶'));
    is_sign || folded(cell).split(' ').any(|word| FREE.contains(&word) || word == "freespace")
}

/// Whether this is the head of a square that was repeated between the cards.
pub(super) fn is_head(cell: &str) -> bool {
    let cell = cell.as_bytes();
    matches!(cell, [letter, b'1'..=b'5'] if b"BINGO".contains(&letter.to_ascii_uppercase()))
}

/// The number on a square other than the centre.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn number(cell: &str, square: usize) -> Result<u8, String> {
    if cell.is_empty() {
        return Err("the number is missing".to_owned());
    }
    let letter = char::from(b"BINGO"[square % 5]);
    let digits = cell.strip_prefix([letter, letter.to_ascii_lowercase()]).unwrap_or(cell);
    let digits = digits.trim_start_matches([' ', '-', '.']);
    let first = 15 * (square % 5) + 1;
    let number = whole(digits).map_err(|()| advice(cell))?;
    u8::try_from(number).ok().filter(|number| (first..first + 15).contains(&usize::from(*number))).ok_or_else(
        || format!("{number} does not belong in column {letter}, which has {first} to {}", first + 14),
    )
}

/// The number in the centre; 0 = free.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn centre(cell: &str) -> Result<u8, String> {
    if cell == "0" || is_free(cell) || !cell.contains(|c: char| c.is_ascii_digit()) {
        return if cell.starts_with('=') || is_spreadsheet_error(cell) { Err(advice(cell)) } else { Ok(0) };
    }
    number(cell, CENTRE).map_err(|problem| format!("{problem}; for a free centre write FREE"))
}

/// The number of a card: `7`, `0007`, `7.0`, `No. 7`, `1,186,342`.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn serial(cell: &str) -> Result<Serial, String> {
    if cell.is_empty() {
        return Err("the card has no serial".to_owned());
    }
    let letters = cell.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let before = folded(&cell[..letters]);
    let digits =
        if BEFORE_SERIAL.contains(&before.as_str()) || before.is_empty() && !cell[..letters].contains('-') {
            &cell[letters..]
        } else {
            cell
        };
    let rounded = |text: &str| text.to_ascii_lowercase().contains("e+");
    match whole(&ungrouped(digits)) {
        Ok(number) => u32::try_from(number)
            .map(Serial)
            .map_err(|_| format!("serial {number} is too large: at most {}", u32::MAX)),
        Err(()) if rounded(digits) => {
            Err(format!("the spreadsheet has rounded {cell}: set the column to whole numbers and save again"))
        }
        Err(()) if is_formula(cell) => Err(advice(cell)),
        Err(()) => Err(format!(
            "{cell:?} is no serial: serials are whole numbers; --serial-column NAME takes another column"
        )),
    }
}

/// A whole number, with the decimals of a spreadsheet if they are zeros.
fn whole(text: &str) -> Result<u64, ()> {
    let (digits, decimals) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty()
        || digits.len() > 19
        || !is_digits(digits)
        || decimals.bytes().any(|byte| byte != b'0')
    {
        return Err(());
    }
    digits.parse().map_err(|_| ())
}

/// The number without the signs between thousands, if it has them where they belong.
fn ungrouped(text: &str) -> String {
    let Some(sign) = text.chars().find(|c| !c.is_ascii_digit()) else { return text.to_owned() };
    let decimals = if matches!(sign, ',' | '.') {
        [",", "."].map(|other| text.rfind(other)).into_iter().flatten().max()
    } else {
        None
    };
    // With two kinds of signs, what follows the last one is decimals.
    let (whole, rest) = match decimals.filter(|at| !text[*at..].starts_with(sign)) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let mut groups = whole.split(sign);
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    let is_grouped =
        matches!(sign, ',' | '.' | ' ' | '\'' | '’') && first && groups.all(|group| group.len() == 3);
    if is_grouped { [whole.replace(sign, ""), rest.to_owned()].concat() } else { text.to_owned() }
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with('=') || is_spreadsheet_error(cell)
}

fn is_spreadsheet_error(cell: &str) -> bool {
    cell.starts_with('#') && cell.ends_with(['!', '?', 'A'])
}

fn advice(cell: &str) -> String {
    if is_formula(cell) {
        return format!("{cell:?} is a formula: copy the column, paste it as values and save again");
    }
    format!("{cell:?} is no number")
}
