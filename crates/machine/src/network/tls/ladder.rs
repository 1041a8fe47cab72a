//! Which certificate the box shows: the best one that is fit. The game never stops for want of one.
//!
//! Everything here is decided by box time, which is an argument; a box whose clock is wrong by years stands
//! on its own authority until the clock is set, and says so.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::held::{Held, Unfit};
use super::{DAY_MS, Tls, TlsError, load_or_make};
use crate::settings::Certificate;

/// The certificate and its key as they were fetched: one file, so that they are always a pair.
pub const FETCHED: &str = "public.pem";
/// Days before the end at which staff are reminded.
const REMIND_DAYS: [i64; 4] = [1, 7, 14, 30];

/// What the ladder stands on.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The folder `tls` of the venue.
    pub dir: PathBuf,
    /// Name of the box in its own authority.
    pub box_id: String,
    /// The name guests use.
    pub host: String,
    /// Every name and address of the box.
    pub names: Vec<String>,
    /// What the organiser asked for.
    pub wanted: Certificate,
}

/// The rungs, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// Fetched from a public authority.
    Public,
    /// Brought by the organiser.
    Files,
    /// The box's own authority.
    Own,
}

/// Where the box stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The rung.
    pub rung: Rung,
    /// Until when the certificate is good, ms since 1970.
    pub until_ms: i64,
    /// When it should have been renewed, ms since 1970.
    pub renew_at_ms: i64,
    /// What stands in the way of a better one, or of its renewal. In words for the organiser.
    pub why: Option<String>,
}

impl Standing {
    /// On the box's own authority, because nothing better was asked for.
    #[must_use]
    pub fn own(own: &Tls) -> Self {
        Self { rung: Rung::Own, until_ms: own.until_ms, renew_at_ms: own.renew_at_ms, why: None }
    }

    /// Whole days left at `now_ms`, at least 0.
    #[must_use]
    pub fn days_left(&self, now_ms: i64) -> i64 {
        (self.until_ms.saturating_sub(now_ms) / DAY_MS).max(0)
    }

    /// The reminder that is due, as days before the end: 30, 14, 7 or 1. None while the box looks after it
    /// alone: it renews its own leaf, and one it fetches has time until a third of its life is left.
    #[must_use]
    pub fn reminder(&self, now_ms: i64) -> Option<i64> {
        if self.rung == Rung::Own || (self.rung == Rung::Public && now_ms < self.renew_at_ms) {
            return None;
        }
        let left = self.until_ms.saturating_sub(now_ms);
        REMIND_DAYS.into_iter().find(|days| left <= days * DAY_MS)
    }
}

/// What to show, and why.
#[derive(Clone, Debug)]
pub struct Step {
    /// Signed by the box's own authority: for every other name, and for all when there is nothing better.
    pub own: Tls,
    /// Signed by somebody phones trust, if it is fit.
    pub trusted: Option<Arc<Held>>,
    /// Where that leaves the box.
    pub standing: Standing,
}

/// Finds the best rung at `now_ms`.
///
/// # Errors
/// [`TlsError`] when not even the box's own authority can be used.
pub fn climb(ground: &Ground, now_ms: i64) -> Result<Step, TlsError> {
    let own = load_or_make(&ground.dir, &ground.box_id, &ground.names, now_ms)?;
    let (rung, held) = match &ground.wanted {
        Certificate::Own => (Rung::Own, None),
        Certificate::Files { certificate, key } => (Rung::Files, Some(fit(ground, certificate, key, now_ms))),
        Certificate::Acme(_) => {
            let file = ground.dir.join(FETCHED);
            let held = if file.exists() { fit(ground, &file, &file, now_ms) } else { Err(Unfit::Missing) };
            (Rung::Public, Some(held))
        }
    };
    let (trusted, standing) = match held {
        None => (None, Standing::own(&own)),
        Some(Err(unfit)) => (None, Standing { why: Some(unfit.to_string()), ..Standing::own(&own) }),
        Some(Ok(held)) => {
            let (until_ms, renew_at_ms) = (held.not_after_ms, held.renew_at_ms());
            (Some(Arc::new(held)), Standing { rung, until_ms, renew_at_ms, why: None })
        }
    };
    Ok(Step { own, trusted, standing })
}

fn fit(ground: &Ground, chain: &Path, key: &Path, now_ms: i64) -> Result<Held, Unfit> {
    let held = Held::read(chain, key)?;
    held.fit(&ground.host, now_ms)?;
    Ok(held)
}

#[cfg(test)]
pub(super) mod tests;
