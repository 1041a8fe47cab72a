//! What holds whatever staff and guests press.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// Small patterns, so that games are won, tied and won again within a few balls.
fn quick_stages() -> Vec<StageSpec> {
    let masks = |sets: &[u32]| sets.iter().map(|&bits| Mask::new(bits).unwrap()).collect();
    let corner = masks(&[1, 1 << 24, 1 << 10 | 1 << 11]);
    let sides = masks(&[1 | 1 << 4, 1 << 20 | 1 << 24]);
    vec![
        StageSpec { masks: corner, ..stage("any-line", "ham") },
        StageSpec { masks: sides, ..stage("any-line", "cake") },
        StageSpec { prize: None, ..stage("postage-stamp-corner", "cake") },
    ]
}

fn rules() -> impl Strategy<Value = Rules> {
    let ties = [TieRule::Split, TieRule::Random, TieRule::AllShare, TieRule::FirstToSignal];
    (prop::sample::select(ties.to_vec()), any::<bool>(), any::<bool>()).prop_map(|(ties, auto, second)| {
        let auto = auto && ties != TieRule::FirstToSignal;
        let claim = if auto { ClaimMode::Auto } else { ClaimMode::Press };
        Rules { claim, ties, second_person_from: second.then_some(Amount::ZERO), ..pub_rules() }
    })
}

fn start(source: Source, rules: &Rules, stock: u32) -> Vec<Step> {
    let table = then(&[], [night(), prize("ham", stock), prize("cake", 1)]);
    let sold = then(&table, (1..=5).map(sell));
    then(&sold, [open("g", source, rules, &quick_stages()), lock("g")])
}

/// Three numbers that say what is pressed next.
type Press = (u8, u32, u8);

fn presses(most: usize) -> impl Strategy<Value = Vec<Press>> {
    prop::collection::vec((0_u8..100, 1_u32..6, 1_u8..76), 0..most)
}

/// What a played might do next: mostly what makes sense now, so that wins get as far as payouts.
fn step(played: &TestNight, (what, card, number): Press) -> Step {
    let game = played.game();
    let (out, stage) = (game.call(), game.stage_number());
    let left: Vec<_> = Ball::all().filter(|ball| !game.calls.contains(ball)).collect();
    let cage = game.source == Source::Cage && !left.is_empty();
    let named = cage.then(|| left[usize::from(number) % left.len()]);
    let next = Act::DrawBall { game: g(), after: out, ball: named };
    let winning: Vec<_> = game
        .standing_wins()
        .next()
        .map(|(_, win)| win)
        .iter()
        .flat_map(|win| &win.cards)
        .map(|c| c.serial.0)
        .collect();
    let serial = winning.get(usize::from(number) % (winning.len() + 1)).copied().unwrap_or(card);
    let act = match what {
        0..=29 if game.paused.is_some() => resume(),
        0..=69 if winning.is_empty() => next,
        0..=19 => return guest(claim(stage, serial)),
        20..=36 => good(stage, serial),
        37..=41 => bad(stage, serial),
        42..=54 => return ben(confirm(stage, serial)),
        55..=69 => pay(stage, serial),
        70..=76 => pay(stage.saturating_sub(1), card),
        77..=81 => close_stage(stage),
        82..=83 => recall(out),
        84..=86 => Act::DrawBall { game: g(), after: number, ball: Some(ball(number)) },
        87..=88 => claim(number % 4, card),
        89 => recall(number),
        90..=91 => pause(),
        92..=93 => resume(),
        94 if number < 20 => void(card),
        95 if number < 10 => close_game("g"),
        _ => next,
    };
    act.into()
}

/// Winners worked out from the printed faces alone: of a ball, or of a stage that opens.
fn winners(played: &TestNight, calls: &[Ball], masks: &[Mask], ball: Option<Ball>) -> Vec<Serial> {
    let complete = |face: &Face, out: &[Ball]| {
        let marked = face.marks(out.iter().copied());
        masks.iter().any(|&mask| marked.covers(mask))
    };
    let after: Vec<_> = calls.iter().copied().chain(ball).collect();
    let in_play = played.night.cards.iter().filter(|(_, card)| card.voided.is_none());
    in_play
        .filter(|(_, card)| complete(&card.face, &after) && (ball.is_none() || !complete(&card.face, calls)))
        .map(|(serial, _)| *serial)
        .collect()
}

/// Every win the entries name is the one the faces give, and none is missing.
fn check_wins(before: &TestNight, entries: &[Entry]) {
    let game = before.game();
    let detected = entries.iter().find_map(|entry| match entry {
        Entry::WinDetected { serials, .. } => Some(serials.clone()),
        _ => None,
    });
    for entry in entries {
        let expected = match entry {
            Entry::BallCalled { ball, call, .. } => {
                assert_eq!(*call, game.call() + 1);
                assert!(!game.calls.contains(ball), "{ball} called twice");
                winners(before, &game.calls, &game.stages[game.stage].plan.masks, Some(*ball))
            }
            Entry::StageClosed { stage, .. } => match game.stages.get(usize::from(*stage) + 1) {
                Some(next) => winners(before, &game.calls, &next.plan.masks, None),
                None => vec![],
            },
            _ => continue,
        };
        assert_eq!(detected.clone().unwrap_or_default(), expected);
    }
}

