//! `hallbox verify`: checks a night's bundle.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;
use proof::{BundleVerdict, bundle, verdict};

/// Check a night's bundle: exit 0 good, 1 bad (names the first bad entry), 2 incomplete.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The zip a night was exported to.
    bundle: PathBuf,
    /// Fingerprint of the key that must have signed, as printed on the first page of the cards.
    #[arg(long)]
    fingerprint: Option<String>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let BundleVerdict { code, words } = match bundle::read(&args.bundle) {
        Ok(bundle) => verdict(&bundle, args.fingerprint.as_deref()),
        Err(error) => BundleVerdict { code: 2, words: format!("{}: {error}", args.bundle.display()) },
    };
    println!("{words}");
    Ok(ExitCode::from(code))
}
