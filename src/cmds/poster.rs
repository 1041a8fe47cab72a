//! `hallbox poster`: the sheet by the door.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args as ClapArgs;

use super::cards::PaperArg;
use crate::network::names::{NetworkName, Passphrase, join_text};
use crate::print::{Paper, Poster, PosterWifi, PrintError, poster_pdf};
use crate::settings::{Settings, Wifi};

/// Print the poster: which Wi-Fi, what to scan, what to tap.
#[derive(Debug, ClapArgs)]
pub struct Args {
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

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let pdf = print(&Settings::read(&args.data)?, args.paper.into())?;
    std::fs::write(&args.out, pdf).with_context(|| args.out.display().to_string())?;
    println!("{}", args.out.display());
    Ok(ExitCode::SUCCESS)
}

/// The poster of a venue with these settings.
///
/// # Errors
/// [`PrintError::Pdf`] when a text is too long for a code.
pub fn print(settings: &Settings, paper: Paper) -> Result<Vec<u8>, PrintError> {
    let known: Option<(&NetworkName, &Passphrase)> = match &settings.wifi {
        Some(Wifi::Hotspot(hotspot)) => Some((&hotspot.guests.name, &hotspot.guests.passphrase)),
        Some(Wifi::AccessPoint { name, passphrase }) => Some((name, passphrase)),
        Some(Wifi::Named(_)) | None => None,
    };
    let code = known.map(|(name, passphrase)| join_text(name, Some(passphrase)));
    let join = known.zip(code.as_ref()).map(|((_, passphrase), code)| (passphrase.secret(), code.as_str()));
    let name = settings.wifi_name();
    let join_url = settings.join_url();
    poster_pdf(&Poster {
        paper,
        venue: settings.venue.as_str(),
        language: settings.language,
        wifi: name.as_ref().map(|name| PosterWifi { name: name.as_str(), join }),
        join_url: &join_url,
    })
}
