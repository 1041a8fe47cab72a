//! The mathematics of a game before it is played: how many calls, how many winners, how often a tie.
//!
//! [`forecast`] counts every way a game can go where that is possible; [`simulate`] plays games with
//! random cards. Pure: no clock, no disk; all chance comes from a seed.

mod aim;
mod chance;
mod deal;
mod dice;
mod exact;
mod figures;
mod from_catalogue;
mod hand;
mod input;
mod marks;
mod play;
mod race;
mod simulate;
mod standing;
#[cfg(test)]
mod tests;

pub use exact::{Forecast, StageForecast, forecast};
pub use figures::{CALLS_MAX, Errors, Figures};
pub use from_catalogue::input;
pub use input::{CARDS_MAX, ForecastInput, ForecastStage, NotPlayable};
pub use simulate::{Sample, Simulated, StageSimulated, simulate};
