//! `hallbox nights`: what a venue keeps of its nights, at the keyboard.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args as ClapArgs, Subcommand};
use rustix::fs::{Advice, fadvise};

use crate::appliance::clock::now_ms;
use crate::appliance::venue;
use crate::ledger::{archive, set_aside};
use crate::vault::Vault;
use domain::NightId;

/// List the nights of a venue, remove one of which there is a copy, or give up one that is damaged.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Sub,
    /// Folder of the venue.
    #[arg(long, default_value = "venue", global = true)]
    data: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Sub {
    /// Show every night that the box keeps something of.
    List,
    /// Read a copy back, compare all of it with the night, and remove the night's ledger if it is told so with --yes.
    /// The signed end stays.
    Remove {
        /// Night, as its folder is called. The newest one cannot be removed.
        night: String,
        /// The bundle, best on a stick that was taken out and put in again.
        #[arg(long)]
        copy: PathBuf,
        /// Remove it. Without this the copy is only compared.
        #[arg(long)]
        yes: bool,
    },
    /// Erase the names of winners of a night.
    ForgetNames {
        /// Night, as its folder is called.
        night: String,
    },
    /// Give up a night whose ledger cannot be read: the next start begins another one that says so. The box must not be
    /// running; while it runs, the owner does this on the staff page.
    SetAside {
        /// Night, as its folder is called.
        night: String,
    },
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.command {
        Sub::List => list(&args.data),
        Sub::Remove { night, copy, yes } => remove(&args.data, &id(night)?, copy, *yes),
        Sub::ForgetNames { night } => forget_names(&args.data, &id(night)?),
        Sub::SetAside { night } => give_up(&args.data, &id(night)?),
    }?;
    Ok(ExitCode::SUCCESS)
}

fn id(night: &str) -> anyhow::Result<NightId> {
    NightId::new(night).context("this is not the name of a night")
}

fn list(data: &Path) -> anyhow::Result<()> {
    let vault = Vault::open(data)?;
    for kept in archive::list(data)? {
        let names = vault.names(&kept.night)?.len();
        let what = match (&kept.removed, &kept.set_aside) {
            (Some(removed), _) => format!("removed; it had {} entries", removed.size),
            (None, Some(why)) => format!("set aside: {why}"),
            (None, None) => format!("{} kB", kept.bytes / 1_000),
        };
        println!("{}  {what}  names of winners: {names}", kept.night);
    }
    Ok(())
}

fn remove(data: &Path, night: &NightId, copy: &Path, yes: bool) -> anyhow::Result<()> {
    let newest = archive::list(data)?.into_iter().find(|kept| kept.removed.is_none()).map(|kept| kept.night);
    anyhow::ensure!(newest.as_ref() != Some(night), "{night} is the newest night: it cannot be removed");
    let key = venue::box_key(&Vault::open(data)?)?;
    let file = File::open(copy).with_context(|| copy.display().to_string())?;
    // What is compared must come from the stick, and not from the memory that wrote it.
    file.sync_all()?;
    fadvise(&file, 0, None, Advice::DontNeed)?;
    let whole = archive::compare(data, night, &key, file)?;
    let root = data_encoding::HEXLOWER.encode(&whole.root.0);
    println!("{}: a whole copy of {night}, {} entries, root {root}", copy.display(), whole.size);
    if !yes {
        println!("Nothing was removed. Add --yes to remove {night} from the box.");
        return Ok(());
    }
    archive::remove(data, night, &key, whole, now_ms())?;
    println!("{night} was removed. Keep the copy in two places.");
    Ok(())
}

fn forget_names(data: &Path, night: &NightId) -> anyhow::Result<()> {
    let names = Vault::open(data)?.forget_names(night)?;
    println!("{names} names of winners of {night} were erased.");
    Ok(())
}

fn give_up(data: &Path, night: &NightId) -> anyhow::Result<()> {
    let damage = match archive::check(data, night) {
        Ok(size) => anyhow::bail!("The ledger of {night} is sound, {size} entries: nothing was changed."),
        Err(error) if error.is_damage() => error,
        Err(error) => return Err(error.into()),
    };
    let dir = data.join("nights").join(night.as_str());
    set_aside::note(&dir, &damage.to_string()).with_context(|| dir.display().to_string())?;
    println!("{damage}\n{night} is set aside. The next start of the box begins another night that says so.");
    Ok(())
}
