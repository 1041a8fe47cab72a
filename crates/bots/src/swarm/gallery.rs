//! Thousands of small phones on one thread, and what each of them knows.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde::Deserialize;
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Message;

use super::machine::wall_us;
use crate::door::{Cookies, Door};
use crate::{BotError, While as _};
use protocol::Since;

/// Faults told in words; all are counted.
const FAULTS_MAX: usize = 10;

/// All phones of a run.
pub(super) struct Gallery {
    /// How many there are.
    pub all: usize,
    phones: RefCell<Vec<Phone>>,
    /// The ball of each call, as the first phone heard it.
    order: RefCell<[u8; 76]>,
    /// When each phone heard each call, µs.
    arrivals: RefCell<Vec<Vec<i64>>>,
    /// When each phone of this wave had its first message, µs.
    came: RefCell<Vec<i64>>,
    changed: Notify,
    doubled: Cell<usize>,
    faults: RefCell<Vec<String>>,
}

/// What a phone knows, and where it left off.
#[derive(Clone, Default)]
struct Phone {
    since: Option<Since>,
    /// Bit n: knows call n.
    known: u128,
    /// It has just resumed: the newest entry may come once more.
    may_repeat: bool,
}

/// The parts of a message a phone looks at.
#[derive(Deserialize)]
struct Heard<'a> {
    t: &'a str,
    #[serde(default)]
    s: u64,
    #[serde(borrow)]
    h: Option<&'a str>,
    #[serde(borrow)]
    night: Option<&'a str>,
    b: Option<u8>,
    n: Option<u8>,
    game: Option<GameState>,
}

#[derive(Deserialize)]
struct GameState {
    #[serde(default)]
    calls: Vec<u8>,
}

/// A wave of phones on their way in, or listening.
pub(super) struct Wave {
    tasks: JoinSet<()>,
    /// When the first of them set out, µs.
    pub left_us: i64,
}

impl Gallery {
    pub(super) fn new(phones: usize) -> Rc<Self> {
        Rc::new(Self {
            all: phones,
            phones: RefCell::new(vec![Phone::default(); phones]),
            order: RefCell::new([0; 76]),
            arrivals: RefCell::new(vec![Vec::new(); 76]),
            came: RefCell::new(Vec::with_capacity(phones)),
            changed: Notify::new(),
            doubled: Cell::new(0),
            faults: RefCell::default(),
        })
    }

    /// Sends every phone to the door, so many at once. They listen until the wave is dropped, and
    /// then fall silent like phones whose network is gone.
    pub(super) fn send_in(
        self: &Rc<Self>,
        door: &Door,
        path: &'static str,
        at_once: usize,
        hello: impl Fn(usize, Option<Since>) -> Result<String, BotError>,
    ) -> Result<Wave, BotError> {
        self.came.borrow_mut().clear();
        let turns = Rc::new(Semaphore::new(at_once));
        let mut tasks = JoinSet::new();
        let left_us = wall_us();
        for number in 0..self.all {
            let since = self.phones.borrow()[number].since.clone();
            let hello = hello(number, since)?;
            let (gallery, door, turns) = (Rc::clone(self), door.clone(), Rc::clone(&turns));
            tasks.spawn_local(async move {
                if let Err(error) = gallery.attend(&door, path, &turns, number, hello).await {
                    gallery.fault(|| format!("phone {number}: {error}"));
                    gallery.changed.notify_one();
                }
            });
        }
        Ok(Wave { tasks, left_us })
    }

    /// One phone's evening.
    async fn attend(
        &self,
        door: &Door,
        path: &str,
        turns: &Semaphore,
        number: usize,
        hello: String,
    ) -> Result<(), BotError> {
        let turn = turns.acquire().await.on("waiting for a turn")?;
        let mut socket = door.socket(path, &Cookies::default()).await?;
        socket.send(Message::text(hello)).await.on("saying hello")?;
        let mut turn = Some(turn);
        loop {
            let frame = socket.next().await.ok_or("closed").on("listening")?.on("listening")?;
            if let Message::Text(text) = frame {
                let at_us = wall_us();
                self.receive(number, at_us, &text)?;
                if turn.take().is_some() {
                    self.came.borrow_mut().push(at_us);
                    self.tell_if(self.came.borrow().len());
                }
            }
        }
    }

