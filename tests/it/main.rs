//! Tests of the whole box, in one binary.

mod deck;
