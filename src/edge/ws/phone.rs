//! A guest's phone: a wallet of cards, and claims for them.

use tokio::time::{Instant, sleep};

use super::CloseCode;
use super::talk::{Audience, Next};
use crate::edge::App;
use crate::edge::app::Kind;
use crate::edge::limits::ms;
use crate::edge::links::Held;
use crate::edge::pace::Pace;
use crate::vault::{Card, Cards};
use crate::views::{Channel, Views};
use domain::code::{key_text, parse_key};
use domain::{Act, By, Command, CommandId, GameId, Refusal, Rights, Serial, Thing};
use protocol::{CardState, CardView, PhoneMessage, PhoneRequest, Receipt, Since, WinCardState, WinCardView};

/// What one phone holds.
pub(in crate::edge) struct Phone {
    /// Serials of its cards, in the order of its keys. The rest is looked up when needed: a phone
    /// at rest costs four bytes a card.
    wallet: Held,
    /// Keys of its last hello that are on no card here.
    unknown: Vec<String>,
    /// Checkpoint of its last hello, not yet looked at.
    receipt: Option<String>,
    /// Apart from the claims: whoever has just added five cards may still shout.
    hellos: Pace,
    claims: Pace,
}

impl Phone {
    pub fn new(app: &App) -> Self {
        let pace = || Pace::new(app.limits.guest_burst, ms(app.limits.guest_refill_ms), Instant::now());
        Self { wallet: Held::default(), unknown: Vec::new(), receipt: None, hellos: pace(), claims: pace() }
    }

    fn take(&mut self, app: &App, keys: Vec<String>, receipt: Option<Receipt>) -> Result<(), CloseCode> {
        if keys.len() > app.limits.wallet_max {
            return Err(CloseCode::Policy);
        }
        let cards = app.vault.cards();
        let mut wallet = Vec::new();
        self.unknown.clear();
        for key in keys {
            match by_key(&cards, &key) {
                Some(card) if !wallet.contains(&card.issued.serial) => {
                    wallet.push(card.issued.serial);
                }
                Some(_) => {}
                None => self.unknown.push(key),
            }
        }
        // Held before the old ones are let go: what stays is never lost in between.
        self.wallet = app.links.hold(wallet);
        self.receipt = receipt.map(|receipt| receipt.0);
        Ok(())
    }

    async fn claim(
        &mut self,
        app: &App,
        id: CommandId,
        game: GameId,
        stage: u8,
        serial: Serial,
    ) -> Result<Next, CloseCode> {
        let held = self.wallet.serials().contains(&serial);
        if let Err(wait) = self.claims.take(Instant::now()) {
            match win_of(app, &game, stage, serial).filter(|_| held) {
                None => return Ok(super::refused(id, Refusal::TooManyTries)),
                // A true "bingo!" is never too early, whatever was pressed before.
                Some(WinCardState::Detected) => {}
                Some(_) => sleep(wait).await,
            }
        }
        if !held {
            // Whoever does not hold the card's key does not speak for it.
            return Ok(super::refused(id, Refusal::Unknown { what: Thing::Card }));
        }
        let act = Act::Claim { game, stage, serial };
        let command = Command { id: Some(id), by: By::player(), rights: Rights::NONE, act };
        super::ask(app, id, command).await
    }
}

impl Audience for Phone {
    const KIND: Kind = Kind::Phone;

    fn channel(views: &Views) -> &Channel {
        &views.phone
    }

    fn snapshot(&self, app: &App) -> (u64, Vec<u8>) {
        let now = app.views.now();
        let cards = app.vault.cards();
        let wallet: Vec<CardView> = self
            .wallet
            .serials()
            .iter()
            .filter_map(|serial| Some(view(app, cards.serial(*serial)?)))
            .collect();
        // Everything that is the same for all phones was encoded once; only the wallet is not.
        let own = super::Own {
            v: protocol::VERSION,
            venue: &now.venue,
            night: &now.night,
            rest: Wallet { now_ms: app.now_ms(), cards: &wallet, unknown: &self.unknown },
        };
        (now.seq, super::snapshot(&own, &now.news))
    }

    fn can_resume(&self) -> bool {
        // Only a snapshot says which keys are on no card.
        self.unknown.is_empty()
    }

    fn after_resuming(&self, app: &App, seq: u64) -> Vec<Vec<u8>> {
        // The wallet may have changed while the phone was away.
        self.wallet.serials().iter().filter_map(|&serial| self.card(app, seq, serial)).collect()
    }

    fn card(&self, app: &App, seq: u64, serial: Serial) -> Option<Vec<u8>> {
        let cards = app.vault.cards();
        let card = self.wallet.serials().contains(&serial).then(|| cards.serial(serial))??;
        Some(super::encode(&PhoneMessage::Card { s: seq, card: view(app, card) }))
    }

    fn hello(&mut self, app: &App, text: &str) -> Result<Option<Since>, CloseCode> {
        match super::parse(text)? {
            PhoneRequest::Hello { keys, since, receipt, .. } => {
                self.take(app, keys, receipt)?;
                Ok(since)
            }
            PhoneRequest::Claim { .. } => Err(CloseCode::Policy),
        }
    }

    async fn answer(&mut self, app: &App, text: &str) -> Result<Next, CloseCode> {
        match super::parse(text)? {
            PhoneRequest::Hello { keys, since, receipt, .. } => {
                // A hello costs a snapshot: whoever sends many waits for each.
                if let Err(wait) = self.hellos.take(Instant::now()) {
                    sleep(wait).await;
                }
                self.take(app, keys, receipt)?;
                Ok(Next::Start(since))
            }
            PhoneRequest::Claim { id, game, stage, serial } => self.claim(app, id, game, stage, serial).await,
        }
    }

    async fn afterwards(&mut self, app: &App) -> Option<Vec<u8>> {
        let size = app.receipts.rollback(&app.hall, self.receipt.take()?).await?;
        Some(super::encode(&PhoneMessage::Rollback { size }))
    }

    fn stopping(retry_after_ms: u32) -> Vec<u8> {
        super::encode(&PhoneMessage::Bye { retry_after_ms, reason: "stopping".to_owned() })
    }
}

#[derive(serde::Serialize)]
struct Wallet<'a> {
    now_ms: i64,
    cards: &'a [CardView],
    unknown: &'a [String],
}

/// How the card's win in this stage stands, if it has one.
fn win_of(app: &App, id: &GameId, stage: u8, serial: Serial) -> Option<WinCardState> {
    let now = app.views.now();
    let game = now.game.as_ref().filter(|game| game.id == *id)?;
    let win = game.stages.get(usize::from(stage))?.win.as_ref()?;
    let mine = |card: &&WinCardView| card.serial == serial || card.hand.contains(&serial);
    win.cards.iter().find(mine).map(|card| card.state)
}

fn by_key<'a>(cards: &'a Cards, key: &str) -> Option<&'a Card> {
    cards.key(&parse_key(key).ok()?)
}

fn view(app: &App, card: &Card) -> CardView {
    let issued = &card.issued;
    let shown = app.views.card(issued.serial);
    CardView {
        serial: issued.serial,
        code: issued.code.to_string(),
        key: key_text(&issued.key),
        face: issued.face,
        state: shown.as_ref().map_or(CardState::Unsold, crate::views::CardShown::state),
        sold_at: shown.as_ref().map(|shown| shown.sold.seq),
        pack: shown.map(|shown| shown.pack).unwrap_or_default(),
    }
}
