//! The end of a stage and of a game, and the ties that are settled by then.

use super::{Decision, draw, lent_seed};
use crate::domain::ball::Ball;
use crate::domain::command::Chance;
use crate::domain::deck;
use crate::domain::entry::{Entry, Outcome};
use crate::domain::face::Serial;
use crate::domain::ids::{GameId, Reason};
use crate::domain::refusal::{Refusal, Thing};
use crate::domain::rules::TieRule;
use crate::domain::state::{Game, Night, Win};

impl Night {
    /// Ends the stage: when its win was judged, or was claimed by nobody, or when all balls are out.
    /// Wins without a claim lapse, even if that leaves the stage without a winner; to play on for
    /// the same stage instead, staff claim for the absent and judge it not a win.
    pub(super) fn close_stage(&self, id: &GameId, stage: u8, chance: &Chance) -> Decision {
        let game = self.game_in_play(id)?;
        if usize::from(stage) >= game.stages.len() {
            return Err(Refusal::Unknown { what: Thing::Stage });
        }
        if stage != game.stage_number() {
            return Err(Refusal::NotThisStage { stage: game.stage_number() });
        }
        if game.standing_win().is_none() && game.calls.len() < Ball::COUNT {
            return Err(Refusal::NothingWon);
        }
        let mut entries = lapse(game, chance)?;
        entries.push(Entry::StageClosed { game: id.clone(), stage });
        if game.stage + 1 < game.stages.len() {
            let hands = self.referee.as_ref().map(|referee| referee.have(game.stage + 1));
            if let (Some(&ball), Some(hands)) = (game.calls.last(), hands) {
                entries.extend(draw::win(game, stage + 1, ball, game.call(), hands.concat()));
            }
        } else {
            entries.extend(end(game, Outcome::Played, None, chance));
        }
        Ok(entries)
    }

    pub(super) fn close_game(&self, id: &GameId, reason: &Reason, chance: &Chance) -> Decision {
        let game = self.known_game(id)?;
        if game.outcome.is_some() {
            return Err(Refusal::GameOver);
        }
        let mut entries = lapse(game, chance)?;
        let outcome = if game.calls.is_empty() { Outcome::Cancelled } else { Outcome::Ended };
        entries.extend(end(game, outcome, Some(reason), chance));
        Ok(entries)
    }
}

/// Who gets what, once nothing of the win is open any more. `good` are the cards judged good; there
/// is no tie to resolve between fewer than two.
pub(super) fn tie(
    game: &Game,
    stage: u8,
    win: &Win,
    good: Vec<Serial>,
    chance: &Chance,
) -> Result<Option<Entry>, Refusal> {
    if win.tie.is_some() || good.len() < 2 {
        return Ok(None);
    }
    let winners = match game.rules.ties {
        TieRule::Split | TieRule::AllShare => good.clone(),
        TieRule::Random => vec![deck::pick(lent_seed(chance)?, &game.id, stage, win.call, &good)],
        TieRule::FirstToSignal => first_to_signal(win, &good).into_iter().collect(),
    };
    let (game, rule) = (game.id.clone(), game.rules.ties);
    Ok(Some(Entry::TieResolved { game, stage, rule, serials: good, winners }))
}

/// The card whose claim stands first in the ledger.
fn first_to_signal(win: &Win, good: &[Serial]) -> Option<Serial> {
    let claims = win.cards.iter().filter(|card| good.contains(&card.serial));
    let claims = claims.filter_map(|card| Some((card.claimed.as_ref()?.seq, card.serial)));
    claims.min().map(|(_, serial)| serial)
}

/// Wins nobody claimed end with the stage; claims must be judged before. With the last open card
/// gone a tie may be left to resolve.
fn lapse(game: &Game, chance: &Chance) -> Decision {
    let Some(win) = game.standing_win() else { return Ok(vec![]) };
    let waiting = win.waiting();
    if !waiting.is_empty() {
        return Err(Refusal::WinOpen { stage: game.stage_number(), serials: waiting });
    }
    Ok(tie(game, game.stage_number(), win, win.good(), chance)?.into_iter().collect())
}

fn end(game: &Game, outcome: Outcome, reason: Option<&Reason>, chance: &Chance) -> Vec<Entry> {
    let closed = Entry::GameClosed { game: game.id.clone(), outcome, reason: reason.cloned() };
    let revealed = chance.seed.map(|seed| Entry::SeedRevealed { game: game.id.clone(), seed });
    std::iter::once(closed).chain(revealed).collect()
}
