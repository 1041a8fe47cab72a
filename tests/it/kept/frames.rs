//! What phones, boards and staff are sent while a kept night is played again, byte for byte.
//!
//! A file for each audience holds a line for each frame: seq of its newest entry (`-` when it is in no ledger), type,
//! length in bytes, and the first 64 bits of its SHA-256. Some frames stand there in full, behind their line.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use catalogue::profiles;
use data_encoding::HEXLOWER;
use domain::{Entry, Label, Night, Right, Rights, Serial, StaffId};
use hallbox::views::{CardShown, Channel, Connected, Listener, Load, Views};
use protocol::{
    BoardMessage, CardState, CardView, Condition, GameNews, PhoneMessage, StaffMessage, StaffSnapshot,
    VERSION, text_frame,
};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tokio::sync::broadcast::error::TryRecvError;

use super::difference;
use super::replay::Kept;

/// Commits between two snapshots.
const SNAPSHOT_EVERY: usize = 50;
/// Longest frame that is kept in full, bytes.
const FULL_MAX: usize = 20_000;
/// Box time when somebody joins, ms since 1970.
const NOW_MS: i64 = 1_795_204_800_000;
/// Where guests go.
const JOIN_URL: &str = "https://hallbox.local:8443";
/// Cards in the wallet of the phone that listens.
const WALLET: usize = 3;

/// How a night is played again.
struct Playing {
    night: &'static str,
    /// Commands that share a commit.
    commands: usize,
}

const PLAYED: [Playing; 4] = [
    Playing { night: "forked", commands: 1 },
    Playing { night: "disputed", commands: 1 },
    Playing { night: "ordinary", commands: 1 },
    Playing { night: "long", commands: 32 },
];

/// What one audience was sent.
#[derive(Default)]
struct Transcript(String);

/// Phone, board and staff, with what they heard.
struct Room {
    views: Views,
    listeners: [Listener; 3],
    heard: [Transcript; 3],
    /// Frames of this commit are kept in full.
    in_full: bool,
    /// Frames that are.
    known: BTreeSet<String>,
    wallet: Vec<Serial>,
}

