//! Rust as a list of tokens: comments and literals are gone, and what only tests see is marked.

use std::ops::Range;

/// A word or a sign of the code. `::` is one sign, every other sign is one character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    /// Counted from 1.
    pub line: usize,
    /// Whether it stands behind `#[cfg(test)]`.
    pub test: bool,
}

impl Token<'_> {
    pub(super) fn is_word(&self) -> bool {
        self.text.starts_with(is_word)
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The tokens of a file, to its end.
pub(super) fn tokens(source: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while let Some(first) = source[at..].chars().next() {
        let rest = &source[at..];
        let hidden = hidden(rest);
        let length = match hidden {
            Some(length) => length,
            None if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            None if rest.starts_with("::") => 2,
            None => first.len_utf8(),
        };
        let text = &rest[..length];
        if hidden.is_none() && !first.is_whitespace() {
            tokens.push(Token { text, line, test: false });
        }
        line += text.matches('\n').count();
        at += length;
    }
    mark_tests(&mut tokens);
    tokens
}

/// Bytes of the comment, literal or lifetime that begins here.
fn hidden(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(block_comment(rest));
    }
    let literal = rest.trim_start_matches(['b', 'c']);
    if rest.len() - literal.len() > 1 {
        return None;
    }
    let prefix = rest.len() - literal.len();
    raw_string(literal).or_else(|| quoted(literal)).map(|length| prefix + length)
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        let bytes = &rest.as_bytes()[at..];
        match bytes {
            [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
            [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn raw_string(literal: &str) -> Option<usize> {
    let behind = literal.strip_prefix('r')?;
    let hashes = behind.len() - behind.trim_start_matches('#').len();
    let inside = behind[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = inside.find(&end).unwrap_or(inside.len());
    Some((1 + hashes + 1 + length + end.len()).min(literal.len()))
}

/// A string, a character or a lifetime.
fn quoted(literal: &str) -> Option<usize> {
    if let Some(inside) = literal.strip_prefix('"') {
        let mut escaped = false;
        let end = inside.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        return Some(end.map_or(literal.len(), |end| end + 2));
    }
    let inside = literal.strip_prefix('\'')?;
    if inside.starts_with('\\') {
        return Some(literal[3..].find('\'').map_or(literal.len(), |end| end + 4));
    }
    let first = inside.chars().next()?.len_utf8();
    if inside[first..].starts_with('\'') {
        return Some(first + 2);
    }
    Some(1 + inside.find(|c| !is_word(c)).unwrap_or(inside.len()))
}

/// Marks every item behind `#[cfg(test)]` or `#[cfg(any(test, …))]`.
fn mark_tests(tokens: &mut [Token<'_>]) {
    let mut at = 0;
    while at < tokens.len() {
        let end = match attribute(tokens, at) {
            Some(inside) if is_for_tests(&tokens[inside.clone()]) => item_end(tokens, at),
            _ => {
                at += 1;
                continue;
            }
        };
        for token in &mut tokens[at..end] {
            token.test = true;
        }
        at = end;
    }
}

/// The tokens inside the brackets of an attribute.
fn attribute(tokens: &[Token<'_>], at: usize) -> Option<Range<usize>> {
    let begins = tokens[at].text == "#" && tokens.get(at + 1)?.text == "[";
    begins.then(|| at + 2..close(tokens, at + 1))
}

fn is_for_tests(attribute: &[Token<'_>]) -> bool {
    let has = |word| attribute.iter().any(|token| token.text == word);
    attribute.first().is_some_and(|token| token.text == "cfg") && has("test") && !has("not")
}

/// Where the item ends that begins here with its attributes: one behind its last token.
fn item_end(tokens: &[Token<'_>], mut at: usize) -> usize {
    while at < tokens.len() && attribute(tokens, at).is_some() {
        at = close(tokens, at + 1) + 1;
    }
    let is_statement =
        ["use", "let", "const", "static"].contains(&tokens.get(at).map_or("", |token| token.text));
    while let Some(token) = tokens.get(at) {
        match token.text {
            ";" => return at + 1,
            "{" if !is_statement => return close(tokens, at) + 1,
            "(" | "[" | "{" => at = close(tokens, at) + 1,
            ")" | "]" | "}" => return at,
            _ => at += 1,
        }
    }
    at
}

/// Where the bracket that opens here is closed; the last token if it never is.
pub(super) fn close(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len() - 1
}

fn words(source: &str) -> String {
    let kept = tokens(source).into_iter().filter(|token| !token.test);
    kept.map(|token| token.text).collect::<Vec<_>>().join(" ")
}

#[test]
fn comments_and_literals_hide_nothing_behind_them() {
    assert_eq!(words("a /* x /* y */ z */ b // c\nd"), "a b d");
    assert_eq!(words(r##"a("q\"w", r#"e"r"#, b"t", 'x', '\'', '"', 'é') b"##), "a ( , , , , , , ) b");
    assert_eq!(words("fn f<'a>(x: &'a str) -> char { '{' }"), "fn f < > ( x : & str ) - > char { }");
    assert_eq!(tokens("\"two\nlines\" /*\n*/ end")[0].line, 3);
}

#[test]
fn code_behind_tests_is_read_on() {
    assert_eq!(words("a; #[cfg(test)] mod tests { fn x() { } } b"), "a ; b");
    assert_eq!(words("#[cfg(test)] mod tests; b"), "b");
    assert_eq!(words("#[cfg(test)] use a::{b, c}; d"), "d");
    assert_eq!(words("#[cfg(any(test, feature = \"testing\"))] #[allow(x)] pub fn f(a: [u8; 3]) { } b"), "b");
    assert_eq!(words("#[cfg(not(test))] a; b"), "# [ cfg ( not ( test ) ) ] a ; b");
}
