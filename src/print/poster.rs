//! The poster by the door: which Wi-Fi, what to scan, and what to tap when the phone asks.

mod texts;

use super::error::PrintError;
use super::font::Style;
use super::paper::Paper;
use super::pen::{Align, Book, Ink, Pen};
use super::{TiesTonight, check_names};
use catalogue::Language;
use machine::network::qr::Qr;
use texts::{TEXTS, Texts};

/// Left and right margin.
const MARGIN: f32 = 16.0;
/// Side of the large code, which joins the Wi-Fi. Phones of 2018 read it from three metres.
const JOIN_QR: f32 = 78.0;
/// Side of the code that opens the game.
const OPEN_QR: f32 = 56.0;

/// What a poster says.
#[derive(Clone, Copy, Debug)]
pub struct Poster<'a> {
    /// Paper to print on.
    pub paper: Paper,
    /// Name of the venue.
    pub venue: &'a str,
    /// Its language.
    pub language: Language,
    /// What happens tonight when several cards win with one ball.
    pub ties: TiesTonight,
    /// The Wi-Fi to join.
    pub wifi: Option<PosterWifi<'a>>,
    /// Where guests go, as they would type it.
    pub join_url: &'a str,
}

/// A Wi-Fi on a poster.
#[derive(Clone, Copy, Debug)]
pub struct PosterWifi<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its passphrase and what its QR code says, when the box knows them.
    pub join: Option<(&'a str, &'a str)>,
}

/// The PDF of one page.
///
/// # Errors
/// [`PrintError::Pdf`] when a text is too long for a code.
pub fn poster_pdf(poster: &Poster<'_>) -> Result<Vec<u8>, PrintError> {
    check_names(poster.venue, poster.wifi.map(|wifi| wifi.name))?;
    let code = |text: &str| Qr::paper(text).map_err(|error| PrintError::Pdf(error.to_string()));
    let join = poster.wifi.and_then(|wifi| wifi.join).map(|(_, text)| code(text)).transpose()?;
    let open = code(&poster.join_url.to_ascii_uppercase())?;
    let mut book = Book::new(&format!("{}: bingo", poster.venue), poster.language);
    book.page(poster.paper.size(), |pen| draw(pen, poster, join.as_ref(), &open));
    book.finish()
}

fn draw(pen: &mut Pen<'_, '_>, poster: &Poster<'_>, join: Option<&Qr>, open: &Qr) {
    let (width, height) = poster.paper.size();
    let texts = TEXTS.of(poster.language);
    title(pen, poster, texts, width);
    let mut y = 63.0;
    let mut number = 1;
    if let Some(wifi) = poster.wifi {
        step(pen, (MARGIN, y), number, texts.join);
        let below = join_by_hand(pen, (MARGIN, y + 16.0), width - 2.0 * MARGIN - JOIN_QR - 4.0, wifi, texts);
        if let Some(code) = join {
            pen.qr((width - MARGIN - JOIN_QR + 4.0, y - 7.0), JOIN_QR, code);
        }
        number += 1;
        // Letter paper is shorter: the steps move together there.
        y = (y + (height - 201.5).min(86.0)).max(below + 1.0);
    }
    step(pen, (MARGIN, y), number, texts.scan);
    let column = width - 2.0 * MARGIN - OPEN_QR - 6.0;
    let below = pen.paragraph((MARGIN, y + 16.0), column, (Style::Regular, 15.0), texts.card);
    let below = pen.paragraph((MARGIN, below + 3.0), column, (Style::Regular, 15.0), texts.no_card);
    let fits = (8.0..=17.0, column);
    pen.text_within((MARGIN, below + 1.5), Align::Left, Style::Bold, fits, Ink::Night, poster.join_url);
    pen.qr((width - MARGIN - OPEN_QR + 3.0, y - 6.0), OPEN_QR, open);
    questions(pen, (width, height - 87.0), texts);
    let (ties, inside) = (poster.ties.sentence(poster.language), width - 2.0 * MARGIN);
    let lines = Pen::wrapped(Style::Bold, 11.0, inside, ties).len();
    let top = if lines == 1 { height - 16.5 } else { height - 19.5 };
    pen.paragraph((MARGIN, top), inside, (Style::Bold, 11.0), ties);
    let fits = (8.0..=12.0, width - 2.0 * MARGIN);
    pen.text_within(
        (width / 2.0, height - 8.0),
        Align::Middle,
        Style::Regular,
        fits,
        Ink::Grey,
        texts.nothing,
    );
}

