//! Games of the catalogue: what is won with which patterns, on how many cards, in which order.

use domain::{Board, FreeSquare, Goal, Label, PatternSlug, Race, Reason, Run, Way};

use crate::language::Languages;
use crate::pattern::{Duration, Pattern};

/// A game to play: one stage or several in one draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueGame {
    /// Name in settings and programmes, never shared with a pattern.
    pub slug: PatternSlug,
    /// Name people read, in English.
    pub name: Label,
    /// Name people read, in every language.
    pub names: Languages<Label>,
    /// Grows whenever the plan changes.
    pub version: u32,
    /// One sentence that a caller can read out, in English.
    pub rule: Reason,
    /// The sentence in every language.
    pub rules: Languages<Reason>,
    /// How long it takes.
    pub duration: Duration,
    /// How several stages follow each other.
    pub run: Run,
    /// At least one.
    pub stages: Vec<CatalogueStage>,
}

/// One stage of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueStage {
    /// The pattern, when it is played on one card; else the plan itself.
    pub slug: PatternSlug,
    /// What the stage is called, in every language.
    pub names: Languages<Label>,
    /// What wins, as it is written; patterns by their slugs.
    pub wins: Wins,
    /// What wins with a free square.
    pub goal: Goal,
    /// What wins where the free square is of no use; `None` when nothing could.
    pub goal_off: Option<Goal>,
}

/// What wins a stage, before patterns are expanded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wins {
    /// Any of these ways; in each a pattern, or none, for every card of the hand.
    Ways(Vec<Vec<Option<PatternSlug>>>),
    /// The pattern on at least `need` cards of a hand of `hand`.
    AnyCards {
        /// k.
        need: u8,
        /// m.
        hand: u8,
        /// The pattern.
        pattern: PatternSlug,
    },
    /// The last hand that still has a card without a called number.
    LastStanding {
        /// Cards in a hand.
        hand: u8,
    },
}

/// A game with everything expanded, as it is played or forecast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Playing {
    /// At least one.
    pub stages: Vec<Goal>,
    /// How they follow each other.
    pub run: Run,
}

/// Variants of one game that people choose together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Name in settings; families have their own names, apart from patterns and plans.
    pub slug: PatternSlug,
    /// Name people read.
    pub names: Languages<Label>,
    /// Patterns and plans, the usual one first.
    pub variants: Vec<PatternSlug>,
}

impl CatalogueGame {
    /// The plan with everything expanded; `None` when a stage could never be won.
    #[must_use]
    pub fn playing(&self, free: FreeSquare) -> Option<Playing> {
        let stages = self.stages.iter().map(|stage| stage.goal(free).cloned()).collect::<Option<_>>()?;
        Some(Playing { stages, run: self.run })
    }
}

impl CatalogueStage {
    /// What wins; `None` when nothing could.
    #[must_use]
    pub fn goal(&self, free: FreeSquare) -> Option<&Goal> {
        if free == FreeSquare::Hardway { self.goal_off.as_ref() } else { Some(&self.goal) }
    }
}

impl Wins {
    /// The goal with the masks of the patterns; `None` when a pattern is unknown or nothing wins.
    pub(crate) fn goal<'a>(
        &self,
        free: FreeSquare,
        find: impl Fn(&PatternSlug) -> Option<&'a Pattern>,
    ) -> Option<Goal> {
        let masks = |slug: &PatternSlug| {
            let masks = find(slug)?.masks_for(free);
            (!masks.is_empty()).then(|| masks.to_vec())
        };
        match self {
            Self::LastStanding { hand } => {
                Some(Goal { hand: *hand, race: Race::LastStanding, ways: Vec::new() })
            }
            Self::AnyCards { need, hand, pattern } => {
                let way = Way::AnyCards { need: *need, masks: masks(pattern)? };
                Some(Goal { hand: *hand, race: Race::Complete, ways: vec![way] })
            }
            Self::Ways(ways) => {
                let boards = |way: &Vec<Option<PatternSlug>>| {
                    let named = (0..).zip(way).filter_map(|(place, slug)| Some((place, slug.as_ref()?)));
                    let boards = named.map(|(place, slug)| Some(Board { place, masks: masks(slug)? }));
                    boards.collect::<Option<Vec<_>>>().map(Way::Boards)
                };
                let hand = u8::try_from(ways.first()?.len()).ok()?;
                let open: Vec<Way> = ways.iter().filter_map(boards).collect();
                (!open.is_empty()).then_some(Goal { hand, race: Race::Complete, ways: open })
            }
        }
    }

    /// How many masks win: the cards of a way with `+`, ways with `or`, k of m as such.
    #[must_use]
    pub fn count<'a>(&self, free: FreeSquare, find: impl Fn(&PatternSlug) -> Option<&'a Pattern>) -> String {
        let masks = |slug: &PatternSlug| find(slug).map_or(0, |pattern| pattern.masks_for(free).len());
        match self {
            Self::LastStanding { .. } => "last standing".to_owned(),
            Self::AnyCards { need, hand, pattern } => format!("{} on {need} of {hand}", masks(pattern)),
            Self::Ways(ways) => {
                let counts = |way: &Vec<Option<PatternSlug>>| {
                    let boards = way.iter().flatten().map(|slug| masks(slug).to_string());
                    boards.collect::<Vec<_>>().join("+")
                };
                ways.iter().map(counts).collect::<Vec<_>>().join(" or ")
            }
        }
    }
}
