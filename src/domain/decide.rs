//! Commands become entries, or are refused. Nothing is changed here.

use super::command::{Chance, Command};
use super::entry::Entry;
use super::refusal::Refusal;
use super::state::Night;

impl Night {
    /// What would happen if this command were carried out now.
    ///
    /// # Errors
    /// The [`Refusal`] to show to the sender.
    pub fn decide(&self, _command: &Command, _chance: &Chance) -> Result<Vec<Entry>, Refusal> {
        Ok(vec![])
    }
}
