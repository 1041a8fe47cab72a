//! What it costs to record and to replay: `cargo bench --bench ledger`.

use std::path::Path;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use domain::{Ball, By, Entry, GameId, Label, NightId};
use hallbox::ledger::{Ledger, Opened};
use proof::{BoxKey, Chain, Context, Leaf, LeafClock};

const NIGHT: &str = "2026-11-20";
const ENTRIES: u64 = 50_000;

fn open(dir: &Path) -> Opened {
    let key = BoxKey::from_seed([7; 32], "bench").expect("a good name");
    let origin = key.origin(&NightId::new(NIGHT).expect("a good name"));
    Ledger::open(dir, origin, key, &mut |leaf| drop(std::hint::black_box(leaf))).expect("a usable disk")
}

fn seal(chain: &mut Chain) -> Leaf {
    let n = chain.size;
    let entry = if n == 0 {
        let (night, venue) = (NightId::new(NIGHT), Label::new("Bench"));
        Entry::NightOpened {
            night: night.expect("good"),
            venue: venue.expect("good"),
            previous: None,
            rehearsal: false,
            pots: vec![],
        }
    } else {
        let call = u8::try_from(n % 75 + 1).expect("at most 75");
        let (game, ball) = (GameId::new("game-1").expect("good"), Ball::new(call).expect("1 to 75"));
        Entry::BallCalled { game, ball, call }
    };
    let at_ms = 1_795_199_400_000 + n.cast_signed();
    let context = Context { at_ms, mono_ms: n, boot: "b-1".into(), clock: LeafClock::Rtc };
    chain.seal(&context, &By::system(), None, &entry).expect("a small entry")
}

fn appends(c: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let mut group = c.benchmark_group("append");
    for batch in [1_u64, 16, 256] {
        let dir = tempfile::tempdir().expect("a folder");
        let Opened { ledger, mut chain, .. } = open(dir.path());
        group.throughput(Throughput::Elements(batch)).sample_size(30);
        group.bench_function(format!("{batch} per commit"), |b| {
            b.iter_batched(
                || (0..batch).map(|_| seal(&mut chain)).collect::<Vec<_>>(),
                |leaves| runtime.block_on(ledger.append(leaves, true, 0)).expect("recorded"),
                BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

fn replay(c: &mut Criterion) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let dir = tempfile::tempdir().expect("a folder");
    let Opened { ledger, mut chain, .. } = open(dir.path());
    while chain.size < ENTRIES {
        let leaves = (0..1_000).map(|_| seal(&mut chain)).collect();
        runtime.block_on(ledger.append(leaves, false, 0)).expect("recorded");
    }
    runtime.block_on(ledger.close()).expect("closed");
    let mut group = c.benchmark_group("replay");
    group.throughput(Throughput::Elements(ENTRIES)).sample_size(10);
    group.bench_function("50,000 entries", |b| b.iter(|| open(dir.path()).chain.size));
    group.finish();
}

criterion_group!(benches, appends, replay);
criterion_main!(benches);
