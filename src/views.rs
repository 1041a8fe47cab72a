//! What each audience may see. Built from the state after every commit, encoded once, shared by
//! every socket.

mod channel;
mod game;
mod saves;
mod staff;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, PoisonError, RwLock};

use bytes::Bytes;

pub use channel::{Channel, Frame, Listener, Load};
pub use game::{game_view, missing};
pub use saves::Saves;

use domain::{Entry, Label, Night, NightId, Pot, Reason, Recorded, Refusal, Serial, Settlement, Stamp};
use protocol::{
    BallNews, BoardMessage, CardState, Counts, FeedItem, GameNews, GameSummary, GameView, PhoneMessage,
    PrizeView, Programme, ShownView, Since, StaffMessage, StaffNews, StaffWin, UpNext,
};

/// Items a staff screen gets when it joins; older ones are in the ledger.
const FEED_MAX: usize = 300;
/// Positions a returning client can resume from.
const HEADS_MAX: usize = 1024;

/// The shop window: the newest published state and a channel for each audience.
///
/// Invariant: `publish` is only called with what is durable, so nothing here can be taken back by
/// a power cut.
pub struct Views {
    /// Frames for guests' phones.
    pub phone: Channel,
    /// Frames for big screens.
    pub board: Channel,
    /// Frames for staff screens.
    pub staff: Channel,
    now: RwLock<Arc<Now>>,
    cards: RwLock<HashMap<Serial, CardShown>>,
    feed: RwLock<VecDeque<FeedItem>>,
    heads: RwLock<VecDeque<(u64, String)>>,
    saves: RwLock<Saves>,
}

/// Everything that was true at one position of the ledger.
#[derive(Clone, Debug)]
pub struct Now {
    /// Seq of the newest entry.
    pub seq: u64,
    /// Head hash, first 16 hex digits.
    pub head: String,
    /// The night.
    pub night: NightId,
    /// Name of the venue.
    pub venue: Label,
    /// Encoded [`GameNews`]: the part of a snapshot all phones and boards share.
    pub news: Bytes,
    /// The current game.
    pub game: Option<GameView>,
    /// What follows.
    pub next: Vec<UpNext>,
    /// The programme.
    pub games: Vec<GameSummary>,
    /// Every win of the night.
    pub wins: Vec<StaffWin>,
    /// Prizes and stock.
    pub prizes: Vec<PrizeView>,
    /// Pots that grow from night to night.
    pub pots: Vec<Pot>,
    /// The programme.
    pub programme: Programme,
    /// A break or message that is on the screens.
    pub shown: Option<ShownView>,
    /// Whether this is a dry run.
    pub rehearsal: bool,
    /// Heads and sales.
    pub counts: Counts,
    /// Whether the night is closed.
    pub night_over: bool,
    /// Newest signed checkpoint.
    pub checkpoint: Option<String>,
}

/// What is shown of a sold card.
#[derive(Clone, Debug)]
pub struct CardShown {
    /// Who sold it, when, where.
    pub sold: Stamp,
    /// Set once it was taken out of play.
    pub voided: Option<(Stamp, Reason)>,
    /// All cards of its player; empty when it is alone.
    pub pack: Vec<Serial>,
    /// A second card of this serial was reported; how it was settled, if it was.
    pub duplicate: Option<Option<Settlement>>,
}

impl CardShown {
    /// Whether it plays tonight.
    #[must_use]
    pub fn state(&self) -> CardState {
        if self.voided.is_some() { CardState::Void } else { CardState::Active }
    }
}

/// Sockets connected, by audience.
#[derive(Clone, Copy, Debug, Default)]
pub struct Connected {
    /// Guests' phones.
    pub phones: u32,
    /// Big screens.
    pub boards: u32,
    /// Staff screens.
    pub staff: u32,
}

/// One commit, as the hall hands it over.
pub struct Published<'a> {
    /// State after it.
    pub night: &'a Night,
    /// Its entries, in order.
    pub entries: &'a [Recorded],
    /// Head hash after it, first 16 hex digits.
    pub head: String,
    /// Checkpoint signed with it.
    pub checkpoint: Option<String>,
    /// How long the disk took to make it safe, µs; `None` when it was replayed.
    pub took_us: Option<u64>,
}

