mod fork;
mod laws;
mod pace;
mod pots;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use super::*;
use domain::FreeSquare;
use domain::*;
use proof::audit::{Audit, audit};
use proof::bundle::{self, Verification};
use proof::{BoxKey, LeafBody, LeafClock};
use protocol::{Reply, ReplyBody, Since};

/// A world whose clock ticks a second at every look, and whose seeds follow from the game's name.
#[derive(Clone, Default)]
struct Fake {
    ticks: u64,
    seeds: Arc<Mutex<HashMap<(NightId, GameId), Seed>>>,
    team: Arc<Mutex<Team>>,
    memory: Arc<Mutex<Option<String>>>,
}

impl Clock for Fake {
    fn now(&mut self) -> Moment {
        self.ticks += 1;
        let at_ms = 1_790_000_000_000 + i64::try_from(self.ticks).unwrap() * 1_000;
        Moment { at_ms, mono_ms: self.ticks * 1_000, source: None }
    }

    fn not_before(&mut self, _: i64) {}

    fn set(&mut self, to_ms: i64) -> Result<(i64, i64), String> {
        Ok((1_790_000_000_000, to_ms))
    }

    fn night_date(&mut self) -> jiff::civil::Date {
        jiff::civil::date(2026, 11, 20)
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

/// A venue in a temporary folder, which can be switched off and on.
struct Venue {
    dir: tempfile::TempDir,
    world: Fake,
    running: Running,
    next: u128,
}

impl Venue {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let world = Fake::default();
        let running = open(setup(dir.path(), &world)).await.unwrap();
        Self { dir, world, running, next: 0 }
    }

    /// Pulls the plug: nothing is flushed, closed or said.
    async fn pull_the_plug_and_start(self) -> Self {
        if !self.running.task.is_finished() {
            self.running.task.abort();
            let _ = self.running.task.await;
        }
        let running = open(setup(self.dir.path(), &self.world)).await.unwrap();
        Self { dir: self.dir, world: self.world, running, next: self.next }
    }

    fn command(&mut self, act: Act) -> Command {
        self.next += 1;
        let by = By {
            kind: Kind::Staff,
            staff: Some(StaffId::new("s1").unwrap()),
            device: Some(DeviceId::new("d1").unwrap()),
            desk: Some(Label::new("Bar").unwrap()),
        };
        Command { id: Some(CommandId(uuid::Uuid::from_u128(self.next))), by, rights: Rights::ALL, act }
    }

    async fn ask(&mut self, act: Act) -> ReplyBody {
        let command = self.command(act);
        decode(&self.running.hall.ask(command).await.unwrap())
    }

    async fn must(&mut self, act: Act) -> Vec<Entry> {
        match self.ask(act.clone()).await {
            ReplyBody::Ok { entries, .. } => entries,
            other => panic!("{act:?} gave {other:?}"),
        }
    }

    async fn bundle(&self) -> bundle::Bundle {
        let path = self.dir.path().join("night.zip");
        self.running.hall.export(path.clone()).await.unwrap().unwrap();
        bundle::read(&path).unwrap()
    }
}

fn decode(answer: &Answer) -> ReplyBody {
    serde_json::from_slice::<Reply>(&answer.bytes).unwrap().body
}

fn setup(data: &Path, world: &Fake) -> Setup {
    Setup {
        data: data.to_owned(),
        venue: Label::new("The Crown").unwrap(),
        key: BoxKey::from_seed([7; 32], "testbox1").unwrap(),
        boot: "b1".to_owned(),
        version: Label::new("test").unwrap(),
        clock: Box::new(world.clone()),
        memory: Box::new(world.clone()),
    }
}

/// Card n: unlike any other for n < 60.
fn face(n: u8) -> Face {
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

fn activate(n: u8) -> Act {
    Act::ActivateCard { serial: Serial(u32::from(n)), face: face(n) }
}

fn game() -> GameId {
    GameId::new("g1").unwrap()
}

fn open_game(ties: TieRule) -> Act {
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

/// Draws until somebody wins; the serials that did.
async fn draw_until_won(venue: &mut Venue) -> Vec<Serial> {
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

fn close_night() -> Act {
    Act::CloseNight { night: NightId::new("2026-11-20").unwrap() }
}

/// A whole night with one game.
async fn play(venue: &mut Venue) {
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

#[tokio::test]
async fn two_desks_sell_one_card_in_the_same_batch() {
    let mut venue = Venue::new().await;
    let (one, two) = (venue.command(activate(1)), venue.command(activate(1)));
    let hall = venue.running.hall.clone();
    // Both are queued before the loop runs: they share a batch and a commit.
    let (one, two) = tokio::join!(hall.ask(one), hall.ask(two));
    assert!(matches!(decode(&one.unwrap()), ReplyBody::Ok { .. }));
    let ReplyBody::Refused(Refusal::AlreadyActive { sold, .. }) = decode(&two.unwrap()) else { panic!() };
    assert_eq!(sold.by.desk.unwrap().as_str(), "Bar");
}

#[tokio::test]
async fn a_retry_gets_the_same_bytes_even_after_a_power_cut() {
    let mut venue = Venue::new().await;
    let (sale, again) = (venue.command(activate(1)), venue.command(activate(1)));
    let said = [
        venue.running.hall.ask(sale.clone()).await.unwrap(),
        venue.running.hall.ask(again.clone()).await.unwrap(),
    ];
    let size = venue.running.views.now().seq;
    let venue = venue.pull_the_plug_and_start().await;
    for (command, said) in [sale, again].into_iter().zip(said) {
        assert_eq!(venue.running.hall.ask(command).await.unwrap().bytes, said.bytes);
    }
    // Nothing but the note that the box started came on top.
    assert_eq!(venue.running.views.now().seq, size + 1);
}

#[tokio::test]
async fn an_answer_is_for_whoever_asked() {
    let mut venue = Venue::new().await;
    let sale = venue.command(activate(1));
    venue.running.hall.ask(sale.clone()).await.unwrap();
    let other = By { staff: Some(StaffId::new("s2").unwrap()), ..sale.by.clone() };
    for by in [other, By::player()] {
        let stolen = venue.running.hall.ask(Command { by, ..sale.clone() }).await.unwrap();
        assert!(matches!(decode(&stolen), ReplyBody::Refused(Refusal::Invalid { .. })), "{stolen:?}");
    }
}

#[tokio::test]
async fn nothing_is_written_after_the_end_of_a_night() {
    let mut venue = Venue::new().await;
    play(&mut venue).await;
    let last = venue.running.views.now().seq;
    assert!(matches!(venue.ask(close_night()).await, ReplyBody::Refused(Refusal::NightOver)));
    assert_eq!(venue.running.views.now().seq, last);
}

#[tokio::test]
async fn a_power_cut_in_the_middle_of_a_game_changes_nothing() {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    for n in 0..5 {
        venue.must(activate(n)).await;
    }
    venue.must(Act::LockGame { game: game() }).await;
    venue.must(Act::DrawBall { game: game(), after: 0, ball: None }).await;
    venue.must(Act::DrawBall { game: game(), after: 1, ball: None }).await;
    let before = venue.running.views.now().game.clone().unwrap();
    let venue = venue.pull_the_plug_and_start().await;
    let after = venue.running.views.now().game.clone().unwrap();
    assert_eq!(serde_json::to_value(before).unwrap(), serde_json::to_value(after).unwrap());
}

#[tokio::test]
async fn a_whole_night_is_re_executed_and_found_good() {
    let mut venue = Venue::new().await;
    play(&mut venue).await;
    let Verification::Good(proven) = bundle::verify_bytes(&venue.bundle().await) else { panic!() };
    let Audit::Good(tally) = audit(&proven.leaves) else { panic!("{:?}", audit(&proven.leaves)) };
    assert_eq!((tally.games, tally.cards), (1, 40));
}

#[tokio::test]
async fn a_ball_is_called_while_a_bundle_is_packed() {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    venue.must(activate(1)).await;
    venue.must(Act::LockGame { game: game() }).await;
    let path = venue.dir.path().join("slow.zip");
    // Packing waits before its first byte until this pipe is read.
    let pipe = venue.dir.path().join("slow.hold");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let hall = venue.running.hall.clone();
    let mut export = Box::pin(hall.export(path.clone()));
    std::future::poll_fn(|context| {
        assert!(export.as_mut().poll(context).is_pending());
        std::task::Poll::Ready(())
    })
    .await;
    let draw = venue.must(Act::DrawBall { game: game(), after: 0, ball: None });
    let drawn = tokio::time::timeout(std::time::Duration::from_secs(20), draw).await;
    assert!(drawn.is_ok(), "the draw waits for the bundle");
    drop(std::fs::File::open(&pipe).unwrap());
    assert!(export.await.unwrap().is_ok() && path.exists());
}

/// Many people press at once; how many entries of each type that wrote.
async fn all_at_once(venue: &mut Venue, acts: impl Iterator<Item = Act>) -> HashMap<String, usize> {
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

#[tokio::test]
async fn all_cards_of_a_sold_out_night_win_at_once_and_tie() {
    let mut venue = Venue::new().await;
    let serials = || (0..u32::try_from(CARDS_MAX).unwrap()).map(|n| Serial(u32::MAX - n));
    let sales = serials().map(|serial| Act::ActivateCard { serial, face: face(1) });
    assert_eq!(all_at_once(&mut venue, sales).await["card_activated"], 12_000);
    venue.must(open_game(TieRule::Split)).await;
    venue.must(Act::LockGame { game: game() }).await;
    assert_eq!(draw_until_won(&mut venue).await.len(), 5_000, "what one entry holds");
    let more = Act::DrawBall { game: game(), after: 75, ball: None };
    let ReplyBody::Refused(Refusal::WinOpen { serials: named, .. }) = venue.ask(more).await else { panic!() };
    assert_eq!(named.len(), 100);
    let judge =
        |serial| Act::JudgeClaim { game: game(), stage: 0, serial, verdict: Verdict::Good, reason: None };
    let judged = all_at_once(&mut venue, serials().map(judge)).await;
    assert_eq!((judged["claim_judged"], judged["tie_resolved"]), (12_000, 5));
    let paid =
        venue.must(Act::PayPrize { game: game(), stage: 0, serial: Serial(u32::MAX), name_hash: None });
    assert!(matches!(paid.await[..], [Entry::PrizePaid { share: 1, of: 12_000, .. }]));
    venue.must(Act::CloseStage { game: game(), stage: 0 }).await;
    venue.must(close_night()).await;
    let Verification::Good(proven) = bundle::verify_bytes(&venue.bundle().await) else { panic!() };
    let found = audit(&proven.leaves);
    assert!(matches!(&found, Audit::Good(tally) if tally.cards == 12_000 && tally.paid == 1), "{found:?}");
    let mut without_the_last_part = proven.leaves;
    without_the_last_part
        .retain(|leaf| !matches!(&leaf.entry, Entry::WinDetected { serials, .. } if serials.len() < 5_000));
    assert!(matches!(audit(&without_the_last_part), Audit::Bad { .. }));
}

#[tokio::test]
async fn an_open_night_is_incomplete() {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    venue.must(activate(1)).await;
    let Verification::Good(proven) = bundle::verify_bytes(&venue.bundle().await) else { panic!() };
    assert!(matches!(audit(&proven.leaves), Audit::Incomplete { .. }));
}

/// Somebody with the box key rewrites one entry and signs everything anew: bytes are fine, rules are not.
#[tokio::test]
async fn an_entry_the_rules_do_not_give_is_named() {
    let mut venue = Venue::new().await;
    play(&mut venue).await;
    let Verification::Good(proven) = bundle::verify_bytes(&venue.bundle().await) else { panic!() };
    for (what, forge) in forgeries().into_iter().chain(misplaced()) {
        let mut leaves = proven.leaves.clone();
        let seq = forge(&mut leaves).unwrap_or_else(|| panic!("{what}: nothing to forge"));
        match audit(&leaves) {
            Audit::Bad { seq: named, .. } => assert!(named <= seq, "{what}: named {named}, forged {seq}"),
            other => panic!("{what}: {other:?}"),
        }
    }
}

type Forgery = fn(&mut Vec<LeafBody>) -> Option<u64>;

fn forgeries() -> [(&'static str, Forgery); 6] {
    fn each(leaves: &mut [LeafBody], forge: impl Fn(&mut Entry) -> bool) -> Option<u64> {
        leaves.iter_mut().find_map(|leaf| forge(&mut leaf.entry).then_some(leaf.seq))
    }
    [
        ("another winner", |leaves| {
            each(leaves, |entry| match entry {
                Entry::WinDetected { serials, .. } => {
                    serials[0] = Serial(if serials[0].0 == 39 { 38 } else { 39 });
                    true
                }
                _ => false,
            })
        }),
        ("another ball", |leaves| {
            each(leaves, |entry| match entry {
                Entry::BallCalled { ball, call: 3, .. } => {
                    *ball = Ball::new(76 - ball.number()).unwrap();
                    true
                }
                _ => false,
            })
        }),
        ("another card", |leaves| {
            let (won_at, winner) = leaves.iter().find_map(|leaf| match &leaf.entry {
                Entry::WinDetected { serials, .. } => Some((leaf.seq, serials[0])),
                _ => None,
            })?;
            each(leaves, |entry| match entry {
                Entry::CardActivated { serial, face: on } if *serial == winner => {
                    *on = face(55);
                    true
                }
                _ => false,
            })
            .map(|_| won_at)
        }),
        ("a verdict nobody may give", |leaves| {
            each(leaves, |entry| match entry {
                Entry::ClaimJudged { verdict, .. } => {
                    *verdict = Verdict::NotAWin;
                    true
                }
                _ => false,
            })
        }),
        ("entropy after the fact", |leaves| {
            each(leaves, |entry| match entry {
                Entry::EntropyAdded { text, .. } => {
                    *text = "1 1 1".to_owned();
                    true
                }
                _ => false,
            })
            .map(|seq| seq + 1)
        }),
        ("another seed", |leaves| {
            each(leaves, |entry| match entry {
                Entry::SeedRevealed { seed, .. } => {
                    *seed = Seed([9; 64]);
                    true
                }
                _ => false,
            })
        }),
    ]
}

/// Entries where they cannot stand, or by whom they cannot be.
fn misplaced() -> [(&'static str, Forgery); 3] {
    [
        ("a payout hidden behind a refusal", |leaves| {
            let close = leaves.iter().position(|leaf| matches!(leaf.entry, Entry::StageClosed { .. }))?;
            let cmd = leaves[close].cmd;
            let act = Label::new("pay_prize").unwrap();
            let refused = Entry::Refused { act, refusal: Refusal::NotJudged };
            leaves.insert(close, LeafBody { entry: refused, cmd, ..leaves[close].clone() });
            Some(leaves[close].seq)
        }),
        ("a guest who draws", |leaves| {
            let leaf = leaves.iter_mut().find(|leaf| matches!(leaf.entry, Entry::BallCalled { .. }))?;
            leaf.by = By::player();
            Some(leaf.seq)
        }),
        ("something after the end", |leaves| {
            let last = leaves.last()?.clone();
            let entry = Entry::BoxStarted { version: Label::new("1").unwrap(), replayed: 1 };
            leaves.push(LeafBody { seq: last.seq + 1, cmd: None, entry, ..last });
            Some(leaves.last()?.seq)
        }),
    ]
}

#[tokio::test]
async fn a_box_that_comes_back_shorter_is_told_by_a_phone() {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    venue.must(activate(1)).await;
    let ledger = venue.dir.path().join("nights/2026-11-20");
    // An older copy of the card is put back in later.
    venue.running.hall.stop().await;
    let _ = (&mut venue.running.task).await;
    let old = std::fs::read(ledger.join("ledger.db")).unwrap();
    let mut venue = venue.pull_the_plug_and_start().await;
    for n in 2..9 {
        venue.must(activate(n)).await;
    }
    venue.must(Act::LockGame { game: game() }).await;
    let receipt = venue.running.views.now().checkpoint.clone().unwrap();
    assert_eq!(venue.running.hall.check_receipt(receipt.clone()).await.unwrap(), ReceiptCheck::Continues);

    venue.running.hall.stop().await;
    let _ = (&mut venue.running.task).await;
    std::fs::remove_dir_all(&ledger).unwrap();
    std::fs::create_dir_all(&ledger).unwrap();
    std::fs::write(ledger.join("ledger.db"), old).unwrap();
    let venue = venue.pull_the_plug_and_start().await;
    let check = venue.running.hall.check_receipt(receipt.clone()).await.unwrap();
    assert!(matches!(check, ReceiptCheck::Rollback { .. }), "{check:?}");
    let alarm = venue
        .running
        .views
        .staff_news()
        .feed
        .into_iter()
        .any(|item| matches!(item.entry, Entry::RollbackReported { .. }));
    assert!(alarm, "staff must see the alarm");
    let forged = receipt.replace("hallbox/testbox1/", "hallbox/otherbox/");
    assert_eq!(venue.running.hall.check_receipt(forged).await.unwrap(), ReceiptCheck::NotOurs);
}

#[tokio::test]
async fn a_client_resumes_where_it_left_off_or_gets_a_snapshot() {
    let mut venue = Venue::new().await;
    venue.must(open_game(TieRule::Split)).await;
    venue.must(activate(1)).await;
    venue.must(Act::LockGame { game: game() }).await;
    let now = venue.running.views.now();
    let since = Since { night: now.night.to_string(), s: now.seq, h: now.head.clone() };
    venue.must(Act::DrawBall { game: game(), after: 0, ball: None }).await;
    venue.must(Act::DrawBall { game: game(), after: 1, ball: None }).await;
    let views = &venue.running.views;
    assert_eq!(views.missed(&views.phone, &since).unwrap().len(), 2);
    let elsewhere = Since { h: "0000000000000000".to_owned(), ..since.clone() };
    assert!(views.missed(&views.phone, &elsewhere).is_none(), "another past needs a snapshot");
    let yesterday = Since { night: "2026-11-19".to_owned(), ..since };
    assert!(views.missed(&views.phone, &yesterday).is_none());
}

#[tokio::test]
async fn the_next_night_names_the_end_of_the_last_one() {
    let mut venue = Venue::new().await;
    let id = CommandId(uuid::Uuid::from_u128(900));
    let by = By::system();
    let early = venue.running.hall.open_night(by.clone(), Rights::ALL, id, false).await.unwrap();
    assert!(matches!(decode(&early), ReplyBody::Refused(Refusal::GameStillRunning { .. })));
    play(&mut venue).await;
    let seller = Rights::of(&[Right::Sell]);
    let id = CommandId(uuid::Uuid::from_u128(901));
    let denied = venue.running.hall.open_night(by.clone(), seller, id, false).await.unwrap();
    assert!(matches!(decode(&denied), ReplyBody::Refused(Refusal::NotAllowed { .. })));

    let size = venue.running.views.now().seq + 1;
    let id = CommandId(uuid::Uuid::from_u128(902));
    let opened = venue.running.hall.open_night(by.clone(), Rights::ALL, id, false).await.unwrap();
    let ReplyBody::Ok { entries, .. } = decode(&opened) else { panic!("{opened:?}") };
    let Entry::NightOpened { night, previous: Some(previous), .. } = &entries[0] else {
        panic!("{entries:?}")
    };
    assert_eq!((night.as_str(), previous.size), ("2026-11-20-2", size));
    let retry = venue.running.hall.open_night(by, Rights::ALL, id, false).await.unwrap();
    assert_eq!(retry.bytes, opened.bytes);
}

#[tokio::test]
async fn names_of_nights_count_on() {
    let ids = |names: &[&str]| names.iter().map(|name| NightId::new(*name).unwrap()).collect::<Vec<_>>();
    let date = jiff::civil::date(2026, 11, 20);
    assert_eq!(names::next(&[], date).as_str(), "2026-11-20");
    assert_eq!(
        names::next(&ids(&["2026-11-20", "2026-11-20-9", "2026-11-20-10"]), date).as_str(),
        "2026-11-20-11"
    );
    // A clock that was set back does not hide the newest night behind an older name.
    assert_eq!(names::next(&ids(&["2027-01-02"]), date).as_str(), "2027-01-02-2");
}
