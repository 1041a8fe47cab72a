//! `hallbox simulate`: many games with random cards, the same for the same seed.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args as ClapArgs;
use serde_json::{Value, json};

use super::forecast::{Question, merge, print, threads};
use catalogue::forecast::{Sample, StageSimulated, simulate};

/// Play a game many times with random cards and say how it went.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(flatten)]
    question: Question,
    /// Games to play.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000_000))]
    games: u32,
    /// All chance follows from it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Keep the same cards for all games, as with a printed set.
    #[arg(long)]
    fixed_set: bool,
    /// Say it as JSON, for programs.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let plan = args.question.plan()?;
    let sample = Sample { games: args.games, seed: args.seed, fixed_set: args.fixed_set, threads: threads() };
    let simulated = simulate(&plan, args.question.cards, &sample)?;
    let named: Vec<_> = plan.stages.iter().map(|stage| &stage.name).zip(&simulated.stages).collect();
    if args.json {
        let (_, last) = named.last().context("a game has a stage")?;
        let mut answer = args.question.asked(&plan);
        merge(&mut answer, json!({ "games": args.games, "seed": args.seed, "fixed_set": args.fixed_set }));
        merge(&mut answer, stage(last));
        let stages = named.iter().map(|(name, part)| {
            let mut named = json!({ "name": name });
            merge(&mut named, stage(part));
            named
        });
        let stages: Vec<Value> = stages.collect();
        merge(&mut answer, json!({ "stages": stages }));
        println!("{answer}");
    } else {
        for (name, part) in named {
            println!("{name}, {} cards, {} games with seed {}", args.question.cards, args.games, args.seed);
            print(&part.figures, Some(&part.errors));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn stage(stage: &StageSimulated) -> Value {
    let mut answer = json!(stage.figures);
    let rest = json!({
        "standard_errors": stage.errors, "games_by_call": stage.games_by_call, "winners_total": stage.winners,
    });
    merge(&mut answer, rest);
    answer
}
