//! The first owner, enrolment of devices, sign-in, and the codes that guests type.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, HeaderMap, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::{Extension, Json};

use tokio::time::Instant;

use super::body::{DONE, EmptyBody, PostBody};
use crate::edge::accept::Peer;
use crate::edge::alarms::Culprit;
use crate::edge::app::App;
use crate::edge::permits::{AddressKey, address_key};
use crate::edge::refuse::Refused;
use crate::edge::revocations::Subject;
use crate::edge::session::{Credentials, author, device_cookie, no_session_cookie, session_cookie};
use crate::vault::{Denied, Device, FirstOwner, Proof, PublicKey, Typed, Vault};
use domain::{By, Entry, Kind, Label, Refusal, StaffId, Thing, code::key_text};
use protocol::{ClaimBox, CodeEntry, CodeFound, Enrol, Me, Misuse, SignIn, StaffTile};

/// `POST /api/code`: the key behind a typed code.
pub(super) async fn code(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    PostBody(entry): PostBody<CodeEntry>,
) -> Result<Json<CodeFound>, Refused> {
    let (from, at) = (address_key(peer.ip), Instant::now());
    match look_up(&app, from, &entry.code, at)? {
        Looked::Found(key) => Ok(Json(CodeFound { key })),
        Looked::Guessed { last } => {
            let guest = Culprit::Address(peer.ip);
            if last && app.alarms.raise(Misuse::Codes, guest, app.now_ms(), at) {
                app.note(&By::system(), guessing("typed codes")).await;
            }
            Err(Refusal::Unknown { what: Thing::Card }.into())
        }
    }
}

/// What came of a typed code that could be looked up.
enum Looked {
    /// The key of its card.
    Found(String),
    /// It is no card's. `last`: it used a budget up.
    Guessed { last: bool },
}

/// Looks a typed code up within the budgets of wrong ones. One lock for look and count: codes that come at the same
/// time all count.
fn look_up(app: &App, from: AddressKey, text: &str, at: Instant) -> Result<Looked, Refused> {
    let (cards, mut guesses) = (app.vault.cards(), app.guesses());
    guesses.check(from, cards.count(), at).map_err(Refused::wait)?;
    match cards.typed(text) {
        Typed::Found(card) => Ok(Looked::Found(key_text(&card.issued.key))),
        Typed::Mistyped => Err(Refusal::wrong("code", "mistyped").into()),
        Typed::NoCard => Ok(Looked::Guessed { last: guesses.spend(from, at) }),
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
    Extension(peer): Extension<Peer>,
    PostBody(claim): PostBody<ClaimBox>,
) -> Result<Response, Refused> {
    let time = app.vault_time();
    let refused = |denied: Denied| {
        if matches!(denied, Denied::Wait { .. }) {
            let guest = Culprit::Address(peer.ip);
            app.alarms.raise(Misuse::ClaimCode, guest, time.now_ms, Instant::now());
        }
        Refused::denied(&denied, "claim_code")
    };
    app.may_claim(address_key(peer.ip)).map_err(Refused::wait)?;
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
    if let Err(left) = app.may_sign_in(&device.id) {
        let at_the_desk = Culprit::Staff(author_on(&device, None));
        app.alarms.raise(Misuse::Flood, at_the_desk, app.now_ms(), Instant::now());
        return Err(Refused::wait(left));
    }
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
            if matches!(denied, Denied::Wait { .. }) {
                let by = author_on(&device, Some(staff));
                let at_the_desk = Culprit::Staff(by.clone());
                if app.alarms.raise(Misuse::Pins, at_the_desk, app.now_ms(), Instant::now()) {
                    app.note(&by, guessing("PINs")).await;
                }
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
