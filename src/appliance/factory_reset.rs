//! Everything as on the first day: people, cards, keys, nights, certificates, settings and their secrets go.
//!
//! Asked for by a file on the card, or at a keyboard. Done before the box starts. Once begun it is finished, however
//! often the power goes meanwhile.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use machine::files;
use machine::settings::{FILE, TEMPLATE};
use machine::update::UpdateProblem;

use crate::ledger::{OpenError, exported};

/// The file on the card that asks.
pub const ASK: &str = "factory-reset.txt";
/// The answer beside it.
pub const REPORT: &str = "factory-reset-report.txt";
/// What the file has to say. Large and small letters, spaces and stops do not matter.
pub const PHRASE: &str = "erase everything";
/// What it has to say when nights were never exported.
pub const PHRASE_ALL: &str = "erase everything, also nights that were never exported";
/// In the venue's folder from the first erased file to the last.
const BEGUN: &str = "erasing";
/// Bytes of the file on the card at most.
const ASK_BYTES_MAX: usize = 4_096;

/// How much may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Nothing that has no copy.
    Exported,
    /// Everything.
    All,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResetOutcome {
    /// Nobody asked.
    NotAsked,
    /// The file does not say the phrase.
    NotSaid,
    /// These nights were never exported.
    WouldLose(Vec<String>),
    /// A box runs with these nights.
    Running,
    /// It is done.
    Erased,
}

impl ResetOutcome {
    /// For the report, with line ends that every editor shows.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::NotAsked => "Nobody asked for anything to be erased.\r\n".to_owned(),
            Self::NotSaid => format!(
                "Nothing was erased. To erase everything on this box, write this and nothing else into {ASK}:\r\n\r\n  \
                 {PHRASE}\r\n"
            ),
            Self::WouldLose(nights) => format!(
                "Nothing was erased. These nights were never exported and would be lost: {}.\r\n\
                 Switch the box on without {ASK} and download them on the staff page, or write into {ASK}:\r\n\r\n  \
                 {PHRASE_ALL}\r\n",
                nights.join(", ")
            ),
            Self::Running => "Nothing was erased: the box runs. Stop it first.\r\n".to_owned(),
            Self::Erased => {
                "Everything was erased: people, cards, keys, nights, certificates and settings.\r\n\
                 The box is as on its first day. Fill in hallbox.toml before you switch it on again.\r\n\
                 Who must be sure that nobody can read what was on this card destroys the card.\r\n"
                    .to_owned()
            }
        }
    }
}

/// What the file on the card says; none when it is not the phrase.
#[must_use]
pub fn said(bytes: &[u8]) -> Option<Word> {
    let letters = |bytes: &[u8]| -> Vec<u8> {
        bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).map(u8::to_ascii_lowercase).collect()
    };
    // Whatever the editor put around the letters, marks of its own or a zero behind each, is not looked at.
    let text = letters(&bytes[..bytes.len().min(ASK_BYTES_MAX)]);
    [(PHRASE, Word::Exported), (PHRASE_ALL, Word::All)]
        .into_iter()
        .find_map(|(phrase, word)| (letters(phrase.as_bytes()) == text).then_some(word))
}

/// Does what the card asks for, or finishes what was begun.
///
/// # Errors
/// As the disks say.
pub fn as_asked(card: &Path, data: &Path) -> Result<ResetOutcome, UpdateProblem> {
    let outcome = if data.join(BEGUN).exists() {
        erase(card, data, &mut || Ok(())).map_err(UpdateProblem::at(data))?
    } else {
        match fs::read(card.join(ASK)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(ResetOutcome::NotAsked),
            asked => match said(&asked.map_err(UpdateProblem::at(card))?) {
                Some(word) => at_word(card, data, word)?,
                None => ResetOutcome::NotSaid,
            },
        }
    };
    if outcome != ResetOutcome::Erased {
        let report = card.join(REPORT);
        files::replace(&report, outcome.words().as_bytes(), 0o644).map_err(UpdateProblem::at(&report))?;
    }
    Ok(outcome)
}

/// Erases if that loses nothing that must not be lost.
///
/// # Errors
/// As the disks say.
pub fn at_word(card: &Path, data: &Path, word: Word) -> Result<ResetOutcome, UpdateProblem> {
    let mut lost = Vec::new();
    let nights = data.join("nights");
    for item in fs::read_dir(&nights).into_iter().flatten() {
        let item = item.map_err(UpdateProblem::at(&nights))?;
        match exported::is_exported(&item.path()) {
            Ok(true) => {}
            Err(OpenError::InUse(_)) => return Ok(ResetOutcome::Running),
            // What cannot be read may still be worth something to somebody.
            Ok(false) | Err(_) => lost.push(item.file_name().to_string_lossy().into_owned()),
        }
    }
    lost.sort();
    if word == Word::Exported && !lost.is_empty() {
        return Ok(ResetOutcome::WouldLose(lost));
    }
    erase(card, data, &mut || Ok(())).map_err(UpdateProblem::at(data))
}

