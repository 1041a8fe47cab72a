//! The bare reference: a plain tokio task for each TLS socket, writing shared pre-framed bytes from
//! a broadcast channel. No ledger, no rules, no people; nothing between TCP and the bytes but TLS.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};

use ::machine::certificate::{Served, authority};
use ::machine::clock::CertificateTime;
use bots::door::Door;
use bots::swarm::{Call, Target, machine, now_us};
use bots::{BotError, guest};
use bytes::Bytes;
use protocol::{PhoneRequest, Since, VERSION, text_frame};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::broadcast;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// First argument of the process that serves.
pub(crate) const SERVE: &str = "--serve-bare";
/// As in the box: everybody comes back at once after a power cut.
const LISTEN_QUEUE: u32 = 4_096;
/// Frames a slow socket may fall behind.
const BACKLOG: usize = 256;
/// As much as the box says to a phone that joins.
const WELCOME_BYTES: usize = 2_000;
/// Appended to the client's key before hashing (RFC 6455 §1.3).
const GUID: &[u8] = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What all sockets share.
struct Room {
    balls: broadcast::Sender<Bytes>,
    /// What a phone that joins is told: framed once for all of them.
    welcome: Mutex<Bytes>,
}

/// Serves until its standard input ends; every line there is a ball.
pub(crate) fn serve(folder: &Path) -> Result<(), Failure> {
    // The box's own certificates and settings: only what is done with the sockets differs.
    let own = authority::load_or_make(folder, "bare", &[], CertificateTime::at(now_us() / 1_000))?.certified;
    let tls = Served::new(own).config()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let room = Arc::new(Room { balls: broadcast::channel(BACKLOG).0, welcome: Mutex::new(welcome(0)) });
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let listener = socket.listen(LISTEN_QUEUE)?;
        println!("{}", listener.local_addr()?.port());
        tokio::spawn(accept(listener, TlsAcceptor::from(tls), Arc::clone(&room)));
        let (line, mut lines) = tokio::sync::mpsc::channel(1);
        std::thread::spawn(move || std::io::stdin().lock().lines().all(|_| line.blocking_send(()).is_ok()));
        let mut n = 0_u8;
        while lines.recv().await.is_some() {
            n += 1;
            let text = format!(r#"{{"t":"ball","s":{n},"b":{},"n":{n},"h":"{n:016x}"}}"#, 76 - n);
            let frame = text_frame(text.as_bytes());
            *room.welcome.lock().expect("nobody panics with it") = welcome(n);
            // Said before it is sent, as the box logs its commit before it shows it.
            println!("{}", now_us());
            let _ = room.balls.send(frame); // nobody listening is fine
        }
        Ok(())
    })
}

fn welcome(s: u8) -> Bytes {
    let start = format!(r#"{{"t":"snapshot","night":"bare","s":{s},"h":"{s:016x}","rest":""#);
    let rest = "x".repeat(WELCOME_BYTES - start.len());
    text_frame(format!("{start}{rest}\"}}").as_bytes())
}

async fn accept(listener: tokio::net::TcpListener, tls: TlsAcceptor, room: Arc<Room>) {
    loop {
        let Ok((tcp, _)) = listener.accept().await else { continue };
        let (tls, room) = (tls.clone(), Arc::clone(&room));
        tokio::spawn(async move {
            let _ = attend(tcp, tls, &room).await; // a phone that left is no failure
        });
    }
}

async fn attend(tcp: TcpStream, tls: TlsAcceptor, room: &Room) -> Result<(), Failure> {
    tcp.set_nodelay(true)?;
    let mut socket = tls.accept(tcp).await?;
    upgrade(&mut socket).await?;
    let mut heard = [0; 1_024];
    if socket.read(&mut heard).await? == 0 {
        return Ok(());
    }
    let mut balls = room.balls.subscribe();
    let welcome = room.welcome.lock().expect("nobody panics with it").clone();
    socket.write_all(&welcome).await?;
    socket.flush().await?;
    loop {
        let mut heard = [0; 256];
        tokio::select! {
            frame = balls.recv() => {
                socket.write_all(&frame?).await?;
                socket.flush().await?;
            }
            read = socket.read(&mut heard) => if read? == 0 { return Ok(()) },
        }
    }
}

/// Reads a request up to its empty line and answers with the upgrade it asks for.
async fn upgrade(socket: &mut TlsStream<TcpStream>) -> Result<(), Failure> {
    let mut request = Vec::with_capacity(512);
    while !request.ends_with(b"\r\n\r\n") {
        if request.len() > 4_096 || socket.read_buf(&mut request).await? == 0 {
            return Err("no request".into());
        }
    }
    let request = String::from_utf8(request)?;
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("sec-websocket-key").then(|| value.trim().to_owned())
    };
    let key = request.lines().find_map(header).ok_or("no key")?;
    let mut hash = aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA1_FOR_LEGACY_USE_ONLY);
    hash.update(key.as_bytes());
    hash.update(GUID);
    let accept = data_encoding::BASE64.encode(hash.finish().as_ref());
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Accept: {accept}\r\n\r\n"
    );
    socket.write_all(answer.as_bytes()).await?;
    socket.flush().await?;
    Ok(())
}

/// The reference in a process of its own, as a target of the load driver.
pub(crate) struct Bare {
    child: Child,
    asks: ChildStdin,
    says: BufReader<ChildStdout>,
    door: Door,
    calls: u8,
}

impl Bare {
    /// Starts this same program again as a server.
    pub(crate) fn start(folder: &Path, core: Option<usize>) -> Result<Self, Failure> {
        let program: PathBuf = std::env::current_exe()?;
        let mut command = Command::new(program);
        command.arg(SERVE).arg(folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = machine::spawn_on(core, &mut command)?;
        let asks = child.stdin.take().ok_or("no way in")?;
        let mut says = BufReader::new(child.stdout.take().ok_or("no way out")?);
        let mut port = String::new();
        says.read_line(&mut port)?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port.trim().parse()?));
        let door = Door::new(address, "localhost", &folder.join("ca.crt"))?;
        Ok(Self { child, asks, says, door, calls: 0 })
    }

    fn ask_for_a_ball(&mut self) -> Result<i64, Failure> {
        self.asks.write_all(b"ball\n")?;
        let mut sent_us = String::new();
        self.says.read_line(&mut sent_us)?;
        Ok(sent_us.trim().parse()?)
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        let _ = self.child.kill(); // it may have ended by itself
        let _ = self.child.wait();
    }
}

impl Target for Bare {
    const REMEMBERS: bool = false;

    fn name(&self) -> &'static str {
        "bare"
    }

    fn pid(&self) -> u32 {
        self.child.id()
    }

    fn door(&self) -> &Door {
        &self.door
    }

    fn path(&self) -> &'static str {
        guest::PATH
    }

    fn hello(&self, _phone: usize, since: Option<Since>) -> Result<String, BotError> {
        // As long as what a phone says to the box.
        let hello = PhoneRequest::Hello { v: VERSION, keys: vec!["X".repeat(26)], since, receipt: None };
        serde_json::to_string(&hello).map_err(|error| BotError::Unexpected(error.to_string()))
    }

    async fn call(&mut self) -> Result<Call, BotError> {
        let pressed_us = now_us();
        // Blocks this thread for the time of a pipe's answer: phones' sockets fill meanwhile, and
        // their arrival is read later than it was.
        let sent_us = self.ask_for_a_ball().map_err(|error| BotError::Unexpected(error.to_string()))?;
        self.calls += 1;
        Ok(Call { call: self.calls, pressed_us, committed_us: sent_us })
    }
}
