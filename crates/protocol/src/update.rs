//! A new version of the whole appliance, as its owner sees it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::version::Version;

/// What became of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UpdateStep {
    /// Checked, and waiting for the owner's word.
    Found,
    /// It cannot be used; the reason says why.
    Refused,
    /// Being written into the other slot.
    Installing,
    /// Written: it starts at the next start of the box.
    Installed,
    /// It runs, and has to show that it serves.
    Trial,
    /// It serves.
    Good,
    /// It did not serve or was not written: the version before runs.
    Failed,
}

/// The newest thing to tell about an update.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UpdateNews {
    /// What became of it.
    pub step: UpdateStep,
    /// The update's version, or the file when it has none that can be believed.
    pub version: String,
    /// The reason, in words for the owner.
    pub reason: Option<String>,
    /// Milliseconds since 1970 by the system's clock, which may be wrong.
    pub at_ms: i64,
}

/// What the owner asks for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AskUpdate {
    /// Write this version, which was found, into the other slot.
    Install(#[ts(type = "string")] Version),
    /// Start the other slot on trial.
    Back,
    /// Start anew now.
    Restart,
}
