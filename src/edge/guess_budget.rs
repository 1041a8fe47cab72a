//! The budget of wrong typed codes: by address first, so that one guest who guesses keeps no other from typing, then
//! for the whole box, because a device can take many addresses on a local network.

use std::time::Duration;

use tokio::time::Instant;

use super::keyed_buckets::KeyedBuckets;
use super::permits::AddressKey;
use super::token_bucket::TokenBucket;

/// Codes there are: 35 random bits. The check symbol follows from them: without a right one a code is not looked up.
const CODES: u64 = 1 << 35;
/// A night in which somebody guesses all the time finds a card in one of so many nights.
const NIGHTS_PER_HIT: u64 = 1_000;
/// A night, s.
const NIGHT_S: u64 = 12 * 60 * 60;
/// Wrong codes of one address at once: the check symbol catches what people mistype, so hardly anybody comes to two.
const ADDRESS_BURST: u32 = 10;
/// One more every so often, s: 10 + 12 · 60 / 5 = 154 a night.
const ADDRESS_REFILL_S: u64 = 5 * 60;

/// Wrong codes of a night for a box with so many cards. `n` guesses at `c` cards among 2^35 codes find one with a
/// probability of at most `n · c / 2^35`, which is `1 / NIGHTS_PER_HIT` for `n = 2^35 / NIGHTS_PER_HIT / c`: 34,359 for
/// 1,000 cards, which takes 224 addresses all night, and 1,717 for the 20,000 that a box holds at most.
fn per_night(cards: usize) -> u64 {
    CODES / NIGHTS_PER_HIT / u64::try_from(cards).unwrap_or(u64::MAX).max(1)
}

/// What is left of both budgets.
#[derive(Debug)]
pub(super) struct GuessBudget {
    by_address: KeyedBuckets<AddressKey>,
    whole_box: TokenBucket,
    /// Cards that `whole_box` was sized for.
    cards: usize,
}

impl GuessBudget {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            by_address: KeyedBuckets::new(ADDRESS_BURST, Duration::from_secs(ADDRESS_REFILL_S)),
            whole_box: whole_box(0, now),
            cards: 0,
        }
    }

    /// Whether a code that was typed at this address may be looked up among so many cards. Also a right one may not
    /// past the budget, or guessing would go on.
    ///
    /// # Errors
    /// How long until it may.
    pub(super) fn check(&mut self, from: AddressKey, cards: usize, now: Instant) -> Result<(), Duration> {
        if self.cards != cards {
            // New cards come from the owner.
            (self.whole_box, self.cards) = (whole_box(cards, now), cards);
        }
        self.by_address.check(&from, now)?;
        self.whole_box.check(now)
    }

    /// Counts a wrong code; true when it was the last for now: of this address, or of all.
    pub(super) fn spend(&mut self, from: AddressKey, now: Instant) -> bool {
        // Checked before the look-up, under the same lock.
        let _ = self.by_address.try_consume(from, now);
        let _ = self.whole_box.try_consume(now);
        self.by_address.check(&from, now).is_err() || self.whole_box.check(now).is_err()
    }
}

/// Half of a night's wrong codes at once, the other half spread over the night.
fn whole_box(cards: usize, now: Instant) -> TokenBucket {
    let half = u32::try_from((per_night(cards) / 2).max(1)).unwrap_or(u32::MAX);
    TokenBucket::new(half, Duration::from_secs(NIGHT_S) / half, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: Duration = Duration::from_secs(1);

    /// Wrong codes one after the other until there is a wait.
    fn guess(budget: &mut GuessBudget, from: AddressKey, cards: usize, now: Instant) -> u64 {
        let mut wrong = 0;
        while budget.check(from, cards, now).is_ok() {
            wrong += 1;
            assert_eq!(budget.spend(from, now), budget.check(from, cards, now).is_err());
        }
        wrong
    }

    #[test]
    fn an_address_has_ten_wrong_codes_and_then_one_every_five_minutes() {
        let now = Instant::now();
        let mut budget = GuessBudget::new(now);
        assert_eq!(guess(&mut budget, 1, 1_000, now), 10);
        assert_eq!(budget.check(1, 1_000, now), Err(300 * S));
        assert_eq!(budget.check(2, 1_000, now), Ok(()), "a quiet phone");
        assert_eq!(budget.check(1, 1_000, now + 300 * S), Ok(()));
        assert_eq!(guess(&mut budget, 1, 1_000, now + 300 * S), 1);
    }

    #[test]
    fn a_night_of_guessing_from_everywhere_hits_in_one_of_a_thousand_nights() {
        for cards in [1, 1_000, 20_000] {
            let start = Instant::now();
            let mut budget = GuessBudget::new(start);
            let (mut wrong, mut address) = (0, 0);
            for minute in 0..=NIGHT_S / 60 {
                let now = start + Duration::from_secs(minute * 60);
                // Every address is as good as the one before, until none is.
                loop {
                    address += 1;
                    let more = guess(&mut budget, address, cards, now);
                    wrong += more;
                    if more == 0 || wrong > 100_000 {
                        break;
                    }
                }
            }
            // n · c / 2^35 is no more than 1 / 1,000, but for what the divisions rounded.
            let hits_times_codes = wrong * u64::try_from(cards).unwrap();
            assert!(hits_times_codes * NIGHTS_PER_HIT <= CODES / 1_000 * 1_001, "{wrong} at {cards} cards");
            assert!(cards == 1 || wrong >= per_night(cards) - 10, "{wrong} guesses at {cards} cards");
        }
    }

    #[test]
    fn the_figures_of_the_remark_hold() {
        assert_eq!((per_night(1_000), per_night(20_000)), (34_359, 1_717));
        assert_eq!(34_359_u64.div_ceil(u64::from(ADDRESS_BURST) + NIGHT_S / ADDRESS_REFILL_S), 224);
    }
}
