//! What differs between phones, boards and staff screens.

use std::future::Future;

use super::close::CloseCode;
use super::reply::Next;
use crate::edge::app::App;
use crate::edge::connected::AudienceKind;
use crate::views::{Channel, Views};
use domain::Serial;
use protocol::Since;

/// One client of an audience.
pub(super) trait Audience: Send {
    const KIND: AudienceKind;

    /// The frames of this audience.
    fn channel(views: &Views) -> &Channel;

    /// Everything this client may see, and the seq up to which it is complete.
    fn snapshot(&self, app: &App) -> (u64, Vec<u8>);

    /// Whether the client may get what it missed instead of a snapshot.
    fn can_resume(&self) -> bool {
        true
    }

    /// Messages that follow what the client missed.
    fn after_resuming(&self, _app: &App, _seq: u64) -> Vec<Vec<u8>> {
        Vec::new()
    }

    /// The message about a card that changed, if it concerns this client.
    fn card(&self, _app: &App, _seq: u64, _serial: Serial) -> Option<Vec<u8>> {
        None
    }

    /// Reads the first message.
    ///
    /// # Errors
    /// A [`CloseCode`] when it is no hello.
    fn hello(&mut self, app: &App, text: &str) -> Result<Option<Since>, CloseCode>;

    /// Answers a later message.
    fn answer(&mut self, app: &App, text: &str) -> impl Future<Output = Result<Next, CloseCode>> + Send;

    /// The message that follows a snapshot or what the client missed.
    fn after_start(&mut self, _app: &App) -> impl Future<Output = Option<Vec<u8>>> + Send {
        async { None }
    }

    /// Ends when the session of this client is revoked, with the last message.
    fn revoked(&mut self) -> impl Future<Output = Vec<u8>> + Send {
        std::future::pending()
    }

    /// The last message when the box stops.
    fn stopping(retry_after_ms: u32) -> Vec<u8>;
}
