//! Pages, and what anybody may know.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Response};

use super::assets;
use crate::edge::App;
use crate::edge::refuse::Refused;
use crate::protocol::Venue;

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
pub async fn use_tls(State(app): State<App>, uri: Uri) -> Response {
    if uri.path().starts_with("/api/") {
        return (StatusCode::FORBIDDEN, "Only over HTTPS.").into_response();
    }
    let url = escaped(&format!("{}/staff", app.place.https_url));
    let page = format!(
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>Hallbox staff</title><h1>Staff work over HTTPS</h1>\
         <p>PINs and prizes do not travel in the clear. Go to <a href=\"{url}\">{url}</a>."
    );
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
    let venue = Venue {
        venue: app.views.now().venue.clone(),
        wifi: app.place.wifi.clone(),
        join_url: app.place.join_url.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        unclaimed,
        box_key: app.place.box_key.clone(),
    };
    Ok(([(CACHE_CONTROL, "no-store")], Json(venue)).into_response())
}

/// `GET /ca.crt`: the certificate to trust.
pub async fn authority(State(app): State<App>) -> Response {
    match &app.place.ca_pem {
        Some(pem) => ([(CONTENT_TYPE, "application/x-x509-ca-cert")], pem.clone()).into_response(),
        None => (StatusCode::NOT_FOUND, "This box has no authority of its own.").into_response(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
