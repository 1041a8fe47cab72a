//! What goes wrong at the table, through the real sockets: each act, its entry, what phones and boards are
//! told, and what becomes of claims that are open.

use std::time::Duration;

use bots::door::{Cookies, Socket};
use bots::guest::Guest;
use domain::{
    Act, Amount, Announcement, Ball, Entry, GameId, Label, PatternSlug, Planned, PrizeId, Reason, Refusal,
    Rules, Serial, Settlement, Source, Verdict, Window,
};
use futures_util::{SinkExt as _, StreamExt as _};
use protocol::{
    BoardHello, BoardMessage, GameView, ReplyBody, StaffAct, StatusView, UnresolvedAct, VERSION, WinCardState,
};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::hall::{Open, open, verify};

/// Longer than anything here takes, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A big screen.
struct Board {
    socket: Socket,
    game: Option<GameView>,
}

impl Board {
    async fn hear(&mut self) {
        let Message::Text(text) = self.socket.next().await.unwrap().unwrap() else { return };
        match serde_json::from_str(text.as_str()).unwrap() {
            BoardMessage::Snapshot(snapshot) => self.game = snapshot.news.game,
            BoardMessage::Game(news) => self.game = news.game,
            _ => {}
        }
    }
}

/// A game of four corners with balls from a cage, two cards in play, a phone with the first, and a board.
struct Table {
    hall: Open,
    guest: Guest,
    board: Board,
    calls: u8,
}

fn game() -> GameId {
    GameId::new("g").unwrap()
}

fn reason() -> Reason {
    Reason::new("The microphone was off").unwrap()
}

impl Table {
    async fn with(rules: Rules) -> Self {
        let mut hall = open(2).await;
        let ham = PrizeId::new("ham").unwrap();
        let name = Label::new("Ham").unwrap();
        let prize = Act::AddPrize { prize: ham.clone(), name, stock: 2, value: Amount::ZERO };
        hall.owner.must(prize).await.unwrap();
        for card in hall.process.ready.keys.clone() {
            hall.owner.must(UnresolvedAct::ActivateCard { card }).await.unwrap();
        }
        let stages = [(PatternSlug::new("four-corners").unwrap(), Some(ham))];
        let planned = Planned::patterns(Label::new("Corners").unwrap(), Source::Cage, rules, stages);
        hall.owner.must(UnresolvedAct::OpenGame { game: game(), item: None, planned }).await.unwrap();
        hall.owner.must(Act::LockGame { game: game() }).await.unwrap();
        let guest = Guest::join(&hall.process.door, vec![hall.process.ready.keys[0].clone()]).await.unwrap();
        let socket = hall.process.door.socket("/api/board/socket", &Cookies::default()).await.unwrap();
        let mut board = Board { socket, game: None };
        let hello = serde_json::to_string(&BoardHello::Hello { v: VERSION, since: None }).unwrap();
        board.socket.send(Message::text(hello)).await.unwrap();
        while board.game.is_none() {
            timeout(PATIENCE, board.hear()).await.expect("a snapshot");
        }
        Self { hall, guest, board, calls: 0 }
    }

    /// The card on the phone.
    fn serial(&self) -> Serial {
        self.guest.cards[0].serial
    }

    fn corners(&self) -> Vec<Ball> {
        [0, 4, 20, 24].iter().filter_map(|&square| self.guest.cards[0].face.squares()[square]).collect()
    }

    /// A ball of no corner of the card.
    fn other(&self) -> Ball {
        Ball::all().find(|ball| !self.corners().contains(ball)).unwrap()
    }

    fn draw(&self, ball: Ball) -> Act {
        Act::DrawBall { game: game(), after: self.calls, ball: Some(ball) }
    }

    async fn pull(&mut self, ball: Ball) {
        let draw = self.draw(ball);
        self.must(draw).await;
        self.calls += 1;
    }

    /// The corners of the card are out.
    async fn win(&mut self) {
        for ball in self.corners() {
            self.pull(ball).await;
        }
    }

