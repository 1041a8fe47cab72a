//! Bodies of POST requests, checked for their origin, size and speed.

use axum::Json;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tokio::time::timeout;

use crate::edge::accept::Peer;
use crate::edge::app::App;
use crate::edge::limits::ms;
use crate::edge::refuse::Refused;
use crate::edge::ws::same_origin;
use crate::edge::{misfit, wording};
use domain::Refusal;

/// The body of a POST that comes from our own pages: no other page can set our header, and no form sends JSON.
#[derive(Debug)]
pub(super) struct PostBody<T>(pub(super) T);

/// The answer without a value: `null`.
pub(super) const DONE: Json<()> = Json(());

/// The body of a request whose address says everything.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Map<String, Value>")]
pub(super) struct EmptyBody {}

/// By hand, because serde takes a list for a struct.
impl TryFrom<Map<String, Value>> for EmptyBody {
    type Error = String;

    fn try_from(fields: Map<String, Value>) -> Result<Self, String> {
        match fields.keys().next() {
            None => Ok(Self {}),
            Some(field) => Err(format!("unknown field `{field}`")),
        }
    }
}

impl<T: DeserializeOwned> FromRequest<App> for PostBody<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refused> {
        check_ours(&request)?;
        if !is_kind(request.headers(), "application/json") {
            return Err(stranger());
        }
        let body = collect(request, app.limits.body_bytes_max, app.limits.body_timeout_ms).await?;
        read(&body).map(PostBody).map_err(Refused::from)
    }
}

/// A bundle that one of our own pages read from the device's disk. Unlike other bodies it is large, so it is read only
/// once it is known who sends it.
#[derive(Debug)]
pub(super) struct BundleBody(Request);

impl BundleBody {
    /// The file.
    ///
    /// # Errors
    /// [`Refused`] when it is too large, too slow or breaks off.
    pub(super) async fn read(self, app: &App) -> Result<Vec<u8>, Refused> {
        Ok(collect(self.0, app.limits.bundle_bytes_max, app.limits.bundle_timeout_ms).await?.into())
    }
}

impl FromRequest<App> for BundleBody {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &App) -> Result<Self, Refused> {
        check_ours(&request)?;
        if !is_kind(request.headers(), "application/zip") {
            return Err(Refusal::invalid("body", "a bundle as application/zip").into());
        }
        Ok(Self(request))
    }
}

fn check_ours(request: &Request) -> Result<(), Refused> {
    let secure = request.extensions().get::<Peer>().is_some_and(|peer| peer.secure);
    if from_our_pages(request.headers(), secure) { Ok(()) } else { Err(stranger()) }
}

fn stranger() -> Refused {
    Refused::Plain(StatusCode::FORBIDDEN, "this request does not come from our pages")
}

async fn collect(request: Request, bytes_max: usize, timeout_ms: u64) -> Result<Bytes, Refused> {
    let body = Limited::new(request.into_body(), bytes_max).collect();
    match timeout(ms(timeout_ms), body).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
            Err(Refused::Plain(StatusCode::PAYLOAD_TOO_LARGE, "too much"))
        }
        Ok(Err(_)) => Err(Refused::Plain(StatusCode::BAD_REQUEST, "the request broke off")),
        Err(_) => Err(Refused::Plain(StatusCode::REQUEST_TIMEOUT, "too slow")),
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    let understood = serde_json::from_slice(body).map_err(|error| {
        let Ok(value) = serde_json::from_slice::<Value>(body) else {
            return Refusal::unreadable("body".to_owned(), error.to_string());
        };
        misfit::refusal::<T>(&value, body.len(), &error)
    })?;
    std::str::from_utf8(body).map_or(Ok(()), wording::check)?;
    Ok(understood)
}

fn from_our_pages(headers: &HeaderMap, secure: bool) -> bool {
    headers.get("x-hallbox").is_some_and(|mark| mark == "1") && same_origin(headers, secure)
}

fn is_kind(headers: &HeaderMap, kind: &str) -> bool {
    let sent = headers.get(CONTENT_TYPE).and_then(|sent| sent.to_str().ok());
    sent.is_some_and(|sent| sent.split(';').next().is_some_and(|sent| sent.trim() == kind))
}
