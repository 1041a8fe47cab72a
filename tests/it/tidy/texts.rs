//! The web says what the box says: generated types are fresh, and every refusal has its words.

use super::code::tokens;
use super::sources::{files, none, text};

#[test]
fn generated_types_are_fresh() {
    let path = "web/src/shared/protocol.gen.ts";
    assert!(text(path) == protocol::typescript(), "{path} is stale: run `just types`");
}

#[test]
fn every_refusal_has_its_texts_in_every_language() {
    let codes: Vec<String> =
        variants(&text("crates/domain/src/refusal.rs"), "Refusal").iter().map(|name| snake(name)).collect();
    assert!(codes.len() > 30, "refusals not found: {codes:?}");
    let languages = files().into_iter().filter(|path| {
        let name = path.strip_prefix("web/src/shared/lang/").and_then(|name| name.strip_suffix(".ts"));
        name.is_some_and(|name| name.len() == 2)
    });
    let languages: Vec<String> = languages.collect();
    assert!(languages.len() >= 4, "languages not found: {languages:?}");
    let mut missing = Vec::new();
    for path in languages {
        let texts = text(&path);
        let keys: Vec<&str> =
            texts.lines().filter_map(|line| line.trim_start().split_once(':')).map(|(key, _)| key).collect();
        let untold = codes.iter().filter(|code| !keys.contains(&code.as_str()));
        missing.extend(untold.map(|code| format!("{path}: {code}")));
    }
    none("Refusals have no text", &missing);
}

/// The variants of an enum, with whatever attributes and fields they have.
fn variants<'a>(source: &'a str, name: &str) -> Vec<&'a str> {
    let tokens = tokens(source);
    let is_start = |three: &[super::code::Token<'_>]| {
        three[0].text == "enum" && three[1].text == name && three[2].text == "{"
    };
    let start = tokens.windows(3).position(is_start).expect("the enum");
    let (mut depth, mut expected) = (0_usize, true);
    let mut found = Vec::new();
    for token in &tokens[start + 3..super::code::close(&tokens, start + 2)] {
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            "," if depth == 0 => expected = true,
            word if depth == 0 && expected && token.is_word() => {
                expected = false;
                found.push(word);
            }
            _ => {}
        }
    }
    found
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

#[test]
fn variants_are_found_with_what_they_carry() {
    let source = r#"enum Other { X }
pub enum Refusal {
    /// No.
    #[serde(rename = "n")]
    NotAllowed { right: Right, by: By }, Busy(u8, u8),
    NoNight = 3
}"#;
    assert_eq!(variants(source, "Refusal"), ["NotAllowed", "Busy", "NoNight"]);
    assert_eq!(snake("NotTheLastCall"), "not_the_last_call");
}