impl Views {
    /// The window as it is after replay.
    ///
    /// # Panics
    /// When the night was not opened yet: replay always starts with `night_opened`.
    #[must_use]
    pub fn open(published: &Published<'_>) -> Self {
        let views = Self {
            phone: Channel::new(),
            board: Channel::new(),
            staff: Channel::new(),
            now: RwLock::new(Arc::new(Now::of(published, None, Connected::default()))),
            cards: RwLock::new(HashMap::new()),
            feed: RwLock::new(VecDeque::new()),
            heads: RwLock::new(VecDeque::new()),
            saves: RwLock::default(),
        };
        views.note(published);
        views
    }

    /// The newest published state.
    #[must_use]
    pub fn now(&self) -> Arc<Now> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What is shown of a card, if it was sold tonight.
    #[must_use]
    pub fn card(&self, serial: Serial) -> Option<CardShown> {
        self.cards.read().unwrap_or_else(PoisonError::into_inner).get(&serial).cloned()
    }

    /// How long the newest commits took the disk.
    #[must_use]
    pub fn saves(&self) -> Saves {
        self.saves.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Frames of this channel a client missed, or `None` when it needs a snapshot.
    #[must_use]
    pub fn missed(&self, channel: &Channel, since: &Since) -> Option<Vec<Frame>> {
        if since.night != self.now().night.as_str() {
            return None;
        }
        let heads = self.heads.read().unwrap_or_else(PoisonError::into_inner);
        heads.iter().rev().find(|(seq, head)| *seq == since.s && *head == since.h)?;
        channel.since(since.s)
    }

    /// Everything a staff screen shows of the night.
    #[must_use]
    pub fn staff_news(&self) -> StaffNews {
        let now = self.now();
        // Items newer than `now` may already be in the feed: they come again as frames and are dropped there.
        let feed = self.feed.read().unwrap_or_else(PoisonError::into_inner);
        staff::everything(&now, feed.iter().filter(|item| item.s <= now.seq).cloned().collect())
    }

    /// Shows one commit to everybody.
    pub fn publish(&self, published: &Published<'_>) {
        let before = self.now();
        let connected = Connected {
            phones: before.counts.phones,
            boards: before.counts.boards,
            staff: before.counts.staff,
        };
        let now = Arc::new(Now::of(published, before.checkpoint.clone(), connected));
        self.note(published);
        // Set before the frames go out: a client that subscribes now gets a snapshot at least this new.
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&now);

        let change = Change::of(published.entries);
        if let Some(ball) = change.lone_ball(&now) {
            self.phone.send(Frame::durable(now.seq, &PhoneMessage::Ball(ball.clone())));
            self.board.send(Frame::durable(now.seq, &BoardMessage::Ball(ball.clone())));
            self.staff.send(Frame::durable(now.seq, &StaffMessage::Ball(ball)));
            return;
        }
        if change.game {
            let news = now.game_news(published.checkpoint.clone());
            self.phone.send(Frame::durable(now.seq, &PhoneMessage::Game(news)));
        }
        if change.game || change.cards {
            self.board.send(Frame::durable(
                now.seq,
                &BoardMessage::Game(now.game_news(published.checkpoint.clone())),
            ));
        }
        for serial in &change.serials {
            self.phone.send(Frame::for_card(now.seq, *serial));
        }
        let feed = published.entries.iter().map(staff::feed_item).collect();
        self.staff.send(Frame::durable(now.seq, &StaffMessage::News(staff::changed(&now, feed, &change))));
    }

    /// Tells everybody that the box is there, and staff who else is.
    pub fn beat(&self, connected: Connected) {
        let now = {
            let mut slot = self.now.write().unwrap_or_else(PoisonError::into_inner);
            let now = Arc::make_mut(&mut slot);
            // Kept, so that news between two beats does not count everybody out.
            let Connected { phones, boards, staff } = connected;
            now.counts = Counts { phones, boards, staff, ..now.counts };
            Arc::clone(&slot)
        };
        let counts = now.counts;
        self.phone.send(Frame::passing(&PhoneMessage::Beat { s: now.seq }));
        self.board.send(Frame::passing(&BoardMessage::Beat { s: now.seq }));
        self.staff.send(Frame::passing(&StaffMessage::Beat { s: now.seq, counts }));
    }

