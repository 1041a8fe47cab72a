//! Bundles as we write them, and as a cheat would.

use std::io::{Cursor, Write as _};
use std::sync::OnceLock;

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::read::unpack;
use super::*;
use crate::testing::{key, leaves, origin};
use crate::tree::{Tree, leaf_hash};
use crate::{BoxKey, checkpoint};
use domain::Digest;

const COUNT: u64 = 120;

fn bytes(count: u64) -> Vec<Vec<u8>> {
    leaves(count).into_iter().map(|leaf| leaf.bytes).collect()
}

fn tree_of(leaves: &[Vec<u8>]) -> Tree {
    leaves.iter().map(|leaf| leaf_hash(leaf)).collect()
}

fn zipped(leaves: &[Vec<u8>]) -> Vec<u8> {
    let tree = tree_of(leaves);
    let head = checkpoint::sign(&origin(), tree.size(), &Digest(tree.root()), &key());
    let mut lend = |range: std::ops::Range<u64>| -> Result<_, std::convert::Infallible> {
        Ok(leaves[usize::try_from(range.start).unwrap()..usize::try_from(range.end).unwrap()].to_vec())
    };
    pack::pack(Cursor::new(Vec::new()), &head, &[key().verifier_key()], &mut lend).unwrap().into_inner()
}

fn good() -> Bundle {
    unpack(Cursor::new(zipped(&bytes(COUNT)))).unwrap()
}

/// A cheat who also makes the hash tiles anew.
fn with_new_tiles(mut bundle: Bundle) -> Bundle {
    let tree = tree_of(&bundle.leaves);
    bundle.hashes = levels(tree.size()).map(|(level, _)| tree.level(8 * level as usize).to_vec()).collect();
    bundle
}

/// Never good, and everything before what was touched stays trusted at most.
fn noticed(bundle: &Bundle, touched: u64, what: &str) {
    match verify_bytes(bundle) {
        Verification::Bad { seq, .. } => assert!(seq <= touched, "{what}: named {seq}, touched {touched}"),
        verdict => panic!("{what}: {verdict:?}"),
    }
}

/// Exactly this entry is named.
fn named(bundle: &Bundle, touched: u64, what: &str) {
    match verify_bytes(bundle) {
        Verification::Bad { seq, .. } => assert_eq!(seq, touched, "{what}"),
        verdict => panic!("{what}: {verdict:?}"),
    }
}

#[test]
fn an_honest_bundle_is_good() {
    for count in [1, 2, 255, 256, 257, 700] {
        let bundle = unpack(Cursor::new(zipped(&bytes(count)))).unwrap();
        let Verification::Good(proven) = verify_bytes(&bundle) else { panic!("{:?}", verify_bytes(&bundle)) };
        assert_eq!((proven.size, proven.leaves.len() as u64), (count, count));
        assert_eq!(proven.origin, origin());
        assert!(matches!(
            verify_with_fingerprint(&bundle, &key().fingerprint().to_uppercase()),
            Verification::Good(_)
        ));
        assert!(matches!(verify_with_fingerprint(&bundle, "0000 0000"), Verification::Bad { seq: 0, .. }));
    }
}

#[test]
fn tiles_are_named_as_c2sp_says() {
    assert_eq!(tile_path(Kind::Entries, 1_234_067, 256), "tile/entries/x001/x234/067");
    assert_eq!(tile_path(Kind::Hashes(1), 0, 17), "tile/1/000.p/17");
    // The example of the specification: a tree of 70,000.
    let row = |level: u32| -> Vec<_> { tiles(levels(70_000).nth(level as usize).unwrap().1).collect() };
    assert_eq!((row(0).len(), row(0)[273]), (274, (273, 112)));
    assert_eq!(row(1), [(0, 256), (1, 17)]);
    assert_eq!(row(2), [(0, 1)]);
    assert_eq!(levels(70_000).count(), 3);
    assert_eq!(levels(256).map(|(_, items)| items).collect::<Vec<_>>(), [256, 1]);
}

#[test]
fn every_flipped_bit_names_its_entry() {
    let good = good();
    for seq in 0..COUNT {
        let at = usize::try_from(seq).unwrap();
        let length = good.leaves[at].len();
        for place in [0, 5, 30, 90, length / 2, length - 2, length - 1] {
            let mut bundle = good.clone();
            bundle.leaves[at][place] ^= 1 << (place % 8);
            named(&bundle, seq, "flip");
            noticed(&with_new_tiles(bundle), seq, "flip, new tiles");
        }
    }
}

