//! Connectivity probes: the addresses that phones and computers ask to find out whether there is internet, and the
//! answers that each takes as "yes".

/// The answer that means "there is internet".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeAnswer {
    /// Status 204 and nothing else.
    NoContent,
    /// Status 204 with NetworkManager's header.
    NoContentOnline,
    /// Status 200 with exactly these bytes.
    Body {
        /// Content type.
        kind: &'static str,
        /// The bytes.
        bytes: &'static str,
    },
    /// As [`ProbeAnswer::Body`] in plain text, with NetworkManager's header besides.
    BodyOnline(&'static str),
}

/// One address that is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Probe {
    /// Host, lower case.
    pub host: &'static str,
    /// Path; `*` for any.
    pub path: &'static str,
    /// What the box answers.
    pub answer: ProbeAnswer,
}

use ProbeAnswer::{Body, BodyOnline, NoContent, NoContentOnline};

const APPLE: ProbeAnswer = Body {
    kind: "text/html",
    bytes: "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>\n",
};
/// The answer of Apple's older hosts, without a line feed at the end.
const APPLE_OLD: ProbeAnswer =
    Body { kind: "text/html", bytes: "<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>" };
const KINDLE: ProbeAnswer = Body {
    kind: "text/html",
    bytes: "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n\
            <html>\n<head>\n<title>Kindle Reachability Probe Page</title>\n\
            <META http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-1\">\n\
            <!--81ce4465-7167-4dcb-835b-dcc9e44c112a created with python 2.5 uuid.uuid4()-->\n</head>\n\
            <body bgcolor=\"#ffffff\" text=\"#000000\">\n81ce4465-7167-4dcb-835b-dcc9e44c112a\n</body>\n</html>\n",
};

const fn text(bytes: &'static str) -> ProbeAnswer {
    Body { kind: "text/plain", bytes }
}

const fn probe(host: &'static str, path: &'static str, answer: ProbeAnswer) -> Probe {
    Probe { host, path, answer }
}

/// Every probe, by maker.
static PROBES: [Probe; 44] = [
    // Apple
    probe("captive.apple.com", "*", APPLE),
    probe("netcts.cdn-apple.com", "*", APPLE),
    probe("www.apple.com", "/library/test/success.html", APPLE_OLD),
    probe("gsp1.apple.com", "*", APPLE_OLD),
    probe("www.appleiphonecell.com", "*", APPLE_OLD),
    probe("www.airport.us", "*", APPLE_OLD),
    probe("www.ibook.info", "*", APPLE_OLD),
    probe("www.itools.info", "*", APPLE_OLD),
    probe("www.thinkdifferent.us", "*", APPLE_OLD),
    // Android and Chrome OS
    probe("connectivitycheck.gstatic.com", "*", NoContent),
    probe("connectivitycheck.android.com", "*", NoContent),
    probe("www.gstatic.com", "/generate_204", NoContent),
    probe("www.google.com", "/generate_204", NoContent),
    probe("www.google.com", "/gen_204", NoContent),
    probe("play.googleapis.com", "/generate_204", NoContent),
    probe("clients1.google.com", "/generate_204", NoContent),
    probe("clients3.google.com", "/generate_204", NoContent),
    probe("clients4.google.com", "/generate_204", NoContent),
    probe("android.clients.google.com", "/generate_204", NoContent),
    // Makers of Android phones
    probe("connect.rom.miui.com", "/generate_204", NoContent),
    probe("developers.google.cn", "/generate_204", NoContent),
    probe("connectivitycheck.platform.hicloud.com", "/generate_204", NoContent),
    probe("connectivitycheck.platform.hihonorcloud.com", "/generate_204", NoContent),
    probe("conn1.oppomobile.com", "/generate_204", NoContent),
    probe("conn2.oppomobile.com", "/generate_204", NoContent),
    probe("wifi.vivo.com.cn", "/generate_204", NoContent),
    probe("connectivity.samsung.com.cn", "/generate_204", NoContent),
    // Windows; after another answer its browser opens `/redirect`
    probe("www.msftconnecttest.com", "/connecttest.txt", text("Microsoft Connect Test")),
    probe("ipv6.msftconnecttest.com", "/connecttest.txt", text("Microsoft Connect Test")),
    probe("www.msftncsi.com", "/ncsi.txt", text("Microsoft NCSI")),
    probe("ipv6.msftncsi.com", "/ncsi.txt", text("Microsoft NCSI")),
    probe("edge-http.microsoft.com", "/captiveportal/generate_204", NoContent),
    // Firefox
    probe(
        "detectportal.firefox.com",
        "/canonical.html",
        Body {
            kind: "text/html",
            bytes: "<meta http-equiv=\"refresh\" content=\"0;url=https://support.mozilla.org/kb/captive-portal\"/>",
        },
    ),
    probe("detectportal.firefox.com", "/success.txt", text("success\n")),
    // Linux desktops
    probe("nmcheck.gnome.org", "/check_network_status.txt", BodyOnline("NetworkManager is online")),
    probe("network-test.debian.org", "/nm", BodyOnline("NetworkManager is online\n")),
    probe("connectivity-check.ubuntu.com", "*", NoContentOnline),
    probe("fedoraproject.org", "/static/hotspot.txt", BodyOnline("OK")),
    probe("networkcheck.kde.org", "*", text("OK")),
    probe("conncheck.opensuse.org", "*", BodyOnline("NetworkManager is online")),
    probe(
        "ping.archlinux.org",
        "*",
        BodyOnline("This domain is used for connectivity checking (captive portal detection).\n"),
    ),
    // Readers
    probe("spectrum.s3.amazonaws.com", "/kindle-wifi/wifistub.html", KINDLE),
    probe("spectrum.s3.amazonaws.com", "/kindle-wifi/wifistub-eink.html", KINDLE),
    probe("dogvgb9ujhybx.cloudfront.net", "/kindle-wifi/wifistub.html", KINDLE),
];

