//! Given cards, when balls come, then these win. `definition` and `laws` hold it against any game.

use super::*;
use crate::face::{CENTRE, Mask};
use crate::goal::{self, Board, Race};

mod definition;
mod laws;
mod tables;

const TOP: u32 = 0x1F;
const BOTTOM: u32 = 0x1F << 20;

/// Cards 0, 5 and 10 share no number. Row by row downwards: 1, 2, 3, 4, 5 and so on in B for 0.
fn face(offset: u8) -> Face {
    let numbers: Vec<u8> = (0..25).map(|square| square % 5 * 15 + square / 5 + 1 + offset).collect();
    Face::new(&numbers).unwrap()
}

fn cards(offsets: &[(u32, u8)]) -> Vec<(Serial, Face)> {
    offsets.iter().map(|&(serial, offset)| (Serial(serial), face(offset).with_free(CENTRE))).collect()
}

fn masks(bits: &[u32]) -> Vec<Mask> {
    bits.iter().map(|&bits| Mask::new(bits).unwrap()).collect()
}

fn single(bits: &[u32]) -> Goal {
    Goal::single(masks(bits))
}

fn complete(hand: u8, ways: Vec<goal::Way>) -> Goal {
    Goal { hand, race: Race::Complete, ways }
}

fn boards(boards: &[(u8, u32)]) -> goal::Way {
    let board = |&(place, bits): &(u8, u32)| Board { place, masks: masks(&[bits]) };
    goal::Way::Boards(boards.iter().map(board).collect())
}

fn standing(hand: u8) -> Goal {
    Goal { hand, race: Race::LastStanding, ways: vec![] }
}

fn serials(serials: &[u32]) -> Vec<Serial> {
    serials.iter().copied().map(Serial).collect()
}

fn hands(hands: &[&[u32]]) -> Vec<Hand> {
    hands.iter().map(|hand| serials(hand)).collect()
}

fn ball(number: u8) -> Ball {
    Ball::new(number).unwrap()
}

fn call(referee: &mut Referee, numbers: &[u8]) {
    for &number in numbers {
        referee.call(ball(number));
    }
}

/// The numbers of row `row` of the card with this offset, without a free square.
fn row(offset: u8, row: u8) -> [u8; 5] {
    [0, 15, 30, 45, 60].map(|first| first + row + 1 + offset)
}

fn referee(cards: &[(Serial, Face)], packs: &[&[u32]], goals: &[Goal]) -> Referee {
    let packs: Vec<_> = packs.iter().map(|pack| serials(pack)).collect();
    Referee::new(cards, &packs, goals, Start::FirstBall)
}

#[test]
fn a_card_wins_with_the_ball_that_completes_it_and_with_no_later_one() {
    let mut referee = referee(&cards(&[(7, 0), (3, 5)]), &[], &[single(&[TOP])]);
    call(&mut referee, &row(0, 0)[..4]);
    assert_eq!(referee.wins_with(0, ball(2)), hands(&[]));
    assert_eq!(referee.wins_with(0, ball(61)), hands(&[&[7]]));
    assert_eq!(referee.have(0), hands(&[]));
    assert_eq!(referee.missing(0, Serial(7)), Some(1));
    call(&mut referee, &[61]);
    assert_eq!((referee.have(0), referee.calls()), (hands(&[&[7]]), 5));
    assert_eq!((referee.missing(0, Serial(7)), referee.missing(0, Serial(3))), (Some(0), Some(5)));
    assert_eq!(referee.wins_with(0, ball(2)), hands(&[]));
}

#[test]
fn winners_of_one_ball_are_named_in_ascending_order() {
    let mut referee = referee(&cards(&[(9, 0), (2, 0), (5, 5), (4, 0)]), &[], &[single(&[TOP])]);
    call(&mut referee, &row(0, 0)[1..]);
    assert_eq!(referee.wins_with(0, ball(1)), hands(&[&[2], &[4], &[9]]));
}

