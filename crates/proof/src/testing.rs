//! Leaves, keys and names for tests, here and in crates that build on this one.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc, missing_docs)] // for tests only

use domain::{Ball, By, DeviceId, Entry, GameId, Kind, Label, NightId, StaffId};

use crate::{BoxKey, Chain, Context, Leaf, LeafClock, Origin};

pub const NIGHT: &str = "2026-11-20";

#[must_use]
pub fn key() -> BoxKey {
    BoxKey::from_seed([42; 32], "corner").unwrap()
}

#[must_use]
pub fn origin() -> Origin {
    key().origin(&NightId::new(NIGHT).unwrap())
}

fn context(n: u64) -> Context {
    let at_ms = 1_795_199_400_000 + i64::try_from(n).unwrap() * 1_234;
    Context { at_ms, mono_ms: n * 10, boot: "b-1".into(), clock: LeafClock::Rtc }
}

#[must_use]
/// The first `count` leaves of one and the same synthetic night.
pub fn leaves(count: u64) -> Vec<Leaf> {
    let staff = By {
        kind: Kind::Staff,
        staff: Some(StaffId::new("ana").unwrap()),
        device: Some(DeviceId::new("tablet-1").unwrap()),
        desk: Some(Label::new("Bar").unwrap()),
    };
    let mut chain = Chain::start();
    let mut next = |n: u64| {
        let entry = if n == 0 {
            let (night, venue) = (NightId::new(NIGHT).unwrap(), Label::new("The Corner").unwrap());
            Entry::NightOpened { night, venue, previous: None, rehearsal: false, pots: vec![] }
        } else {
            let number = u8::try_from((n - 1) % 75 + 1).unwrap();
            let game = GameId::new(format!("game-{}", (n - 1) / 75 + 1)).unwrap();
            Entry::BallCalled { game, ball: Ball::new(number).unwrap(), call: number }
        };
        chain.seal(&context(n), &staff, None, &entry).unwrap()
    };
    (0..count).map(&mut next).collect()
}
