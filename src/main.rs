//! hallbox: settings → open → run → stop.

use std::io::stderr;
use std::process::ExitCode;

use clap::Parser as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// What is logged when `HALLBOX_LOG` says nothing, or nothing that can be read.
const LOG: &str = "warn,hallbox=info,bots=info,machine=info,proof=info";

fn main() -> ExitCode {
    // Levels by room are all we filter by: the full language of filters brings regular expressions along.
    let asked = std::env::var("HALLBOX_LOG").ok().and_then(|asked| asked.parse::<Targets>().ok());
    let wanted = asked.unwrap_or_else(|| LOG.parse().expect("a constant"));
    tracing_subscriber::registry().with(layer().with_writer(stderr).with_target(false)).with(wanted).init();
    match hallbox::cmds::Cli::parse().run() {
        Ok(code) => code,
        Err(error) => {
            tracing::error!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
