//! How the loop begins a night and goes from one to another.

use domain::{By, CommandId, Entry, NightId, Refusal, Right};
use proof::checkpoint::{self, Checkpoint};
use protocol::ReplyBody;
use tokio::sync::oneshot;
use tracing::{error, warn};

use super::{Loop, published};
use crate::hall::answers::reply;
use crate::hall::found::Standstill;
use crate::hall::opening::{self, Begun, Opening};
use crate::hall::{
    AnotherNight, Answer, AskedNight, HallFailure, ReceiptCheck, Team, damage, fork, names, resume,
};
use crate::ledger::set_aside;

/// Checkpoints of one night that staff are asked about: whoever forges more is told no, and nobody else hears of it.
const ROLLBACKS_MAX: usize = 8;

/// Not a checkpoint this box signed for this night.
struct NotOurs;

impl Loop {
    /// Records that the box started on this night, what the disk lost since it last ran, and who is on the team.
    pub(super) async fn begin(&mut self, lost: Option<Checkpoint>) -> Result<(), HallFailure> {
        let entry = Entry::BoxStarted { version: self.setup.version.clone(), replayed: self.night.size() };
        if self.night.commit().await?.night.closed {
            return Ok(());
        }
        if let Some(Checkpoint { size, root, .. }) = lost {
            self.note(Entry::RollbackReported { size, root });
            self.lost = lost;
        }
        self.note(entry);
        // The team may have changed while no ledger was open.
        match self.setup.memory.team() {
            Ok(Team { people, .. }) if people.is_empty() => {}
            Ok(Team { people, devices }) => {
                self.note(Entry::TeamNoted { people, devices });
            }
            Err(problem) => error!(problem, "The team could not be noted"),
        }
        self.commit().await?;
        self.remember(self.night.newest_checkpoint());
        Ok(())
    }

    /// Opens another night, and answers whoever asked.
    pub(super) async fn open_night(
        &mut self,
        asked: AskedNight,
        answer: oneshot::Sender<Answer>,
    ) -> Result<(), HallFailure> {
        let (id, by) = (asked.id, asked.by.clone());
        let known = self.night.answered(id, &by);
        let opened = match (asked.rights.allow(Right::Manage), &known) {
            (false, _) => Err(Refusal::NotAllowed { right: Right::Manage }),
            (true, Some(_)) => Ok(()),
            (true, None) => match self.another_night(asked).await {
                Err(failure) if failure.is_full() => {
                    if self.standstill.is_none() {
                        self.stand_still(&failure).await?;
                    }
                    Err(Refusal::StorageFull)
                }
                opened => opened?,
            },
        };
        let bytes = match opened {
            Ok(()) => self.night.answered(id, &by).unwrap_or_default(),
            Err(refusal) => reply(id, ReplyBody::Refused(refusal)),
        };
        let _ = answer.send(Answer { bytes }); // a caller that is gone asks again
        Ok(())
    }

    async fn another_night(&mut self, asked: AskedNight) -> Result<Result<(), Refusal>, HallFailure> {
        let by = (asked.id, asked.by);
        match (asked.what, self.standstill.clone()) {
            (AnotherNight::InPlaceOf(night), standstill) if self.night.id() == Some(&night) => {
                self.set_aside(&night, standstill, by).await
            }
            (AnotherNight::InPlaceOf(_), _) => Ok(Err(Refusal::NightIsSound)),
            (AnotherNight::Next { .. }, Some(why)) => Ok(Err(why.refusal())),
            (AnotherNight::Next { rehearsal }, None) => self.next_night(rehearsal, by).await,
        }
    }

    async fn next_night(
        &mut self,
        rehearsal: bool,
        by: (CommandId, By),
    ) -> Result<Result<(), Refusal>, HallFailure> {
        let night = self.night.commit().await?.night;
        if !night.closed {
            let game = night.current().map_or_else(String::new, |game| game.id.to_string());
            return Ok(Err(Refusal::GameStillRunning { game }));
        }
        let date = self.setup.clock.night_date();
        let name = names::next(&names::taken(&self.setup.data)?, date);
        let following = resume::following(&mut self.night).await?;
        let opening = Opening { rehearsal, asked: Some(by), ..following };
        let begun = opening::begin(&mut self.setup, name, opening).await?;
        self.turn_to(begun, None).await?;
        Ok(Ok(()))
    }

