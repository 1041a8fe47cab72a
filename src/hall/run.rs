//! The loop.

use std::path::PathBuf;
use std::sync::Arc;

use domain::{Act, By, ClockSource, Command, Entry, Recorded, Refusal, Right};
use proof::checkpoint::{self, Checkpoint};
use protocol::ReplyBody;
use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use tracing::{error, info, warn};

use super::answers::reply;
use super::batch::{Committed, LiveNight};
use super::opening::{self, Begun, Opening, own};
use super::pace::Pace;
use super::resume::{self, Resumed};
use super::{
    Answer, AskedNight, Exported, Hall, HallFailure, QUEUE_MAX, ReceiptCheck, Request, Running, Setup, Team,
    fork, names,
};
use crate::ledger::exported;
use crate::views::{Published, Views};

/// Entries between two checkpoints kept apart from the ledger: a write of a few milliseconds each.
const REMEMBER_ENTRIES: u64 = 256;

/// Resumes the newest night, or starts one, and runs the loop.
///
/// # Errors
/// [`HallFailure`] when the ledger cannot be opened or written.
pub async fn open(mut setup: Setup) -> Result<Running, HallFailure> {
    let Resumed { mut night, recorded, lost } = resume::newest(&mut setup).await?;
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
    };
    running.begin(lost).await?;
    let task = tokio::spawn(running.run());
    Ok(Running { hall: Hall { queue }, views, task })
}

struct Loop {
    setup: Setup,
    night: LiveNight,
    views: Arc<Views>,
    requests: mpsc::Receiver<Request>,
    /// A night of which this one took the place.
    lost: Option<Checkpoint>,
    /// Entries of this night covered by the checkpoint that is kept apart from the ledger.
    remembered: u64,
    pace: Pace,
}

impl Loop {
    /// Writes down that the box started on this night, what the disk lost since it last ran, and who is on the team.
    pub async fn begin(&mut self, lost: Option<Checkpoint>) -> Result<(), HallFailure> {
        let entry = Entry::BoxStarted { version: self.setup.version.clone(), replayed: self.night.size() };
        if self.night.commit().await?.night.closed {
            return Ok(());
        }
        if let Some(Checkpoint { size, root, .. }) = lost {
            self.note(Entry::RollbackReported { size, root });
            self.lost = lost;
        }
        self.note(entry);
        // People may have come and gone while nobody could write it down.
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

    /// Serves until told to stop, or until the disk refuses.
    pub async fn run(mut self) -> Result<(), HallFailure> {
        let outcome = self.serve().await;
        if let Err(failure) = &outcome {
            error!(error = failure as &dyn std::error::Error, "The hall stops: {failure}");
        }
        match self.night.close().await {
            Err(_) if outcome.is_err() => outcome, // the first failure says more
            closed => outcome.and(closed),
        }
    }

    async fn serve(&mut self) -> Result<(), HallFailure> {
        let mut waiting = Vec::with_capacity(QUEUE_MAX);
        loop {
            // Not `biased`: staff who never stop pressing must not hold up the box's own calls.
            tokio::select! {
                received = self.requests.recv_many(&mut waiting, QUEUE_MAX) => {
                    if received == 0 {
                        return Ok(());
                    }
                }
                () = self.pace.wait() => {
                    if let Some(act) = self.pace.due_call() {
                        // Its ball and the wins it brings are told apart from others by an id.
                        let id = Some(self.night.next_id());
                        self.night.ask(&Command { id, ..own(act) }, None, &mut self.setup.lent());
                    }
                }
            }
            for request in waiting.drain(..) {
                // Everything that waits goes into one commit; whatever is not a command comes after it.
                match request {
                    Request::Ask { command, reply } => {
                        self.night.ask(&command, Some(reply), &mut self.setup.lent());
                    }
                    Request::Stop => {
                        self.commit().await?;
                        self.remember(self.night.newest_checkpoint());
                        info!("The hall closes");
                        return Ok(());
                    }
                    other => {
                        self.commit().await?;
                        self.serve_other(other).await?;
                    }
                }
            }
            self.commit().await?;
        }
    }

    async fn serve_other(&mut self, request: Request) -> Result<(), HallFailure> {
        match request {
            Request::OpenNight { asked, reply } => self.open_night(asked, reply).await,
            Request::Export { path, reply } => {
                self.export(path, reply);
                Ok(())
            }
            Request::SetClock { by, to_ms, reply } => {
                let set = self.set_clock(by, to_ms).await?;
                let _ = reply.send(set); // an asker that left sees it on the screen
                Ok(())
            }
            Request::Receipt { text, reply } => {
                let check = match self.contradiction(&text) {
                    Ok(None) => ReceiptCheck::Continues,
                    Ok(Some(theirs)) => {
                        let size = theirs.size;
                        self.begin_anew(theirs).await?;
                        ReceiptCheck::Rollback { size }
                    }
                    Err(NotOurs) => ReceiptCheck::NotOurs,
                };
                let _ = reply.send(check); // a phone that left does not care
                Ok(())
            }
            Request::Ask { .. } | Request::Stop => Ok(()),
        }
    }

    /// Writes down what the box noticed by itself.
    fn note(&mut self, entry: Entry) {
        self.night.ask(&own(Act::Note(entry)), None, &mut self.setup.lent());
    }

    /// Disk, then everybody, then the askers.
    async fn commit(&mut self) -> Result<(), HallFailure> {
        let done = self.night.commit().await?;
        if !done.recorded.is_empty() {
            self.views.publish(&published(&done, &done.recorded, done.checkpoint.as_ref()));
        }
        // Also when nothing was written: the vault may have had no seed for the ball that was due.
        self.pace.look(done.night, Instant::now());
        let due = done.night.closed
            || done.checkpoint.as_ref().is_some_and(|new| new.size >= self.remembered + REMEMBER_ENTRIES);
        let Committed { checkpoint, replies, .. } = done;
        if due {
            self.remember(checkpoint);
        }
        replies.send();
        Ok(())
    }

    /// Keeps a checkpoint where a lost or exchanged ledger cannot take it along.
    fn remember(&mut self, checkpoint: Option<Checkpoint>) {
        let Some(Checkpoint { size, text, .. }) = checkpoint.filter(|new| new.size > self.remembered) else {
            return;
        };
        match self.setup.memory.remember(&text) {
            Ok(()) => self.remembered = size,
            Err(problem) => error!(problem, "How far the night has come could not be kept"),
        }
    }

    async fn open_night(
        &mut self,
        asked: AskedNight,
        asker: oneshot::Sender<Answer>,
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
            let name = names::next(&names::known(&self.setup.data)?, date);
            let following = resume::following(&mut self.night).await?;
            let opening = Opening { rehearsal, asked: Some((id, by.clone())), ..following };
            let begun = opening::begin(&mut self.setup, name, opening).await?;
            self.turn_to(begun, None).await?;
            self.night.answered(id, &by).unwrap_or_default()
        };
        let _ = asker.send(Answer { bytes }); // an asker that left will ask again
        Ok(())
    }

