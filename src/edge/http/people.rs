//! People and devices, for those who may manage them.

use axum::extract::{Path, State};
use axum::{Extension, Json};

use super::body::{DONE, EmptyBody, PostBody};
use crate::edge::app::App;
use crate::edge::refuse::Refused;
use crate::edge::revocations::Subject;
use crate::edge::session::author;
use crate::edge::team::person_view;
use crate::vault::{Denied, Session, VaultTime};
use domain::{ClockStays, DeviceId, Entry, Refusal, StaffId, Thing};
use machine::certificate::selection::{CertificateSource, CertificateStatus};
use machine::clock::ClockOffer;
use machine::network::qr::Qr;
use protocol::{
    CertificateFrom, CertificateView, EnrolmentOffer, EnrolmentRequest, FirstSteps, NewPin, NewStaff,
    PersonView, SetClock,
};

type Done = Result<Json<()>, Refused>;

/// `POST /api/staff`.
pub(super) async fn add(
    State(app): State<App>,
    Extension(session): Extension<Session>,
    PostBody(new): PostBody<NewStaff>,
) -> Result<Json<PersonView>, Refused> {
    let _permit = app.pin_hashes.acquire().await;
    let added = app.with_vault(move |vault| vault.staff_add(&new.name, new.role, &new.pin)).await;
    let person = added.map_err(|denied| Refused::denied(&denied, "staff"))?;
    let added = Entry::StaffAdded { staff: person.id.clone(), role: person.role };
    app.note(&author(&session), added).await;
    app.team.refresh().await;
    Ok(Json(person_view(&person)))
}

/// `POST /api/staff/{id}/suspend`.
pub(super) async fn suspend(
    app: State<App>,
    id: Path<String>,
    session: Extension<Session>,
    _: PostBody<EmptyBody>,
) -> Done {
    let id = staff_id(id.0)?;
    set_suspended(&app, &session, Subject::Staff(id), true).await
}

/// `POST /api/staff/{id}/restore`. The ledger shows it as joining again.
pub(super) async fn restore(
    app: State<App>,
    id: Path<String>,
    session: Extension<Session>,
    _: PostBody<EmptyBody>,
) -> Done {
    let id = staff_id(id.0)?;
    set_suspended(&app, &session, Subject::Staff(id), false).await
}

/// `POST /api/devices/{id}/suspend`.
pub(super) async fn suspend_device(
    app: State<App>,
    id: Path<String>,
    session: Extension<Session>,
    _: PostBody<EmptyBody>,
) -> Done {
    let id = device_id(id.0)?;
    set_suspended(&app, &session, Subject::Device(id), true).await
}

/// `POST /api/devices/{id}/restore`. The ledger shows it as enrolled again.
pub(super) async fn restore_device(
    app: State<App>,
    id: Path<String>,
    session: Extension<Session>,
    _: PostBody<EmptyBody>,
) -> Done {
    let id = device_id(id.0)?;
    set_suspended(&app, &session, Subject::Device(id), false).await
}

/// Restores a person or device, or suspends it and closes its sockets at once.
async fn set_suspended(app: &App, session: &Session, subject: Subject, suspended: bool) -> Done {
    let changing = subject.clone();
    let changed = app.with_vault(move |vault| match &changing {
        Subject::Staff(id) => vault.staff_suspend(id, suspended),
        Subject::Device(id) => vault.device_suspend(id, suspended),
    });
    done(changed.await)?;
    if suspended {
        app.revocations.revoke(subject.clone());
    }
    app.team.refresh().await;
    let entry = match (subject, suspended) {
        (Subject::Staff(staff), true) => Some(Entry::StaffSuspended { staff }),
        (Subject::Device(device), true) => Some(Entry::DeviceSuspended { device }),
        (Subject::Staff(staff), false) => {
            let person = app.team.people().into_iter().find(|person| person.id == staff);
            person.map(|person| Entry::StaffAdded { staff, role: person.role })
        }
        (Subject::Device(device), false) => {
            let profile = app.team.profile(&device);
            Some(Entry::DeviceEnrolled { device, profile })
        }
    };
    if let Some(entry) = entry {
        app.note(&author(session), entry).await;
    }
    Ok(DONE)
}

