use std::collections::BTreeSet;

use super::*;
use crate::rows;
use domain::{Board, Goal, Mask, Race, Run, Way};

mod shapes;

fn slug(text: &str) -> PatternSlug {
    PatternSlug::new(text).unwrap()
}

fn pattern(text: &str) -> &'static Pattern {
    find(&slug(text)).unwrap_or_else(|| panic!("no pattern {text}"))
}

/// Slug, masks with the free square, masks where it is of no use, and where the numbers come from.
const FAMILIES: [(&str, usize, usize, &str); 25] = [
    ("any-line", 12, 8, "5 rows + 5 columns + 2 diagonals; 4 of them hold the centre"),
    ("any-row", 5, 4, "the middle row holds the centre"),
    ("any-column", 5, 4, "the N column holds the centre"),
    ("any-diagonal", 2, 0, "both hold the centre"),
    ("hardway", 8, 8, "12 - 4"),
    ("line-or-corners", 13, 9, "12 + 1; 8 + 1"),
    ("line-or-corners-centre", 13, 8, "12 + 1; the corners come with the centre here"),
    ("double-line", 66, 28, "12 choose 2; 8 choose 2"),
    ("two-lines", 66, 28, "as double-line"),
    ("triple-line", 220, 56, "12 choose 3; 8 choose 3"),
    ("double-hardway", 28, 28, "8 choose 2"),
    ("six-pack", 24, 12, "4·3 lying + 3·4 standing; 6 of each hold the centre"),
    ("eight-pack", 16, 8, "4·2 + 2·4; 4 of each hold the centre"),
    ("nine-pack", 9, 0, "3·3, all hold the centre"),
    ("postage-stamp-corner", 4, 4, "4 corners"),
    ("postage-stamp-anywhere", 16, 12, "4·4; 4 touch the centre"),
    ("two-stamps-corner", 6, 6, "4 choose 2"),
    ("two-stamps-anywhere", 78, 50, "16 choose 2 - 42 that overlap; 12 choose 2 - 16"),
    ("one-away", 25, 24, "25 squares; 24 without the centre"),
    ("top-row", 1, 1, "drawn"),
    ("b-column", 1, 1, "drawn"),
    ("tiny-x", 9, 4, "3·3 places; 5 of them hold the centre"),
    ("inside-circle", 9, 1, "3·3 places; only the ring around the centre is free of it"),
    ("candy-cane", 3, 1, "left, middle, right; the middle one by rule"),
    ("goat-either", 2, 2, "left and right, both stay"),
];

#[test]
fn families_have_exactly_the_published_numbers_of_masks() {
    for (slug, on, off, why) in FAMILIES {
        let pattern = pattern(slug);
        assert_eq!((pattern.masks.len(), pattern.masks_off.len()), (on, off), "{slug}: {why}");
    }
}

#[test]
fn as_many_masks_of_each_family_hold_the_centre_as_published() {
    let with_centre = |slug| pattern(slug).masks.iter().filter(|mask| mask.covers(Mask::CENTRE)).count();
    let published = [
        ("any-line", 4),
        ("six-pack", 12),
        ("eight-pack", 8),
        ("nine-pack", 9),
        ("postage-stamp-corner", 0),
        ("postage-stamp-anywhere", 4),
    ];
    for (slug, holding) in published {
        assert_eq!(with_centre(slug), holding, "{slug}");
    }
}

#[test]
fn expansions_are_sorted_have_no_mask_twice_and_none_that_asks_for_nothing() {
    for pattern in all() {
        assert!(!pattern.masks.is_empty(), "{}", pattern.slug);
        for masks in [&pattern.masks, &pattern.masks_off] {
            assert!(masks.is_sorted_by(|one, next| one < next), "{}", pattern.slug);
            assert!(masks.iter().all(|mask| mask.minus(Mask::CENTRE).count() >= 3), "{}", pattern.slug);
        }
        assert!(
            pattern.masks.contains(&pattern.drawing) || pattern.slug.as_str() == "line-or-corners-centre"
        );
    }
}

