//! Writes the record through an acme-dns server. Its account can write nothing else, so a stolen box gives away no
//! more than this record.

use bytes::Bytes;
use hyper::header::CONTENT_TYPE;
use hyper::{Method, Request, StatusCode};
use instant_acme::BodyWrapper;

use super::{AcmeError, RecordWriter};
use crate::https::Https;

/// An account at an acme-dns server.
pub(super) struct AcmeDns<'a> {
    pub(super) https: &'a Https,
    /// Base address of the server's API.
    pub(super) server: &'a str,
    pub(super) username: &'a str,
    pub(super) password: &'a str,
    /// The record that the account may write.
    pub(super) subdomain: &'a str,
}

impl RecordWriter for AcmeDns<'_> {
    async fn publish(&self, value: &str) -> Result<(), AcmeError> {
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

    /// Does nothing: the server keeps the last two values and its API removes none.
    async fn withdraw(&self, _: &str) -> Result<(), AcmeError> {
        Ok(())
    }
}
