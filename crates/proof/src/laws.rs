//! What holds for nights of every structure, whatever is pressed: replay gives the same night, the audit
//! re-executes it, a recall takes back exactly one ball, and a changed winner is named.

use domain::testing::{Step, TestNight, guest, sell, staff};
use domain::{
    Act, Amount, Ball, Board, ClaimMode, Digest, Entry, Extra, Format, Game, GameId, Goal, Jackpot,
    JackpotPrize, Label, Mask, Night, NightId, PatternSlug, Pot, PotId, PrizeId, Race, Reason, Recorded,
    Rights, Rules, Run, Serial, Settlement, Source, StageSpec, Start, TieRule, Undo, Verdict, Way, Window,
};
use proptest::prelude::*;

use crate::audit::{Audit, audit};
use crate::{LeafBody, LeafClock};

/// A night in which a recall must give back the table as it was before its ball.
#[derive(Clone)]
struct Played {
    night: TestNight,
    /// The table before each ball that stands; empty where several were drawn at once.
    before: Vec<String>,
}

impl Played {
    fn game(&self) -> &Game {
        self.night.game()
    }

    /// Calls and open stages: what a recall must bring back.
    fn table(&self) -> String {
        let game = self.game();
        let open = game.open_stages();
        let stages = open.iter().map(|&stage| (&game.stages[stage].win, &game.stages[stage].past));
        let stages: Vec<_> = stages.collect();
        format!("{:?} {open:?} {stages:?}", game.calls)
    }

    fn press(&mut self, step: &Step) {
        let (table, calls) = (self.table(), self.game().calls.len());
        let Ok(entries) = self.night.ask(step) else { return };
        let now = self.game().calls.len();
        if now > calls {
            self.before.truncate(calls);
            self.before.resize(now, String::new());
            self.before[now - 1] = if now == calls + 1 { table } else { String::new() };
        }
        if matches!(step.act, Act::RecallBall { .. }) && !self.before[now].is_empty() {
            assert_eq!(self.table(), self.before[now], "after {entries:?}");
        }
    }

    /// Settles what is open, ends the game and the night.
    fn close(&mut self) {
        if self.game().dispute.is_some() {
            self.night.must(Act::SettleDispute { game: game(), decision: reason() });
        }
        let waiting: Vec<_> =
            self.game().standing_wins().map(|(stage, win)| (stage, win.waiting())).collect();
        for (stage, serials) in waiting {
            for serial in serials {
                let (verdict, reason) = (Verdict::NotAWin, Some(reason()));
                self.night.must(Act::JudgeClaim { game: game(), stage, serial, verdict, reason });
            }
        }
        if self.game().outcome.is_none() {
            self.night.must(Act::CloseGame { game: game(), reason: reason() });
        }
        self.night.must(Act::CloseNight { night: night_id() });
    }

    /// The entries as an auditor reads them. The audit does not look at hashes.
    fn leaves(&self) -> Vec<LeafBody> {
        let leaf = |(command, Recorded { stamp, entry }): &(_, Recorded)| LeafBody {
            v: 1,
            seq: stamp.seq,
            prev: Digest([0; 32]),
            at_ms: stamp.at_ms,
            mono: 0,
            boot: "b".to_owned(),
            clock: LeafClock::None,
            by: stamp.by.clone(),
            cmd: Some(*command),
            entry: entry.clone(),
        };
        self.night.ledger.iter().map(leaf).collect()
    }
}

fn ben(act: Act) -> Step {
    staff("ben", Rights::ALL, act)
}

fn game() -> GameId {
    GameId::new("g1").unwrap()
}

fn night_id() -> NightId {
    NightId::new("2026-11-20").unwrap()
}

fn reason() -> Reason {
    Reason::new("as seen").unwrap()
}

fn prize_id(name: &str) -> PrizeId {
    PrizeId::new(name).unwrap()
}

fn mask(squares: &[u8]) -> Mask {
    Mask::new(squares.iter().map(|square| 1 << square).sum()).unwrap()
}

fn masks() -> Vec<Mask> {
    vec![mask(&[0, 6]), mask(&[24]), mask(&[4, 20]), mask(&[10, 11, 12])]
}

