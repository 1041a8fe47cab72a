//! Names of winners: who erases them, and when they go by themselves.

use domain::{ClockSource, GameId, Label, NightId, Serial};
use hallbox::edge::EdgeLimits;
use hallbox::vault::PaidWin;
use serde_json::{Value, json};

use super::kit::Venue;
use super::staff::{claimed, claimed_with};

/// Keeps the name of a winner of this night.
fn keep(venue: &Venue, night: &str, name: &str) -> NightId {
    let (night, game) = (NightId::new(night).unwrap(), GameId::new("g1").unwrap());
    let win = PaidWin { night: &night, game: &game, stage: 0, serial: Serial(7) };
    venue.vault.name_keep(&win, &Label::new(name).unwrap()).unwrap();
    night
}

fn names(venue: &Venue, night: &NightId) -> usize {
    venue.vault.names(night).unwrap().len()
}

#[tokio::test]
async fn an_owner_reads_and_erases_the_names_of_a_night_and_nobody_else_does() {
    let (venue, mut owner) = claimed().await;
    let (mut seller, _) = owner.hire(&venue, "Sam", "seller").await;
    let night = keep(&venue, "2026-11-13", "Ana");
    let other = keep(&venue, "2026-11-14", "Ben");
    let forget = format!("/api/nights/{night}/forget-names");
    assert_eq!(seller.post(&venue, &forget, json!({})).await.0, 403);
    assert_eq!(seller.get(&venue, "/api/nights").await.0, 403);
    let (status, nights) = owner.get(&venue, "/api/nights").await;
    assert_eq!(status, 200, "{nights}");
    let listed = nights["nights"].as_array().unwrap().iter().find(|one| one["night"] == "2026-11-13");
    let listed = listed.unwrap();
    assert_eq!(listed["names"][0]["name"], "Ana", "{listed}");
    assert_eq!(listed["names_until"], "2026-12-13", "thirty days later");
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    assert_eq!(owner.post(&venue, &forget, json!({})).await, (200, Value::Null));
    assert_eq!((names(&venue, &night), names(&venue, &other)), (0, 1));
    // The record says that they were erased, and not what they were.
    let news = screen.hear("news").await;
    let entry = &news["feed"][0]["entry"];
    assert_eq!(entry, &json!({"type": "names_forgotten", "data": {"night": night, "names": 1}}), "{news}");
    // Nothing is left to erase: that is no mistake, and nothing to write down.
    let before = venue.views.now().seq;
    assert_eq!(owner.post(&venue, &forget, json!({})).await.0, 200);
    assert_eq!(venue.views.now().seq, before);
    assert_eq!(owner.post(&venue, "/api/nights/No%20night/forget-names", json!({})).await.0, 404);
}

#[tokio::test]
async fn names_go_by_themselves_after_thirty_days() {
    let (venue, owner) = claimed_with(EdgeLimits { beat_ms: 20, ..EdgeLimits::default() }).await;
    venue.facts.lock().unwrap().clock = Some(ClockSource::Ntp);
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    // The box's date is 20 November.
    let kept = keep(&venue, "2026-10-21", "Ben");
    // What a wrong clock made due once is not due any more.
    assert_eq!(venue.vault.names_due(std::slice::from_ref(&kept), 0, 1).unwrap(), []);
    let old = keep(&venue, "2026-10-20-2", "Ana");
    let news = screen.hear("news").await;
    let entry = &news["feed"][0]["entry"];
    assert_eq!(entry, &json!({"type": "names_forgotten", "data": {"night": old, "names": 1}}), "{news}");
    assert_eq!((names(&venue, &old), names(&venue, &kept)), (0, 1));
    let later = venue.vault.names_due(std::slice::from_ref(&kept), i64::MAX, 1).unwrap();
    assert_eq!(later, [], "another wrong clock begins to wait anew");
}

#[tokio::test]
async fn a_clock_that_nothing_confirms_erases_no_name_at_once() {
    let (venue, owner) = claimed_with(EdgeLimits { beat_ms: 20, ..EdgeLimits::default() }).await;
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    let old = keep(&venue, "2026-10-20", "Ana");
    // The second beat from here looks at the night.
    for _ in 0..3 {
        screen.hear("beat").await;
    }
    assert_eq!(names(&venue, &old), 1);
    // Here the age of the box stands still: it is noted as due, and waits.
    assert_eq!(venue.vault.names_due(std::slice::from_ref(&old), i64::MAX, 1).unwrap(), [old]);
}
