//! Downloads from a TLS server that breaks off, changes its content, redirects or sends too much.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::appliance::{Appliance, names, said};

/// The server's behaviour.
#[derive(Clone)]
struct Behaviour {
    content: Arc<Vec<u8>>,
    tag: &'static str,
    /// Bytes of an answer after which the server breaks off.
    bytes_max: usize,
}

struct Server {
    behaviour: Arc<Mutex<Behaviour>>,
    /// Paths and ranges of the requests.
    asked: Arc<Mutex<Vec<String>>>,
    url: String,
    ca: PathBuf,
    _dir: tempfile::TempDir,
}

impl Server {
    fn open(content: Vec<u8>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let ca = dir.path().join("ca.pem");
        fs::write(&ca, made.cert.pem()).unwrap();
        let key = PrivateKeyDer::Pkcs8(made.signing_key.serialize_der().into());
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
        let behaviour = Arc::new(Mutex::new(Behaviour {
            content: Arc::new(content),
            tag: "\"one\"",
            bytes_max: usize::MAX,
        }));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (shared, noted, config) = (Arc::clone(&behaviour), Arc::clone(&asked), Arc::new(config));
        std::thread::spawn(move || {
            for tcp in listener.incoming() {
                let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
                let mut stream = StreamOwned::new(connection, tcp.unwrap());
                let behaviour = shared.lock().unwrap().clone();
                // A client may close its connection early.
                let _ = serve(&mut stream, &behaviour, &noted);
            }
        });
        Self { behaviour, asked, url, ca, _dir: dir }
    }

    fn set(&self, change: impl FnOnce(&mut Behaviour)) {
        change(&mut self.behaviour.lock().unwrap());
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }

    fn fetch(&self, appliance: &Appliance, path: &str) -> Output {
        self.update(appliance, &["fetch", "--url", &format!("{}{path}", self.url)])
    }

    fn update(&self, appliance: &Appliance, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_hallbox"))
            .args(["update", "--root", appliance.at("root").to_str().unwrap()])
            .args(words)
            .env("SSL_CERT_FILE", &self.ca)
            .output()
            .unwrap()
    }
}

type Stream = StreamOwned<ServerConnection, std::net::TcpStream>;

fn serve(stream: &mut Stream, behaviour: &Behaviour, asked: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut lines = Vec::new();
    for line in BufReader::new(&mut *stream).lines() {
        match line? {
            line if line.is_empty() => break,
            line => lines.push(line),
        }
    }
    let path = lines[0].split(' ').nth(1).unwrap_or_default().to_owned();
    let header = |name: &str| {
        let found = lines
            .iter()
            .find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)));
        found.map(|(_, value)| value.to_owned())
    };
    let range = header("range").filter(|_| header("if-range").as_deref() == Some(behaviour.tag));
    asked.lock().unwrap().push(format!("{path} {}", range.clone().unwrap_or_default()));
    if let Some(rest) = path.strip_prefix("/elsewhere") {
        let to = if rest.is_empty() { "/update" } else { rest };
        write!(stream, "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n")?;
    } else {
        let whole = behaviour.content.len();
        let from = range.map_or(0, |range| range["bytes=".len()..range.len() - 1].parse().unwrap());
        let status = if from == 0 { "200 OK" } else { "206 Partial Content" };
        write!(
            stream,
            "HTTP/1.1 {status}\r\nETag: {}\r\nContent-Length: {}\r\n",
            behaviour.tag,
            whole - from
        )?;
        write!(stream, "Content-Range: bytes {from}-{}/{whole}\r\n\r\n", whole - 1)?;
        let end = whole.min(from.saturating_add(behaviour.bytes_max));
        stream.write_all(&behaviour.content[from..end])?;
    }
    stream.conn.send_close_notify();
    stream.flush()?;
    let _ = stream.sock.shutdown(std::net::Shutdown::Write);
    // Waits until the client has closed: a reset would discard bytes that it has not read yet.
    let _ = stream.sock.read(&mut [0; 64]);
    Ok(())
}

fn update(appliance: &Appliance, version: &str) -> Vec<u8> {
    fs::read(appliance.make("ours", version)).unwrap()
}

#[test]
fn a_download_goes_on_where_the_link_was_lost() {
    let appliance = Appliance::flashed();
    let content = update(&appliance, "0.2.0");
    let server = Server::open(content.clone());
    server.set(|behaviour| behaviour.bytes_max = content.len() / 2);
    let lost = server.fetch(&appliance, "/update");
    assert!(!lost.status.success() && said(&lost).contains("the link was lost"), "{}", said(&lost));
    assert!(!appliance.data().join("update.json").exists());
    server.set(|behaviour| behaviour.bytes_max = usize::MAX);
    let done = server.fetch(&appliance, "/elsewhere");
    assert!(done.status.success(), "{}", said(&done));
    // Another address is another download.
    assert_eq!(server.asked(), ["/update ", "/elsewhere ", "/update "]);
    let name = format!("hallbox-0.2.0-{}.update", super::appliance::ARCH);
    assert_eq!(names(&appliance.data().join("updates")), std::slice::from_ref(&name));

    fs::remove_dir_all(appliance.data().join("updates")).unwrap();
    server.set(|behaviour| behaviour.bytes_max = content.len() / 2);
    server.fetch(&appliance, "/update");
    let part = fs::metadata(appliance.data().join("updates/download.part")).unwrap().len();
    server.set(|behaviour| behaviour.bytes_max = usize::MAX);
    assert!(server.fetch(&appliance, "/update").status.success());
    assert_eq!(server.asked(), ["/update ".to_owned(), format!("/update bytes={part}-")]);
    assert_eq!(fs::read(appliance.data().join("updates").join(name)).unwrap(), content);
    assert_eq!(appliance.news().0, "found");
}

