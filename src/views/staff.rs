//! News for staff screens: the feed, and the parts of the night that changed.

use domain::Recorded;
use protocol::{FeedItem, StaffNews};

use super::change::Change;
use super::now::Now;

pub(super) fn feed_item(recorded: &Recorded) -> FeedItem {
    FeedItem {
        s: recorded.stamp.seq,
        at_ms: recorded.stamp.at_ms,
        by: recorded.stamp.by.clone(),
        entry: recorded.entry.clone(),
    }
}

pub(super) fn everything(now: &Now, feed: Vec<FeedItem>) -> StaffNews {
    StaffNews {
        s: now.seq,
        h: now.head.clone(),
        feed,
        games: Some(now.games.clone()),
        game: Some(now.game.clone()),
        wins: Some(now.wins.clone()),
        prizes: Some(now.prizes.clone()),
        pots: Some(now.pots.clone()),
        programme: Some(now.programme.clone()),
        next: Some(now.next.clone()),
        counts: now.counts,
        shown: now.shown.clone(),
        rehearsal: now.rehearsal,
        night_over: now.night_over,
    }
}

/// Leaves out what the commit did not touch.
pub(super) fn changed(now: &Now, feed: Vec<FeedItem>, change: &Change) -> StaffNews {
    let mut news = everything(now, feed);
    if !(change.game || change.cards()) {
        (news.games, news.game, news.next) = (None, None, None);
    }
    if !change.money {
        (news.wins, news.prizes, news.pots) = (None, None, None);
    }
    if !change.programme {
        news.programme = None;
    }
    news
}
