//! A night with every kind of game: pairs and sets, several stages at once, jackpots and pots, wild and
//! pre-drawn balls, side prizes, every way to wait for a claim, and a box that calls by itself.

use std::collections::BTreeSet;

use bytes::Bytes;
use futures_util::future::try_join_all;

use super::menu::every_structure;
use super::{Crew, expect, pull};
use crate::dice::Dice;
use crate::door::Door;
use crate::guest::Guest;
use crate::swarm::sell;
use crate::{BotError, While as _};
use domain::{
    Act, Amount, Ball, ClaimMode, Entry, GameId, Item, ItemKind, Label, Planned, Pot, PotId, PrizeId,
    Refusal, Serial, Source, Start, Verdict, Window, reaches,
};
use protocol::{ReplyBody, UnresolvedAct};

/// Guests of the night.
pub const GUESTS: usize = 20;
/// Cards each of them holds.
pub const CARDS_EACH: usize = 6;

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct StructuresPlayed {
    /// The night's ledger, as anybody can verify it: a zip.
    pub bundle: Bytes,
    /// What happened at least once, in words.
    pub seen: BTreeSet<&'static str>,
    /// Games played to their end.
    pub games: usize,
    /// Prizes handed out, side prizes aside.
    pub paid: usize,
}

/// Plays a night with every structure, from the box's first start to its bundle, with [`GUESTS`]
/// guests of [`CARDS_EACH`] cards each.
///
/// # Errors
/// [`BotError::Unexpected`] when the box is not as it should be.
pub async fn play_structures(
    door: &Door,
    claim_code: &str,
    keys: &[String],
    seed: u64,
) -> Result<StructuresPlayed, BotError> {
    // Boxed: a whole evening is a large future.
    Box::pin(play_all(door, claim_code, keys, seed)).await
}

async fn play_all(
    door: &Door,
    claim_code: &str,
    keys: &[String],
    seed: u64,
) -> Result<StructuresPlayed, BotError> {
    let Some(keys) = keys.get(..GUESTS * CARDS_EACH) else {
        return Err(BotError::Unexpected(format!("{} cards are wanted", GUESTS * CARDS_EACH)));
    };
    let mut crew = Box::pin(Crew::hire(door, claim_code)).await?;
    lay_the_table(&mut crew).await?;
    sell(&crew.seller, keys).await?;
    let wallets = keys.chunks(CARDS_EACH).map(|wallet| Guest::join(door, wallet.to_vec()));
    let guests = try_join_all(wallets).await?;
    for guest in &guests {
        let cards = guest.cards.iter().map(|card| format!("#{}", card.serial)).collect();
        crew.seller.must(UnresolvedAct::PackCards { cards }).await?;
    }
    let items = every_structure()?;
    crew.owner.must(Act::SetProgramme { after: None, items: items.clone() }).await?;
    let mut night = Evening {
        crew,
        guests,
        dice: Dice::new(seed),
        shown: StructuresPlayed::default(),
        game: None,
        over: false,
        seq: 0,
    };
    for item in &items {
        night.play_item(item).await?;
    }
    let closing = night.crew.owner.closing()?;
    let (seq, _) = night.crew.owner.must(closing).await?;
    night.all_follow(seq).await?;
    if let Some(fault) = night.guests.iter().flat_map(|guest| &guest.faults).next() {
        return Err(BotError::Unexpected(format!("a phone was told wrong: {fault}")));
    }
    night.shown.bundle = night.crew.owner.bundle().await?;
    Ok(night.shown)
}

/// Prizes and a pot.
async fn lay_the_table(crew: &mut Crew) -> Result<(), BotError> {
    for (id, value) in [("ham", 2_500), ("car", 900_000), ("token", 500)] {
        let (prize, name) = (PrizeId::new(id).on("naming")?, Label::new(id).on("naming")?);
        crew.owner.must(Act::AddPrize { prize, name, stock: 10_000, value: Amount::cents(value) }).await?;
    }
    let pot = Pot {
        pot: PotId::new("pot").on("naming")?,
        name: Label::new("The pot").on("naming")?,
        value: Amount::cents(10_000),
        start_value: Amount::cents(5_000),
        grow_value: Amount::cents(1_000),
        within: 1,
        start_within: 20,
        grow_within: 73,
    };
    crew.owner.must(Act::SetPot { pot }).await.map(drop)
}

