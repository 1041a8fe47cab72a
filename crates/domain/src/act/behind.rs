//! From entries back to the act that wrote them: what an audit asks the rules again.

use crate::act::Act;
use crate::entry::{Entry, Outcome};
use crate::ids::{GameId, Reason};
use crate::rules::Source;
use crate::state::Night;

impl Act {
    /// The act that led to these entries of one command, in this night.
    ///
    /// # Errors
    /// In words, when no act of the rules begins with the first of them.
    pub fn behind(night: &Night, entries: &[Entry]) -> Result<Self, String> {
        let first = entries.first().ok_or("no entries")?;
        if first.is_note() {
            return Ok(Self::Note(first.clone()));
        }
        of_night(night, first).map_or_else(|| of_game(night, first.clone(), entries), Ok)
    }
}

/// An act that is about no game.
fn of_night(night: &Night, first: &Entry) -> Option<Act> {
    Some(match first.clone() {
        Entry::NightOpened { night, venue, previous, rehearsal, pots } => {
            Act::OpenNight { night, venue, previous, rehearsal, pots }
        }
        Entry::CardActivated { serial, face } => Act::ActivateCard { serial, face },
        Entry::CardVoided { serial, reason } => Act::VoidCard { serial, reason },
        Entry::CardsPacked { serials } => Act::PackCards { serials },
        Entry::DuplicateReported { serial, reason } => Act::ReportDuplicate { serial, reason },
        Entry::DuplicateSettled { serial, settlement } => Act::SettleDuplicate { serial, settlement },
        Entry::PrizeAdded { prize, name, stock, value } => Act::AddPrize { prize, name, stock, value },
        Entry::RollbackDismissed { size, reason, .. } => Act::DismissRollback { size, reason },
        Entry::PotSet(pot) => Act::SetPot { pot },
        Entry::ProgrammeSet { items } => {
            Act::SetProgramme { after: night.programme.as_ref().map(|(seq, _)| *seq), items }
        }
        Entry::ItemShown { item } => Act::ShowItem { item },
        Entry::StockSet { prize, stock } => Act::SetStock { prize, stock },
        Entry::GameOpened { game, name, source, rules, stages, format } => {
            Act::OpenGame { game, name, source, rules, stages, format }
        }
        _ => return None,
    })
}

/// An act on a game, or one that ends the night; `first` is the first of the entries.
fn of_game(night: &Night, first: Entry, entries: &[Entry]) -> Result<Act, String> {
    let last = &entries[entries.len() - 1];
    Ok(match first {
        Entry::GameLocked { game, .. } => Act::LockGame { game },
        Entry::EntropyAdded { game, text } if entries.len() == 1 => Act::AddEntropy { game, text },
        Entry::EntropyAdded { .. } => return draw(night, &entries[1]),
        Entry::BallCalled { .. } => return draw(night, &entries[0]),
        Entry::BallRecalled { game, call, reason, .. } => Act::RecallBall { game, call, reason },
        Entry::GamePaused { game, reason } => Act::PauseGame { game, reason },
        Entry::GameResumed { game } => Act::ResumeGame { game },
        Entry::PaceSet { game, every_s } => Act::SetPace { game, every_s },
        Entry::BallRestated { game, .. } => Act::RestateBall { game },
        Entry::PatternRestated { game, stage, reason } => Act::RestatePattern { game, stage, reason },
        Entry::DisputeOpened { game, about } => Act::OpenDispute { game, about },
        Entry::DisputeSettled { game, decision } => Act::SettleDispute { game, decision },
        Entry::ClaimsAsked { game, .. } => Act::AskClaims { game },
        Entry::CardShown { game, stage, serial } => Act::ShowCard { game, stage, serial },
        Entry::ExtraPaid { game, stage, extra, serial, .. } => Act::PayExtra { game, stage, extra, serial },
        Entry::ClaimMade { game, stage, serial, .. } => Act::Claim { game, stage, serial },
        Entry::ClaimJudged { game, stage, serial, verdict, reason } => {
            Act::JudgeClaim { game, stage, serial, verdict, reason }
        }
        Entry::ClaimConfirmed { game, stage, serial } => Act::ConfirmClaim { game, stage, serial },
        Entry::PrizePaid { game, stage, serial, name_hash, .. } => {
            Act::PayPrize { game, stage, serial, name_hash }
        }
        Entry::StageClosed { game, stage } => Act::CloseStage { game, stage },
        // Unclaimed cards lapsed, which left a tie: then the stage was closed, or the whole game.
        Entry::TieResolved { game, stage, .. } => match early_end(entries) {
            Some(reason) => Act::CloseGame { game, reason },
            None => Act::CloseStage { game, stage },
        },
        _ if let Entry::NightClosed { night } = last => Act::CloseNight { night: night.clone() },
        Entry::GameClosed { game, outcome: Outcome::Voided, reason: Some(reason) } => {
            Act::VoidGame { game, reason }
        }
        // A pot that was won stands before the end of a game that ended early.
        Entry::PotWon { .. } => match entries.iter().find_map(ended) {
            Some((game, reason)) => Act::CloseGame { game, reason },
            None => return Err("a pot is won with the end of its stage or game".to_owned()),
        },
        Entry::GameClosed { game, reason: Some(reason), .. } => Act::CloseGame { game, reason },
        other => return Err(format!("no act begins with this entry: {other:?}")),
    })
}

fn draw(night: &Night, entry: &Entry) -> Result<Act, String> {
    let Entry::BallCalled { game, ball, call } = entry else {
        return Err("a call was expected here".to_owned());
    };
    let cage = night.game(game).is_some_and(|game| game.source == Source::Cage);
    let after = call.checked_sub(1).ok_or("calls are numbered from 1")?;
    Ok(Act::DrawBall { game: game.clone(), after, ball: cage.then_some(*ball) })
}

fn ended(entry: &Entry) -> Option<(GameId, Reason)> {
    match entry {
        Entry::GameClosed { game, reason: Some(reason), .. } => Some((game.clone(), reason.clone())),
        _ => None,
    }
}

/// The reason, when a game was ended without its stage being closed.
fn early_end(entries: &[Entry]) -> Option<Reason> {
    if entries.iter().any(|entry| matches!(entry, Entry::StageClosed { .. })) {
        return None;
    }
    entries.iter().find_map(|entry| match entry {
        Entry::GameClosed { reason, .. } => reason.clone(),
        _ => None,
    })
}
