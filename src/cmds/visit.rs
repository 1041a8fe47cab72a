//! `hallbox visit`: bots play a night at a box that is somewhere else.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use clap::Args as ClapArgs;

use bots::night::Script;
use bots::swarm::run as run_load;
use bots::{Door, night};

/// Let bots own a new box and play a whole night there, over the network as people would. For boxes that
/// are to be tried out: the bots claim it, issue cards and close the night.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Address and port of the box.
    #[arg(long)]
    at: SocketAddr,
    /// The name its certificate is for.
    #[arg(long)]
    host: String,
    /// Certificate of its authority (`/ca.crt` of the box).
    #[arg(long)]
    ca: PathBuf,
    /// The owner's one-time code, as the box shows it at its first start.
    #[arg(long)]
    claim_code: String,
    /// Cards to issue and sell.
    #[arg(long, default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..=600))]
    cards: u32,
    /// Games to play.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u8).range(1..=30))]
    games: u8,
    /// Seed of the bots' choices.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The whole night ends after this long, s.
    #[arg(long, default_value_t = 600, value_parser = clap::value_parser!(u64).range(1..=7_200))]
    time_max_s: u64,
    /// Where the night's bundle goes.
    #[arg(long)]
    out: PathBuf,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let door = Door::new(args.at, &args.host, &args.ca)?;
    let (cards, games) = (usize::try_from(args.cards)?, usize::from(args.games));
    let script = Script { cards, games, seed: args.seed };
    let time_max = Duration::from_secs(args.time_max_s);
    let played = run_load(time_max, night::visit(&door, &args.claim_code, &script))?;
    std::fs::write(&args.out, &played.bundle).with_context(|| args.out.display().to_string())?;
    println!("{}", played.words());
    Ok(ExitCode::SUCCESS)
}
