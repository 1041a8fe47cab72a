//! What the edge is given when it opens.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::condition::LookAround;
use super::limits::EdgeLimits;
use crate::hall::Hall;
use crate::print::{Paper, PrintError, TiesTonight};
use crate::vault::Vault;
use crate::views::Views;
use catalogue::{Catalogue, Language};
use domain::Label;
use machine::certificate::StatusReceiver;
use protocol::Currency;

/// Box time, ms since 1970. An argument, so that tests can set it.
pub type ClockMs = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Age of the box, ms: what sessions and waits are counted by. It never jumps and never goes back.
pub type AgeMs = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Prints the poster. A function, because the passphrase on it stays with the settings.
pub type PrintPoster = Arc<dyn Fn(Paper, TiesTonight) -> Result<Vec<u8>, PrintError> + Send + Sync>;

/// The other rooms and the values the edge works with.
pub struct EdgeSetup {
    /// Limits.
    pub limits: EdgeLimits,
    /// Receives commands.
    pub hall: Hall,
    /// What each audience may see.
    pub views: Arc<Views>,
    /// People, devices, cards.
    pub vault: Arc<Vault>,
    /// What can be played.
    pub catalogue: Arc<Catalogue>,
    /// Box time.
    pub clock: ClockMs,
    /// Age of the box.
    pub age: AgeMs,
    /// Names, addresses and certificate.
    pub public: PublicInfo,
    /// The venue's folder.
    pub data: PathBuf,
    /// Reads how the machine is.
    pub look_around: LookAround,
    /// Prints the poster.
    pub poster: PrintPoster,
    /// Days after its night for which the name of a winner is kept.
    pub names_kept_days: u16,
}

/// What phones and staff devices need to find the box and to trust it. Nothing here is secret.
#[derive(Clone, Debug)]
pub struct PublicInfo {
    /// How the venue writes amounts, if it says so.
    pub currency: Option<Currency>,
    /// Language of what is printed.
    pub language: Language,
    /// Name of the Wi-Fi network, if the box runs one.
    pub wifi: Option<Label>,
    /// Address for guests.
    pub join_url: String,
    /// Start of every address under TLS, without a slash at its end: `https://hallbox.local:8443`.
    pub https_url: String,
    /// Verifier key of the box (C2SP).
    pub box_key: String,
    /// Fingerprint of that key, as it is printed on card sheets.
    pub key_fingerprint: String,
    /// Certificate of the box's own authority (PEM), for devices that are to trust it.
    pub ca_pem: Option<String>,
    /// Where devices install it, in the clear if the box serves that.
    pub trust_url: String,
    /// Which certificate the box shows, and until when.
    pub certificate: StatusReceiver,
    /// Whether captive probes lead to a page that says what to tap.
    pub guide: bool,
    /// Where the venue is: the times it shows and prints are those of the clock on its wall.
    pub zone: TimeZone,
}
