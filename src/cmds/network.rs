//! `hallbox network`: the appliance's networks, from the one settings file.

mod watch;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::Context as _;
use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use crate::appliance::clock::now_ms;
use machine::network::check::{self, CheckResult};
use machine::network::plan::NetworkPlan;
use machine::network::render::{self, Reader};
use machine::network::{dnsmasq, status};
use machine::radio::{hostapd, hostapd_config, report};
use machine::settings::Settings;
use machine::settings::names::join_text;

/// Below the root: see [`apply`].
const UNFINISHED: &str = "etc/hallbox/network/unfinished";

/// Make the appliance's networks follow the settings.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
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
    Apply {
        /// Where `/` is: another folder for trying things out.
        #[arg(long, default_value = "/", hide = true)]
        root: PathBuf,
    },
    /// Let staff take the seats kept for them, where they share the guests' network; or close them again.
    Seats {
        /// What to do.
        #[arg(value_enum)]
        act: Act,
    },
    /// Start the radio anew when its firmware halts or it falls silent. For root, until stopped.
    Watch,
    /// Print what the guests' Wi-Fi QR code says.
    Join,
    /// Say who is here.
    Status {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
enum Act {
    /// Whoever joins next takes one: have staff join now.
    Open,
    /// Keep what is left.
    Close,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let plan = NetworkPlan::new(&Settings::read(&args.data)?);
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
        What::Apply { root } => apply(&plan, &args.data, root),
        What::Seats { act } => {
            let hotspot = plan.hotspot.context("the box makes no Wi-Fi of its own")?;
            anyhow::ensure!(
                hotspot.staff.is_none(),
                "staff have a network of their own: their seats are there"
            );
            let control = Path::new(hostapd_config::CONTROL);
            let seats = hostapd::set_reserve_open(&hotspot, control, *act == Act::Open).context("hostapd")?;
            println!("{seats} seats");
            Ok(ExitCode::SUCCESS)
        }
        What::Watch => {
            watch::watch(&plan, Path::new(report::REPORT))?;
            Ok(ExitCode::SUCCESS)
        }
        What::Join => {
            let guests = plan.hotspot.context("the box makes no Wi-Fi of its own")?.guests;
            println!("{}", join_text(&guests.name, Some(&guests.passphrase)));
            Ok(ExitCode::SUCCESS)
        }
        What::Status { json } => {
            let (control, leases) = (Path::new(hostapd_config::CONTROL), Path::new(dnsmasq::LEASES));
            let status = status::query(&plan, control, Path::new(hostapd::WIRELESS), leases);
            println!("{}", if *json { serde_json::to_string_pretty(&status)? } else { status.text() });
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn checked(plan: &NetworkPlan, data: &Path) -> anyhow::Result<ExitCode> {
    let folder = super::demo::TemporaryFolder::make()?;
    let root = folder.path();
    render::write(&render::files(plan, root, is_trusted(data)), root)?;
    let mut code = ExitCode::SUCCESS;
    for (program, verdict) in check::all(root) {
        match verdict {
            CheckResult::Good => println!("{program}: good"),
            CheckResult::NotNeeded => println!("{program}: nothing to do here"),
            CheckResult::Unknown(why) => println!("{program}: could not be asked ({why})"),
            CheckResult::Bad(words) => {
                println!("{program}: {words}");
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}

fn apply(plan: &NetworkPlan, data: &Path, root: &Path) -> anyhow::Result<ExitCode> {
    let files = render::files(plan, root, is_trusted(data));
    // Stands while files are written that not everybody has read: after a power cut all are told again.
    let unfinished = root.join(UNFINISHED);
    let again = unfinished.exists();
    if again || render::differs(&files, root) {
        std::fs::create_dir_all(unfinished.parent().unwrap_or(root))?;
        std::fs::write(&unfinished, "").with_context(|| unfinished.display().to_string())?;
    }
    let changed = render::write(&files, root)?;
    let readers = if again { Reader::ALL.to_vec() } else { changed };
    let zone = plan.time_zone.as_ref().map(|zone| vec!["timedatectl", "set-timezone", zone]);
    let mut failed = 0;
    for command in zone.into_iter().chain(readers.into_iter().map(|reader| command(reader, plan))) {
        // One that fails keeps nobody from the others.
        if let Err(error) = tell(&command) {
            tracing::error!("{error:#}");
            failed += 1;
        }
    }
    if failed > 0 {
        return Ok(ExitCode::FAILURE);
    }
    if unfinished.exists() {
        std::fs::remove_file(&unfinished)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What makes a program read its file.
fn command(reader: Reader, plan: &NetworkPlan) -> Vec<&'static str> {
    let radio = if plan.hotspot.is_some() { "restart" } else { "stop" };
    let addresses = if plan.lans().next().is_some() { "restart" } else { "stop" };
    match reader {
        Reader::Sysctl => vec!["systemctl", "restart", "systemd-sysctl.service"],
        Reader::Nftables => vec!["nft", "--file", "/etc/hallbox/network/nftables.conf"],
        Reader::Networkd => vec!["networkctl", "reload"],
        Reader::Hostapd => vec!["systemctl", radio, "--no-block", "hallbox-hostapd.service"],
        Reader::Dnsmasq => vec!["systemctl", addresses, "--no-block", "hallbox-dnsmasq.service"],
        Reader::DnsmasqOptions => {
            // Not `kill`: that fails when the unit does not run, and it need not.
            vec!["systemctl", "try-reload-or-restart", "--no-block", "hallbox-dnsmasq.service"]
        }
    }
}

pub(super) fn tell(command: &[&str]) -> anyhow::Result<()> {
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
