//! Fetches a certificate from a public authority (RFC 8555). A DNS record proves the name, so the authority need not
//! reach the box. Fetched while online, used offline.

mod acme_dns;
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
use super::TlsError;
use super::selection::FETCHED;
use super::store::write;
use crate::https::{Https, Unreachable};
use crate::settings::{Acme, Solver};

/// File with the account at the authority: its key, and the directory it belongs to.
const ACCOUNT: &str = "acme-account.json";
/// Longest wait for the authority to check a record, and to sign.
const PATIENCE: Duration = Duration::from_mins(2);

/// How servers on the internet are reached.
#[derive(Clone, Debug)]
pub struct AcmeOptions {
    /// Root certificates by which the box trusts those servers.
    pub roots: Arc<RootCertStore>,
    /// How long name servers get to distribute a new record before the authority is asked to check it.
    pub settle: Duration,
}

/// Why no certificate was fetched.
#[derive(Debug, thiserror::Error)]
pub(super) enum AcmeError {
    /// No server answered: try again as soon as there may be an uplink.
    #[error("{0} cannot be reached: {1}")]
    Unreachable(String, String),
    /// A server refused. Asking again soon would count as another failure there.
    #[error("{0}")]
    Refused(String),
    /// The fetched files cannot be written.
    #[error(transparent)]
    Files(#[from] TlsError),
}

/// Writes the DNS record that proves the name. The record exists only while the authority checks it.
trait RecordWriter: Send + Sync {
    /// Adds the record with this value.
    fn publish(&self, value: &str) -> impl Future<Output = Result<(), AcmeError>> + Send;
    /// Removes the record, where the server can do that.
    fn withdraw(&self, value: &str) -> impl Future<Output = Result<(), AcmeError>> + Send;
}

/// Fetches a certificate for `host` into the folder `dir`, which also keeps the account. `now_ms` is box time.
///
/// # Errors
/// [`AcmeError`]; the certificate fetched before stays.
pub(super) async fn fetch(
    acme: &Acme,
    host: &str,
    dir: &Path,
    options: &AcmeOptions,
    now_ms: i64,
) -> Result<(), AcmeError> {
    // Authorities refuse capitals, which organisers write.
    let host = &host.to_ascii_lowercase();
    let https = Https::new(Arc::clone(&options.roots), now_ms).map_err(TlsError::from)?;
    let account = account(acme, dir, &https).await?;
    let record = format!("_acme-challenge.{host}");
    let pem = match &acme.solver {
        Solver::Rfc2136 { server, zone, key_name, key_secret } => {
            let writer = Rfc2136::new(server, zone, (key_name, key_secret), &record, now_ms)?;
            order(&account, host, &writer, options.settle).await?
        }
        Solver::AcmeDns { server, username, password, subdomain } => {
            let writer = AcmeDns { https: &https, server, username, password, subdomain };
            order(&account, host, &writer, options.settle).await?
        }
    };
    write(&dir.join(FETCHED), pem.as_bytes())?;
    Ok(())
}

/// Whether the fetched certificate came from another authority than the one asked for now.
pub(super) fn is_from_other_authority(acme: &Acme, dir: &Path) -> bool {
    kept_account(dir).is_none_or(|(directory, _)| directory != acme.directory)
}

/// The box's account with the authority, made if there is none.
async fn account(acme: &Acme, dir: &Path, https: &Https) -> Result<Account, AcmeError> {
    let builder = Account::builder_with_http(Box::new(https.clone()));
    if let Some((directory, credentials)) = kept_account(dir)
        && directory == acme.directory
    {
        return builder.from_credentials(credentials).await.map_err(acme_error);
    }
    let contact = acme.email.as_ref().map(|email| format!("mailto:{email}"));
    let contact: Vec<&str> = contact.iter().map(String::as_str).collect();
    let new = NewAccount { contact: &contact, terms_of_service_agreed: true, only_return_existing: false };
    let (account, credentials) =
        builder.create(&new, acme.directory.clone(), None).await.map_err(acme_error)?;
    let json = serde_json::to_vec(&credentials).expect("texts always serialise");
    write(&dir.join(ACCOUNT), &json)?;
    Ok(account)
}

/// The account in the folder, with the directory it belongs to. A damaged file counts as none: a new account costs
/// nothing.
fn kept_account(dir: &Path) -> Option<(String, AccountCredentials)> {
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(dir.join(ACCOUNT)).ok()?).ok()?;
    let directory = json.get("directory")?.as_str()?.to_owned();
    Some((directory, serde_json::from_value(json).ok()?))
}

/// Runs one order from beginning to end. Returns the key and the chain, PEM.
async fn order(
    account: &Account,
    host: &str,
    writer: &impl RecordWriter,
    settle: Duration,
) -> Result<String, AcmeError> {
    let names = [Identifier::Dns(host.to_owned())];
    let mut order = account.new_order(&NewOrder::new(&names)).await.map_err(acme_error)?;
    if let Some(value) = record_value(&mut order).await? {
        writer.publish(&value).await?;
        let validated = validate(&mut order, settle).await;
        // A record that stays does no harm.
        if let Err(error) = writer.withdraw(&value).await {
            tracing::debug!(%error, "the record stays");
        }
        validated?;
    }
    let key = order.finalize().await.map_err(acme_error)?;
    let retries = RetryPolicy::new().timeout(PATIENCE);
    let chain = order.poll_certificate(&retries).await.map_err(acme_error)?;
    Ok(format!("{key}{chain}"))
}

/// The value the record must have; none while the authority's last validation is still good.
async fn record_value(order: &mut Order) -> Result<Option<String>, AcmeError> {
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization.map_err(acme_error)?;
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

/// Asks the authority to check the record, and waits for its answer.
async fn validate(order: &mut Order, settle: Duration) -> Result<(), AcmeError> {
    tokio::time::sleep(settle).await;
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization.map_err(acme_error)?;
        if let Some(mut challenge) = authorization.challenge(ChallengeType::Dns01) {
            challenge.set_ready().await.map_err(acme_error)?;
        }
    }
    let status = order.poll_ready(&RetryPolicy::new().timeout(PATIENCE)).await.map_err(acme_error)?;
    if matches!(status, OrderStatus::Ready | OrderStatus::Valid) {
        return Ok(());
    }
    let detail = rejection_detail(order).await.unwrap_or_default();
    Err(AcmeError::Refused(format!(
        "the certificate authority does not accept the record in the DNS. {detail}"
    )))
}

/// What the authority says about the record it found.
async fn rejection_detail(order: &mut Order) -> Option<String> {
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

fn acme_error(error: instant_acme::Error) -> AcmeError {
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