    fn receive(&self, number: usize, at_us: i64, text: &str) -> Result<(), BotError> {
        let heard: Heard<'_> = serde_json::from_str(text).on("understanding a message")?;
        let phone = &mut self.phones.borrow_mut()[number];
        match (heard.t, heard.h) {
            ("snapshot", Some(h)) => {
                let since =
                    Since { night: heard.night.unwrap_or_default().to_owned(), s: heard.s, h: h.to_owned() };
                if phone.since.as_ref().is_some_and(|had| had.night == since.night && had.s > since.s) {
                    self.fault(|| format!("phone {number} was set back to entry {}", since.s));
                }
                phone.since = Some(since);
                self.take_calls(phone, number, heard.game);
            }
            ("game", Some(h)) if self.step(phone, heard.s, h) => self.take_calls(phone, number, heard.game),
            ("ball", Some(h)) => {
                let (Some(ball), Some(call)) = (heard.b, heard.n) else {
                    return Err(BotError::Unexpected(format!("no ball: {text}")));
                };
                if self.step(phone, heard.s, h) && self.is_in_order(number, call, ball) {
                    if phone.known & 1 << call != 0 {
                        self.doubled.set(self.doubled.get() + 1);
                        self.fault(|| format!("phone {number} heard call {call} again"));
                    }
                    phone.known |= 1 << call;
                    let mut arrivals = self.arrivals.borrow_mut();
                    arrivals[usize::from(call)].push(at_us);
                    self.tell_if(arrivals[usize::from(call)].len());
                }
            }
            ("resumed", _) => phone.may_repeat = true,
            ("rollback" | "bye", _) => self.fault(|| format!("phone {number} heard {text}")),
            _ => {}
        }
        Ok(())
    }

    /// Whether an entry is new to the phone. The newest one may come twice after a resume.
    fn step(&self, phone: &mut Phone, s: u64, h: &str) -> bool {
        let Some(since) = &mut phone.since else { return false };
        if s > since.s {
            since.s = s;
            h.clone_into(&mut since.h);
            return true;
        }
        let repeated = std::mem::take(&mut phone.may_repeat) && s == since.s && h == since.h;
        if !repeated {
            self.doubled.set(self.doubled.get() + 1);
            self.fault(|| format!("entry {s} came after entry {}", since.s));
        }
        false
    }

    fn take_calls(&self, phone: &mut Phone, number: usize, game: Option<GameState>) {
        let calls = game.map(|game| game.calls).unwrap_or_default();
        for (call, &ball) in (1..76).zip(&calls) {
            if self.is_in_order(number, call, ball) {
                phone.known |= 1 << call;
            }
        }
    }

    /// Whether the call is the ball every other phone heard there.
    fn is_in_order(&self, number: usize, call: u8, ball: u8) -> bool {
        let mut order = self.order.borrow_mut();
        let Some(known) = order.get_mut(usize::from(call)) else {
            self.fault(|| format!("phone {number} heard of call {call}"));
            return false;
        };
        if *known == 0 {
            *known = ball;
        }
        if *known != ball {
            self.doubled.set(self.doubled.get() + 1);
            self.fault(|| format!("phone {number} heard {ball} as call {call}, others {known}"));
        }
        *known == ball
    }

    fn tell_if(&self, count: usize) {
        if count >= self.all {
            self.changed.notify_one();
        }
    }

    fn fault(&self, words: impl FnOnce() -> String) {
        let mut faults = self.faults.borrow_mut();
        if faults.len() < FAULTS_MAX {
            faults.push(words());
        }
    }

    /// Waits until every phone of the wave has its first message, or until patience ends; when
    /// each of them had it, µs.
    pub(super) async fn all_came(&self, patience: Duration) -> Vec<i64> {
        self.wait(patience, || self.came.borrow().len()).await;
        self.came.borrow().clone()
    }

