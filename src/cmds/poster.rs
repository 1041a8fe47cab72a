//! `hallbox poster`: the sheet by the door.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args as ClapArgs;

use super::cards::PaperArg;
use crate::appliance::{poster, programme};
use crate::print::TiesTonight;
use machine::settings::Settings;

/// Print the poster: which Wi-Fi, what to scan, what to tap.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// PDF to write.
    #[arg(long)]
    out: PathBuf,
    /// Folder of the venue.
    #[arg(long, default_value = "venue")]
    data: PathBuf,
    /// Paper of the printer.
    #[arg(long, value_enum, default_value = "a4")]
    paper: PaperArg,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let ties = TiesTonight::of(&programme::newest(&args.data)?);
    let pdf = poster::print(&Settings::read(&args.data)?, args.paper.into(), ties)?;
    std::fs::write(&args.out, pdf).with_context(|| args.out.display().to_string())?;
    println!("{}", args.out.display());
    Ok(ExitCode::SUCCESS)
}
