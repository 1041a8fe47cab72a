//! The acts of staff as commands to the hall.

use super::app::App;
use super::naming;
use super::permission::Needs;
use super::refuse;
use super::session::author;
use super::ws::{CloseCode, Next, answered, refused};
use crate::vault::{PaidWin, Session};
use domain::{
    Act, Command, CommandId, Digest, Entry, Face, GameId, Item, Label, NightId, PACK_MAX, Planned, Refusal,
    Serial, Thing,
};
use protocol::{Reply, ReplyBody, StaffAct, UnresolvedAct};

/// An act that its sender may do. Only such an act is carried out: what it names is looked up after the right.
pub(super) struct PermittedAct<'a> {
    session: &'a Session,
    act: StaffAct,
}

impl<'a> PermittedAct<'a> {
    /// # Errors
    /// The session lacks the right.
    pub(super) fn new(session: &'a Session, act: StaffAct) -> Result<Self, Refusal> {
        Needs::Right(act.right()).check(session.rights)?;
        Ok(Self { session, act })
    }
}

/// Carries out one act of a person and returns the reply to it.
///
/// # Errors
/// A [`CloseCode`] when there is no answer: the box stops, and the client asks again.
pub(super) async fn carry_out(
    app: &App,
    id: CommandId,
    permitted: PermittedAct<'_>,
) -> Result<Next, CloseCode> {
    let PermittedAct { session, act } = permitted;
    if let Err(refusal) = naming::check(&act, &app.views.now()) {
        return Ok(refused(id, refusal));
    }
    let (by, rights) = (author(session), session.rights);
    let resolved = match act {
        StaffAct::Plain(act) => Ok(Resolved::Act(act)),
        StaffAct::Unresolved(act) => resolve(app, act),
    };
    match resolved {
        Ok(Resolved::Act(act)) => {
            let items = if let Act::SetProgramme { items, .. } = &act { Some(items.clone()) } else { None };
            let answer = app.hall.ask(Command { id: Some(id), by, rights, act }).await;
            if let Some(items) = items {
                keep_for_other_nights(app, items).await;
            }
            answered(id, answer)
        }
        Ok(Resolved::Payment(payment)) => pay(app, session, id, payment).await,
        Ok(Resolved::Night { rehearsal }) => {
            answered(id, app.hall.open_night(by, rights, id, rehearsal).await)
        }
        Ok(Resolved::SetAside { night }) => {
            answered(id, app.hall.set_aside_night(by, rights, id, night).await)
        }
        Err(refusal) => Ok(refused(id, refusal)),
    }
}

/// Copies the programme to the vault if it is tonight's now. A failure is only logged: the programme of tonight
/// is in the ledger.
async fn keep_for_other_nights(app: &App, items: Vec<Item>) {
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

/// What an act means once its cards, patterns and people are known.
enum Resolved {
    Act(Act),
    /// A payment to a winner whose name is kept.
    Payment(NamedPayment),
    /// A new night: no act of the one that is open.
    Night {
        rehearsal: bool,
    },
    /// A night in place of one that is given up.
    SetAside {
        night: NightId,
    },
}

fn resolve(app: &App, act: UnresolvedAct) -> Result<Resolved, Refusal> {
    Ok(Resolved::Act(match act {
        UnresolvedAct::ActivateCard { card } => {
            let (serial, face) = find(app, &card)?;
            Act::ActivateCard { serial, face }
        }
        UnresolvedAct::VoidCard { card, reason } => Act::VoidCard { serial: find(app, &card)?.0, reason },
        UnresolvedAct::PackCards { cards } => {
            let serials = cards.iter().take(PACK_MAX + 1).map(|card| Ok(find(app, card)?.0));
            Act::PackCards { serials: serials.collect::<Result<_, Refusal>>()? }
        }
        UnresolvedAct::ReportDuplicate { card, reason } => {
            Act::ReportDuplicate { serial: find(app, &card)?.0, reason }
        }
        UnresolvedAct::OpenGame { game, item, planned } => {
            let opened = app.catalogue.open(&planned, item).ok_or(Refusal::Unknown { what: Thing::Pattern });
            let (stages, format) = opened?;
            let Planned { name, source, rules, .. } = planned;
            Act::OpenGame { game, name, source, rules, stages, format }
        }
        UnresolvedAct::Claim { game, stage, card } => Act::Claim { game, stage, serial: find(app, &card)?.0 },
        UnresolvedAct::PayPrize { game, stage, serial, name: None } => {
            Act::PayPrize { game, stage, serial, name_hash: None }
        }
        UnresolvedAct::PayPrize { game, stage, serial, name: Some(name) } => {
            let night = app.views.now().night.clone();
            return Ok(Resolved::Payment(NamedPayment { night, game, stage, serial, name }));
        }
        UnresolvedAct::OpenNight { rehearsal } => return Ok(Resolved::Night { rehearsal }),
        UnresolvedAct::SetAsideNight { night } => return Ok(Resolved::SetAside { night }),
    }))
}

/// The card that was scanned or typed.
fn find(app: &App, text: &str) -> Result<(Serial, Face), Refusal> {
    let cards = app.vault.cards();
    let card = cards.find(text).ok_or(Refusal::Unknown { what: Thing::Card })?;
    Ok((card.issued.serial, card.issued.face))
}

/// A payment with the name of the winner. The name goes to the vault and nowhere else; the ledger gets a salted
/// hash.
async fn pay(app: &App, session: &Session, id: CommandId, payment: NamedPayment) -> Result<Next, CloseCode> {
    let hashed = payment.clone();
    let digest = app.with_vault(move |vault| vault.name_digest(&hashed.win(), &hashed.name)).await;
    let digest = match digest {
        Ok(digest) => digest,
        Err(error) => return Ok(refused(id, refuse::refusal(&error.into(), "name"))),
    };
    let (game, stage, serial) = (payment.game.clone(), payment.stage, payment.serial);
    let act = Act::PayPrize { game, stage, serial, name_hash: Some(digest) };
    let command = Command { id: Some(id), by: author(session), rights: session.rights, act };
    let answer = app.hall.ask(command).await;
    // After the payment, because the name of a person who was not paid must not be kept. When the box stops in
    // between, the client asks again with the same id and gets here by the stored answer.
    if answer.as_ref().is_ok_and(|answer| is_paid(&answer.bytes, digest)) {
        let kept = app.with_vault(move |vault| vault.name_keep(&payment.win(), &payment.name)).await;
        if let Err(error) = kept {
            return Ok(refused(id, refuse::refusal(&error.into(), "name")));
        }
    }
    answered(id, answer)
}

/// Whether the answer is a payment with this hash.
fn is_paid(answer: &[u8], digest: Digest) -> bool {
    let Ok(Reply { body: ReplyBody::Ok { entries, .. }, .. }) = serde_json::from_slice(answer) else {
        return false;
    };
    let paid =
        |entry: &Entry| matches!(entry, Entry::PrizePaid { name_hash: Some(hash), .. } if *hash == digest);
    entries.iter().any(paid)
}

/// The prize of one win, with the name of the winner.
#[derive(Clone)]
struct NamedPayment {
    night: NightId,
    game: GameId,
    stage: u8,
    serial: Serial,
    name: Label,
}

impl NamedPayment {
    fn win(&self) -> PaidWin<'_> {
        PaidWin { night: &self.night, game: &self.game, stage: self.stage, serial: self.serial }
    }
}
