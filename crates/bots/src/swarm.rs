//! The load driver: thousands of phones over real TLS `WebSocket`s against one server.
//!
//! One thread drives all phones, so that a second core is left for the server. Loopback only: both
//! sides read the same clock.

mod boxed;
mod gallery;
pub mod machine;
mod report;

use std::future::Future;
use std::time::Duration;

pub use boxed::BoxTarget;
pub(crate) use boxed::sell;
pub use report::{BallTimes, Coming, Report, Spread};

use super::BotError;
use super::door::Door;
use gallery::Gallery;
use machine::{Usage, wall_us};
use protocol::Since;

/// More phones than a box has seats for.
pub const PHONES_MAX: usize = 8_000;
/// Among so many calls nobody has a full card yet: every ball stays a plain one.
pub const BALLS_MAX: u8 = 38;

/// What a run does.
#[derive(Clone, Copy, Debug)]
pub struct SwarmPlan {
    /// Phones, at most [`PHONES_MAX`].
    pub phones: usize,
    /// Balls called while all phones listen, at most [`BALLS_MAX`]. Two more follow: one while all
    /// are away, where the server remembers, and one when they are back.
    pub balls: u8,
    /// Phones on their way in at the same time.
    pub joins_at_once: usize,
    /// Between two balls, ms.
    pub pause_ms: u64,
    /// How long all phones together may take to come, or to hear a ball, ms.
    pub patience_ms: u64,
}

impl SwarmPlan {
    /// So many phones, all at once, and twenty balls.
    #[must_use]
    pub fn of(phones: usize) -> Self {
        Self { phones, balls: 20, joins_at_once: phones, pause_ms: 100, patience_ms: 60_000 }
    }

    /// The plan, if it is within the limits.
    ///
    /// # Errors
    /// Which limit it passes.
    pub fn checked(self) -> Result<Self, BotError> {
        if !(1..=PHONES_MAX).contains(&self.phones) {
            return Err(BotError::Unexpected(format!("1 to {PHONES_MAX} phones")));
        }
        if !(1..=BALLS_MAX).contains(&self.balls) {
            return Err(BotError::Unexpected(format!("1 to {BALLS_MAX} balls")));
        }
        if self.joins_at_once == 0 {
            return Err(BotError::Unexpected("at least one phone at once".to_owned()));
        }
        Ok(self)
    }
}

/// A ball that is out.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// Call number, 1-based.
    pub call: u8,
    /// When it was asked for, µs.
    pub pressed_us: i64,
    /// When it was durable and on its way to the sockets, µs.
    pub committed_us: i64,
}

/// A server that calls balls to phones.
pub trait Target {
    /// Whether it tells phones what they missed while they were away.
    const REMEMBERS: bool;

    /// What it is called in reports.
    fn name(&self) -> &str;

    /// Its process.
    fn pid(&self) -> u32;

    /// The way to it.
    fn door(&self) -> &Door;

    /// Where its phones connect.
    fn path(&self) -> &'static str;

    /// What a phone says first.
    ///
    /// # Errors
    /// When it cannot be put in words.
    fn hello(&self, phone: usize, since: Option<Since>) -> Result<String, BotError>;

    /// Calls the next ball.
    fn call(&mut self) -> impl Future<Output = Result<Call, BotError>>;
}

/// Runs the plan. Must run within a `LocalSet`.
///
/// # Errors
/// [`BotError`] when the server fails; what phones miss stands in the report.
pub async fn drive<T: Target>(target: &mut T, plan: &SwarmPlan) -> Result<Report, BotError> {
    let plan = plan.checked()?;
    machine::allow_sockets(plan.phones)?;
    let run = Run { gallery: Gallery::new(plan.phones), plan };
    let mut report = Report {
        target: target.name().to_owned(),
        phones: plan.phones,
        balls: plan.balls,
        rss_before_kib: Usage::of(target.pid())?.rss_kib,
        ..Report::default()
    };
    let (wave, join) = run.come(target).await?;
    report.join = join;
    report.rss_after_kib = Usage::of(target.pid())?.rss_kib;
    let grown = report.rss_after_kib.saturating_sub(report.rss_before_kib);
    report.kib_per_phone = ratio(grown, plan.phones);
    run.balls(target, &mut report).await?;
    wave.cut().await;
    let mut calls = plan.balls;
    if T::REMEMBERS {
        calls = target.call().await?.call;
    }
    let (wave, reconnect) = run.come(target).await?;
    report.reconnect = reconnect;
    calls = calls.max(target.call().await?.call);
    run.gallery.all_heard(calls, run.patience()).await;
    wave.cut().await;
    (report.missed, report.doubled) = (run.gallery.missed(calls), run.gallery.doubled());
    report.faults = run.gallery.faults();
    Ok(report)
}

