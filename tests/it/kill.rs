//! The plug is pulled at any moment, again and again, on one and the same night.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bots::BotError;
use bots::dice::Dice;
use bots::door::Door;
use bots::guest::Guest;
use bots::process::BoxProcess;
use bots::staff::{AT_ONCE, Staff, body_of, new_id};
use domain::{Act, CommandId, Entry, GameId, Label, PatternSlug, Planned, Rules, Source, Verdict};
use protocol::{ReplyBody, StaffAct, StatusView, UnresolvedAct, WinCardState};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::hall::{Open, hallbox, open, start, verify};

/// Cards of the venue.
const CARDS: u32 = 600;
/// Screens that sell without end.
const SELLERS: usize = 3;
/// Phones that follow.
const GUESTS: usize = 6;
/// Answers between two kills, at least and at most.
const ANSWERS: (usize, usize) = (20, 80);
/// A box that gives no answer for so long hangs.
const ROUND_MAX: Duration = Duration::from_mins(2);

/// Every act ever sent, and what was answered.
#[derive(Default)]
pub(crate) struct Book {
    acts: Mutex<Vec<Sent>>,
    answered: watch::Sender<usize>,
    /// A record of everything the box's disk was told, which grows.
    record: Option<PathBuf>,
}

struct Sent {
    id: CommandId,
    act: StaffAct,
    answer: Option<String>,
    /// How long the record was when the answer came.
    recorded: u64,
}

impl Book {
    /// Acts sent so far.
    pub(crate) fn len(&self) -> usize {
        self.acts.lock().unwrap().len()
    }

    /// Answers so far.
    pub(crate) fn answers(&self) -> usize {
        *self.answered.borrow()
    }

    fn write(&self, id: CommandId, act: &StaffAct) {
        self.acts.lock().unwrap().push(Sent { id, act: act.clone(), answer: None, recorded: 0 });
    }

    /// A book that notes how long the record of the disk was at each answer.
    pub(crate) fn beside(record: &Path) -> Self {
        Self { record: Some(record.to_owned()), ..Self::default() }
    }

    /// Everything acknowledged: how long the record was then, the first entry's place, the entries.
    pub(crate) fn acknowledged(&self) -> Vec<(u64, u64, Vec<Entry>)> {
        let acts = self.acts.lock().unwrap();
        let answered =
            acts.iter().filter_map(|act| Some((act.recorded, body_of(act.answer.as_deref()?).unwrap())));
        answered
            .filter_map(|(recorded, body)| match body {
                ReplyBody::Ok { seq, entries } => Some((recorded, seq, entries)),
                _ => None,
            })
            .collect()
    }

    fn answer(&self, id: CommandId, text: &str) {
        let mut acts = self.acts.lock().unwrap();
        let act = acts.iter_mut().rev().find(|act| act.id == id).expect("written before it was sent");
        act.answer = Some(text.to_owned());
        act.recorded = self.record.as_ref().map_or(0, |record| std::fs::metadata(record).unwrap().len());
        self.answered.send_modify(|answers| *answers += 1);
    }
}

/// A screen whose every act stands in the book before it is sent.
struct Screen {
    staff: Staff,
    book: Arc<Book>,
}

impl Screen {
    async fn at(owner: &Staff, door: &Door, book: &Arc<Book>) -> Result<Self, BotError> {
        Ok(Self { staff: owner.screen_at(door).await?, book: Arc::clone(book) })
    }

    async fn ask(&mut self, act: impl Into<StaffAct>) -> Result<ReplyBody, BotError> {
        let act = act.into();
        let id = new_id();
        self.book.write(id, &act);
        let text = self.staff.ask_as(id, act).await?;
        self.book.answer(id, &text);
        body_of(&text)
    }

