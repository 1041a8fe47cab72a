//! Re-executes a whole night from its leaves: every entry must be exactly what the rules answer to
//! the act it records, every ball the one the revealed seed gives, every win one a plain
//! recount finds as well, and time goes back only where an entry says that the clock was wrong.

use std::collections::{BTreeSet, HashMap};

use crate::{EntryTimes, LeafBody};
use domain::{
    Act, Command, Digest, Entry, Face, Game, GameId, Given, Kind, Night, Outcome, Recorded, Refusal, Rights,
    Seed, Serial, Stamp, recount,
};

/// What re-execution found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audit {
    /// Every entry follows from the rules.
    Good(Tally),
    /// This entry does not.
    Bad {
        /// Its seq.
        seq: u64,
        /// In words.
        why: String,
    },
    /// What is there follows from the rules, but the night is not over.
    Incomplete {
        /// What is missing, in words.
        why: String,
    },
}

/// What the night came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Entries.
    pub entries: u64,
    /// Cards sold.
    pub cards: usize,
    /// Games played or ended early.
    pub games: usize,
    /// Balls that stand.
    pub balls: usize,
    /// Wins paid.
    pub paid: usize,
}

/// Re-executes the leaves of one night, which must already be known to be chained and dense.
#[must_use]
pub fn audit(leaves: &[LeafBody]) -> Audit {
    let mut auditor = Auditor { night: Night::default(), times: EntryTimes::default(), seeds: seeds(leaves) };
    let mut rest = leaves;
    while let Some(first) = rest.first() {
        let len = group_len(rest);
        let (group, later) = rest.split_at(len);
        if let Err((offset, why)) = auditor.check(group) {
            let at = group.get(offset).unwrap_or(first);
            return Audit::Bad { seq: at.seq, why };
        }
        rest = later;
    }
    auditor.finish()
}

/// Seeds the night reveals, by game.
fn seeds(leaves: &[LeafBody]) -> HashMap<GameId, Seed> {
    leaves
        .iter()
        .filter_map(|leaf| match &leaf.entry {
            Entry::SeedRevealed { game, seed } => Some((game.clone(), *seed)),
            _ => None,
        })
        .collect()
}

/// Entries of one command stand together and share its id; the box's own stand alone, but for a game
/// it carried over and the commitment to its seed.
fn group_len(leaves: &[LeafBody]) -> usize {
    match leaves[0].cmd {
        None if matches!(leaves[0].entry, Entry::GameOpened { .. }) => leaves.len().min(2),
        None => 1,
        id => leaves.iter().take_while(|leaf| leaf.cmd == id).count(),
    }
}

struct Auditor {
    night: Night,
    times: EntryTimes,
    seeds: HashMap<GameId, Seed>,
}

/// Stands in where a seed is still secret; its commitment is not compared.
const UNKNOWN_SEED: Seed = Seed([0; 64]);

