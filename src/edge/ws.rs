//! Web sockets: the upgrade by hand, then one small task per socket.

mod board;
mod codec;
mod doors;
mod phone;
mod socket;
mod staff;
mod talk;
mod upgrade;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::App;
use crate::hall::{Answer, AskError};
use domain::{Command, CommandId, Label, NightId, Refusal};
use protocol::{Reply, ReplyBody};
pub(super) use talk::Next;

pub use codec::{Decoder, Said};
pub(super) use doors::{board_socket, phone_socket, staff_socket};
pub use socket::{Ended, Socket};
pub(super) use upgrade::same_origin;
pub use upgrade::upgrade;

/// Why we close a socket (RFC 6455 §7.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseCode {
    /// The conversation is over.
    Normal = 1000,
    /// The box stops.
    GoingAway = 1001,
    /// Not WebSocket.
    Protocol = 1002,
    /// Binary: we speak text.
    NotText = 1003,
    /// A text that is no UTF-8.
    NotUtf8 = 1007,
    /// Not what the protocol or the limits allow.
    Policy = 1008,
    /// A message longer than the limit.
    TooBig = 1009,
}

/// Understands a message, or closes the socket: our own pages never send anything else.
fn parse<T: DeserializeOwned>(text: &str) -> Result<T, CloseCode> {
    serde_json::from_str(text).map_err(|_| CloseCode::Policy)
}

fn encode(message: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(message).expect("wire types always encode")
}

/// The part of a snapshot that differs from client to client.
#[derive(Serialize)]
struct Own<'a, T> {
    v: u16,
    venue: &'a Label,
    night: &'a NightId,
    #[serde(flatten)]
    rest: T,
}

/// Puts a snapshot together from the client's own part and the news everybody shares, which
/// were encoded once for all.
fn snapshot<T: Serialize>(own: &Own<'_, T>, news: &[u8]) -> Vec<u8> {
    let own = encode(own);
    let mut text = Vec::with_capacity(own.len() + news.len() + 20);
    text.extend_from_slice(br#"{"t":"snapshot","#);
    text.extend_from_slice(&own[1..own.len() - 1]);
    text.push(b',');
    text.extend_from_slice(&news[1..]);
    text
}

/// A refusal that never reached the hall.
pub(super) fn refused(id: CommandId, refusal: Refusal) -> Next {
    reply(&encode(&Reply { id, body: ReplyBody::Refused(refusal) }))
}

/// The hall's answer as it goes over the wire: the stored bytes, and what kind of message it is.
fn reply(answer: &[u8]) -> Next {
    Next::Reply([br#"{"t":"reply","#, &answer[1..]].concat().into())
}

/// Passes what the hall says on to the asker.
pub(super) fn answered(id: CommandId, answer: Result<Answer, AskError>) -> Result<Next, CloseCode> {
    match answer {
        Ok(answer) => Ok(reply(&answer.bytes)),
        Err(AskError::Busy { retry_after_ms }) => Ok(refused(id, Refusal::Busy { retry_after_ms })),
        // Whether it stands is known after the box is back: the client asks again with its id.
        Err(AskError::Stopping) => Err(CloseCode::GoingAway),
    }
}

async fn ask(app: &App, id: CommandId, command: Command) -> Result<Next, CloseCode> {
    answered(id, app.hall.ask(command).await)
}
