//! Keeps the served certificates up to date while the box runs: renews them, fetches new ones, and reads files
//! that the organiser has exchanged.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, timeout};
use tracing::{error, info, warn};

use super::acme::{AcmeError, AcmeOptions, fetch, is_from_other_authority};
use super::selection::{CertificateConfig, CertificateSource, CertificateStatus, Selection, select};
use super::trusted::date;
use super::{Served, TlsError, store};
use crate::clock::CertificateTime;
use crate::settings::{Acme, Certificate};

/// Between two looks at files and clock. An uplink that comes back is used this soon.
const REFRESH_EACH: Duration = Duration::from_mins(1);
/// Pause after the authority has refused, ms. Authorities count failures: the largest allows five an hour.
const PAUSE_MS_MIN: u64 = 15 * 60 * 1000;
/// The pause doubles with each refusal, up to this.
const PAUSE_MS_MAX: u64 = 24 * 60 * 60 * 1000;
/// Longest attempt.
const ATTEMPT_MAX: Duration = Duration::from_mins(6);
/// File with the moment until which phones trust the certificate. `hallbox network apply` reads it, and tells phones
/// of the portal only until then.
const TRUSTED_UNTIL: &str = "trusted-until-ms";

/// Receives the certificate's status, always the latest.
pub type StatusReceiver = watch::Receiver<CertificateStatus>;

/// Serves the best certificate there is.
pub struct Keeper {
    config: CertificateConfig,
    options: AcmeOptions,
    served: Arc<Served>,
    status: watch::Sender<CertificateStatus>,
    /// The next attempt is not before this, ms of the clock that never jumps.
    try_at_ms: u64,
    pause_ms: u64,
    /// Why the last attempt failed; none when it succeeded.
    failed: Option<String>,
    /// The reminder logged last.
    reminded: Option<i64>,
}

impl Keeper {
    /// Selects a certificate without asking the network, so that the box can serve at once. Also returns the own
    /// authority's certificate, PEM.
    ///
    /// # Errors
    /// [`TlsError`] when not even the box's own authority can be used.
    pub fn open(
        config: CertificateConfig,
        options: AcmeOptions,
        time: CertificateTime,
    ) -> Result<(Self, String), TlsError> {
        let selection = select(&config, time)?;
        let ca_pem = selection.own.ca_pem.clone();
        let served = Served::new(Arc::clone(&selection.own.certified));
        let status = watch::Sender::new(selection.status.clone());
        let (try_at_ms, pause_ms) = (0, PAUSE_MS_MIN);
        let mut keeper =
            Self { config, options, served, status, try_at_ms, pause_ms, failed: None, reminded: None };
        keeper.serve(selection, time.now_ms);
        Ok((keeper, ca_pem))
    }

    /// The certificates for the TLS server.
    #[must_use]
    pub fn served(&self) -> Arc<Served> {
        Arc::clone(&self.served)
    }

    /// The certificate's status and its changes.
    #[must_use]
    pub fn status(&self) -> StatusReceiver {
        self.status.subscribe()
    }

    /// Calls [`Self::refresh`] every minute, for ever, with what `clock` tells.
    pub async fn run(mut self, clock: impl Fn() -> CertificateTime + Send) {
        let mut ticks = interval(REFRESH_EACH);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            self.refresh(clock()).await;
        }
    }

    /// Selects again by files and clock, and fetches a new certificate when one is due.
    pub async fn refresh(&mut self, time: CertificateTime) {
        self.reselect(time).await;
        let Certificate::Acme(acme) = self.config.wanted.clone() else { return };
        if !self.is_due(&acme, time) {
            return;
        }
        let dir = self.config.dir.clone();
        let fetched = fetch(&acme, &self.config.host, &dir, &self.options, time.now_ms);
        let outcome = timeout(ATTEMPT_MAX, fetched).await.unwrap_or_else(|_| {
            Err(AcmeError::Refused("the certificate authority took too long".to_owned()))
        });
        match outcome {
            Ok(()) => {
                (self.failed, self.try_at_ms, self.pause_ms) = (None, 0, PAUSE_MS_MIN);
                info!("Fetched a certificate for {}", self.config.host);
            }
            Err(failed) => self.note_failure(&failed, time.mono_ms),
        }
        self.reselect(time).await;
    }

    fn is_due(&self, acme: &Acme, time: CertificateTime) -> bool {
        time.mono_ms >= self.try_at_ms && self.needs_new(acme, &self.status.borrow(), time.now_ms)
    }

    /// Whether another certificate than the selected one is needed.
    fn needs_new(&self, acme: &Acme, status: &CertificateStatus, now_ms: i64) -> bool {
        status.source != CertificateSource::Public
            || now_ms >= status.renew_at_ms
            || is_from_other_authority(acme, &self.config.dir)
    }

    fn note_failure(&mut self, failed: &AcmeError, mono_ms: u64) {
        // Without an uplink the authority was not asked, and counts no failure.
        if !matches!(failed, AcmeError::Unreachable(..)) {
            self.try_at_ms = mono_ms.saturating_add(self.pause_ms);
            self.pause_ms = (self.pause_ms * 2).min(PAUSE_MS_MAX);
        }
        let why = failed.to_string();
        if self.failed.as_ref() != Some(&why) {
            warn!("No certificate could be fetched: {why}");
        }
        self.failed = Some(why);
    }

    async fn reselect(&mut self, time: CertificateTime) {
        let config = self.config.clone();
        let selection = tokio::task::spawn_blocking(move || select(&config, time)).await;
        match selection.expect("selecting does not panic") {
            Ok(selection) => self.serve(selection, time.now_ms),
            // What is served already goes on being served.
            Err(error) => error!("{error}"),
        }
    }

    /// Serves a selection from the next handshake on, and publishes its status.
    fn serve(&mut self, selection: Selection, now_ms: i64) {
        let Selection { own, trusted, mut status } = selection;
        // A failure is told only while a certificate is still needed.
        if let (Some(failed), Certificate::Acme(acme)) = (&self.failed, &self.config.wanted)
            && self.needs_new(acme, &status, now_ms)
        {
            let why = status.why.take().map(|why| format!("{why}; "));
            status.why = Some(format!("{}{failed}", why.unwrap_or_default()));
        }
        let until_ms = trusted.as_ref().map(|trusted| trusted.not_after_ms);
        self.served.replace(own.certified, trusted);
        if let Err(error) = self.write_trusted_until(until_ms) {
            warn!("{error}");
        }
        let reminder = status.reminder(now_ms);
        if reminder.is_some() && reminder != self.reminded {
            warn!("The certificate is good until {}: look after it", date(status.until_ms));
        }
        self.reminded = reminder;
        self.status.send_if_modified(|last| {
            let changed = *last != status;
            if changed && last.source != status.source {
                let why = status.why.as_deref().unwrap_or("all is well");
                info!("The certificate is now {:?} ({why})", status.source);
            }
            *last = status;
            changed
        });
    }

    /// Writes the file [`TRUSTED_UNTIL`], or removes it while phones do not trust the certificate.
    fn write_trusted_until(&self, until_ms: Option<i64>) -> Result<(), TlsError> {
        let path = self.config.dir.join(TRUSTED_UNTIL);
        let text = until_ms.map(|until| format!("{until}\n"));
        if std::fs::read_to_string(&path).ok() == text {
            return Ok(());
        }
        match text {
            Some(text) => store::write(&path, text.as_bytes()),
            None => store::remove(&path),
        }
    }
}

#[cfg(test)]
mod tests;
