//! What each audience may see: built from the night after every commit, encoded once, and shared by every socket.
//!
//! Invariant: `publish` is called with what is durable only, so a power cut takes back nothing that was shown.

mod cards;
mod change;
mod channel;
mod game;
mod lists;
mod now;
mod saves;
mod staff;

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

pub use cards::CardShown;
pub use channel::{Channel, Frame, Listener, Load};
pub use game::{game_view, missing};
pub use lists::Connected;
pub use now::{Now, Published};
pub use saves::Saves;

use cards::SoldCards;
use change::Change;
use domain::Serial;
use protocol::{BoardMessage, Counts, FeedItem, PhoneMessage, Since, StaffMessage, StaffNews, Warning};

/// Items a staff screen gets when it joins; older ones are in the ledger.
const FEED_MAX: usize = 300;
/// Positions a returning client can resume from.
const HEADS_MAX: usize = 1024;

/// The newest published state, and a channel of frames for each audience.
pub struct Views {
    /// Frames for guests' phones.
    pub phone: Channel,
    /// Frames for big screens.
    pub board: Channel,
    /// Frames for staff screens.
    pub staff: Channel,
    now: RwLock<Arc<Now>>,
    cards: RwLock<SoldCards>,
    feed: RwLock<VecDeque<FeedItem>>,
    heads: RwLock<VecDeque<(u64, String)>>,
    saves: RwLock<Saves>,
    warning: RwLock<Option<Warning>>,
}

impl Views {
    /// The views of a replayed night.
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
            cards: RwLock::default(),
            feed: RwLock::default(),
            heads: RwLock::default(),
            saves: RwLock::default(),
            warning: RwLock::default(),
        };
        views.note(published);
        views
    }

    /// The newest published state.
    #[must_use]
    pub fn now(&self) -> Arc<Now> {
        Arc::clone(&read(&self.now))
    }

    /// What is shown of a card, if it was sold tonight.
    #[must_use]
    pub fn card(&self, serial: Serial) -> Option<CardShown> {
        read(&self.cards).get(serial)
    }

    /// How long the newest commits took the disk.
    #[must_use]
    pub fn saves(&self) -> Saves {
        read(&self.saves).clone()
    }

    /// What the whole room is told with every heartbeat.
    #[must_use]
    pub fn warning(&self) -> Option<Warning> {
        *read(&self.warning)
    }

    /// Tells the whole room something from the next heartbeat on, or no longer.
    pub fn warn(&self, warning: Option<Warning>) {
        *write(&self.warning) = warning;
    }

    /// Frames of this channel a client missed, or `None` when it needs a snapshot.
    #[must_use]
    pub fn missed(&self, channel: &Channel, since: &Since) -> Option<Vec<Frame>> {
        if since.night != self.now().night.as_str() {
            return None;
        }
        let heads = read(&self.heads);
        heads.iter().rev().find(|(seq, head)| *seq == since.s && *head == since.h)?;
        channel.since(since.s)
    }

    /// Everything a staff screen shows of the night.
    #[must_use]
    pub fn staff_news(&self) -> StaffNews {
        let now = self.now();
        // Items newer than `now` may already be in the feed: they come again as frames and are dropped here.
        let feed = read(&self.feed).iter().filter(|item| item.s <= now.seq).cloned().collect();
        staff::everything(&now, feed)
    }

    /// Shows one commit to every audience.
    pub fn publish(&self, published: &Published<'_>) {
        let before = self.now();
        let now = Arc::new(Now::of(published, before.checkpoint.clone(), before.connected()));
        let serials = self.note(published);
        // Set before the frames go out: a client that subscribes now gets a snapshot at least this new.
        *write(&self.now) = Arc::clone(&now);

        let change = Change::of(published.entries, serials);
        if change.clock {
            // Box time is another one: every screen begins anew with it, and none goes on from before.
            write(&self.heads).retain(|(seq, _)| *seq == now.seq);
            self.restart_channels();
            return;
        }
        if let Some(ball) = change.lone_ball(&now) {
            self.phone.send(Frame::durable(now.seq, &PhoneMessage::Ball(ball.clone())));
            self.board.send(Frame::durable(now.seq, &BoardMessage::Ball(ball.clone())));
            self.staff.send(Frame::durable(now.seq, &StaffMessage::Ball(ball)));
            return;
        }
        let news = || now.game_news(published.checkpoint.clone());
        if change.game {
            self.phone.send(Frame::durable(now.seq, &PhoneMessage::Game(news())));
        }
        if change.game || change.cards() {
            self.board.send(Frame::durable(now.seq, &BoardMessage::Game(news())));
        }
        for serial in &change.serials {
            self.phone.send(Frame::for_card(now.seq, *serial));
        }
        let feed = published.entries.iter().map(staff::feed_item).collect();
        self.staff.send(Frame::durable(now.seq, &StaffMessage::News(staff::changed(&now, feed, &change))));
    }

    /// Sends every screen a heartbeat, and staff screens who is connected.
    pub fn beat(&self, connected: Connected) {
        let now = {
            let mut slot = write(&self.now);
            let now = Arc::make_mut(&mut slot);
            // Kept, so that news between two beats does not count every socket out.
            let Connected { phones, boards, staff } = connected;
            now.counts = Counts { phones, boards, staff, ..now.counts };
            Arc::clone(&slot)
        };
        let counts = now.counts;
        let warning = self.warning();
        self.phone.send(Frame::passing(&PhoneMessage::Beat { s: now.seq, warning }));
        self.board.send(Frame::passing(&BoardMessage::Beat { s: now.seq, warning }));
        self.staff.send(Frame::passing(&StaffMessage::Beat { s: now.seq, counts }));
    }

    /// Sends staff screens something that is in no ledger: people, devices.
    pub fn tell_staff(&self, message: &StaffMessage) {
        self.staff.send(Frame::passing(message));
    }

    /// Replaces everything by a new night: no client can resume across it.
    pub fn restart(&self, published: &Published<'_>) {
        *write(&self.cards) = SoldCards::default();
        write(&self.feed).clear();
        write(&self.heads).clear();
        self.note(published);
        *write(&self.now) = Arc::new(Now::of(published, None, Connected::default()));
        self.restart_channels();
    }

    /// Sends every client a snapshot.
    fn restart_channels(&self) {
        for channel in [&self.phone, &self.board, &self.staff] {
            channel.restart();
        }
    }

    /// Keeps what later snapshots need of a commit; returns the cards that are shown differently after it.
    fn note(&self, published: &Published<'_>) -> Vec<Serial> {
        if let (Some(took_us), Some(last)) = (published.took_us, published.entries.last()) {
            write(&self.saves).add(last.stamp.at_ms, took_us);
        }
        let mut cards = write(&self.cards);
        let mut feed = write(&self.feed);
        let mut serials = Vec::new();
        for recorded in published.entries {
            serials.extend(cards.apply(recorded));
            feed.push_back(staff::feed_item(recorded));
            if feed.len() > FEED_MAX {
                feed.pop_front();
            }
        }
        let mut heads = write(&self.heads);
        heads.push_back((published.night.size.saturating_sub(1), published.head.clone()));
        if heads.len() > HEADS_MAX {
            heads.pop_front();
        }
        serials
    }
}

fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}