fn stage(goal: Option<Goal>, masks: Vec<Mask>) -> StageSpec {
    let (slug, name) = (PatternSlug::new("any-line").unwrap(), Label::new("Line").unwrap());
    let prize = Some(prize_id("ham"));
    let hot = Extra::BallValue { prize: prize_id("mug"), cents: Amount::cents(10), last_digit: false };
    let extras = vec![Extra::Neighbours { prize: prize_id("mug") }, hot];
    StageSpec { goal, prize, extras, ..StageSpec::on_one_card(slug, 1, name, masks) }
}

fn goal(hand: u8, race: Race, ways: Vec<Way>) -> StageSpec {
    stage(Some(Goal { hand, race, ways }), vec![])
}

/// One card; a pair; two of three cards; the last one standing; one with a pot.
fn stages() -> Vec<StageSpec> {
    let board = |place, square: u8| Board { place, masks: vec![mask(&[square]), mask(&[square, 24])] };
    let pair = vec![Way::Boards(vec![board(0, 2), board(1, 3)]), Way::Boards(vec![board(1, 7)])];
    let pot = JackpotPrize::Pot(PotId::new("snow").unwrap());
    vec![
        stage(None, masks()),
        goal(2, Race::Complete, pair),
        goal(3, Race::Complete, vec![Way::AnyCards { need: 2, masks: masks() }]),
        goal(1, Race::LastStanding, vec![]),
        goal(2, Race::LastStanding, vec![]),
        StageSpec { jackpot: Some(Jackpot { within: 30, prize: pot }), ..stage(None, vec![mask(&[0, 1])]) },
    ]
}

#[derive(Clone, Debug)]
struct Script {
    rules: Rules,
    source: Source,
    stages: Vec<StageSpec>,
    format: Format,
    pressed: Vec<(u8, u8, u8)>,
}

fn rules() -> impl Strategy<Value = Rules> {
    let ties =
        [TieRule::Split, TieRule::SplitPlayers, TieRule::Random, TieRule::AllShare, TieRule::FirstToSignal];
    let windows = [Window::Hold, Window::NextBall, Window::NextBall, Window::ThreeAsks];
    let undos = [Undo::BeforePayout, Undo::BeforePayout, Undo::BeforeClaim, Undo::Never];
    let chosen = (
        prop::sample::select(ties.to_vec()),
        prop::sample::select(windows.to_vec()),
        prop::sample::select(undos.to_vec()),
        (any::<bool>(), any::<bool>(), 0_u8..4),
    );
    chosen.prop_map(|(ties, window, undo, (last_number, second, auto))| {
        let auto = auto == 0 && ties != TieRule::FirstToSignal;
        let (claim, window) = if auto { (ClaimMode::Auto, Window::Hold) } else { (ClaimMode::Press, window) };
        let second_person_from = second.then_some(Amount::ZERO);
        Rules { claim, window, last_number, ties, undo, second_person_from, ..Rules::friendly_pub() }
    })
}

fn script() -> impl Strategy<Value = Script> {
    let runs = prop::sample::select(vec![Run::Into, Run::OnTheWay, Run::FirstEnds]);
    let starts = prop::sample::select(vec![Start::FirstBall, Start::PreDrawn(4), Start::Wild]);
    let stages = prop::sample::subsequence(stages(), 1..4).prop_shuffle();
    let pressed = prop::collection::vec((0_u8..100, 0_u8..16, any::<u8>()), 0..220);
    (rules(), any::<bool>(), stages, runs, starts, pressed).prop_map(
        |(rules, cage, stages, run, start, pressed)| {
            let source = if cage { Source::Cage } else { Source::Rng };
            let format = Format { run, start, ..Format::default() };
            Script { rules, source, stages, format, pressed }
        },
    )
}

/// Fifteen cards, the first twelve in packs of three, and all there is to win.
fn opened(script: &Script) -> Played {
    let mut night = TestNight::default();
    let pots = vec![Pot {
        pot: PotId::new("snow").unwrap(),
        name: Label::new("Snowball").unwrap(),
        value: Amount::cents(10_000),
        start_value: Amount::cents(5_000),
        grow_value: Amount::cents(1_000),
        within: 20,
        start_within: 10,
        grow_within: 1,
    }];
    let venue = Label::new("The Crown").unwrap();
    night.must(Act::OpenNight { night: night_id(), venue, previous: None, rehearsal: false, pots });
    for name in ["ham", "mug"] {
        let (prize, name) = (prize_id(name), Label::new(name).unwrap());
        night.must(Act::AddPrize { prize, name, stock: 40, value: Amount::cents(100) });
    }
    for n in 1..=15 {
        night.must(sell(n));
    }
    for first in [1, 4, 7, 10] {
        night.must(Act::PackCards { serials: (first..first + 3).map(Serial).collect() });
    }
    let Script { rules, source, stages, format, .. } = script.clone();
    let name = Label::new("Game").unwrap();
    night.must(Act::OpenGame { game: game(), name, source, rules, stages, format });
    night.must(Act::LockGame { game: game() });
    Played { night, before: vec![] }
}

