//! Undoes what editors and word processors do to a settings file: byte order marks, line ends, curly quotes, other
//! spaces, commas at the end. Every line keeps its number.

use super::SettingsProblem;
use super::file::BYTES_MAX;
use crate::plain_text;

/// Curly and angled double quotes.
const DOUBLE: &str = "“”„‟«»″＂";
/// Curly and angled single quotes, and accents used as quotes.
const SINGLE: &str = "‘’‚‛‹›′`´";

/// The text of a file, readable as TOML, with as many lines as the file has.
///
/// # Errors
/// One [`SettingsProblem`] when the file is no text.
pub(super) fn tidy(bytes: &[u8]) -> Result<String, SettingsProblem> {
    let text = decode(bytes)?;
    let lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    // No field needs a text over several lines, and a secret in one could not be removed from the card.
    if let Some(index) = lines.clone().position(opens_several_lines) {
        return Err(SettingsProblem::line(
            index + 1,
            "",
            "write the text on one line, in one pair of quotation marks",
        ));
    }
    let mut depth = 0;
    Ok(lines.map(|line| tidy_line(line, &mut depth)).collect::<Vec<_>>().join("\n"))
}

/// Whether a text over several lines begins in this line: three quotes where a value may begin. Inside a text three
/// quotes are part of it.
fn opens_several_lines(line: &str) -> bool {
    let mut rest = line;
    while let Some(at) = rest.find(['"', '\'', '#']) {
        let (quote, after) = rest[at..].split_at(1);
        if quote == "#" {
            return false;
        }
        if after.starts_with(&quote.repeat(2)) {
            return true;
        }
        let Some(end) = closing(after, quote) else { return false };
        rest = &after[end + 1..];
    }
    false
}

/// Where the text after an opening `quote` ends. In double quotes a backslash escapes the next character.
fn closing(text: &str, quote: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, character)| {
        let ends = !escaped && quote.starts_with(character);
        escaped = !escaped && character == '\\' && quote == "\"";
        ends.then_some(at)
    })
}

/// The characters of a file, with `\n` or `\r\n` at the ends of lines.
///
/// # Errors
/// One [`SettingsProblem`] when the file is no text. A letter that is not UTF-8 is refused too: a name that was read as
/// another one would be printed on every card.
pub(super) fn decode(bytes: &[u8]) -> Result<String, SettingsProblem> {
    if bytes.len() as u64 > BYTES_MAX {
        let message = format!("larger than {BYTES_MAX} bytes: this is no settings file");
        return Err(SettingsProblem::file(message));
    }
    let plain = plain_text::decode(bytes).map_err(|error| SettingsProblem::file(error.to_string()))?;
    if let Some(line) = plain.guessed_from_line {
        let message = "a letter here is not saved as UTF-8: save the file again and choose UTF-8";
        return Err(SettingsProblem::line(line, "", message));
    }
    let stray = |line: &str| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        line.chars().any(|c| c.is_control() && c != '\t')
    };
    match plain.text.split('\n').position(stray) {
        Some(index) => {
            Err(SettingsProblem::line(index + 1, "", "this is no text: save the file as plain text"))
        }
        None => Ok(plain.text),
    }
}

/// Tidies one line. `depth` counts the square brackets that earlier lines left open.
fn tidy_line(line: &str, depth: &mut usize) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '#' => {
                out.push_str(rest);
                ""
            }
            '"' | '\'' => straight(c, after, &mut out),
            _ if DOUBLE.contains(c) => curly(after, DOUBLE, '"', &mut out),
            _ if SINGLE.contains(c) => curly(after, SINGLE, '\'', &mut out),
            ',' | ';' if *depth == 0 && ends_here(after) => after,
            '＝' => {
                out.push('=');
                after
            }
            _ => {
                match c {
                    '[' => *depth += 1,
                    ']' => *depth = depth.saturating_sub(1),
                    _ => {}
                }
                if c.is_whitespace() && c != '\t' {
                    out.push(' ');
                } else if !is_invisible(c) {
                    out.push(c);
                }
                after
            }
        };
    }
    out
}

/// Copies a text in straight quotes as it is. Without a closing straight quote, the line's last curly one closes it.
fn straight<'a>(quote: char, rest: &'a str, out: &mut String) -> &'a str {
    out.push(quote);
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        if c == quote && !escaped {
            out.push_str(&rest[..=at]);
            return &rest[at + 1..];
        }
        escaped = quote == '"' && c == '\\' && !escaped;
    }
    let curly = if quote == '"' { DOUBLE } else { SINGLE };
    let before_comment = rest.split('#').next().unwrap_or(rest);
    if let Some((at, closing)) = before_comment.char_indices().rfind(|&(_, c)| curly.contains(c)) {
        out.push_str(&rest[..at]);
        out.push(quote);
        return &rest[at + closing.len_utf8()..];
    }
    out.push_str(rest);
    ""
}

