//! Paper in German.

use domain::TieRule;

use super::{CallTexts, CardTexts, ListTexts, ManifestTexts, PaperTexts};

pub(super) const TEXTS: PaperTexts = PaperTexts {
    card: CardTexts {
        title: "Bingokarten",
        no_camera: "Keine Kamera? Code eintippen bei",
        join: "Ins WLAN",
        scan: "Diese Karte scannen",
        keep: "Bis zum letzten Spiel behalten",
        free: "FREI",
        mark: "Gezogene Zahlen markieren.",
        set: "Satz",
        sheet: |n, of, first, last| {
            format!("Blatt {n} von {of}  ·  Karten {first} bis {last}  ·  mit 100 % drucken")
        },
    },
    manifest: ManifestTexts {
        subtitle: "Bingokarten zum Ausschneiden und Laminieren",
        cards: "Karten",
        serials: "Nummern",
        set: "Satz",
        printed: "Gedruckt",
        address: "Gäste gehen zu",
        wifi: "WLAN",
        key: "Schlüssel",
        on_sheets: |cards, sheets| format!("{cards}, auf {sheets} Blättern"),
        on_their_own: |cards| format!("{cards}, jede auf einer eigenen Seite"),
        both_sides: ", beidseitig (über die lange Kante wenden)",
        from_to: |first, last| format!("Nr. {first} bis Nr. {last}"),
        no_wifi: "steht nicht auf den Karten",
        measure: (
            "1  Messen",
            "Dieses Lineal muss 100 mm lang sein. Sonst noch einmal mit 100 % drucken, ohne „an Seite anpassen“.",
        ),
        try_scan: (
            "2  Scannen",
            "Dieser Code ist so groß und so fein wie die auf den Karten. Scannen, bevor alle gedruckt werden.",
        ),
        print: (
            "3  Drucken",
            [
                "Auf schwerem Papier, so schwarz wie möglich.",
                "An den Marken zwischen den Karten schneiden.",
                "Matt laminieren: Glanz blendet Kameras.",
                "Diese Seite aufheben. Sie öffnet keine Karte.",
            ],
        ),
    },
    list: ListTexts {
        separator: ';',
        heads: ["Nummer", "Code", "Satz", "Art"],
        phone: "Handy",
        paper: "Papier",
    },
    call: CallTexts {
        title: "Ausrufzettel",
        game: |n, of| format!("Spiel {n} von {of}"),
        stage: |n| format!("Runde {n}"),
        prize: "Preis",
        jackpot: |within, name| format!("bis Zug {within}: {name}"),
        cross_out: "Jede ausgerufene Zahl durchstreichen.",
        winner: "Gewinnkarte",
        paid: "Ausgegeben von",
    },
    ties: |rule| match rule {
        TieRule::Split => {
            "Gewinnen mehrere Karten mit derselben Kugel, teilen sie sich den Preis zu gleichen Teilen."
        }
        TieRule::SplitPlayers => {
            "Gewinnen mehrere Karten mit derselben Kugel, wird der Preis gleich auf die Spieler \
             verteilt: Alle Karten einer Person zählen einmal."
        }
        TieRule::Random => "Gewinnen mehrere Karten mit derselben Kugel, wird der Preis unter ihnen verlost.",
        TieRule::AllShare => "Gewinnen mehrere Karten mit derselben Kugel, bekommt jede den ganzen Preis.",
        TieRule::FirstToSignal => {
            "Gewinnen mehrere Karten mit derselben Kugel, gewinnt, wer zuerst BINGO drückt."
        }
    },
    ties_differ: "Gewinnen mehrere Karten mit derselben Kugel: Was dann gilt, wird vor jedem Spiel vorgelesen.",
    day: |day, month, year| format!("{day}. {month} {year}"),
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
};
