//! Nights that are over: taken along, read back, removed.

use std::io::{Read as _, Write as _};

use serde_json::{Value, json};

use super::kit::{Venue, new_id};
use super::staff::{Browser, act, claimed, open_any_line};

/// Body of a file of the box, as a browser saves it.
async fn save(venue: &Venue, owner: &Browser, path: &str) -> Vec<u8> {
    let mut cookies = owner.cookies();
    let (status, bytes) = venue.door().exchange("GET", path, &mut cookies, Vec::new().into()).await.unwrap();
    assert_eq!(status.as_u16(), 200, "{path}: {}", String::from_utf8_lossy(&bytes));
    bytes.to_vec()
}

/// Shows the box a file that was saved; what it says of it.
async fn read_back(venue: &Venue, owner: &Browser, night: &str, file: &[u8]) -> (u16, Value) {
    let (path, mut cookies) = (format!("/api/nights/{night}/copy"), owner.cookies());
    let file = file.to_vec().into();
    let sent = venue.door().exchange_as("application/zip", "POST", &path, &mut cookies, file).await;
    let (status, body) = sent.unwrap();
    (status.as_u16(), serde_json::from_slice(&body).unwrap_or(Value::Null))
}

/// The same zip with one byte of its entries changed.
fn forged(bundle: &[u8]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(bundle)).unwrap();
    let mut new = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut file = old.by_index(index).unwrap();
        let (name, mut bytes) = (file.name().unwrap().into_owned(), Vec::new());
        file.read_to_end(&mut bytes).unwrap();
        if name.starts_with("tile/entries/") {
            *bytes.last_mut().unwrap() ^= 1;
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_night_is_removed_once_a_whole_copy_of_it_was_read_back() {
    let (venue, mut owner) = claimed().await;
    let (mut seller, _) = owner.hire(&venue, "Sam", "seller").await;
    let mut screen = owner.socket(&venue).await;
    let night = screen.hear("snapshot").await["night"].as_str().unwrap().to_owned();
    open_any_line(&mut screen).await;
    let early = save(&venue, &owner, "/api/bundle").await;
    let path = |what: &str| format!("/api/nights/{night}/{what}");
    let (status, problem) = owner.post(&venue, &path("remove"), json!({})).await;
    assert_eq!((status, &problem["refused"]["code"]), (409, &json!("night_is_tonight")), "{problem}");
    act(&mut screen, json!({"do": "close_night", "night": night})).await;
    screen.say(&json!({"t": "act", "id": new_id(), "act": {"do": "open_night", "rehearsal": false}})).await;
    let tonight = screen.hear("snapshot").await["night"].as_str().unwrap().to_owned();
    assert_ne!(tonight, night);

    // A download alone is no proof.
    let whole = save(&venue, &owner, &path("bundle")).await;
    let (status, problem) = owner.post(&venue, &path("remove"), json!({})).await;
    assert_eq!((status, &problem["refused"]["code"]), (409, &json!("copy_needed")), "{problem}");
    let another = save(&venue, &owner, "/api/bundle").await;
    for (file, fault) in [
        (&whole[..whole.len() / 2], "not_whole"),
        (&b"Dear diary"[..], "not_whole"),
        (&forged(&whole), "not_whole"),
        (&another, "another_night"),
        (&early, "too_early"),
    ] {
        let (status, problem) = read_back(&venue, &owner, &night, file).await;
        let refused = json!({"code": "not_a_copy", "fault": fault});
        assert_eq!((status, &problem["refused"]), (409, &refused), "{problem}");
        assert_eq!(owner.post(&venue, &path("remove"), json!({})).await.0, 409);
    }
    assert_eq!(read_back(&venue, &seller, &night, &whole).await.0, 403);
    let (status, copy) = read_back(&venue, &owner, &night, &whole).await;
    assert_eq!(status, 200, "{copy}");
    assert_eq!(seller.post(&venue, &path("remove"), json!({})).await.0, 403);
    let listed = |nights: &Value| {
        let nights = nights["nights"].as_array().unwrap();
        nights.iter().find(|one| one["night"] == night.as_str()).unwrap()["ledger"].clone()
    };
    assert_eq!(listed(&owner.get(&venue, "/api/nights").await.1)["copy"], copy["size"]);

    // The ledger goes; its signed end stays, and tonight's record says so.
    assert_eq!(owner.post(&venue, &path("remove"), json!({})).await, (200, Value::Null));
    let folder = venue.data.path().join("nights").join(&night);
    assert!(!folder.join("ledger.db").exists());
    let end = std::fs::read_to_string(folder.join("checkpoint")).unwrap();
    assert!(end.contains(&format!("/{night}\n{}\n", copy["size"])), "{end}");
    let ledger = listed(&owner.get(&venue, "/api/nights").await.1);
    assert_eq!((&ledger["removed"]["size"], &ledger["copy"]), (&copy["size"], &Value::Null), "{ledger}");
    assert_eq!(owner.get(&venue, &path("bundle")).await.0, 404);
    assert_eq!(
        owner.post(&venue, &path("remove"), json!({})).await.0,
        409,
        "no copy was read back of nothing"
    );
    let news = venue.views.staff_news().feed;
    let gone = serde_json::to_value(&news.last().unwrap().entry).unwrap();
    assert_eq!((&gone["type"], &gone["data"]["size"]), (&json!("night_removed"), &copy["size"]), "{gone}");
}
