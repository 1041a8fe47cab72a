//! A guest's phone in a network namespace, with the real dnsmasq and nft: what it gets, and that nothing leads out.

use std::process::Command;

use serde_json::{Value, json};

use super::parsers::rendered;

const SETTINGS: &str = "host = \"k3x.example.org\"\ncountry = \"GB\"\nhttps_port = 443\nhttp_port = 80\n[wifi]\n\
                        name = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n[wire]\nuse = \"internet\"\n";

fn evening() -> Value {
    let root = rendered(SETTINGS);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/network/isolation.py");
    let venue = tempfile::tempdir().unwrap();
    std::fs::write(venue.path().join("hallbox.toml"), SETTINGS).unwrap();
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--net", "--mount", "python3", script])
        .args([root.path().as_os_str(), env!("CARGO_BIN_EXE_hallbox").as_ref(), venue.path().as_os_str()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_guest_gets_what_it_needs_and_no_way_out() {
    let evening = evening();
    let guest = &evening["guest"];
    gets_an_address(&guest["dhcp"]);
    resolves_names(guest);
    reaches_the_game(guest);
    reaches_only_open_ports(&guest["tcp"]);
    for (_, answer) in guest["udp"].as_object().unwrap() {
        assert_eq!(answer, "refused", "{guest}");
    }
    assert_eq!(evening["portal_then"], "");
    assert_eq!(evening["seen"], 0, "the world saw a guest");
    assert_eq!(evening["counters"]["forwarded"], 0);
    assert!(evening["counters"]["guests_foreign"].as_u64().unwrap() >= 7, "{}", evening["counters"]);

    reaches_only_open_ports(&evening["forwarding"]["tcp"]);
    assert_eq!(evening["forwarding"]["seen"], 0);

    let bare = &evening["no_prerouting"];
    assert_eq!(bare["seen"], 0);
    assert_eq!(bare["tcp"]["203.0.113.9:80"], "silent");
    assert!(bare["counters"]["forwarded"].as_u64().unwrap() >= 3, "{bare}");

    // Without the firewall the guest gets out, so the firewall kept it in.
    assert_eq!(evening["no_firewall"]["tcp"]["203.0.113.9:80"], "open");
    assert!(evening["no_firewall"]["seen"].as_u64().unwrap() > 0);
}

fn gets_an_address(dhcp: &Value) {
    assert!(dhcp["address"].as_str().unwrap().starts_with("10.77."), "{dhcp}");
    assert_eq!(dhcp["router"], "10.77.0.1");
    assert_eq!(dhcp["dns"], "10.77.0.1");
    assert_eq!(dhcp["minutes"], 45);
    assert_eq!(dhcp["portal"], "https://k3x.example.org/captive");
}

fn resolves_names(guest: &Value) {
    let (own, probe, gone) = (json!("10.77.0.1"), json!("198.51.100.1"), json!("nxdomain"));
    for (name, answer) in [
        ("bingo", &own),
        ("hallbox.local", &own),
        ("k3x.example.org", &own),
        ("captive.apple.com", &probe),
        ("www.google.com", &probe),
        ("dns.msftncsi.com", &json!("131.107.255.255")),
        ("mask.icloud.com", &gone),
        ("use-application-dns.net", &gone),
        ("example.com", &gone),
        ("x.k3x.example.org", &gone),
        ("x.captive.apple.com", &gone),
    ] {
        assert_eq!(&guest["a"][name], answer, "{name}");
        // A name that exists has no AAAA record. With "no such name" for AAAA, resolvers drop its A record, too.
        let aaaa = if *answer == gone { "nxdomain" } else { "0 records" };
        assert_eq!(guest["aaaa"][name], aaaa, "{name}");
    }
    for (name, answer) in guest["https"].as_object().unwrap() {
        assert_eq!(answer, "0 records", "{name}");
    }
}

/// Probes and pages, through name server, firewall and box.
fn reaches_the_game(guest: &Value) {
    let success = "200 <HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>\n";
    for (name, answer) in [
        ("captive.apple.com", success),
        ("connectivitycheck.gstatic.com", "204 "),
        ("www.msftconnecttest.com", "200 Microsoft Connect Test"),
        ("nmcheck.gnome.org", "200 NetworkManager is online"),
        ("detectportal.firefox.com", "200 success\n"),
    ] {
        assert_eq!(guest["web"][name], answer, "{name}");
    }
    for answer in [&guest["web"]["bingo"], &guest["app"]] {
        assert!(answer.as_str().unwrap().starts_with("200 {\"night\""), "{answer}");
    }
}

fn reaches_only_open_ports(tcp: &Value) {
    for (port, answer) in tcp.as_object().unwrap() {
        let open = ["10.77.0.1:80", "10.77.0.1:443", "198.51.100.1:80"].contains(&port.as_str());
        assert_eq!(answer, if open { "open" } else { "refused" }, "{port}");
    }
}
