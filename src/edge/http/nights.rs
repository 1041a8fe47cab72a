//! Nights that the box keeps: taken along, removed once a copy was read back, and their names of winners.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use axum::{Extension, Json};

use super::body::{BundleBody, DONE, EmptyBody, PostBody};
use super::cards::{bundle as tonight, download, file_name};
use crate::edge::app::App;
use crate::edge::names;
use crate::edge::refuse::Refused;
use crate::edge::session::author;
use crate::hall::OldNightError;
use crate::vault::{Session, VaultError, Winner};
use domain::{Entry, NightId, Refusal, Thing};
use protocol::{CopyRead, KeptName, KeptNight, KeptNights, KeptRecord, RemovedLedger};

/// `GET /api/nights`.
pub(super) async fn kept(State(app): State<App>) -> Result<Json<KeptNights>, Refused> {
    let names = app.with_vault(|vault| {
        let nights = vault.nights_with_names()?.into_iter();
        nights.map(|night| Ok((night.clone(), vault.names(&night)?))).collect::<Result<_, VaultError>>()
    });
    let mut names: BTreeMap<NightId, Vec<Winner>> = names.await.map_err(|error| Refused::vault(&error))?;
    let old = &app.hall.old_nights;
    let (tonight, mut nights) = (app.views.now().night.clone(), Vec::new());
    for kept in old.list().await.map_err(|error| Refused::failed(&error))? {
        let removed = kept.removed.map(|gone| RemovedLedger { at_ms: gone.at_ms, size: gone.size });
        let ledger = KeptRecord {
            bytes: kept.bytes,
            tonight: kept.night == tonight,
            copy: old.copy(&kept.night).map(|copy| copy.size),
            removed,
            set_aside: kept.set_aside.is_some(),
        };
        let names = names.remove(&kept.night).unwrap_or_default();
        nights.push(kept_night(kept.night, Some(ledger), names, app.names_kept_days));
    }
    // Nights whose folder somebody took away.
    let only_names = names.into_iter().rev();
    nights.extend(only_names.map(|(night, names)| kept_night(night, None, names, app.names_kept_days)));
    Ok(Json(KeptNights { nights }))
}

fn kept_night(night: NightId, ledger: Option<KeptRecord>, winners: Vec<Winner>, days: u16) -> KeptNight {
    let names: Vec<_> = winners
        .into_iter()
        .map(|Winner { game, stage, serial, name, .. }| KeptName { game, stage, serial, name })
        .collect();
    let until = names::kept_until(&night, days).filter(|_| !names.is_empty());
    KeptNight { night, ledger, names, names_until: until.map(|date| date.to_string()) }
}

/// `POST /api/nights/{night}/forget-names`: erases the names of winners of a night.
pub(super) async fn forget_names(
    State(app): State<App>,
    Path(night): Path<String>,
    Extension(session): Extension<Session>,
    _: PostBody<EmptyBody>,
) -> Result<Json<()>, Refused> {
    let forgotten = names::forget(&app, &author(&session), night_id(night)?).await;
    forgotten.map_err(|error| Refused::vault(&error))?;
    Ok(DONE)
}

/// `GET /api/nights/{night}/bundle`: the ledger of a night.
pub(super) async fn bundle(State(app): State<App>, Path(night): Path<String>) -> Result<Response, Refused> {
    let night = night_id(night)?;
    if app.views.now().night == night {
        return tonight(State(app)).await;
    }
    let _turn = app.slow_work.bundles.enter().await?;
    let packed = app.hall.old_nights.bundle(night.clone()).await.map_err(refused)?;
    Ok(download("application/zip", &file_name(&night, true), packed))
}

/// `POST /api/nights/{night}/copy`: reads a saved bundle back and compares it with the night.
pub(super) async fn read_back(
    State(app): State<App>,
    Path(night): Path<String>,
    body: BundleBody,
) -> Result<Json<CopyRead>, Refused> {
    let night = night_id(night)?;
    let copy = body.read(&app).await?;
    let _turn = app.slow_work.bundles.enter().await?;
    let whole = app.hall.old_nights.read_back(night, copy).await.map_err(refused)?;
    Ok(Json(CopyRead { size: whole.size }))
}

/// `POST /api/nights/{night}/remove`: removes a night of which a copy was read back.
pub(super) async fn remove(
    State(app): State<App>,
    Path(night): Path<String>,
    Extension(session): Extension<Session>,
    _: PostBody<EmptyBody>,
) -> Result<Json<()>, Refused> {
    let night = night_id(night)?;
    let removed = app.hall.remove_night(night.clone(), app.now_ms()).await.map_err(refused)?;
    tracing::info!(%night, size = removed.size, "A night was removed from the disk; its checkpoint stays");
    let entry = Entry::NightRemoved { night, size: removed.size, root: removed.root };
    app.note(&author(&session), entry).await;
    Ok(DONE)
}

fn refused(error: OldNightError) -> Refused {
    match error {
        OldNightError::Tonight => Refusal::NightIsTonight.into(),
        OldNightError::Unknown => Refusal::Unknown { what: Thing::Night }.into(),
        OldNightError::NotACopy(fault) => Refusal::NotACopy { fault }.into(),
        OldNightError::CopyNeeded => Refusal::CopyNeeded.into(),
        OldNightError::Full => Refusal::StorageFull.into(),
        failed @ OldNightError::Failed(_) => Refused::failed(&failed),
    }
}

fn night_id(text: String) -> Result<NightId, Refused> {
    NightId::new(text).map_err(|_| Refusal::Unknown { what: Thing::Night }.into())
}
