//! Replies to the requests of one client.

use bytes::Bytes;

use super::close::CloseCode;
use super::message::encode;
use crate::hall::{Answer, AskError};
use domain::{CommandId, Refusal};
use protocol::{Reply, ReplyBody, Since};

/// What follows a message of a client.
pub(in crate::edge) enum Next {
    /// This text, to this client only.
    Reply(Bytes),
    /// A snapshot, or what the client missed since.
    Start(Option<Since>),
}

/// A refusal by the edge.
pub(in crate::edge) fn refused(id: CommandId, refusal: Refusal) -> Next {
    reply(&encode(&Reply { id, body: ReplyBody::Refused(refusal) }))
}

/// The answer of the hall, as a reply.
///
/// # Errors
/// [`CloseCode::GoingAway`] when the box stops: the client asks again with the same id, and the stored answer tells
/// whether the command was recorded.
pub(in crate::edge) fn answered(id: CommandId, answer: Result<Answer, AskError>) -> Result<Next, CloseCode> {
    match answer {
        Ok(answer) => Ok(reply(&answer.bytes)),
        Err(AskError::Busy { retry_after_ms }) => Ok(refused(id, Refusal::Busy { retry_after_ms })),
        Err(AskError::Stopping) => Err(CloseCode::GoingAway),
    }
}

/// Adds the kind of the message to the bytes of an answer, which are stored without it.
fn reply(answer: &[u8]) -> Next {
    Next::Reply([br#"{"t":"reply","#, &answer[1..]].concat().into())
}
