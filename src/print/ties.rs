//! What the paper of a night says of several cards that win with one ball.

use catalogue::Language;
use domain::{Item, ItemKind, TieRule};

use super::texts::texts;

/// The tie rule of a night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TiesTonight {
    /// The same in every game.
    Always(TieRule),
    /// The games differ, or none is planned yet: the caller reads it out.
    ByGame,
}

impl TiesTonight {
    /// As the games of a programme have it.
    #[must_use]
    pub fn of(programme: &[Item]) -> Self {
        let rule = |item: &Item| match &item.kind {
            ItemKind::Game(planned) => Some(planned.rules.ties),
            ItemKind::Break { .. } | ItemKind::Message { .. } => None,
        };
        let mut rules = programme.iter().filter_map(rule);
        match rules.next() {
            Some(first) if rules.all(|rule| rule == first) => Self::Always(first),
            _ => Self::ByGame,
        }
    }

    pub(super) fn sentence(self, language: Language) -> &'static str {
        match self {
            Self::Always(rule) => (texts(language).ties)(rule),
            Self::ByGame => texts(language).ties_differ,
        }
    }
}
