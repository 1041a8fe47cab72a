//! The fonts beside the program, for letters that the embedded ones lack. They are files, because the program has a
//! limit in bytes; a venue may add fonts of its own script.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tracing::warn;

use super::font::{Style, Typeface};

/// Where the fonts are, below the folder of the program or one of those around it: `/usr/share/hallbox/fonts` for
/// `/usr/bin/hallbox`.
const FOLDER: &str = "share/hallbox/fonts";
/// Folders around the program that are looked into: a program of cargo's tests lies three below the house.
const FOLDERS_MAX: usize = 4;
/// Families that are read at most: each is looked through for every letter.
const FAMILIES_MAX: usize = 32;
/// Bytes of one file: the largest fonts, those of Chinese, have 20 MB.
const FILE_BYTES_MAX: u64 = 24_000_000;
/// Families that the program comes with. The first one is asked first: it has the most letters.
const HOUSE: [&str; 6] =
    ["NotoSans", "NotoSansArabic", "NotoSansArmenian", "NotoSansGeorgian", "NotoSansHebrew", "NotoSansThai"];

const REFUSED: &str = "letters that only it has are refused on paper. Copy it from where Hallbox came from";

static FOUND: LazyLock<Vec<Family>> =
    LazyLock::new(|| folder().map(|folder| read(&folder)).unwrap_or_default());

/// A font in two weights.
pub(super) struct Family {
    regular: Typeface,
    bold: Typeface,
}

impl Family {
    pub(super) fn of(&self, style: Style) -> &Typeface {
        match style {
            Style::Regular => &self.regular,
            Style::Bold | Style::Mono => &self.bold,
        }
    }
}

/// The families, in the order in which they are asked for a letter. Read when the first letter needs them, then kept.
pub(super) fn families() -> &'static [Family] {
    &FOUND
}

/// Names every font of the house that is not beside the program, as soon as a program starts that may print: not when
/// the first Greek name is refused.
pub fn tell_missing_fonts() {
    let Some(folder) = folder() else {
        warn!("There is no folder {FOLDER} beside the program: {REFUSED}");
        return;
    };
    for font in missing_in(&folder) {
        warn!("The font {} is missing: {REFUSED}", font.display());
    }
}

fn folder() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let beside = program.ancestors().skip(1).take(FOLDERS_MAX).map(|around| around.join(FOLDER));
    // A debug build may lie in another place than the house it was built from.
    let house = cfg!(debug_assertions).then(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER));
    beside.chain(house).find(|folder| folder.is_dir())
}

/// Files of the house that are not in a folder, or have nothing in them.
fn missing_in(folder: &Path) -> Vec<PathBuf> {
    let files =
        HOUSE.iter().flat_map(|family| ["Regular", "Bold"].map(|weight| format!("{family}-{weight}.ttf")));
    let is_there = |path: &PathBuf| fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() > 0);
    files.map(|file| folder.join(file)).filter(|path| !is_there(path)).collect()
}

/// Every family of a folder: `NAME-Regular.ttf` with `NAME-Bold.ttf`, or `.otf`.
fn read(folder: &Path) -> Vec<Family> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with("-Regular.ttf") || name.ends_with("-Regular.otf"))
        .collect();
    names.sort_by_key(|name| (!name.starts_with(&format!("{}-", HOUSE[0])), name.clone()));
    let family = |name: &String| {
        let (regular, bold) = (folder.join(name), folder.join(name.replace("-Regular.", "-Bold.")));
        let bold = if bold.exists() { &bold } else { &regular };
        Some(Family { regular: typeface(&regular)?, bold: typeface(bold)? })
    };
    names.iter().take(FAMILIES_MAX).filter_map(family).collect()
}

fn typeface(path: &Path) -> Option<Typeface> {
    let read = || {
        let is_small = fs::metadata(path).ok()?.len() <= FILE_BYTES_MAX;
        // Fonts are read once and kept as long as the program runs, as the embedded ones are.
        let file: &'static [u8] = is_small.then(|| fs::read(path).ok()).flatten()?.leak();
        Typeface::new(file)
    };
    let found = read();
    if found.is_none() {
        warn!("{} is no font that can be read, or is larger than {FILE_BYTES_MAX} bytes", path.display());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_families_and_the_largest_is_asked_first() {
        let folder = folder().unwrap();
        let families = read(&folder);
        assert!(families.len() >= HOUSE.len() && missing_in(&folder).is_empty());
        assert!(families[0].of(Style::Regular).has('ŵ') && families[0].of(Style::Mono).has('Ω'));
    }

    #[test]
    fn a_font_that_is_broken_or_has_one_weight_stops_nothing() {
        let empty = tempfile::tempdir().unwrap();
        assert!(read(empty.path()).is_empty() && read(&empty.path().join("no")).is_empty());
        fs::write(empty.path().join("Broken-Regular.ttf"), b"no font").unwrap();
        let thai = folder().unwrap().join("NotoSansThai-Regular.ttf");
        fs::copy(thai, empty.path().join("Own-Regular.ttf")).unwrap();
        let families = read(empty.path());
        assert_eq!(families.len(), 1);
        assert!(families[0].of(Style::Bold).has('ก'));
        assert_eq!(missing_in(empty.path()).len(), 2 * HOUSE.len());
    }
}
