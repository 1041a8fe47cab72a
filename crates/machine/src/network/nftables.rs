//! The firewall: guests reach the box's open ports and nothing else, and nothing is ever forwarded.
//!
//! Two more barriers are independent of it: forwarding is off in the kernel, and there is no route.

use std::fmt::Write as _;

use super::plan::{Lan, NetworkPlan, PROBE_ADDRESS};

/// The whole rule set. Loading it replaces the last one atomically.
pub(super) fn render(plan: &NetworkPlan) -> String {
    let mut file = String::from(
        "#!/usr/sbin/nft -f\n# Written by hallbox from hallbox.toml: changes here are lost.\n\
         table inet hallbox\ndelete table inet hallbox\ntable inet hallbox {\n\
         \tcounter guests_foreign {}\n\tcounter guests_refused {}\n\tcounter forwarded {}\n\tcounter refused {}\n\
         \tset newcomers { type ipv4_addr; flags dynamic; size 4096; timeout 1m; }\n\
         \tset askers { type ipv4_addr; flags dynamic; size 4096; timeout 1m; }\n",
    );
    prerouting(&mut file, plan);
    file.push_str(
        "\n\tchain forward {\n\t\ttype filter hook forward priority filter; policy drop;\n\
         \t\tcounter name forwarded\n\t}\n",
    );
    input(&mut file, plan);
    if let Some(guests) = &plan.guests {
        from_guests(&mut file, guests, plan);
    }
    for lan in &plan.staff {
        from_staff(&mut file, lan, plan);
    }
    output(&mut file, plan);
    file.push_str("}\n");
    file
}

/// Refuses packets for foreign addresses before the kernel routes them. The refusal is an answer: a phone without one
/// waits ten seconds.
fn prerouting(file: &mut String, plan: &NetworkPlan) {
    file.push_str(
        "\n\tchain prerouting {\n\t\ttype filter hook prerouting priority filter; policy accept;\n",
    );
    for lan in plan.lans() {
        let at = format!("\t\tiifname \"{}\"", lan.interface);
        let (cidr, address, broadcast) = (lan.cidr(), lan.address, lan.broadcast());
        let _ = write!(
            file,
            "{at} meta nfproto ipv6 counter name guests_foreign drop\n\
             {at} ip saddr != {{ {cidr}, 0.0.0.0 }} counter name guests_foreign drop\n\
             {at} ip saddr {address} counter name guests_foreign drop\n\
             {at} ip daddr {{ {address}, {PROBE_ADDRESS}, {broadcast}, 255.255.255.255, 224.0.0.251 }} \
             accept\n\
             {at} counter name guests_foreign\n\
             {at} meta l4proto tcp reject with tcp reset\n\
             {at} meta l4proto udp reject with icmp type port-unreachable\n\
             {at} drop\n",
        );
    }
    file.push_str("\t}\n");
}

fn input(file: &mut String, plan: &NetworkPlan) {
    file.push_str(
        "\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\
         \t\tiif \"lo\" accept\n\t\tct state invalid drop\n\t\tct state established,related accept\n",
    );
    if let Some(guests) = &plan.guests {
        let _ = writeln!(file, "\t\tiifname \"{}\" jump from_guests", guests.interface);
    }
    for lan in &plan.staff {
        let _ = writeln!(file, "\t\tiifname \"{}\" jump {}", lan.interface, staff_chain(lan));
    }
    if let Some(uplink) = &plan.uplink {
        // The box may get an address and find its neighbours. The internet cannot open a connection to it.
        let _ = write!(
            file,
            "\t\tiifname \"{uplink}\" udp sport 67 udp dport 68 accept\n\
             \t\tiifname \"{uplink}\" icmpv6 type \
             {{ nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert }} accept\n",
        );
    }
    file.push_str("\t\tcounter name refused\n\t}\n");
}

fn from_guests(file: &mut String, lan: &Lan, plan: &NetworkPlan) {
    let ports = ports(plan);
    let here = format!("ip daddr {{ {}, {PROBE_ADDRESS} }}", lan.address);
    let _ = write!(
        file,
        "\n\tchain from_guests {{\n\
         \t\tudp sport 68 udp dport 67 accept\n\
         \t\tmeta l4proto {{ tcp, udp }} th dport 53 {here} \
         update @askers {{ ip saddr limit rate over 60/second burst 240 packets }} \
         counter name guests_refused drop\n\
         \t\tmeta l4proto {{ tcp, udp }} th dport 53 {here} accept\n\
         \t\ttcp dport 443 ip daddr {PROBE_ADDRESS} counter name guests_refused reject with tcp reset\n\
         \t\ttcp dport {ports} {here} ct state new \
         update @newcomers {{ ip saddr limit rate over 30/second burst 120 packets }} \
         counter name guests_refused drop\n\
         \t\ttcp dport {ports} {here} accept\n\
         \t\ticmp type echo-request {here} limit rate 50/second accept\n",
    );
    mdns(file, lan, plan);
    refuse_rest(file);
}

fn from_staff(file: &mut String, lan: &Lan, plan: &NetworkPlan) {
    let here = format!("ip daddr {{ {}, {PROBE_ADDRESS} }}", lan.address);
    let _ = write!(
        file,
        "\n\tchain {} {{\n\
         \t\tudp sport 68 udp dport 67 accept\n\
         \t\tmeta l4proto {{ tcp, udp }} th dport 53 {here} accept\n\
         \t\ttcp dport 443 ip daddr {PROBE_ADDRESS} reject with tcp reset\n\
         \t\ttcp dport {} {here} accept\n\
         \t\ticmp type echo-request {here} accept\n",
        staff_chain(lan),
        ports(plan),
    );
    mdns(file, lan, plan);
    refuse_rest(file);
}

/// Refuses everything else with an answer, so that no device waits.
fn refuse_rest(file: &mut String) {
    file.push_str(
        "\t\tcounter name guests_refused\n\t\tmeta l4proto tcp reject with tcp reset\n\
         \t\tmeta l4proto udp reject with icmp type port-unreachable\n\t\tdrop\n\t}\n",
    );
}

fn mdns(file: &mut String, lan: &Lan, plan: &NetworkPlan) {
    if plan.mdns.contains(&lan.interface) {
        file.push_str("\t\tudp dport 5353 ip daddr 224.0.0.251 accept\n");
    }
}

/// Allows replies. Of its own accord the box sends DHCP and mDNS to guests, and nothing else.
fn output(file: &mut String, plan: &NetworkPlan) {
    file.push_str(
        "\n\tchain output {\n\t\ttype filter hook output priority filter; policy accept;\n\
         \t\tct state established,related accept\n",
    );
    for lan in plan.lans() {
        let _ = write!(
            file,
            "\t\toifname \"{0}\" udp sport {{ 67, 5353 }} accept\n\
             \t\toifname \"{0}\" meta l4proto {{ icmp, igmp }} accept\n\
             \t\toifname \"{0}\" meta l4proto tcp tcp flags rst accept\n\t\toifname \"{0}\" drop\n",
            lan.interface
        );
    }
    file.push_str("\t}\n");
}

fn ports(plan: &NetworkPlan) -> String {
    let ports: Vec<String> = plan.ports.iter().map(u16::to_string).collect();
    format!("{{ {} }}", ports.join(", "))
}

fn staff_chain(lan: &Lan) -> String {
    format!("from_staff_{}", lan.address.octets()[2])
}
