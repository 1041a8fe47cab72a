//! The pages: no script, no storage, every button named as the device names it.

mod texts;

use std::fmt::Write as _;

use catalogue::Language;

use crate::edge::captive::page::escaped;
use texts::{Guide, InstallStep, TEXTS};

/// A file of its own: the content policy allows no style in a page.
pub(super) const CSS: &str = "\
body{font:1.125rem/1.5 system-ui,sans-serif;max-width:38rem;margin:0 auto;padding:1.25rem;\
background:#fff;color:#172554;overflow-wrap:anywhere}h1{font-size:1.75rem;line-height:1.2;margin:.5rem 0}\
h2{font-size:1.25rem;margin:1.5rem 0 .25rem}h3{font-size:1.0625rem;margin:1rem 0 .5rem}\
details{border:2px solid #172554;border-radius:.75rem;margin:.75rem 0;padding:0 1rem}\
summary{padding:.75rem 0;font-weight:700;font-size:1.25rem;cursor:pointer}ol{padding-left:1.5rem;margin:0 0 1rem}\
li{margin:.75rem 0}a{color:#1d4ed8}.go{display:block;margin:.5rem 0;padding:.75rem 1rem;border-radius:.75rem;\
background:#172554;color:#fff;text-align:center;text-decoration:none;font-weight:700}\
.taps{margin:.5rem 0;line-height:2.4}.taps b{display:inline-block;box-sizing:border-box;max-width:100%;\
padding:.25rem .75rem;border:2px solid #172554;border-radius:1.25rem;line-height:1.3}\
.note{padding:.75rem 1rem;border-left:6px solid #15803d;background:#f0fdf4}\
.print{font:1rem/1.6 ui-monospace,monospace;padding:.75rem 1rem;background:#f1f5f9;border-radius:.5rem}\
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin-top:2rem;padding-top:1rem;border-top:1px solid #94a3b8}\
nav a{min-height:2.75rem;display:inline-flex;align-items:center}";

/// Languages by their own names.
const LANGUAGES: [(&str, &str); 4] =
    [("en", "English"), ("es", "Español"), ("fr", "Français"), ("de", "Deutsch")];

/// The kind of device that reads the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum VisitorDevice {
    Apple,
    Android,
    Computer,
}

impl VisitorDevice {
    /// A guess from `User-Agent`. It opens one part of the page; the others stay in reach.
    pub(super) fn of(agent: &str) -> Self {
        if ["iPhone", "iPad", "iPod"].iter().any(|name| agent.contains(name)) {
            Self::Apple
        } else if agent.contains("Android") {
            Self::Android
        } else {
            Self::Computer
        }
    }
}

/// What the page says about this box.
pub(super) struct TrustInfo<'a> {
    /// Name of the venue.
    pub(super) venue: &'a str,
    /// Name of the box's own authority in a device's list of certificates.
    pub(super) authority: &'a str,
    /// SHA-256 of the authority.
    pub(super) fingerprint: &'a str,
    pub(super) staff_url: &'a str,
    pub(super) device: VisitorDevice,
    /// Phones trust the box already.
    pub(super) needless: bool,
}

/// `/trust`.
pub(super) fn trust(language: Language, info: &TrustInfo<'_>) -> String {
    let texts = TEXTS.of(language);
    let mut body =
        format!("<h1>{}</h1><p><bdi>{}</bdi>: {}</p>", texts.title, escaped(info.venue), texts.lead);
    if info.needless {
        let _ = write!(body, "<p class=note>{}</p>", texts.needless);
    }
    let authority = escaped(info.authority);
    for (device, name, load, guides) in [
        (VisitorDevice::Apple, "iPhone, iPad", "/trust/hallbox.mobileconfig", texts.apple),
        (VisitorDevice::Android, "Android", "/ca.crt", texts.android),
        (VisitorDevice::Computer, texts.computer_name, "/ca.crt", texts.computer),
    ] {
        let open = if device == info.device { " open" } else { "" };
        let _ = write!(body, "<details{open}><summary>{name}</summary>");
        let _ = write!(body, "<a class=go href=\"{load}\">{}</a>", texts.load);
        for guide in guides {
            write_guide(&mut body, guide, &authority);
        }
        body.push_str("</details>");
    }
    let print = info.fingerprint.replace(':', " ");
    let _ = write!(
        body,
        "<h2>{}</h2><p>{}</p><p class=print>{authority}<br>SHA-256 {print}</p>\
         <h2>{}</h2>{}<p>{}</p>",
        texts.compare_title,
        texts.compare,
        texts.then,
        staff_link(info.staff_url),
        texts.remove
    );
    body.push_str("<nav>");
    for (tag, name) in LANGUAGES {
        let _ = write!(body, "<a href=\"/trust?lang={tag}\" lang={tag}>{name}</a>");
    }
    body.push_str("</nav>");
    page(texts.tag, texts.title, &body)
}

