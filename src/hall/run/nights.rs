//! How the loop begins a night and goes from one to another.

use domain::{Entry, Refusal, Right};
use proof::checkpoint::{self, Checkpoint};
use protocol::ReplyBody;
use tokio::sync::oneshot;
use tracing::error;

use super::{Loop, published};
use crate::hall::answers::reply;
use crate::hall::opening::{self, Begun, Opening};
use crate::hall::{Answer, AskedNight, HallFailure, Team, fork, names, resume};

/// Not a checkpoint this box signed for this night.
pub(super) struct NotOurs;

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

    pub(super) async fn open_night(
        &mut self,
        asked: AskedNight,
        answer: oneshot::Sender<Answer>,
    ) -> Result<(), HallFailure> {
        let AskedNight { by, rights, id, rehearsal } = asked;
        let night = self.night.commit().await?.night;
        let running = night.current().map_or_else(String::new, |game| game.id.to_string());
        let closed = night.closed;
        let bytes = if !rights.allow(Right::Manage) {
            reply(id, ReplyBody::Refused(Refusal::NotAllowed { right: Right::Manage }))
        } else if let Some(known) = self.night.answered(id, &by) {
            known
        } else if !closed {
            reply(id, ReplyBody::Refused(Refusal::GameStillRunning { game: running }))
        } else {
            let date = self.setup.clock.night_date();
            let name = names::next(&names::taken(&self.setup.data)?, date);
            let following = resume::following(&mut self.night).await?;
            let opening = Opening { rehearsal, asked: Some((id, by.clone())), ..following };
            match opening::begin(&mut self.setup, name, opening).await {
                Ok(begun) => {
                    self.turn_to(begun, None).await?;
                    self.night.answered(id, &by).unwrap_or_default()
                }
                Err(failure) if failure.is_full() => {
                    self.stand_still(&failure).await?;
                    reply(id, ReplyBody::Refused(Refusal::StorageFull))
                }
                Err(failure) => return Err(failure),
            }
        };
        let _ = answer.send(Answer { bytes }); // a caller that is gone asks again
        Ok(())
    }

    /// The checkpoint in `text`, if this ledger does not continue it.
    pub(super) fn contradiction(&self, text: &str) -> Result<Option<Checkpoint>, NotOurs> {
        let theirs = checkpoint::parse_and_verify(text, self.setup.key.verifier()).map_err(|_| NotOurs)?;
        if self.lost.as_ref().is_some_and(|lost| lost.origin == theirs.origin) {
            return Ok(Some(theirs));
        }
        if theirs.origin != *self.night.origin() {
            return Err(NotOurs);
        }
        Ok(self.night.contradicts(&theirs).then_some(theirs))
    }

    /// Ends this ledger and begins another one: a signed checkpoint proves that it lost its end.
    pub(super) async fn begin_anew(&mut self, lost: Checkpoint) -> Result<(), HallFailure> {
        let known = lost.origin != *self.night.origin();
        if known || self.night.commit().await?.night.closed {
            return Ok(()); // another one has begun already, or the night is over
        }
        match fork::instead_of(&mut self.setup, &mut self.night, &lost).await {
            Ok(begun) => self.turn_to(begun, Some(lost)).await,
            // The next start begins it.
            Err(failure) if failure.is_full() => self.stand_still(&failure).await,
            Err(failure) => Err(failure),
        }
    }

    /// Closes this ledger and goes on with another one; no client can resume across it.
    async fn turn_to(&mut self, begun: Begun, lost: Option<Checkpoint>) -> Result<(), HallFailure> {
        let Begun { night, recorded } = begun;
        std::mem::replace(&mut self.night, night).close().await?;
        self.remembered = 0;
        let newest = self.night.newest_checkpoint();
        self.views.restart(&published(&self.night.commit().await?, &recorded, newest.as_ref()));
        self.begin(lost).await
    }
}
