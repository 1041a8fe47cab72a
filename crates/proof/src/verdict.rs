//! What a bundle is worth, in the words of `hallbox verify`: bytes first, then the rules.

use crate::audit::{Audit, Tally, audit};
use crate::bundle::{self, Bundle, Verification};

/// What came of checking a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleVerdict {
    /// Exit status of `hallbox verify`: 0 good, 1 bad, 2 incomplete.
    pub code: u8,
    /// Several lines for people; the last one begins with GOOD, BAD or INCOMPLETE.
    pub words: String,
}

/// Checks the bytes of a bundle, then re-executes the night. With a fingerprint (as printed on the cards) only the
/// key it belongs to is good.
#[must_use]
pub fn verdict(bundle: &Bundle, fingerprint: Option<&str>) -> BundleVerdict {
    let verified = match fingerprint {
        Some(fingerprint) => bundle::verify_with_fingerprint(bundle, fingerprint),
        None => bundle::verify_bytes(bundle),
    };
    let checked = match verified {
        Verification::Good(checked) => checked,
        Verification::Bad { seq, why } => return BundleVerdict { code: 1, words: bad(seq, &why) },
        Verification::Incomplete { why } => return BundleVerdict { code: 2, words: incomplete(&why) },
    };
    let bytes = format!(
        "integrity  {} entries, chain unbroken, root signed as {}\nkey        {}",
        checked.leaves.len(),
        checked.origin,
        checked.fingerprint
    );
    let (code, rules) = match audit(&checked.leaves) {
        Audit::Good(tally) => (0, format!("{}\nGOOD", rules(&tally))),
        Audit::Bad { seq, why } => (1, bad(seq, &why)),
        Audit::Incomplete { why } => (2, incomplete(&why)),
    };
    BundleVerdict { code, words: format!("{bytes}\n{rules}") }
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
