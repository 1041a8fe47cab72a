//! Claims, verdicts, ties and payouts.

use crate::actor::Stamp;
use crate::entry::Entry;
use crate::face::Serial;
use crate::ids::GameId;
use crate::state::{Night, Stage, Win, WinningCard};

impl Night {
    pub(super) fn apply_to_claims(&mut self, stamp: &Stamp, entry: &Entry) {
        match entry {
            Entry::ClaimMade { game, stage, serial, slept: Some(_) } => {
                self.wake(game, *stage, *serial, stamp);
            }
            Entry::ClaimMade { game, stage, serial, slept: None } => {
                self.in_win(game, *stage, *serial, |card| card.claimed = Some(stamp.clone()));
            }
            Entry::CardShown { game, stage, serial } => {
                self.in_win(game, *stage, *serial, |card| card.shown = Some(stamp.clone()));
            }
            Entry::ClaimJudged { game, stage, serial, verdict, reason } => {
                let judged = (stamp.clone(), *verdict, reason.clone());
                self.in_win(game, *stage, *serial, |card| card.judged = Some(judged));
            }
            Entry::ClaimConfirmed { game, stage, serial } => {
                self.in_win(game, *stage, *serial, |card| card.confirmed = Some(stamp.clone()));
            }
            Entry::TieResolved { game, stage, winners, .. } => self.in_stage(game, *stage, |stage| {
                if let Some(win) = &mut stage.win {
                    win.tie.get_or_insert_default().extend(winners);
                }
            }),
            Entry::PrizePaid { game, stage, serial, prize, share, of, .. } => {
                if let Some(prize) = prize {
                    let pieces = self.pieces_taken(game, *stage);
                    self.in_prize(prize, |prize| {
                        prize.stock = prize.stock.saturating_sub(pieces);
                        prize.paid = prize.paid.saturating_add(1);
                    });
                }
                self.in_win(game, *stage, *serial, |card| card.paid = Some((stamp.clone(), *share, *of)));
            }
            Entry::ExtraPaid { game, stage, extra, serial, prize, .. } => {
                self.in_prize(prize, |prize| {
                    prize.stock = prize.stock.saturating_sub(1);
                    prize.paid = prize.paid.saturating_add(1);
                });
                let place = (*extra, *serial);
                self.in_stage(game, *stage, |stage| {
                    stage.extras_paid.insert(place, stamp.clone());
                });
            }
            _ => {}
        }
    }

    /// A card that slept is claimed: it joins the win of the call that is out now.
    fn wake(&mut self, id: &GameId, number: u8, serial: Serial, stamp: &Stamp) {
        self.in_game(id, |game| {
            let (call, ball) = (game.call(), game.calls.last().copied());
            let stage = game.stages.get_mut(usize::from(number));
            let (Some(stage), Some(ball)) = (stage, ball) else { return };
            let Some((mut card, slept)) = asleep(stage, serial) else { return };
            card.claimed = Some(stamp.clone());
            card.slept = Some(slept);
            let win = stage.win.get_or_insert_with(|| Win { ball, call, cards: vec![], tie: None, asked: 0 });
            let place = win.cards.partition_point(|other| other.serial < card.serial);
            win.cards.insert(place, card);
        });
    }
}

/// The card in an earlier win that nobody has claimed, with that win's call.
fn asleep(stage: &Stage, serial: Serial) -> Option<(WinningCard, u8)> {
    let wins = stage.past.iter().rev();
    wins.filter_map(|win| Some((win.card(serial)?.clone(), win.call)))
        .find(|(card, _)| card.claimed.is_none())
}
