//! Sentences and names that follow from a drawing, in every language.

use domain::Mask;

use crate::language::Languages;

/// How a drawing may lie on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Orientation {
    AsDrawn,
    Turned,
    Mirrored,
}

/// What has to be covered, for a pattern that is one drawing.
pub(super) fn rule(mask: Mask, orientation: Orientation) -> Languages<String> {
    let numbers = mask.minus(Mask::CENTRE).count();
    let free = mask.covers(Mask::CENTRE);
    let how = match orientation {
        Orientation::AsDrawn => {
            ["this way up only", "solo en esta posición", "dans ce sens seulement", "nur in dieser Lage"]
        }
        Orientation::Turned => {
            ["turned any way", "en cualquier giro", "dans n’importe quel sens", "beliebig gedreht"]
        }
        Orientation::Mirrored => [
            "turned or mirrored any way",
            "en cualquier giro o reflejo",
            "dans n’importe quel sens, même en miroir",
            "beliebig gedreht oder gespiegelt",
        ],
    };
    let [en, es, fr, de] = if free {
        [" and the free square", " y la casilla libre", " et la case libre", " und das freie Feld"]
    } else {
        [""; 4]
    };
    Languages {
        en: format!("The {numbers} squares of the drawing{en}, {}.", how[0]),
        es: format!("Las {numbers} casillas del dibujo{es}, {}.", how[1]),
        fr: format!("Les {numbers} cases du dessin{fr}, {}.", how[2]),
        de: format!("Die {numbers} Felder der Zeichnung{de}, {}.", how[3]),
    }
}

/// What the turned or mirrored family of a drawing is called.
pub(super) fn name(drawn: &Languages<impl std::fmt::Display>, orientation: Orientation) -> Languages<String> {
    let Languages { en, es, fr, de } = drawn;
    match orientation {
        Orientation::AsDrawn => drawn.map(ToString::to_string),
        Orientation::Turned => Languages {
            en: format!("Crazy {en}"),
            es: format!("{es} en cualquier giro"),
            fr: format!("{fr} dans tous les sens"),
            de: format!("{de}, gedreht"),
        },
        Orientation::Mirrored => Languages {
            en: format!("Mirror-crazy {en}"),
            es: format!("{es} en cualquier giro o reflejo"),
            fr: format!("{fr} dans tous les sens ou en miroir"),
            de: format!("{de}, gedreht oder gespiegelt"),
        },
    }
}
