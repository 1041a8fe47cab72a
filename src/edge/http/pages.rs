//! Pages, and what anybody may know.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, HeaderMap};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};

use super::{assets, trust};
use crate::edge::App;
use crate::edge::refuse::Refused;
use protocol::VenueView;

/// The guests' page; a card's key in the address is the page's business.
pub async fn phone(headers: HeaderMap) -> Response {
    assets::page("phone.html", &headers)
}

/// The big screen.
pub async fn board(headers: HeaderMap) -> Response {
    assets::page("board.html", &headers)
}

/// The staff's page.
pub async fn staff(headers: HeaderMap) -> Response {
    assets::page("staff.html", &headers)
}

/// Where staff are sent who came in the clear. A page with a link and no redirect: a browser that does
/// not trust the certificate yet must be able to read why.
pub async fn use_tls(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    if uri.path().starts_with("/api/") {
        return (StatusCode::FORBIDDEN, "Only over HTTPS.").into_response();
    }
    let url = format!("{}/staff", app.place.https_url);
    let page = trust::page::use_tls(trust::language(&uri, &headers), &url);
    (StatusCode::FORBIDDEN, Html(page)).into_response()
}

/// `GET /api/health`: the hall has opened a night and shows it.
pub async fn health(State(app): State<App>) -> Response {
    let now = app.views.now();
    ([(CACHE_CONTROL, "no-store")], Json(serde_json::json!({ "night": now.night, "size": now.seq + 1 })))
        .into_response()
}

/// `GET /api/venue`.
pub async fn venue(State(app): State<App>) -> Result<Response, Refused> {
    let unclaimed =
        app.with_vault(crate::vault::Vault::unclaimed).await.map_err(|error| Refused::failed(&error))?;
    let venue = VenueView {
        venue: app.views.now().venue.clone(),
        wifi: app.place.wifi.clone(),
        join_url: app.place.join_url.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        unclaimed,
        box_key: app.place.box_key.clone(),
    };
    Ok(([(CACHE_CONTROL, "no-store")], Json(venue)).into_response())
}
