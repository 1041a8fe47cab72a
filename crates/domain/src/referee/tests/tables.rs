//! The table against counts made elsewhere, and against the masks themselves.

use proptest::prelude::*;

use super::definition::some_masks;
use super::*;
use crate::referee::check::Check;
use crate::referee::table::{Squares, Table};

/// Rows, columns and diagonals.
fn lines() -> Vec<Mask> {
    let line = |squares: [usize; 5]| Mask::new(squares.iter().map(|square| 1 << square).sum()).unwrap();
    let rows = (0..5).map(|row| line([0, 1, 2, 3, 4].map(|i| row * 5 + i)));
    let columns = (0..5).map(|column| line([0, 1, 2, 3, 4].map(|i| i * 5 + column)));
    rows.chain(columns).chain([line([0, 6, 12, 18, 24]), line([4, 8, 12, 16, 20])]).collect()
}

/// How many of the sets of k marks contain a mask, for k = 0 … 24.
fn counts(table: &Table) -> Vec<u32> {
    // Sets of j marks among the six lowest squares, as bits of a word.
    let mut of_low_marks = [0_u64; 7];
    for set in 0_u64..64 {
        of_low_marks[set.count_ones() as usize] |= 1 << set;
    }
    let mut counts = vec![0; 25];
    for (high, word) in table.words().iter().enumerate() {
        for (low_marks, sets) in of_low_marks.iter().enumerate() {
            counts[high.count_ones() as usize + low_marks] += (word & sets).count_ones();
        }
    }
    counts
}

fn bits(squares: Squares, masks: &[Mask]) -> Vec<u32> {
    masks.iter().map(|mask| squares.bits(mask.bits())).collect()
}

fn table_of(masks: &[Mask]) -> Table {
    Table::new(Squares::WithoutCentre, &bits(Squares::WithoutCentre, masks))
}

/// Over all 2²⁴ sets of marks. Counted elsewhere by another program; the small ones can be had by
/// hand: the four lines through the free centre are 4 sets of four marks, those with one mark more
/// and the eight other lines are 4·20 + 8 = 88 sets of five. 4/C(75,4) = .00000329 is the published
/// chance of a line on the fourth ball (Wizard of Odds, Bingo II).
#[test]
fn any_line_wins_with_exactly_the_published_sets_of_marks() {
    let published = [
        0, 0, 0, 0, 4, 88, 912, 5_928, 27_102, 92_520, 244_092, 507_696, 841_100, 1_113_360, 1_174_620,
        981_424, 644_445, 331_056, 133_428, 42_480, 10_626, 2_024, 276, 24, 1,
    ];
    assert_eq!(counts(&table_of(&lines())), published);
}

/// The same without the four lines through the free centre: 8 sets of five marks are a line, 8·19
/// sets of six marks hold one, and no set of 21 marks misses every line, since three squares lie on
/// at most six of the eight.
#[test]
fn hardway_wins_with_exactly_the_published_sets_of_marks() {
    let hardway: Vec<Mask> = lines().into_iter().filter(|line| !line.covers(Mask::CENTRE)).collect();
    let published = [
        0, 0, 0, 0, 0, 8, 152, 1_368, 7_752, 30_992, 92_772, 215_208, 394_732, 578_496, 679_492, 637_568,
        473_616, 274_768, 122_556, 41_496, 10_602, 2_024, 276, 24, 1,
    ];
    assert_eq!(counts(&table_of(&hardway)), published);
}

#[test]
fn no_mask_never_wins_and_the_empty_mask_has_always_won() {
    assert!(table_of(&[]).words().iter().all(|word| *word == 0));
    assert!(table_of(&[Mask::EMPTY]).words().iter().all(|word| *word == u64::MAX));
    assert!(table_of(&[Mask::CENTRE]).words().iter().all(|word| *word == u64::MAX));
}

/// Bytes of the tables that these stages need with these cards.
fn tables(cards: &[(Serial, Face)], goals: &[Goal]) -> Vec<usize> {
    let referee = Referee::with_limit(cards, &[], goals, Start::FirstBall, 0);
    let bytes = |check: &Check| check.table().map_or(0, |table| table.words().len() * 8);
    referee.fixed.aims.checks().map(bytes).collect()
}

#[test]
fn a_table_has_a_bit_for_the_centre_only_when_a_card_has_a_number_there() {
    let (free, numbered) = ((Serial(1), face(0).with_free(CENTRE)), (Serial(2), face(0)));
    let elsewhere = (Serial(3), face(0).with_free(3));
    let goals = [Goal::single(lines())];
    assert_eq!(tables(&[free], &goals), [2 << 20]);
    assert_eq!(tables(&[free, numbered], &goals), [4 << 20]);
    assert_eq!(tables(&[free, elsewhere], &goals), [4 << 20]);
}

#[test]
fn stages_with_the_same_masks_share_one_table() {
    let reversed = lines().into_iter().rev().collect();
    let pair = complete(2, vec![goal::Way::AnyCards { need: 2, masks: lines() }]);
    let goals = [Goal::single(lines()), Goal::single(reversed), pair, single(&[TOP])];
    assert_eq!(tables(&cards(&[(1, 0)]), &goals), [2 << 20, 2 << 20]);
}

#[test]
fn few_cards_and_masks_need_no_table() {
    let referee = referee(&cards(&[(1, 0)]), &[], &[Goal::single(lines())]);
    assert!(referee.fixed.aims.checks().all(|check| check.table().is_none()));
}

proptest! {
    // A table takes a while to fill in a debug build.
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_table_holds_what_the_masks_say(
        masks in some_masks(),
        marks in prop::collection::vec(0_u32..1 << 25, 500),
        with_centre: bool,
    ) {
        let (squares, marked) =
            if with_centre { (Squares::All, 0) } else { (Squares::WithoutCentre, Mask::CENTRE.bits()) };
        let table = Table::new(squares, &bits(squares, &masks));
        for marks in marks {
            let marks = Mask::new(marks | marked).unwrap();
            let won = masks.iter().any(|mask| marks.covers(*mask));
            prop_assert_eq!(table.contains(squares.bits(marks.bits())), won);
        }
    }
}
