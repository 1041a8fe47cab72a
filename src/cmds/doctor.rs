//! `hallbox doctor storage`: does the disk keep its promises in time?

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args as ClapArgs, Subcommand};

use crate::ledger::doctor;

/// Measure what a night depends on.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Measure how long the disk takes to make 4 KiB durable: exit 0 good, 1 refused.
    Storage {
        /// Folder of the venue.
        #[arg(long, default_value = "venue")]
        data: PathBuf,
        /// Writes to measure.
        #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(100..=20_000))]
        rounds: u32,
    },
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let What::Storage { data, rounds } = &args.what;
    std::fs::create_dir_all(data)?;
    let report = doctor::storage(data, *rounds, &mut |_| {})?;
    println!("{}", report.text());
    Ok(if report.verdict == doctor::StorageVerdict::Refused { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