#[test]
fn a_card_taken_out_of_play_wins_nothing_whatever_is_taken_back() {
    let mut referee = referee(&cards(&[(1, 0), (2, 0)]), &[], &[single(&[TOP])]);
    call(&mut referee, &row(0, 0)[..4]);
    referee.remove(Serial(1));
    referee.remove(Serial(99));
    assert_eq!(referee.wins_with(0, ball(61)), hands(&[&[2]]));
    call(&mut referee, &[61]);
    assert_eq!(referee.have(0), hands(&[&[2]]));
    for number in row(0, 0).into_iter().rev() {
        referee.recall(ball(number));
    }
    assert_eq!((referee.missing(0, Serial(1)), referee.hand_of(0, Serial(1))), (None, None));
    assert_eq!(referee.missing(0, Serial(2)), Some(5));
}

#[test]
fn both_boards_of_one_pair_must_be_complete() {
    let and = complete(2, vec![boards(&[(0, TOP), (1, BOTTOM)])]);
    let cards = cards(&[(1, 0), (2, 5), (3, 0), (4, 5)]);
    // The second pair was sold the other way round.
    let mut referee = referee(&cards, &[&[1, 2], &[4, 3]], &[and]);
    call(&mut referee, &row(0, 0));
    call(&mut referee, &row(5, 4)[..4]);
    assert_eq!(referee.missing(0, Serial(1)), Some(1));
    assert_eq!(referee.missing(0, Serial(3)), Some(10));
    assert_eq!(referee.wins_with(0, ball(70)), hands(&[&[1, 2]]));
    call(&mut referee, &[70]);
    assert_eq!(referee.have(0), hands(&[&[1, 2]]));
    assert_eq!(referee.missing(0, Serial(2)), Some(0));
}

#[test]
fn a_pair_that_lacks_a_card_it_needs_cannot_win() {
    let and = complete(2, vec![boards(&[(0, TOP), (1, BOTTOM)])]);
    let or = complete(2, vec![boards(&[(0, TOP)]), boards(&[(1, TOP)])]);
    let mut referee = referee(&cards(&[(1, 0), (2, 5)]), &[&[1, 2]], &[and, or]);
    referee.remove(Serial(2));
    assert_eq!((referee.missing(0, Serial(1)), referee.missing(1, Serial(1))), (None, Some(5)));
    call(&mut referee, &row(5, 4));
    call(&mut referee, &row(5, 0));
    call(&mut referee, &row(0, 0)[..4]);
    assert_eq!(referee.wins_with(0, ball(61)), hands(&[]));
    assert_eq!(referee.wins_with(1, ball(61)), hands(&[&[1, 2]]));
    assert_eq!(referee.hand_of(1, Serial(1)), Some(serials(&[1, 2])));
}

#[test]
fn either_way_wins_and_no_second_one_after_it() {
    let or = complete(2, vec![boards(&[(0, TOP | BOTTOM)]), boards(&[(0, TOP), (1, TOP)])]);
    let mut referee = referee(&cards(&[(1, 0), (2, 5)]), &[&[1, 2]], &[or]);
    call(&mut referee, &row(0, 0));
    call(&mut referee, &row(0, 4)[..4]);
    assert_eq!(referee.wins_with(0, ball(65)), hands(&[&[1, 2]]));
    call(&mut referee, &row(5, 0)[..4]);
    assert_eq!(referee.missing(0, Serial(1)), Some(1));
    assert_eq!(referee.wins_with(0, ball(66)), hands(&[&[1, 2]]));
    call(&mut referee, &[66]);
    assert_eq!(referee.wins_with(0, ball(65)), hands(&[]));
}

