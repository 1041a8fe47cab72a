//! Every set of marks a card can have, and what it wins: one bit each.
//!
//! Squares are numbered column by column, so that sets with the same number of marks in each column
//! can be counted a few machine words at a time.

use domain::supersets::{self, LACKING};
use domain::{CENTRE, FreeSquare, Mask};

/// Numbers of marks a column can have: 0 to 5.
pub(super) const COUNTS: usize = 6;

/// Which of the 2²⁴ (2 MiB) or 2²⁵ (4 MiB) sets of marks win something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wins {
    centre: FreeSquare,
    words: Vec<u64>,
}

/// How many sets with so many marks in each column win: `[b][i][n][g][o]`, each 0 to 5.
pub(super) struct Shape(pub(super) Vec<f64>);

impl Wins {
    /// The sets that contain one of these masks.
    pub(super) fn new(centre: FreeSquare, masks: &[Mask]) -> Self {
        let words = supersets::table(squares(centre), masks.iter().map(|&mask| by_column(centre, mask)));
        Self { centre, words }
    }

    /// Sets that win both.
    pub(super) fn and(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
        self
    }

    /// Sets that win either.
    pub(super) fn or(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
        self
    }

    /// Whether whoever wins this wins `other` as well.
    pub(super) fn implies(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).all(|(word, other)| word & !other == 0)
    }

    /// How the winning sets are spread.
    pub(super) fn shape(&self) -> Shape {
        count(self.centre, |word| self.words[word])
    }
}

/// How the sets are spread that win exactly the events of `class` (bit e = event e) and no other.
pub(super) fn class_shape(centre: FreeSquare, events: &[Wins], class: usize) -> Shape {
    count(centre, |word| {
        let holds = |(event, wins): (usize, &Wins)| {
            let word = wins.words[word];
            if class >> event & 1 == 1 { word } else { !word }
        };
        events.iter().enumerate().map(holds).fold(u64::MAX, |all, word| all & word)
    })
}

/// Squares with a number.
fn squares(centre: FreeSquare) -> usize {
    match centre {
        FreeSquare::Counts | FreeSquare::Hardway => 24,
        FreeSquare::None | FreeSquare::Random => 25,
    }
}

/// A mask with its squares numbered down the columns, without the centre when that is free.
fn by_column(centre: FreeSquare, mask: Mask) -> u32 {
    let places = (0..25).map(|place| (place % 5) * 5 + place / 5);
    places
        .filter(|&square| centre == FreeSquare::None || square != CENTRE)
        .enumerate()
        .filter(|&(_, square)| mask.bits() >> square & 1 == 1)
        .fold(0, |bits, (place, _)| bits | 1 << place)
}

/// Counts the sets among `word(0)`, `word(1)`, … by their number of marks in each column.
fn count(centre: FreeSquare, word: impl Fn(usize) -> u64) -> Shape {
    let n_squares = squares(centre) - 20;
    let field = |word: usize, from: usize, width: usize| {
        (word >> (from - 6) & ((1 << width) - 1)).count_ones() as usize
    };
    let mut sets = vec![0_u32; COUNTS.pow(5)];
    for index in 0..1_usize << (squares(centre) - 6) {
        let word = word(index);
        if word == 0 {
            continue;
        }
        let n = field(index, 10, n_squares);
        let g = field(index, 10 + n_squares, 5);
        let o = field(index, 15 + n_squares, 5);
        // The lowest square of column I is the top bit of the word's own number.
        for (half, word) in [word & LACKING[5], word >> 32].into_iter().enumerate() {
            let i = field(index, 6, 4) + half;
            for (b, marked) in WITH_MARKS.iter().enumerate() {
                let place = (((b * COUNTS + i) * COUNTS + n) * COUNTS + g) * COUNTS + o;
                sets[place] += (word & marked).count_ones();
            }
        }
    }
    Shape(sets.into_iter().map(f64::from).collect())
}

/// Bits whose number, 0 to 31, has so many ones: the sets of column B by their number of marks.
const WITH_MARKS: [u64; COUNTS] = {
    let mut marked = [0; COUNTS];
    let mut set = 0_u32;
    while set < 32 {
        marked[set.count_ones() as usize] |= 1 << set;
        set += 1;
    }
    marked
};

#[cfg(test)]
mod tests {
    use super::*;

    fn any_line() -> Vec<Mask> {
        let line = |squares: [u32; 5]| Mask::new(squares.iter().fold(0, |bits, s| bits | 1 << s)).unwrap();
        let rows = (0..5).map(|r| line([5 * r, 5 * r + 1, 5 * r + 2, 5 * r + 3, 5 * r + 4]));
        let columns = (0..5).map(|c| line([c, c + 5, c + 10, c + 15, c + 20]));
        rows.chain(columns).chain([line([0, 6, 12, 18, 24]), line([4, 8, 12, 16, 20])]).collect()
    }

    /// Sets by their number of marks on the whole card.
    fn by_marks(shape: &Shape) -> [u32; 26] {
        let mut all = [0.0; 26];
        for (place, sets) in shape.0.iter().enumerate() {
            let marks = (0..5).map(|column| place / COUNTS.pow(column) % COUNTS).sum::<usize>();
            all[marks] += sets;
        }
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        all.map(|sets| sets as u32)
    }

    #[test]
    fn as_many_sets_of_marks_contain_a_line_as_published() {
        let published = [
            0, 0, 0, 0, 4, 88, 912, 5928, 27102, 92520, 244_092, 507_696, 841_100, 1_113_360, 1_174_620,
            981_424, 644_445, 331_056, 133_428, 42480, 10626, 2024, 276, 24, 1, 0,
        ];
        assert_eq!(by_marks(&Wins::new(FreeSquare::Counts, &any_line()).shape()), published);
    }

    #[test]
    fn as_many_sets_of_marks_contain_a_line_without_the_centre_as_published() {
        let published = [
            0, 0, 0, 0, 0, 8, 152, 1368, 7752, 30992, 92772, 215_208, 394_732, 578_496, 679_492, 637_568,
            473_616, 274_768, 122_556, 41496, 10602, 2024, 276, 24, 1, 0,
        ];
        let hardway: Vec<Mask> = any_line().into_iter().filter(|m| !m.covers(Mask::CENTRE)).collect();
        let free = Wins::new(FreeSquare::Counts, &hardway);
        assert_eq!(by_marks(&free.shape()), published);
        // With a number in the centre every set comes with it and without it.
        let number = by_marks(&Wins::new(FreeSquare::None, &hardway).shape());
        assert_eq!(number[10], published[10] + published[9]);
        assert!(free.implies(&Wins::new(FreeSquare::Counts, &any_line())));
        assert!(!Wins::new(FreeSquare::Counts, &any_line()).implies(&free));
    }

    #[test]
    fn classes_share_out_all_sets() {
        let lines = Wins::new(FreeSquare::Counts, &any_line());
        let corner = Wins::new(FreeSquare::Counts, &[Mask::new(1).unwrap()]);
        let events = [lines.clone(), corner.clone()];
        let classes: Vec<Shape> =
            (0..4).map(|class| class_shape(FreeSquare::Counts, &events, class)).collect();
        let total: f64 = classes.iter().flat_map(|shape| &shape.0).sum();
        assert_eq!(by_marks(&classes[3]), by_marks(&lines.and(&corner).shape()));
        assert!((total - f64::from(1 << 24)).abs() < 0.5);
    }
}
