//! The programme of the night, and what of it screens show between games.

use domain::{Digest, GameId, Item, ItemId, Label, Outcome, Reason, Source};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::game::StatusView;

/// The programme of the night.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Programme {
    /// Seq of its entry; goes with the next change. `None` = there is none yet.
    pub seq: Option<u64>,
    /// Its items.
    pub items: Vec<Item>,
    /// Items that were opened, and as which game.
    pub opened: Vec<(ItemId, GameId)>,
}

/// A game on the programme.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct GameSummary {
    /// Its id.
    pub id: GameId,
    /// Its name.
    pub name: Label,
    /// Where balls come from.
    pub source: Source,
    /// How far it is.
    pub status: StatusView,
    /// How it ended, once it is over: one that was cancelled or voided may be played after all.
    pub outcome: Option<Outcome>,
    /// Its stages' patterns in words.
    pub stages: Vec<Label>,
}

/// A break or message.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ShownView {
    /// In words.
    pub text: Reason,
    /// End of the break, box time in ms since 1970; `None` = a message.
    pub until_ms: Option<i64>,
}

/// A game to come.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct UpNext {
    /// Its id.
    pub game: GameId,
    /// Its commitment: phones keep it from now on, before its cards are locked.
    pub commitment: Option<Digest>,
    /// Its name.
    pub name: Label,
    /// Names of its patterns.
    pub stages: Vec<Label>,
}
