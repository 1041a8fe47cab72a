use std::collections::BTreeSet;

use proptest::prelude::*;

use super::lint::{Finding, PatternFile};
use super::recipe::{MaskSources, Recipe};
use crate::shape::{self, rows};
use crate::{Catalogue, FILE_BYTES_MAX};
use domain::Mask;

const NAMES: &str = r#"name = { en = "A", es = "B", fr = "C", de = "D" }"#;
const RULES: &str = r#"rule = { en = "A.", es = "B.", fr = "C.", de = "D." }"#;

/// Line 1 says `[[pattern]]`, lines 2 to 6 what every pattern says, the rest begins on line 7.
fn pattern(slug: &str, rest: &str) -> String {
    format!("[[pattern]]\nslug = \"{slug}\"\nversion = 1\nduration = \"fast\"\n{NAMES}\n{RULES}\n{rest}")
}

/// Line 7 begins the stage, the rest begins on line 8.
fn game(rest: &str) -> String {
    let head = pattern("own", "").replace("[[pattern]]", "[[game]]");
    format!("{head}[[game.stage]]\n{rest}")
}

fn findings(text: &str) -> Vec<Finding> {
    Catalogue::of_the_house().with(&[PatternFile { name: "own.toml", text }]).1
}

/// The file is refused, first at this line for a reason with these words.
fn refuses(text: &str, line: usize, words: &str) {
    let findings = findings(text);
    let first = findings.first().unwrap_or_else(|| panic!("accepted:\n{text}"));
    assert_eq!((first.file.as_str(), first.line), ("own.toml", line), "{first}\n{text}");
    assert!(first.reason.contains(words), "{first}\n{text}");
}

fn accepts(text: &str) {
    assert_eq!(findings(text), [], "{text}");
}

fn drawing(picture: &str) -> String {
    format!("mask = '''\n{}\n'''\n", picture.replace('/', "\n"))
}

const ONE: &str = "count = { on = 1, off = 1 }\n";
const L: &str = "#..../#..../#..../#..../#####";

#[test]
fn a_drawing_alone_is_a_pattern() {
    accepts(&pattern("own", &format!("{}{ONE}", drawing(L))));
    accepts(&pattern("own", &format!("{}{ONE}", drawing(L))).replace(RULES, ""));
}

#[test]
fn empty_data_is_refused() {
    refuses("", 1, "holds no pattern");
    refuses(&pattern("own", ONE), 2, "is empty");
    refuses(&pattern("own", &format!("masks = []\n{ONE}")), 2, "is empty");
    refuses(&pattern("own", &format!("{}{ONE}", drawing("...../...../...../...../....."))), 7, "is empty");
    refuses(
        &pattern("own", "make = \"8 of postage-stamp-anywhere apart\"\ncount = { on = 0, off = 0 }"),
        7,
        "no mask",
    );
    refuses(&game("boards = []"), 8, "single board");
    refuses(&game("ways = [[\"-\", \"-\"], [\"any-line\", \"any-line\"]]"), 8, "asks for nothing");
    let family = format!("[[family]]\nslug = \"own\"\n{NAMES}\nvariants = []");
    refuses(&family, 4, "empty");
}

#[test]
fn unequal_masks_are_refused_unless_the_file_says_so() {
    let lines = "make = \"any line\"\nfree_off = \"drop\"\ncount = { on = 12, off = 8 }\n";
    refuses(&pattern("own", lines), 2, "unequal");
    accepts(&pattern("own", &format!("{lines}unequal = true")));
    refuses(&pattern("own", &format!("{}{ONE}unequal = true", drawing(L))), 2, "the same number");
}

#[test]
fn the_same_mask_twice_is_refused() {
    let twice = format!("masks = [\n'''\n{0}\n''',\n'''\n{0}\n''']\n{ONE}", L.replace('/', "\n"));
    refuses(&pattern("own", &twice), 15, "stands twice");
    refuses(&game("ways = [[\"any-line\"], [\"any-line\"]]"), 8, "stands twice");
    let family = format!("[[family]]\nslug = \"own\"\n{NAMES}\nvariants = [\"any-line\", \"any-line\"]");
    refuses(&family, 4, "stands twice");
    let both = format!("{0}mask = 1\n{ONE}", drawing(L));
    refuses(&pattern("own", &both), 14, "duplicate key");
}

#[test]
fn joining_a_single_board_is_refused() {
    refuses(&game("boards = [\"any-line\"]"), 8, "AND of a single board");
    refuses(&game("ways = [[\"any-line\", \"-\"]]"), 8, "OR of a single way");
    accepts(&game("boards = [\"any-line\", \"four-corners\"]"));
}

