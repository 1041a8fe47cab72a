//! Whole games against plain recounts: every answer from faces, calls and removals alone.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::{Index, subsequence};

use super::*;
use crate::goal::Way;
use crate::recount;

/// A card with 25 numbers.
fn a_full_face() -> impl Strategy<Value = Face> {
    let columns = [1, 16, 31, 46, 61]
        .map(|first: u8| subsequence((first..first + 15).collect::<Vec<_>>(), 5).prop_shuffle());
    columns.prop_map(|columns| {
        let numbers: Vec<u8> = (0..25).map(|square| columns[square % 5][square / 5]).collect();
        Face::new(&numbers).unwrap()
    })
}

fn a_face() -> impl Strategy<Value = Face> {
    let free = prop_oneof![Just(Some(CENTRE)), Just(None), (0..25_usize).prop_map(Some)];
    (a_full_face(), free).prop_map(|(face, free)| free.map_or(face, |square| face.with_free(square)))
}

/// Descending, so that sorting is not left to the caller by accident.
pub(super) fn some_cards() -> impl Strategy<Value = Vec<(Serial, Face)>> {
    let cards = |face: BoxedStrategy<Face>| prop::collection::btree_map(1_u32..60, face, 0..12);
    let centred = a_full_face().prop_map(|face| face.with_free(CENTRE));
    // Most sets have free centres only, which the table is made for.
    prop_oneof![cards(centred.boxed()), cards(a_face().boxed())]
        .prop_map(|cards| cards.into_iter().rev().map(|(serial, face)| (Serial(serial), face)).collect())
}

/// Few squares, so that games are won early and often; any squares, so that nothing is special.
pub(super) fn some_masks() -> impl Strategy<Value = Vec<Mask>> {
    let squares = prop_oneof![0..4_usize, 0..25_usize];
    let mask = squares.prop_flat_map(|count| {
        subsequence((0..25).collect::<Vec<u32>>(), count)
            .prop_map(|squares| Mask::new(squares.iter().map(|square| 1 << square).sum()).unwrap())
    });
    prop::collection::vec(mask, 0..6)
}

fn a_way(hand: u8) -> impl Strategy<Value = Way> {
    let board = move |place| some_masks().prop_map(move |masks| Board { place, masks });
    let places = subsequence((0..hand).collect::<Vec<_>>(), 1..=usize::from(hand));
    let boards = places.prop_flat_map(move |places| places.into_iter().map(board).collect::<Vec<_>>());
    prop_oneof![
        boards.prop_map(Way::Boards),
        (1..=hand, some_masks()).prop_map(|(need, masks)| Way::AnyCards { need, masks }),
    ]
}

pub(super) fn a_goal() -> impl Strategy<Value = Goal> {
    (1..4_u8).prop_flat_map(|hand| {
        let ways = prop::collection::vec(a_way(hand), 1..4).prop_map(move |ways| complete(hand, ways));
        prop_oneof![3 => ways, 1 => Just(standing(hand))]
    })
}

/// Packs of these cards and of one that is not in play, some cards in none.
pub(super) fn some_packs(cards: &[(Serial, Face)]) -> BoxedStrategy<Vec<Vec<Serial>>> {
    let serials: Vec<Serial> = cards.iter().map(|(serial, _)| *serial).chain([Serial(77)]).collect();
    let sizes = prop::collection::vec(0..6_usize, 0..6);
    let dealt = |(mut left, sizes): (Vec<Serial>, Vec<usize>)| {
        sizes.into_iter().map(|size| left.drain(..size.min(left.len())).collect()).collect()
    };
    (Just(serials).prop_shuffle(), sizes).prop_map(dealt).boxed()
}

pub(super) fn an_order() -> impl Strategy<Value = Vec<Ball>> {
    Just(Ball::all().collect::<Vec<_>>()).prop_shuffle()
}

fn a_start() -> impl Strategy<Value = Start> {
    prop_oneof![Just(Start::FirstBall), Just(Start::Wild), (0..20_u8).prop_map(Start::PreDrawn)]
}

