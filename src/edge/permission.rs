//! What a request needs, asked before anything of it is looked up or read: a session that may not ask hears the same
//! about what exists and what does not.

use axum::http::header::HeaderMap;

use super::app::App;
use super::refuse::Refused;
use super::session::Credentials;
use crate::vault::Session;
use domain::{Look, Refusal, Right, Rights};

/// What a person needs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Needs {
    /// This right.
    Right(Right),
    /// Any right that opens this.
    Look(Look),
}

impl Needs {
    /// # Errors
    /// [`Refusal::NotAllowed`] names the right that is missing.
    pub(super) fn check(self, held: Rights) -> Result<(), Refusal> {
        let is_held = match self {
            Self::Right(right) => held.allow(right),
            Self::Look(look) => look.is_open_to(held),
        };
        if is_held { Ok(()) } else { Err(Refusal::NotAllowed { right: self.told() }) }
    }

    /// The session of a request, if its person has what is needed.
    ///
    /// # Errors
    /// Nobody is signed in, or not with the right.
    pub(super) async fn session(self, app: &App, headers: &HeaderMap) -> Result<Session, Refused> {
        let session = Credentials::of(headers).session(app).await.ok_or(Refused::SignIn(self.told()))?;
        self.check(session.rights)?;
        Ok(session)
    }

    /// The right that is told.
    fn told(self) -> Right {
        match self {
            Self::Right(right) => right,
            Self::Look(look) => look.rights()[0],
        }
    }
}
