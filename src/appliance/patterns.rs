//! The venue's own pattern files.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use catalogue::{Catalogue, Finding, PatternFile};

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
    let texts = read(&files)?;
    Ok(Catalogue::of_the_house().with(&sources(&texts)))
}

/// Names and texts of files.
///
/// # Errors
/// Names the first file that cannot be read.
pub fn read(files: &[PathBuf]) -> anyhow::Result<Vec<(String, String)>> {
    let text = |path: &PathBuf| {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path).with_context(|| name.clone())?;
        Ok((name, text))
    };
    files.iter().map(text).collect()
}

/// Files as the catalogue reads them.
#[must_use]
pub fn sources(texts: &[(String, String)]) -> Vec<PatternFile<'_>> {
    texts.iter().map(|(name, text)| PatternFile { name, text }).collect()
}
