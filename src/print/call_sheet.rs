//! The call sheet: for every game a page with what is read out, and the numbers to cross out.

use catalogue::{Catalogue, Language};
use domain::{
    Item, ItemKind, Jackpot, JackpotPrize, PatternSlug, Pays, Planned, Play, PotId, PrizeId, TieRule,
};
use jiff::civil::Date;

use super::error::PrintError;
use super::font::{PT, Style};
use super::letters;
use super::paper::Paper;
use super::pen::{Align, Book, Ink, LEADING, Pen};
use super::texts::{CallTexts, in_words, isolated, texts};

const MARGIN: f32 = 16.0;
/// Baseline of the first line below the name of the game.
const TOP: f32 = 42.0;
/// Sizes of what is read out, the largest that fits.
const SIZES_PT: [f32; 6] = [16.0, 14.0, 12.0, 10.0, 8.0, 6.0];
const COLUMNS: u8 = 15;
/// Lines for winners at the foot of a page.
const WINNERS: usize = 3;

/// What a call sheet says.
#[derive(Clone, Debug)]
pub struct CallSheet<'a> {
    /// Paper to print on.
    pub paper: Paper,
    /// Name of the venue.
    pub venue: &'a str,
    /// Its language.
    pub language: Language,
    /// The day of the night.
    pub date: Date,
    /// The games, in their order.
    pub games: &'a [GameToCall],
}

/// One game, in words.
#[derive(Clone, Debug)]
pub struct GameToCall {
    /// Its name.
    pub name: String,
    /// What is played, in its order.
    pub stages: Vec<StageToCall>,
    /// What happens when several cards win with one ball.
    pub ties: TieRule,
    /// What the venue wants read out besides.
    pub read_out: Option<String>,
}

/// One stage, in words.
#[derive(Clone, Debug)]
pub struct StageToCall {
    /// What completes it.
    pub name: String,
    /// The rule as it is read out; empty where the stage before said it.
    pub rule: String,
    /// Name of its prize, where one is known.
    pub prize: Option<String>,
    /// What is won instead within so many calls.
    pub jackpot: Option<(u8, String)>,
}

/// Names of what games pay: they are in the night, a programme has only their ids.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// Of prizes.
    pub prize: &'a dyn Fn(&PrizeId) -> Option<String>,
    /// Of pots.
    pub pot: &'a dyn Fn(&PotId) -> Option<String>,
}

/// The games of a programme, in words. What is not in the catalogue has its slug for a name.
#[must_use]
pub fn games_to_call(
    programme: &[Item],
    catalogue: &Catalogue,
    language: Language,
    names: Names<'_>,
) -> Vec<GameToCall> {
    let game = |item: &Item| match &item.kind {
        ItemKind::Game(planned) => Some(game_to_call(planned, catalogue, language, names)),
        ItemKind::Break { .. } | ItemKind::Message { .. } => None,
    };
    programme.iter().filter_map(game).collect()
}

fn game_to_call(
    planned: &Planned,
    catalogue: &Catalogue,
    language: Language,
    names: Names<'_>,
) -> GameToCall {
    let played: Vec<(String, String)> = match &planned.play {
        Play::Patterns(slugs) => slugs.iter().map(|slug| pattern(slug, catalogue, language)).collect(),
        Play::Plan(slug) => plan(slug, catalogue, language),
    };
    let nothing = Pays::default();
    let pays = planned.stages.iter().chain(std::iter::repeat(&nothing));
    let stages = played.into_iter().zip(pays).map(|((name, rule), pays)| StageToCall {
        name,
        rule,
        prize: pays.prize.as_ref().and_then(names.prize),
        jackpot: pays.jackpot.as_ref().and_then(|jackpot| jackpot_to_call(jackpot, names)),
    });
    GameToCall {
        name: planned.name.as_str().to_owned(),
        stages: stages.collect(),
        ties: planned.rules.ties,
        read_out: planned.read_out.as_ref().map(|text| text.as_str().to_owned()),
    }
}

