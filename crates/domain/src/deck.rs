//! Deck, version 1: fair draws anyone can check.
//!
//! A seed is committed to before sales, everything that could be aimed at is locked, the room
//! throws in a text, and the order of the balls follows from the four. `tests/deck_v1/` is a
//! second implementation, in another language, that shares nothing with this one.

use sha2::{Digest as _, Sha256};

use super::ball::Ball;
use super::face::Serial;
use super::ids::{Digest, GameId, Seed};
use super::merkle;
use super::stream::Stream;

/// What is published before sales: it binds the box to the seed without giving it away.
#[must_use]
pub fn commitment(seed: &Seed) -> Digest {
    Digest(Sha256::new().chain_update("hallbox deck v1\n").chain_update(seed.0).finalize().into())
}

/// RFC 6962 root over the serials in play, as decimal texts in ascending order of number.
#[must_use]
pub fn card_root(serials: &[Serial]) -> Digest {
    let mut ascending = serials.to_vec();
    ascending.sort_unstable();
    merkle::root(ascending.iter().map(Serial::to_string))
}

/// What is published when sales close: after it neither game, rules nor cards can change.
#[must_use]
pub fn lock(game: &GameId, rules_hash: &Digest, card_root: &Digest) -> Digest {
    let text = format!("{game}\n{}\n{}", rules_hash.hex(), card_root.hex());
    Digest(Sha256::digest(text).into())
}

/// The order in which the balls leave.
///
/// # Panics
/// Never: 75 balls stay 75 however they are swapped.
#[must_use]
pub fn order(seed: &Seed, game: &GameId, lock: &Digest, entropy: &str) -> [Ball; Ball::COUNT] {
    let mut stream = Stream::new(
        &seed.0,
        &[b"hallbox deck v1\0", game.as_str().as_bytes(), b"\0", &lock.0, entropy.as_bytes(), b"\0"],
    );
    let mut balls: Vec<Ball> = Ball::all().collect();
    for last in (1..=74).rev() {
        balls.swap(usize::from(last), usize::from(stream.below(last + 1)));
    }
    balls.try_into().expect("there are 75 balls")
}

/// Which of several cards that won on one ball gets the prize, where the rules leave it to chance.
/// The same committed seed decides, so nobody can steer it and anybody can check it. `among` is
/// in ascending order: which card is picked hangs on its place there.
///
/// # Panics
/// When `among` is empty: there is no tie between no cards.
#[must_use]
pub fn pick(seed: &Seed, game: &GameId, stage: u8, call: u8, among: &[Serial]) -> Serial {
    assert!(!among.is_empty(), "a tie needs cards");
    let mut stream =
        Stream::new(&seed.0, &[b"hallbox tie v1\0", game.as_str().as_bytes(), b"\0", &[stage, call]]);
    let count = u32::try_from(among.len()).expect("serials are 32 bits, so there are no more cards");
    among[stream.word_below(count) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seed(fill: u8) -> Seed {
        Seed([fill; 64])
    }

    fn game(id: &str) -> GameId {
        GameId::new(id).unwrap()
    }

    #[test]
    fn an_order_has_every_ball_once_and_hangs_on_every_input() {
        let lock = Digest([7; 32]);
        let first = order(&seed(1), &game("g-1"), &lock, "red 5");
        let mut sorted = first;
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(Ball::all()));
        assert_ne!(first, order(&seed(2), &game("g-1"), &lock, "red 5"));
        assert_ne!(first, order(&seed(1), &game("g-2"), &lock, "red 5"));
        assert_ne!(first, order(&seed(1), &game("g-1"), &Digest([8; 32]), "red 5"));
        assert_ne!(first, order(&seed(1), &game("g-1"), &lock, ""));
    }

    #[test]
    fn every_ball_leaves_first_equally_often() {
        let mut first = [0_u32; Ball::COUNT];
        for nonce in 0..7_500 {
            first[order(&seed(3), &game("g"), &Digest([0; 32]), &nonce.to_string())[0].index()] += 1;
        }
        // 100 each; six standard deviations either way.
        assert!(first.iter().all(|count| (40..160).contains(count)), "{first:?}");
    }

    #[test]
    fn the_card_root_does_not_hang_on_the_order_of_asking() {
        let ascending = [Serial(9), Serial(10), Serial(100)];
        assert_eq!(card_root(&ascending), card_root(&[Serial(100), Serial(9), Serial(10)]));
        assert_eq!(card_root(&ascending), merkle::root(["9", "10", "100"]));
        assert_eq!(card_root(&[]).0, <[u8; 32]>::from(Sha256::digest([])));
    }

    #[test]
    fn ties_fall_on_every_card_and_hang_on_the_ball() {
        let among = [Serial(4), Serial(8), Serial(15)];
        let mut picked = [0_u32; 3];
        for call in 0..=255 {
            for stage in 0..8 {
                let serial = pick(&seed(5), &game("g"), stage, call, &among);
                picked[among.iter().position(|&one| one == serial).unwrap()] += 1;
            }
        }
        // 2,048 picks, 683 each; six standard deviations either way.
        assert!(picked.iter().all(|count| (555..811).contains(count)), "{picked:?}");
        assert_eq!(pick(&seed(5), &game("g"), 0, 9, &[Serial(42)]), Serial(42));
    }
}
