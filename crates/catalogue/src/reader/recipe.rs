//! Recipes: one short phrase that stands for many masks.

use std::collections::BTreeSet;

use crate::shape;
use domain::Mask;

/// Masks one pattern may expand to; a stage of a game may hold no more.
const MASKS_MAX: usize = domain::STAGE_MASKS_MAX;

/// What `make` says, understood but not yet carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Recipe {
    /// `any line`, `any row or corners`, `double-line`.
    Any(Vec<Part>),
    /// `2 of lines`: that many different ones together; `apart`: without a common square.
    Several { number: usize, of: Part, apart: bool },
    /// `block 2x3 anywhere`, `block 2x2 in corners`; lying and standing.
    Block { height: usize, width: usize, corners: bool },
    /// `one away`, `one away without centre`: every square but one.
    OneAway { centre: bool },
    /// `turns of drawing`, `mirrors of …`, `moves of …`.
    Changed { how: Change, of: Part },
    /// `… without centre`: only the masks that do not hold the centre.
    WithoutCentre(Box<Self>),
}

/// A set of masks a recipe starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Rows,
    Columns,
    Diagonals,
    Lines,
    Corners,
    /// The masks drawn in the same pattern.
    Drawing,
    /// The masks of a pattern that stands earlier.
    Pattern(String),
}

/// What is done to each mask of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Turns,
    Mirrors,
    Moves,
}

/// Where a recipe's parts come from.
pub(super) struct MaskSources<'a> {
    /// The masks drawn in the same pattern.
    pub drawn: &'a [Mask],
    /// The masks of an earlier pattern, with or without the free square.
    pub find: &'a dyn Fn(&str) -> Option<Vec<Mask>>,
}

impl Recipe {
    /// Understands the phrase.
    ///
    /// # Errors
    /// A sentence that says what is not understood.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        Self::understand(&text.split_whitespace().collect::<Vec<_>>())
    }

    fn understand(words: &[&str]) -> Result<Self, String> {
        match words {
            [] => Err("`make` says nothing".to_owned()),
            ["one", "away"] => Ok(Self::OneAway { centre: true }),
            ["one", "away", "without", "centre"] => Ok(Self::OneAway { centre: false }),
            [rest @ .., "without", "centre"] => Ok(Self::WithoutCentre(Box::new(Self::understand(rest)?))),
            ["block", size, place @ ..] => block(size, place),
            ["turns", "of", of] => Ok(Self::Changed { how: Change::Turns, of: Part::parse(of)? }),
            ["mirrors", "of", of] => Ok(Self::Changed { how: Change::Mirrors, of: Part::parse(of)? }),
            ["moves", "of", of] => Ok(Self::Changed { how: Change::Moves, of: Part::parse(of)? }),
            [number, "of", of] => several(number, of, false),
            [number, "of", of, "apart"] => several(number, of, true),
            ["any", rest @ ..] | rest => alternatives(rest),
        }
    }

    /// Whether the recipe starts from the pattern's own drawing.
    pub(super) fn uses_drawing(&self) -> bool {
        match self {
            Self::Any(parts) => parts.contains(&Part::Drawing),
            Self::Several { of, .. } | Self::Changed { of, .. } => *of == Part::Drawing,
            Self::WithoutCentre(recipe) => recipe.uses_drawing(),
            Self::Block { .. } | Self::OneAway { .. } => false,
        }
    }

    /// Every mask, ascending, each once.
    ///
    /// # Errors
    /// A sentence that says what cannot be had.
    pub(super) fn expand(&self, sources: &MaskSources<'_>) -> Result<Vec<Mask>, String> {
        let masks: BTreeSet<Mask> = match self {
            Self::Any(parts) => {
                let mut all = BTreeSet::new();
                for part in parts {
                    all.extend(part.masks(sources)?);
                }
                all
            }
            Self::Several { number, of, apart } => {
                choose(&of.masks(sources)?, *number, *apart)?.into_iter().collect()
            }
            Self::WithoutCentre(recipe) => {
                let masks = recipe.expand(sources)?.into_iter();
                masks.filter(|mask| !mask.covers(Mask::CENTRE)).collect()
            }
            Self::Block { height, width, corners } => blocks(*height, *width, *corners)?,
            Self::OneAway { centre } => one_away(*centre),
            Self::Changed { how, of } => {
                of.masks(sources)?.into_iter().flat_map(|mask| how.of(mask)).collect()
            }
        };
        if masks.len() > MASKS_MAX {
            return Err(format!("makes {} masks, more than {MASKS_MAX}", masks.len()));
        }
        Ok(masks.into_iter().collect())
    }
}

