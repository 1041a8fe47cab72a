//! systemd-networkd's files and the kernel's switches: addresses on interfaces, and no way from one to another.

use std::fmt::Write as _;

use super::plan::{Lan, NetworkPlan, PROBE_ADDRESS};

const HEAD: &str = "# Written by hallbox from hallbox.toml: changes here are lost.\n";

/// Every `.network` file with its name.
#[must_use]
pub fn render(plan: &NetworkPlan) -> Vec<(String, String)> {
    let mut files = Vec::new();
    if let Some(guests) = &plan.guests {
        // The probes' address is the box's own wherever guests are.
        let probe = format!("Address={PROBE_ADDRESS}/32\n");
        files.push(("10-hallbox-guests.network".to_owned(), lan(guests, &probe)));
    }
    for (index, staff) in plan.staff.iter().enumerate() {
        files.push((format!("1{}-hallbox-staff.network", index + 1), lan(staff, "")));
    }
    if let Some(uplink) = &plan.uplink {
        files.push(("20-hallbox-uplink.network".to_owned(), way_out(uplink)));
    }
    files
}

fn lan(lan: &Lan, more: &str) -> String {
    format!(
        "{HEAD}[Match]\nName={}\n\n[Link]\nRequiredForOnline=no\n\n[Network]\nAddress={}/{}\n{more}\
         DHCP=no\nDHCPServer=no\nLinkLocalAddressing=no\nIPv6AcceptRA=no\nLLMNR=no\nMulticastDNS=no\n\
         ConfigureWithoutCarrier=yes\nKeepConfiguration=static\n",
        lan.interface, lan.address, lan.prefix,
    )
}

fn way_out(interface: &str) -> String {
    format!(
        "{HEAD}[Match]\nName={interface}\n\n[Link]\nRequiredForOnline=no\n\n[Network]\nDHCP=ipv4\n\
         LinkLocalAddressing=no\nIPv6AcceptRA=no\nLLMNR=no\nMulticastDNS=no\n\n[DHCPv4]\nUseHostname=no\n\
         UseDomains=no\nSendHostname=no\nUseTimezone=no\n",
    )
}

/// Switches of the kernel (`sysctl.d`).
#[must_use]
pub fn render_sysctl(plan: &NetworkPlan) -> String {
    let mut file = format!(
        "{HEAD}\
         # Guests never reach the uplink: nothing is forwarded.\n\
         net.ipv4.ip_forward = 0\nnet.ipv6.conf.all.forwarding = 0\n\
         # An address answers on its own interface only, and nobody pretends to come from elsewhere.\n\
         net.ipv4.conf.all.arp_ignore = 1\nnet.ipv4.conf.all.arp_announce = 2\n\
         net.ipv4.conf.all.rp_filter = 1\nnet.ipv4.conf.all.accept_redirects = 0\n\
         net.ipv4.conf.all.send_redirects = 0\nnet.ipv4.conf.all.accept_source_route = 0\n\
         # Everybody comes back at once after a power cut.\n\
         net.core.somaxconn = 4096\nnet.ipv4.tcp_max_syn_backlog = 8192\nnet.ipv4.tcp_syncookies = 1\n",
    );
    for lan in plan.lans() {
        let _ = writeln!(file, "-net.ipv6.conf.{}.disable_ipv6 = 1", lan.interface);
    }
    file
}
