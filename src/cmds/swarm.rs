//! `hallbox swarm`: thousands of phones against a box of their own.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args as ClapArgs;

use super::demo::TemporaryFolder;
use bots::process::BoxStart;
use bots::swarm::{BALLS_MAX, BoxTarget, PHONES_MAX, SwarmPlan, drive, machine, run as run_load};
use domain::CARDS_MAX;

/// BoxStart a box, let thousands of phones join over TLS, play, lose their links and come back, and
/// report what they got as JSON. Loopback only; exit 1 when a phone missed a ball or heard one twice.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Phones.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=PHONES_MAX as i64))]
    phones: u32,
    /// Balls called while all of them listen.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u8).range(1..=i64::from(BALLS_MAX)))]
    balls: u8,
    /// Phones on their way in at the same time (default: all).
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    joins_at_once: Option<u32>,
    /// Between two balls, ms.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(0..=10_000))]
    pause_ms: u64,
    /// Give the box this one core, and the phones the others.
    #[arg(long)]
    core: Option<usize>,
    /// The whole run ends after this long, s.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    time_max_s: u64,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let phones = usize::try_from(args.phones)?;
    machine::allow_sockets(phones)?;
    if let Some(core) = args.core {
        let others: Vec<usize> = machine::cores()?.into_iter().filter(|&other| other != core).collect();
        anyhow::ensure!(!others.is_empty(), "there is no core besides {core} for the phones");
        machine::stay_on(&others)?;
    }
    let folder = TemporaryFolder::make()?;
    let program: PathBuf = std::env::current_exe().context("finding this program")?;
    let cards = u32::try_from(phones.min(CARDS_MAX))?;
    let start = BoxStart { program, data: folder.path().to_owned(), cards, core: args.core };
    let plan = SwarmPlan {
        balls: args.balls,
        joins_at_once: args.joins_at_once.map_or(Ok(phones), usize::try_from)?,
        pause_ms: args.pause_ms,
        ..SwarmPlan::of(phones)
    };
    let time_max = Duration::from_secs(args.time_max_s);
    let report = run_load(time_max, async { drive(&mut BoxTarget::start(&start).await?, &plan).await })?;
    println!("{}", serde_json::to_string_pretty(&report)?);
    Ok(if report.is_whole() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
