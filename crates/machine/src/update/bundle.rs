//! An update in one file: magic, length and text of the manifest, signature, then the parts, one after another.
//!
//! ```text
//! "hallbox update v1\n" | u32be length | manifest | key id (4) | Ed25519 signature (64) | parts …
//! ```
//! The signature is over magic and manifest; the manifest holds the digest of each part.

use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use domain::Digest;
use rustix::fs::OFlags;
use sha2::{Digest as _, Sha256};

use super::UpdateProblem;
use super::keys::{SigningKey, TrustedKeys};
use super::manifest::{ImageKind, MANIFEST_BYTES_MAX, Manifest, Part};
use protocol::Version;

/// First bytes of every update.
pub(super) const MAGIC: &str = "hallbox update v1\n";
/// Bytes of key id and signature.
const SIGNATURE: usize = 68;
/// Bytes read at a time.
const CHUNK: usize = 256 * 1024;

/// The beginning of a bundle, whose signature is valid.
#[derive(Clone, Debug)]
pub struct Head {
    /// The signed manifest.
    pub manifest: Manifest,
    /// Length of the head, bytes. The first part follows.
    pub(super) bytes: u64,
}

impl Head {
    /// Reads the head, and checks its signature before it parses the manifest.
    ///
    /// # Errors
    /// [`UpdateProblem`]; [`UpdateProblem::Incomplete`] when it ends too early.
    pub(super) fn read(mut from: impl Read, keys: &TrustedKeys) -> Result<Self, UpdateProblem> {
        let mut magic = [0; MAGIC.len()];
        let mut bytes = fill(&mut from, &mut magic, 0)?;
        if magic != *MAGIC.as_bytes() {
            return Err(UpdateProblem::NotABundle);
        }
        let mut length = [0; 4];
        bytes += fill(&mut from, &mut length, bytes)?;
        let length = u32::from_be_bytes(length);
        let small = usize::try_from(length).ok().filter(|_| length <= MANIFEST_BYTES_MAX);
        let small = small.ok_or_else(|| UpdateProblem::BadManifest(format!("{length} bytes long")))?;
        let mut manifest = vec![0; small];
        bytes += fill(&mut from, &mut manifest, bytes)?;
        let mut signature = [0; SIGNATURE];
        bytes += fill(&mut from, &mut signature, bytes)?;
        let manifest =
            String::from_utf8(manifest).map_err(|_| UpdateProblem::BadManifest("not UTF-8".to_owned()))?;
        keys.verify(&signed(&manifest), &signature)?;
        Ok(Self { manifest: Manifest::read(&manifest)?, bytes })
    }

    /// Length of the whole file, bytes.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.bytes + self.manifest.bytes()
    }

    /// Checks whether a box with this kind of image and version `have` may install this.
    ///
    /// # Errors
    /// [`UpdateProblem::WrongImage`], [`UpdateProblem::NotNewer`] unless `older` is set,
    /// [`UpdateProblem::TooBigAStep`].
    pub fn suits(&self, kind: ImageKind, have: &Version, older: bool) -> Result<(), UpdateProblem> {
        let manifest = &self.manifest;
        if manifest.kinds().all(|other| other != kind) {
            let is: Vec<String> = manifest.kinds().map(|kind| kind.to_string()).collect();
            return Err(UpdateProblem::WrongImage { is: is.join(" and "), box_is: kind.to_string() });
        }
        let offered = || manifest.version.clone();
        if !older && manifest.version <= *have {
            return Err(UpdateProblem::NotNewer { have: have.clone(), offered: offered() });
        }
        if manifest.min_version > *have {
            let needed = manifest.min_version.clone();
            return Err(UpdateProblem::TooBigAStep { have: have.clone(), offered: offered(), needed });
        }
        Ok(())
    }
}

/// Fills `buffer`, or tells how much is missing. `before` counts the bytes read earlier.
fn fill(from: &mut impl Read, buffer: &mut [u8], before: u64) -> Result<u64, UpdateProblem> {
    let mut done = 0;
    while done < buffer.len() {
        match from.read(&mut buffer[done..]) {
            Ok(0) => {
                let length = |bytes: usize| before + u64::try_from(bytes).expect("small");
                return Err(UpdateProblem::Incomplete { is: length(done), should: length(buffer.len()) });
            }
            Ok(bytes) => done += bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(UpdateProblem::Io(format!("the update cannot be read: {error}"))),
        }
    }
    Ok(u64::try_from(done).expect("small"))
}

fn signed(manifest: &str) -> String {
    format!("{MAGIC}{manifest}")
}

