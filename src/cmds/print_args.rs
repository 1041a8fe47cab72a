//! What every command asks that prints one PDF for a venue.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};

use crate::print::Paper;

/// Where the PDF goes, whose it is, and on which paper.
#[derive(Debug, Args)]
pub(super) struct PrintArgs {
    /// PDF to write.
    #[arg(long)]
    out: PathBuf,
    /// Folder of the venue.
    #[arg(long, default_value = "venue")]
    pub(super) data: PathBuf,
    /// Paper of the printer.
    #[arg(long, value_enum, default_value = "a4")]
    pub(super) paper: PaperArg,
}

impl PrintArgs {
    /// Writes the PDF and says where it is.
    ///
    /// # Errors
    /// As the disk says, with the path.
    pub(super) fn write(&self, pdf: &[u8]) -> anyhow::Result<()> {
        std::fs::write(&self.out, pdf).with_context(|| self.out.display().to_string())?;
        println!("{}", self.out.display());
        Ok(())
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum PaperArg {
    A4,
    Letter,
}

impl From<PaperArg> for Paper {
    fn from(paper: PaperArg) -> Self {
        match paper {
            PaperArg::A4 => Self::A4,
            PaperArg::Letter => Self::Letter,
        }
    }
}
