//! What must stay the same when a game is told differently.

use proptest::prelude::*;
use proptest::sample::subsequence;

use super::definition::{a_goal, an_order, some_cards, some_masks, some_packs};
use super::*;
use crate::goal::Way;

/// Every win of a whole draw: the number of the call, and who wins each stage with it.
fn wins(
    cards: &[(Serial, Face)],
    packs: &[Vec<Serial>],
    goals: &[Goal],
    start: Start,
    order: &[Ball],
) -> Vec<Vec<Vec<Hand>>> {
    let mut referee = Referee::new(cards, packs, goals, start);
    let mut wins = vec![];
    for &ball in order {
        wins.push((0..goals.len()).map(|stage| referee.wins_with(stage, ball)).collect());
        referee.call(ball);
    }
    wins
}

/// The first call that brings the stage winners, and these.
fn first_win(
    cards: &[(Serial, Face)],
    packs: &[Vec<Serial>],
    goal: &Goal,
    order: &[Ball],
) -> Option<(usize, Vec<Hand>)> {
    let all = wins(cards, packs, std::slice::from_ref(goal), Start::FirstBall, order);
    all.into_iter().map(|mut stages| stages.remove(0)).enumerate().find(|(_, hands)| !hands.is_empty())
}

/// The face with every number and every square moved.
fn moved(face: &Face, number: impl Fn(u8) -> u8, square: impl Fn(usize) -> usize) -> Face {
    let mut numbers = [0; 25];
    let mut free = None;
    for (from, on) in face.squares().iter().enumerate() {
        match on {
            Some(ball) => numbers[square(from)] = number(ball.number()),
            None => free = Some(square(from)),
        }
    }
    let Some(free) = free else { return Face::new(&numbers).unwrap() };
    // Any number of the column that the card has not: the square is free afterwards.
    let column = u8::try_from(free % 5).unwrap();
    let spare = (column * 15 + 1..=column * 15 + 15).find(|number| !numbers.contains(number)).unwrap();
    numbers[free] = spare;
    Face::new(&numbers).unwrap().with_free(free)
}

fn moved_masks(masks: &[Mask], square: impl Fn(usize) -> usize) -> Vec<Mask> {
    let moved = |mask: &Mask| (0..25).filter(|at| mask.bits() >> at & 1 == 1).map(|at| 1 << square(at)).sum();
    masks.iter().map(|mask| Mask::new(moved(mask)).unwrap()).collect()
}

fn moved_goal(goal: &Goal, square: impl Fn(usize) -> usize) -> Goal {
    let board = |board: &Board| Board { place: board.place, masks: moved_masks(&board.masks, &square) };
    let way = |way: &Way| match way {
        Way::Boards(boards) => Way::Boards(boards.iter().map(board).collect()),
        Way::AnyCards { need, masks } => Way::AnyCards { need: *need, masks: moved_masks(masks, &square) },
    };
    Goal { ways: goal.ways.iter().map(way).collect(), ..goal.clone() }
}

fn moved_cards(
    cards: &[(Serial, Face)],
    number: impl Fn(u8) -> u8,
    square: impl Fn(usize) -> usize,
) -> Vec<(Serial, Face)> {
    cards.iter().map(|(serial, face)| (*serial, moved(face, &number, &square))).collect()
}

fn moved_order(order: &[Ball], number: impl Fn(u8) -> u8) -> Vec<Ball> {
    order.iter().map(|called| ball(number(called.number()))).collect()
}

fn cards_and_packs() -> impl Strategy<Value = (Vec<(Serial, Face)>, Vec<Vec<Serial>>)> {
    some_cards().prop_flat_map(|cards| (Just(cards.clone()), some_packs(&cards)))
}

fn some_goals() -> impl Strategy<Value = Vec<Goal>> {
    prop::collection::vec(a_goal(), 1..3)
}

/// How the numbers of each column are exchanged: from number − 1 to number.
fn a_relabelling() -> impl Strategy<Value = Vec<u8>> {
    [0, 15, 30, 45, 60]
        .map(|before: u8| Just((before + 1..before + 16).collect::<Vec<_>>()).prop_shuffle())
        .prop_map(|columns| columns.concat())
}