#[test]
fn reading_the_house_again_gives_the_same_and_reading_it_once_is_enough() {
    let (again, findings) = Catalogue::default().with(&FILES);
    assert_eq!(findings, []);
    assert_eq!(again.all(), all());
    assert_eq!(again.games(), games());
    assert!(std::ptr::eq(pattern("any-line"), pattern("any-line")));
}

#[test]
fn only_hardway_takes_masks_away() {
    let line = pattern("any-line");
    for free in [FreeSquare::Counts, FreeSquare::None, FreeSquare::Random] {
        assert_eq!(line.masks_for(free).len(), 12);
    }
    assert_eq!(line.masks_for(FreeSquare::Hardway), pattern("hardway").masks);
    assert_eq!(pattern("nine-pack").goal(FreeSquare::Hardway), None);
    assert_eq!(pattern("letter-x").goal(FreeSquare::Hardway), pattern("letter-x").goal(FreeSquare::Counts));
}

#[test]
fn a_pattern_says_how_many_numbers_it_needs() {
    assert_eq!(pattern("any-line").needs(FreeSquare::Counts), (4, 5));
    assert_eq!(pattern("any-line").needs(FreeSquare::None), (5, 5));
    assert_eq!(pattern("any-line").needs(FreeSquare::Hardway), (5, 5));
    assert_eq!(pattern("nine-pack").needs(FreeSquare::Hardway), (0, 0));
    assert_eq!(pattern("blackout").needs(FreeSquare::Counts), (24, 24));
}

#[test]
fn the_railway_without_a_free_square_is_a_ladder() {
    assert_eq!(pattern("railroad-bingoboard").masks[0].count(), 13);
    assert_eq!(pattern("railroad-bingoboard").masks_off, pattern("ladder").masks);
    assert_eq!(pattern("railroad-tracks").masks[0].count(), 10);
}

/// What others script against.
const PROMISED: [&str; 29] = [
    "any-line",
    "hardway",
    "line-or-corners",
    "any-row",
    "any-column",
    "any-diagonal",
    "double-line",
    "triple-line",
    "double-hardway",
    "six-pack",
    "eight-pack",
    "nine-pack",
    "postage-stamp-corner",
    "postage-stamp-anywhere",
    "four-corners",
    "letter-x",
    "plus-sign",
    "small-frame",
    "large-frame",
    "railroad-tracks",
    "top-row",
    "b-column",
    "blackout",
    "survivor",
    "blackout-survivor",
    "and-single-single",
    "or-double-or-singles",
    "eight-corners",
    "two-large-x",
];

#[test]
fn every_promised_slug_can_be_played() {
    for text in PROMISED {
        let playing = goal(&slug(text), true).unwrap_or_else(|| panic!("{text}"));
        assert!(!playing.stages.is_empty(), "{text}");
        let hardway = !["any-diagonal", "nine-pack"].contains(&text);
        assert_eq!(goal(&slug(text), false).is_some(), hardway, "{text}");
    }
    assert_eq!(goal(&slug("no-such-thing"), true), None);
}

