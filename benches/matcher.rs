//! One ball over 10,000 and 1,000,000 cards. Budget: 100 µs for 10,000 cards whatever the game.
//!
//! Every figure of criterion is a whole game of 45 balls, each asked for its winners and then called;
//! the throughput line counts balls. Before that a table stands each ball beside the bytes it
//! touches and what streaming over memory costs in the same run.

use std::hint::black_box;
use std::time::{Duration, Instant};

use catalogue::Catalogue;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use domain::FreeSquare;
use domain::set::{CardSet, SetKind, SetMode};
use domain::{
    Ball, CENTRE, Digest, Face, GameId, Goal, Mask, PatternSlug, Seed, Serial, Start, deck, referee::Referee,
};

const FEW: u32 = 10_000;
const MANY: u32 = 1_000_000;
const BALLS: usize = 45;
/// Bytes that come from memory together.
const LINE: usize = 64;
/// What is streamed over to measure the memory.
const STREAMED: usize = 256 << 20;

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
fn lines(count: u32) -> Goal {
    let chosen = (0_u32..1 << LINES.len()).filter(|chosen| chosen.count_ones() == count);
    let union = |chosen: u32| {
        let lines = LINES.iter().enumerate().filter(|(line, _)| chosen >> line & 1 == 1);
        lines.fold(0, |union, (_, line)| union | line)
    };
    Goal::single(chosen.map(|chosen| Mask::new(union(chosen)).expect("25 squares")).collect())
}

/// Random cards with a free centre, more than a set may have.
fn cards(count: u32) -> Vec<(Serial, Face)> {
    let mut state = u64::from(count);
    let mut below = |bound: u64| {
        // SplitMix64: the cards need to be mixed well, not to be secret.
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % bound).expect("below a small bound")
    };
    let mut columns: [[u8; 15]; 5] = std::array::from_fn(|column| {
        std::array::from_fn(|number| u8::try_from(column * 15 + number + 1).expect("75 at most"))
    });
    let mut face = || {
        let mut numbers = [0; 25];
        for (place, column) in columns.iter_mut().enumerate() {
            for row in 0..5 {
                column.swap(row, row + below(15 - row as u64));
                numbers[row * 5 + place] = column[row];
            }
        }
        numbers[CENTRE] = 0;
        Face::new(&numbers).expect("five numbers of each column")
    };
    (1..=count).map(|serial| (Serial(serial), face())).collect()
}

fn order() -> Vec<Ball> {
    let game = GameId::new("bench").expect("a slug");
    deck::order(&Seed([1; 64]), &game, &Digest([0; 32]), "")[..BALLS].to_vec()
}

/// A game of 45 balls. The number of winners, so that nothing is left out.
fn play(referee: &mut Referee, order: &[Ball]) -> usize {
    let mut winners = 0;
    for &ball in order {
        winners += referee.wins_with(0, black_box(ball)).len();
        referee.call(ball);
    }
    winners
}

/// The least time of several, each made ready by itself.
fn fastest<T>(mut ready: impl FnMut() -> T, mut run: impl FnMut(T) -> usize) -> Duration {
    let times = (0..5).map(|_| {
        let input = ready();
        let start = Instant::now();
        black_box(run(input));
        start.elapsed()
    });
    times.min().expect("five runs")
}

/// Bytes a second when memory is only read.
#[allow(clippy::cast_precision_loss, reason = "bytes and nanoseconds of a bench")]
fn bandwidth() -> f64 {
    let buffer = vec![1_usize; STREAMED / size_of::<usize>()];
    let sum = |words: &Vec<usize>| words.iter().sum();
    STREAMED as f64 / fastest(|| &buffer, sum).as_secs_f64()
}

/// What a ball touches, on average over the game.
struct Touched {
    /// Cards the ball stands on.
    places: usize,
    /// Lines of marks of those cards.
    lines: usize,
    /// Lines of the table asked.
    table: usize,
}

impl Touched {
    /// Counted from the faces alone: four bytes of marks a card in the order of the cards, one bit of
    /// a table a set of marks.
    fn count(cards: &[(Serial, Face)], order: &[Ball]) -> Self {
        let mut total = Self { places: 0, lines: 0, table: 0 };
        let mut marks = vec![0_usize; cards.len()];
        for &ball in order {
            let mut lines = vec![false; cards.len() * 4 / LINE + 1];
            let mut table = vec![false; (1 << 24) / 8 / LINE];
            for (card, (_, face)) in cards.iter().enumerate() {
                let Some(square) = face.square_of(ball) else { continue };
                marks[card] |= 1 << if square > CENTRE { square - 1 } else { square };
                total.places += 1;
                lines[card * 4 / LINE] = true;
                table[marks[card] / 8 / LINE] = true;
            }
            total.lines += lines.iter().filter(|touched| **touched).count();
            total.table += table.iter().filter(|touched| **touched).count();
        }
        let balls = order.len();
        Self { places: total.places / balls, lines: total.lines / balls, table: total.table / balls }
    }

