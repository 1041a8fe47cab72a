//! What staff are shown of what can be played, and programmes that are kept.

use serde_json::{Value, json};

use super::staff::{act, claimed};

pub(super) fn planned(plan: &str) -> Value {
    let rules = serde_json::to_value(domain::Rules::friendly_pub()).unwrap();
    json!({"name": "x", "source": "rng", "rules": rules, "play": {"plan": plan}, "stages": []})
}

#[tokio::test]
async fn everything_of_the_house_can_be_chosen_in_four_languages() {
    let (venue, mut owner) = claimed().await;
    let (status, catalogue) = owner.get(&venue, "/api/staff/catalogue").await;
    assert_eq!(status, 200);
    let games = catalogue["games"].as_array().unwrap();
    assert!(games.len() >= 200, "{}", games.len());
    for game in games {
        for language in ["en", "es", "fr", "de"] {
            assert!(game["names"][language].as_str().is_some_and(|name| !name.is_empty()), "{game}");
            assert!(game["rules"][language].as_str().is_some_and(|rule| !rule.is_empty()), "{game}");
        }
        assert!(!game["stages"].as_array().unwrap().is_empty());
    }
    let slugs: Vec<&str> = games.iter().filter_map(|game| game["slug"].as_str()).collect();
    let families = catalogue["families"].as_array().unwrap();
    for variant in families.iter().flat_map(|family| family["variants"].as_array().unwrap()) {
        assert!(slugs.contains(&variant.as_str().unwrap()), "{variant}");
    }
    let pairs = games.iter().find(|game| game["slug"] == "and-single-single").unwrap();
    assert_eq!((&pairs["plan"], &pairs["stages"][0]["hand"]), (&json!(true), &json!(2)));
}

#[tokio::test]
async fn a_forecast_says_how_long_a_game_takes_before_it_is_opened() {
    let (venue, mut owner) = claimed().await;
    let ask = |plan: &str, cards: u32| json!({"planned": planned(plan), "cards": cards});
    let (status, line) = owner.post(&venue, "/api/staff/forecast", ask("any-line", 50)).await;
    assert_eq!(status, 200, "{line}");
    // Published for fifty cards: 18.4873 calls, a tie in 0.1322 of all games.
    let near = |value: &Value, wanted: f64| (value.as_f64().unwrap() - wanted).abs() < 5e-5;
    let stage = &line["stages"][0];
    assert!(near(&stage["mean_calls"], 18.4873) && near(&stage["tie_probability"], 0.1322), "{stage}");
    assert_eq!((&stage["median"], &stage["exact"], &line["hands"]), (&json!(19), &json!(true), &json!(50)));
    let mut with_jackpot = ask("any-line", 50);
    with_jackpot["planned"]["stages"] = json!([{"jackpot": {"within": 75, "prize": {"prize": "car"}}}]);
    let (_, sure) = owner.post(&venue, "/api/staff/forecast", with_jackpot).await;
    assert!(near(&sure["stages"][0]["jackpot_probability"], 1.0), "{sure}");
    let (status, problem) = owner.post(&venue, "/api/staff/forecast", ask("no-such", 50)).await;
    assert_eq!((status, &problem["refused"]["code"]), (404, &json!("unknown")), "{problem}");
    let (status, problem) = owner.post(&venue, "/api/staff/forecast", ask("two-of-six-lines", 5)).await;
    assert_eq!((status, &problem["refused"]["field"]), (422, &json!("cards")), "{problem}");
}

