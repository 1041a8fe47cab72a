//! Cards on paper.
