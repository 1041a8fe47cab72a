//! One game of a bots' night.

use super::programme::Planned;
use super::room::{Room, judge, tie, won};
use super::{Crew, Played, expect, pull};
use crate::dice::Dice;
use crate::{BotError, While as _};
use domain::{Act, Ball, ClaimMode, Entry, GameId, Label, Reason, Refusal, Right, Serial, Source};
use protocol::{ReplyBody, UnresolvedAct};

/// A guest is away from this call …
const AWAY_FROM: usize = 3;
/// … to this one: ten balls.
const BACK_AT: usize = 13;
/// The first game is paused after this call.
const PAUSE_AT: usize = 5;
/// Every other game takes this call back once.
const RECALL_AT: usize = 8;

/// A game being played.
pub(super) struct Table<'a> {
    game: &'a Planned,
    number: usize,
    crew: &'a mut Crew,
    room: &'a mut Room,
    /// Balls in the order somebody pulls them, for a cage.
    cage: Vec<Ball>,
    calls: Vec<Ball>,
    stage: u8,
    recalled: bool,
    denied: bool,
    /// Cards judged good in the stage being played.
    good: Vec<Serial>,
    over: bool,
    seq: u64,
}

impl<'a> Table<'a> {
    pub(super) fn new(
        game: &'a Planned,
        number: usize,
        crew: &'a mut Crew,
        room: &'a mut Room,
        dice: &mut Dice,
    ) -> Self {
        let (cage, calls, good) = (pull(dice), Vec::new(), Vec::new());
        Self {
            game,
            number,
            crew,
            room,
            cage,
            calls,
            stage: 0,
            recalled: false,
            denied: false,
            good,
            over: false,
            seq: 0,
        }
    }

    fn id(&self) -> GameId {
        self.game.id.clone()
    }

    /// From the close of sales to the last stage.
    pub(super) async fn play(mut self, played: &mut Played) -> Result<(), BotError> {
        (self.seq, _) = self.crew.caller.must(Act::LockGame { game: self.id() }).await?;
        if self.game.source == Source::Rng && self.number.is_multiple_of(2) {
            let text = format!("the room shouts {}", self.number);
            self.crew.caller.must(Act::AddEntropy { game: self.id(), text }).await?;
        }
        while !self.over {
            self.interrupt().await?;
            if self.calls.len() == Ball::COUNT {
                self.close_stage(self.stage, played).await?;
                continue;
            }
            let entries = self.draw().await?;
            if let Some((stage, serials)) = won(&entries) {
                self.settle(stage, serials, played).await?;
            }
        }
        self.room.all_are_back(self.seq).await?;
        self.room.follow_to(self.seq).await?;
        self.room.all_show(&self.calls)?;
        played.decks_checked += self.room.check_decks()?;
        played.balls += self.calls.len();
        self.room.has_no_faults()
    }

    async fn draw(&mut self) -> Result<Vec<Entry>, BotError> {
        let ball = (self.game.source == Source::Cage).then(|| self.cage[self.calls.len()]);
        let after = u8::try_from(self.calls.len()).on("counting calls")?;
        let (seq, entries) = self.crew.caller.must(Act::DrawBall { game: self.id(), after, ball }).await?;
        let called = |entry: &Entry| match entry {
            Entry::BallCalled { ball, .. } => Some(*ball),
            _ => None,
        };
        self.calls.push(entries.iter().find_map(called).ok_or("no ball").on("calling")?);
        self.heard(seq, &entries).await?;
        Ok(entries)
    }

    /// Every phone hears what was written.
    async fn heard(&mut self, seq: u64, entries: &[Entry]) -> Result<(), BotError> {
        self.seq = seq + (entries.len() as u64).saturating_sub(1);
        self.room.follow_to(self.seq).await
    }

    async fn caller_does(&mut self, act: Act) -> Result<(), BotError> {
        let (seq, entries) = self.crew.caller.must(act).await?;
        self.heard(seq, &entries).await
    }

    /// What happens between two balls besides balls.
    async fn interrupt(&mut self) -> Result<(), BotError> {
        let calls = self.calls.len();
        if calls == AWAY_FROM {
            self.room.one_leaves();
        }
        if calls == BACK_AT {
            self.room.all_are_back(self.seq).await?;
            self.room.all_show(&self.calls)?;
        }
        if calls == 1 {
            self.room.claim_falsely(&self.game.id, self.stage).await?;
            let refusal =
                self.crew.seller.must_not(Act::DrawBall { game: self.id(), after: 1, ball: None }).await?;
            expect(&refusal, matches!(refusal, Refusal::NotAllowed { right: Right::Call }))?;
        }
        if calls == PAUSE_AT && self.number == 0 {
            self.pause().await?;
        }
        if calls == RECALL_AT && self.number.is_multiple_of(2) && !self.recalled {
            self.recall().await?;
        }
        Ok(())
    }

