//! Everything that can be played, by slug. Filled by `house`, which reads files; asked by everybody else.

use std::collections::BTreeMap;

use domain::{PatternSlug, Run};

use crate::game::{Family, GamePlan, Playing};
use crate::pattern::{FreeSquare, Pattern};

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

    pub(crate) fn find_text(&self, slug: &str) -> Option<&Pattern> {
        self.find(&PatternSlug::new(slug).ok()?)
    }

    pub(crate) fn add_pattern(&mut self, pattern: Pattern) {
        self.places.insert(pattern.slug.clone(), Place::Pattern(self.patterns.len()));
        self.patterns.push(pattern);
    }

    pub(crate) fn add_plan(&mut self, plan: GamePlan) {
        self.places.insert(plan.slug.clone(), Place::Plan(self.plans.len()));
        self.plans.push(plan);
    }

    pub(crate) fn add_family(&mut self, family: Family) {
        self.families.push(family);
    }
}
