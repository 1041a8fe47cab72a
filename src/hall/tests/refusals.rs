//! What staff are refused on and on.

use super::*;

/// An act that is refused: there is no such game.
fn unknown() -> Act {
    Act::PauseGame { game: game(), reason: reason() }
}

/// What the ledger says of refusals: whether under the id of an act, how many repeats; and what the audit says of it.
async fn refusals(venue: &Venue) -> (Vec<(bool, u32)>, Audit) {
    let Verification::Good(proven) = bundle::verify_bytes(&venue.bundle().await) else { panic!() };
    let refused = proven.leaves.iter().filter_map(|leaf| match &leaf.entry {
        Entry::Refused { repeats, .. } => Some((leaf.cmd.is_some(), *repeats)),
        _ => None,
    });
    (refused.collect(), audit(&proven.leaves))
}

#[tokio::test]
async fn repeats_of_a_refusal_are_one_entry_with_their_number_and_the_audit_agrees() {
    let mut venue = Venue::new().await;
    for _ in 0..30 {
        let answer = venue.ask(unknown()).await;
        assert!(matches!(answer, ReplyBody::Refused(Refusal::Unknown { what: Thing::Game })), "{answer:?}");
    }
    venue.must(close_night()).await;
    let (written, audited) = refusals(&venue).await;
    assert_eq!(written, [(true, 0), (false, 29)]);
    assert!(matches!(audited, Audit::Good(_)), "{audited:?}");
}

#[tokio::test]
async fn what_one_device_is_refused_goes_on_being_counted_minute_after_minute() {
    let mut venue = Venue::new().await;
    // The clock of this venue goes on by a second with every look at it.
    for n in 0..100 {
        let serial = Serial(n % 40);
        venue.ask(if n % 2 == 0 { unknown() } else { Act::VoidCard { serial, reason: reason() } }).await;
    }
    venue.must(close_night()).await;
    let (written, audited) = refusals(&venue).await;
    assert!(written.len() <= 2 * 20 + 4, "{written:?}");
    assert_eq!(written.iter().map(|(single, repeats)| u32::from(*single) + repeats).sum::<u32>(), 100);
    assert!(matches!(audited, Audit::Good(_)), "{audited:?}");
}
