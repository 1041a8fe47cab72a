//! Names of all sections and fields, and which of them are secret.

/// Every section with its fields; the first has no heading.
pub(super) const SECTIONS: [(&str, &[&str]); 8] = [
    (
        "",
        &[
            "venue",
            "language",
            "country",
            "currency",
            "time_zone",
            "names_kept_days",
            "host",
            "listen",
            "https_port",
            "http_port",
            "threads",
        ],
    ),
    ("wifi", &["radio", "name", "passphrase", "interface", "band", "channel", "seats_for_staff"]),
    ("staff_wifi", &["name", "passphrase"]),
    ("wire", &["use", "interface"]),
    ("addresses", &["network", "mdns"]),
    ("guests", &["portal", "addresses"]),
    ("updates", &["from"]),
    (
        "tls",
        &[
            "certificate",
            "key",
            "acme",
            "email",
            "directory",
            "server",
            "zone",
            "key_name",
            "key_secret",
            "username",
            "password",
            "subdomain",
        ],
    ),
];

/// Fields whose values leave the card once the box has them.
pub(super) const SECRETS: [(&str, &str); 4] =
    [("wifi", "passphrase"), ("staff_wifi", "passphrase"), ("tls", "key_secret"), ("tls", "password")];

/// Whether a name looks like that of a secret. Messages never repeat the value of such a field.
pub(super) fn is_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    ["pass", "secret", "key", "pin", "psk"].iter().any(|word| name.contains(word))
}

/// The known name that is meant: at most two letters differ, and fewer than half.
pub(super) fn closest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase().replace(['-', ' '], "_");
    known
        .map(|name| (distance(&typed, name), name))
        .filter(|&(far, name)| far <= 2 && far * 2 < name.len())
        .min_by_key(|&(far, _)| far)
        .map(|(_, name)| name)
}

/// Levenshtein distance: letters to insert, remove or change.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let fields = || SECTIONS[1].1.iter().copied();
        assert_eq!(closest("passphrse", fields()), Some("passphrase"));
        assert_eq!(closest("Pass-Phrase", fields()), Some("passphrase"));
        assert_eq!(closest("chanel", fields()), Some("channel"));
        assert_eq!(closest("colour", fields()), None);
        assert_eq!(closest("a", fields()), None);
        assert_eq!(closest("uses", SECTIONS[3].1.iter().copied()), Some("use"));
    }

    #[test]
    fn every_secret_is_a_field_that_looks_like_one() {
        for (section, field) in SECRETS {
            assert!(SECTIONS.iter().any(|(name, fields)| *name == section && fields.contains(&field)));
            assert!(is_secret(field));
        }
    }
}
