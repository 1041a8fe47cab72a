//! Reads games and families: patterns joined by AND, OR and INTO.

use std::collections::BTreeSet;
use std::ops::Range;

use domain::{GAME_MASKS_MAX, Goal, Label, PatternSlug, Run, STAGES_MAX};
use toml::Spanned;

use super::fields::{new_slug, texts, version};
use super::lint::Notes;
use super::syntax::{FamilyText, GameText, StageText, WaysText};
use crate::catalogue::Catalogue;
use crate::game::{CatalogueGame, CatalogueStage, Family, Wins};
use crate::language::Languages;
use domain::FreeSquare;

pub(super) fn game(catalogue: &Catalogue, notes: &mut Notes<'_>, text: &GameText) -> Option<CatalogueGame> {
    let slug = new_slug(catalogue, notes, text.slug.get_ref(), &text.slug.span());
    version(notes, &text.version);
    let (names, rules) = (texts(notes, &text.name), texts(notes, &text.rule));
    let wins: Vec<Option<Wins>> =
        text.stage.get_ref().iter().map(|stage| wins(catalogue, notes, stage)).collect();
    let run = run(notes, text, wins.len());
    let (slug, names, rules) = (slug?, names?, rules?);
    let wins = wins.into_iter().collect::<Option<Vec<_>>>()?;
    let stages = wins.into_iter().zip(text.stage.get_ref());
    let stages = stages.map(|(wins, stage)| expanded(catalogue, notes, stage, &slug, &names, wins));
    let stages = stages.collect::<Option<Vec<_>>>()?;
    let masks: usize = stages.iter().map(|stage| stage.goal.masks().count()).sum();
    if masks > GAME_MASKS_MAX {
        notes.report(
            &text.slug.span(),
            format!("the game has {masks} masks, {GAME_MASKS_MAX} fit a ledger entry"),
        );
        return None;
    }
    let run = run?;
    Some(CatalogueGame {
        slug,
        name: names.en.clone(),
        names,
        version: *text.version.get_ref(),
        rule: rules.en.clone(),
        rules,
        duration: text.duration,
        run,
        stages,
    })
}

pub(super) fn family(catalogue: &Catalogue, notes: &mut Notes<'_>, text: &FamilyText) -> Option<Family> {
    let names = texts(notes, &text.name);
    let slug = notes.accept(&text.slug.span(), PatternSlug::new(text.slug.get_ref().as_str()))?;
    if catalogue.families().iter().any(|family| family.slug == slug) {
        notes.report(&text.slug.span(), format!("family `{slug}` stands twice"));
        return None;
    }
    if text.variants.get_ref().is_empty() {
        notes.report(&text.variants.span(), "a family without variants is empty");
        return None;
    }
    let mut variants: Vec<PatternSlug> = Vec::new();
    for variant in text.variants.get_ref() {
        let known = PatternSlug::new(variant.get_ref().as_str()).ok().filter(|slug| catalogue.has(slug));
        match known {
            None => notes.report(&variant.span(), format!("no pattern or game `{}`", variant.get_ref())),
            Some(known) if variants.contains(&known) => {
                notes.report(&variant.span(), format!("variant `{known}` stands twice"));
            }
            Some(known) => variants.push(known),
        }
    }
    Some(Family { slug, names: names?, variants })
}

fn run(notes: &mut Notes<'_>, text: &GameText, stages: usize) -> Option<Run> {
    if stages == 0 || stages > STAGES_MAX {
        notes.report(&text.stage.span(), format!("a game has 1 to {STAGES_MAX} stages, this has {stages}"));
        return None;
    }
    match &text.run {
        Some(run) if stages == 1 => {
            notes.report(&run.span(), "`run` is about several stages, there is one");
            None
        }
        Some(run) => Some(*run.get_ref()),
        None if stages == 1 => Some(Run::Into),
        None => {
            notes.report(&text.slug.span(), "several stages need `run`: into, on_the_way or first_ends");
            None
        }
    }
}

fn wins(catalogue: &Catalogue, notes: &mut Notes<'_>, stage: &Spanned<StageText>) -> Option<Wins> {
    let (at, text) = (stage.span(), stage.get_ref());
    let said = [text.pattern.is_some(), text.boards.is_some(), text.ways.is_some(), text.last_standing];
    if said.into_iter().filter(|&said| said).count() != 1 {
        notes.report(&at, "a stage has exactly one of `pattern`, `boards`, `ways` and `last_standing`");
        return None;
    }
    let hand = match &text.hand {
        Some(hand) if !(1..=Goal::HAND_MAX).contains(hand.get_ref()) => {
            notes.report(&hand.span(), format!("a hand has 1 to {} cards", Goal::HAND_MAX));
            return None;
        }
        hand => hand.as_ref().map(|hand| *hand.get_ref()),
    };
    if let Some(need) = text.need.as_ref().filter(|_| text.pattern.is_none()) {
        notes.report(&need.span(), "`need` counts the cards that show one `pattern`");
        return None;
    }
    match (&text.pattern, &text.boards, &text.ways) {
        (Some(pattern), ..) => on_cards(catalogue, notes, pattern, hand.unwrap_or(1), text.need.as_ref()),
        (_, Some(boards), _) => all_boards(catalogue, notes, boards, hand),
        (.., Some(ways)) => any_way(catalogue, notes, ways, hand),
        _ => Some(Wins::LastStanding { hand: hand.unwrap_or(1) }),
    }
}

