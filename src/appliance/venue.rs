//! A venue with all its rooms open: vault, hall, views, edge.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use tokio::task::JoinSet;
use tracing::{info, warn};

use super::clock::{BoxTime, HallClock, KEPT_EACH};
use super::facts::look_around;
use super::memory::HallMemory;
use crate::edge::{self, Edge, EdgeLimits, EdgeSetup, ListenAddresses, OpenSockets, PublicInfo};
use crate::hall::{self, HallFailure, Running};
use crate::ledger::Reserve;
use crate::vault::Vault;
use catalogue::Catalogue;
use domain::Label;
use machine::certificate::selection::CertificateConfig;
use machine::certificate::{AcmeOptions, Keeper};
use machine::network::mdns;
use machine::network::plan::NetworkPlan;
use machine::settings::{GuestAddresses, Portal, Settings};
use proof::BoxKey;

/// An open venue.
pub struct Venue {
    /// Its folder.
    pub data: PathBuf,
    /// Its settings, with the ports it really listens on.
    pub settings: Settings,
    /// People, cards, keys.
    pub vault: Arc<Vault>,
    /// The night.
    pub running: Running,
    /// What can be played: what the box comes with, and the venue's own.
    pub catalogue: Arc<Catalogue>,
    edge: Edge,
    announced: Option<mdns::MdnsAnnouncement>,
    /// Looks after the certificate until the venue closes.
    keeping: JoinSet<()>,
}

/// The key this box signs with.
///
/// # Errors
/// When its id is no name: the vault is damaged.
pub fn box_key(vault: &Vault) -> anyhow::Result<BoxKey> {
    let identity = vault.identity();
    BoxKey::from_seed(identity.key_seed, &identity.box_id).context("the id of the box in the vault")
}

/// Opens every room. Port 0 takes any free port.
///
/// # Errors
/// In words for the person who starts the box.
pub async fn open(data: &Path, settings: Settings, limits: EdgeLimits) -> anyhow::Result<Venue> {
    open_at(data, settings, limits, OpenSockets::default()).await
}

/// As [`open`], but with sockets that are open already.
///
/// # Errors
/// As [`open`].
pub async fn open_at(
    data: &Path,
    mut settings: Settings,
    limits: EdgeLimits,
    given: OpenSockets,
) -> anyhow::Result<Venue> {
    std::fs::create_dir_all(data).with_context(|| data.display().to_string())?;
    make_room(data);
    let vault = Arc::new(Vault::open(data)?);
    let key = box_key(&vault)?;
    let catalogue = Arc::new(catalogue(data)?);
    let time = BoxTime::start(&vault);
    let certificates = certificate_config(data, &vault, &settings);
    let (keeper, ca_pem) = Keeper::open(certificates, outside(), time.certificate_time())?;
    let running = hall::open(hall::HallSetup {
        data: data.to_owned(),
        venue: settings.venue.clone(),
        key: key.clone(),
        boot: boot_id()?,
        version: Label::new(env!("CARGO_PKG_VERSION")).context("the version as a label")?,
        clock: Box::new(HallClock::new(Arc::clone(&vault), time.clone(), settings.zone())),
        memory: Box::new(HallMemory::new(Arc::clone(&vault))),
    })
    .await?;
    let tls_at = real_ports(&mut settings, &given)?;
    let addresses = ListenAddresses {
        tls: (tls_at, keeper.served().config()?),
        plain: (settings.http_port != 0).then(|| SocketAddr::new(settings.listen, settings.http_port)),
    };
    let public = public_info(&settings, &key, ca_pem, &keeper);
    let (views, poster_settings) = (&running.views, settings.clone());
    let (edge_time, edge_age) = (time.clone(), time.clone());
    let addresses_are_shared = settings.addresses == GuestAddresses::Shared;
    let setup = EdgeSetup {
        limits: EdgeLimits { addresses_are_shared, ..limits },
        hall: running.hall.clone(),
        views: Arc::clone(views),
        vault: Arc::clone(&vault),
        catalogue: Arc::clone(&catalogue),
        clock: Arc::new(move || edge_time.now_ms()),
        age: Arc::new(move || edge_age.age_ms()),
        public,
        data: data.to_owned(),
        look_around: look_around(&settings, data, time.clone(), Arc::clone(views), Arc::clone(&vault)),
        poster: Arc::new(move |paper, ties| super::poster::print(&poster_settings, paper, ties)),
        names_kept_days: settings.names_kept_days,
    };
    let edge = edge::open_at(setup, addresses, given)?;
    let mut keeping = JoinSet::new();
    keeping.spawn(keep_time(time.clone(), Arc::clone(&vault)));
    keeping.spawn(keeper.run(move || time.certificate_time()));
    info!("Serving {} on {}", settings.venue, edge.tls);
    let announced =
        mdns::announce(&settings.mdns, &settings.venue, settings.https_port).unwrap_or_else(|error| {
            warn!(%error, "hallbox.local cannot be announced: staff use the box's other names");
            None
        });
    Ok(Venue { data: data.to_owned(), settings, vault, running, catalogue, edge, announced, keeping })
}

/// Lets the reserve on the disk go where nothing else is left: settings, people and certificates are opened before the
/// night, and write.
pub fn make_room(data: &Path) {
    let reserve = Reserve::at(data);
    if reserve.is_needed() {
        warn!("The disk that holds {} is full", data.display());
        reserve.release();
    }
}

