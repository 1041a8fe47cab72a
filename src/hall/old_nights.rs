//! Nights that are over: taken along, compared with a copy that was read back, removed. None of it passes through the
//! loop, and the night that is open is never touched.

use std::collections::HashMap;
use std::io::{self, Cursor};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{CopyFault, NightId};
use proof::BoxKey;

use crate::ledger::archive::{self, KeptLedger, NoCopy, RemoveError, Removed, Whole};
use crate::ledger::{AppendError, OpenError, export::ExportError};

/// Which night is open.
pub(super) type Tonight = Arc<dyn Fn() -> NightId + Send + Sync>;

/// The nights of a venue that are over. Cheap to clone.
#[derive(Clone)]
pub struct OldNights(Arc<Shared>);

struct Shared {
    data: PathBuf,
    key: BoxKey,
    tonight: Tonight,
    /// Copies that were read back since the start.
    copies: Mutex<HashMap<NightId, Whole>>,
}

/// Why something was not done with an old night.
#[derive(Debug, thiserror::Error)]
pub enum OldNightError {
    /// It is the night that is open.
    #[error("this night is open")]
    Tonight,
    /// There is none by this name, or its ledger was removed.
    #[error("the box has no ledger of this night")]
    Unknown,
    /// The file is no copy of it.
    #[error("this is no copy of the night: {0:?}")]
    NotACopy(CopyFault),
    /// No copy was read back.
    #[error("no copy of this night was read back")]
    CopyNeeded,
    /// The disk is full.
    #[error("the disk is full")]
    Full,
    /// Its ledger cannot be read, or the disk failed.
    #[error("{0}")]
    Failed(String),
}

impl OldNights {
    pub(super) fn new(data: PathBuf, key: BoxKey, tonight: Tonight) -> Self {
        Self(Arc::new(Shared { data, key, tonight, copies: Mutex::default() }))
    }

    /// Every night the disk keeps something of, newest first.
    ///
    /// # Errors
    /// As the disk says.
    pub async fn list(&self) -> io::Result<Vec<KeptLedger>> {
        self.aside(|shared| archive::list(&shared.data)).await
    }

    /// The copy of a night that was read back since the start.
    #[must_use]
    pub fn copy(&self, night: &NightId) -> Option<Whole> {
        self.0.copies().get(night).copied()
    }

    /// The bundle of a night that is over.
    ///
    /// # Errors
    /// [`OldNightError`].
    pub async fn bundle(&self, night: NightId) -> Result<Vec<u8>, OldNightError> {
        self.check_over(&night)?;
        self.aside(move |shared| Ok(archive::bundle(&shared.data, &night, &shared.key)?)).await
    }

    /// Compares a file with the night, entry by entry, and remembers that it is a copy.
    ///
    /// # Errors
    /// [`OldNightError`].
    pub async fn read_back(&self, night: NightId, copy: Vec<u8>) -> Result<Whole, OldNightError> {
        self.check_over(&night)?;
        self.aside(move |shared| {
            let whole = archive::compare(&shared.data, &night, &shared.key, Cursor::new(copy))?;
            shared.copies().insert(night, whole);
            Ok(whole)
        })
        .await
    }

    /// Removes the ledger of a night whose copy was read back. `at_ms` is box time.
    ///
    /// # Errors
    /// [`OldNightError`]; the night stays then.
    pub(super) async fn remove(&self, night: NightId, at_ms: i64) -> Result<Removed, OldNightError> {
        self.check_over(&night)?;
        self.aside(move |shared| {
            let copy = shared.copies().get(&night).copied().ok_or(OldNightError::CopyNeeded)?;
            let removed = archive::remove(&shared.data, &night, &shared.key, copy, at_ms)?;
            shared.copies().remove(&night);
            Ok(removed)
        })
        .await
    }

    fn check_over(&self, night: &NightId) -> Result<(), OldNightError> {
        if (self.0.tonight)() == *night { Err(OldNightError::Tonight) } else { Ok(()) }
    }

    /// Works on a thread that may block.
    async fn aside<T: Send + 'static>(&self, work: impl FnOnce(&Shared) -> T + Send + 'static) -> T {
        let shared = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || work(&shared))
            .await
            .expect("looking at old nights does not panic")
    }
}

impl Shared {
    fn copies(&self) -> MutexGuard<'_, HashMap<NightId, Whole>> {
        self.copies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<OpenError> for OldNightError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Full(_) => Self::Full,
            OpenError::Missing(_) => Self::Unknown,
            other => Self::Failed(other.to_string()),
        }
    }
}

impl From<NoCopy> for OldNightError {
    fn from(error: NoCopy) -> Self {
        Self::NotACopy(match error {
            NoCopy::Unreadable(_) | NoCopy::NotWhole(_) => CopyFault::NotWhole,
            NoCopy::Another(_) => CopyFault::AnotherNight,
            NoCopy::Early { .. } => CopyFault::TooEarly,
            NoCopy::Differs => CopyFault::Differs,
            NoCopy::Ledger(error) => return error.into(),
        })
    }
}

impl From<RemoveError> for OldNightError {
    fn from(error: RemoveError) -> Self {
        match error {
            RemoveError::Ledger(error) => error.into(),
            RemoveError::Changed => Self::CopyNeeded,
            RemoveError::Disk(error) if error.kind() == io::ErrorKind::StorageFull => Self::Full,
            other @ RemoveError::Disk(_) => Self::Failed(other.to_string()),
        }
    }
}

impl From<ExportError> for OldNightError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Open(error) => error.into(),
            ExportError::Ledger(AppendError::Full) => Self::Full,
            other => Self::Failed(other.to_string()),
        }
    }
}
