//! `hallbox poster`: the sheet by the door.

use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::print_args::PrintArgs;
use crate::appliance::{poster, programme};
use crate::print::TiesTonight;
use machine::settings::Settings;

/// Print the poster: which Wi-Fi, what to scan, what to tap.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(flatten)]
    print: PrintArgs,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let PrintArgs { data, paper, .. } = &args.print;
    let ties = TiesTonight::of(&programme::newest(data)?);
    args.print.write(&poster::print(&Settings::read(data)?, (*paper).into(), ties)?)?;
    Ok(ExitCode::SUCCESS)
}