/// What staff or a guest press next: mostly what makes sense now.
fn pressed(night: &TestNight, (what, card, number): (u8, u8, u8)) -> Step {
    let (played, game) = (night.game(), game());
    let (out, number) = (played.call(), usize::from(number));
    let wins: Vec<_> = played.standing_wins().collect();
    let stage = wins.get(number % wins.len().max(1)).map_or(played.stage_number(), |(stage, _)| *stage);
    let winning: Vec<_> =
        wins.iter().filter(|(of, _)| *of == stage).flat_map(|(_, win)| &win.cards).collect();
    let any = Serial(card.into());
    let serial = winning.get(usize::from(card) % (winning.len() + 1)).map_or(any, |card| card.serial);
    let sleeper = played.stages.get(usize::from(stage)).and_then(|stage| stage.past.last());
    let sleeper = sleeper.map_or(any, |win| win.cards[number % win.cards.len()].serial);
    let judge = |verdict| {
        let game = game.clone();
        Act::JudgeClaim { game, stage, serial, verdict, reason: Some(reason()) }
    };
    let settled = |_| Act::SettleDispute { game: game.clone(), decision: reason() };
    let stopped = played.dispute.as_ref().map(settled);
    let stopped = stopped.or_else(|| played.paused.as_ref().map(|_| Act::ResumeGame { game: game.clone() }));
    if let Some(act) = stopped.filter(|_| what < 60) {
        return act.into();
    }
    let doubled =
        winning.iter().map(|card| card.serial).find(|&serial| night.night.duplicate(serial) == Some(None));
    let act = match what {
        0..=3 => Act::RecallBall { game, call: out, reason: reason() },
        4..=6 => return guest(Act::Claim { game, stage, serial: sleeper }),
        7..=12 if !winning.is_empty() => return guest(Act::Claim { game, stage, serial }),
        13..=24 | 78..=89 if !winning.is_empty() => judge(Verdict::Good),
        25..=30 if !winning.is_empty() => judge(Verdict::NotAWin),
        31..=36 => return ben(Act::ConfirmClaim { game, stage, serial }),
        37..=42 => Act::PayPrize { game, stage, serial, name_hash: None },
        43..=46 => {
            let serial = Serial(serial.0 + u32::from(card % 3 == 0));
            Act::PayExtra { game, stage, extra: card % 2, serial }
        }
        47..=54 => Act::CloseStage { game, stage },
        55..=58 => Act::AskClaims { game },
        59 => Act::OpenDispute { game, about: reason() },
        60..=64 if doubled.is_some() => {
            Act::SettleDuplicate { serial: doubled.unwrap(), settlement: Settlement::Share }
        }
        65 if number < 80 => Act::ReportDuplicate { serial, reason: reason() },
        66 if number < 80 => Act::VoidCard { serial: any, reason: reason() },
        67 => Act::PackCards { serials: vec![any, Serial(u32::from(card) + 1), Serial(13), Serial(14)] },
        68 => Act::PauseGame { game, reason: reason() },
        69 => Act::Note(Entry::RollbackSuspected { size: 900, root: Digest([9; 32]) }),
        70 => Act::DismissRollback { size: 900, reason: reason() },
        72 if number < 8 => Act::VoidGame { game, reason: reason() },
        73 if number < 8 => Act::CloseGame { game, reason: reason() },
        74 => return guest(Act::Claim { game, stage: card % 3, serial: any }),
        75 => Act::ShowCard { game, stage, serial },
        76 => Act::RestateBall { game },
        77 => Act::SetPot { pot: night.night.pots[0].clone() },
        90..=95 if !winning.is_empty() => Act::PayPrize { game, stage, serial, name_hash: None },
        _ => next_ball(played, number),
    };
    act.into()
}

