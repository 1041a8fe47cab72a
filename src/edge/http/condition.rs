//! How the box is, for its managers.

use axum::Json;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Response};

use super::people::certificate_view;
use super::trust;
use crate::edge::app::App;
use crate::edge::condition::MachineFacts;
use crate::edge::refuse::Refused;
use crate::vault::Vault;
use protocol::{BoxView, BundleTaken};

/// `GET /api/box`.
pub(super) async fn condition(State(app): State<App>) -> Result<Response, Refused> {
    let MachineFacts { clock, clock_set, wifi, storage, link_ms, update } = app.machine_facts().await;
    let bundle = app.with_vault(Vault::bundle_kept).await.map_err(|error| Refused::failed(&error))?;
    let now_ms = app.now_ms();
    let view = BoxView {
        now_ms,
        clock,
        clock_set,
        certificate: certificate_view(&app.public.certificate.borrow(), now_ms),
        authority: trust::fingerprint(&app),
        trust_url: app.public.trust_url.clone(),
        wifi,
        storage,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        update,
        bundle: bundle.map(|(night, at_ms)| BundleTaken { night, at_ms }),
        link_ms,
    };
    Ok(([(CACHE_CONTROL, "no-store")], Json(view)).into_response())
}
