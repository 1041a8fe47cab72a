//! Every setting of a venue, from one commented `hallbox.toml`.
//!
//! A file is used whole or not at all. What is wrong with it is told by line and field, with what to write
//! instead. Limits of sockets and requests live in `edge::EdgeLimits`; sizes of the game in `domain`.

mod certificate;
pub mod country;
mod fields;
pub mod hotspot;
pub mod names;
pub mod radio;
mod reader;
mod schema;
mod syntax;
pub mod take;
mod text;

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};

use self::hotspot::Hotspot;
use self::names::{NetworkName, Passphrase};
use catalogue::Language;
use domain::Label;

/// Largest settings file read, in bytes: more is no settings file.
const FILE_BYTES_MAX: u64 = 64 * 1024;

/// The file to begin with: every field, explained.
pub const TEMPLATE: &str = include_str!("settings/hallbox.toml");

/// What the organiser can set. Every field has a default that plays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Name of the venue, on every screen and card.
    pub venue: Label,
    /// Language of what the box prints.
    pub language: Language,
    /// Time zone of the venue, like `Europe/London`; the machine's own without it.
    pub time_zone: Option<String>,
    /// Name guests reach the box by, as it stands in links and QR codes.
    pub host: String,
    /// Address to listen on.
    pub listen: IpAddr,
    /// Port of the TLS server.
    pub https_port: u16,
    /// Port of the plain server, guests only; 0 switches it off.
    pub http_port: u16,
    /// Threads that serve sockets; 0 = one for each core.
    pub threads: usize,
    /// The Wi-Fi guests join, if there is one.
    pub wifi: Option<Wifi>,
    /// What the network socket is for.
    pub wire: Wire,
    /// First address of the box's networks: eight blocks of 256.
    pub network: Ipv4Addr,
    /// Interfaces on which the box announces itself to staff.
    pub mdns: Vec<String>,
    /// What phones are told that look for the internet.
    pub portal: Portal,
    /// Where the certificate comes from.
    pub certificate: Certificate,
    /// Where new versions of the appliance are looked for, under https; nowhere without it.
    pub updates_from: Option<String>,
}

/// The guests' Wi-Fi.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wifi {
    /// Somebody else's, of which only the name is known.
    Named(Label),
    /// The box's own.
    Hotspot(Box<Hotspot>),
    /// The venue's access point on the box's wire: the box gives addresses and names.
    AccessPoint {
        /// What phones list.
        name: NetworkName,
        /// What they are asked for.
        passphrase: Passphrase,
    },
}

/// The box's network socket.
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
    /// The internet, for certificates, updates and the cloud. Guests never reach it.
    Internet,
    /// Staff devices, which the box gives addresses.
    Staff,
    /// Access points with the guests on them.
    AccessPoint,
    /// Nothing.
    Off,
}

/// What phones are told that look for the internet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portal {
    /// That it is there: they stay without a question.
    Quiet,
    /// First a page that says what to tap, then that it is there.
    Guide,
}

/// Where the certificate comes from; the box's own authority stands in for all of them.
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

/// How to get a certificate (RFC 8555) by a record in the DNS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acme {
    /// Where the certificate authority writes to.
    pub email: Option<String>,
    /// Its directory.
    pub directory: String,
    /// Who writes the record.
    pub solver: Solver,
}

/// Who writes the record that proves the name is ours.
#[derive(Clone, PartialEq, Eq)]
pub enum Solver {
    /// A name server that takes signed updates (RFC 2136).
    Rfc2136 {
        /// Its name or address, with a port if it is not 53.
        server: String,
        /// Zone the name is in.
        zone: String,
        /// Name of the key.
        key_name: String,
        /// The key, base64.
        key_secret: String,
    },
    /// A server of the acme-dns kind.
    AcmeDns {
        /// Its address.
        server: String,
        /// Account.
        username: String,
        /// Its password.
        password: String,
        /// The record it may write.
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
            time_zone: None,
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
            certificate: Certificate::Own,
            updates_from: None,
        }
    }
}

/// One thing to say about a settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line, from 1; none when it is about the whole file.
    pub line: Option<usize>,
    /// Field, `section.name`; empty when it is about a whole line.
    pub field: String,
    /// What is wrong and what to do. Never holds a secret.
    pub message: String,
}

impl Problem {
    fn line(line: usize, field: &str, message: &str) -> Self {
        Self { line: Some(line), field: field.to_owned(), message: message.to_owned() }
    }

    fn file(message: String) -> Self {
        Self { line: None, field: String::new(), message }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.field.is_empty() {
            write!(f, "{}: ", self.field)?;
        }
        f.write_str(&self.message)
    }
}

/// Settings, and what should be known about the file they came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The settings.
    pub settings: Settings,
    /// What was not used.
    pub notes: Vec<Problem>,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadSettings {
    /// The file cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, std::io::Error),
    /// It says something that is not understood; the message names lines and fields.
    #[error("{0} cannot be used:\n{1}")]
    Wrong(String, String),
}

impl Settings {
    /// Reads `hallbox.toml` of a venue's folder; without the file, the defaults.
    ///
    /// # Errors
    /// [`BadSettings`], in words that name the lines.
    pub fn read(data: &Path) -> Result<Self, BadSettings> {
        let path = data.join(take::FILE);
        let name = path.display().to_string();
        let bytes = match take::read_at_most(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(BadSettings::Unreadable(name, error)),
            Ok(bytes) => bytes,
        };
        let parsed = Self::parse(&bytes).map_err(|problems| BadSettings::Wrong(name, listed(&problems)))?;
        for note in &parsed.notes {
            tracing::warn!("{}: {note}", path.display());
        }
        Ok(parsed.settings)
    }

    /// Parses the bytes of a settings file.
    ///
    /// # Errors
    /// Everything that is wrong, by line; at least one.
    pub fn parse(bytes: &[u8]) -> Result<Parsed, Vec<Problem>> {
        let text = text::tidy(bytes).map_err(|problem| vec![problem])?;
        let table = reader::parse(&text)?;
        fields::read(reader::Reader::new(&text, table.get_ref()))
    }

    /// Where guests go: the start of every link, without a slash at the end.
    #[must_use]
    pub fn join_url(&self) -> String {
        match self.https_port {
            443 => format!("https://{}", self.host),
            port => format!("https://{}:{port}", self.host),
        }
    }

    /// The same in the clear, for whoever does not trust the box yet; under TLS where nothing else is served.
    #[must_use]
    pub fn plain_url(&self) -> String {
        match self.http_port {
            0 => self.join_url(),
            80 => format!("http://{}", self.host),
            port => format!("http://{}:{port}", self.host),
        }
    }

    /// Name of the guests' Wi-Fi.
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

/// One problem a line.
fn listed(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
