//! A night played by test staff: given what happened, what comes of one more act?

mod games;
mod laws;
mod nights;
mod prizes;
mod structures;
mod switches;
mod table;
mod wins;

use super::*;
use crate::testing::{Step, TestNight, guest, seed, staff};
use crate::{
    Amount, Ball, By, ClaimMode, Digest, Face, Format, GameId, Label, Mask, NightId, Outcome, PatternSlug,
    PrizeId, Reason, Recorded, Right, Rights, Rules, Serial, StaffId, StageSpec, Stamp, Thing, Verdict,
};

/// A second person with every right.
fn ben(act: Act) -> Step {
    staff("ben", Rights::ALL, act)
}

/// What the act comes to: the types of the entries it writes, or the code of the refusal.
fn outcome(decision: Decision) -> Result<String, String> {
    let tag = |value: serde_json::Value, key: &str| value[key].as_str().unwrap().to_owned();
    match decision {
        Ok(entries) => {
            let types = entries.iter().map(|entry| tag(serde_json::to_value(entry).unwrap(), "type"));
            Ok(types.collect::<Vec<_>>().join(" "))
        }
        Err(refusal) => Err(tag(serde_json::to_value(refusal).unwrap(), "code")),
    }
}

#[track_caller]
fn check(given: &[Step], step: impl Into<Step>, expected: Result<&str, &str>) {
    let decision = TestNight::after(given).decide(&step.into());
    let expected = expected.map(str::to_owned).map_err(str::to_owned);
    assert_eq!(outcome(decision.clone()), expected, "{decision:?}");
}

/// What the act is refused with, in full.
#[track_caller]
fn refused(given: &[Step], step: impl Into<Step>) -> Refusal {
    TestNight::after(given).decide(&step.into()).expect_err("should be refused")
}

/// One thing after the other.
fn then(given: &[Step], more: impl IntoIterator<Item = impl Into<Step>>) -> Vec<Step> {
    given.iter().cloned().chain(more.into_iter().map(Into::into)).collect()
}

/// Nothing is lent.
fn given() -> Given {
    Given { seed: None, staged_head: Digest([0; 32]) }
}

// ---- acts, short ----

fn g() -> GameId {
    GameId::new("g").unwrap()
}

fn ball(number: u8) -> Ball {
    Ball::new(number).unwrap()
}

fn reason() -> Reason {
    Reason::new("as seen").unwrap()
}

fn close_night() -> Act {
    Act::CloseNight { night: NightId::new("2026-11-20").unwrap() }
}

fn night() -> Act {
    let (night, venue) = (NightId::new("2026-11-20").unwrap(), Label::new("The Crown").unwrap());
    Act::OpenNight { night, venue, previous: None, rehearsal: false, pots: vec![] }
}

/// Cards 1 and 2 (and 5) have the same corners 1, 61, 5 and 65 but share no line across; cards 3 and 4 share
/// nothing with anybody. The top line of card 1 is 1 16 31 46 61.
fn face(serial: u32) -> Face {
    let shifts: [u8; 5] = match serial {
        1 => [0; 5],
        2 => [0, 5, 5, 5, 0],
        3 => [5; 5],
        4 => [10; 5],
        _ => [0, 10, 10, 10, 0],
    };
    let number = |square: usize| {
        let (row, column) = (square / 5, square % 5);
        let free = square == crate::CENTRE;
        if free { 0 } else { u8::try_from(column * 15 + row + 1).unwrap() + shifts[column] }
    };
    Face::new(&(0..25).map(number).collect::<Vec<_>>()).unwrap()
}

fn sell(serial: u32) -> Act {
    Act::ActivateCard { serial: Serial(serial), face: face(serial) }
}

fn void(serial: u32) -> Act {
    Act::VoidCard { serial: Serial(serial), reason: reason() }
}

fn prize(id: &str, stock: u32) -> Act {
    Act::AddPrize {
        prize: PrizeId::new(id).unwrap(),
        name: Label::new(id).unwrap(),
        stock,
        value: Amount::ZERO,
    }
}

fn stage(pattern: &str, prize: &str) -> StageSpec {
    let (slug, name) = (PatternSlug::new(pattern).unwrap(), Label::new(pattern).unwrap());
    StageSpec {
        prize: Some(PrizeId::new(prize).unwrap()),
        ..StageSpec::on_one_card(slug, 1, name, masks(pattern))
    }
}

