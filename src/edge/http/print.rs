//! Card sheets, the list for stock keeping, and the poster.

use std::sync::Arc;

use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;

use super::body::PostBody;
use super::cards::download;
use crate::edge::app::App;
use crate::edge::blocking;
use crate::edge::refuse::Refused;
use crate::edge::session::author;
use crate::print::{
    self, CallSheet, CardFormat, CardToPrint, Layout, Names, Paper, PrintError, Sheet, TiesTonight,
};
use crate::vault::{Card, Session};
use domain::{Entry, Label, Refusal, Serial, Thing};
use protocol::{CardLayout, PaperSize, PrintFormat, ReprintCards, SerialRange};

/// Ranges of one reprint; each is an entry of its own.
const RANGES_MAX: usize = 50;

/// `GET /api/cards/{first}-{last}.pdf` and `….csv`; the query is a [`PrintFormat`].
pub(super) async fn sheets(
    State(app): State<App>,
    Path(file): Path<String>,
    asked: Result<Query<PrintFormat>, QueryRejection>,
) -> Result<Response, Refused> {
    let Query(asked) = asked.map_err(|rejected| Refusal::invalid("paper", rejected.body_text()))?;
    let (first, last, csv) = range(&file).ok_or(Refusal::Unknown { what: Thing::Card })?;
    let cards = app.vault.cards();
    let found = cards.range(first, last);
    if found.is_empty() {
        return Err(Refusal::Unknown { what: Thing::Card }.into());
    }
    if found.len() > print::CARDS_MAX {
        return Err(Refusal::LimitReached { limit: "cards".to_owned() }.into());
    }
    if csv {
        let list = print::cards_csv(found, app.public.language);
        return Ok(download("text/csv; charset=utf-8", &format!("cards-{file}"), list));
    }
    let found: Vec<Card> = found.into_iter().copied().collect();
    let pdf = print_cards(&app, found, format(asked)).await?;
    Ok(download("application/pdf", &format!("cards-{file}"), pdf))
}

/// `GET /api/poster/a4.pdf` and `…/letter.pdf`. It shows the passphrase of the guests' Wi-Fi.
pub(super) async fn poster(State(app): State<App>, Path(file): Path<String>) -> Result<Response, Refused> {
    let paper = paper_named(&file)?;
    let ties = TiesTonight::of(&app.views.now().programme.items);
    let print = Arc::clone(&app.poster);
    let pdf = printed(&app, move || print(paper, ties)).await?;
    Ok(download("application/pdf", &format!("poster-{file}"), pdf))
}

/// `GET /api/call-sheet/a4.pdf` and `…/letter.pdf`: tonight's games for the caller.
pub(super) async fn call_sheet(
    State(app): State<App>,
    Path(file): Path<String>,
) -> Result<Response, Refused> {
    let paper = paper_named(&file)?;
    let printer = app.clone();
    let pdf = printed(&app, move || call_sheet_pdf(&printer, paper)).await?;
    Ok(download("application/pdf", &format!("call-sheet-{file}"), pdf))
}

fn call_sheet_pdf(app: &App, paper: Paper) -> Result<Vec<u8>, PrintError> {
    let now = app.views.now();
    let language = app.public.language;
    let names = Names {
        prize: &|id| now.prizes.iter().find(|prize| prize.id == *id).map(|prize| prize.name.to_string()),
        pot: &|id| now.pots.iter().find(|pot| pot.pot == *id).map(|pot| pot.name.to_string()),
    };
    let games = print::games_to_call(&now.programme.items, &app.catalogue, language, names);
    let (venue, date) = (now.venue.as_str(), print::day(app.now_ms(), &app.public.zone));
    print::call_sheet_pdf(&CallSheet { paper, venue, language, date, games: &games })
}

/// `a4.pdf` or `letter.pdf`.
fn paper_named(file: &str) -> Result<Paper, Refusal> {
    match file {
        "a4.pdf" => Ok(Paper::A4),
        "letter.pdf" => Ok(Paper::Letter),
        _ => Err(Refusal::invalid("paper", "a4 or letter")),
    }
}

fn format(asked: PrintFormat) -> CardFormat {
    let paper = match asked.paper {
        PaperSize::A4 => Paper::A4,
        PaperSize::Letter => Paper::Letter,
    };
    let layout = match asked.layout {
        CardLayout::Sheet => Layout::Sheet,
        CardLayout::Single => Layout::Single,
    };
    CardFormat { paper, layout, back: asked.back }
}

