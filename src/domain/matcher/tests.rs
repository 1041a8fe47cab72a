use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;

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

fn table_of(masks: &[Mask]) -> Table {
    Table::new(Squares::WithoutCentre, &Squares::WithoutCentre.all_bits(masks))
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

fn a_face(free_centre: bool) -> impl Strategy<Value = Face> {
    let columns = [1, 16, 31, 46, 61].map(|first: u8| {
        prop::sample::subsequence((first..first + 15).collect::<Vec<_>>(), 5).prop_shuffle()
    });
    columns.prop_map(move |columns| {
        let mut numbers: Vec<u8> = (0..25).map(|square| columns[square % 5][square / 5]).collect();
        if free_centre {
            numbers[CENTRE] = 0;
        }
        Face::new(&numbers).unwrap()
    })
}

fn some_cards() -> impl Strategy<Value = Vec<(Serial, Face)>> {
    let cards = |free: BoxedStrategy<bool>| {
        let card = (any::<u32>(), free.prop_flat_map(a_face));
        prop::collection::vec(card, 0..12).prop_map(|cards| {
            let by_serial: BTreeMap<u32, Face> = cards.into_iter().collect();
            // Descending, so that sorting is not left to the caller by accident.
            by_serial.into_iter().rev().map(|(serial, face)| (Serial(serial), face)).collect()
        })
    };
    prop_oneof![cards(Just(true).boxed()), cards(any::<bool>().boxed())]
}

/// Few squares, so that games are won early and often; any squares, so that nothing is special.
fn some_masks() -> impl Strategy<Value = Vec<Mask>> {
    let squares = prop_oneof![0..4_usize, 0..25_usize];
    let mask = squares.prop_flat_map(|count| {
        prop::sample::subsequence((0..25).collect::<Vec<u32>>(), count)
            .prop_map(|squares| Mask::new(squares.iter().map(|square| 1 << square).sum()).unwrap())
    });
    prop::collection::vec(mask, 0..8)
}

#[derive(Clone, Debug)]
enum Step {
    Call,
    Recall,
    Remove(Index),
    NextStage(Vec<Mask>),
}

fn a_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        20 => Just(Step::Call),
        3 => Just(Step::Recall),
        2 => any::<Index>().prop_map(Step::Remove),
        1 => some_masks().prop_map(Step::NextStage),
    ]
}

/// Plays by the definition: every answer from the called balls alone.
struct Naive {
    cards: BTreeMap<Serial, Face>,
    masks: Vec<Mask>,
    called: Vec<Ball>,
}

impl Naive {
    fn missing(&self, face: &Face, called: &[Ball]) -> Option<u32> {
        let marks = face.marks(called.iter().copied());
        self.masks.iter().map(|mask| mask.minus(marks).count()).min()
    }

    fn complete(&self) -> Vec<Serial> {
        let complete = |face| self.missing(face, &self.called) == Some(0);
        self.cards.iter().filter(|(_, face)| complete(face)).map(|(serial, _)| *serial).collect()
    }

    fn call(&mut self, ball: Ball) -> Vec<Serial> {
        let before = self.complete();
        self.called.push(ball);
        self.complete().into_iter().filter(|serial| !before.contains(serial)).collect()
    }
}

fn plays_by_the_definition(
    cards: &[(Serial, Face)],
    masks: &[Mask],
    order: &[Ball],
    steps: Vec<Step>,
    pairs_without_table: usize,
) {
    let mut matcher = Matcher::with_limit(cards, masks, pairs_without_table);
    let mut naive = Naive { cards: cards.iter().copied().collect(), masks: masks.to_vec(), called: vec![] };
    for step in steps {
        match step {
            Step::Call => {
                let Some(&ball) = order.get(naive.called.len()) else { continue };
                let foreseen = matcher.would_complete(ball);
                let won = naive.call(ball);
                assert_eq!(foreseen, won);
                assert_eq!(matcher.clone().call(ball), won);
                assert_eq!(matcher.call(ball), won);
            }
            Step::Recall => naive.called.pop().into_iter().for_each(|ball| matcher.recall(ball)),
            Step::Remove(which) => {
                let serial = cards.get(which.index(cards.len().max(1))).map_or(Serial(7), |card| card.0);
                naive.cards.remove(&serial);
                matcher.remove(serial);
            }
            Step::NextStage(masks) => {
                naive.masks = masks;
                assert_eq!(matcher.next_stage(&naive.masks), naive.complete());
            }
        }
        assert_eq!(matcher.complete_for(&naive.masks), naive.complete());
        for (serial, _) in cards {
            let missing = naive.cards.get(serial).and_then(|face| naive.missing(face, &naive.called));
            assert_eq!(matcher.missing(*serial).map(u32::from), missing);
        }
    }
}

fn an_order() -> impl Strategy<Value = Vec<Ball>> {
    Just(Ball::all().collect::<Vec<_>>()).prop_shuffle()
}

#[test]
fn a_table_has_a_bit_for_the_centre_only_when_a_card_has_a_number_there() {
    let mut numbers: Vec<u8> = (0..25).map(|square| square % 5 * 15 + square / 5 + 1).collect();
    let numbered = (Serial(1), Face::new(&numbers).unwrap());
    numbers[CENTRE] = 0;
    let free = (Serial(2), Face::new(&numbers).unwrap());
    let bytes = |cards: &[(Serial, Face)]| match Matcher::with_limit(cards, &lines(), 0).check {
        Check::Table(table) => table.words().len() * 8,
        Check::OneByOne => 0,
    };
    assert_eq!([bytes(&[free]), bytes(&[free, numbered])], [2 << 20, 4 << 20]);
}

proptest! {
    #[test]
    fn trying_masks_one_by_one_plays_by_the_definition(
        cards in some_cards(),
        masks in some_masks(),
        order in an_order(),
        steps in prop::collection::vec(a_step(), 0..100),
    ) {
        plays_by_the_definition(&cards, &masks, &order, steps, usize::MAX);
    }
}

proptest! {
    // A table takes a while to fill in a debug build.
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_table_plays_by_the_definition(
        cards in some_cards(),
        masks in some_masks(),
        order in an_order(),
        steps in prop::collection::vec(a_step(), 0..100),
    ) {
        // One stage only: `next_stage` chooses for itself how to check.
        let steps = steps.into_iter().filter(|step| !matches!(step, Step::NextStage(_))).collect();
        plays_by_the_definition(&cards, &masks, &order, steps, 0);
    }

    #[test]
    fn a_table_holds_what_the_masks_say(
        masks in some_masks(),
        marks in prop::collection::vec(0_u32..1 << 25, 500),
        with_centre: bool,
    ) {
        let (squares, marked) =
            if with_centre { (Squares::All, 0) } else { (Squares::WithoutCentre, Mask::CENTRE.bits()) };
        let table = Table::new(squares, &squares.all_bits(&masks));
        for marks in marks {
            let marks = Mask::new(marks | marked).unwrap();
            let won = masks.iter().any(|mask| marks.covers(*mask));
            prop_assert_eq!(table.contains(squares.bits(marks)), won);
        }
    }
}
