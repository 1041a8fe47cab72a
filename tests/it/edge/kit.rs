//! A venue in a temporary folder, and clients that know nothing of our own code for sockets.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bots::door::Door;
use catalogue::Catalogue;
use catalogue::Language;
use domain::{Act, By, ClockStays, Command, CommandId, GameId, Label, NightId, Rights, Seed};
use futures_util::{SinkExt as _, StreamExt as _};
use hallbox::edge::{
    self, Edge, EdgeLimits, EdgeSetup, ListenAddresses, LookAround, MachineFacts, PublicInfo,
};
use hallbox::hall::{self, Clock, Hall, HallFailure, Memory, Moment, Team};
use hallbox::print::{Poster, PosterWifi, poster_pdf};
use hallbox::vault::{Card, Vault};
use hallbox::views::Views;
use machine::certificate::Served;
use machine::certificate::authority::load_or_make;
use machine::certificate::selection::CertificateStatus;
use machine::clock::{BoxClock, CertificateTime, ClockOffer, ClockStep, KnownTimes, SystemClock};
use proof::BoxKey;
use protocol::{StorageView, WifiFrom, WifiView};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};

/// Longer than anything here takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// 20 November 2026, 20:00 UTC.
pub(crate) const NOW_MS: i64 = 1_795_204_800_000;
pub(crate) const DAY_MS: i64 = 86_400_000;

/// An open venue with everything behind the edge.
pub(crate) struct Venue {
    pub tls: SocketAddr,
    pub plain: SocketAddr,
    pub vault: Arc<Vault>,
    pub hall: Hall,
    pub views: Arc<Views>,
    task: JoinHandle<Result<(), HallFailure>>,
    pub edge: Edge,
    pub served: Arc<Served>,
    /// How the machine is.
    pub facts: Arc<Mutex<MachineFacts>>,
    connector: TlsConnector,
    pub data: tempfile::TempDir,
}

/// A clock that stands still until somebody sets it; the box was built a month before.
#[derive(Clone)]
pub(crate) struct TestClock(Arc<Mutex<BoxClock>>);

/// Nothing has set the machine's own clock.
const LOST: SystemClock = SystemClock { at_ms: 0, source: None };

impl TestClock {
    fn new() -> Self {
        let known = KnownTimes { built_ms: NOW_MS - 30 * DAY_MS, saved_ms: Some(NOW_MS), confirmed_ms: None };
        Self(Arc::new(Mutex::new(BoxClock::start(0, LOST, known))))
    }

    /// Box time, ms since 1970.
    pub(crate) fn now_ms(&self) -> i64 {
        self.0.lock().unwrap().read(0, LOST).0
    }
}

/// The vault, with seeds that everybody knows.
struct TestMemory(Arc<Vault>);

impl Clock for TestClock {
    fn now(&mut self) -> Moment {
        Moment { at_ms: self.now_ms(), mono_ms: 0, source: None }
    }

    fn not_before(&mut self, at_ms: i64) {
        self.0.lock().unwrap().not_before(at_ms);
    }

    fn set(&mut self, offer: ClockOffer) -> Result<ClockStep, ClockStays> {
        self.0.lock().unwrap().offer(0, LOST, offer)
    }

    fn step(&mut self) -> Option<ClockStep> {
        None
    }

    fn night_date(&mut self) -> jiff::civil::Date {
        jiff::civil::date(2026, 11, 20)
    }
}

impl Memory for TestMemory {
    fn team(&mut self) -> Result<Team, String> {
        hallbox::appliance::memory::team(&self.0).map_err(|error| error.to_string())
    }

    fn remember(&mut self, checkpoint: &str) -> Result<(), String> {
        self.0.checkpoint_keep(checkpoint).map_err(|error| error.to_string())
    }

    fn remembered(&mut self) -> Result<Option<String>, String> {
        self.0.checkpoint_kept().map_err(|error| error.to_string())
    }

    fn seed(&mut self, night: &NightId, game: &GameId, make: bool) -> Result<Option<Seed>, String> {
        if make {
            return self
                .0
                .seed_make(night, game, &Seed([7; 64]))
                .map(Some)
                .map_err(|error| error.to_string());
        }
        self.0.seed(night, game).map_err(|error| error.to_string())
    }
}

impl Venue {
    /// A venue with the usual limits.
    pub(crate) async fn open() -> Self {
        Self::with(EdgeLimits::default()).await
    }

    /// A venue with these limits.
    pub(crate) async fn with(limits: EdgeLimits) -> Self {
        Self::with_portal(limits, false).await
    }

    /// A venue that shows phones a guide, or does not.
    pub(crate) async fn with_portal(limits: EdgeLimits, guide: bool) -> Self {
        Self::start(tempfile::tempdir().unwrap(), limits, guide).await
    }

