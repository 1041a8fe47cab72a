//! The pace of automatic calling: when the next ball is due.

use std::time::Duration;

use tokio::time::Instant;

use domain::{Act, GameId, Night};

/// The next ball the box calls by itself, while a pace is set.
#[derive(Debug, Default)]
pub(super) struct Pace {
    due: Option<Due>,
}

#[derive(Debug)]
struct Due {
    game: GameId,
    after: u8,
    every_s: u8,
    at: Instant,
}

impl Pace {
    /// Follows the night after a commit. A pause, a win and a change of pace restart the time until the next ball.
    pub(super) fn look(&mut self, night: &Night, now: Instant) {
        let calling = night.running().filter(|game| game.may_call());
        let Some((game, every_s)) = calling.and_then(|game| Some((game, game.pace_s?))) else {
            self.due = None;
            return;
        };
        let same = |due: &Due| due.game == game.id && due.after == game.call() && due.every_s == every_s;
        if !self.due.as_ref().is_some_and(same) {
            let at = now + Duration::from_secs(every_s.into());
            self.due = Some(Due { game: game.id.clone(), after: game.call(), every_s, at });
        }
    }

    /// Resolves when the ball is due; never while none is.
    pub(super) async fn wait(&self) {
        match &self.due {
            Some(due) => tokio::time::sleep_until(due.at).await,
            None => std::future::pending().await,
        }
    }

    /// The draw that is due; it is returned once.
    pub(super) fn due_call(&mut self) -> Option<Act> {
        let Due { game, after, .. } = self.due.take()?;
        Some(Act::DrawBall { game, after, ball: None })
    }
}
