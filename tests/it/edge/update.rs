//! The owner's word about a new version: whose it is, when it counts, and how it reaches the installer.

use machine::update::state::{State, take_request};
use protocol::{AskUpdate, UpdateNews, UpdateStep};
use serde_json::{Value, json};

use super::kit::Venue;
use super::staff::{act, claimed, open_any_line};

/// The installer tells something.
fn told(venue: &Venue, step: UpdateStep) -> UpdateNews {
    let news =
        UpdateNews { step, version: "0.2.0".to_owned(), reason: Some("a reason".to_owned()), at_ms: 7 };
    let slot = serde_json::from_value(json!("a")).unwrap();
    let state = State { version: "0.1.0".parse().unwrap(), slot, news: Some(news.clone()) };
    state.write(venue.data.path()).unwrap();
    news
}

fn taken(venue: &Venue) -> Option<AskUpdate> {
    take_request(venue.data.path()).ok()
}

#[tokio::test]
async fn an_owner_installs_starts_and_takes_back_a_version() {
    let (venue, mut owner) = claimed().await;
    let (mut seller, _) = owner.hire(&venue, "Sam", "seller").await;
    let install = json!({"install": "0.2.0"});
    let unknown = json!({"refused": {"code": "unknown", "what": "update"}});
    assert_eq!(owner.post(&venue, "/api/update", install.clone()).await, (404, unknown.clone()));

    told(&venue, UpdateStep::Found);
    assert_eq!(seller.post(&venue, "/api/update", install.clone()).await.0, 403);
    assert_eq!(owner.post(&venue, "/api/update", json!({"install": "0.3.0"})).await, (404, unknown));
    for bad in [json!({"install": "/etc/passwd"}), json!({"install": 2}), json!("reboot"), json!({})] {
        assert_eq!(owner.post(&venue, "/api/update", bad.clone()).await.0, 422, "{bad}");
    }
    assert_eq!(taken(&venue), None, "nothing was asked for yet");
    assert_eq!(owner.post(&venue, "/api/update", install).await, (200, Value::Null));
    assert_eq!(taken(&venue), Some(AskUpdate::Install("0.2.0".parse().unwrap())));

    for (step, asked, request) in
        [(UpdateStep::Installed, "restart", AskUpdate::Restart), (UpdateStep::Good, "back", AskUpdate::Back)]
    {
        told(&venue, step);
        assert_eq!(owner.post(&venue, "/api/update", json!(asked)).await, (200, Value::Null));
        assert_eq!(taken(&venue), Some(request));
    }
}

#[tokio::test]
async fn nothing_is_installed_beside_a_game() {
    let (venue, mut owner) = claimed().await;
    let card = venue.cards(1)[0];
    venue.sell(&card).await;
    told(&venue, UpdateStep::Found);
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    open_any_line(&mut screen).await;
    let install = json!({"install": "0.2.0"});
    assert_eq!(owner.post(&venue, "/api/update", install.clone()).await.0, 200, "cards are being sold");
    assert!(taken(&venue).is_some());
    act(&mut screen, json!({"do": "lock_game", "game": "g1"})).await;
    let (status, problem) = owner.post(&venue, "/api/update", install.clone()).await;
    assert_eq!((status, &problem["refused"]["code"]), (409, &json!("game_still_running")));
    act(&mut screen, json!({"do": "draw_ball", "game": "g1", "after": 0, "ball": null})).await;
    assert_eq!(owner.post(&venue, "/api/update", install).await.0, 409);
    assert_eq!(taken(&venue), None);
}

#[tokio::test]
async fn the_page_of_the_box_tells_what_became_of_it() {
    let (venue, mut owner) = claimed().await;
    assert_eq!(owner.get(&venue, "/api/box").await.1["update"], Value::Null);
    venue.facts.lock().unwrap().update = Some(told(&venue, UpdateStep::Failed));
    let news = json!({"step": "failed", "version": "0.2.0", "reason": "a reason", "at_ms": 7});
    assert_eq!(owner.get(&venue, "/api/box").await.1["update"], news);
}
