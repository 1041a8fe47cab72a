//! The loop.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};
use tracing::{error, info, warn};

use super::night::{self, own, reply};
use super::table::{Done, Table, id_taken};
use super::{Answer, Exported, HallFailure, QUEUE_MAX, ReceiptCheck, Request, Setup, Team};
use crate::domain::{Act, By, CommandId, Entry, Refusal, Right, Rights};
use crate::ledger::checkpoint::{self, Checkpoint};
use crate::protocol::ReplyBody;
use crate::views::{Published, Views};

pub(super) struct Loop {
    setup: Setup,
    table: Table,
    views: Arc<Views>,
    requests: mpsc::Receiver<Request>,
    /// Size of the largest rollback already written down: one alarm, not one for every phone.
    rollback: u64,
}

impl Loop {
    pub fn new(setup: Setup, table: Table, views: Arc<Views>, requests: mpsc::Receiver<Request>) -> Self {
        Self { setup, table, views, requests, rollback: 0 }
    }

    /// Writes down that the box started, what the disk lost since it last ran, and who is on the team.
    pub async fn begin(&mut self, lost: Option<Checkpoint>) -> Result<(), HallFailure> {
        let entry =
            Entry::BoxStarted { version: self.setup.version.clone(), replayed: self.table.chain.size };
        if self.table.state.closed {
            return Ok(());
        }
        if let Some(lost) = lost {
            self.note_rollback(&lost).await?;
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
        self.commit().await
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
        while self.requests.recv_many(&mut waiting, QUEUE_MAX).await > 0 {
            for request in waiting.drain(..) {
                // Everything that waits goes into one commit; whatever is not a command comes after it.
                match request {
                    Request::Ask { command, reply } => {
                        self.table.take(&command, Some(reply), self.setup.world.as_mut());
                    }
                    Request::Stop => {
                        self.commit().await?;
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
        Ok(())
    }

    async fn serve_other(&mut self, request: Request) -> Result<(), HallFailure> {
        match request {
            Request::OpenNight { by, rights, id, reply } => self.open_night(by, rights, id, reply).await,
            Request::Export { path, reply } => {
                self.export(path, reply);
                Ok(())
            }
            Request::Receipt { text, reply } => {
                let check = match self.contradiction(&text) {
                    Ok(None) => ReceiptCheck::Continues,
                    Ok(Some(theirs)) => {
                        self.note_rollback(&theirs).await?;
                        ReceiptCheck::Rollback { size: theirs.size }
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
        done.answer();
        Ok(())
    }

    fn published<'a>(&'a self, done: &'a Done) -> Published<'a> {
        Published {
            night: &self.table.state,
            entries: &done.recorded,
            head: self.table.head(),
            checkpoint: done.checkpoint.as_ref().map(|checkpoint| checkpoint.text.clone()),
        }
    }

    async fn open_night(
        &mut self,
        by: By,
        rights: Rights,
        id: CommandId,
        asker: oneshot::Sender<Answer>,
    ) -> Result<(), HallFailure> {
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
            let (table, done) =
                night::fresh(&mut self.setup, name, Some(previous), Some((id, by.clone()))).await?;
            std::mem::replace(&mut self.table, table).ledger.close().await?;
            self.rollback = 0;
            self.views.restart(&self.published(&done));
            self.begin(None).await?;
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
        tokio::spawn(async move {
            let packed = packed.await.map_err(|error| error.to_string());
            let _ = asker.send(packed.and(night)); // an asker that left does not care
        });
    }

    /// The checkpoint in `text`, when this ledger does not continue it.
    fn contradiction(&self, text: &str) -> Result<Option<Checkpoint>, NotOurs> {
        let theirs = checkpoint::parse_and_verify(text, self.setup.key.verifier()).map_err(|_| NotOurs)?;
        if theirs.origin != *self.table.ledger.origin() {
            return Err(NotOurs);
        }
        let ours = self.table.ledger.root_at(theirs.size);
        Ok((ours != Some(theirs.root)).then_some(theirs))
    }

    async fn note_rollback(&mut self, theirs: &Checkpoint) -> Result<(), HallFailure> {
        if theirs.size <= self.rollback || self.table.state.closed {
            return Ok(());
        }
        self.rollback = theirs.size;
        warn!(
            size = theirs.size,
            have = self.table.chain.size,
            "A signed checkpoint is not continued by this ledger"
        );
        let entry = Entry::RollbackReported { size: theirs.size, root: theirs.root };
        self.table.take(&own(Act::Note(entry)), None, self.setup.world.as_mut());
        self.commit().await
    }
}

/// Not a checkpoint this box signed for this night.
struct NotOurs;