    /// Asks, and looks at the screen again once it shows what came of it.
    async fn act(&mut self, act: impl Into<StaffAct>) -> Result<(), BotError> {
        match self.ask(act).await? {
            ReplyBody::Ok { seq, entries } => self.staff.follow_to(seq + entries.len() as u64 - 1).await,
            // Before the last kill somebody did it already: look again.
            _ => self.staff.listen().await,
        }
    }
}

/// Sells one card after the other, those of others included.
async fn sell(mut screen: Screen, keys: Arc<Vec<String>>, next: Arc<AtomicUsize>) -> Result<(), BotError> {
    loop {
        let card = keys[next.fetch_add(1, Ordering::Relaxed) % keys.len()].clone();
        screen.ask(UnresolvedAct::ActivateCard { card }).await?;
    }
}

/// Plays one game after the other, from whatever the screen shows.
async fn play(mut screen: Screen, mut rival: Screen, games: Arc<AtomicUsize>) -> Result<(), BotError> {
    loop {
        let shown = screen
            .staff
            .game
            .clone()
            .filter(|game| !matches!(game.status, StatusView::Over | StatusView::Selling));
        let Some(game) = shown else {
            let id = GameId::new(format!("k{}", games.fetch_add(1, Ordering::Relaxed))).unwrap();
            let stages =
                ["any-line", "two-lines", "blackout"].map(|slug| (PatternSlug::new(slug).unwrap(), None));
            let (name, stages) = (Label::new(id.as_str()).unwrap(), stages.to_vec());
            let (source, rules) = (Source::Rng, Rules::friendly_pub());
            let planned = Planned::patterns(name, source, rules, stages);
            screen.act(UnresolvedAct::OpenGame { game: id.clone(), item: None, planned }).await?;
            screen.act(Act::LockGame { game: id }).await?;
            continue;
        };
        let (id, stage) = (game.id.clone(), game.stage);
        let cards: Vec<_> =
            game.stages[usize::from(stage)].win.iter().flat_map(|win| win.cards.clone()).collect();
        let in_state = |state| cards.iter().find(|card| card.state == state).map(|card| card.serial);
        // Nobody is paid before all who won with the same ball are judged.
        let next = if let Some(serial) = in_state(WinCardState::Detected) {
            Some(StaffAct::from(UnresolvedAct::Claim { game: id.clone(), stage, card: format!("#{serial}") }))
        } else if let Some(serial) = in_state(WinCardState::Claimed) {
            let verdict = Verdict::Good;
            Some(Act::JudgeClaim { game: id.clone(), stage, serial, verdict, reason: None }.into())
        } else {
            let pay = |serial| UnresolvedAct::PayPrize { game: id.clone(), stage, serial, name: None };
            in_state(WinCardState::Good).map(|serial| pay(serial).into())
        };
        match next {
            // Two press at the same time.
            Some(pay @ StaffAct::Unresolved(UnresolvedAct::PayPrize { .. })) => {
                let (first, second) = tokio::join!(screen.act(pay.clone()), rival.ask(pay));
                first?;
                second?;
            }
            Some(act) => screen.act(act).await?,
            None if game.status == StatusView::Settled => {
                screen.act(Act::CloseStage { game: id, stage }).await?;
            }
            None => {
                let after = u8::try_from(game.calls.len()).unwrap();
                screen.act(Act::DrawBall { game: id, after, ball: None }).await?;
            }
        }
    }
}

/// Listens until the box is gone.
fn follow(mut guest: Guest) -> JoinHandle<Guest> {
    tokio::spawn(async move {
        while guest.hear().await.is_ok() {}
        guest
    })
}

