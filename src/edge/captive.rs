//! Answers to captive probes: success, so that phones stay on a Wi-Fi without internet. With the guide switched
//! on, a phone first sees a page that says what to tap.
//!
//! A probe is recognised by its host name, which the box's own name server resolves to the box.

pub(super) mod guided;
pub(super) mod page;

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

use super::accept::Peer;
use super::app::App;
use machine::network::plan::PROBE_ADDRESS;
use machine::network::probes::{self, ProbeAnswer};

/// NetworkManager reads `online` from this header.
const ONLINE: HeaderName = HeaderName::from_static("x-networkmanager-status");

/// Answers probes before the router: their answers carry no other headers.
pub(super) async fn answer(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(host) = host(&request).filter(|host| probes::is_probed(host)) else {
        return next.run(request).await;
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return bare(StatusCode::METHOD_NOT_ALLOWED);
    }
    let ip = request.extensions().get::<Peer>().map(|peer| peer.ip);
    let succeeds = !app.public.guide || ip.is_some_and(|ip| app.guided.contains(ip, app.age_ms()));
    match probes::find(&host, request.uri().path()) {
        Some(probe) if succeeds => success(probe.answer),
        Some(_) => redirect(&format!("http://{PROBE_ADDRESS}/welcome")),
        // A guest typed a probed name, or Windows opens its browser with one.
        None => redirect(&format!("http://{PROBE_ADDRESS}/")),
    }
}

/// Host of a request without port and last dot, lower case. A client that takes the box for a proxy names it in
/// the request line.
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

/// Nothing but a status. The connection closes: hundreds of phones probe every minute.
fn bare(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    response
}

fn redirect(url: &str) -> Response {
    let mut response = bare(StatusCode::FOUND);
    let headers = response.headers_mut();
    headers.insert(LOCATION, HeaderValue::try_from(url).expect("an address of ours is a header value"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `GET /captive`: the portal API (RFC 8908). DHCP announces it while phones trust the certificate.
pub(super) async fn api(State(app): State<App>, Extension(peer): Extension<Peer>) -> Response {
    let home = format!("{}/", app.public.https_url);
    let captive = app.public.guide && !app.guided.contains(peer.ip, app.age_ms());
    let mut body = serde_json::json!({ "captive": captive, "venue-info-url": home });
    if captive {
        body["user-portal-url"] = format!("{home}welcome").into();
    }
    let headers = [(CONTENT_TYPE, "application/captive+json"), (CACHE_CONTROL, "private, no-store")];
    (headers, body.to_string()).into_response()
}

/// `GET /welcome`: the guide.
pub(super) async fn welcome(State(app): State<App>, headers: HeaderMap) -> Response {
    let venue = app.views.now().venue.clone();
    html(page::welcome(Language::accepted(language(&headers)), venue.as_str()))
}

/// `GET /welcome/go`: the end of the guide; from now on the probes of this phone succeed.
pub(super) async fn go(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
) -> Response {
    app.guided.insert(peer.ip, app.age_ms());
    html(page::go(Language::accepted(language(&headers)), &app.public.join_url))
}

/// `GET /welcome.css`.
pub(super) async fn css() -> Response {
    ([(CONTENT_TYPE, "text/css"), (CACHE_CONTROL, "no-store")], page::CSS).into_response()
}

fn html(page: String) -> Response {
    ([(CACHE_CONTROL, "no-store")], Html(page)).into_response()
}

fn language(headers: &HeaderMap) -> &str {
    headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

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
