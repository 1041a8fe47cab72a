use proptest::prelude::*;

use super::*;
use crate::settings::hotspot::Wish;
use crate::settings::radio::{CHIPS, Radio};

fn wish(word: &str) -> Wish {
    let Some(Radio::Chip(chip)) = Radio::of(word) else { panic!("{word} is no chip") };
    Wish {
        country: Some("GB".to_owned()),
        chip,
        interface: "wlan0".to_owned(),
        band: Band::Two,
        channel: None,
        guests: ("Crown-Bingo".to_owned(), "full-house-75".to_owned()),
        staff: None,
        seats_for_staff: 1,
    }
}

#[test]
fn the_onboard_radio_keeps_to_what_it_can() {
    insta::assert_snapshot!(render(&Hotspot::new(&wish("pi")).unwrap()), @r#"
    # Written by hallbox from hallbox.toml: changes here are lost.
    interface=wlan0
    driver=nl80211
    ctrl_interface=/run/hallbox-hostapd
    country_code=GB
    ieee80211d=1
    hw_mode=g
    channel=6
    # No rate of 802.11b: one slow phone would cost everybody ten times the air.
    supported_rates=60 90 120 180 240 360 480 540
    basic_rates=60 120 240
    # One channel wide: many phones need quiet air, none of them needs speed.
    ieee80211n=1
    wmm_enabled=1
    beacon_int=100
    dtim_period=2
    ssid2=43726f776e2d42696e676f
    utf8_ssid=0
    auth_algs=1
    wpa=2
    rsn_pairwise=CCMP
    wpa_passphrase=full-house-75
    ap_isolate=1
    max_num_sta=7
    ap_max_inactivity=600
    wpa_key_mgmt=WPA-PSK
    ieee80211w=0
    "#);
}

#[test]
fn a_better_radio_gives_staff_a_network_of_their_own() {
    let wish = Wish {
        band: Band::Five,
        staff: Some(("Café Crew".to_owned(), "behind-the-bar".to_owned())),
        seats_for_staff: 4,
        ..wish("mt7612u")
    };
    insta::assert_snapshot!(render(&Hotspot::new(&wish).unwrap()), @r#"
    # Written by hallbox from hallbox.toml: changes here are lost.
    interface=wlan0
    driver=nl80211
    ctrl_interface=/run/hallbox-hostapd
    country_code=GB
    ieee80211d=1
    hw_mode=a
    channel=36
    # No rate of 802.11b: one slow phone would cost everybody ten times the air.
    supported_rates=60 90 120 180 240 360 480 540
    basic_rates=60 120 240
    # One channel wide: many phones need quiet air, none of them needs speed.
    ieee80211n=1
    wmm_enabled=1
    beacon_int=100
    dtim_period=2
    ssid2=43726f776e2d42696e676f
    utf8_ssid=0
    auth_algs=1
    wpa=2
    rsn_pairwise=CCMP
    wpa_passphrase=full-house-75
    ap_isolate=1
    max_num_sta=16
    ap_max_inactivity=600
    wpa_key_mgmt=WPA-PSK SAE
    ieee80211w=1
    sae_require_mfp=1
    sae_pwe=2
    no_probe_resp_if_max_sta=1
    disassoc_low_ack=0

    bss=hb-staff
    ctrl_interface=/run/hallbox-hostapd
    ssid2=436166c3a92043726577
    utf8_ssid=1
    auth_algs=1
    wpa=2
    rsn_pairwise=CCMP
    wpa_passphrase=behind-the-bar
    ap_isolate=1
    max_num_sta=4
    ap_max_inactivity=600
    wpa_key_mgmt=WPA-PSK SAE
    ieee80211w=1
    sae_require_mfp=1
    sae_pwe=2
    no_probe_resp_if_max_sta=1
    disassoc_low_ack=0
    "#);
}

#[test]
fn nonsense_is_refused_with_field_and_reason() {
    let staff = |name: &str, passphrase: &str| Some((name.to_owned(), passphrase.to_owned()));
    let guests = |name: &str, passphrase: &str| (name.to_owned(), passphrase.to_owned());
    let cases = [
        (Wish { country: None, ..wish("pi") }, "country", "needs its country"),
        (Wish { country: Some("UK".into()), ..wish("pi") }, "country", "\"GB\""),
        (Wish { country: Some("98".into()), ..wish("pi") }, "country", "two-letter code"),
        (Wish { channel: Some(13), country: Some("US".into()), ..wish("pi") }, "wifi.channel", "1, 6 or 11"),
        (Wish { channel: Some(36), ..wish("pi") }, "wifi.channel", "no channel of 2.4 GHz"),
        (Wish { band: Band::Five, channel: Some(100), ..wish("pi") }, "wifi.channel", "radar"),
        (Wish { band: Band::Five, ..wish("pi3") }, "wifi.band", "2.4 GHz only"),
        (Wish { guests: guests("a;b", "full-house-75"), ..wish("pi") }, "wifi.name", "QR code"),
        (Wish { guests: guests("x\nssid=y", "full-house-75"), ..wish("pi") }, "wifi.name", "U+000A"),
        (Wish { guests: guests("Crown", "short"), ..wish("pi") }, "wifi.passphrase", "8 to 63"),
        (Wish { guests: guests("Crown", "a\nbridge=br0"), ..wish("pi") }, "wifi.passphrase", "U+000A"),
        (
            Wish { interface: "wlan0\nbridge=br0".into(), ..wish("pi") },
            "wifi.interface",
            "no network interface",
        ),
        (Wish { interface: "hb-staff".into(), ..wish("pi") }, "wifi.interface", "itself"),
        (Wish { seats_for_staff: 8, ..wish("pi") }, "wifi.seats_for_staff", "0 to 7"),
        (Wish { seats_for_staff: -1, ..wish("pi") }, "wifi.seats_for_staff", "0 to 7"),
        (
            Wish { staff: staff("Crew", "behind-the-bar"), ..wish("pi") },
            "staff_wifi.name",
            "one network only",
        ),
        (
            Wish { staff: staff("Crown-Bingo", "behind-the-bar"), ..wish("ath9k") },
            "staff_wifi.name",
            "another",
        ),
        (
            Wish { staff: staff("Crew", "full-house-75"), ..wish("ath9k") },
            "staff_wifi.passphrase",
            "on the wall",
        ),
        (
            Wish { staff: staff("Crew", "behind-the-bar"), seats_for_staff: 0, ..wish("ath9k") },
            "wifi.seats_for_staff",
            "at least 1",
        ),
    ];
    for (wish, field, told) in cases {
        let wrong = Hotspot::new(&wish).unwrap_err();
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        assert_eq!(wrong[0].field, field, "{wrong:?}");
        assert!(wrong[0].reason.contains(told), "{wrong:?}");
    }
}

#[test]
fn everything_wrong_is_told_at_once() {
    let wish =
        Wish { country: None, guests: (String::new(), String::new()), seats_for_staff: 99, ..wish("pi") };
    let fields: Vec<_> = Hotspot::new(&wish).unwrap_err().into_iter().map(|wrong| wrong.field).collect();
    assert_eq!(fields, ["country", "wifi.name", "wifi.passphrase", "wifi.seats_for_staff"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever is typed, the file has one value a line and no other lines.
    #[test]
    fn nothing_typed_becomes_a_line(
        name in "\\PC{0,40}|[ -~\n\r]{0,40}",
        passphrase in "[ -~\n\u{e9}]{0,70}",
        interface in "[a-z0-9 \n=_-]{0,18}",
        chip in 0..CHIPS.len(),
    ) {
        let wish = Wish {
            interface,
            chip: &CHIPS[chip],
            guests: (name, passphrase),
            ..wish("pi")
        };
        match Hotspot::new(&wish) {
            Err(wrong) => prop_assert!(wrong.iter().all(|w| !w.field.is_empty() && !w.reason.is_empty())),
            Ok(hotspot) => {
                let keys = |text: &str| -> Vec<String> {
                    text.lines().map(|line| line.split('=').next().unwrap().to_owned()).collect()
                };
                let plain = Hotspot::new(&Wish { chip: &CHIPS[chip], ..self::wish("pi") }).unwrap();
                prop_assert_eq!(keys(&render(&hotspot)), keys(&render(&plain)));
            }
        }
    }
}
