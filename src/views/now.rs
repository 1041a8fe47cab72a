//! Everything screens show of one position of the ledger.

use bytes::Bytes;
use domain::{Label, Night, NightId, Pot, Recorded};
use protocol::{Counts, GameNews, GameSummary, GameView, PrizeView, Programme, ShownView, StaffWin, UpNext};

use super::lists::Connected;
use super::{channel, game, lists};

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
    /// How long the disk took to make it durable, µs; `None` when it was replayed.
    pub took_us: Option<u64>,
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
    /// Games after it.
    pub next: Vec<UpNext>,
    /// All games of the night.
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
    /// Cards sold and void, and sockets connected.
    pub counts: Counts,
    /// Whether the night is closed.
    pub night_over: bool,
    /// Newest signed checkpoint.
    pub checkpoint: Option<String>,
}

impl Now {
    /// The position after a commit; `checkpoint` is the newest one before it.
    ///
    /// # Panics
    /// When the night was not opened yet: its first entry names night and venue.
    pub(super) fn of(published: &Published<'_>, checkpoint: Option<String>, connected: Connected) -> Self {
        let night = published.night;
        let mut now = Self {
            seq: night.size.saturating_sub(1),
            head: published.head.clone(),
            night: night.id.clone().expect("the first entry opens the night"),
            venue: night.venue.clone().expect("the first entry names the venue"),
            news: Bytes::new(),
            game: game::shown(night).map(|game| game::game_view(night, game)),
            next: game::up_next(night),
            games: lists::summaries(night),
            wins: lists::wins(night),
            prizes: lists::prizes(night),
            pots: night.pots.clone(),
            programme: lists::programme(night),
            shown: game::shown_item(night),
            rehearsal: night.rehearsal,
            counts: lists::counts(night, connected),
            night_over: night.closed,
            checkpoint: published.checkpoint.clone().or(checkpoint),
        };
        now.news = channel::encode(&now.game_news(now.checkpoint.clone()));
        now
    }

    pub(super) fn connected(&self) -> Connected {
        let Counts { phones, boards, staff, .. } = self.counts;
        Connected { phones, boards, staff }
    }

    pub(super) fn game_news(&self, checkpoint: Option<String>) -> GameNews {
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