    /// Shows staff something that is in no ledger: people, devices.
    pub fn tell_staff(&self, message: &StaffMessage) {
        self.staff.send(Frame::passing(message));
    }

    /// A new night replaces everything: no client can resume across it.
    pub fn restart(&self, published: &Published<'_>) {
        self.cards.write().unwrap_or_else(PoisonError::into_inner).clear();
        self.feed.write().unwrap_or_else(PoisonError::into_inner).clear();
        self.heads.write().unwrap_or_else(PoisonError::into_inner).clear();
        self.note(published);
        let now = Now::of(published, None, Connected::default());
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(now);
        for channel in [&self.phone, &self.board, &self.staff] {
            channel.restart();
        }
    }

    fn note(&self, published: &Published<'_>) {
        if let (Some(took_us), Some(last)) = (published.took_us, published.entries.last()) {
            let mut saves = self.saves.write().unwrap_or_else(PoisonError::into_inner);
            saves.add(last.stamp.at_ms, took_us);
        }
        let mut cards = self.cards.write().unwrap_or_else(PoisonError::into_inner);
        let mut feed = self.feed.write().unwrap_or_else(PoisonError::into_inner);
        for recorded in published.entries {
            match &recorded.entry {
                Entry::CardActivated { serial, .. } => {
                    let (sold, pack) = (recorded.stamp.clone(), vec![]);
                    cards.insert(*serial, CardShown { sold, voided: None, pack, duplicate: None });
                }
                Entry::CardsPacked { serials } => {
                    for serial in serials {
                        if let Some(card) = cards.get_mut(serial) {
                            card.pack.clone_from(serials);
                        }
                    }
                }
                Entry::DuplicateReported { serial, .. } => {
                    if let Some(card) = cards.get_mut(serial) {
                        card.duplicate = Some(None);
                    }
                }
                Entry::DuplicateSettled { serial, settlement } => {
                    if let Some(card) = cards.get_mut(serial) {
                        card.duplicate = Some(Some(*settlement));
                    }
                }
                Entry::CardVoided { serial, reason } => {
                    if let Some(card) = cards.get_mut(serial) {
                        card.voided = Some((recorded.stamp.clone(), reason.clone()));
                    }
                }
                _ => {}
            }
            feed.push_back(staff::feed_item(recorded));
            if feed.len() > FEED_MAX {
                feed.pop_front();
            }
        }
        let mut heads = self.heads.write().unwrap_or_else(PoisonError::into_inner);
        heads.push_back((published.night.size.saturating_sub(1), published.head.clone()));
        if heads.len() > HEADS_MAX {
            heads.pop_front();
        }
    }
}

impl Now {
    fn of(published: &Published<'_>, checkpoint: Option<String>, connected: Connected) -> Self {
        let night = published.night;
        let mut now = Self {
            seq: night.size.saturating_sub(1),
            head: published.head.clone(),
            night: night.id.clone().expect("the first entry opens the night"),
            venue: night.venue.clone().expect("the first entry names the venue"),
            news: Bytes::new(),
            game: game::shown(night).map(|game| game_view(night, game)),
            next: game::up_next(night),
            games: staff::summaries(night),
            wins: staff::wins(night),
            prizes: staff::prizes(night),
            pots: night.pots.clone(),
            programme: staff::programme(night),
            shown: game::shown_item(night),
            rehearsal: night.rehearsal,
            counts: staff::counts(night, connected),
            night_over: night.closed,
            checkpoint: published.checkpoint.clone().or(checkpoint),
        };
        now.news = channel::encode(&now.game_news(now.checkpoint.clone()));
        now
    }

    fn game_news(&self, checkpoint: Option<String>) -> GameNews {
        GameNews {
            s: self.seq,
            h: self.head.clone(),
            game: self.game.clone(),
            next: self.next.clone(),
            shown: self.shown.clone(),
            rehearsal: self.rehearsal,
            night_over: self.night_over,
            checkpoint,
        }
    }
}

