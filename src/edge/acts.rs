//! What staff ask for, as commands the hall understands.

use super::session::by;
use super::ws::{CloseCode, Next, answered, refused};
use super::{App, refuse};
use crate::domain::{
    Act, Command, CommandId, Digest, Entry, Face, GameId, Label, NightId, Refusal, Right, Serial, StagePlan,
    Thing, catalogue,
};
use crate::protocol::{Reply, ReplyBody, StaffAct, StagePick};
use crate::vault::{Session, Win};

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
    if let StaffAct::Pay { game, stage, serial, name: Some(name) } = act {
        let night = app.views.now().night.clone();
        return pay(app, session, id, Paid { night, game, stage, serial, name }).await;
    }
    match understood(app, session, act) {
        Ok(Some(act)) => answered(id, app.hall.ask(Command { id: Some(id), by, rights, act }).await),
        Ok(None) => answered(id, app.hall.open_night(by, rights, id).await),
        Err(refusal) => Ok(refused(id, refusal)),
    }
}

/// The act in the words of the rules, with the cards, patterns and names it means; `None` for a
/// new night, which is no act within this one.
fn understood(app: &App, session: &Session, act: StaffAct) -> Result<Option<Act>, Refusal> {
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
        StaffAct::Pay { game, stage, serial, .. } => Act::PayPrize { game, stage, serial, name_hash: None },
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

/// A payment with the name of whoever took the prize. The name goes to the vault and nowhere else;
/// the ledger gets a salted hash.
async fn pay(app: &App, session: &Session, id: CommandId, paid: Paid) -> Result<Next, CloseCode> {
    let digest = paid.clone();
    let digest = app.with_vault(move |vault| vault.name_digest(&digest.win(), &digest.name)).await;
    let digest = match digest {
        Ok(digest) => digest,
        Err(error) => return Ok(refused(id, refuse::refusal(&error.into(), "name"))),
    };
    let (game, stage, serial) = (paid.game.clone(), paid.stage, paid.serial);
    let act = Act::PayPrize { game, stage, serial, name_hash: Some(digest) };
    let command = Command { id: Some(id), by: by(session), rights: session.rights, act };
    let answer = app.hall.ask(command).await;
    // Only now, for a name that no prize was paid to must not be kept. When the box stops in between,
    // the client asks again with the same id and gets here by the stored answer.
    if answer.as_ref().is_ok_and(|answer| holds(&answer.bytes, digest)) {
        let kept = app.with_vault(move |vault| vault.name_keep(&paid.win(), &paid.name)).await;
        if let Err(error) = kept {
            return Ok(refused(id, refuse::refusal(&error.into(), "name")));
        }
    }
    answered(id, answer)
}

/// Whether a payment that holds this hash stands.
fn holds(answer: &[u8], digest: Digest) -> bool {
    let Ok(Reply { body: ReplyBody::Ok { entries, .. }, .. }) = serde_json::from_slice(answer) else {
        return false;
    };
    let paid =
        |entry: &Entry| matches!(entry, Entry::PrizePaid { name_hash: Some(hash), .. } if *hash == digest);
    entries.iter().any(paid)
}

/// Who took which prize.
#[derive(Clone)]
struct Paid {
    night: NightId,
    game: GameId,
    stage: u8,
    serial: Serial,
    name: Label,
}

impl Paid {
    fn win(&self) -> Win<'_> {
        Win { night: &self.night, game: &self.game, stage: self.stage, serial: self.serial }
    }
}