fn jackpot_to_call(jackpot: &Jackpot, names: Names<'_>) -> Option<(u8, String)> {
    let name = match &jackpot.prize {
        JackpotPrize::Prize(prize) => (names.prize)(prize),
        JackpotPrize::Pot(pot) => (names.pot)(pot),
    };
    Some((jackpot.within, name?))
}

/// Name and rule of a pattern.
fn pattern(slug: &PatternSlug, catalogue: &Catalogue, language: Language) -> (String, String) {
    match catalogue.find(slug) {
        Some(found) => (found.names.of(language).to_string(), found.rules.of(language).to_string()),
        None => (slug.to_string(), String::new()),
    }
}

/// Names of a plan's stages, with the rule of the whole plan at the first.
fn plan(slug: &PatternSlug, catalogue: &Catalogue, language: Language) -> Vec<(String, String)> {
    let Some(plan) = catalogue.game(slug) else { return vec![pattern(slug, catalogue, language)] };
    let rule = plan.rules.of(language).to_string();
    let rules = std::iter::once(rule).chain(std::iter::repeat(String::new()));
    plan.stages.iter().map(|stage| stage.names.of(language).to_string()).zip(rules).collect()
}

/// The PDF: a page for every game.
///
/// # Errors
/// [`PrintError::Empty`] without a game, [`PrintError::Letter`] for a name that cannot be printed.
pub fn call_sheet_pdf(sheet: &CallSheet<'_>) -> Result<Vec<u8>, PrintError> {
    if sheet.games.is_empty() {
        return Err(PrintError::Empty);
    }
    letters::check([("venue", sheet.venue)])?;
    for game in sheet.games {
        let prizes = game.stages.iter().filter_map(|stage| Some(("prize", stage.prize.as_deref()?)));
        let pots = game.stages.iter().filter_map(|stage| Some(("pot", stage.jackpot.as_ref()?.1.as_str())));
        // A venue's own patterns are files: nobody typed their names into a field that could refuse them.
        let patterns = game.stages.iter().flat_map(|stage| [&stage.name, &stage.rule]);
        let patterns = patterns.map(|text| ("pattern", text.as_str()));
        let read_out = game.read_out.as_deref().map(|text| ("read_out", text));
        let name = [("name", game.name.as_str())].into_iter();
        letters::check(name.chain(read_out).chain(prizes).chain(pots).chain(patterns))?;
    }
    let texts = &texts(sheet.language).call;
    let mut book = Book::new(&format!("{}: {}", sheet.venue, texts.title), sheet.language);
    for (index, game) in sheet.games.iter().enumerate() {
        book.page(sheet.paper.size(), |pen| page(pen, sheet, game, index));
    }
    book.finish()
}

fn page(pen: &mut Pen<'_, '_>, sheet: &CallSheet<'_>, game: &GameToCall, index: usize) {
    let (width, height) = sheet.paper.size();
    let inside = width - 2.0 * MARGIN;
    let texts = &texts(sheet.language).call;
    let small = (7.0..=11.0, inside / 2.0 - 2.0);
    let number = format!(
        "{}  ·  {}",
        (texts.game)(index + 1, sheet.games.len()),
        in_words(sheet.date, sheet.language)
    );
    pen.text_within((MARGIN, 16.0), Align::Left, Style::Regular, small.clone(), Ink::Grey, sheet.venue);
    pen.text_within((width - MARGIN, 16.0), Align::Right, Style::Regular, small, Ink::Grey, &number);
    let name = (14.0..=26.0, inside);
    pen.text_within((MARGIN, 29.0), Align::Left, Style::Bold, name, Ink::Black, &game.name);
    let grid = height - 118.0;
    let lines = words_of(game, sheet.language);
    // As large as the caller can have it.
    let room = grid - 12.0 - TOP;
    let size_pt = SIZES_PT.into_iter().find(|size_pt| height_of(&lines, *size_pt, inside) <= room);
    let size_pt = size_pt.unwrap_or(SIZES_PT[SIZES_PT.len() - 1]);
    let mut y = TOP;
    for (style, text) in &lines {
        y = pen.paragraph((MARGIN, y), inside, (*style, size_pt), text);
    }
    pen.text((MARGIN, grid - 4.0), Align::Left, Style::Regular, 10.0, Ink::Grey, texts.cross_out);
    numbers(pen, grid, inside);
    winners(pen, height - 42.0, inside, texts);
}

