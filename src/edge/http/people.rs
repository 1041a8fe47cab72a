//! People and devices, for whoever may manage them.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::HeaderMap;
use serde::Deserialize;

use super::body::{Asked, DONE, Nothing};
use crate::edge::App;
use crate::edge::goodbye::Leaves;
use crate::edge::refuse::Refused;
use crate::edge::session::{Pass, by};
use crate::edge::team::person_view;
use crate::vault::{Denied, Session};
use domain::{DeviceId, Entry, Look, Refusal, Right, StaffId, Thing};
use machine::certificate::selection::{CertificateSource, CertificateStatus};
use machine::network::qr::Qr;
use protocol::{
    CertificateFrom, CertificateView, EnrolmentOffer, EnrolmentRequest, FirstSteps, NewStaff, PersonView,
    SetClock,
};

/// `POST /api/staff/{id}/pin`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPin {
    /// 6 to 12 digits.
    pin: String,
}

/// Done, or why not.
type Done = Result<Json<()>, Refused>;

/// Who asks, when they hold the right.
pub async fn holder(app: &App, headers: &HeaderMap, right: Right) -> Result<Session, Refused> {
    let session = Pass::of(headers).session(app).await.ok_or(Refused::SignIn(right))?;
    if session.rights.allow(right) { Ok(session) } else { Err(Refusal::NotAllowed { right }.into()) }
}

/// Who asks to see something, when they may.
pub async fn looker(app: &App, headers: &HeaderMap, look: Look) -> Result<Session, Refused> {
    let session = Pass::of(headers).session(app).await.ok_or(Refused::SignIn(look.rights()[0]))?;
    if look.is_open_to(session.rights) {
        Ok(session)
    } else {
        Err(Refusal::NotAllowed { right: look.rights()[0] }.into())
    }
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
pub async fn suspend(app: State<App>, id: Path<String>, headers: HeaderMap, _: Asked<Nothing>) -> Done {
    let id = staff_id(id.0)?;
    admit(&app, &headers, Leaves::Staff(id), false).await
}

/// `POST /api/staff/{id}/restore`. The ledger shows it as joining again.
pub async fn restore(app: State<App>, id: Path<String>, headers: HeaderMap, _: Asked<Nothing>) -> Done {
    let id = staff_id(id.0)?;
    admit(&app, &headers, Leaves::Staff(id), true).await
}

/// `POST /api/devices/{id}/suspend`.
pub async fn suspend_device(
    app: State<App>,
    id: Path<String>,
    headers: HeaderMap,
    _: Asked<Nothing>,
) -> Done {
    let id = device_id(id.0)?;
    admit(&app, &headers, Leaves::Device(id), false).await
}

/// `POST /api/devices/{id}/restore`. The ledger shows it as enrolled again.
pub async fn restore_device(
    app: State<App>,
    id: Path<String>,
    headers: HeaderMap,
    _: Asked<Nothing>,
) -> Done {
    let id = device_id(id.0)?;
    admit(&app, &headers, Leaves::Device(id), true).await
}

/// Lets a person or a device in again, or shuts them out and closes their sockets at once.
async fn admit(app: &App, headers: &HeaderMap, who: Leaves, welcome: bool) -> Done {
    let session = holder(app, headers, Right::People).await?;
    let whom = who.clone();
    let changed = app.with_vault(move |vault| match &whom {
        Leaves::Staff(id) => vault.staff_suspend(id, !welcome),
        Leaves::Device(id) => vault.device_suspend(id, !welcome),
    });
    done(app, changed.await)?;
    if !welcome {
        app.goodbyes.say(who.clone());
    }
    app.team.changed(app).await;
    let entry = match (who, welcome) {
        (Leaves::Staff(staff), false) => Some(Entry::StaffSuspended { staff }),
        (Leaves::Device(device), false) => Some(Entry::DeviceSuspended { device }),
        (Leaves::Staff(staff), true) => {
            let person = app.team.people().into_iter().find(|person| person.id == staff);
            person.map(|person| Entry::StaffAdded { staff, role: person.role })
        }
        (Leaves::Device(device), true) => {
            let profile = app.team.profile(&device);
            Some(Entry::DeviceEnrolled { device, profile })
        }
    };
    if let Some(entry) = entry {
        app.note(&by(&session), entry).await;
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
    let session = holder(&app, &headers, Right::People).await?;
    let id = staff_id(id)?;
    let staff = id.clone();
    let _turn = app.pin_hashes.acquire().await;
    done(&app, app.with_vault(move |vault| vault.staff_set_pin(&staff, &new.pin)).await)?;
    app.goodbyes.say(Leaves::Staff(id.clone()));
    app.note(&by(&session), Entry::PinReset { staff: id }).await;
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

/// `POST /api/clock`: what the phone of whoever manages the box says, where the box has nothing better.
pub async fn set_clock(State(app): State<App>, headers: HeaderMap, Asked(asked): Asked<SetClock>) -> Done {
    let session = holder(&app, &headers, Right::Manage).await?;
    app.hall.set_clock(by(&session), asked.now_ms).await??;
    Ok(DONE)
}

/// `GET /api/first-steps`.
pub async fn first_steps(State(app): State<App>, headers: HeaderMap) -> Result<Json<FirstSteps>, Refused> {
    looker(&app, &headers, Look::FirstSteps).await?;
    let now = app.views.now();
    Ok(Json(FirstSteps {
        cards: app.vault.cards().count() > 0,
        team: app.team.people().len() > 1,
        game: !now.games.is_empty(),
        prize: !now.prizes.is_empty(),
        certificate: certificate_view(&app.place.certificate.borrow(), app.now_ms()),
    }))
}

pub(super) fn certificate_view(standing: &CertificateStatus, now_ms: i64) -> CertificateView {
    CertificateView {
        from: match standing.source {
            CertificateSource::Public => CertificateFrom::Public,
            CertificateSource::Files => CertificateFrom::Files,
            CertificateSource::Own => CertificateFrom::Own,
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
