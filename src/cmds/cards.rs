//! `hallbox cards`: making and printing cards.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::venue::box_key;
use super::world::now_ms;
use crate::domain::set::{SetKind, SetMode};
use crate::print::{self, CardToPrint, Paper, Sheet};
use crate::settings::Settings;
use crate::vault::Vault;

/// Make and print cards.
#[derive(Debug, ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a set of new cards and print it. A running box knows the cards within ten seconds.
    Issue(Issue),
}

#[derive(Debug, ClapArgs)]
struct Issue {
    /// How many cards.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=5_000))]
    count: u32,
    /// PDF to write; a CSV for stock keeping is written beside it.
    #[arg(long)]
    out: PathBuf,
    /// Folder of the venue.
    #[arg(long, default_value = "venue")]
    data: PathBuf,
    /// Paper of the printer.
    #[arg(long, value_enum, default_value = "a4")]
    paper: PaperArg,
    /// No two cards share a column's numbers: fewer ties, at most 1,365 cards.
    #[arg(long)]
    low_tie: bool,
    /// Print the numbers on the back, for a night without phones.
    #[arg(long)]
    back: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum PaperArg {
    A4,
    Letter,
}

impl From<PaperArg> for Paper {
    fn from(paper: PaperArg) -> Self {
        match paper {
            PaperArg::A4 => Self::A4,
            PaperArg::Letter => Self::Letter,
        }
    }
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let What::Issue(issue) = &args.what;
    let settings = Settings::read(&issue.data)?;
    let vault = Vault::open(&issue.data)?;
    let mode = if issue.low_tie { SetMode::NoSharedColumn } else { SetMode::Free };
    let set = vault.issue(issue.count, mode, SetKind::Phone, now_ms())?;
    let cards = vault.cards();
    let made = cards.range(set.first, set.last);
    let join_url = settings.join_url();
    let wifi = settings.wifi_name();
    let sheet = Sheet {
        paper: issue.paper.into(),
        venue: settings.venue.as_str(),
        join_url: &join_url,
        wifi: wifi.as_ref().map(crate::domain::Label::as_str),
        key_fingerprint: &box_key(&vault)?.fingerprint(),
        date: &super::world::today(),
        back: issue.back,
    };
    let to_print: Vec<_> = made.iter().map(|card| CardToPrint::of(card, &join_url)).collect();
    let pdf = print::cards_pdf(&to_print, &sheet)?;
    let csv = issue.out.with_extension("csv");
    std::fs::write(&issue.out, pdf).with_context(|| issue.out.display().to_string())?;
    std::fs::write(&csv, print::cards_csv(made)).with_context(|| csv.display().to_string())?;
    println!("cards {} to {}: {} and {}", set.first, set.last, issue.out.display(), csv.display());
    Ok(ExitCode::SUCCESS)
}
