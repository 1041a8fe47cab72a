//! The box beside a bare reference, in the same minutes on the same cores: how much a durable,
//! checked night costs over pushing bytes into sockets.
//!
//! `cargo build --release && cargo bench --bench fanout`. Settings by environment:
//! `HALLBOX_BIN` (the box's program), `FANOUT_PHONES` (1000,2000,5000), `FANOUT_ROUNDS` (3),
//! `FANOUT_BALLS` (20), `FANOUT_ONLY` (box or bare).

mod bare;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use bare::Bare;
use bots::process::BoxStart;
use bots::swarm::{BoxTarget, Report, SwarmPlan, drive, machine, run};

/// One run takes seconds; a server that hangs must not take the evening.
const RUN_MAX: Duration = Duration::from_mins(5);
/// Targets of the first release, as ratios to the reference and as KiB.
const P99_MAX: f64 = 1.35;
const KIB_MAX: f64 = 16.0;
const JOINS_MIN: f64 = 0.8;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let outcome = match args.get(1).map(String::as_str) {
        Some(bare::SERVE) => {
            args.get(2).ok_or_else(|| "no folder".into()).and_then(|at| bare::serve(Path::new(at)))
        }
        _ => Bench::from_environment().and_then(|bench| bench.run()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("fanout: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Bench {
    program: PathBuf,
    phones: Vec<usize>,
    rounds: usize,
    balls: u8,
    only: Option<String>,
    /// The server's core; the phones live on another.
    core: Option<usize>,
}

impl Bench {
    fn from_environment() -> Result<Self, Failure> {
        let set = |name: &str, default: &str| std::env::var(name).unwrap_or_else(|_| default.to_owned());
        let default_program = concat!(env!("CARGO_MANIFEST_DIR"), "/target/release/hallbox");
        let target = std::env::var("CARGO_TARGET_DIR").map(|dir| format!("{dir}/release/hallbox"));
        let cores = machine::cores()?;
        let core = match cores[..] {
            [server, .., phones] => {
                machine::stay_on(&[phones])?;
                Some(server)
            }
            _ => None,
        };
        Ok(Self {
            program: set("HALLBOX_BIN", target.as_deref().unwrap_or(default_program)).into(),
            phones: set("FANOUT_PHONES", "1000,2000,5000")
                .split(',')
                .map(str::parse)
                .collect::<Result<_, _>>()?,
            rounds: set("FANOUT_ROUNDS", "3").parse()?,
            balls: set("FANOUT_BALLS", "20").parse()?,
            only: std::env::var("FANOUT_ONLY").ok(),
            core,
        })
    }

    fn run(&self) -> Result<(), Failure> {
        if self.core.is_none() {
            println!("One core only: server and phones share it, the figures say little.");
        }
        for &phones in &self.phones {
            let (mut bare, mut boxed) = (Vec::new(), Vec::new());
            for _ in 0..self.rounds {
                // Alternating: whatever else the machine does meets both.
                if self.wants("bare") {
                    bare.push(said(self.measure_bare(phones)?));
                }
                if self.wants("box") {
                    boxed.push(said(self.measure_box(phones)?));
                }
            }
            if !bare.is_empty() && !boxed.is_empty() {
                compare(phones, &bare, &boxed);
            }
        }
        Ok(())
    }

    fn wants(&self, target: &str) -> bool {
        self.only.as_deref().is_none_or(|only| only == target)
    }

    fn plan(&self, phones: usize) -> SwarmPlan {
        SwarmPlan { balls: self.balls, ..SwarmPlan::of(phones) }
    }

    fn measure_bare(&self, phones: usize) -> Result<Report, Failure> {
        machine::allow_sockets(phones)?;
        let folder = tempfile::tempdir()?;
        let mut bare = Bare::start(folder.path(), self.core)?;
        Ok(run(RUN_MAX, drive(&mut bare, &self.plan(phones)))?)
    }

    fn measure_box(&self, phones: usize) -> Result<Report, Failure> {
        machine::allow_sockets(phones)?;
        let folder = tempfile::tempdir()?;
        let start = BoxStart {
            program: self.program.clone(),
            data: folder.path().to_owned(),
            cards: u32::try_from(phones.min(5_000))?,
            core: self.core,
        };
        let plan = self.plan(phones);
        Ok(run(RUN_MAX, async { drive(&mut BoxTarget::start(&start).await?, &plan).await })?)
    }
}

fn said(report: Report) -> Report {
    println!(
        "{:>4} {:>5} phones  p50 {:>6} p99 {:>6} max {:>6} µs after the commit  {:>5.1} µs CPU/delivery  \
         {:>5.1} KiB/phone  {:>5.0} joins/s ({:.0} µs CPU)  back {:>6.0} ms ({:.0} µs CPU)  missed {} doubled {}",
        report.target,
        report.phones,
        report.after_commit_us.p50,
        report.after_commit_us.p99,
        report.after_commit_us.max,
        report.server_cpu_us_per_delivery,
        report.kib_per_phone,
        report.join.per_s,
        report.join.server_cpu_us,
        report.reconnect.all_ms,
        report.reconnect.server_cpu_us,
        report.missed,
        report.doubled,
    );
    for fault in &report.faults {
        println!("     {fault}");
    }
    report
}

fn compare(phones: usize, bare: &[Report], boxed: &[Report]) {
    let ratio = |of: fn(&Report) -> f64| median(boxed, of) / median(bare, of);
    #[allow(clippy::cast_precision_loss)] // microseconds of one evening
    let p99 = ratio(|report| report.after_commit_us.p99 as f64);
    let joins = ratio(|report| report.join.per_s);
    let kib = median(boxed, |report| report.kib_per_phone);
    println!(
        "  =>  {phones} phones: p99 {p99:.2}x (<= {P99_MAX}: {}), joins {joins:.2}x (>= {JOINS_MIN}: {}), \
         {kib:.1} KiB a phone (<= {KIB_MAX}: {}); CPU a delivery {:.2}x, CPU a join {:.2}x, back {:.2}x",
        verdict(p99 <= P99_MAX),
        verdict(joins >= JOINS_MIN),
        verdict(kib <= KIB_MAX),
        ratio(|report| report.server_cpu_us_per_delivery),
        ratio(|report| report.join.server_cpu_us),
        ratio(|report| report.reconnect.all_ms),
    );
}

fn verdict(good: bool) -> &'static str {
    if good { "yes" } else { "NO" }
}

fn median(reports: &[Report], of: fn(&Report) -> f64) -> f64 {
    let mut values: Vec<f64> = reports.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