#[test]
fn so_many_cards_of_a_hand_must_show_the_pattern() {
    let two_of_three = complete(3, vec![goal::Way::AnyCards { need: 2, masks: masks(&[TOP]) }]);
    let cards = cards(&[(1, 0), (2, 5), (3, 10)]);
    let mut referee = referee(&cards, &[&[1, 2, 3]], &[two_of_three]);
    assert_eq!(referee.missing(0, Serial(1)), Some(10));
    call(&mut referee, &row(0, 0));
    call(&mut referee, &row(10, 0)[..3]);
    assert_eq!(referee.missing(0, Serial(2)), Some(2));
    call(&mut referee, &[56]);
    assert_eq!(referee.wins_with(0, ball(71)), hands(&[&[1, 2, 3]]));
    referee.remove(Serial(1));
    assert_eq!(referee.wins_with(0, ball(71)), hands(&[]));
    assert_eq!(referee.missing(0, Serial(2)), Some(6));
    referee.remove(Serial(2));
    assert_eq!(referee.missing(0, Serial(3)), None);
}

#[test]
fn packs_are_cut_into_hands_and_what_is_left_over_does_not_play() {
    let pair = complete(2, vec![boards(&[(0, TOP)])]);
    let all: Vec<(u32, u8)> = [8, 2, 3, 4, 5, 6, 7].map(|serial| (serial, 0)).to_vec();
    // 1 was voided before the game; 4 is left over, and 7 was sold alone.
    let packs: [&[u32]; 3] = [&[8, 1, 2, 3], &[6, 5, 4], &[7]];
    let mut referee = referee(&cards(&all), &packs, &[pair, single(&[TOP])]);
    let hand_of = |serial: u32| referee.hand_of(0, Serial(serial));
    assert_eq!((hand_of(8), hand_of(2)), (Some(serials(&[8, 2])), Some(serials(&[8, 2]))));
    assert_eq!(hand_of(5), Some(serials(&[6, 5])));
    assert_eq!([1, 3, 4, 7, 99].map(hand_of), [None, None, None, None, None]);
    assert_eq!(referee.missing(0, Serial(4)), None);
    assert_eq!(referee.hand_of(1, Serial(7)), Some(serials(&[7])));
    call(&mut referee, &row(0, 0)[1..]);
    assert_eq!(referee.wins_with(0, ball(1)), hands(&[&[6, 5], &[8, 2]]));
    assert_eq!(referee.wins_with(1, ball(1)).len(), 7);
}

#[test]
fn nobody_looks_before_the_last_ball_drawn_before_play() {
    let cards = cards(&[(1, 0), (2, 5)]);
    let mut referee = Referee::new(&cards, &[], &[single(&[TOP])], Start::PreDrawn(11));
    call(&mut referee, &row(0, 0)[..4]);
    assert_eq!(referee.wins_with(0, ball(61)), hands(&[]));
    call(&mut referee, &[61]);
    assert_eq!((referee.have(0), referee.missing(0, Serial(1))), (hands(&[]), Some(0)));
    call(&mut referee, &row(5, 0));
    // The eleventh brings both, though it is on neither card.
    assert_eq!(referee.wins_with(0, ball(75)), hands(&[&[1], &[2]]));
    call(&mut referee, &[75]);
    assert_eq!(referee.have(0), hands(&[&[1], &[2]]));
    assert_eq!(referee.wins_with(0, ball(74)), hands(&[]));
}

#[test]
fn the_first_ball_marks_every_number_with_its_last_digit() {
    let mut referee = Referee::new(&cards(&[(1, 0)]), &[], &[single(&[0x1F << 15])], Start::Wild);
    // The fourth row is 4, 19, 34, 49, 64.
    assert_eq!(referee.missing(0, Serial(1)), Some(5));
    call(&mut referee, &[24]);
    assert_eq!(referee.missing(0, Serial(1)), Some(2));
    // 4 was marked already: it is called, marks nothing, and taking it back unmarks nothing.
    call(&mut referee, &[4]);
    assert_eq!((referee.missing(0, Serial(1)), referee.calls()), (Some(2), 2));
    referee.recall(ball(4));
    assert_eq!((referee.missing(0, Serial(1)), referee.calls()), (Some(2), 1));
    referee.recall(ball(24));
    assert_eq!(referee.missing(0, Serial(1)), Some(5));
    call(&mut referee, &[19, 24]);
    assert_eq!(referee.missing(0, Serial(1)), Some(3));
    referee.recall(ball(24));
    assert_eq!(referee.missing(0, Serial(1)), Some(3));
}