/// Nobody is paid twice, shares of a prize add up to one at most, and what is left of it is what
/// was there less what was taken.
fn check_payouts(played: &TestNight, stock: u32) {
    let mut paid: BTreeMap<u8, Vec<(Serial, u32, u32)>> = BTreeMap::new();
    for (_, recorded) in &played.ledger {
        if let Entry::PrizePaid { stage, serial, share, of, .. } = recorded.entry {
            let stage = paid.entry(stage).or_default();
            assert!(stage.iter().all(|(other, ..)| *other != serial), "{serial} paid twice");
            stage.push((serial, share, of));
        }
    }
    let all_share = played.game().rules.ties == TieRule::AllShare;
    for shares in paid.values() {
        let of = shares[0].2;
        assert!(shares.iter().all(|share| share.2 == of));
        let sum: u32 = shares.iter().map(|share| share.1).sum();
        assert!(all_share || sum <= of, "{shares:?}");
    }
    for (prize, (stage, stock)) in played.night.prizes.iter().zip([(0, stock), (1, 1)]) {
        let payouts = paid.get(&stage).map_or(0, Vec::len);
        let pieces = if all_share { payouts } else { payouts.min(1) };
        assert_eq!(Some(prize.stock), stock.checked_sub(u32::try_from(pieces).unwrap()));
        assert_eq!(prize.paid, u32::try_from(payouts).unwrap());
    }
}

/// The ledger alone, as it stands in the leaves, gives the same night.
fn check_replay(played: &TestNight) {
    let mut again = Night::default();
    for (_, recorded) in &played.ledger {
        let leaf = serde_json::to_vec(&recorded.entry).unwrap();
        let entry: Entry = serde_json::from_slice(&leaf).unwrap();
        assert_eq!(entry, recorded.entry);
        again.apply(&Recorded { stamp: recorded.stamp.clone(), entry });
    }
    assert_eq!(format!("{again:?}"), format!("{:?}", played.night));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_pressed_the_night_stays_whole(
        rules in rules(),
        cage in any::<bool>(),
        stock in 0_u32..4,
        pressed in presses(240),
    ) {
        let source = if cage { Source::Cage } else { Source::Rng };
        let mut played = TestNight::after(&start(source, &rules, stock));
        for press in pressed {
            let before = played.clone();
            let step = step(&played, press);
            if let Ok(entries) = played.ask(&step) {
                check_wins(&before, &entries);
                check_payouts(&played, stock);
            }
        }
        check_replay(&played);
    }

    /// Bundles come from elsewhere: whatever stands in one, the audit must live to name it.
    #[test]
    fn entries_in_any_order_are_folded_and_judged_without_a_panic(
        rules in rules(),
        pressed in presses(160),
        picked in prop::collection::vec(any::<prop::sample::Index>(), 0..120),
    ) {
        let mut source = TestNight::after(&start(Source::Cage, &rules, 1));
        for press in pressed {
            let _ = source.ask(&step(&source, press));
        }
        let opens = |entry: &Entry| matches!(entry, Entry::GameOpened { .. });
        let opened = source.ledger.iter().position(|(_, written)| opens(&written.entry)).unwrap();
        let mut played = TestNight::default();
        for (_, recorded) in &source.ledger[..=opened] {
            played.write(&By::system(), recorded.entry.clone());
        }
        for index in picked {
            played.write(&By::system(), index.get(&source.ledger).1.entry.clone());
        }
        for what in 0..100 {
            let _ = played.decide(&step(&played, (what, 1, 1)));
        }
    }

    #[test]
    fn a_recalled_ball_of_the_box_comes_again_and_changes_nothing(
        recalls in prop::collection::vec(any::<bool>(), 1..60),
    ) {
        prop_assert_eq!(play(&recalls), play(&vec![false; recalls.len()]));
    }
}

/// Draws as often as `recalls` is long, taking each marked ball back once; what every call said.
fn play(recalls: &[bool]) -> Vec<(Ball, Vec<Serial>, Vec<Option<u8>>)> {
    let mut played = TestNight::after(&start(Source::Rng, &pub_rules(), 1));
    let mut said = vec![];
    for (out, &back) in (0..).zip(recalls) {
        if played.game().outcome.is_some() {
            break;
        }
        played.ask(&draw(out).into()).unwrap();
        if back {
            played.ask(&recall(out + 1).into()).unwrap();
            played.ask(&draw(out).into()).unwrap();
        }
        let missing = (1..=5).map(|serial| played.night.missing(Serial(serial))).collect();
        let win = played.game().standing_wins().next().map(|(_, win)| win);
        let won: Vec<_> = win.iter().flat_map(|win| &win.cards).map(|card| card.serial).collect();
        said.push((*played.game().calls.last().unwrap(), won, missing));
        // A stage opens with a win when its pattern is complete already.
        while played.game().standing_wins().next().map(|(_, win)| win).is_some()
            && played.game().outcome.is_none()
        {
            played.ask(&close_stage(played.game().stage_number()).into()).unwrap();
        }
    }
    said
}
