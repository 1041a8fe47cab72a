//! Which part of a JSON text does not fit its type: the deserializer says what is wrong, and rarely where.

use serde::de::DeserializeOwned;
use serde_json::Value;

use domain::Refusal;

/// Parts that are tried one by one: each costs another reading of the message.
const PARTS_MAX: usize = 200;
/// Bytes read for all these tries, some ten milliseconds: anybody may send what cannot be read.
const READ_BYTES_MAX: usize = 1 << 20;
/// Longest name of a field: it may be one that was sent.
const FIELD_BYTES_MAX: usize = 80;
/// Longest sentence about a misfit, bytes: it repeats what was sent.
const PROBLEM_BYTES_MAX: usize = 240;

/// The refusal of a `message` of so many `bytes` that does not read as a `T`.
///
/// The field is found by trial: it is the part with which another value makes the message readable, or changes what is
/// wrong with it. Serde's own path of an error is lost inside enums that are told apart by a tag.
pub(super) fn refusal<T: DeserializeOwned>(
    message: &Value,
    bytes: usize,
    error: &serde_json::Error,
) -> Refusal {
    // Read from a value, so that the sentence names no line and column of a text that nobody sees. The text alone may
    // be at fault: a field that stands twice.
    let mut problem = misread::<T>(message.clone()).unwrap_or_else(|| error.to_string());
    let tries = PARTS_MAX.min(READ_BYTES_MAX / bytes.max(1));
    let field = named_in(&problem).or_else(|| culprit::<T>(message, tries, &problem));
    let mut field = field.unwrap_or_else(|| "message".to_owned());
    field.truncate(field.floor_char_boundary(FIELD_BYTES_MAX));
    problem.truncate(problem.floor_char_boundary(PROBLEM_BYTES_MAX));
    Refusal::unreadable(field, problem)
}

/// A field that is missing, or that nobody knows.
fn named_in(problem: &str) -> Option<String> {
    let rest = problem.strip_prefix("missing field `").or_else(|| problem.strip_prefix("unknown field `"))?;
    Some(rest.split('`').next()?.to_owned())
}

fn culprit<T: DeserializeOwned>(message: &Value, tries: usize, problem: &str) -> Option<String> {
    let mut parts = Vec::new();
    collect(message, &mut String::new(), &mut parts);
    let mut changed = None;
    for pointer in parts.iter().take(tries) {
        let mut other = message.clone();
        let part = other.pointer_mut(pointer)?;
        let is_quoted = part.as_str().is_some_and(|text| problem.contains(&format!("`{text}`")));
        *part = harmless(part);
        match misread::<T>(other) {
            None => return Some(name(pointer)),
            Some(_) if is_quoted => return Some(name(pointer)),
            Some(after) if after != problem && !after.starts_with("unknown variant") => {
                changed.get_or_insert_with(|| name(pointer));
            }
            Some(_) => {}
        }
    }
    changed
}

/// What is wrong with the message, if anything is.
fn misread<T: DeserializeOwned>(message: Value) -> Option<String> {
    serde_json::from_value::<T>(message).err().map(|error| error.to_string())
}

/// A value of the same kind that every field of that kind takes.
fn harmless(part: &Value) -> Value {
    match part {
        Value::String(_) => "a".into(),
        Value::Number(_) => 1.into(),
        _ => Value::Null,
    }
}

/// JSON pointers of all texts, numbers, truths and nulls, in the order they stand in.
fn collect(value: &Value, pointer: &mut String, parts: &mut Vec<String>) {
    let mut child = |name: &str, value: &Value| {
        let len = pointer.len();
        pointer.push('/');
        pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
        collect(value, pointer, parts);
        pointer.truncate(len);
    };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| child(name, value)),
        Value::Array(items) => items.iter().enumerate().for_each(|(n, value)| child(&n.to_string(), value)),
        _ => parts.push(pointer.clone()),
    }
}

/// `/act/items/3/name` as `items.3.name`: what stands around every act says nothing to its author.
fn name(pointer: &str) -> String {
    let path = pointer.trim_start_matches('/');
    path.strip_prefix("act/").unwrap_or(path).replace('/', ".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::StaffRequest;
    use serde_json::json;

    fn told(act: &Value) -> (String, String) {
        let message = json!({"t": "act", "id": "01980000-0000-7000-8000-000000000000", "act": act});
        let error = serde_json::from_value::<StaffRequest>(message.clone()).unwrap_err();
        match refusal::<StaffRequest>(&message, message.to_string().len(), &error) {
            Refusal::Invalid { field, problem, .. } => (field, problem),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_text_that_is_too_long_is_told_by_its_field_and_its_limit() {
        let (field, problem) =
            told(&json!({"do": "add_prize", "prize": "p", "name": "Ω".repeat(50), "stock": 1, "value": 0}));
        assert_eq!(field, "name");
        assert_eq!(problem, "must be 1 to 80 bytes long, this has 100");
    }

    #[test]
    fn the_misfit_is_found_in_every_kind_of_field() {
        let pause = |reason: &str| json!({"do": "pause_game", "game": "g", "reason": reason});
        assert_eq!(told(&pause("a\tb")).0, "reason");
        assert_eq!(told(&pause("   ")).0, "reason");
        assert_eq!(told(&json!({"do": "pause_game", "game": "G!", "reason": "x"})).0, "game");
        assert_eq!(told(&json!({"do": "pause_game", "game": "g"})).0, "reason");
        assert_eq!(told(&json!({"do": "pause_game", "game": "g", "reason": "x", "why": 1})).0, "why");
        assert_eq!(told(&json!({"do": "set_pace", "game": "g", "every_s": 300})).0, "every_s");
        assert_eq!(told(&json!({"do": "dance"})).0, "do");
        let item = json!({"id": "i", "kind": "message", "text": "\u{0}"});
        let items = json!({"do": "set_programme", "after": 0, "items": [item]});
        assert!(told(&items).0.starts_with("items.0."), "{:?}", told(&items));
    }

    #[test]
    fn a_sentence_about_a_misfit_has_an_end() {
        let (field, problem) = told(&json!({"do": "ü".repeat(5_000)}));
        assert_eq!(field, "do");
        assert!(problem.len() <= PROBLEM_BYTES_MAX);
        let (field, _) = told(&json!({"do": "resume_game", "game": "g", "x".repeat(5_000): 1}));
        assert_eq!(field, "x".repeat(FIELD_BYTES_MAX));
    }

    #[test]
    fn a_large_message_is_not_read_again_for_each_of_its_parts() {
        let reason =
            |fill: usize| json!({"do": "pause_game", "game": "g", "reason": "\t", "a": "x".repeat(fill)});
        let told = |fill: usize| {
            let message =
                json!({"t": "act", "id": "01980000-0000-7000-8000-000000000000", "act": reason(fill)});
            culprit::<StaffRequest>(&message, PARTS_MAX.min(READ_BYTES_MAX / (fill + 1)), "other")
        };
        assert!(told(10).is_some() && told(READ_BYTES_MAX).is_none());
    }
}