/// How the box is found, and trusted.
fn public_info(settings: &Settings, key: &BoxKey, ca_pem: String, keeper: &Keeper) -> PublicInfo {
    PublicInfo {
        currency: settings.currency.clone(),
        language: settings.language,
        wifi: settings.wifi_name(),
        join_url: settings.join_url(),
        https_url: settings.join_url(),
        box_key: key.verifier_key(),
        key_fingerprint: key.fingerprint(),
        ca_pem: Some(ca_pem),
        trust_url: format!("{}/trust", settings.plain_url()),
        certificate: keeper.status(),
        guide: settings.portal == Portal::Guide,
        zone: settings.zone(),
    }
}

/// What certificates are made or fetched for.
fn certificate_config(data: &Path, vault: &Vault, settings: &Settings) -> CertificateConfig {
    CertificateConfig {
        dir: data.join("tls"),
        box_id: vault.identity().box_id.clone(),
        host: settings.host.clone(),
        names: names(settings),
        wanted: settings.certificate.clone(),
    }
}

/// Where TLS is served. Links name the ports that are really open, so the settings learn them.
fn real_ports(settings: &mut Settings, given: &OpenSockets) -> anyhow::Result<SocketAddr> {
    if let Some(socket) = &given.plain {
        settings.http_port = socket.local_addr()?.port();
    }
    let tls_at = match &given.tls {
        Some(socket) => socket.local_addr()?,
        None => free_port(SocketAddr::new(settings.listen, settings.https_port))?,
    };
    settings.https_port = tls_at.port();
    Ok(tls_at)
}

/// What the box comes with and the venue's own files. A file with mistakes is left out: nobody is
/// to stand before a box that does not start because of a pattern.
fn catalogue(data: &Path) -> anyhow::Result<Catalogue> {
    let (catalogue, findings) = super::patterns::read_all(data)?;
    for finding in &findings {
        warn!("Left out: {finding} (`hallbox patterns lint` shows more)");
    }
    Ok(catalogue)
}

impl Venue {
    /// Where it listens under TLS.
    #[must_use]
    pub fn tls(&self) -> SocketAddr {
        self.edge.tls
    }

    /// Serves until asked to stop or until the disk refuses.
    ///
    /// # Errors
    /// [`HallFailure`]: start the program again, the ledger replays.
    pub async fn serve(self) -> anyhow::Result<()> {
        let Self { running, edge, announced, keeping, .. } = self;
        let Running { hall, mut task, .. } = running;
        let ended = tokio::select! {
            ended = &mut task => ended,
            () = asked_to_stop() => {
                hall.stop().await;
                task.await
            }
        };
        drop((announced, keeping));
        edge.stop().await;
        let outcome: Result<(), HallFailure> = ended.context("the hall ended with a bug")?;
        Ok(outcome?)
    }
}

/// Keeps box time in the vault every so often, for ever.
async fn keep_time(time: BoxTime, vault: Arc<Vault>) {
    let mut ticks = tokio::time::interval(KEPT_EACH);
    loop {
        ticks.tick().await;
        let (time, vault) = (time.clone(), Arc::clone(&vault));
        let kept = tokio::task::spawn_blocking(move || time.keep(&vault)).await;
        kept.expect("keeping the time does not panic");
    }
}

/// Ctrl-C at the keyboard, SIGTERM from the system.
async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        // Without the handler the system simply ends the process: nothing is lost by that.
        Err(_) => std::future::pending().await,
    }
}

/// Where the system keeps the authorities it trusts; `SSL_CERT_FILE` names another file, as everywhere.
const ROOTS: &str = "/etc/ssl/certs/ca-certificates.crt";
/// Name servers tell each other of a change within seconds; those of the largest providers need longest.
const SETTLE: Duration = Duration::from_secs(20);

/// The way to public authorities. Without any root nothing is fetched, and the box serves all the same.
fn outside() -> AcmeOptions {
    AcmeOptions { roots: roots(), settle: SETTLE }
}

/// The authorities the system trusts.
#[must_use]
pub fn roots() -> Arc<RootCertStore> {
    let file = std::env::var_os("SSL_CERT_FILE").map_or_else(|| PathBuf::from(ROOTS), PathBuf::from);
    let mut roots = RootCertStore::empty();
    let found = CertificateDer::pem_file_iter(&file).into_iter().flatten().flatten();
    roots.add_parsable_certificates(found);
    Arc::new(roots)
}

/// Names and addresses the certificate speaks for.
fn names(settings: &Settings) -> Vec<String> {
    let mut names = vec![settings.host.clone(), "hallbox.local".to_owned(), "bingo".to_owned()];
    if !settings.listen.is_unspecified() {
        names.push(settings.listen.to_string());
    }
    names.extend(NetworkPlan::new(settings).lans().map(|lan| lan.address.to_string()));
    names.sort();
    names.dedup();
    names
}

/// The links in QR codes name the port, so it has to be known before the doors open.
fn free_port(address: SocketAddr) -> anyhow::Result<SocketAddr> {
    if address.port() != 0 {
        return Ok(address);
    }
    let probe = std::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
    Ok(SocketAddr::new(address.ip(), probe.local_addr()?.port()))
}

fn boot_id() -> anyhow::Result<String> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no random numbers: {error}"))?;
    Ok(data_encoding::HEXLOWER.encode(&bytes))
}

/// A runtime with as many threads as the settings say.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime(threads: usize) -> anyhow::Result<tokio::runtime::Runtime> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    if threads > 0 {
        builder.worker_threads(threads);
    }
    Ok(builder.enable_all().build()?)
}
