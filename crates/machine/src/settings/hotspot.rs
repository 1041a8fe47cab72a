//! The box's own Wi-Fi: what the organiser wishes for, checked against the radio and the country.
//!
//! A [`Hotspot`] exists only if hostapd accepts its file and phones can join. Everything else is refused with the
//! field of the settings and the reason.

use super::country::{Band, Country, WifiChannel};
use super::names::{NetworkName, Passphrase};
use super::radio::Chip;

/// Interface of the staff's network where the radio makes two.
pub(crate) const STAFF_INTERFACE: &str = "hb-staff";

/// Why a wish cannot be fulfilled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {reason}")]
pub(crate) struct WishError {
    /// The field of the settings, `section.name`.
    pub(crate) field: &'static str,
    /// Why, and what to do.
    pub(crate) reason: String,
}

/// What an organiser wishes for, unchecked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    /// The country's code, two letters.
    pub(crate) country: Option<String>,
    /// The radio's chip.
    pub(crate) chip: &'static Chip,
    /// The radio's interface.
    pub(crate) interface: String,
    /// Part of the spectrum.
    pub(crate) band: Band,
    /// Channel; `None` means the usual one.
    pub(crate) channel: Option<i64>,
    /// Name and passphrase for guests.
    pub(crate) guests: (String, String),
    /// Name and passphrase for staff, if they have a network of their own.
    pub(crate) staff: Option<(String, String)>,
    /// Seats that guests cannot take.
    pub(crate) seats_for_staff: i64,
}

/// One Wi-Fi network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// The network's name.
    pub name: NetworkName,
    /// Its passphrase.
    pub passphrase: Passphrase,
    /// Phones at once.
    pub seats: u16,
}

/// A wish that was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hotspot {
    country: Country,
    chip: &'static Chip,
    interface: String,
    channel: WifiChannel,
    /// The guests' network.
    pub guests: Network,
    /// The staff's own network, on `STAFF_INTERFACE`.
    pub staff: Option<Network>,
}

impl Hotspot {
    /// Checks a wish.
    ///
    /// # Errors
    /// Everything that is wrong with the wish; at least one.
    pub(crate) fn new(wish: &Wish) -> Result<Self, Vec<WishError>> {
        let mut wrong = Wrong::default();
        let country = wrong.collect("country", country(wish.country.as_deref()));
        let interface = wrong.collect("wifi.interface", interface(&wish.interface));
        let band = wrong.collect("wifi.band", band(wish));
        let channel = country
            .zip(band)
            .and_then(|(country, band)| wrong.collect("wifi.channel", country.channel(band, wish.channel)));
        let guest_name = wrong.collect("wifi.name", NetworkName::for_guests(&wish.guests.0));
        let guest_passphrase = wrong.collect("wifi.passphrase", Passphrase::new(&wish.guests.1));
        let reserve = wrong.collect("wifi.seats_for_staff", reserve(wish));
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

    /// The radio's interface, which is that of the guests' network.
    #[must_use]
    pub fn interface(&self) -> &str {
        &self.interface
    }

    /// The chip.
    #[must_use]
    pub fn chip(&self) -> &'static Chip {
        self.chip
    }

    /// The country whose radio rules apply.
    #[must_use]
    pub fn country(&self) -> Country {
        self.country
    }

    /// The channel of all its networks.
    #[must_use]
    pub fn channel(&self) -> WifiChannel {
        self.channel
    }
}

/// Collects mistakes.
#[derive(Default)]
struct Wrong(Vec<WishError>);

impl Wrong {
    /// The checked value; none, and one mistake more, if it is wrong.
    fn collect<T>(&mut self, field: &'static str, checked: Result<T, String>) -> Option<T> {
        checked.map_err(|reason| self.0.push(WishError { field, reason })).ok()
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

/// Checks the name of a network interface. It can stand in every configuration file without quotes.
///
/// # Errors
/// What to write instead.
pub(super) fn interface(name: &str) -> Result<String, String> {
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
        wrong.0.push(WishError { field: "staff_wifi.name", reason });
    }
    if *name == wish.guests.0 {
        let reason = "it is the guests' name: staff need another".to_owned();
        wrong.0.push(WishError { field: "staff_wifi.name", reason });
    }
    if *passphrase == wish.guests.1 && !passphrase.is_empty() {
        let reason = "it is the guests' passphrase, which is on the wall: staff need another".to_owned();
        wrong.0.push(WishError { field: "staff_wifi.passphrase", reason });
    }
    let name = wrong.collect("staff_wifi.name", NetworkName::for_staff(name));
    let passphrase = wrong.collect("staff_wifi.passphrase", Passphrase::new(passphrase));
    Some(Network { name: name?, passphrase: passphrase?, seats })
}

/// The beginning of a text, without control characters, for a message.
pub(super) fn clipped(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !c.is_control()).take(32).collect();
    if shown.len() < text.len() { format!("{shown}…") } else { shown }
}
