//! The internet on loopback: pebble as the certificate authority, bind as the name server, and a server with the API of
//! acme-dns.

use std::fs;
use std::io::Write as _;
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use machine::certificate::{AcmeOptions, Served, authority};
use machine::clock::CertificateTime;
use machine::settings::{Acme, Solver};
use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_rustls::{TlsAcceptor, TlsConnector};

/// Validity of the certificates that pebble signs, ms: so short that the name server accepts the box's clock when it
/// is moved by two thirds of it.
pub(super) const LIFE_MS: i64 = 300_000;
/// The host whose record the box may write itself.
pub(super) const BINGO: &str = "bingo.example.test";
/// The host whose record is at the acme-dns server.
pub(super) const QUIZ: &str = "quiz.example.test";
/// The key of the zone.
pub(super) const SECRET: &str = "c2VjcmV0IG9mIHRoZSB6b25lLCAzMiBieXRlcyBsb24=";
const SUBDOMAIN: &str = "7a1c3f";
const PATIENCE: Duration = Duration::from_secs(30);

/// The servers, which stop when this is dropped.
pub(super) struct Internet {
    pub dir: tempfile::TempDir,
    named: Child,
    pebble: Child,
    dns: u16,
    acme: u16,
    management: u16,
    roots: Arc<RootCertStore>,
    /// Requests to the acme-dns server.
    pub updates: Arc<AtomicUsize>,
}

impl Drop for Internet {
    fn drop(&mut self) {
        for child in [&mut self.pebble, &mut self.named] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Internet {
    /// Starts both programs and waits for them.
    pub(super) fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let (dns, acme, management) = (free_port(), free_port(), free_port());
        let named = named(dir.path(), dns);
        let made = authority::load_or_make(
            &dir.path().join("api"),
            "internet",
            &[],
            CertificateTime::at(real_now_ms()),
        )
        .unwrap();
        let pebble = pebble(dir.path(), dns, acme, management);
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(made.ca_pem.as_bytes()).unwrap()).unwrap();
        let (roots, updates) = (Arc::new(roots), Arc::default());
        let internet = Self { dir, named, pebble, dns, acme, management, roots, updates };
        for port in [dns, acme, management] {
            wait_for(port);
        }
        internet
    }

    pub(super) fn options(&self) -> AcmeOptions {
        AcmeOptions { roots: Arc::clone(&self.roots), settle: Duration::ZERO }
    }

    /// Proof by a signed DNS update.
    pub(super) fn by_update(&self, secret: &str) -> Acme {
        self.by(Solver::Rfc2136 {
            server: format!("127.0.0.1:{}", self.dns),
            zone: "example.test".to_owned(),
            key_name: "box".to_owned(),
            key_secret: secret.to_owned(),
        })
    }

    /// Proof through the acme-dns server at `address`.
    pub(super) fn by_acme_dns(&self, address: SocketAddr, password: &str) -> Acme {
        self.by(Solver::AcmeDns {
            server: format!("https://localhost:{}/", address.port()),
            username: "c36f50e8".to_owned(),
            password: password.to_owned(),
            subdomain: SUBDOMAIN.to_owned(),
        })
    }

    fn by(&self, solver: Solver) -> Acme {
        let directory = format!("https://localhost:{}/dir", self.acme);
        Acme { email: Some("hall@example.test".to_owned()), directory, solver }
    }

    pub(super) fn stop_pebble(&mut self) {
        self.pebble.kill().unwrap();
        self.pebble.wait().unwrap();
    }

    /// The authority's root certificate, which phones trust.
    pub(super) async fn public_root(&self) -> CertificateDer<'static> {
        let tcp = tokio::net::TcpStream::connect(("127.0.0.1", self.management)).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        let mut stream = connector(&self.roots).connect(name, tcp).await.unwrap();
        let request = "GET /roots/0 HTTP/1.0\r\nhost: localhost\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        CertificateDer::from_pem_slice(&answer).unwrap()
    }

    /// The present value of the challenge's record.
    pub(super) fn record(&self, name: &str) -> String {
        let asked = Command::new("dig")
            .args(["@127.0.0.1", "-p", &self.dns.to_string(), "+short", "+tcp", "TXT", name])
            .output()
            .unwrap();
        assert!(asked.status.success(), "{asked:?}");
        String::from_utf8(asked.stdout).unwrap()
    }

    /// A server with the documented API: one account, one record in the zone.
    pub(super) async fn acme_dns(&self) -> SocketAddr {
        let dir = self.dir.path().join("api");
        let own = authority::load_or_make(&dir, "internet", &[], CertificateTime::at(real_now_ms())).unwrap();
        let acceptor = TlsAcceptor::from(Served::new(own.certified).config().unwrap());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (dns, updates) = (self.dns, Arc::clone(&self.updates));
        tokio::spawn(async move {
            loop {
                let (tcp, _) = listener.accept().await.unwrap();
                let Ok(mut stream) = acceptor.accept(tcp).await else { continue };
                let request = request(&mut stream).await;
                updates.fetch_add(1, Ordering::Relaxed);
                let (status, body) = answer(&request, dns);
                let answer = format!(
                    "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                    body.len()
                );
                let _ = stream.write_all(answer.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        });
        address
    }
}

/// A client that trusts these root certificates.
pub(super) fn connector(roots: &Arc<RootCertStore>) -> TlsConnector {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(Arc::clone(roots))
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

/// Handshakes and name servers use the real clock.
pub(super) fn real_now_ms() -> i64 {
    #[allow(clippy::disallowed_methods)]
    let now = jiff::Timestamp::now();
    now.as_millisecond()
}

/// Next port to try, counted from the start of this process's share.
static PORT: AtomicU16 = AtomicU16::new(0);

/// A free port, below those that the kernel assigns, and in no other test's share.
fn free_port() -> u16 {
    let share = 20_000 + u16::try_from(std::process::id() % 500).unwrap() * 24;
    loop {
        let port = share + PORT.fetch_add(1, Ordering::Relaxed) % 24;
        let free =
            TcpListener::bind(("127.0.0.1", port)).is_ok() && UdpSocket::bind(("127.0.0.1", port)).is_ok();
        if free {
            return port;
        }
    }
}

fn named(dir: &Path, port: u16) -> Child {
    let dir = dir.join("named");
    fs::create_dir(&dir).unwrap();
    let zone = format!(
        "$TTL 60\n@ IN SOA ns hostmaster 1 3600 600 86400 60\n@ IN NS ns\nns IN A 127.0.0.1\n\
         _acme-challenge.quiz IN CNAME {SUBDOMAIN}.dyn\n"
    );
    fs::write(dir.join("zone.db"), zone).unwrap();
    let conf = format!(
        r#"options {{ directory "{folder}"; pid-file none; session-keyfile none; listen-on port {port} {{ 127.0.0.1; }};
             listen-on-v6 {{ none; }}; recursion no; dnssec-validation no; }};
           controls {{ }};
           key "box" {{ algorithm hmac-sha256; secret "{SECRET}"; }};
           key "api" {{ algorithm hmac-sha256; secret "{SECRET}"; }};
           zone "example.test" {{ type primary; file "zone.db"; update-policy {{
             grant box name _acme-challenge.{BINGO}. TXT; grant api name {SUBDOMAIN}.dyn.example.test. TXT; }}; }};"#,
        folder = dir.display()
    );
    let path = dir.join("named.conf");
    fs::write(&path, conf).unwrap();
    start(Command::new("named").args(["-g", "-n", "1", "-c"]).arg(&path), &dir.join("log"))
}

