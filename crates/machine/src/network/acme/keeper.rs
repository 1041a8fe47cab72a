//! Looks after the certificates for as long as the box serves: renews, reads new files, falls and climbs.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tracing::{error, info, warn};

use super::{AcmeError, Outside, fetch, is_from_elsewhere};
use crate::network::tls::held::date;
use crate::network::tls::ladder::{Ground, Rung, Standing, Step, climb};
use crate::network::tls::{Served, TlsError, write};
use crate::settings::{Acme, Certificate};

/// Between two looks at files and clock; an uplink that comes back is used this soon.
const LOOK_EACH: Duration = Duration::from_mins(1);
/// After the authority has said no: it counts our failures, five an hour with the largest.
const PAUSE_MS_MIN: i64 = 15 * 60 * 1000;
/// It goes on doubling up to this.
const PAUSE_MS_MAX: i64 = 24 * 60 * 60 * 1000;
/// Longest attempt.
const ATTEMPT_MAX: Duration = Duration::from_mins(6);
/// How long phones will trust the certificate, for whoever tells them of the portal.
const TRUSTED_UNTIL: &str = "trusted-until-ms";

/// Where the box stands, always the latest.
pub type Told = watch::Receiver<Standing>;

/// Keeps the best certificate in front.
pub struct Keeper {
    ground: Ground,
    outside: Outside,
    served: Arc<Served>,
    told: watch::Sender<Standing>,
    /// Not before this, box time in ms.
    try_at_ms: i64,
    pause_ms: i64,
    /// Why the last attempt failed; none after one that did not.
    failed: Option<String>,
    /// The reminder that was written down last.
    reminded: Option<i64>,
}

impl Keeper {
    /// Takes the first step, so that the box can serve at once. Also returns the authority's certificate, PEM.
    ///
    /// # Errors
    /// [`TlsError`] when not even the box's own authority can be used.
    pub fn open(ground: Ground, outside: Outside, now_ms: i64) -> Result<(Self, String), TlsError> {
        let step = climb(&ground, now_ms)?;
        let ca_pem = step.own.ca_pem.clone();
        let served = Served::new(Arc::clone(&step.own.own));
        let told = watch::Sender::new(step.standing.clone());
        let (try_at_ms, pause_ms) = (i64::MIN, PAUSE_MS_MIN);
        let mut keeper =
            Self { ground, outside, served, told, try_at_ms, pause_ms, failed: None, reminded: None };
        keeper.take(step, now_ms);
        Ok((keeper, ca_pem))
    }

    /// What handshakes show.
    #[must_use]
    pub fn served(&self) -> Arc<Served> {
        Arc::clone(&self.served)
    }

    /// Where the box stands.
    #[must_use]
    pub fn told(&self) -> Told {
        self.told.subscribe()
    }

    /// Goes on for ever.
    pub async fn keep(mut self, clock: impl Fn() -> i64 + Send) {
        let mut looks = interval(LOOK_EACH);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            looks.tick().await;
            self.look(clock()).await;
        }
    }

    /// One look at files and clock, and a new certificate if it is time for one.
    pub async fn look(&mut self, now_ms: i64) {
        self.climb(now_ms).await;
        let Certificate::Acme(acme) = self.ground.wanted.clone() else { return };
        if !self.is_due(&acme, now_ms) {
            return;
        }
        let dir = self.ground.dir.clone();
        let fetched = fetch(&acme, &self.ground.host, &dir, &self.outside, now_ms);
        let outcome = timeout(ATTEMPT_MAX, fetched).await.unwrap_or_else(|_| {
            Err(AcmeError::Refused("the certificate authority took too long".to_owned()))
        });
        match outcome {
            Ok(()) => {
                (self.failed, self.try_at_ms, self.pause_ms) = (None, i64::MIN, PAUSE_MS_MIN);
                info!("Fetched a certificate for {}", self.ground.host);
            }
            Err(failed) => self.fail(&failed, now_ms),
        }
        self.climb(now_ms).await;
    }

    fn is_due(&self, acme: &Acme, now_ms: i64) -> bool {
        // A clock that was set back must not make us wait for years.
        let waits = now_ms < self.try_at_ms && self.try_at_ms - now_ms <= PAUSE_MS_MAX;
        !waits && self.wants(acme, &self.told.borrow(), now_ms)
    }

    /// Whether another certificate than the one in hand is wanted.
    fn wants(&self, acme: &Acme, standing: &Standing, now_ms: i64) -> bool {
        standing.rung != Rung::Public
            || now_ms >= standing.renew_at_ms
            || is_from_elsewhere(acme, &self.ground.dir)
    }

    fn fail(&mut self, failed: &AcmeError, now_ms: i64) {
        // Without an uplink nobody was asked, and nobody counts.
        if !matches!(failed, AcmeError::Unreachable(..)) {
            self.try_at_ms = now_ms.saturating_add(self.pause_ms);
            self.pause_ms = (self.pause_ms * 2).min(PAUSE_MS_MAX);
        }
        let words = failed.to_string();
        if self.failed.as_ref() != Some(&words) {
            warn!("No certificate could be fetched: {words}");
        }
        self.failed = Some(words);
    }

    async fn climb(&mut self, now_ms: i64) {
        let ground = self.ground.clone();
        let step = tokio::task::spawn_blocking(move || climb(&ground, now_ms)).await;
        match step.expect("climbing does not panic") {
            Ok(step) => self.take(step, now_ms),
            // What is shown already goes on being shown.
            Err(error) => error!("{error}"),
        }
    }

    /// Shows what was found, and tells whoever wants to know.
    fn take(&mut self, mut step: Step, now_ms: i64) {
        // A failure is of interest only as long as something is still missing.
        if let (Some(failed), Certificate::Acme(acme)) = (&self.failed, &self.ground.wanted)
            && self.wants(acme, &step.standing, now_ms)
        {
            let why = step.standing.why.take().map(|why| format!("{why}; "));
            step.standing.why = Some(format!("{}{failed}", why.unwrap_or_default()));
        }
        let until_ms = step.trusted.as_ref().map(|held| held.not_after_ms);
        self.served.show(step.own.own, step.trusted);
        if let Err(error) = note_trusted(&self.ground.dir, until_ms) {
            warn!("{error}");
        }
        let standing = step.standing;
        let reminder = standing.reminder(now_ms);
        if reminder.is_some() && reminder != self.reminded {
            warn!("The certificate is good until {}: look after it", date(standing.until_ms));
        }
        self.reminded = reminder;
        self.told.send_if_modified(|told| {
            let moved = *told != standing;
            if moved && told.rung != standing.rung {
                let why = standing.why.as_deref().unwrap_or("all is well");
                info!("The certificate is now {:?} ({why})", standing.rung);
            }
            *told = standing;
            moved
        });
    }
}

/// Leaves or takes away the note of how long phones will trust the certificate.
fn note_trusted(dir: &Path, until_ms: Option<i64>) -> Result<(), TlsError> {
    let path = dir.join(TRUSTED_UNTIL);
    let text = until_ms.map(|until| format!("{until}\n"));
    if std::fs::read_to_string(&path).ok() == text {
        return Ok(());
    }
    match text {
        Some(text) => write(&path, text.as_bytes()),
        None => std::fs::remove_file(&path).map_err(|source| TlsError::Files { path, source }),
    }
}
