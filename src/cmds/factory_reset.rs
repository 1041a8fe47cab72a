//! `hallbox factory-reset`: the box as on its first day.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use crate::appliance::factory_reset::{self, ResetOutcome, Word};

/// Erase people, cards, keys, nights, certificates and settings. Without further words, only if the file
/// `factory-reset.txt` on the card says the phrase. Exit 0 if it was erased or nobody asked, 1 if not.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Folder of the venue.
    #[arg(long, default_value = "/var/lib/hallbox")]
    data: PathBuf,
    /// The card's small partition.
    #[arg(long, default_value = "/boot/firmware")]
    card: PathBuf,
    /// Erase without asking the card. The box must not be running.
    #[arg(long)]
    yes_erase_everything: bool,
    /// Also nights that were never exported.
    #[arg(long, requires = "yes_erase_everything")]
    also_nights_never_exported: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let outcome = if args.yes_erase_everything {
        let word = if args.also_nights_never_exported { Word::All } else { Word::Exported };
        factory_reset::at_word(&args.card, &args.data, word)?
    } else {
        factory_reset::as_asked(&args.card, &args.data)?
    };
    print!("{}", outcome.words().replace("\r\n", "\n"));
    Ok(match outcome {
        ResetOutcome::Erased | ResetOutcome::NotAsked => ExitCode::SUCCESS,
        ResetOutcome::NotSaid | ResetOutcome::WouldLose(_) | ResetOutcome::Running => ExitCode::FAILURE,
    })
}