/// Everything acknowledged is still there, byte for byte; whatever was not is asked again.
pub(crate) async fn ask_again(owner: &Staff, door: &Door, book: &Book, from: usize) {
    let acts: Vec<(CommandId, StaffAct, Option<String>)> = {
        let acts = book.acts.lock().unwrap();
        acts[from..].iter().map(|act| (act.id, act.act.clone(), act.answer.clone())).collect()
    };
    for some in acts.chunks(AT_ONCE) {
        let mut screen = owner.screen_at(door).await.unwrap();
        for (id, act, answer) in some {
            let text = screen.ask_as(*id, act.clone()).await.unwrap();
            let Some(answer) = answer else {
                book.answer(*id, &text);
                continue;
            };
            // What was refused without an entry of its own may be answered otherwise by now.
            let stands = matches!(body_of(answer).unwrap(), ReplyBody::Ok { .. });
            assert!(!stands || text == *answer, "the answer to {act:?} was {answer} and is {text}");
        }
    }
}

/// No ball and no prize twice among all answers, and no two commands at one place of the ledger.
pub(crate) fn nothing_happened_twice(book: &Book) {
    let (mut places, mut balls, mut paid) = (BTreeSet::new(), BTreeMap::new(), BTreeSet::new());
    for act in book.acts.lock().unwrap().iter() {
        let Some(ReplyBody::Ok { seq, entries }) = act.answer.as_deref().map(|text| body_of(text).unwrap())
        else {
            continue;
        };
        for (place, entry) in (seq..).zip(entries) {
            assert!(places.insert(place), "two commands wrote entry {place}");
            match entry {
                Entry::BallCalled { game, ball, call } => {
                    let twice = balls.insert((game.clone(), ball), call);
                    assert_eq!(twice, None, "{ball} was called twice in {game}");
                }
                Entry::PrizePaid { game, stage, serial, .. } => {
                    assert!(paid.insert((game.clone(), stage, serial)), "{serial} was paid twice in {game}");
                }
                _ => {}
            }
        }
    }
    assert!(!balls.is_empty());
}

/// Chain, root, density and every rule, from the files alone.
fn files_are_whole(data: &Path) {
    let nights: Vec<_> =
        std::fs::read_dir(data.join("nights")).unwrap().map(|night| night.unwrap()).collect();
    assert_eq!(nights.len(), 1);
    let (bundle, night) = (data.join("killed.zip"), nights[0].file_name().into_string().unwrap());
    let (data, out) = (data.to_str().unwrap(), bundle.to_str().unwrap());
    let export = hallbox(&["export", &night, "--data", data, "--out", out]);
    assert!(export.status.success(), "{}", String::from_utf8_lossy(&export.stderr));
    let (code, words) = verify(&bundle);
    assert_eq!(code, Some(2), "{words}");
    assert!(words.contains("chain unbroken") && words.contains("the night is not closed"), "{words}");
}

/// Sells and plays without end, until the box is gone.
pub(crate) async fn work(
    owner: &Staff,
    door: &Door,
    book: &Arc<Book>,
    shared: &Shared,
) -> Result<Vec<JoinHandle<Result<(), BotError>>>, BotError> {
    let mut busy = Vec::new();
    for _ in 0..SELLERS {
        let screen = Screen::at(owner, door, book).await?;
        busy.push(tokio::spawn(sell(screen, Arc::clone(&shared.keys), Arc::clone(&shared.next_card))));
    }
    let caller = Screen::at(owner, door, book).await?;
    let rival = Screen::at(owner, door, book).await?;
    busy.push(tokio::spawn(play(caller, rival, Arc::clone(&shared.games))));
    Ok(busy)
}

/// Waits for a random number of answers.
pub(crate) async fn enough_answers(book: &Book, patience: Duration, dice: &mut Dice) -> bool {
    let mut answered = book.answered.subscribe();
    let enough = *answered.borrow() + ANSWERS.0 + dice.below(ANSWERS.1 - ANSWERS.0);
    let waited = tokio::time::timeout(patience, answered.wait_for(|answers| *answers >= enough));
    // What is awaited is a lock: it must be let go before anything else is.
    waited.await.is_ok_and(|answers| answers.is_ok())
}

