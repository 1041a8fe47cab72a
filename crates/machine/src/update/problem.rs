//! Why an update fails.

use std::io;
use std::path::Path;

use protocol::Version;

/// Why an update fails. Every text says what to do next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UpdateProblem {
    /// The file is no update, or of a format that this version does not know.
    #[error("this is not an update for a Hallbox, or it is for a much newer one")]
    NotABundle,
    /// The file ends too early or goes on after its end.
    #[error("the file is not whole: {is} bytes are there, {should} belong to it. Copy or download it again")]
    Incomplete {
        /// Length of the file, bytes.
        is: u64,
        /// Length that its manifest says, bytes.
        should: u64,
    },
    /// The box has no key that may sign updates.
    #[error("this box trusts no one's updates: there is no key in {0}. Write a new card instead")]
    NoKeys(String),
    /// Signed with a key that the box does not trust.
    #[error("the update is signed with the key {0}, which this box does not trust. Do not use it")]
    UnknownKey(String),
    /// The signature does not match the manifest.
    #[error(
        "the signature is wrong: the file was damaged or altered. Download it again from where it is published"
    )]
    BadSignature,
    /// The manifest is signed, but not valid.
    #[error("the update describes itself wrongly: {0}. Tell those who made it")]
    BadManifest(String),
    /// For another kind of computer.
    #[error("this update is for {is} and this box is {box_is}: take the file that ends in -{box_is}.update")]
    WrongImage {
        /// The kinds of image the bundle is for.
        is: String,
        /// The box's kind of image.
        box_is: String,
    },
    /// The running version is the same or newer.
    #[error("the box has version {have}, and {offered} is not newer. Nothing is to be done")]
    NotNewer {
        /// The running version.
        have: Version,
        /// The bundle's version.
        offered: Version,
    },
    /// Another update has to come first.
    #[error("{offered} can only follow {needed} or later, and the box has {have}: install {needed} first")]
    TooBigAStep {
        /// The running version.
        have: Version,
        /// The bundle's version.
        offered: Version,
        /// The oldest version that the bundle can update.
        needed: Version,
    },
    /// A part does not match its digest in the manifest.
    #[error("`{0}` in the file is damaged. Copy or download it again")]
    Damaged(String),
    /// The slot, or the data partition, is too small.
    #[error("`{part}` needs {needs} bytes and there is room for {room}: this box needs a new card")]
    NoRoom {
        /// The part that does not fit.
        part: String,
        /// Bytes that it needs.
        needs: u64,
        /// Bytes that are free.
        room: u64,
    },
    /// A part that was written reads back differently.
    #[error(
        "`{0}` was written and reads back differently: the card is failing. The box goes on as it was; \
         replace the card"
    )]
    BadCard(String),
    /// The running version is on trial.
    #[error("the version that runs is still on trial: try again in some minutes")]
    OnTrial,
    /// The other slot holds no complete system.
    #[error("there is no other version on this box to go back to")]
    NothingToGoBackTo,
    /// The computer is no appliance with two slots.
    #[error("this computer was not started from a Hallbox card: {0}")]
    NotABox(String),
    /// The download failed; it may be tried again.
    #[error("{0}")]
    Download(String),
    /// A file cannot be read or written.
    #[error("{0}")]
    Io(String),
}

impl UpdateProblem {
    /// Turns a system's error at this path into a problem.
    pub fn at(path: &Path) -> impl Fn(io::Error) -> Self {
        let path = path.display().to_string();
        move |error| Self::Io(format!("{path}: {error}"))
    }
}

impl From<io::Error> for UpdateProblem {
    fn from(error: io::Error) -> Self {
        Self::Io(error.to_string())
    }
}
