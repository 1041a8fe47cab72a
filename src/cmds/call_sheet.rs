//! `hallbox call-sheet`: a page for every game, for the caller.

use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::print_args::PrintArgs;
use crate::appliance::clock::now_ms;
use crate::appliance::{patterns, programme};
use crate::print::{CallSheet, Names, call_sheet_pdf, day, games_to_call};
use machine::settings::Settings;

/// Print the call sheet of the programme that was planned last: what is read out, and the numbers to cross out.
/// Prizes are lines to write on: their names are in the night, and the staff app prints them.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(flatten)]
    print: PrintArgs,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let PrintArgs { data, paper, .. } = &args.print;
    let settings = Settings::read(data)?;
    let (catalogue, _) = patterns::read_all(data)?;
    let names = Names { prize: &|_| None, pot: &|_| None };
    let games = games_to_call(&programme::newest(data)?, &catalogue, settings.language, names);
    let pdf = call_sheet_pdf(&CallSheet {
        paper: (*paper).into(),
        venue: settings.venue.as_str(),
        language: settings.language,
        date: day(now_ms(), &settings.zone()),
        games: &games,
    })?;
    args.print.write(&pdf)?;
    Ok(ExitCode::SUCCESS)
}
