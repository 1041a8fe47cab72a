//! The owner's word about a new version of the appliance. The box can do no more than pass it on.

use axum::Json;
use axum::extract::State;
use axum::http::header::HeaderMap;

use super::body::{Asked, DONE};
use super::people::holder;
use crate::edge::App;
use crate::edge::refuse::Refused;
use domain::{Refusal, Right, Thing};
use machine::update::state;
use protocol::{AskUpdate, GameSummary, StatusView};

/// `POST /api/update`: install it, start it, go back. Never beside a game: the writing takes the disk's time, and
/// starting anew takes everybody's.
pub async fn ask(
    State(app): State<App>,
    headers: HeaderMap,
    Asked(request): Asked<AskUpdate>,
) -> Result<Json<()>, Refused> {
    holder(&app, &headers, Right::Manage).await?;
    if let Some(game) = app.views.now().games.iter().find(|game| is_played(game)) {
        return Err(Refusal::GameStillRunning { game: game.name.to_string() }.into());
    }
    let data = app.data.clone();
    let passed_on = tokio::task::spawn_blocking(move || {
        let awaited = state::State::read(&data).is_some_and(|state| state.awaits(&request));
        if awaited { state::write_request(&data, &request).map(Some) } else { Ok(None) }
    });
    match passed_on.await.expect("a small file is written without panic") {
        Ok(Some(())) => Ok(DONE),
        // It was installed, replaced or taken back since the screen looked.
        Ok(None) => Err(Refusal::Unknown { what: Thing::Update }.into()),
        Err(error) => Err(Refused::failed(&error)),
    }
}

/// Whether people sit over their cards. While cards are only being sold, a minute's absence costs nothing.
fn is_played(game: &GameSummary) -> bool {
    !matches!(game.status, StatusView::Selling | StatusView::Over)
}
