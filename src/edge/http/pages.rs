//! Pages, and what every client may know.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, HeaderMap};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};

use super::{assets, trust};
use crate::edge::app::App;
use crate::edge::refuse::Refused;
use crate::vault::Vault;
use protocol::VenueView;

/// The guests' page, which reads the key of a card from its address.
pub(super) async fn phone(headers: HeaderMap) -> Response {
    assets::page("phone.html", &headers)
}

pub(super) async fn board(headers: HeaderMap) -> Response {
    assets::page("board.html", &headers)
}

pub(super) async fn staff(headers: HeaderMap) -> Response {
    assets::page("staff.html", &headers)
}

/// Staff pages in the clear. A page with a link instead of a redirect: the reader must learn why before the browser
/// warns of the certificate.
pub(super) async fn use_tls(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    if uri.path().starts_with("/api/") {
        return (StatusCode::FORBIDDEN, "Only over HTTPS.").into_response();
    }
    let url = format!("{}/staff", app.public.https_url);
    let page = trust::page::use_tls(trust::language(&uri, &headers), &url);
    (StatusCode::FORBIDDEN, Html(page)).into_response()
}

/// `GET /api/health`: the hall has opened a night and shows it.
pub(super) async fn health(State(app): State<App>) -> Response {
    let now = app.views.now();
    ([(CACHE_CONTROL, "no-store")], Json(serde_json::json!({ "night": now.night, "size": now.seq + 1 })))
        .into_response()
}

/// `GET /api/venue`.
pub(super) async fn venue(State(app): State<App>) -> Result<Response, Refused> {
    let unclaimed = app.with_vault(Vault::unclaimed).await.map_err(|error| Refused::failed(&error))?;
    let venue = VenueView {
        venue: app.views.now().venue.clone(),
        wifi: app.public.wifi.clone(),
        join_url: app.public.join_url.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        unclaimed,
        box_key: app.public.box_key.clone(),
    };
    Ok(([(CACHE_CONTROL, "no-store")], Json(venue)).into_response())
}
