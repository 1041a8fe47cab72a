//! How phones and computers find out whether there is internet, as their makers wrote it: which addresses, in which
//! order, and what they conclude. Independent of the box's table of probes.

use std::net::SocketAddr;

use hallbox::edge::EdgeLimits;
use machine::network::plan::PROBE_ADDRESS;
use tokio::net::TcpStream;

use crate::edge::kit::{Venue, talk};

/// What a device concludes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Conclusion {
    /// Connected, without a question.
    Online,
    /// "Limited connection: connect anyway?" After one tap as [`Conclusion::Online`].
    Partial,
    /// A page opens.
    Portal(String),
    /// "No internet."
    Offline(String),
}

struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A device on the guests' Wi-Fi, where the names of all probes resolve to the box.
struct Device {
    plain: SocketAddr,
    agent: &'static str,
    version: &'static str,
}

impl Device {
    fn new(venue: &Venue, agent: &'static str) -> Self {
        Self { plain: venue.plain, agent, version: "1.1" }
    }

    async fn get(&self, url: &str) -> Answer {
        let rest = url.strip_prefix("http://").unwrap();
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let path = if path.is_empty() { "/" } else { path };
        let request = format!(
            "GET {path} HTTP/{}\r\nHost: {host}\r\nUser-Agent: {}\r\nConnection: close\r\n\r\n",
            self.version, self.agent
        );
        let text = talk(TcpStream::connect(self.plain).await.unwrap(), request.as_bytes()).await;
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(key, value)| (key.to_ascii_lowercase(), value.to_owned())).collect();
        Answer { status, headers, body: body.to_owned() }
    }

    /// iOS, iPadOS, macOS: one page. Any other answer is shown to the user.
    async fn apple(&self) -> Conclusion {
        let answer = self.get("http://captive.apple.com/hotspot-detect.html").await;
        match answer.status {
            200 if answer.body.contains("<TITLE>Success</TITLE>")
                && answer.body.contains("<BODY>Success</BODY>") =>
            {
                Conclusion::Online
            }
            302 => Conclusion::Portal(answer.header("location").unwrap().to_owned()),
            _ => Conclusion::Portal("http://captive.apple.com/hotspot-detect.html".to_owned()),
        }
    }

    /// Android: two probes at once, of which the one with TLS cannot succeed here; two more if needed.
    async fn android(&self, host: &str, resolved_to: std::net::Ipv4Addr) -> Conclusion {
        if resolved_to.is_private() {
            return Conclusion::Offline("the probe's name leads to a private address".to_owned());
        }
        let fallbacks = ["http://www.google.com/gen_204", "http://play.googleapis.com/generate_204"];
        for url in [format!("http://{host}/generate_204").as_str()].iter().chain(&fallbacks) {
            let answer = self.get(url).await;
            match answer.status {
                204 => return Conclusion::Partial,
                301..=308 => return Conclusion::Portal(answer.header("location").unwrap().to_owned()),
                200 if answer.body.len() > 4 => return Conclusion::Portal((*url).to_owned()),
                _ => {}
            }
        }
        Conclusion::Offline("no probe was answered".to_owned())
    }

    /// Windows 10 and 11: a text, then a name that must have one specific address.
    async fn windows(&self, dns_probe: &str) -> Conclusion {
        let answer = self.get("http://www.msftconnecttest.com/connecttest.txt").await;
        if answer.status == 302 {
            return Conclusion::Portal("http://www.msftconnecttest.com/redirect".to_owned());
        }
        if answer.body != "Microsoft Connect Test" || dns_probe != "131.107.255.255" {
            return Conclusion::Offline(answer.body);
        }
        Conclusion::Online
    }

    async fn windows_7(&self) -> Conclusion {
        let answer = self.get("http://www.msftncsi.com/ncsi.txt").await;
        if answer.body == "Microsoft NCSI" { Conclusion::Online } else { Conclusion::Offline(answer.body) }
    }

    async fn firefox(&self) -> Conclusion {
        let page = self.get("http://detectportal.firefox.com/canonical.html").await;
        let canonical =
            "<meta http-equiv=\"refresh\" content=\"0;url=https://support.mozilla.org/kb/captive-portal\"/>";
        if page.status == 302 {
            return Conclusion::Portal(page.header("location").unwrap().to_owned());
        }
        let word = self.get("http://detectportal.firefox.com/success.txt?ipv4").await;
        if page.body == canonical && word.body == "success\n" {
            Conclusion::Online
        } else {
            Conclusion::Offline(page.body)
        }
    }

    async fn chrome_os(&self) -> Conclusion {
        match self.get("http://www.gstatic.com/generate_204").await {
            Answer { status: 204, .. } => Conclusion::Online,
            answer => Conclusion::Portal(answer.header("location").unwrap_or_default().to_owned()),
        }
    }

    /// NetworkManager: its header, or the beginning of the configured text.
    async fn network_manager(&self, url: &str, expected: &str) -> Conclusion {
        let answer = self.get(url).await;
        let said = answer.header("x-networkmanager-status") == Some("online");
        match answer.status {
            _ if said => Conclusion::Online,
            204 if expected.is_empty() => Conclusion::Online,
            200 if !expected.is_empty() && answer.body.starts_with(expected) => Conclusion::Online,
            status => Conclusion::Portal(status.to_string()),
        }
    }

    async fn kindle(&self) -> Conclusion {
        let answer = self.get("http://spectrum.s3.amazonaws.com/kindle-wifi/wifistub.html").await;
        if answer.body.contains("81ce4465-7167-4dcb-835b-dcc9e44c112a") {
            Conclusion::Online
        } else {
            Conclusion::Portal(answer.body)
        }
    }

    /// Opens the portal's page and follows its link. Returns the text of both pages.
    async fn goes_through_the_guide(&self, start: &str) -> String {
        let welcome = self.get(start).await;
        assert_eq!(welcome.status, 200, "{start}");
        assert!(!welcome.body.contains("<script"), "{}", welcome.body);
        assert!(welcome.body.len() < 10_000);
        let link = welcome.body.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        let host = start.strip_prefix("http://").unwrap().split('/').next().unwrap();
        let done = self.get(&format!("http://{host}{link}")).await;
        assert_eq!(done.status, 200);
        welcome.body + &done.body
    }
}

