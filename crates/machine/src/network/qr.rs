//! QR codes: as SVG for browsers, as text for terminals, as runs of modules for print.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode, Version};

/// Light modules around a code, by the standard.
pub const QUIET: usize = 4;

/// The text does not fit the largest QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} bytes are too many for a QR code")]
pub struct TooLong(pub usize);

/// The modules of a QR code.
#[derive(Clone, Debug)]
pub struct Qr {
    width: usize,
    dark: Vec<bool>,
}

impl Qr {
    /// Encodes a text with medium error correction, for screens.
    ///
    /// # Errors
    /// [`TooLong`].
    pub fn screen(text: &str) -> Result<Self, TooLong> {
        Self::new(text, EcLevel::M)
    }

    /// Encodes a text so that a quarter of it may be scratched or glare, for paper.
    ///
    /// # Errors
    /// [`TooLong`].
    pub fn paper(text: &str) -> Result<Self, TooLong> {
        Self::new(text, EcLevel::Q)
    }

    /// As [`Qr::paper`], but at least `width` modules wide: a printer test with modules as small as another code's.
    ///
    /// # Errors
    /// [`TooLong`].
    pub fn paper_as_fine_as(text: &str, width: usize) -> Result<Self, TooLong> {
        let version = i16::try_from(width.saturating_sub(17) / 4).unwrap_or(40).clamp(1, 40);
        match QrCode::with_version(text, Version::Normal(version), EcLevel::Q) {
            Ok(code) => Ok(Self::of(&code)),
            Err(_) => Self::paper(text),
        }
    }

    fn new(text: &str, level: EcLevel) -> Result<Self, TooLong> {
        let code = QrCode::with_error_correction_level(text, level).map_err(|_| TooLong(text.len()))?;
        Ok(Self::of(&code))
    }

    fn of(code: &QrCode) -> Self {
        let dark = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
        Self { width: code.width(), dark }
    }

    /// Modules along one side, without the quiet zone.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Dark modules, joined into runs: `(x, y, length)`, row by row.
    pub fn runs(&self) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
        self.dark.chunks(self.width).enumerate().flat_map(|(y, row)| {
            row.chunk_by(|a, b| a == b)
                .scan(0, move |x, run| {
                    let start = std::mem::replace(x, *x + run.len());
                    Some((run[0], start, run.len()))
                })
                .filter_map(move |(dark, x, len)| dark.then_some((x, y, len)))
        })
    }

    /// An `<svg>` element, black on white with its quiet zone and without a size.
    #[must_use]
    pub fn svg(&self) -> String {
        let side = self.width + 2 * QUIET;
        let mut path = String::new();
        for (x, y, len) in self.runs() {
            let _ = write!(path, "M{} {}h{len}v1h-{len}z", x + QUIET, y + QUIET);
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
        )
    }

    /// Lines of half blocks, with colours that can be scanned on dark and light terminals.
    #[must_use]
    pub fn terminal(&self) -> String {
        let side = self.width + 2 * QUIET;
        let dark = |x: usize, y: usize| {
            let inside = (QUIET..QUIET + self.width).contains(&x) && (QUIET..QUIET + self.width).contains(&y);
            inside && self.dark[(y - QUIET) * self.width + x - QUIET]
        };
        let mut text = String::new();
        for y in (0..side).step_by(2) {
            text.push_str("\x1b[30;107m");
            for x in 0..side {
                text.push(match (dark(x, y), dark(x, y + 1)) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            }
            text.push_str("\x1b[0m\n");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paints runs back into modules.
    fn painted(qr: &Qr) -> Vec<bool> {
        let mut modules = vec![false; qr.width * qr.width];
        for (x, y, len) in qr.runs() {
            modules[y * qr.width + x..][..len].fill(true);
        }
        modules
    }

    #[test]
    fn runs_cover_exactly_the_dark_modules() {
        let qr = Qr::paper("HTTPS://HALL.EXAMPLE/C/0123456789").unwrap();
        assert_eq!(painted(&qr), qr.dark);
    }

    #[test]
    fn upper_case_text_makes_a_smaller_code_than_mixed_case() {
        let upper = Qr::paper("HTTPS://HALL.EXAMPLE:8443/C/0123456789ABCDEFGHJKMNPQRS").unwrap();
        let mixed = Qr::paper("https://hall.example:8443/c/0123456789ABCDEFGHJKMNPQRS").unwrap();
        assert!(upper.width() < mixed.width());
    }

    #[test]
    fn the_terminal_shows_every_module_once() {
        let qr = Qr::screen("https://localhost:8443/").unwrap();
        let dark: usize = qr
            .terminal()
            .chars()
            .map(|c| match c {
                '█' => 2,
                '▀' | '▄' => 1,
                _ => 0,
            })
            .sum();
        assert_eq!(dark, qr.dark.iter().filter(|dark| **dark).count());
        assert_eq!(qr.terminal().lines().count(), (qr.width + 2 * QUIET).div_ceil(2));
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(Qr::screen(&"x".repeat(5000)).unwrap_err(), TooLong(5000));
    }

    #[test]
    fn the_svg_has_no_markup_from_the_text() {
        assert!(!Qr::screen("<script>").unwrap().svg().contains("script"));
    }
}
