//! The loop.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use tracing::{error, info, warn};

use super::fork;
use super::night::{self, Opening, own, reply};
use super::pace::Pace;
use super::table::{Done, Table, id_taken};
use super::{Answer, AskedNight, Exported, HallFailure, QUEUE_MAX, ReceiptCheck, Request, Setup, Team};
use crate::domain::{Act, By, ClockSource, Command, Entry, Refusal, Right};
use crate::ledger::bundle::kept;
use crate::ledger::checkpoint::{self, Checkpoint};
use crate::protocol::ReplyBody;
use crate::views::{Published, Views};

/// Entries between two checkpoints kept apart from the ledger: a write of a few milliseconds each.
const REMEMBER_ENTRIES: u64 = 256;

pub(super) struct Loop {
    setup: Setup,
    table: Table,
    views: Arc<Views>,
    requests: mpsc::Receiver<Request>,
    /// A night of which this one took the place.
    lost: Option<Checkpoint>,
    /// Entries of this night covered by the checkpoint that is kept apart from the ledger.
    remembered: u64,
    pace: Pace,
}

impl Loop {
    pub fn new(setup: Setup, table: Table, views: Arc<Views>, requests: mpsc::Receiver<Request>) -> Self {
        Self { setup, table, views, requests, lost: None, remembered: 0, pace: Pace::default() }
    }

    /// Writes down that the box started on this night, what the disk lost since it last ran, and who is on the team.
    pub async fn begin(&mut self, lost: Option<Checkpoint>) -> Result<(), HallFailure> {
        let entry =
            Entry::BoxStarted { version: self.setup.version.clone(), replayed: self.table.chain.size };
        if self.table.state.closed {
            return Ok(());
        }
        if let Some(Checkpoint { size, root, .. }) = lost {
            let reported = own(Act::Note(Entry::RollbackReported { size, root }));
            self.table.take(&reported, None, self.setup.world.as_mut());
            self.lost = lost;
        }
        self.table.take(&own(Act::Note(entry)), None, self.setup.world.as_mut());
        // People may have come and gone while nobody could write it down.
        match self.setup.world.team() {
            Ok(Team { people, .. }) if people.is_empty() => {}
            Ok(Team { people, devices }) => {
                let noted = own(Act::Note(Entry::TeamNoted { people, devices }));
                self.table.take(&noted, None, self.setup.world.as_mut());
            }
            Err(problem) => error!(problem, "The team could not be noted"),
        }
        self.commit().await?;
        self.remember(self.table.ledger.newest_checkpoint());
        Ok(())
    }

