//! While nothing can be recorded: the night stays on every screen and can be taken along, every act is refused, and the
//! loop goes on by itself once there is room.

use std::io;
use std::time::Duration;

use domain::{Entry, Refusal};
use protocol::Warning;
use tracing::{error, info, warn};

use super::{Loop, published};
use crate::hall::answers;
use crate::hall::found::{Found, Resumed, Standstill};
use crate::hall::pace::Pace;
use crate::hall::resume;
use crate::hall::{Answer, HallFailure, Request};
use crate::ledger::{AppendError, Reserve};

/// Time between two looks at the room on the disk.
pub(super) const LOOKS_EVERY: Duration = Duration::from_secs(2);

/// Whether there is room on the disk, beside the reserve.
pub(super) fn has_room(reserve: &Reserve) -> bool {
    match reserve.take() {
        Ok(()) => true,
        Err(error) if is_full(&error) => {
            reserve.release();
            false
        }
        Err(error) => {
            warn!(%error, "No room could be kept for the day when the disk is full");
            true
        }
    }
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

impl Standstill {
    /// What whoever asks for something is told.
    pub(super) fn refusal(&self) -> Refusal {
        match self {
            Self::Full { .. } => Refusal::StorageFull,
            Self::Damaged { seq, .. } => Refusal::LedgerDamaged { seq: *seq },
        }
    }

    /// What the whole room is told.
    fn warning(&self) -> Warning {
        match self {
            Self::Full { .. } => Warning::StorageFull,
            Self::Damaged { seq, .. } => Warning::LedgerDamaged { seq: *seq },
        }
    }
}

impl Loop {
    /// Stands still if all that is wrong is that the disk is full; any other failure ends the loop.
    pub(super) async fn stop_unless_full(&mut self, failure: HallFailure) -> Result<(), HallFailure> {
        // Some file systems notice it only when they sync.
        let at_sync = matches!(failure, HallFailure::NotWritten(AppendError::Io(_)));
        if failure.is_full() || at_sync && self.reserve.is_needed() {
            self.stand_still(&failure).await
        } else {
            Err(failure)
        }
    }

    /// Stops recording because the disk is full, and shows the night as the disk has it.
    ///
    /// # Errors
    /// When the ledger cannot be read either.
    pub(super) async fn stand_still(&mut self, failure: &HallFailure) -> Result<(), HallFailure> {
        error!(
            error = failure as &dyn std::error::Error,
            "The disk is full: acts are refused until there is room"
        );
        self.reserve.release();
        let why = Standstill::Full { since_ms: self.setup.clock.now().at_ms, begun: true };
        if let Some(id) = self.night.id().cloned() {
            // What is in memory may be ahead of the disk.
            self.night.let_go().await;
            let Resumed { night, recorded, .. } = resume::replay(&self.setup, &id)?;
            // A step back of the clock that is not on the disk was none: it is due again.
            if let Some(newest) = recorded.last() {
                self.setup.clock.not_before(newest.stamp.at_ms);
            }
            self.night.take_over(night, &why.refusal());
            if self.night.size() != self.views.now().seq + 1 {
                let newest = self.night.newest_checkpoint();
                self.views.restart(&published(&self.night.commit().await?, &recorded, newest.as_ref()));
            }
        }
        self.stand(why);
        Ok(())
    }

    /// Stands still from now on, for this reason.
    pub(super) fn stand(&mut self, why: Standstill) {
        self.pace = Pace::default();
        self.views.warn(Some(why.warning()));
        self.standstill = Some(why);
    }

    /// Stands still when nothing is left of the disk, and goes on when there is room.
    pub(super) async fn look_for_room(&mut self) -> Result<(), HallFailure> {
        match self.standstill {
            None if self.reserve.is_needed() => {
                self.commit().await?;
                match self.standstill {
                    None => self.stand_still(&HallFailure::NotWritten(AppendError::Full)).await,
                    Some(_) => Ok(()), // that commit found out
                }
            }
            Some(Standstill::Full { since_ms, begun }) if has_room(&self.reserve) => {
                info!("There is room on the disk again");
                self.standstill = None;
                self.views.warn(None);
                if !begun {
                    return self.resume_anew().await;
                }
                self.note(Entry::RecordingResumed { since_ms });
                self.commit().await
            }
            _ => Ok(()),
        }
    }

    /// Does what could not be done at the start.
    async fn resume_anew(&mut self) -> Result<(), HallFailure> {
        self.night.let_go().await;
        let Found { resumed, standstill } = resume::newest(&mut self.setup, true).await?;
        let Resumed { night, recorded, lost } = resumed;
        self.night = night;
        let newest = self.night.newest_checkpoint();
        self.views.restart(&published(&self.night.commit().await?, &recorded, newest.as_ref()));
        match standstill {
            Some(why) => {
                self.stand(why);
                Ok(())
            }
            None => self.begin(lost).await,
        }
    }

    /// Answers a request without recording anything.
    pub(super) async fn serve_standing(&mut self, request: Request) -> Result<(), HallFailure> {
        let refusal = self.standstill.as_ref().map_or(Refusal::StorageFull, Standstill::refusal);
        match request {
            Request::Ask { command, reply } => {
                let known = command.id.and_then(|id| self.night.answered(id, &command.by));
                let lacking = command.act.right().filter(|&right| !command.rights.allow(right));
                let no = lacking.map_or(refusal, |right| Refusal::NotAllowed { right });
                let bytes = known.unwrap_or_else(|| answers::refused(&command, no));
                let _ = reply.send(Answer { bytes }); // a caller that is gone asks again
            }
            Request::OpenNight { asked, reply } => self.open_night(asked, reply).await?,
            Request::Export { reply } => self.export(reply),
            Request::SetClock { reply, .. } => {
                let _ = reply.send(Err(refusal)); // as above
            }
            Request::Receipt { text, reply } => {
                // The phone is told; another night cannot begin now.
                let _ = reply.send(self.compare(&text).0); // as above
            }
            Request::LookForRoom { done } => {
                self.look_for_room().await?;
                let _ = done.send(()); // as above
            }
            Request::Stop => {}
        }
        Ok(())
    }
}
