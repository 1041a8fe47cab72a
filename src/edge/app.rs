//! What every handler and every conversation share.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::sync::{Semaphore, watch};
use tokio::time::sleep;

use super::alarms::Alarms;
use super::captive::Welcomed;
use super::condition::{Conditions, LookAround};
use super::goodbye::Goodbyes;
use super::limits::{EdgeLimits, ms};
use super::links::Links;
use super::outgoing::Outgoing;
use super::receipts::Receipts;
use super::team::Team;
use crate::hall::{AskError, Hall};
use crate::print::{Paper, PrintError};
use crate::vault::{Vault, VaultError};
use crate::views::{Connected, Views};
use catalogue::Catalogue;
use domain::{Act, By, Command, Entry, Label, Rights};
use machine::certificate::StatusReceiver;

/// Times a note about people is brought to a busy hall: ten seconds at its own pace.
const NOTE_TRIES_MAX: u32 = 20;

/// Box time, ms since 1970: passed in, so that tests can tell the time.
pub type ClockMs = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Prints the poster: the passphrase on it is the settings', and stays with them.
pub type PrintPoster = Arc<dyn Fn(Paper) -> Result<Vec<u8>, PrintError> + Send + Sync>;

/// How guests and staff find the box.
#[derive(Clone, Debug)]
pub struct Place {
    /// Name of the Wi-Fi network, if the box runs one.
    pub wifi: Option<Label>,
    /// Where guests go.
    pub join_url: String,
    /// Start of every address under TLS, without a slash at its end: `https://hallbox.local:8443`.
    pub https_url: String,
    /// Verifier key of the box (C2SP).
    pub box_key: String,
    /// Fingerprint of that key, as it is printed on card sheets.
    pub key_fingerprint: String,
    /// Certificate of the box's own authority (PEM), for devices that are to trust it.
    pub ca_pem: Option<String>,
    /// Where devices install it, in the clear if the box serves that.
    pub trust_url: String,
    /// Which certificate the box shows, and for how long.
    pub certificate: StatusReceiver,
    /// Whether phones that look for the internet see a page first that says what to tap.
    pub guide: bool,
}

/// The edge's share of the house. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// See [`App`].
pub struct Parts {
    /// Limits.
    pub limits: Arc<EdgeLimits>,
    /// The way to the rules.
    pub hall: Hall,
    /// What may be shown.
    pub views: Arc<Views>,
    /// People, devices, cards.
    pub vault: Arc<Vault>,
    /// What can be played.
    pub catalogue: Arc<Catalogue>,
    /// Box time.
    pub clock: ClockMs,
    /// Addresses.
    pub place: Place,
    /// The venue's folder.
    pub(super) data: PathBuf,
    /// How the machine is.
    pub(super) look_around: LookAround,
    /// The sheet by the door.
    pub(super) poster: PrintPoster,
    /// What staff were told of it.
    pub(super) conditions: Conditions,
    /// Where bundles pass through on their way out.
    pub(super) outgoing: Outgoing,
    /// True once the box stops.
    pub(super) stopping: watch::Receiver<bool>,
    /// Sockets by audience.
    pub(super) connected: Counters,
    /// Cards with a phone that follows.
    pub(super) links: Links,
    /// Tells staff sockets that they are no longer welcome.
    pub(super) goodbyes: Goodbyes,
    /// People and devices.
    pub(super) team: Team,
    /// Checkpoints phones brought back.
    pub(super) receipts: Receipts,
    /// Notes about guessing.
    pub(super) alarms: Alarms,
    /// Turns at hashing PINs.
    pub(super) pin_hashes: Semaphore,
    /// Phones that have seen the guide.
    pub(super) welcomed: Welcomed,
    /// One print file or bundle at a time: each takes tens of megabytes.
    pub(super) heavy: Semaphore,
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Puts the parts together.
    ///
    /// # Errors
    /// [`VaultError`] when the team cannot be read.
    pub(super) fn new(setup: super::Setup, stopping: watch::Receiver<bool>) -> Result<Self, VaultError> {
        let super::Setup { limits, hall, views, vault, catalogue, clock, place, data, look_around, poster } =
            setup;
        Ok(Self(Arc::new(Parts {
            team: Team::read(&vault)?,
            pin_hashes: Semaphore::new(limits.pin_hashes_max),
            receipts: Receipts::new(limits.receipt_checks_max),
            limits: Arc::new(limits),
            hall,
            views,
            vault,
            catalogue,
            clock,
            place,
            look_around,
            poster,
            conditions: Conditions::default(),
            outgoing: Outgoing::in_folder(&data),
            data,
            stopping,
            connected: Counters::default(),
            links: Links::default(),
            goodbyes: Goodbyes::default(),
            alarms: Alarms::default(),
            welcomed: Welcomed::default(),
            heavy: Semaphore::new(1),
        })))
    }

    /// Box time, ms since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        (self.clock)()
    }

    /// Does something with the vault on a thread that may block: it writes to disk.
    pub(super) async fn with_vault<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Vault) -> T + Send + 'static,
    ) -> T {
        let vault = Arc::clone(&self.vault);
        tokio::task::spawn_blocking(move || work(&vault)).await.expect("the vault does not panic")
    }

    /// Writes down what people and devices did. A closed night takes no more notes; the vault has them.
    pub(super) async fn note(&self, by: &By, entry: Entry) {
        let command = Command { id: None, by: by.clone(), rights: Rights::NONE, act: Act::Note(entry) };
        let mut tries = NOTE_TRIES_MAX;
        loop {
            match self.hall.ask(command.clone()).await {
                Ok(_) => return,
                // Guests can fill the queue; who was suspended must stand in the ledger all the same.
                Err(AskError::Busy { retry_after_ms }) if tries > 1 => {
                    tries -= 1;
                    sleep(ms(u64::from(retry_after_ms))).await;
                }
                Err(error) => {
                    tracing::error!(%error, "A note about people did not reach the ledger");
                    return;
                }
            }
        }
    }
}

/// Sockets open, by audience.
#[derive(Debug, Default)]
pub(super) struct Counters([AtomicU32; 3]);

/// Who listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Phone,
    Board,
    Staff,
}

/// One open socket in the count.
pub(super) struct Counted {
    app: App,
    kind: Kind,
}

impl Counters {
    pub fn now(&self) -> Connected {
        let [phones, boards, staff] = [0, 1, 2].map(|kind: usize| self.0[kind].load(Ordering::Relaxed));
        Connected { phones, boards, staff }
    }
}

impl Counted {
    pub fn new(app: &App, kind: Kind) -> Self {
        app.connected.0[kind as usize].fetch_add(1, Ordering::Relaxed);
        Self { app: app.clone(), kind }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.app.connected.0[self.kind as usize].fetch_sub(1, Ordering::Relaxed);
    }
}
