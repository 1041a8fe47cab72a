//! Nights that the box keeps: their names of winners, and how long.

use domain::{GameId, Label, NightId, Serial};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// `GET /api/nights`: every night of which the box keeps something.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct KeptNights {
    /// Newest first.
    pub nights: Vec<KeptNight>,
}

/// What the box keeps of one night.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct KeptNight {
    /// The night.
    pub night: NightId,
    /// Winners whose names staff wrote down, in the order they were paid.
    pub names: Vec<KeptName>,
    /// The last day on which the names are kept, as `2026-12-13`; `None` without any.
    pub names_until: Option<String>,
}

/// A winner whose name is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptName {
    /// The game.
    pub game: GameId,
    /// Its stage.
    pub stage: u8,
    /// The card.
    pub serial: Serial,
    /// The name.
    pub name: Label,
}
