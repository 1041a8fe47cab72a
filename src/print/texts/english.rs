//! Paper in English.

use domain::TieRule;

use super::{CallTexts, CardTexts, ListTexts, ManifestTexts, PaperTexts};

pub(super) const TEXTS: PaperTexts = PaperTexts {
    card: CardTexts {
        title: "bingo cards",
        no_camera: "No camera? Type the code at",
        join: "Join Wi-Fi",
        scan: "Scan this card",
        keep: "Keep it until the last game",
        free: "FREE",
        mark: "Mark the numbers as they are called.",
        set: "set",
        sheet: |n, of, first, last| {
            format!("sheet {n} of {of}  ·  cards {first} to {last}  ·  print at 100 %")
        },
    },
    manifest: ManifestTexts {
        subtitle: "Bingo cards to cut and laminate",
        cards: "Cards",
        serials: "Serials",
        set: "Set",
        printed: "Printed",
        address: "Guests go to",
        wifi: "Wi-Fi",
        key: "Box key",
        on_sheets: |cards, sheets| format!("{cards}, on {sheets} sheets"),
        on_their_own: |cards| format!("{cards}, each on a page of its own"),
        both_sides: ", both sides (turn over the long edge)",
        from_to: |first, last| format!("#{first} to #{last}"),
        no_wifi: "not printed on the cards",
        measure: (
            "1  Measure",
            "This ruler must be 100 mm long. If it is not, print again at 100 %, without “fit to page”.",
        ),
        try_scan: (
            "2  Scan",
            "This code is as large and as fine as those on the cards. Scan it before you print them all.",
        ),
        print: (
            "3  Print",
            [
                "On heavy paper, black as black as it gets.",
                "Cut along the marks between the cards.",
                "Laminate matt: glare hides codes from cameras.",
                "Keep this page. It opens no card.",
            ],
        ),
    },
    list: ListTexts {
        separator: ',',
        heads: ["serial", "code", "set", "kind"],
        phone: "phone",
        paper: "paper",
    },
    call: CallTexts {
        title: "call sheet",
        game: |n, of| format!("Game {n} of {of}"),
        stage: |n| format!("Stage {n}"),
        prize: "Prize",
        jackpot: |within, name| format!("within {within} calls: {name}"),
        cross_out: "Cross out every number you call.",
        winner: "Winning card",
        paid: "Handed out by",
    },
    ties: |rule| match rule {
        TieRule::Split => "If several cards win on the same ball, they share the prize equally.",
        TieRule::SplitPlayers => {
            "If several cards win on the same ball, the prize is shared equally between the \
             players: all cards of one player count once."
        }
        TieRule::Random => "If several cards win on the same ball, one of them is drawn for the prize.",
        TieRule::AllShare => "If several cards win on the same ball, each gets the whole prize.",
        TieRule::FirstToSignal => "If several cards win on the same ball, the first to press BINGO wins.",
    },
    ties_differ: "If several cards win on the same ball: what applies is read out before each game.",
    day: |day, month, year| format!("{day} {month} {year}"),
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
};
