//! A certificate from a public authority (RFC 8555), by a record in the DNS: nobody outside has to reach the
//! box. Fetched while online, used offline.

mod acme_dns;
mod keeper;
mod rfc2136;

use std::future::Future;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use instant_acme::{
    Account, AccountCredentials, AuthorizationStatus, ChallengeType, Identifier, NewAccount, NewOrder, Order,
    OrderStatus, RetryPolicy,
};
use rustls::RootCertStore;

use self::acme_dns::AcmeDns;
use self::rfc2136::Rfc2136;
use super::tls::ladder::FETCHED;
use super::tls::{TlsError, write};
use crate::https::{Https, Unreachable};
use crate::settings::{Acme, Solver};

pub use keeper::{Keeper, Told};

/// The account at the authority: its key, and the directory it is good for.
const ACCOUNT: &str = "acme-account.json";
/// An authority that needs longer to look at a record or to sign has given up.
const PATIENCE: Duration = Duration::from_mins(2);

/// How the world outside is reached.
#[derive(Clone, Debug)]
pub struct Outside {
    /// Authorities whose servers we talk to.
    pub roots: Arc<RootCertStore>,
    /// How long name servers get to tell each other of a new record, before the authority is sent to look.
    pub settle: Duration,
}

/// Why no certificate was fetched.
#[derive(Debug, thiserror::Error)]
pub enum AcmeError {
    /// Nobody answered: try again as soon as there may be an uplink.
    #[error("{0} cannot be reached: {1}")]
    Unreachable(String, String),
    /// Somebody said no: asking again soon would only make it worse.
    #[error("{0}")]
    Refused(String),
    /// The files cannot be kept.
    #[error(transparent)]
    Files(#[from] TlsError),
}

/// Who writes the record that proves the name is ours.
///
/// The record stays only as long as the authority needs to look.
trait Prover: Send + Sync {
    /// Makes the record say `value`.
    fn show(&self, value: &str) -> impl Future<Output = Result<(), AcmeError>> + Send;
    /// Takes the record away, where that is possible.
    fn hide(&self, value: &str) -> impl Future<Output = Result<(), AcmeError>> + Send;
}

/// Fetches a certificate for `host` into `dir`, and keeps the account there. `now_ms` is box time.
///
/// # Errors
/// [`AcmeError`]; what was there before stays.
pub async fn fetch(
    acme: &Acme,
    host: &str,
    dir: &Path,
    outside: &Outside,
    now_ms: i64,
) -> Result<(), AcmeError> {
    // Authorities refuse capitals; people write them.
    let host = &host.to_ascii_lowercase();
    let https = Https::new(Arc::clone(&outside.roots), now_ms).map_err(TlsError::from)?;
    let account = account(acme, dir, &https).await?;
    let record = format!("_acme-challenge.{host}");
    let pem = match &acme.solver {
        Solver::Rfc2136 { server, zone, key_name, key_secret } => {
            let prover = Rfc2136::new(server, zone, (key_name, key_secret), &record, now_ms)?;
            order(&account, host, &prover, outside.settle).await?
        }
        Solver::AcmeDns { server, username, password, subdomain } => {
            let prover = AcmeDns { https: &https, server, username, password, subdomain };
            order(&account, host, &prover, outside.settle).await?
        }
    };
    write(&dir.join(FETCHED), pem.as_bytes())?;
    Ok(())
}

/// Whether what was fetched came from another authority than the one asked for now.
pub(super) fn is_from_elsewhere(acme: &Acme, dir: &Path) -> bool {
    kept_account(dir).is_none_or(|(directory, _)| directory != acme.directory)
}

/// The account we have with the authority, or a new one.
async fn account(acme: &Acme, dir: &Path, https: &Https) -> Result<Account, AcmeError> {
    let builder = Account::builder_with_http(Box::new(https.clone()));
    if let Some((directory, credentials)) = kept_account(dir)
        && directory == acme.directory
    {
        return builder.from_credentials(credentials).await.map_err(asked);
    }
    let contact = acme.email.as_ref().map(|email| format!("mailto:{email}"));
    let contact: Vec<&str> = contact.iter().map(String::as_str).collect();
    let new = NewAccount { contact: &contact, terms_of_service_agreed: true, only_return_existing: false };
    let (account, credentials) = builder.create(&new, acme.directory.clone(), None).await.map_err(asked)?;
    let json = serde_json::to_vec(&credentials).expect("texts always serialise");
    write(&dir.join(ACCOUNT), &json)?;
    Ok(account)
}

/// The account in the folder with the directory it is good for. A damaged one is none: a new one costs
/// nothing.
fn kept_account(dir: &Path) -> Option<(String, AccountCredentials)> {
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(dir.join(ACCOUNT)).ok()?).ok()?;
    let directory = json.get("directory")?.as_str()?.to_owned();
    Some((directory, serde_json::from_value(json).ok()?))
}

