//! `hallbox run`: serves a venue.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args as ClapArgs;

use super::{system, venue};
use crate::edge::EdgeLimits;
use crate::settings::{Settings, take};

/// Serve a venue.
#[derive(Debug, ClapArgs)]
pub struct Args {
    /// Folder of the venue; its `hallbox.toml` holds the settings.
    #[arg(long, default_value = "venue")]
    data: PathBuf,
    /// A settings file to take over first, as it lies on the appliance's card. A bad one is reported beside
    /// it and the last good one is used.
    #[arg(long)]
    card: Option<PathBuf>,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let settings = match &args.card {
        Some(card) => take::take_over(card, &args.data).context("the venue's folder")?.settings,
        None => Settings::read(&args.data)?,
    };
    venue::runtime(settings.threads)?.block_on(async {
        let given = system::given().context("the sockets of the service manager")?;
        let venue = venue::open_at(&args.data, settings, EdgeLimits::default(), given).await?;
        if let Some(code) = venue.vault.claim_code()? {
            println!("{}/staff  –  the owner's one-time code: {code}", venue.settings.join_url());
        }
        let manager = system::Manager::from_env();
        manager.tell("READY=1");
        tokio::spawn(manager.live(args.data.clone(), venue.tls()));
        venue.serve().await
    })?;
    Ok(ExitCode::SUCCESS)
}
