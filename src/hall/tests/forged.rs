//! Nights that somebody with the box key has changed.

use domain::*;
use proof::LeafBody;

use super::kit::face;

/// Changes entries; returns the seq of the first one changed.
pub(super) type Forgery = fn(&mut Vec<LeafBody>) -> Option<u64>;

pub(super) fn forgeries() -> [(&'static str, Forgery); 6] {
    fn each(leaves: &mut [LeafBody], forge: impl Fn(&mut Entry) -> bool) -> Option<u64> {
        leaves.iter_mut().find_map(|leaf| forge(&mut leaf.entry).then_some(leaf.seq))
    }
    [
        ("another winner", |leaves| {
            each(leaves, |entry| match entry {
                Entry::WinDetected { serials, .. } => {
                    serials[0] = Serial(if serials[0].0 == 39 { 38 } else { 39 });
                    true
                }
                _ => false,
            })
        }),
        ("another ball", |leaves| {
            each(leaves, |entry| match entry {
                Entry::BallCalled { ball, call: 3, .. } => {
                    *ball = Ball::new(76 - ball.number()).unwrap();
                    true
                }
                _ => false,
            })
        }),
        ("another card", |leaves| {
            let (won_at, winner) = leaves.iter().find_map(|leaf| match &leaf.entry {
                Entry::WinDetected { serials, .. } => Some((leaf.seq, serials[0])),
                _ => None,
            })?;
            each(leaves, |entry| match entry {
                Entry::CardActivated { serial, face: on } if *serial == winner => {
                    *on = face(55);
                    true
                }
                _ => false,
            })
            .map(|_| won_at)
        }),
        ("a verdict nobody may give", |leaves| {
            each(leaves, |entry| match entry {
                Entry::ClaimJudged { verdict, .. } => {
                    *verdict = Verdict::NotAWin;
                    true
                }
                _ => false,
            })
        }),
        ("entropy after the fact", |leaves| {
            each(leaves, |entry| match entry {
                Entry::EntropyAdded { text, .. } => {
                    *text = "1 1 1".to_owned();
                    true
                }
                _ => false,
            })
            .map(|seq| seq + 1)
        }),
        ("another seed", |leaves| {
            each(leaves, |entry| match entry {
                Entry::SeedRevealed { seed, .. } => {
                    *seed = Seed([9; 64]);
                    true
                }
                _ => false,
            })
        }),
    ]
}

/// Entries in a wrong place or by a wrong actor.
pub(super) fn misplaced() -> [(&'static str, Forgery); 5] {
    [
        ("a number of refusals under the id of one act", |leaves| {
            let close = leaves.iter().position(|leaf| matches!(leaf.entry, Entry::GameLocked { .. }))?;
            let act = Label::new("pay_prize").unwrap();
            let refused = Entry::Refused { act, refusal: Refusal::NotJudged, repeats: 7 };
            leaves.insert(
                close,
                LeafBody { entry: refused, cmd: Some(CommandId(uuid::Uuid::nil())), ..leaves[close].clone() },
            );
            Some(leaves[close].seq)
        }),
        ("false claims that count for one", |leaves| {
            let close = leaves.iter().position(|leaf| matches!(leaf.entry, Entry::GameLocked { .. }))?;
            let act = Label::new("claim").unwrap();
            let refused =
                Entry::Refused { act, refusal: Refusal::Slept { serial: Serial(1), call: 1 }, repeats: 7 };
            leaves.insert(close, LeafBody { entry: refused, cmd: None, ..leaves[close].clone() });
            Some(leaves[close].seq)
        }),
        ("a payout hidden behind a refusal", |leaves| {
            let close = leaves.iter().position(|leaf| matches!(leaf.entry, Entry::StageClosed { .. }))?;
            let cmd = leaves[close].cmd;
            let act = Label::new("pay_prize").unwrap();
            let refused = Entry::Refused { act, refusal: Refusal::NotJudged, repeats: 0 };
            leaves.insert(close, LeafBody { entry: refused, cmd, ..leaves[close].clone() });
            Some(leaves[close].seq)
        }),
        ("a guest who draws", |leaves| {
            let leaf = leaves.iter_mut().find(|leaf| matches!(leaf.entry, Entry::BallCalled { .. }))?;
            leaf.by = By::player();
            Some(leaf.seq)
        }),
        ("something after the end", |leaves| {
            let last = leaves.last()?.clone();
            let entry = Entry::BoxStarted { version: Label::new("1").unwrap(), replayed: 1 };
            leaves.push(LeafBody { seq: last.seq + 1, cmd: None, entry, ..last });
            Some(leaves.last()?.seq)
        }),
    ]
}
