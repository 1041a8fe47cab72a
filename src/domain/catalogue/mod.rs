//! Patterns, games and house-rule profiles to choose from. A game keeps its own copy of the masks,
//! so a new version of a pattern never changes a game that was already opened.

mod opening;
mod profiles;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

pub use profiles::profiles;

pub use super::pattern::lint::{FILE_BYTES_MAX, Finding, Source};
pub use super::pattern::{
    Duration, Family, FreeSquare, GamePlan, Languages, Pattern, PlanStage, Playing, Wins,
};

use super::goal::Run;
use super::ids::PatternSlug;
use super::pattern::read;

/// The files of the house, in the order staff see their patterns. A pattern may be made from those
/// before it.
const FILES: [Source<'static>; 7] = [
    Source { name: "patterns/lines.toml", text: include_str!("../../../patterns/lines.toml") },
    Source { name: "patterns/blocks.toml", text: include_str!("../../../patterns/blocks.toml") },
    Source { name: "patterns/corners.toml", text: include_str!("../../../patterns/corners.toml") },
    Source { name: "patterns/letters.toml", text: include_str!("../../../patterns/letters.toml") },
    Source { name: "patterns/frames.toml", text: include_str!("../../../patterns/frames.toml") },
    Source { name: "patterns/pictures.toml", text: include_str!("../../../patterns/pictures.toml") },
    Source { name: "patterns/games.toml", text: include_str!("../../../patterns/games.toml") },
];

/// Everything that can be played.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    patterns: Vec<Pattern>,
    plans: Vec<GamePlan>,
    families: Vec<Family>,
    places: BTreeMap<PatternSlug, Place>,
}

/// Where a slug is found.
#[derive(Clone, Copy, Debug)]
enum Place {
    Pattern(usize),
    Plan(usize),
}

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
    pub fn with(&self, files: &[Source<'_>]) -> (Self, Vec<Finding>) {
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

    /// Every pattern, in the order staff see them.
    #[must_use]
    pub fn all(&self) -> &[Pattern] {
        &self.patterns
    }

    /// Every game that is more than one pattern on one card.
    #[must_use]
    pub fn plans(&self) -> &[GamePlan] {
        &self.plans
    }

    /// Variants that are chosen together.
    #[must_use]
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// The pattern by this slug.
    #[must_use]
    pub fn find(&self, slug: &PatternSlug) -> Option<&Pattern> {
        match self.places.get(slug)? {
            Place::Pattern(place) => self.patterns.get(*place),
            Place::Plan(_) => None,
        }
    }

    /// The game plan by this slug.
    #[must_use]
    pub fn plan(&self, slug: &PatternSlug) -> Option<&GamePlan> {
        match self.places.get(slug)? {
            Place::Plan(place) => self.plans.get(*place),
            Place::Pattern(_) => None,
        }
    }

    /// Whether a pattern or a plan has this slug.
    #[must_use]
    pub fn has(&self, slug: &PatternSlug) -> bool {
        self.places.contains_key(slug)
    }

    /// The pattern or plan by this slug with everything expanded; `None` when there is none, or
    /// when it could not be won with this free square.
    #[must_use]
    pub fn playing(&self, slug: &PatternSlug, free: FreeSquare) -> Option<Playing> {
        match self.places.get(slug)? {
            Place::Pattern(place) => {
                let goal = self.patterns[*place].goal(free)?;
                Some(Playing { stages: vec![goal], run: Run::Into })
            }
            Place::Plan(place) => self.plans[*place].playing(free),
        }
    }

    pub(super) fn find_text(&self, slug: &str) -> Option<&Pattern> {
        self.find(&PatternSlug::new(slug).ok()?)
    }

    pub(super) fn add_pattern(&mut self, pattern: Pattern) {
        self.places.insert(pattern.slug.clone(), Place::Pattern(self.patterns.len()));
        self.patterns.push(pattern);
    }

    pub(super) fn add_plan(&mut self, plan: GamePlan) {
        self.places.insert(plan.slug.clone(), Place::Plan(self.plans.len()));
        self.plans.push(plan);
    }

    pub(super) fn add_family(&mut self, family: Family) {
        self.families.push(family);
    }
}

/// Everything that is wrong with these files when they are added to the house. A file that is named
/// as one of the house takes its place, so that these can be checked while they are edited.
#[must_use]
pub fn lint(files: &[Source<'_>]) -> Vec<Finding> {
    let replaces = |file: &Source<'_>, ours: &Source<'_>| Path::new(file.name).ends_with(ours.name);
    let mut stack: Vec<Source<'_>> = FILES.to_vec();
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
pub fn plans() -> &'static [GamePlan] {
    Catalogue::of_the_house().plans()
}

/// The pattern of the house by this slug.
#[must_use]
pub fn find(slug: &PatternSlug) -> Option<&'static Pattern> {
    Catalogue::of_the_house().find(slug)
}

/// The plan of the house by this slug.
#[must_use]
pub fn plan(slug: &PatternSlug) -> Option<&'static GamePlan> {
    Catalogue::of_the_house().plan(slug)
}

/// What wins a pattern or plan of the house, with the free square (`free`) or where it is of no
/// use; `None` when there is none of that slug or nothing could win.
#[must_use]
pub fn goal(slug: &PatternSlug, free: bool) -> Option<Playing> {
    Catalogue::of_the_house().playing(slug, if free { FreeSquare::Centre } else { FreeSquare::Hardway })
}
