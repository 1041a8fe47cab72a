//! `hallbox export`: a night's bundle, when no box runs on the folder.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args as ClapArgs;

use crate::appliance::venue;
use crate::ledger::{export::export_closed, exported};
use crate::vault::Vault;

/// Write a night's ledger as one zip that anybody can verify. The box must not be running; while
/// it runs, the owner downloads the bundle from the staff page.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Night, as its folder is called.
    night: String,
    /// Folder of the venue.
    #[arg(long, default_value = "venue")]
    data: PathBuf,
    /// Zip to write.
    #[arg(long)]
    out: PathBuf,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let night = domain::NightId::new(args.night.clone()).context("this is not the name of a night")?;
    let vault = Vault::open(&args.data)?;
    let dir = args.data.join("nights").join(night.as_str());
    let summary = export_closed(&dir, &venue::box_key(&vault)?, &args.out)?;
    exported::note(&dir, summary.checkpoint.size)?;
    println!("{}: {} entries", args.out.display(), summary.checkpoint.size);
    Ok(ExitCode::SUCCESS)
}
