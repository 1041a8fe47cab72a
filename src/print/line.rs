//! One line of text, laid out from left to right: in an embedded font where that has every letter, else in the fonts
//! beside the program, with letters joined, marks on their letters and scripts in their directions.

use std::ops::{Range, RangeInclusive};

use krilla::text::KrillaGlyph;
use unicode_bidi::BidiInfo;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::font::{PT, Style, Typeface};
use super::library::families;

/// Glyphs of one font that stand side by side.
pub(super) struct Run {
    pub(super) typeface: &'static Typeface,
    pub(super) glyphs: Vec<KrillaGlyph>,
}

impl Run {
    /// In ems.
    pub(super) fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.x_advance).sum()
    }
}

/// A line. The glyphs name their bytes of its text.
pub(super) struct Line {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
}

impl Line {
    pub(super) fn new(style: Style, text: &str) -> Self {
        if let Some(text) = in_house(style, text) {
            let glyphs = style.typeface().set(&text);
            return Self { text, runs: vec![Run { typeface: style.typeface(), glyphs }] };
        }
        let text: String = text.nfc().collect();
        let runs = shaped(style, &text);
        Self { text, runs }
    }

    /// In millimetres.
    pub(super) fn width(&self, size_pt: f32) -> f32 {
        self.runs.iter().map(Run::width).sum::<f32>() * size_pt / PT
    }

    /// The line no wider than `width`, and its size: the largest of the range, else smaller, else shortened.
    pub(super) fn fit(style: Style, text: &str, width: f32, range_pt: RangeInclusive<f32>) -> (f32, Self) {
        let line = Self::new(style, text);
        let at_largest = line.width(*range_pt.end());
        let size_pt =
            (range_pt.end() * width / at_largest.max(width)).clamp(*range_pt.start(), *range_pt.end());
        // A tolerance for rounding: the size was computed from the width it is compared with.
        let fits = |line: &Self| line.width(size_pt) <= width * 1.001;
        if fits(&line) {
            return (size_pt, line);
        }
        let mut kept = line.text;
        loop {
            let is_empty = kept.pop().is_none();
            let shorter = Self::new(style, &format!("{}…", kept.trim_end()));
            if is_empty || fits(&shorter) {
                return (size_pt, shorter);
            }
        }
    }
}

/// The first letter of a text that no font has. Marks belong to the letter before them: they need one font.
pub(super) fn missing(style: Style, text: &str) -> Option<char> {
    if in_house(style, text).is_some() {
        return None;
    }
    let text: String = text.nfc().collect();
    letters(&text).find(|letter| font_of(style, &text[letter.clone()], None).is_none()).and_then(|letter| {
        let lacks = |&c: &char| font_of(style, c.encode_utf8(&mut [0; 4]), None).is_none();
        let letter = &text[letter];
        letter.chars().find(lacks).or_else(|| letter.chars().last())
    })
}

/// The text as the font of the house prints it, if that has all of it. Its letters run to the right and stand side by
/// side, so nothing without a shape is needed between them.
fn in_house(style: Style, text: &str) -> Option<String> {
    let text: String = text.nfc().filter(|&c| !is_unseen(c)).collect();
    text.chars().all(|letter| style.typeface().has(letter)).then_some(text)
}

fn shaped(style: Style, text: &str) -> Vec<Run> {
    let bidi = BidiInfo::new(text, None);
    let mut runs = Vec::new();
    for paragraph in &bidi.paragraphs {
        let (levels, order) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for run in order {
            let right_to_left = levels[run.start].is_rtl();
            let mut parts = parts(style, text, run);
            if right_to_left {
                parts.reverse();
            }
            runs.extend(
                parts.into_iter().map(|(part, typeface)| Run {
                    typeface,
                    glyphs: typeface.shape(text, part, right_to_left),
                }),
            );
        }
    }
    runs
}

