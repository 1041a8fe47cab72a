//! What staff notice while somebody attacks the box, or everybody joins at once: how long a sale
//! takes, and a page of the staff app over a connection of its own.
//!
//! `cargo build --release && cargo bench --bench storm`. Settings by environment: `HALLBOX_BIN` (the
//! box's program), `STORM_SECONDS` (10, each phase), `STORM_SOCKETS` (10000), `STORM_PHONES` (2000).
//! Attackers come from loopback addresses of their own, 32 sockets each, as the box allows.

mod attack;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use bots::door::{Cookies, Door};
use bots::guest::Guest;
use bots::process::{BoxProcess, BoxStart};
use bots::staff::Staff;
use bots::swarm::machine::{self, Usage};
use bots::swarm::{Spread, now_us, run};
use protocol::{Me, UnresolvedAct};
use tokio::sync::oneshot;
use tokio::time::{Instant, interval, sleep_until};

/// All phases together; a box that hangs must not take the evening.
const RUN_MAX: Duration = Duration::from_mins(10);
/// What staff may wait, 99 times of 100, µs.
const STAFF_P99_MAX_US: i64 = 300_000;
/// Between two sales, and two pages: as fast as the box lets one screen work.
const PERIOD: Duration = Duration::from_millis(110);
/// Where staff are.
const DESK: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What goes on while staff work.
enum Trouble {
    Nothing,
    Slowloris {
        door: Door,
        sockets: usize,
    },
    /// Handshakes that end after these bytes.
    HalfOpen {
        tls: SocketAddr,
        sockets: usize,
        said: Vec<u8>,
    },
    JoinStorm {
        door: Door,
        keys: Vec<String>,
    },
}

