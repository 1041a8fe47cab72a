//! The end of a stage and of a game, and the ties that are settled by then.

use std::collections::{BTreeMap, BTreeSet};

use super::checks::{Decision, lent_seed, named, stage_of};
use super::draw;
use crate::ball::Ball;
use crate::command::Given;
use crate::deck;
use crate::entry::{Entry, Outcome};
use crate::face::Serial;
use crate::goal::Run;
use crate::ids::{GameId, Reason};
use crate::refusal::Refusal;
use crate::rules::TieRule;
use crate::state::{Game, Night, Stage, Win};

/// Serials in one `tie_resolved`, which may name each of them twice.
const TIE_SERIALS_MAX: usize = 2_500;

impl Night {
    /// Ends the stage: when its win was judged, or was claimed by nobody, or when all balls are out.
    /// Wins without a claim lapse, even if that leaves the stage without a winner; to play on for
    /// the same stage instead, staff claim for the absent and judge it not a win.
    pub(super) fn close_stage(&self, id: &GameId, stage: u8, given: &Given) -> Decision {
        let game = self.undisputed(id)?;
        let closing = stage_of(game, stage)?;
        if !game.is_open(stage) {
            return Err(Refusal::NotThisStage { stage: game.stage_number() });
        }
        let standing = game.standing_wins().any(|(other, _)| other == stage);
        if !standing && game.calls.len() < Ball::COUNT && !game.has_first_end() {
            return Err(Refusal::NothingWon);
        }
        let mut entries = lapse(game, stage, given)?;
        entries.push(Entry::StageClosed { game: id.clone(), stage });
        entries.extend(self.pot_after(game, stage, closing));
        if ends_with(game, stage) {
            let others = game.open_stages().into_iter().filter_map(|open| u8::try_from(open).ok());
            let others = others.filter(|&open| open != stage);
            entries.extend(others.filter_map(|open| self.pot_after(game, open, stage_of(game, open).ok()?)));
            entries.extend(end(game, Outcome::Played, None, given));
        } else if !game.format.run.parallel() {
            entries.extend(self.next_stage(game, usize::from(stage) + 1));
        }
        Ok(entries)
    }

    /// The next stage opens on the balls that are out: who has its pattern already wins at once.
    fn next_stage(&self, game: &Game, next: usize) -> Vec<Entry> {
        let hands = self.referee.as_ref().map(|referee| referee.have(next));
        match (game.calls.last(), hands) {
            (Some(&ball), Some(hands)) => draw::win(game, next, ball, game.call(), &hands),
            _ => vec![],
        }
    }

    pub(super) fn close_game(&self, id: &GameId, reason: &Reason, given: &Given) -> Decision {
        let game = self.known_game(id)?;
        if game.outcome.is_some() {
            return Err(Refusal::GameOver);
        }
        let mut entries = vec![];
        for stage in game.open_stages() {
            let number = u8::try_from(stage).unwrap_or(u8::MAX);
            entries.extend(lapse(game, number, given)?);
            // A game that ends before its time is no miss for a pot, but a pot that was won is won.
            let pot = self.pot_after(game, number, &game.stages[stage]);
            entries.extend(pot.filter(|entry| matches!(entry, Entry::PotWon { .. })));
        }
        let outcome = if game.calls.is_empty() { Outcome::Cancelled } else { Outcome::Ended };
        entries.extend(end(game, outcome, Some(reason), given));
        Ok(entries)
    }

    /// The game counts for nothing and is played again; not once somebody was paid.
    pub(super) fn void_game(&self, id: &GameId, reason: &Reason, given: &Given) -> Decision {
        let game = self.known_game(id)?;
        if game.outcome.is_some() {
            return Err(Refusal::GameOver);
        }
        if let Some(serial) = game.stages.iter().find_map(Stage::paid) {
            return Err(Refusal::PayoutDepends { serial });
        }
        Ok(end(game, Outcome::Voided, Some(reason), given))
    }
}

/// The first card of every player among these, as players were known when sales closed: what is
/// packed later must not change anybody's share.
fn players(game: &Game, cards: &[Serial]) -> Vec<Serial> {
    let packs = game.lock.iter().flat_map(|lock| &lock.packs);
    let pack_of: BTreeMap<Serial, usize> =
        packs.enumerate().flat_map(|(place, pack)| pack.iter().map(move |&serial| (serial, place))).collect();
    let mut seen = BTreeSet::new();
    let first_of_player = |serial: &&Serial| pack_of.get(serial).is_none_or(|pack| seen.insert(*pack));
    cards.iter().filter(first_of_player).copied().collect()
}

/// Who gets what, once nothing of the win is open any more. `good` are the cards judged good;
/// there is no tie to resolve between fewer than two.
pub(super) fn tie(game: &Game, stage: u8, win: &Win, good: &[Serial], given: &Given) -> Decision {
    if win.tie.is_some() || good.len() < 2 {
        return Ok(vec![]);
    }
    let winners = match game.rules.ties {
        TieRule::Split | TieRule::AllShare => good.to_vec(),
        TieRule::SplitPlayers => players(game, good),
        TieRule::Random => vec![deck::pick(lent_seed(given)?, &game.id, stage, win.call, good)],
        TieRule::FirstToSignal => first_to_signal(win, good).into_iter().collect(),
    };
    let resolved = good.chunks(TIE_SERIALS_MAX).map(|part| Entry::TieResolved {
        game: game.id.clone(),
        stage,
        rule: game.rules.ties,
        serials: part.to_vec(),
        winners: winners.iter().filter(|winner| part.binary_search(winner).is_ok()).copied().collect(),
    });
    Ok(resolved.collect())
}

/// Wins nobody claimed end with the stage; claims must be judged before. With the last open card
/// gone a tie may be left to resolve.
fn lapse(game: &Game, stage: u8, given: &Given) -> Decision {
    let Some((_, win)) = game.standing_wins().find(|(other, _)| *other == stage) else {
        return Ok(vec![]);
    };
    let waiting = win.waiting();
    if !waiting.is_empty() {
        return Err(Refusal::WinOpen { stage, serials: named(waiting) });
    }
    tie(game, stage, win, &win.good(), given)
}

/// Whether the game is over when this stage is closed.
fn ends_with(game: &Game, stage: u8) -> bool {
    let others = || game.open_stages().into_iter().filter(|&open| open != usize::from(stage));
    match game.format.run {
        Run::Into => usize::from(stage) + 1 >= game.stages.len(),
        Run::OnTheWay => others().next().is_none(),
        // What was won with the same ball is settled first.
        Run::FirstEnds => !game.standing_wins().any(|(other, _)| other != stage),
    }
}

/// The card whose claim stands first in the ledger.
fn first_to_signal(win: &Win, good: &[Serial]) -> Option<Serial> {
    let claims = win.cards.iter().filter(|card| good.binary_search(&card.serial).is_ok());
    let claims = claims.filter_map(|card| Some((card.claimed.as_ref()?.seq, card.serial)));
    claims.min().map(|(_, serial)| serial)
}

fn end(game: &Game, outcome: Outcome, reason: Option<&Reason>, given: &Given) -> Vec<Entry> {
    let closed = Entry::GameClosed { game: game.id.clone(), outcome, reason: reason.cloned() };
    let revealed = given.seed.map(|seed| Entry::SeedRevealed { game: game.id.clone(), seed });
    std::iter::once(closed).chain(revealed).collect()
}
