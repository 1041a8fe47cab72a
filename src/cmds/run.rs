//! `hallbox run`: serves a venue.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args as ClapArgs;

use crate::appliance::{service_manager, venue};
use crate::edge::EdgeLimits;
use crate::print::unprintable;
use crate::vault::{Vault, owner_code};
use machine::settings::{Settings, takeover};

/// Serve a venue.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Folder of the venue; its `hallbox.toml` holds the settings.
    #[arg(long, default_value = "venue")]
    data: PathBuf,
    /// A settings file to take over first, as it lies on the appliance's card. A bad one is reported beside
    /// it and the last good one is used.
    #[arg(long)]
    card: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    venue::make_room(&args.data);
    let settings = match &args.card {
        Some(card) => {
            takeover::take_over(card, &args.data, owner_code::kept(&args.data).as_deref(), &unprintable)
                .context("the venue's folder")?
                .settings
        }
        None => Settings::read(&args.data)?,
    };
    venue::runtime(settings.threads)?.block_on(async {
        let given = service_manager::given().context("the sockets of the service manager")?;
        let venue = venue::open_at(&args.data, settings, EdgeLimits::default(), given).await?;
        if let Some(code) = owners_code(&venue.vault, &args.data)? {
            println!("{}/staff  –  the owner's one-time code: {code}", venue.settings.join_url());
        }
        let manager = service_manager::Manager::from_env();
        manager.tell("READY=1");
        tokio::spawn(manager.live(args.data.clone(), venue.tls()));
        venue.serve().await
    })?;
    Ok(ExitCode::SUCCESS)
}

/// The code that makes somebody the owner; none when somebody is. It is the same at every start, because who
/// has a box without a screen reads it on the card, and the next start is when the card is back.
fn owners_code(vault: &Vault, data: &Path) -> anyhow::Result<Option<String>> {
    if !vault.unclaimed()? {
        owner_code::forget(data).context("the owner's code in the venue's folder")?;
        return Ok(None);
    }
    let code = owner_code::keep(data).context("the owner's code in the venue's folder")?;
    Ok(vault.claim_by(code)?)
}