#[test]
fn once_a_day_only_what_is_new_is_fetched_from_where_the_settings_say() {
    let appliance = Appliance::flashed();
    let server = Server::open(update(&appliance, "0.2.0"));
    let daily = |told: &str| {
        let output = server.update(&appliance, &["fetch"]);
        assert!(output.status.success() && said(&output).contains(told), "{told}: {}", said(&output));
        server.asked().len()
    };
    assert_eq!(daily("No address is set"), 0);
    let settings = format!("[wire]\nuse = \"internet\"\n[updates]\nfrom = \"{}/update\"\n", server.url);
    fs::write(appliance.data().join("hallbox.toml"), settings).unwrap();
    assert_eq!(daily("can be installed"), 1);
    assert_eq!((appliance.news().0.as_str(), appliance.news().1.as_str()), ("found", "0.2.0"));
    // The same version again: it waits already, though the running one is older.
    let length = server.behaviour.lock().unwrap().content.len();
    server.set(|behaviour| behaviour.bytes_max = length / 2);
    assert_eq!(daily("is not newer"), 1);
    assert_eq!(appliance.news().0, "found");
    server.set(|behaviour| behaviour.content = Arc::new(update(&appliance, "0.3.0")));
    assert!(!server.update(&appliance, &["fetch"]).status.success(), "the link is lost half-way");
    server.set(|behaviour| behaviour.bytes_max = usize::MAX);
    daily("can be installed");
    assert_eq!(appliance.news().1, "0.3.0");
}

#[test]
fn a_file_that_changed_meanwhile_is_fetched_from_its_beginning() {
    let appliance = Appliance::flashed();
    let server = Server::open(update(&appliance, "0.2.0"));
    server.set(|behaviour| behaviour.bytes_max = behaviour.content.len() / 2);
    assert!(!server.fetch(&appliance, "/update").status.success());
    let newer = update(&appliance, "0.3.0");
    server.set(|behaviour| {
        *behaviour = Behaviour { content: Arc::new(newer), tag: "\"two\"", bytes_max: usize::MAX }
    });
    let done = server.fetch(&appliance, "/update");
    assert!(done.status.success(), "{}", said(&done));
    assert_eq!(appliance.news().1, "0.3.0");
}

#[test]
fn what_is_not_signed_is_not_downloaded_to_its_end_nor_kept() {
    let appliance = Appliance::flashed();
    appliance.key("theirs");
    let theirs = fs::read(appliance.make("theirs", "0.2.0")).unwrap();
    let mut long = update(&appliance, "0.2.0");
    long.extend(vec![0; 4 * 1024 * 1024]);
    let mut damaged = update(&appliance, "0.2.0");
    *damaged.last_mut().unwrap() ^= 1;
    let old = update(&appliance, "0.1.0");
    let cases = [
        (theirs, "does not trust"),
        (long, "the file is not whole"),
        (damaged, "is damaged"),
        (old, "is not newer"),
        (vec![b'x'; 3_000_000], "not an update"),
    ];
    for (content, why) in cases {
        let server = Server::open(content);
        let refused = server.fetch(&appliance, "/update");
        assert!(!refused.status.success() && said(&refused).contains(why), "{why}: {}", said(&refused));
        assert_eq!(appliance.news().0, "refused", "{why}");
        assert!(names(&appliance.data().join("updates")).is_empty(), "{why}");
    }
}

#[test]
fn only_servers_we_know_are_asked_and_only_under_tls() {
    let appliance = Appliance::flashed();
    let server = Server::open(update(&appliance, "0.2.0"));
    let circles = server.fetch(&appliance, "/elsewhere/elsewhere/elsewhere/elsewhere/elsewhere/update");
    assert!(said(&circles).contains("in circles"), "{}", said(&circles));
    let plain = server.fetch(&appliance, "/elsewherehttp://localhost/update");
    assert!(said(&plain).contains("https://"), "{}", said(&plain));
    let strangers = Command::new(env!("CARGO_BIN_EXE_hallbox"))
        .args(["update", "--root", appliance.at("root").to_str().unwrap()])
        .args(["fetch", "--url", &format!("{}/update", server.url)])
        .output()
        .unwrap();
    assert!(!strangers.status.success());
    assert!(!said(&strangers).contains("the link was lost"), "{}", said(&strangers));
    assert!(names(&appliance.data().join("updates")).iter().all(|name| !name.ends_with(".update")));
}