/// Family and its variants: slug, masks per card with the free square, and where it is of no use.
type Variants = &'static [(&'static str, &'static str, &'static str)];
const SEED_GAMES: [(&str, Variants); 25] = [
    ("normal-bingo", &[("any-line", "12", "8"), ("line-or-corners-centre", "13", "8")]),
    (
        "double-bingo",
        &[
            ("double-line", "66", "28"),
            ("and-single-single", "12+12", "8+8"),
            ("or-double-or-singles", "66 or 66 or 12+12", "28 or 28 or 8+8"),
        ],
    ),
    ("tiny-x", &[("tiny-x", "9", "4"), ("two-tiny-x", "9+9", "4+4")]),
    ("large-x", &[("letter-x", "1", "1"), ("two-large-x", "1+1", "1+1")]),
    ("corners", &[("four-corners", "1", "1"), ("eight-corners", "1+1", "1+1")]),
    ("railroad-tracks", &[("railroad-bingoboard", "1", "1")]),
    ("inside-circle", &[("inside-circle", "9", "1")]),
    ("outside-circle", &[("large-frame", "1", "1")]),
    ("postage-stamp", &[("clover-leaf", "1", "1")]),
    ("the-goat", &[("goat-either", "2", "2")]),
    ("xmas", &[("xmas-tree", "1", "1")]),
    ("candy-cane", &[("candy-cane", "3", "1"), ("two-candy-canes", "3+3", "1+1")]),
    ("tic-tac-toe", &[("number-sign", "1", "1"), ("two-tic-tac-toes", "1+1", "1+1")]),
    ("blackout", &[("blackout", "1", "1"), ("blackout-survivor-pair", LAST, LAST)]),
    (
        "survivor",
        &[("survivor-pair", "last standing", "last standing"), ("blackout-survivor-pair", LAST, LAST)],
    ),
    ("arrow-tree", &[("arrow-tree", "1", "1"), ("two-arrows", "1+1", "1+1")]),
    ("diamond", &[("diamond-filled", "1", "1"), ("two-diamonds", "1+1", "1+1")]),
    ("letter-t", &[("letter-t", "1", "1"), ("two-ts", "1+1", "1+1")]),
    ("letter-z", &[("letter-z", "1", "1"), ("two-zs", "1+1", "1+1")]),
    ("lucky-7", &[("lucky-7", "1", "1"), ("two-lucky-7s", "1+1", "1+1")]),
    ("valentine", &[("valentine-heart", "1", "1"), ("two-valentines", "1+1", "1+1")]),
    ("letter-m", &[("letter-m", "1", "1"), ("two-ms", "1+1", "1+1")]),
    ("sailboat", &[("sailboat", "1", "1"), ("two-sailboats", "1+1", "1+1")]),
    ("turtle", &[("turtle-bingoboard", "1", "1"), ("two-turtles", "1+1", "1+1")]),
    ("twisted-ts", &[("twisted-ts", "1", "1"), ("two-twisted-ts", "1+1", "1+1")]),
];
const LAST: &str = "last standing; 1 or 1";

#[test]
fn the_25_games_have_their_45_variants_with_their_masks() {
    let house = Catalogue::of_the_house();
    let count = |slug: &PatternSlug, free| match house.game(slug) {
        Some(plan) => {
            let stages = plan.stages.iter().map(|stage| stage.wins.count(free, |slug| house.find(slug)));
            stages.collect::<Vec<_>>().join("; ")
        }
        None => pattern(slug.as_str()).masks_for(free).len().to_string(),
    };
    assert_eq!(house.families().len(), SEED_GAMES.len());
    for (family, (slug, variants)) in house.families().iter().zip(SEED_GAMES) {
        assert_eq!(family.slug.as_str(), slug);
        let ours = family.variants.iter().map(|slug| {
            (slug.to_string(), count(slug, FreeSquare::Counts), count(slug, FreeSquare::Hardway))
        });
        let theirs = variants.iter().map(|(slug, on, off)| ((*slug).into(), (*on).into(), (*off).into()));
        assert_eq!(ours.collect::<Vec<_>>(), theirs.collect::<Vec<_>>());
    }
    assert_eq!(SEED_GAMES.iter().map(|(_, variants)| variants.len()).sum::<usize>(), 45);
}

#[test]
fn and_asks_for_both_cards_or_for_any_way() {
    let lines = pattern("any-line").masks.clone();
    let doubles = pattern("double-line").masks.clone();
    let board = |place, masks: &Vec<Mask>| Board { place, masks: masks.clone() };
    let both = Way::Boards(vec![board(0, &lines), board(1, &lines)]);
    let and = goal(&slug("and-single-single"), true).unwrap();
    assert_eq!(and.stages, [Goal { hand: 2, race: Race::Complete, ways: vec![both.clone()] }]);
    let or = goal(&slug("or-double-or-singles"), true).unwrap();
    let single = |place| Way::Boards(vec![board(place, &doubles)]);
    assert_eq!(or.stages, [Goal { hand: 2, race: Race::Complete, ways: vec![single(0), single(1), both] }]);
}

