//! `/trust`: how a device learns to trust a box that made its certificate itself.
//!
//! Served in the clear as well: whoever reads it does not trust the box yet. Nothing here is a secret, and what
//! was loaded can be compared with what the owner's screen shows.

pub(super) mod page;
mod profile;

use axum::extract::State;
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_TYPE, HeaderMap, USER_AGENT};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse as _, Response};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use sha2::{Digest as _, Sha256};

use super::cards::download;
use crate::edge::App;
use catalogue::Language;
use machine::certificate::authority::colons;
use machine::certificate::selection::CertificateSource;
use page::{Device, Trust};

/// `GET /trust`.
pub async fn trust(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    let Some(fingerprint) = fingerprint(&app) else { return nothing() };
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("");
    let venue = app.views.now().venue.clone();
    let page = page::trust(
        language(&uri, &headers),
        &Trust {
            venue: venue.as_str(),
            authority: &authority_name(&app),
            fingerprint: &fingerprint,
            staff_url: &format!("{}/staff", app.place.https_url),
            device: Device::of(agent),
            needless: app.place.certificate.borrow().source != CertificateSource::Own,
        },
    );
    ([(CACHE_CONTROL, "no-store")], Html(page)).into_response()
}

/// `GET /trust.css`.
pub async fn css() -> Response {
    ([(CONTENT_TYPE, "text/css"), (CACHE_CONTROL, "no-store")], page::CSS).into_response()
}

/// `GET /ca.crt`: the certificate to trust, for Android and computers.
pub async fn authority(State(app): State<App>) -> Response {
    let Some(pem) = app.place.ca_pem.clone() else { return nothing() };
    ([(CONTENT_TYPE, "application/x-x509-ca-cert"), (CACHE_CONTROL, "no-store")], pem).into_response()
}

/// `GET /trust/hallbox.mobileconfig`: the same as a profile, for iPhone, iPad and Mac.
pub async fn mobileconfig(State(app): State<App>) -> Response {
    let Some(der) = der(&app) else { return nothing() };
    let venue = app.views.now().venue.clone();
    let text =
        profile::mobileconfig(venue.as_str(), &app.vault.identity().box_id, &authority_name(&app), &der);
    download("application/x-apple-aspen-config", "hallbox.mobileconfig", text)
}

/// What the box's own authority is known by, as devices show it.
pub fn fingerprint(app: &App) -> Option<String> {
    der(app).map(|der| colons(&Sha256::digest(&der)))
}

/// The language asked for by `?lang=`, else the one its reader reads best.
pub fn language(uri: &Uri, headers: &HeaderMap) -> Language {
    let asked = uri.query().and_then(|query| query.strip_prefix("lang="));
    let accepted = || headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::accepted(asked.or_else(accepted).unwrap_or(""))
}

/// What lists of certificates call it.
fn authority_name(app: &App) -> String {
    format!("Hallbox {}", app.vault.identity().box_id)
}

fn der(app: &App) -> Option<CertificateDer<'static>> {
    CertificateDer::from_pem_slice(app.place.ca_pem.as_ref()?.as_bytes()).ok()
}

fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "This box has no authority of its own.").into_response()
}