/// Staff pages in the clear: why they need TLS, and a link.
pub(in crate::edge::http) fn use_tls(language: Language, staff_url: &str) -> String {
    let texts = TEXTS.of(language);
    let link = staff_link(staff_url);
    let body = format!(
        "<h1>{}</h1><p>{}</p>{link}<p>{}</p><a class=go href=\"/trust\">{}</a>",
        texts.tls_title, texts.tls, texts.tls_warns, texts.title
    );
    page(texts.tag, texts.tls_title, &body)
}

/// A link that shows its address and may break before `/staff`.
fn staff_link(url: &str) -> String {
    let url = escaped(url);
    format!("<a class=go href=\"{url}\">{}</a>", url.replace("/staff", "<wbr>/staff"))
}

fn write_guide(body: &mut String, guide: &Guide, authority: &str) {
    if !guide.title.is_empty() {
        let _ = write!(body, "<h3>{}</h3>", guide.title);
    }
    body.push_str("<ol>");
    for InstallStep { say, taps } in guide.steps {
        let _ = write!(body, "<li>{}", say.replace("{authority}", authority));
        if !taps.is_empty() {
            let drawn: Vec<String> = taps.iter().map(|tap| format!("<b>{tap}</b>")).collect();
            let _ = write!(body, "<div class=taps>{}</div>", drawn.join(" → "));
        }
        body.push_str("</li>");
    }
    body.push_str("</ol>");
}

fn page(tag: &str, title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang={tag}><meta charset=utf-8>\
         <meta name=viewport content=\"width=device-width,initial-scale=1\">\
         <link rel=stylesheet href=/trust.css><title>{title}</title><main>{body}</main>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15";
    const PIXEL: &str = "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36";

    fn info(agent: &str, needless: bool) -> TrustInfo<'_> {
        let device = VisitorDevice::of(agent);
        let (venue, authority) = ("<script>The Crown</script>", "Hallbox k3x");
        TrustInfo { venue, authority, fingerprint: "AB:CD", staff_url: "https://k3x/staff", device, needless }
    }

    #[test]
    fn the_part_for_the_device_it_is_read_on_is_open() {
        for (agent, open) in [(IPHONE, "iPhone, iPad"), (PIXEL, "Android"), ("curl/8", "Windows, Mac, Linux")]
        {
            let page = trust(Language::English, &info(agent, false));
            assert_eq!(page.matches("<details open>").count(), 1);
            assert!(page.contains(&format!("<details open><summary>{open}</summary>")), "{agent}: {page}");
        }
    }

    #[test]
    fn every_language_has_every_step_and_nothing_to_run() {
        let english = trust(Language::English, &info(IPHONE, false));
        for tag in ["en", "es", "fr", "de"] {
            let page = trust(Language::accepted(tag), &info(IPHONE, false));
            assert_eq!(page.matches("<li>").count(), english.matches("<li>").count(), "{tag}");
            assert!(page.contains("/trust/hallbox.mobileconfig") && page.contains("/ca.crt"), "{tag}");
            assert!(page.contains("SHA-256 AB CD") && page.contains("https://k3x/staff"), "{tag}");
            assert!(!page.contains("<script") && !page.contains("<style") && !page.contains('{'), "{page}");
            assert!(page.len() < 12_000);
            assert!(
                use_tls(Language::accepted(tag), "https://k3x/staff").contains("href=\"/trust\""),
                "{tag}"
            );
        }
    }

    #[test]
    fn where_phones_trust_the_box_anyhow_it_says_so() {
        let (without, with) = (info(PIXEL, false), info(PIXEL, true));
        assert!(!trust(Language::German, &without).contains("class=note"));
        assert!(trust(Language::German, &with).contains("class=note"));
    }
}
