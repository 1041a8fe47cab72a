//! One ball over 10,000 cards. Budget: 100 µs whatever the number of masks.
//!
//! Every figure is a whole game of 45 balls; the throughput line counts balls.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use hallbox::domain::matcher::Matcher;
use hallbox::domain::set::{CardSet, SetKind, SetMode};
use hallbox::domain::{Ball, Digest, Face, GameId, Mask, Seed, Serial, deck};

const CARDS: u32 = 10_000;
const BALLS: usize = 45;

/// The twelve lines: rows, columns, diagonals.
const LINES: [u32; 12] = [
    0x1F,
    0x1F << 5,
    0x1F << 10,
    0x1F << 15,
    0x1F << 20,
    0x10_8421,
    0x10_8421 << 1,
    0x10_8421 << 2,
    0x10_8421 << 3,
    0x10_8421 << 4,
    0x104_1041,
    0x11_1110,
];

/// Every union of `count` different lines: 12 for one, 66 for two, 220 for three, 495 for four.
fn lines(count: u32) -> Vec<Mask> {
    let chosen = (0_u32..1 << LINES.len()).filter(|chosen| chosen.count_ones() == count);
    let union = |chosen: u32| {
        let lines = LINES.iter().enumerate().filter(|(line, _)| chosen >> line & 1 == 1);
        lines.fold(0, |union, (_, line)| union | line)
    };
    chosen.map(|chosen| Mask::new(union(chosen)).expect("25 squares")).collect()
}

fn cards() -> Vec<(Serial, Face)> {
    let set = CardSet::make(&[1; 32], Serial(1), CARDS, SetMode::Free, SetKind::Phone, &|_| false)
        .expect("a set of 10,000 cards");
    set.iter().map(|card| (card.serial, card.face)).collect()
}

fn games(criterion: &mut Criterion) {
    let cards = cards();
    let game = GameId::new("bench").expect("a slug");
    let order = deck::order(&Seed([1; 64]), &game, &Digest([0; 32]), "");
    let mut group = criterion.benchmark_group("45 balls, 10,000 cards");
    group.throughput(Throughput::Elements(BALLS as u64));
    for masks in [lines(1), lines(4)] {
        let start = Matcher::new(&cards, &masks);
        group.bench_function(format!("{} masks", masks.len()), |bencher| {
            let play = |mut matcher: Matcher| -> usize {
                order[..BALLS].iter().map(|&ball: &Ball| matcher.call(black_box(ball)).len()).sum()
            };
            bencher.iter_batched(|| start.clone(), play, BatchSize::LargeInput);
        });
    }
    group.finish();
}

fn getting_ready(criterion: &mut Criterion) {
    let cards = cards();
    let masks = lines(4);
    let mut group = criterion.benchmark_group("getting ready");
    group.bench_function("index and table, 10,000 cards, 495 masks", |bencher| {
        bencher.iter(|| Matcher::new(black_box(&cards), black_box(&masks)));
    });
    let matcher = Matcher::new(&cards, &masks);
    group.bench_function("clone", |bencher| bencher.iter(|| black_box(&matcher).clone()));
    group.bench_function("a set of 5,000 cards", |bencher| {
        bencher.iter(|| CardSet::make(&[2; 32], Serial(1), 5_000, SetMode::Free, SetKind::Phone, &|_| false));
    });
    group.finish();
}

criterion_group!(benches, games, getting_ready);
criterion_main!(benches);
