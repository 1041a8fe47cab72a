//! The pages themselves: no script, no storage, every tap in words that look like what is tapped.

mod texts;

use std::fmt::Write as _;

use catalogue::Language;

use crate::edge::captive::page::escaped;
use texts::{Guide, Step, TEXTS};

/// Looks of the pages; a file of its own, for the policy of the house allows no style in a page.
pub const CSS: &str = "body{font:1.125rem/1.5 system-ui,sans-serif;max-width:38rem;margin:0 auto;padding:1.25rem;\
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

/// The languages of the house, as they call themselves.
const LANGUAGES: [(&str, &str); 4] =
    [("en", "English"), ("es", "Español"), ("fr", "Français"), ("de", "Deutsch")];

/// What the page is read on, as far as its browser says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    Apple,
    Android,
    Computer,
}

impl Device {
    /// From `User-Agent`. A guess opens a part of the page; the others stay in reach.
    pub fn of(agent: &str) -> Self {
        if ["iPhone", "iPad", "iPod"].iter().any(|name| agent.contains(name)) {
            Self::Apple
        } else if agent.contains("Android") {
            Self::Android
        } else {
            Self::Computer
        }
    }
}

/// What the page says of this box.
pub struct Trust<'a> {
    /// Name of the venue.
    pub venue: &'a str,
    /// What lists of certificates call the box's authority.
    pub authority: &'a str,
    /// Its SHA-256.
    pub fingerprint: &'a str,
    /// Where staff go afterwards.
    pub staff_url: &'a str,
    /// What it is read on.
    pub device: Device,
    /// Phones trust the box anyhow.
    pub needless: bool,
}

/// `/trust`.
pub fn trust(language: Language, told: &Trust<'_>) -> String {
    let texts = TEXTS.of(language);
    let mut body = format!("<h1>{}</h1><p>{}: {}</p>", texts.title, escaped(told.venue), texts.lead);
    if told.needless {
        let _ = write!(body, "<p class=note>{}</p>", texts.needless);
    }
    let authority = escaped(told.authority);
    for (device, name, load, guides) in [
        (Device::Apple, "iPhone, iPad", "/trust/hallbox.mobileconfig", texts.apple),
        (Device::Android, "Android", "/ca.crt", texts.android),
        (Device::Computer, texts.computer_name, "/ca.crt", texts.computer),
    ] {
        let open = if device == told.device { " open" } else { "" };
        let _ = write!(body, "<details{open}><summary>{name}</summary>");
        let _ = write!(body, "<a class=go href=\"{load}\">{}</a>", texts.load);
        for guide in guides {
            write_guide(&mut body, guide, &authority);
        }
        body.push_str("</details>");
    }
    let print = told.fingerprint.replace(':', " ");
    let _ = write!(
        body,
        "<h2>{}</h2><p>{}</p><p class=print>{authority}<br>SHA-256 {print}</p>\
         <h2>{}</h2>{}<p>{}</p>",
        texts.compare_title,
        texts.compare,
        texts.then,
        staff_link(told.staff_url),
        texts.remove
    );
    body.push_str("<nav>");
    for (tag, name) in LANGUAGES {
        let _ = write!(body, "<a href=\"/trust?lang={tag}\" lang={tag}>{name}</a>");
    }
    body.push_str("</nav>");
    page(texts.tag, texts.title, &body)
}

/// Where staff are sent who came in the clear. A link and no redirect: a browser that does not trust the
/// certificate yet must be able to read why.
pub fn use_tls(language: Language, staff_url: &str) -> String {
    let texts = TEXTS.of(language);
    let link = staff_link(staff_url);
    let body = format!(
        "<h1>{}</h1><p>{}</p>{link}<p>{}</p><a class=go href=\"/trust\">{}</a>",
        texts.tls_title, texts.tls, texts.tls_warns, texts.title
    );
    page(texts.tag, texts.tls_title, &body)
}

/// A link that shows where it leads, broken where people would.
fn staff_link(url: &str) -> String {
    let url = escaped(url);
    format!("<a class=go href=\"{url}\">{}</a>", url.replace("/staff", "<wbr>/staff"))
}

fn write_guide(body: &mut String, guide: &Guide, authority: &str) {
    if !guide.title.is_empty() {
        let _ = write!(body, "<h3>{}</h3>", guide.title);
    }
    body.push_str("<ol>");
    for Step { say, taps } in guide.steps {
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

    fn told(agent: &str, needless: bool) -> Trust<'_> {
        let device = Device::of(agent);
        let (venue, authority) = ("<script>The Crown</script>", "Hallbox k3x");
        Trust { venue, authority, fingerprint: "AB:CD", staff_url: "https://k3x/staff", device, needless }
    }

    #[test]
    fn the_part_for_the_device_it_is_read_on_is_open() {
        for (agent, open) in [(IPHONE, "iPhone, iPad"), (PIXEL, "Android"), ("curl/8", "Windows, Mac, Linux")]
        {
            let page = trust(Language::English, &told(agent, false));
            assert_eq!(page.matches("<details open>").count(), 1);
            assert!(page.contains(&format!("<details open><summary>{open}</summary>")), "{agent}: {page}");
        }
    }

    #[test]
    fn every_language_has_every_step_and_nothing_to_run() {
        let english = trust(Language::English, &told(IPHONE, false));
        for tag in ["en", "es", "fr", "de"] {
            let page = trust(Language::accepted(tag), &told(IPHONE, false));
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
        let (without, with) = (told(PIXEL, false), told(PIXEL, true));
        assert!(!trust(Language::German, &without).contains("class=note"));
        assert!(trust(Language::German, &with).contains("class=note"));
    }
}
