//! What staff ask for, as commands the hall understands.

use super::session::by;
use super::ws::{CloseCode, Next, answered, refused};
use super::{App, refuse};
use crate::domain::{
    Act, Command, CommandId, Digest, Entry, Face, GameId, Item, Label, NightId, PACK_MAX, Refusal, Right,
    Serial, Thing,
};
use crate::protocol::{Reply, ReplyBody, StaffAct};
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
        Ok(Asked::Act(act)) => {
            let items = if let Act::SetProgramme { items, .. } = &act { Some(items.clone()) } else { None };
            let answer = app.hall.ask(Command { id: Some(id), by, rights, act }).await;
            if let Some(items) = items {
                keep_programme(app, items).await;
            }
            answered(id, answer)
        }
        Ok(Asked::Night { rehearsal }) => answered(id, app.hall.open_night(by, rights, id, rehearsal).await),
        Err(refusal) => Ok(refused(id, refusal)),
    }
}

/// A copy for the nights to come, when the one that was asked for is tonight's now. Nothing hangs on
/// it: the programme itself stands in the ledger.
async fn keep_programme(app: &App, items: Vec<Item>) {
    let now = app.views.now();
    if now.rehearsal || now.programme.items != items {
        return;
    }
    let night = now.night.clone();
    let kept = app.with_vault(move |vault| vault.programme_keep(&night, &items)).await;
    if let Err(problem) = kept {
        tracing::warn!(%problem, "The programme was not kept for other nights");
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
fn understood(app: &App, session: &Session, act: StaffAct) -> Result<Asked, Refusal> {
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
        StaffAct::Pay { game, stage, serial, .. } => Act::PayPrize { game, stage, serial, name_hash: None },
        StaffAct::CloseStage { game, stage } => Act::CloseStage { game, stage },
        StaffAct::CloseGame { game, reason } => Act::CloseGame { game, reason },
        StaffAct::CloseNight { night } => Act::CloseNight { night },
        StaffAct::OpenNight { rehearsal } => return Ok(Asked::Night { rehearsal }),
    }))
}

/// The card somebody scanned or typed.
fn find(app: &App, text: &str) -> Result<(Serial, Face), Refusal> {
    let cards = app.vault.cards();
    let card = cards.find(text).ok_or(Refusal::Unknown { what: Thing::Card })?;
    Ok((card.issued.serial, card.issued.face))
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
