//! What can be played, and how a game of it will go.
//!
//! Read `pattern` and `game` first (what there is), then `catalogue` (all of it, by slug), `reader` (the files it
//! comes from), `house` (the files every box comes with) and `opening` (from what is planned to what is opened).
//! `forecast` stands apart: the mathematics of a game before it is played.

#![warn(missing_docs)]

mod catalogue;
pub mod forecast;
mod game;
mod house;
mod language;
mod opening;
mod pattern;
mod profiles;
mod reader;
mod shape;

pub use catalogue::Catalogue;
pub use game::{CatalogueGame, CatalogueStage, Family, Playing, Wins};
pub use house::{all, find, game, games, goal, lint};
pub use language::{Language, Languages};
pub use pattern::{Duration, Pattern};
pub use profiles::profiles;
pub use reader::{FILE_BYTES_MAX, Finding, PatternFile};
pub use shape::rows;
