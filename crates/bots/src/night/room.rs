//! The guests of a bots' night.

use futures_util::future::try_join_all;

use crate::dice::Dice;
use crate::door::Door;
use crate::guest::Guest;
use crate::staff::Staff;
use crate::{BotError, While as _};
use domain::{Act, Ball, Entry, GameId, Reason, Refusal, Serial, Verdict};
use protocol::{ReplyBody, UnresolvedAct};

/// More guests than bots need to be lively; cards beyond their wallets are played on paper.
const GUESTS_MAX: usize = 40;
/// Cards a guest buys.
const WALLET: usize = 3;

/// Everybody with a phone. Cards nobody holds on a phone are on paper.
pub(super) struct Room {
    door: Door,
    guests: Vec<Guest>,
}

impl Room {
    /// Guests join with wallets of one to three cards; some cards are left on paper.
    pub(super) async fn open(
        door: &Door,
        keys: &[String],
        sold: usize,
        dice: &mut Dice,
    ) -> Result<Self, BotError> {
        let mut wallets: Vec<Vec<String>> = Vec::new();
        let mut rest = &keys[..sold.max(1).min(keys.len())];
        while !rest.is_empty() && wallets.len() < GUESTS_MAX {
            let (wallet, others) = rest.split_at(rest.len().min(1 + dice.below(WALLET)));
            // One in seven plays on paper only; the first guest is needed later.
            if wallets.is_empty() || dice.below(7) != 0 {
                wallets.push(wallet.to_vec());
            }
            rest = others;
        }
        let guests = try_join_all(wallets.into_iter().map(|wallet| Guest::join(door, wallet))).await?;
        Ok(Self { door: door.clone(), guests })
    }

    /// All who listen hear everything up to this entry.
    pub(super) async fn follow_to(&mut self, seq: u64) -> Result<(), BotError> {
        let here = self.guests.iter_mut().filter(|guest| guest.is_here());
        try_join_all(here.map(|guest| guest.follow_to(seq))).await.map(drop)
    }

    /// The first guest's network goes away.
    pub(super) fn one_leaves(&mut self) {
        self.guests[0].leave();
    }

    /// Whoever was away comes back, and has everything up to this entry.
    pub(super) async fn all_are_back(&mut self, seq: u64) -> Result<(), BotError> {
        for guest in self.guests.iter_mut().filter(|guest| !guest.is_here()) {
            guest.rejoin(&self.door).await?;
            guest.follow_to(seq).await?;
        }
        Ok(())
    }

    /// Claims a card that has not won: the box must say no.
    pub(super) async fn claim_falsely(&mut self, game: &GameId, stage: u8) -> Result<(), BotError> {
        let Some(guest) = self.guests.iter_mut().find(|guest| guest.is_here()) else { return Ok(()) };
        let Some(card) = guest.cards.first() else { return Ok(()) };
        let serial = card.serial;
        match guest.claim(game.clone(), stage, serial).await? {
            ReplyBody::Refused(Refusal::NotAWin { .. } | Refusal::TooManyTries) => Ok(()),
            other => Err(BotError::Unexpected(format!("a false claim gave {other:?}"))),
        }
    }

    /// "Bingo!" for a card that has won: from the phone that holds it, else from whoever checks.
    pub(super) async fn claim(
        &mut self,
        by: &mut Staff,
        game: &GameId,
        stage: u8,
        serial: Serial,
    ) -> Result<u64, BotError> {
        let holds =
            |guest: &&mut Guest| guest.is_here() && guest.cards.iter().any(|card| card.serial == serial);
        if let Some(guest) = self.guests.iter_mut().find(holds) {
            let wanted = (game.clone(), stage, serial);
            if !guest.winning().contains(&wanted) {
                return Err(BotError::Unexpected(format!("a phone does not see that {serial} won")));
            }
            match guest.claim(game.clone(), stage, serial).await? {
                ReplyBody::Ok { seq, .. } => return Ok(seq),
                // Several cards of one wallet at once: the box lets staff speak for the guest.
                ReplyBody::Refused(Refusal::TooManyTries) => {}
                other => return Err(BotError::Unexpected(format!("a claim gave {other:?}"))),
            }
        }
        let act = UnresolvedAct::Claim { game: game.clone(), stage, card: format!("#{serial}") };
        by.must(act).await.map(|(seq, _)| seq)
    }

    /// Every phone that listens shows these balls and no others.
    pub(super) fn all_show(&self, calls: &[Ball]) -> Result<(), BotError> {
        for guest in self.guests.iter().filter(|guest| guest.is_here()) {
            let shown = guest.game.as_ref().map(|game| game.calls.as_slice());
            if shown != Some(calls) {
                return Err(BotError::Unexpected(format!("a phone shows {shown:?}, called were {calls:?}")));
            }
        }
        Ok(())
    }

    /// Every phone recomputes the deck of the game that is over; how many could.
    pub(super) fn check_decks(&self) -> Result<usize, BotError> {
        let checks: Vec<bool> = self.guests.iter().filter_map(Guest::checks_deck).collect();
        if checks.contains(&false) {
            return Err(BotError::Unexpected("a phone found another order than the seed gives".to_owned()));
        }
        Ok(checks.len())
    }

    pub(super) fn has_no_faults(&self) -> Result<(), BotError> {
        match self.guests.iter().flat_map(|guest| &guest.faults).next() {
            None => Ok(()),
            Some(fault) => Err(BotError::Unexpected(format!("a phone was told wrong: {fault}"))),
        }
    }
}

/// Cards that completed a stage, when these entries say so.
pub(super) fn won(entries: &[Entry]) -> Option<(u8, Vec<Serial>)> {
    entries.iter().find_map(|entry| match entry {
        Entry::WinDetected { stage, serials, .. } => Some((*stage, serials.clone())),
        _ => None,
    })
}

/// Cards that get something, when these entries resolve a tie.
pub(super) fn tie(entries: &[Entry]) -> Option<Vec<Serial>> {
    entries.iter().find_map(|entry| match entry {
        Entry::TieResolved { winners, .. } => Some(winners.clone()),
        _ => None,
    })
}

/// What staff say to a claim.
pub(super) fn judge(game: &GameId, stage: u8, serial: Serial, no: Option<&str>) -> Result<Act, BotError> {
    let reason = no.map(Reason::new).transpose().on("giving a reason")?;
    let verdict = if reason.is_some() { Verdict::NotAWin } else { Verdict::Good };
    Ok(Act::JudgeClaim { game: game.clone(), stage, serial, verdict, reason })
}
