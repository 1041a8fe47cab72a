//! The PDF is rendered, measured and scanned with independent tools (Debian: poppler-utils, zbar-tools), as a printer
//! and a camera would.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)] // pixels

mod letters;

use std::path::{Path, PathBuf};
use std::process::Command;

use super::*;
use domain::Serial;
use domain::code::key_text;
use domain::set::{CardSet, SetKind, SetMode};

const DPI: f32 = 300.0;
const FORMAT: CardFormat = CardFormat { paper: Paper::A4, layout: Layout::Sheet, back: false };
const SHEET: Sheet<'_> = Sheet {
    format: FORMAT,
    language: Language::English,
    venue: "The Crown & Anchor",
    join_url: "https://k3x9w2ab.hallbox.example:8443/",
    wifi: Some("Crown Bingo"),
    key_fingerprint: "hallbox/k3x9w2ab+8f3a1c07+Ac9Zr0m1xq2b3n4v5c6x7z8l9k0j1h2g3f4d5s6a7p8o",
    date: jiff::civil::date(2026, 11, 20),
};

fn cards(count: u32) -> Vec<CardToPrint> {
    let set = CardSet::make(&[7; 32], Serial(1), count, SetMode::Free, SetKind::Phone, &|_| false).unwrap();
    set.iter()
        .map(|card| CardToPrint {
            serial: card.serial,
            set: 1,
            code: card.code.to_string(),
            url: card_url(SHEET.join_url, &card.key),
            face: card.face,
        })
        .collect()
}

/// A PDF in a folder of its own.
struct Printed {
    dir: tempfile::TempDir,
}

impl Printed {
    fn new(cards: &[CardToPrint], sheet: &Sheet<'_>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("cards.pdf"), cards_pdf(cards, sheet).unwrap()).unwrap();
        Self { dir }
    }

    fn pdf(&self) -> PathBuf {
        self.dir.path().join("cards.pdf")
    }

    /// One page as grey pixels.
    fn page(&self, page: usize) -> Page {
        let page = page.to_string();
        let to = self.dir.path().join("page");
        let dpi = DPI.to_string();
        run("pdftoppm", &["-r", &dpi, "-gray", "-singlefile", "-f", &page, "-l", &page], &[&self.pdf(), &to]);
        Page::read(&to.with_extension("pgm"))
    }

    fn text(&self) -> String {
        run("pdftotext", &["-layout"], &[&self.pdf(), Path::new("-")])
    }
}

