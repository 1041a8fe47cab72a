//! Messages as JSON, and snapshots put together from a shared and an own part.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::close::CloseCode;
use domain::{Label, NightId};
use protocol::Currency;

/// The first message of a client.
///
/// # Errors
/// [`CloseCode::Policy`]: our own pages greet with nothing that cannot be read.
pub(super) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, CloseCode> {
    serde_json::from_str(text).map_err(|_| CloseCode::Policy)
}

pub(super) fn encode(message: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(message).expect("wire types always encode")
}

/// The part of a snapshot that differs from client to client.
#[derive(Serialize)]
pub(super) struct Own<'a, T> {
    pub(super) v: u16,
    pub(super) venue: &'a Label,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) currency: Option<&'a Currency>,
    pub(super) night: &'a NightId,
    #[serde(flatten)]
    pub(super) rest: T,
}

/// A snapshot of the client's own part and the shared `news`, which were encoded once for all clients.
pub(super) fn snapshot<T: Serialize>(own: &Own<'_, T>, news: &[u8]) -> Vec<u8> {
    let own = encode(own);
    let mut text = Vec::with_capacity(own.len() + news.len() + 20);
    text.extend_from_slice(br#"{"t":"snapshot","#);
    text.extend_from_slice(&own[1..own.len() - 1]);
    text.push(b',');
    text.extend_from_slice(&news[1..]);
    text
}
