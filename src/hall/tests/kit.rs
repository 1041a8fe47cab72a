//! The harness: a hall on a temporary folder, and the acts of a short night.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use domain::*;
use proof::{BoxKey, bundle};
use protocol::{Reply, ReplyBody};

use machine::clock::{ClockOffer, ClockStep};

use crate::hall::{Answer, Clock, HallSetup, Memory, Moment, QUEUE_MAX, Running, Team, open};

/// Clock and memory of the tests: the clock advances a second at every reading, every seed is the same.
#[derive(Clone, Default)]
pub(super) struct Fake {
    ticks: u64,
    /// What box time is ahead of 1.79e12 ms and the ticks.
    offset_ms: i64,
    /// The step that a better clock asks for next.
    pub(super) due: Arc<Mutex<Option<i64>>>,
    seeds: Arc<Mutex<HashMap<(NightId, GameId), Seed>>>,
    team: Arc<Mutex<Team>>,
    pub(super) memory: Arc<Mutex<Option<String>>>,
}

impl Clock for Fake {
    fn now(&mut self) -> Moment {
        self.ticks += 1;
        Moment { at_ms: self.at_ms(), mono_ms: self.ticks * 1_000, source: None }
    }

    fn not_before(&mut self, at_ms: i64) {
        self.offset_ms += (at_ms - self.at_ms()).max(0);
    }

    fn set(&mut self, offer: ClockOffer) -> Result<ClockStep, ClockStays> {
        Ok(self.go_to(offer.now_ms, ClockSource::Staff))
    }

    fn step(&mut self) -> Option<ClockStep> {
        let to_ms = self.due.lock().unwrap().take()?;
        Some(self.go_to(to_ms, ClockSource::Ntp))
    }

    fn night_date(&mut self) -> jiff::civil::Date {
        jiff::civil::date(2026, 11, 20)
    }
}

impl Fake {
    fn at_ms(&self) -> i64 {
        1_790_000_000_000 + i64::try_from(self.ticks).unwrap() * 1_000 + self.offset_ms
    }

    fn go_to(&mut self, to_ms: i64, source: ClockSource) -> ClockStep {
        let from_ms = self.at_ms();
        self.offset_ms += to_ms - from_ms;
        ClockStep { from_ms, to_ms, source }
    }
}

impl Memory for Fake {
    fn team(&mut self) -> Result<Team, String> {
        Ok(self.team.lock().unwrap().clone())
    }

    fn remember(&mut self, checkpoint: &str) -> Result<(), String> {
        *self.memory.lock().unwrap() = Some(checkpoint.to_owned());
        Ok(())
    }

    fn remembered(&mut self) -> Result<Option<String>, String> {
        Ok(self.memory.lock().unwrap().clone())
    }

    fn seed(&mut self, night: &NightId, game: &GameId, make: bool) -> Result<Option<Seed>, String> {
        let mut seeds = self.seeds.lock().unwrap();
        let key = (night.clone(), game.clone());
        if make && !seeds.contains_key(&key) {
            seeds.insert(key.clone(), Seed([3; 64]));
        }
        Ok(seeds.get(&key).copied())
    }
}

/// A hall on a temporary folder, which can be killed and started again.
pub(super) struct Venue {
    pub(super) dir: tempfile::TempDir,
    pub(super) fake: Fake,
    pub(super) running: Running,
    pub(super) next: u128,
}

impl Venue {
    pub(super) async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let fake = Fake::default();
        let running = open(setup(dir.path(), &fake)).await.unwrap();
        Self { dir, fake, running, next: 0 }
    }

    /// Kills the hall, so that nothing is flushed or closed, and starts it again.
    pub(super) async fn pull_the_plug_and_start(self) -> Self {
        if !self.running.task.is_finished() {
            self.running.task.abort();
            let _ = self.running.task.await;
        }
        let running = open(setup(self.dir.path(), &self.fake)).await.unwrap();
        Self { dir: self.dir, fake: self.fake, running, next: self.next }
    }

    pub(super) fn command(&mut self, act: Act) -> Command {
        self.next += 1;
        let by = By {
            kind: Kind::Staff,
            staff: Some(StaffId::new("s1").unwrap()),
            device: Some(DeviceId::new("d1").unwrap()),
            desk: Some(Label::new("Bar").unwrap()),
        };
        Command { id: Some(CommandId(uuid::Uuid::from_u128(self.next))), by, rights: Rights::ALL, act }
    }

    pub(super) async fn ask(&mut self, act: Act) -> ReplyBody {
        let command = self.command(act);
        decode(&self.running.hall.ask(command).await.unwrap())
    }

    pub(super) async fn must(&mut self, act: Act) -> Vec<Entry> {
        match self.ask(act.clone()).await {
            ReplyBody::Ok { entries, .. } => entries,
            other => panic!("{act:?} gave {other:?}"),
        }
    }

    pub(super) async fn bundle(&self) -> bundle::Bundle {
        let (_, bytes) = self.running.hall.export().await.unwrap().unwrap();
        bundle::unpack(std::io::Cursor::new(bytes)).unwrap()
    }
}

