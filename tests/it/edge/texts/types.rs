//! The generated types, read again: values of every type, with a mark wherever a text goes.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Stands where a text for machines goes: an id, a code, a key.
pub(super) const TEXT: &str = "<text>";
/// Stands where words of people go.
pub(super) const WORDS: &str = "<words>";
/// Steps into a type that are followed, every list and choice being one: twice those of the deepest act.
const DEPTH_MAX: usize = 40;

/// A type as the screens know it.
#[derive(Clone, Debug)]
enum Type {
    Object(Vec<(String, Type)>),
    OneOf(Vec<Type>),
    AllOf(Vec<Type>),
    List(Box<Type>),
    Tuple(Vec<Type>),
    Literal(String),
    Named(String),
}

/// The body of every generated type, without its remarks.
pub(in crate::edge) fn types() -> BTreeMap<String, String> {
    let text = protocol::typescript();
    let mut code = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("/**") {
        code.push_str(before);
        rest = after.split_once("*/").unwrap().1;
    }
    code.push_str(rest);
    let types = code.split("export type ").skip(1).filter_map(|one| one.split_once(" = "));
    types.map(|(name, body)| (name.to_owned(), body.to_owned())).collect()
}

/// Values of a type: one for every way an object in it can be, with [`TEXT`] and [`WORDS`] where texts go.
pub(super) fn samples(types: &BTreeMap<String, String>, name: &str) -> Vec<Value> {
    values(types, &Type::Named(name.to_owned()), DEPTH_MAX)
}

fn values(types: &BTreeMap<String, String>, kind: &Type, depth: usize) -> Vec<Value> {
    assert!(depth > 0, "{kind:?} is in itself");
    let of = |kind: &Type| values(types, kind, depth - 1);
    match kind {
        Type::Literal(text) => vec![text.as_str().into()],
        Type::List(of_what) => of(of_what).into_iter().map(|value| vec![value].into()).collect(),
        Type::Tuple(parts) => {
            let parts: Vec<Value> = parts.iter().map(|part| of(part).swap_remove(0)).collect();
            vec![parts.into()]
        }
        Type::Object(fields) => objects(fields.iter().map(|(name, kind)| (name.clone(), of(kind)))),
        Type::OneOf(kinds) if kinds.iter().all(|kind| matches!(kind, Type::Literal(_))) => of(&kinds[0]),
        Type::OneOf(kinds) => {
            let all: Vec<Value> = kinds.iter().flat_map(of).collect();
            // Nothing is a way to leave a text out, not to write one.
            let some: Vec<Value> = all.iter().filter(|value| !value.is_null()).cloned().collect();
            if some.is_empty() { all } else { some }
        }
        Type::AllOf(kinds) => both(kinds.iter().map(of)),
        Type::Named(name) => match name.as_str() {
            "Words" => vec![WORDS.into()],
            "string" => vec![TEXT.into()],
            "number" => vec![1.into()],
            "boolean" => vec![true.into()],
            "null" => vec![Value::Null],
            name => of(&parse(types.get(name).unwrap_or_else(|| panic!("no type {name}")))),
        },
    }
}

/// The object of everybody's first value, and for each other value of a field one more.
fn objects(fields: impl Iterator<Item = (String, Vec<Value>)>) -> Vec<Value> {
    let fields: Vec<(String, Vec<Value>)> = fields.collect();
    let first: Map<String, Value> =
        fields.iter().map(|(name, values)| (name.clone(), values[0].clone())).collect();
    let mut all = vec![Value::Object(first.clone())];
    for (name, values) in &fields {
        for value in &values[1..] {
            let mut other = first.clone();
            other.insert(name.clone(), value.clone());
            all.push(other.into());
        }
    }
    all
}

fn both(parts: impl Iterator<Item = Vec<Value>>) -> Vec<Value> {
    let merged = |one: &Value, other: &Value| {
        let fields = [one, other].into_iter().flat_map(|value| value.as_object().unwrap().clone());
        Value::Object(fields.collect())
    };
    parts
        .reduce(|before, next| {
            before.iter().flat_map(|one| next.iter().map(|other| merged(one, other))).collect()
        })
        .unwrap_or_default()
}

fn parse(text: &str) -> Type {
    let mut rest = text.trim().trim_end_matches(';');
    let kind = one_of(&mut rest);
    assert_eq!(rest.trim(), "", "the end of {text}");
    kind
}

fn one_of(rest: &mut &str) -> Type {
    separated(rest, "|", |rest| separated(rest, "&", single, Type::AllOf), Type::OneOf)
}

fn separated(rest: &mut &str, sign: &str, part: fn(&mut &str) -> Type, all: fn(Vec<Type>) -> Type) -> Type {
    let mut parts = vec![part(rest)];
    while take(rest, sign) {
        parts.push(part(rest));
    }
    if parts.len() == 1 { parts.remove(0) } else { all(parts) }
}

fn single(rest: &mut &str) -> Type {
    let mut kind = if take(rest, "{") {
        let mut fields = Vec::new();
        while !take(rest, "}") {
            let name = word(rest);
            take(rest, "?");
            assert!(take(rest, ":"), "a field at {rest}");
            fields.push((name, one_of(rest)));
            take(rest, ",");
        }
        Type::Object(fields)
    } else if take(rest, "[") {
        let mut parts = Vec::new();
        while !take(rest, "]") {
            parts.push(one_of(rest));
            take(rest, ",");
        }
        Type::Tuple(parts)
    } else if take(rest, "(") {
        let kind = one_of(rest);
        assert!(take(rest, ")"), "a bracket at {rest}");
        kind
    } else if rest.trim_start().starts_with('"') {
        Type::Literal(word(rest))
    } else {
        let name = word(rest);
        if name == "Array" {
            assert!(take(rest, "<"), "a list at {rest}");
            let kind = one_of(rest);
            assert!(take(rest, ">"), "the end of a list at {rest}");
            Type::List(Box::new(kind))
        } else {
            Type::Named(name)
        }
    };
    while take(rest, "[]") {
        kind = Type::List(Box::new(kind));
    }
    kind
}

fn take(rest: &mut &str, sign: &str) -> bool {
    let found = rest.trim_start().strip_prefix(sign);
    if let Some(after) = found {
        *rest = after;
    }
    found.is_some()
}

/// A name, or what stands in quotation marks.
fn word(rest: &mut &str) -> String {
    let text = rest.trim_start();
    if let Some(quoted) = text.strip_prefix('"') {
        let (word, after) = quoted.split_once('"').unwrap();
        *rest = after;
        return word.to_owned();
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    assert!(end > 0, "a name at {text}");
    *rest = &text[end..];
    text[..end].to_owned()
}

/// Every text in a value: where it stands, and whether it is words of people.
pub(super) fn texts(value: &Value) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    look(value, String::new(), &mut found);
    found
}

fn look(value: &Value, at: String, found: &mut Vec<(String, bool)>) {
    match value {
        Value::String(text) if text == TEXT || text == WORDS => found.push((at, text == WORDS)),
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| look(value, format!("{at}/{name}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(n, value)| look(value, format!("{at}/{n}"), found));
        }
        _ => {}
    }
}

/// The value with this text in its place and plain ones in the others.
pub(super) fn with_text(value: &Value, at: &str, text: &str) -> Value {
    let mut whole = value.clone();
    for (place, _) in texts(value) {
        *whole.pointer_mut(&place).unwrap() = if place == at { text } else { "a" }.into();
    }
    whole
}
