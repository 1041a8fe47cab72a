//! A big screen: receives frames and sends nothing but hellos.

use tokio::time::{Instant, sleep};

use super::audience::Audience;
use super::close::CloseCode;
use super::message::{Own, encode, parse, snapshot};
use super::reply::Next;
use crate::edge::app::App;
use crate::edge::connected::AudienceKind;
use crate::edge::limits::ms;
use crate::edge::token_bucket::TokenBucket;
use crate::views::{Channel, Views};
use domain::Label;
use protocol::{BoardHello, BoardMessage, Since};

pub(super) struct Board {
    hellos: TokenBucket,
}

impl Board {
    pub(super) fn new(app: &App) -> Self {
        let refill = ms(app.limits.guest_refill_ms);
        Self { hellos: TokenBucket::new(app.limits.guest_burst, refill, Instant::now()) }
    }
}

/// The board's own part of a snapshot.
#[derive(serde::Serialize)]
struct Invitation<'a> {
    now_ms: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<&'a str>,
    join_url: &'a str,
    wifi: Option<&'a Label>,
}

impl Audience for Board {
    const KIND: AudienceKind = AudienceKind::Board;

    fn channel(views: &Views) -> &Channel {
        &views.board
    }

    fn snapshot(&self, app: &App) -> (u64, Vec<u8>) {
        let now = app.views.now();
        let own = Own {
            v: protocol::VERSION,
            venue: &now.venue,
            currency: app.public.currency.as_ref(),
            night: &now.night,
            rest: Invitation {
                now_ms: app.now_ms(),
                zone: app.public.zone.iana_name(),
                join_url: &app.public.join_url,
                wifi: app.public.wifi.as_ref(),
            },
        };
        (now.seq, snapshot(&own, &now.news))
    }

    fn hello(&mut self, _app: &App, text: &str) -> Result<Option<Since>, CloseCode> {
        let BoardHello::Hello { since, .. } = parse(text)?;
        Ok(since)
    }

    async fn answer(&mut self, app: &App, text: &str) -> Result<Next, CloseCode> {
        if let Err(wait) = self.hellos.try_consume(Instant::now()) {
            sleep(wait).await;
        }
        self.hello(app, text).map(Next::Start)
    }

    fn stopping(retry_after_ms: u32) -> Vec<u8> {
        encode(&BoardMessage::Bye { retry_after_ms, reason: "stopping".to_owned() })
    }
}
