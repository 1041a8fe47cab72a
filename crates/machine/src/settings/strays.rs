//! Files on the card that were meant to be the settings file: editors add endings, downloads add numbers.

use std::fs;
use std::path::{Path, PathBuf};

use super::SettingsProblem;
use super::file::FILE;

/// Endings under which people save what should have been plain text.
const OTHER_ENDINGS: [&str; 5] = ["hallbox.txt", "hallbox.rtf", "hallbox.doc", "hallbox.docx", "hallbox.odt"];

/// The file to read as the card's settings, and a remark on every other file that looks like it.
///
/// Where `card` does not exist and one plain text was saved under a similar name, that one is read.
pub(super) fn find(card: &Path) -> (PathBuf, Vec<SettingsProblem>) {
    let names = names_beside(card);
    let meant = match names.as_slice() {
        [only] if !card.exists() && is_plain_text(only) => Some(only.clone()),
        _ => None,
    };
    let remarks = names.iter().map(|name| SettingsProblem::file(remark(name, meant.as_ref() == Some(name))));
    let remarks = remarks.collect();
    (meant.map_or_else(|| card.to_owned(), |name| card.with_file_name(name)), remarks)
}

fn remark(name: &str, is_read: bool) -> String {
    if is_read {
        format!(
            "{name} was read as {FILE}. Rename it to {FILE}: another file of that name would be read instead"
        )
    } else {
        format!(
            "{name} was not read. If your settings are in it, save it as plain text under the name {FILE}"
        )
    }
}

/// Names like that of the settings file in its folder, ascending.
fn names_beside(card: &Path) -> Vec<String> {
    let folder = card.parent().into_iter().flat_map(|folder| fs::read_dir(folder).into_iter().flatten());
    let names = folder.flatten().filter_map(|item| item.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| is_like(name)).collect();
    names.sort();
    names
}

fn is_like(name: &str) -> bool {
    let lower = name.to_lowercase();
    let has_the_name = lower.starts_with("hallbox") && lower.contains("toml");
    name != FILE && (has_the_name || OTHER_ENDINGS.contains(&lower.as_str()))
}

/// Whether an editor saved plain text under this name: `hallbox.toml.txt`, `hallbox.TOML`, `hallbox (1).toml`.
fn is_plain_text(name: &str) -> bool {
    let lower = name.to_lowercase();
    [".txt", ".toml"].iter().any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[&str]) -> (String, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            fs::write(folder.path().join(file), "").unwrap();
        }
        let (path, remarks) = find(&folder.path().join(FILE));
        let remarks = remarks.iter().map(ToString::to_string).collect();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), remarks)
    }

    #[test]
    fn a_text_under_a_similar_name_is_read_where_it_is_the_only_one() {
        for name in ["hallbox.toml.txt", "Hallbox.TOML", "hallbox (1).toml", "hallbox.txt"] {
            let (read, remarks) = found(&[name, "hallbox-report.txt", "cmdline.txt"]);
            assert_eq!(read, name);
            assert!(
                remarks.len() == 1 && remarks[0].starts_with(&format!("{name} was read as {FILE}")),
                "{remarks:?}"
            );
        }
    }

    #[test]
    fn other_files_are_named_and_left_alone() {
        for names in [
            vec![FILE, "hallbox.toml.txt"],
            vec!["hallbox (1).toml", "hallbox.toml.txt"],
            vec!["hallbox.toml.rtf"],
        ] {
            let (read, remarks) = found(&names);
            assert_eq!(read, FILE, "{names:?}");
            assert_eq!(remarks.len(), names.iter().filter(|name| **name != FILE).count());
            assert!(remarks.iter().all(|remark| remark.contains("was not read")), "{remarks:?}");
        }
    }

    #[test]
    fn a_card_without_strays_has_no_remarks() {
        assert_eq!(found(&[FILE, "hallbox-report.txt"]), (FILE.to_owned(), vec![]));
        assert_eq!(found(&[]), (FILE.to_owned(), vec![]));
    }
}
