//! Names that people see: told apart, seen, and in no direction but their own.

use serde_json::{Value, json};

use super::staff::{act, claimed};

fn prize(id: &str, name: &str) -> Value {
    json!({"do": "add_prize", "prize": id, "name": name, "stock": 1})
}

#[tokio::test]
async fn a_name_that_turns_the_line_or_cannot_be_seen_is_refused() {
    let (venue, mut owner) = claimed().await;
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    for name in [
        "Ham\u{202e}gge",
        "\u{2067}Ham",
        "Ham\u{200f}",
        "\u{61c}Ham",
        "\u{200b}\u{2060}",
        "\u{3164}",
        "\u{ad}",
    ] {
        let refused = act(&mut screen, prize("ham", name)).await;
        let refused = &refused["refused"];
        assert_eq!(
            (&refused["code"], &refused["field"]),
            (&json!("invalid"), &json!("name")),
            "{name:?}: {refused}"
        );
        let new = json!({"name": name, "role": "seller", "pin": "135790"});
        let (status, problem) = owner.post(&venue, "/api/staff", new).await;
        assert_eq!((status, &problem["refused"]["field"]), (422, &json!("name")), "{name:?}: {problem}");
    }
    // The joiners that scripts and pictures are written with stay.
    assert!(act(&mut screen, prize("ham", "شیرینی\u{200c}ها")).await.get("ok").is_some());
}

#[tokio::test]
async fn nothing_gets_a_name_that_stands_there_already() {
    let (venue, mut owner) = claimed().await;
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    let hire = |name: &str| json!({"name": name, "role": "seller", "pin": "135790"});
    assert_eq!(owner.post(&venue, "/api/staff", hire("Bob")).await.0, 200);
    for again in ["Bob", "BOB", " bob ", "Bo\u{200d}b", "Ｂｏｂ"] {
        let (status, problem) = owner.post(&venue, "/api/staff", hire(again)).await;
        let wanted = json!({"code": "already_exists", "what": "person"});
        assert_eq!((status, &problem["refused"]), (409, &wanted), "{again:?}");
    }
    assert!(act(&mut screen, prize("cafe", "Café für zwei")).await.get("ok").is_some());
    for again in ["Café für zwei", "Cafe\u{301} fu\u{308}r  zwei", "CAFÉ FÜR ZWEI"] {
        let refused = act(&mut screen, prize("other", again)).await;
        assert_eq!(refused["refused"], json!({"code": "already_exists", "what": "prize"}), "{again:?}");
    }
    let pot = |id: &str, name: &str| {
        let grown = json!({"pot": id, "name": name, "value": 5, "start_value": 5, "grow_value": 0,
                           "within": 50, "start_within": 50, "grow_within": 0});
        json!({"do": "set_pot", "pot": grown})
    };
    assert!(act(&mut screen, pot("big", "Big pot")).await.get("ok").is_some());
    assert!(act(&mut screen, pot("big", "Big pot")).await.get("ok").is_some(), "a pot may be set again");
    let refused = act(&mut screen, pot("other", "big  POT")).await;
    assert_eq!(refused["refused"], json!({"code": "already_exists", "what": "pot"}));
}

#[tokio::test]
async fn a_prize_that_no_paper_can_show_is_refused_when_it_is_named() {
    let (venue, owner) = claimed().await;
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    let refused = act(&mut screen, prize("ham", "ハム")).await;
    assert_eq!(refused["refused"], json!({"code": "unprintable", "field": "name", "letter": "ハ"}));
    assert!(act(&mut screen, prize("ham", "Ζαμπόν, ветчина, חזיר")).await.get("ok").is_some());
}
