//! A new version has to show that it serves: it answers under TLS, and writes to the disk the night is on. The same
//! signs of life that the watchdog wants of it, looked at from outside.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};

use tracing::{error, info, warn};

use super::tell;
use crate::appliance::{service_manager, venue};
use machine::update::UpdateProblem;
use machine::update::disk::RealDisk;
use machine::update::keep;
use machine::update::state::State;
use machine::update::target::UpdateTarget;
use protocol::UpdateStep;

/// Between two looks.
const EACH: Duration = Duration::from_secs(1);
/// Signs of life a new version has to give: one could be its last.
const SIGNS: u32 = 2;

pub(super) fn run(root: &Path, tls: SocketAddr, within_s: u64) -> anyhow::Result<ExitCode> {
    venue::runtime(1)?.block_on(wait(root, tls, Duration::from_secs(within_s)))
}

async fn wait(root: &Path, tls: SocketAddr, within: Duration) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let mut life = Life::default();
    let mut told = false;
    while begun.elapsed() < within {
        // The card may need a moment to be mounted.
        let place =
            UpdateTarget::find(root).and_then(|place| Ok((place.bootloader.on_trial(&place)?, place)));
        match &place {
            // Whatever cannot be put in order here is no reason to start a good version anew.
            Ok((false, place)) => return Ok(done(settle(place))),
            Ok((true, place)) if !told => {
                done(tell(place, UpdateStep::Trial, &place.version.to_string(), None));
                told = true;
            }
            _ => {}
        }
        if life.serves(&root.join("var/lib/hallbox"), tls).await {
            // It serves, and that is what counts tonight.
            return Ok(done(place.map_err(Into::into).and_then(|(_, place)| good(&place))));
        }
        tokio::time::sleep(EACH).await;
    }
    error!("This version does not serve within {} seconds: starting anew", within.as_secs());
    Ok(ExitCode::FAILURE)
}

/// Good, perhaps with something to tell the operator.
fn done(outcome: anyhow::Result<()>) -> ExitCode {
    if let Err(problem) = outcome {
        warn!("{problem:#}");
    }
    ExitCode::SUCCESS
}

/// What the box has shown so far.
#[derive(Default)]
struct Life {
    last: Option<SystemTime>,
    signs: u32,
}

impl Life {
    /// Whether the box has written as often as it has to since we look, and answers now.
    async fn serves(&mut self, data: &Path, tls: SocketAddr) -> bool {
        let sign = service_manager::last_sign(data);
        if sign.is_some() && self.last.is_some() && sign != self.last {
            self.signs += 1;
        }
        // The first one may be older than this start.
        self.last = sign.or(Some(SystemTime::UNIX_EPOCH));
        self.signs >= SIGNS
            && matches!(tokio::time::timeout(EACH * 10, service_manager::answers(tls)).await, Ok(Ok(())))
    }
}

fn good(place: &UpdateTarget) -> anyhow::Result<()> {
    place.bootloader.bless(&mut RealDisk, place)?;
    keep::forget(&place.data)?;
    info!("Hallbox {} serves: it is kept", place.version);
    tell(place, UpdateStep::Good, &place.version.to_string(), None)
}

/// Nothing is on trial here: ends what was left half done, and says so if an update has failed.
fn settle(place: &UpdateTarget) -> anyhow::Result<()> {
    let trial = place.bootloader.slots(&RealDisk, place)?.trial;
    place.bootloader.bless(&mut RealDisk, place)?;
    let Some(news) = State::read(&place.data).and_then(|state| state.news) else { return Ok(()) };
    let waits = place.bootloader.slots(&RealDisk, place)?.trial.is_some_and(|trial| trial.tries_left > 0);
    let was = matches!(news.step, UpdateStep::Installing | UpdateStep::Installed | UpdateStep::Trial);
    if !was || waits {
        return Ok(());
    }
    if news.version == place.version.to_string() {
        return tell(place, UpdateStep::Good, &news.version, None);
    }
    let why = match (news.step, trial) {
        (UpdateStep::Installing, _) => "the power went while it was written: install it again",
        (UpdateStep::Trial, _) | (_, Some(_)) => "it did not serve: the version before runs again",
        _ => "it did not start: the version before runs again",
    };
    warn!("Hallbox {} was not kept: {why}", news.version);
    tell(place, UpdateStep::Failed, &news.version, Some(&UpdateProblem::Io(why.to_owned())))
}
