//! Why the box cannot serve TLS.

use std::path::PathBuf;

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The files cannot be read or written.
    #[error("the certificates in {path} cannot be read or written: {source}")]
    Files {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// `ca.key` or `ca.crt` is damaged, missing, or another box's. It is not replaced silently: every
    /// phone that trusts it would stop doing so.
    #[error(
        "the box's certificate authority in {path} is damaged or another box's: restore both files, \
         or remove both and install the new one on every device"
    )]
    Authority {
        /// The folder.
        path: PathBuf,
    },
    /// A name that cannot stand in a certificate, or too many of them.
    #[error("`{0}` cannot be a name of this box")]
    Name(String),
    /// A certificate could not be made.
    #[error("a certificate could not be made: {0}")]
    Make(#[from] rcgen::Error),
    /// The TLS library refuses the certificate.
    #[error("the certificate cannot be used: {0}")]
    Use(#[from] rustls::Error),
}
