//! What staff ask for, as commands the hall understands.

use super::session::by;
use super::ws::{CloseCode, Next, answered, refused};
use super::{App, refuse};
use crate::domain::{
    Act, Command, CommandId, Digest, Face, GameId, Label, Refusal, Right, Serial, StagePlan, Thing, catalogue,
};
use crate::protocol::{StaffAct, StagePick};
use crate::vault::Session;

/// Carries out one act of a person and says what came of it.
///
/// # Errors
/// A [`CloseCode`] when there is no answer: the box stops, and the client will ask again.
pub(super) async fn carry_out(
    app: &App,
    session: &Session,
    id: CommandId,
    act: StaffAct,
) -> Result<Next, CloseCode> {
    let (by, rights) = (by(session), session.rights);
    match understood(app, session, act).await {
        Ok(Some(act)) => answered(id, app.hall.ask(Command { id: Some(id), by, rights, act }).await),
        Ok(None) => answered(id, app.hall.open_night(by, rights, id).await),
        Err(refusal) => Ok(refused(id, refusal)),
    }
}

/// The act in the words of the rules, with the cards, patterns and names it means; `None` for a
/// new night, which is no act within this one.
async fn understood(app: &App, session: &Session, act: StaffAct) -> Result<Option<Act>, Refusal> {
    Ok(Some(match act {
        StaffAct::Activate { card } => {
            let (serial, face) = find(app, &card)?;
            Act::ActivateCard { serial, face }
        }
        StaffAct::Void { card, reason } => Act::VoidCard { serial: find(app, &card)?.0, reason },
        StaffAct::AddPrize { prize, name, stock } => Act::AddPrize { prize, name, stock },
        StaffAct::SetStock { prize, stock } => Act::SetStock { prize, stock },
        StaffAct::OpenGame { game, name, source, rules, stages } => {
            let stages = stages.into_iter().map(plan).collect::<Result<_, _>>()?;
            Act::OpenGame { game, name, source, rules, stages }
        }
        StaffAct::Lock { game } => Act::LockGame { game },
        StaffAct::Entropy { game, text } => Act::AddEntropy { game, text },
        StaffAct::Draw { game, after, ball } => Act::DrawBall { game, after, ball },
        StaffAct::Recall { game, call, reason } => Act::RecallBall { game, call, reason },
        StaffAct::Pause { game, reason } => Act::PauseGame { game, reason },
        StaffAct::Resume { game } => Act::ResumeGame { game },
        StaffAct::Claim { game, stage, card } => {
            // Anybody may claim for a card they hold; for somebody else's it takes a verifier.
            if !session.rights.allow(Right::Verify) {
                return Err(Refusal::NotAllowed { right: Right::Verify });
            }
            Act::Claim { game, stage, serial: find(app, &card)?.0 }
        }
        StaffAct::Judge { game, stage, serial, verdict, reason } => {
            Act::JudgeClaim { game, stage, serial, verdict, reason }
        }
        StaffAct::Confirm { game, stage, serial } => Act::ConfirmClaim { game, stage, serial },
        StaffAct::Pay { game, stage, serial, name } => {
            let name_hash = match name {
                Some(name) => Some(keep_name(app, session, game.clone(), stage, serial, name).await?),
                None => None,
            };
            Act::PayPrize { game, stage, serial, name_hash }
        }
        StaffAct::CloseStage { game, stage } => Act::CloseStage { game, stage },
        StaffAct::CloseGame { game, reason } => Act::CloseGame { game, reason },
        StaffAct::CloseNight { night } => Act::CloseNight { night },
        StaffAct::OpenNight => return Ok(None),
    }))
}

/// The card somebody scanned or typed.
fn find(app: &App, text: &str) -> Result<(Serial, Face), Refusal> {
    let cards = app.vault.cards();
    let card = cards.find(text).ok_or(Refusal::Unknown { what: Thing::Card })?;
    Ok((card.issued.serial, card.issued.face))
}

fn plan(pick: StagePick) -> Result<StagePlan, Refusal> {
    let pattern = catalogue::find(&pick.pattern).ok_or(Refusal::Unknown { what: Thing::Pattern })?;
    Ok(StagePlan { prize: pick.prize, ..pattern.stage() })
}

/// The name goes to the vault and nowhere else; the ledger gets a salted hash.
async fn keep_name(
    app: &App,
    session: &Session,
    game: GameId,
    stage: u8,
    serial: Serial,
    name: Label,
) -> Result<Digest, Refusal> {
    // The rules will say so too, but a name must not be kept for somebody who may not pay.
    if !session.rights.allow(Right::Pay) {
        return Err(Refusal::NotAllowed { right: Right::Pay });
    }
    let night = app.views.now().night.clone();
    app.with_vault(move |vault| vault.name_keep(&night, &game, stage, serial, &name))
        .await
        .map_err(|denied| refuse::refusal(&denied, "name"))
}