fn main() -> ExitCode {
    match storm() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("storm: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Storm {
    process: BoxProcess,
    owner: Staff,
    cookies: Cookies,
    /// Cards nobody has bought.
    unsold: Vec<String>,
    seconds: u64,
}

fn set(name: &str, default: usize) -> Result<usize, Failure> {
    Ok(std::env::var(name).map_or(Ok(default), |value| value.parse())?)
}

fn storm() -> Result<bool, Failure> {
    let (sockets, phones) = (set("STORM_SOCKETS", 10_000)?, set("STORM_PHONES", 2_000)?);
    let seconds = set("STORM_SECONDS", 10)?;
    machine::allow_sockets(sockets + phones)?;
    let core = match machine::cores()?[..] {
        [server, .., others] => {
            machine::stay_on(&[others])?;
            Some(server)
        }
        _ => None,
    };
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/target/release/hallbox");
    let target = std::env::var("CARGO_TARGET_DIR").map(|folder| format!("{folder}/release/hallbox"));
    let program = std::env::var("HALLBOX_BIN").or(target).map_or(PathBuf::from(default), PathBuf::from);
    let folder = tempfile::tempdir()?;
    let cards = u32::try_from(phones + seconds * 60)?;
    let start = BoxStart { program, data: folder.path().to_owned(), cards, core };
    run(RUN_MAX, async { Ok(phases(&start, seconds, sockets, phones).await) })?
}

async fn phases(start: &BoxStart, seconds: usize, sockets: usize, phones: usize) -> Result<bool, Failure> {
    let process = BoxProcess::start(start).await?;
    let code = process.ready.claim_code.clone().ok_or("no claim code")?;
    let desk = process.door.clone().from(DESK);
    let owner = Staff::claim_box(&desk, &code, "274916").await?;
    let mut keys = process.ready.keys.clone();
    let unsold = keys.split_off(phones);
    let cookies = owner.cookies();
    let tls = SocketAddr::from((Ipv4Addr::LOCALHOST, process.ready.https));
    let door = process.door.clone();
    let hello = attack::hello(&process.ready.ca)?;
    let mut storm = Storm { process, owner, cookies, unsold, seconds: seconds as u64 };

    println!("p50, p99, max in ms; the box has one core, attackers, guests and staff share another");
    let half_open = |said| Trouble::HalfOpen { tls, sockets, said };
    let mut good = storm.phase("nothing", Trouble::Nothing).await?;
    let slow = Trouble::Slowloris { door: door.clone(), sockets: sockets.min(4_000) };
    good &= storm.phase("slowloris", slow).await?;
    good &= storm.phase("silent half-open", half_open(Vec::new())).await?;
    good &= storm.phase("hello, then nothing", half_open(hello)).await?;
    good &= storm.phase("join storm", Trouble::JoinStorm { door, keys }).await?;
    Ok(good)
}

impl Storm {
    /// Measures staff for some seconds while something else goes on, on a thread of its own: staff's
    /// devices are not the attackers'.
    async fn phase(&mut self, name: &str, trouble: Trouble) -> Result<bool, Failure> {
        let before = Usage::of(self.process.pid())?;
        let (enough, is_enough) = oneshot::channel::<()>();
        let others = std::thread::spawn(move || {
            run(RUN_MAX, async {
                tokio::select! {
                    told = trouble.go_on() => Ok(Some(told)),
                    _ = is_enough => Ok(None),
                }
            })
        });
        let until = Instant::now() + Duration::from_secs(self.seconds);
        let (sales, pages) = staff(&mut self.owner, &self.cookies, &mut self.unsold, until).await?;
        drop(enough);
        if let Some(told) = others.join().map_err(|_| "the attackers panicked")?? {
            return Err(format!("{name} ended early: {told}").into());
        }
        let after = Usage::of(self.process.pid())?;
        let good = sales.p99 <= STAFF_P99_MAX_US && pages.p99 <= STAFF_P99_MAX_US;
        println!(
            "{name:<20} a sale {}   a page {}   box {:>3} % of its core, {:>4} MiB   {}",
            in_ms(sales),
            in_ms(pages),
            (after.cpu_us - before.cpu_us) / (self.seconds * 10_000),
            after.rss_kib / 1_024,
            if good { "yes" } else { "NO" },
        );
        Ok(good)
    }
}

fn in_ms(spread: Spread) -> String {
    #[allow(clippy::cast_precision_loss)] // milliseconds of one evening
    let ms = |us: i64| us as f64 / 1_000.0;
    format!("{:>6.1} {:>6.1} {:>6.1}", ms(spread.p50), ms(spread.p99), ms(spread.max))
}

impl Trouble {
    /// Never ends by itself, unless it cannot go on: why.
    async fn go_on(self) -> String {
        match self {
            Self::Nothing => std::future::pending().await,
            Self::Slowloris { door, sockets } => attack::slowloris(&door, sockets).await,
            Self::HalfOpen { tls, sockets, said } => attack::half_open(tls, sockets, &said).await,
            Self::JoinStorm { door, keys } => join_storm(&door, &keys).await,
        }
    }
}

/// Sells cards over the open socket and reads a page over a new connection each time.
async fn staff(
    owner: &mut Staff,
    cookies: &Cookies,
    unsold: &mut Vec<String>,
    until: Instant,
) -> Result<(Spread, Spread), Failure> {
    let door = owner.door().clone();
    let sales = async {
        let (mut took, mut ticks) = (Vec::new(), interval(PERIOD));
        while Instant::now() < until {
            ticks.tick().await;
            let card = unsold.pop().ok_or("no card is left to sell")?;
            let asked_us = now_us();
            owner.must(UnresolvedAct::ActivateCard { card }).await?;
            took.push(now_us() - asked_us);
        }
        Ok::<_, Failure>(Spread::of(took))
    };
    let pages = async {
        let (mut took, mut ticks, mut cookies) = (Vec::new(), interval(PERIOD), cookies.clone());
        while Instant::now() < until {
            ticks.tick().await;
            let asked_us = now_us();
            let _: Me = door.get("/api/me", &mut cookies).await?;
            took.push(now_us() - asked_us);
        }
        Ok::<_, Failure>(Spread::of(took))
    };
    tokio::try_join!(sales, pages)
}

/// Everybody joins at once, leaves without a word, and joins again.
async fn join_storm(door: &Door, keys: &[String]) -> String {
    loop {
        let wave = keys.chunks(1).map(|key| Guest::join(door, key.to_vec()));
        if let Err(error) = futures_util::future::try_join_all(wave).await {
            return error.to_string();
        }
        sleep_until(Instant::now() + Duration::from_millis(500)).await;
    }
}
