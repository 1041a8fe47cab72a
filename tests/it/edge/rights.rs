//! Rights come first: whoever may not do a thing hears the same about what exists and what does not, about what can be
//! read and what cannot. Every route and every act, for every role on every kind of device.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Look, Profile, Right, Rights, Role};
use hallbox::edge::EdgeLimits;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;

use super::games::planned;
use super::kit::{Client, Venue, new_id, patiently};
use super::staff::{Browser, act, claimed_with, open_any_line};
use super::texts::types;

const ROLES: [Role; 5] = [Role::Owner, Role::Caller, Role::Seller, Role::Verifier, Role::PrizeDesk];
const PROFILES: [Profile; 4] = [Profile::Any, Profile::SalesDesk, Profile::CallerStand, Profile::PrizeDesk];

/// Any one of these rights opens it; the first is the one that is told.
type Needs = &'static [Right];

/// Routes of staff that need a right, and addresses of what exists, of what does not, and of nothing at all.
fn routes() -> Vec<(&'static str, &'static str, Needs, Vec<&'static str>)> {
    use Right::{Manage, People};
    let (manage, people): (Needs, Needs) = (&[Manage], &[People]);
    let mut all = vec![
        ("POST", "/api/staff", people, vec!["/api/staff"]),
        (
            "POST",
            "/api/staff/{id}/suspend",
            people,
            vec!["/api/staff/s1/suspend", "/api/staff/s99/suspend", "/api/staff/%FF/suspend"],
        ),
        (
            "POST",
            "/api/staff/{id}/restore",
            people,
            vec!["/api/staff/s1/restore", "/api/staff/s99/restore", "/api/staff/A%20B/restore"],
        ),
        ("POST", "/api/staff/{id}/pin", people, vec!["/api/staff/s1/pin", "/api/staff/s99/pin"]),
        ("POST", "/api/devices/enrolment", people, vec!["/api/devices/enrolment"]),
        (
            "POST",
            "/api/devices/{id}/suspend",
            people,
            vec!["/api/devices/d1/suspend", "/api/devices/d99/suspend", "/api/devices/%FF/suspend"],
        ),
        (
            "POST",
            "/api/devices/{id}/restore",
            people,
            vec!["/api/devices/d1/restore", "/api/devices/d99/restore"],
        ),
        ("POST", "/api/clock", manage, vec!["/api/clock"]),
        ("POST", "/api/cards", manage, vec!["/api/cards"]),
        ("POST", "/api/cards/reprint", manage, vec!["/api/cards/reprint"]),
        (
            "GET",
            "/api/cards/{file}",
            manage,
            vec!["/api/cards/1-2.csv", "/api/cards/900-901.csv", "/api/cards/none", "/api/cards/%FF"],
        ),
        ("GET", "/api/poster/{file}", manage, vec!["/api/poster/a4.pdf", "/api/poster/a3.pdf"]),
        (
            "GET",
            "/api/call-sheet/{file}",
            Look::Games.rights(),
            vec!["/api/call-sheet/a4.pdf", "/api/call-sheet/a3.pdf"],
        ),
        ("GET", "/api/bundle", manage, vec!["/api/bundle"]),
        ("GET", "/api/staff/catalogue", Look::Games.rights(), vec!["/api/staff/catalogue"]),
        ("POST", "/api/staff/forecast", Look::Games.rights(), vec!["/api/staff/forecast"]),
        ("GET", "/api/staff/programmes", manage, vec!["/api/staff/programmes"]),
        ("GET", "/api/first-steps", manage, vec!["/api/first-steps"]),
        ("GET", "/api/box", manage, vec!["/api/box"]),
        ("POST", "/api/update", manage, vec!["/api/update"]),
    ];
    all.extend(routes_of_nights());
    all
}

