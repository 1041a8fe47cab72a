//! Requests to the internet, for certificates and updates: one connection for each, and only under TLS.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::header::{HOST, HeaderValue};
use hyper::http::uri::Scheme;
use hyper::{Request, Response, Uri};
use hyper_util::rt::TokioIo;
use instant_acme::{BodyWrapper, BytesResponse};
use rustls::pki_types::{ServerName, UnixTime};
use rustls::time_provider::TimeProvider;
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

/// Longest answer of [`Https::ask`], bytes. A chain of certificates is a tenth of this.
const BODY_BYTES_MAX: usize = 256 * 1024;
/// Longest time from the first packet to the last byte.
const PATIENCE: Duration = Duration::from_secs(30);

type Body = BodyWrapper<Bytes>;
/// Why there was no answer, in the libraries' words.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// A client that speaks only TLS.
#[derive(Clone)]
pub struct Https(TlsConnector);

/// A server did not answer.
#[derive(Debug, thiserror::Error)]
#[error("{host}: {cause}")]
pub struct Unreachable {
    /// The server.
    pub host: String,
    /// Why, in the libraries' words.
    pub cause: String,
}

/// Box time, by which certificates are verified: the system's clock may not be set.
#[derive(Debug)]
struct BoxTime(i64);

impl TimeProvider for BoxTime {
    fn current_time(&self) -> Option<UnixTime> {
        let seconds = u64::try_from(self.0 / 1000).unwrap_or(0);
        Some(UnixTime::since_unix_epoch(Duration::from_secs(seconds)))
    }
}

impl Https {
    /// A client that trusts `roots` and verifies certificates at box time `now_ms`.
    ///
    /// # Errors
    /// When the TLS library refuses its defaults.
    pub fn new(roots: Arc<RootCertStore>, now_ms: i64) -> Result<Self, rustls::Error> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_details(provider, Arc::new(BoxTime(now_ms)))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }

    /// Sends a request and reads the whole answer.
    ///
    /// # Errors
    /// [`Unreachable`], also for an answer that is too long or too slow.
    pub async fn ask(&self, request: Request<Body>) -> Result<Response<Bytes>, Unreachable> {
        let host = request.uri().host().unwrap_or("an address without a host").to_owned();
        let answer = tokio::time::timeout(PATIENCE, self.exchange(request)).await;
        let answer = answer.unwrap_or_else(|_| Err("no answer in time".into()));
        answer.map_err(|cause| Unreachable { host, cause: cause.to_string() })
    }

    async fn exchange(&self, request: Request<Body>) -> Result<Response<Bytes>, Cause> {
        let (parts, body) = self.open(request).await?.into_parts();
        let body = Limited::new(body, BODY_BYTES_MAX).collect().await?.to_bytes();
        Ok(Response::from_parts(parts, body))
    }

    /// Sends a request and returns the answer's head; the caller reads the body and sets its own time limit. The
    /// connection ends with the body.
    ///
    /// # Errors
    /// When the address has no TLS, or the server does not answer.
    pub async fn open<B>(&self, mut request: Request<B>) -> Result<Response<Incoming>, Cause>
    where
        B: hyper::body::Body<Data: Send, Error: Into<Cause>> + Send + 'static,
    {
        let uri = request.uri().clone();
        if uri.scheme() != Some(&Scheme::HTTPS) {
            return Err("the address does not begin with https://".into());
        }
        let authority = uri.authority().ok_or("an address without a host")?;
        // An IPv6 address has brackets in a URI.
        let host = authority.host().trim_matches(['[', ']']);
        let tcp = TcpStream::connect((host, authority.port_u16().unwrap_or(443))).await?;
        let tls = self.0.connect(ServerName::try_from(host.to_owned())?, tcp).await?;
        let (mut sender, connection) = http1::handshake(TokioIo::new(tls)).await?;
        tokio::spawn(connection);
        request.headers_mut().insert(HOST, HeaderValue::from_str(authority.as_str())?);
        let path = uri.path_and_query().map_or("/", |path| path.as_str());
        *request.uri_mut() = path.parse::<Uri>()?;
        Ok(sender.send_request(request).await?)
    }
}

impl instant_acme::HttpClient for Https {
    fn request(
        &self,
        request: Request<Body>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, instant_acme::Error>> + Send>> {
        let https = self.clone();
        Box::pin(async move {
            let answer =
                https.ask(request).await.map_err(|error| instant_acme::Error::Other(Box::new(error)))?;
            let (parts, body) = answer.into_parts();
            Ok(BytesResponse { parts, body: Box::new(body) })
        })
    }
}
