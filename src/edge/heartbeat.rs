//! What the box does by itself at every heartbeat.

use std::collections::HashSet;

use tokio::time::{Instant, interval};

use super::app::App;
use super::condition::notices;
use super::limits::ms;
use super::names;
use crate::vault::Vault;
use domain::{Act, By, ClaimMode, Command, CommandId, GameId, LostLink, Rights, Serial};
use protocol::{Condition, GameView, StaffMessage, WinCardState, WinCardView};

/// Wins of cards with a lost link that were not claimed at the last heartbeat.
type Unclaimed = HashSet<(GameId, u8, Serial)>;

/// Beats until it is dropped.
pub(super) async fn run(app: App) {
    let mut beats = interval(ms(app.limits.beat_ms));
    let mut unclaimed = Unclaimed::new();
    loop {
        beats.tick().await;
        app.views.beat(app.connected.now());
        tell_condition(&app).await;
        unclaimed = claim_for_lost_links(&app, &unclaimed).await;
        // `hallbox cards` issues cards while the box runs.
        if let Err(error) = app.with_vault(Vault::cards_refresh).await {
            tracing::warn!(%error, "could not look for new cards");
        }
        if let Err(error) = names::forget_old(&app, app.conditions.now().clock).await {
            tracing::warn!(%error, "old names of winners could not be erased");
        }
    }
}

/// Works out the condition of the box and sends it to staff when it changed.
async fn tell_condition(app: &App) {
    let (facts, now_ms) = (app.machine_facts().await, app.now_ms());
    let before = app.conditions.now().notices;
    let certificate = app.public.certificate.borrow().clone();
    let alerts = app.alarms.alerts(Instant::now());
    let notices = notices(&certificate, &facts, alerts, &before, now_ms);
    let condition = Condition { clock: facts.clock, notices, warning: app.views.warning() };
    if app.conditions.update(&condition, now_ms, Instant::now()) {
        app.views.tell_staff(&StaffMessage::Condition { now_ms, condition });
    }
}

/// Claims for cards that win while their phone is gone, where the rules let them play on. A win is claimed at
/// the second heartbeat that finds it: the phone has had time to come back. Returns the wins found now.
async fn claim_for_lost_links(app: &App, before: &Unclaimed) -> Unclaimed {
    let now = app.views.now();
    let game = now.game.as_ref().filter(|game| plays_on(game));
    let mut unclaimed = Unclaimed::new();
    for (stage, card) in game.iter().flat_map(|game| detected(game)) {
        let serials = std::iter::once(card.serial).chain(card.hand.iter().copied());
        let Some(game) = game.filter(|_| serials.clone().any(|serial| app.links.is_lost(serial))) else {
            continue;
        };
        let win = (game.id.clone(), stage, card.serial);
        if before.contains(&win) {
            let act = Act::Claim { game: game.id.clone(), stage, serial: card.serial };
            let id = Some(CommandId(uuid::Uuid::now_v7()));
            let command = Command { id, by: By::system(), rights: Rights::NONE, act };
            // Refused when the hall is busy or the win was just claimed: the next heartbeat finds out.
            let _ = app.hall.ask(command).await;
        }
        unclaimed.insert(win);
    }
    unclaimed
}

fn plays_on(game: &GameView) -> bool {
    game.rules.lost_link == LostLink::PlaysOn && game.rules.claim == ClaimMode::Press
}

/// Cards that have won and were not claimed, with their stages.
fn detected(game: &GameView) -> impl Iterator<Item = (u8, &WinCardView)> {
    let open = game.open.iter().filter_map(|&stage| Some((stage, game.stages.get(usize::from(stage))?)));
    let cards = open.flat_map(|(stage, view)| {
        view.win.iter().flat_map(move |win| win.cards.iter().map(move |card| (stage, card)))
    });
    cards.filter(|(_, card)| card.state == WinCardState::Detected)
}
