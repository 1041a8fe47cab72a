//! Text files as people bring them: whatever an editor or a spreadsheet saved becomes a text with the lines that the
//! editor shows.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainText {
    /// Lines end with `\n` or `\r\n`; there is no byte order mark.
    pub text: String,
    /// The line, from 1, of the first letter that is not UTF-8. The whole text was then read as Windows-1252, which
    /// gives every byte a letter, not always the one that was meant.
    pub guessed_from_line: Option<usize>,
}

/// Why a file has no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPlainText {
    /// It is a file of another kind.
    #[error("{0}")]
    Kind(&'static str),
    /// It says that it is UTF-16, and is not.
    #[error("the text is damaged: save the file again and choose UTF-8")]
    Damaged,
}

/// How files begin that are often brought instead of a text, and what to do with them.
const OTHER_KINDS: [(&[u8], &str); 9] = [
    (b"PK\x03\x04", "this is a workbook or a document, no plain text: save it again as text or CSV (UTF-8)"),
    (
        b"\xd0\xcf\x11\xe0",
        "this is an old workbook or document, no plain text: save it again as text or CSV (UTF-8)",
    ),
    (b"{\\rtf", "this is formatted text (RTF): save it again as plain text"),
    (b"%PDF", "this is a PDF: ask for the file it was made from, as text or CSV"),
    (b"\x89PNG", "this is a picture: ask for the file it was made from, as text or CSV"),
    (b"\xff\xd8\xff", "this is a picture: ask for the file it was made from, as text or CSV"),
    (b"\x1f\x8b", "this is a compressed file: unpack it first"),
    (b"\xff\xfe\0\0", "this is UTF-32: save the file again and choose UTF-8"),
    (b"\0\0\xfe\xff", "this is UTF-32: save the file again and choose UTF-8"),
];

/// Bytes at the front of a file that tell UTF-16 without a mark from other texts.
const LOOKED_AT: usize = 1_024;

/// Reads the bytes of a file: UTF-8, UTF-16 with its mark or recognisably without one, else Windows-1252.
///
/// # Errors
/// [`NotPlainText`], in a sentence that says what to do.
pub fn decode(bytes: &[u8]) -> Result<PlainText, NotPlainText> {
    if let Some((_, advice)) = OTHER_KINDS.iter().find(|(front, _)| bytes.starts_with(front)) {
        return Err(NotPlainText::Kind(advice));
    }
    let (encoding, skipped) = Encoding::for_bom(bytes).unwrap_or_else(|| (unmarked(bytes), 0));
    let body = &bytes[skipped..];
    let (text, guessed_from_line) = if encoding == UTF_8 {
        match std::str::from_utf8(body) {
            Ok(text) => (text.into(), None),
            Err(error) => {
                let line = line_at(&body[..error.valid_up_to()]);
                (WINDOWS_1252.decode_without_bom_handling(body).0, Some(line))
            }
        }
    } else {
        let (text, damaged) = encoding.decode_without_bom_handling(body);
        if damaged {
            return Err(NotPlainText::Damaged);
        }
        (text, None)
    };
    let text = ends_of_lines(text.trim_start_matches('\u{feff}'));
    Ok(PlainText { text, guessed_from_line })
}

/// UTF-16 gives letters of the alphabet, digits and commas a zero for every second byte.
fn unmarked(bytes: &[u8]) -> &'static Encoding {
    let front = &bytes[..bytes.len().min(LOOKED_AT) & !1];
    let zeros = |from: usize| front.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let is_half = |zeros: usize, others: usize| zeros > front.len() / 4 && others <= zeros / 8;
    match () {
        () if is_half(second, first) => UTF_16LE,
        () if is_half(first, second) => UTF_16BE,
        () => UTF_8,
    }
}

/// A carriage return alone ends a line in editors, whatever ends the others.
fn ends_of_lines(text: &str) -> String {
    let mut ended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\r') {
        let (line, after) = (&rest[..at], &rest[at + 1..]);
        ended.push_str(line);
        ended.push_str(if after.starts_with('\n') { "\r" } else { "\n" });
        rest = after;
    }
    ended.push_str(rest);
    ended
}

/// The line, from 1, after these bytes.
fn line_at(before: &[u8]) -> usize {
    let ends =
        |(at, &byte): (usize, &u8)| byte == b'\n' || (byte == b'\r' && before.get(at + 1) != Some(&b'\n'));
    before.iter().enumerate().filter(|&each| ends(each)).count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).unwrap().text
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn every_encoding_of_an_editor_or_spreadsheet_is_read() {
        let said = "número;B1\r\n7;€ 1\r\n";
        let mut kinds: Vec<Vec<u8>> = vec![said.into(), [b"\xef\xbb\xbf", said.as_bytes()].concat()];
        for (mark, unit) in
            [([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xfe, 0xff], u16::to_be_bytes)]
        {
            kinds.push([mark.to_vec(), utf16(said, unit)].concat());
            kinds.push(utf16(said, unit));
        }
        for bytes in kinds {
            assert_eq!(decode(&bytes), Ok(PlainText { text: said.to_owned(), guessed_from_line: None }));
        }
        let old = decode(b"n\xfamero;B1\r\n7;\x80 1\r\n").unwrap();
        assert_eq!(old, PlainText { text: said.to_owned(), guessed_from_line: Some(1) });
        assert_eq!(decode(b"a\r\n\rb\n\x80").unwrap().guessed_from_line, Some(4));
        assert_eq!(text(b"\xef\xbb\xbf\xef\xbb\xbfa"), "a");
        assert_eq!(text(b""), "");
        assert_eq!(text(b"7,1\0"), "7,1\0");
    }

    #[test]
    fn lines_are_those_that_an_editor_shows() {
        assert_eq!(text(b"a\rb\rc"), "a\nb\nc");
        assert_eq!(text(b"a\r\nb\rc\nd\r"), "a\r\nb\nc\nd\n");
        assert_eq!(text(b"a\r\r\nb"), "a\n\r\nb");
    }

    #[test]
    fn what_is_no_text_is_told_what_to_do() {
        for bytes in [
            &b"PK\x03\x04..."[..],
            b"\xd0\xcf\x11\xe0",
            b"{\\rtf1",
            b"%PDF-1.7",
            b"\x89PNG\r\n",
            b"\xff\xfe\0\0a\0\0\0",
        ] {
            let told = decode(bytes).unwrap_err().to_string();
            assert!(told.starts_with("this is "), "{told}");
        }
        assert_eq!(decode(b"\xff\xfea"), Err(NotPlainText::Damaged));
        assert_eq!(decode(b"\xfe\xff\xd8\x00"), Err(NotPlainText::Damaged));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes: Vec<u8>) {
            if let Ok(plain) = decode(&bytes) {
                proptest::prop_assert!(!plain.text.replace("\r\n", "").contains('\r'));
            }
        }
    }
}
