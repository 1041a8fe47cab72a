//! Reads the settings out of a file's fields, and checks that they fit together.

use super::certificate::{certificate, is_url};
use super::country::Band;
use super::hotspot::{Hotspot, Wish, interface};
use super::names::{NetworkName, Passphrase};
use super::radio::{Chip, Radio};
use super::reader::{FieldReader, TEXT_BYTES_MAX};
use super::{GuestAddresses, Parsed, Portal, Settings, SettingsProblem, Unprintable, Wifi, Wire, WireUse};
use catalogue::Language;
use domain::Label;
use protocol::Currency;

/// Name of an appliance without a name of its own. `.internal` is never in the public DNS.
const APPLIANCE_HOST: &str = "bingo.internal";

/// Longest time for which names of winners are kept, days: from one year's festival to the next.
const NAMES_KEPT_DAYS_MAX: i64 = 400;

pub(super) fn read(
    mut reader: FieldReader<'_>,
    unprintable: Unprintable<'_>,
) -> Result<Parsed, Vec<SettingsProblem>> {
    let mut settings = Settings::default();
    venue(&mut reader, &mut settings);
    server(&mut reader, &mut settings);
    settings.wifi = wifi(&mut reader);
    if matches!(settings.wifi, Some(Wifi::Hotspot(_) | Wifi::AccessPoint { .. })) && is_local(&settings.host)
    {
        reader.note(
            "host",
            "iPhones never ask the box for names that end in .local: \"bingo.internal\" works for all",
        );
    }
    settings.wire = wire(&mut reader, settings.wifi.as_ref());
    addresses(&mut reader, &mut settings);
    let portals = [("quiet", Portal::Quiet), ("guide", Portal::Guide)];
    settings.portal = reader.choice("guests", "portal", &portals).unwrap_or(settings.portal);
    // Where the box makes the Wi-Fi it gives each phone its address. Any other network may have a router in it: a hall
    // that gets in matters more than one phone that takes too much.
    let usual = if matches!(settings.wifi, Some(Wifi::Hotspot(_))) {
        GuestAddresses::Own
    } else {
        GuestAddresses::Shared
    };
    let kinds = [("own", GuestAddresses::Own), ("shared", GuestAddresses::Shared)];
    settings.addresses = reader.choice("guests", "addresses", &kinds).unwrap_or(usual);
    settings.certificate = certificate(&mut reader, &settings.host);
    settings.updates_from = updates(&mut reader, &settings.wire);
    on_show(&mut reader, &settings, unprintable);
    let FieldReader { mut problems, notes, .. } = reader;
    problems.sort_by_key(|problem| problem.line);
    if problems.is_empty() { Ok(Parsed { settings, notes }) } else { Err(problems) }
}

fn venue(reader: &mut FieldReader<'_>, settings: &mut Settings) {
    if let Some(text) = reader.text("", "venue") {
        match Label::new(text) {
            Ok(venue) => settings.venue = venue,
            Err(error) => reader.at("venue", &format!("the name of the venue cannot be used: {error}")),
        }
    }
    let languages = Language::ALL.map(|language| (language.code(), language));
    settings.language = reader.choice("", "language", &languages).unwrap_or(settings.language);
    if let Some(days) = reader.number("", "names_kept_days", 1..=NAMES_KEPT_DAYS_MAX) {
        settings.names_kept_days = u16::try_from(days).expect("the range was checked");
    }
    if let Some(code) = reader.text("", "currency").filter(|code| !code.is_empty()) {
        settings.currency = Currency::of(&code);
        if settings.currency.is_none() {
            reader.at("currency", "write the three letters of the currency, like \"EUR\" or \"USD\"");
        }
    }
    settings.time_zone = reader.text("", "time_zone").filter(|zone| !zone.is_empty());
    if let Some(zone) = &settings.time_zone
        && jiff::tz::TimeZone::get(zone).is_err()
    {
        reader.at("time_zone", "there is no such time zone: write region and city, like \"Europe/London\"");
    }
}

