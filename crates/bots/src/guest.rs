//! A guest's phone that trusts nothing: it checks every message against what it already knows.

use futures_util::{SinkExt as _, StreamExt as _};
use tokio_tungstenite::tungstenite::Message;

use super::door::{Cookies, Door, Socket};
use super::staff::new_id;
use super::{BotError, While as _};
use domain::{Ball, GameId, Serial, Source, deck};
use protocol::{
    CardView, GameView, PhoneMessage, PhoneRequest, ReplyBody, Since, VERSION, Warning, WinCardState,
};

/// Where phones connect.
pub const PATH: &str = "/api/phone/socket";

/// A phone with a wallet.
pub struct Guest {
    keys: Vec<String>,
    /// `None` while it is away.
    socket: Option<Socket>,
    /// Where it is: night, seq, head.
    pub since: Option<Since>,
    /// Its cards.
    pub cards: Vec<CardView>,
    /// The game as the phone knows it.
    pub game: Option<GameView>,
    /// Newest checkpoint it holds.
    pub receipt: Option<String>,
    /// What the box tells the whole room.
    pub warning: Option<Warning>,
    /// What did not fit: a ball twice, a gap, a step back.
    pub faults: Vec<String>,
    /// It has just resumed: the newest entry may come once more.
    may_repeat: bool,
}

