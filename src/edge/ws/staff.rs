//! A staff screen: sees more, and acts.

use tokio::time::{Instant, sleep};

use super::CloseCode;
use super::talk::{Audience, Next};
use crate::edge::app::Kind;
use crate::edge::goodbye::Ear;
use crate::edge::limits::ms;
use crate::edge::pace::Pace;
use crate::edge::session::Pass;
use crate::edge::{App, acts};
use crate::vault::Session;
use crate::views::{Channel, Views, missing};
use domain::{CommandId, Look, Refusal, Thing};
use protocol::{CardInfo, Reply, ReplyBody, Since, StaffMessage, StaffRequest, StaffSnapshot, StatusView};

/// One person on one device.
pub(in crate::edge) struct Staff {
    pass: Pass,
    session: Session,
    ear: Ear,
    pace: Pace,
}

impl Staff {
    /// `ear` must have listened since before the session was looked up.
    pub fn new(app: &App, pass: Pass, session: Session, ear: Ear) -> Self {
        let pace = Pace::new(app.limits.staff_burst, ms(app.limits.staff_refill_ms), Instant::now());
        Self { pass, session, ear, pace }
    }

    fn look_up(&self, app: &App, id: CommandId, text: &str) -> Next {
        if !Look::Card.is_open_to(self.session.rights) {
            return super::refused(id, Refusal::NotAllowed { right: Look::Card.rights()[0] });
        }
        let cards = app.vault.cards();
        let Some(card) = cards.find(text) else {
            return super::refused(id, Refusal::Unknown { what: Thing::Card });
        };
        let issued = &card.issued;
        let shown = app.views.card(issued.serial);
        let now = app.views.now();
        let sold_at = shown.as_ref().filter(|shown| shown.voided.is_none()).map(|shown| shown.sold.seq);
        let game = now.game.as_ref().filter(|game| game.status != StatusView::Over);
        let plays = sold_at
            .zip(game)
            .is_some_and(|(sold_at, game)| game.locked_at.is_none_or(|locked_at| sold_at < locked_at));
        let info = CardInfo {
            serial: issued.serial,
            code: issued.code.to_string(),
            face: issued.face,
            missing: game.filter(|_| plays).and_then(|game| missing(game, &issued.face)),
            sold: shown.as_ref().map(|shown| shown.sold.clone()),
            pack: shown.as_ref().map(|shown| shown.pack.clone()).unwrap_or_default(),
            duplicate: shown.as_ref().and_then(|shown| shown.duplicate),
            voided: shown.and_then(|shown| shown.voided),
            plays,
        };
        Next::Reply(super::encode(&StaffMessage::Reply(Reply { id, body: ReplyBody::Card(info) })).into())
    }
}

impl Audience for Staff {
    const KIND: Kind = Kind::Staff;

    fn channel(views: &Views) -> &Channel {
        &views.staff
    }

    fn snapshot(&self, app: &App) -> (u64, Vec<u8>) {
        let now = app.views.now();
        let mut news = app.views.staff_news();
        let connected = app.connected.now();
        news.counts.phones = connected.phones;
        news.counts.boards = connected.boards;
        news.counts.staff = connected.staff;
        let seq = news.s;
        let (people, devices) = app.team.views();
        let snapshot = StaffSnapshot {
            v: protocol::VERSION,
            venue: now.venue.clone(),
            night: now.night.clone(),
            now_ms: app.now_ms(),
            staff: self.session.staff.clone(),
            rights: self.session.rights.list(),
            news,
            people,
            devices,
            profiles: catalogue::profiles(),
            join_url: app.place.join_url.clone(),
            wifi: app.place.wifi.clone(),
            condition: app.conditions.now(),
            cards_issued: u32::try_from(app.vault.cards().count()).unwrap_or(u32::MAX),
        };
        (seq, super::encode(&StaffMessage::Snapshot(snapshot)))
    }

    fn hello(&mut self, _app: &App, text: &str) -> Result<Option<Since>, CloseCode> {
        match super::parse(text)? {
            StaffRequest::Hello { since, .. } => Ok(since),
            StaffRequest::Act { .. } | StaffRequest::LookUp { .. } => Err(CloseCode::Policy),
        }
    }

    async fn answer(&mut self, app: &App, text: &str) -> Result<Next, CloseCode> {
        // Staff are never refused for being fast: a queue written while offline comes at once.
        if let Err(wait) = self.pace.take(Instant::now()) {
            sleep(wait).await;
        }
        match super::parse(text)? {
            StaffRequest::Hello { since, .. } => Ok(Next::Start(since)),
            StaffRequest::LookUp { id, card } => {
                self.session = self.pass.session(app).await.ok_or(CloseCode::Policy)?;
                Ok(self.look_up(app, id, &card))
            }
            StaffRequest::Act { id, act } => {
                // Asked again for every act: a session ends by its age, and by use it stays alive.
                self.session = self.pass.session(app).await.ok_or(CloseCode::Policy)?;
                acts::carry_out(app, &self.session, id, act).await
            }
        }
    }

    async fn dismissed(&mut self) -> Vec<u8> {
        self.ear.told(&self.session.staff, &self.session.device).await;
        bye(0, "signed_out")
    }

    fn stopping(retry_after_ms: u32) -> Vec<u8> {
        bye(retry_after_ms, "stopping")
    }
}

/// What a staff screen hears last.
pub(in crate::edge) fn bye(retry_after_ms: u32, reason: &str) -> Vec<u8> {
    super::encode(&StaffMessage::Bye { retry_after_ms, reason: reason.to_owned() })
}