#[test]
fn what_cannot_be_reached_is_refused() {
    refuses(&pattern("own", &format!("{}{ONE}", drawing(&format!("{L}/#....")))), 7, "does not fit the card");
    refuses(&pattern("own", &format!("{}{ONE}", drawing(&L.replace('/', "./")))), 7, "does not fit the card");
    refuses(&pattern("own", &format!("make = \"block 6x1 anywhere\"\n{ONE}")), 7, "does not fit the card");
    refuses(&pattern("own", &format!("make = \"13 of lines\"\n{ONE}")), 7, "cannot be reached");
    refuses(
        &pattern("own", &format!("{}{ONE}", drawing("...../...../..#../...../....."))),
        7,
        "but the free square",
    );
    refuses(&game("hand = 2\nboards = [\"any-line\", \"any-line\", \"any-line\"]"), 9, "more than the hand");
    refuses(&game("hand = 3\nneed = 4\npattern = \"any-line\""), 9, "cannot be reached");
    refuses(&game("hand = 3\nneed = 0\npattern = \"any-line\""), 9, "cannot be reached");
    refuses(&game("hand = 13\nlast_standing = true"), 8, "1 to 12 cards");
    refuses(&game("hand = 2\npattern = \"any-line\""), 9, "`need`");
    refuses(&game("hand = 3\nboards = [\"any-line\", \"any-line\"]"), 9, "unused");
    refuses(&game("ways = [[\"any-line\", \"-\"], [\"four-corners\", \"-\"]]"), 8, "sold for nothing");
    refuses(&game("ways = [[\"any-line\", \"-\"], [\"four-corners\"]]"), 8, "names 1 boards, the first 2");
}

#[test]
fn numbers_that_do_not_fit_the_masks_are_refused() {
    let lines = |count: &str| {
        pattern("own", &format!("make = \"any line\"\nunequal = true\nfree_off = \"drop\"\n{count}"))
    };
    refuses(&lines("count = { on = 13, off = 8 }"), 10, "there are { on = 12, off = 8 }");
    refuses(&lines("count = { on = 12, off = 12 }"), 10, "there are { on = 12, off = 8 }");
    refuses(&pattern("own", &format!("{}{ONE}needs = [8]", drawing(L))), 15, "the masks need {9} numbers");
    refuses(&pattern("own", &format!("{}{ONE}turns = 2", drawing(L))), 15, "`turns` says 2, there are 4");
    refuses(&pattern("own", &format!("{}{ONE}mirrors = 8", drawing(L))), 15, "`mirrors` says 8, there are 4");
    refuses(
        &pattern("own", "make = \"any line\"\nunequal = true\nturns = 1\ncount = { on = 12, off = 12 }"),
        9,
        "no `mask`",
    );
}

#[test]
fn unknown_and_missing_fields_are_refused() {
    refuses(&pattern("own", &format!("{}{ONE}colour = \"red\"", drawing(L))), 15, "unknown field `colour`");
    refuses(
        &pattern("own", &format!("{}{ONE}", drawing(L))).replace("de = \"D\" }\nrule", "it = \"D\" }\nrule"),
        5,
        "unknown field `it`",
    );
    refuses(&pattern("own", &drawing(L)), 1, "missing field `count`");
    refuses("[[patern]]\nslug = \"own\"\n", 1, "unknown field `patern`");
    refuses(
        &pattern("own", &format!("{}{ONE}", drawing(L))).replace("fast", "quick"),
        4,
        "unknown variant `quick`",
    );
    refuses("this is no TOML", 1, "expected");
}

#[test]
fn bad_and_taken_slugs_are_refused() {
    let named = |slug: &str| pattern(slug, &format!("{}{ONE}", drawing(L)));
    for bad in ["Own", "own pattern", "", "-own", "lines", "drawing", &"x".repeat(41)] {
        refuses(&named(bad), 2, "is no slug");
    }
    refuses(&named("any-line"), 2, "is taken");
    refuses(&named("survivor"), 2, "is taken");
    refuses(&format!("{}{}", named("own"), named("own")), 16, "is taken");
    refuses(&format!("{}turns = 4", named("t")), 15, "is taken");
}

#[test]
fn unknown_words_and_patterns_are_refused() {
    let made = |make: &str| pattern("own", &format!("make = \"{make}\"\n{ONE}"));
    refuses(&made("any zigzag"), 7, "no pattern `zigzag`");
    refuses(&made("Two of lines"), 7, "`Two` in `make` is no number");
    refuses(&made("any line and corners"), 7, "not understood");
    refuses(&made("block big anywhere"), 7, "no size");
    refuses(&made("block 2x2 somewhere"), 7, "`anywhere` or `in corners`");
    refuses(&made(""), 7, "says nothing");
    refuses(&made("turns of drawing"), 7, "needs one in `mask`");
    refuses(
        &pattern("own", &format!("{}make = \"any line\"\n{ONE}", drawing(L))),
        14,
        "another must have none",
    );
    refuses(&pattern("own", &format!("{}free_off = \"burn\"\n{ONE}", drawing(L))), 14, "`keep` or `drop`");
    refuses(&game("boards = [\"any-line\", \"zigzag\"]"), 8, "no pattern `zigzag`");
    refuses(&game("pattern = \"survivor\""), 8, "no pattern `survivor`");
    let family = format!("[[family]]\nslug = \"own\"\n{NAMES}\nvariants = [\"zigzag\"]");
    refuses(&family, 4, "no pattern or game `zigzag`");
}

