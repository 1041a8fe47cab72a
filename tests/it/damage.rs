//! A ledger that cannot be read: every way a card may spoil it, and the one step that puts the box right.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::edge::kit::{Client, Venue, new_id};
use crate::edge::staff::{Browser, act, claimed, open_any_line};

/// Bytes of a page of the file.
const PAGE_BYTES: usize = 4_096;
const PAGE: u64 = PAGE_BYTES as u64;

/// One way to spoil the ledger in a folder.
struct Damage {
    name: String,
    spoil: Box<dyn Fn(&Path)>,
}

fn damage(name: impl Into<String>, spoil: impl Fn(&Path) + 'static) -> Damage {
    Damage { name: name.into(), spoil: Box::new(spoil) }
}

/// Replaces the bytes at a place of a file.
fn write_at(file: &Path, at: u64, bytes: &[u8]) {
    use std::os::unix::fs::FileExt as _;
    fs::OpenOptions::new().write(true).open(file).unwrap().write_all_at(bytes, at).unwrap();
}

/// Flips one bit of a file.
fn flip(file: &Path, at: u64) {
    let byte = fs::read(file).unwrap()[usize::try_from(at).unwrap()];
    write_at(file, at, &[byte ^ 0x10]);
}

fn cut(file: &Path, bytes: u64) {
    fs::OpenOptions::new().write(true).open(file).unwrap().set_len(bytes).unwrap();
}

fn ledger(night: &Path) -> PathBuf {
    night.join("ledger.db")
}

fn sql(night: &Path, text: &str) {
    let db = rusqlite::Connection::open(ledger(night)).unwrap();
    db.execute_batch(&format!("PRAGMA writable_schema = ON; {text}")).unwrap();
}

/// 48 kinds: the header, every page, rows, tables, the whole file.
fn damages() -> Vec<Damage> {
    let mut all = Vec::new();
    for at in [0, 8, 16, 18, 20, 28, 44, 56, 60, 68, 100, 103, 105, 108] {
        all.push(damage(format!("a bit of the header, byte {at}"), move |night| flip(&ledger(night), at)));
    }
    for page in 1..6 {
        all.push(damage(format!("a bit in page {page}"), move |night| {
            flip(&ledger(night), page * PAGE + 2_000);
        }));
        all.push(damage(format!("page {page} is zeros"), move |night| {
            write_at(&ledger(night), page * PAGE, &[0; PAGE_BYTES]);
        }));
        all.push(damage(format!("page {page} is that of another file"), move |night| {
            write_at(&ledger(night), page * PAGE, &[0x5a; PAGE_BYTES]);
        }));
    }
    for bytes in [0, 1, 16, 100, 512, PAGE, PAGE + 1, 2 * PAGE, 3 * PAGE + 7] {
        all.push(damage(format!("cut to {bytes} bytes"), move |night| cut(&ledger(night), bytes)));
    }
    all.push(damage("a folder in its place", |night| {
        fs::remove_file(ledger(night)).unwrap();
        fs::create_dir(ledger(night)).unwrap();
    }));
    all.push(damage("text in its place", |night| {
        fs::write(ledger(night), "not a ledger\n".repeat(900)).unwrap();
    }));
    all.push(damage("a link that leads nowhere", |night| {
        fs::remove_file(ledger(night)).unwrap();
        std::os::unix::fs::symlink("nowhere", ledger(night)).unwrap();
    }));
    all.push(damage("another program's database", |night| {
        fs::remove_file(ledger(night)).unwrap();
        sql(night, "CREATE TABLE shopping (item TEXT); INSERT INTO shopping VALUES ('ham')");
    }));
    for (name, text) in [
        ("a row is gone", "DROP TRIGGER entries_never_deleted; DELETE FROM entries WHERE seq = 3"),
        (
            "a row was changed",
            "DROP TRIGGER entries_never_updated; UPDATE entries SET leaf = x'7b7d' WHERE seq = 2",
        ),
        (
            "a hash was changed",
            "DROP TRIGGER entries_never_updated; UPDATE entries SET hash = x'00' WHERE seq = 2",
        ),
        ("the table is gone", "DROP TABLE entries"),
        ("a format to come", "PRAGMA user_version = 9"),
        ("no mark of ours", "PRAGMA application_id = 7"),
    ] {
        all.push(damage(name, move |night| sql(night, text)));
    }
    all
}

