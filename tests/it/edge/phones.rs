//! Guests and boards.

use std::sync::Arc;

use domain::FreeSquare;
use domain::{Act, Entry, Format, GameId, Kind, Label, LostLink, Reason, Rules, Source, code::key_text};
use hallbox::edge::EdgeLimits;
use hallbox::vault::Card;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use super::kit::{Client, Venue, new_id};

fn hello(cards: &[Card], since: &Value) -> Value {
    let keys: Vec<String> = cards.iter().map(|card| key_text(&card.issued.key)).collect();
    json!({"t": "hello", "v": 1, "keys": keys, "since": since, "receipt": null})
}

async fn phone(venue: &Venue, cards: &[Card]) -> (Client<TcpStream>, Value) {
    let mut phone = venue.socket("/api/phone/socket").await;
    phone.say(&hello(cards, &Value::Null)).await;
    let snapshot = phone.hear("snapshot").await;
    (phone, snapshot)
}

fn game() -> GameId {
    GameId::new("g1").unwrap()
}

/// Opens and locks a game under the rules of the pub.
async fn start_game(venue: &Venue, pattern: &str) {
    start_game_by(venue, pattern, Rules::friendly_pub()).await;
}

async fn start_game_by(venue: &Venue, pattern: &str, rules: Rules) {
    let slug = domain::PatternSlug::new(pattern).unwrap();
    let stages = vec![catalogue::find(&slug).unwrap().stage(FreeSquare::Counts).unwrap()];
    let name = Label::new("First").unwrap();
    venue
        .act(Act::OpenGame {
            game: game(),
            name,
            source: Source::Rng,
            rules,
            stages,
            format: Format::default(),
        })
        .await;
    venue.act(Act::LockGame { game: game() }).await;
    // Otherwise the first call says so too, and is no plain ball.
    venue.act(Act::AddEntropy { game: game(), text: "six and four".to_owned() }).await;
}

async fn draw(venue: &Venue, after: u8) {
    venue.act(Act::DrawBall { game: game(), after, ball: None }).await;
}

#[tokio::test]
async fn a_phone_sees_its_cards_their_sale_and_every_ball() {
    let venue = Venue::open().await;
    let cards = venue.cards(3);
    venue.sell(&cards[0]).await;
    let (mut phone, snapshot) = phone(&venue, &cards[..2]).await;
    assert_eq!(snapshot["venue"], "The Crown");
    assert_eq!(snapshot["cards"][0]["state"], "active");
    assert_eq!(snapshot["cards"][1]["state"], "unsold");
    assert_eq!(snapshot["cards"][1]["serial"], cards[1].issued.serial.0);
    assert_eq!(snapshot["game"], Value::Null);

    venue.sell(&cards[2]).await;
    venue.sell(&cards[1]).await;
    let card = phone.hear("card").await;
    assert_eq!(card["card"]["serial"], cards[1].issued.serial.0, "somebody else's card is not told");

    start_game(&venue, "blackout").await;
    for after in 0..3 {
        draw(&venue, after).await;
        let ball = phone.hear("ball").await;
        assert_eq!(ball["n"], after + 1);
    }
    assert!(serde_json::to_string(&phone_ball()).unwrap().len() <= 64);
}

#[tokio::test]
async fn a_true_bingo_is_heard_whatever_was_pressed_before() {
    // A budget that never grows back.
    let limits = EdgeLimits { guest_refill_ms: 3_600_000, ..EdgeLimits::default() };
    let venue = Venue::with(limits).await;
    let cards = venue.cards(1);
    venue.sell(&cards[0]).await;
    let (mut phone, _) = phone(&venue, &cards).await;
    // Five more cards are added: five hellos in a row.
    for _ in 0..5 {
        phone.say(&hello(&cards, &Value::Null)).await;
        phone.hear("snapshot").await;
    }
    start_game(&venue, "any-line").await;
    let claim =
        || json!({"t": "claim", "id": new_id(), "game": "g1", "stage": 0, "serial": cards[0].issued.serial});
    let mut codes = Vec::new();
    for _ in 0..8 {
        phone.say(&claim()).await;
        codes.push(phone.hear("reply").await["refused"]["code"].clone());
    }
    assert_eq!((&codes[0], &codes[7]), (&json!("not_a_win"), &json!("too_many_tries")), "{codes:?}");
    let won = || venue.views.now().game.as_ref().is_some_and(|game| game.stages[0].win.is_some());
    for after in 0..75 {
        draw(&venue, after).await;
        if won() {
            break;
        }
    }
    phone.say(&claim()).await;
    let bingo = phone.hear("reply").await;
    assert_eq!(bingo["ok"]["entries"][0]["type"], "claim_made", "{bingo}");
}

