//! The owner's decision about a new version of the appliance. The box only writes it down as a request.

use axum::Json;
use axum::extract::State;

use super::body::{DONE, PostBody};
use crate::edge::app::App;
use crate::edge::refuse::Refused;
use domain::{Refusal, Thing};
use machine::update::state;
use protocol::{AskUpdate, GameSummary, StatusView};

/// `POST /api/update`: install it, start it, go back. Refused during a game: writing slows the disk, and a restart
/// stops the hall.
pub(super) async fn ask(
    State(app): State<App>,
    PostBody(request): PostBody<AskUpdate>,
) -> Result<Json<()>, Refused> {
    if let Some(game) = app.views.now().games.iter().find(|game| is_played(game)) {
        return Err(Refusal::GameStillRunning { game: game.name.to_string() }.into());
    }
    let data = app.data.clone();
    let written = tokio::task::spawn_blocking(move || {
        let awaited = state::State::read(&data).is_some_and(|state| state.awaits(&request));
        if awaited { state::write_request(&data, &request).map(Some) } else { Ok(None) }
    });
    match written.await.expect("a small file is written without panic") {
        Ok(Some(())) => Ok(DONE),
        // The update was installed, replaced or withdrawn since the screen was shown.
        Ok(None) => Err(Refusal::Unknown { what: Thing::Update }.into()),
        Err(error) => Err(Refused::failed(&error)),
    }
}

/// Whether guests play. While cards are only being sold, a minute without the box costs nothing.
fn is_played(game: &GameSummary) -> bool {
    !matches!(game.status, StatusView::Selling | StatusView::Over)
}
