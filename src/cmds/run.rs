//! `hallbox run`: serves a venue.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::venue;
use crate::edge::EdgeLimits;
use crate::settings::Settings;

/// Serve a venue.
#[derive(Debug, ClapArgs)]
pub struct Args {
    /// Folder of the venue; its `hallbox.toml` holds the settings.
    #[arg(long, default_value = "venue")]
    data: PathBuf,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&args.data)?;
    venue::runtime(settings.threads)?.block_on(async {
        let venue = venue::open(&args.data, settings, EdgeLimits::default()).await?;
        if let Some(code) = venue.vault.claim_code()? {
            println!("{}/staff  –  the owner's one-time code: {code}", venue.settings.join_url());
        }
        venue.serve().await
    })?;
    Ok(ExitCode::SUCCESS)
}