/// Plays until the only card has won, with its phone gone; who claimed for it within so many beats?
async fn claimed_for_a_lost_phone(lost_link: LostLink, ever_on_a_phone: bool, beats: u32) -> Option<Kind> {
    let venue = Venue::with(EdgeLimits { beat_ms: 20, ..EdgeLimits::default() }).await;
    let cards = venue.cards(1);
    venue.sell(&cards[0]).await;
    let mut board = venue.socket("/api/board/socket").await;
    board.say(&json!({"t": "hello", "v": 1, "since": null})).await;
    if ever_on_a_phone {
        drop(phone(&venue, &cards).await);
    }
    start_game_by(&venue, "any-line", Rules { lost_link, ..Rules::friendly_pub() }).await;
    let won = || venue.views.now().game.as_ref().is_some_and(|game| game.stages[0].win.is_some());
    let mut after = 0;
    while !won() {
        draw(&venue, after).await;
        after += 1;
    }
    // The board's beats are those the claims are made with; the box hears of the phone's end by then.
    for _ in 0..beats {
        board.hear("beat").await;
        let news = venue.views.staff_news();
        let claim = news.feed.iter().find(|item| matches!(item.entry, Entry::ClaimMade { .. }));
        if let Some(claim) = claim {
            return Some(claim.by.kind);
        }
    }
    None
}

#[tokio::test]
async fn the_box_claims_for_a_card_whose_phone_lost_it_where_the_rules_say_so() {
    assert_eq!(claimed_for_a_lost_phone(LostLink::PlaysOn, true, 1_000).await, Some(Kind::System));
    assert_eq!(claimed_for_a_lost_phone(LostLink::Freeze, true, 20).await, None);
    // A card that is played on paper is claimed by its owner's voice.
    assert_eq!(claimed_for_a_lost_phone(LostLink::PlaysOn, false, 20).await, None);
}

/// The longest ball there can be in a night of a million entries.
fn phone_ball() -> Value {
    json!({"t": "ball", "s": 999_999, "b": 75, "n": 75, "h": "0123456789abcdef"})
}

