use std::net::TcpListener;
use std::path::PathBuf;

use rustls::RootCertStore;

use super::*;
use crate::https::Https;
use crate::settings::Solver;

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
    let options = AcmeOptions { roots: Arc::new(RootCertStore::empty()), settle: Duration::ZERO };
    Keeper::open(CertificateConfig { dir, box_id, host, names, wanted }, options, CertificateTime::at(NOW_MS))
        .unwrap()
        .0
}

/// Counts the connections of one refresh to a listener that never answers in TLS.
async fn attempts(listener: &TcpListener, keeper: &mut Keeper, now_ms: i64) -> usize {
    listener.set_nonblocking(true).unwrap();
    let listener = listener.try_clone().unwrap();
    let (stop, mut stopped) = tokio::sync::oneshot::channel::<()>();
    let counting = tokio::spawn(async move {
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        let mut count = 0;
        loop {
            tokio::select! {
                biased;
                accepted = listener.accept() => { drop(accepted); count += 1; }
                _ = &mut stopped => return count,
            }
        }
    });
    keeper.refresh(CertificateTime::at(now_ms)).await;
    stop.send(()).unwrap();
    counting.await.unwrap()
}

#[tokio::test]
async fn without_an_uplink_the_box_asks_again_at_every_look_and_says_why() {
    let dir = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("https://127.0.0.1:{}/directory", listener.local_addr().unwrap().port());
    let mut keeper = keeper(dir.path().join("tls"), acme(address));
    for look in 0..3 {
        assert_eq!(attempts(&listener, &mut keeper, NOW_MS + look).await, 1);
        let status = keeper.status().borrow().clone();
        assert_eq!(status.source, CertificateSource::Own);
        let why = status.why.unwrap();
        assert!(why.starts_with("there is no certificate yet; 127.0.0.1 cannot be reached: "), "{why}");
    }
}

#[tokio::test]
async fn an_address_that_can_never_answer_is_not_asked_in_the_clear() {
    let https = Https::new(Arc::new(RootCertStore::empty()), NOW_MS).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    for address in [format!("http://{}/", listener.local_addr().unwrap()), "/directory".to_owned()] {
        let request = hyper::Request::get(address).body(instant_acme::BodyWrapper::default()).unwrap();
        let error = https.ask(request).await.unwrap_err();
        assert_eq!(error.cause, "the address does not begin with https://");
    }
    listener.set_nonblocking(true).unwrap();
    listener.accept().unwrap_err();
}
