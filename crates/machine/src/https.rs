//! The few requests that leave the box, for a certificate or an update: one connection each, and only under TLS.

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

/// A chain of certificates is a tenth of this, in bytes.
const BODY_BYTES_MAX: usize = 256 * 1024;
/// From the first packet to the last byte.
const PATIENCE: Duration = Duration::from_secs(30);

type Body = BodyWrapper<Bytes>;
/// Why there was no answer, as the libraries put it.
type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Asks servers under TLS.
#[derive(Clone)]
pub struct Https(TlsConnector);

/// There was no answer.
#[derive(Debug, thiserror::Error)]
#[error("{host}: {cause}")]
pub struct Unreachable {
    /// Who did not answer.
    pub host: String,
    /// Why, as the libraries put it.
    pub cause: String,
}

/// The box's own time, so that what is decided by it is decided everywhere by the same.
#[derive(Debug)]
struct BoxTime(i64);

impl TimeProvider for BoxTime {
    fn current_time(&self) -> Option<UnixTime> {
        let seconds = u64::try_from(self.0 / 1000).unwrap_or(0);
        Some(UnixTime::since_unix_epoch(Duration::from_secs(seconds)))
    }
}

impl Https {
    /// A client that trusts `roots`, at box time `now_ms`.
    pub fn new(roots: Arc<RootCertStore>, now_ms: i64) -> Result<Self, rustls::Error> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_details(provider, Arc::new(BoxTime(now_ms)))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }

    /// One request, one answer.
    pub async fn ask(&self, request: Request<Body>) -> Result<Response<Bytes>, Unreachable> {
        let host = request.uri().host().unwrap_or("an address without a host").to_owned();
        let answer = tokio::time::timeout(PATIENCE, self.asked(request)).await;
        let answer = answer.unwrap_or_else(|_| Err("no answer in time".into()));
        answer.map_err(|cause| Unreachable { host, cause: cause.to_string() })
    }

    async fn asked(&self, request: Request<Body>) -> Result<Response<Bytes>, Cause> {
        let (parts, body) = self.open(request).await?.into_parts();
        let body = Limited::new(body, BODY_BYTES_MAX).collect().await?.to_bytes();
        Ok(Response::from_parts(parts, body))
    }

    /// One request; what is answered is read as it comes, as long as the caller has patience. The connection
    /// ends with it.
    pub async fn open<B>(&self, mut request: Request<B>) -> Result<Response<Incoming>, Cause>
    where
        B: hyper::body::Body<Data: Send, Error: Into<Cause>> + Send + 'static,
    {
        let uri = request.uri().clone();
        if uri.scheme() != Some(&Scheme::HTTPS) {
            return Err("the address does not begin with https://".into());
        }
        let authority = uri.authority().ok_or("an address without a host")?;
        // Addresses of version 6 stand in brackets there.
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
