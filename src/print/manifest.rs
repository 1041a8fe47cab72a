//! The first page: what was printed, and tests of the printer and the scanner.

use super::card::{CardToPrint, Sheet};
use super::font::Style;
use super::front::shown;
use super::paper::{CardFormat, Layout, QR_SIDE};
use super::pen::{Align, Ink, Pen};
use super::texts::{ManifestTexts, in_words, texts};
use machine::network::qr::Qr;

const LEFT: f32 = 25.0;
const RULER_MM: u16 = 100;

/// Draws the page. `qr_width` is the width in modules of the finest QR that follows.
pub(super) fn draw(pen: &mut Pen<'_, '_>, cards: &[CardToPrint], qr_width: usize, sheet: &Sheet<'_>) {
    let width = sheet.format.paper.size().0 - 2.0 * LEFT;
    let texts = &texts(sheet.language).manifest;
    pen.block((LEFT, 22.0), (width, 24.0), 3.0, Ink::Night);
    let inside = (12.0..=24.0, width - 16.0);
    pen.text_within((LEFT + 8.0, 34.5), Align::Left, Style::Bold, inside, Ink::White, sheet.venue);
    pen.text((LEFT + 8.0, 41.5), Align::Left, Style::Regular, 12.0, Ink::White, texts.subtitle);
    let end = facts(pen, cards, sheet, width);
    ruler(pen, end + 10.0, width, texts);
    test_code(pen, end + 38.0, qr_width, sheet, width);
}

/// The table; returns where it ends.
fn facts(pen: &mut Pen<'_, '_>, cards: &[CardToPrint], sheet: &Sheet<'_>, width: f32) -> f32 {
    let texts = &texts(sheet.language).manifest;
    let CardFormat { layout, back, .. } = sheet.format;
    let count = match layout {
        Layout::Sheet => (texts.on_sheets)(cards.len(), cards.len().div_ceil(layout.per_page())),
        Layout::Single => (texts.on_their_own)(cards.len()),
    };
    let sides = if back { texts.both_sides } else { "" };
    let mut sets: Vec<u32> = cards.iter().map(|card| card.set).collect();
    sets.sort_unstable();
    sets.dedup();
    let sets: Vec<String> = sets.iter().map(u32::to_string).collect();
    let (first, last) = (&cards[0], &cards[cards.len() - 1]);
    let facts = [
        (texts.cards, format!("{count}{sides}")),
        (texts.serials, (texts.from_to)(first.serial.0, last.serial.0)),
        (texts.set, sets.join(", ")),
        (texts.printed, in_words(sheet.date, sheet.language)),
        (texts.address, shown(sheet.join_url).to_owned()),
        (texts.wifi, sheet.wifi.unwrap_or(texts.no_wifi).to_owned()),
        (texts.key, sheet.key_fingerprint.to_owned()),
    ];
    let mut y = 56.0;
    for (name, value) in facts {
        pen.text((LEFT, y), Align::Left, Style::Regular, 10.5, Ink::Grey, name);
        pen.text_within(
            (LEFT + 32.0, y),
            Align::Left,
            Style::Bold,
            (6.0..=10.5, width - 32.0),
            Ink::Black,
            &value,
        );
        pen.line((LEFT, y + 2.6), (LEFT + width, y + 2.6), 0.5, Ink::Mist);
        y += 7.6;
    }
    y
}

/// A hundred millimetres to hold a ruler against.
fn ruler(pen: &mut Pen<'_, '_>, y: f32, width: f32, texts: &ManifestTexts) {
    heading(pen, y, width, texts.measure);
    let base = y + 10.0;
    pen.line((LEFT, base), (LEFT + f32::from(RULER_MM), base), 0.8, Ink::Black);
    for mm in 0..=RULER_MM {
        let x = LEFT + f32::from(mm);
        let length = match mm {
            mm if mm % 10 == 0 => 4.5,
            mm if mm % 5 == 0 => 3.2,
            _ => 2.0,
        };
        pen.line((x, base), (x, base + length), 0.3, Ink::Black);
        if mm % 10 == 0 {
            pen.text((x, base + 8.2), Align::Middle, Style::Regular, 8.0, Ink::Black, &mm.to_string());
        }
    }
}

/// A code as fine as those on the cards, that opens no card.
fn test_code(pen: &mut Pen<'_, '_>, y: f32, qr_width: usize, sheet: &Sheet<'_>, width: f32) {
    let texts = &texts(sheet.language).manifest;
    heading(pen, y, width, texts.try_scan);
    let url = sheet.join_url.to_ascii_uppercase();
    if let Ok(qr) = Qr::paper_as_fine_as(&url, qr_width) {
        pen.qr((LEFT - 2.0, y + 9.0), QR_SIDE, &qr);
    }
    let x = LEFT + QR_SIDE + 8.0;
    let (print, how) = texts.print;
    let how = how.map(|text| (text, Style::Regular, 9.5));
    let advice = [(print, Style::Bold, 12.0)].into_iter().chain(how);
    let room = width - QR_SIDE - 8.0;
    for (line, (text, style, size_pt)) in advice.enumerate() {
        let at = (x, y + 14.0 + line as f32 * 5.8);
        pen.text_within(at, Align::Left, style, (7.0..=size_pt, room), Ink::Black, text);
    }
}

/// What to do, and why.
fn heading(pen: &mut Pen<'_, '_>, y: f32, width: f32, (what, why): (&str, &str)) {
    pen.text((LEFT, y), Align::Left, Style::Bold, 12.0, Ink::Black, what);
    pen.text_within((LEFT, y + 5.5), Align::Left, Style::Regular, (7.0..=9.5, width), Ink::Black, why);
}