/// What wins these patterns, as the catalogue has them.
fn masks(pattern: &str) -> Vec<Mask> {
    let mask = |squares: &dyn Fn(usize, usize) -> bool| {
        let marked = (0..25_u32).filter(|square| squares(*square as usize / 5, *square as usize % 5));
        Mask::new(marked.fold(0, |bits, square| bits | 1 << square)).unwrap()
    };
    let mut masks = match pattern {
        "four-corners" => vec![mask(&|row, column| row % 4 == 0 && column % 4 == 0)],
        "blackout" => vec![Mask::FULL],
        "postage-stamp-corner" => {
            let corners = [(0, 0), (0, 3), (3, 0), (3, 3)];
            corners
                .map(|(top, left)| {
                    mask(&|row, column| (top..top + 2).contains(&row) && (left..left + 2).contains(&column))
                })
                .to_vec()
        }
        "any-line" => {
            let rows = (0..5).map(|line| mask(&|row, _| row == line));
            let columns = (0..5).map(|line| mask(&|_, column| column == line));
            let diagonals = [mask(&|row, column| row == column), mask(&|row, column| row + column == 4)];
            rows.chain(columns).chain(diagonals).collect()
        }
        other => panic!("no masks for {other}"),
    };
    masks.sort_unstable();
    masks
}

fn open(game: &str, source: Source, rules: &Rules, stages: &[StageSpec]) -> Act {
    let (id, name) = (GameId::new(game).unwrap(), Label::new(format!("Game {game}")).unwrap());
    Act::OpenGame {
        game: id,
        name,
        source,
        rules: rules.clone(),
        stages: stages.to_vec(),
        format: Format::default(),
    }
}

fn lock(game: &str) -> Act {
    Act::LockGame { game: GameId::new(game).unwrap() }
}

fn entropy(text: &str) -> Act {
    Act::AddEntropy { game: g(), text: text.to_owned() }
}

/// The box draws.
fn draw(after: u8) -> Act {
    Act::DrawBall { game: g(), after, ball: None }
}

/// Somebody pulled this ball from the cage.
fn pull(after: u8, number: u8) -> Act {
    Act::DrawBall { game: g(), after, ball: Some(ball(number)) }
}

/// Balls from the cage, the first one after `after` others.
fn balls(after: u8, numbers: &[u8]) -> Vec<Act> {
    (after..).zip(numbers).map(|(after, &number)| pull(after, number)).collect()
}

fn recall(call: u8) -> Act {
    Act::RecallBall { game: g(), call, reason: reason() }
}

fn pause() -> Act {
    Act::PauseGame { game: g(), reason: reason() }
}

fn resume() -> Act {
    Act::ResumeGame { game: g() }
}

fn claim(stage: u8, serial: u32) -> Act {
    Act::Claim { game: g(), stage, serial: Serial(serial) }
}

fn judge(stage: u8, serial: u32, verdict: Verdict) -> Act {
    Act::JudgeClaim { game: g(), stage, serial: Serial(serial), verdict, reason: Some(reason()) }
}

fn good(stage: u8, serial: u32) -> Act {
    judge(stage, serial, Verdict::Good)
}

fn bad(stage: u8, serial: u32) -> Act {
    judge(stage, serial, Verdict::NotAWin)
}

fn confirm(stage: u8, serial: u32) -> Act {
    Act::ConfirmClaim { game: g(), stage, serial: Serial(serial) }
}

fn pay(stage: u8, serial: u32) -> Act {
    Act::PayPrize { game: g(), stage, serial: Serial(serial), name_hash: None }
}

fn close_stage(stage: u8) -> Act {
    Act::CloseStage { game: g(), stage }
}

fn close_game(game: &str) -> Act {
    Act::CloseGame { game: GameId::new(game).unwrap(), reason: reason() }
}

// ---- how far a night is ----

/// Game g is on the programme: four corners for a ham, then any line for a cake.
fn selling(source: Source, rules: &Rules, cards: &[u32]) -> Vec<Step> {
    let stages = [stage("four-corners", "ham"), stage("any-line", "cake")];
    let start = then(&[], [night(), prize("ham", 1), prize("cake", 1)]);
    let sold = then(&start, cards.iter().map(|&card| sell(card)));
    then(&sold, [open("g", source, rules, &stages)])
}

fn locked(rules: &Rules, cards: &[u32]) -> Vec<Step> {
    then(&selling(Source::Cage, rules, cards), [lock("g")])
}

/// The corners of cards 1, 2 and 5 are out.
fn won(rules: &Rules, cards: &[u32]) -> Vec<Step> {
    then(&locked(rules, cards), balls(0, &[1, 61, 5, 65]))
}

fn pub_rules() -> Rules {
    Rules::friendly_pub()
}

fn with_ties(ties: TieRule) -> Rules {
    Rules { ties, ..pub_rules() }
}

/// Cards 1 and 2 won on one ball, were claimed in the order 2, 1 and judged good.
fn tied(rules: &Rules) -> Vec<Step> {
    let auto = rules.claim == ClaimMode::Auto;
    let claims = if auto { vec![] } else { vec![claim(0, 2), claim(0, 1)] };
    then(&then(&won(rules, &[1, 2, 3]), claims), [good(0, 1), good(0, 2)])
}
