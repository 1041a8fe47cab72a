//! The loop: one task that serves all requests in order.

mod nights;
mod standstill;

use std::sync::Arc;

use domain::{Act, By, Command, Entry, Recorded, Refusal};
use machine::clock::{ClockOffer, ClockStep};
use proof::Checkpoint;
use protocol::Warning;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, MissedTickBehavior, interval};
use tracing::{error, info, warn};

use super::batch::{Committed, LiveNight};
use super::found::{Found, Resumed, Standstill};
use super::old_nights::{self, OldNights};
use super::opening::own;
use super::pace::Pace;
use super::{Exported, Hall, HallFailure, HallSetup, QUEUE_MAX, Request, Running, resume};
use crate::ledger::{Reserve, exported};
use crate::views::{Published, Views};

/// Entries between two checkpoints that are kept apart from the ledger: each costs a write of some milliseconds.
const REMEMBER_ENTRIES: u64 = 256;

/// Resumes the newest night, or starts one, and runs the loop.
///
/// # Errors
/// [`HallFailure`] when the ledger cannot be opened or written.
pub async fn open(mut setup: HallSetup) -> Result<Running, HallFailure> {
    let reserve = Reserve::at(&setup.data);
    let found = resume::newest(&mut setup, standstill::has_room(&reserve)).await?;
    let Found { resumed: Resumed { mut night, recorded, lost }, standstill } = found;
    let newest = night.newest_checkpoint();
    let views = Arc::new(Views::open(&published(&night.commit().await?, &recorded, newest.as_ref())));
    let (queue, requests) = mpsc::channel(QUEUE_MAX);
    let mut running = Loop {
        setup,
        night,
        views: Arc::clone(&views),
        requests,
        lost: None,
        remembered: 0,
        pace: Pace::default(),
        reserve,
        standstill: None,
    };
    match standstill {
        Some(why) => running.stand(why),
        None => running.begin(lost).await?,
    }
    let shown = Arc::clone(&views);
    let tonight: old_nights::Tonight = Arc::new(move || shown.now().night.clone());
    let old_nights = OldNights::new(running.setup.data.clone(), running.setup.key.clone(), tonight);
    let task = tokio::spawn(running.run());
    Ok(Running { hall: Hall { queue, old_nights }, views, task })
}

struct Loop {
    setup: HallSetup,
    night: LiveNight,
    views: Arc<Views>,
    requests: mpsc::Receiver<Request>,
    /// The end of a night that this one replaces.
    lost: Option<Checkpoint>,
    /// Entries of this night covered by the checkpoint kept apart from the ledger.
    remembered: u64,
    pace: Pace,
    /// Room on the disk for the worst hour.
    reserve: Reserve,
    /// Why nothing is recorded now.
    standstill: Option<Standstill>,
}

impl Loop {
    /// Serves until told to stop, or until the disk fails.
    pub(crate) async fn run(mut self) -> Result<(), HallFailure> {
        let outcome = self.serve().await;
        if let Err(failure) = &outcome {
            error!(error = failure as &dyn std::error::Error, "The hall stops: {failure}");
        }
        match self.night.close().await {
            // The first failure is the cause.
            Err(_) if outcome.is_err() || self.standstill.is_some() => outcome,
            closed => outcome.and(closed),
        }
    }

