//! Patterns and house-rule profiles to choose from. A game keeps its own copy of the masks, so a
//! new version of a pattern never changes a game that was already opened.

use std::sync::LazyLock;

use super::face::Mask;
use super::ids::{Label, PatternSlug, Reason};
use super::rules::{ClaimMode, Daub, Rules, StagePlan, TieRule};

/// A named shape and every square set that makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Name in ledgers and settings; never reused for another shape.
    pub slug: PatternSlug,
    /// Name people read.
    pub name: Label,
    /// Grows whenever the masks change.
    pub version: u32,
    /// Every square set that wins, ascending.
    pub masks: Vec<Mask>,
    /// One English sentence that a caller can read out.
    pub rule: Reason,
}

impl Pattern {
    /// A stage that is played for this pattern, without a prize.
    #[must_use]
    pub fn stage(&self) -> StagePlan {
        StagePlan {
            pattern: self.slug.clone(),
            version: self.version,
            name: self.name.clone(),
            masks: self.masks.clone(),
            prize: None,
        }
    }
}

/// Every pattern of the house, in the order staff see them.
#[must_use]
pub fn all() -> &'static [Pattern] {
    static ALL: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
        vec![
            pattern("any-line", "Any line", "Five in a row: across, down or corner to corner.", lines()),
            pattern("two-lines", "Two lines", "Any two different lines; they may cross.", pairs(&lines())),
            pattern("four-corners", "Four corners", "The four corner squares.", vec![mask(CORNERS)]),
            pattern("letter-x", "Letter X", "Both lines from corner to corner.", vec![mask(LETTER_X)]),
            pattern(
                "postage-stamp-corner",
                "Postage stamp",
                "A block of two by two in any one corner.",
                corner_stamps(),
            ),
            pattern("blackout", "Blackout", "Every square of the card.", vec![Mask::FULL]),
        ]
    });
    &ALL
}

/// The pattern by this slug.
#[must_use]
pub fn find(slug: &PatternSlug) -> Option<&'static Pattern> {
    all().iter().find(|pattern| pattern.slug == *slug)
}

/// The house rules a game can be opened with, the default first.
///
/// # Panics
/// Never: the slugs are constants.
#[must_use]
pub fn profiles() -> Vec<Rules> {
    let named =
        |slug| Rules { profile: PatternSlug::new(slug).expect("a constant slug"), ..Rules::friendly_pub() };
    vec![
        Rules::friendly_pub(),
        Rules { daub: Daub::Tap, second_person: true, ..named("uk-style") },
        Rules { claim: ClaimMode::Auto, ..named("fully-automatic") },
        Rules { ties: TieRule::Random, ..named("lucky-draw") },
    ]
}

const CORNERS: [&str; 5] = ["#...#", ".....", ".....", ".....", "#...#"];
const LETTER_X: [&str; 5] = ["#...#", ".#.#.", "..#..", ".#.#.", "#...#"];

fn pattern(slug: &str, name: &str, rule: &str, mut masks: Vec<Mask>) -> Pattern {
    masks.sort_unstable();
    Pattern {
        slug: PatternSlug::new(slug).expect("a constant slug"),
        name: Label::new(name).expect("a constant name"),
        version: 1,
        masks,
        rule: Reason::new(rule).expect("a constant sentence"),
    }
}

/// A mask as it is drawn: five rows, `#` = must be marked.
fn mask(rows: [&str; 5]) -> Mask {
    squares(|row, column| rows[row].as_bytes()[column] == b'#')
}

fn squares(wanted: impl Fn(usize, usize) -> bool) -> Mask {
    let bits =
        (0..25).filter(|&square| wanted(square / 5, square % 5)).fold(0, |bits, square| bits | 1 << square);
    Mask::new(bits).expect("25 squares have 25 bits")
}

fn lines() -> Vec<Mask> {
    let rows = (0..5).map(|line| squares(|row, _| row == line));
    let columns = (0..5).map(|line| squares(|_, column| column == line));
    let diagonals = [squares(|row, column| row == column), squares(|row, column| row + column == 4)];
    rows.chain(columns).chain(diagonals).collect()
}

/// The union of every two different masks.
fn pairs(masks: &[Mask]) -> Vec<Mask> {
    masks
        .iter()
        .enumerate()
        .flat_map(|(i, &one)| masks[i + 1..].iter().map(move |&other| one.union(other)))
        .collect()
}

fn corner_stamps() -> Vec<Mask> {
    [(0, 0), (0, 3), (3, 0), (3, 3)]
        .map(|(top, left)| {
            squares(|row, column| (top..top + 2).contains(&row) && (left..left + 2).contains(&column))
        })
        .to_vec()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn masks(slug: &str) -> &'static [Mask] {
        &find(&PatternSlug::new(slug).unwrap()).unwrap().masks
    }

    #[test]
    fn patterns_have_as_many_masks_as_published() {
        let counts: Vec<_> = all().iter().map(|p| (p.slug.as_str(), p.masks.len())).collect();
        let published = [
            ("any-line", 12),
            ("two-lines", 66),
            ("four-corners", 1),
            ("letter-x", 1),
            ("postage-stamp-corner", 4),
            ("blackout", 1),
        ];
        assert_eq!(counts, published);
    }

    #[test]
    fn no_mask_stands_twice_is_empty_or_asks_for_the_free_square_alone() {
        for pattern in all() {
            let distinct: BTreeSet<_> = pattern.masks.iter().collect();
            assert_eq!(distinct.len(), pattern.masks.len(), "{}", pattern.slug);
            assert!(
                pattern.masks.iter().all(|mask| mask.minus(Mask::CENTRE).count() >= 4),
                "{}",
                pattern.slug
            );
        }
    }

    #[test]
    fn shapes_have_the_squares_they_are_drawn_with() {
        let sizes = |slug| masks(slug).iter().map(|mask| mask.count()).collect::<BTreeSet<_>>();
        assert_eq!(sizes("any-line"), [5].into());
        assert_eq!(sizes("two-lines"), [9, 10].into());
        assert_eq!(masks("four-corners")[0].bits(), 1 | 1 << 4 | 1 << 20 | 1 << 24);
        assert_eq!(masks("letter-x")[0].count(), 9);
        assert_eq!(masks("postage-stamp-corner")[0].bits(), 1 | 1 << 1 | 1 << 5 | 1 << 6);
        assert_eq!(masks("blackout")[0], Mask::FULL);
        assert_eq!(masks("any-line").iter().filter(|mask| mask.covers(Mask::CENTRE)).count(), 4);
    }

    #[test]
    fn the_default_profile_comes_first_and_each_has_its_own_name() {
        assert_eq!(profiles()[0], Rules::friendly_pub());
        let names: BTreeSet<_> = profiles().into_iter().map(|rules| rules.profile).collect();
        assert_eq!(names.len(), profiles().len());
    }
}
