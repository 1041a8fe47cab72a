//! Writes the record by a signed DNS update to the zone's name server (RFC 2136, RFC 8945).

use std::time::Duration;

use hickory_proto::op::update_message::{append, delete_by_rdata};
use hickory_proto::op::{Message, ResponseCode};
use hickory_proto::rr::rdata::TXT;
use hickory_proto::rr::rdata::tsig::TsigAlgorithm;
use hickory_proto::rr::{Name, RData, Record, RecordSet, TSigner};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::{AcmeError, RecordWriter};

const PORT: u16 = 53;
/// By how much the clocks of box and server may differ, seconds.
const FUDGE_S: u16 = 300;
/// How long resolvers may cache the record, seconds.
const TTL_S: u32 = 60;
/// From the first packet to the answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// A name server, the box's key there, and the record.
pub(super) struct Rfc2136 {
    server: String,
    zone: Name,
    record: Name,
    signer: TSigner,
    now_s: u64,
}

impl Rfc2136 {
    /// `key` is the key's name and its secret in base64. `record` must be in `zone`.
    pub(super) fn new(
        server: &str,
        zone: &str,
        key: (&str, &str),
        record: &str,
        now_ms: i64,
    ) -> Result<Self, AcmeError> {
        let (zone, record) = (name(zone)?, name(record)?);
        if !zone.zone_of(&record) {
            return Err(AcmeError::Refused(format!("the name of the box is not in the zone {zone}")));
        }
        let secret = data_encoding::BASE64.decode(key.1.as_bytes());
        let secret =
            secret.map_err(|_| AcmeError::Refused("the key of the name server is not base64".to_owned()))?;
        let signer = TSigner::new(secret, TsigAlgorithm::HmacSha256, name(key.0)?, FUDGE_S)
            .map_err(|error| AcmeError::Refused(format!("the key of the name server: {error}")))?;
        let server = with_port(server);
        Ok(Self { server, zone, record, signer, now_s: u64::try_from(now_ms / 1000).unwrap_or(0) })
    }

    fn records(&self, value: &str) -> RecordSet {
        let text = RData::TXT(TXT::new(vec![value.to_owned()]));
        RecordSet::from(Record::from_rdata(self.record.clone(), TTL_S, text))
    }

    /// Sends a signed message and accepts only a signed success.
    async fn send(&self, mut message: Message) -> Result<(), AcmeError> {
        let verifier = message.finalize(&self.signer, self.now_s).map_err(|e| failed(&e))?;
        let bytes = message.to_vec().map_err(|e| failed(&e))?;
        let answer = tokio::time::timeout(PATIENCE, self.exchange(&bytes)).await;
        let answer = answer.unwrap_or_else(|_| Err(std::io::ErrorKind::TimedOut.into()));
        let answer =
            answer.map_err(|error| AcmeError::Unreachable(self.server.clone(), error.to_string()))?;
        let said = Message::from_vec(&answer).map_err(|e| failed(&e))?.response_code;
        if said != ResponseCode::NoError {
            // A refusal is often not signed, because the server does not know the key.
            return Err(AcmeError::Refused(refusal(said)));
        }
        if let Some(mut verifier) = verifier {
            verifier.verify(&answer).map_err(|e| failed(&e))?;
        }
        Ok(())
    }

    async fn exchange(&self, message: &[u8]) -> std::io::Result<Vec<u8>> {
        let mut server = TcpStream::connect(&self.server).await?;
        let length = u16::try_from(message.len()).map_err(|_| std::io::ErrorKind::InvalidInput)?;
        let framed = [&length.to_be_bytes(), message].concat();
        server.write_all(&framed).await?;
        let length = server.read_u16().await?;
        let mut answer = vec![0; usize::from(length)];
        server.read_exact(&mut answer).await?;
        Ok(answer)
    }
}

impl RecordWriter for Rfc2136 {
    async fn publish(&self, value: &str) -> Result<(), AcmeError> {
        self.send(append(self.records(value), self.zone.clone(), false, false)).await
    }

    async fn withdraw(&self, value: &str) -> Result<(), AcmeError> {
        self.send(delete_by_rdata(self.records(value), self.zone.clone(), false)).await
    }
}

fn failed(error: &dyn std::error::Error) -> AcmeError {
    AcmeError::Refused(format!("the update of the DNS: {error}"))
}

/// A refusal of the name server, in words for the organiser.
fn refusal(code: ResponseCode) -> String {
    match code {
        ResponseCode::NotAuth | ResponseCode::BADSIG | ResponseCode::BADKEY => {
            "the name server does not accept the key: check name and secret, and the clocks of both"
                .to_owned()
        }
        ResponseCode::Refused => "the name server does not let this key write the record".to_owned(),
        ResponseCode::NotZone => "the name server does not have this zone".to_owned(),
        code => format!("the name server says: {code}"),
    }
}

fn name(text: &str) -> Result<Name, AcmeError> {
    let mut name = Name::from_ascii(text)
        .map_err(|_| AcmeError::Refused(format!("`{text}` cannot be a name in the DNS")))?;
    name.set_fqdn(true);
    Ok(name)
}

/// The address with its port, the default one if none is given. IPv6 addresses are full of colons.
fn with_port(server: &str) -> String {
    if server.parse::<std::net::Ipv6Addr>().is_ok() {
        return format!("[{server}]:{PORT}");
    }
    match server.rsplit_once(':') {
        Some((_, port)) if port.parse::<u16>().is_ok() => server.to_owned(),
        _ => format!("{server}:{PORT}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_added_where_none_is() {
        for (given, meant) in [
            ("ns.example.org", "ns.example.org:53"),
            ("ns.example.org:5353", "ns.example.org:5353"),
            ("192.0.2.1", "192.0.2.1:53"),
            ("2001:db8::1", "[2001:db8::1]:53"),
            ("[2001:db8::1]:5353", "[2001:db8::1]:5353"),
        ] {
            assert_eq!(with_port(given), meant);
        }
    }

    #[test]
    fn a_record_outside_the_zone_or_a_key_that_is_none_is_refused_before_anything_is_sent() {
        let made =
            |zone, secret, record| Rfc2136::new("127.0.0.1", zone, ("key", secret), record, 0).map(|_| ());
        made("example.org", "c2VjcmV0", "_acme-challenge.bingo.example.org").unwrap();
        for (zone, secret, record) in [
            ("example.net", "c2VjcmV0", "_acme-challenge.bingo.example.org"),
            ("example.org", "no base64", "_acme-challenge.bingo.example.org"),
            ("exa mple..org", "c2VjcmV0", "_acme-challenge.bingo.example.org"),
        ] {
            assert!(matches!(made(zone, secret, record), Err(AcmeError::Refused(_))), "{zone} {secret}");
        }
    }
}