#[tokio::test]
async fn programmes_are_kept_for_other_nights_and_shown_to_those_who_make_them() {
    let (venue, mut owner) = claimed().await;
    let (mut seller, _) = owner.hire(&venue, "Sam", "seller").await;
    let mut screen = owner.socket(&venue).await;
    let night = screen.hear("snapshot").await["night"].clone();
    let items = json!([
        {"id": "first", "kind": "game", "name": "First", "source": "rng", "play": {"plan": "any-line"},
         "rules": planned("any-line")["rules"], "stages": []},
        {"id": "bar", "kind": "break", "minutes": 15, "text": "The bar is open"},
    ]);
    let set = json!({"do": "set_programme", "after": null, "items": items});
    assert_eq!(act(&mut screen, set.clone()).await["ok"]["entries"][0]["type"], "programme_set");
    let stale = act(&mut screen, set).await;
    assert_eq!(stale["refused"]["code"], "programme_changed", "{stale}");
    assert_eq!(
        owner.get(&venue, "/api/staff/programmes").await,
        (200, json!([])),
        "tonight's is no former one"
    );
    act(&mut screen, json!({"do": "close_night", "night": night})).await;
    act(&mut screen, json!({"do": "open_night"})).await;
    let (_, former) = owner.get(&venue, "/api/staff/programmes").await;
    assert_eq!((&former[0]["night"], former[0]["items"].as_array().unwrap().len()), (&night, 2), "{former}");
    for path in ["/api/staff/programmes", "/api/staff/catalogue"] {
        assert_eq!(seller.get(&venue, path).await.0, 403, "{path}");
    }
}

#[tokio::test]
async fn cards_printed_again_are_noted_with_the_reason() {
    let (venue, mut owner) = claimed().await;
    let (mut seller, _) = owner.hire(&venue, "Sam", "seller").await;
    let (_, set) = owner.post(&venue, "/api/cards", json!({"count": 3, "low_tie": true})).await;
    let (first, last) = (set["first"].as_u64().unwrap(), set["last"].as_u64().unwrap());
    let cards = json!([{"first": last, "last": last}, {"first": first, "last": first}, {"first": last, "last": last}]);
    let again = json!({"cards": cards, "reason": "Beer on the old ones"});
    assert_eq!(seller.post(&venue, "/api/cards/reprint", again.clone()).await.0, 403);
    assert_eq!(owner.post(&venue, "/api/cards/reprint", again).await.0, 200);
    for (cards, status) in [(json!([{"first": 900, "last": 901}]), 404), (json!([]), 422)] {
        let wrong = json!({"cards": cards, "reason": "Lost"});
        assert_eq!(owner.post(&venue, "/api/cards/reprint", wrong).await.0, status);
    }
    let news = serde_json::to_value(venue.views.staff_news()).unwrap();
    let noted: Vec<&Value> = news["feed"].as_array().unwrap().iter().map(|item| &item["entry"]).collect();
    let noted: Vec<&&Value> = noted.iter().filter(|entry| entry["type"] == "cards_reprinted").collect();
    assert_eq!((noted.len(), &noted[0]["data"]["reason"]), (2, &json!("Beer on the old ones")));
    assert_eq!((&noted[0]["data"]["first"], &noted[1]["data"]["last"]), (&json!(first), &json!(last)));
}

#[tokio::test]
async fn a_game_of_the_programme_says_how_it_ended() {
    let (venue, owner) = claimed().await;
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    let open = |game: &str| {
        let mut planned = planned("any-line");
        planned["name"] = json!(game);
        json!({"do": "open_game", "game": game, "item": null, "planned": planned})
    };
    for game in ["one", "two"] {
        let opened = act(&mut screen, open(game)).await;
        assert!(opened.get("ok").is_some(), "{opened}");
    }
    let closed =
        act(&mut screen, json!({"do": "close_game", "game": "one", "reason": "Too few players"})).await;
    assert!(closed.get("ok").is_some(), "{closed}");
    let games = serde_json::to_value(venue.views.staff_news()).unwrap()["games"].clone();
    assert_eq!((&games[0]["status"], &games[0]["outcome"]), (&json!("over"), &json!("cancelled")), "{games}");
    assert_eq!((&games[1]["status"], &games[1]["outcome"]), (&json!("selling"), &Value::Null), "{games}");
}
