//! `hallbox call-sheet`: a page for every game, for the caller.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args as ClapArgs;

use super::cards::PaperArg;
use crate::appliance::clock::now_ms;
use crate::appliance::{patterns, programme};
use crate::print::{CallSheet, Names, call_sheet_pdf, day, games_to_call};
use machine::settings::Settings;

/// Print the call sheet of the programme that was planned last: what is read out, and the numbers to cross out.
/// Prizes are lines to write on: their names are in the night, and the staff app prints them.
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
    let settings = Settings::read(&args.data)?;
    let (catalogue, _) = patterns::read_all(&args.data)?;
    let names = Names { prize: &|_| None, pot: &|_| None };
    let games = games_to_call(&programme::newest(&args.data)?, &catalogue, settings.language, names);
    let pdf = call_sheet_pdf(&CallSheet {
        paper: args.paper.into(),
        venue: settings.venue.as_str(),
        language: settings.language,
        date: day(now_ms(), &settings.zone()),
        games: &games,
    })?;
    std::fs::write(&args.out, pdf).with_context(|| args.out.display().to_string())?;
    println!("{}", args.out.display());
    Ok(ExitCode::SUCCESS)
}