    /// The venue in a folder that was played in before.
    pub(crate) async fn on(data: tempfile::TempDir) -> Self {
        Self::start(data, EdgeLimits { beat_ms: 20, ..EdgeLimits::default() }, false).await
    }

    async fn start(data: tempfile::TempDir, limits: EdgeLimits, guide: bool) -> Self {
        let vault = Arc::new(Vault::open(data.path()).unwrap());
        let identity = vault.identity().clone();
        let key = BoxKey::from_seed(identity.key_seed, &identity.box_id).unwrap();
        let clock = TestClock::new();
        let (box_key, key_fingerprint) = (key.verifier_key(), key.fingerprint());
        let running = hall::open(hall::HallSetup {
            data: data.path().to_owned(),
            venue: Label::new("The Crown").unwrap(),
            key,
            boot: "test".to_owned(),
            version: Label::new("0").unwrap(),
            clock: Box::new(clock.clone()),
            memory: Box::new(TestMemory(Arc::clone(&vault))),
        })
        .await
        .unwrap();
        let made = load_or_make(&data.path().join("tls"), &identity.box_id, &[], today(data.path())).unwrap();
        let public = PublicInfo {
            currency: None,
            language: Language::English,
            wifi: Some(Label::new("Bingo").unwrap()),
            join_url: "https://localhost:8443".to_owned(),
            https_url: "https://localhost:8443".to_owned(),
            box_key,
            key_fingerprint,
            ca_pem: Some(made.ca_pem.clone()),
            trust_url: "http://localhost:8080/trust".to_owned(),
            certificate: tokio::sync::watch::Sender::new(CertificateStatus::own(&made)).subscribe(),
            guide,
            zone: jiff::tz::TimeZone::get("Europe/London").unwrap(),
        };
        let facts = Arc::new(Mutex::new(well()));
        let setup = EdgeSetup {
            names_kept_days: 30,
            catalogue: Arc::new(Catalogue::of_the_house().clone()),
            limits,
            hall: running.hall.clone(),
            views: Arc::clone(&running.views),
            vault: Arc::clone(&vault),
            clock: Arc::new(move || clock.now_ms()),
            age: Arc::new(|| NOW_MS),
            public,
            data: data.path().to_owned(),
            look_around: look_around(&facts),
            poster: Arc::new(|paper, ties| {
                let wifi = Some(PosterWifi { name: "Bingo", join: None });
                let (venue, join_url) = ("The Crown", "https://localhost:8443");
                poster_pdf(&Poster { paper, venue, language: Language::English, ties, wifi, join_url })
            }),
        };
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        let served = Served::new(made.certified);
        let addresses = ListenAddresses { tls: (any, served.config().unwrap()), plain: Some(any) };
        let edge = edge::open(setup, addresses).unwrap();
        Self {
            tls: edge.tls,
            plain: edge.plain.unwrap(),
            vault,
            hall: running.hall,
            views: running.views,
            task: running.task,
            edge,
            served,
            facts,
            connector: connector(&made.ca_pem),
            data,
        }
    }

    /// Switches the box off; what is left is its folder.
    pub(crate) async fn close(self) -> tempfile::TempDir {
        self.hall.stop().await;
        patiently(self.task).await.unwrap().unwrap();
        self.edge.stop().await;
        self.data
    }

    /// Cards of a new set.
    pub(crate) fn cards(&self, count: u32) -> Vec<Card> {
        use domain::set::{SetKind, SetMode};
        let set = self.vault.issue(count, SetMode::Free, SetKind::Phone, NOW_MS).unwrap();
        self.vault.cards().range(set.first, set.last).into_iter().copied().collect()
    }

    /// Does something as the box itself would.
    pub(crate) async fn act(&self, act: Act) -> Value {
        let command = Command { id: Some(new_id()), by: By::system(), rights: Rights::ALL, act };
        let answer = self.hall.ask(command).await.unwrap();
        let answer: Value = serde_json::from_slice(&answer.bytes).unwrap();
        assert!(answer.get("ok").is_some(), "{answer}");
        answer
    }

    /// Sells a card.
    pub(crate) async fn sell(&self, card: &Card) {
        self.act(Act::ActivateCard { serial: card.issued.serial, face: card.issued.face }).await;
    }

    /// A connection under TLS.
    pub(crate) async fn tls_stream(&self) -> tokio_rustls::client::TlsStream<TcpStream> {
        let tcp = TcpStream::connect(self.tls).await.unwrap();
        patiently(self.connector.connect(ServerName::try_from("localhost").unwrap(), tcp)).await.unwrap()
    }

    /// The box as clients of the bots reach it.
    pub(crate) fn door(&self) -> Door {
        Door::new(self.tls, "localhost", &self.data.path().join("tls/ca.crt")).unwrap()
    }

