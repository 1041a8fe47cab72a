//! Paper, and where cards lie on a sheet of it.

/// Width of a card.
pub const CARD_WIDTH: f32 = 55.0;
/// Height of a card.
pub const CARD_HEIGHT: f32 = 85.0;
/// Side of a card's QR code with its quiet zone. At least 36, to be read at arm's length through laminate.
pub const QR_SIDE: f32 = 41.0;

const COLUMNS: usize = 3;
const ROWS: usize = 3;
/// Cards on a sheet.
const PER_SHEET: usize = COLUMNS * ROWS;
/// Between cards: room for crop marks that no blade leaves on a card.
const GUTTER: f32 = 6.0;
/// Height of all rows with the gutters between them.
pub(super) const ROWS_HEIGHT: f32 = ROWS as f32 * CARD_HEIGHT + (ROWS - 1) as f32 * GUTTER;
const COLUMNS_WIDTH: f32 = COLUMNS as f32 * CARD_WIDTH + (COLUMNS - 1) as f32 * GUTTER;

/// Around a card that has a page to itself: what is cut away.
const BLEED: f32 = 2.0;

/// How cards come out of the printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardFormat {
    /// Paper to print on.
    pub paper: Paper,
    /// How cards lie on it.
    pub layout: Layout,
    /// Whether every front is followed by its back (for double-sided printing, long edge): the numbers, to play on
    /// paper.
    pub back: bool,
}

/// How cards lie on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Nine to a sheet, with marks to cut along.
    Sheet,
    /// Each on a page of its own size, for printers of cards and print shops.
    Single,
}

impl Layout {
    /// Cards on a page.
    pub(super) fn per_page(self) -> usize {
        match self {
            Self::Sheet => PER_SHEET,
            Self::Single => 1,
        }
    }
}

impl CardFormat {
    /// Size of a page of cards.
    pub(super) fn page_size(self) -> (f32, f32) {
        match self.layout {
            Layout::Sheet => self.paper.size(),
            Layout::Single => (CARD_WIDTH + 2.0 * BLEED, CARD_HEIGHT + 2.0 * BLEED),
        }
    }

    /// Top left corner of a card on its page.
    pub(super) fn corner(self, index: usize) -> (f32, f32) {
        match self.layout {
            Layout::Sheet => self.paper.corner(index),
            Layout::Single => (BLEED, BLEED),
        }
    }

    /// Top left corner of that card's back.
    pub(super) fn corner_behind(self, index: usize) -> (f32, f32) {
        match self.layout {
            Layout::Sheet => self.paper.corner_behind(index),
            Layout::Single => (BLEED, BLEED),
        }
    }
}

/// Paper to print on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches. Three by three upright cards fit; of cards on their side only eight would.
    Letter,
}

impl Paper {
    /// Width and height.
    #[must_use]
    pub fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::Letter => (215.9, 279.4),
        }
    }

    /// Top left corner of a card; `index` counts row by row.
    #[must_use]
    pub fn corner(self, index: usize) -> (f32, f32) {
        let (left, top) = self.margins();
        let (column, row) = ((index % COLUMNS) as f32, (index / COLUMNS) as f32);
        (left + column * (CARD_WIDTH + GUTTER), top + row * (CARD_HEIGHT + GUTTER))
    }

    /// Top left corner of that card's back when the sheet is turned over its long edge.
    #[must_use]
    pub fn corner_behind(self, index: usize) -> (f32, f32) {
        self.corner(index - index % COLUMNS + (COLUMNS - 1 - index % COLUMNS))
    }

    /// Left and top margin; cards are centred, so that backs lie behind fronts.
    pub(super) fn margins(self) -> (f32, f32) {
        let (width, height) = self.size();
        ((width - COLUMNS_WIDTH) / 2.0, (height - ROWS_HEIGHT) / 2.0)
    }
}
