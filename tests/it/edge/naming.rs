//! Names that people see: told apart, seen, and in no direction but their own.

use serde_json::{Value, json};

use super::staff::{act, claimed};

fn prize(id: &str, name: &str) -> Value {
    json!({"do": "add_prize", "prize": id, "name": name, "stock": 1})
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
