//! Bodies of POST requests, checked for their origin, size and speed.

use axum::Json;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderMap};
use http_body_util::{BodyExt, Limited};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::edge::accept::Peer;
use crate::edge::app::App;
use crate::edge::limits::ms;
use crate::edge::refuse::Refused;
use crate::edge::ws::same_origin;
use domain::Refusal;

/// The body of a POST that comes from our own pages: no other page can set our header, and no form sends JSON.
#[derive(Debug)]
pub(super) struct PostBody<T>(pub(super) T);

/// The answer without a value: `null`.
pub(super) const DONE: Json<()> = Json(());

/// The body of a request whose address says everything.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EmptyBody {}

impl<T: DeserializeOwned> FromRequest<App> for PostBody<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refused> {
        let secure = request.extensions().get::<Peer>().is_some_and(|peer| peer.secure);
        if !from_our_pages(request.headers(), secure) {
            return Err(Refused::Plain(StatusCode::FORBIDDEN, "this request does not come from our pages"));
        }
        let limits = &app.limits;
        let body = Limited::new(request.into_body(), limits.body_bytes_max).collect();
        let body = match timeout(ms(limits.body_timeout_ms), body).await {
            Ok(Ok(body)) => body.to_bytes(),
            Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
                return Err(Refused::Plain(StatusCode::PAYLOAD_TOO_LARGE, "too much"));
            }
            Ok(Err(_)) => return Err(Refused::Plain(StatusCode::BAD_REQUEST, "the request broke off")),
            Err(_) => return Err(Refused::Plain(StatusCode::REQUEST_TIMEOUT, "too slow")),
        };
        serde_json::from_slice(&body)
            .map(PostBody)
            .map_err(|error| Refusal::Invalid { field: "body".to_owned(), problem: error.to_string() }.into())
    }
}

fn from_our_pages(headers: &HeaderMap, secure: bool) -> bool {
    let json = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.split(';').next().is_some_and(|kind| kind.trim() == "application/json"));
    json && headers.get("x-hallbox").is_some_and(|mark| mark == "1") && same_origin(headers, secure)
}
