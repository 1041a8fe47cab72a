//! Every setting of a venue, read once at start from `hallbox.toml` in its folder.
//!
//! Limits of sockets and requests live in `edge::EdgeLimits`; sizes of the game in `domain`.

use std::net::IpAddr;
use std::path::Path;

use serde::Deserialize;

use crate::domain::Label;

/// Largest settings file read, in bytes: more is no settings file.
const FILE_BYTES_MAX: u64 = 64 * 1024;

/// What the organiser can set. Every field has a default that plays.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Name of the venue, on every screen and card.
    pub venue: Label,
    /// Name guests reach the box by, as it stands in links and QR codes.
    pub host: String,
    /// Address to listen on.
    pub listen: IpAddr,
    /// Port of the TLS server.
    pub https_port: u16,
    /// Port of the plain server, guests only; 0 switches it off.
    pub http_port: u16,
    /// Name of the Wi-Fi network guests join, if there is one.
    pub wifi: Option<Label>,
    /// Threads that serve sockets; 0 = one for each core.
    pub threads: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            venue: Label::new("Hallbox").expect("a short constant"),
            host: "localhost".to_owned(),
            listen: IpAddr::from([0, 0, 0, 0]),
            https_port: 8443,
            http_port: 8080,
            wifi: None,
            threads: 0,
        }
    }
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadSettings {
    /// The file cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(String, std::io::Error),
    /// It is larger than any settings file.
    #[error("{0} is larger than {FILE_BYTES_MAX} bytes: it is no settings file")]
    TooLarge(String),
    /// It says something that is not understood; the message names line and field.
    #[error("{0}: {1}")]
    Wrong(String, String),
}

impl Settings {
    /// Reads `hallbox.toml` of a venue's folder; without the file, the defaults.
    ///
    /// # Errors
    /// [`BadSettings`], in words that name the line.
    pub fn read(data: &Path) -> Result<Self, BadSettings> {
        let path = data.join("hallbox.toml");
        let name = path.display().to_string();
        let size = match std::fs::metadata(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(BadSettings::Unreadable(name, error)),
            Ok(meta) => meta.len(),
        };
        if size > FILE_BYTES_MAX {
            return Err(BadSettings::TooLarge(name));
        }
        let text =
            std::fs::read_to_string(&path).map_err(|error| BadSettings::Unreadable(name.clone(), error))?;
        Self::parse(&text).map_err(|problem| BadSettings::Wrong(name, problem))
    }

    /// Parses the text of a settings file.
    ///
    /// # Errors
    /// What is wrong, naming line and field.
    pub fn parse(text: &str) -> Result<Self, String> {
        let settings: Self = toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())?;
        let host_is_plain =
            settings.host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
        if settings.host.is_empty() || settings.host.len() > 120 || !host_is_plain {
            return Err("host: a host name or address, letters, digits, dots and hyphens".to_owned());
        }
        if settings.https_port == 0 {
            return Err("https_port: staff need TLS, 0 would switch it off".to_owned());
        }
        if settings.https_port == settings.http_port {
            return Err("http_port: must differ from https_port".to_owned());
        }
        Ok(settings)
    }

    /// Where guests go: the start of every link, without a slash at the end.
    #[must_use]
    pub fn join_url(&self) -> String {
        match self.https_port {
            443 => format!("https://{}", self.host),
            port => format!("https://{}:{port}", self.host),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_file_is_the_default_venue() {
        assert_eq!(Settings::parse(""), Ok(Settings::default()));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, told) in [
            ("venu = \"x\"", "venu"),
            ("venue = \"\"", "1 to 80 bytes"),
            ("https_port = 70000", "https_port"),
            ("host = \"a b\"", "host"),
            ("http_port = 8443", "http_port"),
            ("listen = \"everywhere\"", "listen"),
        ] {
            let problem = Settings::parse(text).unwrap_err();
            assert!(problem.contains(told), "{text}: {problem}");
        }
    }

    #[test]
    fn links_leave_the_usual_port_out() {
        let settings = Settings::parse("host = \"bingo.example\"\nhttps_port = 443").unwrap();
        assert_eq!(settings.join_url(), "https://bingo.example");
    }
}
