//! Checkpoints that phones bring back: has the ledger lost something they remember?

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Semaphore;

use crate::hall::{Hall, ReceiptCheck};

/// Checkpoints whose answer is remembered: after a power cut most phones bring one of a few.
const KNOWN_MAX: usize = 16;
/// A checkpoint is a short signed note; longer texts are none.
const RECEIPT_BYTES_MAX: usize = 1_024;

/// Asks the hall about every checkpoint once, a few at a time.
#[derive(Debug)]
pub(super) struct Receipts {
    known: Mutex<VecDeque<String>>,
    turns: Semaphore,
}

impl Receipts {
    pub fn new(at_once_max: usize) -> Self {
        Self { known: Mutex::default(), turns: Semaphore::new(at_once_max) }
    }

    /// The size this checkpoint covers, when the ledger does not continue it.
    ///
    /// Only good news is remembered: a ledger that continues a checkpoint does so for as long as
    /// it is open, while a rollback is worth an answer to each phone.
    pub async fn rollback(&self, hall: &Hall, text: String) -> Option<u64> {
        if text.len() > RECEIPT_BYTES_MAX || self.lock().contains(&text) {
            return None;
        }
        let _turn = self.turns.acquire().await.ok()?;
        match hall.check_receipt(text.clone()).await.ok()? {
            ReceiptCheck::Rollback { size } => return Some(size),
            ReceiptCheck::Continues => {
                let mut known = self.lock();
                if known.len() >= KNOWN_MAX {
                    known.pop_front();
                }
                known.push_back(text);
            }
            ReceiptCheck::NotOurs => {}
        }
        None
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<String>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
