//! The gates of staff's routes. A route cannot be added without one, and its gate is asked before its path or body is
//! read.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::MethodRouter;
use tokio::time::Instant;

use crate::edge::accept::Peer;
use crate::edge::app::App;
use crate::edge::permission::Needs;
use crate::edge::refuse::Refused;
use crate::edge::session::{Credentials, author};
use domain::Right;

/// Routes of staff.
pub(super) struct StaffRoutes {
    app: App,
    router: Router<App>,
}

impl StaffRoutes {
    pub(super) fn new(app: &App) -> Self {
        Self { app: app.clone(), router: Router::new() }
    }

    /// Before anybody is signed in: it tells nothing, or asks by itself.
    pub(super) fn open(self, path: &str, route: MethodRouter<App>) -> Self {
        Self { router: self.router.route(path, route), ..self }
    }

    /// For enrolled devices; its handler finds the [`crate::vault::Device`] among the extensions.
    pub(super) fn enrolled(self, path: &str, route: MethodRouter<App>) -> Self {
        let gate = from_fn_with_state(self.app.clone(), admit_device);
        self.open(path, route.route_layer(gate))
    }

    /// For those who hold this; its handler finds their [`crate::vault::Session`] among the extensions.
    pub(super) fn needs(self, needs: Needs, path: &str, route: MethodRouter<App>) -> Self {
        let gate = from_fn_with_state((self.app.clone(), needs), admit_person);
        self.open(path, route.route_layer(gate))
    }

    pub(super) fn into_router(self) -> Router<App> {
        self.router
    }
}

async fn admit_person(
    State((app, needs)): State<(App, Needs)>,
    mut request: Request,
    next: Next,
) -> Response {
    match needs.session(&app, request.headers()).await {
        Ok(session) => {
            // What is sent may end up in the ledger.
            if request.method() == Method::POST {
                let from = peer(&request).ip;
                app.turn(&app.paces.of(&session, from, Instant::now()), author(&session)).await;
            }
            request.extensions_mut().insert(session);
            next.run(request).await
        }
        Err(refused) => refused.into_response(),
    }
}

fn peer(request: &Request) -> Peer {
    *request.extensions().get::<Peer>().expect("every connection names its peer")
}

async fn admit_device(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let Some(device) = Credentials::of(request.headers()).device(&app).await else {
        return Refused::SignIn(Right::Sell).into_response();
    };
    request.extensions_mut().insert(device);
    next.run(request).await
}