#[test]
fn a_wild_ball_can_win_with_numbers_it_does_not_bear() {
    let first_column_4 = 1 << 15 | 1 << 17 | 1 << 19;
    let referee = Referee::new(&cards(&[(1, 0)]), &[], &[single(&[first_column_4])], Start::Wild);
    assert_eq!(referee.wins_with(0, ball(74)), hands(&[&[1]]));
    assert_eq!(referee.wins_with(0, ball(73)), hands(&[]));
}

#[test]
fn a_free_square_counts_wherever_it_is() {
    let cards = [(Serial(1), face(0).with_free(2)), (Serial(2), face(0))];
    let mut referee = referee(&cards, &[], &[single(&[TOP])]);
    call(&mut referee, &[1, 16, 46]);
    assert_eq!((referee.missing(0, Serial(1)), referee.missing(0, Serial(2))), (Some(1), Some(2)));
    assert_eq!(referee.wins_with(0, ball(61)), hands(&[&[1]]));
}

#[test]
fn stages_share_the_marks_and_a_later_one_may_be_had_already() {
    let and = complete(2, vec![boards(&[(0, TOP), (1, TOP)])]);
    let goals = [single(&[TOP]), single(&[TOP, BOTTOM]), and];
    let mut referee = referee(&cards(&[(1, 0), (2, 5)]), &[&[1, 2]], &goals);
    call(&mut referee, &row(0, 0));
    assert_eq!([0, 1, 2, 3].map(|stage| referee.have(stage).len()), [1, 1, 0, 0]);
    call(&mut referee, &row(5, 0)[..4]);
    assert_eq!([0, 1, 2, 3].map(|stage| referee.wins_with(stage, ball(66)).len()), [1, 1, 1, 0]);
}

#[test]
fn the_last_card_without_a_called_number_wins() {
    let mut referee = referee(&cards(&[(1, 0), (2, 5), (3, 10)]), &[], &[standing(1)]);
    assert_eq!(referee.wins_with(0, ball(1)), hands(&[]));
    call(&mut referee, &[1]);
    assert_eq!((referee.stands(0, Serial(1)), referee.stands(0, Serial(2))), (Some(false), Some(true)));
    assert_eq!((referee.missing(0, Serial(2)), referee.have(0)), (None, hands(&[])));
    assert_eq!(referee.wins_with(0, ball(2)), hands(&[]));
    assert_eq!(referee.wins_with(0, ball(6)), hands(&[&[3]]));
    call(&mut referee, &[6]);
    assert_eq!(referee.have(0), hands(&[&[3]]));
}

#[test]
fn those_that_fall_together_as_the_last_ones_tie() {
    let mut referee = referee(&cards(&[(1, 0), (2, 5), (3, 5)]), &[], &[standing(1)]);
    assert_eq!(referee.wins_with(0, ball(6)), hands(&[&[1]]));
    call(&mut referee, &[1]);
    assert_eq!(referee.wins_with(0, ball(6)), hands(&[&[2], &[3]]));
    call(&mut referee, &[6, 75]);
    // A stage that opens now goes to those that fell last.
    assert_eq!(referee.have(0), hands(&[&[2], &[3]]));
}

#[test]
fn a_hand_stands_until_its_last_card_has_a_called_number() {
    let cards = cards(&[(1, 0), (2, 5), (3, 0), (4, 0), (5, 10)]);
    let mut referee = referee(&cards, &[&[1, 2], &[3, 4, 5]], &[standing(2)]);
    assert_eq!(referee.wins_with(0, ball(1)), hands(&[&[1, 2]]));
    call(&mut referee, &[6]);
    assert_eq!((referee.stands(0, Serial(1)), referee.stands(0, Serial(5))), (Some(true), None));
    assert_eq!(referee.wins_with(0, ball(1)), hands(&[&[1, 2], &[3, 4]]));
}

