//! The routes. Guests are served on both listeners, staff under TLS only.

mod addresses;
mod assets;
mod body;
mod cards;
mod condition;
mod games;
mod headers;
mod pages;
mod people;
mod print;
mod sign_in;
mod trust;
mod update;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

use super::app::App;
use super::captive;
use super::ws::{board_socket, phone_socket, staff_socket};

/// Served under TLS.
pub(super) fn for_everybody(app: &App) -> Router {
    finish(guests().merge(staff()), app).layer(from_fn(headers::require_host))
}

/// Served in the clear.
pub(super) fn for_guests(app: &App) -> Router {
    let tls_only = get(pages::use_tls).post(pages::use_tls);
    let closed = Router::new().route("/staff", tls_only.clone()).route("/api/{*rest}", tls_only);
    finish(guests().merge(closed), app)
        .layer(from_fn_with_state(app.clone(), captive::answer))
        .layer(from_fn(headers::require_host))
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

fn staff() -> Router<App> {
    Router::new()
        .route("/staff", get(pages::staff))
        .route("/api/staff/socket", get(staff_socket))
        .route("/api/me", get(sign_in::me))
        .route("/api/claim-box", post(sign_in::claim_box))
        .route("/api/enrol", post(sign_in::enrol))
        .route("/api/sign-in", post(sign_in::sign_in))
        .route("/api/sign-out", post(sign_in::sign_out))
        .route("/api/staff", post(people::add))
        .route("/api/staff/{id}/suspend", post(people::suspend))
        .route("/api/staff/{id}/restore", post(people::restore))
        .route("/api/staff/{id}/pin", post(people::set_pin))
        .route("/api/devices/enrolment", post(people::offer_enrolment))
        .route("/api/devices/{id}/suspend", post(people::suspend_device))
        .route("/api/devices/{id}/restore", post(people::restore_device))
        .route("/api/clock", post(people::set_clock))
        .route("/api/cards", post(cards::issue))
        .route("/api/cards/reprint", post(print::reprint))
        .route("/api/cards/{file}", get(print::sheets))
        .route("/api/poster/{file}", get(print::poster))
        .route("/api/bundle", get(cards::bundle))
        .route("/api/staff/catalogue", get(games::catalogue))
        .route("/api/staff/forecast", post(games::forecast))
        .route("/api/staff/programmes", get(games::programmes))
        .route("/api/first-steps", get(people::first_steps))
        .route("/api/box", get(condition::condition))
        .route("/api/update", post(update::ask))
}
