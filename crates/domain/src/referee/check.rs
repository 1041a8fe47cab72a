//! Whether a card shows one of several masks.

use super::table::{Squares, Table};

/// The masks of one pattern, as bits, and how a card is checked for them.
#[derive(Debug)]
pub(super) struct Check {
    /// Ascending, none twice.
    masks: Vec<u32>,
    /// None where trying the masks one by one is cheaper.
    table: Option<Table>,
}

impl Check {
    /// `masks` ascending, none twice.
    pub(super) fn new(squares: Squares, masks: Vec<u32>, with_table: bool) -> Self {
        let table = with_table.then(|| Table::new(squares, &masks));
        Self { masks, table }
    }

    pub(super) fn masks(&self) -> &[u32] {
        &self.masks
    }

    pub(super) fn table(&self) -> Option<&Table> {
        self.table.as_ref()
    }

    /// Whether the marks contain a mask.
    pub(super) fn contains(&self, marks: u32) -> bool {
        match &self.table {
            Some(table) => table.contains(marks),
            None => self.masks.iter().any(|mask| marks & mask == *mask),
        }
    }

    /// How many squares are not marked of the mask that lacks fewest.
    pub(super) fn lacking(&self, marks: u32) -> Option<u32> {
        self.masks.iter().map(|mask| (mask & !marks).count_ones()).min()
    }
}
