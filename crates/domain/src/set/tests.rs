//! Sets as printed: no two cards alike, and never another card than before.

use super::*;
use crate::code::key_text;

const SEED: [u8; 32] = [42; 32];

fn make(first: u32, count: u32, mode: SetMode) -> CardSet {
    CardSet::make(&SEED, Serial(first), count, mode, SetKind::Phone, &|_| false).unwrap()
}

fn column_sets(face: &Face) -> [Vec<u8>; 5] {
    std::array::from_fn(|column| {
        let mut numbers: Vec<u8> = face.numbers().into_iter().skip(column).step_by(5).collect();
        numbers.sort_unstable();
        numbers
    })
}

#[test]
fn no_two_cards_have_the_same_numbers_key_or_code() {
    let set = make(1_000, 3_000, SetMode::Free);
    let distinct = |count: usize| assert_eq!(count, 3_000);
    distinct(set.iter().map(|card| column_sets(&card.face)).collect::<HashSet<_>>().len());
    distinct(set.iter().map(|card| card.key).collect::<HashSet<_>>().len());
    distinct(set.iter().map(|card| card.code).collect::<HashSet<_>>().len());
    assert!(set.iter().all(|card| card.face.squares()[CENTRE].is_none()));
    assert!(set.iter().map(|card| card.serial.0).eq(1_000..4_000));
}

#[test]
fn the_largest_set_without_shared_columns_shares_none() {
    let set = make(1, NO_SHARED_COLUMN_MAX, SetMode::NoSharedColumn);
    for column in 0..5 {
        let sets: HashSet<_> = set.iter().map(|card| column_sets(&card.face)[column].clone()).collect();
        assert_eq!(sets.len(), 1_365, "column {column}");
    }
}

#[test]
fn every_number_stands_on_every_square_of_its_column_equally_often() {
    let mut counts = [[0_u32; 75]; 25];
    for card in &make(1, 3_000, SetMode::Free) {
        for (square, ball) in card.face.squares().iter().enumerate() {
            if let Some(ball) = ball {
                counts[square][ball.index()] += 1;
            }
        }
    }
    for (square, counts) in counts.iter().enumerate().filter(|(square, _)| *square != CENTRE) {
        let own = &counts[square % 5 * 15..][..15];
        // 200 each; about seven standard deviations either way.
        assert!(own.iter().all(|count| (105..295).contains(count)), "square {square}: {own:?}");
    }
}

#[test]
fn a_longer_set_begins_with_the_shorter_one() {
    for mode in [SetMode::Free, SetMode::NoSharedColumn] {
        let (short, long) = (make(7, 50, mode), make(7, 60, mode));
        assert!(short.iter().eq(long.iter().take(50)));
        assert_ne!(short.digest(), long.digest());
        assert_eq!(short.digest(), make(7, 50, mode).digest());
    }
}

#[test]
fn cards_stay_what_was_printed() {
    // Printed cards hang on these; they never change. Computed by another program as well.
    let set = make(1, 500, SetMode::Free);
    let card = set.card(Serial(1)).unwrap();
    let numbers =
        [9, 17, 41, 52, 65, 8, 20, 36, 51, 66, 6, 27, 0, 55, 62, 2, 26, 42, 54, 72, 14, 18, 39, 60, 63];
    assert_eq!(card.face.numbers(), numbers);
    assert_eq!(card.code.to_string(), "PDA1-X9AW");
    assert_eq!(key_text(&card.key), "1980RMDS1Q6D1VP5QTNVYYQTV6");
    let free = "03538a459f089710fc65015ad280cf593e3116e728ee0152ddbbeacae24eab97";
    assert_eq!(set.digest().hex(), free);
    let no_shared_column = "2737a38e4ace39cd135fdc7588888c0f563f649b41e5357e51a3f0daddce5669";
    assert_eq!(make(1, 500, SetMode::NoSharedColumn).digest().hex(), no_shared_column);
}

#[test]
fn a_code_taken_by_another_set_is_not_given_again() {
    let before = make(1, 20, SetMode::Free);
    let third = before.card(Serial(3)).unwrap().code;
    let taken = |code: &Code| *code == third;
    let after = CardSet::make(&SEED, Serial(1), 20, SetMode::Free, SetKind::Phone, &taken).unwrap();
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.code == after.code, before.serial != Serial(3));
        assert_eq!((before.face, before.key), (after.face, after.key));
    }
}

#[test]
fn what_was_seen_is_passed_over() {
    let mut seen = HashSet::from([1, 2]);
    assert_eq!(first_new(&mut seen, [10, 21, 32, 43].into_iter(), |n| n / 10), 32);
    assert_eq!(first_new(&mut seen, [32, 43].into_iter(), |n| n / 10), 43);
}

#[test]
fn only_cards_of_the_set_are_found() {
    let set = make(10, 3, SetMode::Free);
    let found = [9, 10, 12, 13].map(|serial| set.card(Serial(serial)).map(|card| card.serial.0));
    assert_eq!(found, [None, Some(10), Some(12), None]);
}

#[test]
fn impossible_sets_are_refused() {
    let make = |first, count, mode| {
        CardSet::make(&SEED, Serial(first), count, mode, SetKind::Paper, &|_| false).map(|_| ())
    };
    assert_eq!(make(1, 0, SetMode::Free), Err(SetError::Count { max: CARDS_MAX }));
    assert_eq!(make(1, CARDS_MAX + 1, SetMode::Free), Err(SetError::Count { max: CARDS_MAX }));
    assert_eq!(make(1, 1_366, SetMode::NoSharedColumn), Err(SetError::Count { max: 1_365 }));
    assert_eq!(make(u32::MAX, 2, SetMode::Free), Err(SetError::Serials));
    assert_eq!(make(u32::MAX, 1, SetMode::Free), Ok(()));
}

#[test]
fn secrets_do_not_slip_into_logs() {
    assert_eq!(format!("{:?}", make(5, 1, SetMode::Free).card(Serial(5)).unwrap()), "IssuedCard(5)");
}
