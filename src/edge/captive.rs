//! What phones hear that look for the internet: that all is fine, so that they stay. With the guide switched
//! on they first see a page that says what to tap.
//!
//! Probes are told by the name they ask for, which the box's own name server leads here.

pub(super) mod page;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use axum::Json;
use axum::body::Body;
use axum::extract::{Extension, Request, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue,
    LOCATION,
};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse as _, Response};

use catalogue::Language;

use super::{App, Peer};
use machine::network::plan::PROBE_ADDRESS;
use machine::network::probes::{self, ProbeAnswer};

/// Addresses remembered at most: four times what the box gives away.
const WELCOMED_MAX: usize = 4_096;
/// A phone that has seen the page is fine for an evening.
const WELCOMED_MS: i64 = 6 * 60 * 60 * 1_000;
/// NetworkManager's word for "fine".
const ONLINE: HeaderName = HeaderName::from_static("x-networkmanager-status");

/// Phones that have been through the guide, by address.
#[derive(Debug, Default)]
pub(super) struct Welcomed(Mutex<HashMap<IpAddr, i64>>);

impl Welcomed {
    fn has(&self, ip: IpAddr, now_ms: i64) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&ip).is_some_and(|since| (0..WELCOMED_MS).contains(&(now_ms - since)))
    }

    fn add(&self, ip: IpAddr, now_ms: i64) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= WELCOMED_MAX {
            known.retain(|_, since| (0..WELCOMED_MS).contains(&(now_ms - *since)));
        }
        if known.len() < WELCOMED_MAX || known.contains_key(&ip) {
            known.insert(ip, now_ms);
        }
    }
}

/// Answers probes before anything else looks at them: their answers carry no header of ours.
pub(super) async fn answer(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(host) = host(&request).filter(|host| probes::is_probed(host)) else {
        return next.run(request).await;
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return bare(StatusCode::METHOD_NOT_ALLOWED);
    }
    let ip = request.extensions().get::<Peer>().map(|peer| peer.ip);
    let fine = !app.place.guide || ip.is_some_and(|ip| app.welcomed.has(ip, app.now_ms()));
    match probes::find(&host, request.uri().path()) {
        Some(probe) if fine => success(probe.answer),
        Some(_) => elsewhere(&format!("http://{PROBE_ADDRESS}/welcome")),
        // Somebody typed a name they know, or Windows opens its browser.
        None => elsewhere(&format!("http://{PROBE_ADDRESS}/")),
    }
}

/// Host of a request without port and dot, lower case; from its first line when a proxy is spoken to.
fn host(request: &Request) -> Option<String> {
    let named = || request.headers().get(HOST)?.to_str().ok();
    let host = request.uri().host().or_else(named)?;
    let host = host.split(':').next().unwrap_or(host);
    Some(host.trim_end_matches('.').to_ascii_lowercase())
}

fn success(answer: ProbeAnswer) -> Response {
    let online = || (ONLINE, HeaderValue::from_static("online"));
    let (kind, bytes, online) = match answer {
        ProbeAnswer::NoContent => return bare(StatusCode::NO_CONTENT),
        ProbeAnswer::NoContentOnline => {
            let mut response = bare(StatusCode::NO_CONTENT);
            response.headers_mut().extend([online()]);
            return response;
        }
        ProbeAnswer::Body { kind, bytes } => (kind, bytes, None),
        ProbeAnswer::BodyOnline(bytes) => ("text/plain", bytes, Some(online())),
    };
    let mut response = bare(StatusCode::OK);
    *response.body_mut() = Body::from(bytes);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.extend(online);
    response
}

/// Nothing but a status. The socket closes: hundreds of phones ask this every minute.
fn bare(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

fn elsewhere(url: &str) -> Response {
    let mut response = bare(StatusCode::FOUND);
    let headers = response.headers_mut();
    headers.insert(LOCATION, HeaderValue::try_from(url).expect("an address of ours is a header value"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `GET /captive`: the portal API (RFC 8908). Phones find it by DHCP while they trust the certificate.
pub(super) async fn api(State(app): State<App>, Extension(peer): Extension<Peer>) -> Response {
    let home = format!("{}/", app.place.https_url);
    let captive = app.place.guide && !app.welcomed.has(peer.ip, app.now_ms());
    let mut told = serde_json::json!({ "captive": captive, "venue-info-url": home });
    if captive {
        told["user-portal-url"] = format!("{home}welcome").into();
    }
    let headers = [(CONTENT_TYPE, "application/captive+json"), (CACHE_CONTROL, "private, no-store")];
    (headers, Json(told).0.to_string()).into_response()
}

/// `GET /welcome`: what to tap, in a page without script, storage or sockets.
pub(super) async fn welcome(State(app): State<App>, headers: HeaderMap) -> Response {
    let venue = app.views.now().venue.clone();
    told(page::welcome(Language::accepted(language(&headers)), venue.as_str()))
}

/// `GET /welcome/go`: from now on this phone's probes are fine.
pub(super) async fn go(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    app.welcomed.add(peer.ip, app.now_ms());
    told(page::go(Language::accepted(language(&headers)), &app.place.join_url))
}

/// `GET /welcome.css`.
pub(super) async fn css() -> Response {
    ([(CONTENT_TYPE, "text/css"), (CACHE_CONTROL, "no-store")], page::CSS).into_response()
}

fn told(page: String) -> Response {
    ([(CACHE_CONTROL, "no-store")], Html(page)).into_response()
}

fn language(headers: &HeaderMap) -> &str {
    headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_welcome_for_an_evening() {
        let (welcomed, ip) = (Welcomed::default(), IpAddr::from([10, 77, 0, 51]));
        assert!(!welcomed.has(ip, 0));
        welcomed.add(ip, 1_000);
        assert!(welcomed.has(ip, 1_000 + WELCOMED_MS - 1));
        assert!(!welcomed.has(ip, 1_000 + WELCOMED_MS));
        // A clock set back forgets: better the page once more than a phone that is never asked again.
        assert!(!welcomed.has(ip, 999));
    }

    #[test]
    fn strangers_cannot_fill_the_memory() {
        let welcomed = Welcomed::default();
        let ip = |n: u32| IpAddr::from(n.to_be_bytes());
        for n in 0..5_000 {
            welcomed.add(ip(n), 0);
        }
        assert_eq!(welcomed.0.lock().unwrap().len(), WELCOMED_MAX);
        welcomed.add(ip(9_000), WELCOMED_MS);
        assert!(welcomed.has(ip(9_000), WELCOMED_MS));
    }

    #[test]
    fn the_host_is_found_however_it_is_written() {
        let of = |line: &str, host: &str| {
            let request = Request::builder().uri(line).header(HOST, host).body(Body::empty()).unwrap();
            super::host(&request).unwrap()
        };
        assert_eq!(of("/x", "Captive.Apple.com"), "captive.apple.com");
        assert_eq!(of("/x", "captive.apple.com:80"), "captive.apple.com");
        assert_eq!(of("/x", "captive.apple.com."), "captive.apple.com");
        assert_eq!(of("http://captive.apple.com/x", "proxy"), "captive.apple.com");
    }
}