/// Remarks on names that stand on screens, cards and posters. The night can be played, so the file can be used.
fn on_show(reader: &mut FieldReader<'_>, settings: &Settings, unprintable: Unprintable<'_>) {
    let wifi = match &settings.wifi {
        Some(Wifi::Named(name)) => Some(("wifi", name.as_str())),
        _ => None, // in letters that every phone reads from a code
    };
    for (field, name) in [("venue", settings.venue.as_str())].into_iter().chain(wifi) {
        if let Err(bad) = domain::check_appearance(name) {
            reader.note(field, &bad.to_string());
        }
        if let Some(letter) = unprintable(name) {
            let message = format!(
                "the letter {letter} (U+{:04X}) cannot be printed: no cards and no poster until it is written with \
                 other letters",
                u32::from(letter)
            );
            reader.note(field, &message);
        }
    }
}

fn server(reader: &mut FieldReader<'_>, settings: &mut Settings) {
    // A box with a Wi-Fi is the appliance: phones use the default ports and a name.
    if reader.has("wifi") {
        APPLIANCE_HOST.clone_into(&mut settings.host);
        (settings.https_port, settings.http_port) = (443, 80);
    }
    if let Some(host) = reader.text("", "host") {
        if is_host(&host) {
            settings.host = host;
        } else {
            reader.at("host", "write a name or address of letters, digits, dots and hyphens, at most 120");
        }
    }
    if let Some(listen) = reader.text("", "listen") {
        match listen.parse() {
            Ok(address) => settings.listen = address,
            Err(_) => reader.at("listen", "write an address in numbers, like \"0.0.0.0\" for all of them"),
        }
    }
    let port = |number: i64| u16::try_from(number).expect("the range was checked");
    if let Some(number) = reader.number("", "https_port", 1..=65_535) {
        settings.https_port = port(number);
    }
    if let Some(number) = reader.number("", "http_port", 0..=65_535) {
        settings.http_port = port(number);
    }
    if settings.https_port == settings.http_port {
        let (field, other) = if reader.has_field("", "http_port") {
            ("http_port", "https_port")
        } else {
            ("https_port", "http_port")
        };
        let message = format!("this must differ from {other}, which is {} too", settings.https_port);
        reader.at(field, &message);
    }
    if let Some(threads) = reader.number("", "threads", 0..=64) {
        settings.threads = usize::try_from(threads).expect("the range was checked");
    }
}

/// Whether Apple's devices ask for a name by multicast only.
fn is_local(host: &str) -> bool {
    host.rsplit('.').next().is_some_and(|last| last.eq_ignore_ascii_case("local"))
}