#[test]
fn every_dropped_swapped_or_doubled_entry_is_noticed() {
    let good = good();
    for seq in 0..COUNT {
        let at = usize::try_from(seq).unwrap();
        let mut dropped = good.clone();
        dropped.leaves.remove(at);
        if seq + 1 < COUNT {
            named(&dropped, seq, "drop");
            named(&with_new_tiles(dropped), seq, "drop, new tiles");
            let mut swapped = good.clone();
            swapped.leaves.swap(at, at + 1);
            named(&swapped, seq, "swap");
            named(&with_new_tiles(swapped), seq, "swap, new tiles");
        }
        let mut doubled = good.clone();
        doubled.leaves.insert(at + 1, doubled.leaves[at].clone());
        noticed(&doubled, seq + 1, "double");
        noticed(&with_new_tiles(doubled), seq + 1, "double, new tiles");
    }
}

#[test]
fn every_cut_tail_is_noticed() {
    let good = good();
    for seq in 0..COUNT {
        let mut cut = good.clone();
        cut.leaves.truncate(usize::try_from(seq).unwrap());
        let cut = if seq % 2 == 0 { cut } else { with_new_tiles(cut) };
        assert!(matches!(verify_bytes(&cut), Verification::Incomplete { .. }), "{:?}", verify_bytes(&cut));
    }
}

#[test]
fn a_story_told_anew_from_any_entry_on_is_noticed() {
    let good = good();
    for seq in 0..COUNT {
        let mut bundle = good.clone();
        let mut prev = None;
        for leaf in &mut bundle.leaves[usize::try_from(seq).unwrap()..] {
            let mut text = String::from_utf8(leaf.clone()).unwrap();
            text = match prev {
                None => text.replacen("Bar", "Pub", 1),
                Some(hash) => {
                    let at = text.find("\"prev\":\"").unwrap() + 8;
                    text.replace_range(at..at + 64, &Digest(hash).hex());
                    text
                }
            };
            *leaf = text.into_bytes();
            prev = Some(leaf_hash(leaf));
        }
        named(&bundle, seq, "new story");
        noticed(&with_new_tiles(bundle), seq, "new story, new tiles");
    }
}

#[test]
fn another_key_is_noticed() {
    let thief = BoxKey::from_seed([66; 32], "corner").unwrap();
    let good = good();
    let root = Digest(tree_of(&good.leaves).root());
    let signed = checkpoint::sign(&origin(), COUNT, &root, &thief).text;
    let resigned = Bundle { checkpoint: signed, ..good.clone() };
    named(&resigned, 0, "signed with another key");
    let own_key = Bundle { keys: vec![thief.verifier_key()], ..resigned };
    assert!(matches!(
        verify_with_fingerprint(&own_key, &key().fingerprint()),
        Verification::Bad { seq: 0, .. }
    ));
    let Verification::Good(proven) = verify_bytes(&own_key) else { panic!("consistent in itself") };
    assert_ne!(proven.fingerprint, key().fingerprint(), "the card tells");

    let neighbour = BoxKey::from_seed([42; 32], "elsewhere").unwrap();
    let foreign = Bundle {
        checkpoint: checkpoint::sign(&origin(), COUNT, &root, &neighbour).text,
        keys: vec![neighbour.verifier_key()],
        ..good.clone()
    };
    named(&foreign, 0, "a box that signs for another");

    let other_night = crate::Origin::parse("hallbox/corner/2026-11-21").unwrap();
    let moved = Bundle { checkpoint: checkpoint::sign(&other_night, COUNT, &root, &key()).text, ..good };
    named(&moved, 0, "a night under another date");
}

#[test]
fn tiles_that_lie_are_noticed() {
    let good = unpack(Cursor::new(zipped(&bytes(300)))).unwrap();
    for (level, at, seq) in [(0, 0, 0), (0, 299, 299), (1, 0, 0)] {
        let mut bundle = good.clone();
        bundle.hashes[level][at][31] ^= 1;
        named(&bundle, seq, "tile");
    }
    let mut bundle = good;
    bundle.hashes[1].clear();
    assert!(!matches!(verify_bytes(&bundle), Verification::Good(_)));
}

/// The entries of a bundle and its bytes, made once.
fn honest() -> &'static (Vec<Vec<u8>>, Vec<u8>) {
    static HONEST: OnceLock<(Vec<Vec<u8>>, Vec<u8>)> = OnceLock::new();
    HONEST.get_or_init(|| {
        let leaves = bytes(300);
        let zip = zipped(&leaves);
        (leaves, zip)
    })
}

