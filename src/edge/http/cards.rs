//! New card sets and the night's bundle.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap};
use axum::response::{IntoResponse, Response};

use super::body::Asked;
use super::people::{holder, looker};
use crate::edge::App;
use crate::edge::refuse::Refused;
use domain::set::{SetKind, SetMode};
use domain::{Look, NightId, Refusal, Right};
use protocol::{IssueCards, IssuedSet};

/// Cards in one set: what a printer takes in an evening.
const COUNT_MAX: u32 = 5_000;

/// `POST /api/cards`.
pub async fn issue(
    State(app): State<App>,
    headers: HeaderMap,
    Asked(asked): Asked<IssueCards>,
) -> Result<Json<IssuedSet>, Refused> {
    holder(&app, &headers, Right::Manage).await?;
    if !(1..=COUNT_MAX).contains(&asked.count) {
        return Err(
            Refusal::Invalid { field: "count".to_owned(), problem: format!("1 to {COUNT_MAX}") }.into()
        );
    }
    let now_ms = app.now_ms();
    let _turn = app.heavy.acquire().await;
    let mode = if asked.low_tie { SetMode::NoSharedColumn } else { SetMode::Free };
    let issued = app.with_vault(move |vault| vault.issue(asked.count, mode, SetKind::Phone, now_ms));
    let info = issued.await.map_err(|denied| Refused::denied(&denied, "count", now_ms))?;
    Ok(Json(IssuedSet { first: info.first.0, last: info.last.0 }))
}

/// `GET /api/bundle`: tonight's ledger, for anybody to verify.
pub async fn bundle(State(app): State<App>, headers: HeaderMap) -> Result<Response, Refused> {
    looker(&app, &headers, Look::Bundle).await?;
    // A task of its own: it takes its file away also when the one who asked has gone.
    let packing = tokio::spawn(async move {
        let (night, bytes) = packed(&app).await?;
        let (taken, now_ms) = (night.clone(), app.now_ms());
        // Without the note the owner is told of an older one: no reason to keep this one back.
        if let Err(error) = app.with_vault(move |vault| vault.bundle_keep(&taken, now_ms)).await {
            tracing::warn!(%error, "that the night was taken along was not written down");
        }
        Ok::<_, Refused>((night, bytes))
    });
    let (night, bytes) = packing.await.map_err(|error| Refused::failed(&error))??;
    Ok(download("application/zip", &format!("hallbox-{night}.zip"), bytes))
}

/// Tonight's bundle, by way of a file that nobody else uses.
async fn packed(app: &App) -> Result<(NightId, Vec<u8>), Refused> {
    let _turn = app.heavy.acquire().await;
    let path = app.outgoing.next_path().await.map_err(|error| Refused::failed(&error))?;
    let exported = app.hall.export(path.clone()).await;
    let bytes = tokio::fs::read(&path).await;
    let _ = tokio::fs::remove_file(&path).await; // there is none when it was not written
    let night = exported?.map_err(|problem| {
        tracing::error!(problem, "the bundle could not be written");
        Refused::Failed
    })?;
    Ok((night, bytes.map_err(|error| Refused::failed(&error))?))
}

/// A file to keep.
pub fn download(kind: &'static str, name: &str, bytes: impl Into<Body>) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes.into()).into_response()
}