    /// Serves until told to stop, or until the disk refuses.
    pub async fn run(mut self) -> Result<(), HallFailure> {
        let outcome = self.serve().await;
        if let Err(failure) = &outcome {
            error!(error = failure as &dyn std::error::Error, "The hall stops: {failure}");
        }
        match self.table.ledger.close().await {
            Err(_) if outcome.is_err() => outcome, // the first failure says more
            closed => outcome.and(closed.map_err(HallFailure::from)),
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
                    if let Some(act) = self.pace.take() {
                        // Its ball and the wins it brings are told apart from others by an id.
                        let id = Some(self.table.next_id());
                        let call = Command { id, ..own(act) };
                        self.table.take(&call, None, self.setup.world.as_mut());
                    }
                }
            }
            for request in waiting.drain(..) {
                // Everything that waits goes into one commit; whatever is not a command comes after it.
                match request {
                    Request::Ask { command, reply } => {
                        self.table.take(&command, Some(reply), self.setup.world.as_mut());
                    }
                    Request::Stop => {
                        self.commit().await?;
                        self.remember(self.table.ledger.newest_checkpoint());
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

    /// Disk, then everybody, then the askers.
    async fn commit(&mut self) -> Result<(), HallFailure> {
        let done = self.table.commit().await?;
        if !done.recorded.is_empty() {
            self.views.publish(&self.published(&done));
        }
        // Also when nothing was written: the vault may have had no seed for the ball that was due.
        self.pace.look(&self.table.state, Instant::now());
        let due = self.table.state.closed
            || done.checkpoint.as_ref().is_some_and(|new| new.size >= self.remembered + REMEMBER_ENTRIES);
        if due {
            self.remember(done.checkpoint.clone());
        }
        done.answer();
        Ok(())
    }

    /// Keeps a checkpoint where a lost or exchanged ledger cannot take it along.
    fn remember(&mut self, checkpoint: Option<Checkpoint>) {
        let Some(Checkpoint { size, text, .. }) = checkpoint.filter(|new| new.size > self.remembered) else {
            return;
        };
        match self.setup.world.remember(&text) {
            Ok(()) => self.remembered = size,
            Err(problem) => error!(problem, "How far the night has come could not be kept"),
        }
    }

    fn published<'a>(&'a self, done: &'a Done) -> Published<'a> {
        Published {
            night: &self.table.state,
            entries: &done.recorded,
            head: self.table.head(),
            checkpoint: done.checkpoint.as_ref().map(|checkpoint| checkpoint.text.clone()),
            took_us: done.took_us,
        }
    }

    async fn open_night(
        &mut self,
        asked: AskedNight,
        asker: oneshot::Sender<Answer>,
    ) -> Result<(), HallFailure> {
        let AskedNight { by, rights, id, rehearsal } = asked;
        let known = self.table.answers.get(&id).map(|stored| stored.again(&by));
        let refusal = if !rights.allow(Right::Manage) {
            Some(Refusal::NotAllowed { right: Right::Manage })
        } else if let Some(known) = known {
            known.is_none().then(id_taken)
        } else if !self.table.state.closed {
            let running = self.table.state.current().map_or_else(String::new, |game| game.id.to_string());
            Some(Refusal::GameStillRunning { game: running })
        } else {
            let (previous, date) = (self.table.previous(), self.setup.world.night_date());
            let name = night::next_name(&night::known_nights(&self.setup.data)?, date);
            let opening = Opening {
                rehearsal,
                asked: Some((id, by.clone())),
                pots: self.table.state.pots_to_carry().to_vec(),
                ..Opening::after(previous)
            };
            let (table, done) = night::fresh(&mut self.setup, name, opening).await?;
            self.turn_to(table, &done, None).await?;
            None
        };
        let bytes = match refusal {
            Some(refusal) => reply(id, ReplyBody::Refused(refusal)),
            None => self.table.answers.get(&id).and_then(|stored| stored.again(&by)).unwrap_or_default(),
        };
        let _ = asker.send(Answer { bytes }); // an asker that left will ask again
        Ok(())
    }

    /// Beside the loop: nobody's ball waits while a bundle is packed.
    fn export(&self, path: PathBuf, asker: oneshot::Sender<Exported>) {
        let packed = self.table.ledger.export(path);
        let night = self.table.night().cloned().ok_or_else(|| "no night is open".to_owned());
        let nights = self.setup.data.join("nights");
        tokio::spawn(async move {
            let packed = packed.await.map_err(|error| error.to_string());
            if let (Ok(packed), Ok(night)) = (&packed, &night)
                && let Err(error) = kept::note(&nights.join(night.as_str()), packed.checkpoint.size)
            {
                warn!(%error, "That the night was exported could not be noted");
            }
            let packed = packed.map(|_| ());
            let _ = asker.send(packed.and(night)); // an asker that left does not care
        });
    }

    async fn set_clock(&mut self, by: By, to_ms: i64) -> Result<Result<(), Refusal>, HallFailure> {
        let (from_ms, to_ms) = match self.setup.world.set_clock(to_ms) {
            Ok(step) => step,
            Err(problem) => return Ok(Err(Refusal::Invalid { field: "now_ms".to_owned(), problem })),
        };
        info!(from_ms, to_ms, "A member of staff set the clock");
        let noted = Act::Note(Entry::ClockSet { from_ms, to_ms, source: ClockSource::Staff });
        let command = Command { by, ..own(noted) };
        self.table.take(&command, None, self.setup.world.as_mut());
        self.commit().await?;
        Ok(Ok(()))
    }

    /// The checkpoint in `text`, when this ledger does not continue it.
    fn contradiction(&self, text: &str) -> Result<Option<Checkpoint>, NotOurs> {
        let theirs = checkpoint::parse_and_verify(text, self.setup.key.verifier()).map_err(|_| NotOurs)?;
        if self.lost.as_ref().is_some_and(|lost| lost.origin == theirs.origin) {
            return Ok(Some(theirs));
        }
        if theirs.origin != *self.table.ledger.origin() {
            return Err(NotOurs);
        }
        Ok(fork::contradicts(&self.table, &theirs).then_some(theirs))
    }

    /// A signed checkpoint proves that this ledger lost its end: it ends here, and another one begins.
    async fn begin_anew(&mut self, lost: Checkpoint) -> Result<(), HallFailure> {
        let known = lost.origin != *self.table.ledger.origin();
        if known || self.table.state.closed {
            return Ok(()); // it has begun already; nothing comes after the end of a night
        }
        let (table, done) = fork::instead_of(&mut self.setup, &self.table, &lost).await?;
        self.turn_to(table, &done, Some(lost)).await
    }

    /// Closes the ledger on the table and goes on with another one, which no client can resume into.
    async fn turn_to(
        &mut self,
        table: Table,
        done: &Done,
        lost: Option<Checkpoint>,
    ) -> Result<(), HallFailure> {
        std::mem::replace(&mut self.table, table).ledger.close().await?;
        self.remembered = 0;
        self.views.restart(&self.published(done));
        self.begin(lost).await
    }
}

/// Not a checkpoint this box signed for this night.
struct NotOurs;
