//! A night for tests: decided and applied as the box does it, without a disk. Crates that build on this one see it with
//! the feature `testing`, as a dev-dependency.

use crate::act::Act;
use crate::actor::{By, Kind, Stamp};
use crate::command::{Command, Given};
use crate::entry::{Entry, Recorded};
use crate::face::{CENTRE, Face, Serial};
use crate::ids::{CommandId, Digest, GameId, Label, Seed, StaffId};
use crate::refusal::Refusal;
use crate::rights::Rights;
use crate::state::{Game, Night};

/// An act and who asks for it.
#[derive(Clone, Debug)]
pub struct Step {
    /// Who asks.
    pub by: By,
    /// What they may do.
    pub rights: Rights,
    /// What is asked.
    pub act: Act,
}

/// The staff member `ana`, who may do everything, asks for the act.
impl From<Act> for Step {
    fn from(act: Act) -> Self {
        staff("ana", Rights::ALL, act)
    }
}

/// A staff member asks for the act.
///
/// # Panics
/// When the name is no [`StaffId`].
#[must_use]
pub fn staff(name: &str, rights: Rights, act: Act) -> Step {
    let staff = Some(StaffId::new(name).expect("a short name"));
    Step { by: By { kind: Kind::Staff, staff, device: None, desk: None }, rights, act }
}

/// A guest's phone asks for the act.
#[must_use]
pub fn guest(act: Act) -> Step {
    Step { by: By::player(), rights: Rights::NONE, act }
}

/// A night in memory and the entries it came from.
#[derive(Clone, Default)]
pub struct TestNight {
    /// What the entries come to.
    pub night: Night,
    /// The entries in order, each with the id of its command.
    pub ledger: Vec<(CommandId, Recorded)>,
    /// Commands so far: the next command's id follows from it.
    commands: u128,
}

impl TestNight {
    /// The night after these steps.
    ///
    /// # Panics
    /// When a step is refused.
    #[must_use]
    #[track_caller]
    pub fn after(steps: &[Step]) -> Self {
        let mut night = Self::default();
        for step in steps {
            night.must(step.clone());
        }
        night
    }

    /// What the rules answer to the step. Changes nothing. A seed is lent where the rules need one: see [`seed`].
    ///
    /// # Errors
    /// The refusal.
    pub fn decide(&self, step: &Step) -> Result<Vec<Entry>, Refusal> {
        let Step { by, rights, act } = step.clone();
        let seed = act.game().filter(|_| self.night.needs_seed(&act)).map(seed);
        let given = Given { seed, staged_head: Digest([0; 32]) };
        self.night.decide(&Command { id: Some(self.id()), by, rights, act }, &given)
    }

    /// Decides the step, then writes and applies what the box would: the entries, or a refusal that matters.
    ///
    /// # Errors
    /// The refusal.
    ///
    /// # Panics
    /// Never: the name of every act is a label.
    pub fn ask(&mut self, step: &Step) -> Result<Vec<Entry>, Refusal> {
        let decision = self.decide(step);
        match &decision {
            Ok(entries) => entries.iter().for_each(|entry| self.write(&step.by, entry.clone())),
            Err(refusal) if refusal.matters() && !self.night.closed => {
                let act = Label::new(step.act.name()).expect("names of acts are short");
                self.write(&step.by, Entry::Refused { act, refusal: refusal.clone(), repeats: 0 });
            }
            Err(_) => {}
        }
        self.commands += 1;
        decision
    }

    /// Like [`Self::ask`], for a step that must not be refused.
    ///
    /// # Panics
    /// When it is.
    #[track_caller]
    pub fn must(&mut self, step: impl Into<Step>) -> Vec<Entry> {
        let step = step.into();
        self.ask(&step).unwrap_or_else(|refusal| panic!("{step:?} was refused: {refusal:?}"))
    }

    /// Writes and applies an entry nobody decided, under the id of the next command, a second after the one before.
    ///
    /// # Panics
    /// When the night has more entries than an `i64` can count.
    pub fn write(&mut self, by: &By, entry: Entry) {
        let seq = self.night.size;
        let at_ms = i64::try_from(seq).expect("few entries") * 1_000;
        let recorded = Recorded { stamp: Stamp { seq, at_ms, by: by.clone() }, entry };
        self.night.apply(&recorded);
        self.ledger.push((self.id(), recorded));
    }

    /// The game that was opened first.
    ///
    /// # Panics
    /// When none was opened.
    #[must_use]
    #[track_caller]
    pub fn game(&self) -> &Game {
        self.night.games.first().expect("a game was opened")
    }

    fn id(&self) -> CommandId {
        CommandId(uuid::Uuid::from_u128(self.commands))
    }
}

/// The seed of a game, made from the first letter of its id.
#[must_use]
pub fn seed(game: &GameId) -> Seed {
    Seed([game.as_str().as_bytes()[0]; 64])
}

/// Sells card `n`.
#[must_use]
pub fn sell(n: u8) -> Act {
    Act::ActivateCard { serial: Serial(n.into()), face: face(n) }
}

/// The face of card `n`: no two are alike below 60.
///
/// # Panics
/// Never: every number stands in its column.
#[must_use]
pub fn face(n: u8) -> Face {
    let n = usize::from(n);
    let number = |square: usize| {
        let (row, column) = (square / 5, square % 5);
        let step = (row * 3 + n * (column + 1) + n / 7) % 15;
        if square == CENTRE { 0 } else { u8::try_from(column * 15 + 1 + step).expect("at most 75") }
    };
    Face::new(&(0..25).map(number).collect::<Vec<_>>()).expect("numbers of their columns")
}