#[tokio::test]
async fn a_phone_that_comes_back_hears_what_it_missed_and_nothing_twice() {
    let venue = Venue::open().await;
    let cards = venue.cards(2);
    venue.sell(&cards[0]).await;
    start_game(&venue, "blackout").await;
    let (mut first, snapshot) = phone(&venue, &cards[..1]).await;
    draw(&venue, 0).await;
    let ball = first.hear("ball").await;
    drop(first);
    for after in 1..4 {
        draw(&venue, after).await;
    }
    let mut again = venue.socket("/api/phone/socket").await;
    let since = json!({"night": snapshot["night"], "s": ball["s"], "h": ball["h"]});
    again.say(&hello(&cards[..1], &since)).await;
    assert_eq!(again.hear_text().await, format!(r#"{{"t":"resumed","s":{}}}"#, ball["s"]));
    for call in 2..=4 {
        assert_eq!(again.hear("ball").await["n"], call);
    }
    let card = again.hear("card").await;
    assert_eq!(card["card"]["state"], "active");
    draw(&venue, 4).await;
    assert_eq!(again.hear("ball").await["n"], 5);
}

/// A frame may come before or after the snapshot that contains it: guests come and go as fast as they
/// can, and each hears the next ball after what its snapshot shows.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_joins_in_the_middle_of_it_has_every_ball_once() {
    const BALLS: usize = 45;
    let venue = Arc::new(Venue::open().await);
    let cards = venue.cards(1);
    venue.sell(&cards[0]).await;
    start_game(&venue, "blackout").await;
    let mut guests = tokio::task::JoinSet::new();
    for guest in 0..16 {
        let venue = Arc::clone(&venue);
        guests.spawn(async move {
            let mut shown = 0;
            while shown < BALLS {
                let (mut phone, snapshot) = phone(&venue, &[]).await;
                shown = snapshot["game"]["calls"].as_array().unwrap().len();
                let until = BALLS.min(shown + 1 + guest % 3);
                while shown < until {
                    assert_eq!(phone.hear("ball").await["n"], shown + 1, "missed or doubled");
                    shown += 1;
                }
            }
        });
    }
    for after in 0..BALLS {
        draw(&venue, u8::try_from(after).unwrap()).await;
    }
    while let Some(guest) = guests.join_next().await {
        guest.unwrap();
    }
}

#[tokio::test]
async fn whoever_remembers_another_past_gets_a_snapshot() {
    let venue = Venue::open().await;
    let cards = venue.cards(1);
    venue.sell(&cards[0]).await;
    let (_, snapshot) = phone(&venue, &cards).await;
    for since in [
        json!({"night": snapshot["night"], "s": snapshot["s"], "h": "0000000000000000"}),
        json!({"night": "1999-12-31", "s": snapshot["s"], "h": snapshot["h"]}),
        json!({"night": snapshot["night"], "s": u64::MAX, "h": snapshot["h"]}),
    ] {
        let mut phone = venue.socket("/api/phone/socket").await;
        phone.say(&hello(&cards, &since)).await;
        phone.hear("snapshot").await;
    }
}

#[tokio::test]
async fn a_card_added_while_away_is_there_after_resuming() {
    let venue = Venue::open().await;
    let cards = venue.cards(2);
    venue.sell(&cards[0]).await;
    venue.sell(&cards[1]).await;
    let (mut phone, snapshot) = phone(&venue, &cards[..1]).await;
    let since = json!({"night": snapshot["night"], "s": snapshot["s"], "h": snapshot["h"]});
    phone.say(&hello(&cards, &since)).await;
    phone.hear("resumed").await;
    let both = [phone.hear("card").await, phone.hear("card").await];
    assert_eq!(
        both.map(|card| card["card"]["serial"].clone()),
        [0, 1].map(|i| json!(cards[i].issued.serial.0))
    );
    // A key that is on no card is only named by a snapshot.
    let mut strange = hello(&cards[..1], &since);
    strange["keys"] = json!([key_text(&cards[0].issued.key), "00000000000000000000000001"]);
    phone.say(&strange).await;
    assert_eq!(phone.hear("snapshot").await["unknown"], json!(["00000000000000000000000001"]));
}

#[tokio::test]
async fn only_the_holder_of_a_card_claims_for_it_and_a_retry_gets_the_same_bytes() {
    let venue = Venue::open().await;
    let cards = venue.cards(2);
    venue.sell(&cards[0]).await;
    venue.sell(&cards[1]).await;
    start_game(&venue, "blackout").await;
    for after in 0..10 {
        draw(&venue, after).await;
    }
    let (mut phone, _) = phone(&venue, &cards[..1]).await;
    let claim =
        |serial: u32| json!({"t": "claim", "id": new_id(), "game": "g1", "stage": 0, "serial": serial});
    phone.say(&claim(cards[1].issued.serial.0)).await;
    let stranger = phone.hear("reply").await;
    assert_eq!(stranger["refused"]["code"], "unknown", "{stranger}");

    let own = claim(cards[0].issued.serial.0);
    phone.say(&own).await;
    let first = phone.hear("reply").await;
    assert_eq!(first["refused"]["code"], "not_a_win", "{first}");
    assert_eq!(first["id"], own["id"]);
    phone.say(&own).await;
    assert_eq!(phone.hear("reply").await, first);

    for _ in 0..5 {
        phone.say(&claim(cards[0].issued.serial.0)).await;
    }
    let mut codes = Vec::new();
    for _ in 0..5 {
        codes.push(phone.hear("reply").await["refused"]["code"].clone());
    }
    assert_eq!(codes[4], "too_many_tries", "{codes:?}");
}

#[tokio::test]
async fn a_phone_may_hold_a_tableful_of_cards_and_no_more() {
    let venue = Venue::open().await;
    let cards = venue.cards(25);
    let (_, snapshot) = phone(&venue, &cards[..24]).await;
    assert_eq!(snapshot["cards"].as_array().unwrap().len(), 24);
    let mut greedy = venue.socket("/api/phone/socket").await;
    greedy.say(&hello(&cards, &Value::Null)).await;
    assert!(greedy.closes().await.is_some());
}

#[tokio::test]
async fn a_board_shows_the_way_in_and_every_ball() {
    let venue = Venue::open().await;
    let cards = venue.cards(1);
    venue.sell(&cards[0]).await;
    start_game(&venue, "blackout").await;
    let mut board = venue.socket("/api/board/socket").await;
    board.say(&json!({"t": "hello", "v": 1, "since": null})).await;
    let snapshot = board.hear("snapshot").await;
    assert_eq!(
        (&snapshot["join_url"], &snapshot["wifi"]),
        (&json!("https://localhost:8443"), &json!("Bingo"))
    );
    draw(&venue, 0).await;
    assert_eq!(board.hear("ball").await["n"], 1);
    venue.act(Act::PauseGame { game: game(), reason: Reason::new("A round of drinks").unwrap() }).await;
    assert_eq!(board.hear("game").await["game"]["paused"]["reason"], "A round of drinks");
}

#[tokio::test]
async fn a_phone_that_holds_a_checkpoint_of_a_longer_past_is_told_so() {
    let venue = Venue::open().await;
    let mut phone = venue.socket("/api/phone/socket").await;
    let mut greeting = hello(&[], &Value::Null);
    greeting["receipt"] = json!("not a checkpoint at all");
    phone.say(&greeting).await;
    phone.hear("snapshot").await;
    // What says nothing changes nothing: the conversation goes on.
    phone.say(&greeting).await;
    phone.hear("snapshot").await;
}

#[tokio::test]
async fn a_phone_that_falls_behind_gets_a_snapshot_instead() {
    let venue = Venue::open().await;
    let (mut phone, _) = phone(&venue, &[]).await;
    // Nothing else runs on this thread meanwhile: more frames wait than are kept for one socket.
    for _ in 0..300 {
        venue.views.beat(hallbox::views::Connected::default());
    }
    phone.hear("snapshot").await;
    venue.views.beat(hallbox::views::Connected::default());
    phone.hear("beat").await;
}

#[tokio::test]
async fn everybody_hears_goodbye_when_the_box_stops() {
    let venue = Venue::open().await;
    let (mut phone, _) = phone(&venue, &[]).await;
    let stopping = tokio::spawn(venue.edge.stop());
    assert!(phone.hear("bye").await["retry_after_ms"].as_u64().unwrap() > 0);
    phone.closes().await;
    super::kit::patiently(stopping).await.unwrap();
    assert!(TcpStream::connect(venue.plain).await.is_err(), "the door is shut");
}
