//! The venue's own pattern files.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use catalogue::{Catalogue, Finding, PatternFile};
use machine::plain_text;

/// The catalogue of the house with the files of a venue that have no mistakes, and the mistakes of the others.
///
/// # Errors
/// When the folder or a file cannot be read.
pub fn read_all(data: &Path) -> anyhow::Result<(Catalogue, Vec<Finding>)> {
    let folder = data.join("patterns");
    let mut files: Vec<PathBuf> = Vec::new();
    if folder.is_dir() {
        for file in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = file.with_context(|| folder.display().to_string())?.path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                files.push(path);
            }
        }
    }
    files.sort();
    let (texts, mut findings) = read(&files)?;
    let (catalogue, wrong) = Catalogue::of_the_house().with(&sources(&texts));
    findings.extend(wrong);
    Ok((catalogue, findings))
}

/// Name and text of a file.
type NamedText = (String, String);

/// Names and texts of files, and a finding for each that is no text in UTF-8 or UTF-16.
///
/// # Errors
/// Names the first file that cannot be read.
pub fn read(files: &[PathBuf]) -> anyhow::Result<(Vec<NamedText>, Vec<Finding>)> {
    let (mut texts, mut findings) = (Vec::new(), Vec::new());
    for path in files {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).with_context(|| name.clone())?;
        match decoded(&bytes) {
            Ok(text) => texts.push((name, text)),
            Err((line, reason)) => findings.push(Finding { file: name, line, reason }),
        }
    }
    Ok((texts, findings))
}

/// The text of a file. Names of patterns are shown to the whole hall, so no letter in them is guessed.
fn decoded(bytes: &[u8]) -> Result<String, (usize, String)> {
    let plain = plain_text::decode(bytes).map_err(|error| (1, error.to_string()))?;
    match plain.guessed_from_line {
        None => Ok(plain.text),
        Some(line) => Err((
            line,
            "a letter here is not saved as UTF-8: save the file again and choose UTF-8".to_owned(),
        )),
    }
}

/// Files as the catalogue reads them.
#[must_use]
pub fn sources(texts: &[(String, String)]) -> Vec<PatternFile<'_>> {
    texts.iter().map(|(name, text)| PatternFile { name, text }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pattern_files_are_read_as_editors_save_them_and_told_by_the_line_an_editor_shows() {
        let folder = tempfile::tempdir().unwrap();
        let said = |bytes: &[u8]| {
            let path = folder.path().join("own.toml");
            std::fs::write(&path, bytes).unwrap();
            let (texts, mut findings) = read(&[path]).unwrap();
            findings.extend(catalogue::lint(&sources(&texts)));
            findings.iter().map(|found| (found.line, found.reason.clone())).collect::<Vec<_>>()
        };
        let wrong = "# ours\n\n[[pattern]]\nslug = 7\n";
        for ends in ["\n", "\r\n", "\r"] {
            let text = wrong.replace('\n', ends);
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            for bytes in [text.clone().into_bytes(), [b"\xef\xbb\xbf", text.as_bytes()].concat(), wide] {
                let told = said(&bytes);
                assert_eq!(told[0].0, 4, "{ends:?}: {told:?}");
            }
        }
        assert_eq!(said(b"# ours\r\n# Caf\xe9\r\n")[0].0, 2);
        assert!(said(b"{\\rtf1 ours}")[0].1.contains("save it again as plain text"));
    }
}
