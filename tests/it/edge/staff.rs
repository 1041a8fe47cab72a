//! People, their devices and what they may do.

use bots::device::StaffDevice;
use bots::door::Cookies;
use domain::{Act, By, Command, GameId, Kind, Label, Rights, Role, StaffId, code::key_text};
use hallbox::edge::EdgeLimits;
use hallbox::vault::PaidWin;
use protocol::{PersonView, StaffMessage};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use super::kit::{Client, Venue, new_id, talk};

pub(super) const PIN: &str = "739104";

/// A browser on a staff device.
pub(crate) struct Browser {
    device: StaffDevice,
}

impl Browser {
    fn new() -> Self {
        Self { device: StaffDevice::new().unwrap() }
    }

    fn device(&self) -> Value {
        json!(self.device.public())
    }

    pub(crate) fn cookies(&self) -> Cookies {
        self.device.cookies.clone()
    }

    pub(crate) fn cookie_header(&self) -> String {
        self.device.cookies.header()
    }

    async fn ask(&mut self, venue: &Venue, method: &str, path: &str, body: &str) -> (u16, Value) {
        let body = body.to_owned().into();
        let asked = venue.door().exchange(method, path, &mut self.device.cookies, body).await;
        let (status, body) = asked.unwrap();
        (status.as_u16(), serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    pub(crate) async fn post(&mut self, venue: &Venue, path: &str, body: Value) -> (u16, Value) {
        self.ask(venue, "POST", path, &body.to_string()).await
    }

    pub(crate) async fn get(&mut self, venue: &Venue, path: &str) -> (u16, Value) {
        self.ask(venue, "GET", path, "").await
    }

    pub(super) async fn sign_in(&mut self, venue: &Venue, staff: &str, pin: &str) -> (u16, Value) {
        let (_, me) = self.get(venue, "/api/me").await;
        let challenge = me["challenge"].as_str().unwrap();
        let signature = self.device.sign(challenge).unwrap();
        let body = json!({"staff": staff, "pin": pin, "signature": signature, "challenge": challenge});
        self.post(venue, "/api/sign-in", body).await
    }

    pub(crate) async fn socket(&self, venue: &Venue) -> Client<TlsStream<TcpStream>> {
        let stream = venue.tls_stream().await;
        let mut socket = Client::open(stream, "wss", "/api/staff/socket", &self.cookie_header()).await;
        socket.say(&json!({"t": "hello", "v": 1, "since": null})).await;
        socket
    }

    /// A signed-in colleague on a device of their own.
    pub(crate) async fn hire(&mut self, venue: &Venue, name: &str, role: &str) -> (Self, String) {
        self.hire_for(venue, name, role, "any").await
    }

    /// The same, on a device for one purpose.
    pub(super) async fn hire_for(
        &mut self,
        venue: &Venue,
        name: &str,
        role: &str,
        profile: &str,
    ) -> (Self, String) {
        let (status, person) =
            self.post(venue, "/api/staff", json!({"name": name, "role": role, "pin": PIN})).await;
        assert_eq!(status, 200, "{person}");
        let (_, offer) =
            self.post(venue, "/api/devices/enrolment", json!({"desk": "Door", "profile": profile})).await;
        let token = offer["url"].as_str().unwrap().split_once("/staff#e=").unwrap().1.to_owned();
        assert!(offer["qr_svg"].as_str().unwrap().starts_with("<svg"));
        let mut colleague = Self::new();
        let body = json!({"token": token, "device": colleague.device()});
        assert_eq!(colleague.post(venue, "/api/enrol", body.clone()).await.0, 200);
        assert_ne!(Self::new().post(venue, "/api/enrol", body).await.0, 200, "an offer is good once");
        let staff = person["id"].as_str().unwrap().to_owned();
        let (status, problem) = colleague.sign_in(venue, &staff, PIN).await;
        assert_eq!(status, 200, "{problem}");
        (colleague, staff)
    }
}

/// A browser with the cookies of another one, and without its key.
fn thief_with(cookies: Cookies) -> Browser {
    let mut thief = Browser::new();
    thief.device.cookies = cookies;
    thief
}

/// A venue and its owner.
pub(crate) async fn claimed() -> (Venue, Browser) {
    claimed_with(EdgeLimits::default()).await
}

pub(crate) async fn claimed_with(limits: EdgeLimits) -> (Venue, Browser) {
    let venue = Venue::with(limits).await;
    let code = venue.vault.claim_code().unwrap().unwrap();
    let mut owner = Browser::new();
    let body =
        json!({"claim_code": code, "name": "Olivia", "pin": PIN, "desk": "Bar", "device": owner.device()});
    let (status, problem) = owner.post(&venue, "/api/claim-box", body).await;
    assert_eq!(status, 200, "{problem}");
    (venue, owner)
}

/// Opens the game `g1`: any line, drawn by the box.
pub(crate) async fn open_any_line(screen: &mut Client<TlsStream<TcpStream>>) {
    let rules = serde_json::to_value(domain::Rules::friendly_pub()).unwrap();
    let planned =
        json!({"name": "First", "source": "rng", "rules": rules, "play": {"plan": "any-line"}, "stages": []});
    let opened =
        act(screen, json!({"do": "open_game", "game": "g1", "item": null, "planned": planned})).await;
    assert!(opened.get("ok").is_some(), "{opened}");
}

pub(crate) async fn act(socket: &mut Client<TlsStream<TcpStream>>, act: Value) -> Value {
    socket.say(&json!({"t": "act", "id": new_id(), "act": act})).await;
    socket.hear("reply").await
}

#[tokio::test]
async fn the_first_owner_claims_the_box_once_and_is_signed_in() {
    let venue = Venue::open().await;
    let mut somebody = Browser::new();
    let (_, me) = somebody.get(&venue, "/api/me").await;
    assert_eq!((&me["unclaimed"], &me["device"], &me["tiles"]), (&json!(true), &Value::Null, &json!([])));
    let body = |code: &str, who: &Browser| {
        let device = who.device();
        json!({"claim_code": code, "name": "Olivia", "pin": PIN, "desk": "Bar", "device": device})
    };
    let wrong = body("0000-0000", &somebody);
    let (status, problem) = somebody.post(&venue, "/api/claim-box", wrong).await;
    assert_eq!((status, &problem["refused"]["code"]), (422, &json!("invalid")), "{problem}");
    let code = venue.vault.claim_code().unwrap().unwrap();
    let right = body(&code, &somebody);
    assert_eq!(somebody.post(&venue, "/api/claim-box", right.clone()).await.0, 200);
    let (_, me) = somebody.get(&venue, "/api/me").await;
    assert_eq!(
        (&me["unclaimed"], &me["name"], &me["desk"]),
        (&json!(false), &json!("Olivia"), &json!("Bar"))
    );
    assert_eq!(me["rights"].as_array().unwrap().len(), 6);
    assert_eq!(Browser::new().post(&venue, "/api/claim-box", right).await.0, 409);
}

#[tokio::test]
async fn a_guest_who_guesses_keeps_no_owner_from_claiming() {
    let venue = Venue::open().await;
    let code = venue.vault.claim_code().unwrap().unwrap();
    let (mut guest, mut owner) = (Browser::new(), Browser::new());
    let body = |code: &str, who: &Browser| {
        let device = who.device();
        json!({"claim_code": code, "name": "Olivia", "pin": PIN, "desk": "Bar", "device": device})
    };
    let mut answers = Vec::new();
    for _ in 0..8 {
        let wrong = body("0000-0000", &guest);
        answers.push(guest.post(&venue, "/api/claim-box", wrong).await.0);
    }
    assert_eq!(answers, [422, 422, 422, 422, 422, 429, 429, 429]);
    let right = body(&code, &owner);
    let (status, problem) = owner.post(&venue, "/api/claim-box", right).await;
    assert_eq!(status, 200, "{problem}");
}

#[tokio::test]
async fn a_card_is_sold_looked_up_and_voided_by_whatever_was_scanned() {
    let (venue, owner) = claimed().await;
    let cards = venue.cards(2);
    let mut screen = owner.socket(&venue).await;
    let snapshot = screen.hear("snapshot").await;
    assert_eq!((&snapshot["venue"], &snapshot["cards_issued"]), (&json!("The Crown"), &json!(2)));
    assert_eq!(snapshot["people"][0]["name"], "Olivia");

    let url = format!("https://localhost:8443/C/{}", key_text(&cards[0].issued.key));
    let sold = act(&mut screen, json!({"do": "activate_card", "card": url})).await;
    assert_eq!(sold["ok"]["entries"][0]["type"], "card_activated", "{sold}");
    let again =
        act(&mut screen, json!({"do": "activate_card", "card": cards[0].issued.code.to_string()})).await;
    assert_eq!(again["refused"]["code"], "already_active", "{again}");
    assert_eq!(again["refused"]["sold"]["by"]["desk"], "Bar", "it says where");
    let unknown = act(&mut screen, json!({"do": "activate_card", "card": "#999999"})).await;
    assert_eq!(unknown["refused"], json!({"code": "unknown", "what": "card"}));

    screen
        .say(&json!({"t": "look_up", "id": new_id(), "card": format!("#{}", cards[0].issued.serial)}))
        .await;
    let info = screen.hear("reply").await;
    assert_eq!(info["card"]["sold"]["by"]["staff"], "s1", "{info}");
    let void = json!({"do": "void_card", "card": format!("#{}", cards[0].issued.serial), "reason": "torn"});
    assert_eq!(act(&mut screen, void).await["ok"]["entries"][0]["type"], "card_voided");
}

#[tokio::test]
async fn the_same_command_id_gets_the_same_bytes_even_on_another_socket() {
    let (venue, owner) = claimed().await;
    let cards = venue.cards(1);
    let message = json!({
        "t": "act", "id": new_id(), "act": {"do": "activate_card", "card": format!("#{}", cards[0].issued.serial)}
    });
    let mut answers = Vec::new();
    for _ in 0..2 {
        let mut screen = owner.socket(&venue).await;
        screen.hear("snapshot").await;
        screen.say(&message).await;
        answers.push(loop {
            let text = screen.hear_text().await;
            if text.starts_with(r#"{"t":"reply""#) {
                break text;
            }
        });
    }
    assert!(answers[0].contains("card_activated"));
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn a_night_is_prepared_and_played_from_the_screen() {
    let (venue, mut owner) = claimed().await;
    let (status, set) = owner.post(&venue, "/api/cards", json!({"count": 3})).await;
    assert_eq!(status, 200, "{set}");
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    let rules = serde_json::to_value(domain::Rules::friendly_pub()).unwrap();
    let acts = [
        json!({"do": "activate_card", "card": format!("#{}", set["first"])}),
        json!({"do": "add_prize", "prize": "ham", "name": "A ham", "stock": 1}),
        json!({"do": "open_game", "game": "g1", "item": null, "planned": {
            "name": "First", "source": "rng", "rules": rules,
            "play": {"patterns": ["any-line"]}, "stages": [{"prize": "ham"}]}}),
        json!({"do": "lock_game", "game": "g1"}),
        json!({"do": "draw_ball", "game": "g1", "after": 0, "ball": null}),
        json!({"do": "pause_game", "game": "g1", "reason": "Drinks"}),
        json!({"do": "resume_game", "game": "g1"}),
    ];
    for what in acts {
        let reply = act(&mut screen, what.clone()).await;
        assert!(reply.get("ok").is_some(), "{what}: {reply}");
    }
    let strange = json!({"do": "open_game", "game": "g2", "item": null, "planned": {
        "name": "x", "source": "rng", "rules": rules, "play": {"plan": "no-such"}, "stages": []}});
    assert_eq!(act(&mut screen, strange).await["refused"], json!({"code": "unknown", "what": "pattern"}));
    let twice = act(&mut screen, json!({"do": "draw_ball", "game": "g1", "after": 0, "ball": null})).await;
    assert_eq!(twice["refused"]["code"], "call_already_out", "{twice}");
    let (_, mut steps) = owner.get(&venue, "/api/first-steps").await;
    let certificate = steps["certificate"].take();
    assert_eq!(
        steps,
        json!({"cards": true, "team": false, "game": true, "prize": true, "certificate": null})
    );
    assert_eq!((&certificate["from"], &certificate["remind_days"]), (&json!("own"), &Value::Null));
    assert!(certificate["days_left"].as_i64().unwrap() > 700, "{certificate}");
}

#[tokio::test]
async fn a_winners_name_is_kept_when_the_prize_is_paid_and_not_before() {
    let (venue, owner) = claimed().await;
    let cards = venue.cards(1);
    venue.sell(&cards[0]).await;
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    open_any_line(&mut screen).await;
    act(&mut screen, json!({"do": "lock_game", "game": "g1"})).await;
    for after in 0..75 {
        let drawn =
            act(&mut screen, json!({"do": "draw_ball", "game": "g1", "after": after, "ball": null})).await;
        if drawn["refused"]["code"] == "win_open" {
            break;
        }
    }
    let serial = cards[0].issued.serial;
    let pay = json!({"do": "pay_prize", "game": "g1", "stage": 0, "serial": serial, "name": "Ana"});
    let names = || venue.vault.names(&venue.views.now().night).unwrap();
    assert_eq!(act(&mut screen, pay.clone()).await["refused"]["code"], "not_claimed");
    assert_eq!(names(), [], "nobody got anything");
    act(&mut screen, json!({"do": "claim", "game": "g1", "stage": 0, "card": format!("#{serial}")})).await;
    let good = json!({"do": "judge_claim", "game": "g1", "stage": 0, "serial": serial, "verdict": "good"});
    assert!(act(&mut screen, good).await.get("ok").is_some());
    // The box stops after the payment was written and before the name was kept.
    let (night, game) = (venue.views.now().night.clone(), GameId::new("g1").unwrap());
    let win = PaidWin { night: &night, game: &game, stage: 0, serial };
    let name_hash = Some(venue.vault.name_digest(&win, &Label::new("Ana").unwrap()).unwrap());
    let by = By { kind: Kind::Staff, staff: Some(StaffId::new("s1").unwrap()), device: None, desk: None };
    let id = new_id();
    let paid = Act::PayPrize { game: game.clone(), stage: 0, serial, name_hash };
    venue.hall.ask(Command { id: Some(id), by, rights: Rights::ALL, act: paid }).await.unwrap();
    assert_eq!(names(), []);
    screen.say(&json!({"t": "act", "id": id, "act": pay})).await;
    assert_eq!(screen.hear("reply").await["ok"]["entries"][0]["type"], "prize_paid");
    let [kept] = &names()[..] else { panic!("{:?}", names()) };
    assert_eq!((kept.name.as_str(), Some(kept.digest)), ("Ana", name_hash));
}

#[tokio::test]
async fn rights_are_those_of_the_role() {
    let (venue, mut owner) = claimed().await;
    let (mut seller, _) = owner.hire(&venue, "Sam", "seller").await;
    for (path, body) in [
        ("/api/staff", json!({"name": "Eve", "role": "owner", "pin": PIN})),
        ("/api/devices/enrolment", json!({"desk": "x", "profile": "any"})),
        ("/api/cards", json!({"count": 1})),
        ("/api/staff/s1/suspend", json!({})),
        ("/api/devices/d1/suspend", json!({})),
        ("/api/staff/s1/pin", json!({"pin": "482915"})),
    ] {
        let (status, problem) = seller.post(&venue, path, body).await;
        assert_eq!((status, &problem["refused"]["code"]), (403, &json!("not_allowed")), "{path}: {problem}");
    }
    assert_eq!(seller.get(&venue, "/api/bundle").await.0, 403);
    assert_eq!(Browser::new().get(&venue, "/api/bundle").await.0, 401);
    let mut screen = seller.socket(&venue).await;
    let night = screen.hear("snapshot").await["night"].clone();
    let refused = act(&mut screen, json!({"do": "close_night", "night": night})).await;
    assert_eq!(refused["refused"], json!({"code": "not_allowed", "right": "manage"}));
    let claim = json!({"do": "claim", "game": "g1", "stage": 0, "card": "#1"});
    assert_eq!(act(&mut screen, claim).await["refused"]["code"], "not_allowed");
}

#[tokio::test]
async fn only_who_works_with_cards_may_look_them_up() {
    let (venue, mut owner) = claimed().await;
    let cards = venue.cards(1);
    let look = || json!({"t": "look_up", "id": new_id(), "card": format!("#{}", cards[0].issued.serial)});
    let (seller, _) = owner.hire(&venue, "Sam", "seller").await;
    // A seller at the prize desk may do nothing: neither may they see codes and numbers of cards.
    let (strayed, _) = owner.hire_for(&venue, "Sue", "seller", "prize_desk").await;
    let mut screen = seller.socket(&venue).await;
    screen.say(&look()).await;
    assert!(screen.hear("reply").await.get("card").is_some());
    let mut screen = strayed.socket(&venue).await;
    screen.say(&look()).await;
    assert_eq!(screen.hear("reply").await["refused"], json!({"code": "not_allowed", "right": "sell"}));
}

#[tokio::test]
async fn suspending_a_person_or_a_device_closes_their_sockets_at_once() {
    let (venue, mut owner) = claimed().await;
    let (seller, staff) = owner.hire(&venue, "Sam", "seller").await;
    let mut owners_screen = owner.socket(&venue).await;
    let night = owners_screen.hear("snapshot").await["night"].clone();
    let mut sellers_screen = seller.socket(&venue).await;
    sellers_screen.hear("snapshot").await;
    assert_eq!(owner.post(&venue, &format!("/api/staff/{staff}/suspend"), json!({})).await.0, 200);
    assert_eq!(sellers_screen.hear("bye").await["reason"], "signed_out");
    let mut again = seller.socket(&venue).await;
    again.hear("bye").await;
    while owners_screen.hear("people").await["people"][1]["suspended"] != json!(true) {}
    let another = act(&mut owners_screen, json!({"do": "close_night", "night": "2020-01-01"})).await;
    assert_eq!(another["refused"]["code"], "night_over", "{another}");
    let stays = act(&mut owners_screen, json!({"do": "close_night", "night": night})).await;
    assert!(stays.get("ok").is_some(), "{stays}");
    assert_eq!(owner.post(&venue, "/api/devices/d1/suspend", json!({})).await.0, 200);
    owners_screen.hear("bye").await;
}

#[tokio::test]
async fn who_could_do_what_stands_in_the_ledger() {
    let (venue, mut owner) = claimed().await;
    let (_, sam) = owner.hire(&venue, "Sam", "seller").await;
    let entries = || {
        let feed = venue.views.staff_news().feed;
        feed.iter().map(|item| serde_json::to_value(item).unwrap()).collect::<Vec<_>>()
    };
    for path in ["pin", "suspend", "restore"] {
        let body = if path == "pin" { json!({"pin": "482915"}) } else { json!({}) };
        assert_eq!(owner.post(&venue, &format!("/api/staff/{sam}/{path}"), body).await.0, 200);
    }
    let written = entries();
    let [pin, suspended, restored] = &written[written.len() - 3..] else { panic!() };
    assert_eq!(pin["entry"], json!({"type": "pin_reset", "data": {"staff": sam}}));
    assert_eq!(pin["by"]["staff"], "s1", "and by whom");
    assert_eq!(suspended["entry"]["type"], "staff_suspended");
    assert_eq!(restored["entry"], json!({"type": "staff_added", "data": {"staff": sam, "role": "seller"}}));
    let enrolled = json!({"type": "device_enrolled", "data": {"device": "d2", "profile": "any"}});
    assert!(written.iter().any(|item| item["entry"] == enrolled), "{written:?}");

    let night = venue.views.now().night.clone();
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    act(&mut screen, json!({"do": "close_night", "night": night})).await;
    let after_the_end = owner.post(&venue, &format!("/api/staff/{sam}/suspend"), json!({})).await;
    assert_eq!(after_the_end.0, 200);
    assert!(act(&mut screen, json!({"do": "open_night"})).await.get("ok").is_some());
    let noted = entries().into_iter().find(|item| item["entry"]["type"] == "team_noted").unwrap();
    let people = json!([{"staff": "s1", "role": "owner", "suspended": false},
                        {"staff": sam, "role": "seller", "suspended": true}]);
    assert_eq!(noted["entry"]["data"]["people"], people);
    assert_eq!(noted["entry"]["data"]["devices"][1]["profile"], "any");
    let text = serde_json::to_string(&entries()).unwrap();
    assert!(!text.contains("Sam") && !text.contains("482915"), "no name and no secret");
}

#[tokio::test]
async fn a_screen_that_takes_nothing_any_more_is_dropped_and_holds_nobody_up() {
    let (venue, owner) =
        claimed_with(EdgeLimits { write_timeout_ms: 500, beat_ms: 50, ..EdgeLimits::default() }).await;
    let mut asleep = owner.socket(&venue).await;
    asleep.hear("snapshot").await;
    let name = domain::Label::new("x".repeat(80)).unwrap();
    let person = PersonView { id: StaffId::new("s9").unwrap(), name, role: Role::Seller, suspended: false };
    // More than any kernel keeps for a socket.
    let crowd = StaffMessage::People { people: vec![person; 120_000], devices: Vec::new() };
    venue.views.tell_staff(&crowd);
    let mut watching = owner.socket(&venue).await;
    watching.hear("snapshot").await;
    while watching.hear("beat").await["counts"]["staff"] != json!(1) {}
    assert_eq!(asleep.closes().await, None, "dropped without a word: it would not have heard it");
}

#[tokio::test]
async fn a_bundle_of_a_night_that_goes_on_says_so_in_its_name() {
    let (venue, owner) = claimed().await;
    let mut screen = owner.socket(&venue).await;
    let night = screen.hear("snapshot").await["night"].as_str().unwrap().to_owned();
    let request = format!(
        "GET /api/bundle HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {}\r\n\r\n",
        owner.cookie_header()
    );
    let early = talk(venue.tls_stream().await, request.as_bytes()).await;
    assert!(early.contains(&format!("filename=\"hallbox-{night}-not-closed.zip\"")), "{}", &early[..400]);
    let closed = act(&mut screen, json!({"do": "close_night", "night": night})).await;
    assert!(closed.get("ok").is_some(), "{closed}");
    let whole = talk(venue.tls_stream().await, request.as_bytes()).await;
    assert!(whole.contains(&format!("filename=\"hallbox-{night}.zip\"")), "{}", &whole[..400]);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_its_sockets() {
    let (venue, mut owner) = claimed().await;
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    let stolen = owner.device.cookies.clone();
    for no_body in [json!([]), json!(null), json!({"all": true})] {
        assert_eq!(owner.post(&venue, "/api/sign-out", no_body).await.0, 422);
    }
    assert_eq!(owner.post(&venue, "/api/sign-out", json!({})).await.0, 200);
    screen.hear("bye").await;
    let mut thief = thief_with(stolen);
    let (_, me) = thief.get(&venue, "/api/me").await;
    assert_eq!(me["staff"], Value::Null, "the old cookie opens nothing");
    assert_eq!(owner.sign_in(&venue, "s1", PIN).await.0, 200);
}

#[tokio::test]
async fn a_cookie_without_the_devices_key_signs_nobody_in() {
    let (venue, owner) = claimed().await;
    let mut thief = thief_with(owner.device.cookies.clone());
    let (status, problem) = thief.sign_in(&venue, "s1", PIN).await;
    assert_eq!((status, &problem["refused"]["code"]), (422, &json!("invalid")), "{problem}");
    assert_eq!(
        Browser::new()
            .post(
                &venue,
                "/api/sign-in",
                json!({
                    "staff": "s1", "pin": PIN, "signature": "", "challenge": ""
                })
            )
            .await
            .0,
        401
    );
}

#[tokio::test]
async fn wrong_pins_have_to_wait_and_one_note_says_so() {
    let (venue, mut owner) = claimed().await;
    let mut waits = 0;
    for _ in 0..6 {
        let (status, problem) = owner.sign_in(&venue, "s1", "111112").await;
        if status == 429 {
            assert_eq!(problem["refused"]["code"], "too_many_tries");
            waits += 1;
        }
    }
    assert!(waits > 1, "after the free tries come waits");
    let news = serde_json::to_value(venue.views.staff_news()).unwrap();
    let notes =
        news["feed"].as_array().unwrap().iter().filter(|item| item["entry"]["type"] == "guessing_noticed");
    assert_eq!(notes.count(), 1);
}

#[tokio::test]
async fn cards_come_as_pages_and_as_a_list() {
    let (venue, mut owner) = claimed().await;
    let (_, set) = owner.post(&venue, "/api/cards", json!({"count": 3})).await;
    for (ending, kind, content) in [("pdf", "application/pdf", "%PDF-"), ("csv", "text/csv", "serial,code")] {
        let request = format!(
            "GET /api/cards/{}-{}.{ending} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {}\r\n\r\n",
            set["first"],
            set["last"],
            owner.cookie_header()
        );
        let answer = talk(venue.tls_stream().await, request.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains(kind), "{}", &answer[..200]);
        assert!(answer.contains(content), "{ending}");
    }
    let (status, problem) = owner.post(&venue, "/api/cards", json!({"count": 0})).await;
    assert_eq!((status, &problem["refused"]["field"]), (422, &json!("count")));
}

#[tokio::test]
async fn the_bundle_of_the_night_can_be_fetched() {
    let (venue, mut owner) = claimed().await;
    let request = format!(
        "GET /api/bundle HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {}\r\n\r\n",
        owner.cookie_header()
    );
    let answer = talk(venue.tls_stream().await, request.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("application/zip"), "{}", &answer[..200]);
    assert!(answer.contains("PK\u{3}\u{4}"), "a zip");
    let _ = owner.get(&venue, "/api/me").await;
}
