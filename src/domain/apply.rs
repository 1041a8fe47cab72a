//! Entries change the state. Nothing is decided here.

use super::entry::Recorded;
use super::state::Night;

impl Night {
    /// Folds one entry into the state. It has already happened, so this cannot fail.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.size = recorded.stamp.seq + 1;
    }
}