/// A zip made of these files, with the honest ones by default.
fn rezipped(change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(&honest().1)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::copy(&mut file, &mut content).unwrap();
        if let Some(content) = change(&name, content) {
            out.start_file(name, SimpleFileOptions::default()).unwrap();
            out.write_all(&content).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_bundle_zipped_by_other_hands_is_as_good() {
    let bundle = unpack(Cursor::new(rezipped(|_, content| Some(content)))).unwrap();
    assert!(matches!(verify_bytes(&bundle), Verification::Good(_)));
}

#[test]
fn a_missing_file_is_said_to_be_missing() {
    for name in [
        "checkpoint",
        "keys.txt",
        "tile/entries/000",
        "tile/entries/001.p/44",
        "tile/0/000",
        "tile/0/001.p/44",
        "tile/1/000.p/1",
    ] {
        let zip = rezipped(|file, content| (file != name).then_some(content));
        match verify_bytes(&unpack(Cursor::new(zip)).unwrap()) {
            Verification::Incomplete { why } if why.contains(name) || name.contains("entries") => {}
            verdict => panic!("{name}: {verdict:?}"),
        }
    }
}

#[test]
fn a_tile_that_cannot_be_taken_apart_names_its_entry() {
    type Change = fn(&mut Vec<u8>);
    let changes: [(&str, Change, u64); 6] = [
        ("tile/entries/001.p/44", |tile| tile.clear(), 256),
        ("tile/entries/001.p/44", |tile| tile[0] ^= 0x80, 256),
        ("tile/entries/001.p/44", |tile| tile.truncate(tile.len() - 1), 299),
        ("tile/entries/001.p/44", |tile| tile.push(0), 300),
        ("tile/0/001.p/44", |tile| tile.truncate(tile.len() - 1), 256),
        ("tile/1/000.p/1", |tile| tile.push(0), 0),
    ];
    for (name, change, wanted) in changes {
        let zip = rezipped(|file, mut content| {
            if file == name {
                change(&mut content);
            }
            Some(content)
        });
        named(&unpack(Cursor::new(zip)).unwrap(), wanted, name);
    }
}

#[test]
fn bombs_are_not_opened() {
    let big = zipped(&bytes(3));
    let mut many = big.clone();
    let at = many.len() - 22 + 10;
    many[at..at + 2].copy_from_slice(&u16::MAX.to_le_bytes());
    assert!(matches!(unpack(Cursor::new(many)), Err(ReadError::TooLarge(_))));

    // A checkpoint needs no signature to promise a lot.
    let promise = rezipped(|name, content| {
        let text = String::from_utf8_lossy(&content).replacen("\n300\n", "\n1000001\n", 1);
        Some(if name == "checkpoint" { text.into_bytes() } else { content })
    });
    assert!(matches!(unpack(Cursor::new(promise)), Err(ReadError::TooLarge(_))));

    let zeros =
        rezipped(|name, content| Some(if name == "tile/0/000" { vec![0; 20 << 20] } else { content }));
    assert!(zeros.len() < 1 << 20);
    named(&unpack(Cursor::new(zeros)).unwrap(), 0, "a tile of 20 MiB");
    for text in ["checkpoint", "keys.txt"] {
        let zeros = rezipped(|name, content| Some(if name == text { vec![0; 20 << 20] } else { content }));
        assert!(unpack(Cursor::new(zeros)).is_err(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_bent_zip_never_panics_and_is_good_only_with_the_same_entries(
        bends in prop::collection::vec((0usize..1 << 20, any::<u8>()), 1..4), cut in 0usize..3_000,
    ) {
        let honest = honest();
        let mut zip = honest.1.clone();
        for (at, with) in bends {
            let at = at % zip.len();
            zip[at] = with;
        }
        if cut < 1_000 {
            zip.truncate(zip.len() - cut);
        }
        if let Ok(bundle) = unpack(Cursor::new(zip))
            && matches!(verify_bytes(&bundle), Verification::Good(_))
        {
            prop_assert_eq!(&bundle.leaves, &honest.0);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(mut bytes: Vec<u8>, end: bool) {
        if end {
            bytes.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\0\0\0\0\0\0");
        }
        if let Ok(bundle) = unpack(Cursor::new(bytes)) {
            prop_assert!(!matches!(verify_bytes(&bundle), Verification::Good(_)));
        }
    }

    #[test]
    fn no_hostile_bundle_is_good(checkpoint: String, keys: Vec<String>, leaves: Vec<Vec<u8>>) {
        let bundle = Bundle { checkpoint, keys, leaves, ..Bundle::default() };
        prop_assert!(!matches!(verify_bytes(&bundle), Verification::Good(_)));
    }
}