/// An open bundle, whose head is signed. Its parts are known to be intact only after [`UpdateBundle::check`].
#[derive(Debug)]
pub struct UpdateBundle {
    file: File,
    head: Head,
}

impl UpdateBundle {
    /// Opens a file, and checks its signature and length.
    ///
    /// # Errors
    /// [`UpdateProblem`].
    pub fn open(path: &Path, keys: &TrustedKeys) -> Result<Self, UpdateProblem> {
        let failed = UpdateProblem::at(path);
        // A stranger's stick may hold a link, or a pipe that never ends.
        let flags = i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits()).unwrap_or(0);
        let file = File::options().read(true).custom_flags(flags).open(path).map_err(&failed)?;
        let about = file.metadata().map_err(&failed)?;
        if !about.is_file() {
            return Err(UpdateProblem::NotABundle);
        }
        let head = Head::read(&file, keys)?;
        if about.len() != head.total() {
            return Err(UpdateProblem::Incomplete { is: about.len(), should: head.total() });
        }
        Ok(Self { file, head })
    }

    /// The bundle's head.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Reads every part and compares its digest.
    ///
    /// # Errors
    /// [`UpdateProblem::Damaged`].
    pub fn check(&mut self) -> Result<(), UpdateProblem> {
        for part in self.head.manifest.parts.clone() {
            io::copy(&mut self.part(&part)?, &mut io::sink())
                .map_err(|_| UpdateProblem::Damaged(part.name.clone()))?;
        }
        Ok(())
    }

    /// A part's bytes. Reading the end fails when they do not match the digest: a hostile stick may change a file after
    /// it was checked.
    ///
    /// # Errors
    /// [`UpdateProblem::Io`].
    pub(super) fn part(&mut self, part: &Part) -> Result<Checked<impl Read + use<'_>>, UpdateProblem> {
        let before = self.head.manifest.parts.iter().take_while(|other| other.name != part.name);
        let start = self.head.bytes + before.map(|other| other.bytes).sum::<u64>();
        let failed = |error| UpdateProblem::Io(format!("the update cannot be read: {error}"));
        self.file.seek(SeekFrom::Start(start)).map_err(failed)?;
        Ok(Checked::new((&self.file).take(part.bytes), part))
    }
}

/// Checks bytes while they are read: a reader that gets to the end without an error has read what was signed.
#[derive(Debug)]
pub(super) struct Checked<R> {
    inner: R,
    hash: Sha256,
    left: u64,
    digest: Digest,
}

impl<R: Read> Checked<R> {
    fn new(inner: R, part: &Part) -> Self {
        Self { inner, hash: Sha256::new(), left: part.bytes, digest: part.sha256 }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.inner.read(buffer)?;
        self.hash.update(&buffer[..bytes]);
        self.left = self.left.saturating_sub(u64::try_from(bytes).expect("fits"));
        if bytes == 0 && !buffer.is_empty() {
            let digest: [u8; 32] = self.hash.clone().finalize().into();
            if self.left != 0 || digest != self.digest.0 {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "not what was signed"));
            }
        }
        Ok(bytes)
    }
}

/// Length and digest of all bytes that can be read.
///
/// # Errors
/// As reading does.
pub fn digest(mut from: impl Read) -> io::Result<(u64, Digest)> {
    let mut hash = Sha256::new();
    let mut total = 0;
    let mut buffer = vec![0; CHUNK];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok((total, Digest(hash.finalize().into()))),
            Ok(bytes) => {
                hash.update(&buffer[..bytes]);
                total += bytes as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Writes the head of a bundle; the parts follow in the manifest's order.
///
/// # Errors
/// [`UpdateProblem::BadManifest`] when no box could use it, [`UpdateProblem::Io`].
pub fn write_head(to: &mut impl Write, manifest: &Manifest, key: &SigningKey) -> Result<(), UpdateProblem> {
    manifest.check().map_err(UpdateProblem::BadManifest)?;
    let text = manifest.text();
    let length = u32::try_from(text.len()).ok().filter(|length| *length <= MANIFEST_BYTES_MAX);
    let length = length.ok_or_else(|| UpdateProblem::BadManifest("too many parts".to_owned()))?;
    let signature = key.sign(&signed(&text));
    [MAGIC.as_bytes(), &length.to_be_bytes(), text.as_bytes(), &signature]
        .into_iter()
        .try_for_each(|piece| to.write_all(piece))
        .map_err(|error| UpdateProblem::Io(format!("the bundle cannot be written: {error}")))
}
