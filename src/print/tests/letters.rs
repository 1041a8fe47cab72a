//! Letters of other scripts than the embedded fonts have.

use super::*;

/// One of each script; the fonts beside the program have them.
const LETTERS: [&str; 11] = ["ŷ", "İ", "Ω", "ᾍ", "Ж", "ễ", "Հ", "ქ", "א", "ع", "ก"];

/// The band with the venue's name, as it comes from a printer.
fn band(venue: &str) -> Vec<u8> {
    let page = Printed::new(&cards(1), &Sheet { venue, ..SHEET }).page(2);
    let (left, top) = Paper::A4.corner(0);
    let rows = px(top + 3.0)..px(top + 12.0);
    rows.flat_map(|y| page.pixels[y * page.width + px(left)..][..px(CARD_WIDTH)].to_vec()).collect()
}

#[test]
fn letters_of_other_scripts_are_printed_each_as_itself() {
    let mut seen = vec![(String::from("?"), band("?"))];
    for letter in LETTERS {
        let band = band(letter);
        if let Some((like, _)) = seen.iter().find(|(_, other)| *other == band) {
            panic!("{letter} is printed as {like}");
        }
        seen.push((letter.to_owned(), band));
    }
}
