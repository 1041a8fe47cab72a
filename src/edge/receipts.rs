//! Checkpoints that phones bring back: they show whether the ledger lost something.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;

use crate::hall::{Hall, ReceiptCheck};

/// Checkpoints remembered: after a power cut most phones bring one of a few.
const CONTINUED_MAX: usize = 16;
/// A checkpoint is a short signed note.
const RECEIPT_BYTES_MAX: usize = 1_024;

/// Has the hall check every checkpoint once, a few at a time.
#[derive(Debug)]
pub(super) struct Receipts {
    /// Checkpoints that the ledger continues, the newest last.
    continued: Mutex<VecDeque<String>>,
    checks: Semaphore,
}

impl Receipts {
    pub(super) fn new(checks_max: usize) -> Self {
        Self { continued: Mutex::default(), checks: Semaphore::new(checks_max) }
    }

    /// The size this checkpoint covers, if the ledger does not continue it.
    ///
    /// Only checkpoints that the ledger continues are remembered: this stays true while it is open, and every
    /// phone must be told of a rollback.
    pub(super) async fn rollback(&self, hall: &Hall, text: String) -> Option<u64> {
        if text.len() > RECEIPT_BYTES_MAX || self.lock().contains(&text) {
            return None;
        }
        let _check = self.checks.acquire().await.ok()?;
        match hall.check_receipt(text.clone()).await.ok()? {
            ReceiptCheck::Rollback { size } => return Some(size),
            ReceiptCheck::Continues => {
                let mut continued = self.lock();
                if continued.len() >= CONTINUED_MAX {
                    continued.pop_front();
                }
                continued.push_back(text);
            }
            ReceiptCheck::NotOurs => {}
        }
        None
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<String>> {
        self.continued.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
