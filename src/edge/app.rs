//! The state that all requests and sockets share.

use std::net::IpAddr;
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, watch};
use tokio::time::{Instant, sleep};

use super::alarms::{Alarms, Culprit};
use super::blocking;
use super::captive::guided::GuidedPhones;
use super::condition::{Conditions, LookAround, MachineFacts};
use super::connected::ConnectedCounts;
use super::guess_budget::GuessBudget;
use super::keyed_buckets::KeyedBuckets;
use super::limits::{EdgeLimits, ms};
use super::links::Links;
use super::pace::{StaffPace, StaffPaces};
use super::permits::AddressKey;
use super::receipts::Receipts;
use super::revocations::Revocations;
use super::setup::{AgeMs, ClockMs, EdgeSetup, PrintPoster, PublicInfo};
use super::team::Team;
use super::token_bucket::TokenBucket;
use super::work_queue::WorkQueues;
use crate::hall::{AskError, Hall};
use crate::vault::{Vault, VaultError, VaultTime};
use crate::views::Views;
use catalogue::Catalogue;
use domain::{Act, By, Command, DeviceId, Entry, Rights};
use protocol::Misuse;

/// Attempts to bring a note to a busy hall: ten seconds with the waits it asks for.
const NOTE_ATTEMPTS_MAX: u32 = 20;

/// Tries to claim the box: the right code never waits, so all tries are bounded, those of one address first.
struct ClaimBudget {
    by_address: KeyedBuckets<AddressKey>,
    whole_box: TokenBucket,
}

impl ClaimBudget {
    fn new(limits: &EdgeLimits) -> Self {
        let refill = ms(limits.claims_per_address_refill_ms);
        Self {
            by_address: KeyedBuckets::new(limits.claims_per_address_burst, refill),
            whole_box: TokenBucket::new(limits.claims_burst, ms(limits.claims_refill_ms), Instant::now()),
        }
    }

    fn try_consume(&mut self, from: AddressKey, now: Instant) -> Result<(), Duration> {
        self.by_address.try_consume(from, now)?;
        self.whole_box.try_consume(now)
    }
}

/// Handle to the shared state. Cheap to clone.
#[derive(Clone)]
pub(super) struct App(Arc<AppState>);

pub(super) struct AppState {
    pub(super) limits: Arc<EdgeLimits>,
    pub(super) hall: Hall,
    pub(super) views: Arc<Views>,
    pub(super) vault: Arc<Vault>,
    pub(super) catalogue: Arc<Catalogue>,
    clock: ClockMs,
    age: AgeMs,
    pub(super) public: PublicInfo,
    /// The venue's folder.
    pub(super) data: PathBuf,
    look_around: LookAround,
    pub(super) poster: PrintPoster,
    /// Days after its night for which the name of a winner is kept.
    pub(super) names_kept_days: u16,
    pub(super) conditions: Conditions,
    /// True once the box stops.
    pub(super) stopping: watch::Receiver<bool>,
    pub(super) connected: ConnectedCounts,
    pub(super) links: Links,
    pub(super) revocations: Revocations,
    pub(super) team: Team,
    pub(super) receipts: Receipts,
    pub(super) alarms: Alarms,
    claims: Mutex<ClaimBudget>,
    guesses: Mutex<GuessBudget>,
    sign_ins: Mutex<KeyedBuckets<DeviceId>>,
    pub(super) paces: StaffPaces,
    /// Bounds the PIN hashes computed at once.
    pub(super) pin_hashes: Semaphore,
    pub(super) guided: GuidedPhones,
    /// Forecasts, printing and bundles.
    pub(super) slow_work: WorkQueues,
}

impl Deref for App {
    type Target = AppState;

    fn deref(&self) -> &AppState {
        &self.0
    }
}