fn pebble(dir: &Path, dns: u16, acme: u16, management: u16) -> Child {
    let (certificate, key) = (dir.join("api/leaf.crt"), dir.join("api/leaf.key"));
    let config = serde_json::json!({ "pebble": {
        "listenAddress": format!("127.0.0.1:{acme}"),
        "managementListenAddress": format!("127.0.0.1:{management}"),
        "certificate": certificate, "privateKey": key, "httpPort": 5002, "tlsPort": 5001,
        "ocspResponderURL": "", "externalAccountBindingRequired": false,
        "certificateValidityPeriod": LIFE_MS / 1000,
    }});
    let path = dir.join("pebble.json");
    fs::write(&path, config.to_string()).unwrap();
    let mut pebble = Command::new("pebble");
    pebble.env("PEBBLE_VA_NOSLEEP", "1").env("PEBBLE_AUTHZREUSE", "0");
    pebble.arg("-config").arg(path).args(["-dnsserver", &format!("127.0.0.1:{dns}")]);
    start(&mut pebble, &dir.join("pebble.log"))
}

fn start(program: &mut Command, log: &PathBuf) -> Child {
    // Debian has name servers in /usr/sbin.
    let path = format!("{}:/usr/sbin", std::env::var("PATH").unwrap_or_default());
    let log = fs::File::create(log).unwrap();
    let program = program.env("PATH", path).stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
    program.spawn().unwrap_or_else(|error| panic!("{program:?}: {error}; scripts/install test brings it"))
}

/// Waits until a program listens on the port.
fn wait_for(port: u16) {
    let begin = Instant::now();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(begin.elapsed() < PATIENCE, "nobody listens on {port}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Reads one request with its body.
async fn request(stream: &mut (impl tokio::io::AsyncRead + Unpin)) -> String {
    let mut request = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                line.to_ascii_lowercase()
                    .strip_prefix("content-length:")
                    .map(|n| n.trim().parse::<usize>().unwrap())
            });
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        if stream.read_buf(&mut request).await.unwrap_or(0) == 0 {
            return text;
        }
    }
}

/// Answers `POST /update` as documented.
fn answer(request: &str, dns: u16) -> (&'static str, String) {
    let (head, body) = request.split_once("\r\n\r\n").unwrap_or((request, ""));
    let has = |header: &str| head.lines().any(|line| line.eq_ignore_ascii_case(header));
    if !head.starts_with("POST /update HTTP/1.1") {
        return ("404 Not Found", r#"{"error":"not_found"}"#.to_owned());
    }
    if !has("x-api-user: c36f50e8") || !has("x-api-key: open sesame") {
        return ("401 Unauthorized", r#"{"error":"forbidden"}"#.to_owned());
    }
    let asked: serde_json::Value = serde_json::from_str(body).unwrap();
    let text = asked["txt"].as_str().unwrap();
    if asked["subdomain"] != SUBDOMAIN || text.len() != 43 {
        return ("400 Bad Request", r#"{"error":"bad_txt"}"#.to_owned());
    }
    let record = format!("{SUBDOMAIN}.dyn.example.test.");
    let script = format!(
        "server 127.0.0.1 {dns}\nzone example.test.\nkey hmac-sha256:api {SECRET}\nupdate delete {record} TXT\n\
         update add {record} 1 TXT \"{text}\"\nsend\n"
    );
    let mut nsupdate = Command::new("nsupdate").stdin(Stdio::piped()).spawn().unwrap();
    nsupdate.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    assert!(nsupdate.wait().unwrap().success());
    ("200 OK", format!(r#"{{"txt":"{text}"}}"#))
}
