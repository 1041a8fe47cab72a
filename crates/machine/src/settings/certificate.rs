//! Reads the section `tls`: where the certificate comes from.

use std::path::PathBuf;

use super::reader::FieldReader;
use super::{Acme, Certificate, Solver};

/// Let's Encrypt.
const DIRECTORY: &str = "https://acme-v02.api.letsencrypt.org/directory";

/// The words of the field `acme`.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Off,
    Rfc2136,
    AcmeDns,
}

/// Reads the section `tls`; `host` is the name a public certificate would be for.
pub(super) fn certificate(reader: &mut FieldReader<'_>, host: &str) -> Certificate {
    let kinds = [("off", Kind::Off), ("rfc2136", Kind::Rfc2136), ("acme-dns", Kind::AcmeDns)];
    let kind = reader.choice("tls", "acme", &kinds).unwrap_or(Kind::Off);
    match (filled(reader, "certificate"), filled(reader, "key")) {
        (None, None) if kind == Kind::Off => Certificate::Own,
        (None, None) => Certificate::Acme(acme(reader, host, kind)),
        (Some(certificate), Some(key)) => {
            if kind != Kind::Off {
                reader
                    .at("tls.acme", "either files or acme: write \"off\", or take certificate and key away");
            }
            for (field, path) in [("tls.certificate", &certificate), ("tls.key", &key)] {
                if !path.starts_with('/') {
                    reader.at(
                        field,
                        "write the whole path, from the first slash, like \"/boot/firmware/hall.pem\"",
                    );
                }
            }
            Certificate::Files { certificate: PathBuf::from(certificate), key: PathBuf::from(key) }
        }
        (certificate, _) => {
            if certificate.is_some() {
                reader.at("tls.key", "a certificate needs its key: write where the file is");
            } else {
                reader.at("tls.certificate", "a key needs its certificate: write where the file is");
            }
            Certificate::Own
        }
    }
}

fn acme(reader: &mut FieldReader<'_>, host: &str, kind: Kind) -> Acme {
    let local = [".local", ".internal"].iter().any(|end| host.to_ascii_lowercase().ends_with(end));
    if !host.contains('.') || host.parse::<std::net::IpAddr>().is_ok() || local {
        reader.at("host", "a public certificate needs a public name, like \"bingo.example.org\"");
    }
    let directory = filled(reader, "directory").unwrap_or_else(|| DIRECTORY.to_owned());
    if !is_url(&directory) {
        reader.at("tls.directory", "write an address that begins with https://");
    }
    let email = filled(reader, "email");
    if email.as_ref().is_some_and(|email| !email.contains('@') || email.contains(char::is_whitespace)) {
        reader.at("tls.email", "this is no e-mail address");
    }
    let solver = match kind {
        Kind::AcmeDns => acme_dns(reader),
        Kind::Off | Kind::Rfc2136 => rfc2136(reader),
    };
    Acme { email, directory, solver }
}

fn rfc2136(reader: &mut FieldReader<'_>) -> Solver {
    let server = needed(reader, "server", "write the name or address of the name server");
    let zone = needed(reader, "zone", "write the zone that your name is in, like \"example.org\"");
    let key_name = needed(reader, "key_name", "write the name of the key");
    let key_secret = needed(reader, "key_secret", "write the key of the name server, in base64");
    if data_encoding::BASE64.decode(key_secret.as_bytes()).is_err() {
        reader.at("tls.key_secret", "this is not base64: copy the key once more, with its = signs");
    }
    Solver::Rfc2136 { server, zone, key_name, key_secret }
}

fn acme_dns(reader: &mut FieldReader<'_>) -> Solver {
    let server = needed(reader, "server", "write the address of the acme-dns server");
    if !server.is_empty() && !is_url(&server) {
        reader.at("tls.server", "write an address that begins with https://");
    }
    let username = needed(reader, "username", "write the account's user name");
    let password = needed(reader, "password", "write the account's password");
    let subdomain = needed(reader, "subdomain", "write the account's subdomain");
    Solver::AcmeDns { server, username, password, subdomain }
}

/// A text that is there and not blank.
fn filled(reader: &mut FieldReader<'_>, name: &'static str) -> Option<String> {
    let text = reader.text("tls", name).filter(|text| !text.trim().is_empty())?;
    if text.chars().any(char::is_control) {
        reader.field("tls", name, "there is a character in it that nobody sees: type it by hand");
    }
    Some(text)
}

/// As [`filled`], but a missing text is a mistake.
fn needed(reader: &mut FieldReader<'_>, name: &'static str, otherwise: &str) -> String {
    let noted = reader.problems.len();
    let text = filled(reader, name);
    // A field of the wrong type has been noted already.
    if text.is_none() && reader.problems.len() == noted {
        reader.field("tls", name, otherwise);
    }
    text.unwrap_or_default()
}

pub(super) fn is_url(text: &str) -> bool {
    text.strip_prefix("https://")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_graphic()))
}
