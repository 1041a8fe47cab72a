//! Getting an update: from a stick, from the internet.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use rustix::mount::{MountFlags, mount};
use tracing::info;

use super::{suits, tell};
use crate::appliance::clock::now_ms;
use crate::appliance::venue;
use machine::https::Https;
use machine::settings::Settings;
use machine::update::UpdateProblem;
use machine::update::bundle::Head;
use machine::update::fetch;
use machine::update::keys::TrustedKeys;
use machine::update::state::{State, bundles};
use machine::update::stick::{self, Found};
use machine::update::target::UpdateTarget;
use protocol::Version;
use protocol::{UpdateNews, UpdateStep};

/// What sticks come with. Journals of other systems are not replayed for a stranger's stick.
const FILE_SYSTEMS: [&str; 2] = ["vfat", "exfat"];

/// Looks at a stick. The mount ends with this process, which has a name space of its own.
pub(super) fn stick(place: &UpdateTarget, device: &Path, at: &Path) -> anyhow::Result<()> {
    let folder = if device.is_dir() { device } else { mounted(device, at)? };
    let keep = bundles(&place.data)?;
    let found =
        TrustedKeys::read(&place.keys).and_then(|keys| stick::look(folder, &keep, &keys, suits(place)));
    match found {
        Ok(None) => {
            info!("There is no update on {}", device.display());
            Ok(())
        }
        Ok(Some(found)) => told(place, Ok(found)),
        // The stick was for another update, or stays in after this one: nothing new.
        Err(problem @ UpdateProblem::NotNewer { .. }) => {
            info!("{problem}");
            Ok(())
        }
        Err(problem) => told(place, Err(problem)),
    }
}

/// Installs what lies on the card itself, as `hallbox.toml` does.
pub(super) fn card(place: &UpdateTarget) -> anyhow::Result<()> {
    let keep = bundles(&place.data)?;
    let keys = TrustedKeys::read(&place.keys)?;
    let installed = match stick::look(&place.fat, &keep, &keys, suits(place)) {
        Ok(None) => return Ok(()),
        Ok(Some(found)) => super::install_file(place, &found.path, false),
        // It was installed, and the power went before it was taken away.
        Err(UpdateProblem::NotNewer { .. }) => Ok(()),
        Err(problem) => told(place, Err(problem)),
    };
    // Also what cannot be used: at the next start it would still not be, and a version that failed once must not
    // be tried at every start.
    for path in stick::updates(&place.fat)? {
        fs::remove_file(path)?;
    }
    installed
}

fn mounted<'a>(device: &Path, at: &'a Path) -> anyhow::Result<&'a Path> {
    fs::create_dir_all(at)?;
    let flags = MountFlags::RDONLY
        | MountFlags::NOSUID
        | MountFlags::NODEV
        | MountFlags::NOEXEC
        | MountFlags::NOATIME;
    let mut last = None;
    for kind in FILE_SYSTEMS {
        match mount(device, at, kind, flags, None) {
            Ok(()) => return Ok(at),
            Err(error) => last = Some(error),
        }
    }
    let error = last.expect("two were tried");
    Err(error).with_context(|| format!("{}: format the stick as FAT32 or exFAT", device.display()))
}

/// Fetches what the settings name, if they do. Nobody stands by: nothing new is no news.
pub(super) fn fetch_unattended(place: &UpdateTarget) -> anyhow::Result<()> {
    let Some(url) = Settings::read(&place.data)?.updates_from else {
        info!("No address is set: [updates] from in hallbox.toml");
        return Ok(());
    };
    match fetched(place, &url, is_news(place))? {
        Err(problem @ UpdateProblem::NotNewer { .. }) => {
            info!("{problem}");
            Ok(())
        }
        found => told(place, found),
    }
}

/// Fetches what somebody names.
pub(super) fn fetch(place: &UpdateTarget, url: &str) -> anyhow::Result<()> {
    told(place, fetched(place, url, suits(place))?)
}

/// What came of a download; the outer error is a link that was lost: nothing is wrong with an update that only
/// has not come yet.
fn fetched(
    place: &UpdateTarget,
    url: &str,
    suits: impl Fn(&Head) -> Result<(), UpdateProblem>,
) -> anyhow::Result<Result<Found, UpdateProblem>> {
    let keep = bundles(&place.data)?;
    let keys = TrustedKeys::read(&place.keys)?;
    let https = Https::new(venue::roots(), now_ms())?;
    match venue::runtime(1)?.block_on(fetch::fetch(&https, url, &keep, &keys, suits)) {
        Err(lost @ UpdateProblem::Download(_)) => Err(lost.into()),
        found => Ok(found),
    }
}

/// As [`suits`], and newer than what was fetched or tried before: nobody downloads the same thing every day.
fn is_news(place: &UpdateTarget) -> impl Fn(&Head) -> Result<(), UpdateProblem> {
    let suits = suits(place);
    let known = State::read(&place.data).and_then(|state| state.news?.version.parse::<Version>().ok());
    move |head| {
        suits(head)?;
        match &known {
            Some(known) if head.manifest.version <= *known => {
                Err(UpdateProblem::NotNewer { have: known.clone(), offered: head.manifest.version.clone() })
            }
            _ => Ok(()),
        }
    }
}

/// Tells the owner what was found, unless there is something to tell that matters more: a stick that stays in the
/// box is looked at again at every start.
fn told(place: &UpdateTarget, found: Result<Found, UpdateProblem>) -> anyhow::Result<()> {
    let news = State::read(&place.data).and_then(|state| state.news);
    let on_its_way = |news: &UpdateNews| {
        matches!(news.step, UpdateStep::Installing | UpdateStep::Installed | UpdateStep::Trial)
    };
    match found {
        Ok(found) => {
            let version = found.head.manifest.version.to_string();
            println!("Hallbox {version} is at {} and can be installed.", found.path.display());
            let known = |news: &UpdateNews| {
                news.version == version && (on_its_way(news) || news.step == UpdateStep::Failed)
            };
            if news.is_some_and(|news| known(&news)) {
                return Ok(());
            }
            tell(place, UpdateStep::Found, &version, None)
        }
        Err(problem) => {
            if !news.is_some_and(|news| on_its_way(&news)) {
                tell(place, UpdateStep::Refused, "", Some(&problem))?;
            }
            Err(problem.into())
        }
    }
}