fn is_host(host: &str) -> bool {
    let plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'));
    let label =
        |label: &str| (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-');
    let named = host.split('.').all(label);
    plain
        && host.len() <= 120
        && if host.contains(':') { host.parse::<std::net::Ipv6Addr>().is_ok() } else { named }
}

fn wifi(reader: &mut FieldReader<'_>) -> Option<Wifi> {
    let country = reader.text("", "country");
    if !reader.has("wifi") {
        if reader.has("staff_wifi") {
            reader.field("staff_wifi", "", "the staff's network needs the guests': write a [wifi] above it");
        }
        let name = reader.text("", "wifi").filter(|name| !name.is_empty())?;
        return match Label::new(name) {
            Ok(name) => Some(Wifi::Named(name)),
            Err(error) => {
                reader.at("wifi", &format!("the name of the Wi-Fi cannot be used: {error}"));
                None
            }
        };
    }
    let word = reader.text("wifi", "radio").unwrap_or_else(|| "pi".to_owned());
    let Some(radio) = Radio::of(&word.to_lowercase()) else {
        let words: Vec<String> = Radio::words().iter().map(|word| format!("\"{word}\"")).collect();
        reader.at("wifi.radio", &format!("write one of {}", words.join(", ")));
        return None;
    };
    match radio {
        Radio::Chip(chip) => hotspot(reader, country, chip),
        Radio::AccessPoint => access_point(reader),
    }
}

fn hotspot(reader: &mut FieldReader<'_>, country: Option<String>, chip: &'static Chip) -> Option<Wifi> {
    let bands = [("2.4", Band::Two), ("5", Band::Five)];
    let before = reader.problems.len();
    let mut text = |section, name| reader.text(section, name).unwrap_or_default();
    let guests = (text("wifi", "name"), text("wifi", "passphrase"));
    let staff = (text("staff_wifi", "name"), text("staff_wifi", "passphrase"));
    let wish = Wish {
        country,
        chip,
        interface: reader.text("wifi", "interface").unwrap_or_else(|| "wlan0".to_owned()),
        band: reader.choice("wifi", "band", &bands).unwrap_or(Band::Two),
        channel: reader.number("wifi", "channel", 0..=255).filter(|&channel| channel != 0),
        guests,
        staff: reader.has("staff_wifi").then_some(staff),
        seats_for_staff: reader.number("wifi", "seats_for_staff", -1..=10_000).unwrap_or(1),
    };
    // A field of the wrong type has been noted already.
    let noted: Vec<String> = reader.problems[before..].iter().map(|problem| problem.field.clone()).collect();
    match Hotspot::new(&wish) {
        Ok(hotspot) => Some(Wifi::Hotspot(Box::new(hotspot))),
        Err(errors) => {
            for error in errors.iter().filter(|error| noted.iter().all(|field| field != error.field)) {
                // A missing country is noted on the line of the section that needs it.
                let at = if wish.country.is_none() && error.field == "country" { "wifi" } else { "" };
                reader.at_section(at, error.field, &error.reason);
            }
            None
        }
    }
}

fn access_point(reader: &mut FieldReader<'_>) -> Option<Wifi> {
    if reader.has("staff_wifi") {
        reader.field("staff_wifi", "", "your access point makes the networks: take this section away");
    }
    let name = NetworkName::for_guests(&reader.text("wifi", "name").unwrap_or_default());
    let passphrase = Passphrase::new(&reader.text("wifi", "passphrase").unwrap_or_default());
    let name = name.map_err(|reason| reader.at("wifi.name", &reason)).ok();
    let passphrase = passphrase.map_err(|reason| reader.at("wifi.passphrase", &reason)).ok();
    Some(Wifi::AccessPoint { name: name?, passphrase: passphrase? })
}

fn wire(reader: &mut FieldReader<'_>, wifi: Option<&Wifi>) -> Wire {
    let by_access_point = matches!(wifi, Some(Wifi::AccessPoint { .. }));
    let uses = [
        ("internet", WireUse::Internet),
        ("staff", WireUse::Staff),
        ("access-point", WireUse::AccessPoint),
        ("off", WireUse::Off),
    ];
    let usual = if by_access_point { WireUse::AccessPoint } else { WireUse::Off };
    let usage = reader.choice("wire", "use", &uses).unwrap_or(usual);
    if by_access_point && usage != WireUse::AccessPoint {
        reader.at("wire.use", "your access point is on this wire: write \"access-point\"");
    }
    if usage == WireUse::AccessPoint && matches!(wifi, Some(Wifi::Hotspot(_))) {
        let message =
            "the box makes the Wi-Fi itself: write radio = \"access-point\" in [wifi], or another use";
        reader.at("wire.use", message);
    }
    let name = reader.text("wire", "interface").unwrap_or_else(|| "eth0".to_owned());
    let interface = interface(&name).unwrap_or_else(|reason| {
        reader.at("wire.interface", &reason);
        "eth0".to_owned()
    });
    if let Some(Wifi::Hotspot(hotspot)) = wifi
        && hotspot.interface() == interface
    {
        reader.at("wire.interface", "this is the interface of the Wi-Fi: a wire is called like eth0");
    }
    Wire { interface, usage }
}

fn addresses(reader: &mut FieldReader<'_>, settings: &mut Settings) {
    if let Some(text) = reader.text("addresses", "network") {
        match text.parse::<std::net::Ipv4Addr>() {
            Ok(address) if address.is_private() && address.octets()[2] % 8 == 0 && address.octets()[3] == 0 => {
                settings.network = address;
            }
            _ => reader.at(
                "addresses.network",
                "write the start of a private network whose third number is a multiple of 8, like \"10.77.0.0\"",
            ),
        }
    }
    for name in reader.list("addresses", "mdns").unwrap_or_default() {
        match interface(&name) {
            Ok(interface) => settings.mdns.push(interface),
            Err(reason) => reader.at("addresses.mdns", &reason),
        }
    }
}

fn updates(reader: &mut FieldReader<'_>, wire: &Wire) -> Option<String> {
    let from = reader.text("updates", "from").filter(|from| !from.trim().is_empty())?;
    if !is_url(&from) {
        let message = format!("write an address that begins with https://, at most {TEXT_BYTES_MAX} letters");
        reader.at("updates.from", &message);
        return None;
    }
    if wire.usage != WireUse::Internet {
        reader.at("updates.from", "this needs the internet on the wire: write use = \"internet\" in [wire]");
        return None;
    }
    Some(from)
}
