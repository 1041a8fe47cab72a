//! A guest's phone: a wallet of cards, and claims for them.

use tokio::time::{Instant, sleep};

use super::audience::Audience;
use super::close::CloseCode;
use super::message::{Own, encode, parse, snapshot};
use super::reply::{Next, answered, refused};
use super::request::parse_request;
use crate::edge::app::App;
use crate::edge::connected::AudienceKind;
use crate::edge::limits::ms;
use crate::edge::links::HeldCards;
use crate::edge::token_bucket::TokenBucket;
use crate::vault::{Card, Cards};
use crate::views::{CardShown, Channel, Views};
use domain::code::{key_text, parse_key};
use domain::{Act, By, Command, CommandId, GameId, Refusal, Rights, Serial, Thing};
use protocol::{CardState, CardView, PhoneMessage, PhoneRequest, Receipt, Since, WinCardState, WinCardView};

pub(super) struct Phone {
    /// Only the serials of the cards: a phone at rest costs four bytes a card, the rest is looked up.
    wallet: HeldCards,
    /// Keys of the last hello that are on no card of this box.
    unknown: Vec<String>,
    /// Checkpoint of the last hello, not yet checked.
    receipt: Option<String>,
    /// Apart from `claims`: a guest who has just added five cards may still claim.
    hellos: TokenBucket,
    claims: TokenBucket,
}

impl Phone {
    pub(super) fn new(app: &App) -> Self {
        let (burst, refill) = (app.limits.guest_burst, ms(app.limits.guest_refill_ms));
        let bucket = || TokenBucket::new(burst, refill, Instant::now());
        let (hellos, claims) = (bucket(), bucket());
        Self { wallet: HeldCards::default(), unknown: Vec::new(), receipt: None, hellos, claims }
    }

    fn apply_hello(
        &mut self,
        app: &App,
        keys: Vec<String>,
        receipt: Option<Receipt>,
    ) -> Result<(), CloseCode> {
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
        // The new cards are held before the old ones are released: a card in both is never lost in between.
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
        if let Err(wait) = self.claims.try_consume(Instant::now()) {
            match win_of(app, &game, stage, serial).filter(|_| held) {
                None => return Ok(refused(id, Refusal::TooManyTries)),
                // The card has won: earlier claims must not delay this one.
                Some(WinCardState::Detected) => {}
                Some(_) => sleep(wait).await,
            }
        }
        if !held {
            // A phone without the key of a card may not claim for it.
            return Ok(refused(id, Refusal::Unknown { what: Thing::Card }));
        }
        let act = Act::Claim { game, stage, serial };
        let command = Command { id: Some(id), by: By::player(), rights: Rights::NONE, act };
        answered(id, app.hall.ask(command).await)
    }
}

impl Audience for Phone {
    const KIND: AudienceKind = AudienceKind::Phone;

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
        let own = Own {
            v: protocol::VERSION,
            venue: &now.venue,
            currency: app.public.currency.as_ref(),
            night: &now.night,
            rest: Wallet {
                now_ms: app.now_ms(),
                zone: app.public.zone.iana_name(),
                cards: &wallet,
                unknown: &self.unknown,
            },
        };
        (now.seq, snapshot(&own, &now.news))
    }

    fn can_resume(&self) -> bool {
        // Only a snapshot names the keys that are on no card.
        self.unknown.is_empty()
    }

    fn after_resuming(&self, app: &App, seq: u64) -> Vec<Vec<u8>> {
        // The wallet may have changed while the phone was away.
        self.wallet.serials().iter().filter_map(|&serial| self.card(app, seq, serial)).collect()
    }

    fn card(&self, app: &App, seq: u64, serial: Serial) -> Option<Vec<u8>> {
        let cards = app.vault.cards();
        let card = self.wallet.serials().contains(&serial).then(|| cards.serial(serial))??;
        Some(encode(&PhoneMessage::Card { s: seq, card: view(app, card) }))
    }

    fn hello(&mut self, app: &App, text: &str) -> Result<Option<Since>, CloseCode> {
        match parse(text)? {
            PhoneRequest::Hello { keys, since, receipt, .. } => {
                self.apply_hello(app, keys, receipt)?;
                Ok(since)
            }
            PhoneRequest::Claim { .. } => Err(CloseCode::Policy),
        }
    }

    async fn answer(&mut self, app: &App, text: &str) -> Result<Next, CloseCode> {
        let request = match parse_request(text)? {
            Ok(request) => request,
            Err(unreadable) => {
                // Our own page sends nothing unreadable, and saying what is wrong costs more than closing.
                self.claims.try_consume(Instant::now()).map_err(|_| CloseCode::Policy)?;
                return Ok(unreadable.refused());
            }
        };
        match request {
            PhoneRequest::Hello { keys, since, receipt, .. } => {
                // Each hello costs a snapshot.
                if let Err(wait) = self.hellos.try_consume(Instant::now()) {
                    sleep(wait).await;
                }
                self.apply_hello(app, keys, receipt)?;
                Ok(Next::Start(since))
            }
            PhoneRequest::Claim { id, game, stage, serial } => self.claim(app, id, game, stage, serial).await,
        }
    }

    async fn after_start(&mut self, app: &App) -> Option<Vec<u8>> {
        let size = app.receipts.rollback(&app.hall, self.receipt.take()?).await?;
        Some(encode(&PhoneMessage::Rollback { size }))
    }

    fn stopping(retry_after_ms: u32) -> Vec<u8> {
        encode(&PhoneMessage::Bye { retry_after_ms, reason: "stopping".to_owned() })
    }
}

/// The phone's own part of a snapshot.
#[derive(serde::Serialize)]
struct Wallet<'a> {
    now_ms: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<&'a str>,
    cards: &'a [CardView],
    unknown: &'a [String],
}

/// State of the card in the win of this stage, if it is part of it.
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
        state: shown.as_ref().map_or(CardState::Unsold, CardShown::state),
        sold_at: shown.as_ref().map(|shown| shown.sold.seq),
        pack: shown.map(|shown| shown.pack).unwrap_or_default(),
    }
}
