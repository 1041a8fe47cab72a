//! What staff wait for before a game opens, and whole games a second. Budget: 20,000 games of any line with
//! 200 cards in 2 s on two processors.

use std::hint::black_box;

use catalogue::Catalogue;
use catalogue::forecast::{ForecastInput, Sample, forecast, input, simulate};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use domain::{FreeSquare, PatternSlug};

const GAMES: u32 = 1_000;

fn game(slug: &str) -> ForecastInput {
    let slug = PatternSlug::new(slug).expect("a constant slug");
    input(Catalogue::of_the_house(), &slug, FreeSquare::Counts).expect("a game of the house")
}

fn sample(games: u32, fixed_set: bool) -> Sample {
    Sample { games, seed: 1, fixed_set, threads: 1 }
}

fn counted(c: &mut Criterion) {
    let mut group = c.benchmark_group("forecast");
    group.sample_size(10);
    for (slug, cards) in
        [("any-line", 200), ("any-line", 1_000_000), ("two-of-six-lines", 200), ("survivor", 200)]
    {
        let plan = game(slug);
        group.bench_function(format!("{slug}, {cards} cards"), |b| {
            b.iter(|| forecast(black_box(&plan), cards, &sample(1, false)).expect("it can be played"));
        });
    }
    group.finish();
}

fn played(c: &mut Criterion) {
    let mut group = c.benchmark_group("games on one processor");
    group.sample_size(10).throughput(Throughput::Elements(GAMES.into()));
    for (slug, fixed_set) in
        [("any-line", false), ("any-line", true), ("triple-line", false), ("survivor", false)]
    {
        let plan = game(slug);
        let cards = if fixed_set { "printed" } else { "new" };
        group.bench_function(format!("{slug}, 200 {cards} cards"), |b| {
            let sample = sample(GAMES, fixed_set);
            b.iter(|| simulate(black_box(&plan), 200, &sample).expect("it can be played"));
        });
    }
    group.finish();
}

criterion_group!(benches, counted, played);
criterion_main!(benches);
