//! Calling balls and taking them back.

use super::checks::{Decision, lent_seed, named};
use crate::ball::Ball;
use crate::command::Given;
use crate::deck;
use crate::entry::{Entry, Verdict};
use crate::goal::Start;
use crate::ids::{GameId, Reason};
use crate::referee::Hand;
use crate::refusal::Refusal;
use crate::rules::{ClaimMode, Source, Undo};
use crate::state::{Game, Night, Stage, Win};

/// Serials in one `win_detected`: so many of ten digits fit the 64 KiB of a leaf. More cards stand in further entries
/// of the same stage, ball and call.
const WIN_SERIALS_MAX: usize = 5_000;

impl Game {
    /// Whether the next ball may be called now.
    #[must_use]
    pub fn may_call(&self) -> bool {
        self.outcome.is_none()
            && self.lock.is_some()
            && self.dispute.is_none()
            && check_calling(self, self.call()).is_ok()
    }
}

impl Night {
    pub(super) fn draw_ball(&self, id: &GameId, after: u8, named: Option<Ball>, given: &Given) -> Decision {
        let game = self.undisputed(id)?;
        check_calling(game, after)?;
        let mut entries = vec![];
        let balls = match game.source {
            Source::Rng => {
                if game.entropy.is_none() {
                    entries.push(Entry::EntropyAdded { game: id.clone(), text: String::new() });
                }
                next_balls(game, named, given)?
            }
            Source::Cage => vec![pulled_ball(game, named)?],
        };
        let called = (game.call() + 1..).zip(&balls);
        entries.extend(called.map(|(call, &ball)| Entry::BallCalled { game: id.clone(), ball, call }));
        entries.extend(self.wins(game, &balls));
        Ok(entries)
    }

    /// What the ledger says when these balls complete stages that are open.
    fn wins(&self, game: &Game, balls: &[Ball]) -> Vec<Entry> {
        let (Some(referee), Some((&last, first))) = (&self.referee, balls.split_last()) else {
            return vec![];
        };
        // Balls drawn together count as one moment, that of the last.
        let mut before = referee.clone();
        for &ball in first {
            before.call(ball);
        }
        let call = game.call().saturating_add(u8::try_from(balls.len()).unwrap_or(u8::MAX));
        let undecided = game.open_stages().into_iter().filter(|&stage| !game.stages[stage].is_decided());
        let wins = undecided.map(|stage| win(game, stage, last, call, &before.wins_with(stage, last)));
        wins.flatten().collect()
    }

    pub(super) fn recall_ball(&self, id: &GameId, call: u8, reason: &Reason) -> Decision {
        let game = self.undisputed(id)?;
        let Some(&ball) = game.calls.last() else { return Err(Refusal::NotRunning) };
        if call != game.call() {
            return Err(Refusal::NotTheLastCall { call: game.call() });
        }
        if game.rules.undo == Undo::Never {
            return Err(Refusal::UndoNotAllowed);
        }
        let wins = game.stages.iter().filter_map(|stage| stage.win.as_ref());
        let on_this_ball = || wins.clone().filter(|win| win.call == call).flat_map(|win| &win.cards);
        let mut won =
            game.stages.iter().filter(|stage| stage.win.as_ref().is_some_and(|win| win.call == call));
        if let Some(serial) = won.find_map(Stage::paid) {
            return Err(Refusal::PayoutDepends { serial });
        }
        if game.rules.undo == Undo::BeforeClaim
            && let Some(card) = on_this_ball().find(|card| card.claimed.is_some())
        {
            return Err(Refusal::ClaimDepends { serial: card.serial });
        }
        let closed = (0..=u8::MAX).zip(&game.stages).find(|(_, stage)| stage.closed == Some(call));
        if let Some((stage, _)) = closed {
            return Err(Refusal::StageClosed { stage });
        }
        Ok(vec![Entry::BallRecalled { game: id.clone(), ball, call, reason: reason.clone() }])
    }
}