fn next_ball(played: &Game, number: usize) -> Act {
    let left: Vec<_> = Ball::all().filter(|ball| !played.calls.contains(ball)).collect();
    let cage = played.source == Source::Cage && !left.is_empty();
    let ball = cage.then(|| left[number % left.len()]);
    Act::DrawBall { game: game(), after: played.call(), ball }
}

fn play(script: &Script) -> Played {
    let mut played = opened(script);
    for &press in &script.pressed {
        let step = pressed(&played.night, press);
        let calling = matches!(step.act, Act::DrawBall { .. });
        let entries = calling.then(|| played.night.decide(&step).ok()).flatten();
        played.press(&step);
        if let Some(entries) = entries.filter(|_| press.2 % 3 == 0) {
            check_recalled_ball_comes_again(played.night.clone(), &entries);
        }
    }
    played
}

/// A ball that is taken back and comes again brings what it brought before: these entries.
fn check_recalled_ball_comes_again(mut night: TestNight, entries: &[Entry]) {
    let (call, source) = (night.game().call(), night.game().source);
    if night.ask(&Act::RecallBall { game: game(), call, reason: reason() }.into()).is_err() {
        return;
    }
    let last = entries.iter().rev().find_map(|entry| match entry {
        Entry::BallCalled { ball, .. } => Some(*ball),
        _ => None,
    });
    let ball = last.filter(|_| source == Source::Cage);
    let again = night.decide(&Act::DrawBall { game: game(), after: call - 1, ball }.into());
    let from = entries.iter().rposition(|entry| matches!(entry, Entry::BallCalled { .. }));
    assert_eq!(again.as_deref(), Ok(&entries[from.unwrap()..]));
}

/// Changes one winner; its seq.
fn another_winner(leaves: &mut [LeafBody], which: usize) -> Option<u64> {
    let wins: Vec<usize> =
        (0..leaves.len()).filter(|&seq| matches!(leaves[seq].entry, Entry::WinDetected { .. })).collect();
    let at = *wins.get(which.checked_rem(wins.len())?)?;
    let Entry::WinDetected { serials, hands, .. } = &mut leaves[at].entry else { return None };
    // A card that was never sold; in a hand it takes the place of the last one.
    match hands.last_mut().and_then(|hand| hand.last_mut()) {
        Some(last) if which.is_multiple_of(2) => *last = Serial(77),
        _ => *serials.last_mut()? = Serial(77),
    }
    Some(leaves[at].seq)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn every_night_is_replayed_and_re_executed_and_a_changed_winner_is_named(
        script in script(),
        which in any::<usize>(),
    ) {
        let mut played = play(&script);
        played.close();
        let mut again = Night::default();
        for (_, Recorded { stamp, entry }) in &played.night.ledger {
            let bytes = serde_json::to_vec(entry).unwrap();
            let entry: Entry = serde_json::from_slice(&bytes).unwrap();
            again.apply(&Recorded { stamp: stamp.clone(), entry });
        }
        prop_assert_eq!(format!("{again:?}"), format!("{:?}", played.night.night));
        let mut leaves = played.leaves();
        let found = audit(&leaves);
        prop_assert!(matches!(found, Audit::Good(_)), "{found:?}");
        if let Some(seq) = another_winner(&mut leaves, which) {
            match audit(&leaves) {
                Audit::Bad { seq: named, .. } => prop_assert_eq!(named, seq),
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }
}

/// The law above would say little about nights in which nothing happens.
#[test]
fn what_is_pressed_gets_as_far_as_prizes_in_every_structure() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = std::collections::BTreeMap::<String, u32>::new();
    for _ in 0..200 {
        let script = script().new_tree(&mut runner).unwrap().current();
        for (_, recorded) in play(&script).night.ledger {
            let json = serde_json::to_value(&recorded.entry).unwrap();
            let mut kinds = vec![json["type"].as_str().unwrap().to_owned()];
            if json["data"]["hands"].is_array() {
                kinds.push("hands".to_owned());
            }
            if json["data"]["slept"].is_number() {
                kinds.push("slept".to_owned());
            }
            for kind in kinds {
                *seen.entry(kind).or_default() += 1;
            }
        }
    }
    for kind in ["hands", "slept", "prize_paid", "extra_paid", "tie_resolved", "ball_recalled", "pot_grew"] {
        assert!(seen.get(kind).is_some_and(|&times| times > 2), "{kind}: {seen:?}");
    }
}
