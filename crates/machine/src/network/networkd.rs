//! The files of systemd-networkd and `sysctl.d`: addresses of the interfaces, and no forwarding between them.

use std::fmt::Write as _;

use super::plan::{Lan, NetworkPlan, PROBE_ADDRESS};

const HEAD: &str = "# Written by hallbox from hallbox.toml: changes here are lost.\n";

/// Every `.network` file with its name.
pub(super) fn render(plan: &NetworkPlan) -> Vec<(String, String)> {
    let mut files = Vec::new();
    if let Some(guests) = &plan.guests {
        // The box answers connectivity probes wherever guests are.
        let probe = format!("Address={PROBE_ADDRESS}/32\n");
        files.push(("10-hallbox-guests.network".to_owned(), lan_file(guests, &probe)));
    }
    for (index, staff) in plan.staff.iter().enumerate() {
        files.push((format!("1{}-hallbox-staff.network", index + 1), lan_file(staff, "")));
    }
    if let Some(uplink) = &plan.uplink {
        files.push(("20-hallbox-uplink.network".to_owned(), uplink_file(uplink)));
    }
    files
}

fn lan_file(lan: &Lan, more: &str) -> String {
    format!(
        "{HEAD}[Match]\nName={}\n\n[Link]\nRequiredForOnline=no\n\n[Network]\nAddress={}/{}\n{more}\
         DHCP=no\nDHCPServer=no\nLinkLocalAddressing=no\nIPv6AcceptRA=no\nLLMNR=no\nMulticastDNS=no\n\
         ConfigureWithoutCarrier=yes\nKeepConfiguration=static\n",
        lan.interface, lan.address, lan.prefix,
    )
}

fn uplink_file(interface: &str) -> String {
    format!(
        "{HEAD}[Match]\nName={interface}\n\n[Link]\nRequiredForOnline=no\n\n[Network]\nDHCP=ipv4\n\
         LinkLocalAddressing=no\nIPv6AcceptRA=no\nLLMNR=no\nMulticastDNS=no\n\n[DHCPv4]\nUseHostname=no\n\
         UseDomains=no\nSendHostname=no\nUseTimezone=no\n",
    )
}

/// The file for `sysctl.d`.
pub(super) fn render_sysctl(plan: &NetworkPlan) -> String {
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
