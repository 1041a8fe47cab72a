//! The games that can be forecast by name.

use super::plan::{Centre, Plan, Stage, Start};
use crate::domain::{Board, Goal, Mask, Race, Way};

/// The game by this slug; `None` when there is none, or none that can be played with this centre.
#[must_use]
pub fn plan(slug: &str, centre: Centre) -> Option<Plan> {
    let single = |masks| Some(vec![Goal::single(masks)]);
    let goals = match slug {
        "survivor" => vec![last_standing()],
        "blackout-survivor" => vec![last_standing(), Goal::single(vec![Mask::FULL])],
        "blackout" => single(vec![Mask::FULL])?,
        "and-single-single" => vec![both(usable(&lines(), centre))],
        "eight-corners" => vec![both(vec![shape(CORNERS)])],
        "two-large-x" => vec![both(vec![shape(LETTER_X)])],
        "or-double-or-singles" => {
            let lines = usable(&lines(), centre);
            let double = |place| Way::Boards(vec![Board { place, masks: unions(&lines, 2) }]);
            let singles = both(lines.clone()).ways.into_iter();
            vec![Goal {
                hand: 2,
                race: Race::Complete,
                ways: [double(0), double(1)].into_iter().chain(singles).collect(),
            }]
        }
        _ => single(masks(slug, centre)?)?,
    };
    Some(Plan { centre, start: Start::FirstBall, stages: vec![Stage { name: slug.into(), goals }] })
}

const CORNERS: [&str; 5] = ["#...#", ".....", ".....", ".....", "#...#"];
const LETTER_X: [&str; 5] = ["#...#", ".#.#.", "..#..", ".#.#.", "#...#"];

fn masks(slug: &str, centre: Centre) -> Option<Vec<Mask>> {
    let lines = lines();
    let masks = match slug {
        "any-line" => usable(&lines, centre),
        "hardway" => usable(&lines, Centre::Number),
        "line-or-corners" => usable(&[&lines[..], &[shape(CORNERS)]].concat(), centre),
        "any-row" => usable(&lines[..5], centre),
        "any-column" => usable(&lines[5..10], centre),
        "any-diagonal" => lines[10..].to_vec(),
        "double-line" => unions(&usable(&lines, centre), 2),
        "triple-line" => unions(&usable(&lines, centre), 3),
        "double-hardway" => unions(&usable(&lines, Centre::Number), 2),
        "six-pack" => usable(&[blocks(2, 3), blocks(3, 2)].concat(), centre),
        "eight-pack" => usable(&[blocks(2, 4), blocks(4, 2)].concat(), centre),
        "nine-pack" => usable(&blocks(3, 3), centre),
        "postage-stamp-corner" => [0, 3, 12, 15].map(|block| blocks(2, 2)[block]).to_vec(),
        "postage-stamp-anywhere" => usable(&blocks(2, 2), centre),
        "four-corners" => vec![shape(CORNERS)],
        "letter-x" => vec![shape(LETTER_X)],
        "plus-sign" => vec![shape(["..#..", "..#..", "#####", "..#..", "..#.."])],
        "small-frame" => vec![shape([".....", ".###.", ".#.#.", ".###.", "....."])],
        "large-frame" => vec![shape(["#####", "#...#", "#...#", "#...#", "#####"])],
        "railroad-tracks" => vec![shape([".#.#."; 5])],
        "top-row" => vec![lines[0]],
        "b-column" => vec![lines[5]],
        _ => vec![],
    };
    (!masks.is_empty()).then_some(masks)
}

/// Square sets that can be used: those without the centre when that is not free.
fn usable(masks: &[Mask], centre: Centre) -> Vec<Mask> {
    let free = centre == Centre::Free;
    masks.iter().copied().filter(|mask| free || !mask.covers(Mask::CENTRE)).collect()
}

fn last_standing() -> Goal {
    Goal { hand: 1, race: Race::LastStanding, ways: vec![] }
}

fn both(masks: Vec<Mask>) -> Goal {
    let boards = [0, 1].map(|place| Board { place, masks: masks.clone() });
    Goal { hand: 2, race: Race::Complete, ways: vec![Way::Boards(boards.to_vec())] }
}

fn shape(rows: [&str; 5]) -> Mask {
    squares(|row, column| rows[row].as_bytes()[column] == b'#')
}

fn squares(wanted: impl Fn(usize, usize) -> bool) -> Mask {
    let wanted = (0..25).filter(|square| wanted(square / 5, square % 5));
    Mask::new(wanted.fold(0, |bits, square| bits | 1 << square)).expect("25 squares have 25 bits")
}

/// Rows, columns, diagonals.
fn lines() -> Vec<Mask> {
    let rows = (0..5).map(|line| squares(|row, _| row == line));
    let columns = (0..5).map(|line| squares(|_, column| column == line));
    let diagonals = [squares(|row, column| row == column), squares(|row, column| row + column == 4)];
    rows.chain(columns).chain(diagonals).collect()
}

/// Every block of this size, row by row.
fn blocks(height: usize, width: usize) -> Vec<Mask> {
    let corners = (0..=5 - height).flat_map(|top| (0..=5 - width).map(move |left| (top, left)));
    let block = |(top, left)| {
        squares(|row, column| (top..top + height).contains(&row) && (left..left + width).contains(&column))
    };
    corners.map(block).collect()
}

/// The union of every so many different masks.
fn unions(masks: &[Mask], count: usize) -> Vec<Mask> {
    if count == 1 {
        return masks.to_vec();
    }
    let with = |(i, mask): (usize, &Mask)| {
        let mask = *mask;
        unions(&masks[i + 1..], count - 1).into_iter().map(move |other| mask.union(other))
    };
    masks.iter().enumerate().flat_map(with).collect()
}
