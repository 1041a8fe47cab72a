//! What holds for nights of every structure, whatever is pressed: replay gives the same night, the audit
//! re-executes it, a recall takes back exactly one ball, and a changed winner is named.

use proptest::prelude::*;

use super::*;

/// A night on paper: decided and applied as the hall does, without a disk.
#[derive(Clone, Default)]
pub(super) struct Paper {
    pub(super) night: Night,
    leaves: Vec<LeafBody>,
    asked: u128,
    /// The open stages and calls before the newest ball that stands, by call.
    before: Vec<String>,
}

impl Paper {
    fn decide(&self, by: &By, act: &Act) -> Result<Vec<Entry>, Refusal> {
        let seed = act.game().filter(|_| self.night.needs_seed(act)).map(|_| Seed([3; 64]));
        let command = Command { id: Some(self.id()), by: by.clone(), rights: Rights::ALL, act: act.clone() };
        self.night.decide(&command, &Given { seed, staged_head: Digest([0; 32]) })
    }

    fn id(&self) -> CommandId {
        CommandId(uuid::Uuid::from_u128(self.asked))
    }

    fn take(&mut self, by: &By, act: &Act) -> Result<Vec<Entry>, Refusal> {
        let decision = self.decide(by, act);
        match &decision {
            Ok(entries) => entries.iter().for_each(|entry| self.write(by, entry.clone())),
            Err(refusal) if refusal.matters() && !self.night.closed => {
                let act = Label::new(act.name()).unwrap();
                self.write(by, Entry::Refused { act, refusal: refusal.clone() });
            }
            Err(_) => {}
        }
        self.asked += 1;
        decision
    }

    fn write(&mut self, by: &By, entry: Entry) {
        let seq = self.night.size;
        let at_ms = i64::try_from(seq).unwrap() * 1_000;
        let stamp = Stamp { seq, at_ms, by: by.clone() };
        self.night.apply(&Recorded { stamp, entry: entry.clone() });
        let (prev, cmd, by) = (Digest([0; 32]), Some(self.id()), by.clone());
        let (boot, clock) = ("b".to_owned(), LeafClock::None);
        self.leaves.push(LeafBody { v: 1, seq, prev, at_ms, mono: 0, boot, clock, by, cmd, entry });
    }

    pub(super) fn must(&mut self, act: &Act) {
        self.take(&ana(), act).unwrap_or_else(|refusal| panic!("{act:?} was refused: {refusal:?}"));
    }

    pub(super) fn game(&self) -> &Game {
        self.night.game(&game()).unwrap()
    }

    /// Calls and open stages: what a recall must bring back.
    fn table(&self) -> String {
        let game = self.game();
        let open = game.open_stages();
        let stages = open.iter().map(|&stage| (&game.stages[stage].win, &game.stages[stage].past));
        let stages: Vec<_> = stages.collect();
        format!("{:?} {open:?} {stages:?}", game.calls)
    }

    /// Carries out what was pressed; a recall must give back the table as it was before its ball.
    fn press(&mut self, by: &By, act: &Act) {
        let (table, calls) = (self.table(), self.game().calls.len());
        let Ok(entries) = self.take(by, act) else { return };
        let now = self.game().calls.len();
        if now > calls {
            self.before.truncate(calls);
            self.before.resize(now, String::new());
            self.before[now - 1] = if now == calls + 1 { table } else { String::new() };
        }
        if matches!(act, Act::RecallBall { .. }) && !self.before[now].is_empty() {
            assert_eq!(self.table(), self.before[now], "after {entries:?}");
        }
    }

    /// Settles what is open, ends the game and the night.
    fn close(&mut self) {
        if self.game().dispute.is_some() {
            self.must(&Act::SettleDispute { game: game(), decision: reason() });
        }
        let waiting: Vec<_> =
            self.game().standing_wins().map(|(stage, win)| (stage, win.waiting())).collect();
        for (stage, serials) in waiting {
            for serial in serials {
                let (verdict, reason) = (Verdict::NotAWin, Some(reason()));
                self.must(&Act::JudgeClaim { game: game(), stage, serial, verdict, reason });
            }
        }
        if self.game().outcome.is_none() {
            self.must(&Act::CloseGame { game: game(), reason: reason() });
        }
        self.must(&close_night());
    }
}

pub(super) fn ana() -> By {
    By { kind: Kind::Staff, staff: Some(StaffId::new("ana").unwrap()), device: None, desk: None }
}

fn ben() -> By {
    By { staff: Some(StaffId::new("ben").unwrap()), ..ana() }
}