struct Evening {
    crew: Crew,
    guests: Vec<Guest>,
    dice: Dice,
    shown: StructuresPlayed,
    game: Option<Running>,
    over: bool,
    /// The newest entry heard of.
    seq: u64,
}

/// The game being played.
struct Running {
    id: GameId,
    planned: Planned,
    cage: Vec<Ball>,
    calls: usize,
    /// A win was left asleep once.
    slept: bool,
}

/// A win that waits.
struct Won {
    stage: u8,
    hands: Vec<Vec<Serial>>,
}

impl Evening {
    async fn play_item(&mut self, item: &Item) -> Result<(), BotError> {
        let ItemKind::Game(planned) = &item.kind else {
            let show = Act::ShowItem { item: Some(item.id.clone()) };
            self.crew.caller.must(show).await?;
            self.shown.seen.insert("a break on the screens");
            return Ok(());
        };
        let id = GameId::new(item.id.as_str()).on("naming a game")?;
        let opening = UnresolvedAct::OpenGame {
            game: id.clone(),
            item: Some(item.id.clone()),
            planned: planned.clone(),
        };
        self.crew.owner.must(opening).await?;
        self.crew.caller.must(Act::LockGame { game: id.clone() }).await?;
        let cage = pull(&mut self.dice);
        self.over = false;
        self.game = Some(Running { id, planned: planned.clone(), cage, calls: 0, slept: false });
        while !self.over {
            let entries = self.next_call().await?;
            self.settle_all(won(&entries)).await?;
        }
        self.shown.games += 1;
        Ok(())
    }

    fn running(&mut self) -> Result<&mut Running, BotError> {
        self.game.as_mut().ok_or_else(|| BotError::Unexpected("no game is played".to_owned()))
    }

    fn id(&mut self) -> Result<GameId, BotError> {
        self.running().map(|game| game.id.clone())
    }

    /// The next ball, called by the caller or by the box itself.
    async fn next_call(&mut self) -> Result<Vec<Entry>, BotError> {
        let game = self.running()?;
        if game.calls == Ball::COUNT {
            return Err(BotError::Unexpected(format!("nobody won {}", game.id)));
        }
        if let Some(every_s) = game.planned.pace_s {
            return self.box_calls(every_s).await;
        }
        let ball = (game.planned.source == Source::Cage).then(|| game.cage[game.calls]);
        let after = u8::try_from(game.calls).on("counting calls")?;
        let act = Act::DrawBall { game: game.id.clone(), after, ball };
        let (seq, entries) = self.crew.caller.must(act).await?;
        self.heard(seq, &entries).await?;
        Ok(entries)
    }

    /// Waits until the box has called, and stops it when somebody has won.
    async fn box_calls(&mut self, every_s: u8) -> Result<Vec<Entry>, BotError> {
        let id = self.id()?;
        self.crew.caller.must(Act::SetPace { game: id.clone(), every_s: Some(every_s) }).await?;
        let stage = loop {
            self.crew.caller.hear().await?;
            let game = self.crew.caller.game.as_ref().filter(|game| game.id == id);
            let won = game.and_then(|game| game.stages.iter().position(|stage| stage.win.is_some()));
            if let Some(stage) = won {
                break stage;
            }
        };
        self.crew.caller.must(Act::SetPace { game: id, every_s: None }).await?;
        self.shown.seen.insert("the box calls by itself");
        let game = self.crew.caller.game.clone().ok_or("no game").on("looking at the screen")?;
        let win = game.stages[stage].win.clone().ok_or("no win").on("looking at the screen")?;
        self.running()?.calls = game.calls.len();
        let serials = win.cards.iter().map(|card| card.serial).collect();
        let stage = u8::try_from(stage).on("counting stages")?;
        let (ball, call) = (win.ball, win.call);
        Ok(vec![Entry::WinDetected { game: game.id, stage, ball, call, serials, hands: vec![] }])
    }

    /// Every phone hears what was written, and what it shows is remembered.
    async fn heard(&mut self, seq: u64, entries: &[Entry]) -> Result<(), BotError> {
        let game = self.running()?;
        let balls = entries.iter().filter(|entry| matches!(entry, Entry::BallCalled { .. })).count();
        game.calls += balls;
        let bonanza = balls > 1 && matches!(game.planned.start, Start::PreDrawn(_));
        if bonanza {
            self.shown.seen.insert("balls drawn before play");
        }
        entries.iter().filter_map(what).for_each(|what| {
            self.shown.seen.insert(what);
        });
        self.over |= entries.iter().any(|entry| matches!(entry, Entry::GameClosed { .. }));
        self.seq = seq + (entries.len() as u64).saturating_sub(1);
        self.all_follow(self.seq).await
    }

