//! `hallbox cards`: making and printing cards.

use std::io::Read as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args as ClapArgs, Subcommand};

use super::print_args::PaperArg;
use crate::appliance::clock::now_ms;
use crate::appliance::venue::box_key;
use crate::print::card_list::{self, CardList};
use crate::print::{self, CardFormat, CardToPrint, Layout, Sheet};
use crate::vault::Vault;
use domain::set::{SetKind, SetMode};
use domain::{Face, Label, Serial};
use machine::settings::Settings;

/// Make and print cards.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a set of new cards and print it. A running box knows the cards within ten seconds.
    Issue(Issue),
    /// Print cards again that exist already. The old ones stay good: void those that were lost.
    Print(Reprint),
    /// Check a list of cards printed elsewhere (CSV: serial, B1, B2 … O5), without taking it in.
    Check(List),
    /// Take such a list in, so that its cards are verified by their serials like all others.
    Import(Import),
}

#[derive(Debug, ClapArgs)]
struct Reprint {
    /// First serial.
    #[arg(long)]
    from: u32,
    /// Last serial.
    #[arg(long)]
    to: u32,
    #[command(flatten)]
    sheet: Sheets,
}

/// A list of cards printed elsewhere.
#[derive(Debug, ClapArgs)]
struct List {
    /// The list, as a spreadsheet or another program saved it as text.
    file: PathBuf,
    /// Head of the column with the serials, where the list does not make it plain.
    #[arg(long, value_name = "NAME")]
    serial_column: Option<String>,
}

#[derive(Debug, ClapArgs)]
struct Import {
    #[command(flatten)]
    list: List,
    /// Folder of the venue.
    #[arg(long, default_value = "venue")]
    data: PathBuf,
    /// Added to every serial of the list: 12 on paper is 500012 here with 500000.
    #[arg(long, default_value_t = 0)]
    offset: u32,
}

#[derive(Debug, ClapArgs)]
struct Issue {
    /// How many cards.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=5_000))]
    count: u32,
    /// No two cards share a column's numbers: fewer ties, at most 1,365 cards.
    #[arg(long)]
    low_tie: bool,
    #[command(flatten)]
    sheet: Sheets,
}

/// How cards come on paper.
#[derive(Debug, ClapArgs)]
struct Sheets {
    /// PDF to write; a CSV for stock keeping is written beside it. Its codes open the cards: keep it like them.
    #[arg(long)]
    out: PathBuf,
    /// Folder of the venue.
    #[arg(long, default_value = "venue")]
    data: PathBuf,
    /// Paper of the printer.
    #[arg(long, value_enum, default_value = "a4")]
    paper: PaperArg,
    /// Print the numbers on the back, for a night without phones.
    #[arg(long)]
    back: bool,
    /// Each card on a page of its own size, for printers of cards and print shops.
    #[arg(long)]
    single: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.what {
        What::Issue(asked) => issue(asked),
        What::Print(asked) => reprint(asked),
        What::Check(list) => check(list).map(|found| found.map_or(ExitCode::FAILURE, |_| ExitCode::SUCCESS)),
        What::Import(asked) => import(asked),
    }
}

fn issue(asked: &Issue) -> anyhow::Result<ExitCode> {
    // Before the cards are made: nobody wants a set that cannot be printed.
    let settings = Settings::read(&asked.sheet.data)?;
    let wifi = settings.wifi_name();
    print::check_names(settings.venue.as_str(), wifi.as_ref().map(Label::as_str))?;
    let vault = Vault::open(&asked.sheet.data)?;
    let mode = if asked.low_tie { SetMode::NoSharedColumn } else { SetMode::Free };
    let set = vault.issue(asked.count, mode, SetKind::Phone, now_ms())?;
    print_range(&vault, set.first, set.last, &asked.sheet)
}

fn reprint(asked: &Reprint) -> anyhow::Result<ExitCode> {
    let vault = Vault::open(&asked.sheet.data)?;
    print_range(&vault, Serial(asked.from), Serial(asked.to), &asked.sheet)
}

fn print_range(vault: &Vault, first: Serial, last: Serial, how: &Sheets) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(&how.data)?;
    let cards = vault.cards();
    let made = cards.range(first, last);
    if made.is_empty() {
        bail!("no card has a serial from {first} to {last}");
    }
    let join_url = settings.join_url();
    let wifi = settings.wifi_name();
    let layout = if how.single { Layout::Single } else { Layout::Sheet };
    let sheet = Sheet {
        format: CardFormat { paper: how.paper.into(), layout, back: how.back },
        language: settings.language,
        venue: settings.venue.as_str(),
        join_url: &join_url,
        wifi: wifi.as_ref().map(Label::as_str),
        key_fingerprint: &box_key(vault)?.fingerprint(),
        date: print::day(now_ms(), &settings.zone()),
    };
    let to_print: Vec<_> = made.iter().map(|card| CardToPrint::of(card, &join_url)).collect();
    let pdf = print::cards_pdf(&to_print, &sheet)?;
    let csv = how.out.with_extension("csv");
    std::fs::write(&how.out, pdf).with_context(|| how.out.display().to_string())?;
    std::fs::write(&csv, print::cards_csv(made, settings.language))
        .with_context(|| csv.display().to_string())?;
    println!("cards {first} to {last}: {} and {}", how.out.display(), csv.display());
    Ok(ExitCode::SUCCESS)
}

/// Tells what is wrong with a list, or what it holds; `None` when it cannot be taken in.
fn check(asked: &List) -> anyhow::Result<Option<CardList>> {
    let name = asked.file.display();
    let mut bytes = Vec::new();
    let file = std::fs::File::open(&asked.file).with_context(|| name.to_string())?;
    file.take(card_list::FILE_BYTES_MAX + 1).read_to_end(&mut bytes).with_context(|| name.to_string())?;
    match card_list::read(&bytes, asked.serial_column.as_deref()) {
        Err(problems) => {
            for problem in &problems {
                println!("{name}: {problem}");
            }
            Ok(None)
        }
        Ok(list) => {
            let (first, last) = (list.cards.first(), list.cards.last());
            let serial = |card: Option<&(Serial, Face)>| card.map_or(0, |(serial, _)| serial.0);
            println!("{name}: {} cards, serials {} to {}", list.cards.len(), serial(first), serial(last));
            for remark in &list.remarks {
                println!("note: {remark}");
            }
            let pairs = list.shared_columns;
            if pairs.iter().any(|&pairs| pairs > 0) {
                let told = "BINGO".chars().zip(pairs).map(|(letter, pairs)| format!("{letter} {pairs}"));
                let told: Vec<String> = told.collect();
                println!("pairs that share a whole column and tie on it: {}", told.join(", "));
            } else {
                println!("no two cards share a column");
            }
            Ok(Some(list))
        }
    }
}

fn import(asked: &Import) -> anyhow::Result<ExitCode> {
    let Some(list) = check(&asked.list)? else { return Ok(ExitCode::FAILURE) };
    let moved =
        |(serial, face): (Serial, Face)| serial.0.checked_add(asked.offset).map(|n| (Serial(n), face));
    let cards: Option<Vec<_>> = list.cards.into_iter().map(moved).collect();
    let cards = cards.with_context(|| format!("with this offset serials would pass {}", u32::MAX))?;
    let vault = Vault::open(&asked.data)?;
    let set = vault.import(&cards, now_ms())?;
    println!("taken in as set {}: serials {} to {}", set.set, set.first, set.last);
    Ok(ExitCode::SUCCESS)
}
