//! One file per subcommand: its arguments and what it does.

mod call_sheet;
mod cards;
mod demo;
mod doctor;
mod export;
mod factory_reset;
mod forecast;
mod network;
mod nights;
mod patterns;
mod poster;
mod print_args;
mod run;
mod settings;
mod simulate;
mod swarm;
mod types;
mod update;
mod verify;
mod visit;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::print::tell_missing_fonts;

/// A bingo hall in a box.
#[derive(Debug, Parser)]
#[command(name = "hallbox", version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Sub,
}

#[derive(Debug, Subcommand)]
enum Sub {
    Run(run::Args),
    Settings(settings::Args),
    Poster(poster::Args),
    CallSheet(call_sheet::Args),
    Network(network::Args),
    Nights(nights::Args),
    Demo(demo::Args),
    Cards(cards::Args),
    Swarm(swarm::Args),
    Visit(visit::Args),
    Export(export::Args),
    Verify(verify::Args),
    Doctor(doctor::Args),
    Patterns(patterns::Args),
    Forecast(forecast::Args),
    Simulate(simulate::Args),
    Types(types::Args),
    Update(update::Args),
    FactoryReset(factory_reset::Args),
}

impl Cli {
    /// Carries the subcommand out.
    ///
    /// # Errors
    /// What went wrong, in words for the person at the keyboard.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        if self.command.may_print() {
            tell_missing_fonts();
        }
        match self.command {
            Sub::Run(args) => run::run(&args),
            Sub::Settings(args) => settings::run(&args),
            Sub::Poster(args) => poster::run(&args),
            Sub::CallSheet(args) => call_sheet::run(&args),
            Sub::Network(args) => network::run(&args),
            Sub::Nights(args) => nights::run(&args),
            Sub::Demo(args) => demo::run(&args),
            Sub::Cards(args) => cards::run(&args),
            Sub::Swarm(args) => swarm::run(&args),
            Sub::Visit(args) => visit::run(&args),
            Sub::Export(args) => export::run(&args),
            Sub::Verify(args) => verify::run(&args),
            Sub::Doctor(args) => doctor::run(&args),
            Sub::Patterns(args) => patterns::run(&args),
            Sub::Forecast(args) => forecast::run(&args),
            Sub::Simulate(args) => simulate::run(&args),
            Sub::Types(args) => types::run(&args),
            Sub::Update(args) => update::run(&args),
            Sub::FactoryReset(args) => factory_reset::run(&args),
        }
    }
}

impl Sub {
    /// Whether it prints, or looks whether names can be printed.
    fn may_print(&self) -> bool {
        matches!(
            self,
            Self::Run(_)
                | Self::Demo(_)
                | Self::Settings(_)
                | Self::Cards(_)
                | Self::Poster(_)
                | Self::CallSheet(_)
        )
    }
}