/// The same of nights that the box keeps.
fn routes_of_nights() -> Vec<(&'static str, &'static str, Needs, Vec<&'static str>)> {
    let manage: Needs = &[Right::Manage];
    vec![
        ("GET", "/api/nights", manage, vec!["/api/nights"]),
        (
            "POST",
            "/api/nights/{night}/forget-names",
            manage,
            vec!["/api/nights/2026-11-20/forget-names", "/api/nights/1999-01-01/forget-names"],
        ),
        (
            "GET",
            "/api/nights/{night}/bundle",
            manage,
            vec!["/api/nights/2026-11-20/bundle", "/api/nights/1999-01-01/bundle", "/api/nights/%FF/bundle"],
        ),
        (
            "POST",
            "/api/nights/{night}/copy",
            manage,
            vec!["/api/nights/2026-11-20/copy", "/api/nights/1999-01-01/copy"],
        ),
        (
            "POST",
            "/api/nights/{night}/remove",
            manage,
            vec!["/api/nights/2026-11-20/remove", "/api/nights/1999-01-01/remove"],
        ),
    ]
}

/// Routes of staff that need none: signing in, and what is asked before it.
const OPEN: [(&str, &str); 6] = [
    ("GET", "/api/staff/socket"),
    ("GET", "/api/me"),
    ("POST", "/api/claim-box"),
    ("POST", "/api/enrol"),
    ("POST", "/api/sign-in"),
    ("POST", "/api/sign-out"),
];

/// Bodies with and without sense, for every POST.
const BODIES: [&str; 7] = [
    "{}",
    "no json",
    "[]",
    r#"{"pin":"482915"}"#,
    r#"{"now_ms":1795204800000}"#,
    r#"{"cards":[{"first":1,"last":2}],"reason":"x"}"#,
    r#"{"cards":[{"first":900,"last":901}],"reason":"x"}"#,
];

/// Every act of staff: the right it needs, and what it says of something that exists, of something that does not.
fn acts() -> BTreeMap<&'static str, (Right, [Value; 2])> {
    use Right::{Call, Manage, Pay, Sell, Verify};
    let in_game = |name: &str, rest: Value| {
        ["g1", "g9"].map(|game| {
            let mut act = json!({"do": name, "game": game});
            act.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            act
        })
    };
    let of_card = |name: &str, rest: Value| {
        ["#1", "#900"].map(|card| {
            let mut act = json!({"do": name, "card": card});
            act.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
            act
        })
    };
    let win = || json!({"stage": 0, "serial": 1});
    let reason = || json!({"reason": "x"});
    let mut all = BTreeMap::from([
        ("activate_card", (Sell, of_card("activate_card", json!({})))),
        ("void_card", (Manage, of_card("void_card", reason()))),
        (
            "pack_cards",
            (Sell, [1, 900].map(|card| json!({"do": "pack_cards", "cards": [format!("#{card}")]}))),
        ),
        ("report_duplicate", (Verify, of_card("report_duplicate", reason()))),
        (
            "settle_duplicate",
            (Manage, [1, 900].map(|n| json!({"do": "settle_duplicate", "serial": n, "settlement": "share"}))),
        ),
        ("lock_game", (Call, in_game("lock_game", json!({})))),
        ("add_entropy", (Call, in_game("add_entropy", json!({"text": "x"})))),
        ("draw_ball", (Call, in_game("draw_ball", json!({"after": 0, "ball": null})))),
        ("recall_ball", (Call, in_game("recall_ball", json!({"call": 1, "reason": "x"})))),
        ("pause_game", (Call, in_game("pause_game", reason()))),
        ("resume_game", (Call, in_game("resume_game", json!({})))),
        ("set_pace", (Call, in_game("set_pace", json!({"every_s": null})))),
        ("restate_ball", (Call, in_game("restate_ball", json!({})))),
        ("restate_pattern", (Call, in_game("restate_pattern", json!({"stage": 0, "reason": "x"})))),
        ("open_dispute", (Verify, in_game("open_dispute", json!({"about": "x"})))),
        ("settle_dispute", (Manage, in_game("settle_dispute", json!({"decision": "x"})))),
        ("ask_claims", (Call, in_game("ask_claims", json!({})))),
        (
            "claim",
            (Verify, ["#1", "#900"].map(|c| json!({"do": "claim", "game": "g1", "stage": 0, "card": c}))),
        ),
        (
            "judge_claim",
            (
                Verify,
                in_game("judge_claim", json!({"stage": 0, "serial": 1, "verdict": "good", "reason": null})),
            ),
        ),
        ("show_card", (Verify, in_game("show_card", win()))),
        ("confirm_claim", (Verify, in_game("confirm_claim", win()))),
        ("pay_prize", (Pay, in_game("pay_prize", json!({"stage": 0, "serial": 1, "name": "Ana"})))),
        ("pay_extra", (Pay, in_game("pay_extra", json!({"stage": 0, "extra": 0, "serial": 1})))),
        ("close_stage", (Call, in_game("close_stage", json!({"stage": 0})))),
        ("close_game", (Call, in_game("close_game", reason()))),
        ("void_game", (Manage, in_game("void_game", reason()))),
        (
            "close_night",
            (Manage, ["2026-11-20", "1999-01-01"].map(|night| json!({"do": "close_night", "night": night}))),
        ),
        ("open_night", (Manage, [true, false].map(|dry| json!({"do": "open_night", "rehearsal": dry})))),
    ]);
    all.extend(acts_on_the_programme());
    all.extend(acts_on_the_record());
    all
}

