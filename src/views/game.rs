//! A game as every audience may see it.

use domain::{
    Ball, CENTRE, Extra, Face, Game, ItemKind, Jackpot, JackpotPrize, Mask, Night, Reason, Serial, Stage,
    Stamp, Start, Status, Verdict, Win, WinningCard,
};
use protocol::{
    ExtraView, Fairness, GameView, JackpotView, Paused, ShownView, StageView, StatusView, UpNext,
    WinCardState, WinCardView, WinView,
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
        open: game.open_stages().into_iter().filter_map(|stage| u8::try_from(stage).ok()).collect(),
        format: game.format.clone(),
        paused: game.paused.as_ref().map(stopped),
        dispute: game.dispute.as_ref().map(stopped),
        pace_s: game.pace_s,
        announced: game.announced.clone(),
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
            game: game.id.clone(),
            commitment: game.commitment,
            name: game.name.clone(),
            stages: game.stages.iter().map(|stage| stage.plan.name.clone()).collect(),
        })
        .collect()
}

fn stopped((stamp, reason): &(Stamp, Reason)) -> Paused {
    Paused { reason: reason.clone(), at_ms: stamp.at_ms }
}

/// What is on the screens besides games.
pub(super) fn shown_item(night: &Night) -> Option<ShownView> {
    let shown = night.shown.as_ref()?;
    match &night.item(&shown.item)?.kind {
        ItemKind::Break { minutes, text } => {
            let until_ms = Some(shown.since.at_ms + i64::from(*minutes) * 60_000);
            Some(ShownView { text: text.clone(), until_ms })
        }
        ItemKind::Message { text } => Some(ShownView { text: text.clone(), until_ms: None }),
        ItemKind::Game(_) => None,
    }
}

/// The fewest squares a card lacks for an open stage that is won on one card.
#[must_use]
pub fn missing(game: &GameView, face: &Face) -> Option<u8> {
    let first = game.calls.first().filter(|_| game.format.start == Start::Wild);
    let wild = first.map(|first| first.number() % 10);
    let brought = Ball::all().filter(|ball| wild == Some(ball.number() % 10));
    let marks = face.marks(game.calls.iter().copied().chain(brought));
    let masks = game.open.iter().filter_map(|&stage| game.stages.get(usize::from(stage)));
    let least =
        masks.flat_map(|stage| &stage.masks).map(|mask| needed(*mask, face).minus(marks).count()).min()?;
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
        Status::Disputed => StatusView::Disputed,
        Status::Over => StatusView::Over,
    }
}

fn stage_view(night: &Night, game: &Game, stage: usize) -> StageView {
    let played = &game.stages[stage];
    let prize = played.plan.prize.as_ref().and_then(|id| night.prize(id));
    StageView {
        pattern: played.plan.pattern.clone(),
        name: played.plan.name.clone(),
        masks: played.plan.masks.clone(),
        goal: played.plan.goal.clone(),
        standing: night.standing(game, stage).map(count),
        prize: prize.map(|prize| prize.name.clone()),
        jackpot: played.plan.jackpot.as_ref().and_then(|jackpot| jackpot_view(night, played, jackpot)),
        extras: extras(night, game, stage),
        win: played.win.as_ref().map(|win| win_view(night, game, stage, win)),
        closed: played.closed.is_some(),
    }
}

fn jackpot_view(night: &Night, stage: &Stage, jackpot: &Jackpot) -> Option<JackpotView> {
    match &jackpot.prize {
        JackpotPrize::Prize(id) => {
            let prize = night.prize(id)?;
            let (name, value) = (prize.name.clone(), prize.value);
            Some(JackpotView { within: jackpot.within, name, value, grows: false })
        }
        JackpotPrize::Pot(id) => {
            let pot = night.pot(id)?;
            // From the close of sales on the pot is what it was then.
            let (value, within) =
                stage.pot.as_ref().map_or((pot.value, pot.within), |(_, value, within)| (*value, *within));
            Some(JackpotView { within, name: pot.name.clone(), value, grows: true })
        }
    }
}

/// The side prizes of a stage, with who gets them.
pub(super) fn extras(night: &Night, game: &Game, number: usize) -> Vec<ExtraView> {
    let stage = &game.stages[number];
    let view = |(place, extra): (u8, &Extra)| {
        let name = night.prize(extra.prize())?.name.clone();
        let awards = u8::try_from(number)
            .ok()
            .and_then(|number| night.awards(game, number, extra))
            .unwrap_or_default();
        let handed = |serial| stage.extras_paid.contains_key(&(place, serial));
        let awards =
            awards.into_iter().map(|award| (award.serial, award.value, handed(award.serial))).collect();
        Some(ExtraView { extra: extra.clone(), name, awards })
    };
    (0_u8..).zip(&stage.plan.extras).filter_map(view).collect()
}

pub(super) fn win_view(night: &Night, game: &Game, stage: usize, win: &Win) -> WinView {
    let winners = game.winners(u8::try_from(stage).unwrap_or(u8::MAX));
    let shown = |card| card_view(night, game, stage, win, winners.as_deref(), card);
    WinView {
        ball: win.ball,
        call: win.call,
        cards: win.cards.iter().map(shown).collect(),
        jackpot: game.stages[stage].is_jackpot(win.call),
        asked: win.asked,
    }
}

fn card_view(
    night: &Night,
    game: &Game,
    stage: usize,
    win: &Win,
    winners: Option<&[Serial]>,
    card: &WinningCard,
) -> WinCardView {
    let lapsed = game.stages[stage].closed.is_some() && card.claimed.is_none();
    let lost = win.tie.as_ref().is_some_and(|winners| winners.binary_search(&card.serial).is_err());
    let needs_second = card.confirmed.is_none() && night.needs_second_person(game, &game.stages[stage]);
    let faces =
        || card.serials().filter_map(|serial| night.cards.get(&serial).map(|card| card.face)).collect();
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
        hand: card.hand.clone(),
        shown: card.shown.as_ref().map(|_| faces()),
        slept: card.slept,
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
