//! Drawing in millimetres from the top left corner.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

use super::error::PrintError;
use super::font::{CAP_EM, PT, Style};
use super::line::Line;
use catalogue::Language;
use machine::network::qr::{QUIET, Qr};

/// Millimetres between the lines of a paragraph, for every point of its size.
pub(super) const LEADING: f32 = 0.47;

#[derive(Clone, Copy, Debug)]
pub(super) enum Ink {
    Black,
    Grey,
    /// Light grey, for fields.
    Mist,
    /// Dark blue.
    Night,
    White,
}

impl Ink {
    fn fill(self) -> Fill {
        Fill { paint: self.color().into(), ..Fill::default() }
    }

    fn color(self) -> rgb::Color {
        match self {
            Self::Black => rgb::Color::black(),
            Self::Grey => rgb::Color::new(90, 96, 106),
            Self::Mist => rgb::Color::new(234, 237, 243),
            Self::Night => rgb::Color::new(23, 37, 84),
            Self::White => rgb::Color::white(),
        }
    }
}

/// Which point of a text is given.
#[derive(Clone, Copy, Debug)]
pub(super) enum Align {
    Left,
    Middle,
    Right,
}

/// A document that is being drawn.
pub(super) struct Book {
    document: Document,
}

impl Book {
    pub(super) fn new(title: &str, language: Language) -> Self {
        let mut document = Document::new();
        let metadata = Metadata::new().title(title.to_owned()).language(language.code().to_owned());
        document.set_metadata(metadata);
        Self { document }
    }

    /// Adds a page of this size.
    pub(super) fn page(&mut self, (width, height): (f32, f32), draw: impl FnOnce(&mut Pen<'_, '_>)) {
        let size = PageSettings::from_wh(width * PT, height * PT).expect("paper has a size");
        let mut page = self.document.start_page_with(size);
        let mut surface = page.surface();
        draw(&mut Pen { surface: &mut surface, origin: (0.0, 0.0) });
        surface.finish();
        page.finish();
    }

    pub(super) fn finish(self) -> Result<Vec<u8>, PrintError> {
        self.document.finish().map_err(|error| PrintError::Pdf(format!("{error:?}")))
    }
}

/// Draws on one page, relative to its origin.
pub(super) struct Pen<'a, 's> {
    surface: &'a mut Surface<'s>,
    origin: (f32, f32),
}