/// Everything a game needs but the calls.
#[derive(Clone, Debug)]
struct Setting {
    cards: Vec<(Serial, Face)>,
    packs: Vec<Vec<Serial>>,
    goals: Vec<Goal>,
    start: Start,
}

fn a_setting(goals: impl Strategy<Value = Vec<Goal>>) -> impl Strategy<Value = Setting> {
    let cards = some_cards().prop_flat_map(|cards| (some_packs(&cards), Just(cards)));
    (cards, goals, a_start()).prop_map(|((packs, cards), goals, start)| Setting {
        cards,
        packs,
        goals,
        start,
    })
}

#[derive(Clone, Debug)]
enum Step {
    Call,
    Recall,
    Remove(Index),
}

fn some_steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        20 => Just(Step::Call),
        4 => Just(Step::Recall),
        1 => any::<Index>().prop_map(Step::Remove),
    ];
    prop::collection::vec(step, 0..70)
}

/// Plays by the definition.
struct Naive {
    setting: Setting,
    faces: BTreeMap<Serial, Face>,
    called: Vec<Ball>,
    removed: BTreeSet<Serial>,
}

impl Naive {
    /// Numbers out after the first `calls` calls.
    fn out(&self, calls: usize) -> BTreeSet<u8> {
        let called = &self.called[..calls];
        let mut out: BTreeSet<u8> = called.iter().map(|ball| ball.number()).collect();
        if let (Start::Wild, Some(first)) = (self.setting.start, called.first()) {
            out.extend((1..=75).filter(|number| number % 10 == first.number() % 10));
        }
        out
    }

    fn opens(&self) -> usize {
        if let Start::PreDrawn(balls) = self.setting.start { usize::from(balls).max(1) } else { 1 }
    }

    fn hands(&self, goal: &Goal) -> Vec<Hand> {
        let known = |serial: &&Serial| self.faces.contains_key(serial);
        let mut hands: Vec<Hand> = match goal.hand {
            1 => self.faces.keys().map(|&serial| vec![serial]).collect(),
            size => {
                let packs = self.setting.packs.iter();
                let packs = packs.map(|pack| pack.iter().filter(known).copied().collect::<Vec<_>>());
                packs
                    .flat_map(|pack| pack.chunks(size.into()).map(<[Serial]>::to_vec).collect::<Vec<_>>())
                    .filter(|hand| hand.len() == usize::from(size))
                    .collect()
            }
        };
        hands.sort();
        hands
    }

    fn lacking_on(&self, serial: Serial, masks: &[Mask]) -> Option<u32> {
        if self.removed.contains(&serial) {
            return None;
        }
        let out = self.out(self.called.len());
        let numbers = self.faces[&serial].numbers();
        let open = |square: usize| numbers[square] != 0 && !out.contains(&numbers[square]);
        let lacking =
            |mask: &Mask| (0..25).filter(|&square| mask.bits() >> square & 1 == 1 && open(square)).count();
        masks.iter().map(lacking).min().map(|squares| u32::try_from(squares).unwrap())
    }

    fn lacking(&self, goal: &Goal, hand: &[Serial]) -> Option<u32> {
        let ways = goal.ways.iter().filter_map(|way| match way {
            Way::Boards(boards) => {
                boards.iter().map(|board| self.lacking_on(hand[usize::from(board.place)], &board.masks)).sum()
            }
            Way::AnyCards { need, masks } => {
                let mut cards: Vec<u32> =
                    hand.iter().filter_map(|serial| self.lacking_on(*serial, masks)).collect();
                cards.sort_unstable();
                (cards.len() >= usize::from(*need)).then(|| cards[..usize::from(*need)].iter().sum())
            }
        });
        ways.min()
    }

    /// Whether the hand stands after so many calls.
    fn stands(&self, hand: &[Serial], calls: usize) -> bool {
        let out = self.out(calls);
        let in_play = hand.iter().filter(|serial| !self.removed.contains(serial));
        in_play
            .map(|serial| self.faces[serial].numbers())
            .any(|numbers| numbers.iter().all(|number| *number == 0 || !out.contains(number)))
    }

