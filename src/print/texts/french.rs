//! Paper in French.

use domain::TieRule;

use super::{CallTexts, CardTexts, ListTexts, ManifestTexts, PaperTexts};

pub(super) const TEXTS: PaperTexts = PaperTexts {
    card: CardTexts {
        title: "cartons de bingo",
        no_camera: "Pas d’appareil photo ? Le code, ici :",
        join: "Wi-Fi",
        scan: "Scannez ce carton",
        keep: "Gardez-le jusqu’à la fin",
        free: "LIBRE",
        mark: "Marquez les numéros à leur annonce.",
        set: "jeu",
        sheet: |n, of, first, last| {
            format!("feuille {n} sur {of}  ·  cartons {first} à {last}  ·  imprimer à 100 %")
        },
    },
    manifest: ManifestTexts {
        subtitle: "Cartons de bingo à découper et à plastifier",
        cards: "Cartons",
        serials: "Numéros",
        set: "Jeu",
        printed: "Imprimé",
        address: "Adresse",
        wifi: "Wi-Fi",
        key: "Clé du boîtier",
        on_sheets: |cards, sheets| format!("{cards}, sur {sheets} feuilles"),
        on_their_own: |cards| format!("{cards}, chacun sur sa page"),
        both_sides: ", recto verso (retourner sur le bord long)",
        from_to: |first, last| format!("n° {first} à n° {last}"),
        no_wifi: "ne figure pas sur les cartons",
        measure: (
            "1  Mesurez",
            "Cette règle doit mesurer 100 mm. Sinon, réimprimez à 100 %, sans « ajuster à la page ».",
        ),
        try_scan: (
            "2  Scannez",
            "Ce code est aussi grand et aussi fin que ceux des cartons. Scannez-le avant de tout imprimer.",
        ),
        print: (
            "3  Imprimez",
            [
                "Sur papier épais, avec un noir bien noir.",
                "Coupez sur les repères entre les cartons.",
                "Plastifiez en mat : un reflet cache les codes.",
                "Gardez cette page. Elle n’ouvre aucun carton.",
            ],
        ),
    },
    list: ListTexts {
        separator: ';',
        heads: ["série", "code", "jeu", "genre"],
        phone: "téléphone",
        paper: "papier",
    },
    call: CallTexts {
        title: "feuille d’annonce",
        game: |n, of| format!("Partie {n} sur {of}"),
        stage: |n| format!("Étape {n}"),
        prize: "Lot",
        jackpot: |within, name| format!("en {within} boules : {name}"),
        cross_out: "Barrez chaque numéro que vous annoncez.",
        winner: "Carton gagnant",
        paid: "Remis par",
    },
    ties: |rule| match rule {
        TieRule::Split => {
            "Si plusieurs cartons gagnent sur la même boule, ils se partagent le lot à parts égales."
        }
        TieRule::SplitPlayers => {
            "Si plusieurs cartons gagnent sur la même boule, le lot est partagé à parts égales entre \
             les joueurs : tous les cartons d'une personne comptent une fois."
        }
        TieRule::Random => {
            "Si plusieurs cartons gagnent sur la même boule, le lot est tiré au sort entre eux."
        }
        TieRule::AllShare => "Si plusieurs cartons gagnent sur la même boule, chacun reçoit le lot entier.",
        TieRule::FirstToSignal => {
            "Si plusieurs cartons gagnent sur la même boule, le premier qui appuie sur BINGO gagne."
        }
    },
    ties_differ: "Si plusieurs cartons gagnent sur la même boule : la règle est lue avant chaque partie.",
    day: |day, month, year| match day {
        1 => format!("1er {month} {year}"),
        _ => format!("{day} {month} {year}"),
    },
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
};