/// What a commit touched.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // each says what to send again
pub(crate) struct Change {
    /// Anything a phone shows of the game.
    game: bool,
    /// Cards were sold or voided.
    cards: bool,
    /// Those cards.
    serials: Vec<Serial>,
    /// Wins, prizes or pots.
    pub(crate) money: bool,
    /// The programme, or which of its games were opened.
    pub(crate) programme: bool,
    balls: usize,
    entries: usize,
    last_ball: Option<(domain::Ball, u8)>,
}

impl Change {
    fn of(entries: &[Recorded]) -> Self {
        let mut change = Self { entries: entries.len(), ..Self::default() };
        for recorded in entries {
            change.touch(&recorded.entry);
        }
        change
    }

    fn touch(&mut self, entry: &Entry) {
        match entry {
            Entry::BallCalled { ball, call, .. } => {
                self.balls += 1;
                self.game = true;
                self.last_ball = Some((*ball, *call));
            }
            Entry::CardActivated { serial, .. } => self.touch_cards(&[*serial]),
            Entry::CardsPacked { serials } => self.touch_cards(serials),
            Entry::CardVoided { serial, .. }
            | Entry::DuplicateReported { serial, .. }
            | Entry::DuplicateSettled { serial, .. } => {
                self.touch_cards(&[*serial]);
                self.touch_wins();
            }
            Entry::PrizeAdded { .. } | Entry::StockSet { .. } => self.money = true,
            // What is on the screens may be one of its items.
            Entry::ProgrammeSet { .. } | Entry::GameOpened { .. } => {
                self.game = true;
                self.programme = true;
            }
            Entry::ItemShown { .. }
            | Entry::PaceSet { .. }
            | Entry::BallRestated { .. }
            | Entry::PatternRestated { .. }
            | Entry::DisputeOpened { .. }
            | Entry::DisputeSettled { .. }
            | Entry::Refused { refusal: Refusal::Slept { .. }, .. }
            | Entry::GameCommitted { .. }
            | Entry::GameLocked { .. }
            | Entry::EntropyAdded { .. }
            | Entry::GamePaused { .. }
            | Entry::GameResumed { .. }
            | Entry::SeedRevealed { .. }
            | Entry::NightOpened { .. }
            | Entry::NightClosed { .. } => self.game = true,
            Entry::PotSet(_)
            | Entry::ClaimsAsked { .. }
            | Entry::BallRecalled { .. }
            | Entry::WinDetected { .. }
            | Entry::ClaimMade { .. }
            | Entry::ClaimJudged { .. }
            | Entry::ClaimConfirmed { .. }
            | Entry::TieResolved { .. }
            | Entry::CardShown { .. }
            | Entry::PotGrew { .. }
            | Entry::PotWon { .. }
            | Entry::PrizePaid { .. }
            | Entry::ExtraPaid { .. }
            | Entry::StageClosed { .. }
            | Entry::GameClosed { .. } => self.touch_wins(),
            Entry::BoxStarted { .. }
            | Entry::StorageTested { .. }
            | Entry::CardsReprinted { .. }
            | Entry::RollbackReported { .. }
            | Entry::ClockSet { .. }
            | Entry::TeamNoted { .. }
            | Entry::StaffAdded { .. }
            | Entry::PinReset { .. }
            | Entry::StaffSuspended { .. }
            | Entry::DeviceEnrolled { .. }
            | Entry::DeviceSuspended { .. }
            | Entry::StaffSignedIn { .. }
            | Entry::GuessingNoticed { .. }
            | Entry::Refused { .. } => {}
        }
    }

    fn touch_cards(&mut self, serials: &[Serial]) {
        self.cards = true;
        self.serials.extend(serials);
    }

    /// What is won, and what there is to win.
    fn touch_wins(&mut self) {
        self.game = true;
        self.money = true;
    }

    /// The ball, when the commit is one call and nothing else.
    fn lone_ball(&self, now: &Now) -> Option<BallNews> {
        // Where the last one standing wins, every ball changes how many stand.
        let counted = |game: &GameView| game.stages.iter().any(|stage| stage.standing.is_some());
        let whole = now.game.as_ref().is_some_and(counted);
        let (b, n) = self.last_ball.filter(|_| self.entries == 1 && !whole)?;
        Some(BallNews { s: now.seq, b, n, h: now.head.clone() })
    }

    pub(crate) fn touches_game(&self) -> bool {
        self.game || self.cards
    }
}
