//! The files every box comes with, and the organiser's own beside them.

use std::path::Path;
use std::sync::LazyLock;

use domain::{FreeSquare, PatternSlug};

use crate::catalogue::Catalogue;
use crate::game::{CatalogueGame, Playing};
use crate::pattern::Pattern;
use crate::reader::{Finding, PatternFile, read};

/// The files of the house, in the order staff see their patterns. A pattern may be made from those
/// before it.
const FILES: [PatternFile<'static>; 7] = [
    PatternFile { name: "patterns/lines.toml", text: include_str!("../patterns/lines.toml") },
    PatternFile { name: "patterns/blocks.toml", text: include_str!("../patterns/blocks.toml") },
    PatternFile { name: "patterns/corners.toml", text: include_str!("../patterns/corners.toml") },
    PatternFile { name: "patterns/letters.toml", text: include_str!("../patterns/letters.toml") },
    PatternFile { name: "patterns/frames.toml", text: include_str!("../patterns/frames.toml") },
    PatternFile { name: "patterns/pictures.toml", text: include_str!("../patterns/pictures.toml") },
    PatternFile { name: "patterns/games.toml", text: include_str!("../patterns/games.toml") },
];

impl Catalogue {
    /// What every box comes with.
    ///
    /// # Panics
    /// Never: a test lints the files of the house.
    #[must_use]
    pub fn of_the_house() -> &'static Self {
        static HOUSE: LazyLock<Catalogue> = LazyLock::new(|| {
            let (catalogue, findings) = Catalogue::default().with(&FILES);
            assert!(findings.is_empty(), "the files of the house are linted: {findings:?}");
            catalogue
        });
        &HOUSE
    }

    /// This catalogue and what stands in the organiser's own files, each of which may build on those
    /// before it. A file with findings is left out as a whole.
    #[must_use]
    pub fn with(&self, files: &[PatternFile<'_>]) -> (Self, Vec<Finding>) {
        let (mut catalogue, mut findings) = (self.clone(), Vec::new());
        for &file in files {
            let mut longer = catalogue.clone();
            let found = read(&mut longer, file);
            if found.is_empty() {
                catalogue = longer;
            }
            findings.extend(found);
        }
        (catalogue, findings)
    }
}

/// Everything that is wrong with these files when they are added to the house. A file that is named
/// as one of the house takes its place, so that these can be checked while they are edited.
#[must_use]
pub fn lint(files: &[PatternFile<'_>]) -> Vec<Finding> {
    let replaces = |file: &PatternFile<'_>, ours: &PatternFile<'_>| Path::new(file.name).ends_with(ours.name);
    let mut stack: Vec<PatternFile<'_>> = FILES.to_vec();
    for ours in &mut stack {
        if let Some(&file) = files.iter().find(|file| replaces(file, ours)) {
            *ours = file;
        }
    }
    stack.extend(files.iter().filter(|file| !FILES.iter().any(|ours| replaces(file, ours))));
    Catalogue::default().with(&stack).1
}

/// Every pattern of the house, in the order staff see them.
#[must_use]
pub fn all() -> &'static [Pattern] {
    Catalogue::of_the_house().all()
}

/// Every game of the house that is more than one pattern on one card.
#[must_use]
pub fn games() -> &'static [CatalogueGame] {
    Catalogue::of_the_house().games()
}

/// The pattern of the house by this slug.
#[must_use]
pub fn find(slug: &PatternSlug) -> Option<&'static Pattern> {
    Catalogue::of_the_house().find(slug)
}

/// The game of the house by this slug.
#[must_use]
pub fn game(slug: &PatternSlug) -> Option<&'static CatalogueGame> {
    Catalogue::of_the_house().game(slug)
}

/// What wins a pattern or game of the house, with the free square (`free`) or where it is of no
/// use; `None` when there is none of that slug or nothing could win.
#[must_use]
pub fn goal(slug: &PatternSlug, free: bool) -> Option<Playing> {
    Catalogue::of_the_house().playing(slug, if free { FreeSquare::Counts } else { FreeSquare::Hardway })
}

#[cfg(test)]
mod tests;