pub(super) fn decode(answer: &Answer) -> ReplyBody {
    serde_json::from_slice::<Reply>(&answer.bytes).unwrap().body
}

pub(super) fn setup(data: &Path, fake: &Fake) -> HallSetup {
    HallSetup {
        data: data.to_owned(),
        venue: Label::new("The Crown").unwrap(),
        key: BoxKey::from_seed([7; 32], "testbox1").unwrap(),
        boot: "b1".to_owned(),
        version: Label::new("test").unwrap(),
        clock: Box::new(fake.clone()),
        memory: Box::new(fake.clone()),
    }
}

/// The face of card n; all of n < 60 differ.
pub(super) fn face(n: u8) -> Face {
    let n = usize::from(n);
    let mut numbers = [0; 25];
    for (square, number) in numbers.iter_mut().enumerate() {
        let (row, column) = (square / 5, square % 5);
        if square != CENTRE {
            let step = (row * 3 + n * (column + 1) + n / 7) % 15;
            *number = u8::try_from(column * 15 + 1 + step).unwrap();
        }
    }
    Face::new(&numbers).unwrap()
}

pub(super) fn activate(n: u8) -> Act {
    Act::ActivateCard { serial: Serial(u32::from(n)), face: face(n) }
}

pub(super) fn game() -> GameId {
    GameId::new("g1").unwrap()
}

pub(super) fn open_game(ties: TieRule) -> Act {
    let pattern = catalogue::find(&PatternSlug::new("any-line").unwrap()).unwrap();
    let stage = pattern.stage(FreeSquare::Counts).unwrap();
    let rules = Rules { ties, claim: ClaimMode::Auto, ..Rules::friendly_pub() };
    Act::OpenGame {
        game: game(),
        name: Label::new("Line").unwrap(),
        source: Source::Rng,
        rules,
        stages: vec![stage],
        format: Format::default(),
    }
}

/// Draws until a card wins; returns the winning serials.
pub(super) async fn draw_until_won(venue: &mut Venue) -> Vec<Serial> {
    for after in 0..75 {
        let entries = venue.must(Act::DrawBall { game: game(), after, ball: None }).await;
        let won = entries.iter().find_map(|entry| match entry {
            Entry::WinDetected { serials, .. } => Some(serials.clone()),
            _ => None,
        });
        if let Some(serials) = won {
            return serials;
        }
    }
    panic!("75 balls and no line");
}

pub(super) fn close_night() -> Act {
    Act::CloseNight { night: NightId::new("2026-11-20").unwrap() }
}

/// A whole night with one game.
pub(super) async fn play(venue: &mut Venue) {
    venue.must(open_game(TieRule::Random)).await;
    for n in 0..40 {
        venue.must(activate(n)).await;
    }
    venue.must(Act::LockGame { game: game() }).await;
    venue.must(Act::AddEntropy { game: game(), text: "4 2 6".to_owned() }).await;
    for serial in draw_until_won(venue).await {
        let (game, verdict) = (game(), Verdict::Good);
        venue.must(Act::JudgeClaim { game, stage: 0, serial, verdict, reason: None }).await;
    }
    venue.must(Act::CloseStage { game: game(), stage: 0 }).await;
    venue.must(close_night()).await;
}

/// Sends many commands at once; returns how many entries of each type they wrote.
pub(super) async fn all_at_once(
    venue: &mut Venue,
    acts: impl Iterator<Item = Act>,
) -> HashMap<String, usize> {
    let commands: Vec<_> = acts.map(|act| venue.command(act)).collect();
    let mut written = HashMap::new();
    for some in commands.chunks(QUEUE_MAX / 2) {
        let hall = &venue.running.hall;
        let asks = some.iter().map(|command| {
            let (hall, command) = (hall.clone(), command.clone());
            tokio::spawn(async move { decode(&hall.ask(command).await.unwrap()) })
        });
        for ask in asks.collect::<Vec<_>>() {
            let ReplyBody::Ok { entries, .. } = ask.await.unwrap() else { panic!("refused") };
            for entry in entries {
                let entry = serde_json::to_value(entry).unwrap();
                *written.entry(entry["type"].as_str().unwrap().to_owned()).or_default() += 1;
            }
        }
    }
    written
}

pub(super) fn reason() -> Reason {
    Reason::new("as seen").unwrap()
}
