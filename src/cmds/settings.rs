//! `hallbox settings`: the organiser's file, before the box runs with it.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args as ClapArgs, Subcommand};

use crate::print::unprintable;
use crate::vault::owner_code;
use machine::settings::takeover::{TakeoverOutcome, take_over};
use machine::settings::{Settings, TEMPLATE};

/// Look at the settings file, or take it over from a card.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write the commented file to begin with to standard output.
    Template,
    /// Say what is wrong with a file: exit 0 if it can be used, 1 if not.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Take a file over into the venue's folder; its secrets leave it, and a report appears beside it.
    /// Exit 0 if it is in use, 1 if the last good one is.
    Take {
        /// The file on the card.
        file: PathBuf,
        /// Folder of the venue.
        #[arg(long, default_value = "venue")]
        data: PathBuf,
    },
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.what {
        What::Template => {
            print!("{TEMPLATE}");
            Ok(ExitCode::SUCCESS)
        }
        What::Check { file } => {
            let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
            let (told, code) = match Settings::parse_for(&bytes, &unprintable) {
                Ok(parsed) => (parsed.notes, ExitCode::SUCCESS),
                Err(problems) => (problems, ExitCode::FAILURE),
            };
            for problem in &told {
                println!("{problem}");
            }
            Ok(code)
        }
        What::Take { file, data } => {
            std::fs::create_dir_all(data).with_context(|| data.display().to_string())?;
            let code = if owner_code::is_new(data) {
                Some(owner_code::keep(data).with_context(|| data.display().to_string())?)
            } else {
                owner_code::kept(data)
            };
            let taken = take_over(file, data, code.as_deref(), &unprintable)
                .with_context(|| data.display().to_string())?;
            Ok(match taken.outcome {
                TakeoverOutcome::Used | TakeoverOutcome::Missing => ExitCode::SUCCESS,
                TakeoverOutcome::LastGood(problems) | TakeoverOutcome::Defaults(problems) => {
                    for problem in &problems {
                        println!("{problem}");
                    }
                    ExitCode::FAILURE
                }
            })
        }
    }
}
