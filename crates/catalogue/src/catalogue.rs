//! Everything that can be played, by slug. Filled by `house`, which reads files; asked by everybody else.

use std::collections::BTreeMap;

use domain::{FreeSquare, PatternSlug, Run};

use crate::game::{CatalogueGame, Family, Playing};
use crate::pattern::Pattern;

/// Everything that can be played.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    patterns: Vec<Pattern>,
    games: Vec<CatalogueGame>,
    families: Vec<Family>,
    places: BTreeMap<PatternSlug, Place>,
}

/// Where a slug is found.
#[derive(Clone, Copy, Debug)]
enum Place {
    Pattern(usize),
    Game(usize),
}

impl Catalogue {
    /// Every pattern, in the order staff see them.
    #[must_use]
    pub fn all(&self) -> &[Pattern] {
        &self.patterns
    }

    /// Every game that is more than one pattern on one card.
    #[must_use]
    pub fn games(&self) -> &[CatalogueGame] {
        &self.games
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
            Place::Game(_) => None,
        }
    }

    /// The game by this slug.
    #[must_use]
    pub fn game(&self, slug: &PatternSlug) -> Option<&CatalogueGame> {
        match self.places.get(slug)? {
            Place::Game(place) => self.games.get(*place),
            Place::Pattern(_) => None,
        }
    }

    /// Whether a pattern or a game has this slug.
    #[must_use]
    pub fn has(&self, slug: &PatternSlug) -> bool {
        self.places.contains_key(slug)
    }

    /// The pattern or game by this slug with everything expanded; `None` when there is none, or
    /// when it could not be won with this free square.
    #[must_use]
    pub fn playing(&self, slug: &PatternSlug, free: FreeSquare) -> Option<Playing> {
        match self.places.get(slug)? {
            Place::Pattern(place) => {
                let goal = self.patterns[*place].goal(free)?;
                Some(Playing { stages: vec![goal], run: Run::Into })
            }
            Place::Game(place) => self.games[*place].playing(free),
        }
    }

    pub(crate) fn find_text(&self, slug: &str) -> Option<&Pattern> {
        self.find(&PatternSlug::new(slug).ok()?)
    }

    pub(crate) fn add_pattern(&mut self, pattern: Pattern) {
        self.places.insert(pattern.slug.clone(), Place::Pattern(self.patterns.len()));
        self.patterns.push(pattern);
    }

    pub(crate) fn add_game(&mut self, game: CatalogueGame) {
        self.places.insert(game.slug.clone(), Place::Game(self.games.len()));
        self.games.push(game);
    }

    pub(crate) fn add_family(&mut self, family: Family) {
        self.families.push(family);
    }
}
