//! Addresses as people type them and scanners read them: in any case, with a slash too many.

/// Pages that people type.
const PAGES: [&str; 4] = ["board", "staff", "trust", "welcome"];

/// The path of the page that was meant, where `path` is another spelling of it.
pub(super) fn meant(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let meant = match parts.as_slice() {
        [] => "/".to_owned(),
        [page] => {
            let page = page.to_ascii_lowercase();
            PAGES.contains(&page.as_str()).then(|| format!("/{page}"))?
        }
        [c, key] if c.eq_ignore_ascii_case("c") => format!("/C/{key}"),
        _ => return None,
    };
    (meant != path).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_spelling_leads_to_the_page() {
        for (typed, page) in [
            ("/board/", "/board"),
            ("/Board", "/board"),
            ("//STAFF//", "/staff"),
            ("/C/ABC/", "/C/ABC"),
            ("/c//ABC", "/C/ABC"),
            ("//", "/"),
        ] {
            assert_eq!(meant(typed).as_deref(), Some(page), "{typed}");
        }
    }

    #[test]
    fn nothing_leads_in_a_circle_or_somewhere_else() {
        for path in ["/", "/board", "/C/ABC", "/none", "/C", "/C/a/b", "/api/me/", "/evil.example/"] {
            assert_eq!(meant(path), None, "{path}");
        }
    }
}
