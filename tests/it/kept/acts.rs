//! Acts a staff page wrote down, and sent, under the names of an earlier version: a page that was offline while the
//! box was updated still sends them.

use domain::{
    Act, Amount, Ball, ClaimMode, Daub, Extra, FreeSquare, GameId, Item, ItemId, ItemKind, Jackpot,
    JackpotPrize, Label, LostLink, NightId, PatternSlug, Pays, Planned, Play, Pot, PotId, PrizeId, Reason,
    Rules, Serial, Settlement, Source, Start, TieRule, Undo, Verdict, Window,
};
use protocol::{StaffAct, StaffRequest, UnresolvedAct};
use serde_json::Value;

const KEPT: &str = include_str!("../../data/outbox-before-renames.json");

fn list(name: &str) -> Vec<Value> {
    let kept: Value = serde_json::from_str(KEPT).unwrap();
    kept[name].as_array().unwrap().clone()
}

/// What each act of the file means, in its order.
fn meant() -> Vec<StaffAct> {
    let mut acts = sales();
    acts.extend(table());
    acts.extend(plan());
    acts.extend(calls());
    acts.extend(trouble());
    acts.extend(wins());
    acts.extend(ends());
    // The last one was refused after its person had looked away.
    acts.push(acts[0].clone());
    acts
}

/// Acts are compared as a programmer reads them: how they are written may change.
fn in_words(act: &StaffAct) -> String {
    format!("{act:?}")
}

#[test]
fn an_act_that_was_written_down_is_still_the_same_act() {
    let (stored, meant) = (list("stored"), meant());
    let (last, stored) = stored.split_last().unwrap();
    assert_eq!(stored.len(), meant.len());
    for (item, meant) in stored.iter().zip(&meant) {
        let act: StaffAct = serde_json::from_value(item["act"].clone()).unwrap();
        assert_eq!(in_words(&act), in_words(meant));
    }
    assert_eq!(last["id"], stored.last().unwrap()["id"], "written down again with its refusal");
    assert_eq!(last["refused"]["code"], "night_over");
}

#[test]
fn an_act_that_was_sent_is_still_the_same_act() {
    let (stored, sent, meant) = (list("stored"), list("sent"), meant());
    assert_eq!(sent.len(), meant.len());
    for ((request, item), meant) in sent.iter().zip(&stored).zip(&meant) {
        let StaffRequest::Act { id, act } = serde_json::from_value(request.clone()).unwrap() else {
            panic!("{request} is no act")
        };
        assert_eq!(serde_json::to_value(id).unwrap(), item["id"]);
        assert_eq!(in_words(&act), in_words(meant));
    }
}

fn reason(text: &str) -> Reason {
    Reason::new(text).unwrap()
}

fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

fn slug(text: &str) -> PatternSlug {
    PatternSlug::new(text).unwrap()
}

fn prize(id: &str) -> PrizeId {
    PrizeId::new(id).unwrap()
}

fn pot() -> PotId {
    PotId::new("snowball").unwrap()
}

fn item(id: &str) -> ItemId {
    ItemId::new(id).unwrap()
}

fn game() -> GameId {
    GameId::new("g-7").unwrap()
}

fn other_game() -> GameId {
    GameId::new("g-8").unwrap()
}

fn sales() -> Vec<StaffAct> {
    let card = |text: &str| text.to_owned();
    vec![
        UnresolvedAct::ActivateCard { card: card("https://hallbox.local:8443/C/0123456789ABCDEFGHJKMNPQRS") }
            .into(),
        UnresolvedAct::VoidCard { card: card("#12"), reason: reason("Sold twice by mistake") }.into(),
        Act::AddPrize {
            prize: prize("ham"),
            name: label("Ham of the night"),
            stock: 3,
            value: Amount::cents(2_500),
        }
        .into(),
        Act::SetStock { prize: prize("ham"), stock: 9 }.into(),
        UnresolvedAct::PackCards {
            cards: vec![card("#3"), card("ABCD-EFGH"), card("0123456789ABCDEFGHJKMNPQRS")],
        }
        .into(),
        UnresolvedAct::ReportDuplicate { card: card("#3"), reason: reason("Two people hold it") }.into(),
        Act::SettleDuplicate { serial: Serial(3), settlement: Settlement::Share }.into(),
        Act::SettleDuplicate { serial: Serial(4), settlement: Settlement::PlayOff }.into(),
    ]
}

fn table() -> Vec<StaffAct> {
    let pot = Pot {
        pot: pot(),
        name: label("Snowball"),
        value: Amount::cents(10_000),
        start_value: Amount::cents(5_000),
        grow_value: Amount::cents(1_000),
        within: 45,
        start_within: 40,
        grow_within: 1,
    };
    vec![Act::SetPot { pot }.into()]
}

