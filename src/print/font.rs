//! The embedded fonts: Atkinson Hyperlegible, whose letters and digits cannot be mistaken for each other.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};

use super::error::PrintError;

const REGULAR: &[u8] = include_bytes!("fonts/AtkinsonHyperlegible_400Regular.ttf");
const BOLD: &[u8] = include_bytes!("fonts/AtkinsonHyperlegible_700Bold.ttf");
const MONO: &[u8] = include_bytes!("fonts/AtkinsonHyperlegibleMono_700Bold.ttf");

/// Points in a millimetre.
pub(super) const PT: f32 = 72.0 / 25.4;
/// Height of capitals and digits, in ems: the same in all three.
pub(super) const CAP_EM: f32 = 0.668;

#[derive(Clone, Copy, Debug)]
pub(super) enum Style {
    Regular,
    Bold,
    /// Bold, all characters equally wide.
    Mono,
}

pub(super) struct Fonts([Typeface; 3]);

/// One font: its outlines for the PDF, and the widths of its glyphs.
pub(super) struct Typeface {
    pub(super) font: Font,
    table: FontRef<'static>,
    widths: GlyphMetrics<'static>,
    units_per_em: f32,
}

impl Fonts {
    pub(super) fn load() -> Result<Self, PrintError> {
        Ok(Self([Typeface::load(REGULAR)?, Typeface::load(BOLD)?, Typeface::load(MONO)?]))
    }

    pub(super) fn of(&self, style: Style) -> &Typeface {
        match style {
            Style::Regular => &self.0[0],
            Style::Bold => &self.0[1],
            Style::Mono => &self.0[2],
        }
    }
}

impl Typeface {
    fn load(data: &'static [u8]) -> Result<Self, PrintError> {
        let broken = || PrintError::Pdf("an embedded font cannot be read".into());
        let table = FontRef::new(data).map_err(|_| broken())?;
        let font = Font::new(data.into(), 0).ok_or_else(broken)?;
        let widths = table.glyph_metrics(Size::unscaled(), LocationRef::default());
        Ok(Self { units_per_em: font.units_per_em(), font, table, widths })
    }

    /// Glyphs in reading order. Characters the font lacks become question marks: a venue's name may be in any script,
    /// and a card with a gap looks damaged.
    pub(super) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let charmap = self.table.charmap();
        let glyph = |(at, character): (usize, char)| {
            let id = charmap.map(character).or_else(|| charmap.map('?')).unwrap_or_default();
            let advance = self.widths.advance_width(id).unwrap_or(0.0) / self.units_per_em;
            let bytes = at..at + character.len_utf8();
            KrillaGlyph::new(GlyphId::new(id.to_u32()), advance, 0.0, 0.0, 0.0, bytes, None)
        };
        text.char_indices().map(glyph).collect()
    }

    /// Width of a text in mm.
    pub(super) fn width(&self, text: &str, size_pt: f32) -> f32 {
        self.glyphs(text).iter().map(|glyph| glyph.x_advance).sum::<f32>() * size_pt / PT
    }

    /// The largest size at which the text is no wider than `width`, and the text, shortened if it is too wide even at
    /// the smallest.
    pub(super) fn fit(
        &self,
        text: &str,
        width: f32,
        range_pt: std::ops::RangeInclusive<f32>,
    ) -> (f32, String) {
        let at_largest = self.width(text, *range_pt.end());
        let size_pt =
            (range_pt.end() * width / at_largest.max(width)).clamp(*range_pt.start(), *range_pt.end());
        // A tolerance for rounding: the size was computed from the width it is compared with.
        let fits = |text: &str| self.width(text, size_pt) <= width * 1.001;
        if fits(text) {
            return (size_pt, text.to_owned());
        }
        let mut kept = text.to_owned();
        while kept.pop().is_some() && !fits(&format!("{}…", kept.trim_end())) {}
        (size_pt, format!("{}…", kept.trim_end()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
        #[test]
        fn a_text_that_was_fitted_fits(text in "\\PC{1,80}", width in 10.0_f32..60.0) {
            let fonts = Fonts::load().unwrap();
            for style in [Style::Regular, Style::Bold, Style::Mono] {
                let typeface = fonts.of(style);
                let (size_pt, fitted) = typeface.fit(&text, width, 5.0..=9.0);
                proptest::prop_assert!((5.0..=9.0).contains(&size_pt));
                proptest::prop_assert!(typeface.width(&fitted, size_pt) <= width * 1.001);
            }
        }
    }

    #[test]
    fn short_texts_are_left_alone_and_long_ones_shrink_before_they_are_cut() {
        let fonts = Fonts::load().unwrap();
        let bold = fonts.of(Style::Bold);
        assert_eq!(bold.fit("Crown", 40.0, 5.0..=9.0), (9.0, "Crown".into()));
        let (size_pt, text) = bold.fit("The Crown and Anchor in Bow", 40.0, 5.0..=9.0);
        assert!(size_pt < 9.0 && text == "The Crown and Anchor in Bow");
        let (size_pt, text) = bold.fit(&"Crown ".repeat(20), 40.0, 5.0..=9.0);
        assert!((size_pt - 5.0).abs() < 1e-6 && text.ends_with('…'));
    }
}