    async fn all_follow(&mut self, seq: u64) -> Result<(), BotError> {
        try_join_all(self.guests.iter_mut().map(|guest| guest.follow_to(seq))).await.map(drop)
    }

    /// Wins, and those that follow when a stage opens on balls that are out.
    async fn settle_all(&mut self, mut wins: Vec<Won>) -> Result<(), BotError> {
        while let Some(win) = wins.pop() {
            if self.left_asleep(&win).await? {
                return Ok(());
            }
            self.settle(&win).await?;
            let close = Act::CloseStage { game: self.id()?, stage: win.stage };
            let (seq, entries) = self.crew.caller.must(close).await?;
            self.heard(seq, &entries).await?;
            wins.extend(won(&entries));
        }
        Ok(())
    }

    /// Where the house rules do not wait, nobody speaks up the first time; the claim comes a ball late.
    async fn left_asleep(&mut self, win: &Won) -> Result<bool, BotError> {
        let game = self.running()?;
        let rules = game.planned.rules.clone();
        if rules.window == Window::Hold || std::mem::replace(&mut game.slept, true) {
            return Ok(false);
        }
        if rules.window == Window::ThreeAsks {
            for asked in 0..3 {
                let refusal = self.draw_refused().await?;
                expect(&refusal, refusal == Refusal::AskFirst { asked })?;
                let act = Act::AskClaims { game: self.id()? };
                let (seq, entries) = self.crew.caller.must(act).await?;
                self.heard(seq, &entries).await?;
            }
        }
        let entries = Box::pin(self.next_call()).await?;
        let late = win.hands.first().and_then(|hand| hand.first().copied()).unwrap_or(Serial(0));
        let claim = UnresolvedAct::Claim { game: self.id()?, stage: win.stage, card: format!("#{late}") };
        if rules.last_number {
            let refusal = self.crew.verifier.must_not(claim).await?;
            expect(&refusal, matches!(refusal, Refusal::Slept { .. }))?;
            self.shown.seen.insert("a claim that came too late");
            Box::pin(self.settle_all(won(&entries))).await?;
            return Ok(true);
        }
        let (seq, claimed) = self.crew.verifier.must(claim).await?;
        self.heard(seq, &claimed).await?;
        let mut hands = vec![vec![late]];
        hands.extend(
            won(&entries).into_iter().filter(|other| other.stage == win.stage).flat_map(|won| won.hands),
        );
        self.settle_claimed(&Won { stage: win.stage, hands }, &[late]).await?;
        let close = Act::CloseStage { game: self.id()?, stage: win.stage };
        let (seq, entries) = self.crew.caller.must(close).await?;
        self.heard(seq, &entries).await?;
        Ok(true)
    }

    async fn draw_refused(&mut self) -> Result<Refusal, BotError> {
        let game = self.running()?;
        let after = u8::try_from(game.calls).on("counting calls")?;
        let act = Act::DrawBall { game: game.id.clone(), after, ball: None };
        self.crew.caller.must_not(act).await
    }

    async fn settle(&mut self, win: &Won) -> Result<(), BotError> {
        self.settle_claimed(win, &[]).await
    }

    /// Claims, verdicts, payouts and side prizes of a win.
    async fn settle_claimed(&mut self, win: &Won, claimed: &[Serial]) -> Result<(), BotError> {
        let (game, rules) = (self.id()?, self.running()?.planned.rules.clone());
        let mut winners = None;
        for hand in &win.hands {
            let Some(&serial) = hand.first() else { continue };
            if rules.claim == ClaimMode::Press && !claimed.contains(&serial) {
                self.claim(&game, win.stage, hand).await?;
            }
            let show = Act::ShowCard { game: game.clone(), stage: win.stage, serial };
            let judge = Act::JudgeClaim {
                game: game.clone(),
                stage: win.stage,
                serial,
                verdict: Verdict::Good,
                reason: None,
            };
            // A prize of the table is worth at least a mug.
            if reaches(Amount::cents(500), rules.show_card_from) {
                let refusal = self.crew.verifier.must_not(judge.clone()).await?;
                expect(&refusal, refusal == Refusal::NotShown { serial })?;
                let (seq, entries) = self.crew.verifier.must(show).await?;
                self.heard(seq, &entries).await?;
            }
            let (seq, entries) = self.crew.verifier.must(judge).await?;
            self.heard(seq, &entries).await?;
            winners = winners.or_else(|| super::room::tie(&entries));
            if reaches(Amount::cents(500), rules.second_person_from) {
                let confirm = Act::ConfirmClaim { game: game.clone(), stage: win.stage, serial };
                let (seq, entries) = self.crew.caller.must(confirm).await?;
                self.heard(seq, &entries).await?;
            }
        }
        let good = || win.hands.iter().filter_map(|hand| hand.first().copied()).collect();
        self.pay(win.stage, &winners.unwrap_or_else(good)).await
    }

