use std::net::TcpListener;
use std::path::PathBuf;

use super::*;
use crate::network::tls::ladder::{Ground, Rung};
use crate::settings::Certificate;

/// 2026-11-20, midnight.
const NOW_MS: i64 = 1_795_132_800_000;

fn acme(directory: String) -> Acme {
    let text = || "x".to_owned();
    let solver = Solver::AcmeDns { server: text(), username: text(), password: text(), subdomain: text() };
    Acme { email: None, directory, solver }
}

fn keeper(dir: PathBuf, acme: Acme) -> Keeper {
    let host = "bingo.example.org".to_owned();
    let (box_id, names, wanted) = ("abcd1234".to_owned(), vec![host.clone()], Certificate::Acme(acme));
    let outside = Outside { roots: Arc::new(RootCertStore::empty()), settle: Duration::ZERO };
    Keeper::open(Ground { dir, box_id, host, names, wanted }, outside, NOW_MS).unwrap().0
}

/// Every attempt knocks; nobody ever answers in TLS.
async fn knocks(door: &TcpListener, keeper: &mut Keeper, now_ms: i64) -> usize {
    door.set_nonblocking(true).unwrap();
    let door = door.try_clone().unwrap();
    let (stop, mut stopped) = tokio::sync::oneshot::channel::<()>();
    let counting = tokio::spawn(async move {
        let door = tokio::net::TcpListener::from_std(door).unwrap();
        let mut count = 0;
        loop {
            tokio::select! {
                biased;
                knocked = door.accept() => { drop(knocked); count += 1; }
                _ = &mut stopped => return count,
            }
        }
    });
    keeper.look(now_ms).await;
    stop.send(()).unwrap();
    counting.await.unwrap()
}

#[tokio::test]
async fn without_an_uplink_the_box_asks_again_at_every_look_and_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://127.0.0.1:{}/directory", door.local_addr().unwrap().port());
    let mut keeper = keeper(dir.path().join("tls"), acme(address));
    for look in 0..3 {
        assert_eq!(knocks(&door, &mut keeper, NOW_MS + look).await, 1);
        let standing = keeper.told().borrow().clone();
        assert_eq!(standing.rung, Rung::Own);
        let why = standing.why.unwrap();
        assert!(why.starts_with("there is no certificate yet; 127.0.0.1 cannot be reached: "), "{why}");
    }
}

#[tokio::test]
async fn an_address_that_can_never_answer_is_not_asked_in_the_clear() {
    let https = Https::new(Arc::new(RootCertStore::empty()), NOW_MS).unwrap();
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    for address in [format!("http://{}/", door.local_addr().unwrap()), "/directory".to_owned()] {
        let request = hyper::Request::get(address).body(instant_acme::BodyWrapper::default()).unwrap();
        let error = https.ask(request).await.unwrap_err();
        assert_eq!(error.cause, "the address does not begin with https://");
    }
    door.set_nonblocking(true).unwrap();
    door.accept().unwrap_err();
}
