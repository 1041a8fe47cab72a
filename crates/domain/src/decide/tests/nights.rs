//! The night itself, its cards and prizes, and who may do what.

use super::*;

fn opened() -> Vec<Step> {
    then(&[], [night()])
}

#[test]
fn a_night_is_opened_once_first_and_closed_last() {
    check(&[], night(), Ok("night_opened"));
    check(&[], sell(1), Err("no_night"));
    check(&opened(), night(), Err("invalid"));
    check(&opened(), close_night(), Ok("night_closed"));
    let closed = then(&opened(), [close_night()]);
    check(&closed, sell(1), Err("night_over"));
    check(&closed, night(), Err("night_over"));
}

#[test]
fn closing_another_night_does_not_end_this_one() {
    let night = NightId::new("2026-11-19").unwrap();
    check(&opened(), Act::CloseNight { night }, Err("night_over"));
}

#[test]
fn each_act_needs_its_right_and_no_other() {
    let acts = [
        (sell(1), Right::Sell),
        (void(1), Right::Manage),
        (prize("ham", 1), Right::Manage),
        (Act::SetStock { prize: PrizeId::new("ham").unwrap(), stock: 2 }, Right::Manage),
        (open("g", Source::Rng, &pub_rules(), &[]), Right::Manage),
        (close_night(), Right::Manage),
        (lock("g"), Right::Call),
        (entropy(""), Right::Call),
        (draw(0), Right::Call),
        (recall(1), Right::Call),
        (pause(), Right::Call),
        (resume(), Right::Call),
        (close_stage(0), Right::Call),
        (close_game("g"), Right::Call),
        (good(0, 1), Right::Verify),
        (confirm(0, 1), Right::Verify),
        (pay(0, 1), Right::Pay),
    ];
    let played = TestNight::after(&opened());
    for (act, right) in acts {
        let others: Vec<_> = Right::ALL.into_iter().filter(|&other| other != right).collect();
        let without = played.decide(&staff("ana", Rights::of(&others), act.clone()));
        assert_eq!(without, Err(Refusal::NotAllowed { right }), "{act:?}");
        let with = played.decide(&staff("ana", Rights::of(&[right]), act.clone()));
        assert_ne!(with, Err(Refusal::NotAllowed { right }), "{act:?}");
    }
    assert_eq!(played.decide(&guest(claim(0, 1))), Err(Refusal::Unknown { what: Thing::Game }));
}

#[test]
fn the_box_notes_what_it_notices_and_nothing_else() {
    let started = Entry::BoxStarted { version: Label::new("0.1.0").unwrap(), replayed: 7 };
    check(&opened(), Act::Note(started), Ok("box_started"));
    let signed_in = Entry::StaffSignedIn { staff: StaffId::new("ana").unwrap() };
    check(&opened(), Act::Note(signed_in), Ok("staff_signed_in"));
    let smuggled = Entry::BallCalled { game: g(), ball: ball(7), call: 1 };
    check(&opened(), Act::Note(smuggled), Err("invalid"));
    let refused = Entry::Refused { act: Label::new("claim").unwrap(), refusal: Refusal::NoCards, repeats: 0 };
    check(&opened(), Act::Note(refused), Err("invalid"));
}

#[test]
fn a_card_is_sold_once() {
    check(&opened(), sell(1), Ok("card_activated"));
    let sold = then(&opened(), [ben(sell(1))]);
    let stamp = Stamp { seq: 1, at_ms: 1_000, by: ben(sell(1)).by };
    assert_eq!(refused(&sold, sell(1)), Refusal::AlreadyActive { serial: Serial(1), sold: stamp });
    check(&sold, sell(2), Ok("card_activated"));
    check(&then(&sold, [void(1)]), sell(1), Err("card_void"));
}

