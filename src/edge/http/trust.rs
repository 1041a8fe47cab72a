//! `/trust`: how a device is taught to trust a box that made its certificate itself.
//!
//! Served in the clear as well, because the reader's device does not trust the box yet. Nothing here is secret, and
//! the fingerprint of what was loaded can be compared with the owner's screen.

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
use crate::edge::app::App;
use catalogue::Language;
use machine::certificate::authority::colons;
use machine::certificate::selection::CertificateSource;
use page::{TrustInfo, VisitorDevice};

/// `GET /trust`.
pub(super) async fn trust(State(app): State<App>, headers: HeaderMap, uri: Uri) -> Response {
    let Some(fingerprint) = fingerprint(&app) else { return not_found() };
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or("");
    let venue = app.views.now().venue.clone();
    let page = page::trust(
        language(&uri, &headers),
        &TrustInfo {
            venue: venue.as_str(),
            authority: &authority_name(&app),
            fingerprint: &fingerprint,
            staff_url: &format!("{}/staff", app.public.https_url),
            device: VisitorDevice::of(agent),
            needless: app.public.certificate.borrow().source != CertificateSource::Own,
        },
    );
    ([(CACHE_CONTROL, "no-store")], Html(page)).into_response()
}

/// `GET /trust.css`.
pub(super) async fn css() -> Response {
    ([(CONTENT_TYPE, "text/css"), (CACHE_CONTROL, "no-store")], page::CSS).into_response()
}

/// `GET /ca.crt`: the certificate to trust, for Android and computers.
pub(super) async fn authority(State(app): State<App>) -> Response {
    let Some(pem) = app.public.ca_pem.clone() else { return not_found() };
    ([(CONTENT_TYPE, "application/x-x509-ca-cert"), (CACHE_CONTROL, "no-store")], pem).into_response()
}

/// `GET /trust/hallbox.mobileconfig`: the same as a profile, for iPhone, iPad and Mac.
pub(super) async fn mobileconfig(State(app): State<App>) -> Response {
    let Some(der) = der(&app) else { return not_found() };
    let venue = app.views.now().venue.clone();
    let text =
        profile::mobileconfig(venue.as_str(), &app.vault.identity().box_id, &authority_name(&app), &der);
    download("application/x-apple-aspen-config", "hallbox.mobileconfig", text)
}

/// SHA-256 of the box's own authority, as devices show it.
pub(super) fn fingerprint(app: &App) -> Option<String> {
    der(app).map(|der| colons(&Sha256::digest(&der)))
}

/// The language of `?lang=`, else the one the browser prefers.
pub(super) fn language(uri: &Uri, headers: &HeaderMap) -> Language {
    let asked = uri.query().and_then(|query| query.strip_prefix("lang="));
    let accepted = || headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::accepted(asked.or_else(accepted).unwrap_or(""))
}

/// The name of the box's own authority in a device's list of certificates.
fn authority_name(app: &App) -> String {
    format!("Hallbox {}", app.vault.identity().box_id)
}

fn der(app: &App) -> Option<CertificateDer<'static>> {
    CertificateDer::from_pem_slice(app.public.ca_pem.as_ref()?.as_bytes()).ok()
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "This box has no authority of its own.").into_response()
}