/// Copies a folder and all in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for item in fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        if item.file_type().unwrap().is_dir() {
            copy(&item.path(), &to.join(item.file_name()));
        } else {
            fs::copy(item.path(), to.join(item.file_name())).unwrap();
        }
    }
}

/// Files of a night with their bytes.
fn files(night: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let items = fs::read_dir(night).unwrap().map(|item| item.unwrap().path());
    items.map(|path| (path.clone(), fs::read(&path).unwrap_or_default())).collect()
}

/// A venue with a game and thirty cards sold, as it lies on the card after the box was switched off; its owner.
async fn played() -> (tempfile::TempDir, Browser) {
    let (venue, owner) = claimed().await;
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    open_any_line(&mut screen).await;
    for card in venue.cards(31).iter().take(30) {
        venue.sell(card).await;
    }
    drop(screen);
    (venue.close().await, owner)
}

/// Sells the last card; what the box answers.
async fn sell_last<S>(screen: &mut Client<S>) -> Value
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    screen.say(&json!({"t": "act", "id": new_id(), "act": {"do": "activate_card", "card": "#31"}})).await;
    screen.hear("reply").await
}

/// Starts a box on a spoiled night and has its owner set the night aside where that is asked for; returns whether it
/// was.
async fn put_right(name: &str, data: tempfile::TempDir, owner: &Browser) -> bool {
    let night = data.path().join("nights/2026-11-20");
    let before = files(&night);
    let venue = Venue::on(data).await;
    let mut screen = owner.socket(&venue).await;
    let snapshot = screen.hear("snapshot").await;
    let answer = sell_last(&mut screen).await;
    if answer.get("ok").is_some() {
        // Nothing that counts was hit, or the box knew at once that the end was lost.
        let sold = snapshot["counts"]["cards_sold"].as_u64().unwrap();
        assert!(
            sold == 30 || snapshot["night"] != "2026-11-20",
            "{name}: {sold} cards are left, and nobody is told"
        );
        return false;
    }
    let seq = answer["refused"]["seq"].clone();
    assert_eq!(answer["refused"], json!({"code": "ledger_damaged", "seq": seq}), "{name}");
    let warning = match &snapshot["condition"]["warning"] {
        Value::Null => screen.hear("condition").await["condition"]["warning"].clone(),
        told => told.clone(),
    };
    assert_eq!(warning, json!({"kind": "ledger_damaged", "seq": seq}), "{name}");
    let other = act(&mut screen, json!({"do": "set_aside_night", "night": "2026-11-19"})).await;
    assert_eq!(other["refused"]["code"], "night_is_sound", "{name}");
    // The checkpoint it does not continue may stand beside it once more, as evidence.
    let after = files(&night);
    let touched: Vec<_> = before.keys().filter(|path| after.get(*path) != before.get(*path)).collect();
    assert!(touched.is_empty(), "{name}: {touched:?}");
    screen
        .say(&json!({"t": "act", "id": new_id(), "act": {"do": "set_aside_night", "night": "2026-11-20"}}))
        .await;
    let snapshot = screen.hear("snapshot").await;
    assert_eq!(snapshot["night"], "2026-11-20-2", "{name}");
    let said: Vec<_> =
        snapshot["feed"].as_array().unwrap().iter().map(|item| item["entry"].clone()).collect();
    let aside = json!({"type": "ledger_set_aside", "data": {"night": "2026-11-20", "seq": seq}});
    assert!(said.contains(&aside), "{name}: {said:#?}");
    assert!(sell_last(&mut screen).await.get("ok").is_some(), "{name}");
    drop(screen);
    // It starts with the new night, and asks nobody again.
    let venue = Venue::on(venue.close().await).await;
    assert_eq!(venue.views.now().night.as_str(), "2026-11-20-2", "{name}");
    true
}

#[tokio::test]
async fn no_damage_of_a_ledger_keeps_the_box_from_serving_and_one_step_puts_it_right() {
    let (whole, owner) = played().await;
    let damages = damages();
    assert_eq!(damages.len(), 48);
    let mut asked = Vec::new();
    for Damage { name, spoil } in &damages {
        let data = tempfile::tempdir().unwrap();
        copy(whole.path(), data.path());
        spoil(&data.path().join("nights/2026-11-20"));
        if put_right(name, data, &owner).await {
            asked.push(name.as_str());
        }
    }
    assert!(asked.len() >= 30, "{asked:#?}");
}