/// One time between two kills.
async fn round(
    owner: &Staff,
    process: BoxProcess,
    book: &Arc<Book>,
    guests: Vec<Guest>,
    shared: &Shared,
    dice: &mut Dice,
) -> Vec<Guest> {
    let following: Vec<JoinHandle<Guest>> = guests.into_iter().map(follow).collect();
    let busy = work(owner, &process.door, book, shared).await.unwrap();
    let is_enough = enough_answers(book, ROUND_MAX, dice).await;
    assert!(is_enough, "the box stopped answering:\n{}", process.told());
    // Not right after an answer, when the disk may be at rest.
    tokio::time::sleep(Duration::from_micros(dice.below(4_000) as u64)).await;
    process.kill();
    for task in busy {
        assert!(task.await.unwrap().is_err(), "only a kill ends the work");
    }
    let mut back = Vec::new();
    for guest in following {
        back.push(guest.await.unwrap());
    }
    back
}

/// What all who work go through together.
pub(crate) struct Shared {
    keys: Arc<Vec<String>>,
    next_card: Arc<AtomicUsize>,
    games: Arc<AtomicUsize>,
}

impl Shared {
    pub(crate) fn new(keys: Vec<String>) -> Self {
        Self { keys: Arc::new(keys), next_card: Arc::default(), games: Arc::default() }
    }
}

#[tokio::test]
async fn killed_at_any_moment() {
    let setting = |name: &str, default| std::env::var(name).map_or(default, |text| text.parse().unwrap());
    let (kills, seed) = (setting("KILLS", 8), setting("KILL_SEED", 1));
    let mut dice = Dice::new(seed);
    let Open { folder, mut process, mut owner } = open(CARDS).await;
    let shared = Shared::new(process.ready.keys.clone());
    // A game needs a card.
    owner.must(UnresolvedAct::ActivateCard { card: shared.keys[0].clone() }).await.unwrap();
    let book = Arc::new(Book::default());
    let mut guests = Vec::new();
    for wallet in shared.keys.chunks(3).take(GUESTS) {
        guests.push(Guest::join(&process.door, wallet.to_vec()).await.unwrap());
    }
    for kill in 0..kills {
        let from = book.len();
        guests = round(&owner, process, &book, guests, &shared, &mut dice).await;
        files_are_whole(folder.path());
        process = BoxProcess::start(&start(folder.path(), CARDS)).await.unwrap();
        ask_again(&owner, &process.door, &book, from).await;
        for guest in &mut guests {
            guest.rejoin(&process.door).await.unwrap();
            assert!(guest.faults.is_empty(), "after kill {kill}: {:?}", guest.faults);
        }
    }
    nothing_happened_twice(&book);
    all_show_the_same(&owner, &process, guests).await;
    ask_again(&owner, &process.door, &book, 0).await;
}

/// After the last kill phones and staff show the same game.
async fn all_show_the_same(owner: &Staff, process: &BoxProcess, guests: Vec<Guest>) {
    let mut screen = owner.screen_at(&process.door).await.unwrap();
    let stages = [(PatternSlug::new("blackout").unwrap(), None)];
    let (game, name) = (GameId::new("last").unwrap(), Label::new("Last").unwrap());
    let (source, rules) = (Source::Rng, Rules::friendly_pub());
    let planned = Planned::patterns(name, source, rules, stages);
    let (seq, entries) = screen.must(UnresolvedAct::OpenGame { game, item: None, planned }).await.unwrap();
    let seq = seq + entries.len() as u64 - 1;
    screen.follow_to(seq).await.unwrap();
    let shown = screen.game.as_ref().map(|game| (game.id.clone(), game.calls.clone()));
    for mut guest in guests {
        guest.follow_to(seq).await.unwrap();
        assert_eq!(guest.game.as_ref().map(|game| (game.id.clone(), game.calls.clone())), shown);
        assert!(guest.faults.is_empty(), "{:?}", guest.faults);
    }
}