#[test]
fn several_stages_say_how_they_follow() {
    let two = game("pattern = \"any-line\"\n[[game.stage]]\npattern = \"blackout\"");
    refuses(&two, 2, "need `run`");
    accepts(&two.replace("version = 1\n", "version = 1\nrun = \"into\"\n"));
    let one = game("pattern = \"any-line\"").replace("version = 1\n", "version = 1\nrun = \"into\"\n");
    refuses(&one, 4, "there is one");
    refuses(&game("pattern = \"any-line\"\nlast_standing = true"), 7, "exactly one of");
}

#[test]
fn hostile_files_end_in_a_finding() {
    let made = |make: &str| pattern("own", &format!("make = \"{make}\"\nunequal = true\n{ONE}"));
    refuses(&made("12 of six-pack"), 7, "far more than");
    refuses(&made("99999999999999999999999 of lines"), 7, "is no number");
    let dominoes = "make = \"block 1x2 anywhere\"\nunequal = true\ncount = { on = 40, off = 40 }\n";
    refuses(&format!("{}{}", pattern("dominoes", dominoes), made("3 of dominoes")), 16, "more than 5000");
    refuses(&" ".repeat(FILE_BYTES_MAX + 1), 1, "bytes");
    let long =
        pattern("own", &format!("{}{ONE}", drawing(L))).replace("\"A\"", &format!("\"{}\"", "A".repeat(81)));
    refuses(&long, 5, "1 to 80 bytes");
}

#[test]
fn everything_wrong_in_a_file_is_named_at_once() {
    let text = format!("{}\n{}", pattern("Own", ONE), pattern("any-line", &format!("{}{ONE}", drawing(L))));
    let lines: Vec<usize> = findings(&text).iter().map(|finding| finding.line).collect();
    assert_eq!(lines, [2, 2, 10]);
}

fn made(text: &str) -> Vec<Mask> {
    let sources = MaskSources { drawn: &[], find: &|_| None };
    Recipe::parse(text).unwrap().expand(&sources).unwrap()
}

#[test]
fn two_of_a_kind_are_the_pairs() {
    let lines = made("any line");
    let pairs: BTreeSet<Mask> = lines
        .iter()
        .flat_map(|one| lines.iter().map(|other| one.union(*other)))
        .filter(|m| !lines.contains(m))
        .collect();
    assert_eq!(made("2 of lines"), Vec::from_iter(pairs));
    assert_eq!(made("5 of rows"), [Mask::FULL]);
    assert_eq!(made("2 of rows apart"), made("2 of rows"));
    assert_eq!(made("2 of diagonals apart"), []);
    assert_eq!(made("any line without centre").len(), 8);
}

#[test]
fn blocks_stand_and_lie() {
    assert_eq!(made("block 1x5 anywhere"), made("any row or column"));
    assert_eq!(made("block 5x5 anywhere"), [Mask::FULL]);
    assert_eq!(made("block 2x3 in corners").len(), 8);
    assert_eq!(made("block 1x1 in corners").into_iter().fold(Mask::EMPTY, Mask::union), made("corners")[0]);
}

fn any_mask() -> impl Strategy<Value = Mask> {
    (1..=Mask::FULL.bits()).prop_map(|bits| Mask::new(bits).unwrap())
}

proptest! {
    #[test]
    fn a_drawing_says_what_its_mask_says(mask in any_mask()) {
        prop_assert_eq!(shape::drawing(&rows(mask).join("\n")), Ok(mask));
    }

    #[test]
    fn turning_and_mirroring_keep_the_family(mask in any_mask()) {
        let (turned, mirrored) = (shape::turns(mask), shape::mirrors(mask));
        prop_assert!([1, 2, 4].contains(&turned.len()));
        prop_assert!([turned.len(), 2 * turned.len()].contains(&mirrored.len()));
        for &other in &mirrored {
            prop_assert_eq!(other.count(), mask.count());
            let family: BTreeSet<Mask> = shape::mirrors(other).into_iter().collect();
            prop_assert_eq!(family, mirrored.iter().copied().collect::<BTreeSet<Mask>>());
        }
    }

    #[test]
    fn moving_keeps_the_shape_and_every_place_is_different(mask in any_mask()) {
        let moved = shape::moves(mask);
        prop_assert!(moved.contains(&mask));
        prop_assert_eq!(moved.iter().collect::<BTreeSet<_>>().len(), moved.len());
        prop_assert!(moved.iter().all(|other| other.count() == mask.count()));
    }

    #[test]
    fn no_file_makes_the_reader_panic(text in "\\PC{0,200}") {
        findings(&text);
    }

    #[test]
    fn no_recipe_makes_the_reader_panic(make in "[a-z0-9 -]{0,40}") {
        findings(&pattern("own", &format!("make = \"{make}\"\n{ONE}")));
    }
}