impl Part {
    fn parse(word: &str) -> Result<Self, String> {
        Ok(match word {
            "row" | "rows" => Self::Rows,
            "column" | "columns" => Self::Columns,
            "diagonal" | "diagonals" => Self::Diagonals,
            "line" | "lines" => Self::Lines,
            "corners" => Self::Corners,
            "drawing" => Self::Drawing,
            slug if slug.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-')) => {
                Self::Pattern(slug.to_owned())
            }
            other => return Err(format!("`{other}` in `make` is not understood")),
        })
    }

    fn masks(&self, sources: &MaskSources<'_>) -> Result<Vec<Mask>, String> {
        Ok(match self {
            Self::Rows => shape::horizontals(),
            Self::Columns => shape::verticals(),
            Self::Diagonals => shape::diagonals(),
            Self::Lines => [shape::horizontals(), shape::verticals(), shape::diagonals()].concat(),
            Self::Corners => vec![shape::corners()],
            Self::Drawing => sources.drawn.to_vec(),
            Self::Pattern(slug) => {
                (sources.find)(slug).ok_or_else(|| format!("no pattern `{slug}` stands before this one"))?
            }
        })
    }
}

impl Change {
    fn of(self, mask: Mask) -> Vec<Mask> {
        match self {
            Self::Turns => shape::turns(mask),
            Self::Mirrors => shape::mirrors(mask),
            Self::Moves => shape::moves(mask),
        }
    }
}

fn alternatives(words: &[&str]) -> Result<Recipe, String> {
    let parts = words.split(|word| *word == "or").map(|part| match part {
        [word] => Part::parse(word),
        other => Err(format!("`{}` in `make` is not understood", other.join(" "))),
    });
    parts.collect::<Result<_, _>>().map(Recipe::Any)
}

fn several(number: &str, of: &str, apart: bool) -> Result<Recipe, String> {
    let number = number.parse().map_err(|_| format!("`{number}` in `make` is no number"))?;
    if number == 0 {
        return Err("0 of anything is no pattern".to_owned());
    }
    Ok(Recipe::Several { number, of: Part::parse(of)?, apart })
}

fn block(size: &str, place: &[&str]) -> Result<Recipe, String> {
    let sides = size.split_once('x').and_then(|(h, w)| Some((h.parse().ok()?, w.parse().ok()?)));
    let Some((height, width)) = sides else {
        return Err(format!("`{size}` is no size of a block, `2x3` is one"));
    };
    let corners = match place {
        ["anywhere"] => false,
        ["in", "corners"] => true,
        other => return Err(format!("a block stands `anywhere` or `in corners`, not `{}`", other.join(" "))),
    };
    Ok(Recipe::Block { height, width, corners })
}

fn blocks(height: usize, width: usize, corners: bool) -> Result<BTreeSet<Mask>, String> {
    if !(1..=5).contains(&height) || !(1..=5).contains(&width) {
        return Err(format!("a block of {height}x{width} does not fit the card"));
    }
    let standing = [shape::block(height, width), shape::block(width, height)];
    Ok(standing
        .into_iter()
        .flat_map(|block| if corners { shape::mirrors(block) } else { shape::moves(block) })
        .collect())
}

fn one_away(centre: bool) -> BTreeSet<Mask> {
    let full = if centre { Mask::FULL } else { Mask::FULL.minus(Mask::CENTRE) };
    let single = (0..25).map(|square| shape::squares(|row, column| row * 5 + column == square));
    single.filter(|&square| full.covers(square)).map(|square| full.minus(square)).collect()
}

/// The union of every choice of `number` different masks.
fn choose(masks: &[Mask], number: usize, apart: bool) -> Result<Vec<Mask>, String> {
    if number > masks.len() {
        return Err(format!("asks for {number} of {}: that cannot be reached", masks.len()));
    }
    let mut chosen: Vec<(usize, Mask)> = vec![(0, Mask::EMPTY)];
    for _ in 0..number {
        let mut more = Vec::new();
        for (from, union) in chosen {
            let next = masks.iter().enumerate().skip(from);
            let fits = next.filter(|(_, mask)| !apart || union.minus(**mask) == union);
            more.extend(fits.map(|(place, &mask)| (place + 1, union.union(mask))));
            // Choices on the way are bounded too: a hostile file must not fill the memory.
            if more.len() > 8 * MASKS_MAX {
                return Err(format!("{number} of {} makes far more than {MASKS_MAX} masks", masks.len()));
            }
        }
        chosen = more;
    }
    Ok(chosen.into_iter().map(|(_, mask)| mask).collect())
}