    async fn must(&mut self, act: impl Into<StaffAct>) -> (u64, Vec<Entry>) {
        self.hall.owner.must(act).await.unwrap()
    }

    async fn must_not(&mut self, act: impl Into<StaffAct>) -> Refusal {
        self.hall.owner.must_not(act).await.unwrap()
    }

    /// "Bingo!" from the phone.
    async fn claim(&mut self) -> ReplyBody {
        let serial = self.serial();
        timeout(PATIENCE, self.guest.claim(game(), 0, serial)).await.unwrap().unwrap()
    }

    async fn claimed(&mut self) {
        assert!(matches!(self.claim().await, ReplyBody::Ok { .. }));
    }

    fn judge(&self, verdict: Verdict) -> Act {
        let (serial, reason) = (self.serial(), Some(reason()));
        Act::JudgeClaim { game: game(), stage: 0, serial, verdict, reason }
    }

    fn pay(&self) -> UnresolvedAct {
        UnresolvedAct::PayPrize { game: game(), stage: 0, serial: self.serial(), name: None }
    }

    /// What phone and board announce once they have heard of the entry at `seq` or a later one.
    async fn announced(&mut self, seq: u64) -> Announcement {
        let heard = |game: &Option<GameView>| {
            let announced = game.as_ref().and_then(|game| game.announced.clone());
            announced.filter(|announced| announced.seq >= seq)
        };
        while heard(&self.guest.game).is_none() {
            timeout(PATIENCE, self.guest.hear()).await.expect("news for the phone").unwrap();
        }
        while heard(&self.board.game).is_none() {
            timeout(PATIENCE, self.board.hear()).await.expect("news for the board");
        }
        let (phone, board) = (heard(&self.guest.game), heard(&self.board.game));
        assert_eq!(phone, board);
        phone.unwrap().what
    }

    /// How far the claim is, as the phone and the board show it; `None` when nothing is won.
    fn claim_shown(&self) -> Option<WinCardState> {
        let shown = |game: &Option<GameView>| {
            let win = game.as_ref().unwrap().stages[0].win.clone()?;
            Some(win.cards[0].state)
        };
        assert_eq!(shown(&self.guest.game), shown(&self.board.game));
        shown(&self.guest.game)
    }

    fn status(&self) -> StatusView {
        self.board.game.as_ref().unwrap().status
    }

    /// The night ends, and its ledger follows from the rules.
    async fn ends_well(mut self) {
        let close = Act::CloseGame { game: game(), reason: reason() };
        if self.board.game.as_ref().unwrap().outcome.is_none() {
            self.must(close).await;
        }
        let closing = self.hall.owner.closing().unwrap();
        self.must(closing).await;
        assert!(self.guest.faults.is_empty(), "{:?}", self.guest.faults);
        let bundle = self.hall.folder.path().join("night.zip");
        std::fs::write(&bundle, self.hall.owner.bundle().await.unwrap()).unwrap();
        let (code, words) = verify(&bundle);
        assert_eq!(code, Some(0), "{words}");
    }
}

#[tokio::test]
async fn a_misheard_ball_is_said_again() {
    let mut table = Table::with(Rules::friendly_pub()).await;
    table.win().await;
    table.claimed().await;
    let (seq, entries) = table.must(Act::RestateBall { game: game() }).await;
    let ball = table.corners()[3];
    assert_eq!(entries, [Entry::BallRestated { game: game(), ball, call: 4 }]);
    assert_eq!(table.announced(seq).await, Announcement::BallRestated { ball });
    // The call stands, and so does the claim on it.
    assert_eq!(table.guest.game.as_ref().unwrap().calls, table.corners());
    assert_eq!(table.claim_shown(), Some(WinCardState::Claimed));
    let good = table.judge(Verdict::Good);
    table.must(good).await;
    table.ends_well().await;
}

