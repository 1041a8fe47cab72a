//! The configuration file of hostapd.

use std::fmt::Write as _;

use crate::settings::country::Band;
use crate::settings::hotspot::{Hotspot, Network, STAFF_INTERFACE};
use crate::settings::radio::Driver;

/// Folder of hostapd's control sockets.
pub const CONTROL: &str = "/run/hallbox-hostapd";

/// The file for a hotspot.
#[must_use]
pub fn render(hotspot: &Hotspot) -> String {
    let mut file = String::from("# Written by hallbox from hallbox.toml: changes here are lost.\n");
    radio(hotspot, &mut file);
    network(hotspot, &mut file, &hotspot.guests);
    if let Some(staff) = &hotspot.staff {
        let _ = write!(file, "\nbss={STAFF_INTERFACE}\nctrl_interface={CONTROL}\n");
        network(hotspot, &mut file, staff);
    }
    file
}

/// The lines for the radio itself, which all networks share.
fn radio(hotspot: &Hotspot, file: &mut String) {
    let mode = if hotspot.channel().band == Band::Two { "g" } else { "a" };
    let _ = write!(
        file,
        "interface={}\ndriver=nl80211\nctrl_interface={CONTROL}\n\
         country_code={}\nieee80211d=1\nhw_mode={mode}\nchannel={}\n\
         # No rate of 802.11b: one slow phone would cost everybody ten times the air.\n\
         supported_rates=60 90 120 180 240 360 480 540\nbasic_rates=60 120 240\n\
         # One channel wide: many phones need quiet air, none of them needs speed.\n\
         ieee80211n=1\nwmm_enabled=1\nbeacon_int=100\ndtim_period=2\n",
        hotspot.interface(),
        hotspot.country().code(),
        hotspot.channel().number,
    );
}

fn network(hotspot: &Hotspot, file: &mut String, network: &Network) {
    let _ = write!(
        file,
        "ssid2={}\nutf8_ssid={}\nauth_algs=1\nwpa=2\nrsn_pairwise=CCMP\nwpa_passphrase={}\n\
         ap_isolate=1\nmax_num_sta={}\nap_max_inactivity=600\n",
        network.name.hex(),
        u8::from(!network.name.as_str().is_ascii()),
        network.passphrase.secret(),
        network.seats,
    );
    match hotspot.chip().driver {
        // With WPA3 or protected management frames phones cannot join, or this firmware halts.
        Driver::Brcmfmac => file.push_str("wpa_key_mgmt=WPA-PSK\nieee80211w=0\n"),
        Driver::Mac80211 => file.push_str(
            "wpa_key_mgmt=WPA-PSK SAE\nieee80211w=1\nsae_require_mfp=1\nsae_pwe=2\n\
             no_probe_resp_if_max_sta=1\ndisassoc_low_ack=0\n",
        ),
    }
}

#[cfg(test)]
mod tests;
