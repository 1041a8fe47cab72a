//! Calling balls and taking them back.

use super::{Decision, lent_seed};
use crate::domain::ball::Ball;
use crate::domain::command::Chance;
use crate::domain::deck;
use crate::domain::entry::Entry;
use crate::domain::face::Serial;
use crate::domain::ids::{GameId, Reason};
use crate::domain::refusal::Refusal;
use crate::domain::rules::{ClaimMode, Source};
use crate::domain::state::{Game, Night};

impl Night {
    pub(super) fn draw_ball(&self, id: &GameId, after: u8, named: Option<Ball>, chance: &Chance) -> Decision {
        let game = self.game_in_play(id)?;
        check_calling(game, after)?;
        let mut entries = vec![];
        let ball = match game.source {
            Source::Rng => {
                if game.entropy.is_none() {
                    entries.push(Entry::EntropyAdded { game: id.clone(), text: String::new() });
                }
                next_ball(game, named, chance)?
            }
            Source::Cage => pulled_ball(game, named)?,
        };
        let call = game.call() + 1;
        entries.push(Entry::BallCalled { game: id.clone(), ball, call });
        let hands = self.referee.as_ref().map(|referee| referee.wins_with(game.stage, ball));
        entries.extend(win(game, game.stage_number(), ball, call, hands.unwrap_or_default().concat()));
        Ok(entries)
    }

    pub(super) fn recall_ball(&self, id: &GameId, call: u8, reason: &Reason) -> Decision {
        let game = self.game_in_play(id)?;
        let Some(&ball) = game.calls.last() else { return Err(Refusal::NotRunning) };
        if call != game.call() {
            return Err(Refusal::NotTheLastCall { call: game.call() });
        }
        let on_this_ball = game.stages.iter().filter_map(|stage| stage.win.as_ref());
        let paid = on_this_ball
            .filter(|win| win.call == call)
            .flat_map(|win| &win.cards)
            .find(|card| card.paid.is_some());
        if let Some(card) = paid {
            return Err(Refusal::PayoutDepends { serial: card.serial });
        }
        let stage = game.stages.get(game.stage);
        if stage.is_some_and(|stage| stage.opened_after >= call) {
            return Err(Refusal::StageClosed { stage: game.stage_number().saturating_sub(1) });
        }
        Ok(vec![Entry::BallRecalled { game: id.clone(), ball, call, reason: reason.clone() }])
    }
}

/// What the ledger says when these cards complete the stage on this ball: nothing when there are
/// none; the claims too, where the box claims for everybody.
pub(super) fn win(game: &Game, stage: u8, ball: Ball, call: u8, serials: Vec<Serial>) -> Vec<Entry> {
    if serials.is_empty() {
        return vec![];
    }
    let claiming: &[Serial] = if game.rules.claim == ClaimMode::Auto { &serials } else { &[] };
    let claims: Vec<_> =
        claiming.iter().map(|&serial| Entry::ClaimMade { game: game.id.clone(), stage, serial }).collect();
    let win = Entry::WinDetected { game: game.id.clone(), stage, ball, call, serials };
    std::iter::once(win).chain(claims).collect()
}

fn check_calling(game: &Game, after: u8) -> Result<(), Refusal> {
    if game.paused.is_some() {
        return Err(Refusal::Paused);
    }
    if let Some(win) = game.standing_win() {
        let serials = win.cards.iter().map(|card| card.serial).collect();
        return Err(Refusal::WinOpen { stage: game.stage_number(), serials });
    }
    if after > game.call() {
        return Err(Refusal::invalid("after", format!("only {} balls are out", game.call())));
    }
    if let Some(&ball) = game.calls.get(usize::from(after)) {
        return Err(Refusal::CallAlreadyOut { call: after + 1, ball });
    }
    if game.calls.len() >= Ball::COUNT {
        return Err(Refusal::NoBallsLeft);
    }
    Ok(())
}

/// The next ball of the order the box committed itself to.
fn next_ball(game: &Game, named: Option<Ball>, chance: &Chance) -> Result<Ball, Refusal> {
    if named.is_some() {
        return Err(Refusal::BallNotWanted);
    }
    let lock = game.lock.as_ref().ok_or(Refusal::NotLocked)?;
    let entropy = game.entropy.as_deref().unwrap_or_default();
    let order = deck::order(lent_seed(chance)?, &game.id, &lock.lock, entropy);
    order.get(game.calls.len()).copied().ok_or(Refusal::NoBallsLeft)
}

/// The ball somebody pulled from the cage.
fn pulled_ball(game: &Game, named: Option<Ball>) -> Result<Ball, Refusal> {
    let ball = named.ok_or(Refusal::BallNeeded)?;
    match (1..=u8::MAX).zip(&game.calls).find(|(_, called)| **called == ball) {
        Some((call, _)) => Err(Refusal::BallAlreadyCalled { ball, call }),
        None => Ok(ball),
    }
}
