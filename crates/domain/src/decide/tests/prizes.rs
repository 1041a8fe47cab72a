//! Jackpots, pots that grow from night to night, and side prizes.

use super::*;
use crate::{Extra, Jackpot, JackpotPrize, Pot, PotId};

fn id(name: &str) -> PrizeId {
    PrizeId::new(name).unwrap()
}

fn pot_id() -> PotId {
    PotId::new("snow").unwrap()
}

fn pot(cents: u32, within: u8) -> Pot {
    let name = Label::new("Snowball").unwrap();
    let (start_within, grow_within) = (3, 1);
    let (start_value, grow_value) = (Amount::cents(5_000), Amount::cents(1_000));
    let value = Amount::cents(cents);
    Pot { pot: pot_id(), name, value, start_value, grow_value, within, start_within, grow_within }
}

fn set_pot(value: u32, within: u8) -> Act {
    Act::SetPot { pot: pot(value, within) }
}

fn jackpot(within: u8, prize: JackpotPrize) -> StageSpec {
    StageSpec { jackpot: Some(Jackpot { within, prize }), ..stage("four-corners", "cake") }
}

fn snowball() -> StageSpec {
    jackpot(3, JackpotPrize::Pot(pot_id()))
}

fn with_extra(extra: Extra) -> StageSpec {
    StageSpec { extras: vec![extra], ..stage("four-corners", "ham") }
}

fn hot(number: u8) -> StageSpec {
    with_extra(Extra::HotBall { ball: ball(number), prize: id("mug") })
}

fn pay_extra(serial: u32) -> Act {
    Act::PayExtra { game: g(), stage: 0, extra: 0, serial: Serial(serial) }
}

fn void_game() -> Act {
    Act::VoidGame { game: g(), reason: reason() }
}

fn set_stock(prize: &str, stock: u32) -> Act {
    Act::SetStock { prize: id(prize), stock }
}

/// Ham, cake and mugs, a pot of 100.00 within four calls, and cards 1, 2, 3 and 4.
fn table() -> Vec<Step> {
    let prizes = [night(), prize("ham", 2), prize("cake", 2), prize("mug", 2), set_pot(10_000, 4)];
    then(&then(&[], prizes), [1, 2, 3, 4].map(sell))
}

fn playing(rules: &Rules, stage: &StageSpec) -> Vec<Step> {
    then(&table(), [open("g", Source::Cage, rules, std::slice::from_ref(stage)), void(2), lock("g")])
}

/// Card 1 won with this call, was claimed and judged good.
fn won_at(call: u8, stage: &StageSpec) -> Vec<Step> {
    let before: Vec<u8> = (0..call - 4).map(|n| 32 + n).chain([1, 61, 5, 65]).collect();
    then(&then(&playing(&pub_rules(), stage), balls(0, &before)), [claim(0, 1), good(0, 1)])
}

