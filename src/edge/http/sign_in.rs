//! The first owner, enrolment of devices, sign-in, and the codes that guests type.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, HeaderMap, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::{Extension, Json};

use super::body::{DONE, EmptyBody, PostBody};
use crate::edge::app::App;
use crate::edge::refuse::Refused;
use crate::edge::revocations::Subject;
use crate::edge::session::{Credentials, author, device_cookie, no_session_cookie, session_cookie};
use crate::vault::{Denied, Device, FirstOwner, Proof, PublicKey, Typed, Vault};
use domain::{By, Entry, Kind, Label, Refusal, StaffId, Thing, code::key_text};
use protocol::{ClaimBox, CodeEntry, CodeFound, Enrol, Me, SignIn, StaffTile};

/// `POST /api/code`: the key behind a typed code.
pub(super) async fn code(
    State(app): State<App>,
    PostBody(entry): PostBody<CodeEntry>,
) -> Result<Json<CodeFound>, Refused> {
    match app.vault.typed_code(&entry.code, app.age_ms()) {
        Typed::Found(card) => Ok(Json(CodeFound { key: key_text(&card.issued.key) })),
        Typed::Mistyped => Err(Refusal::wrong("code", "mistyped").into()),
        Typed::NoCard { last } => {
            if last {
                app.note(&By::system(), guessing("typed codes")).await;
            }
            Err(Refusal::Unknown { what: Thing::Card }.into())
        }
        Typed::TooMany => Err(Refusal::TooManyTries.into()),
    }
}

/// `GET /api/me`.
pub(super) async fn me(State(app): State<App>, headers: HeaderMap) -> Result<Response, Refused> {
    let credentials = Credentials::of(&headers);
    let unclaimed = app.with_vault(Vault::unclaimed).await.map_err(|error| Refused::failed(&error))?;
    let device = credentials.device(&app).await;
    let session = credentials.session(&app).await;
    let challenge = device.as_ref().map(|device| app.vault.challenge(&device.id, app.age_ms()));
    let tiles = if device.is_some() { tiles(&app) } else { Vec::new() };
    let me = Me {
        unclaimed,
        desk: device.as_ref().map(|device| device.desk.clone()),
        device: device.map(|device| device.id),
        staff: session.as_ref().map(|session| session.staff.clone()),
        name: session.as_ref().map(|session| session.name.clone()),
        rights: session.map(|session| session.rights.list()).unwrap_or_default(),
        tiles,
        challenge,
    };
    Ok(([(CACHE_CONTROL, "no-store")], Json(me)).into_response())
}

fn tiles(app: &App) -> Vec<StaffTile> {
    let active = app.team.people().into_iter().filter(|person| !person.suspended);
    active.map(|person| StaffTile { staff: person.id, name: person.name, role: person.role }).collect()
}

/// `POST /api/claim-box`: the first start.
pub(super) async fn claim_box(
    State(app): State<App>,
    PostBody(claim): PostBody<ClaimBox>,
) -> Result<Response, Refused> {
    let time = app.vault_time();
    let refused = |denied: Denied| Refused::denied(&denied, "claim_code");
    if !app.may_claim() {
        return Err(Refused::Wait(1));
    }
    let key = PublicKey::parse(&claim.device.public_key).map_err(refused)?;
    let _permit = app.pin_hashes.acquire().await;
    let done = app.with_vault(move |vault| {
        let ClaimBox { claim_code, name, pin, desk, .. } = &claim;
        vault.claim_box(&FirstOwner { code: claim_code, name, pin, desk, public_key: &key }, time)
    });
    let (enrolled, admitted) = done.await.map_err(refused)?;
    let by = author(&admitted.session);
    let staff = admitted.session.staff.clone();
    app.note(&by, Entry::StaffAdded { staff: staff.clone(), role: admitted.session.role }).await;
    app.note(
        &by,
        Entry::DeviceEnrolled { device: enrolled.device.id, profile: Some(enrolled.device.profile) },
    )
    .await;
    app.note(&by, Entry::StaffSignedIn { staff }).await;
    app.team.refresh().await;
    let cookies =
        [(SET_COOKIE, device_cookie(&enrolled.cookie)), (SET_COOKIE, session_cookie(&admitted.token))];
    Ok((AppendHeaders(cookies), DONE).into_response())
}

/// `POST /api/enrol`: a new device uses an offer.
pub(super) async fn enrol(
    State(app): State<App>,
    PostBody(enrol): PostBody<Enrol>,
) -> Result<Response, Refused> {
    let time = app.vault_time();
    let refused = |denied: Denied| Refused::denied(&denied, "token");
    let key = PublicKey::parse(&enrol.device.public_key).map_err(refused)?;
    let enrolled =
        app.with_vault(move |vault| vault.enrol(&enrol.token, &key, time)).await.map_err(refused)?;
    let Device { id, desk, profile, .. } = enrolled.device;
    let by = By { kind: Kind::Staff, staff: None, device: Some(id.clone()), desk: Some(desk) };
    app.note(&by, Entry::DeviceEnrolled { device: id, profile: Some(profile) }).await;
    app.team.refresh().await;
    // A session of this browser belonged to another device.
    let cookies = [(SET_COOKIE, device_cookie(&enrolled.cookie)), (SET_COOKIE, no_session_cookie())];
    Ok((AppendHeaders(cookies), DONE).into_response())
}

/// `POST /api/sign-in`.
pub(super) async fn sign_in(
    State(app): State<App>,
    Extension(device): Extension<Device>,
    PostBody(asked): PostBody<SignIn>,
) -> Result<Response, Refused> {
    let age_ms = app.age_ms();
    let staff = asked.staff.clone();
    let _permit = app.pin_hashes.acquire().await;
    let id = device.id.clone();
    let done = app.with_vault(move |vault| {
        let proof = Proof { challenge: &asked.challenge, signature: &asked.signature };
        vault.sign_in(&id, &proof, &asked.staff, &asked.pin, age_ms)
    });
    match done.await {
        Ok(admitted) => {
            // Ends the sockets of the person who was signed in on this device before.
            app.revocations.revoke(Subject::Device(device.id));
            app.note(&author(&admitted.session), Entry::StaffSignedIn { staff }).await;
            let cookie = [(SET_COOKIE, session_cookie(&admitted.token))];
            Ok((AppendHeaders(cookie), DONE).into_response())
        }
        Err(denied) => {
            if matches!(denied, Denied::Wait { .. }) && app.alarms.try_start_note(age_ms) {
                app.note(&author_on(&device, Some(staff)), guessing("PINs")).await;
            }
            Err(Refused::denied(&denied, "pin"))
        }
    }
}

/// `POST /api/sign-out`.
pub(super) async fn sign_out(
    State(app): State<App>,
    headers: HeaderMap,
    PostBody(EmptyBody {}): PostBody<EmptyBody>,
) -> Result<Response, Refused> {
    let credentials = Credentials::of(&headers);
    if let (Some(session), Some(token)) = (credentials.session(&app).await, credentials.token()) {
        app.with_vault(move |vault| vault.sign_out(&token)).await.map_err(|error| Refused::vault(&error))?;
        app.revocations.revoke(Subject::Device(session.device));
    }
    Ok((AppendHeaders([(SET_COOKIE, no_session_cookie())]), DONE).into_response())
}

fn author_on(device: &Device, staff: Option<StaffId>) -> By {
    By { kind: Kind::Staff, staff, device: Some(device.id.clone()), desk: Some(device.desk.clone()) }
}

fn guessing(what: &str) -> Entry {
    Entry::GuessingNoticed { what: Label::new(what).expect("a short constant") }
}
