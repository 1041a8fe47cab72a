//! Who did something, and when.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ids::{DeviceId, Label, StaffId};

/// Who did it. Names never stand in the ledger, ids do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct By {
    /// What kind of actor.
    pub kind: Kind,
    /// Member of staff, when one was signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffId>,
    /// Enrolled device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
    /// Where the device stands, as the owner named it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<Label>,
}

/// What kind of actor wrote an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The box itself.
    System,
    /// A member of staff.
    Staff,
    /// A guest's phone.
    Player,
}

impl By {
    /// The box itself.
    #[must_use]
    pub fn system() -> Self {
        Self { kind: Kind::System, staff: None, device: None, desk: None }
    }

    /// A guest's phone.
    #[must_use]
    pub fn player() -> Self {
        Self { kind: Kind::Player, staff: None, device: None, desk: None }
    }
}

/// When and by whom an entry was written: kept in the state so that refusals can say so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Stamp {
    /// Position in the ledger.
    pub seq: u64,
    /// Box time, milliseconds since 1970.
    pub at_ms: i64,
    /// Who.
    pub by: By,
}