const IPHONE: &str = "CaptiveNetworkSupport-481.60.2 wispr";
const ANDROID: &str =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/60.0 Safari/537.36";
/// The name server's answer to Windows; `isolation.rs` asks the real one.
const WINDOWS_ADDRESS: &str = "131.107.255.255";

#[tokio::test]
async fn quietly_every_device_stays() {
    let venue = Venue::open().await;
    let device = |agent| Device::new(&venue, agent);
    assert_eq!(Device { version: "1.0", ..device(IPHONE) }.apple().await, Conclusion::Online);
    assert_eq!(device(IPHONE).apple().await, Conclusion::Online);
    for host in [
        "connectivitycheck.gstatic.com",
        "clients3.google.com",
        "connect.rom.miui.com",
        "developers.google.cn",
        "connectivitycheck.platform.hicloud.com",
    ] {
        assert_eq!(device(ANDROID).android(host, PROBE_ADDRESS).await, Conclusion::Partial, "{host}");
    }
    assert_eq!(device("Microsoft NCSI").windows(WINDOWS_ADDRESS).await, Conclusion::Online);
    assert_eq!(device("Microsoft NCSI").windows_7().await, Conclusion::Online);
    assert_eq!(device("Firefox").firefox().await, Conclusion::Online);
    assert_eq!(device("ChromeOS").chrome_os().await, Conclusion::Online);
    assert_eq!(device("Kindle").kindle().await, Conclusion::Online);
    for (url, expected) in [
        ("http://nmcheck.gnome.org/check_network_status.txt", "NetworkManager is online"),
        ("http://network-test.debian.org/nm", "NetworkManager is online"),
        ("http://connectivity-check.ubuntu.com/", ""),
        ("http://fedoraproject.org/static/hotspot.txt", "OK"),
    ] {
        assert_eq!(
            device("NetworkManager").network_manager(url, expected).await,
            Conclusion::Online,
            "{url}"
        );
    }
}

