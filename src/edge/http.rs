//! The routes. Guests are served on both listeners, staff under TLS only.

mod addresses;
mod assets;
mod body;
mod cards;
mod condition;
mod games;
mod gate;
mod headers;
mod nights;
mod pages;
mod people;
mod print;
mod sign_in;
mod trust;
mod turned_away;
mod update;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

use super::app::App;
use super::captive;
use super::permission::Needs;
use super::ws::{board_socket, phone_socket, staff_socket};
use domain::{Look, Right};
use gate::StaffRoutes;

/// Served under TLS.
pub(super) fn for_everybody(app: &App) -> Router {
    finish(guests().merge(staff(app)), app).layer(from_fn(headers::require_host))
}

/// Served in the clear.
pub(super) fn for_guests(app: &App) -> Router {
    let tls_only = get(pages::use_tls).post(pages::use_tls);
    let closed = Router::new().route("/staff", tls_only.clone()).route("/api/{*rest}", tls_only);
    finish(guests().merge(closed), app)
        .layer(from_fn_with_state(app.clone(), captive::answer))
        .layer(from_fn(headers::require_host))
}

/// Served to those for whom there is no connection left.
pub(super) fn turned_away(app: &App) -> Router {
    turned_away::routes().layer(from_fn(headers::protect)).with_state(app.clone())
}

fn finish(routes: Router<App>, app: &App) -> Router {
    routes.fallback(assets::asset).layer(from_fn(headers::protect)).with_state(app.clone())
}

/// Nothing here needs a cookie or is secret: a television that shows the big screen may not be able to trust the
/// box's certificate.
fn guests() -> Router<App> {
    Router::new()
        .route("/", get(pages::phone))
        .route("/C/{key}", get(pages::phone))
        .route("/c/{key}", get(pages::phone))
        .route("/board", get(pages::board))
        .route("/captive", get(captive::api))
        .route("/welcome", get(captive::welcome))
        .route("/welcome.css", get(captive::css))
        .route("/welcome/go", get(captive::go))
        .route("/ca.crt", get(trust::authority))
        .route("/trust", get(trust::trust))
        .route("/trust.css", get(trust::css))
        .route("/trust/hallbox.mobileconfig", get(trust::mobileconfig))
        .route("/api/health", get(pages::health))
        .route("/api/venue", get(pages::venue))
        .route("/api/code", post(sign_in::code))
        .route("/api/phone/socket", get(phone_socket))
        .route("/api/board/socket", get(board_socket))
}

fn staff(app: &App) -> Router<App> {
    let (manage, people) = (Needs::Right(Right::Manage), Needs::Right(Right::People));
    StaffRoutes::new(app)
        .open("/staff", get(pages::staff))
        .open("/api/staff/socket", get(staff_socket))
        .open("/api/me", get(sign_in::me))
        .open("/api/claim-box", post(sign_in::claim_box))
        .open("/api/enrol", post(sign_in::enrol))
        .enrolled("/api/sign-in", post(sign_in::sign_in))
        .open("/api/sign-out", post(sign_in::sign_out))
        .needs(people, "/api/staff", post(people::add))
        .needs(people, "/api/staff/{id}/suspend", post(people::suspend))
        .needs(people, "/api/staff/{id}/restore", post(people::restore))
        .needs(people, "/api/staff/{id}/pin", post(people::set_pin))
        .needs(people, "/api/devices/enrolment", post(people::offer_enrolment))
        .needs(people, "/api/devices/{id}/suspend", post(people::suspend_device))
        .needs(people, "/api/devices/{id}/restore", post(people::restore_device))
        .needs(manage, "/api/clock", post(people::set_clock))
        .needs(manage, "/api/cards", post(cards::issue))
        .needs(Needs::Look(Look::Sheets), "/api/cards/reprint", post(print::reprint))
        .needs(Needs::Look(Look::Sheets), "/api/cards/{file}", get(print::sheets))
        .needs(manage, "/api/poster/{file}", get(print::poster))
        .needs(Needs::Look(Look::Games), "/api/call-sheet/{file}", get(print::call_sheet))
        .needs(Needs::Look(Look::Bundle), "/api/bundle", get(cards::bundle))
        .needs(Needs::Look(Look::Games), "/api/staff/catalogue", get(games::catalogue))
        .needs(Needs::Look(Look::Games), "/api/staff/forecast", post(games::forecast))
        .needs(Needs::Look(Look::Programmes), "/api/staff/programmes", get(games::programmes))
        .needs(Needs::Look(Look::FirstSteps), "/api/first-steps", get(people::first_steps))
        .needs(manage, "/api/nights", get(nights::kept))
        .needs(manage, "/api/nights/{night}/forget-names", post(nights::forget_names))
        .needs(Needs::Look(Look::Bundle), "/api/nights/{night}/bundle", get(nights::bundle))
        .needs(manage, "/api/nights/{night}/copy", post(nights::read_back))
        .needs(manage, "/api/nights/{night}/remove", post(nights::remove))
        .needs(manage, "/api/box", get(condition::condition))
        .needs(manage, "/api/update", post(update::ask))
        .into_router()
}
