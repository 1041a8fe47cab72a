//! The upgrade of an HTTP request to a WebSocket (RFC 6455 §4.2).

use std::future::Future;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    CONNECTION, HOST, HeaderMap, HeaderName, ORIGIN, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY,
    SEC_WEBSOCKET_VERSION, UPGRADE,
};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use hyper_util::rt::TokioIo;

use super::socket::Socket;
use crate::edge::accept::Peer;
use crate::edge::limits::{EdgeLimits, ms};
use crate::edge::permits::ConnectionPermit;
use crate::edge::stream::Stream;

/// Appended to the client's key before hashing (§1.3).
const GUID: &[u8] = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// Answers the upgrade and runs the conversation in a task of its own. No message may be longer than `bytes_max`.
pub(super) fn upgrade<F, T>(mut request: Request, limits: &EdgeLimits, bytes_max: usize, talk: T) -> Response
where
    T: FnOnce(Socket<Stream>) -> F + Send + 'static,
    F: Future<Output = ()> + Send + 'static,
{
    let accept = match check(request.method(), request.headers()) {
        Ok(accept) => accept,
        Err(problem) => return problem.into_response(),
    };
    let secure = request.extensions().get::<Peer>().is_some_and(|peer| peer.secure);
    if !same_origin(request.headers(), secure) {
        return (StatusCode::FORBIDDEN, "this page is not from here").into_response();
    }
    let permit = request.extensions().get::<Arc<ConnectionPermit>>().cloned();
    let upgraded = hyper::upgrade::on(&mut request);
    let write_timeout = ms(limits.write_timeout_ms);
    tokio::spawn(async move {
        let Ok(upgraded) = upgraded.await else { return };
        let Ok(parts) = upgraded.downcast::<TokioIo<Stream>>() else { return };
        let socket = Socket::new(parts.io.into_inner(), &parts.read_buf, bytes_max, write_timeout);
        let talk = talk(socket);
        // One more task: this one has the size of hyper's parts, and would keep it all evening.
        tokio::spawn(async move {
            talk.await;
            drop(permit);
        });
    });
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(CONNECTION, "upgrade".parse().expect("a constant"));
    headers.insert(UPGRADE, "websocket".parse().expect("a constant"));
    headers.insert(SEC_WEBSOCKET_ACCEPT, accept.parse().expect("base64 is a header value"));
    response
}

/// Checks the request and returns the answer to its key.
fn check(method: &Method, headers: &HeaderMap) -> Result<String, (StatusCode, &'static str)> {
    if method != Method::GET
        || !lists(headers, &UPGRADE, "websocket")
        || !lists(headers, &CONNECTION, "upgrade")
    {
        return Err((StatusCode::UPGRADE_REQUIRED, "this address speaks WebSocket"));
    }
    if headers.get(SEC_WEBSOCKET_VERSION).is_none_or(|version| version != "13") {
        return Err((StatusCode::BAD_REQUEST, "WebSocket version 13 wanted"));
    }
    let key = headers.get(SEC_WEBSOCKET_KEY).map(axum::http::HeaderValue::as_bytes).unwrap_or_default();
    let sixteen_bytes = data_encoding::BASE64.decode(key).is_ok_and(|nonce| nonce.len() == 16);
    if !sixteen_bytes {
        return Err((StatusCode::BAD_REQUEST, "a WebSocket key has 16 bytes"));
    }
    Ok(accept_key(key))
}

fn accept_key(key: &[u8]) -> String {
    use aws_lc_rs::digest;
    // SHA-1 as the standard demands: it proves that we speak WebSocket, and protects nothing.
    let mut hash = digest::Context::new(&digest::SHA1_FOR_LEGACY_USE_ONLY);
    hash.update(key);
    hash.update(GUID);
    data_encoding::BASE64.encode(hash.finish().as_ref())
}

/// Whether the comma-separated list of a header contains this token.
fn lists(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|item| item.trim().eq_ignore_ascii_case(token))
}

/// Whether the request comes from a page of ours. Clients without an origin are no browsers: they carry no cookies
/// that another page could abuse.
pub(in crate::edge) fn same_origin(headers: &HeaderMap, secure: bool) -> bool {
    let Some(origin) = headers.get(ORIGIN) else { return true };
    let scheme = if secure { "https://" } else { "http://" };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let from = origin.to_str().ok().and_then(|origin| origin.strip_prefix(scheme));
    matches!((host, from), (Some(host), Some(from)) if host.eq_ignore_ascii_case(from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_holds() {
        assert_eq!(accept_key(b"dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    #[test]
    fn only_our_own_pages_and_programs_without_pages_may_connect() {
        let with = |origin: Option<&str>, secure| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, "bingo.example:8443".parse().unwrap());
            if let Some(origin) = origin {
                headers.insert(ORIGIN, origin.parse().unwrap());
            }
            same_origin(&headers, secure)
        };
        assert!(with(None, true));
        assert!(with(Some("https://bingo.example:8443"), true));
        assert!(with(Some("https://BINGO.example:8443"), true));
        assert!(!with(Some("http://bingo.example:8443"), true), "another scheme is another origin");
        assert!(!with(Some("https://bingo.example"), true), "another port is another origin");
        assert!(!with(Some("https://evil.example"), true));
        assert!(!with(Some("null"), true));
        assert!(with(Some("http://bingo.example:8443"), false));
    }
}
