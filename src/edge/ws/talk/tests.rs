//! A conversation must neither lose a frame nor send it twice.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream, duplex};
use tokio::sync::watch;
use tokio::time::timeout;

use super::*;
use crate::edge::connected::AudienceKind;
use crate::edge::stream::Stream;
use crate::edge::ws::message::parse;
use crate::edge::ws::phone::Phone;
use crate::edge::{EdgeLimits, EdgeSetup, PublicInfo};
use crate::hall::Hall;
use crate::vault::Vault;
use crate::views::{Channel, Published, Views};
use domain::{Amount, By, Entry, Label, Night, NightId, PrizeId, Recorded, Stamp};
use machine::certificate::selection::{CertificateSource, CertificateStatus};

/// A night that publishes without a disk.
struct PublishedNight {
    night: Night,
    views: Arc<Views>,
}

impl PublishedNight {
    fn open() -> Self {
        let mut night = Night::default();
        let entry = Entry::NightOpened {
            rehearsal: false,
            pots: vec![],
            night: NightId::new("2026-11-20").unwrap(),
            venue: Label::new("The Crown").unwrap(),
            previous: None,
        };
        let entries = [apply(&mut night, entry)];
        let published = Published {
            night: &night,
            entries: &entries,
            head: "0".repeat(16),
            checkpoint: None,
            took_us: None,
        };
        let views = Arc::new(Views::open(&published));
        Self { night, views }
    }

    fn publish(&mut self) {
        let number = self.night.size;
        let entry = Entry::PrizeAdded {
            value: Amount::ZERO,
            prize: PrizeId::new(format!("p{number}")).unwrap(),
            name: Label::new("Ham").unwrap(),
            stock: 1,
        };
        let entries = [apply(&mut self.night, entry)];
        let published = Published {
            night: &self.night,
            entries: &entries,
            head: format!("{number:016}"),
            checkpoint: None,
            took_us: None,
        };
        self.views.publish(&published);
    }
}

fn apply(night: &mut Night, entry: Entry) -> Recorded {
    let recorded = Recorded { stamp: Stamp { seq: night.size, at_ms: 0, by: By::system() }, entry };
    night.apply(&recorded);
    recorded
}

/// An audience during which entries are published at the worst moments.
struct Awkward {
    night: Arc<Mutex<PublishedNight>>,
}

impl Audience for Awkward {
    const KIND: AudienceKind = AudienceKind::Staff;

    fn channel(views: &Views) -> &Channel {
        &views.staff
    }

