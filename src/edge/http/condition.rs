//! How the box is, for whoever looks after it.

use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, HeaderMap};
use axum::response::{IntoResponse as _, Response};

use super::people::{certificate_view, holder};
use super::trust;
use crate::edge::App;
use crate::edge::condition::Facts;
use crate::edge::refuse::Refused;
use crate::vault::Vault;
use domain::Right;
use protocol::{BoxView, BundleTaken};

/// `GET /api/box`.
pub async fn condition(State(app): State<App>, headers: HeaderMap) -> Result<Response, Refused> {
    holder(&app, &headers, Right::Manage).await?;
    let Facts { clock, wifi, storage, link_ms, update } = app.facts().await;
    let bundle = app.with_vault(Vault::bundle_kept).await.map_err(|error| Refused::failed(&error))?;
    let now_ms = app.now_ms();
    let view = BoxView {
        now_ms,
        clock,
        certificate: certificate_view(&app.place.certificate.borrow(), now_ms),
        authority: trust::fingerprint(&app),
        trust_url: app.place.trust_url.clone(),
        wifi,
        storage,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        update,
        bundle: bundle.map(|(night, at_ms)| BundleTaken { night, at_ms }),
        link_ms,
    };
    Ok(([(CACHE_CONTROL, "no-store")], Json(view)).into_response())
}
