//! The named shapes as published: drawing, numbers needed (`F` = with the free square) and
//! different quarter turns. Written down apart from the files, so that neither can drift.

use super::*;

#[rustfmt::skip]
const SHAPES: [(&str, &str, &str); 78] = [
    ("diamond-inside", "...../..#../.###./..#../.....", "4F/1"),
    ("four-corners", "#...#/...../...../...../#...#", "4/1"),
    ("four-corners-small", "...../.#.#./...../.#.#./.....", "4/1"),
    ("arrowhead", "..###/...##/....#/...../.....", "6/4"),
    ("checkmark", "....#/...#./#.#../##.../#....", "6F/4"),
    ("two-brackets", "##.../#..../...../....#/...##", "6/2"),
    ("add-and-subtract", "..#../.###./..#../...../.###.", "7F/4"),
    ("smile", "...../.#.#./..#../#...#/.###.", "7F/4"),
    ("stamp-and-four-corners", "#..##/...##/...../...../#...#", "7/4"),
    ("broken-frame", "#.#.#/...../#...#/...../#.#.#", "8/1"),
    ("cross", "..#../#####/..#../..#../..#..", "8F/4"),
    ("diamond", "..#../.#.#./#...#/.#.#./..#..", "8/1"),
    ("dog-bone", "...../#...#/#####/#...#/.....", "8F/2"),
    ("double-x", "#.#../.#.../#.#.#/...#./..#.#", "8F/2"),
    ("letter-x", "#...#/.#.#./..#../.#.#./#...#", "8F/1"),
    ("lucky-7", "#####/...#./..#../.#.../#....", "8F/4"),
    ("plus-sign", "..#../..#../#####/..#../..#..", "8F/1"),
    ("postage-stamps", "##.../##.../...../...##/...##", "8/2"),
    ("pyramid", "...../...../..#../.###./#####", "8F/4"),
    ("small-frame", "...../.###./.#.#./.###./.....", "8/1"),
    ("stamp-and-line", "##..#/##.#./..#../.#.../#....", "8F/4"),
    ("letter-t", "#####/..#../..#../..#../..#..", "8F/4"),
    ("cent-sign", "..#../.###./.#.../.###./..#..", "9/4"),
    ("double-chevron", "..#../.#.#./#.#.#/.#.#./#...#", "9F/4"),
    ("airplane", "...#./#..#./#####/#..#./...#.", "10F/4"),
    ("arrow-tree", "..#../.###./#####/..#../..#..", "10F/4"),
    ("b-and-o", "#...#/#...#/#...#/#...#/#...#", "10/2"),
    ("go", "...##/...##/...##/...##/...##", "10/4"),
    ("popsicle", ".###./.###./.###./..#../..#..", "10F/4"),
    ("railroad-tracks", ".#.#./.#.#./.#.#./.#.#./.#.#.", "10/2"),
    ("top-and-bottom", "#####/...../...../...../#####", "10/2"),
    ("field-goal", "#.#.#/#...#/#####/..#../..#..", "11F/4"),
    ("picnic-table", "#####/.#.#./..#../.#.#./#...#", "11F/4"),
    ("sailboat", "..#../..##./..#../#####/.###.", "11F/4"),
    ("anchor", ".###./..#../..#../#.#.#/#####", "12F/4"),
    ("brackets", "##.##/#...#/...../#...#/##.##", "12/1"),
    ("champagne-glass", "#####/.###./..#../..#../.###.", "12F/4"),
    ("checkerboard", "#.#.#/.#.#./#.#.#/.#.#./#.#.#", "12F/1"),
    ("diamond-filled", "..#../.###./#####/.###./..#..", "12F/1"),
    ("ladder", ".#.#./.###./.#.#./.###./.#.#.", "12/2"),
    ("letter-m", "#...#/##.##/#.#.#/#...#/#...#", "12F/4"),
    ("letter-n", "#...#/##..#/#.#.#/#..##/#...#", "12F/2"),
    ("percent-sign", "##..#/##.#./..#../.#.##/#..##", "12F/2"),
    ("railroad-bingoboard", ".###./.#.#./.###./.#.#./.###.", "12F/2"),
    ("sputnik", "#...#/.###./.###./.###./#...#", "12F/1"),
    ("tree", "..#../.###./.###./#####/..#..", "12F/4"),
    ("twisted-ts", "####./.#.../.###./...#./.####", "12F/2"),
    ("valentine-heart", "##.##/#.#.#/#...#/.#.#./..#..", "12/4"),
    ("letter-z", "#####/...#./..#../.#.../#####", "12F/2"),
    ("goat", "####./#..../#.##./#..#./####.", "13F/4"),
    ("love-letter", "#..##/#..##/#..../#..../#####", "13/4"),
    ("top-hat", "...../.###./.###./.###./#####", "13F/4"),
    ("turtle", "..#../#####/.###./.###./#...#", "13F/4"),
    ("umbrella", ".###./#####/#.#.#/..#../.##..", "13F/4"),
    ("candlestick", "#.#.#/#.#.#/#####/..#../.###.", "14F/4"),
    ("hourglass", "#####/.#.#./..#../.#.#./#####", "14F/2"),
    ("ing-game", ".###./.###./.###./.###./.###.", "14F/2"),
    ("layer-cake", "#####/...../#####/...../#####", "14F/2"),
    ("staircase", "....#/...##/..###/.####/#####", "14F/4"),
    ("triangle", "#####/####./###../##.../#....", "14F/4"),
    ("turtle-bingoboard", "#...#/.####/.#.#./.###./##..#", "14/4"),
    ("xmas-tree", "..#../.###./#####/#####/..#..", "14F/4"),
    ("clover", ".###./##.##/#.#.#/#####/..#..", "15F/4"),
    ("heart", ".#.#./#####/#####/.###./..#..", "15F/4"),
    ("bow-tie", "#...#/##.##/#####/##.##/#...#", "16F/2"),
    ("clover-leaf", "##.##/##.##/...../##.##/##.##", "16/1"),
    ("flag", "#####/#####/#####/#..../#....", "16F/4"),
    ("large-frame", "#####/#...#/#...#/#...#/#####", "16/1"),
    ("number-sign", ".#.#./#####/.#.#./#####/.#.#.", "16/1"),
    ("starburst", "#.#.#/.###./#####/.###./#.#.#", "16F/1"),
    ("blackout", "#####/#####/#####/#####/#####", "24F/1"),
    ("crazy-t", "#..../#..../#####/#..../#....", "8F/4"),
    ("crazy-l", "....#/....#/....#/....#/#####", "9/4"),
    ("crazy-kite", "....#/...#./..#../##.../##...", "6F/4"),
    ("crazy-arrow", "..###/...##/..#.#/.#.../#....", "8F/4"),
    ("tiny-x", "#.#../.#.../#.#../...../.....", "4F/4"),
    ("candy-cane", ".###./.#.#./...#./...#./...#.", "8/4"),
    ("one-away", "#####/#####/#####/###.#/#####", "23F/4"),
];

