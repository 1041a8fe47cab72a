//! `hallbox patterns`: what can be played, and whether a file of one's own is good.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args as ClapArgs, Subcommand};
use serde_json::{Value, json};

use crate::appliance::patterns::{read, read_all, sources};
use crate::print::unprintable;
use catalogue::rows;
use catalogue::{self, Catalogue, CatalogueGame, Languages, Pattern};
use domain::{FreeSquare, Mask, PatternSlug, Run};

/// Pictures side by side fit a terminal of 80 columns.
const PICTURES_A_LINE: usize = 12;

/// List, show, count and check patterns and games.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
    /// Folder of a venue: the files in its `patterns` folder count as well.
    #[arg(long, global = true)]
    data: Option<PathBuf>,
    /// Say it as JSON, for programs.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Everything that can be played, one a line: slug, masks with and without the free square, name.
    List,
    /// One pattern or game: names, rules and drawings.
    Show {
        /// Slug.
        slug: String,
        /// Draw every mask, not only the first.
        #[arg(long)]
        all: bool,
    },
    /// Check files: exit 0 good, 1 with file, line and reason of every finding.
    Lint {
        /// Pattern files; each may build on those before it.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// How many masks there are with the free square on and off.
    Count {
        /// Slug.
        slug: String,
    },
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.what {
        What::Lint { files } => lint(files),
        What::List => {
            list(&load(args.data.as_deref())?, args.json);
            Ok(ExitCode::SUCCESS)
        }
        What::Show { slug, all } => {
            let catalogue = load(args.data.as_deref())?;
            match find(&catalogue, slug)? {
                Found::Pattern(pattern) => show_pattern(pattern, *all, args.json),
                Found::Plan(plan) => show_plan(&catalogue, plan, args.json),
            }
            Ok(ExitCode::SUCCESS)
        }
        What::Count { slug } => {
            let catalogue = load(args.data.as_deref())?;
            let (on, off) = counts(&catalogue, &find(&catalogue, slug)?);
            if args.json {
                println!("{}", json!({ "slug": slug, "free_on": on, "free_off": off }));
            } else {
                println!("free square on: {}, off: {}", plain(&on), plain(&off));
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The catalogue of the house with a venue's own files.
pub(super) fn load(data: Option<&Path>) -> anyhow::Result<Catalogue> {
    let Some(data) = data else { return Ok(Catalogue::of_the_house().clone()) };
    let (catalogue, findings) = read_all(data)?;
    if let Some(first) = findings.first() {
        bail!("{first} ({} findings in all; `hallbox patterns lint` shows them)", findings.len());
    }
    Ok(catalogue)
}

fn lint(files: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let (texts, mut findings) = read(files)?;
    findings.extend(catalogue::lint(&sources(&texts)));
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        for (slug, letter) in unprintable_in(&Catalogue::of_the_house().with(&sources(&texts)).0) {
            println!(
                "{slug}: the letter {letter} (U+{:04X}) cannot be printed: no call sheet with it",
                u32::from(letter)
            );
        }
        println!("good: {} file(s)", files.len());
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}

/// Patterns and games whose name or rule paper cannot show, with the first such letter. They can be played, on screens.
fn unprintable_in(catalogue: &Catalogue) -> Vec<(&PatternSlug, char)> {
    let pattern = |pattern: &Pattern| letter_in(&pattern.names).or_else(|| letter_in(&pattern.rules));
    let stages = |game: &CatalogueGame| game.stages.iter().find_map(|stage| letter_in(&stage.names));
    let game = |game: &CatalogueGame| {
        letter_in(&game.names).or_else(|| letter_in(&game.rules)).or_else(|| stages(game))
    };
    let patterns = catalogue.all().iter().map(|one| (&one.slug, pattern(one)));
    let games = catalogue.games().iter().map(|one| (&one.slug, game(one)));
    patterns.chain(games).filter_map(|(slug, letter)| Some((slug, letter?))).collect()
}

fn letter_in(texts: &Languages<impl ToString>) -> Option<char> {
    texts.each().into_iter().find_map(|(_, text)| unprintable(&text.to_string()))
}

enum Found<'a> {
    Pattern(&'a Pattern),
    Plan(&'a CatalogueGame),
}

fn find<'a>(catalogue: &'a Catalogue, text: &str) -> anyhow::Result<Found<'a>> {
    let slug = PatternSlug::new(text).with_context(|| format!("`{text}` is no slug"))?;
    let pattern = catalogue.find(&slug).map(Found::Pattern);
    let found = pattern.or_else(|| catalogue.game(&slug).map(Found::Plan));
    found.with_context(|| format!("no pattern or game `{slug}`; `hallbox patterns list` shows all"))
}

/// Masks with and without the free square: a number for a pattern, words for a plan.
fn counts(catalogue: &Catalogue, found: &Found<'_>) -> (Value, Value) {
    match found {
        Found::Pattern(pattern) => (json!(pattern.masks.len()), json!(pattern.masks_off.len())),
        Found::Plan(plan) => {
            let count = |free| {
                let stages =
                    plan.stages.iter().map(|stage| stage.wins.count(free, |slug| catalogue.find(slug)));
                stages.collect::<Vec<_>>().join(joined(plan.run))
            };
            (json!(count(FreeSquare::Counts)), json!(count(FreeSquare::Hardway)))
        }
    }
}

fn joined(run: Run) -> &'static str {
    match run {
        Run::Into => " into ",
        Run::OnTheWay => " on the way ",
        Run::FirstEnds => " or first ",
    }
}

fn plain(count: &Value) -> String {
    count.as_str().map_or_else(|| count.to_string(), str::to_owned)
}

fn list(catalogue: &Catalogue, as_json: bool) {
    let patterns =
        catalogue.all().iter().map(|pattern| (&pattern.slug, &pattern.name, Found::Pattern(pattern)));
    let plans = catalogue.games().iter().map(|plan| (&plan.slug, &plan.name, Found::Plan(plan)));
    for (slug, name, found) in patterns.chain(plans) {
        let (on, off) = counts(catalogue, &found);
        if as_json {
            println!("{}", json!({ "slug": slug, "name": name, "free_on": on, "free_off": off }));
        } else {
            println!("{:<34}{:>10} {:>10}  {name}", slug.as_str(), plain(&on), plain(&off));
        }
    }
}

fn show_pattern(pattern: &Pattern, all: bool, as_json: bool) {
    if as_json {
        let whole = json!({
            "slug": pattern.slug, "version": pattern.version, "duration": pattern.duration,
            "name": pattern.names, "rule": pattern.rules, "drawing": pattern.drawing,
            "needs": pattern.needs(FreeSquare::Counts), "masks": pattern.masks, "masks_off": pattern.masks_off,
        });
        println!("{whole}");
        return;
    }
    println!("{} (version {}, {:?})", pattern.slug, pattern.version, pattern.duration);
    for ((language, name), (_, rule)) in pattern.names.each().into_iter().zip(pattern.rules.each()) {
        println!("  {language}  {name}: {rule}");
    }
    let (fewest, most) = pattern.needs(FreeSquare::Counts);
    println!("free square on: {}, off: {}", pattern.masks.len(), pattern.masks_off.len());
    println!("needs {fewest} to {most} numbers beside the free square\n");
    let masks = if all { pattern.masks.as_slice() } else { &[pattern.drawing] };
    for line in masks.chunks(PICTURES_A_LINE) {
        println!("{}\n", pictures(line));
    }
}

/// Drawings side by side.
fn pictures(masks: &[Mask]) -> String {
    let drawn: Vec<[String; 5]> = masks.iter().map(|&mask| rows(mask)).collect();
    let row = |row: usize| drawn.iter().map(|rows| rows[row].as_str()).collect::<Vec<_>>().join(" ");
    (0..5).map(row).collect::<Vec<_>>().join("\n")
}

fn show_plan(catalogue: &Catalogue, plan: &CatalogueGame, as_json: bool) {
    if as_json {
        let stages: Vec<Value> = plan
            .stages
            .iter()
            .map(|stage| json!({ "slug": stage.slug, "goal": stage.goal, "goal_off": stage.goal_off }))
            .collect();
        let whole = json!({
            "slug": plan.slug, "version": plan.version, "duration": plan.duration,
            "name": plan.names, "rule": plan.rules, "run": plan.run, "stages": stages,
        });
        println!("{whole}");
        return;
    }
    println!("{} (version {}, {:?})", plan.slug, plan.version, plan.duration);
    for ((language, name), (_, rule)) in plan.names.each().into_iter().zip(plan.rules.each()) {
        println!("  {language}  {name}: {rule}");
    }
    for stage in &plan.stages {
        let count = |free| stage.wins.count(free, |slug| catalogue.find(slug));
        let (on, off) = (count(FreeSquare::Counts), count(FreeSquare::Hardway));
        println!("  {}: {} card(s), free square on: {on}, off: {off}", stage.slug, stage.goal.hand);
    }
}
