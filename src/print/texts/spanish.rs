//! Paper in Spanish.

use domain::TieRule;

use super::{CallTexts, CardTexts, ListTexts, ManifestTexts, PaperTexts};

pub(super) const TEXTS: PaperTexts = PaperTexts {
    card: CardTexts {
        title: "cartones de bingo",
        no_camera: "¿Sin cámara? Escribe el código en",
        join: "Wi-Fi",
        scan: "Escanea este cartón",
        keep: "Guárdalo hasta el final",
        free: "LIBRE",
        mark: "Marca los números según se cantan.",
        set: "juego",
        sheet: |n, of, first, last| {
            format!("hoja {n} de {of}  ·  cartones {first} a {last}  ·  imprimir al 100 %")
        },
    },
    manifest: ManifestTexts {
        subtitle: "Cartones de bingo para recortar y plastificar",
        cards: "Cartones",
        serials: "Números",
        set: "Juego",
        printed: "Impreso",
        address: "Dirección",
        wifi: "Wi-Fi",
        key: "Clave de la caja",
        on_sheets: |cards, sheets| format!("{cards}, en {sheets} hojas"),
        on_their_own: |cards| format!("{cards}, cada uno en su página"),
        both_sides: ", a doble cara (girar por el lado largo)",
        from_to: |first, last| format!("n.º {first} a n.º {last}"),
        no_wifi: "no figura en los cartones",
        measure: (
            "1  Mide",
            "Esta regla debe medir 100 mm. Si no, imprime de nuevo al 100 %, sin «ajustar a la página».",
        ),
        try_scan: (
            "2  Escanea",
            "Este código es tan grande y tan fino como los de los cartones. Escanéalo antes de imprimirlos todos.",
        ),
        print: (
            "3  Imprime",
            [
                "En papel grueso, con el negro más negro.",
                "Corta por las marcas entre los cartones.",
                "Plastifica en mate: el brillo ciega las cámaras.",
                "Guarda esta página. No abre ningún cartón.",
            ],
        ),
    },
    list: ListTexts {
        separator: ';',
        heads: ["serie", "código", "juego", "tipo"],
        phone: "móvil",
        paper: "papel",
    },
    call: CallTexts {
        title: "hoja de canto",
        game: |n, of| format!("Partida {n} de {of}"),
        stage: |n| format!("Fase {n}"),
        prize: "Premio",
        jackpot: |within, name| format!("hasta la bola {within}: {name}"),
        cross_out: "Tacha cada número que cantes.",
        winner: "Cartón ganador",
        paid: "Entregado por",
    },
    ties: |rule| match rule {
        TieRule::Split => {
            "Si varios cartones ganan con la misma bola, se reparten el premio a partes iguales."
        }
        TieRule::SplitPlayers => {
            "Si varios cartones ganan con la misma bola, el premio se reparte por igual entre los \
             jugadores: todos los cartones de una persona cuentan una vez."
        }
        TieRule::Random => "Si varios cartones ganan con la misma bola, se sortea el premio entre ellos.",
        TieRule::AllShare => "Si varios cartones ganan con la misma bola, cada uno recibe el premio entero.",
        TieRule::FirstToSignal => {
            "Si varios cartones ganan con la misma bola, gana el primero que pulse BINGO."
        }
    },
    ties_differ: "Si varios cartones ganan con la misma bola: antes de cada partida se lee qué se hace.",
    day: |day, month, year| format!("{day} de {month} de {year}"),
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
};
