//! Slow work in lines of its own: each kind has one, so that no forecast holds up a bundle, and each line has an end.

use tokio::sync::{Semaphore, SemaphorePermit};

use domain::Refusal;

/// How long whoever finds the line full waits before they ask again, ms.
const RETRY_MS: u32 = 5_000;

/// The lines.
#[derive(Debug)]
pub(super) struct WorkQueues {
    /// Half a second of a core each.
    pub(super) forecasts: WorkQueue,
    /// Card sets, sheets and posters: tens of megabytes each.
    pub(super) printing: WorkQueue,
    /// The night, packed: what an organiser takes along must not wait for anything else.
    pub(super) bundles: WorkQueue,
}

impl WorkQueues {
    /// Lines in which so many may wait.
    pub(super) fn new(waiting_max: usize) -> Self {
        let line = || WorkQueue { running: Semaphore::new(1), places: Semaphore::new(waiting_max + 1) };
        Self { forecasts: line(), printing: line(), bundles: line() }
    }
}

/// One at a time; the others wait in the order they came.
#[derive(Debug)]
pub(super) struct WorkQueue {
    running: Semaphore,
    places: Semaphore,
}

/// A turn; over when dropped.
pub(super) struct Turn<'a> {
    _running: SemaphorePermit<'a>,
    _place: SemaphorePermit<'a>,
}

impl WorkQueue {
    /// Waits for a turn.
    ///
    /// # Errors
    /// [`Refusal::Busy`] when too many wait.
    ///
    /// # Panics
    /// Never: no line is closed.
    pub(super) async fn enter(&self) -> Result<Turn<'_>, Refusal> {
        let full = |_| Refusal::Busy { retry_after_ms: RETRY_MS };
        let place = self.places.try_acquire().map_err(full)?;
        let running = self.running.acquire().await.expect("a line is never closed");
        Ok(Turn { _running: running, _place: place })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;

    #[tokio::test]
    async fn a_line_has_an_end_and_holds_up_no_other() {
        let queues = WorkQueues::new(2);
        let turn = queues.forecasts.enter().await.unwrap();
        let mut waiting = [Box::pin(queues.forecasts.enter()), Box::pin(queues.forecasts.enter())];
        assert!(waiting.iter_mut().all(|one| one.now_or_never().is_none()));
        assert!(matches!(queues.forecasts.enter().await, Err(Refusal::Busy { .. })));
        assert!(queues.bundles.enter().await.is_ok(), "another line");
        drop(turn);
        let [first, second] = &mut waiting;
        let turn = first.now_or_never().unwrap().unwrap();
        assert!(second.now_or_never().is_none());
        drop(turn);
        assert!(second.now_or_never().is_some());
    }
}
