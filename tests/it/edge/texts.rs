//! Every text of every act, with whatever people paste into it: the socket answers, and the next act goes through.

mod bodies;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

pub(super) use self::types::types;
use self::types::{samples, texts, with_text};
use super::staff::{act, claimed_with};
use hallbox::edge::EdgeLimits;

/// Stands where the text goes.
const HERE: &str = "<here>";

/// A text field of an act: `act.field`, or `Type.field` inside of one; its limit in bytes; the act it is sent in.
fn fields() -> BTreeMap<&'static str, (usize, Value)> {
    let rules = serde_json::to_value(domain::Rules::friendly_pub()).unwrap();
    let planned = |name: &str, read_out: Value| {
        json!({"name": name, "source": "rng", "rules": rules, "play": {"plan": "any-line"}, "stages": [],
               "read_out": read_out})
    };
    let open = |planned: Value| json!({"do": "open_game", "game": "g1", "item": null, "planned": planned});
    let item = |kind: Value| json!({"do": "set_programme", "after": null, "items": [kind]});
    let pot = json!({"pot": "p", "name": HERE, "value": 0, "start_value": 0, "grow_value": 0, "within": 1,
                     "start_within": 1, "grow_within": 0});
    let in_game = |name: &str, field: &str| json!({"do": name, "game": "g1", field: HERE});
    let judged = json!({"do": "judge_claim", "game": "g1", "stage": 0, "serial": 1, "verdict": "not_a_win",
                        "reason": HERE});
    BTreeMap::from([
        (
            "add_prize.name",
            (80, json!({"do": "add_prize", "prize": "p", "name": HERE, "stock": 1, "value": 0})),
        ),
        (
            "pay_prize.name",
            (80, json!({"do": "pay_prize", "game": "g1", "stage": 0, "serial": 1, "name": HERE})),
        ),
        ("recall_ball.reason", (240, json!({"do": "recall_ball", "game": "g1", "call": 1, "reason": HERE}))),
        ("pause_game.reason", (240, in_game("pause_game", "reason"))),
        (
            "restate_pattern.reason",
            (240, json!({"do": "restate_pattern", "game": "g1", "stage": 0, "reason": HERE})),
        ),
        ("open_dispute.about", (240, in_game("open_dispute", "about"))),
        ("settle_dispute.decision", (240, in_game("settle_dispute", "decision"))),
        ("judge_claim.reason", (240, judged)),
        ("close_game.reason", (240, in_game("close_game", "reason"))),
        ("void_game.reason", (240, in_game("void_game", "reason"))),
        ("dismiss_rollback.reason", (240, json!({"do": "dismiss_rollback", "size": 9, "reason": HERE}))),
        ("void_card.reason", (240, json!({"do": "void_card", "card": "#1", "reason": HERE}))),
        ("report_duplicate.reason", (240, json!({"do": "report_duplicate", "card": "#1", "reason": HERE}))),
        ("Item.text", (240, item(json!({"id": "i", "kind": "message", "text": HERE})))),
        ("Planned.name", (80, open(planned(HERE, Value::Null)))),
        ("Planned.read_out", (240, open(planned("First", HERE.into())))),
        ("Pot.name", (80, json!({"do": "set_pot", "pot": pot}))),
    ])
}

/// Texts that people paste, scanners type and programs send: for every field, whatever it is for.
fn hostile() -> Vec<String> {
    let mut texts: Vec<String> = serde_json::from_str(include_str!("../../data/hostile-texts.json")).unwrap();
    texts.extend(["x", "ü", "🎱"].map(|letter| letter.repeat(500)));
    texts
}

/// Texts that just fit a limit in bytes, and texts that just do not, in letters of one to four bytes.
fn around(limit: usize) -> (Vec<String>, Vec<String>) {
    let letters = ["x", "Ω", "ก", "🎱"];
    let sized = |more: usize| letters.map(|letter| letter.repeat(limit / letter.len() + more)).to_vec();
    let mut fits = sized(0);
    fits.push("x".repeat(limit - 1));
    let mut too_long = sized(1);
    too_long.push("Ω".repeat(limit));
    (fits, too_long)
}

/// Texts that are never acceptable, with what is said about them.
fn bad(limit: usize) -> Vec<String> {
    let plain = ["", "   ", "\u{3000}", "a\tb", "a\nb", "a\r\nb", "a\0b", "\u{7f}", "a\u{85}b"]
        .map(ToOwned::to_owned);
    let unseen = ["\u{200b}", "\u{ad}\u{2060}", "\u{3164}"].map(ToOwned::to_owned);
    let turning = ["\u{202e}a", "\u{2067}a\u{2069}", "a\u{200f}", "\u{61c}a"].map(ToOwned::to_owned);
    around(limit).1.into_iter().chain(plain).chain(unseen).chain(turning).collect()
}

/// Texts the box takes; what the act itself comes to is another matter.
fn good(limit: usize) -> Vec<String> {
    let plain = ["  a ham ", "e\u{301}", "a\u{200b}b", "می\u{200c}خواهم", "ไก่ย่าง", "a\u{fffd}"]
        .map(ToOwned::to_owned);
    around(limit).0.into_iter().chain(plain).collect()
}