    async fn pause(&mut self) -> Result<(), BotError> {
        let reason = Reason::new("A glass fell").on("giving a reason")?;
        self.caller_does(Act::PauseGame { game: self.id(), reason }).await?;
        let after = u8::try_from(self.calls.len()).on("counting calls")?;
        let refusal = self.crew.caller.must_not(Act::DrawBall { game: self.id(), after, ball: None }).await?;
        expect(&refusal, matches!(refusal, Refusal::Paused))?;
        self.caller_does(Act::ResumeGame { game: self.id() }).await
    }

    /// The last ball is taken back; it comes again from the deck, or is put back into the cage.
    async fn recall(&mut self) -> Result<(), BotError> {
        self.recalled = true;
        let call = u8::try_from(self.calls.len()).on("counting calls")?;
        let reason = Reason::new("Misheard").on("giving a reason")?;
        let act = Act::RecallBall { game: self.id(), call, reason };
        match self.crew.caller.ask(act).await? {
            ReplyBody::Ok { seq, entries } => {
                self.calls.pop();
                self.heard(seq, &entries).await
            }
            // A stage was won with this very ball, or the next one opened on it: it stays.
            ReplyBody::Refused(Refusal::StageClosed { .. } | Refusal::PayoutDepends { .. }) => Ok(()),
            other => Err(BotError::Unexpected(format!("a recall gave {other:?}"))),
        }
    }

    /// From the win to the end of the stage: claims, verdicts, payouts.
    async fn settle(&mut self, stage: u8, serials: Vec<Serial>, played: &mut Played) -> Result<(), BotError> {
        let after = u8::try_from(self.calls.len()).on("counting calls")?;
        let refusal = self.crew.caller.must_not(Act::DrawBall { game: self.id(), after, ball: None }).await?;
        expect(&refusal, matches!(refusal, Refusal::WinOpen { .. }))?;
        let auto = self.game.rules.claim == ClaimMode::Auto;
        // Where three or more have won, the last of them sleeps: the win lapses with the stage.
        let claimed = if auto || serials.len() < 3 { &serials[..] } else { &serials[..serials.len() - 1] };
        let mut winners = None;
        self.good.clear();
        for &serial in claimed {
            if !auto {
                let seq = self.room.claim(&mut self.crew.verifier, &self.game.id, stage, serial).await?;
                self.seq = self.seq.max(seq);
            }
            // Once in the night's last but one kind of game somebody looks twice and says no.
            let no = self.number % 6 == 4 && serials.len() == 1 && !std::mem::replace(&mut self.denied, true);
            let act = judge(&self.game.id, stage, serial, no.then_some("The card was torn"))?;
            let (seq, entries) = self.crew.verifier.must(act).await?;
            self.heard(seq, &entries).await?;
            winners = winners.or_else(|| tie(&entries));
            if no {
                return Ok(());
            }
            self.good.push(serial);
            if self.game.rules.second_person_from.is_some() {
                self.confirm(stage, serial).await?;
            }
        }
        played.wins += 1;
        played.ties += usize::from(serials.len() > 1);
        // With a sleeper, who gets what is known once the stage is over.
        if claimed.len() == serials.len() {
            self.pay(stage, winners, played).await?;
        }
        self.close_stage(stage, played).await
    }

    async fn confirm(&mut self, stage: u8, serial: Serial) -> Result<(), BotError> {
        let act = || Act::ConfirmClaim { game: self.id(), stage, serial };
        let (act_again, act) = (act(), act());
        let refusal = self.crew.verifier.must_not(act_again).await?;
        expect(&refusal, matches!(refusal, Refusal::SamePerson))?;
        self.caller_does(act).await
    }

    async fn pay(
        &mut self,
        stage: u8,
        winners: Option<Vec<Serial>>,
        played: &mut Played,
    ) -> Result<(), BotError> {
        let winners = winners.unwrap_or_else(|| self.good.clone());
        for serial in std::mem::take(&mut self.good) {
            let name = Some(Label::new(format!("Winner {serial}")).on("writing a name")?);
            let pay = UnresolvedAct::PayPrize { game: self.id(), stage, serial, name };
            if !winners.contains(&serial) {
                let refusal = self.crew.prize_desk.must_not(pay).await?;
                expect(&refusal, matches!(refusal, Refusal::LostTheTie))?;
                continue;
            }
            let (seq, entries) = self.crew.prize_desk.must(pay.clone()).await?;
            played.paid += 1;
            self.heard(seq, &entries).await?;
            let refusal = self.crew.prize_desk.must_not(pay).await?;
            expect(&refusal, matches!(refusal, Refusal::AlreadyPaid { .. }))?;
        }
        Ok(())
    }

    /// Ends the stage; cards may have completed the next one already.
    async fn close_stage(&mut self, stage: u8, played: &mut Played) -> Result<(), BotError> {
        let act = Act::CloseStage { game: self.id(), stage };
        let (seq, entries) = self.crew.caller.must(act).await?;
        self.heard(seq, &entries).await?;
        if !self.good.is_empty() {
            self.pay(stage, tie(&entries), played).await?;
        }
        self.stage = stage + 1;
        self.over = entries.iter().any(|entry| matches!(entry, Entry::GameClosed { .. }));
        match won(&entries) {
            Some((next, serials)) => Box::pin(self.settle(next, serials, played)).await,
            None => Ok(()),
        }
    }
}