impl Auditor {
    fn check(&mut self, group: &[LeafBody]) -> Result<(), (usize, String)> {
        let written: Vec<Entry> = group.iter().map(|leaf| leaf.entry.clone()).collect();
        let first = &group[0];
        if self.night.closed {
            return Err((0, "the night was already closed".to_owned()));
        }
        if let Entry::Refused { act, refusal, repeats } = &written[0] {
            self.check_refusal(first, group.len(), refusal, *repeats).map_err(|why| (0, why))?;
            if *repeats > 0 && act.as_str() == "claim" {
                return Err((0, "a false claim is one entry, for it counts".to_owned()));
            }
        } else {
            let act = Act::behind(&self.night, &written).map_err(|why| (0, why))?;
            let known = act.game().is_none_or(|game| self.seeds.contains_key(game));
            if act.right().is_some() && first.by.kind == Kind::Player {
                return Err((0, "a guest may not do this".to_owned()));
            }
            // A game that ends without revealing its seed is incomplete, not wrong: `finish` says so.
            let ends = matches!(act, Act::CloseStage { .. } | Act::CloseGame { .. } | Act::VoidGame { .. });
            let unknown = (!ends).then_some(UNKNOWN_SEED);
            let seed = act.game().and_then(|game| self.seeds.get(game).copied().or(unknown));
            let command = Command { id: first.cmd, by: first.by.clone(), rights: Rights::ALL, act };
            let expected = self
                .night
                .decide(&command, &Given { seed, staged_head: first.prev })
                .map_err(|refusal| (0, format!("the rules refuse this act: {refusal:?}")))?;
            if known {
                differs(&written, &expected)?;
            } else {
                check_without_seed(&command.act, &written, &expected)?;
            }
            self.recount(&command.act, &written)?;
        }
        for (offset, leaf) in group.iter().enumerate() {
            self.times.check(leaf.at_ms, &leaf.entry).map_err(|why| (offset, why))?;
            self.times.push(leaf.at_ms, &leaf.entry);
            let stamp = Stamp { seq: leaf.seq, at_ms: leaf.at_ms, by: leaf.by.clone() };
            self.night.apply(&Recorded { stamp, entry: leaf.entry.clone() });
        }
        Ok(())
    }

    /// A refusal stands alone, answers somebody, and says what was so at that moment. Where it stands for several, it
    /// answers none of them, and the moment has passed.
    fn check_refusal(
        &self,
        leaf: &LeafBody,
        entries: usize,
        refusal: &Refusal,
        repeats: u32,
    ) -> Result<(), String> {
        if entries != 1 || leaf.cmd.is_none() != (repeats > 0) || !refusal.matters() {
            return Err(
                "a refusal stands alone, under the id of what was asked, or counts several".to_owned()
            );
        }
        if repeats > 0 {
            return if leaf.by.kind == Kind::Staff {
                Ok(())
            } else {
                Err("only what staff were refused is counted".to_owned())
            };
        }
        if let Refusal::NotAWin { serial, missing } = refusal
            && !self.may_miss(*serial, *missing)
        {
            return Err(format!("card {serial} did not miss {missing} squares"));
        }
        if let Refusal::AlreadyActive { serial, sold } = refusal
            && self.night.cards.get(serial).is_none_or(|card| card.sold != *sold)
        {
            return Err(format!("card {serial} was not sold then, by them"));
        }
        Ok(())
    }

    /// Whether the card misses so many squares for a stage that is open; 0 where nothing is counted.
    fn may_miss(&self, serial: Serial, missing: u8) -> bool {
        let open = self.night.running().map(Game::open_stages).unwrap_or_default();
        open.into_iter().any(|stage| self.night.missing_in(stage, serial).unwrap_or_default() == missing)
    }

    /// Counts wins the slow and plain way, beside the referee the hall uses.
    fn recount(&self, act: &Act, written: &[Entry]) -> Result<(), (usize, String)> {
        let Act::DrawBall { game, .. } = act else { return Ok(()) };
        let Some(game) = self.night.game(game) else { return Ok(()) };
        let mut calls = game.calls.clone();
        let mut last = None;
        for (offset, entry) in written.iter().enumerate() {
            let Entry::BallCalled { ball, .. } = entry else { continue };
            if calls.contains(ball) {
                return Err((offset, format!("{ball} was already called")));
            }
            calls.push(*ball);
            last = Some((offset, *ball));
        }
        let Some((offset, ball)) = last else { return Err((0, "a draw without a ball".to_owned())) };
        calls.pop();
        let (cards, removed) = self.cards_of(game);
        let packs = game.lock.as_ref().map_or(&[][..], |lock| &lock.packs);
        for stage in game.open_stages().into_iter().filter(|&stage| !game.stages[stage].is_decided()) {
            let goal = game.stages[stage].plan.goal();
            let found = recount::winners(&cards, packs, &goal, game.format.start, &calls, ball, &removed);
            if found != said(written, stage) {
                return Err((offset, format!("a recount finds the winners {found:?} of stage {stage}")));
            }
        }
        Ok(())
    }

