//! The one place where a refusal or failure becomes an HTTP answer.

use std::time::Duration;

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};

use crate::hall::AskError;
use crate::print::PrintError;
use crate::vault::{Denied, VaultError};
use domain::{Refusal, Right, Thing};
use protocol::ProblemView;

/// Seconds after which a client may ask again for what the box could not do.
const TRY_AGAIN_SECONDS: u16 = 2;

/// Why a request was not carried out.
#[derive(Debug)]
pub(super) enum Refused {
    /// Nobody is signed in; this right is needed.
    SignIn(Right),
    /// Refused by the rules, the rights or the vault.
    Because(Refusal),
    /// Too many tries; seconds until the next one counts.
    Wait(i64),
    /// Not a request that our pages send.
    Plain(StatusCode, &'static str),
    /// The box failed; the cause was logged where it happened.
    Failed,
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::Because(refusal)
    }
}

impl From<AskError> for Refused {
    fn from(error: AskError) -> Self {
        match error {
            AskError::Busy { retry_after_ms } => Self::Because(Refusal::Busy { retry_after_ms }),
            AskError::Stopping => Self::Failed,
        }
    }
}

impl Refused {
    /// Too many tries; another counts after so long.
    pub(super) fn wait(left: Duration) -> Self {
        Self::Wait(left.as_millis().div_ceil(1_000).try_into().unwrap_or(i64::MAX))
    }

    /// A refusal of the vault; `field` of the request was wrong.
    pub(super) fn denied(denied: &Denied, field: &str) -> Self {
        match denied {
            Denied::Wait { left_ms } => Self::Wait(left_ms.max(&0) / 1_000 + 1),
            Denied::Failed(error) => Self::vault(error),
            other => Self::Because(refusal(other, field)),
        }
    }

    /// A failure of the vault. A full disk is a refusal: somebody can do something about it.
    pub(super) fn vault(error: &VaultError) -> Self {
        match error {
            VaultError::Full => Self::Because(Refusal::StorageFull),
            other => Self::failed(other),
        }
    }

    /// What cannot be printed. People can mend a name; the rest is a failure.
    pub(super) fn unprinted(error: &PrintError) -> Self {
        match error {
            PrintError::Letter { field, letter } => {
                Refusal::Unprintable { field: (*field).to_owned(), letter: *letter }.into()
            }
            PrintError::Empty => Refusal::Unknown { what: Thing::Game }.into(),
            other => Self::failed(other),
        }
    }

    /// Logs the cause of a failure, which the client does not get.
    pub(super) fn failed(error: &(dyn std::error::Error + 'static)) -> Self {
        tracing::error!(error, "a request could not be carried out");
        Self::Failed
    }
}

/// A refusal of the vault as one of the rules.
pub(super) fn refusal(denied: &Denied, field: &str) -> Refusal {
    let invalid = |field: &str, problem: String| Refusal::invalid(field, problem);
    match denied {
        Denied::Wrong => Refusal::wrong(field, "wrong"),
        Denied::Wait { .. } => Refusal::TooManyTries,
        Denied::WeakPin(weak) => invalid("pin", weak.to_string()),
        Denied::AlreadyClaimed | Denied::NameTaken => Refusal::AlreadyExists { what: Thing::Person },
        Denied::BadKey => invalid("device", denied.to_string()),
        Denied::Unknown(what) => Refusal::Unknown { what: *what },
        Denied::SerialTaken { .. } => invalid("serial", denied.to_string()),
        Denied::Set(_) => invalid("count", denied.to_string()),
        Denied::LastOwner => invalid("staff", denied.to_string()),
        Denied::Full { what, .. } => Refusal::LimitReached { limit: (*what).to_owned() },
        Denied::Failed(VaultError::Full) => Refusal::StorageFull,
        Denied::Failed(error) => {
            tracing::error!(error = error as &dyn std::error::Error, "the vault failed");
            Refusal::Busy { retry_after_ms: u32::from(TRY_AGAIN_SECONDS) * 1_000 }
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, refusal, wait) = match self {
            Self::SignIn(right) => (StatusCode::UNAUTHORIZED, Refusal::NotAllowed { right }, None),
            Self::Because(refusal) => {
                let wait = if let Refusal::Busy { retry_after_ms } = refusal {
                    Some(i64::from(retry_after_ms.div_ceil(1_000)))
                } else {
                    None
                };
                (status(&refusal), refusal, wait)
            }
            Self::Wait(seconds) => (StatusCode::TOO_MANY_REQUESTS, Refusal::TooManyTries, Some(seconds)),
            Self::Plain(status, text) => return (status, text).into_response(),
            Self::Failed => {
                let after = [(RETRY_AFTER, HeaderValue::from(TRY_AGAIN_SECONDS))];
                return (StatusCode::SERVICE_UNAVAILABLE, after, "The box could not do that. Try again.")
                    .into_response();
            }
        };
        let mut response = (status, Json(ProblemView { refused: refusal })).into_response();
        if let Some(seconds) = wait {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotAllowed { .. } => StatusCode::FORBIDDEN,
        Refusal::Unknown { .. } => StatusCode::NOT_FOUND,
        Refusal::Invalid { .. } | Refusal::Unprintable { .. } | Refusal::ReasonNeeded => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Refusal::TooManyTries => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
        Refusal::StorageFull => StatusCode::INSUFFICIENT_STORAGE,
        // Everything else: the state of the game does not allow it.
        _ => StatusCode::CONFLICT,
    }
}