#[test]
fn cards_taken_out_of_play_count_as_turned_over() {
    let cards = cards(&[(1, 0), (2, 5), (3, 10), (4, 10)]);
    let mut referee = referee(&cards, &[&[1, 2], &[3, 4]], &[standing(1), standing(2)]);
    call(&mut referee, &[75, 1]);
    referee.remove(Serial(2));
    assert_eq!((referee.stands(0, Serial(2)), referee.stands(1, Serial(2))), (None, None));
    assert_eq!(referee.stands(1, Serial(1)), Some(false));
    // Both stages had no more than one left without this ball; it only says so.
    assert_eq!(referee.wins_with(0, ball(6)), hands(&[]));
    referee.remove(Serial(3));
    referee.remove(Serial(4));
    assert_eq!(referee.wins_with(1, ball(6)), hands(&[]));
}

#[test]
fn the_only_hand_left_by_removals_wins_with_the_next_ball() {
    let mut referee = referee(&cards(&[(1, 0), (2, 5), (3, 5)]), &[], &[standing(1)]);
    call(&mut referee, &[1]);
    referee.remove(Serial(2));
    assert_eq!(referee.wins_with(0, ball(2)), hands(&[&[3]]));
    // Even when that ball turns it over: nobody stood longer.
    assert_eq!(referee.wins_with(0, ball(6)), hands(&[&[3]]));
}

#[test]
fn hands_of_which_no_card_is_in_play_never_win() {
    let mut referee = referee(&cards(&[(1, 0), (2, 5)]), &[], &[standing(1), single(&[0])]);
    referee.remove(Serial(1));
    assert_eq!(referee.wins_with(0, ball(6)), hands(&[&[2]]));
    assert_eq!(referee.wins_with(1, ball(6)), hands(&[&[2]]));
    referee.remove(Serial(2));
    assert_eq!(referee.wins_with(0, ball(6)), hands(&[]));
    call(&mut referee, &[6]);
    assert_eq!((referee.have(0), referee.have(1)), (hands(&[]), hands(&[])));
}

#[test]
fn a_hand_alone_has_outlasted_all_others_with_the_first_ball() {
    let mut referee = referee(&cards(&[(1, 0)]), &[], &[standing(1)]);
    assert_eq!(referee.have(0), hands(&[]));
    assert_eq!(referee.wins_with(0, ball(1)), hands(&[&[1]]));
    call(&mut referee, &[75]);
    assert_eq!(referee.have(0), hands(&[&[1]]));
}

#[test]
fn balls_drawn_before_play_turn_cards_over_at_one_moment() {
    let cards = cards(&[(1, 0), (2, 5), (3, 10)]);
    let mut referee = Referee::new(&cards, &[], &[standing(1)], Start::PreDrawn(3));
    call(&mut referee, &[1, 6]);
    assert_eq!(referee.wins_with(0, ball(75)), hands(&[&[1], &[2], &[3]]));
    assert_eq!(referee.wins_with(0, ball(2)), hands(&[&[3]]));
    assert_eq!(referee.have(0), hands(&[]));
    call(&mut referee, &[75]);
    assert_eq!(referee.have(0), hands(&[&[1], &[2], &[3]]));
}

#[test]
fn a_ball_that_is_not_the_last_one_is_not_taken_back() {
    let mut referee = referee(&cards(&[(1, 0)]), &[], &[single(&[TOP])]);
    call(&mut referee, &[1, 16]);
    referee.recall(ball(1));
    assert_eq!((referee.calls(), referee.missing(0, Serial(1))), (2, Some(3)));
}

#[test]
fn clones_go_their_own_way() {
    let referee = referee(&cards(&[(1, 0)]), &[], &[single(&[TOP])]);
    let mut other = referee.clone();
    call(&mut other, &[1]);
    assert_eq!((referee.missing(0, Serial(1)), other.missing(0, Serial(1))), (Some(5), Some(4)));
    assert!(Arc::ptr_eq(&referee.fixed, &other.fixed));
}