/// A game with everything a game can have.
fn full() -> Planned {
    let rules = Rules {
        profile: slug("uk-style"),
        daub: Daub::Tap,
        claim: ClaimMode::Press,
        window: Window::ThreeAsks,
        last_number: true,
        ties: TieRule::SplitPlayers,
        lost_link: LostLink::Freeze,
        free: FreeSquare::Hardway,
        undo: Undo::BeforeClaim,
        show_card_from: Some(Amount::ZERO),
        second_person_from: Some(Amount::cents(5_000)),
    };
    let extras = vec![
        Extra::HotBall { ball: Ball::new(7).unwrap(), prize: prize("mug") },
        Extra::Neighbours { prize: prize("mug") },
        Extra::BallValue { prize: prize("mug"), cents: Amount::cents(10), last_digit: true },
    ];
    let first = Jackpot { within: 40, prize: JackpotPrize::Pot(pot()) };
    let second = Jackpot { within: 50, prize: JackpotPrize::Prize(prize("car")) };
    Planned {
        name: label("Line & corners"),
        play: Play::Patterns(vec![slug("any-line"), slug("four-corners")]),
        source: Source::Rng,
        rules,
        start: Start::PreDrawn(8),
        stages: vec![
            Pays { prize: Some(prize("ham")), jackpot: Some(first), extras },
            Pays { prize: None, jackpot: Some(second), extras: vec![] },
        ],
        price: Some(Amount::cents(250)),
        pace_s: Some(12),
        read_out: Some(reason("Any line, then the four corners")),
    }
}

/// A game with nothing beside.
fn plain() -> Planned {
    Planned {
        name: label("Blackout"),
        play: Play::Plan(slug("survivor")),
        source: Source::Cage,
        rules: Rules::friendly_pub(),
        start: Start::FirstBall,
        stages: vec![Pays { prize: Some(prize("ham")), jackpot: None, extras: vec![] }],
        price: None,
        pace_s: None,
        read_out: None,
    }
}

fn plan() -> Vec<StaffAct> {
    let interval = ItemKind::Break { minutes: 15, text: reason("Back in a moment") };
    let raffle = ItemKind::Message { text: reason("The raffle is at the bar") };
    let items = vec![
        Item { id: item("i-1"), kind: ItemKind::Game(full()) },
        Item { id: item("i-2"), kind: interval },
        Item { id: item("i-3"), kind: raffle },
        Item { id: item("i-4"), kind: ItemKind::Game(Planned { start: Start::Wild, ..plain() }) },
    ];
    vec![
        Act::SetProgramme { after: None, items: vec![] }.into(),
        Act::SetProgramme { after: Some(41), items }.into(),
        Act::ShowItem { item: Some(item("i-2")) }.into(),
        Act::ShowItem { item: None }.into(),
        UnresolvedAct::OpenGame { game: game(), item: Some(item("i-1")), planned: full() }.into(),
        UnresolvedAct::OpenGame { game: other_game(), item: None, planned: plain() }.into(),
    ]
}

fn calls() -> Vec<StaffAct> {
    vec![
        Act::LockGame { game: game() }.into(),
        Act::AddEntropy { game: game(), text: "dice 4 2 6".to_owned() }.into(),
        Act::DrawBall { game: game(), after: 0, ball: None }.into(),
        Act::DrawBall { game: other_game(), after: 3, ball: Ball::new(75).ok() }.into(),
        Act::RecallBall { game: game(), call: 4, reason: reason("Six, not nine") }.into(),
        Act::PauseGame { game: game(), reason: reason("A glass fell") }.into(),
        Act::ResumeGame { game: game() }.into(),
        Act::SetPace { game: game(), every_s: Some(12) }.into(),
        Act::SetPace { game: game(), every_s: None }.into(),
    ]
}

fn trouble() -> Vec<StaffAct> {
    vec![
        Act::RestateBall { game: game() }.into(),
        Act::RestatePattern { game: game(), stage: 1, reason: reason("I said letter X") }.into(),
        Act::OpenDispute { game: game(), about: reason("The caller said forty") }.into(),
        Act::SettleDispute { game: game(), decision: reason("It was fourteen") }.into(),
    ]
}

fn wins() -> Vec<StaffAct> {
    let judge =
        |serial, verdict, reason| Act::JudgeClaim { game: game(), stage: 0, serial, verdict, reason }.into();
    vec![
        Act::AskClaims { game: game() }.into(),
        UnresolvedAct::Claim { game: game(), stage: 0, card: "#12".to_owned() }.into(),
        judge(Serial(12), Verdict::Good, None),
        judge(Serial(13), Verdict::NotAWin, Some(reason("The card was torn"))),
        Act::ShowCard { game: game(), stage: 0, serial: Serial(12) }.into(),
        Act::ConfirmClaim { game: game(), stage: 0, serial: Serial(12) }.into(),
        UnresolvedAct::PayPrize {
            game: game(),
            stage: 0,
            serial: Serial(12),
            name: Some(label("Ada Lovelace")),
        }
        .into(),
        UnresolvedAct::PayPrize { game: game(), stage: 1, serial: Serial(14), name: None }.into(),
        Act::PayExtra { game: game(), stage: 0, extra: 2, serial: Serial(12) }.into(),
    ]
}

fn ends() -> Vec<StaffAct> {
    vec![
        Act::CloseStage { game: game(), stage: 0 }.into(),
        Act::CloseGame { game: game(), reason: reason("The hall closes") }.into(),
        Act::VoidGame { game: game(), reason: reason("The wrong cards were sold") }.into(),
        Act::CloseNight { night: NightId::new("2026-11-20").unwrap() }.into(),
        UnresolvedAct::OpenNight { rehearsal: false }.into(),
        UnresolvedAct::OpenNight { rehearsal: true }.into(),
    ]
}
