//! The hotspot: what may be wished for, and what a radio can do of it.
//!
//! A [`Hotspot`] exists only if hostapd takes its file and phones can join; everything else is refused with
//! the field of the settings and the reason.

use super::country::{Band, Channel, Country};
use super::names::{NetworkName, Passphrase};
use super::radio::Chip;

/// Interface of the staff's network where a radio makes two.
pub const STAFF_INTERFACE: &str = "hb-staff";

/// A wish that cannot be granted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {reason}")]
pub struct Nonsense {
    /// The field as it stands in the settings, `section.name`.
    pub field: &'static str,
    /// Why, and what to do.
    pub reason: String,
}

/// What an organiser wishes for, unchecked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Code of the country.
    pub country: Option<String>,
    /// The radio's chip.
    pub chip: &'static Chip,
    /// The radio's interface.
    pub interface: String,
    /// Part of the spectrum.
    pub band: Band,
    /// Channel; `None` takes a good one.
    pub channel: Option<i64>,
    /// Name and passphrase for guests.
    pub guests: (String, String),
    /// Name and passphrase for staff, if they have a network of their own.
    pub staff: Option<(String, String)>,
    /// Seats that guests cannot take.
    pub seats_for_staff: i64,
}

/// One network with the seats it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// What phones list.
    pub name: NetworkName,
    /// What they are asked for.
    pub passphrase: Passphrase,
    /// Phones at once.
    pub seats: u16,
}

/// A hotspot that works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hotspot {
    country: Country,
    chip: &'static Chip,
    interface: String,
    channel: Channel,
    /// The guests' network.
    pub guests: Network,
    /// The staff's own, on [`STAFF_INTERFACE`].
    pub staff: Option<Network>,
}

impl Hotspot {
    /// Checks a wish.
    ///
    /// # Errors
    /// Everything that is wrong with it, at least one.
    pub fn new(wish: &Wish) -> Result<Self, Vec<Nonsense>> {
        let mut wrong = Wrong::default();
        let country = wrong.take("country", country(wish.country.as_deref()));
        let interface = wrong.take("wifi.interface", interface(&wish.interface));
        let band = wrong.take("wifi.band", band(wish));
        let channel = country
            .zip(band)
            .and_then(|(country, band)| wrong.take("wifi.channel", country.channel(band, wish.channel)));
        let guest_name = wrong.take("wifi.name", NetworkName::for_guests(&wish.guests.0));
        let guest_passphrase = wrong.take("wifi.passphrase", Passphrase::new(&wish.guests.1));
        let reserve = wrong.take("wifi.seats_for_staff", reserve(wish));
        let staff =
            wish.staff.as_ref().map(|staff| staff_network(wish, staff, reserve.unwrap_or(1), &mut wrong));
        let whole = || {
            let (name, passphrase) = (guest_name?, guest_passphrase?);
            let guests = Network { name, passphrase, seats: wish.chip.stations_max - reserve? };
            let (country, interface, channel) = (country?, interface?, channel?);
            Some(Self { country, chip: wish.chip, interface, channel, guests, staff: staff.flatten() })
        };
        match whole() {
            Some(hotspot) if wrong.0.is_empty() => Ok(hotspot),
            _ => Err(wrong.0),
        }
    }

    /// The radio's interface, which is the guests'.
    #[must_use]
    pub fn interface(&self) -> &str {
        &self.interface
    }

    /// The chip.
    #[must_use]
    pub fn chip(&self) -> &'static Chip {
        self.chip
    }

    /// Country whose rules it transmits by.
    #[must_use]
    pub fn country(&self) -> Country {
        self.country
    }

    /// Channel it transmits on.
    #[must_use]
    pub fn channel(&self) -> Channel {
        self.channel
    }
}

/// Collects what is wrong.
#[derive(Default)]
struct Wrong(Vec<Nonsense>);

impl Wrong {
    fn take<T>(&mut self, field: &'static str, checked: Result<T, String>) -> Option<T> {
        checked.map_err(|reason| self.0.push(Nonsense { field, reason })).ok()
    }
}

fn country(code: Option<&str>) -> Result<Country, String> {
    let code = code.filter(|code| !code.is_empty()).ok_or(
        "a Wi-Fi needs its country, because the channels depend on it: write two letters, like \"GB\"",
    )?;
    Country::new(code).ok_or_else(|| {
        let hint = if code.eq_ignore_ascii_case("uk") { ": the United Kingdom is \"GB\"" } else { "" };
        format!("`{}` is not the two-letter code of a country we know rules for{hint}", clipped(code))
    })
}

/// Whether a text can be a network interface, and stand in every file unquoted.
///
/// # Errors
/// What to write instead.
pub fn interface(name: &str) -> Result<String, String> {
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    let sized = (1..=15).contains(&name.len()) && !name.starts_with('-');
    if !plain || !sized || ["lo", "all", "default"].contains(&name) {
        return Err(format!(
            "`{}` is no network interface: they are called like wlan0 or eth0",
            clipped(name)
        ));
    }
    if name == STAFF_INTERFACE {
        return Err(format!("`{STAFF_INTERFACE}` is the name the box gives the staff's network itself"));
    }
    Ok(name.to_owned())
}

fn band(wish: &Wish) -> Result<Band, String> {
    if wish.band == Band::Five && !wish.chip.five_ghz {
        return Err(format!("the radio `{}` knows 2.4 GHz only: write \"2.4\"", wish.chip.word));
    }
    Ok(wish.band)
}

fn reserve(wish: &Wish) -> Result<u16, String> {
    let most = wish.chip.stations_max - 1;
    let least = i64::from(wish.staff.is_some());
    match u16::try_from(wish.seats_for_staff) {
        Ok(_) if wish.seats_for_staff < least => {
            Err("staff with a network of their own need at least 1 seat".to_owned())
        }
        Ok(seats) if seats <= most => Ok(seats),
        _ => Err(format!(
            "the radio `{}` carries {} phones, so {least} to {most} seats can be kept for staff",
            wish.chip.word, wish.chip.stations_max
        )),
    }
}

fn staff_network(
    wish: &Wish,
    (name, passphrase): &(String, String),
    seats: u16,
    wrong: &mut Wrong,
) -> Option<Network> {
    if wish.chip.networks_max < 2 {
        let reason = format!(
            "the radio `{}` makes one network only: take this away, staff join the guests' or use the wire",
            wish.chip.word
        );
        wrong.0.push(Nonsense { field: "staff_wifi.name", reason });
    }
    if *name == wish.guests.0 {
        let reason = "it is the guests' name: staff need another".to_owned();
        wrong.0.push(Nonsense { field: "staff_wifi.name", reason });
    }
    if *passphrase == wish.guests.1 && !passphrase.is_empty() {
        let reason = "it is the guests' passphrase, which is on the wall: staff need another".to_owned();
        wrong.0.push(Nonsense { field: "staff_wifi.passphrase", reason });
    }
    let name = wrong.take("staff_wifi.name", NetworkName::for_staff(name));
    let passphrase = wrong.take("staff_wifi.passphrase", Passphrase::new(passphrase));
    Some(Network { name: name?, passphrase: passphrase?, seats })
}

/// The beginning of a text, fit to be shown.
pub(crate) fn clipped(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(32).collect();
    if shown.len() < text.len() { format!("{shown}…") } else { shown }
}