/// The same of acts that plan the evening.
fn acts_on_the_programme() -> [(&'static str, (Right, [Value; 2])); 6] {
    use Right::{Call, Manage};
    let rules = serde_json::to_value(domain::Rules::friendly_pub()).unwrap();
    let open = ["any-line", "no-such"].map(|plan| {
        json!({"do": "open_game", "game": "g2", "item": null, "planned":
               {"name": "x", "source": "rng", "rules": rules, "play": {"plan": plan}, "stages": []}})
    });
    let pot = |id: &str| {
        json!({"do": "set_pot", "pot": {"pot": id, "name": "x", "value": 0, "start_value": 0, "grow_value": 0,
               "within": 1, "start_within": 1, "grow_within": 0}})
    };
    [
        (
            "add_prize",
            (Manage, ["ham", "h2"].map(|p| json!({"do": "add_prize", "prize": p, "name": "x", "stock": 1}))),
        ),
        ("set_stock", (Manage, ["ham", "h2"].map(|p| json!({"do": "set_stock", "prize": p, "stock": 1})))),
        ("set_pot", (Manage, ["p1", "p2"].map(pot))),
        ("set_programme", (Manage, [0, 7].map(|n| json!({"do": "set_programme", "after": n, "items": []})))),
        ("show_item", (Call, ["i1", "i2"].map(|item| json!({"do": "show_item", "item": item})))),
        ("open_game", (Manage, open)),
    ]
}

/// The same of acts that decide what becomes of a night's record.
fn acts_on_the_record() -> [(&'static str, (Right, [Value; 2])); 2] {
    let nights = ["2026-11-20", "1999-01-01"];
    let aside = nights.map(|night| json!({"do": "set_aside_night", "night": night}));
    let forged = [1, 9].map(|size| json!({"do": "dismiss_rollback", "size": size, "reason": "x"}));
    [("set_aside_night", (Right::Manage, aside)), ("dismiss_rollback", (Right::Manage, forged))]
}

/// What acts were called before, and may be called by an outbox that has waited since.
const FORMER: [(&str, &str); 17] = [
    ("activate", "activate_card"),
    ("void", "void_card"),
    ("pack", "pack_cards"),
    ("lock", "lock_game"),
    ("entropy", "add_entropy"),
    ("draw", "draw_ball"),
    ("recall", "recall_ball"),
    ("pause", "pause_game"),
    ("resume", "resume_game"),
    ("pace", "set_pace"),
    ("dispute", "open_dispute"),
    ("settle", "settle_dispute"),
    ("ask", "ask_claims"),
    ("judge", "judge_claim"),
    ("show", "show_card"),
    ("confirm", "confirm_claim"),
    ("pay", "pay_prize"),
];

/// A connection that stays open from request to request.
struct Line(TlsStream<TcpStream>);

impl Line {
    async fn to(venue: &Venue) -> Self {
        Self(venue.tls_stream().await)
    }

    /// Status and body of the answer.
    async fn ask(&mut self, cookies: &str, method: &str, path: &str, body: &str) -> (u16, String) {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookies}\r\ncontent-type: application/json\r\n\
             x-hallbox: 1\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.0.write_all(request.as_bytes()).await.unwrap();
        self.0.flush().await.unwrap();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(patiently(self.0.read_u8()).await.unwrap());
        }
        let head = String::from_utf8(head).unwrap().to_ascii_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
        patiently(self.0.read_exact(&mut body)).await.unwrap();
        (head[9..12].parse().unwrap(), String::from_utf8_lossy(&body).into_owned())
    }
}

