//! Whatever people paste into a field: it is used, or told on its line in words that can be read.

use super::*;
use crate::settings::problem::turns_or_hides;

/// What a field takes.
#[derive(Clone, Copy, PartialEq)]
enum Takes {
    /// A text of so many bytes, as it stands in the rest of a file.
    Bytes(usize, &'static str),
    /// One of a few words, a number, a list, or a text that has a form of its own.
    Form,
}

/// The file around a field; `HERE` stands for its value.
const TOP: &str = "FIELD = HERE\n";
const WIFI: &str = "country = \"GB\"\n[wifi]\nFIELD = HERE\n";
const TLS: &str = "host = \"bingo.example.org\"\n[tls]\nacme = \"rfc2136\"\nFIELD = HERE\n";
const UPDATES: &str = "[wire]\nuse = \"internet\"\n[updates]\nFIELD = HERE\n";
const FILES: &str = "[tls]\nFIELD = HERE\n";

/// Every field, by section. A field that is not here fails the test below.
const FIELDS: [(&str, &str, Takes); 36] = [
    ("", "venue", Takes::Bytes(80, TOP)),
    ("", "language", Takes::Form),
    ("", "country", Takes::Form),
    ("", "currency", Takes::Form),
    ("", "time_zone", Takes::Form),
    ("", "names_kept_days", Takes::Form),
    ("", "host", Takes::Form),
    ("", "listen", Takes::Form),
    ("", "https_port", Takes::Form),
    ("", "http_port", Takes::Form),
    ("", "threads", Takes::Form),
    ("wifi", "radio", Takes::Form),
    ("wifi", "name", Takes::Bytes(32, WIFI)),
    ("wifi", "passphrase", Takes::Bytes(63, WIFI)),
    ("wifi", "interface", Takes::Form),
    ("wifi", "band", Takes::Form),
    ("wifi", "channel", Takes::Form),
    ("wifi", "seats_for_staff", Takes::Form),
    ("staff_wifi", "name", Takes::Form),
    ("staff_wifi", "passphrase", Takes::Form),
    ("wire", "use", Takes::Form),
    ("wire", "interface", Takes::Form),
    ("addresses", "network", Takes::Form),
    ("addresses", "mdns", Takes::Form),
    ("guests", "portal", Takes::Form),
    ("guests", "addresses", Takes::Form),
    ("updates", "from", Takes::Bytes(500, UPDATES)),
    ("tls", "certificate", Takes::Bytes(500, FILES)),
    ("tls", "key", Takes::Bytes(500, FILES)),
    ("tls", "acme", Takes::Form),
    ("tls", "email", Takes::Bytes(500, TLS)),
    ("tls", "directory", Takes::Bytes(500, TLS)),
    ("tls", "server", Takes::Bytes(500, TLS)),
    ("tls", "zone", Takes::Bytes(500, TLS)),
    ("tls", "key_name", Takes::Bytes(500, TLS)),
    ("tls", "key_secret", Takes::Bytes(500, TLS)),
];
/// Fields of another kind of certificate, in the same section.
const ACME_DNS: [(&str, &str, Takes); 3] =
    [("tls", "username", Takes::Form), ("tls", "password", Takes::Form), ("tls", "subdomain", Takes::Form)];

/// Texts that people paste, scanners type and programs send; the edge's bodies and acts get the same.
fn hostile() -> Vec<String> {
    serde_json::from_str(include_str!("../../../../../tests/data/hostile-texts.json")).unwrap()
}

fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

fn told(text: &str) -> Vec<SettingsProblem> {
    Settings::parse(text.as_bytes()).map_or_else(|problems| problems, |parsed| parsed.notes)
}

#[test]
fn every_field_has_its_cases() {
    let known = FIELDS.iter().chain(&ACME_DNS).map(|(section, name, _)| (*section, *name));
    let mut known: Vec<(&str, &str)> = known.collect();
    let named = |(section, names): &(&'static str, &'static [&'static str])| {
        let section = *section;
        names.iter().map(move |name| (section, *name)).collect::<Vec<_>>()
    };
    let mut fields: Vec<(&str, &str)> = schema::SECTIONS.iter().flat_map(named).collect();
    known.sort_unstable();
    fields.sort_unstable();
    assert_eq!(known, fields);
}

#[test]
fn no_text_in_a_field_is_too_strange() {
    for (section, name, _) in FIELDS.iter().chain(&ACME_DNS) {
        let head = if section.is_empty() { String::new() } else { format!("[{section}]\n") };
        for text in hostile() {
            // As a program writes it, and as it is pasted.
            for value in [quoted(&text), format!("\"{text}\""), format!("'{text}'"), text.clone()] {
                let file = format!("{head}{name} = {value}\n");
                for problem in told(&file) {
                    let said = problem.to_string();
                    assert!(said.lines().count() == 1 && said.len() < 500, "{file:?}: {said:?}");
                    assert!(!said.contains(turns_or_hides), "{file:?}: {said:?}");
                }
            }
        }
    }
    assert_eq!(told(TEMPLATE), []);
}

#[test]
fn texts_have_limits_that_are_told() {
    for (section, name, takes) in FIELDS {
        let Takes::Bytes(limit, file) = takes else { continue };
        let field = if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") };
        let problem = |text: &str| {
            let file = file.replace("FIELD", name).replace("HERE", &quoted(text));
            told(&file).into_iter().find(|problem| problem.field == field).map(|problem| problem.message)
        };
        let filled = |bytes: usize| format!("{}{}", form(name), "x".repeat(bytes - form(name).len()));
        // The length of a key is that of its base64.
        for fits in [limit - 1, limit].into_iter().filter(|bytes| name != "key_secret" || bytes % 4 == 0) {
            assert_eq!(problem(&filled(fits)), None, "{field} of {fits}");
        }
        for too_long in [filled(limit + 1), "ü".repeat(limit), "🎱".repeat(limit / 4 + 1)] {
            let said = problem(&too_long).unwrap_or_else(|| panic!("{field} of {}", too_long.len()));
            assert!(!said.is_empty());
        }
        let said = problem(&filled(limit + 1)).unwrap();
        assert!(said.contains(&limit.to_string()), "{field}: {said}");
    }
}

/// How a good value of the field begins.
fn form(name: &str) -> &'static str {
    match name {
        "certificate" | "key" => "/",
        "directory" | "from" => "https://",
        "email" => "a@",
        _ => "",
    }
}
