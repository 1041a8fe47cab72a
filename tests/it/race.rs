//! Many at once, and answers that got lost.

use bots::process::BoxProcess;
use bots::staff::{Place, Staff, body_of, new_id};
use domain::{
    Act, By, Entry, GameId, Label, PatternSlug, Planned, Profile, Refusal, Role, Rules, Serial, Source,
    Verdict,
};
use futures_util::future::join_all;
use protocol::{ReplyBody, StaffAct, UnresolvedAct};

use crate::hall::{Open, open, start};

/// Screens of each of two people.
const SCREENS: usize = 4;
/// Presses of each screen: 64 in all.
const PRESSES: usize = 8;

/// Everybody presses at once; what each of the screens was told, by the desk it stands at.
async fn press(people: &[(&Staff, &str)], act: impl Into<StaffAct>) -> Vec<(String, ReplyBody)> {
    let act = act.into();
    let mut screens = Vec::new();
    for (staff, desk) in people {
        for _ in 0..SCREENS {
            screens.push((staff.second_screen().await.unwrap(), (*desk).to_owned()));
        }
    }
    let told = screens.iter_mut().map(|(screen, desk)| {
        let acts = std::iter::repeat_n(act.clone(), PRESSES);
        async move {
            let bodies = screen.ask_all(acts).await.unwrap();
            bodies.into_iter().map(|body| (desk.clone(), body)).collect::<Vec<_>>()
        }
    });
    join_all(told).await.into_iter().flatten().collect()
}

/// That one press was confirmed, and all others were told who was faster and where.
fn one_was_first(told: &[(String, ReplyBody)], who: impl Fn(&Refusal) -> Option<By>) {
    assert_eq!(told.len(), 64);
    let confirmed: Vec<&String> =
        told.iter().filter(|(_, body)| matches!(body, ReplyBody::Ok { .. })).map(|(desk, _)| desk).collect();
    assert_eq!(confirmed.len(), 1);
    for (_, body) in told {
        let ReplyBody::Refused(refusal) = body else { continue };
        let by = who(refusal).unwrap_or_else(|| panic!("refused for another reason: {refusal:?}"));
        assert!(by.staff.is_some());
        assert_eq!(by.desk.as_ref().map(Label::as_str), Some(confirmed[0].as_str()));
    }
}

async fn hire(owner: &mut Staff, role: Role, desk: &str, profile: Profile) -> Staff {
    owner.hire("Kim Colleague", role, &Place { desk, profile }, "630852").await.unwrap()
}

#[tokio::test]
async fn sixty_four_sales_of_one_card_sell_it_once() {
    let Open { folder: _folder, process, mut owner } = open(4).await;
    let seller = hire(&mut owner, Role::Seller, "Door", Profile::SalesDesk).await;
    let act = UnresolvedAct::ActivateCard { card: process.ready.keys[0].clone() };
    let told = press(&[(&owner, "Bar"), (&seller, "Door")], act).await;
    one_was_first(&told, |refusal| match refusal {
        Refusal::AlreadyActive { sold, .. } => Some(sold.by.clone()),
        _ => None,
    });
}

#[tokio::test]
async fn sixty_four_payouts_of_one_prize_pay_it_once() {
    let Open { folder: _folder, process, mut owner } = open(4).await;
    let desk = hire(&mut owner, Role::PrizeDesk, "Prizes", Profile::PrizeDesk).await;
    let (game, serial) = won(&mut owner, &process).await;
    let act = UnresolvedAct::PayPrize { game, stage: 0, serial, name: None };
    let told = press(&[(&owner, "Bar"), (&desk, "Prizes")], act).await;
    one_was_first(&told, |refusal| match refusal {
        Refusal::AlreadyPaid { paid } => Some(paid.by.clone()),
        _ => None,
    });
}

/// A game with one card, which has won and was judged good.
async fn won(owner: &mut Staff, process: &BoxProcess) -> (GameId, Serial) {
    owner.must(UnresolvedAct::ActivateCard { card: process.ready.keys[0].clone() }).await.unwrap();
    let game = locked(owner, "race").await;
    let mut calls = 0;
    let serial = loop {
        let draw = Act::DrawBall { game: game.clone(), after: calls, ball: None };
        let (_, entries) = owner.must(draw).await.unwrap();
        calls += 1;
        let won = entries.iter().find_map(|entry| match entry {
            Entry::WinDetected { serials, .. } => Some(serials[0]),
            _ => None,
        });
        if let Some(serial) = won {
            break serial;
        }
    };
    let card = format!("#{serial}");
    owner.must(UnresolvedAct::Claim { game: game.clone(), stage: 0, card }).await.unwrap();
    let verdict = Verdict::Good;
    owner
        .must(Act::JudgeClaim { game: game.clone(), stage: 0, serial, verdict, reason: None })
        .await
        .unwrap();
    (game, serial)
}

async fn locked(owner: &mut Staff, name: &str) -> GameId {
    let game = GameId::new(name).unwrap();
    let stages = [(PatternSlug::new("any-line").unwrap(), None)];
    let (rules, name) = (Rules::friendly_pub(), Label::new(name).unwrap());
    let planned = Planned::patterns(name, Source::Rng, rules, stages);
    let open = UnresolvedAct::OpenGame { game: game.clone(), item: None, planned };
    owner.must(open).await.unwrap();
    owner.must(Act::LockGame { game: game.clone() }).await.unwrap();
    game
}

#[tokio::test]
async fn a_lost_answer_comes_again_byte_for_byte_even_after_a_power_cut() {
    let Open { folder, process, mut owner } = open(4).await;
    let card = process.ready.keys[0].clone();
    let sale = (new_id(), UnresolvedAct::ActivateCard { card: card.clone() });
    let second_sale = (new_id(), UnresolvedAct::ActivateCard { card });
    let mut told = Vec::new();
    for (id, act) in [sale, second_sale] {
        told.push((id, StaffAct::from(act.clone()), owner.ask_as(id, act).await.unwrap()));
    }
    let game = locked(&mut owner, "lost").await;
    let (id, draw) = (new_id(), Act::DrawBall { game, after: 0, ball: None });
    told.push((id, draw.clone().into(), owner.ask_as(id, draw).await.unwrap()));
    assert!(matches!(body_of(&told[0].2).unwrap(), ReplyBody::Ok { .. }));
    assert!(matches!(body_of(&told[1].2).unwrap(), ReplyBody::Refused(Refusal::AlreadyActive { .. })));
    assert!(matches!(body_of(&told[2].2).unwrap(), ReplyBody::Ok { .. }));

    let mut other_socket = owner.second_screen().await.unwrap();
    for (id, act, text) in &told {
        assert_eq!(other_socket.ask_as(*id, act.clone()).await.unwrap(), *text);
    }
    process.kill();
    let process = BoxProcess::start(&start(folder.path(), 4)).await.unwrap();
    let mut after = owner.screen_at(&process.door).await.unwrap();
    for (id, act, text) in told {
        assert_eq!(after.ask_as(id, act).await.unwrap(), text);
    }
}