    /// Gives up the record of the night, if something is wrong with it.
    async fn set_aside(
        &mut self,
        id: &NightId,
        standstill: Option<Standstill>,
        by: (CommandId, By),
    ) -> Result<Result<(), Refusal>, HallFailure> {
        let (lost, begun) = match standstill {
            Some(Standstill::Damaged { lost, why, .. }) => {
                let (setup, left) = (&mut self.setup, &mut self.night);
                let begun = damage::in_place_of(setup, left, id, lost.as_ref(), Some(by)).await?;
                if let Err(error) = set_aside::note(&self.setup.folder(id), &why) {
                    warn!(%error, "Why the ledger was set aside could not be noted beside it");
                }
                (lost, begun)
            }
            Some(full) => return Ok(Err(full.refusal())),
            None => {
                let Some((size, root)) = self.night.commit().await?.night.rollback else {
                    return Ok(Err(Refusal::NightIsSound));
                };
                let lost =
                    Checkpoint { origin: self.night.origin().clone(), size, root, text: String::new() };
                let begun = fork::instead_of(&mut self.setup, &mut self.night, &lost, Some(by)).await?;
                (Some(lost), begun)
            }
        };
        self.turn_to(begun, lost).await?;
        Ok(Ok(()))
    }

    /// What a phone's checkpoint says, and the checkpoint if this ledger does not continue it.
    pub(super) fn compare(&self, text: &str) -> (ReceiptCheck, Option<Checkpoint>) {
        match self.contradiction(text) {
            Ok(None) => (ReceiptCheck::Continues, None),
            Ok(Some(theirs)) => (ReceiptCheck::Rollback { size: theirs.size }, Some(theirs)),
            Err(NotOurs) => (ReceiptCheck::NotOurs, None),
        }
    }

    /// The checkpoint in `text`, if this ledger does not continue it.
    fn contradiction(&self, text: &str) -> Result<Option<Checkpoint>, NotOurs> {
        let theirs = checkpoint::parse_and_verify(text, self.setup.key.verifier()).map_err(|_| NotOurs)?;
        if self.lost.as_ref().is_some_and(|lost| lost.origin == theirs.origin) {
            return Ok(Some(theirs));
        }
        if theirs.origin != *self.night.origin() {
            return Err(NotOurs);
        }
        Ok(self.night.contradicts(&theirs).then_some(theirs))
    }

    /// What follows from a signed checkpoint that this ledger does not continue. Before a game is locked another night
    /// begins at once. Afterwards staff decide, for whoever has copied the box's key can sign what never was; and once
    /// they found one to be forged, nothing begins by itself any more.
    pub(super) async fn doubt(&mut self, theirs: Checkpoint) -> Result<(), HallFailure> {
        let is_known = theirs.origin != *self.night.origin();
        let night = self.night.commit().await?.night;
        let suspected = (theirs.size, theirs.root);
        if is_known || night.closed || night.rollbacks_dismissed.contains(&suspected) {
            return Ok(()); // another night has begun already, or this one is over, or staff have decided
        }
        if night.running().is_none() && night.rollbacks_dismissed.is_empty() {
            return self.begin_anew(theirs).await;
        }
        if night.rollback.is_none() && night.rollbacks_dismissed.len() < ROLLBACKS_MAX {
            warn!(size = theirs.size, "A signed checkpoint speaks against this ledger; staff decide");
            self.note(Entry::RollbackSuspected { size: theirs.size, root: theirs.root });
            self.commit().await?;
        }
        Ok(())
    }

    /// Ends this ledger and begins another one: a signed checkpoint proves that it lost its end.
    async fn begin_anew(&mut self, lost: Checkpoint) -> Result<(), HallFailure> {
        match fork::instead_of(&mut self.setup, &mut self.night, &lost, None).await {
            Ok(begun) => self.turn_to(begun, Some(lost)).await,
            // The next start begins it.
            Err(failure) if failure.is_full() => self.stand_still(&failure).await,
            Err(failure) => Err(failure),
        }
    }

    /// Closes this ledger and goes on with another one; no client can resume across it.
    async fn turn_to(&mut self, begun: Begun, lost: Option<Checkpoint>) -> Result<(), HallFailure> {
        let Begun { night, recorded } = begun;
        let closed = std::mem::replace(&mut self.night, night).close().await;
        // A damaged ledger cannot be closed either.
        match self.standstill.take() {
            Some(_) => self.views.warn(None),
            None => closed?,
        }
        self.remembered = 0;
        let newest = self.night.newest_checkpoint();
        self.views.restart(&published(&self.night.commit().await?, &recorded, newest.as_ref()));
        self.begin(lost).await
    }
}
