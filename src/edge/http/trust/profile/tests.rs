//! The profile, read as strictly as a device does.

use std::collections::BTreeMap;

use super::*;

/// A value of a property list, of the kinds a profile has.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Dict(BTreeMap<String, Value>),
    Array(Vec<Value>),
    String(String),
    Integer(i64),
    Bool(bool),
    Data(Vec<u8>),
}

/// A strict reader of property lists.
struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    fn read(text: &'a str) -> Value {
        let begins = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \
                      \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
                      <plist version=\"1.0\">";
        let mut reader = Self(text.strip_prefix(begins).expect("a property list"));
        let value = reader.value();
        reader.expect("</plist>");
        assert_eq!(reader.0.trim(), "");
        value
    }

    fn expect(&mut self, tag: &str) {
        self.0 = self.0.trim_start().strip_prefix(tag).unwrap_or_else(|| panic!("{tag}: {}", self.0));
    }

    fn takes(&mut self, tag: &str) -> bool {
        let rest = self.0.trim_start().strip_prefix(tag);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn text(&mut self, end: &str) -> String {
        let (text, rest) = self.0.split_once('<').unwrap();
        self.0 = rest.strip_prefix(end).unwrap_or_else(|| panic!("{end}: {rest}"));
        assert!(!text.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").contains(['&', '>']));
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    }

    fn value(&mut self) -> Value {
        if self.takes("<dict>") {
            let mut dict = BTreeMap::new();
            while self.takes("<key>") {
                let key = self.text("/key>");
                let value = self.value();
                assert!(dict.insert(key.clone(), value).is_none(), "{key} twice");
            }
            self.expect("</dict>");
            return Value::Dict(dict);
        }
        if self.takes("<array>") {
            let mut array = Vec::new();
            while !self.takes("</array>") {
                array.push(self.value());
            }
            return Value::Array(array);
        }
        if self.takes("<false/>") {
            return Value::Bool(false);
        }
        if self.takes("<integer>") {
            return Value::Integer(self.text("/integer>").parse().unwrap());
        }
        if self.takes("<data>") {
            let text: String = self.text("/data>").split_ascii_whitespace().collect();
            return Value::Data(BASE64.decode(text.as_bytes()).unwrap());
        }
        self.expect("<string>");
        Value::String(self.text("/string>"))
    }
}

fn dict(value: &Value) -> &BTreeMap<String, Value> {
    match value {
        Value::Dict(dict) => dict,
        other => panic!("{other:?}"),
    }
}

fn string(text: &str) -> Value {
    Value::String(text.to_owned())
}

#[test]
fn the_profile_is_one_named_root_and_nothing_else() {
    let der: Vec<u8> = (0..=255).cycle().take(700).collect();
    let profile = mobileconfig("Ham & <Eggs>", "k3x", "Hallbox k3x", &der);
    let whole = Reader::read(&profile);
    let whole = dict(&whole);
    assert_eq!(whole["PayloadType"], string("Configuration"));
    assert_eq!(whole["PayloadVersion"], Value::Integer(1));
    assert_eq!(whole["PayloadDisplayName"], string("Ham & <Eggs>: bingo"));
    assert_eq!(whole["PayloadRemovalDisallowed"], Value::Bool(false));
    let Value::Array(content) = &whole["PayloadContent"] else { panic!("no content") };
    assert_eq!(content.len(), 1);
    let root = dict(&content[0]);
    assert_eq!(root["PayloadType"], string("com.apple.security.root"));
    assert_eq!(root["PayloadDisplayName"], string("Hallbox k3x"));
    assert_eq!(root["PayloadContent"], Value::Data(der.clone()));
    assert_ne!(root["PayloadUUID"], whole["PayloadUUID"]);
    assert_ne!(root["PayloadIdentifier"], whole["PayloadIdentifier"]);
    // A profile loaded again replaces the first; that of another authority does not.
    assert_eq!(profile, mobileconfig("Ham & <Eggs>", "k3x", "Hallbox k3x", &der));
    assert_ne!(uuid(b"root", &der), uuid(b"root", &der[1..]));
}

#[test]
fn its_ids_are_uuids() {
    let made = uuid(b"root", b"x");
    let parsed = uuid::Uuid::parse_str(&made).unwrap();
    assert_eq!((parsed.get_version_num(), parsed.hyphenated().to_string().to_uppercase()), (8, made));
}