    /// A web socket in the clear.
    pub(crate) async fn socket(&self, path: &str) -> Client<TcpStream> {
        Client::open(TcpStream::connect(self.plain).await.unwrap(), "ws", path, "").await
    }

    /// One request in the clear: status line, headers and body as they came.
    pub(crate) async fn request(&self, text: &str) -> String {
        talk(TcpStream::connect(self.plain).await.unwrap(), text.as_bytes()).await
    }
}

/// The time of the folder: certificates must hold today, because clients look at the real clock.
fn today(folder: &Path) -> CertificateTime {
    let made = std::fs::metadata(folder).unwrap().modified().unwrap();
    let since = made.duration_since(std::time::UNIX_EPOCH).unwrap();
    CertificateTime::at(since.as_millis().try_into().unwrap())
}

/// A machine that is well.
fn well() -> MachineFacts {
    let storage = StorageView {
        speed: None,
        saves: 0,
        since_ms: None,
        p50_us: 0,
        p99_us: 0,
        max_us: 0,
        free_bytes: Some(1 << 40),
        low: false,
    };
    let wifi = WifiView { from: WifiFrom::Radio, name: None, radio: None };
    MachineFacts { clock: None, clock_set: false, wifi, storage, link_ms: None, update: None }
}

fn look_around(facts: &Arc<Mutex<MachineFacts>>) -> LookAround {
    let facts = Arc::clone(facts);
    Arc::new(move || facts.lock().unwrap().clone())
}

/// A fresh command id.
pub(crate) fn new_id() -> CommandId {
    static LAST: AtomicU64 = AtomicU64::new(1);
    CommandId(uuid::Uuid::from_u64_pair(
        0x0190_0000_0000_7000,
        LAST.fetch_add(1, Ordering::Relaxed) | 1 << 63,
    ))
}

fn connector(ca_pem: &str) -> TlsConnector {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(ca_pem.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

/// Waits, but not for ever.
pub(crate) async fn patiently<F: Future>(what: F) -> F::Output {
    timeout(PATIENCE, what).await.expect("this took too long")
}

/// Sends bytes and reads until the other side closes.
pub(crate) async fn talk(mut stream: impl AsyncRead + AsyncWrite + Unpin, bytes: &[u8]) -> String {
    stream.write_all(bytes).await.unwrap();
    stream.flush().await.unwrap();
    let mut answer = Vec::new();
    // A reset is an end, too.
    let _ = patiently(stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// A client of a web socket, by tungstenite.
pub(crate) struct Client<S>(pub WebSocketStream<S>);

impl<S: AsyncRead + AsyncWrite + Unpin> Client<S> {
    /// Upgrades a connection.
    pub(crate) async fn open(stream: S, scheme: &str, path: &str, cookies: &str) -> Self {
        let mut request = format!("{scheme}://localhost{path}").into_client_request().unwrap();
        request.headers_mut().insert("cookie", cookies.parse().unwrap());
        let upgrade = Box::pin(tokio_tungstenite::client_async(request, stream));
        let (socket, _) = patiently(upgrade).await.unwrap();
        Self(socket)
    }

    /// Says something.
    pub(crate) async fn say(&mut self, message: &Value) {
        self.0.send(Message::text(message.to_string())).await.unwrap();
    }

    /// The next message as it came.
    pub(crate) async fn hear_text(&mut self) -> String {
        loop {
            match patiently(self.0.next()).await.expect("an open socket").unwrap() {
                Message::Text(text) => return text.as_str().to_owned(),
                Message::Close(close) => panic!("closed: {close:?}"),
                _ => {}
            }
        }
    }

    /// The next message of this type; heartbeats and others go by.
    pub(crate) async fn hear(&mut self, kind: &str) -> Value {
        let mut others = Vec::new();
        let heard = timeout(PATIENCE, async {
            loop {
                let text = self.hear_text().await;
                if text.starts_with(&format!(r#"{{"t":"{kind}""#)) {
                    return serde_json::from_str(&text).unwrap();
                }
                others.push(text.chars().take(200).collect::<String>());
            }
        });
        heard.await.unwrap_or_else(|_| panic!("waited for `{kind}`, heard {others:#?}"))
    }

    /// How the other side closes; what it says before goes by.
    pub(crate) async fn closes(&mut self) -> Option<CloseCode> {
        loop {
            match patiently(self.0.next()).await {
                Some(Ok(Message::Close(close))) => return close.map(|close| close.code),
                Some(Ok(_)) => {}
                None | Some(Err(Error::ConnectionClosed | Error::Protocol(_) | Error::Io(_))) => return None,
                Some(Err(error)) => panic!("{error}"),
            }
        }
    }
}