/// One pattern: on one card, or on k of m.
fn on_cards(
    catalogue: &Catalogue,
    notes: &mut Notes<'_>,
    pattern: &Spanned<String>,
    hand: u8,
    need: Option<&Spanned<u8>>,
) -> Option<Wins> {
    let slug = known(catalogue, notes, pattern)?;
    match need {
        None if hand == 1 => Some(Wins::Ways(vec![vec![Some(slug)]])),
        None => {
            notes.report(
                &pattern.span(),
                format!("with a hand of {hand}, `need` says how many cards must show it"),
            );
            None
        }
        Some(need) if *need.get_ref() == 0 || *need.get_ref() > hand => {
            let reason = format!("{} of {hand} cards cannot be reached", need.get_ref());
            notes.report(&need.span(), reason);
            None
        }
        Some(need) => Some(Wins::AnyCards { need: *need.get_ref(), hand, pattern: slug }),
    }
}

/// AND: every card of the hand its pattern.
fn all_boards(
    catalogue: &Catalogue,
    notes: &mut Notes<'_>,
    boards: &Spanned<Vec<Spanned<String>>>,
    hand: Option<u8>,
) -> Option<Wins> {
    if boards.get_ref().len() < 2 {
        notes.report(&boards.span(), "AND of a single board: `boards` joins at least two");
        return None;
    }
    fits(notes, &boards.span(), boards.get_ref().len(), hand)?;
    let slugs = boards.get_ref().iter().map(|board| known(catalogue, notes, board).map(Some));
    Some(Wins::Ways(vec![slugs.collect::<Option<Vec<_>>>()?]))
}

/// OR: several ways, each of which names the cards it needs.
fn any_way(catalogue: &Catalogue, notes: &mut Notes<'_>, ways: &WaysText, hand: Option<u8>) -> Option<Wins> {
    if ways.get_ref().len() < 2 {
        notes.report(&ways.span(), "OR of a single way: `ways` offers at least two");
        return None;
    }
    let cards = ways.get_ref()[0].get_ref().len();
    fits(notes, &ways.get_ref()[0].span(), cards, hand)?;
    let mut all = Vec::new();
    for way in ways.get_ref() {
        let boards = way.get_ref();
        if boards.len() != cards {
            notes.report(&way.span(), format!("this way names {} boards, the first {cards}", boards.len()));
            return None;
        }
        if boards.iter().all(|board| board.get_ref() == "-") {
            notes.report(&way.span(), "this way is empty: it asks for nothing");
            return None;
        }
        let slug = |board: &Spanned<String>| match board.get_ref().as_str() {
            "-" => Some(None),
            _ => known(catalogue, notes, board).map(Some),
        };
        let way_slugs = boards.iter().map(slug).collect::<Option<Vec<_>>>()?;
        if all.contains(&way_slugs) {
            notes.report(&way.span(), "this way stands twice");
            return None;
        }
        all.push(way_slugs);
    }
    every_card_counts(notes, &ways.span(), &all)?;
    Some(Wins::Ways(all))
}

/// A card that no way asks for would be sold for nothing.
fn every_card_counts(
    notes: &mut Notes<'_>,
    at: &Range<usize>,
    ways: &[Vec<Option<PatternSlug>>],
) -> Option<()> {
    let used = ways.iter().flat_map(|way| way.iter().enumerate().filter(|(_, slug)| slug.is_some()));
    let used: BTreeSet<usize> = used.map(|(place, _)| place).collect();
    if used.len() < ways[0].len() {
        notes.report(at, "a board of the hand is in no way: it would be sold for nothing");
        return None;
    }
    Some(())
}

fn fits(notes: &mut Notes<'_>, at: &Range<usize>, boards: usize, hand: Option<u8>) -> Option<()> {
    let wrong = match hand.map(usize::from) {
        _ if boards == 0 || boards > usize::from(Goal::HAND_MAX) => {
            format!("{boards} boards: a hand has 1 to {} cards", Goal::HAND_MAX)
        }
        Some(hand) if boards > hand => format!("{boards} boards are more than the hand of {hand} has cards"),
        Some(hand) if boards < hand => format!("{boards} boards leave cards of the hand of {hand} unused"),
        _ => return Some(()),
    };
    notes.report(at, wrong);
    None
}

fn known(catalogue: &Catalogue, notes: &mut Notes<'_>, slug: &Spanned<String>) -> Option<PatternSlug> {
    let found = catalogue.find_text(slug.get_ref()).map(|pattern| pattern.slug.clone());
    if found.is_none() {
        notes.report(&slug.span(), format!("no pattern `{}`", slug.get_ref()));
    }
    found
}

fn expanded(
    catalogue: &Catalogue,
    notes: &mut Notes<'_>,
    stage: &Spanned<StageText>,
    slug: &PatternSlug,
    names: &Languages<Label>,
    wins: Wins,
) -> Option<CatalogueStage> {
    let find = |slug: &PatternSlug| catalogue.find(slug);
    let Some(goal) = wins.goal(FreeSquare::Counts, find) else {
        notes.report(&stage.span(), "nothing could win this stage");
        return None;
    };
    let goal_off = wins.goal(FreeSquare::Hardway, find);
    let single = match &wins {
        Wins::Ways(ways) => match ways.as_slice() {
            [way] => match way.as_slice() {
                [Some(slug)] => catalogue.find(slug),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    let (slug, names) = single.map_or((slug, names), |pattern| (&pattern.slug, &pattern.names));
    Some(CatalogueStage { slug: slug.clone(), names: names.clone(), wins, goal, goal_off })
}
