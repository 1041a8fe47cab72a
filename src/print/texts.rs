//! What stands on paper besides names: one struct of texts, in every language of the house.

mod english;
mod french;
mod german;
mod spanish;

use catalogue::{Language, Languages};
use domain::TieRule;
use jiff::civil::Date;

/// The texts of one language.
pub(super) struct PaperTexts {
    pub(super) card: CardTexts,
    pub(super) manifest: ManifestTexts,
    pub(super) list: ListTexts,
    pub(super) call: CallTexts,
    /// What happens when several cards win with one ball.
    pub(super) ties: fn(TieRule) -> &'static str,
    /// The same where the games of a night differ.
    pub(super) ties_differ: &'static str,
    /// A day: its number, the name of its month, the year.
    pub(super) day: fn(i8, &str, i16) -> String,
    pub(super) months: [&'static str; 12],
}

/// On every card and around it.
pub(super) struct CardTexts {
    /// Title of the file, behind the name of the venue.
    pub(super) title: &'static str,
    pub(super) no_camera: &'static str,
    pub(super) join: &'static str,
    pub(super) scan: &'static str,
    pub(super) keep: &'static str,
    pub(super) free: &'static str,
    pub(super) mark: &'static str,
    pub(super) set: &'static str,
    /// Sheet of how many, first and last card.
    pub(super) sheet: fn(usize, usize, u32, u32) -> String,
}

/// On the page before the cards.
pub(super) struct ManifestTexts {
    pub(super) subtitle: &'static str,
    pub(super) cards: &'static str,
    pub(super) serials: &'static str,
    pub(super) set: &'static str,
    pub(super) printed: &'static str,
    pub(super) address: &'static str,
    pub(super) wifi: &'static str,
    pub(super) key: &'static str,
    pub(super) on_sheets: fn(usize, usize) -> String,
    pub(super) on_their_own: fn(usize) -> String,
    pub(super) both_sides: &'static str,
    pub(super) from_to: fn(u32, u32) -> String,
    pub(super) no_wifi: &'static str,
    pub(super) measure: (&'static str, &'static str),
    pub(super) try_scan: (&'static str, &'static str),
    pub(super) print: (&'static str, [&'static str; 4]),
}

/// The list for stock keeping. `separator` is the one that spreadsheets of the language expect.
pub(super) struct ListTexts {
    pub(super) separator: char,
    pub(super) heads: [&'static str; 4],
    pub(super) phone: &'static str,
    pub(super) paper: &'static str,
}

/// On the call sheet.
pub(super) struct CallTexts {
    /// Title of the file, behind the name of the venue.
    pub(super) title: &'static str,
    pub(super) game: fn(usize, usize) -> String,
    pub(super) stage: fn(usize) -> String,
    pub(super) prize: &'static str,
    pub(super) jackpot: fn(u8, &str) -> String,
    pub(super) cross_out: &'static str,
    pub(super) winner: &'static str,
    pub(super) paid: &'static str,
}

const TEXTS: Languages<&PaperTexts> =
    Languages { en: &english::TEXTS, es: &spanish::TEXTS, fr: &french::TEXTS, de: &german::TEXTS };

pub(super) const fn texts(language: Language) -> &'static PaperTexts {
    TEXTS.of(language)
}

/// A day in words: `20 November 2026`.
pub(super) fn in_words(date: Date, language: Language) -> String {
    let texts = texts(language);
    let month = usize::try_from(date.month() - 1).expect("months are 1 to 12");
    (texts.day)(date.day(), texts.months[month], date.year())
}

/// A name inside a sentence of ours, kept to its own direction.
pub(super) fn isolated(name: &str) -> String {
    format!("\u{2068}{name}\u{2069}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_and_screens_say_the_same_of_a_tie() {
        let rules = [
            TieRule::Split,
            TieRule::SplitPlayers,
            TieRule::Random,
            TieRule::AllShare,
            TieRule::FirstToSignal,
        ];
        for language in Language::ALL {
            let path = format!("{}/web/src/shared/lang/{}.ts", env!("CARGO_MANIFEST_DIR"), language.code());
            let screens = std::fs::read_to_string(path).unwrap();
            for rule in rules {
                let sentence = (texts(language).ties)(rule);
                assert!(screens.contains(&format!("\"{sentence}\"")), "{sentence}");
            }
        }
    }

    #[test]
    fn a_day_is_written_as_people_there_write_it() {
        let date = jiff::civil::date(2026, 3, 1);
        let days = Language::ALL.map(|language| in_words(date, language));
        assert_eq!(days, ["1 March 2026", "1 de marzo de 2026", "1er mars 2026", "1. März 2026"]);
    }
}
