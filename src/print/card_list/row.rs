//! One row of a list.

/// One row of cells.
#[derive(Debug)]
pub(super) struct Row {
    /// Line of the file it begins on, from 1.
    pub(super) line: usize,
    /// What stands in the file, quotation marks and line ends with it.
    pub(super) raw: String,
    cells: Vec<String>,
}

impl Row {
    pub(super) fn new(line: usize, raw: String, cells: Vec<String>) -> Self {
        Self { line, raw, cells }
    }

    /// The cell in this place; empty where the row is shorter.
    pub(super) fn cell(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", String::as_str)
    }

    /// All cells, from the left.
    pub(super) fn cells(&self) -> &[String] {
        &self.cells
    }

    /// Whether nothing stands in it.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}
