//! A game from its opening to the reveal of its seed: everything but balls and claims.

use std::collections::BTreeMap;

use crate::actor::Stamp;
use crate::amount::Amount;
use crate::entry::{Entry, Outcome};
use crate::face::Serial;
use crate::goal::Goal;
use crate::ids::{GameId, PotId};
use crate::referee::Referee;
use crate::stage_spec::{JackpotPrize, Pot, StageSpec};
use crate::state::{Announcement, Game, Lock, Night, Stage};

impl Night {
    pub(super) fn apply_to_game(&mut self, stamp: &Stamp, entry: &Entry) {
        match entry {
            Entry::GameOpened { game, name, source, rules, stages, format } => self.games.push(Game {
                id: game.clone(),
                name: name.clone(),
                source: *source,
                rules: rules.clone(),
                format: format.clone(),
                stages: stages.iter().map(opened).collect(),
                stage: 0,
                commitment: None,
                lock: None,
                entropy: None,
                calls: vec![],
                paused: None,
                dispute: None,
                pace_s: None,
                announced: None,
                outcome: None,
                seed: None,
            }),
            Entry::GameCommitted { game, commitment } => {
                self.in_game(game, |game| game.commitment = Some(*commitment));
            }
            Entry::GameLocked { game, rules_hash, card_root, lock } => {
                let serials = self.serials_in_play();
                let (rules_hash, card_root, lock) = (*rules_hash, *card_root, *lock);
                self.start_referee(game, &serials);
                let (pots, packs) = (self.pots.clone(), self.packs.clone());
                self.shown = None;
                self.in_game(game, |game| {
                    game.stages.iter_mut().for_each(|stage| stage.pot = pot_of(&stage.plan, &pots));
                    game.lock = Some(Lock { seq: stamp.seq, rules_hash, card_root, lock, serials, packs });
                });
            }
            Entry::EntropyAdded { game, text } => {
                self.in_game(game, |game| game.entropy = Some(text.clone()));
            }
            Entry::GamePaused { game, reason } => {
                self.in_game(game, |game| game.paused = Some((stamp.clone(), reason.clone())));
            }
            Entry::GameResumed { game } => self.in_game(game, |game| game.paused = None),
            Entry::PaceSet { game, every_s } => self.in_game(game, |game| game.pace_s = *every_s),
            Entry::GameClosed { game, outcome, reason } => {
                // A game taken off the programme must not stop the one that is being played.
                if self.game(game).is_some_and(|game| game.lock.is_some()) {
                    self.referee = None;
                }
                self.in_game(game, |game| {
                    game.paused = None;
                    game.dispute = None;
                    game.pace_s = None;
                    game.outcome = Some((*outcome, reason.clone()));
                });
                if let (Outcome::Voided, Some(reason)) = (outcome, reason) {
                    let what = Announcement::GameVoided { reason: reason.clone() };
                    self.announce(stamp, Some(game), what);
                }
            }
            Entry::SeedRevealed { game, seed } => self.in_game(game, |game| game.seed = Some(*seed)),
            _ => {}
        }
    }

    fn start_referee(&mut self, game: &GameId, serials: &[Serial]) {
        let cards: Vec<_> = serials
            .iter()
            .filter_map(|serial| self.cards.get(serial).map(|card| (*serial, card.face)))
            .collect();
        let referee = self.game(game).map(|game| {
            let goals: Vec<Goal> = game.stages.iter().map(|stage| stage.plan.goal()).collect();
            Referee::new(&cards, &self.packs, &goals, game.format.start)
        });
        self.referee = referee;
    }
}

fn opened(plan: &StageSpec) -> Stage {
    let extras_paid = BTreeMap::new();
    Stage { plan: plan.clone(), win: None, past: vec![], closed: None, pot: None, extras_paid }
}

fn pot_of(plan: &StageSpec, pots: &[Pot]) -> Option<(PotId, Amount, u8)> {
    let JackpotPrize::Pot(id) = &plan.jackpot.as_ref()?.prize else { return None };
    let pot = pots.iter().find(|pot| pot.pot == *id)?;
    Some((id.clone(), pot.value, pot.within))
}
