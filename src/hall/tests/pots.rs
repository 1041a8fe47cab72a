//! Pots from night to night, and dry runs between.

use super::*;
use domain::Amount;

fn pot(cents: u32, within: u8) -> Pot {
    let (pot, name) = (PotId::new("snow").unwrap(), Label::new("Snowball").unwrap());
    let (start_within, grow_within) = (1, 1);
    let (start_value, grow_value) = (Amount::cents(5_000), Amount::cents(1_000));
    let value = Amount::cents(cents);
    Pot { pot, name, value, start_value, grow_value, within, start_within, grow_within }
}

/// A game for the pot, played to its end: a line is never won within the first calls.
async fn play_for_the_pot(venue: &mut Venue) {
    let Act::OpenGame { game, name, source, rules, mut stages, format } = open_game(TieRule::Split) else {
        panic!("a game")
    };
    let prize = JackpotPrize::Pot(PotId::new("snow").unwrap());
    stages[0].jackpot = Some(Jackpot { within: 1, prize });
    venue.must(Act::OpenGame { game: game.clone(), name, source, rules, stages, format }).await;
    venue.must(activate(1)).await;
    venue.must(Act::LockGame { game: game.clone() }).await;
    for serial in draw_until_won(venue).await {
        let (game, verdict) = (game.clone(), Verdict::NotAWin);
        let reason = Some(reason());
        venue.must(Act::JudgeClaim { game, stage: 0, serial, verdict, reason }).await;
    }
    for after in venue.running.views.now().game.as_ref().unwrap().calls.len()..75 {
        let after = u8::try_from(after).unwrap();
        venue.must(Act::DrawBall { game: game.clone(), after, ball: None }).await;
    }
    let entries = venue.must(Act::CloseStage { game, stage: 0 }).await;
    assert!(entries.iter().any(|entry| matches!(entry, Entry::PotGrew { .. })), "{entries:?}");
    let night = venue.running.views.now().night.clone();
    venue.must(Act::CloseNight { night }).await;
}

async fn next_night(venue: &mut Venue, rehearsal: bool) -> (bool, Vec<Pot>) {
    venue.next += 1;
    let id = CommandId(uuid::Uuid::from_u128(venue.next));
    let opened = venue.running.hall.open_night(By::system(), Rights::ALL, id, rehearsal).await.unwrap();
    let ReplyBody::Ok { entries, .. } = decode(&opened) else { panic!("{opened:?}") };
    let Entry::NightOpened { rehearsal, pots, .. } = &entries[0] else { panic!("{entries:?}") };
    assert_eq!(venue.running.views.now().rehearsal, *rehearsal);
    (*rehearsal, pots.clone())
}

#[tokio::test]
async fn a_pot_grows_from_night_to_night_and_a_dry_run_between_leaves_it_alone() {
    let mut venue = Venue::new().await;
    venue.must(Act::SetPot { pot: pot(10_000, 1) }).await;
    play_for_the_pot(&mut venue).await;
    assert_eq!(next_night(&mut venue, true).await, (true, vec![pot(11_000, 2)]));
    play_for_the_pot(&mut venue).await;
    assert_eq!(venue.running.views.now().pots, [pot(12_000, 3)], "as it would be");
    assert_eq!(next_night(&mut venue, false).await, (false, vec![pot(11_000, 2)]));
    // A power cut right after the opening loses nothing of it.
    let venue = venue.pull_the_plug_and_start().await;
    assert_eq!(venue.running.views.now().pots, [pot(11_000, 2)]);
}
