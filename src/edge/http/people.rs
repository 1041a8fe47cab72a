//! People and devices, for whoever may manage them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::HeaderMap;
use serde::Deserialize;

use super::body::{Asked, DONE, Nothing};
use crate::domain::{DeviceId, Entry, Refusal, Right, StaffId, Thing};
use crate::edge::App;
use crate::edge::goodbye::Leaves;
use crate::edge::refuse::Refused;
use crate::edge::session::{Pass, by};
use crate::edge::team::person_view;
use crate::network::qr::Qr;
use crate::network::tls::ladder::{Rung, Standing};
use crate::protocol::{
    CertificateFrom, CertificateView, EnrolmentOffer, EnrolmentRequest, FirstSteps, NewStaff, PersonView,
};
use crate::vault::{Denied, Session};

/// `POST /api/staff/{id}/pin`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPin {
    /// 6 to 12 digits.
    pin: String,
}

/// Who asks, when they hold the right.
pub async fn holder(app: &App, headers: &HeaderMap, right: Right) -> Result<Session, Refused> {
    let session = Pass::of(headers).session(app).await.ok_or(Refused::SignIn(right))?;
    if session.rights.allow(right) { Ok(session) } else { Err(Refusal::NotAllowed { right }.into()) }
}

/// `POST /api/staff`.
pub async fn add(
    State(app): State<App>,
    headers: HeaderMap,
    Asked(new): Asked<NewStaff>,
) -> Result<Json<PersonView>, Refused> {
    let session = holder(&app, &headers, Right::People).await?;
    let now_ms = app.now_ms();
    let _turn = app.pin_hashes.acquire().await;
    let added = app.with_vault(move |vault| vault.staff_add(&new.name, new.role, &new.pin)).await;
    let person = added.map_err(|denied| Refused::denied(&denied, "staff", now_ms))?;
    let added = Entry::StaffAdded { staff: person.id.clone(), role: person.role };
    app.note(&by(&session), added).await;
    app.team.changed(&app).await;
    Ok(Json(person_view(&person)))
}

/// `POST /api/staff/{id}/suspend`.
pub async fn suspend(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<()>, Refused> {
    let session = holder(&app, &headers, Right::People).await?;
    let id = staff_id(id)?;
    let staff = id.clone();
    done(&app, app.with_vault(move |vault| vault.staff_suspend(&staff, true)).await)?;
    app.goodbyes.say(Leaves::Staff(id.clone()));
    app.note(&by(&session), Entry::StaffSuspended { staff: id }).await;
    app.team.changed(&app).await;
    Ok(DONE)
}

/// `POST /api/staff/{id}/restore`. The ledger shows it as joining again.
pub async fn restore(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<()>, Refused> {
    let session = holder(&app, &headers, Right::People).await?;
    let id = staff_id(id)?;
    let staff = id.clone();
    done(&app, app.with_vault(move |vault| vault.staff_suspend(&staff, false)).await)?;
    app.team.changed(&app).await;
    if let Some(person) = app.team.people().into_iter().find(|person| person.id == id) {
        app.note(&by(&session), Entry::StaffAdded { staff: id, role: person.role }).await;
    }
    Ok(DONE)
}

/// `POST /api/staff/{id}/pin`: a forgotten PIN, or one that others know.
pub async fn set_pin(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(new): Asked<NewPin>,
) -> Result<Json<()>, Refused> {
    holder(&app, &headers, Right::People).await?;
    let id = staff_id(id)?;
    let staff = id.clone();
    let _turn = app.pin_hashes.acquire().await;
    done(&app, app.with_vault(move |vault| vault.staff_set_pin(&staff, &new.pin)).await)?;
    app.goodbyes.say(Leaves::Staff(id));
    Ok(DONE)
}

/// `POST /api/devices/enrolment`.
pub async fn offer_enrolment(
    State(app): State<App>,
    headers: HeaderMap,
    Asked(asked): Asked<EnrolmentRequest>,
) -> Result<Json<EnrolmentOffer>, Refused> {
    holder(&app, &headers, Right::People).await?;
    let now_ms = app.now_ms();
    let offer = app.with_vault(move |vault| vault.enrolment_offer(&asked.desk, asked.profile, now_ms)).await;
    let offer = offer.map_err(|denied| Refused::denied(&denied, "device", now_ms))?;
    // After the hash, so that the token is in no log and no referrer.
    let url = format!("{}/staff#e={}", app.place.https_url, offer.token.as_str());
    let qr_svg = Qr::screen(&url).map_err(|error| Refused::failed(&error))?.svg();
    Ok(Json(EnrolmentOffer { url, qr_svg, expires_ms: offer.expires_ms }))
}

/// `POST /api/devices/{id}/suspend`.
pub async fn suspend_device(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<()>, Refused> {
    let session = holder(&app, &headers, Right::People).await?;
    let id = device_id(id)?;
    let device = id.clone();
    done(&app, app.with_vault(move |vault| vault.device_suspend(&device, true)).await)?;
    app.goodbyes.say(Leaves::Device(id.clone()));
    app.note(&by(&session), Entry::DeviceSuspended { device: id }).await;
    app.team.changed(&app).await;
    Ok(DONE)
}

/// `POST /api/devices/{id}/restore`. The ledger shows it as enrolled again.
pub async fn restore_device(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Asked(Nothing {}): Asked<Nothing>,
) -> Result<Json<()>, Refused> {
    let session = holder(&app, &headers, Right::People).await?;
    let id = device_id(id)?;
    let device = id.clone();
    done(&app, app.with_vault(move |vault| vault.device_suspend(&device, false)).await)?;
    app.note(&by(&session), Entry::DeviceEnrolled { device: id }).await;
    app.team.changed(&app).await;
    Ok(DONE)
}

/// `GET /api/first-steps`.
pub async fn first_steps(State(app): State<App>, headers: HeaderMap) -> Result<Json<FirstSteps>, Refused> {
    holder(&app, &headers, Right::Manage).await?;
    let now = app.views.now();
    Ok(Json(FirstSteps {
        cards: app.vault.cards().count() > 0,
        team: app.team.people().len() > 1,
        game: !now.games.is_empty(),
        prize: !now.prizes.is_empty(),
        certificate: certificate_view(&app.place.certificate.borrow(), app.now_ms()),
    }))
}

fn certificate_view(standing: &Standing, now_ms: i64) -> CertificateView {
    CertificateView {
        from: match standing.rung {
            Rung::Public => CertificateFrom::Public,
            Rung::Files => CertificateFrom::Files,
            Rung::Own => CertificateFrom::Own,
        },
        until_ms: standing.until_ms,
        days_left: standing.days_left(now_ms),
        remind_days: standing.reminder(now_ms),
        why: standing.why.clone(),
    }
}

fn done(app: &App, outcome: Result<(), Denied>) -> Result<(), Refused> {
    outcome.map_err(|denied| Refused::denied(&denied, "id", app.now_ms()))
}

fn staff_id(text: String) -> Result<StaffId, Refused> {
    StaffId::new(text).map_err(|_| Refusal::Unknown { what: Thing::Person }.into())
}

fn device_id(text: String) -> Result<DeviceId, Refused> {
    DeviceId::new(text).map_err(|_| Refusal::Unknown { what: Thing::Device }.into())
}