/// `POST /api/cards/reprint`: the sheets again, noted in the ledger.
pub(super) async fn reprint(
    State(app): State<App>,
    Extension(session): Extension<Session>,
    PostBody(asked): PostBody<ReprintCards>,
) -> Result<Response, Refused> {
    let ranges = merged(asked.cards)?;
    let mut found: Vec<Card> = Vec::new();
    for SerialRange { first, last } in &ranges {
        let cards = app.vault.cards();
        let cards = cards.range(*first, *last);
        if cards.is_empty() {
            return Err(Refusal::Unknown { what: Thing::Card }.into());
        }
        if found.len() + cards.len() > print::CARDS_MAX {
            return Err(Refusal::LimitReached { limit: "cards".to_owned() }.into());
        }
        found.extend(cards.into_iter().copied());
    }
    let name = match (ranges.as_slice(), found.first(), found.last()) {
        ([_], Some(first), Some(last)) => format!("cards-{}-{}.pdf", first.issued.serial, last.issued.serial),
        _ => format!("cards-{}.pdf", found.len()),
    };
    let pdf = print_cards(&app, found, format(asked.print)).await?;
    for SerialRange { first, last } in ranges {
        let reason = asked.reason.clone();
        app.note(&author(&session), Entry::CardsReprinted { first, last, reason }).await;
    }
    Ok(download("application/pdf", &name, pdf))
}

/// The ranges in order, those that touch or overlap made one: no card is printed twice.
fn merged(mut ranges: Vec<SerialRange>) -> Result<Vec<SerialRange>, Refusal> {
    if !(1..=RANGES_MAX).contains(&ranges.len()) {
        return Err(Refusal::out_of_range("cards", (1, RANGES_MAX), "ranges"));
    }
    if ranges.iter().any(|range| range.first > range.last) {
        return Err(Refusal::invalid("cards", "the first comes before the last"));
    }
    ranges.sort_unstable();
    let mut merged: Vec<SerialRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(before) if range.first.0 <= before.last.0.saturating_add(1) => {
                before.last = before.last.max(range.last);
            }
            _ => merged.push(range),
        }
    }
    Ok(merged)
}

async fn print_cards(app: &App, cards: Vec<Card>, format: CardFormat) -> Result<Vec<u8>, Refused> {
    let printer = app.clone();
    printed(app, move || pdf(&printer, &cards, format)).await
}

/// Waits for its turn and prints.
async fn printed(
    app: &App,
    print: impl FnOnce() -> Result<Vec<u8>, PrintError> + Send + 'static,
) -> Result<Vec<u8>, Refused> {
    let _turn = app.slow_work.printing.enter().await?;
    let made = blocking::print(print).await.map_err(|error| Refused::failed(&error))?;
    made.map_err(|error| Refused::unprinted(&error))
}

fn pdf(app: &App, cards: &[Card], format: CardFormat) -> Result<Vec<u8>, PrintError> {
    let now = app.views.now();
    let public = &app.public;
    let to_print: Vec<_> = cards.iter().map(|card| CardToPrint::of(card, &public.join_url)).collect();
    let sheet = Sheet {
        format,
        language: public.language,
        venue: now.venue.as_str(),
        join_url: &public.join_url,
        wifi: public.wifi.as_ref().map(Label::as_str),
        key_fingerprint: &public.key_fingerprint,
        date: print::day(app.now_ms(), &public.zone),
    };
    print::cards_pdf(&to_print, &sheet)
}

/// `1-50.pdf` → 1, 50, not CSV.
fn range(file: &str) -> Option<(Serial, Serial, bool)> {
    let (range, ending) = file.split_once('.')?;
    let (first, last) = range.split_once('-')?;
    let serial = |text: &str| text.parse().ok().map(Serial);
    match ending {
        "pdf" => Some((serial(first)?, serial(last)?, false)),
        "csv" => Some((serial(first)?, serial(last)?, true)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_two_serials_and_a_kind() {
        assert_eq!(range("1-50.pdf"), Some((Serial(1), Serial(50), false)));
        assert_eq!(range("7-7.csv"), Some((Serial(7), Serial(7), true)));
        for wrong in ["1-50", "1.pdf", "1-x.pdf", "1-5.zip", "-1-5.pdf", "1-99999999999.pdf", "1-5.pdf.csv"] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn cards_that_touch_are_one_range_and_none_comes_twice() {
        let ranges = |ranges: &[(u32, u32)]| -> Vec<SerialRange> {
            let range = |&(first, last)| SerialRange { first: Serial(first), last: Serial(last) };
            ranges.iter().map(range).collect()
        };
        let merge = |given: &[(u32, u32)]| merged(ranges(given));
        assert_eq!(merge(&[(9, 9), (1, 3), (4, 5), (2, 2)]), Ok(ranges(&[(1, 5), (9, 9)])));
        assert_eq!(merge(&[(7, u32::MAX), (8, 8)]), Ok(ranges(&[(7, u32::MAX)])));
        assert_eq!(merge(&[(1, 9), (2, 3), (5, 6)]), Ok(ranges(&[(1, 9)])));
        assert!(merge(&[]).is_err() && merge(&[(1, 1); 51]).is_err() && merge(&[(2, 1)]).is_err());
    }
}
