//! Requests of clients. One that cannot be read is refused wherever it says to whom to answer: a client sends again
//! what was not answered, so a socket that closed on it would close on it for ever.

use serde::Deserialize as _;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::close::CloseCode;
use super::reply::{Next, refused};
use crate::edge::{misfit, wording};
use domain::{CommandId, Refusal};

/// Characters of a [`CommandId`] as text.
const ID_LEN: usize = 36;

/// A request that cannot be read, from a client that waits for an answer to it.
pub(super) struct Unreadable {
    id: CommandId,
    refusal: Refusal,
    /// As JSON, where it is that.
    pub(super) message: Value,
}

impl Unreadable {
    /// The answer that says what is wrong with it.
    pub(super) fn refused(self) -> Next {
        refused(self.id, self.refusal)
    }

    /// The answer to somebody who may not even hear that.
    pub(super) fn refused_because(self, refusal: Refusal) -> Next {
        refused(self.id, refusal)
    }
}

/// The request, or one that cannot be read.
///
/// # Errors
/// [`CloseCode::Policy`] when the text has no id to answer to.
pub(super) fn parse_request<T: DeserializeOwned>(text: &str) -> Result<Result<T, Unreadable>, CloseCode> {
    let error = match serde_json::from_str(text) {
        Ok(request) => {
            let Err(refusal) = wording::check(text) else { return Ok(Ok(request)) };
            let message: Value = serde_json::from_str(text).map_err(|_| CloseCode::Policy)?;
            let id = id_of(&message).ok_or(CloseCode::Policy)?;
            return Ok(Err(Unreadable { id, refusal, message }));
        }
        Err(error) => error,
    };
    let Ok(message) = serde_json::from_str::<Value>(text) else {
        let id = id_in_broken(text).ok_or(CloseCode::Policy)?;
        let refusal = Refusal::unreadable("message".to_owned(), error.to_string());
        return Ok(Err(Unreadable { id, refusal, message: Value::Null }));
    };
    let id = id_of(&message).ok_or(CloseCode::Policy)?;
    let refusal = misfit::refusal::<T>(&message, text.len(), &error);
    Ok(Err(Unreadable { id, refusal, message }))
}

fn id_of(message: &Value) -> Option<CommandId> {
    message.get("id").and_then(|id| CommandId::deserialize(id).ok())
}

/// The id of a text that is no JSON, such as one with half a character in it.
fn id_in_broken(text: &str) -> Option<CommandId> {
    let after =
        text.split_once("\"id\"")?.1.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    CommandId::deserialize(&Value::from(after.get(..ID_LEN)?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::StaffRequest;

    const ID: &str = "01980000-0000-7000-8000-000000000000";

    fn reply(text: &str) -> Result<String, CloseCode> {
        let Err(unreadable) = parse_request::<StaffRequest>(text)? else { panic!("{text} was understood") };
        match unreadable.refused() {
            Next::Reply(bytes) => Ok(String::from_utf8(bytes.to_vec()).unwrap()),
            Next::Start(_) => panic!("a snapshot for {text}"),
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_where_it_has_an_id() {
        for text in [
            format!(r#"{{"t":"act","id":"{ID}","act":{{"do":"dance"}}}}"#),
            format!(r#"{{"t":"act","id":"{ID}","act":null}}"#),
            format!(r#"{{"t":"act","id":"{ID}","act":{{"do":"pause_game","game":"g","reason":"\ud83d"}}}}"#),
            format!(r#"{{"t":"act", "id" : "{ID}","act":{{"#),
            format!(r#"{{"t":"nothing","id":"{ID}"}}"#),
        ] {
            let reply = reply(&text).unwrap();
            assert!(reply.contains(ID) && reply.contains(r#""refused":{"code":"invalid""#), "{reply}");
        }
    }

    #[test]
    fn without_an_id_there_is_nobody_to_answer() {
        for text in [
            "",
            "{}",
            "[]",
            r#"{"t":"act"}"#,
            r#"{"id":7}"#,
            r#"{"id":"short""#,
            "\"id\":\"éééééééééééééééééééééé",
        ] {
            assert_eq!(reply(text).unwrap_err(), CloseCode::Policy, "{text}");
        }
    }
}
