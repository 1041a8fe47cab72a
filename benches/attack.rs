//! People who mean no good, from as many addresses as they need. None of them ever stops by itself.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bots::door::Door;
use futures_util::future::join_all;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::sleep;

/// Sockets the box takes from one address.
const SOCKETS_PER_ADDRESS: usize = 32;
/// Before somebody who was shown out comes again.
const AGAIN: Duration = Duration::from_millis(500);
/// Between two bytes of a header.
const TRICKLE: Duration = Duration::from_secs(1);

/// The address of attacker so and so.
fn address(number: usize) -> IpAddr {
    let house = u16::try_from(number / SOCKETS_PER_ADDRESS).expect("two million sockets");
    let [high, low] = house.to_be_bytes();
    IpAddr::V4(Ipv4Addr::new(127, 66, high, low))
}

async fn connect(to: SocketAddr, number: usize) -> std::io::Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::new(address(number), 0))?;
    socket.connect(to).await
}

/// The first message of a TLS client that trusts this authority.
pub(crate) fn hello(ca: &Path) -> Result<Vec<u8>, super::Failure> {
    use rustls::pki_types::pem::PemObject as _;
    let mut roots = rustls::RootCertStore::empty();
    for cert in rustls::pki_types::CertificateDer::pem_file_iter(ca)? {
        roots.add(cert?)?;
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let mut client = rustls::ClientConnection::new(Arc::new(config), "localhost".try_into()?)?;
    let mut bytes = Vec::new();
    client.write_tls(&mut bytes)?;
    Ok(bytes)
}

/// Connections that say only this much of a handshake, and come again when they are shown out.
pub(crate) async fn half_open(to: SocketAddr, sockets: usize, said: &[u8]) -> String {
    let one = |number| async move {
        loop {
            if let Ok(mut socket) = connect(to, number).await
                && socket.write_all(said).await.is_ok()
            {
                let mut answer = [0; 4_096];
                while socket.read(&mut answer).await.is_ok_and(|read| read > 0) {}
            }
            sleep(AGAIN).await;
        }
    };
    join_all((0..sockets).map(one)).await;
    String::from("nobody attacks any more")
}

/// Requests whose header never ends, a byte a second, and again when they are cut off.
pub(crate) async fn slowloris(door: &Door, sockets: usize) -> String {
    let one = |number| {
        let door = door.clone().from(address(number));
        async move {
            loop {
                if let Ok(mut tls) = door.connect().await {
                    let _ = tls.write_all(b"GET /api/health HTTP/1.1\r\nhost: x\r\nx-slow: ").await;
                    while tls.write_all(b"a").await.is_ok() && tls.flush().await.is_ok() {
                        sleep(TRICKLE).await;
                    }
                }
                sleep(AGAIN).await;
            }
        }
    };
    join_all((0..sockets).map(one)).await;
    String::from("nobody attacks any more")
}