#[tokio::test]
async fn with_the_guide_every_phone_sees_the_page_once() {
    let venue = Venue::with_portal(EdgeLimits::default(), true).await;
    let iphone = Device { version: "1.0", ..Device::new(&venue, IPHONE) };
    let Conclusion::Portal(page) = iphone.apple().await else { panic!("no page") };
    assert_eq!(page, "http://198.51.100.1/welcome");
    // Until the guest follows the link, every device gets the page.
    let android = Device::new(&venue, ANDROID);
    let before = android.android("connectivitycheck.gstatic.com", PROBE_ADDRESS).await;
    assert!(matches!(before, Conclusion::Portal(to) if to == page));
    assert!(matches!(Device::new(&venue, "x").windows(WINDOWS_ADDRESS).await, Conclusion::Portal(_)));
    assert!(matches!(Device::new(&venue, "x").firefox().await, Conclusion::Portal(to) if to == page));
    let read = iphone.goes_through_the_guide(&page).await;
    assert!(
        read.contains("The Crown") && read.contains("<b>Done</b>") && read.contains("https://localhost:8443")
    );
    assert_eq!(iphone.apple().await, Conclusion::Online);
    assert_eq!(android.android("connectivitycheck.gstatic.com", PROBE_ADDRESS).await, Conclusion::Partial);
}

#[tokio::test]
async fn a_private_address_would_lose_android() {
    let venue = Venue::open().await;
    let android = Device::new(&venue, ANDROID);
    let lost = android.android("connectivitycheck.gstatic.com", [10, 77, 0, 1].into()).await;
    assert!(matches!(lost, Conclusion::Offline(_)));
    assert!(!PROBE_ADDRESS.is_private());
}

/// Byte for byte, with headers: an extra header has broken phones.
#[tokio::test]
async fn answers_are_what_the_real_servers_send() {
    let venue = Venue::open().await;
    let answer = |host: &'static str, path: &'static str| {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        let venue = &venue;
        async move { without_date(&venue.request(&request).await) }
    };
    assert_eq!(
        answer("connectivitycheck.gstatic.com", "/generate_204").await,
        "HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"
    );
    assert_eq!(
        answer("captive.apple.com", "/hotspot-detect.html").await,
        "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: text/html\r\ncache-control: no-store\r\n\
         content-length: 69\r\n\r\n<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>\n"
    );
    assert_eq!(
        answer("connectivity-check.ubuntu.com", "/").await,
        "HTTP/1.1 204 No Content\r\nconnection: close\r\nx-networkmanager-status: online\r\n\r\n"
    );
    assert_eq!(
        answer("www.msftconnecttest.com", "/redirect").await,
        "HTTP/1.1 302 Found\r\nconnection: close\r\nlocation: http://198.51.100.1/\r\ncache-control: no-store\r\n\
         content-length: 0\r\n\r\n"
    );
}

fn without_date(answer: &str) -> String {
    answer.split_inclusive("\r\n").filter(|line| !line.starts_with("date: ")).collect()
}

#[tokio::test]
async fn probes_never_reach_the_house_and_the_house_never_answers_as_a_probe() {
    let venue = Venue::open().await;
    let ask = |request: &'static str| venue.request(request);
    let post = ask("POST /api/code HTTP/1.1\r\nHost: captive.apple.com\r\nContent-Length: 0\r\n\r\n").await;
    assert!(post.starts_with("HTTP/1.1 405"), "{post}");
    // Apple's host is a probe for every path, also for one of the box's pages.
    let staff = ask("GET /staff HTTP/1.1\r\nHost: captive.apple.com\r\n\r\n").await;
    assert!(staff.ends_with("Success</BODY></HTML>\n"), "{staff}");
    for host in ["localhost", "bingo", "evil-captive.apple.com", "captive.apple.com.evil.example"] {
        let request =
            format!("GET /hotspot-detect.html HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let answer = venue.request(&request).await;
        assert!(answer.starts_with("HTTP/1.1 404"), "{host}: {answer}");
    }
}

#[tokio::test]
async fn the_portal_api_says_what_a_phone_needs() {
    for (guide, captive) in [(false, false), (true, true)] {
        let venue = Venue::with_portal(EdgeLimits::default(), guide).await;
        let request = b"GET /captive HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        let answer = talk(venue.tls_stream().await, request).await;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.contains("content-type: application/captive+json\r\n"), "{head}");
        assert!(body.len() < 4_096);
        let told: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(told["captive"], captive);
        assert_eq!(told["venue-info-url"], "https://localhost:8443/");
        assert_eq!(told.get("user-portal-url").is_some(), captive);
    }
}