    fn have(&self, goal: &Goal) -> Vec<Hand> {
        let (calls, opens) = (self.called.len(), self.opens());
        let mut hands = self.hands(goal);
        if calls < opens {
            return vec![];
        }
        if goal.race == Race::Complete {
            hands.retain(|hand| self.lacking(goal, hand) == Some(0));
            return hands;
        }
        let standing = hands.iter().filter(|hand| self.stands(hand, calls)).count();
        if standing > 1 {
            return vec![];
        }
        // The latest moment at which any stood; what was drawn before play is one moment.
        let moments = (opens..=calls).rev().chain([0]);
        let stood = moments
            .map(|calls| hands.iter().filter(|hand| self.stands(hand, calls)).cloned().collect::<Vec<_>>());
        stood.into_iter().find(|hands| !hands.is_empty()).unwrap_or_default()
    }
}

/// The marks and calls of a referee: all that changes in it.
fn changing(referee: &Referee) -> (Vec<u32>, Vec<Ball>, Balls) {
    (referee.marks.clone(), referee.called.clone(), referee.marked)
}

fn plays_by_the_definition(setting: &Setting, order: &[Ball], steps: &[Step], pairs_without_table: usize) {
    let Setting { cards, packs, goals, start } = setting;
    let mut referee = Referee::with_limit(cards, packs, goals, *start, pairs_without_table);
    let faces = cards.iter().copied().collect();
    let mut naive = Naive { setting: setting.clone(), faces, called: vec![], removed: BTreeSet::new() };
    for step in steps {
        match step {
            Step::Call => {
                let Some(&ball) = order.get(naive.called.len()) else { continue };
                let before = changing(&referee);
                for (stage, goal) in goals.iter().enumerate() {
                    let won =
                        recount::winners(cards, packs, goal, *start, &naive.called, ball, &naive.removed);
                    assert_eq!(referee.wins_with(stage, ball), won, "stage {stage}, {ball}");
                }
                referee.call(ball);
                referee.recall(ball);
                assert_eq!(changing(&referee), before);
                referee.call(ball);
                naive.called.push(ball);
            }
            Step::Recall => naive.called.pop().into_iter().for_each(|ball| referee.recall(ball)),
            Step::Remove(which) => {
                let serial = cards.get(which.index(cards.len().max(1))).map_or(Serial(77), |card| card.0);
                naive.removed.insert(serial);
                referee.remove(serial);
            }
        }
        is_as_by_the_definition(&referee, &naive);
    }
}

fn is_as_by_the_definition(referee: &Referee, naive: &Naive) {
    assert_eq!(referee.calls(), naive.called.len());
    for (stage, goal) in naive.setting.goals.iter().enumerate() {
        assert_eq!(referee.have(stage), naive.have(goal), "stage {stage}");
        let hands = naive.hands(goal);
        for &serial in naive.faces.keys().chain(&[Serial(77)]) {
            let plays = !naive.removed.contains(&serial);
            let hand = hands.iter().find(|hand| plays && hand.contains(&serial));
            assert_eq!(referee.hand_of(stage, serial).as_ref(), hand);
            let missing = hand.and_then(|hand| naive.lacking(goal, hand));
            assert_eq!(referee.missing(stage, serial).map(u32::from), missing, "{serial} in stage {stage}");
            let stands = hand.map(|hand| naive.stands(hand, naive.called.len()));
            assert_eq!(referee.stands(stage, serial), stands.filter(|_| goal.race == Race::LastStanding));
        }
    }
}

proptest! {
    #[test]
    fn trying_masks_one_by_one_plays_by_the_definition(
        setting in a_setting(prop::collection::vec(a_goal(), 1..4)),
        order in an_order(),
        steps in some_steps(),
    ) {
        plays_by_the_definition(&setting, &order, &steps, usize::MAX);
    }
}

proptest! {
    // A table takes a while to fill in a debug build.
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn tables_play_by_the_definition(
        setting in a_setting(prop::collection::vec(a_goal(), 1..2)),
        order in an_order(),
        steps in some_steps(),
    ) {
        plays_by_the_definition(&setting, &order, &steps, 0);
    }
}
