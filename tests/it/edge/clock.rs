//! The clock of the box, set from a phone, and what must not depend on it.

use std::collections::HashSet;

use hallbox::appliance::venue;
use hallbox::edge::EdgeLimits;
use machine::settings::Settings;
use serde_json::{Value, json};

use super::kit::{DAY_MS, NOW_MS, Venue};
use super::staff::{Browser, claimed};

fn stays(answer: &(u16, Value)) -> &str {
    assert_eq!((answer.0, &answer.1["refused"]["code"]), (409, &json!("clock_stays")), "{answer:?}");
    answer.1["refused"]["why"].as_str().unwrap()
}

async fn set(browser: &mut Browser, venue: &Venue, body: Value) -> (u16, Value) {
    browser.post(venue, "/api/clock", body).await
}

fn newest_entry(venue: &Venue) -> Value {
    serde_json::to_value(venue.views.staff_news().feed.last().unwrap()).unwrap()
}

/// Nothing has set the clock: the date of three weeks later is typed.
async fn goes_three_weeks_ahead(owner: &mut Browser, venue: &Venue) -> i64 {
    let to_ms = NOW_MS + 21 * DAY_MS;
    let typed = json!({"now_ms": to_ms, "date": "2026-12-11"});
    assert_eq!(set(owner, venue, typed).await, (200, Value::Null));
    to_ms
}

#[tokio::test]
async fn whoever_manages_the_box_sets_its_clock_and_that_is_written_down() {
    let (venue, mut owner) = claimed().await;
    let (mut seller, _) = owner.hire(&venue, "Sam", "seller").await;
    let (status, problem) = set(&mut seller, &venue, json!({"now_ms": NOW_MS + DAY_MS})).await;
    assert_eq!((status, &problem["refused"]["right"]), (403, &json!("manage")));
    let nine_years = NOW_MS + 9 * 365 * DAY_MS;
    let one_tap = set(&mut owner, &venue, json!({"now_ms": nine_years})).await;
    assert_eq!(stays(&one_tap), "date_needed");
    for date in ["2026-11-20", "20.11.2035", "", "2035-02-31"] {
        let wrong = set(&mut owner, &venue, json!({"now_ms": nine_years, "date": date})).await;
        assert_eq!(stays(&wrong), "other_date", "{date}");
    }
    assert_eq!(stays(&set(&mut owner, &venue, json!({"now_ms": 0})).await), "known_later");
    let to_ms = goes_three_weeks_ahead(&mut owner, &venue).await;
    let item = newest_entry(&venue);
    let data = json!({"from_ms": NOW_MS, "to_ms": to_ms, "source": "staff"});
    assert_eq!(item["entry"], json!({"type": "clock_set", "data": data}));
    assert_eq!(item["by"]["staff"], "s1");
}

#[tokio::test]
async fn a_clock_that_was_set_goes_back_when_both_dates_were_confirmed() {
    let (venue, mut owner) = claimed().await;
    let from_ms = goes_three_weeks_ahead(&mut owner, &venue).await;
    let once = set(&mut owner, &venue, json!({"now_ms": NOW_MS, "date": "2026-11-20"})).await;
    assert_eq!(stays(&once), "confirm_dates");
    let far = set(&mut owner, &venue, json!({"now_ms": from_ms + 61 * DAY_MS, "seen_ms": from_ms})).await;
    assert_eq!(stays(&far), "sixty_days");
    let confirmed = json!({"now_ms": NOW_MS, "seen_ms": from_ms});
    assert_eq!(set(&mut owner, &venue, confirmed).await, (200, Value::Null));
    let item = newest_entry(&venue);
    assert_eq!((&item["entry"]["type"], &item["at_ms"]), (&json!("clock_corrected"), &json!(NOW_MS)));
    assert_eq!(item["entry"]["data"]["since"].as_u64().unwrap() + 1, item["s"].as_u64().unwrap());
}

#[tokio::test]
async fn a_step_of_the_clock_ends_no_session_and_no_wait() {
    let (venue, mut owner) = claimed().await;
    let (mut seller, _) = owner.hire(&venue, "Sam", "seller").await;
    let offer = owner.post(&venue, "/api/devices/enrolment", json!({"desk": "Door", "profile": "any"})).await;
    assert_eq!(offer.1["expires_ms"], json!(NOW_MS + 600_000));
    let from_ms = goes_three_weeks_ahead(&mut owner, &venue).await;
    for browser in [&mut owner, &mut seller] {
        let (_, me) = browser.get(&venue, "/api/me").await;
        assert!(me["staff"].is_string(), "{me}");
    }
    assert_eq!(set(&mut owner, &venue, json!({"now_ms": NOW_MS, "seen_ms": from_ms})).await.0, 200);
    let (_, me) = seller.get(&venue, "/api/me").await;
    assert!(me["staff"].is_string(), "{me}");
}

#[tokio::test]
async fn a_night_has_the_date_of_the_venue_and_screens_are_told_its_zone() {
    let mut nights = HashSet::new();
    // A day and two hours apart: their dates differ at every moment.
    for zone in ["Etc/GMT+12", "Etc/GMT-14"] {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            time_zone: Some(zone.to_owned()),
            listen: [127, 0, 0, 1].into(),
            https_port: 0,
            http_port: 0,
            ..Settings::default()
        };
        let venue = venue::open(folder.path(), settings, EdgeLimits::default()).await.unwrap();
        nights.insert(venue.running.views.now().night.clone());
    }
    assert_eq!(nights.len(), 2, "{nights:?}");
    let venue = Venue::open().await;
    let board = json!({"t": "hello", "v": 1, "since": null});
    let phone = json!({"t": "hello", "v": 1, "since": null, "keys": [], "receipt": null});
    for (path, hello) in [("/api/board/socket", board), ("/api/phone/socket", phone)] {
        let mut socket = venue.socket(path).await;
        socket.say(&hello).await;
        let told = socket.hear("snapshot").await;
        assert_eq!((&told["zone"], &told["now_ms"]), (&json!("Europe/London"), &json!(NOW_MS)), "{path}");
    }
}