/// A name that Windows asks the DNS, and the address it expects.
pub(super) const WINDOWS_DNS: (&str, &str) = ("dns.msftncsi.com", "131.107.255.255");

/// Hosts of all probes, each once. Their names resolve to the probe address.
pub(super) fn hosts() -> Vec<&'static str> {
    let mut hosts: Vec<&str> = PROBES.iter().map(|probe| probe.host).collect();
    hosts.sort_unstable();
    hosts.dedup();
    hosts
}

/// Whether any probe asks this host.
#[must_use]
pub fn is_probed(host: &str) -> bool {
    PROBES.iter().any(|probe| probe.host.eq_ignore_ascii_case(host))
}

/// The probe that asks this host for this path.
#[must_use]
pub fn find(host: &str, path: &str) -> Option<&'static Probe> {
    let asks = |probe: &&Probe| probe.host.eq_ignore_ascii_case(host) && ["*", path].contains(&probe.path);
    PROBES.iter().find(asks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(host: &str, path: &str) -> &'static str {
        match find(host, path).unwrap().answer {
            Body { bytes, .. } | BodyOnline(bytes) => bytes,
            NoContent | NoContentOnline => "",
        }
    }

    #[test]
    fn answers_are_as_long_as_the_real_ones() {
        assert_eq!(body("captive.apple.com", "/hotspot-detect.html").len(), 69);
        assert_eq!(body("www.apple.com", "/library/test/success.html").len(), 68);
        assert_eq!(body("www.msftconnecttest.com", "/connecttest.txt").len(), 22);
        assert_eq!(body("www.msftncsi.com", "/ncsi.txt").len(), 14);
        assert_eq!(body("detectportal.firefox.com", "/success.txt").len(), 8);
        assert_eq!(body("detectportal.firefox.com", "/canonical.html").len(), 90);
        assert_eq!(body("nmcheck.gnome.org", "/check_network_status.txt").len(), 24);
        assert_eq!(body("network-test.debian.org", "/nm").len(), 25);
    }

    #[test]
    fn no_probe_hides_behind_another() {
        for (index, probe) in PROBES.iter().enumerate() {
            let path = if probe.path == "*" { "/anything" } else { probe.path };
            let found = find(probe.host, path).unwrap();
            assert!(
                std::ptr::eq(found, &raw const PROBES[index]) || found.answer == probe.answer,
                "{probe:?}"
            );
        }
        assert!(find("www.google.com", "/search").is_none());
        assert!(find("example.org", "/generate_204").is_none());
    }
}
