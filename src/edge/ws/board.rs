//! A big screen: listens, and asks for nothing.

use super::CloseCode;
use super::talk::{Audience, Next};
use crate::domain::Label;
use crate::edge::App;
use crate::edge::app::Kind;
use crate::protocol::{BoardHello, BoardMessage, Since};
use crate::views::{Channel, Views};

/// One big screen.
pub(in crate::edge) struct Board;

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
            v: crate::protocol::VERSION,
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

    async fn answer(&mut self, _app: &App, _text: &str) -> Result<Next, CloseCode> {
        Err(CloseCode::Policy)
    }

    fn stopping(retry_after_ms: u32) -> Vec<u8> {
        super::encode(&BoardMessage::Bye { retry_after_ms, reason: "stopping".to_owned() })
    }
}
