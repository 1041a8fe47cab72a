//! What staff ask for, as commands the hall understands.

use super::session::by;
use super::ws::{CloseCode, Next, answered, refused};
use super::{App, refuse};
use crate::domain::{
    Act, Command, CommandId, Digest, Face, GameId, Label, PACK_MAX, Refusal, Right, Serial, Thing,
};
use crate::protocol::StaffAct;
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
        Ok(Asked::Act(act)) => answered(id, app.hall.ask(Command { id: Some(id), by, rights, act }).await),
        Ok(Asked::Night { rehearsal }) => answered(id, app.hall.open_night(by, rights, id, rehearsal).await),
        Err(refusal) => Ok(refused(id, refusal)),
    }
}

/// What is asked of the hall.
enum Asked {
    Act(Act),
    /// A new night, which is no act within this one.
    Night {
        rehearsal: bool,
    },
}

/// The act in the words of the rules, with the cards, patterns and names it means.
async fn understood(app: &App, session: &Session, act: StaffAct) -> Result<Asked, Refusal> {
    Ok(Asked::Act(match act {
        StaffAct::Activate { card } => {
            let (serial, face) = find(app, &card)?;
            Act::ActivateCard { serial, face }
        }
        StaffAct::Void { card, reason } => Act::VoidCard { serial: find(app, &card)?.0, reason },
        StaffAct::AddPrize { prize, name, stock, value } => Act::AddPrize { prize, name, stock, value },
        StaffAct::SetStock { prize, stock } => Act::SetStock { prize, stock },
        StaffAct::Pack { cards } => {
            let serials = cards.iter().take(PACK_MAX + 1).map(|card| Ok(find(app, card)?.0));
            Act::PackCards { serials: serials.collect::<Result<_, Refusal>>()? }
        }
        StaffAct::ReportDuplicate { card, reason } => {
            Act::ReportDuplicate { serial: find(app, &card)?.0, reason }
        }
        StaffAct::SettleDuplicate { serial, settlement } => Act::SettleDuplicate { serial, settlement },
        StaffAct::SetPot { pot } => Act::SetPot(pot),
        StaffAct::SetProgramme { after, items } => Act::SetProgramme { after, items },
        StaffAct::ShowItem { item } => Act::ShowItem { item },
        StaffAct::OpenGame { game, item, planned } => {
            let opened = app.catalogue.open(&planned, item).ok_or(Refusal::Unknown { what: Thing::Pattern });
            let (stages, format) = opened?;
            Act::OpenGame {
                game,
                name: planned.name,
                source: planned.source,
                rules: planned.rules,
                stages,
                format,
            }
        }
        StaffAct::Lock { game } => Act::LockGame { game },
        StaffAct::Entropy { game, text } => Act::AddEntropy { game, text },
        StaffAct::Draw { game, after, ball } => Act::DrawBall { game, after, ball },
        StaffAct::Recall { game, call, reason } => Act::RecallBall { game, call, reason },
        StaffAct::Pause { game, reason } => Act::PauseGame { game, reason },
        StaffAct::Resume { game } => Act::ResumeGame { game },
        StaffAct::Pace { game, every_s } => Act::SetPace { game, every_s },
        StaffAct::RestateBall { game } => Act::RestateBall { game },
        StaffAct::RestatePattern { game, stage, reason } => Act::RestatePattern { game, stage, reason },
        StaffAct::Dispute { game, about } => Act::OpenDispute { game, about },
        StaffAct::Settle { game, decision } => Act::SettleDispute { game, decision },
        StaffAct::Ask { game } => Act::AskClaims { game },
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
        StaffAct::Show { game, stage, serial } => Act::ShowCard { game, stage, serial },
        StaffAct::PayExtra { game, stage, extra, serial } => Act::PayExtra { game, stage, extra, serial },
        StaffAct::VoidGame { game, reason } => Act::VoidGame { game, reason },
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
        StaffAct::CloseNight => Act::CloseNight,
        StaffAct::OpenNight { rehearsal } => return Ok(Asked::Night { rehearsal }),
    }))
}

/// The card somebody scanned or typed.
fn find(app: &App, text: &str) -> Result<(Serial, Face), Refusal> {
    let cards = app.vault.cards();
    let card = cards.find(text).ok_or(Refusal::Unknown { what: Thing::Card })?;
    Ok((card.issued.serial, card.issued.face))
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
