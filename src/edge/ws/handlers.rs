//! The addresses of WebSockets.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use tokio::time::Instant;

use super::board::Board;
use super::close::CloseCode;
use super::phone::Phone;
use super::staff::{Staff, bye};
use super::talk::run;
use super::upgrade::upgrade;
use crate::edge::accept::Peer;
use crate::edge::app::App;
use crate::edge::permits::ConnectionPermit;
use crate::edge::session::Credentials;
use protocol::text_frame;

/// `GET /api/phone/socket`.
pub(in crate::edge) async fn phone_socket(State(app): State<App>, request: Request) -> Response {
    let limits = app.limits.clone();
    upgrade(request, &limits, limits.message_bytes_max, move |socket| {
        let phone = Phone::new(&app);
        run(app, socket, phone)
    })
}

/// `GET /api/board/socket`.
pub(in crate::edge) async fn board_socket(State(app): State<App>, request: Request) -> Response {
    let limits = app.limits.clone();
    upgrade(request, &limits, limits.message_bytes_max, move |socket| {
        let board = Board::new(&app);
        run(app, socket, board)
    })
}

/// `GET /api/staff/socket`. Without a session the socket opens all the same and sends its reason: a browser does
/// not tell its page why an upgrade was refused.
pub(in crate::edge) async fn staff_socket(State(app): State<App>, request: Request) -> Response {
    let limits = app.limits.clone();
    let credentials = Credentials::of(request.headers());
    let permit = request.extensions().get::<Arc<ConnectionPermit>>().cloned();
    let from = request.extensions().get::<Peer>().expect("every connection names its peer").ip;
    upgrade(request, &limits, limits.staff_message_bytes_max, move |mut socket| async move {
        let revocations = app.revocations.subscribe();
        let Some(session) = credentials.session(&app).await else {
            if socket.send(&text_frame(&bye(0, "signed_out"))).await.is_ok() {
                socket.close(CloseCode::Policy).await;
            }
            return;
        };
        if let Some(permit) = permit {
            permit.recognise_staff();
        }
        let device = session.device.clone();
        app.team.connect(&device, app.now_ms()).await;
        let pace = app.paces.of(&session, from, Instant::now());
        let staff = Staff::new(credentials, session, revocations, pace);
        run(app.clone(), socket, staff).await;
        app.team.disconnect(&device).await;
    })
}
