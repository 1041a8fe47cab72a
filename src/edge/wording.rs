//! Texts that people write, looked at as they come in: nothing that turns the direction of a line, nothing unseen.
//!
//! The type of a text cannot refuse them, for it reads the ledgers of former nights too.

use serde_json::Value;

use domain::{Refusal, check_appearance};

/// Fields that people write and others read. All other texts are codes, keys and names of things.
const FIELDS: [&str; 8] = ["name", "desk", "reason", "about", "decision", "text", "read_out", "label"];

/// Looks through a message that was understood.
///
/// # Errors
/// [`Refusal::Invalid`] with the field.
pub(super) fn check(message: &str) -> Result<(), Refusal> {
    // Most messages are plain: nothing in them can be unseen, so they are not read a second time.
    if message.is_ascii() && !message.contains("\\u") {
        return Ok(());
    }
    let message = serde_json::from_str(message).unwrap_or(Value::Null);
    look_through(&message, "")
}

fn look_through(value: &Value, path: &str) -> Result<(), Refusal> {
    let within = |name: &str| match path {
        // What stands around every act says nothing to its author.
        "" | "act" => name.to_owned(),
        _ => format!("{path}.{name}"),
    };
    match value {
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| match value {
            Value::String(text) if FIELDS.contains(&name.as_str()) => {
                check_appearance(text).map_err(|bad| Refusal::bad_text(within(name), &bad))
            }
            _ => look_through(value, &within(name)),
        }),
        Value::Array(items) => {
            items.iter().enumerate().try_for_each(|(at, item)| look_through(item, &within(&at.to_string())))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Texts of views and of settings: the box writes them.
    const NOT_WRITTEN: [&str; 13] = [
        "venue",
        "address",
        "wifi",
        "version",
        "verdict",
        "what",
        "act",
        "origin",
        "prize",
        "game_name",
        "stage_name",
        "prize_name",
        "Words",
    ];

    #[test]
    fn every_text_that_people_write_is_looked_at() {
        let types = include_str!("../../web/src/shared/protocol.gen.ts");
        let mut names = BTreeSet::new();
        for (at, _) in types.match_indices(": Words") {
            let before = types[..at].trim_end_matches('?');
            names.insert(before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap());
        }
        assert!(names.len() > 8, "{names:?}");
        let known: BTreeSet<&str> = FIELDS.into_iter().chain(NOT_WRITTEN).collect();
        let unknown: Vec<_> = names.difference(&known).collect();
        assert!(unknown.is_empty(), "written by people, or not? {unknown:?}");
    }

    #[test]
    fn the_field_is_named_as_its_author_knows_it() {
        let field = |message: Value| match check(&message.to_string()) {
            Err(Refusal::Invalid { field, .. }) => field,
            other => panic!("{message}: {other:?}"),
        };
        let items = serde_json::json!([{"id": "i", "kind": "game", "name": "Line"}, {"name": "\u{202e}"}]);
        assert_eq!(
            field(serde_json::json!({"act": {"do": "set_programme", "items": items}})),
            "items.1.name"
        );
        assert_eq!(field(serde_json::json!({"name": "\u{200b}"})), "name");
        assert_eq!(check(r#"{"card":"\u200b7","name":"Zoë"}"#), Ok(()));
    }
}
