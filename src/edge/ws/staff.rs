//! A staff screen: looks cards up and acts.

use serde_json::Value;

use super::audience::Audience;
use super::close::CloseCode;
use super::message::{encode, parse};
use super::reply::{Next, refused};
use super::request::parse_request;
use crate::edge::acts::{self, PermittedAct};
use crate::edge::app::App;
use crate::edge::connected::AudienceKind;
use crate::edge::pace::StaffPace;
use crate::edge::permission::Needs;
use crate::edge::revocations::RevocationReceiver;
use crate::edge::session::{Credentials, author};
use crate::vault::Session;
use crate::views::{Channel, Views, missing};
use domain::{CommandId, Look, Refusal, Thing};
use protocol::{
    CardInfo, Reply, ReplyBody, Since, StaffAct, StaffMessage, StaffRequest, StaffSnapshot, StatusView,
};

/// What looking a card up takes.
const LOOK_UP: Needs = Needs::Look(Look::Card);

/// One person on one device.
pub(super) struct Staff {
    credentials: Credentials,
    session: Session,
    revocations: RevocationReceiver,
    pace: StaffPace,
}

impl Staff {
    /// `revocations` must have been subscribed before `session` was looked up.
    pub(super) fn new(
        credentials: Credentials,
        session: Session,
        revocations: RevocationReceiver,
        pace: StaffPace,
    ) -> Self {
        Self { credentials, session, revocations, pace }
    }

    /// Whether the person may send a message of this kind, as far as that can be read.
    fn may_send(&self, message: &Value) -> Result<(), Refusal> {
        let needs = match message["t"].as_str() {
            Some("look_up") => Some(LOOK_UP),
            Some("act") => message["act"]["do"].as_str().and_then(StaffAct::right_of).map(Needs::Right),
            _ => None,
        };
        needs.map_or(Ok(()), |needs| needs.check(self.session.rights))
    }

    fn look_up(&self, app: &App, id: CommandId, text: &str) -> Next {
        if let Err(refusal) = LOOK_UP.check(self.session.rights) {
            return refused(id, refusal);
        }
        let cards = app.vault.cards();
        let Some(card) = cards.find(text) else {
            return refused(id, Refusal::Unknown { what: Thing::Card });
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
        Next::Reply(encode(&StaffMessage::Reply(Reply { id, body: ReplyBody::Card(info) })).into())
    }
}

impl Audience for Staff {
    const KIND: AudienceKind = AudienceKind::Staff;

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
            currency: app.public.currency.clone(),
            night: now.night.clone(),
            now_ms: app.now_ms(),
            zone: app.public.zone.iana_name().map(str::to_owned),
            staff: self.session.staff.clone(),
            rights: self.session.rights.list(),
            news,
            people,
            devices,
            profiles: catalogue::profiles(),
            join_url: app.public.join_url.clone(),
            wifi: app.public.wifi.clone(),
            condition: app.conditions.now(),
            cards_issued: u32::try_from(app.vault.cards().count()).unwrap_or(u32::MAX),
        };
        (seq, encode(&StaffMessage::Snapshot(snapshot)))
    }

    fn hello(&mut self, _app: &App, text: &str) -> Result<Option<Since>, CloseCode> {
        match parse(text)? {
            StaffRequest::Hello { since, .. } => Ok(since),
            StaffRequest::Act { .. } | StaffRequest::LookUp { .. } => Err(CloseCode::Policy),
        }
    }

    async fn answer(&mut self, app: &App, text: &str) -> Result<Next, CloseCode> {
        app.turn(&self.pace, author(&self.session)).await;
        let request = parse_request(text)?;
        // Looked up for every request: a session ends by its age, and use extends it.
        self.session = self.credentials.session(app).await.ok_or(CloseCode::Policy)?;
        match request {
            Ok(StaffRequest::Hello { since, .. }) => Ok(Next::Start(since)),
            Ok(StaffRequest::LookUp { id, card }) => Ok(self.look_up(app, id, &card)),
            Ok(StaffRequest::Act { id, act }) => match PermittedAct::new(&self.session, act) {
                Ok(permitted) => acts::carry_out(app, id, permitted).await,
                Err(refusal) => Ok(refused(id, refusal)),
            },
            Err(unreadable) => Ok(match self.may_send(&unreadable.message) {
                Ok(()) => unreadable.refused(),
                Err(refusal) => unreadable.refused_because(refusal),
            }),
        }
    }

    async fn revoked(&mut self) -> Vec<u8> {
        self.revocations.revoked(&self.session.staff, &self.session.device).await;
        bye(0, "signed_out")
    }

    fn stopping(retry_after_ms: u32) -> Vec<u8> {
        bye(retry_after_ms, "stopping")
    }
}

/// The last message to a staff screen.
pub(super) fn bye(retry_after_ms: u32, reason: &str) -> Vec<u8> {
    encode(&StaffMessage::Bye { retry_after_ms, reason: reason.to_owned() })
}