proptest! {
    #[test]
    fn numbers_of_a_column_are_names_only(
        (cards, packs) in cards_and_packs(),
        goals in some_goals(),
        order in an_order(),
        pre_drawn in 0..20_u8,
        labels in a_relabelling(),
    ) {
        let start = Start::PreDrawn(pre_drawn);
        let label = |number: u8| labels[usize::from(number - 1)];
        let relabelled = moved_cards(&cards, label, |square| square);
        prop_assert_eq!(
            wins(&relabelled, &packs, &goals, start, &moved_order(&order, label)),
            wins(&cards, &packs, &goals, start, &order)
        );
    }

    #[test]
    fn a_game_upside_down_is_the_same_game(
        (cards, packs) in cards_and_packs(),
        goals in some_goals(),
        order in an_order(),
    ) {
        let square = |square: usize| (4 - square / 5) * 5 + square % 5;
        let turned: Vec<Goal> = goals.iter().map(|goal| moved_goal(goal, square)).collect();
        prop_assert_eq!(
            wins(&moved_cards(&cards, |number| number, square), &packs, &turned, Start::FirstBall, &order),
            wins(&cards, &packs, &goals, Start::FirstBall, &order)
        );
    }

    /// Left for right, 76 − n stands where n stood; those with one last digit still have one, so a
    /// wild number is the same as well.
    #[test]
    fn a_game_in_the_mirror_is_the_same_game(
        (cards, packs) in cards_and_packs(),
        goals in some_goals(),
        order in an_order(),
        wild: bool,
    ) {
        let start = if wild { Start::Wild } else { Start::FirstBall };
        let square = |square: usize| square / 5 * 5 + 4 - square % 5;
        let number = |number: u8| 76 - number;
        let mirrored: Vec<Goal> = goals.iter().map(|goal| moved_goal(goal, square)).collect();
        prop_assert_eq!(
            wins(&moved_cards(&cards, number, square), &packs, &mirrored, start, &moved_order(&order, number)),
            wins(&cards, &packs, &goals, start, &order)
        );
    }

    /// A card whose first number comes as the k-th ball has its last one as the (76 − k)-th when the
    /// draw runs backwards.
    #[test]
    fn the_last_to_be_touched_are_the_first_to_be_covered_backwards(
        (cards, packs) in cards_and_packs(),
        hand in 1..4_u8,
        order in an_order(),
    ) {
        let covered = complete(hand, vec![Way::AnyCards { need: 1, masks: vec![Mask::FULL] }]);
        let backwards: Vec<Ball> = order.iter().rev().copied().collect();
        let last = first_win(&cards, &packs, &standing(hand), &order).map(|(_, hands)| hands);
        let first = first_win(&cards, &packs, &covered, &backwards).map(|(_, hands)| hands);
        prop_assert_eq!(last, first);
    }

    #[test]
    fn with_more_cards_nobody_wins_later_and_the_last_one_no_sooner(
        (cards, packs) in cards_and_packs(),
        fewer in any::<prop::sample::Index>(),
        goal in a_goal(),
        order in an_order(),
    ) {
        let fewer = &cards[..fewer.index(cards.len() + 1)];
        // Whole packs, so that the same hands are cut.
        let full = packs.iter().filter(|pack| {
            pack.iter().all(|serial| fewer.iter().any(|(known, _)| known == serial))
        });
        let full: Vec<_> = full.cloned().collect();
        let call = |cards, packs| first_win(cards, packs, &goal, &order).map(|(call, _)| call);
        let (with_fewer, with_all) = (call(fewer, &full), call(&cards, &packs));
        if let Some(with_fewer) = with_fewer {
            let with_all = with_all.expect("somebody wins whom fewer cards let win");
            match goal.race {
                Race::Complete => prop_assert!(with_all <= with_fewer),
                Race::LastStanding => prop_assert!(with_all >= with_fewer),
            }
        }
    }

    /// More patterns win no later either.
    #[test]
    fn with_more_masks_nobody_wins_later(
        cards in some_cards(),
        masks in some_masks(),
        chosen in subsequence((0..6_usize).collect::<Vec<_>>(), 0..6),
        order in an_order(),
    ) {
        let fewer: Vec<Mask> = chosen.iter().filter_map(|&mask| masks.get(mask).copied()).collect();
        let call = |masks: &[Mask]| first_win(&cards, &[], &Goal::single(masks.to_vec()), &order);
        if let Some((with_fewer, _)) = call(&fewer) {
            prop_assert!(call(&masks).is_some_and(|(with_all, _)| with_all <= with_fewer));
        }
    }

    /// Taking balls back and calling them again is as if nothing had happened, however many.
    #[test]
    fn a_draw_taken_back_and_called_again_is_the_same_draw(
        (cards, packs) in cards_and_packs(),
        goals in some_goals(),
        order in an_order(),
        (called, back) in (1..75_usize).prop_flat_map(|called| (Just(called), 0..=called)),
        wild: bool,
    ) {
        let start = if wild { Start::Wild } else { Start::FirstBall };
        let mut straight = Referee::new(&cards, &packs, &goals, start);
        order[..called].iter().for_each(|ball| straight.call(*ball));
        let mut again = straight.clone();
        order[called - back..called].iter().rev().for_each(|ball| again.recall(*ball));
        let mut short = Referee::new(&cards, &packs, &goals, start);
        order[..called - back].iter().for_each(|ball| short.call(*ball));
        prop_assert_eq!(&again.marks, &short.marks);
        order[called - back..called].iter().for_each(|ball| again.call(*ball));
        prop_assert_eq!(&again.marks, &straight.marks);
        for stage in 0..goals.len() {
            prop_assert_eq!(again.wins_with(stage, order[called]), straight.wins_with(stage, order[called]));
        }
    }
}
