//! Steps of box time: each is an entry, and one that goes back says since when the clock was wrong.

use machine::clock::ClockOffer;

use super::*;

const YEARS_MS: i64 = 9 * 365 * 86_400_000;
/// Later than anything the tests' clock says by itself.
const RIGHT_MS: i64 = 1_790_000_900_000;

async fn a_phone_says(venue: &mut Venue, now_ms: i64) {
    let by = venue.command(activate(0)).by;
    let offer = ClockOffer { now_ms, seen_ms: None, typed: None };
    venue.running.hall.set_clock(by, offer).await.unwrap().unwrap();
}

/// What the entries about the clock say, with the time each was written at.
async fn steps(venue: &Venue) -> Vec<(i64, Entry)> {
    let leaves = venue.bundle().await.leaves;
    let bodies = leaves.iter().map(|leaf| proof::LeafBody::parse(leaf).unwrap());
    let steps = bodies.map(|body| (body.at_ms, body.entry));
    steps
        .filter(|(_, entry)| matches!(entry, Entry::ClockSet { .. } | Entry::ClockCorrected { .. }))
        .collect()
}

async fn ends_well(mut venue: Venue) {
    venue.must(close_night()).await;
    let leaves: Vec<_> =
        venue.bundle().await.leaves.iter().map(|leaf| proof::LeafBody::parse(leaf).unwrap()).collect();
    let audited = audit(&leaves);
    assert!(matches!(audited, Audit::Good(_)), "{audited:?}");
}

#[tokio::test]
async fn a_clock_that_was_years_ahead_is_put_back_and_the_night_says_since_when() {
    let mut venue = Venue::new().await;
    venue.must(activate(1)).await;
    let wrong_since = venue.running.views.now().seq + 1;
    a_phone_says(&mut venue, RIGHT_MS + YEARS_MS).await;
    venue.must(activate(2)).await;
    *venue.fake.due.lock().unwrap() = Some(RIGHT_MS);
    venue.must(activate(3)).await;
    let steps = steps(&venue).await;
    let [(ahead_ms, Entry::ClockSet { source: ClockSource::Staff, .. }), (back_ms, back)] = steps.as_slice()
    else {
        panic!("{steps:?}")
    };
    assert!(*ahead_ms >= RIGHT_MS + YEARS_MS && (RIGHT_MS..RIGHT_MS + 60_000).contains(back_ms));
    let Entry::ClockCorrected { to_ms, source, since, .. } = back else { panic!("{back:?}") };
    assert_eq!((*to_ms, *source, *since), (RIGHT_MS, ClockSource::Ntp, wrong_since));
    ends_well(venue).await;
}

#[tokio::test]
async fn after_a_power_cut_the_wrong_time_goes_on_until_it_is_put_back() {
    let mut venue = Venue::new().await;
    a_phone_says(&mut venue, RIGHT_MS + YEARS_MS).await;
    let mut venue = venue.pull_the_plug_and_start().await;
    venue.must(activate(1)).await;
    *venue.fake.due.lock().unwrap() = Some(RIGHT_MS);
    venue.must(activate(2)).await;
    assert_eq!(steps(&venue).await.len(), 2);
    ends_well(venue).await;
}

#[tokio::test]
async fn a_wrong_time_at_the_end_of_a_night_is_not_that_of_the_next_start() {
    let mut venue = Venue::new().await;
    a_phone_says(&mut venue, RIGHT_MS + YEARS_MS).await;
    venue.must(close_night()).await;
    let mut venue = venue.pull_the_plug_and_start().await;
    let asked = venue.command(close_night());
    let opened =
        venue.running.hall.open_night(asked.by, asked.rights, asked.id.unwrap(), false).await.unwrap();
    assert!(matches!(decode(&opened), ReplyBody::Ok { .. }));
    let first = venue.bundle().await.leaves[0].clone();
    assert!(proof::LeafBody::parse(&first).unwrap().at_ms < RIGHT_MS + YEARS_MS / 2);
}

#[tokio::test]
async fn a_step_that_puts_no_entry_in_the_wrong_is_a_step_like_others() {
    let mut venue = Venue::new().await;
    *venue.fake.due.lock().unwrap() = Some(RIGHT_MS);
    venue.must(activate(1)).await;
    let steps = steps(&venue).await;
    assert!(matches!(steps.as_slice(), [(_, Entry::ClockSet { source: ClockSource::Ntp, .. })]), "{steps:?}");
    ends_well(venue).await;
}
