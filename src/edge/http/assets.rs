//! The web, from inside the binary.

use std::borrow::Cow;

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue,
    IF_NONE_MATCH, VARY,
};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use super::addresses;

/// The output of `npm run build`; empty if it was not run.
#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Dist;

/// Names in this folder contain a hash of the content: their files never change.
const HASHED: &str = "assets/";

/// Shown when the program was built without the web.
const NOT_BUILT: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>Hallbox</title>\
<h1>The web is not built in</h1><p>This hallbox was built without its pages. Build them, then the program again: \
<code>npm --prefix web ci &amp;&amp; npm --prefix web run build &amp;&amp; cargo build</code>.";

/// A page by its file name.
pub(super) fn page(name: &str, headers: &HeaderMap) -> Response {
    file(name, headers).unwrap_or_else(|| (StatusCode::SERVICE_UNAVAILABLE, Html(NOT_BUILT)).into_response())
}

/// All other files of the web: hashed assets, service worker, manifest, icons; and the way to a page whose address was
/// typed in another spelling.
pub(super) async fn asset(uri: Uri, headers: HeaderMap) -> Response {
    if let Some(page) = addresses::meant(uri.path()) {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::permanent(&format!("{page}{query}")).into_response();
    }
    let path = uri.path().trim_start_matches('/');
    // Pages have routes of their own; compressed copies and the notes of the build are not served by name.
    let hidden = path.starts_with('.') || path.contains("/.");
    if hidden || ["html", "br", "gz"].contains(&extension(path)) {
        return not_found();
    }
    file(path, &headers).unwrap_or_else(|| missing(path))
}

/// There is no such file, or none in a form that the client takes.
fn missing(path: &str) -> Response {
    if Dist::get(&format!("{path}.br")).is_none() {
        return not_found();
    }
    let vary = [(VARY, "accept-encoding")];
    (StatusCode::NOT_ACCEPTABLE, vary, "This file comes compressed by Brotli only: open it in a browser.")
        .into_response()
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "There is nothing here.").into_response()
}

/// A file in the smallest encoding that the client accepts.
fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let (encoding, found) = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(coding, _)| accepts(headers, coding))
        .find_map(|(coding, ending)| Some((Some(coding), Dist::get(&format!("{path}.{ending}"))?)))
        .or_else(|| Some((None, Dist::get(path)?)))?;
    let tag = etag(&found);
    let known = headers.get(IF_NONE_MATCH).is_some_and(|theirs| theirs.as_bytes() == tag.as_bytes());
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(bytes(found.data)))
    };
    let cache = if path.starts_with(HASHED) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let answer = response.headers_mut();
    answer.insert(ETAG, tag);
    answer.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    answer.insert(VARY, HeaderValue::from_static("accept-encoding"));
    answer.insert(CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    if let (Some(encoding), false) = (encoding, known) {
        answer.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Some(response)
}

fn bytes(data: Cow<'static, [u8]>) -> Bytes {
    match data {
        Cow::Borrowed(embedded) => Bytes::from_static(embedded),
        Cow::Owned(read) => Bytes::from(read),
    }
}

fn etag(file: &EmbeddedFile) -> HeaderValue {
    let hash = data_encoding::HEXLOWER.encode(&file.metadata.sha256_hash()[..16]);
    HeaderValue::try_from(format!("\"{hash}\"")).expect("hex is a header value")
}

/// Whether the client accepts this encoding (RFC 9110 §12.5.3, as far as browsers use it).
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|offer| {
            let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
            let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse() == Ok(0.0_f32));
            name.trim().eq_ignore_ascii_case(coding) && !refused
        })
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

fn content_type(path: &str) -> &'static str {
    match extension(path) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "ogg" | "opus" => "audio/ogg",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_sent_only_to_those_who_take_it() {
        let offers = |text: &str, coding: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, text.parse().unwrap());
            accepts(&headers, coding)
        };
        assert!(offers("gzip, deflate, br", "br"));
        assert!(offers("GZIP;q=0.5", "gzip"));
        assert!(!offers("gzip, br;q=0", "br"));
        assert!(!offers("gzip", "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }

    #[tokio::test]
    async fn what_comes_compressed_only_says_so() {
        let name = Dist::iter().find(|name| name.ends_with(".wasm.br")).expect("built by `just web`");
        let uri = || format!("/{}", name.trim_end_matches(".br")).parse().unwrap();
        assert_eq!(asset(uri(), HeaderMap::new()).await.status(), StatusCode::NOT_ACCEPTABLE);
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, "gzip, br".parse().unwrap());
        let response = asset(uri(), headers).await;
        assert_eq!(
            (response.status(), &response.headers()[CONTENT_ENCODING]),
            (StatusCode::OK, &"br".parse().unwrap())
        );
    }

    #[tokio::test]
    async fn pages_twins_and_hidden_files_have_no_address_of_their_own() {
        for path in [
            "/phone.html",
            "/phone.html.br",
            "/.vite/manifest.json",
            "/assets/../phone.html",
            "/x.js.gz",
            "/none.js",
        ] {
            let response = asset(path.parse().unwrap(), HeaderMap::new()).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}