impl Guest {
    /// Joins with these keys.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn join(door: &Door, keys: Vec<String>) -> Result<Self, BotError> {
        let socket = Some(door.socket(PATH, &Cookies::default()).await?);
        let (cards, faults) = (vec![], vec![]);
        let mut guest = Self {
            keys,
            socket,
            since: None,
            cards,
            game: None,
            receipt: None,
            warning: None,
            faults,
            may_repeat: false,
        };
        guest.hello().await?;
        Ok(guest)
    }

    /// Comes back after the link was lost.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn rejoin(&mut self, door: &Door) -> Result<(), BotError> {
        self.socket = Some(door.socket(PATH, &Cookies::default()).await?);
        self.hello().await
    }

    /// Loses its network without a goodbye.
    pub fn leave(&mut self) {
        self.socket = None;
    }

    /// Whether it listens.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.socket.is_some()
    }

    /// Shows the box another wallet.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn carry(&mut self, keys: Vec<String>) -> Result<(), BotError> {
        self.keys = keys;
        self.hello().await
    }

    async fn hello(&mut self) -> Result<(), BotError> {
        let hello = PhoneRequest::Hello {
            v: VERSION,
            keys: self.keys.clone(),
            since: self.since.clone(),
            receipt: self.receipt.clone().map(protocol::Receipt),
        };
        self.send(&hello).await?;
        loop {
            if matches!(self.hear().await?, PhoneMessage::Snapshot(_) | PhoneMessage::Resumed { .. }) {
                return Ok(());
            }
        }
    }

    async fn send(&mut self, request: &PhoneRequest) -> Result<(), BotError> {
        let text = serde_json::to_string(request).on("encoding")?;
        let socket = self.socket.as_mut().ok_or("away").on("sending")?;
        socket.send(Message::text(text)).await.on("sending")
    }

    /// The next message, taken in.
    ///
    /// # Errors
    /// [`BotError::Link`] when the socket is gone.
    pub async fn hear(&mut self) -> Result<PhoneMessage, BotError> {
        let socket = self.socket.as_mut().ok_or("away").on("listening")?;
        loop {
            let frame = socket.next().await.ok_or("closed").on("listening")?.on("listening")?;
            if let Message::Text(text) = frame {
                let message: PhoneMessage = serde_json::from_str(&text).on("decoding")?;
                self.receive(&message);
                return Ok(message);
            }
        }
    }

    /// Listens until it knows the entry at `seq`.
    ///
    /// # Errors
    /// [`BotError::Link`].
    pub async fn follow_to(&mut self, seq: u64) -> Result<(), BotError> {
        while self.since.as_ref().is_none_or(|since| since.s < seq) {
            if let PhoneMessage::Beat { s, .. } = self.hear().await?
                && s >= seq
            {
                return Ok(());
            }
        }
        Ok(())
    }

    fn receive(&mut self, message: &PhoneMessage) {
        match message {
            PhoneMessage::Snapshot(snapshot) => {
                if let Some(since) = &self.since
                    && since.night == snapshot.night.as_str()
                    && since.s > snapshot.news.s
                {
                    self.faults.push(format!("back from entry {} to {}", since.s, snapshot.news.s));
                }
                self.cards.clone_from(&snapshot.cards);
                let night = snapshot.night.to_string();
                self.since = Some(Since { night, s: snapshot.news.s, h: snapshot.news.h.clone() });
                self.take_game(snapshot.news.game.clone(), snapshot.news.checkpoint.clone());
            }
            PhoneMessage::Ball(ball) => {
                if self.step(ball.s, &ball.h) {
                    self.take_ball(ball.b, ball.n);
                }
            }
            PhoneMessage::Game(news) => {
                if self.step(news.s, &news.h) {
                    self.take_game(news.game.clone(), news.checkpoint.clone());
                }
            }
            PhoneMessage::Card { card, .. } => {
                if let Some(mine) = self.cards.iter_mut().find(|mine| mine.serial == card.serial) {
                    *mine = card.clone();
                }
            }
            PhoneMessage::Rollback { size } => self.faults.push(format!("rollback below {size}")),
            PhoneMessage::Resumed { .. } => self.may_repeat = true,
            PhoneMessage::Beat { warning, .. } => self.warning = *warning,
            PhoneMessage::Reply(_) | PhoneMessage::Bye { .. } => {}
        }
    }

    /// Whether the message is new; one that is not was doubled.
    fn step(&mut self, s: u64, h: &str) -> bool {
        let Some(since) = &mut self.since else { return false };
        if s <= since.s {
            let repeated = std::mem::take(&mut self.may_repeat) && s == since.s && h == since.h;
            if !repeated {
                self.faults.push(format!("entry {s} came again after {}", since.s));
            }
            return false;
        }
        (since.s, since.h) = (s, h.to_owned());
        true
    }

    fn take_ball(&mut self, ball: Ball, call: u8) {
        let Some(game) = &mut self.game else {
            self.faults.push(format!("{ball} without a game"));
            return;
        };
        if game.calls.len() + 1 != usize::from(call) || game.calls.contains(&ball) {
            self.faults.push(format!("call {call} ({ball}) after {} calls", game.calls.len()));
        }
        game.calls.push(ball);
    }

    fn take_game(&mut self, game: Option<GameView>, checkpoint: Option<String>) {
        self.game = game;
        if checkpoint.is_some() {
            self.receipt = checkpoint;
        }
    }

    /// Cards of this wallet that won the stage being played and were not claimed yet.
    #[must_use]
    pub fn winning(&self) -> Vec<(GameId, u8, Serial)> {
        let Some(game) = &self.game else { return vec![] };
        let Some(win) = game.stages.get(usize::from(game.stage)).and_then(|stage| stage.win.as_ref()) else {
            return vec![];
        };
        win.cards
            .iter()
            .filter(|card| card.state == WinCardState::Detected)
            .filter(|card| self.cards.iter().any(|mine| mine.serial == card.serial))
            .map(|card| (game.id.clone(), game.stage, card.serial))
            .collect()
    }

    /// Recomputes the order of balls of a game that is over from its revealed seed, and says
    /// whether every ball was the one the box had committed itself to; `None` while the seed is
    /// secret, and for a cage.
    #[must_use]
    pub fn checks_deck(&self) -> Option<bool> {
        let game = self.game.as_ref().filter(|game| game.source == Source::Rng)?;
        let fairness = &game.fairness;
        let (seed, lock) = (fairness.seed.as_ref()?, fairness.lock.as_ref()?);
        let order = deck::order(seed, &game.id, lock, fairness.entropy.as_deref().unwrap_or_default());
        let committed = fairness.commitment == Some(deck::commitment(seed));
        Some(committed && game.calls.iter().eq(order.iter().take(game.calls.len())))
    }

    /// "Bingo!", and the box's answer.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn claim(&mut self, game: GameId, stage: u8, serial: Serial) -> Result<ReplyBody, BotError> {
        let id = new_id();
        self.send(&PhoneRequest::Claim { id, game, stage, serial }).await?;
        loop {
            if let PhoneMessage::Reply(reply) = self.hear().await?
                && reply.id == id
            {
                return Ok(reply.body);
            }
        }
    }
}