/// Somebody with a device, and what they may do.
struct Somebody {
    who: String,
    browser: Browser,
    rights: Rights,
}

/// Every role on every kind of device.
async fn everybody(venue: &Venue, owner: &mut Browser) -> Vec<Somebody> {
    let mut all = Vec::new();
    for (role, profile) in ROLES.into_iter().flat_map(|role| PROFILES.map(|profile| (role, profile))) {
        let [role_text, profile_text] =
            [json!(role), json!(profile)].map(|it| it.as_str().unwrap().to_owned());
        let who = format!("{role_text} at {profile_text}");
        let (browser, _) = owner.hire_for(venue, &who, &role_text, &profile_text).await;
        all.push(Somebody { who, browser, rights: role.rights().within(profile.rights()) });
    }
    all
}

/// Those who are not signed in, for every reason.
async fn nobody(venue: &Venue, owner: &mut Browser) -> Vec<(&'static str, String)> {
    let (mut left, _) = owner.hire(venue, "Lea", "owner").await;
    let gone = left.cookie_header();
    assert_eq!(left.post(venue, "/api/sign-out", json!({})).await.0, 200);
    let (suspended, person) = owner.hire(venue, "Sue", "owner").await;
    assert_eq!(owner.post(venue, &format!("/api/staff/{person}/suspend"), json!({})).await.0, 200);
    let (mut shut, _) = owner.hire(venue, "Dan", "owner").await;
    let (_, me) = shut.get(venue, "/api/me").await;
    let device = me["device"].as_str().unwrap().to_owned();
    assert_eq!(owner.post(venue, &format!("/api/devices/{device}/suspend"), json!({})).await.0, 200);
    vec![
        ("a stranger", String::new()),
        ("somebody who signed out", gone),
        ("an enrolled device without a person", left.cookie_header()),
        ("a person who was suspended", suspended.cookie_header()),
        ("a device that was suspended", shut.cookie_header()),
    ]
}

/// A venue with cards, a game, a programme and a prize, and its owner.
async fn venue_with_things() -> (Venue, Browser) {
    let limits = EdgeLimits { staff_burst: 100_000, ..EdgeLimits::default() };
    let (venue, owner) = claimed_with(limits).await;
    venue.cards(2);
    let mut screen = owner.socket(&venue).await;
    screen.hear("snapshot").await;
    open_any_line(&mut screen).await;
    let mut planned = planned("any-line");
    planned["id"] = json!("first");
    planned["kind"] = json!("game");
    let programme = json!({"do": "set_programme", "after": null, "items": [planned]});
    assert!(act(&mut screen, programme).await.get("ok").is_some());
    let ham = json!({"do": "add_prize", "prize": "ham", "name": "A ham", "stock": 1});
    assert!(act(&mut screen, ham).await.get("ok").is_some());
    assert!(act(&mut screen, json!({"do": "activate_card", "card": "#1"})).await.get("ok").is_some());
    (venue, owner)
}

fn not_allowed(right: Right) -> Value {
    json!({"code": "not_allowed", "right": right})
}

