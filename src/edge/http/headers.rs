//! Headers of every answer.

use axum::extract::Request;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HOST, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{StatusCode, Version};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Without HSTS: a guest who once used the box by name must reach its plain address when the certificate has run
/// out.
const FIXED: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Addresses of cards are secrets.
    (REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), microphone=(), geolocation=(), payment=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

pub(super) async fn protect(request: Request, next: Next) -> Response {
    let policy = policy(request.headers());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    response
}

/// A request of HTTP/1.1 names its host, once (RFC 9112 §3.2).
pub(super) async fn require_host(request: Request, next: Next) -> Response {
    let hosts = request.headers().get_all(HOST).iter().count();
    if hosts > 1 || (hosts == 0 && request.version() == Version::HTTP_11) {
        return (StatusCode::BAD_REQUEST, "One host is wanted.").into_response();
    }
    next.run(request).await
}

/// Everything comes from the box itself. Sockets are named by host, because older Safari does not count them to
/// 'self'.
fn policy(headers: &HeaderMap) -> HeaderValue {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).filter(|host| is_host(host));
    let sockets = host.map(|host| format!(" wss://{host} ws://{host}")).unwrap_or_default();
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
         media-src 'self' blob:; connect-src 'self'{sockets}; object-src 'none'; base-uri 'none'; \
         frame-ancestors 'none'; form-action 'self'"
    );
    HeaderValue::try_from(policy).expect("a host has no control characters")
}

/// Whether the text is a host, and cannot end a directive.
fn is_host(host: &str) -> bool {
    !host.is_empty()
        && host.len() <= 253
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy_for(host: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, host.parse().unwrap());
        policy(&headers).to_str().unwrap().to_owned()
    }

    #[test]
    fn the_policy_names_our_own_sockets() {
        assert!(
            policy_for("[fd00::1]:8443")
                .contains("connect-src 'self' wss://[fd00::1]:8443 ws://[fd00::1]:8443;")
        );
    }

    #[test]
    fn a_host_cannot_write_into_the_policy() {
        assert!(policy_for("a; script-src *").contains("connect-src 'self';"));
        assert!(policy_for("a *").contains("connect-src 'self';"));
    }
}
