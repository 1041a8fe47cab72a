//! Side prizes of a stage. A new kind of side prize is a variant here, and nothing else but words.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::amount::Amount;
use super::ball::Ball;
use super::face::Serial;
use super::ids::PrizeId;

/// A prize beside that of the stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Extra {
    /// Hot ball: for winners who complete on this ball.
    HotBall {
        /// The ball nominated before the game.
        ball: Ball,
        /// What they get besides.
        prize: PrizeId,
    },
    /// Good neighbour: for the cards in play whose serials are next to a winner's.
    Neighbours {
        /// What each of them gets.
        prize: PrizeId,
    },
    /// Winners get money by the ball they complete on.
    BallValue {
        /// What it is called on the table.
        prize: PrizeId,
        /// Cents for every point.
        cents: Amount,
        /// Points are the ball's last digit instead of its number.
        last_digit: bool,
    },
}

/// What one card gets by an [`Extra`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// The card.
    pub serial: Serial,
    /// In cents, where the ball decides it.
    pub value: Option<Amount>,
}

impl Extra {
    /// The prize on the table.
    #[must_use]
    pub fn prize(&self) -> &PrizeId {
        match self {
            Self::HotBall { prize, .. } | Self::Neighbours { prize } | Self::BallValue { prize, .. } => prize,
        }
    }

    /// Who gets it, ascending by serial, when these cards (ascending) won with this ball. `plays`
    /// says which cards are in play.
    #[must_use]
    pub fn awards(&self, winners: &[Serial], ball: Ball, plays: impl Fn(Serial) -> bool) -> Vec<Award> {
        let all = |value| winners.iter().map(|&serial| Award { serial, value }).collect();
        match self {
            Self::HotBall { ball: hot, .. } if *hot == ball => all(None),
            Self::HotBall { .. } => vec![],
            Self::BallValue { cents, last_digit, .. } => {
                let points = if *last_digit { ball.number() % 10 } else { ball.number() };
                all(Some(cents.times(points)))
            }
            Self::Neighbours { .. } => {
                let beside = |serial: &Serial| [serial.0.checked_sub(1), serial.0.checked_add(1)];
                let mut next: Vec<Serial> = winners.iter().flat_map(beside).flatten().map(Serial).collect();
                next.sort_unstable();
                next.dedup();
                next.retain(|serial| plays(*serial) && !winners.contains(serial));
                next.into_iter().map(|serial| Award { serial, value: None }).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prize() -> PrizeId {
        PrizeId::new("mug").unwrap()
    }

    fn ball(number: u8) -> Ball {
        Ball::new(number).unwrap()
    }

    fn serials(awards: &[Award]) -> Vec<u32> {
        awards.iter().map(|award| award.serial.0).collect()
    }

    #[test]
    fn the_hot_ball_pays_only_when_it_is_the_winning_one() {
        let extra = Extra::HotBall { ball: ball(42), prize: prize() };
        let winners = [Serial(3), Serial(7)];
        assert_eq!(serials(&extra.awards(&winners, ball(42), |_| true)), [3, 7]);
        assert!(extra.awards(&winners, ball(41), |_| true).is_empty());
    }

    #[test]
    fn neighbours_are_cards_in_play_beside_a_winner_that_did_not_win_themselves() {
        let extra = Extra::Neighbours { prize: prize() };
        let plays = |serial: Serial| serial.0 != 9;
        let awards = extra.awards(&[Serial(5), Serial(6), Serial(8)], ball(1), plays);
        assert_eq!(serials(&awards), [4, 7]);
        assert_eq!(serials(&extra.awards(&[Serial(0)], ball(1), |_| true)), [1]);
    }

    #[test]
    fn the_ball_says_how_much() {
        let value = |last_digit| {
            let extra = Extra::BallValue { prize: prize(), cents: Amount::cents(1_000), last_digit };
            extra.awards(&[Serial(1)], ball(42), |_| true)[0].value
        };
        assert_eq!((value(false), value(true)), (Some(Amount::cents(42_000)), Some(Amount::cents(2_000))));
    }
}
