//! Why an update does not go on.

use std::io;
use std::path::Path;

use protocol::Version;

/// Every text says what to do next, or what to tell those who made the update.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Something else than an update, or one of a format this version does not know.
    #[error("this is not an update for a Hallbox, or it is for a much newer one")]
    NotABundle,
    /// The file ends too early or goes on after its end.
    #[error("the file is not whole: {is} bytes are there, {should} belong to it. Copy or download it again")]
    Incomplete {
        /// Bytes that are there.
        is: u64,
        /// Bytes there should be.
        should: u64,
    },
    /// No key is trusted.
    #[error("this box trusts no one's updates: there is no key in {0}. Write a new card instead")]
    NoKeys(String),
    /// Signed by somebody we do not know.
    #[error("the update is signed with the key {0}, which this box does not trust. Do not use it")]
    UnknownKey(String),
    /// The signature does not belong to the manifest.
    #[error(
        "the signature is wrong: the file was damaged or altered. Download it again from where it is published"
    )]
    BadSignature,
    /// Signed, but not as we read manifests.
    #[error("the update describes itself wrongly: {0}. Tell those who made it")]
    BadManifest(String),
    /// For another kind of computer.
    #[error(
        "this update is for {is} computers and this box is {box_is}: take the file that ends in -{box_is}.update"
    )]
    WrongArch {
        /// What the bundle is for.
        is: &'static str,
        /// What the box is.
        box_is: &'static str,
    },
    /// The box has a newer version, or this one.
    #[error("the box has version {have}, and {offered} is not newer. Nothing is to be done")]
    NotNewer {
        /// What runs.
        have: Version,
        /// What the bundle brings.
        offered: Version,
    },
    /// Another update has to come first.
    #[error("{offered} can only follow {needed} or later, and the box has {have}: install {needed} first")]
    TooBigAStep {
        /// What runs.
        have: Version,
        /// What the bundle brings.
        offered: Version,
        /// What has to run for it.
        needed: Version,
    },
    /// A part is not what the manifest says.
    #[error("`{0}` in the file is damaged. Copy or download it again")]
    Damaged(String),
    /// The slot is too small.
    #[error("`{part}` needs {needs} bytes and there is room for {room}: this box needs a new card")]
    NoRoom {
        /// What does not fit.
        part: String,
        /// Bytes it needs.
        needs: u64,
        /// Bytes there are.
        room: u64,
    },
    /// What was written reads back differently.
    #[error(
        "`{0}` was written and reads back differently: the card is failing. The box goes on as it was; replace the card"
    )]
    BadCard(String),
    /// The version that runs has not shown yet that it is good.
    #[error("the version that runs is still on trial: try again in some minutes")]
    OnTrial,
    /// Nothing whole is in the other slot.
    #[error("there is no other version on this box to go back to")]
    NothingToGoBackTo,
    /// This is not an appliance with two slots.
    #[error("this computer was not started from a Hallbox card: {0}")]
    NotABox(String),
    /// The preview for Raspberry Pi 5 has a kernel of its own, which an update for other boards does not bring.
    #[error(
        "the preview for Raspberry Pi 5 takes no updates yet: download the nights, then write a new card"
    )]
    Preview,
    /// Nobody answered, or not as needed.
    #[error("{0}")]
    Download(String),
    /// A file cannot be read or written.
    #[error("{0}")]
    Io(String),
}

impl Problem {
    /// A failure at a file.
    pub fn at(path: &Path) -> impl Fn(io::Error) -> Self {
        let path = path.display().to_string();
        move |error| Self::Io(format!("{path}: {error}"))
    }
}