pub(super) fn reason() -> Reason {
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
    let hot = Extra::BallValue { prize: prize_id("mug"), cents: 10, last_digit: false };
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
        let second_person_from = second.then_some(0);
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
fn opened(script: &Script) -> Paper {
    let mut paper = Paper::default();
    let (night, venue) = (NightId::new("2026-11-20").unwrap(), Label::new("The Crown").unwrap());
    let pots = vec![Pot {
        pot: PotId::new("snow").unwrap(),
        name: Label::new("Snowball").unwrap(),
        value: 10_000,
        start_value: 5_000,
        grow_value: 1_000,
        within: 20,
        start_within: 10,
        grow_within: 1,
    }];
    paper.must(&Act::OpenNight { night, venue, previous: None, rehearsal: false, pots });
    for name in ["ham", "mug"] {
        let (prize, name) = (prize_id(name), Label::new(name).unwrap());
        paper.must(&Act::AddPrize { prize, name, stock: 40, value: 100 });
    }
    (1..=15).for_each(|n| paper.must(&activate(n)));
    for first in [1, 4, 7, 10] {
        paper.must(&Act::PackCards { serials: (first..first + 3).map(Serial).collect() });
    }
    let Script { rules, source, stages, format, .. } = script.clone();
    let name = Label::new("Game").unwrap();
    paper.must(&Act::OpenGame { game: game(), name, source, rules, stages, format });
    paper.must(&Act::LockGame { game: game() });
    paper
}

/// What staff or a guest press next: mostly what makes sense now.
fn pressed(paper: &Paper, (what, card, number): (u8, u8, u8)) -> (By, Act) {
    let (played, game) = (paper.game(), game());
    let (out, number) = (played.call(), usize::from(number));
    let left: Vec<_> = Ball::all().filter(|ball| !played.calls.contains(ball)).collect();
    let cage = played.source == Source::Cage && !left.is_empty();
    let draw = || {
        let ball = cage.then(|| left[number % left.len()]);
        Act::DrawBall { game: game.clone(), after: out, ball }
    };
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
        return (ana(), act);
    }
    let doubled =
        winning.iter().map(|card| card.serial).find(|&serial| paper.night.duplicate(serial) == Some(None));
    let act = match what {
        0..=3 => Act::RecallBall { game, call: out, reason: reason() },
        4..=6 => return (By::player(), Act::Claim { game, stage, serial: sleeper }),
        7..=12 if !winning.is_empty() => return (By::player(), Act::Claim { game, stage, serial }),
        13..=24 | 78..=89 if !winning.is_empty() => judge(Verdict::Good),
        25..=30 if !winning.is_empty() => judge(Verdict::NotAWin),
        31..=36 => return (ben(), Act::ConfirmClaim { game, stage, serial }),
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
        72 if number < 8 => Act::VoidGame { game, reason: reason() },
        73 if number < 8 => Act::CloseGame { game, reason: reason() },
        74 => return (By::player(), Act::Claim { game, stage: card % 3, serial: any }),
        75 => Act::ShowCard { game, stage, serial },
        76 => Act::RestateBall { game },
        77 => Act::SetPot { pot: paper.night.pots[0].clone() },
        90..=95 if !winning.is_empty() => Act::PayPrize { game, stage, serial, name_hash: None },
        _ => draw(),
    };
    (ana(), act)
}

fn played(script: &Script) -> Paper {
    let mut paper = opened(script);
    for &press in &script.pressed {
        let (by, act) = pressed(&paper, press);
        let calling = matches!(act, Act::DrawBall { .. });
        let entries = calling.then(|| paper.decide(&by, &act).ok()).flatten();
        paper.press(&by, &act);
        let call = paper.game().call();
        if let Some(entries) = entries.filter(|_| press.2 % 3 == 0) {
            // The ball is taken back and comes again: it says what it said before.
            let mut again = paper.clone();
            if again.take(&ana(), &Act::RecallBall { game: game(), call, reason: reason() }).is_ok() {
                let last = entries.iter().rev().find_map(|entry| match entry {
                    Entry::BallCalled { ball, .. } => Some(*ball),
                    _ => None,
                });
                let ball = last.filter(|_| script.source == Source::Cage);
                let said = again.decide(&by, &Act::DrawBall { game: game(), after: call - 1, ball });
                let from = entries.iter().rposition(|entry| matches!(entry, Entry::BallCalled { .. }));
                assert_eq!(said.as_deref(), Ok(&entries[from.unwrap()..]));
            }
        }
    }
    paper
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
        let mut paper = played(&script);
        paper.close();
        let mut again = Night::default();
        for leaf in &paper.leaves {
            let bytes = serde_json::to_vec(&leaf.entry).unwrap();
            let entry: Entry = serde_json::from_slice(&bytes).unwrap();
            let stamp = Stamp { seq: leaf.seq, at_ms: leaf.at_ms, by: leaf.by.clone() };
            again.apply(&Recorded { stamp, entry });
        }
        prop_assert_eq!(format!("{again:?}"), format!("{:?}", paper.night));
        let found = audit(&paper.leaves);
        prop_assert!(matches!(found, Audit::Good(_)), "{found:?}");
        if let Some(seq) = another_winner(&mut paper.leaves, which) {
            match audit(&paper.leaves) {
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
    for _ in 0..60 {
        let script = script().new_tree(&mut runner).unwrap().current();
        for leaf in played(&script).leaves {
            let json = serde_json::to_value(&leaf.entry).unwrap();
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