/// What is read out, in lines as they are set.
fn words_of(game: &GameToCall, language: Language) -> Vec<(Style, String)> {
    let texts = &texts(language).call;
    let mut lines = Vec::new();
    for (at, stage) in game.stages.iter().enumerate() {
        let name = match game.stages.len() {
            1 => stage.name.clone(),
            _ => format!("{}: {}", (texts.stage)(at + 1), stage.name),
        };
        lines.push((Style::Bold, name));
        if !stage.rule.is_empty() {
            lines.push((Style::Regular, stage.rule.clone()));
        }
        // An empty line to write on, where the prize is not known.
        let prize = stage.prize.as_deref().map_or_else(|| "________________".to_owned(), isolated);
        let jackpot = stage.jackpot.as_ref();
        let jackpot = jackpot.map(|(within, name)| (texts.jackpot)(*within, &isolated(name)));
        let pays = [format!("{}: {prize}", texts.prize)].into_iter().chain(jackpot).collect::<Vec<_>>();
        lines.push((Style::Regular, pays.join("  ·  ")));
    }
    lines.push((Style::Bold, super::TiesTonight::Always(game.ties).sentence(language).to_owned()));
    lines.extend(game.read_out.iter().map(|own| (Style::Regular, own.clone())));
    lines
}

fn height_of(lines: &[(Style, String)], size_pt: f32, width: f32) -> f32 {
    let count = |(style, text): &(Style, String)| Pen::wrapped(*style, size_pt, width, text).len();
    lines.iter().map(count).sum::<usize>() as f32 * size_pt * LEADING
}

/// The 75 numbers, a letter a row.
fn numbers(pen: &mut Pen<'_, '_>, top: f32, inside: f32) {
    let side = inside / f32::from(COLUMNS + 1);
    for (row, letter) in (0_u8..).zip(["B", "I", "N", "G", "O"]) {
        let middle = top + (f32::from(row) + 0.5) * side;
        let at = (MARGIN + side / 2.0, Pen::middle(middle, 18.0));
        pen.text(at, Align::Middle, Style::Bold, 18.0, Ink::Night, letter);
        for column in 0..COLUMNS {
            let left = MARGIN + f32::from(column + 1) * side;
            let number = (row * COLUMNS + column + 1).to_string();
            pen.frame((left, top + f32::from(row) * side), (side, side), 0.5, Ink::Night);
            let at = (left + side / 2.0, Pen::middle(middle, 13.0));
            pen.text(at, Align::Middle, Style::Bold, 13.0, Ink::Black, &number);
        }
    }
}

/// Lines to write on: which card won, who handed the prize out.
fn winners(pen: &mut Pen<'_, '_>, top: f32, inside: f32, texts: &CallTexts) {
    let half = MARGIN + inside / 2.0;
    for line in 0..WINNERS {
        let y = top + 10.0 * line as f32;
        for (x, what) in [(MARGIN, texts.winner), (half, texts.paid)] {
            pen.text((x, y), Align::Left, Style::Regular, 10.0, Ink::Grey, what);
            let from = x + Pen::width(Style::Regular, 10.0, what) + 6.0 / PT;
            pen.line((from, y + 0.6), (x + inside / 2.0 - 4.0, y + 0.6), 0.5, Ink::Grey);
        }
    }
}

#[cfg(test)]
mod tests;
