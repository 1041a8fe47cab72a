//! Card sets, print files and the night's bundle.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap};
use axum::response::{IntoResponse, Response};

use super::body::Asked;
use super::people::holder;
use crate::domain::set::{SetKind, SetMode};
use crate::domain::{Refusal, Right, Serial, Thing};
use crate::edge::App;
use crate::edge::refuse::Refused;
use crate::print;
use crate::protocol::{IssueCards, IssuedSet};
use crate::vault::Card;

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
        return Err(Refusal::Invalid { field: "count".to_owned(), problem: format!("1 to {COUNT_MAX}") }.into());
    }
    let now_ms = app.now_ms();
    let _turn = app.heavy.acquire().await;
    let issued = app.with_vault(move |vault| vault.issue(asked.count, SetMode::Free, SetKind::Phone, now_ms));
    let info = issued.await.map_err(|denied| Refused::denied(&denied, "count", now_ms))?;
    Ok(Json(IssuedSet { first: info.first.0, last: info.last.0 }))
}

/// `GET /api/cards/{first}-{last}.pdf` and `….csv`.
pub async fn print(
    State(app): State<App>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    holder(&app, &headers, Right::Manage).await?;
    let (first, last, csv) = range(&file).ok_or(Refusal::Unknown { what: Thing::Card })?;
    let cards = app.vault.cards();
    let found: Vec<Card> = cards.range(first, last).into_iter().copied().collect();
    if found.is_empty() {
        return Err(Refusal::Unknown { what: Thing::Card }.into());
    }
    if found.len() > COUNT_MAX as usize {
        return Err(Refusal::LimitReached { limit: "cards".to_owned() }.into());
    }
    let _turn = app.heavy.acquire().await;
    let sheet = print::Sheet {
        venue: app.views.now().venue.clone(),
        join_url: app.place.join_url.clone(),
        box_key: app.place.box_key.clone(),
    };
    let (kind, made) = if csv {
        ("text/csv; charset=utf-8", Ok(print::csv(&sheet, &found)))
    } else {
        let made = tokio::task::spawn_blocking(move || print::pdf(&sheet, &found)).await;
        ("application/pdf", made.expect("printing does not panic"))
    };
    let bytes = made.map_err(|error| Refused::failed(&error))?;
    Ok(download(kind, &format!("cards-{file}"), bytes))
}

/// `GET /api/bundle`: tonight's ledger, for anybody to verify.
pub async fn bundle(State(app): State<App>, headers: HeaderMap) -> Result<Response, Refused> {
    holder(&app, &headers, Right::Manage).await?;
    let _turn = app.heavy.acquire().await;
    let night = app.views.now().night.clone();
    let path = app.data.join("bundle-on-its-way.zip");
    // Left over when the box was switched off in the middle of the last one.
    let _ = tokio::fs::remove_file(&path).await;
    if let Err(problem) = app.hall.export(path.clone()).await? {
        tracing::error!(problem, "the bundle could not be written");
        return Err(Refused::Failed);
    }
    let bytes = tokio::fs::read(&path).await;
    let _ = tokio::fs::remove_file(&path).await; // the next one removes it otherwise
    let bytes = bytes.map_err(|error| Refused::failed(&error))?;
    Ok(download("application/zip", &format!("hallbox-{night}.zip"), bytes))
}

fn download(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// `1-50.pdf` → 1, 50, not CSV.
fn range(file: &str) -> Option<(Serial, Serial, bool)> {
    let (range, ending) = file.split_once('.')?;
    let (first, last) = range.split_once('-')?;
    let serial = |text: &str| text.parse().ok().map(Serial);
    match ending {
        "pdf" => Some((serial(first)?, serial(last)?, false)),
        "csv" => Some((serial(first)?, serial(last)?, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_two_serials_and_a_kind() {
        assert_eq!(range("1-50.pdf"), Some((Serial(1), Serial(50), false)));
        assert_eq!(range("7-7.csv"), Some((Serial(7), Serial(7), true)));
        for wrong in ["1-50", "1.pdf", "1-x.pdf", "1-5.zip", "-1-5.pdf", "1-99999999999.pdf", "1-5.pdf.csv"] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
    }
}