/// Shapes that are not their own mirror image, turned.
const CHIRAL: [&str; 10] = [
    "checkmark",
    "lucky-7",
    "letter-n",
    "twisted-ts",
    "letter-z",
    "goat",
    "candy-cane",
    "sailboat",
    "umbrella",
    "flag",
];

fn drawn(picture: &str) -> Mask {
    let squares = picture.replace('/', "");
    assert_eq!(squares.len(), 25, "{picture}");
    let bits = (0..25).filter(|&square| squares.as_bytes()[square] == b'#');
    Mask::new(bits.fold(0, |bits, square| bits | 1 << square)).unwrap()
}

/// A quarter turn: the top row becomes the right column.
fn turned(picture: &str) -> String {
    let rows: Vec<&str> = picture.split('/').collect();
    let row = |row: usize| (0..5).map(|column| rows[4 - column].as_bytes()[row] as char).collect::<String>();
    (0..5).map(row).collect::<Vec<_>>().join("/")
}

fn all_turns(picture: &str) -> BTreeSet<Mask> {
    let (one, two) = (turned(picture), turned(&turned(picture)));
    [drawn(picture), drawn(&one), drawn(&two), drawn(&turned(&two))].into()
}

#[test]
fn named_shapes_are_drawn_bit_for_bit() {
    for (slug, picture, published) in SHAPES {
        let pattern = pattern(slug);
        let (needed, turns) = published.split_once('/').unwrap();
        let mask = drawn(picture);
        assert!(pattern.masks.contains(&mask), "{slug}");
        if slug != "one-away" {
            assert_eq!(rows(pattern.drawing).join("/"), picture, "{slug}");
        }
        if !["one-away", "tiny-x", "candy-cane"].contains(&slug) && !slug.starts_with("crazy-") {
            assert_eq!(pattern.masks, [mask], "{slug}");
        }
        assert_eq!(needed.ends_with('F'), mask.covers(Mask::CENTRE), "{slug}");
        assert_eq!(needed.trim_end_matches('F'), mask.minus(Mask::CENTRE).count().to_string(), "{slug}");
        assert_eq!(turns, all_turns(picture).len().to_string(), "{slug}");
    }
}

#[test]
fn crazy_families_are_the_turns_of_their_drawing() {
    for (name, picture, _) in SHAPES {
        let crazy = if name.starts_with("crazy-") { name.to_owned() } else { format!("crazy-{name}") };
        let turns = all_turns(picture);
        let Some(crazy) = find(&slug(&crazy)) else {
            // The turns of a T stand as `crazy-t`; who looks the same from every side has none.
            assert!(turns.len() == 1 || ["letter-t", "one-away"].contains(&name), "{name}");
            continue;
        };
        assert_eq!(crazy.masks, Vec::from_iter(turns), "{name}");
        let usable = if drawn(picture).covers(Mask::CENTRE) { 0 } else { crazy.masks.len() };
        assert_eq!(crazy.masks_off.len(), usable, "{name}");
    }
}

#[test]
fn chiral_shapes_and_no_others_have_a_mirrored_family_twice_as_large() {
    let mirrored = all().iter().filter_map(|pattern| pattern.slug.as_str().strip_prefix("mirror-crazy-"));
    assert_eq!(mirrored.collect::<BTreeSet<_>>(), BTreeSet::from(CHIRAL));
    for name in CHIRAL {
        let mirrored = &pattern(&format!("mirror-crazy-{name}")).masks;
        let turned = &pattern(&format!("crazy-{name}")).masks;
        assert_eq!(mirrored.len(), 2 * turned.len(), "{name}");
        assert!(turned.iter().all(|mask| mirrored.contains(mask)), "{name}");
    }
}