/// What the ledger says when these hands, ascending, win the stage on this ball: nothing when there
/// are none; the claims too, where the box claims for everybody.
pub(super) fn win(game: &Game, stage: usize, ball: Ball, call: u8, hands: &[Hand]) -> Vec<Entry> {
    let number = u8::try_from(stage).unwrap_or(u8::MAX);
    let cards = game.stages.get(stage).map_or(1, |stage| stage.plan.hand()).max(1);
    // A hand is named by its first card and, where it has several, by all of them.
    let part = if cards > 1 { WIN_SERIALS_MAX / (usize::from(cards) + 1) } else { WIN_SERIALS_MAX };
    let firsts = |hands: &[Hand]| hands.iter().filter_map(|hand| hand.first().copied()).collect::<Vec<_>>();
    let detected = hands.chunks(part).map(|hands| Entry::WinDetected {
        game: game.id.clone(),
        stage: number,
        ball,
        call,
        serials: firsts(hands),
        hands: if cards > 1 { hands.to_vec() } else { vec![] },
    });
    let claiming = if game.rules.claim == ClaimMode::Auto { firsts(hands) } else { vec![] };
    let made = |serial| Entry::ClaimMade { game: game.id.clone(), stage: number, serial, slept: None };
    detected.chain(claiming.into_iter().map(made)).collect()
}

fn check_calling(game: &Game, after: u8) -> Result<(), Refusal> {
    if game.paused.is_some() {
        return Err(Refusal::Paused);
    }
    for (stage, win) in game.standing_wins() {
        check_win(game, stage, win)?;
    }
    if game.has_first_end() {
        return Err(Refusal::GameOver);
    }
    if after > game.call() {
        return Err(Refusal::out_of_range("after", (0, game.call().into()), "balls are out"));
    }
    if let Some(&ball) = game.calls.get(usize::from(after)) {
        return Err(Refusal::CallAlreadyOut { call: after + 1, ball });
    }
    if game.calls.len() >= Ball::COUNT {
        return Err(Refusal::NoBallsLeft);
    }
    Ok(())
}

/// A win holds up calling, unless nobody has spoken up for it as long as the house rules wait.
fn check_win(game: &Game, stage: u8, win: &Win) -> Result<(), Refusal> {
    let asleep =
        win.cards.iter().all(|card| card.claimed.is_none() || card.verdict() == Some(Verdict::NotAWin));
    match game.rules.window.asks().filter(|_| asleep) {
        Some(asks) if win.asked >= asks => Ok(()),
        Some(_) => Err(Refusal::AskFirst { asked: win.asked }),
        None => {
            let serials = named(win.cards.iter().map(|card| card.serial));
            Err(Refusal::WinOpen { stage, serials })
        }
    }
}

/// What comes next in the order the box committed itself to: one ball, or all that are drawn before
/// play.
fn next_balls(game: &Game, named: Option<Ball>, given: &Given) -> Result<Vec<Ball>, Refusal> {
    if named.is_some() {
        return Err(Refusal::BallNotWanted);
    }
    let lock = game.lock.as_ref().ok_or(Refusal::NotLocked)?;
    let entropy = game.entropy.as_deref().unwrap_or_default();
    let order = deck::order(lent_seed(given)?, &game.id, &lock.lock, entropy);
    let out = game.calls.len();
    let until = match game.format.start {
        Start::PreDrawn(balls) => usize::from(balls).max(out + 1),
        Start::FirstBall | Start::Wild => out + 1,
    };
    order.get(out..until).map(<[Ball]>::to_vec).ok_or(Refusal::NoBallsLeft)
}

/// The ball somebody pulled from the cage.
fn pulled_ball(game: &Game, named: Option<Ball>) -> Result<Ball, Refusal> {
    let ball = named.ok_or(Refusal::BallNeeded)?;
    match (1..=u8::MAX).zip(&game.calls).find(|(_, called)| **called == ball) {
        Some((call, _)) => Err(Refusal::BallAlreadyCalled { ball, call }),
        None => Ok(ball),
    }
}
