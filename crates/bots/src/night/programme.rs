//! The games of a bots' night: patterns of every size, every tie rule, both sources.

use crate::{BotError, While as _};
use domain::{
    Amount, ClaimMode, Daub, GameId, Label, PatternSlug, Planned as Game, PrizeId, Rules, Source, TieRule,
};
use protocol::UnresolvedAct;

/// One game of the programme.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub id: GameId,
    pub source: Source,
    pub rules: Rules,
    pub stages: Vec<(PatternSlug, Option<PrizeId>)>,
}

impl Planned {
    /// What the owner asks for to put it on the programme.
    pub(super) fn act(&self) -> Result<UnresolvedAct, BotError> {
        let name = Label::new(format!("Game {}", self.id)).on("naming a game")?;
        let planned = Game::patterns(name, self.source, self.rules.clone(), self.stages.clone());
        Ok(UnresolvedAct::OpenGame { game: self.id.clone(), item: None, planned })
    }
}

/// So many games. Every pattern of [`PLAYED`] is played, the easy ones first, dealt round; the first
/// game ends with a full card. The second game is a cage.
pub(super) fn plan(games: usize, prize: &PrizeId) -> Result<Vec<Planned>, BotError> {
    let patterns = by_size()?;
    let rules = all_rules()?;
    let mut planned = Vec::with_capacity(games);
    for number in 0..games {
        let mut slugs: Vec<PatternSlug> = patterns.iter().skip(number).step_by(games).cloned().collect();
        if slugs.is_empty() {
            slugs.push(patterns[number % patterns.len()].clone());
        }
        let last = patterns[patterns.len() - 1].clone();
        if number == 0 && !slugs.contains(&last) {
            slugs.push(last);
        }
        let stages = slugs.into_iter().map(|pattern| (pattern, Some(prize.clone())));
        planned.push(Planned {
            id: GameId::new(format!("g{}", number + 1)).on("naming a game")?,
            source: if number == 1 { Source::Cage } else { Source::Rng },
            rules: rules[number % rules.len()].clone(),
            stages: stages.collect(),
        });
    }
    Ok(planned)
}

/// What a bots' night plays, by the squares needed at least: on the same balls each stage must be
/// harder.
const PLAYED: [&str; 6] =
    ["four-corners", "postage-stamp-corner", "any-line", "two-lines", "letter-x", "blackout"];

fn by_size() -> Result<Vec<PatternSlug>, BotError> {
    PLAYED.into_iter().map(|slug| PatternSlug::new(slug).on("naming a pattern")).collect()
}

fn all_rules() -> Result<Vec<Rules>, BotError> {
    let house = |ties| Rules { ties, ..Rules::friendly_pub() };
    let second = Rules {
        profile: PatternSlug::new("uk-style").on("naming rules")?,
        daub: Daub::Tap,
        second_person_from: Some(Amount::ZERO),
        ..Rules::friendly_pub()
    };
    Ok(vec![
        Rules::friendly_pub(),
        second,
        Rules { claim: ClaimMode::Auto, ..house(TieRule::Split) },
        house(TieRule::Random),
        house(TieRule::AllShare),
        house(TieRule::FirstToSignal),
    ])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use ::catalogue;

    #[test]
    fn whatever_the_length_of_the_night_every_pattern_is_played() {
        let prize = PrizeId::new("ham").unwrap();
        for games in 1..=12 {
            let planned = plan(games, &prize).unwrap();
            let stages = || planned.iter().flat_map(|game| &game.stages);
            let played: BTreeSet<_> = stages().map(|(slug, _)| slug.clone()).collect();
            assert_eq!(played.len(), PLAYED.len(), "{games} games");
            assert!(played.iter().all(|slug| catalogue::find(slug).is_some()));
            assert_eq!(planned.len(), games);
            assert!(planned[0].stages.len() > 1, "stages into stages");
            let cages = planned.iter().filter(|game| game.source == Source::Cage).count();
            assert_eq!(cages, usize::from(games > 1));
        }
    }
}