    /// "Bingo!" from the phone that holds a card of the hand.
    async fn claim(&mut self, game: &GameId, stage: u8, hand: &[Serial]) -> Result<(), BotError> {
        let Some(&serial) = hand.last() else { return Ok(()) };
        let holds = |guest: &&mut Guest| guest.cards.iter().any(|card| card.serial == serial);
        let guest = self.guests.iter_mut().find(holds).ok_or("nobody holds it").on("claiming")?;
        if hand.len() > 1 && !hand.iter().all(|one| guest.cards.iter().any(|card| card.serial == *one)) {
            return Err(BotError::Unexpected(format!("a hand of several players won: {hand:?}")));
        }
        match guest.claim(game.clone(), stage, serial).await? {
            ReplyBody::Ok { .. } => Ok(()),
            other => Err(BotError::Unexpected(format!("a claim gave {other:?}"))),
        }
    }

    async fn pay(&mut self, stage: u8, winners: &[Serial]) -> Result<(), BotError> {
        let game = self.id()?;
        for &serial in winners {
            let pay = UnresolvedAct::PayPrize { game: game.clone(), stage, serial, name: None };
            let (seq, entries) = self.crew.prize_desk.must(pay).await?;
            self.shown.paid += 1;
            self.heard(seq, &entries).await?;
        }
        self.crew.owner.follow_to(self.seq).await?;
        let shown = self.crew.owner.wins.iter().find(|win| win.game == game && win.stage == stage);
        let extras = shown.map(|win| win.extras.clone()).unwrap_or_default();
        for (extra, due) in (0_u8..).zip(&extras) {
            for (serial, ..) in &due.awards {
                let act = Act::PayExtra { game: game.clone(), stage, extra, serial: *serial };
                let (seq, entries) = self.crew.prize_desk.must(act.clone()).await?;
                self.heard(seq, &entries).await?;
                let refusal = self.crew.prize_desk.must_not(act).await?;
                expect(&refusal, matches!(refusal, Refusal::AlreadyPaid { .. }))?;
            }
        }
        Ok(())
    }
}

/// What these entries say was won.
fn won(entries: &[Entry]) -> Vec<Won> {
    let won = entries.iter().filter_map(|entry| match entry {
        Entry::WinDetected { stage, serials, hands, .. } if hands.is_empty() => {
            Some(Won { stage: *stage, hands: serials.iter().map(|serial| vec![*serial]).collect() })
        }
        Entry::WinDetected { stage, hands, .. } => Some(Won { stage: *stage, hands: hands.clone() }),
        _ => None,
    });
    won.collect()
}

/// What an entry shows that not every night has.
fn what(entry: &Entry) -> Option<&'static str> {
    match entry {
        Entry::WinDetected { hands, .. } if !hands.is_empty() => Some("cards that win together"),
        Entry::ClaimMade { slept: Some(_), .. } => Some("a claim that had slept"),
        Entry::ClaimsAsked { times: 3, .. } => Some("asked three times"),
        Entry::CardShown { .. } => Some("a card shown to the room"),
        Entry::ClaimConfirmed { .. } => Some("a second person"),
        Entry::PotGrew { .. } => Some("a pot that grew"),
        Entry::PotWon { .. } => Some("a pot that was won"),
        Entry::PrizePaid { pot: Some(_), .. } => Some("a pot that was paid"),
        Entry::ExtraPaid { value: Some(_), .. } => Some("a side prize by the ball"),
        Entry::ExtraPaid { .. } => Some("a side prize"),
        _ => None,
    }
}