#[tokio::test]
async fn a_ball_called_wrongly_is_taken_back_with_the_claim_on_it() {
    let mut table = Table::with(Rules::friendly_pub()).await;
    table.win().await;
    table.claimed().await;
    let recall = |call| Act::RecallBall { game: game(), call, reason: reason() };
    assert_eq!(table.must_not(recall(3)).await, Refusal::NotTheLastCall { call: 4 });
    let (seq, entries) = table.must(recall(4)).await;
    let ball = table.corners()[3];
    assert_eq!(entries, [Entry::BallRecalled { game: game(), ball, call: 4, reason: reason() }]);
    assert_eq!(table.announced(seq).await, Announcement::BallRecalled { ball, reason: reason() });
    assert_eq!(table.guest.game.as_ref().unwrap().calls, table.corners()[..3]);
    assert_eq!((table.claim_shown(), table.status()), (None, StatusView::Running));
    let good = table.judge(Verdict::Good);
    assert_eq!(table.must_not(good).await, Refusal::NotClaimed);
    assert!(matches!(table.claim().await, ReplyBody::Refused(Refusal::NotAWin { missing: 1, .. })));
    table.calls = 3;
    table.pull(ball).await;
    table.claimed().await;
    let good = table.judge(Verdict::Good);
    table.must(good).await;
    let pay = table.pay();
    table.must(pay).await;
    assert!(matches!(table.must_not(recall(4)).await, Refusal::PayoutDepends { .. }));
    table.ends_well().await;
}

#[tokio::test]
async fn a_pattern_announced_wrongly_is_announced_again() {
    let mut table = Table::with(Rules::friendly_pub()).await;
    table.win().await;
    table.claimed().await;
    let restate = |stage| Act::RestatePattern { game: game(), stage, reason: reason() };
    assert!(matches!(table.must_not(restate(1)).await, Refusal::Unknown { .. }));
    let (seq, entries) = table.must(restate(0)).await;
    assert_eq!(entries, [Entry::PatternRestated { game: game(), stage: 0, reason: reason() }]);
    assert_eq!(table.announced(seq).await, Announcement::PatternRestated { stage: 0, reason: reason() });
    // Claims were always judged by the pattern that was opened.
    assert_eq!(table.claim_shown(), Some(WinCardState::Claimed));
    let good = table.judge(Verdict::Good);
    table.must(good).await;
    table.ends_well().await;
}

#[tokio::test]
async fn a_claim_after_the_next_ball_comes_too_late_where_the_rules_say_so() {
    let strict = Rules { window: Window::NextBall, last_number: true, ..Rules::friendly_pub() };
    let mut table = Table::with(strict).await;
    table.win().await;
    let other = table.other();
    table.pull(other).await;
    let seq = table.hall.owner.seq;
    let serial = table.serial();
    let late = Refusal::Slept { serial, call: 4 };
    assert!(matches!(table.claim().await, ReplyBody::Refused(refusal) if refusal == late));
    // Its entry is the refusal itself; the room hears why it is no win.
    assert_eq!(table.announced(seq + 1).await, Announcement::ClaimTooLate { serial, call: 4 });
    assert_eq!((table.claim_shown(), table.status()), (None, StatusView::Running));
    table.ends_well().await;
}

#[tokio::test]
async fn a_claim_after_the_next_ball_wakes_the_win_where_the_rules_let_it() {
    let mut table = Table::with(Rules { window: Window::NextBall, ..Rules::friendly_pub() }).await;
    table.win().await;
    let other = table.other();
    table.pull(other).await;
    let serial = table.serial();
    let ReplyBody::Ok { entries, .. } = table.claim().await else { panic!("the claim was refused") };
    assert_eq!(entries, [Entry::ClaimMade { game: game(), stage: 0, serial, slept: Some(4) }]);
    let next = Ball::all().find(|ball| *ball != other && !table.corners().contains(ball)).unwrap();
    let draw = table.draw(next);
    assert!(matches!(table.must_not(draw).await, Refusal::WinOpen { .. }), "it holds calling");
    let good = table.judge(Verdict::Good);
    table.must(good).await;
    let pay = table.pay();
    table.must(pay).await;
    table.ends_well().await;
}

