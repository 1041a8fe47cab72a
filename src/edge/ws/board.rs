//! A big screen: listens, and asks for nothing but a new beginning.

use tokio::time::{Instant, sleep};

use super::CloseCode;
use super::talk::{Audience, Next};
use crate::edge::App;
use crate::edge::app::Kind;
use crate::edge::limits::ms;
use crate::edge::pace::Pace;
use crate::views::{Channel, Views};
use domain::Label;
use protocol::{BoardHello, BoardMessage, Since};

/// One big screen.
pub(in crate::edge) struct Board {
    pace: Pace,
}

impl Board {
    pub fn new(app: &App) -> Self {
        Self { pace: Pace::new(app.limits.guest_burst, ms(app.limits.guest_refill_ms), Instant::now()) }
    }
}

#[derive(serde::Serialize)]
struct Join<'a> {
    join_url: &'a str,
    wifi: Option<&'a Label>,
}

impl Audience for Board {
    const KIND: Kind = Kind::Board;

    fn channel(views: &Views) -> &Channel {
        &views.board
    }

    fn snapshot(&self, app: &App) -> (u64, Vec<u8>) {
        let now = app.views.now();
        let own = super::Own {
            v: protocol::VERSION,
            venue: &now.venue,
            night: &now.night,
            rest: Join { join_url: &app.place.join_url, wifi: app.place.wifi.as_ref() },
        };
        (now.seq, super::snapshot(&own, &now.news))
    }

    fn hello(&mut self, _app: &App, text: &str) -> Result<Option<Since>, CloseCode> {
        let BoardHello::Hello { since, .. } = super::parse(text)?;
        Ok(since)
    }

    async fn answer(&mut self, app: &App, text: &str) -> Result<Next, CloseCode> {
        if let Err(wait) = self.pace.take(Instant::now()) {
            sleep(wait).await;
        }
        self.hello(app, text).map(Next::Start)
    }

    fn stopping(retry_after_ms: u32) -> Vec<u8> {
        super::encode(&BoardMessage::Bye { retry_after_ms, reason: "stopping".to_owned() })
    }
}