#[test]
fn a_night_sells_so_many_cards_and_no_more() {
    let mut played = TestNight::after(&opened());
    let limit = u32::try_from(CARDS_MAX).unwrap();
    for serial in 0..limit {
        played.write(&By::system(), Entry::CardActivated { serial: Serial(serial), face: face(1) });
    }
    assert_eq!(outcome(played.decide(&sell(limit).into())), Err("limit_reached".to_owned()));
}

#[test]
fn a_card_is_voided_once_and_only_if_it_was_sold() {
    check(&opened(), void(1), Err("not_active"));
    let sold = then(&opened(), [sell(1)]);
    check(&sold, void(1), Ok("card_voided"));
    check(&then(&sold, [void(1)]), void(1), Err("card_void"));
}

#[test]
fn a_card_with_a_win_to_its_name_stays() {
    let won = won(&pub_rules(), &[1, 2, 3]);
    check(&won, void(3), Ok("card_voided"));
    check(&won, void(1), Err("card_has_win"));
    let claimed = then(&won, [claim(0, 1)]);
    check(&claimed, void(1), Err("card_has_win"));
    check(&then(&claimed, [bad(0, 1)]), void(1), Ok("card_voided"));
    let judged = then(&claimed, [good(0, 1)]);
    check(&judged, void(1), Err("card_has_win"));
    let lapsed = then(&judged, [close_stage(0)]);
    check(&lapsed, void(1), Err("card_has_win"));
    check(&lapsed, void(2), Ok("card_voided"));
    check(&then(&lapsed, [close_game("g")]), void(1), Err("card_has_win"));
}

#[test]
fn a_voided_card_wins_nothing_more() {
    let voided = then(&locked(&pub_rules(), &[1, 2, 3]), [void(1)]);
    let played = TestNight::after(&then(&voided, balls(0, &[1, 61, 5, 65])));
    let win = played.game().standing_wins().next().map(|(_, win)| win).unwrap();
    assert_eq!(win.cards.iter().map(|card| card.serial).collect::<Vec<_>>(), [Serial(2)]);
    let both = then(&locked(&pub_rules(), &[1, 3]), [void(1)]);
    check(&then(&both, balls(0, &[1, 61, 5])), pull(3, 65), Ok("ball_called"));
}

#[test]
fn prizes_have_their_own_names_and_a_stock_that_can_be_corrected() {
    check(&opened(), prize("ham", 1), Ok("prize_added"));
    let table = then(&opened(), [prize("ham", 1)]);
    check(&table, prize("ham", 2), Err("already_exists"));
    let stock = |id: &str| Act::SetStock { prize: PrizeId::new(id).unwrap(), stock: 9 };
    check(&table, stock("ham"), Ok("stock_set"));
    check(&table, stock("cake"), Err("unknown"));
    assert_eq!(TestNight::after(&then(&table, [stock("ham")])).night.prizes[0].stock, 9);
    let full = then(&opened(), (0..PRIZES_MAX).map(|n| prize(&format!("p{n}"), 1)));
    check(&full, prize("ham", 1), Err("limit_reached"));
}

#[test]
fn closing_the_night_waits_for_the_game_and_cancels_the_rest() {
    let locked = locked(&pub_rules(), &[1]);
    check(&locked, close_night(), Err("game_still_running"));
    let corners = [stage("four-corners", "ham")];
    let rest = then(&locked, [close_game("g"), open("h", Source::Rng, &pub_rules(), &corners)]);
    check(&rest, close_night(), Ok("game_closed night_closed"));
    assert!(TestNight::after(&then(&rest, [close_night()])).night.closed);
}

#[test]
fn refusals_that_say_nothing_about_the_game_are_not_written_down() {
    assert!(!Refusal::Busy { retry_after_ms: 1 }.matters());
    assert!(!Refusal::NotAllowed { right: Right::Sell }.matters());
    assert!(!Refusal::invalid("a", "b").matters());
    assert!(!Refusal::TooManyTries.matters());
    assert!(Refusal::NotAWin { serial: Serial(1), missing: 2 }.matters());
    assert!(Refusal::NoNight.matters());
}
