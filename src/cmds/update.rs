//! `hallbox update`: new versions of the whole appliance.

mod confirm;
mod make;
mod receive;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::Context as _;
use clap::{Args as ClapArgs, Subcommand};
use tracing::{info, warn};

use crate::appliance::clock::now_ms;
use machine::update::UpdateProblem;
use machine::update::bundle::UpdateBundle;
use machine::update::disk::RealDisk;
use machine::update::install;
use machine::update::keep::{self, Kept};
use machine::update::keys::TrustedKeys;
use machine::update::manifest::Manifest;
use machine::update::state::{self, State};
use machine::update::stick;
use machine::update::target::UpdateTarget;
use protocol::{AskUpdate, UpdateNews, UpdateStep, Version};

/// Make, check and install new versions of the whole appliance.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Where the appliance's file system begins.
    #[arg(long, global = true, default_value = "/")]
    root: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a key that signs updates: NAME.key stays secret, NAME.pub goes into the image.
    Keygen {
        /// What the key is called.
        name: String,
        /// Folder for both files.
        #[arg(long, default_value = ".")]
        out: PathBuf,
    },
    /// Make an update from the parts of an image.
    Make(make::Args),
    /// Check a file: signature, digests, and whether it suits this box. Exit 0 if it can be installed, 1 if not.
    Check {
        /// The file.
        file: PathBuf,
        /// Folder of the keys to trust, instead of the box's own; then it is not asked whether the box suits.
        #[arg(long)]
        keys: Option<PathBuf>,
    },
    /// Write an update into the slot that does not run. The next start tries it.
    Install {
        /// The file.
        file: PathBuf,
        /// Also if it is not newer than what runs.
        #[arg(long)]
        older: bool,
    },
    /// Do what the owner asked for on the staff page.
    Requested,
    /// Say what runs, and what became of the last update.
    Status {
        /// For programs.
        #[arg(long)]
        json: bool,
    },
    /// Wait until the box serves, then keep its version for good. Exit 1 if it does not serve in time.
    Confirm {
        /// Where it has to answer under TLS.
        #[arg(long, default_value = "127.0.0.1:443")]
        tls: SocketAddr,
        /// Seconds it has.
        #[arg(long, default_value_t = 300)]
        within_s: u64,
    },
    /// Start the version before, on trial like any update.
    Back,
    /// Look for an update on a USB stick and keep it until the owner decides.
    Stick {
        /// The stick's partition, or a folder.
        device: PathBuf,
        /// Where a partition is mounted meanwhile, read-only.
        #[arg(long, default_value = "/run/hallbox-stick")]
        at: PathBuf,
    },
    /// Install the update that lies on the box's own card: whoever put it there is the owner. It leaves the card.
    Card,
    /// Download an update and keep it until the owner decides. Goes on where it stopped.
    Fetch {
        /// Where it is, under https://; without it, where the settings say.
        #[arg(long)]
        url: Option<String>,
    },
    /// Keep a copy of the people's database while a new version is on trial, or put it back. Before the box starts.
    Keep,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let place = || UpdateTarget::find(&args.root);
    match &args.what {
        What::Keygen { name, out } => make::keygen(name, out)?,
        What::Make(make) => make::run(make)?,
        What::Check { file, keys } => return check(file, keys.as_deref(), &args.root),
        What::Install { file, older } => install_file(&place()?, file, *older)?,
        What::Requested => requested(&place()?)?,
        What::Status { json } => status(&place()?, *json)?,
        What::Confirm { tls, within_s } => return confirm::run(&args.root, *tls, *within_s),
        What::Back => back(&place()?)?,
        What::Stick { device, at } => receive::stick(&place()?, device, at)?,
        What::Card => receive::card(&place()?)?,
        What::Fetch { url: Some(url) } => receive::fetch(&place()?, url)?,
        What::Fetch { url: None } => receive::fetch_unattended(&place()?)?,
        What::Keep => keep(place())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn keep(place: Result<UpdateTarget, UpdateProblem>) -> anyhow::Result<()> {
    let place = match place {
        Ok(place) => place,
        // The box starts only after this: a card whose small partition fails must not keep it from serving.
        Err(problem) => {
            warn!(%problem, "Whether a version is on trial cannot be told");
            return Ok(());
        }
    };
    match keep::before_start(&place)? {
        Kept::Nothing => {}
        Kept::Copied => info!("A new version is on trial: the people's database was copied"),
        Kept::Restored => info!("The new version did not serve: the people's database is as before"),
    }
    Ok(())
}

fn check(file: &Path, keys: Option<&Path>, root: &Path) -> anyhow::Result<ExitCode> {
    let place = UpdateTarget::find(root);
    let judged = || {
        let trusted = match keys {
            Some(keys) => TrustedKeys::read(keys)?,
            None => TrustedKeys::read(&place.clone()?.keys)?,
        };
        let mut bundle = UpdateBundle::open(file, &trusted)?;
        bundle.check()?;
        if keys.is_none() {
            suits(&place.clone()?)(bundle.head())?;
        }
        Ok::<Manifest, UpdateProblem>(bundle.head().manifest.clone())
    };
    match judged() {
        Ok(manifest) => {
            println!(
                "Hallbox {} for {}, made {}, over {} or later, {} parts, {} bytes",
                manifest.version,
                kinds(&manifest),
                manifest.created,
                manifest.min_version,
                manifest.parts.len(),
                manifest.bytes()
            );
            Ok(ExitCode::SUCCESS)
        }
        Err(problem) => {
            println!("{}: {problem}", file.display());
            Ok(ExitCode::FAILURE)
        }
    }
}

/// The images that an update is for, in words.
fn kinds(manifest: &Manifest) -> String {
    let names: Vec<String> = manifest.kinds().map(|kind| kind.to_string()).collect();
    names.join(" and ")
}

fn install_file(place: &UpdateTarget, file: &Path, older: bool) -> anyhow::Result<()> {
    install_bundle(place, &mut opened(place, file)?, older)
}

fn opened(place: &UpdateTarget, file: &Path) -> Result<UpdateBundle, UpdateProblem> {
    UpdateBundle::open(file, &TrustedKeys::read(&place.keys)?)
}

fn install_bundle(place: &UpdateTarget, bundle: &mut UpdateBundle, older: bool) -> anyhow::Result<()> {
    let version = bundle.head().manifest.version.clone();
    tell(place, UpdateStep::Installing, &version.to_string(), None)?;
    match install::install(&mut RealDisk, place, bundle, older) {
        Ok(()) => {
            tell(place, UpdateStep::Installed, &version.to_string(), None)?;
            println!("Hallbox {version} is installed and starts at the next start of the box.");
            Ok(())
        }
        Err(problem) => {
            tell(place, UpdateStep::Failed, &version.to_string(), Some(&problem))?;
            Err(problem.into())
        }
    }
}

fn back(place: &UpdateTarget) -> anyhow::Result<()> {
    let version = install::back(&mut RealDisk, place)?;
    tell(place, UpdateStep::Installed, &version, None)?;
    println!("The version {version} starts at the next start of the box.");
    Ok(())
}

fn requested(place: &UpdateTarget) -> anyhow::Result<()> {
    match state::take_request(&place.data)? {
        AskUpdate::Install(version) => {
            match received(place, &version).and_then(|file| opened(place, &file)) {
                Ok(mut bundle) => install_bundle(place, &mut bundle, false),
                // Whoever asked looks at a screen: it has to say what is wrong.
                Err(problem) => {
                    tell(place, UpdateStep::Failed, &version.to_string(), Some(&problem))?;
                    Err(problem.into())
                }
            }
        }
        AskUpdate::Back => back(place),
        AskUpdate::Restart => {
            let status = Command::new("systemctl").arg("reboot").status().context("systemctl")?;
            anyhow::ensure!(status.success(), "the box does not start anew");
            Ok(())
        }
    }
}

/// The file of the update of this version that came to the box.
fn received(place: &UpdateTarget, version: &Version) -> Result<PathBuf, UpdateProblem> {
    let folder = place.data.join(state::BUNDLES);
    let start = format!("hallbox-{version}-{}", place.kind.arch.name());
    let named =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&start));
    let found = stick::updates(&folder).map_err(UpdateProblem::at(&folder))?.into_iter().find(named);
    found.ok_or_else(|| UpdateProblem::Io(format!("{}: {version} is not there any more", folder.display())))
}