#[test]
fn survivor_has_no_mask_and_may_race_with_blackout_in_one_draw() {
    let survivor = goal(&slug("survivor"), true).unwrap();
    let standing = Goal { hand: 1, race: Race::LastStanding, ways: vec![] };
    assert_eq!(survivor.stages, vec![standing.clone()]);
    let both = goal(&slug("blackout-survivor"), true).unwrap();
    assert_eq!(both.stages, [standing, Goal::single(vec![Mask::FULL])]);
    assert_eq!(both.run, Run::FirstEnds);
    assert!(both.run.parallel());
    assert!(!goal(&slug("line-into-blackout"), true).unwrap().run.parallel());
}

#[test]
fn k_of_m_counts_cards_of_the_hand() {
    let goal = goal(&slug("two-of-six-lines"), false).unwrap();
    let way = Way::AnyCards { need: 2, masks: pattern("hardway").masks.clone() };
    assert_eq!(goal.stages, [Goal { hand: 6, race: Race::Complete, ways: vec![way] }]);
}

#[test]
fn stages_of_a_plan_are_named_after_their_patterns() {
    let plan = game(&slug("line-two-lines-blackout")).unwrap();
    let stages: Vec<_> = plan.stages.iter().map(|stage| stage.slug.as_str()).collect();
    assert_eq!(stages, ["any-line", "double-line", "blackout"]);
    assert_eq!(plan.stages[1].names.de.as_str(), pattern("double-line").names.de.as_str());
}

#[test]
fn no_two_things_on_the_staff_screen_have_the_same_name() {
    for language in 0..4 {
        let mut seen = BTreeSet::new();
        let patterns = all().iter().map(|pattern| &pattern.names);
        for names in patterns.chain(games().iter().map(|plan| &plan.names)) {
            let (code, name) = names.each()[language];
            assert!(seen.insert(name.as_str().to_lowercase()), "{code}: {name} stands twice");
        }
    }
}

const OWN: &str = r#"
[[pattern]]
slug = "our-cross"
version = 1
duration = "average"
name = { en = "Our cross", es = "Nuestra cruz", fr = "Notre croix", de = "Unser Kreuz" }
rule = { en = "A.", es = "B.", fr = "C.", de = "D." }
make = "plus-sign or letter-x"
count = { on = 2, off = 2 }
"#;

#[test]
fn an_organiser_adds_files_that_build_on_the_house() {
    let house = Catalogue::of_the_house();
    let bad = PatternFile { name: "bad.toml", text: "[[pattern]]\nslug = \"x\"\n" };
    let (catalogue, findings) = house.with(&[bad, PatternFile { name: "own.toml", text: OWN }]);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].file, "bad.toml");
    let ours = catalogue.find(&slug("our-cross")).unwrap();
    assert_eq!(ours.masks.len(), 2);
    assert_eq!(catalogue.all().len(), house.all().len() + 1);
    assert_eq!(catalogue.all()[..house.all().len()], *house.all());
    assert!(house.find(&slug("our-cross")).is_none());
}

#[test]
fn a_file_of_the_house_is_checked_in_its_own_place() {
    let blocks = FILES.iter().find(|file| file.name == "patterns/blocks.toml").unwrap();
    assert_eq!(lint(&[PatternFile { name: "/somewhere/patterns/blocks.toml", text: blocks.text }]), []);
    let wrong = blocks.text.replace("on = 24", "on = 23");
    let findings = lint(&[PatternFile { name: "patterns/blocks.toml", text: &wrong }]);
    assert_eq!(findings[0].to_string().split_once(": `count`").unwrap().0, "patterns/blocks.toml:15");
    let copied = lint(&[PatternFile { name: "mine.toml", text: blocks.text }]);
    assert!(copied.iter().any(|finding| finding.reason.contains("is taken")), "{copied:?}");
}