struct Run {
    gallery: std::rc::Rc<Gallery>,
    plan: SwarmPlan,
}

impl Run {
    fn patience(&self) -> Duration {
        Duration::from_millis(self.plan.patience_ms)
    }

    /// All phones come (back) at once.
    async fn come<T: Target>(&self, target: &T) -> Result<(gallery::Wave, Coming), BotError> {
        let before = Usage::of(target.pid())?;
        let hello = |phone, since| target.hello(phone, since);
        let wave = self.gallery.send_in(target.door(), target.path(), self.plan.joins_at_once, hello)?;
        let came = self.gallery.all_came(self.patience()).await;
        let after = Usage::of(target.pid())?;
        let each: Vec<i64> = came.iter().map(|at| at - wave.left_us).collect();
        let all_us = each.iter().copied().max().unwrap_or_default();
        if came.len() < self.plan.phones {
            let told = self.gallery.faults().join("; ");
            let (here, all) = (came.len(), self.plan.phones);
            return Err(BotError::Unexpected(format!("only {here} of {all} phones came: {told}")));
        }
        let coming = Coming {
            all_ms: ratio(all_us, 1_000),
            per_s: ratio(came.len() * 1_000_000, all_us.max(1)),
            each_us: Spread::of(each),
            server_cpu_us: ratio(after.cpu_us - before.cpu_us, came.len()),
        };
        Ok((wave, coming))
    }

    async fn balls<T: Target>(&self, target: &mut T, report: &mut Report) -> Result<(), BotError> {
        let before = Usage::of(target.pid())?;
        let (mut committed, mut pressed) = (Vec::new(), Vec::new());
        for _ in 0..self.plan.balls {
            tokio::time::sleep(Duration::from_millis(self.plan.pause_ms)).await;
            let Call { call, pressed_us, committed_us } = target.call().await?;
            let heard = self.gallery.all_heard(call, self.patience()).await;
            let since = |start_us: i64| heard.iter().map(move |at| at - start_us).collect::<Vec<i64>>();
            committed.extend(since(committed_us));
            pressed.extend(since(pressed_us));
            let (after_commit_us, from_press_us) =
                (Spread::of(since(committed_us)), Spread::of(since(pressed_us)));
            report.each_ball.push(BallTimes { call, after_commit_us, from_press_us });
        }
        let after = Usage::of(target.pid())?;
        report.server_cpu_us_per_delivery = ratio(after.cpu_us - before.cpu_us, committed.len().max(1));
        report.after_commit_us = Spread::of(committed);
        report.from_press_us = Spread::of(pressed);
        Ok(())
    }
}

/// A quotient of two counts, for people: nobody reads the digits that get lost.
fn ratio(of: impl TryInto<i64>, by: impl TryInto<i64>) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let float = |count: i64| count as f64;
    float(of.try_into().unwrap_or(i64::MAX)) / float(by.try_into().unwrap_or(i64::MAX))
}

/// Runs a load on a thread of its own runtime, never longer than `time_max`.
///
/// # Errors
/// [`BotError`], also when the time is over.
pub fn run<T>(time_max: Duration, load: impl Future<Output = Result<T, BotError>>) -> Result<T, BotError> {
    use super::While as _;
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().on("starting a runtime")?;
    let limited = async { tokio::time::timeout(time_max, load).await.on("running the load")? };
    tokio::task::LocalSet::new().block_on(&runtime, limited)
}

/// Microseconds on the clock the reports are made with.
#[must_use]
pub fn now_us() -> i64 {
    wall_us()
}