    /// Waits until every phone has heard this call, or until patience ends; when each did, µs.
    pub(super) async fn all_heard(&self, call: u8, patience: Duration) -> Vec<i64> {
        self.wait(patience, || self.arrivals.borrow()[usize::from(call)].len()).await;
        self.arrivals.borrow()[usize::from(call)].clone()
    }

    fn wait(&self, patience: Duration, count: impl Fn() -> usize) -> impl Future<Output = ()> {
        let enough = async move {
            while count() < self.all {
                self.changed.notified().await;
            }
        };
        async move {
            let _ = tokio::time::timeout(patience, enough).await; // what is missing is counted as missed
        }
    }

    /// Calls up to this one that some phone does not know, counted over all phones.
    pub(super) fn missed(&self, calls: u8) -> usize {
        let all: u128 = (1 << (u32::from(calls) + 1)) - 2;
        self.phones.borrow().iter().map(|phone| (all & !phone.known).count_ones() as usize).sum()
    }

    pub(super) fn doubled(&self) -> usize {
        self.doubled.get()
    }

    pub(super) fn faults(&self) -> Vec<String> {
        self.faults.borrow().clone()
    }
}

impl Wave {
    /// Cuts every link at once, without a goodbye.
    pub(super) async fn cut(mut self) {
        self.tasks.shutdown().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gallery() -> Rc<Gallery> {
        let gallery = Gallery::new(2);
        for phone in 0..2 {
            gallery
                .receive(phone, 1, r#"{"t":"snapshot","night":"n","s":4,"h":"a","game":{"calls":[]}}"#)
                .unwrap();
        }
        gallery
    }

    fn ball(s: u64, n: u8, b: u8) -> String {
        format!(r#"{{"t":"ball","s":{s},"b":{b},"n":{n},"h":"h{s}"}}"#)
    }

    #[test]
    fn a_phone_that_has_every_ball_misses_none() {
        let gallery = gallery();
        for phone in 0..2 {
            gallery.receive(phone, 7, &ball(5, 1, 70)).unwrap();
        }
        assert_eq!((gallery.missed(1), gallery.doubled(), gallery.faults().len()), (0, 0, 0));
        assert_eq!(gallery.missed(2), 2);
        assert_eq!(gallery.arrivals.borrow()[1], [7, 7]);
    }

    #[test]
    fn what_comes_twice_or_in_another_order_is_seen() {
        let gallery = gallery();
        gallery.receive(0, 1, &ball(5, 1, 70)).unwrap();
        gallery.receive(0, 1, &ball(5, 1, 70)).unwrap();
        assert_eq!(gallery.doubled(), 1);
        gallery.receive(0, 1, &ball(6, 1, 70)).unwrap();
        assert_eq!(gallery.doubled(), 2);
        gallery.receive(1, 1, &ball(5, 1, 71)).unwrap();
        assert_eq!((gallery.doubled(), gallery.missed(1)), (3, 1));
    }

    #[test]
    fn the_newest_entry_may_come_once_more_after_a_resume() {
        let gallery = gallery();
        gallery.receive(0, 1, &ball(5, 1, 70)).unwrap();
        gallery.receive(0, 1, r#"{"t":"resumed","s":5}"#).unwrap();
        gallery.receive(0, 1, &ball(5, 1, 70)).unwrap();
        assert_eq!(gallery.doubled(), 0);
        gallery.receive(0, 1, &ball(5, 1, 70)).unwrap();
        assert_eq!(gallery.doubled(), 1);
    }

    #[test]
    fn a_snapshot_tells_of_balls_missed_and_may_not_go_back() {
        let gallery = gallery();
        let snapshot =
            |s| format!(r#"{{"t":"snapshot","night":"n","s":{s},"h":"a","game":{{"calls":[70,3]}}}}"#);
        gallery.receive(0, 1, &snapshot(9)).unwrap();
        assert_eq!(gallery.missed(2), 2, "the other phone's");
        gallery.receive(0, 1, &snapshot(8)).unwrap();
        assert_eq!(gallery.faults().len(), 1);
    }
}
