//! New card sets and the night's bundle.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::body::PostBody;
use crate::edge::app::App;
use crate::edge::refuse::Refused;
use crate::print::check_names;
use domain::set::{SetKind, SetMode};
use domain::{Label, NightId, Refusal};
use protocol::{IssueCards, IssuedSet};

/// Cards in one set: what a printer manages in an evening.
const COUNT_MAX: u32 = 5_000;

/// `POST /api/cards`.
pub(super) async fn issue(
    State(app): State<App>,
    PostBody(asked): PostBody<IssueCards>,
) -> Result<Json<IssuedSet>, Refused> {
    if !(1..=COUNT_MAX).contains(&asked.count) {
        return Err(Refusal::out_of_range("count", (1, COUNT_MAX as usize), "cards").into());
    }
    // Before the cards are made: nobody wants a set that cannot be printed.
    let (venue, wifi) = (app.views.now().venue.clone(), app.public.wifi.as_ref());
    check_names(venue.as_str(), wifi.map(Label::as_str)).map_err(|error| Refused::unprinted(&error))?;
    let now_ms = app.now_ms();
    let _turn = app.slow_work.printing.enter().await?;
    let mode = if asked.low_tie { SetMode::NoSharedColumn } else { SetMode::Free };
    let issued = app.with_vault(move |vault| vault.issue(asked.count, mode, SetKind::Phone, now_ms));
    let info = issued.await.map_err(|denied| Refused::denied(&denied, "count"))?;
    Ok(Json(IssuedSet { first: info.first.0, last: info.last.0 }))
}

/// `GET /api/bundle`: the ledger of tonight, which anybody can verify.
pub(super) async fn bundle(State(app): State<App>) -> Result<Response, Refused> {
    // A task of its own: it removes its file also when the client has gone.
    let packing = tokio::spawn(async move {
        // Read first: a night that closes meanwhile is whole in the bundle all the same.
        let is_closed = app.views.now().night_over;
        let (night, bytes) = pack(&app).await?;
        let (taken, now_ms) = (night.clone(), app.now_ms());
        // A failure is only logged: the owner's screen then shows the bundle before this one.
        if let Err(error) = app.with_vault(move |vault| vault.bundle_keep(&taken, now_ms)).await {
            tracing::warn!(%error, "that the night was taken along was not written down");
        }
        Ok::<_, Refused>((file_name(&night, is_closed), bytes))
    });
    let (name, bytes) = packing.await.map_err(|error| Refused::failed(&error))??;
    Ok(download("application/zip", &name, bytes))
}

/// A bundle of a night that goes on verifies as incomplete, so its name says so.
pub(super) fn file_name(night: &NightId, is_closed: bool) -> String {
    if is_closed { format!("hallbox-{night}.zip") } else { format!("hallbox-{night}-not-closed.zip") }
}

/// The bundle of tonight. Nothing of it touches the disk, which may be full.
async fn pack(app: &App) -> Result<(NightId, Vec<u8>), Refused> {
    let _turn = app.slow_work.bundles.enter().await?;
    app.hall.export().await?.map_err(|problem| {
        tracing::error!(problem, "the bundle could not be packed");
        Refused::Failed
    })
}

/// A file that browsers save.
pub(super) fn download(kind: &'static str, name: &str, bytes: impl Into<Body>) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes.into()).into_response()
}
