//! What goes wrong at the table, the box calling by itself, and the programme.

use super::*;
use crate::{Announcement, ClockSource, Item, ItemId, ItemKind, Planned, Settlement};

fn announced(given: &[Step]) -> Option<Announcement> {
    TestNight::after(given).game().announced.clone().map(|announced| announced.what)
}

fn dispute() -> Act {
    Act::OpenDispute { game: g(), about: reason() }
}

fn settled() -> Act {
    Act::SettleDispute { game: g(), decision: reason() }
}

fn restate() -> Act {
    Act::RestateBall { game: g() }
}

fn restate_pattern(stage: u8) -> Act {
    Act::RestatePattern { game: g(), stage, reason: reason() }
}

fn pace(every_s: Option<u8>) -> Act {
    Act::SetPace { game: g(), every_s }
}

fn report(serial: u32) -> Act {
    Act::ReportDuplicate { serial: Serial(serial), reason: reason() }
}

fn agree(serial: u32, settlement: Settlement) -> Act {
    Act::SettleDuplicate { serial: Serial(serial), settlement }
}

fn claimed() -> Vec<Step> {
    then(&won(&pub_rules(), &[1, 3]), [claim(0, 1)])
}

#[test]
fn a_misheard_ball_is_said_again_and_stays() {
    check(&locked(&pub_rules(), &[1]), restate(), Err("not_running"));
    check(&selling(Source::Cage, &pub_rules(), &[1]), restate(), Err("not_locked"));
    let again = Entry::BallRestated { game: g(), ball: ball(65), call: 4 };
    assert_eq!(TestNight::after(&claimed()).decide(&restate().into()), Ok(vec![again]));
    let said = then(&claimed(), [restate()]);
    assert_eq!(announced(&said), Some(Announcement::BallRestated { ball: ball(65) }));
    check(&said, good(0, 1), Ok("claim_judged"));
}

#[test]
fn a_recalled_ball_is_announced_with_its_reason_and_takes_claims_along() {
    let back = then(&claimed(), [recall(4)]);
    assert_eq!(announced(&back), Some(Announcement::BallRecalled { ball: ball(65), reason: reason() }));
    check(&back, good(0, 1), Err("not_claimed"));
}

#[test]
fn a_pattern_announced_wrongly_is_announced_again_and_claims_stay() {
    check(&claimed(), restate_pattern(1), Err("not_this_stage"));
    check(&claimed(), restate_pattern(2), Err("unknown"));
    let said = then(&claimed(), [restate_pattern(0)]);
    assert_eq!(announced(&said), Some(Announcement::PatternRestated { stage: 0, reason: reason() }));
    check(&said, good(0, 1), Ok("claim_judged"));
}

#[test]
fn a_dispute_stops_everything_but_claims_until_it_is_settled() {
    let calling = then(&locked(&pub_rules(), &[1, 3]), [pull(0, 1), dispute()]);
    check(&calling, pull(1, 61), Err("disputed"));
    check(&calling, recall(1), Err("disputed"));
    check(&calling, dispute(), Err("disputed"));
    check(&calling, close_stage(0), Err("disputed"));
    assert_eq!(TestNight::after(&calling).game().status(), crate::Status::Disputed);
    assert_eq!(announced(&calling), Some(Announcement::DisputeOpened { about: reason() }));
    assert!(!TestNight::after(&calling).game().may_call());
    let won = then(&won(&pub_rules(), &[1, 3]), [dispute()]);
    check(&won, guest(claim(0, 1)), Ok("claim_made"));
    check(&then(&won, [claim(0, 1)]), good(0, 1), Err("disputed"));
    let uk = Rules { second_person_from: Some(Amount::ZERO), ..pub_rules() };
    let judged = then(&super::won(&uk, &[1, 3]), [claim(0, 1), good(0, 1), dispute()]);
    check(&judged, ben(confirm(0, 1)), Err("disputed"));
    check(&judged, pay(0, 1), Err("disputed"));
    let over = then(&judged, [settled()]);
    assert_eq!(announced(&over), Some(Announcement::DisputeSettled { decision: reason() }));
    check(&over, settled(), Err("not_disputed"));
    check(&over, ben(confirm(0, 1)), Ok("claim_confirmed"));
    check(&then(&calling, [settled()]), pull(1, 61), Ok("ball_called"));
}