impl App {
    /// # Errors
    /// [`VaultError`] when people and devices cannot be read.
    pub(super) fn new(setup: EdgeSetup, stopping: watch::Receiver<bool>) -> Result<Self, VaultError> {
        let EdgeSetup { limits, hall, views, vault, catalogue, clock, age, public, data, .. } = setup;
        let EdgeSetup { look_around, poster, names_kept_days, .. } = setup;
        Ok(Self(Arc::new(AppState {
            team: Team::read(Arc::clone(&vault), Arc::clone(&views))?,
            claims: Mutex::new(ClaimBudget::new(&limits)),
            guesses: Mutex::new(GuessBudget::new(Instant::now())),
            sign_ins: Mutex::new(KeyedBuckets::new(limits.sign_ins_burst, ms(limits.sign_ins_refill_ms))),
            paces: StaffPaces::new(&limits),
            pin_hashes: Semaphore::new(limits.pin_hashes_max),
            slow_work: WorkQueues::new(limits.slow_work_waiting_max),
            receipts: Receipts::new(limits.receipt_checks_max),
            limits: Arc::new(limits),
            hall,
            views,
            vault,
            catalogue,
            clock,
            age,
            public,
            look_around,
            poster,
            names_kept_days,
            conditions: Conditions::default(),
            data,
            stopping,
            connected: ConnectedCounts::default(),
            links: Links::default(),
            revocations: Revocations::default(),
            alarms: Alarms::default(),
            guided: GuidedPhones::default(),
        })))
    }

    /// Box time, ms since 1970.
    pub(super) fn now_ms(&self) -> i64 {
        (self.clock)()
    }

    /// Age of the box, ms.
    pub(super) fn age_ms(&self) -> i64 {
        (self.age)()
    }

    /// What the vault asks for where it both shows a time and lets something run out.
    pub(super) fn vault_time(&self) -> VaultTime {
        VaultTime { now_ms: self.now_ms(), age_ms: self.age_ms() }
    }

    /// Whether another try to claim the box may be made from this address now.
    ///
    /// # Errors
    /// How long until it may.
    pub(super) fn may_claim(&self, from: AddressKey) -> Result<(), Duration> {
        let mut claims = self.claims.lock().unwrap_or_else(PoisonError::into_inner);
        claims.try_consume(from, Instant::now())
    }

    /// Whether another person may try to sign in on this device now.
    ///
    /// # Errors
    /// How long until one may.
    pub(super) fn may_sign_in(&self, device: &DeviceId) -> Result<(), Duration> {
        let mut sign_ins = self.sign_ins.lock().unwrap_or_else(PoisonError::into_inner);
        sign_ins.try_consume(device.clone(), Instant::now())
    }

    /// Waits for a request's turn by the pace of its person and device, and tells staff of one that never ends.
    pub(super) async fn turn(&self, pace: &StaffPace, by: By) {
        if pace.turn().await {
            self.alarms.raise(Misuse::Flood, Culprit::Staff(by), self.now_ms(), Instant::now());
        }
    }

    /// Tells staff of an address that has as many sockets as it may.
    pub(super) fn full_address(&self, ip: IpAddr) {
        self.alarms.raise(Misuse::Sockets, Culprit::Address(ip), self.now_ms(), Instant::now());
    }

    /// The budget of wrong typed codes.
    pub(super) fn guesses(&self) -> MutexGuard<'_, GuessBudget> {
        self.guesses.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Uses the vault on a thread that may block.
    pub(super) async fn with_vault<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Vault) -> T + Send + 'static,
    ) -> T {
        blocking::with_vault(&self.vault, work).await
    }

    /// How the machine is now.
    pub(super) async fn machine_facts(&self) -> MachineFacts {
        let look = Arc::clone(&self.look_around);
        tokio::task::spawn_blocking(move || look()).await.expect("looking around does not panic")
    }

    /// Records in the ledger what people and devices did. A closed night takes no more notes; the vault has them.
    pub(super) async fn note(&self, by: &By, entry: Entry) {
        let command = Command { id: None, by: by.clone(), rights: Rights::NONE, act: Act::Note(entry) };
        let mut attempts = NOTE_ATTEMPTS_MAX;
        loop {
            match self.hall.ask(command.clone()).await {
                Ok(_) => return,
                // Guests can fill the queue, and a suspension must reach the ledger all the same.
                Err(AskError::Busy { retry_after_ms }) if attempts > 1 => {
                    attempts -= 1;
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
