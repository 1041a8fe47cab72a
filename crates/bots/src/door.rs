//! The way to a box: TLS that trusts its authority, HTTP requests, `WebSocket`s.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use super::{BotError, While as _};

/// A WebSocket to the box.
pub type Socket = WebSocketStream<TlsStream<TcpStream>>;

/// Where a box is and how to trust it.
#[derive(Clone)]
pub struct Door {
    addr: SocketAddr,
    /// Our own address; the system chooses one if it is unspecified.
    from: IpAddr,
    host: String,
    tls: TlsConnector,
}

impl Door {
    /// The door of the box at `addr`, reached as `host`, whose authority's certificate is in `ca`.
    ///
    /// # Errors
    /// When the certificate cannot be read or the host is no name.
    pub fn new(addr: SocketAddr, host: &str, ca: &Path) -> Result<Self, BotError> {
        let mut roots = rustls::RootCertStore::empty();
        for cert in CertificateDer::pem_file_iter(ca).on("reading the authority's certificate")? {
            roots.add(cert.on("reading the authority's certificate")?).on("trusting the authority")?;
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut config = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .on("choosing TLS versions")?
            .with_root_certificates(roots)
            .with_no_client_auth();
        // Every bot is another phone: tickets of one must not spare the others their handshake.
        config.resumption = rustls::client::Resumption::disabled();
        let from = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
        Ok(Self { addr, from, host: host.to_owned(), tls: TlsConnector::from(Arc::new(config)) })
    }

    /// The same door for somebody at this address of the machine.
    #[must_use]
    pub fn from(self, from: IpAddr) -> Self {
        Self { from, ..self }
    }

    /// A connection after its handshake.
    ///
    /// # Errors
    /// [`BotError`] when nobody answers, or not as the box.
    pub async fn connect(&self) -> Result<TlsStream<TcpStream>, BotError> {
        let tcp = match self.from {
            from if from.is_unspecified() => TcpStream::connect(self.addr).await.on("connecting")?,
            from => {
                let socket = TcpSocket::new_v4().on("connecting")?;
                socket.bind(SocketAddr::new(from, 0)).on("connecting from an address of our own")?;
                socket.connect(self.addr).await.on("connecting")?
            }
        };
        tcp.set_nodelay(true).on("connecting")?;
        let name = ServerName::try_from(self.host.clone()).on("naming the box")?;
        self.tls.connect(name, tcp).await.on("shaking hands")
    }

    /// The box's authority, host and port, as they stand in Origin and Host headers.
    #[must_use]
    pub fn authority(&self) -> String {
        format!("{}:{}", self.host, self.addr.port())
    }

    /// One request. `cookies` go out and are updated from what comes back.
    ///
    /// # Errors
    /// [`BotError::Unexpected`] when the status is not 2xx, with the body.
    pub async fn request(
        &self,
        method: &str,
        path: &str,
        cookies: &mut Cookies,
        body: Bytes,
    ) -> Result<Bytes, BotError> {
        let (status, bytes) = self.exchange(method, path, cookies, body).await?;
        if status.is_success() {
            Ok(bytes)
        } else {
            let text = String::from_utf8_lossy(&bytes);
            Err(BotError::Unexpected(format!("{method} {path} gave {status}: {text}")))
        }
    }

    /// One request and its answer, whatever its status is. `cookies` go out and are updated from what comes back.
    ///
    /// # Errors
    /// [`BotError`] when there is no answer.
    pub async fn exchange(
        &self,
        method: &str,
        path: &str,
        cookies: &mut Cookies,
        body: Bytes,
    ) -> Result<(StatusCode, Bytes), BotError> {
        self.exchange_as("application/json", method, path, cookies, body).await
    }

    /// The same with a body of another kind.
    ///
    /// # Errors
    /// [`BotError`] when there is no answer.
    pub async fn exchange_as(
        &self,
        kind: &str,
        method: &str,
        path: &str,
        cookies: &mut Cookies,
        body: Bytes,
    ) -> Result<(StatusCode, Bytes), BotError> {
        let tls = self.connect().await?;
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(tls)).await.on("speaking HTTP")?;
        let driver = tokio::spawn(connection);
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", self.authority())
            .header("origin", format!("https://{}", self.authority()))
            .header("content-type", kind)
            .header("x-hallbox", "1")
            .header("cookie", cookies.header())
            .body(Full::new(body))
            .on("building a request")?;
        let response = sender.send_request(request).await.on("sending a request")?;
        let status = response.status();
        cookies.store(response.headers());
        let bytes = response.into_body().collect().await.on("reading an answer")?.to_bytes();
        drop(sender);
        driver.abort(); // one request a connection: nothing is lost
        Ok((status, bytes))
    }

    /// POSTs JSON and reads JSON.
    ///
    /// # Errors
    /// As [`Door::request`]; also when the answer is not what was expected.
    pub async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        cookies: &mut Cookies,
        body: &impl Serialize,
    ) -> Result<T, BotError> {
        let body = serde_json::to_vec(body).on("encoding a request")?;
        let bytes = self.request("POST", path, cookies, body.into()).await?;
        serde_json::from_slice(&bytes).on("decoding an answer")
    }

    /// POSTs JSON where success is all the answer there is.
    ///
    /// # Errors
    /// As [`Door::request`].
    pub async fn tell(
        &self,
        path: &str,
        cookies: &mut Cookies,
        body: &impl Serialize,
    ) -> Result<(), BotError> {
        let body = serde_json::to_vec(body).on("encoding a request")?;
        self.request("POST", path, cookies, body.into()).await.map(drop)
    }

    /// GETs JSON.
    ///
    /// # Errors
    /// As [`Door::post`].
    pub async fn get<T: DeserializeOwned>(&self, path: &str, cookies: &mut Cookies) -> Result<T, BotError> {
        let bytes = self.request("GET", path, cookies, Bytes::new()).await?;
        serde_json::from_slice(&bytes).on("decoding an answer")
    }

    /// Opens a WebSocket with small buffers: thousands of them fit one machine.
    ///
    /// # Errors
    /// [`BotError::Link`].
    pub async fn socket(&self, path: &str, cookies: &Cookies) -> Result<Socket, BotError> {
        let mut request =
            format!("wss://{}{path}", self.authority()).into_client_request().on("building an upgrade")?;
        let origin = format!("https://{}", self.authority());
        request.headers_mut().insert("origin", origin.parse().on("building an upgrade")?);
        if !cookies.0.is_empty() {
            request.headers_mut().insert("cookie", cookies.header().parse().on("building an upgrade")?);
        }
        let config = WebSocketConfig::default().read_buffer_size(1_024).write_buffer_size(0);
        let tls = self.connect().await?;
        let (socket, _) =
            tokio_tungstenite::client_async_with_config(request, tls, Some(config)).await.on("upgrading")?;
        Ok(socket)
    }
}

/// The cookies of one bot.
#[derive(Clone, Debug, Default)]
pub struct Cookies(Vec<(String, String)>);

impl Cookies {
    /// The value of a Cookie header.
    #[must_use]
    pub fn header(&self) -> String {
        let pairs: Vec<String> = self.0.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    fn store(&mut self, headers: &hyper::HeaderMap) {
        for value in headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()) {
            let pair = value.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                self.0.retain(|(known, _)| known != name);
                if !value.is_empty() {
                    self.0.push((name.to_owned(), value.to_owned()));
                }
            }
        }
    }
}
