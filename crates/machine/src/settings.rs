//! Every setting of a venue, from one commented `hallbox.toml`.
//!
//! A file is used whole or not at all. Each mistake is told by line and field, with what to write instead. Limits of
//! sockets and requests are in `edge::EdgeLimits`, sizes of the game in `domain`.

mod certificate;
pub mod country;
mod fields;
mod file;
pub mod hotspot;
mod load;
pub mod names;
mod problem;
pub mod radio;
mod reader;
mod schema;
mod strays;
mod syntax;
pub mod takeover;
mod text;

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use self::hotspot::Hotspot;
use self::names::{NetworkName, Passphrase};
use catalogue::Language;
use domain::Label;
use jiff::tz::TimeZone;
use protocol::Currency;

pub use self::file::FILE;
pub use self::load::BadSettings;
pub use self::problem::SettingsProblem;

/// The file that organisers begin with: every field, explained.
pub const TEMPLATE: &str = include_str!("settings/hallbox.toml");

/// The first letter of a text that paper cannot show. A function, because whoever prints knows the fonts.
pub type Unprintable<'a> = &'a dyn Fn(&str) -> Option<char>;

/// What the organiser can set. A night can be played with the default of every field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Name of the venue, on every screen and card.
    pub venue: Label,
    /// Language of what the box prints.
    pub language: Language,
    /// Currency in which amounts are written; without it they have two decimals and no sign.
    pub currency: Option<Currency>,
    /// Time zone of the venue, like `Europe/London`; the machine's own without it.
    pub time_zone: Option<String>,
    /// Days after its night for which the name of a winner is kept.
    pub names_kept_days: u16,
    /// Name by which guests reach the box, as in links and QR codes.
    pub host: String,
    /// Address to listen on.
    pub listen: IpAddr,
    /// Port of the TLS server.
    pub https_port: u16,
    /// Port of the plain server, guests only; 0 switches it off.
    pub http_port: u16,
    /// Threads that serve sockets; 0 = one for each core.
    pub threads: usize,
    /// The guests' Wi-Fi, if there is one.
    pub wifi: Option<Wifi>,
    /// What the Ethernet port is for.
    pub wire: Wire,
    /// First address of the box's networks: eight blocks of 256.
    pub network: Ipv4Addr,
    /// Interfaces on which the box announces itself to staff.
    pub mdns: Vec<String>,
    /// How connectivity probes are answered.
    pub portal: Portal,
    /// Whether phones have addresses of their own.
    pub addresses: GuestAddresses,
    /// Where the certificate comes from.
    pub certificate: Certificate,
    /// Address of new versions of the appliance, under https; none switches the search off.
    pub updates_from: Option<String>,
}

/// The guests' Wi-Fi.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wifi {
    /// Another network, of which the box knows only the name.
    Named(Label),
    /// The box's own radio.
    Hotspot(Box<Hotspot>),
    /// The venue's access point on the box's wire; the box gives addresses and names.
    AccessPoint {
        /// The network's name.
        name: NetworkName,
        /// Its passphrase.
        passphrase: Passphrase,
    },
}

/// The box's Ethernet port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wire {
    /// Its interface.
    pub interface: String,
    /// What is at the other end.
    pub usage: WireUse,
}

/// What is at the other end of the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireUse {
    /// The internet, for certificates and updates. Guests never reach it.
    Internet,
    /// Staff devices; the box gives them addresses.
    Staff,
    /// Access points of the guests' network.
    AccessPoint,
    /// Nothing.
    Off,
}

/// How connectivity probes of phones are answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portal {
    /// "There is internet": phones stay connected without asking anything.
    Quiet,
    /// First with a page that says what to tap, then as [`Self::Quiet`].
    Guide,
}

/// Whether the box sees an address of its own for each phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuestAddresses {
    /// Each phone has one, so that one phone cannot take the connections of all.
    Own,
    /// A router may hide all phones behind one.
    Shared,
}

/// Where the certificate comes from. While it cannot be used, the box serves that of its own authority.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// The box's own authority.
    Own,
    /// Files the organiser brings.
    Files {
        /// The chain, PEM.
        certificate: PathBuf,
        /// Its key, PEM.
        key: PathBuf,
    },
    /// Fetched while online, used offline.
    Acme(Acme),
}

/// How to get a certificate (RFC 8555) with a DNS record as proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acme {
    /// Address for messages of the certificate authority.
    pub email: Option<String>,
    /// The authority's directory.
    pub directory: String,
    /// How the record is written.
    pub solver: Solver,
}

/// How the DNS record that proves the name is written.
#[derive(Clone, PartialEq, Eq)]
pub enum Solver {
    /// By a signed update at the name server (RFC 2136).
    Rfc2136 {
        /// The server's name or address, with a port if it is not 53.
        server: String,
        /// The zone that the name is in.
        zone: String,
        /// Name of the key.
        key_name: String,
        /// The key, base64.
        key_secret: String,
    },
    /// By an acme-dns server.
    AcmeDns {
        /// Base address of the server.
        server: String,
        /// The account's name.
        username: String,
        /// The account's password.
        password: String,
        /// The record that the account may write.
        subdomain: String,
    },
}

impl fmt::Debug for Solver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rfc2136 { server, zone, .. } => write!(f, "Rfc2136({server}, {zone})"),
            Self::AcmeDns { server, subdomain, .. } => write!(f, "AcmeDns({server}, {subdomain})"),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            venue: Label::new("Hallbox").expect("a short constant"),
            language: Language::English,
            currency: None,
            time_zone: None,
            names_kept_days: 30,
            host: "localhost".to_owned(),
            listen: IpAddr::from([0, 0, 0, 0]),
            https_port: 8443,
            http_port: 8080,
            threads: 0,
            wifi: None,
            wire: Wire { interface: "eth0".to_owned(), usage: WireUse::Off },
            network: Ipv4Addr::new(10, 77, 0, 0),
            mdns: Vec::new(),
            portal: Portal::Quiet,
            addresses: GuestAddresses::Shared,
            certificate: Certificate::Own,
            updates_from: None,
        }
    }
}

/// The settings of a file, and remarks on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The settings.
    pub settings: Settings,
    /// What is not wrong, but has no effect or may surprise.
    pub notes: Vec<SettingsProblem>,
}

impl Settings {
    /// The venue's time zone; the system's where the file names none.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        let named = self.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok());
        named.unwrap_or_else(TimeZone::system)
    }

    /// The start of every link for guests, without a slash at the end.
    #[must_use]
    pub fn join_url(&self) -> String {
        match self.https_port {
            443 => format!("https://{}", self.host),
            port => format!("https://{}:{port}", self.host),
        }
    }

    /// As [`Self::join_url`] but without TLS, for devices that do not trust the box yet. With TLS where the box serves
    /// nothing else.
    #[must_use]
    pub fn plain_url(&self) -> String {
        match self.http_port {
            0 => self.join_url(),
            80 => format!("http://{}", self.host),
            port => format!("http://{}:{port}", self.host),
        }
    }

    /// Name of the guests' Wi-Fi, if there is one.
    #[must_use]
    pub fn wifi_name(&self) -> Option<Label> {
        let label = |name: &NetworkName| Label::new(name.as_str()).ok();
        match self.wifi.as_ref()? {
            Wifi::Named(name) => Some(name.clone()),
            Wifi::Hotspot(hotspot) => label(&hotspot.guests.name),
            Wifi::AccessPoint { name, .. } => label(name),
        }
    }
}

#[cfg(test)]
mod tests;