impl<'s> Pen<'_, 's> {
    /// A pen on the same page whose origin is at `(x, y)` of this one.
    pub(super) fn at(&mut self, (x, y): (f32, f32)) -> Pen<'_, 's> {
        let origin = (self.origin.0 + x, self.origin.1 + y);
        Pen { surface: self.surface, origin }
    }

    /// Draws turned by a quarter to the left around `(x, y)`, which becomes the origin.
    pub(super) fn turned(&mut self, (x, y): (f32, f32), draw: impl FnOnce(&mut Pen<'_, 's>)) {
        let (x, y) = (self.x(x), self.y(y));
        self.surface.push_transform(&Transform::from_row(0.0, -1.0, 1.0, 0.0, x, y));
        draw(&mut Pen { surface: self.surface, origin: (0.0, 0.0) });
        self.surface.pop();
    }

    /// A filled rectangle with round corners (`radius` may be 0).
    pub(super) fn block(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), radius: f32, ink: Ink) {
        let (left, top, right, bottom) = (self.x(x), self.y(y), self.x(x + width), self.y(y + height));
        let mut path = PathBuilder::new();
        if radius > 0.0 {
            round_rect(&mut path, (left, top), (right, bottom), radius * PT);
        } else {
            rect(&mut path, (left, top), (right, bottom));
        }
        self.fill(path.finish(), ink);
    }

    /// A straight line, `width_pt` wide.
    pub(super) fn line(&mut self, from: (f32, f32), to: (f32, f32), width_pt: f32, ink: Ink) {
        let mut path = PathBuilder::new();
        path.move_to(self.x(from.0), self.y(from.1));
        path.line_to(self.x(to.0), self.y(to.1));
        let Some(path) = path.finish() else { return };
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint: ink.color().into(),
            width: width_pt,
            ..Stroke::default()
        }));
        self.surface.draw_path(&path);
        self.surface.set_stroke(None);
    }

    /// A line of text with its baseline at `y`.
    pub(super) fn text(
        &mut self,
        (x, y): (f32, f32),
        align: Align,
        style: Style,
        size_pt: f32,
        ink: Ink,
        text: &str,
    ) {
        self.line_of_text((x, y), align, size_pt, ink, &Line::new(style, text));
    }

    fn line_of_text(&mut self, (x, y): (f32, f32), align: Align, size_pt: f32, ink: Ink, line: &Line) {
        let width = line.width(size_pt);
        let left = match align {
            Align::Left => x,
            Align::Middle => x - width / 2.0,
            Align::Right => x - width,
        };
        let mut start = Point::from_xy(self.x(left), self.y(y));
        self.surface.set_fill(Some(ink.fill()));
        for run in &line.runs {
            self.surface.draw_glyphs(
                start,
                &run.glyphs,
                run.typeface.font.clone(),
                &line.text,
                size_pt,
                false,
            );
            start.x += run.width() * size_pt;
        }
    }

    /// As [`Pen::text`], but no wider than `width`: smaller, then shortened.
    pub(super) fn text_within(
        &mut self,
        at: (f32, f32),
        align: Align,
        style: Style,
        (range_pt, width): (std::ops::RangeInclusive<f32>, f32),
        ink: Ink,
        text: &str,
    ) {
        let (size_pt, line) = Line::fit(style, text, width, range_pt);
        self.line_of_text(at, align, size_pt, ink, &line);
    }

    /// Lines no wider than `width`; returns the baseline after the last.
    pub(super) fn paragraph(
        &mut self,
        (x, mut y): (f32, f32),
        width: f32,
        (style, size_pt): (Style, f32),
        text: &str,
    ) -> f32 {
        for line in Self::wrapped(style, size_pt, width, text) {
            self.text_within((x, y), Align::Left, style, (6.0..=size_pt, width), Ink::Black, &line);
            y += size_pt * LEADING;
        }
        y
    }

    /// A text as lines no wider than `width`.
    pub(super) fn wrapped(style: Style, size_pt: f32, width: f32, text: &str) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in text.split(' ') {
            let line = lines.last_mut().expect("there is one from the start");
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if Self::width(style, size_pt, &longer) > width && !line.is_empty() {
                lines.push(word.to_owned());
            } else {
                *line = longer;
            }
        }
        lines
    }

    /// The outline of a rectangle.
    pub(super) fn frame(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), width_pt: f32, ink: Ink) {
        let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
        for side in corners.windows(2) {
            self.line(side[0], side[1], width_pt, ink);
        }
    }

    /// Baseline that puts capitals of this size in the middle of `y`.
    pub(super) fn middle(y: f32, size_pt: f32) -> f32 {
        y + size_pt * CAP_EM / PT / 2.0
    }

    /// Width of a text.
    pub(super) fn width(style: Style, size_pt: f32, text: &str) -> f32 {
        Line::new(style, text).width(size_pt)
    }

    /// A QR code with its quiet zone, `side` wide in all.
    pub(super) fn qr(&mut self, (x, y): (f32, f32), side: f32, qr: &Qr) {
        let module = side / (qr.width() + 2 * QUIET) as f32 * PT;
        // Whole numbers of modules make the PDF half as large as points would.
        let corner = (self.x(x) + QUIET as f32 * module, self.y(y) + QUIET as f32 * module);
        let scale = Transform::from_row(module, 0.0, 0.0, module, corner.0, corner.1);
        let mut path = PathBuilder::new();
        for (column, row, len) in qr.runs() {
            let (left, top) = (column as f32, row as f32);
            rect(&mut path, (left, top), (left + len as f32, top + 1.0));
        }
        self.surface.push_transform(&scale);
        self.fill(path.finish(), Ink::Black);
        self.surface.pop();
    }

    fn fill(&mut self, path: Option<Path>, ink: Ink) {
        let Some(path) = path else { return };
        self.surface.set_fill(Some(ink.fill()));
        self.surface.draw_path(&path);
    }

    fn x(&self, x: f32) -> f32 {
        (self.origin.0 + x) * PT
    }

    fn y(&self, y: f32) -> f32 {
        (self.origin.1 + y) * PT
    }
}

fn rect(path: &mut PathBuilder, (left, top): (f32, f32), (right, bottom): (f32, f32)) {
    if let Some(rect) = Rect::from_ltrb(left, top, right, bottom) {
        path.push_rect(rect);
    }
}

fn round_rect(path: &mut PathBuilder, (left, top): (f32, f32), (right, bottom): (f32, f32), r: f32) {
    // A cubic whose handles end this far from the corner is a quarter of a circle.
    let h = r * 0.4477;
    path.move_to(left + r, top);
    path.line_to(right - r, top);
    path.cubic_to(right - h, top, right, top + h, right, top + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - h, right - h, bottom, right - r, bottom);
    path.line_to(left + r, bottom);
    path.cubic_to(left + h, bottom, left, bottom - h, left, bottom - r);
    path.line_to(left, top + r);
    path.cubic_to(left, top + h, left + h, top, left + r, top);
    path.close();
}
