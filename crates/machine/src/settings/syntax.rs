//! Says what to write instead of a line that is no TOML.

use super::SettingsProblem;
use super::hotspot::clipped;
use super::schema::is_secret;

/// Explains a line that the parser refused with the message `said`.
pub(super) fn diagnose(text: &str, line: usize, said: &str) -> SettingsProblem {
    let typed = text.lines().nth(line - 1).unwrap_or("").trim();
    let (field, message) = explain(typed, said);
    SettingsProblem::line(line, &field, &message)
}

fn explain(typed: &str, said: &str) -> (String, String) {
    if said.contains("duplicate key") {
        let field = typed.split(['=', '#']).next().unwrap_or("").trim();
        return (clipped(field), "this stands in the file twice: remove one of the two".to_owned());
    }
    if typed.starts_with('[') {
        return (
            String::new(),
            "a heading is a word in square brackets alone on its line, like [wifi]".to_owned(),
        );
    }
    let Some((field, value)) = typed.split_once('=') else {
        return (String::new(), no_equals(typed));
    };
    let (field, value) = (field.trim(), value.trim());
    if field.is_empty() || !field.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')) {
        let message = "before the equals sign stands one name of small letters and _, like time_zone";
        return (String::new(), message.to_owned());
    }
    (clipped(field), wrong_value(field, value, said))
}

fn no_equals(typed: &str) -> String {
    match typed.split_once(':') {
        Some((field, _)) if !field.trim().contains(' ') => {
            format!("write an equals sign instead of the colon: {} = …", clipped(field.trim()))
        }
        _ => "this line is neither name = value nor a heading: put # before it if it is a remark".to_owned(),
    }
}

fn wrong_value(field: &str, value: &str, said: &str) -> String {
    if value.is_empty() || value.starts_with('#') {
        return "nothing stands after the equals sign: write \"\" for nothing, or # before the line"
            .to_owned();
    }
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        let Some(end) = value[1..].find(quote) else {
            return format!("the closing {quote} is missing at the end of the text");
        };
        if quote == '"' && value[1..=end].contains('\\') {
            return "a backslash stands for something else here: write two, or none".to_owned();
        }
        let after = value[end + 2..].trim();
        if !after.is_empty() && !after.starts_with('#') {
            return "something follows the closing quotation mark: remove it, or put # before it".to_owned();
        }
    }
    match value.split('#').next().unwrap_or(value).trim().to_lowercase().as_str() {
        _ if value.starts_with('[') => "the closing ] is missing, or a comma between two texts".to_owned(),
        // The value may be a secret under a misspelt name, so it is not repeated.
        _ if quote.is_none() && (is_secret(field) || value.contains(['=', '"', '\''])) => {
            "put the text in quotation marks: \"…\"".to_owned()
        }
        plain if quote.is_none() && plain.bytes().all(|b| b.is_ascii_digit() || b == b' ' || b == b'.') => {
            "write the number with digits only, and without a zero at its front".to_owned()
        }
        _ if quote.is_none() => {
            let meant = value.split('#').next().unwrap_or(value).trim().replace('"', "");
            format!("put the text in quotation marks: {field} = \"{}\"", clipped(&meant))
        }
        _ => said.to_owned(),
    }
}