fn title(pen: &mut Pen<'_, '_>, poster: &Poster<'_>, texts: &Texts, width: f32) {
    pen.block((0.0, 0.0), (width, 46.0), 0.0, Ink::Night);
    let inside = width - 2.0 * MARGIN;
    pen.text_within(
        (MARGIN, 19.0),
        Align::Left,
        Style::Bold,
        (12.0..=24.0, inside),
        Ink::White,
        poster.venue,
    );
    pen.text_within((MARGIN, 37.0), Align::Left, Style::Bold, (20.0..=40.0, inside), Ink::White, texts.title);
}

/// A number in a circle and what to do.
fn step(pen: &mut Pen<'_, '_>, (x, y): (f32, f32), number: u8, what: &str) {
    pen.block((x, y - 6.5), (13.0, 13.0), 6.5, Ink::Night);
    let middle = (x + 6.5, Pen::middle(y, 26.0));
    pen.text(middle, Align::Middle, Style::Bold, 26.0, Ink::White, &number.to_string());
    let fits = (14.0..=26.0, 82.0);
    pen.text_within((x + 17.0, Pen::middle(y, 26.0)), Align::Left, Style::Bold, fits, Ink::Black, what);
}

/// Name and passphrase in words, for phones whose camera cannot join a Wi-Fi; returns where they end.
fn join_by_hand(
    pen: &mut Pen<'_, '_>,
    (x, y): (f32, f32),
    width: f32,
    wifi: PosterWifi<'_>,
    texts: &Texts,
) -> f32 {
    let told = if wifi.join.is_some() { texts.camera } else { texts.by_hand };
    let mut y = pen.paragraph((x, y), width, (Style::Regular, 15.0), told) + 5.0;
    let mut line = |what: &str, value: &str, style| {
        pen.text((x, y), Align::Left, Style::Regular, 12.0, Ink::Grey, what);
        pen.text_within((x, y + 9.5), Align::Left, style, (11.0..=28.0, width), Ink::Black, value);
        y += 19.0;
    };
    line(texts.name, wifi.name, Style::Bold);
    if let Some((passphrase, _)) = wifi.join {
        line(texts.passphrase, passphrase, Style::Mono);
    }
    y
}

/// What phones ask, and what to tap.
fn questions(pen: &mut Pen<'_, '_>, (width, top): (f32, f32), texts: &Texts) {
    let inside = width - 2.0 * MARGIN;
    pen.block((MARGIN - 4.0, top), (inside + 8.0, 61.0), 4.0, Ink::Mist);
    pen.text((MARGIN + 2.0, top + 10.0), Align::Left, Style::Bold, 17.0, Ink::Night, texts.asks);
    let column = inside / 2.0 - 6.0;
    for (x, phone, (question, answer)) in
        [(MARGIN + 2.0, "Android", texts.android), (MARGIN + inside / 2.0 + 4.0, "iPhone", texts.apple)]
    {
        pen.text((x, top + 19.0), Align::Left, Style::Bold, 14.0, Ink::Black, phone);
        let below = pen.paragraph((x, top + 26.0), column, (Style::Regular, 13.0), question);
        let mut y = below + 3.5;
        for tap in answer {
            let wide = Pen::width(Style::Bold, 12.5, tap) + 8.0;
            pen.block((x, y - 5.0), (wide.min(column), 8.0), 4.0, Ink::Night);
            let fits = (8.0..=12.5, column - 8.0);
            let at = (x + 4.0, Pen::middle(y - 1.0, 12.5));
            pen.text_within(at, Align::Left, Style::Bold, fits, Ink::White, tap);
            y += 10.0;
        }
    }
}

#[cfg(test)]
mod tests;