/// `POST /api/staff/{id}/pin`: a new PIN for one that was forgotten or is known to others.
pub(super) async fn set_pin(
    State(app): State<App>,
    Path(id): Path<String>,
    Extension(session): Extension<Session>,
    PostBody(new): PostBody<NewPin>,
) -> Result<Json<()>, Refused> {
    let id = staff_id(id)?;
    let staff = id.clone();
    let _permit = app.pin_hashes.acquire().await;
    done(app.with_vault(move |vault| vault.staff_set_pin(&staff, &new.pin)).await)?;
    app.revocations.revoke(Subject::Staff(id.clone()));
    app.note(&author(&session), Entry::PinReset { staff: id }).await;
    Ok(DONE)
}

/// `POST /api/devices/enrolment`.
pub(super) async fn offer_enrolment(
    State(app): State<App>,
    PostBody(asked): PostBody<EnrolmentRequest>,
) -> Result<Json<EnrolmentOffer>, Refused> {
    let VaultTime { now_ms, age_ms } = app.vault_time();
    let offer = app.with_vault(move |vault| vault.enrolment_offer(&asked.desk, asked.profile, age_ms)).await;
    let offer = offer.map_err(|denied| Refused::denied(&denied, "device"))?;
    // In the fragment, which browsers do not send: the token is in no log and no referrer.
    let url = format!("{}/staff#e={}", app.public.https_url, offer.token.as_str());
    let qr_svg = Qr::screen(&url).map_err(|error| Refused::failed(&error))?.svg();
    Ok(Json(EnrolmentOffer { url, qr_svg, expires_ms: now_ms + offer.lasts_ms }))
}

/// `POST /api/clock`: the time of a manager's device, for a box without a better source.
pub(super) async fn set_clock(
    State(app): State<App>,
    Extension(session): Extension<Session>,
    PostBody(asked): PostBody<SetClock>,
) -> Done {
    let SetClock { now_ms, seen_ms, date } = asked;
    let no_date = |_| Refusal::ClockStays { why: ClockStays::OtherDate };
    let typed = date.map(|text| text.parse().map_err(no_date)).transpose()?;
    app.hall.set_clock(author(&session), ClockOffer { now_ms, seen_ms, typed }).await??;
    Ok(DONE)
}

/// `GET /api/first-steps`.
pub(super) async fn first_steps(State(app): State<App>) -> Result<Json<FirstSteps>, Refused> {
    let now = app.views.now();
    Ok(Json(FirstSteps {
        cards: app.vault.cards().count() > 0,
        team: app.team.people().len() > 1,
        game: !now.games.is_empty(),
        prize: !now.prizes.is_empty(),
        certificate: certificate_view(&app.public.certificate.borrow(), app.now_ms()),
    }))
}

pub(super) fn certificate_view(certificate: &CertificateStatus, now_ms: i64) -> CertificateView {
    CertificateView {
        from: match certificate.source {
            CertificateSource::Public => CertificateFrom::Public,
            CertificateSource::Files => CertificateFrom::Files,
            CertificateSource::Own => CertificateFrom::Own,
        },
        until_ms: certificate.until_ms,
        days_left: certificate.days_left(now_ms),
        remind_days: certificate.reminder(now_ms),
        why: certificate.why.clone(),
    }
}

fn done(outcome: Result<(), Denied>) -> Result<(), Refused> {
    outcome.map_err(|denied| Refused::denied(&denied, "id"))
}

fn staff_id(text: String) -> Result<StaffId, Refused> {
    StaffId::new(text).map_err(|_| Refusal::Unknown { what: Thing::Person }.into())
}

fn device_id(text: String) -> Result<DeviceId, Refused> {
    DeviceId::new(text).map_err(|_| Refusal::Unknown { what: Thing::Device }.into())
}