/// One order from beginning to end: the key and the chain, PEM.
async fn order(
    account: &Account,
    host: &str,
    prover: &impl Prover,
    settle: Duration,
) -> Result<String, AcmeError> {
    let names = [Identifier::Dns(host.to_owned())];
    let mut order = account.new_order(&NewOrder::new(&names)).await.map_err(asked)?;
    if let Some(value) = proof(&mut order).await? {
        prover.show(&value).await?;
        let proven = prove(&mut order, settle).await;
        // The record is of no use any more, whatever came of it; one left behind does no harm.
        if let Err(error) = prover.hide(&value).await {
            tracing::debug!(%error, "the record stays");
        }
        proven?;
    }
    let key = order.finalize().await.map_err(asked)?;
    let retries = RetryPolicy::new().timeout(PATIENCE);
    let chain = order.poll_certificate(&retries).await.map_err(asked)?;
    Ok(format!("{key}{chain}"))
}

/// What the record has to say; nothing when the authority still remembers the last time.
async fn proof(order: &mut Order) -> Result<Option<String>, AcmeError> {
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization.map_err(asked)?;
        if authorization.status == AuthorizationStatus::Valid {
            continue;
        }
        let challenge = authorization.challenge(ChallengeType::Dns01).ok_or_else(|| {
            AcmeError::Refused("the certificate authority does not take proof by DNS".to_owned())
        })?;
        return Ok(Some(challenge.key_authorization().dns_value()));
    }
    Ok(None)
}

/// Sends the authority to look at the record.
async fn prove(order: &mut Order, settle: Duration) -> Result<(), AcmeError> {
    tokio::time::sleep(settle).await;
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization.map_err(asked)?;
        if let Some(mut challenge) = authorization.challenge(ChallengeType::Dns01) {
            challenge.set_ready().await.map_err(asked)?;
        }
    }
    let status = order.poll_ready(&RetryPolicy::new().timeout(PATIENCE)).await.map_err(asked)?;
    if matches!(status, OrderStatus::Ready | OrderStatus::Valid) {
        return Ok(());
    }
    let seen = complaint(order).await.unwrap_or_default();
    Err(AcmeError::Refused(format!(
        "the certificate authority does not accept the record in the DNS. {seen}"
    )))
}

/// What the authority says about the record it saw.
async fn complaint(order: &mut Order) -> Option<String> {
    let mut authorizations = order.authorizations();
    let mut authorization = authorizations.next().await?.ok()?;
    authorization
        .refresh()
        .await
        .ok()?
        .challenges
        .iter()
        .find_map(|challenge| challenge.error.as_ref()?.detail.clone())
}

/// What came of asking the authority.
fn asked(error: instant_acme::Error) -> AcmeError {
    use instant_acme::Error;
    match error {
        Error::Other(error) => match error.downcast::<Unreachable>() {
            Ok(unreachable) => AcmeError::Unreachable(unreachable.host, unreachable.cause),
            Err(error) => AcmeError::Refused(format!("the certificate authority: {error}")),
        },
        error => AcmeError::Refused(format!("the certificate authority says: {error}")),
    }
}

impl From<Unreachable> for AcmeError {
    fn from(unreachable: Unreachable) -> Self {
        Self::Unreachable(unreachable.host, unreachable.cause)
    }
}

#[cfg(test)]
mod tests;
