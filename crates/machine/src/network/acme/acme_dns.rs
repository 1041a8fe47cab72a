//! The record written by a server of the acme-dns kind: one that can write nothing else, so that a lost box
//! loses no more than this.

use bytes::Bytes;
use hyper::header::CONTENT_TYPE;
use hyper::{Method, Request, StatusCode};
use instant_acme::BodyWrapper;

use super::{AcmeError, Prover};
use crate::https::Https;

/// An account at such a server.
pub(super) struct AcmeDns<'a> {
    /// The way to it.
    pub https: &'a Https,
    /// Its address.
    pub server: &'a str,
    /// Account.
    pub username: &'a str,
    /// Its password.
    pub password: &'a str,
    /// The record it may write.
    pub subdomain: &'a str,
}

impl Prover for AcmeDns<'_> {
    async fn show(&self, value: &str) -> Result<(), AcmeError> {
        let body = serde_json::json!({ "subdomain": self.subdomain, "txt": value }).to_string();
        let unusable = |_| {
            AcmeError::Refused(
                "user name, password or address of the acme-dns server hold signs that cannot be sent"
                    .to_owned(),
            )
        };
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("{}/update", self.server.trim_end_matches('/')))
            .header(CONTENT_TYPE, "application/json")
            .header("X-Api-User", self.username)
            .header("X-Api-Key", self.password)
            .body(BodyWrapper::<Bytes>::from(body.into_bytes()))
            .map_err(unusable)?;
        let answer = self.https.ask(request).await?;
        match answer.status() {
            StatusCode::OK => Ok(()),
            StatusCode::UNAUTHORIZED => Err(AcmeError::Refused(
                "the acme-dns server does not know this user name with this password".to_owned(),
            )),
            status => Err(AcmeError::Refused(format!("the acme-dns server answers {status}"))),
        }
    }

    /// The server keeps the last two values by itself and has no way to take one back.
    async fn hide(&self, _: &str) -> Result<(), AcmeError> {
        Ok(())
    }
}