/// Erases. `between` is called after every step; its error is a power cut.
fn erase(card: &Path, data: &Path, between: &mut dyn FnMut() -> io::Result<()>) -> io::Result<ResetOutcome> {
    // From here on there is no way back: half a venue would be worse than none.
    files::replace(&data.join(BEGUN), b"", 0o644)?;
    between()?;
    for item in fs::read_dir(data)? {
        let item = item?;
        if item.file_name() == BEGUN {
            continue;
        }
        if item.file_type()?.is_dir() {
            fs::remove_dir_all(item.path())?;
        } else {
            fs::remove_file(item.path())?;
        }
        between()?;
    }
    File::open(data)?.sync_all()?;
    files::replace(&card.join(FILE), TEMPLATE.as_bytes(), 0o644)?;
    between()?;
    files::replace(&card.join(REPORT), ResetOutcome::Erased.words().as_bytes(), 0o644)?;
    between()?;
    match fs::remove_file(card.join(ASK)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => File::open(card)?.sync_all()?,
    }
    between()?;
    // Last: until here the next start goes on with it.
    fs::remove_file(data.join(BEGUN))?;
    File::open(data)?.sync_all()?;
    Ok(ResetOutcome::Erased)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phrase_is_understood_from_every_editor_and_nothing_else_is() {
        let wide: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(PHRASE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for (text, word) in [
            (PHRASE.as_bytes(), Word::Exported),
            (b"\xef\xbb\xbfErase Everything.\r\n", Word::Exported),
            (&wide, Word::Exported),
            (b"ERASE EVERYTHING,\nalso nights that were never exported!", Word::All),
        ] {
            assert_eq!(said(text), Some(word), "{text:?}");
        }
        for text in ["", "erase", "erase everything please", "please erase everything", "erase nothing"] {
            assert_eq!(said(text.as_bytes()), None, "{text}");
        }
    }

    /// A card and a venue's folder, with something in every corner.
    fn used() -> (tempfile::TempDir, tempfile::TempDir) {
        let (card, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(card.path().join(FILE), "venue = \"The Crown\"\n").unwrap();
        fs::write(card.path().join(ASK), PHRASE).unwrap();
        for dir in ["tls", "nights", "patterns", "updates"] {
            fs::create_dir(data.path().join(dir)).unwrap();
        }
        for file in ["box.db", "box.db-wal", "hallbox.toml", "tls/key.pem", "heartbeat", "update.json"] {
            fs::write(data.path().join(file), "secret").unwrap();
        }
        (card, data)
    }

    #[test]
    fn everything_goes_and_the_card_says_so() {
        let (card, data) = used();
        assert_eq!(as_asked(card.path(), data.path()), Ok(ResetOutcome::Erased));
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
        assert_eq!(fs::read_to_string(card.path().join(FILE)).unwrap(), TEMPLATE);
        assert!(fs::read_to_string(card.path().join(REPORT)).unwrap().contains("was erased"));
        assert_eq!(as_asked(card.path(), data.path()), Ok(ResetOutcome::NotAsked));
    }

    #[test]
    fn without_the_phrase_nothing_goes() {
        let (card, data) = used();
        fs::write(card.path().join(ASK), "please").unwrap();
        assert_eq!(as_asked(card.path(), data.path()), Ok(ResetOutcome::NotSaid));
        assert!(data.path().join("box.db").exists());
        assert!(fs::read_to_string(card.path().join(REPORT)).unwrap().contains(PHRASE));
    }

    #[test]
    fn a_night_without_a_copy_is_not_erased_by_the_short_phrase() {
        let (card, data) = used();
        let night = data.path().join("nights/2026-11-20");
        fs::create_dir(&night).unwrap();
        fs::write(night.join("ledger.db"), "not readable, and perhaps the only copy").unwrap();
        let lost = ResetOutcome::WouldLose(vec!["2026-11-20".to_owned()]);
        assert_eq!(as_asked(card.path(), data.path()), Ok(lost));
        assert!(night.exists());
        fs::write(card.path().join(ASK), PHRASE_ALL).unwrap();
        assert_eq!(as_asked(card.path(), data.path()), Ok(ResetOutcome::Erased));
        assert!(!night.exists());
    }

    #[test]
    fn a_power_cut_at_any_step_is_made_good_at_the_next_start() {
        let mut cuts = 0;
        loop {
            let (card, data) = used();
            let mut left = cuts;
            let cut = erase(card.path(), data.path(), &mut || {
                left -= 1;
                if left < 0 { Err(io::ErrorKind::Interrupted.into()) } else { Ok(()) }
            });
            if cut.is_ok() {
                break;
            }
            assert_eq!(as_asked(card.path(), data.path()), Ok(ResetOutcome::Erased), "after {cuts} steps");
            assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0, "after {cuts} steps");
            assert!(!card.path().join(ASK).exists(), "after {cuts} steps");
            cuts += 1;
        }
        assert!(cuts > 8, "only {cuts} steps were tried");
    }
}