/// How many people share what the card gets when its two holders settle it like this.
async fn holders_after(settlement: Settlement) -> u8 {
    let mut table = Table::with(Rules::friendly_pub()).await;
    table.win().await;
    table.claimed().await;
    let (serial, card) = (table.serial(), format!("#{}", table.serial()));
    let (seq, entries) = table.must(UnresolvedAct::ReportDuplicate { card, reason: reason() }).await;
    assert_eq!(entries, [Entry::DuplicateReported { serial, reason: reason() }]);
    assert_eq!(table.announced(seq).await, Announcement::DuplicateReported { serial });
    assert_eq!(table.claim_shown(), Some(WinCardState::Claimed));
    let good = table.judge(Verdict::Good);
    assert_eq!(table.must_not(good.clone()).await, Refusal::DuplicateOpen { serial });
    let (seq, entries) = table.must(Act::SettleDuplicate { serial, settlement }).await;
    assert_eq!(entries, [Entry::DuplicateSettled { serial, settlement }]);
    assert_eq!(table.announced(seq).await, Announcement::DuplicateSettled { serial, settlement });
    table.must(good).await;
    let pay = table.pay();
    let (_, entries) = table.must(pay).await;
    let [Entry::PrizePaid { holders, share: 1, of: 1, .. }] = entries[..] else { panic!("{entries:?}") };
    table.ends_well().await;
    holders
}

#[tokio::test]
async fn a_card_sold_twice_is_shared_or_played_off() {
    assert_eq!(holders_after(Settlement::Share).await, 2);
    assert_eq!(holders_after(Settlement::PlayOff).await, 1);
}

#[tokio::test]
async fn a_dispute_stops_calling_judging_and_paying_until_it_is_settled() {
    let mut table = Table::with(Rules::friendly_pub()).await;
    table.win().await;
    let about = Reason::new("The caller said forty").unwrap();
    let dispute = Act::OpenDispute { game: game(), about: about.clone() };
    let (seq, entries) = table.must(dispute.clone()).await;
    assert_eq!(entries, [Entry::DisputeOpened { game: game(), about: about.clone() }]);
    assert_eq!(table.announced(seq).await, Announcement::DisputeOpened { about });
    assert_eq!(table.status(), StatusView::Disputed);
    // Nobody loses a claim by it.
    table.claimed().await;
    let other = table.draw(table.other());
    for act in [other, table.judge(Verdict::Good), dispute, Act::CloseStage { game: game(), stage: 0 }] {
        assert!(matches!(table.must_not(act.clone()).await, Refusal::Disputed { .. }), "{act:?}");
    }
    let decision = Reason::new("It was fourteen").unwrap();
    let settle = Act::SettleDispute { game: game(), decision: decision.clone() };
    let (seq, entries) = table.must(settle.clone()).await;
    assert_eq!(entries, [Entry::DisputeSettled { game: game(), decision: decision.clone() }]);
    assert_eq!(table.announced(seq).await, Announcement::DisputeSettled { decision });
    assert_eq!((table.claim_shown(), table.status()), (Some(WinCardState::Claimed), StatusView::Checking));
    assert_eq!(table.must_not(settle.clone()).await, Refusal::NotDisputed);
    let (good, pay) = (table.judge(Verdict::Good), table.pay());
    table.must(good).await;
    // Somebody objects to the payout as well.
    table.must(Act::OpenDispute { game: game(), about: reason() }).await;
    assert!(matches!(table.must_not(pay.clone()).await, Refusal::Disputed { .. }));
    table.must(settle).await;
    table.must(pay).await;
    table.must(Act::CloseStage { game: game(), stage: 0 }).await;
    while table.board.game.as_ref().unwrap().outcome.is_none() {
        timeout(PATIENCE, table.board.hear()).await.expect("the end of the game");
    }
    table.ends_well().await;
}