    /// Bytes to and from memory if nothing stayed in a cache between asking and calling: the places
    /// twice; the marks read twice and written once; the table once.
    fn bytes(&self) -> usize {
        2 * 4 * self.places + 3 * LINE * self.lines + LINE * self.table
    }
}

/// Each ball beside the bytes it touches.
#[allow(clippy::cast_precision_loss, reason = "bytes and microseconds of a bench")]
fn beside_the_memory(_: &mut Criterion) {
    let order = order();
    let bandwidth = bandwidth();
    println!("memory: {:.1} GB/s streaming over {} MiB", bandwidth / 1e9, STREAMED >> 20);
    println!(
        "| cards | masks | µs a ball | places | lines of marks | lines of table | KB touched | GB/s \
         | memory alone, µs | ratio |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for count in [FEW, MANY] {
        let cards = cards(count);
        let touched = Touched::count(&cards, &order);
        for (masks, goal) in [(12, lines(1)), (495, lines(4))] {
            let start = Referee::new(&cards, &[], &[goal], Start::FirstBall);
            let time = fastest(|| start.clone(), |mut referee| play(&mut referee, &order));
            let each = time.as_secs_f64() / order.len() as f64;
            let bytes = touched.bytes() as f64;
            println!(
                "| {count} | {masks} | {:.1} | {} | {} | {} | {:.0} | {:.1} | {:.1} | {:.1} |",
                each * 1e6,
                touched.places,
                touched.lines,
                touched.table,
                bytes / 1e3,
                bytes / each / 1e9,
                bytes / bandwidth * 1e6,
                each * bandwidth / bytes,
            );
        }
    }
}

fn games(criterion: &mut Criterion) {
    let order = order();
    for (count, name) in [(FEW, "45 balls, 10,000 cards"), (MANY, "45 balls, 1,000,000 cards")] {
        let cards = cards(count);
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Elements(BALLS as u64)).sample_size(10);
        group.warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
        for (masks, goal) in [("12 masks", lines(1)), ("495 masks", lines(4))] {
            let start = Referee::new(&cards, &[], &[goal], Start::FirstBall);
            group.bench_function(masks, |bencher| {
                let play = |mut referee: Referee| play(&mut referee, &order);
                bencher.iter_batched(|| start.clone(), play, BatchSize::PerIteration);
            });
        }
        group.finish();
    }
}

/// Games that are not a pattern on one card, with packs of twelve.
fn structures(criterion: &mut Criterion) {
    let (order, cards) = (order(), cards(FEW));
    let packs: Vec<Vec<Serial>> =
        cards.chunks(12).map(|pack| pack.iter().map(|(serial, _)| *serial).collect()).collect();
    let mut group = criterion.benchmark_group("45 balls, 10,000 cards, packs of 12");
    group.throughput(Throughput::Elements(BALLS as u64)).sample_size(10);
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    for slug in ["and-single-single", "or-double-or-singles", "two-of-six-lines", "survivor", "survivor-pair"]
    {
        let known = PatternSlug::new(slug).expect("a constant slug");
        let playing =
            Catalogue::of_the_house().playing(&known, FreeSquare::Counts).expect("a game of the house");
        let start = Referee::new(&cards, &packs, &playing.stages, Start::FirstBall);
        group.bench_function(slug, |bencher| {
            let play = |mut referee: Referee| play(&mut referee, &order);
            bencher.iter_batched(|| start.clone(), play, BatchSize::PerIteration);
        });
    }
    group.finish();
}

fn getting_ready(criterion: &mut Criterion) {
    let cards = cards(FEW);
    let goals = [lines(4)];
    let mut group = criterion.benchmark_group("getting ready");
    group.sample_size(10);
    group.warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    let ready = || Referee::new(black_box(&cards), &[], black_box(&goals), Start::FirstBall);
    group.bench_function("index and table, 10,000 cards, 495 masks", |bencher| bencher.iter(ready));
    let referee = ready();
    group.bench_function("clone", |bencher| bencher.iter(|| black_box(&referee).clone()));
    group.bench_function("a set of 5,000 cards", |bencher| {
        bencher.iter(|| CardSet::make(&[2; 32], Serial(1), 5_000, SetMode::Free, SetKind::Phone, &|_| false));
    });
    group.finish();
}

criterion_group!(benches, beside_the_memory, games, structures, getting_ready);
criterion_main!(benches);
