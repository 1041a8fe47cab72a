//! The first page: what was printed, and tests of the printer and the scanner.

use super::card::{CardToPrint, Sheet};
use super::font::Style;
use super::front::shown;
use super::paper::{PER_SHEET, QR_SIDE};
use super::pen::{Align, Ink, Pen};
use machine::network::qr::Qr;

const LEFT: f32 = 25.0;
const RULER_MM: u16 = 100;

/// Draws the page. `qr_width` is the width in modules of the finest QR that follows.
pub(super) fn draw(pen: &mut Pen<'_, '_>, cards: &[CardToPrint], qr_width: usize, sheet: &Sheet<'_>) {
    let width = sheet.paper.size().0 - 2.0 * LEFT;
    pen.block((LEFT, 22.0), (width, 24.0), 3.0, Ink::Night);
    let inside = (12.0..=24.0, width - 16.0);
    pen.text_within((LEFT + 8.0, 34.5), Align::Left, Style::Bold, inside, Ink::White, sheet.venue);
    pen.text(
        (LEFT + 8.0, 41.5),
        Align::Left,
        Style::Regular,
        12.0,
        Ink::White,
        "Bingo cards to cut and laminate",
    );
    let end = facts(pen, cards, sheet, width);
    ruler(pen, end + 10.0);
    test_code(pen, end + 38.0, qr_width, sheet, width);
}

/// The table; returns where it ends.
fn facts(pen: &mut Pen<'_, '_>, cards: &[CardToPrint], sheet: &Sheet<'_>, width: f32) -> f32 {
    let sheets = cards.len().div_ceil(PER_SHEET);
    let sides = if sheet.back { ", both sides (turn over the long edge)" } else { "" };
    let mut sets: Vec<u32> = cards.iter().map(|card| card.set).collect();
    sets.sort_unstable();
    sets.dedup();
    let sets: Vec<String> = sets.iter().map(u32::to_string).collect();
    let (first, last) = (&cards[0], &cards[cards.len() - 1]);
    let facts = [
        ("Cards", format!("{}, on {sheets} sheets{sides}", cards.len())),
        ("Serials", format!("#{} to #{}", first.serial, last.serial)),
        ("Set", sets.join(", ")),
        ("Printed", sheet.date.to_owned()),
        ("Guests go to", shown(sheet.join_url).to_owned()),
        ("Wi-Fi", sheet.wifi.unwrap_or("not printed on the cards").to_owned()),
        ("Box key", sheet.key_fingerprint.to_owned()),
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
fn ruler(pen: &mut Pen<'_, '_>, y: f32) {
    pen.text((LEFT, y), Align::Left, Style::Bold, 12.0, Ink::Black, "1  Measure");
    let says = "This ruler must be 100 mm long. If it is not, print again at 100 %, without “fit to page”.";
    pen.text((LEFT, y + 5.5), Align::Left, Style::Regular, 9.5, Ink::Black, says);
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
    pen.text((LEFT, y), Align::Left, Style::Bold, 12.0, Ink::Black, "2  Scan");
    let says = "This code is as large and as fine as those on the cards. Scan it before you print them all.";
    pen.text((LEFT, y + 5.5), Align::Left, Style::Regular, 9.5, Ink::Black, says);
    let url = sheet.join_url.to_ascii_uppercase();
    if let Ok(qr) = Qr::paper_as_fine_as(&url, qr_width) {
        pen.qr((LEFT - 2.0, y + 9.0), QR_SIDE, &qr);
    }
    let x = LEFT + QR_SIDE + 8.0;
    let advice = [
        ("3  Print", Style::Bold, 12.0),
        ("On heavy paper, black as black as it gets.", Style::Regular, 9.5),
        ("Cut along the marks between the cards.", Style::Regular, 9.5),
        ("Laminate matt: glare hides codes from cameras.", Style::Regular, 9.5),
        ("Keep this page. It opens no card.", Style::Regular, 9.5),
    ];
    let room = width - QR_SIDE - 8.0;
    for (line, (text, style, size_pt)) in advice.into_iter().enumerate() {
        let at = (x, y + 14.0 + line as f32 * 5.8);
        pen.text_within(at, Align::Left, style, (7.0..=size_pt, room), Ink::Black, text);
    }
}
