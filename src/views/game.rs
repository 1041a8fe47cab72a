//! A game as everybody may see it.

use crate::domain::{CENTRE, Face, Game, Mask, Night, Serial, Status, Verdict, Win, WinningCard};
use crate::protocol::{
    Fairness, GameView, Paused, StageView, StatusView, UpNext, WinCardState, WinCardView, WinView,
};

/// The whole state of one game.
#[must_use]
pub fn game_view(night: &Night, game: &Game) -> GameView {
    let number = night.games.iter().position(|other| other.id == game.id).unwrap_or(0) + 1;
    GameView {
        id: game.id.clone(),
        name: game.name.clone(),
        number: small(number),
        of: small(night.games.len()),
        source: game.source,
        status: status_view(game.status()),
        stage: u8::try_from(game.stage).unwrap_or(u8::MAX),
        stages: (0..game.stages.len()).map(|stage| stage_view(night, game, stage)).collect(),
        calls: game.calls.clone(),
        paused: game
            .paused
            .as_ref()
            .map(|(stamp, reason)| Paused { reason: reason.clone(), at_ms: stamp.at_ms }),
        rules: game.rules.clone(),
        fairness: fairness(game),
        locked_at: game.lock.as_ref().map(|lock| lock.seq),
        cards: match &game.lock {
            Some(lock) => count(lock.serials.len()),
            None => count(night.cards.values().filter(|card| card.voided.is_none()).count()),
        },
        outcome: game.outcome.as_ref().map(|(outcome, _)| *outcome),
    }
}

/// The game to show: the one being played; else the one that ended last, until the next one is
/// locked, so that the room sees its result; else the first on the programme.
pub(super) fn shown(night: &Night) -> Option<&Game> {
    let locked = |game: &&Game| game.lock.is_some();
    night
        .games
        .iter()
        .find(|game| locked(game) && game.outcome.is_none())
        .or_else(|| {
            night.games.iter().filter(locked).max_by_key(|game| game.lock.as_ref().map(|lock| lock.seq))
        })
        .or_else(|| night.games.iter().find(|game| game.outcome.is_none()))
}

/// What follows the shown game.
pub(super) fn up_next(night: &Night) -> Vec<UpNext> {
    let shown = shown(night).map(|game| &game.id);
    night
        .games
        .iter()
        .filter(|game| game.outcome.is_none() && Some(&game.id) != shown)
        .map(|game| UpNext {
            name: game.name.clone(),
            stages: game.stages.iter().map(|stage| stage.plan.name.clone()).collect(),
        })
        .collect()
}

/// Squares a card misses for the stage being played, at best.
#[must_use]
pub fn missing(game: &GameView, face: &Face) -> Option<u8> {
    let marks = face.marks(game.calls.iter().copied());
    let masks = &game.stages.get(usize::from(game.stage))?.masks;
    let least = masks.iter().map(|mask| needed(*mask, face).minus(marks).count()).min()?;
    u8::try_from(least).ok()
}

/// The free square is never missing.
fn needed(mask: Mask, face: &Face) -> Mask {
    if face.squares()[CENTRE].is_none() { mask.minus(Mask::CENTRE) } else { mask }
}

pub(super) fn status_view(status: Status) -> StatusView {
    match status {
        Status::Selling => StatusView::Selling,
        Status::Locked => StatusView::Locked,
        Status::Running => StatusView::Running,
        Status::Paused => StatusView::Paused,
        Status::Checking => StatusView::Checking,
        Status::Settled => StatusView::Settled,
        Status::Over => StatusView::Over,
    }
}

fn stage_view(night: &Night, game: &Game, stage: usize) -> StageView {
    let played = &game.stages[stage];
    let prize = played.plan.prize.as_ref().and_then(|id| night.prizes.iter().find(|prize| prize.id == *id));
    StageView {
        pattern: played.plan.pattern.clone(),
        name: played.plan.name.clone(),
        masks: played.plan.masks.clone(),
        prize: prize.map(|prize| prize.name.clone()),
        win: played.win.as_ref().map(|win| win_view(game, stage, win)),
        closed: played.closed,
    }
}

pub(super) fn win_view(game: &Game, stage: usize, win: &Win) -> WinView {
    let winners = game.winners(u8::try_from(stage).unwrap_or(u8::MAX));
    let shown = |card| card_view(game, stage, win, winners.as_deref(), card);
    WinView { ball: win.ball, call: win.call, cards: win.cards.iter().map(shown).collect() }
}

fn card_view(
    game: &Game,
    stage: usize,
    win: &Win,
    winners: Option<&[Serial]>,
    card: &WinningCard,
) -> WinCardView {
    let lapsed = game.stages[stage].closed && card.claimed.is_none();
    let lost = win.tie.as_ref().is_some_and(|winners| winners.binary_search(&card.serial).is_err());
    let needs_second = game.rules.second_person && card.confirmed.is_none();
    let state = match (&card.paid, &card.judged, &card.claimed) {
        (Some(_), ..) => WinCardState::Paid,
        (None, Some((_, Verdict::NotAWin, _)), _) => WinCardState::NotAWin,
        (None, Some((_, Verdict::Good, _)), _) if lost => WinCardState::LostTie,
        (None, Some((_, Verdict::Good, _)), _) if needs_second => WinCardState::NeedsSecond,
        (None, Some((_, Verdict::Good, _)), _) => WinCardState::Good,
        (None, None, Some(_)) => WinCardState::Claimed,
        (None, None, None) if lapsed => WinCardState::Lapsed,
        (None, None, None) => WinCardState::Detected,
    };
    let judged = card.judged.as_ref().map(|(stamp, ..)| stamp);
    let stamp = card.paid.as_ref().map(|(stamp, ..)| stamp).or(card.confirmed.as_ref()).or(judged);
    WinCardView {
        serial: card.serial,
        state,
        reason: card.judged.as_ref().and_then(|(_, _, reason)| reason.clone()),
        share: winners.and_then(|winners| game.share_among(winners, card.serial)),
        by: stamp.and_then(|stamp| stamp.by.staff.as_ref().map(ToString::to_string)),
        desk: stamp.and_then(|stamp| stamp.by.desk.clone()),
        at_ms: stamp.or(card.claimed.as_ref()).map(|stamp| stamp.at_ms),
    }
}

fn fairness(game: &Game) -> Fairness {
    Fairness {
        commitment: game.commitment,
        rules_hash: game.lock.as_ref().map(|lock| lock.rules_hash),
        card_root: game.lock.as_ref().map(|lock| lock.card_root),
        lock: game.lock.as_ref().map(|lock| lock.lock),
        entropy: game.entropy.clone(),
        seed: game.seed,
    }
}

fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
