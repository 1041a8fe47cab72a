//! The configuration of dnsmasq: addresses for devices, the box's own names, and an immediate "no such name" for all
//! others.

use std::fmt::Write as _;

use super::plan::{Lan, NetworkPlan, PROBE_ADDRESS};
use super::probes;

/// Folder of the rendered files on the appliance.
pub(super) const FOLDER: &str = "/etc/hallbox/network";
/// File with the DHCP options that change while dnsmasq runs.
pub(super) const OPTIONS: &str = "dhcp-options";
/// File with the addresses that devices have.
pub const LEASES: &str = "/var/lib/hallbox-dnsmasq/leases";

/// The main file. `options` is the path of the file [`OPTIONS`].
pub(super) fn render(plan: &NetworkPlan, options: &str) -> String {
    let mut file = String::from(
        "# Written by hallbox from hallbox.toml: changes here are lost.\n\
         # Asks nobody and reads nothing of the machine's own.\n\
         no-resolv\nno-poll\nno-hosts\nbind-dynamic\n",
    );
    for lan in plan.lans() {
        let _ = writeln!(file, "interface={}", lan.interface);
    }
    file.push_str("except-interface=lo\n\n# The box's own names\n");
    for (lan, name) in plan.lans().flat_map(|lan| plan.names.iter().map(move |name| (lan, name))) {
        let _ = writeln!(file, "host-record={name},{}", lan.address);
    }
    // Of a name's several addresses a device gets that of its own network.
    file.push_str("localise-queries\nlocal-ttl=60\n\n# Names of connectivity probes\n");
    for host in probes::hosts() {
        let _ = writeln!(file, "host-record={host},{PROBE_ADDRESS}");
    }
    let (windows, address) = probes::WINDOWS_DNS;
    let _ = writeln!(file, "host-record={windows},{address}");
    file.push_str(
        "\n# Everything else does not exist, at once: no phone waits, no app meets a foreign certificate.\n\
         address=/#/\nneg-ttl=5\ndns-forward-max=150\n\n# Addresses\ndhcp-authoritative\n",
    );
    let _ = writeln!(file, "dhcp-leasefile={LEASES}\ndhcp-lease-max=1200\nquiet-dhcp\nquiet-ra");
    for (index, lan) in plan.lans().enumerate() {
        pool(&mut file, index, lan);
    }
    let _ = write!(file, "dhcp-optsfile={options}\n# Windows: no NetBIOS.\ndhcp-option=vendor:MSFT,2,1i\n");
    file
}

fn pool(file: &mut String, index: usize, lan: &Lan) {
    let (first, last) = lan.pool;
    let (mask, address) = (lan.mask(), lan.address);
    let _ = write!(
        file,
        "dhcp-range=set:lan{index},{first},{last},{mask},45m\n\
         dhcp-option=tag:lan{index},option:router,{address}\n\
         dhcp-option=tag:lan{index},option:dns-server,{address}\n",
    );
}

/// The file with changing options: the portal API, while phones trust the box's certificate.
pub(super) fn render_options(plan: &NetworkPlan, trusted: bool) -> String {
    if trusted { format!("114,{}\n", plan.portal_api) } else { String::new() }
}

/// Whether phones may be told of the portal API at `now_ms`: their trusted certificate is valid until `until_ms`, for
/// another day at least.
#[must_use]
pub fn is_trusted(until_ms: Option<i64>, now_ms: i64) -> bool {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    until_ms.is_some_and(|until| until.saturating_sub(now_ms) > DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Settings;

    #[test]
    fn a_certificate_is_told_while_it_lasts_another_day() {
        let day = 24 * 60 * 60 * 1000;
        assert!(is_trusted(Some(day + 2), 1));
        assert!(!is_trusted(Some(day + 1), 1));
        assert!(!is_trusted(None, 1));
        assert!(!is_trusted(Some(i64::MIN), i64::MAX));
    }

    #[test]
    fn the_portal_is_told_only_while_it_can_be_trusted() {
        let text = "host = \"k3x.example.org\"\nhttps_port = 443";
        let plan = NetworkPlan::new(&Settings::parse(text.as_bytes()).unwrap().settings);
        assert_eq!(render_options(&plan, true), "114,https://k3x.example.org/captive\n");
        assert_eq!(render_options(&plan, false), "");
    }
}
