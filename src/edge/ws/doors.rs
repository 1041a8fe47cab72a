//! Where sockets come in.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;

use super::board::Board;
use super::phone::Phone;
use super::staff::{Staff, bye};
use super::talk::run;
use super::{CloseCode, upgrade};
use crate::edge::App;
use crate::edge::seats::Seat;
use crate::edge::session::Pass;
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

/// `GET /api/staff/socket`. Without a session it opens all the same and says goodbye, because a
/// browser does not tell its page why an upgrade was refused.
pub(in crate::edge) async fn staff_socket(State(app): State<App>, request: Request) -> Response {
    let limits = app.limits.clone();
    let pass = Pass::of(request.headers());
    let seat = request.extensions().get::<Arc<Seat>>().cloned();
    upgrade(request, &limits, limits.staff_message_bytes_max, move |mut socket| async move {
        let ear = app.goodbyes.listen();
        let Some(session) = pass.session(&app).await else {
            if socket.send(&text_frame(&bye(0, "signed_out"))).await.is_ok() {
                socket.close(CloseCode::Policy).await;
            }
            return;
        };
        if let Some(seat) = seat {
            seat.recognise_staff();
        }
        let device = session.device.clone();
        app.team.arrived(&app, &device).await;
        let staff = Staff::new(&app, pass, session, ear);
        run(app.clone(), socket, staff).await;
        app.team.left(&app, &device).await;
    })
}
