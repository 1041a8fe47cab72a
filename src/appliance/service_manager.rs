//! What systemd gives and wants: listening sockets, the word that the box serves, and signs of life.

use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::os::linux::net::SocketAddrExt as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::Context as _;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{DigitallySignedStruct, SignatureScheme};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_rustls::TlsConnector;

use crate::edge::OpenSockets;

/// Written anew for each sign of life.
const HEARTBEAT: &str = "heartbeat";

/// The sockets that systemd opened for us, by their names `https` and `http`: ports below 1,024 then need
/// no right at all. None when somebody started us by hand.
///
/// # Errors
/// A socket that is no listening TCP socket.
pub fn given() -> io::Result<OpenSockets> {
    // Taking the sockets removes the variables.
    let names = std::env::var("LISTEN_FDNAMES").unwrap_or_default();
    let mut sockets = listenfd::ListenFd::from_env();
    let mut given = OpenSockets::default();
    for (index, name) in names.split(':').enumerate().take(sockets.len()) {
        let place = match name {
            "https" => &mut given.tls,
            "http" => &mut given.plain,
            _ => continue,
        };
        *place = sockets.take_tcp_listener(index)?;
    }
    Ok(given)
}

/// Tells the service manager how we are.
pub struct Manager {
    socket: Option<(UnixDatagram, std::os::unix::net::SocketAddr)>,
    /// Without a sign of life for this long the manager starts us anew.
    watchdog: Option<Duration>,
}

impl Manager {
    /// The manager named in our environment; whoever started us by hand hears nothing.
    #[must_use]
    pub fn from_env() -> Self {
        let of = |name| std::env::var(name).ok();
        let ours = of("WATCHDOG_PID").is_none_or(|pid| pid == std::process::id().to_string());
        let micros = of("WATCHDOG_USEC").filter(|_| ours).and_then(|micros| micros.parse().ok());
        Self {
            socket: std::env::var_os("NOTIFY_SOCKET").and_then(|path| reach(Path::new(&path)).ok()),
            watchdog: micros.filter(|&micros| micros > 0).map(Duration::from_micros),
        }
    }

    /// Says something, like `READY=1`.
    pub fn tell(&self, words: &str) {
        let Some((socket, address)) = &self.socket else { return };
        if let Err(error) = socket.send_to_addr(words.as_bytes(), address) {
            tracing::warn!(%error, "the service manager could not be told `{words}`");
        }
    }

    /// Gives signs of life for ever, each after a write that reached the disk and an answer under TLS.
    pub async fn live(self, data: PathBuf, tls: SocketAddr) {
        let Some(patience) = self.watchdog else { return };
        let each = patience / 3;
        let mut ticks = tokio::time::interval(each);
        loop {
            ticks.tick().await;
            match tokio::time::timeout(each, sign_of_life(&data, tls)).await {
                Ok(Ok(())) => self.tell("WATCHDOG=1"),
                Ok(Err(error)) => tracing::warn!("no sign of life: {error:#}"),
                Err(_) => tracing::warn!("no sign of life: the box took longer than {each:?}"),
            }
        }
    }
}

fn reach(path: &Path) -> io::Result<(UnixDatagram, std::os::unix::net::SocketAddr)> {
    let address = match path.as_os_str().as_bytes().strip_prefix(b"@") {
        Some(name) => std::os::unix::net::SocketAddr::from_abstract_name(name)?,
        None => std::os::unix::net::SocketAddr::from_pathname(path)?,
    };
    Ok((UnixDatagram::unbound()?, address))
}

/// Writes to the disk the night is on, and asks for the health of the box.
async fn sign_of_life(data: &Path, tls: SocketAddr) -> anyhow::Result<()> {
    let file = data.join(HEARTBEAT);
    let written = tokio::task::spawn_blocking(move || -> io::Result<()> {
        let mut file = std::fs::File::create(file)?;
        file.write_all(b"alive\n")?;
        file.sync_all()
    });
    match written.await? {
        // A start anew makes no room: the box serves what it has, and says so.
        Err(error) if is_full(&error) => {}
        written => written.context("writing")?,
    }
    answers(tls).await
}

fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// When the box on this folder gave its last sign of life, by the disk's clock.
#[must_use]
pub fn last_sign(data: &Path) -> Option<SystemTime> {
    std::fs::metadata(data.join(HEARTBEAT)).and_then(|file| file.modified()).ok()
}

/// Asks for the health of the box as a phone would.
///
/// # Errors
/// In words, when it does not answer or is not well.
pub async fn answers(tls: SocketAddr) -> anyhow::Result<()> {
    let ip = if tls.ip().is_unspecified() { IpAddr::from(Ipv4Addr::LOCALHOST) } else { tls.ip() };
    let tcp = tokio::net::TcpStream::connect((ip, tls.port())).await.context("connecting")?;
    let name = ServerName::try_from("localhost").context("naming the box")?;
    let mut stream = connector()?.connect(name, tcp).await.context("shaking hands")?;
    stream.write_all(b"GET /api/health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await?;
    let mut answer = Vec::new();
    stream.take(4_096).read_to_end(&mut answer).await.context("reading the answer")?;
    anyhow::ensure!(answer.starts_with(b"HTTP/1.1 200 "), "the box is not well");
    Ok(())
}

fn connector() -> anyhow::Result<TlsConnector> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Ourselves))
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

/// Takes any certificate: we ask ourselves on this very machine, and a box whose certificate has run out
/// must go on serving.
#[derive(Debug)]
struct Ourselves;

impl ServerCertVerifier for Ourselves {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        rustls::crypto::aws_lc_rs::default_provider().signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_box_that_cannot_write_or_does_not_answer_gives_no_sign_of_life() {
        let data = tempfile::tempdir().unwrap();
        // Taken, but nobody shakes hands there.
        let deaf = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = deaf.local_addr().unwrap();
        let gone = sign_of_life(&data.path().join("gone"), address).await.unwrap_err();
        assert!(format!("{gone:#}").starts_with("writing"), "{gone:#}");
        let patience = Duration::from_millis(300);
        assert!(tokio::time::timeout(patience, sign_of_life(data.path(), address)).await.is_err());
        drop(deaf);
        let gone = sign_of_life(data.path(), address).await.unwrap_err();
        assert!(format!("{gone:#}").starts_with("connecting"), "{gone:#}");
    }

    #[test]
    fn the_manager_is_told_under_both_kinds_of_address() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let name = format!("hallbox-test-{}", std::process::id());
        let listening = [
            UnixDatagram::bind(&path).unwrap(),
            UnixDatagram::bind_addr(&std::os::unix::net::SocketAddr::from_abstract_name(&name).unwrap())
                .unwrap(),
        ];
        for (listening, path) in listening.iter().zip([path, PathBuf::from(format!("@{name}"))]) {
            let manager = Manager { socket: Some(reach(&path).unwrap()), watchdog: None };
            manager.tell("READY=1");
            let mut heard = [0; 64];
            let len = listening.recv(&mut heard).unwrap();
            assert_eq!(&heard[..len], b"READY=1");
        }
    }
}
