//! What the hall needs from outside: box time, storage apart from the ledger, a key.

use std::path::PathBuf;

use domain::{ClockSource, ClockStays, GameId, Label, NightId, Seed, TeamDevice, TeamMember};
use machine::clock::{ClockOffer, ClockStep};
use proof::BoxKey;

/// Box time, from outside: the hall reads no clock.
pub trait Clock: Send + Sync + 'static {
    /// Box time now.
    fn now(&mut self) -> Moment;

    /// Moves box time to `at_ms`, ms since 1970, if it is earlier: an entry of that time is on the disk.
    fn not_before(&mut self, at_ms: i64);

    /// Sets box time to what a staff device says.
    ///
    /// # Errors
    /// Why the clock stays as it is, or what the person has to confirm first.
    fn set(&mut self, offer: ClockOffer) -> Result<ClockStep, ClockStays>;

    /// Takes the step that a better clock asks for, if it does. It is written down before anything else is.
    fn step(&mut self) -> Option<ClockStep>;

    /// The date a night that starts now belongs to (rolls over at 06:00 local).
    fn night_date(&mut self) -> jiff::civil::Date;
}

/// What the hall keeps apart from the ledger: team, newest checkpoint, game seeds.
pub trait Memory: Send + Sync + 'static {
    /// People and devices, with their rights.
    ///
    /// # Errors
    /// In words for the operator; the night goes on without a note of the team.
    fn team(&mut self) -> Result<Team, String>;

    /// Keeps a checkpoint apart from the ledger; it replaces the one kept before.
    ///
    /// # Errors
    /// In words for the operator; the night goes on.
    fn remember(&mut self, checkpoint: &str) -> Result<(), String>;

    /// The checkpoint kept last.
    ///
    /// # Errors
    /// In words for the operator; the box starts as without one.
    fn remembered(&mut self) -> Result<Option<String>, String>;

    /// The seed of a game, durable when this returns. Makes one if `make` and there is none.
    ///
    /// # Errors
    /// In words for the operator; the command that needs it fails.
    fn seed(&mut self, night: &NightId, game: &GameId, make: bool) -> Result<Option<Seed>, String>;
}

/// People and devices, without names.
#[derive(Clone, Debug, Default)]
pub struct Team {
    /// All people who were ever on it.
    pub people: Vec<TeamMember>,
    /// Their devices.
    pub devices: Vec<TeamDevice>,
}

/// Box time and the clock it came from.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Milliseconds since 1970.
    pub at_ms: i64,
    /// Milliseconds since the box started.
    pub mono_ms: u64,
    /// What set the clock, if it was set.
    pub source: Option<ClockSource>,
}

/// What the hall needs to open.
pub struct HallSetup {
    /// Folder of the venue.
    pub data: PathBuf,
    /// Name of the venue, for nights that start.
    pub venue: Label,
    /// Signs checkpoints; its name is part of every origin.
    pub key: BoxKey,
    /// Identifies this start of the program.
    pub boot: String,
    /// Version of the program.
    pub version: Label,
    /// Box time.
    pub clock: Box<dyn Clock>,
    /// Storage apart from the ledger.
    pub memory: Box<dyn Memory>,
}

impl HallSetup {
    pub(super) fn folder(&self, night: &NightId) -> PathBuf {
        self.data.join("nights").join(night.as_str())
    }

    pub(super) fn lent(&mut self) -> Lent<'_> {
        Lent { clock: self.clock.as_mut(), memory: self.memory.as_mut() }
    }
}

/// What every decision may use.
pub(super) struct Lent<'a> {
    pub(super) clock: &'a mut dyn Clock,
    pub(super) memory: &'a mut dyn Memory,
}
