//! The rules of bingo. Pure: no clock, no dice, no async, no I/O; `decide` changes nothing, `apply` decides nothing and
//! cannot fail.
//!
//! Read `act` and `entry` first (what is asked, what is written), then `decide`, `apply` and `state`. `referee`
//! says who wins with a ball; `recount` says it again from the definition, without shared code. `deck` is the order of
//! the balls, `set` the cards.

#![warn(missing_docs)]

mod act;
mod actor;
mod amount;
mod appearance;
mod apply;
mod ball;
pub mod code;
mod command;
mod decide;
pub mod deck;
mod entry;
mod extra;
mod face;
mod goal;
mod ids;
pub mod merkle;
mod programme;
pub mod recount;
pub mod referee;
mod refusal;
mod rights;
mod rules;
pub mod set;
mod stage_spec;
mod state;
mod stream;
pub mod supersets;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use act::{Act, ActFacts};
pub use actor::{By, Kind, Stamp};
pub use amount::{Amount, NotAnAmount};
pub use appearance::{appearance, check_appearance};
pub use ball::{Ball, NotABall};
pub use command::{Command, Given};
pub use decide::{
    CARDS_MAX, ENTROPY_BYTES_MAX, FALSE_CLAIMS_MAX, GAME_MASKS_MAX, GAMES_MAX, ITEMS_MAX, PACK_MAX,
    PRIZES_MAX, STAGE_MASKS_MAX, STAGES_MAX,
};
pub use entry::{
    ClockSource, Entry, Format, Outcome, Previous, Recorded, Settlement, TeamDevice, TeamMember, Verdict,
};
pub use extra::{Award, Extra};
pub use face::{CENTRE, Face, Mask, NotAFace, NotAMask, Serial};
pub use goal::{Board, Goal, Race, Run, Start, Way};
pub use ids::{
    BadText, CommandId, DeviceId, Digest, GameId, ItemId, Label, NightId, PatternSlug, PotId, PrizeId,
    Reason, Seed, StaffId, Text,
};
pub use programme::{Item, ItemKind, Pays, Planned, Play, Shown};
pub use refusal::{ClockStays, CopyFault, Fault, Refusal, Thing};
pub use rights::{Look, Profile, Right, Rights, Role};
pub use rules::{ClaimMode, Daub, FreeSquare, LostLink, Rules, Source, TieRule, Undo, Window, reaches};
pub use stage_spec::{Jackpot, JackpotPrize, Pot, StageSpec};
pub use state::{
    ActiveCard, Announced, Announcement, Game, Lock, Night, Prize, Stage, Status, Win, WinningCard, Winnings,
};
