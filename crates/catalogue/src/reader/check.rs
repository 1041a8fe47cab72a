//! Reads a pattern; refuses what would make an unfair or impossible game.

use std::collections::BTreeSet;
use std::ops::Range;

use domain::{Label, Mask, PatternSlug, Text};
use toml::Spanned;

use super::fields::{new_slug, texts, version};
use super::lint::Notes;
use super::recipe::{MaskSources, Recipe};
use super::syntax::PatternText;
use super::words::{self, Orientation};
use crate::catalogue::Catalogue;
use crate::language::Languages;
use crate::pattern::Pattern;
use crate::shape;

/// The pattern and, if it says how it turns, its turned and mirrored families.
pub(super) fn patterns(
    catalogue: &Catalogue,
    notes: &mut Notes<'_>,
    text: &PatternText,
) -> Option<Vec<Pattern>> {
    let slug = new_slug(catalogue, notes, text.slug.get_ref(), &text.slug.span());
    version(notes, &text.version);
    let names = texts(notes, &text.name);
    let drawn = drawings(notes, text);
    let masks = masks(catalogue, notes, text, drawn.as_deref()?)?;
    let drawn = drawn?;
    let masks_off = masks_off(catalogue, notes, text, &masks)?;
    compare(notes, text, &masks, &masks_off);
    let drawing = drawn.first().or_else(|| masks.first()).copied()?;
    let rules = match &text.rule {
        Some(rule) => texts(notes, rule)?,
        None if drawn.len() == 1 && text.make.is_none() => {
            said(notes, text, &words::rule(drawing, Orientation::AsDrawn))?
        }
        None => {
            notes.report(&text.slug.span(), "`rule` is missing: only a single drawing speaks for itself");
            return None;
        }
    };
    let (slug, names) = (slug?, names?);
    let pattern = Pattern {
        slug,
        name: names.en.clone(),
        names,
        version: *text.version.get_ref(),
        masks,
        masks_off,
        drawing,
        rule: rules.en.clone(),
        rules,
        duration: text.duration,
    };
    let mut all = families(catalogue, notes, text, &pattern)?;
    all.insert(0, pattern);
    Some(all)
}

/// Texts made from a drawing and its name, which may be too long.
fn said<const MAX: usize>(
    notes: &mut Notes<'_>,
    text: &PatternText,
    words: &Languages<String>,
) -> Option<Languages<Text<MAX>>> {
    let all = words.map(|words| notes.accept(&text.slug.span(), Text::new(words)));
    Some(Languages { en: all.en?, es: all.es?, fr: all.fr?, de: all.de? })
}

/// What is drawn in the pattern, in the order of the file.
fn drawings(notes: &mut Notes<'_>, text: &PatternText) -> Option<Vec<Mask>> {
    let drawings: Vec<&Spanned<String>> = match (&text.mask, &text.masks) {
        (Some(_), Some(both)) => {
            notes.report(&both.span(), "`mask` draws one, `masks` several: not both");
            return None;
        }
        (Some(one), None) => vec![one],
        (None, Some(several)) => several.get_ref().iter().collect(),
        (None, None) => Vec::new(),
    };
    let mut drawn = Vec::with_capacity(drawings.len());
    for text in drawings {
        let mask = notes.accept(&text.span(), shape::drawing(text.get_ref()))?;
        if asks_for_nothing(notes, &text.span(), mask) {
            return None;
        }
        if drawn.contains(&mask) {
            notes.report(&text.span(), "this mask stands twice");
            return None;
        }
        drawn.push(mask);
    }
    Some(drawn)
}

fn asks_for_nothing(notes: &mut Notes<'_>, at: &Range<usize>, mask: Mask) -> bool {
    if mask == Mask::EMPTY {
        notes.report(at, "this mask is empty: every card would win before the first ball");
    } else if mask == Mask::CENTRE {
        notes.report(at, "this mask asks for nothing but the free square");
    }
    mask.minus(Mask::CENTRE) == Mask::EMPTY
}

/// Every mask with the free square, ascending.
fn masks(
    catalogue: &Catalogue,
    notes: &mut Notes<'_>,
    text: &PatternText,
    drawn: &[Mask],
) -> Option<Vec<Mask>> {
    let Some(make) = &text.make else {
        if drawn.is_empty() {
            notes.report(&text.slug.span(), "this pattern is empty: it needs `mask`, `masks` or `make`");
            return None;
        }
        return Some(drawn.iter().copied().collect::<BTreeSet<_>>().into_iter().collect());
    };
    let recipe = notes.accept(&make.span(), Recipe::parse(make.get_ref()))?;
    if recipe.uses_drawing() == drawn.is_empty() {
        notes.report(
            &make.span(),
            "a recipe of `drawing` needs one in `mask` or `masks`, another must have none",
        );
        return None;
    }
    let find = |slug: &str| Some(catalogue.find_text(slug)?.masks.clone());
    expand(notes, make, &recipe, &MaskSources { drawn, find: &find })
}

fn expand(
    notes: &mut Notes<'_>,
    make: &Spanned<String>,
    recipe: &Recipe,
    sources: &MaskSources<'_>,
) -> Option<Vec<Mask>> {
    let masks = notes.accept(&make.span(), recipe.expand(sources))?;
    if masks.is_empty() {
        notes.report(&make.span(), "this recipe makes no mask");
        return None;
    }
    let nothing = masks.iter().any(|&mask| asks_for_nothing(notes, &make.span(), mask));
    (!nothing).then_some(masks)
}

