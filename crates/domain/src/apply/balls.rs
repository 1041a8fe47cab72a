//! Balls, the wins they bring, and the end of a stage.

use crate::actor::Stamp;
use crate::ball::Ball;
use crate::entry::Entry;
use crate::face::Serial;
use crate::ids::GameId;
use crate::state::{Announcement, Game, Night, Win, WinningCard};

impl Night {
    pub(super) fn apply_to_balls(&mut self, stamp: &Stamp, entry: &Entry) {
        match entry {
            Entry::BallCalled { game, ball, .. } => {
                if let Some(referee) = &mut self.referee {
                    referee.call(*ball);
                }
                self.in_game(game, |game| call(game, *ball));
            }
            Entry::BallRecalled { game, ball, reason, .. } => {
                if let Some(referee) = &mut self.referee {
                    referee.recall(*ball);
                }
                self.in_game(game, recall);
                let what = Announcement::BallRecalled { ball: *ball, reason: reason.clone() };
                self.announce(stamp, Some(game), what);
            }
            Entry::WinDetected { game, stage, ball, call, serials, hands } => {
                let cards = detected(serials, hands);
                self.in_stage(game, *stage, |stage| match &mut stage.win {
                    // More cards than one entry holds.
                    Some(win) if (win.ball, win.call) == (*ball, *call) => win.cards.extend(cards),
                    win => *win = Some(Win { ball: *ball, call: *call, cards, tie: None, asked: 0 }),
                });
            }
            Entry::StageClosed { game, stage } => self.close_stage_of(game, *stage),
            _ => {}
        }
    }

    fn close_stage_of(&mut self, id: &GameId, stage: u8) {
        self.in_game(id, |game| {
            let out = game.call();
            if let Some(stage) = game.stages.get_mut(usize::from(stage)) {
                stage.closed = Some(out);
            }
            // Where several are open it is the first of them; the last one stays when all are closed.
            let next = game.stages.iter().position(|stage| stage.closed.is_none());
            game.stage = next.unwrap_or(game.stage);
        });
    }
}

fn detected(serials: &[Serial], hands: &[Vec<Serial>]) -> Vec<WinningCard> {
    let cards = serials.iter().enumerate().map(|(place, &serial)| WinningCard {
        serial,
        hand: hands.get(place).cloned().unwrap_or_default(),
        slept: None,
        claimed: None,
        shown: None,
        judged: None,
        confirmed: None,
        paid: None,
    });
    cards.collect()
}

fn call(game: &mut Game, ball: Ball) {
    for stage in game.open_stages() {
        let stage = &mut game.stages[stage];
        // Calling goes on only when nothing of the win stood, or nobody spoke up for it in time.
        stage.past.extend(stage.win.take());
    }
    game.calls.push(ball);
}

/// The exact opposite of [`call`], and of the wins on that call.
fn recall(game: &mut Game) {
    game.calls.pop();
    let out = game.call();
    for stage in game.open_stages() {
        let stage = &mut game.stages[stage];
        stage.win = stage.past.pop_if(|win| win.call == out);
    }
}
