//! The front of a card: what a guest scans.

use super::card::{CardToPrint, Sheet};
use super::font::Style;
use super::paper::{CARD_WIDTH, QR_SIDE};
use super::pen::{Align, Ink, Pen};
use super::texts::{CardTexts, texts};
use machine::network::qr::Qr;

/// Empty margin of a card: blades and laminate are not exact.
pub(super) const INSET: f32 = 3.5;
/// Height of the band with the venue's name.
const TITLE: f32 = 7.5;
const MIDDLE: f32 = CARD_WIDTH / 2.0;
const INSIDE: f32 = CARD_WIDTH - 2.0 * INSET;

pub(super) fn draw(mut pen: Pen<'_, '_>, card: &CardToPrint, qr: &Qr, sheet: &Sheet<'_>) {
    let pen = &mut pen;
    let texts = &texts(sheet.language).card;
    title(pen, sheet.venue);
    pen.qr(((CARD_WIDTH - QR_SIDE) / 2.0, INSET + TITLE + 0.2), QR_SIDE, qr);
    pen.text((MIDDLE, 54.0), Align::Middle, Style::Regular, 6.5, Ink::Grey, texts.no_camera);
    let (fits, host) = ((4.0..=8.0, INSIDE), shown(sheet.join_url));
    pen.text_within((MIDDLE, 57.3), Align::Middle, Style::Bold, fits, Ink::Black, host);
    pen.text((MIDDLE, 64.7), Align::Middle, Style::Mono, 21.0, Ink::Black, &card.code);
    steps(pen, sheet.wifi, texts);
    footer(pen, card, texts);
}

/// The name of the venue on a dark band.
pub(super) fn title(pen: &mut Pen<'_, '_>, venue: &str) {
    pen.block((INSET, INSET), (INSIDE, TITLE), 2.0, Ink::Night);
    let (sizes_pt, baseline) = (8.0..=13.0, Pen::middle(INSET + TITLE / 2.0, 12.0));
    pen.text_within(
        (MIDDLE, baseline),
        Align::Middle,
        Style::Bold,
        (sizes_pt, INSIDE - 5.0),
        Ink::White,
        venue,
    );
}

fn steps(pen: &mut Pen<'_, '_>, wifi: Option<&str>, texts: &CardTexts) {
    let steps = match wifi {
        Some(name) => [(texts.join, Some(name)), (texts.scan, None)],
        None => [(texts.scan, None), (texts.keep, None)],
    };
    for (number, (what, name), y) in [("1", steps[0], 69.8), ("2", steps[1], 75.1)] {
        pen.block((INSET, y - 2.1), (4.2, 4.2), 2.1, Ink::Night);
        pen.text((INSET + 2.1, Pen::middle(y, 8.0)), Align::Middle, Style::Bold, 8.0, Ink::White, number);
        let (x, baseline) = (INSET + 6.2, Pen::middle(y, 9.5));
        pen.text((x, baseline), Align::Left, Style::Regular, 9.5, Ink::Black, what);
        if let Some(name) = name {
            let x = x + Pen::width(Style::Regular, 9.5, what) + 1.2;
            let fits = (5.5..=9.5, CARD_WIDTH - INSET - x);
            pen.text_within((x, baseline), Align::Left, Style::Bold, fits, Ink::Black, name);
        }
    }
}

/// Serial and set, for stock keeping.
pub(super) fn footer(pen: &mut Pen<'_, '_>, card: &CardToPrint, texts: &CardTexts) {
    pen.line((INSET, 78.4), (CARD_WIDTH - INSET, 78.4), 0.4, Ink::Mist);
    pen.text((INSET, 81.6), Align::Left, Style::Mono, 8.0, Ink::Black, &format!("#{}", card.serial));
    let set = format!("{} {}", texts.set, card.set);
    pen.text((CARD_WIDTH - INSET, 81.6), Align::Right, Style::Regular, 7.0, Ink::Grey, &set);
}

/// An address as people type it.
pub(super) fn shown(url: &str) -> &str {
    let url = url.trim_end_matches('/');
    url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url)
}