/// Every mask where the free square may not be used, ascending.
fn masks_off(
    catalogue: &Catalogue,
    notes: &mut Notes<'_>,
    text: &PatternText,
    masks: &[Mask],
) -> Option<Vec<Mask>> {
    match (&text.free_off, &text.off_mask, &text.off_make) {
        (None, None, None) => Some(masks.to_vec()),
        (Some(how), None, None) => match how.get_ref().as_str() {
            "keep" => Some(masks.to_vec()),
            "drop" => Some(without_centre(masks)),
            other => {
                notes.report(&how.span(), format!("`free_off` is `keep` or `drop`, not `{other}`"));
                None
            }
        },
        (None, Some(drawing), None) => {
            let mask = notes.accept(&drawing.span(), shape::drawing(drawing.get_ref()))?;
            (!asks_for_nothing(notes, &drawing.span(), mask)).then(|| vec![mask])
        }
        (None, None, Some(make)) => {
            let recipe = notes.accept(&make.span(), Recipe::parse(make.get_ref()))?;
            let find = |slug: &str| Some(catalogue.find_text(slug)?.masks_off.clone());
            expand(notes, make, &recipe, &MaskSources { drawn: &[], find: &find })
        }
        _ => {
            notes.report(&text.slug.span(), "only one of `free_off`, `off_mask` and `off_make` can hold");
            None
        }
    }
}

fn without_centre(masks: &[Mask]) -> Vec<Mask> {
    masks.iter().copied().filter(|mask| !mask.covers(Mask::CENTRE)).collect()
}

/// Holds what the file says about its masks against the masks.
fn compare(notes: &mut Notes<'_>, text: &PatternText, masks: &[Mask], masks_off: &[Mask]) {
    let said = text.count.get_ref();
    if (said.on, said.off) != (masks.len(), masks_off.len()) {
        let (on, off) = (masks.len(), masks_off.len());
        let reason = format!(
            "`count` says {{ on = {}, off = {} }}, there are {{ on = {on}, off = {off} }}",
            said.on, said.off
        );
        notes.report(&text.count.span(), reason);
    }
    let needs = |masks: &[Mask]| -> BTreeSet<u32> {
        masks.iter().map(|mask| mask.minus(Mask::CENTRE).count()).collect()
    };
    if let Some(said) = text.needs.as_ref().filter(|said| !said.get_ref().iter().eq(&needs(masks))) {
        let reason = format!("`needs` says {:?}, the masks need {:?} numbers", said.get_ref(), needs(masks));
        notes.report(&said.span(), reason);
    }
    let unequal = needs(masks).len() > 1 || needs(masks_off).len() > 1;
    if unequal && !text.unequal {
        let reason =
            format!("masks are unequal: they need {:?} numbers; `unequal = true` says so", needs(masks));
        notes.report(&text.slug.span(), reason);
    } else if text.unequal && !unequal {
        notes.report(&text.slug.span(), "`unequal = true`, but all masks need the same number of numbers");
    }
}

/// `crazy-…` and `mirror-crazy-…`, where they differ from the drawing and from each other.
fn families(
    catalogue: &Catalogue,
    notes: &mut Notes<'_>,
    text: &PatternText,
    drawn: &Pattern,
) -> Option<Vec<Pattern>> {
    let mut families = Vec::new();
    let (turned, mirrored) = (shape::turns(drawn.drawing), shape::mirrors(drawn.drawing));
    for (said, masks, what) in [(&text.turns, &turned, "turns"), (&text.mirrors, &mirrored, "mirrors")] {
        let Some(said) = said else { continue };
        if text.mask.is_none() {
            notes.report(&said.span(), format!("`{what}` is about one drawing: there is no `mask`"));
            return None;
        }
        if *said.get_ref() != masks.len() {
            notes
                .report(&said.span(), format!("`{what}` says {}, there are {}", said.get_ref(), masks.len()));
        }
    }
    let crazy = match &text.crazy {
        Some(slug) => slug.get_ref().clone(),
        None => format!("crazy-{}", drawn.slug),
    };
    if let Some(at) = text.turns.as_ref().filter(|_| turned.len() > 1) {
        let slug = new_slug(catalogue, notes, &crazy, &at.span());
        families.push(family(notes, text, drawn, (slug?, turned.clone(), Orientation::Turned))?);
    }
    if let Some(at) = text.mirrors.as_ref().filter(|_| mirrored.len() > turned.len()) {
        let slug = new_slug(catalogue, notes, &format!("mirror-{crazy}"), &at.span());
        families.push(family(notes, text, drawn, (slug?, mirrored, Orientation::Mirrored))?);
    }
    Some(families)
}

fn family(
    notes: &mut Notes<'_>,
    text: &PatternText,
    drawn: &Pattern,
    (slug, mut masks, orientation): (PatternSlug, Vec<Mask>, Orientation),
) -> Option<Pattern> {
    masks.sort_unstable();
    let names: Languages<Label> = said(notes, text, &words::name(&drawn.names, orientation))?;
    let rules = said(notes, text, &words::rule(drawn.drawing, orientation))?;
    Some(Pattern {
        slug,
        name: names.en.clone(),
        names,
        masks_off: without_centre(&masks),
        masks,
        rule: rules.en.clone(),
        rules,
        ..drawn.clone()
    })
}