#[test]
fn every_audience_is_sent_the_same_frames() {
    let (mut seen, mut differences) = (BTreeSet::new(), String::new());
    for playing in PLAYED {
        let heard = play(&playing, &mut seen);
        for (audience, heard) in ["phone", "board", "staff"].into_iter().zip(heard) {
            differences.extend(difference(playing.night, &format!("{audience}.txt"), &heard.0));
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

/// Plays a night; `seen` are the types of entries that were shown in full.
fn play(playing: &Playing, seen: &mut BTreeSet<String>) -> [Transcript; 3] {
    let kept = Kept::read(playing.night, playing.commands);
    let mut commits = kept.commits();
    let mut night = Night::default();
    let mut room = Room::open(Views::open(&commits.next().unwrap().apply(&mut night)));
    room.snapshot(&night);
    room.views.beat(Connected { phones: 19, boards: 2, staff: 3 });
    room.hear(&night);
    for (number, commit) in commits.enumerate() {
        let before = seen.len();
        seen.extend(commit.recorded.iter().map(|recorded| kind(&recorded.entry)));
        room.in_full = seen.len() > before;
        room.views.publish(&commit.apply(&mut night));
        room.hear(&night);
        if (number + 1) % SNAPSHOT_EVERY == 0 {
            room.in_full = seen.insert("a snapshot".to_owned());
            room.snapshot(&night);
        }
    }
    room.in_full = false;
    room.snapshot(&night);
    room.heard
}

fn kind(entry: &Entry) -> String {
    let entry = serde_json::to_value(entry).unwrap();
    entry["type"].as_str().unwrap().to_owned()
}

impl Room {
    fn open(views: Views) -> Self {
        let listeners = [&views.phone, &views.board, &views.staff].map(Channel::subscribe);
        let heard = <[Transcript; 3]>::default();
        Self { views, listeners, heard, in_full: true, known: BTreeSet::new(), wallet: vec![] }
    }

    /// Takes down everything that waits.
    fn hear(&mut self, night: &Night) {
        for audience in 0..self.listeners.len() {
            loop {
                let frame = match self.listeners[audience].try_recv() {
                    Ok(frame) => frame,
                    Err(TryRecvError::Empty) => break,
                    Err(gone) => panic!("a commit is more than a listener can wait for: {gone}"),
                };
                match frame.load {
                    Load::Wire(wire) => self.note(audience, frame.seq, &unframed(&wire)),
                    // A phone is told of its own cards only.
                    Load::Card(serial) if self.holds(serial) => {
                        let (s, card) = (frame.seq.unwrap(), self.card(night, serial));
                        let text = serde_json::to_string(&PhoneMessage::Card { s, card }).unwrap();
                        self.note(audience, frame.seq, &text);
                    }
                    Load::Card(_) => {}
                    // The clock was set: who listens is sent everything anew.
                    Load::Restart => self.note(audience, None, r#"{"t":"restart"}"#),
                }
            }
        }
    }

    /// What each of them is sent who joins now.
    fn snapshot(&mut self, night: &Night) {
        let now = self.views.now();
        let cards: Vec<_> = self.wallet.iter().map(|&serial| self.card(night, serial)).collect();
        let cards = serde_json::to_string(&cards).unwrap();
        let phone = self.with_news(&format!(r#""now_ms":{NOW_MS},"cards":{cards},"unknown":["0123456789"]"#));
        assert!(matches!(serde_json::from_str(&phone), Ok(PhoneMessage::Snapshot(_))), "{phone}");
        let board = self.with_news(&format!(r#""join_url":"{JOIN_URL}","wifi":"Bingo""#));
        assert!(matches!(serde_json::from_str(&board), Ok(BoardMessage::Snapshot(_))), "{board}");
        let staff = serde_json::to_string(&self.staff_snapshot()).unwrap();
        for (audience, text) in [phone, board, staff].iter().enumerate() {
            self.note(audience, Some(now.seq), text);
        }
    }

    /// A snapshot as the edge puts it together: what is the client's own, and the news that were encoded for all.
    fn with_news(&self, own: &str) -> String {
        let now = self.views.now();
        let news = std::str::from_utf8(&now.news).unwrap();
        let read: GameNews = serde_json::from_str(news).unwrap();
        assert_eq!(
            serde_json::to_string(&read).unwrap(),
            news,
            "the news are read back as they were written"
        );
        format!(
            r#"{{"t":"snapshot","v":{VERSION},"venue":"{}","night":"{}",{own},{}"#,
            now.venue,
            now.night,
            &news[1..]
        )
    }

    fn staff_snapshot(&self) -> StaffMessage {
        let now = self.views.now();
        StaffMessage::Snapshot(StaffSnapshot {
            currency: None,
            v: VERSION,
            venue: now.venue.clone(),
            night: now.night.clone(),
            now_ms: NOW_MS,
            zone: None,
            staff: StaffId::new("s-ana").unwrap(),
            rights: Rights::of(&[Right::Sell, Right::Call]).list(),
            news: self.views.staff_news(),
            people: vec![],
            devices: vec![],
            profiles: profiles(),
            join_url: JOIN_URL.to_owned(),
            wifi: Some(Label::new("Bingo").unwrap()),
            cards_issued: 120,
            condition: Condition::default(),
        })
    }

    /// Whether the phone's wallet holds the card: the first ones that are sold.
    fn holds(&mut self, serial: Serial) -> bool {
        if self.wallet.len() < WALLET && !self.wallet.contains(&serial) {
            self.wallet.push(serial);
        }
        self.wallet.contains(&serial)
    }

    /// A card as its phone shows it. Its code and key are in no ledger.
    fn card(&self, night: &Night, serial: Serial) -> CardView {
        let shown = self.views.card(serial);
        CardView {
            serial,
            code: "ABCD-EFGH".to_owned(),
            key: "0123456789ABCDEFGHJKMNPQRS".to_owned(),
            face: night.cards[&serial].face,
            state: shown.as_ref().map_or(CardState::Unsold, CardShown::state),
            sold_at: shown.as_ref().map(|shown| shown.sold.seq),
            pack: shown.map(|shown| shown.pack).unwrap_or_default(),
        }
    }

    fn note(&mut self, audience: usize, seq: Option<u64>, text: &str) {
        let hash = HEXLOWER.encode(&Sha256::digest(text)[..8]);
        let seq = seq.map_or("-".to_owned(), |seq| seq.to_string());
        let message: Value = serde_json::from_str(text).unwrap();
        let kind = message["t"].as_str().unwrap();
        let transcript = &mut self.heard[audience].0;
        writeln!(transcript, "{seq} {kind} {} {hash}", text.len()).unwrap();
        if self.in_full && text.len() <= FULL_MAX && self.known.insert(hash) {
            writeln!(transcript, "{text}").unwrap();
        }
    }
}

/// The text of a frame, which is framed as a text for many is.
fn unframed(wire: &[u8]) -> String {
    let header = match wire[1] {
        126 => 4,
        127 => 10,
        _ => 2,
    };
    let text = &wire[header..];
    assert_eq!(text_frame(text), wire);
    String::from_utf8(text.to_vec()).unwrap()
}
