//! What the load driver asks of the machine: file handles, cores, and what a process uses.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

use crate::{BotError, While as _};

/// File handles a process needs besides its sockets.
const OTHER_FILES: u64 = 100;

/// Wall clock, microseconds since 1970: the one clock that two processes share.
#[must_use]
#[allow(clippy::disallowed_methods)] // measures the world from outside it; no rule sees it
pub fn wall_us() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

/// Makes sure that this process, and those it starts, may open so many sockets: raises the soft
/// limit as far as the hard one allows.
///
/// # Errors
/// In words that say what to do, when the hard limit is too low.
pub fn allow_sockets(sockets: usize) -> Result<(), BotError> {
    let need = sockets as u64 + OTHER_FILES;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_none_or(|current| current >= need) {
        return Ok(());
    }
    if maximum.is_some_and(|maximum| maximum < need) {
        let hard = maximum.unwrap_or_default();
        return Err(BotError::Unexpected(format!(
            "{sockets} phones need {need} open files and this user may open {hard}. As root: `prlimit --pid $$ \
             --nofile={need}` in this shell, or LimitNOFILE={need} in the unit; or ask for fewer phones"
        )));
    }
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).on("raising the limit of open files")
}

/// Cores this process may run on.
///
/// # Errors
/// When the kernel does not say.
pub fn cores() -> Result<Vec<usize>, BotError> {
    let allowed = sched_getaffinity(None).on("asking for cores")?;
    Ok((0..CpuSet::MAX_CPU).filter(|&core| allowed.is_set(core)).collect())
}

/// Keeps the calling thread, and the threads and processes it starts from now on, on these cores.
///
/// # Errors
/// When there is no such core.
pub fn stay_on(cores: &[usize]) -> Result<(), BotError> {
    let mut set = CpuSet::new();
    for &core in cores {
        set.set(core);
    }
    sched_setaffinity(None, &set).on("choosing cores")
}

/// Starts a process on one core while the caller stays where it is.
///
/// # Errors
/// When there is no such core, or no such program.
pub fn spawn_on(core: Option<usize>, command: &mut Command) -> Result<std::process::Child, BotError> {
    let Some(core) = core else { return command.spawn().on("starting the server") };
    let here = cores()?;
    stay_on(&[core])?;
    let child = command.spawn().on("starting the server");
    stay_on(&here)?;
    child
}

/// What a process has used so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// Resident memory, KiB.
    pub rss_kib: u64,
    /// Processor time of all its threads, µs.
    pub cpu_us: u64,
}

impl Usage {
    /// Reads `/proc`.
    ///
    /// # Errors
    /// When the process is gone.
    pub fn of(pid: u32) -> Result<Self, BotError> {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).on("reading memory")?;
        let rss = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        let rss_kib = rss.trim().trim_end_matches(" kB").trim().parse().on("reading memory")?;
        // The kernel's own ticks are 10 ms long; the scheduler counts nanoseconds, thread by thread.
        let mut cpu_ns = 0_u64;
        for task in std::fs::read_dir(format!("/proc/{pid}/task")).on("reading processor time")? {
            let path = task.on("reading processor time")?.path().join("schedstat");
            // A thread may have ended since it was listed.
            let Ok(text) = std::fs::read_to_string(path) else { continue };
            cpu_ns +=
                text.split(' ').next().unwrap_or_default().parse::<u64>().on("reading processor time")?;
        }
        Ok(Self { rss_kib, cpu_us: cpu_ns / 1_000 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_knows_what_it_uses_itself() {
        let before = Usage::of(std::process::id()).unwrap();
        let held = vec![1_u8; 32 << 20];
        let after = Usage::of(std::process::id()).unwrap();
        assert!(after.rss_kib >= before.rss_kib + 16 * 1_024, "{before:?} {after:?} {}", held.len());
        assert!(after.cpu_us >= before.cpu_us);
    }

    #[test]
    fn more_sockets_than_the_machine_has_are_refused_in_words() {
        if getrlimit(Resource::Nofile).maximum.is_some() {
            let told = allow_sockets(usize::MAX / 2).unwrap_err().to_string();
            assert!(told.contains("prlimit"), "{told}");
        }
    }
}