    /// Beside the loop: nobody's ball waits while a bundle is packed.
    fn export(&self, path: PathBuf, asker: oneshot::Sender<Exported>) {
        let packed = self.night.export(path);
        let night = self.night.id().cloned().ok_or_else(|| "no night is open".to_owned());
        let nights = self.setup.data.join("nights");
        tokio::spawn(async move {
            let packed = packed.await.map_err(|error| error.to_string());
            if let (Ok(packed), Ok(night)) = (&packed, &night)
                && let Err(error) = exported::note(&nights.join(night.as_str()), packed.checkpoint.size)
            {
                warn!(%error, "That the night was exported could not be noted");
            }
            let packed = packed.map(|_| ());
            let _ = asker.send(packed.and(night)); // an asker that left does not care
        });
    }

    async fn set_clock(&mut self, by: By, to_ms: i64) -> Result<Result<(), Refusal>, HallFailure> {
        let (from_ms, to_ms) = match self.setup.clock.set(to_ms) {
            Ok(step) => step,
            Err(problem) => return Ok(Err(Refusal::Invalid { field: "now_ms".to_owned(), problem })),
        };
        info!(from_ms, to_ms, "A member of staff set the clock");
        let noted = Act::Note(Entry::ClockSet { from_ms, to_ms, source: ClockSource::Staff });
        self.night.ask(&Command { by, ..own(noted) }, None, &mut self.setup.lent());
        self.commit().await?;
        Ok(Ok(()))
    }

    /// The checkpoint in `text`, when this ledger does not continue it.
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

    /// A signed checkpoint proves that this ledger lost its end: it ends here, and another one begins.
    async fn begin_anew(&mut self, lost: Checkpoint) -> Result<(), HallFailure> {
        let known = lost.origin != *self.night.origin();
        if known || self.night.commit().await?.night.closed {
            return Ok(()); // it has begun already; nothing comes after the end of a night
        }
        let begun = fork::instead_of(&mut self.setup, &mut self.night, &lost).await?;
        self.turn_to(begun, Some(lost)).await
    }

    /// Closes this night's ledger and goes on with another one, which no client can resume into.
    async fn turn_to(&mut self, begun: Begun, lost: Option<Checkpoint>) -> Result<(), HallFailure> {
        let Begun { night, recorded } = begun;
        std::mem::replace(&mut self.night, night).close().await?;
        self.remembered = 0;
        let newest = self.night.newest_checkpoint();
        self.views.restart(&published(&self.night.commit().await?, &recorded, newest.as_ref()));
        self.begin(lost).await
    }
}

/// What views are shown of a commit.
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

/// Not a checkpoint this box signed for this night.
struct NotOurs;