    async fn serve(&mut self) -> Result<(), HallFailure> {
        let mut waiting = Vec::with_capacity(QUEUE_MAX);
        let mut looks = interval(standstill::LOOKS_EVERY);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            // Not `biased`: many requests must not hold up the calls of the box itself.
            tokio::select! {
                received = self.requests.recv_many(&mut waiting, QUEUE_MAX) => {
                    if received == 0 {
                        return Ok(());
                    }
                }
                () = self.pace.wait() => {
                    if let Some(act) = self.pace.due_call() {
                        // An id ties the ball to the wins it brings.
                        let id = Some(self.night.next_id());
                        self.night.ask(&Command { id, ..own(act) }, None, &mut self.setup.lent());
                    }
                }
                _ = looks.tick() => self.look_for_room().await?,
            }
            self.follow_clock();
            for request in waiting.drain(..) {
                // All commands that wait go into one commit; any other request is served after it.
                match request {
                    request if self.standstill.is_some() && !matches!(request, Request::Stop) => {
                        self.serve_standing(request).await?;
                    }
                    Request::Ask { command, reply } => {
                        self.night.ask(&command, Some(reply), &mut self.setup.lent());
                    }
                    Request::Stop => {
                        self.night.write_folded(&mut self.setup.lent());
                        self.commit().await?;
                        self.remember(self.night.newest_checkpoint());
                        info!("The hall closes");
                        return Ok(());
                    }
                    other => {
                        self.commit().await?;
                        match self.standstill {
                            None => self.serve_other(other).await?,
                            Some(_) => self.serve_standing(other).await?,
                        }
                    }
                }
            }
            self.commit().await?;
        }
    }

    async fn serve_other(&mut self, request: Request) -> Result<(), HallFailure> {
        match request {
            Request::OpenNight { asked, reply } => self.open_night(asked, reply).await,
            Request::Export { reply } => {
                self.export(reply);
                Ok(())
            }
            Request::SetClock { by, offer, reply } => {
                let set = self.set_clock(by, offer).await?;
                let _ = reply.send(set); // a caller that is gone sees it on the screen
                Ok(())
            }
            Request::Receipt { text, reply } => {
                let (check, contradiction) = self.compare(&text);
                if let Some(theirs) = contradiction {
                    self.doubt(theirs).await?;
                }
                let _ = reply.send(check); // a phone that is gone needs no answer
                Ok(())
            }
            Request::LookForRoom { done } => {
                let _ = done.send(()); // there is room
                Ok(())
            }
            Request::Ask { .. } | Request::Stop => Ok(()),
        }
    }

    /// Records what the box noticed by itself.
    fn note(&mut self, entry: Entry) {
        self.night.ask(&own(Act::Note(entry)), None, &mut self.setup.lent());
    }

    /// Makes the batch durable, then shows it, then sends the replies. On a full disk the loop stands still afterwards,
    /// and whoever waited was refused.
    async fn commit(&mut self) -> Result<(), HallFailure> {
        let done = match self.night.commit().await {
            Ok(done) => done,
            Err(failure) => return self.stop_unless_full(failure).await,
        };
        if !done.recorded.is_empty() {
            self.views.publish(&published(&done, &done.recorded, done.checkpoint.as_ref()));
        }
        // Also when nothing was written: a due draw may have had no seed.
        if self.standstill.is_none() {
            self.pace.look(done.night, Instant::now());
            self.views.warn(done.night.rollback.map(|(size, _)| Warning::RollbackSuspected { size }));
        }
        let due = done.night.closed
            || done.checkpoint.as_ref().is_some_and(|new| new.size >= self.remembered + REMEMBER_ENTRIES);
        let Committed { checkpoint, replies, .. } = done;
        if due {
            self.remember(checkpoint);
        }
        replies.send();
        Ok(())
    }

    /// Keeps a checkpoint apart from the ledger, so that a lost or replaced ledger is noticed.
    fn remember(&mut self, checkpoint: Option<Checkpoint>) {
        let Some(Checkpoint { size, text, .. }) = checkpoint.filter(|new| new.size > self.remembered) else {
            return;
        };
        match self.setup.memory.remember(&text) {
            Ok(()) => self.remembered = size,
            Err(problem) => error!(problem, "How far the night has come could not be kept"),
        }
    }

    /// Packs a bundle in a task of its own: no ball waits for it.
    fn export(&self, reply: oneshot::Sender<Exported>) {
        let packed = self.night.export();
        let night = self.night.id().cloned().ok_or_else(|| "no night is open".to_owned());
        let nights = self.setup.data.join("nights");
        tokio::spawn(async move {
            let packed = packed.await.map_err(|error| error.to_string());
            if let (Ok(packed), Ok(night)) = (&packed, &night)
                && let Err(error) = exported::note(&nights.join(night.as_str()), packed.checkpoint.size)
            {
                warn!(%error, "That the night was exported could not be noted");
            }
            let exported = packed.and_then(|packed| Ok((night?, packed.bytes)));
            let _ = reply.send(exported); // a caller that is gone needs no answer
        });
    }

    async fn set_clock(&mut self, by: By, offer: ClockOffer) -> Result<Result<(), Refusal>, HallFailure> {
        match self.setup.clock.set(offer) {
            Ok(step) => self.note_step(by, step),
            Err(why) => return Ok(Err(Refusal::ClockStays { why })),
        }
        self.commit().await?;
        Ok(Ok(()))
    }

    /// Takes the step that a better clock asks for, and records it: whatever is written next is dated after it. While
    /// nothing can be recorded the clock runs on as it is.
    fn follow_clock(&mut self) {
        if self.standstill.is_some() {
            return;
        }
        if let Some(step) = self.setup.clock.step() {
            self.note_step(By::system(), step);
        }
    }

    /// Records a step of box time, and since when the clock was wrong, where entries are dated too late.
    fn note_step(&mut self, by: By, step: ClockStep) {
        let ClockStep { from_ms, to_ms, source } = step;
        info!(from_ms, to_ms, ?source, "The clock was set");
        let entry = match self.night.wrong_since(to_ms) {
            Some(since) => Entry::ClockCorrected { from_ms, to_ms, source, since },
            None => Entry::ClockSet { from_ms, to_ms, source },
        };
        self.night.ask(&Command { by, ..own(Act::Note(entry)) }, None, &mut self.setup.lent());
    }
}

/// A commit as the views take it.
fn published<'a>(
    done: &'a Committed<'_>,
    entries: &'a [Recorded],
    checkpoint: Option<&Checkpoint>,
) -> Published<'a> {
    Published {
        night: done.night,
        entries,
        head: done.head.clone(),
        checkpoint: checkpoint.map(|checkpoint| checkpoint.text.clone()),
        took_us: done.took_us,
    }
}
