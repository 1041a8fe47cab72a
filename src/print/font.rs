//! The embedded fonts: Atkinson Hyperlegible, whose letters and digits cannot be mistaken for each other.

use std::ops::Range;
use std::sync::LazyLock;

use harfrust::{BufferFlags, Direction, ShaperData, UnicodeBuffer};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};

static EMBEDDED: LazyLock<[Typeface; 3]> = LazyLock::new(|| {
    let files: [&[u8]; 3] = [
        include_bytes!("fonts/AtkinsonHyperlegible_400Regular.ttf"),
        include_bytes!("fonts/AtkinsonHyperlegible_700Bold.ttf"),
        include_bytes!("fonts/AtkinsonHyperlegibleMono_700Bold.ttf"),
    ];
    files.map(|file| Typeface::new(file).expect("the embedded fonts can be read"))
});

/// Points in a millimetre.
pub(super) const PT: f32 = 72.0 / 25.4;
/// Height of capitals and digits, in ems: the same in all three.
pub(super) const CAP_EM: f32 = 0.668;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Regular,
    Bold,
    /// Bold, all characters equally wide.
    Mono,
}

impl Style {
    /// The font of the house in this style.
    pub(super) fn typeface(self) -> &'static Typeface {
        match self {
            Self::Regular => &EMBEDDED[0],
            Self::Bold => &EMBEDDED[1],
            Self::Mono => &EMBEDDED[2],
        }
    }
}

/// One font: its outlines for the PDF, its letters, and how they stand beside each other.
pub(super) struct Typeface {
    pub(super) font: Font,
    table: FontRef<'static>,
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    shaper: ShaperData,
    units_per_em: f32,
}

impl Typeface {
    /// `None` when the bytes are no font.
    pub(super) fn new(file: &'static [u8]) -> Option<Self> {
        let table = FontRef::new(file).ok()?;
        let font = Font::new(file.into(), 0)?;
        let letters = table.charmap();
        let widths = table.glyph_metrics(Size::unscaled(), LocationRef::default());
        let shaper = ShaperData::new(&table);
        Some(Self { units_per_em: font.units_per_em(), font, table, letters, widths, shaper })
    }

    /// Whether the font has this character.
    pub(super) fn has(&self, character: char) -> bool {
        self.letters.map(character).is_some()
    }

    /// One glyph for each character, in the order of the text: for letters that stand side by side.
    pub(super) fn set(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, character): (usize, char)| {
            let id = self.letters.map(character).unwrap_or_default();
            let advance = self.widths.advance_width(id).unwrap_or(0.0) / self.units_per_em;
            let bytes = at..at + character.len_utf8();
            KrillaGlyph::new(GlyphId::new(id.to_u32()), advance, 0.0, 0.0, 0.0, bytes, None)
        };
        text.char_indices().map(glyph).collect()
    }

    /// The glyphs of a part of a text from left to right: letters joined, marks on their letters.
    pub(super) fn shape(&self, text: &str, part: Range<usize>, right_to_left: bool) -> Vec<KrillaGlyph> {
        let mut buffer = UnicodeBuffer::new();
        for (at, character) in text[part.clone()].char_indices() {
            buffer.add(character, u32::try_from(part.start + at).expect("a line is short"));
        }
        let direction = if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
        buffer.set_direction(direction);
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        buffer.guess_segment_properties();
        let shaped = self.shaper.shaper(&self.table).build().shape(buffer, &[]);
        let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        let ems = |units: i32| units as f32 / self.units_per_em;
        let glyph = |(info, place): (&harfrust::GlyphInfo, &harfrust::GlyphPosition)| {
            let start = info.cluster as usize;
            let end = starts.iter().find(|&&other| other > start).copied().unwrap_or(part.end);
            let (dx, dy) = (ems(place.x_offset), ems(place.y_offset));
            let (x, y) = (ems(place.x_advance), ems(place.y_advance));
            KrillaGlyph::new(GlyphId::new(info.glyph_id), x, dx, dy, y, start..end, None)
        };
        shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(glyph).collect()
    }
}