/// A part of a text cut where the font changes, in reading order.
fn parts(style: Style, text: &str, run: Range<usize>) -> Vec<(Range<usize>, &'static Typeface)> {
    let mut parts: Vec<(Range<usize>, &'static Typeface)> = Vec::new();
    for letter in letters(&text[run.clone()]) {
        let letter = run.start + letter.start..run.start + letter.end;
        let before = parts.last().map(|(_, typeface)| *typeface);
        // What was to be printed was checked before; a letter that slips through is a box, as printers make them.
        let typeface = font_of(style, &text[letter.clone()], before).unwrap_or(style.typeface());
        match parts.last_mut() {
            Some((part, before)) if std::ptr::eq(*before, typeface) => part.end = letter.end,
            _ => parts.push((letter, typeface)),
        }
    }
    parts
}

/// The font that has a letter with its marks: the one of the letter before it, else the first.
fn font_of(style: Style, letter: &str, before: Option<&'static Typeface>) -> Option<&'static Typeface> {
    let has_all = |typeface: &&Typeface| letter.chars().all(|c| is_unseen(c) || typeface.has(c));
    before.into_iter().chain(families().iter().map(|family| family.of(style))).find(has_all)
}

/// The letters of a text, each with the marks behind it.
fn letters(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut starts =
        text.char_indices().filter(|&(at, c)| at == 0 || !(is_combining_mark(c) || is_unseen(c)));
    let mut start = starts.next().map(|(at, _)| at);
    std::iter::from_fn(move || {
        let from = start?;
        start = starts.next().map(|(at, _)| at);
        Some(from..start.unwrap_or(text.len()))
    })
}

/// Characters without a shape: joiners, isolates, and the choice between two shapes of a letter.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{61c}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn a_text_that_was_fitted_fits(text in "\\PC{1,80}", width in 10.0_f32..60.0) {
            for style in [Style::Regular, Style::Bold, Style::Mono] {
                let (size_pt, line) = Line::fit(style, &text, width, 5.0..=9.0);
                proptest::prop_assert!((5.0..=9.0).contains(&size_pt));
                proptest::prop_assert!(line.width(size_pt) <= width * 1.001);
            }
        }
    }

    #[test]
    fn short_texts_are_left_alone_and_long_ones_shrink_before_they_are_cut() {
        let fit = |text: &str| {
            let (size_pt, line) = Line::fit(Style::Bold, text, 40.0, 5.0..=9.0);
            (size_pt, line.text)
        };
        assert_eq!(fit("Crown"), (9.0, "Crown".into()));
        let (size_pt, text) = fit("The Crown and Anchor in Bow");
        assert!(size_pt < 9.0 && text == "The Crown and Anchor in Bow");
        let (size_pt, text) = fit(&"Crown ".repeat(20));
        assert!((size_pt - 5.0).abs() < 1e-6 && text.ends_with('…'));
        let (size_pt, text) = fit(&"שלום ".repeat(20));
        assert!((size_pt - 5.0).abs() < 1e-6 && text.ends_with('…'));
    }

    #[test]
    fn a_letter_that_no_font_has_is_named() {
        for (text, letter) in [
            ("The Crown", None),
            ("Neuadd Tŷ Gŵyr", None),
            ("Κορώνα \u{2068}שלום\u{2069}", None),
            ("Cafe\u{301}", None),
            ("ビンゴ会館", Some('ビ')),
            ("Crown 🎱", Some('🎱')),
            ("שלו\u{301}ם", Some('\u{301}')),
        ] {
            assert_eq!(missing(Style::Bold, text), letter, "{text}");
        }
    }

    #[test]
    fn marks_stand_on_their_letters_and_take_no_room() {
        let width = |text: &str| Line::new(Style::Bold, text).width(10.0);
        assert!((width("Cafe\u{301}") - width("Café")).abs() < 1e-6);
        // There is no such letter in one character: the font itself puts the marks on it.
        let line = Line::new(Style::Regular, "ẹ\u{301}");
        assert!((line.width(10.0) - Line::new(Style::Regular, "ẹ").width(10.0)).abs() < 1e-6);
        assert!(line.runs[0].glyphs.len() == 2 && line.runs[0].glyphs[1].x_advance.abs() < 1e-6);
    }

    #[test]
    fn words_that_run_to_the_left_stand_right_of_what_follows_them() {
        let line = Line::new(Style::Regular, "שלום אבג");
        let starts: Vec<usize> =
            line.runs.iter().flat_map(|run| &run.glyphs).map(|g| g.text_range.start).collect();
        assert!(starts.is_sorted_by(|a, b| a > b), "{starts:?}");
        // In a sentence of ours the name keeps to its own place.
        let line = Line::new(Style::Regular, "\u{2068}אב!\u{2069}  ·  5");
        let places: Vec<&str> =
            line.runs.iter().flat_map(|run| &run.glyphs).map(|g| &line.text[g.text_range.clone()]).collect();
        assert_eq!(places.concat().replace(['\u{2068}', '\u{2069}'], ""), "!בא  ·  5");
    }
}
