//! The poster by the door, as it follows from the settings.

use machine::settings::names::{NetworkName, Passphrase, join_text};
use machine::settings::{Settings, Wifi};

use crate::print::{Paper, Poster, PosterWifi, PrintError, TiesTonight, poster_pdf};

/// The poster of a venue with these settings.
///
/// # Errors
/// [`PrintError::Letter`] for a name that cannot be printed, [`PrintError::Pdf`] when a text is too long for a code.
pub fn print(settings: &Settings, paper: Paper, ties: TiesTonight) -> Result<Vec<u8>, PrintError> {
    let known: Option<(&NetworkName, &Passphrase)> = match &settings.wifi {
        Some(Wifi::Hotspot(hotspot)) => Some((&hotspot.guests.name, &hotspot.guests.passphrase)),
        Some(Wifi::AccessPoint { name, passphrase }) => Some((name, passphrase)),
        Some(Wifi::Named(_)) | None => None,
    };
    let code = known.map(|(name, passphrase)| join_text(name, Some(passphrase)));
    let join = known.zip(code.as_ref()).map(|((_, passphrase), code)| (passphrase.secret(), code.as_str()));
    let name = settings.wifi_name();
    let join_url = settings.join_url();
    poster_pdf(&Poster {
        paper,
        venue: settings.venue.as_str(),
        language: settings.language,
        ties,
        wifi: name.as_ref().map(|name| PosterWifi { name: name.as_str(), join }),
        join_url: &join_url,
    })
}