/// Copies a text in curly quotes as one in straight quotes. Single ones are apostrophes too, so the line's last one
/// closes.
fn curly<'a>(rest: &'a str, quotes: &str, straight: char, out: &mut String) -> &'a str {
    let closes = |&(_, c): &(usize, char)| c == straight || quotes.contains(c);
    let found = if straight == '"' {
        rest.char_indices().find(closes)
    } else {
        rest.split('#').next().unwrap_or(rest).char_indices().rfind(closes)
    };
    out.push('"');
    let Some((at, closing)) = found else {
        out.push_str(rest);
        return "";
    };
    out.push_str(&rest[..at].replace('\\', "\\\\").replace('"', "\\\""));
    out.push('"');
    &rest[at + closing.len_utf8()..]
}

fn ends_here(rest: &str) -> bool {
    let rest =
        rest.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c) || c == ',' || c == ';');
    rest.is_empty() || rest.starts_with('#')
}

/// Zero width, joiners, marks of direction.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_quotes_begin_several_lines_only_where_a_text_may_begin() {
        for several in ["a = \"\"\"x", "a = '''x", "a = [\"x\", '''", "a = \"x\\\"\" \"\"\""] {
            assert!(opens_several_lines(several), "{several}");
        }
        for one in
            ["a = \"'''x\"", "a = '\"\"\"'", "a = \"\" # \"\"\"", "# '''", "a = \"x\\\"'''\"", "a = \"é'''"]
        {
            assert!(!opens_several_lines(one), "{one}");
        }
    }

    #[test]
    fn what_editors_do_is_undone() {
        for (typed, meant) in [
            ("venue = “The Crown”", "venue = \"The Crown\""),
            ("venue = „Krone“", "venue = \"Krone\""),
            ("venue = “The Crown\"", "venue = \"The Crown\""),
            ("venue = \"The Crown”  # ours", "venue = \"The Crown\"  # ours"),
            ("venue = \"The “Crown” Inn\"", "venue = \"The “Crown” Inn\""),
            ("venue = “O’Neill’s”", "venue = \"O’Neill’s\""),
            ("venue = ‘O’Neill’s’", "venue = \"O’Neill’s\""),
            ("venue = ‘The \"Crown\"’", "venue = \"The \\\"Crown\\\"\""),
            ("venue = “back\\slash”", "venue = \"back\\\\slash\""),
            ("venue\u{a0}=\u{2003}\"x\"", "venue = \"x\""),
            ("\u{feff}\u{200b}venue = \"x\"", "venue = \"x\""),
            ("port = 80,", "port = 80"),
            ("port = 80 ; # comma", "port = 80  # comma"),
            ("list = [1, 2,]", "list = [1, 2,]"),
            ("# “stays”, as it is;", "# “stays”, as it is;"),
            ("venue = \"a, # b\",", "venue = \"a, # b\""),
            ("venue ＝ ＂x＂", "venue = \"x\""),
            ("venue = \"say \\\"hi\\\"\"", "venue = \"say \\\"hi\\\"\""),
        ] {
            assert_eq!(tidy(typed.as_bytes()).unwrap(), meant, "{typed}");
        }
    }

    #[test]
    fn every_encoding_of_a_text_editor_is_read() {
        let utf16 = |bom: [u8; 2], unit: fn(u16) -> [u8; 2]| {
            bom.into_iter().chain("a = 1\r\nb = 2".encode_utf16().flat_map(unit)).collect::<Vec<_>>()
        };
        for bytes in [
            b"\xef\xbb\xbfa = 1\r\nb = 2".to_vec(),
            b"a = 1\rb = 2".to_vec(),
            utf16([0xff, 0xfe], u16::to_le_bytes),
            utf16([0xfe, 0xff], u16::to_be_bytes),
        ] {
            assert_eq!(tidy(&bytes).unwrap(), "a = 1\nb = 2");
        }
    }

    #[test]
    fn what_is_no_text_is_told_with_its_line() {
        assert_eq!(tidy(b"a = 1\nb = \"Caf\xe9\"").unwrap_err().line, Some(2));
        assert_eq!(tidy(b"a = 1\n\nb\0").unwrap_err().line, Some(3));
        assert_eq!(tidy(b"\xff\xfea").unwrap_err().line, None);
        assert!(tidy(&vec![b' '; 65_537]).unwrap_err().message.contains("larger"));
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_lost_or_made(text in "[a“”\"'‘’#,;=\\\\\\[\\] \n\r\u{a0}é]{0,60}") {
            if let Ok(tidied) = tidy(text.as_bytes()) {
                let ends = |text: &str| text.matches('\n').count();
                let text = text.replace("\r\n", "\n").replace('\r', "\n");
                proptest::prop_assert_eq!(ends(&tidied), ends(&text));
            }
        }
    }
}
