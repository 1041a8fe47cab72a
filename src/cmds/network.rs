//! `hallbox network`: the appliance's networks, from the one settings file.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::Context as _;
use clap::{Args as ClapArgs, Subcommand};

use super::world::now_ms;
use crate::network::check::{self, Verdict};
use crate::network::plan::Plan;
use crate::network::render::{self, Reader};
use crate::network::{dnsmasq, hostapd_config, status};
use crate::settings::Settings;

/// Make the appliance's networks follow the settings.
#[derive(Debug, ClapArgs)]
pub struct Args {
    /// Folder of the venue; its `hallbox.toml` holds the settings.
    #[arg(long, global = true, default_value = "venue")]
    data: PathBuf,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write every file below a folder, to look at them.
    Render {
        /// The folder.
        #[arg(long)]
        out: PathBuf,
    },
    /// Render, and ask hostapd, dnsmasq and nft whether they take their files. Exit 1 if one does not.
    Check,
    /// Write the files in their places and have the programs read what changed. For root.
    Apply,
    /// Say who is here.
    Status {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let plan = Plan::new(&Settings::read(&args.data)?);
    match &args.what {
        What::Render { out } => {
            let files = render::files(&plan, out, is_trusted(&args.data));
            render::write(&files, out).with_context(|| out.display().to_string())?;
            for file in &files {
                println!("{}", file.path.display());
            }
            Ok(ExitCode::SUCCESS)
        }
        What::Check => checked(&plan, &args.data),
        What::Apply => apply(&plan, &args.data),
        What::Status { json } => {
            let status = status::ask(&plan, Path::new(hostapd_config::CONTROL), Path::new(dnsmasq::LEASES));
            println!("{}", if *json { serde_json::to_string_pretty(&status)? } else { status.text() });
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn checked(plan: &Plan, data: &Path) -> anyhow::Result<ExitCode> {
    let folder = super::demo::TemporaryFolder::make()?;
    let root = folder.path();
    render::write(&render::files(plan, root, is_trusted(data)), root)?;
    let mut code = ExitCode::SUCCESS;
    for (program, verdict) in check::all(root) {
        match verdict {
            Verdict::Good => println!("{program}: good"),
            Verdict::NotNeeded => println!("{program}: nothing to do here"),
            Verdict::Unknown(why) => println!("{program}: could not be asked ({why})"),
            Verdict::Bad(words) => {
                println!("{program}: {words}");
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}

fn apply(plan: &Plan, data: &Path) -> anyhow::Result<ExitCode> {
    let root = Path::new("/");
    let changed = render::write(&render::files(plan, root, is_trusted(data)), root)?;
    if let Some(zone) = &plan.time_zone {
        tell(&["timedatectl", "set-timezone", zone])?;
    }
    for reader in changed {
        for command in commands(reader, plan) {
            tell(&command)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What makes a program read its file. The fence stands before anybody is let in.
fn commands(reader: Reader, plan: &Plan) -> Vec<Vec<&'static str>> {
    let radio = if plan.hotspot.is_some() { "restart" } else { "stop" };
    let addresses = if plan.lans().next().is_some() { "restart" } else { "stop" };
    match reader {
        Reader::Sysctl => vec![vec!["sysctl", "--quiet", "--load", "/etc/sysctl.d/90-hallbox.conf"]],
        Reader::Nftables => vec![vec!["nft", "--file", "/etc/hallbox/network/nftables.conf"]],
        Reader::Networkd => vec![vec!["networkctl", "reload"]],
        Reader::Hostapd => vec![vec!["systemctl", radio, "--no-block", "hallbox-hostapd.service"]],
        Reader::Dnsmasq => vec![vec!["systemctl", addresses, "--no-block", "hallbox-dnsmasq.service"]],
        Reader::DnsmasqOptions => {
            vec![vec!["systemctl", "kill", "--signal=HUP", "hallbox-dnsmasq.service"]]
        }
    }
}

fn tell(command: &[&str]) -> anyhow::Result<()> {
    let (program, words) = command.split_first().expect("commands have a first word");
    let done = Command::new(program).args(words).status().with_context(|| command.join(" "))?;
    anyhow::ensure!(done.success(), "{} ended with {done}", command.join(" "));
    Ok(())
}

/// Whether phones would trust the certificate: whoever fetches or reads a public one leaves a note of how
/// long it lasts.
fn is_trusted(data: &Path) -> bool {
    let until = std::fs::read_to_string(data.join("tls/trusted-until-ms")).ok();
    dnsmasq::is_trusted(until.and_then(|text| text.trim().parse().ok()), now_ms())
}
