//! `hallbox verify`: bytes first, then the rules.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use proof::audit::{Audit, Tally, audit};
use proof::bundle::{self, Verification};

/// Check a night's bundle: exit 0 good, 1 bad (names the first bad entry), 2 incomplete.
#[derive(Debug, ClapArgs)]
pub struct Args {
    /// The zip a night was exported to.
    bundle: PathBuf,
    /// Fingerprint of the key that must have signed, as printed on the first page of the cards.
    #[arg(long)]
    fingerprint: Option<String>,
}

pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (code, words) = check(args);
    println!("{words}");
    Ok(ExitCode::from(code))
}

/// Exit code and what to say.
fn check(args: &Args) -> (u8, String) {
    let bundle = match bundle::read(&args.bundle) {
        Ok(bundle) => bundle,
        Err(error) => return (2, format!("{}: {error}", args.bundle.display())),
    };
    let verified = match &args.fingerprint {
        Some(fingerprint) => bundle::verify_with_fingerprint(&bundle, fingerprint),
        None => bundle::verify_bytes(&bundle),
    };
    let checked = match verified {
        Verification::Good(checked) => checked,
        Verification::Bad { seq, why } => return (1, bad(seq, &why)),
        Verification::Incomplete { why } => return (2, incomplete(&why)),
    };
    let bytes = format!(
        "integrity  {} entries, chain unbroken, root signed as {}\nkey        {}",
        checked.leaves.len(),
        checked.origin,
        checked.fingerprint
    );
    match audit(&checked.leaves) {
        Audit::Good(tally) => (0, format!("{bytes}\n{}\nGOOD", rules(&tally))),
        Audit::Bad { seq, why } => (1, format!("{bytes}\n{}", bad(seq, &why))),
        Audit::Incomplete { why } => (2, format!("{bytes}\n{}", incomplete(&why))),
    }
}

fn rules(tally: &Tally) -> String {
    format!(
        "rules      {} games, {} balls, {} cards and every win re-executed; {} payouts\n\
         fairness   commitments, locks and orders of all games recomputed",
        tally.games, tally.balls, tally.cards, tally.paid
    )
}

fn bad(seq: u64, why: &str) -> String {
    format!("BAD: entry {seq}: {why}")
}

fn incomplete(why: &str) -> String {
    format!("INCOMPLETE: {why}")
}
