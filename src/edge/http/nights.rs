//! Nights that the box keeps: whose names it knows, and how to erase them.

use axum::extract::{Path, State};
use axum::{Extension, Json};

use super::body::{DONE, EmptyBody, PostBody};
use crate::edge::app::App;
use crate::edge::names;
use crate::edge::refuse::Refused;
use crate::edge::session::author;
use crate::vault::{Session, Vault, VaultError};
use domain::{NightId, Refusal, Thing};
use protocol::{KeptName, KeptNight, KeptNights};

/// `GET /api/nights`.
pub(super) async fn kept(State(app): State<App>) -> Result<Json<KeptNights>, Refused> {
    let days = app.names_kept_days;
    let listed = app.with_vault(move |vault| {
        let nights = vault.nights_with_names()?.into_iter().rev();
        nights.map(|night| kept_night(vault, night, days)).collect::<Result<_, VaultError>>()
    });
    Ok(Json(KeptNights { nights: listed.await.map_err(|error| Refused::failed(&error))? }))
}

/// `POST /api/nights/{night}/forget-names`: erases the names of winners of a night.
pub(super) async fn forget_names(
    State(app): State<App>,
    Path(night): Path<String>,
    Extension(session): Extension<Session>,
    _: PostBody<EmptyBody>,
) -> Result<Json<()>, Refused> {
    let forgotten = names::forget(&app, &author(&session), night_id(night)?).await;
    forgotten.map_err(|error| Refused::failed(&error))?;
    Ok(DONE)
}

fn kept_night(vault: &Vault, night: NightId, days: u16) -> Result<KeptNight, VaultError> {
    let names = vault.names(&night)?.into_iter().map(|winner| KeptName {
        game: winner.game,
        stage: winner.stage,
        serial: winner.serial,
        name: winner.name,
    });
    let names: Vec<_> = names.collect();
    let until = names::kept_until(&night, days).filter(|_| !names.is_empty());
    Ok(KeptNight { night, names, names_until: until.map(|date| date.to_string()) })
}

fn night_id(text: String) -> Result<NightId, Refused> {
    NightId::new(text).map_err(|_| Refusal::Unknown { what: Thing::Night }.into())
}