/// Runs a tool and returns its output.
fn run(tool: &str, options: &[&str], files: &[&Path]) -> String {
    let output = Command::new(tool).args(options).args(files).output().unwrap_or_else(|error| {
        panic!("{tool} cannot be run ({error}): install poppler-utils and zbar-tools")
    });
    assert!(output.status.success(), "{tool}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Grey pixels of a page.
struct Page {
    path: PathBuf,
    width: usize,
    pixels: Vec<u8>,
}

impl Page {
    fn read(path: &Path) -> Self {
        let file = std::fs::read(path).unwrap();
        let header_end = file.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(2).unwrap().0;
        let header = std::str::from_utf8(&file[..header_end]).unwrap();
        let width = header.split_whitespace().nth(1).unwrap().parse().unwrap();
        Self { path: path.to_owned(), width, pixels: file[header_end + 1..].to_vec() }
    }

    /// Whether anything is printed within these mm (left, top, right, bottom).
    fn inked(&self, (left, top, right, bottom): (f32, f32, f32, f32)) -> bool {
        (px(top)..px(bottom)).any(|y| (px(left)..px(right)).any(|x| self.pixels[y * self.width + x] < 128))
    }

    /// Left, top, right and bottom of what is printed within these mm, in mm.
    fn bounds(&self, (left, top, right, bottom): (f32, f32, f32, f32)) -> (f32, f32, f32, f32) {
        let dark = |x: usize, y: usize| self.pixels[y * self.width + x] < 128;
        let columns: Vec<usize> =
            (px(left)..px(right)).filter(|&x| (px(top)..px(bottom)).any(|y| dark(x, y))).collect();
        let rows: Vec<usize> =
            (px(top)..px(bottom)).filter(|&y| (px(left)..px(right)).any(|x| dark(x, y))).collect();
        let mm = |pixels: usize| pixels as f32 * 25.4 / DPI;
        (mm(columns[0]), mm(rows[0]), mm(columns[columns.len() - 1] + 1), mm(rows[rows.len() - 1] + 1))
    }

    /// What a scanner reads on one card.
    fn scanned(&self, (x, y): (f32, f32)) -> String {
        let path = self.path.with_extension("card.pgm");
        let (width, height) = (px(CARD_WIDTH), px(CARD_HEIGHT));
        let mut file = format!("P5\n{width} {height}\n255\n").into_bytes();
        for row in 0..height {
            file.extend_from_slice(&self.pixels[(px(y) + row) * self.width + px(x)..][..width]);
        }
        std::fs::write(&path, file).unwrap();
        run("zbarimg", &["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable"], &[&path]).trim_end().to_owned()
    }
}

fn px(mm: f32) -> usize {
    (mm * DPI / 25.4).round() as usize
}

fn near(measured: f32, wanted: f32) -> bool {
    (measured - wanted).abs() <= 0.2
}

#[test]
fn every_card_can_be_scanned_and_is_there_once() {
    let cards = cards(20);
    let printed = Printed::new(&cards, &SHEET);
    for (i, on_sheet) in cards.chunks(9).enumerate() {
        let page = printed.page(2 + i);
        for (index, card) in on_sheet.iter().enumerate() {
            assert_eq!(page.scanned(Paper::A4.corner(index)), card.url, "card {}", card.serial);
        }
    }
    // The code of the first page opens the entrance and no card.
    assert_eq!(printed.page(1).scanned((20.0, 155.0)), SHEET.join_url.to_ascii_uppercase());
    let text = printed.text();
    for card in &cards {
        assert_eq!(text.matches(&card.code).count(), 1, "{}", card.code);
        assert!(text.contains(&format!("#{}", card.serial)));
    }
    assert!(text.contains("Join Wi-Fi") && text.contains("Crown Bingo") && text.contains("Scan this card"));
    assert!(text.contains(SHEET.key_fingerprint));
    assert_eq!(text.matches("k3x9w2ab.hallbox.example:8443").count(), cards.len() + 1);
}

#[test]
fn nine_cards_are_where_they_are_cut_on_both_papers() {
    for paper in [Paper::A4, Paper::Letter] {
        let sheet = Sheet { format: CardFormat { paper, ..FORMAT }, ..SHEET };
        let page = Printed::new(&cards(9), &sheet).page(2);
        let (width, height) = paper.size();
        assert!(near(page.width as f32 * 25.4 / DPI, width));
        for index in 0..9 {
            let (x, y) = paper.corner(index);
            assert!(x >= 6.0 && y >= 6.0 && x + 55.0 <= width - 6.0 && y + 85.0 <= height - 6.0, "{paper:?}");
            // Only the band of the title is as wide as the card's inside; the marks stand clear of the card.
            let (left, top, right, _) = page.bounds((x, y, x + 55.0, y + 11.0));
            assert!(
                near(left, x + 3.5) && near(right, x + 51.5) && near(top, y + 3.5),
                "{paper:?} card {index}"
            );
            let mark = page.bounds((x - 2.0, y - 5.0, x + 2.0, y - 0.5));
            assert!(
                near(mark.0, x) && near(mark.2, x) && near(mark.3, y - 1.5),
                "{paper:?} card {index}: {mark:?}"
            );
            let mark = page.bounds((x + 55.5, y + 83.0, x + 59.0, y + 87.0));
            assert!(near(mark.1, y + 85.0) && near(mark.3, y + 85.0) && near(mark.0, x + 56.5), "{mark:?}");
            // 3 mm at the edge stay white, for blades and laminate.
            assert!(!page.inked((x + 0.3, y + 0.3, x + 3.0, y + 84.7)), "{paper:?} card {index}");
        }
    }
}

#[test]
fn codes_are_as_large_as_promised_and_quiet_around() {
    let cards = cards(1);
    let (x, y) = Paper::A4.corner(0);
    let modules = Qr::paper(&cards[0].url).unwrap().width() as f32;
    let page = Printed::new(&cards, &SHEET).page(2);
    let (left, top, right, bottom) = page.bounds((x + 3.0, y + 11.6, x + 52.0, y + 52.0));
    let dark = QR_SIDE * modules / (modules + 8.0);
    const { assert!(QR_SIDE >= 36.0) };
    assert!(near(right - left, dark) && near(bottom - top, dark), "{} by {}", right - left, bottom - top);
    // Capitals of at least 17 pt are 4 mm high.
    let (_, top, _, bottom) = page.bounds((x + 4.0, y + 58.4, x + 51.0, y + 66.5));
    assert!(bottom - top >= 17.0 * 0.668 / font::PT, "{} mm", bottom - top);
}

#[test]
fn the_ruler_is_a_hundred_millimetres_long() {
    let page = Printed::new(&cards(1), &SHEET).page(1);
    // The line itself: the longest run of dark pixels on the page that is not a block.
    let longest = page
        .pixels
        .chunks(page.width)
        .enumerate()
        .skip(px(100.0))
        .map(|(_, row)| row.split(|pixel| *pixel >= 128).map(<[u8]>::len).max().unwrap_or(0));
    let mm = longest.max().unwrap() as f32 * 25.4 / DPI;
    assert!(near(mm, 100.0), "{mm} mm");
}

#[test]
fn backs_lie_behind_their_fronts_and_show_the_numbers() {
    for index in 0..9 {
        let (front, back) = (Paper::Letter.corner(index), Paper::Letter.corner_behind(index));
        assert!(near(back.0, Paper::Letter.size().0 - front.0 - CARD_WIDTH) && near(back.1, front.1));
    }
    let cards = cards(10);
    let printed = Printed::new(&cards, &Sheet { format: CardFormat { back: true, ..FORMAT }, ..SHEET });
    // First page, two sheets with two sides each: the one card of the last sheet is top left, its back top right.
    let (x, y) = Paper::A4.corner(2);
    let last = printed.page(5);
    assert!(last.inked((x + 5.0, y + 15.0, x + 50.0, y + 70.0)));
    assert!(!last.inked((10.0, 10.0, x - 1.0, 290.0)));
    let text = run("pdftotext", &["-f", "5"], &[&printed.pdf(), Path::new("-")]);
    let words: Vec<&str> = text.split_whitespace().collect();
    for number in cards[9].face.numbers().into_iter().filter(|number| *number != 0) {
        assert!(words.contains(&number.to_string().as_str()), "{number}");
    }
    assert!(words.contains(&"FREE") && !text.contains(&cards[9].code));
}

#[test]
fn fonts_are_embedded_and_subset() {
    let printed = Printed::new(&cards(1), &SHEET);
    let fonts = run("pdffonts", &[], &[&printed.pdf()]);
    let fonts: Vec<Vec<&str>> = fonts.lines().skip(2).map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(fonts.len(), 3, "{fonts:?}");
    for font in fonts {
        assert!(font[0].contains("+AtkinsonHyperlegible"), "{font:?}");
        let flags = &font[font.len() - 5..font.len() - 2];
        assert_eq!(flags, ["yes", "yes", "yes"], "embedded, subset, readable: {font:?}");
    }
}

#[test]
fn names_too_long_or_in_other_scripts_stay_inside_the_card() {
    let venue = "W".repeat(80);
    let wifi = "Бинго ÑÇŒ ΩŴ in the very long back room upstairs";
    let sheet = Sheet { venue: &venue, wifi: Some(wifi), ..SHEET };
    let page = Printed::new(&cards(1), &sheet).page(2);
    let (x, y) = Paper::A4.corner(0);
    assert!(!page.inked((x + 52.0, y + 0.5, x + 54.7, y + 84.5)));
    assert!(!page.inked((x + 0.3, y + 0.5, x + 3.0, y + 84.5)));
}

#[test]
fn texts_of_every_language_fit_on_both_papers() {
    for language in Language::ALL {
        for (paper, layout) in [(Paper::A4, Layout::Sheet), (Paper::Letter, Layout::Single)] {
            let format = CardFormat { paper, layout, back: true };
            let text = Printed::new(&cards(10), &Sheet { format, language, ..SHEET }).text();
            let texts = texts::texts(language);
            assert!(!text.contains('…'), "{language:?}: {text}");
            for words in [texts.card.scan, texts.card.mark, texts.card.free, texts.manifest.try_scan.1] {
                assert!(text.contains(words), "{language:?}: {words} in {text}");
            }
        }
    }
}

#[test]
fn the_same_cards_make_the_same_pdf() {
    assert!(cards_pdf(&cards(12), &SHEET).unwrap() == cards_pdf(&cards(12), &SHEET).unwrap());
}

#[test]
fn what_cannot_be_printed_well_is_refused() {
    assert!(matches!(cards_pdf(&[], &SHEET), Err(PrintError::Count(0))));
    let one = cards(1).remove(0);
    let with_url = |url: String| cards_pdf(&[CardToPrint { url, ..one.clone() }], &SHEET);
    assert!(matches!(with_url("https://lower.example/".into()), Err(PrintError::Url { .. })));
    assert!(matches!(with_url(String::new()), Err(PrintError::Url { .. })));
    assert!(matches!(with_url("A".repeat(200)), Err(PrintError::Url { .. })));
    let unprintable = Sheet { venue: "Crown 会", ..SHEET };
    let error = cards_pdf(std::slice::from_ref(&one), &unprintable).unwrap_err();
    assert!(matches!(error, PrintError::Letter { field: "venue", letter: '会' }), "{error}");
    let many = vec![one.clone(); CARDS_MAX + 1];
    assert!(matches!(cards_pdf(&many, &SHEET), Err(PrintError::Count(5_001))));
}

#[test]
fn the_list_holds_no_key() {
    let dir = tempfile::tempdir().unwrap();
    let vault = crate::vault::Vault::open(dir.path()).unwrap();
    vault.issue(2, SetMode::Free, SetKind::Phone, 0).unwrap();
    let cards = vault.cards();
    let csv = cards_csv(cards.range(Serial(1), Serial(2)), Language::English);
    let lines: Vec<&str> = csv.lines().collect();
    let card = cards.serial(Serial(2)).unwrap().issued;
    assert_eq!(lines[0], "serial,code,set,kind");
    assert_eq!(lines[2], format!("2,{},1,phone", card.code));
    assert!(!csv.contains(&key_text(&card.key)));
    let german = cards_csv(cards.range(Serial(1), Serial(1)), Language::German);
    assert!(german.starts_with("Nummer;Code;Satz;Art\r\n1;") && german.ends_with(";1;Handy\r\n"), "{german}");
    let french = cards_csv([], Language::French);
    assert_eq!(french, "\u{feff}série;code;jeu;genre\r\n");
}