#[test]
fn what_a_card_sold_twice_wins_waits_until_its_holders_agree() {
    check(&claimed(), report(4), Err("not_active"));
    check(&claimed(), agree(1, Settlement::Share), Err("no_duplicate"));
    let open = then(&claimed(), [report(1)]);
    assert_eq!(announced(&open), Some(Announcement::DuplicateReported { serial: Serial(1) }));
    check(&open, report(1), Err("duplicate_open"));
    check(&open, good(0, 1), Err("duplicate_open"));
    check(&open, bad(0, 1), Ok("claim_judged"));
    let holders = |settlement| {
        let given = then(&open, [agree(1, settlement), good(0, 1)]);
        match TestNight::after(&given).decide(&pay(0, 1).into()).unwrap()[0] {
            Entry::PrizePaid { holders, .. } => holders,
            _ => panic!("nothing was paid"),
        }
    };
    assert_eq!((holders(Settlement::Share), holders(Settlement::PlayOff)), (2, 1));
    // Reported between the verdict and the prize.
    let late = then(&claimed(), [good(0, 1), report(1)]);
    check(&late, pay(0, 1), Err("duplicate_open"));
    check(&then(&late, [agree(1, Settlement::PlayOff)]), pay(0, 1), Ok("prize_paid"));
}

#[test]
fn the_box_calls_by_itself_only_what_it_draws_itself() {
    let rng = then(&selling(Source::Rng, &pub_rules(), &[1]), [lock("g")]);
    check(&selling(Source::Rng, &pub_rules(), &[1]), pace(Some(5)), Err("not_locked"));
    for (every_s, expected) in [(2, true), (120, true), (1, false), (121, false), (0, false)] {
        let expected = if expected { Ok("pace_set") } else { Err("invalid") };
        check(&rng, pace(Some(every_s)), expected);
    }
    check(&rng, pace(None), Ok("pace_set"));
    check(&locked(&pub_rules(), &[1]), pace(Some(5)), Err("ball_needed"));
    check(&locked(&pub_rules(), &[1]), pace(None), Ok("pace_set"));
    let set = then(&rng, [pace(Some(5))]);
    assert_eq!(TestNight::after(&set).game().pace_s, Some(5));
    let started = Act::Note(Entry::BoxStarted { version: Label::new("1").unwrap(), replayed: 1 });
    assert_eq!(TestNight::after(&then(&set, [started])).game().pace_s, None);
    assert_eq!(TestNight::after(&then(&set, [close_game("g")])).game().pace_s, None);
}

// ---- the programme ----

fn item_id(name: &str) -> ItemId {
    ItemId::new(name).unwrap()
}

fn pause_of(minutes: u8) -> Item {
    Item { id: item_id("tea"), kind: ItemKind::Break { minutes, text: reason() } }
}

fn message(name: &str) -> Item {
    Item { id: item_id(name), kind: ItemKind::Message { text: reason() } }
}

fn planned(rules: Rules, pace_s: Option<u8>) -> Item {
    let line = [(PatternSlug::new("any-line").unwrap(), None)];
    let planned = Planned::patterns(Label::new("Line").unwrap(), Source::Rng, rules, line);
    Item { id: item_id("one"), kind: ItemKind::Game(Planned { pace_s, ..planned }) }
}

fn set(after: Option<u64>, items: &[Item]) -> Act {
    Act::SetProgramme { after, items: items.to_vec() }
}

fn shown(item: Option<&str>) -> Act {
    Act::ShowItem { item: item.map(item_id) }
}

#[test]
fn of_two_who_change_the_programme_the_second_looks_again() {
    let first = then(&[], [night(), set(None, &[pause_of(10)])]);
    assert_eq!(refused(&first, set(None, &[])), Refusal::ProgrammeChanged { seq: 1 });
    assert_eq!(refused(&first, set(Some(0), &[])), Refusal::ProgrammeChanged { seq: 1 });
    check(&first, set(Some(1), &[pause_of(15)]), Ok("programme_set"));
    let second = then(&first, [set(Some(1), &[])]);
    assert_eq!(refused(&second, set(Some(1), &[])), Refusal::ProgrammeChanged { seq: 2 });
}

#[test]
fn a_programme_is_checked_as_a_whole() {
    let checks = |items: &[Item], expected| check(&then(&[], [night()]), set(None, items), expected);
    checks(&[pause_of(0)], Err("invalid"));
    checks(&[pause_of(10), pause_of(5)], Err("already_exists"));
    checks(&[planned(pub_rules(), Some(5))], Ok("programme_set"));
    checks(&[planned(pub_rules(), Some(1))], Err("invalid"));
    let nobody = Rules { claim: ClaimMode::Auto, ..with_ties(TieRule::FirstToSignal) };
    checks(&[planned(nobody, None)], Err("invalid"));
    let many = |count| (0..count).map(|n| message(&format!("m{n}"))).collect::<Vec<_>>();
    checks(&many(ITEMS_MAX), Ok("programme_set"));
    checks(&many(ITEMS_MAX + 1), Err("limit_reached"));
    let long = Reason::new("x".repeat(200)).unwrap();
    let wide = |n: usize| {
        let Item { kind: ItemKind::Game(game), .. } = planned(pub_rules(), None) else { panic!("a game") };
        let slugs = vec![PatternSlug::new("postage-stamp-anywhere").unwrap(); 30];
        let play = crate::Play::Patterns(slugs);
        let kind = ItemKind::Game(Planned { play, read_out: Some(long.clone()), ..game });
        Item { id: item_id(&format!("g{n}")), kind }
    };
    checks(&(0..ITEMS_MAX).map(wide).collect::<Vec<_>>(), Err("limit_reached"));
}