    fn snapshot(&self, app: &App) -> (u64, Vec<u8>) {
        self.night.lock().unwrap().publish(); // contained in what is read next
        let seq = app.views.now().seq;
        self.night.lock().unwrap().publish(); // not contained in what was read
        (seq, format!(r#"{{"t":"snapshot","s":{seq}}}"#).into_bytes())
    }

    fn hello(&mut self, _app: &App, text: &str) -> Result<Option<Since>, CloseCode> {
        parse(text)
    }

    fn after_resuming(&self, _app: &App, _seq: u64) -> Vec<Vec<u8>> {
        self.night.lock().unwrap().publish(); // after what was missed was read
        Vec::new()
    }

    async fn answer(&mut self, _app: &App, text: &str) -> Result<Next, CloseCode> {
        parse(text).map(Next::Start)
    }

    fn stopping(_retry_after_ms: u32) -> Vec<u8> {
        b"{}".to_vec()
    }
}

/// An app that shows the night given.
fn app(views: &Arc<Views>) -> (App, tempfile::TempDir, watch::Sender<bool>) {
    let data = tempfile::tempdir().unwrap();
    let public = PublicInfo {
        currency: None,
        language: catalogue::Language::English,
        wifi: None,
        join_url: String::new(),
        https_url: String::new(),
        box_key: String::new(),
        key_fingerprint: String::new(),
        ca_pem: None,
        trust_url: String::new(),
        certificate: watch::Sender::new(CertificateStatus {
            source: CertificateSource::Own,
            until_ms: 0,
            renew_at_ms: 0,
            why: None,
        })
        .subscribe(),
        guide: false,
        zone: jiff::tz::TimeZone::UTC,
    };
    let setup = EdgeSetup {
        names_kept_days: 30,
        catalogue: Arc::new(catalogue::Catalogue::of_the_house().clone()),
        limits: EdgeLimits::default(),
        hall: Hall::nobody(),
        views: Arc::clone(views),
        vault: Arc::new(Vault::open(data.path()).unwrap()),
        clock: Arc::new(|| 0),
        age: Arc::new(|| 0),
        public,
        data: data.path().to_owned(),
        look_around: Arc::new(|| unreachable!("not used here")),
        poster: Arc::new(|_, _| unreachable!("not used here")),
    };
    let (stop, stopping) = watch::channel(false);
    (App::new(setup, stopping).unwrap(), data, stop)
}

/// The other end of a socket.
struct Client(DuplexStream);

impl Client {
    async fn say(&mut self, text: &str) {
        let mut frame = vec![0x81, 0x80 | u8::try_from(text.len()).unwrap(), 0, 0, 0, 0];
        frame.extend_from_slice(text.as_bytes());
        self.0.write_all(&frame).await.unwrap();
    }

    /// Kind and seq of the next message.
    async fn hear(&mut self) -> (String, u64) {
        let text = timeout(Duration::from_secs(20), self.frame()).await.expect("silence");
        let message: serde_json::Value = serde_json::from_slice(&text).unwrap();
        (message["t"].as_str().unwrap().to_owned(), message["s"].as_u64().unwrap())
    }

    async fn frame(&mut self) -> Vec<u8> {
        assert_eq!(self.0.read_u8().await.unwrap(), 0x81);
        let len = match self.0.read_u8().await.unwrap() {
            126 => usize::from(self.0.read_u16().await.unwrap()),
            short => usize::from(short),
        };
        let mut text = vec![0; len];
        self.0.read_exact(&mut text).await.unwrap();
        text
    }
}

#[tokio::test]
async fn what_is_published_around_a_snapshot_is_neither_lost_nor_doubled() {
    let shown = PublishedNight::open();
    let (app, _data, _stop) = app(&shown.views);
    let night = Arc::new(Mutex::new(shown));
    let (ours, theirs) = duplex(64 * 1_024);
    let socket = Socket::new(ours, &[], 4_096, Duration::from_secs(20));
    let talk = tokio::spawn(run(app, socket, Awkward { night: Arc::clone(&night) }));
    let mut client = Client(theirs);

    client.say("null").await;
    // Entry 1 was published before the snapshot was read, entry 2 after.
    assert_eq!(client.hear().await, ("snapshot".to_owned(), 1));
    assert_eq!(client.hear().await, ("news".to_owned(), 2));

    night.lock().unwrap().publish();
    assert_eq!(client.hear().await, ("news".to_owned(), 3));

    // Back at entry 2: 3 was missed, and 4 comes while what was missed is on its way.
    let head = format!("{:016}", 2);
    client.say(&format!(r#"{{"night":"2026-11-20","s":2,"h":"{head}"}}"#)).await;
    assert_eq!(client.hear().await, ("resumed".to_owned(), 2));
    assert_eq!(client.hear().await, ("news".to_owned(), 3));
    assert_eq!(client.hear().await, ("news".to_owned(), 4));
    night.lock().unwrap().publish();
    assert_eq!(client.hear().await, ("news".to_owned(), 5));
    drop(client);
    talk.await.unwrap();
}

fn future_size<A, B, C, F>(_: impl FnOnce(A, B, C) -> F) -> usize {
    size_of::<F>()
}

/// Thousands of these tasks exist at once; with TLS and the runtime a phone has 16 KiB in all.
#[test]
fn the_task_of_a_phone_is_small() {
    let bytes = future_size(run::<Stream, Phone>);
    assert!(bytes <= 2_048, "{bytes} bytes");
}