fn paid(given: &[Step]) -> (Option<String>, Option<(PotId, Amount)>) {
    match &TestNight::after(given).decide(&pay(0, 1).into()).unwrap()[0] {
        Entry::PrizePaid { prize, pot, .. } => (prize.as_ref().map(ToString::to_string), pot.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_jackpot_is_won_within_its_calls_and_after_them_the_consolation() {
    let ham = jackpot(5, JackpotPrize::Prize(id("ham")));
    assert_eq!(paid(&won_at(5, &ham)), (Some("ham".to_owned()), None));
    assert_eq!(paid(&won_at(6, &ham)), (Some("cake".to_owned()), None));
    let played = TestNight::after(&then(&won_at(5, &ham), [pay(0, 1)]));
    assert_eq!(played.night.prizes.iter().map(|prize| prize.stock).collect::<Vec<_>>(), [1, 2, 2]);
}

#[test]
fn a_jackpot_leaves_a_ball_beyond_it_and_its_prize_is_known() {
    let opens = |stages: &[StageSpec], expected| {
        check(&table(), open("g", Source::Cage, &pub_rules(), stages), expected);
    };
    let fine = Ok("game_opened game_committed");
    opens(&[jackpot(74, JackpotPrize::Prize(id("ham")))], fine);
    opens(&[jackpot(75, JackpotPrize::Prize(id("ham")))], Err("invalid"));
    opens(&[jackpot(0, JackpotPrize::Prize(id("ham")))], Err("invalid"));
    opens(&[jackpot(5, JackpotPrize::Prize(id("car")))], Err("unknown"));
    opens(&[jackpot(5, JackpotPrize::Pot(PotId::new("rain").unwrap()))], Err("unknown"));
    opens(&[snowball()], fine);
    opens(&[snowball(), snowball()], Err("invalid"));
    opens(&[with_extra(Extra::Neighbours { prize: id("car") })], Err("unknown"));
    let extras = |count| StageSpec { extras: vec![hot(1).extras[0].clone(); count], ..hot(1) };
    opens(&[extras(6)], fine);
    opens(&[extras(7)], Err("limit_reached"));
}

#[test]
fn a_pot_that_is_won_pays_what_it_held_and_begins_again() {
    let won = won_at(4, &snowball());
    assert_eq!(paid(&won), (None, Some((pot_id(), Amount::cents(10_000)))));
    check(&won, close_stage(0), Ok("stage_closed pot_won game_closed seed_revealed"));
    let over = then(&won, [close_stage(0)]);
    assert_eq!(paid(&over), (None, Some((pot_id(), Amount::cents(10_000)))), "also when it is paid later");
    assert_eq!(TestNight::after(&over).night.pots, [pot(5_000, 3)]);
    check(&won, close_game("g"), Ok("pot_won game_closed seed_revealed"));
}

#[test]
fn a_pot_that_is_not_won_grows_and_gets_easier() {
    let won = won_at(5, &snowball());
    assert_eq!(paid(&won), (Some("cake".to_owned()), None));
    check(&won, close_stage(0), Ok("stage_closed pot_grew game_closed seed_revealed"));
    assert_eq!(TestNight::after(&then(&won, [close_stage(0)])).night.pots, [pot(11_000, 5)]);
    // A game that ends before its time, or counts for nothing, is no miss.
    let short = then(&playing(&pub_rules(), &snowball()), balls(0, &[1, 61]));
    check(&short, close_game("g"), Ok("game_closed seed_revealed"));
    check(&won, void_game(), Ok("game_closed seed_revealed"));
    // Nobody spoke up in time.
    let unclaimed = then(&playing(&pub_rules(), &snowball()), balls(0, &[1, 61, 5, 65]));
    check(&unclaimed, close_stage(0), Ok("stage_closed pot_grew game_closed seed_revealed"));
}

#[test]
fn a_pot_is_what_it_was_when_sales_closed() {
    check(&playing(&pub_rules(), &snowball()), set_pot(1, 1), Err("pot_in_play"));
    check(&won_at(4, &snowball()), set_pot(1, 1), Err("pot_in_play"));
    check(&then(&won_at(4, &snowball()), [close_stage(0)]), set_pot(1, 1), Ok("pot_set"));
    let sale = then(&table(), [open("g", Source::Cage, &pub_rules(), &[snowball()])]);
    check(&sale, set_pot(20_000, 9), Ok("pot_set"));
    check(&sale, set_pot(20_000, 75), Err("invalid"));
    let reset = then(&sale, [set_pot(20_000, 9), lock("g")]);
    assert_eq!(TestNight::after(&reset).game().stages[0].pot, Some((pot_id(), Amount::cents(20_000), 9)));
}

#[test]
fn pots_go_on_from_night_to_night_and_a_dry_run_never_touches_them() {
    let carried = |rehearsal| {
        let Act::OpenNight { night, venue, .. } = super::night() else { panic!("a night") };
        let pots = vec![pot(10_000, 4)];
        let opened = Act::OpenNight { night, venue, previous: None, rehearsal, pots };
        let stages = [snowball()];
        let start = then(&[], [opened, prize("cake", 1), sell(1)]);
        let played = then(&start, [open("g", Source::Cage, &pub_rules(), &stages), lock("g")]);
        let won = then(&then(&played, balls(0, &[1, 61, 5, 65])), [claim(0, 1), good(0, 1), close_stage(0)]);
        let night = TestNight::after(&won).night;
        (night.pots.clone(), night.pots_to_carry().to_vec())
    };
    assert_eq!(carried(false), (vec![pot(5_000, 3)], vec![pot(5_000, 3)]));
    assert_eq!(carried(true), (vec![pot(5_000, 3)], vec![pot(10_000, 4)]));
}

#[test]
fn a_side_prize_is_handed_out_once_to_whom_it_belongs_while_there_is_one() {
    let won = won_at(4, &hot(65));
    check(&won, pay_extra(1), Ok("extra_paid"));
    check(&won, pay_extra(3), Err("no_extra"));
    check(&then(&won, [pay_extra(1)]), pay_extra(1), Err("already_paid"));
    check(&then(&won, [set_stock("mug", 0)]), pay_extra(1), Err("out_of_stock"));
    check(&won_at(4, &hot(64)), pay_extra(1), Err("no_extra"));
    check(&won_at(4, &stage("four-corners", "ham")), pay_extra(1), Err("no_extra"));
    let open = then(&playing(&pub_rules(), &hot(65)), balls(0, &[1, 61, 5, 65]));
    check(&open, pay_extra(1), Err("tie_open"));
    check(&then(&open, [claim(0, 1), bad(0, 1)]), pay_extra(1), Err("no_extra"));
    let mugs = TestNight::after(&then(&won, [pay_extra(1)])).night.prizes[2].clone();
    assert_eq!((mugs.stock, mugs.paid), (1, 1));
}

#[test]
fn a_side_prize_that_was_handed_out_keeps_its_ball_and_its_game() {
    let paid = then(&won_at(4, &hot(65)), [pay_extra(1)]);
    assert_eq!(refused(&paid, recall(4)), Refusal::PayoutDepends { serial: Serial(1) });
    check(&paid, void_game(), Err("payout_depends"));
    check(&then(&won_at(4, &hot(65)), [void_game()]), pay_extra(1), Err("game_over"));
}

#[test]
fn neighbours_of_a_winner_get_something_but_never_the_winners_own_pair() {
    let neighbours = with_extra(Extra::Neighbours { prize: id("mug") });
    // Card 2 is void: beside card 1 nobody plays.
    check(&won_at(4, &neighbours), pay_extra(2), Err("no_extra"));
    let pair = StageSpec {
        masks: vec![],
        goal: Some(crate::Goal {
            hand: 2,
            race: crate::Race::Complete,
            ways: vec![crate::Way::AnyCards { need: 1, masks: vec![Mask::new(1).unwrap()] }],
        }),
        ..neighbours
    };
    let packed = Act::PackCards { serials: vec![Serial(2), Serial(1)] };
    let start = then(&table(), [packed, open("g", Source::Cage, &pub_rules(), &[pair]), lock("g")]);
    let won = then(&start, [pull(0, 1), claim(0, 1), good(0, 1)]);
    check(&won, pay_extra(1), Err("no_extra"));
    check(&won, pay_extra(2), Err("no_extra"));
    check(&won, pay_extra(3), Ok("extra_paid"));
}

#[test]
fn a_side_prize_by_the_ball_says_how_much() {
    let by_ball =
        with_extra(Extra::BallValue { prize: id("mug"), cents: Amount::cents(10), last_digit: true });
    let entries = TestNight::after(&won_at(4, &by_ball)).decide(&pay_extra(1).into()).unwrap();
    let fifty = Amount::cents(50);
    assert!(
        matches!(entries[0], Entry::ExtraPaid { value: Some(value), .. } if value == fifty),
        "{entries:?}"
    );
}

#[test]
fn a_voided_game_counts_for_nothing_and_can_be_played_again() {
    let won = won_at(4, &stage("four-corners", "ham"));
    check(&then(&won, [pay(0, 1)]), void_game(), Err("payout_depends"));
    check(&won, void_game(), Ok("game_closed seed_revealed"));
    let voided = then(&won, [void_game()]);
    let played = TestNight::after(&voided);
    assert_eq!(played.game().outcome, Some((Outcome::Voided, Some(reason()))));
    let announced = played.game().announced.clone().unwrap().what;
    assert_eq!(announced, crate::Announcement::GameVoided { reason: reason() });
    check(&voided, pay(0, 1), Err("game_over"));
    check(&voided, void_game(), Err("game_over"));
    check(&voided, void(1), Ok("card_voided"));
    let again = then(&voided, [open("h", Source::Cage, &pub_rules(), &[stage("four-corners", "ham")])]);
    check(&again, lock("h"), Ok("game_locked"));
}