#[test]
fn what_was_opened_stays_on_the_programme() {
    let table = then(&[], [night(), sell(1), set(None, &[planned(pub_rules(), None), message("m")])]);
    let format = |item: &str| Format { item: Some(item_id(item)), ..Format::default() };
    let opens = |item| Act::OpenGame {
        game: g(),
        name: Label::new("Line").unwrap(),
        source: Source::Cage,
        rules: pub_rules(),
        stages: vec![StageSpec { prize: None, ..stage("any-line", "ham") }],
        format: format(item),
    };
    check(&table, opens("two"), Err("unknown"));
    let opened = then(&table, [opens("one")]);
    check(&opened, set(Some(2), &[message("m")]), Err("unknown"));
    check(&opened, set(Some(2), &[planned(pub_rules(), None)]), Ok("programme_set"));
}

#[test]
fn breaks_and_messages_are_shown_between_games() {
    let items = [planned(pub_rules(), None), message("m"), pause_of(10)];
    let table = then(&selling(Source::Cage, &pub_rules(), &[1]), [set(None, &items)]);
    check(&table, shown(Some("one")), Err("invalid"));
    check(&table, shown(Some("two")), Err("unknown"));
    check(&table, shown(Some("tea")), Ok("item_shown"));
    let tea = then(&table, [shown(Some("tea"))]);
    assert_eq!(TestNight::after(&tea).night.shown.clone().unwrap().item, item_id("tea"));
    assert!(TestNight::after(&then(&tea, [shown(None)])).night.shown.is_none());
    let playing = then(&tea, [lock("g")]);
    assert!(TestNight::after(&playing).night.shown.is_none(), "the game is on the screens now");
    check(&playing, shown(Some("m")), Err("game_still_running"));
}

#[test]
fn a_break_lasts_as_long_as_it_was_to_whatever_becomes_of_the_clock() {
    let items = [pause_of(10)];
    let tea = then(&selling(Source::Cage, &pub_rules(), &[1]), [set(None, &items), shown(Some("tea"))]);
    let since = |steps: &[Step]| TestNight::after(steps).night.shown.unwrap().since.at_ms;
    let (from_ms, source, day_ms) = (since(&tea), ClockSource::Staff, 86_400_000);
    let ahead = Act::Note(Entry::ClockSet { from_ms, to_ms: from_ms + day_ms, source });
    let ahead = then(&tea, [ahead]);
    assert_eq!(since(&ahead), from_ms + day_ms);
    let back = Entry::ClockCorrected { from_ms: from_ms + day_ms, to_ms: from_ms, source, since: 9 };
    assert_eq!(since(&then(&ahead, [Act::Note(back)])), from_ms);
}

// ---- the book ----

#[test]
fn examples_in_the_book_are_entries() {
    let book = include_str!("../../../../../docs/ledger.md");
    let examples: Vec<_> = book.lines().filter(|line| line.starts_with(r#"{"type":"#)).collect();
    assert!(examples.len() > 10);
    for example in examples {
        let json: serde_json::Value = serde_json::from_str(example).unwrap();
        let entry: Entry = serde_json::from_str(example).unwrap_or_else(|error| panic!("{example}: {error}"));
        assert_eq!(serde_json::to_value(entry).unwrap(), json);
    }
}

#[test]
fn every_entry_about_games_is_in_the_book() {
    let book = include_str!("../../../../../docs/ledger.md");
    let source = include_str!("../../entry.rs");
    let variants = source.split("pub enum Entry {").nth(1).unwrap().split("\n}\n").next().unwrap();
    let names = variants.lines().filter_map(|line| {
        let name = line.strip_prefix("    ").filter(|line| line.starts_with(char::is_uppercase))?;
        name.split(|c: char| !c.is_alphanumeric()).next()
    });
    let mut seen = 0;
    for name in names {
        let mut snake = String::new();
        for c in name.chars() {
            if c.is_uppercase() && !snake.is_empty() {
                snake.push('_');
            }
            snake.extend(c.to_lowercase());
        }
        let of_the_box = ["staff_", "device_"].iter().any(|start| snake.starts_with(start));
        assert!(of_the_box || book.contains(&format!("`{snake}`")), "docs/ledger.md has no `{snake}`");
        seen += 1;
    }
    assert!(seen > 40, "{seen}");
}
