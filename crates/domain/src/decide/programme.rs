//! Games on the programme: opening, closing sales, entropy, pauses, the end of the night.

use super::checks::{Decision, lent_seed, limit};
use super::money::{check_pays, check_pots};
use crate::command::Given;
use crate::deck;
use crate::entry::{Entry, Format, Outcome};
use crate::face::{Mask, Serial};
use crate::goal::Start;
use crate::ids::{GameId, Label, NightId, Reason};
use crate::refusal::{Refusal, Thing};
use crate::rules::{Rules, Source};
use crate::stage_spec::StageSpec;
use crate::state::{Game, Night};

/// A night of eight hours at eight minutes a game.
pub const GAMES_MAX: usize = 60;
/// More stages than any programme names, few enough for one screen.
pub const STAGES_MAX: usize = 8;
/// The largest family of the catalogue expands to a few hundred; a custom one may be larger.
pub const STAGE_MASKS_MAX: usize = 5_000;
/// `game_opened` holds the masks of all stages, nine bytes each, and must fit a leaf of 64 KiB.
pub const GAME_MASKS_MAX: usize = 6_000;
/// Drawn before play at most: a ball must be left to call.
const PRE_DRAWN_MAX: u8 = 74;
/// A few dice, a word shouted, a nonce from some phones.
pub const ENTROPY_BYTES_MAX: usize = 1_000;

/// A game as it is asked for.
pub(super) struct Opening<'a> {
    pub(super) name: &'a Label,
    pub(super) source: Source,
    pub(super) rules: &'a Rules,
    pub(super) stages: &'a [StageSpec],
    pub(super) format: &'a Format,
}

impl Night {
    pub(super) fn open_game(&self, game: &GameId, opening: &Opening<'_>, given: &Given) -> Decision {
        if self.game(game).is_some() {
            return Err(Refusal::AlreadyExists { what: Thing::Game });
        }
        if self.games.len() >= GAMES_MAX {
            return Err(limit("games"));
        }
        if let Some(problem) = opening.rules.contradiction() {
            return Err(Refusal::invalid("rules", problem));
        }
        check_stages(opening.stages)?;
        if matches!(opening.format.start, Start::PreDrawn(balls) if !(1..=PRE_DRAWN_MAX).contains(&balls)) {
            let range = (1, usize::from(PRE_DRAWN_MAX));
            return Err(Refusal::out_of_range("start", range, "balls are drawn before play"));
        }
        opening.stages.iter().try_for_each(|stage| check_pays(self, stage))?;
        check_pots(opening.stages)?;
        if let Some(item) = &opening.format.item {
            self.item(item).ok_or(Refusal::Unknown { what: Thing::Item })?;
        }
        let commitment = deck::commitment(lent_seed(given)?);
        let &Opening { name, source, rules, stages, format } = opening;
        let (name, rules, stages, format) = (name.clone(), rules.clone(), stages.to_vec(), format.clone());
        Ok(vec![
            Entry::GameOpened { game: game.clone(), name, source, rules, stages, format },
            Entry::GameCommitted { game: game.clone(), commitment },
        ])
    }

    pub(super) fn lock_game(&self, id: &GameId) -> Decision {
        let game = self.known_game(id)?;
        if game.outcome.is_some() {
            return Err(Refusal::GameOver);
        }
        if game.lock.is_some() {
            return Err(Refusal::AlreadyLocked);
        }
        if let Some(other) = self.running() {
            return Err(Refusal::AnotherGameRuns { game: other.name.to_string() });
        }
        let serials = self.serials_in_play();
        if serials.is_empty() || !self.every_stage_has_a_hand(game, &serials) {
            return Err(Refusal::NoCards);
        }
        let rules_hash = game.rules.hash();
        let card_root = deck::card_root(&serials);
        let lock = deck::lock(id, &rules_hash, &card_root);
        Ok(vec![Entry::GameLocked { game: id.clone(), rules_hash, card_root, lock }])
    }

    /// Pairs and sets are made of what players bought together: a game for pairs needs one.
    fn every_stage_has_a_hand(&self, game: &Game, serials: &[Serial]) -> bool {
        let largest =
            |pack: &Vec<Serial>| pack.iter().filter(|serial| serials.binary_search(serial).is_ok()).count();
        let largest = self.packs.iter().map(largest).max().unwrap_or(0).max(1);
        game.stages
            .iter()
            .all(|stage| stage.plan.goal.as_ref().is_none_or(|goal| usize::from(goal.hand) <= largest))
    }

    pub(super) fn add_entropy(&self, id: &GameId, text: &str) -> Decision {
        let game = self.game_in_play(id)?;
        if game.entropy.is_some() || !game.calls.is_empty() {
            return Err(Refusal::EntropyFixed);
        }
        if text.len() > ENTROPY_BYTES_MAX || text.chars().any(char::is_control) {
            let problem = format!("at most {ENTROPY_BYTES_MAX} bytes without control characters");
            return Err(Refusal::invalid("text", problem));
        }
        Ok(vec![Entry::EntropyAdded { game: id.clone(), text: text.to_owned() }])
    }

    pub(super) fn pause_game(&self, id: &GameId, reason: &Reason) -> Decision {
        match self.game_in_play(id)?.paused {
            Some(_) => Err(Refusal::Paused),
            None => Ok(vec![Entry::GamePaused { game: id.clone(), reason: reason.clone() }]),
        }
    }

    pub(super) fn resume_game(&self, id: &GameId) -> Decision {
        match self.game_in_play(id)?.paused {
            Some(_) => Ok(vec![Entry::GameResumed { game: id.clone() }]),
            None => Err(Refusal::NotPaused),
        }
    }

    /// Ends the night. Games nobody played are taken off the programme; their seeds decided nothing
    /// and stay unrevealed, since the hall lends at most one seed to a command.
    pub(super) fn close_night(&self, night: &NightId) -> Decision {
        if self.id.as_ref() != Some(night) {
            return Err(Refusal::NightOver);
        }
        if let Some(game) = self.running() {
            return Err(Refusal::GameStillRunning { game: game.name.to_string() });
        }
        let unplayed = self.games.iter().filter(|game| game.outcome.is_none());
        let cancelled = unplayed.map(|game| Entry::GameClosed {
            game: game.id.clone(),
            outcome: Outcome::Cancelled,
            reason: None,
        });
        Ok(cancelled.chain([Entry::NightClosed { night: night.clone() }]).collect())
    }
}

fn check_stages(stages: &[StageSpec]) -> Result<(), Refusal> {
    if stages.is_empty() || stages.len() > STAGES_MAX {
        return Err(Refusal::out_of_range("stages", (1, STAGES_MAX), "stages"));
    }
    for stage in stages {
        let goal = stage.goal();
        if stage.goal.is_some() && !stage.masks.is_empty() {
            return Err(Refusal::invalid("masks", "a stage with a goal has no masks beside it"));
        }
        goal.check().map_err(|problem| Refusal::invalid("goal", problem))?;
        // A mask that asks for no number is complete before the first ball.
        if goal.masks().any(|mask| Mask::CENTRE.covers(*mask)) {
            return Err(Refusal::invalid("masks", "every mask needs a square besides the centre"));
        }
    }
    let sizes = || stages.iter().map(|stage| stage.goal().masks().count());
    if sizes().any(|masks| masks > STAGE_MASKS_MAX) || sizes().sum::<usize>() > GAME_MASKS_MAX {
        let problem = format!("at most {STAGE_MASKS_MAX} masks a stage, {GAME_MASKS_MAX} in all");
        return Err(Refusal::invalid("masks", problem));
    }
    Ok(())
}