#[tokio::test]
async fn every_route_asks_for_the_right_before_it_looks_at_anything() {
    let (venue, mut owner) = venue_with_things().await;
    let mut wrong = Vec::new();
    let mut checks = 0;
    let mut asked: Vec<(String, String, Option<Rights>)> =
        nobody(&venue, &mut owner).await.into_iter().map(|(who, c)| (who.to_owned(), c, None)).collect();
    for somebody in everybody(&venue, &mut owner).await {
        asked.push((somebody.who, somebody.browser.cookie_header(), Some(somebody.rights)));
    }
    // A device signs in before a person does.
    for (who, cookies, _) in
        asked.iter().filter(|(who, ..)| who.contains("stranger") || who.contains("device that"))
    {
        let mut line = Line::to(&venue).await;
        for body in BODIES {
            let (status, answer) = line.ask(cookies, "POST", "/api/sign-in", body).await;
            assert_eq!((status, answer.contains("not_allowed")), (401, true), "{who}: {body}: {answer}");
        }
    }
    for (who, cookies, rights) in &asked {
        let mut line = Line::to(&venue).await;
        for (method, route, needs, paths) in routes() {
            let allowed = rights.is_some_and(|held| needs.iter().any(|&right| held.allow(right)));
            let bodies = if method == "POST" { &BODIES[..] } else { &[""][..] };
            if allowed {
                // Past the gate, and not carried out: the table is about who is let in.
                let (path, body) = if method == "POST" { (paths[0], "no json") } else { (paths[0], "") };
                let (status, answer) = line.ask(cookies, method, path, body).await;
                let expected = if method == "POST" { 422 } else { 200 };
                if status != expected {
                    wrong.push(format!("{who}: {method} {route}: {status} {answer:.200}"));
                }
                checks += 1;
                continue;
            }
            let status = if rights.is_some() { 403 } else { 401 };
            let expected = (status, json!({"refused": not_allowed(needs[0])}).to_string());
            for (path, body) in paths.iter().flat_map(|path| bodies.iter().map(move |body| (path, body))) {
                let answer = line.ask(cookies, method, path, body).await;
                checks += 1;
                if answer != expected {
                    wrong.push(format!("{who}: {method} {path} {body}: {answer:?}"));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {checks} answers, the first: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(3)]
    );
}

#[tokio::test]
async fn every_act_asks_for_the_right_before_it_looks_at_anything() {
    let (venue, mut owner) = venue_with_things().await;
    let mut wrong = Vec::new();
    let mut checks = 0;
    for Somebody { who, browser, rights } in everybody(&venue, &mut owner).await {
        let mut screen = browser.socket(&venue).await;
        screen.hear("snapshot").await;
        for (name, (right, said)) in acts() {
            let allowed = rights.allow(right);
            let mut unreadable = vec![json!({"do": name, "why": 1}), json!({"do": name, "game": ["\t"]})];
            unreadable.extend(
                FORMER.iter().filter(|(_, now)| *now == name).map(|(was, _)| json!({"do": was, "why": 1})),
            );
            let said = if allowed { Vec::new() } else { said.to_vec() };
            for (what, readable) in
                said.into_iter().map(|it| (it, true)).chain(unreadable.into_iter().map(|it| (it, false)))
            {
                let reply = act(&mut screen, what.clone()).await;
                checks += 1;
                let fits = if allowed && !readable {
                    reply["refused"]["code"] == "invalid"
                } else {
                    reply["refused"] == not_allowed(right)
                };
                if !fits {
                    wrong.push(format!("{who}: {what}: {}", reply["refused"]));
                }
            }
        }
        let may_look = Look::Card.is_open_to(rights);
        for card in [json!("#1"), json!("#900"), json!("nothing"), json!(7), Value::Null] {
            let reply = look_up(&mut screen, &card).await;
            checks += 1;
            if may_look == (reply["refused"] == not_allowed(Look::Card.rights()[0])) {
                wrong.push(format!("{who}: a look at {card}: {reply}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {checks} answers, the first: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(3)]
    );
}

async fn look_up(screen: &mut Client<TlsStream<TcpStream>>, card: &Value) -> Value {
    screen.say(&json!({"t": "look_up", "id": new_id(), "card": card})).await;
    screen.hear("reply").await
}

/// A route that is added to the box stands in the table above.
#[test]
fn every_route_of_staff_has_its_row() {
    let code = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/src/edge/http.rs")).unwrap();
    let (_, staff) = code.split_once("fn staff(").unwrap();
    let mut written = BTreeSet::new();
    for (path, rest) in staff.split("\"/").skip(1).filter_map(|part| part.split_once('"')) {
        let method =
            if rest.trim_start_matches([',', '\n', ' ']).starts_with("post(") { "POST" } else { "GET" };
        written.insert((method.to_owned(), format!("/{path}")));
    }
    let rows = routes().into_iter().map(|(method, route, ..)| (method, route));
    let rows = rows.chain(OPEN).chain([("GET", "/staff")]);
    assert_eq!(written, rows.map(|(method, route)| (method.to_owned(), route.to_owned())).collect());
}

#[test]
fn every_act_of_staff_has_its_row() {
    let types = types();
    let names = ["Act", "UnresolvedAct"].iter().flat_map(|name| types[*name].split("\"do\": \"").skip(1));
    let names: BTreeSet<&str> = names.filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(names, acts().into_keys().collect());
}
