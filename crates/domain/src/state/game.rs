//! Questions to a game.

use crate::face::Serial;
use crate::goal::Run;
use crate::rules::TieRule;
use crate::state::{Game, Status, Win};

impl Game {
    /// How far the game is.
    #[must_use]
    pub fn status(&self) -> Status {
        if self.outcome.is_some() {
            return Status::Over;
        }
        if self.lock.is_none() {
            return Status::Selling;
        }
        let mut standing = self.standing_wins().peekable();
        let won = standing.peek().is_some();
        match () {
            () if self.dispute.is_some() => Status::Disputed,
            () if won && standing.all(|(_, win)| win.is_settled()) => Status::Settled,
            () if won => Status::Checking,
            () if self.paused.is_some() => Status::Paused,
            () if self.calls.is_empty() => Status::Locked,
            () => Status::Running,
        }
    }

    /// Indices of the stages that can be won now, ascending.
    #[must_use]
    pub fn open_stages(&self) -> Vec<usize> {
        if self.outcome.is_some() {
            return vec![];
        }
        let open = |stage: &usize| self.stages.get(*stage).is_some_and(|stage| stage.closed.is_none());
        let first = if self.format.run.parallel() { 0 } else { self.stage };
        let last = if self.format.run.parallel() { self.stages.len() } else { self.stage + 1 };
        (first..last).filter(open).collect()
    }

    /// Whether the stage can be won now.
    #[must_use]
    pub fn is_open(&self, stage: u8) -> bool {
        self.open_stages().contains(&usize::from(stage))
    }

    /// Whether one of the stages of which the first ends the game is closed: what is still open was
    /// won with the same ball and is settled, but no ball is called any more.
    #[must_use]
    pub fn has_first_end(&self) -> bool {
        self.format.run == Run::FirstEnds && self.stages.iter().any(|stage| stage.closed.is_some())
    }

    /// The wins that hold calling, with their stages: those of open stages that stand.
    pub fn standing_wins(&self) -> impl Iterator<Item = (u8, &Win)> {
        let open = self.open_stages().into_iter();
        open.filter_map(|stage| {
            let win = self.stages[stage].win.as_ref().filter(|win| win.stands())?;
            Some((u8::try_from(stage).ok()?, win))
        })
    }

    /// Number of the stage being played, as entries name it.
    #[must_use]
    pub fn stage_number(&self) -> u8 {
        u8::try_from(self.stage).unwrap_or(u8::MAX)
    }

    /// Number of calls that stand = the number of the last call.
    #[must_use]
    pub fn call(&self) -> u8 {
        u8::try_from(self.calls.len()).unwrap_or(u8::MAX)
    }

    /// Whether the card is in the lock. (It may have been voided since: the night knows.)
    #[must_use]
    pub fn plays(&self, serial: Serial) -> bool {
        self.lock.as_ref().is_some_and(|lock| lock.serials.binary_search(&serial).is_ok())
    }

    /// Whether nothing can be claimed in the stage any more.
    #[must_use]
    pub fn is_stage_over(&self, stage: u8) -> bool {
        self.outcome.is_some()
            || self.stages.get(usize::from(stage)).is_some_and(|stage| stage.closed.is_some())
    }

    /// The cards that get the stage's prize or a share of it, ascending. `None` while that is not
    /// known: nothing was won, somebody must still claim or be judged, or a tie is not resolved.
    #[must_use]
    pub fn winners(&self, stage: u8) -> Option<Vec<Serial>> {
        let win = self.stages.get(usize::from(stage))?.win.as_ref()?;
        if let Some(winners) = &win.tie {
            return Some(winners.clone());
        }
        let good = win.good();
        let known = win.is_settled() || self.is_stage_over(stage);
        (known && good.len() <= 1).then_some(good)
    }

    /// The card's part of the stage's prize, as `(share, of)` equal parts; `None` when it gets
    /// nothing or the shares are not known yet.
    #[must_use]
    pub fn share(&self, stage: u8, serial: Serial) -> Option<(u32, u32)> {
        self.share_among(&self.winners(stage)?, serial)
    }

    /// The same, when [`Self::winners`] is at hand already.
    #[must_use]
    pub fn share_among(&self, winners: &[Serial], serial: Serial) -> Option<(u32, u32)> {
        let split = matches!(self.rules.ties, TieRule::Split | TieRule::SplitPlayers);
        let of = if split { winners.len() } else { 1 };
        winners.binary_search(&serial).is_ok().then(|| (1, u32::try_from(of).unwrap_or(u32::MAX)))
    }
}