fn status(place: &UpdateTarget, json: bool) -> anyhow::Result<()> {
    let state = State { news: State::read(&place.data).and_then(|state| state.news), ..now(place, None) };
    if json {
        println!("{}", serde_json::to_string_pretty(&state)?);
        return Ok(());
    }
    let slots = place.bootloader.slots(&RealDisk, place)?;
    println!("Hallbox {} runs from slot {}.", place.version, place.running.letter());
    match slots.trial {
        Some(trial) if trial.slot == place.running => {
            println!("It is on trial: {} tries are left.", trial.tries_left);
        }
        Some(trial) => {
            println!("Slot {} is on trial: {} tries are left.", trial.slot.letter(), trial.tries_left);
        }
        None => {}
    }
    let other = install::inside(&RealDisk, place, place.running.other());
    if let Some(other) = other {
        println!("The other slot holds {}.", other.version);
    }
    if let Some(news) = state.news {
        let step = serde_json::to_value(news.step)?;
        let step = step.as_str().unwrap_or_default();
        println!("{}: {step}{}", news.version, news.reason.map(|why| format!(", {why}")).unwrap_or_default());
    }
    Ok(())
}

/// What runs, with something to tell.
fn now(place: &UpdateTarget, news: Option<UpdateNews>) -> State {
    State { version: place.version.clone(), slot: place.running, news }
}

/// Writes down what became of an update, for the owner.
fn tell(
    place: &UpdateTarget,
    step: UpdateStep,
    version: &str,
    reason: Option<&UpdateProblem>,
) -> anyhow::Result<()> {
    let reason = reason.map(ToString::to_string);
    let news = UpdateNews { step, version: version.to_owned(), reason, at_ms: now_ms() };
    now(place, Some(news)).write(&place.data).with_context(|| place.data.display().to_string())
}

/// Whether an update is newer than what runs and for this kind of image.
fn suits(place: &UpdateTarget) -> impl Fn(&machine::update::bundle::Head) -> Result<(), UpdateProblem> {
    let (kind, version): (_, Version) = (place.kind, place.version.clone());
    move |head| head.suits(kind, &version, false)
}