    /// The cards in play when sales closed, and those of them taken out since.
    fn cards_of(&self, game: &Game) -> (Vec<(Serial, Face)>, BTreeSet<Serial>) {
        let serials = game.lock.iter().flat_map(|lock| &lock.serials);
        let sold = serials.filter_map(|serial| Some((*serial, self.night.cards.get(serial)?)));
        let sold: Vec<_> = sold.collect();
        let removed = sold.iter().filter(|(_, card)| card.voided.is_some()).map(|(serial, _)| *serial);
        (sold.iter().map(|(serial, card)| (*serial, card.face)).collect(), removed.collect())
    }

    fn finish(self) -> Audit {
        let night = &self.night;
        if !night.closed {
            return Audit::Incomplete { why: "the night is not closed".to_owned() };
        }
        let played = |game: &&Game| matches!(game.outcome, Some((Outcome::Played | Outcome::Ended, _)));
        if let Some(game) = night.games.iter().filter(played).find(|game| game.seed.is_none()) {
            return Audit::Incomplete { why: format!("the seed of game {} is not revealed", game.id) };
        }
        let wins = night.games.iter().flat_map(|game| &game.stages).filter_map(|stage| stage.win.as_ref());
        Audit::Good(Tally {
            entries: night.size,
            cards: night.cards.len(),
            games: night.games.iter().filter(played).count(),
            balls: night.games.iter().map(|game| game.calls.len()).sum(),
            paid: wins.flat_map(|win| &win.cards).filter(|card| card.paid.is_some()).count(),
        })
    }
}

/// The seed is still secret: everything but what follows from it must be equal.
fn check_without_seed(act: &Act, written: &[Entry], expected: &[Entry]) -> Result<(), (usize, String)> {
    match act {
        Act::OpenGame { .. } => {
            let committed = written.iter().find_map(|entry| match entry {
                Entry::GameCommitted { commitment, .. } => Some(*commitment),
                _ => None,
            });
            differs(written, &with_commitment(expected, committed))
        }
        // The ball cannot be recomputed yet; the winners are recounted all the same.
        Act::DrawBall { ball: None, .. } => Ok(()),
        _ if has_chance(written) => Ok(()),
        _ => differs(written, expected),
    }
}

/// The hands these entries name as winners of the stage.
fn said(entries: &[Entry], number: usize) -> Vec<Vec<Serial>> {
    // Every part of a win too large for one entry.
    let parts = entries.iter().filter_map(|entry| match entry {
        Entry::WinDetected { stage, serials, hands, .. } if usize::from(*stage) == number => {
            Some((serials, hands))
        }
        _ => None,
    });
    let hands_of = |(serials, hands): (&Vec<Serial>, &Vec<Vec<Serial>>)| {
        if hands.is_empty() { serials.iter().map(|serial| vec![*serial]).collect() } else { hands.clone() }
    };
    parts.flat_map(hands_of).collect()
}

fn has_chance(entries: &[Entry]) -> bool {
    entries.iter().any(|entry| matches!(entry, Entry::TieResolved { .. } | Entry::SeedRevealed { .. }))
}

fn with_commitment(entries: &[Entry], written: Option<Digest>) -> Vec<Entry> {
    entries
        .iter()
        .cloned()
        .map(|entry| match (entry, written) {
            (Entry::GameCommitted { game, .. }, Some(commitment)) => {
                Entry::GameCommitted { game, commitment }
            }
            (entry, _) => entry,
        })
        .collect()
}

/// The offset of the first entry that is not as expected.
fn differs(written: &[Entry], expected: &[Entry]) -> Result<(), (usize, String)> {
    if written == expected {
        return Ok(());
    }
    let offset = written.iter().zip(expected).take_while(|(a, b)| a == b).count();
    Err((offset, format!("the rules give {:?} here", expected.get(offset))))
}
