//! `hallbox types`: TypeScript of the protocol on standard output.

use std::process::ExitCode;

use clap::Args as ClapArgs;

/// Write the TypeScript of the protocol to standard output.
#[derive(Debug, ClapArgs)]
#[command(hide = true)]
pub(super) struct Args {}

pub(super) fn run(_args: &Args) -> anyhow::Result<ExitCode> {
    print!("{}", protocol::typescript());
    Ok(ExitCode::SUCCESS)
}