/// The act with the text in its place.
fn with(act: &Value, text: &str) -> Value {
    match act {
        Value::String(here) if here == HERE => text.into(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), with(value, text))).collect()
        }
        Value::Array(items) => items.iter().map(|item| with(item, text)).collect(),
        other => other.clone(),
    }
}

#[tokio::test]
async fn no_text_of_an_act_closes_the_socket() {
    let limits = EdgeLimits { staff_burst: 10_000, ..EdgeLimits::default() };
    let (venue, owner) = claimed_with(limits).await;
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    for (name, (limit, what)) in fields() {
        let field = name.split_once('.').unwrap().1;
        for text in bad(limit) {
            let reply = act(&mut screen, with(&what, &text)).await;
            let refused = &reply["refused"];
            assert_eq!(refused["code"], "invalid", "{name} {text:?}: {reply}");
            let told = refused["field"].as_str().unwrap();
            assert_eq!(told.rsplit('.').next(), Some(field), "{name} {text:?}: {reply}");
            let kind = refused["fault"]["kind"].as_str().unwrap();
            assert!(["empty", "too_long", "character"].contains(&kind), "{name} {text:?}: {reply}");
            assert!(kind != "too_long" || refused["fault"]["bytes_max"] == limit, "{name}: {reply}");
        }
        for text in good(limit) {
            let reply = act(&mut screen, with(&what, &text)).await;
            let kind = reply["refused"]["fault"]["kind"].as_str();
            assert!(kind.is_none_or(|kind| !["empty", "too_long"].contains(&kind)), "{reply}");
        }
    }
    // What a text did not stop: the next act.
    let prize = json!({"do": "add_prize", "prize": "last", "name": "Another ham", "stock": 1, "value": 0});
    assert!(act(&mut screen, prize).await.get("ok").is_some());
}

/// The acts are made from their types: a new text is in them before anybody thinks of it.
#[tokio::test]
async fn no_text_for_machines_closes_the_socket_either() {
    let limits = EdgeLimits { staff_burst: 100_000, ..EdgeLimits::default() };
    let (venue, owner) = claimed_with(limits).await;
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    let types = types();
    let acts = samples(&types, "StaffAct");
    assert!(acts.len() > 30, "{}", acts.len());
    let mut tried = BTreeSet::new();
    for what in &acts {
        for (at, is_words) in texts(what) {
            // A text of people has its limits above; one in the same place of the same act is the same.
            if is_words || !tried.insert((what["do"].to_string(), at.clone())) {
                continue;
            }
            for text in hostile() {
                let reply = act(&mut screen, with_text(what, &at, &text)).await;
                assert!(reply.get("ok").is_some() || reply["refused"]["code"].is_string(), "{reply}");
            }
        }
    }
    assert!(tried.len() > 40, "{tried:?}");
    let prize = json!({"do": "add_prize", "prize": "last", "name": "A ham", "stock": 1, "value": 0});
    assert!(act(&mut screen, prize).await.get("ok").is_some());
}

#[tokio::test]
async fn what_is_no_act_at_all_is_refused_and_the_next_act_goes_through() {
    let (venue, owner) = claimed_with(EdgeLimits::default()).await;
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    let no_acts = [
        json!(null),
        json!([]),
        json!({}),
        json!({"do": 7}),
        json!({"do": "dance"}),
        json!({"do": "add_prize"}),
    ];
    for what in no_acts {
        let reply = act(&mut screen, what.clone()).await;
        assert_eq!(reply["refused"]["code"], "invalid", "{what}: {reply}");
    }
    let prize = json!({"do": "add_prize", "prize": "p", "name": "A ham", "stock": 1, "value": 0});
    assert!(act(&mut screen, prize).await.get("ok").is_some());
}

/// The generated types name every text of people `Words`.
#[test]
fn every_text_of_an_act_has_its_cases() {
    let types = types();
    let mut texts = BTreeSet::new();
    let (mut seen, mut next) = (BTreeSet::new(), vec!["Act".to_owned(), "UnresolvedAct".to_owned()]);
    while let Some(name) = next.pop() {
        let Some(body) = types.get(&name).filter(|_| seen.insert(name.clone())) else { continue };
        texts.extend(words_of(&name, body));
        next.extend(body.split(|c: char| !c.is_alphanumeric()).map(ToOwned::to_owned));
    }
    // The item of a programme has two: a break's and a message's are one field.
    let known: BTreeSet<String> = fields().into_keys().map(ToOwned::to_owned).collect();
    assert_eq!(texts, known);
}

/// `act.field` of every act with a text, `Type.field` where the type is no act.
fn words_of(name: &str, body: &str) -> Vec<String> {
    let mut owner = name.to_owned();
    let mut found = Vec::new();
    for part in body.split([',', '{', '}']) {
        let Some((field, kind)) = part.split_once(':') else { continue };
        let (field, kind) = (field.trim().trim_matches(['"', '?']), kind.trim());
        if field == "do" {
            kind.trim_matches('"').clone_into(&mut owner);
        } else if kind.split(|c: char| !c.is_alphanumeric()).any(|word| word == "Words") {
            found.push(format!("{owner}.{field}"));
        }
    }
    found
}
