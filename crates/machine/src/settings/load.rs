//! Reads and parses the settings file as a whole.

use std::path::Path;

use super::problem::listed;
use super::reader::{self, FieldReader};
use super::{FILE, Parsed, Settings, SettingsProblem, Unprintable, fields, file, text};

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadSettings {
    /// The file cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, std::io::Error),
    /// The file has mistakes; the message names lines and fields.
    #[error("{0} cannot be used:\n{1}")]
    Wrong(String, String),
}

impl Settings {
    /// Reads `hallbox.toml` of a venue's folder; without the file, the defaults.
    ///
    /// # Errors
    /// [`BadSettings`], in words that name the lines.
    pub fn read(data: &Path) -> Result<Self, BadSettings> {
        let path = data.join(FILE);
        let name = path.display().to_string();
        let bytes = match file::read(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(BadSettings::Unreadable(name, error)),
            Ok(bytes) => bytes,
        };
        let parsed = Self::parse(&bytes).map_err(|problems| BadSettings::Wrong(name, listed(&problems)))?;
        for note in &parsed.notes {
            tracing::warn!("{}: {note}", path.display());
        }
        Ok(parsed.settings)
    }

    /// Parses the bytes of a settings file.
    ///
    /// # Errors
    /// Every mistake, by line; at least one.
    pub fn parse(bytes: &[u8]) -> Result<Parsed, Vec<SettingsProblem>> {
        Self::parse_for(bytes, &|_| None)
    }

    /// As [`Self::parse`], with a remark on every name that paper cannot show.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_for(bytes: &[u8], unprintable: Unprintable<'_>) -> Result<Parsed, Vec<SettingsProblem>> {
        let text = text::tidy(bytes).map_err(|problem| vec![problem])?;
        let table = reader::parse(&text)?;
        fields::read(FieldReader::new(&text, table.get_ref()), unprintable)
    }
}
