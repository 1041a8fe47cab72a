//! Open sockets, counted by audience.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::views::Connected;

/// The counts. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(super) struct ConnectedCounts(Arc<[AtomicU32; 3]>);

/// Whose socket it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AudienceKind {
    Phone,
    Board,
    Staff,
}

/// One open socket; no longer counted when dropped.
pub(super) struct Counted {
    counts: ConnectedCounts,
    kind: AudienceKind,
}

impl ConnectedCounts {
    pub(super) fn now(&self) -> Connected {
        let [phones, boards, staff] = [0, 1, 2].map(|kind: usize| self.0[kind].load(Ordering::Relaxed));
        Connected { phones, boards, staff }
    }

    pub(super) fn add(&self, kind: AudienceKind) -> Counted {
        self.0[kind as usize].fetch_add(1, Ordering::Relaxed);
        Counted { counts: self.clone(), kind }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.counts.0[self.kind as usize].fetch_sub(1, Ordering::Relaxed);
    }
}
