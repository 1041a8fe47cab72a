//! An update in one file: magic, length and text of the manifest, signature, then the parts one after another.
//!
//! ```text
//! "hallbox update v1\n" | u32be length | manifest | key id (4) | Ed25519 signature (64) | parts …
//! ```
//! Signed is the magic and the manifest; the manifest holds the digest of each part.

use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use domain::Digest;
use rustix::fs::OFlags;
use sha2::{Digest as _, Sha256};

use super::Problem;
use super::keys::{SigningKey, TrustedKeys};
use super::manifest::{Arch, MANIFEST_BYTES_MAX, Manifest, Part};
use protocol::Version;

/// First bytes of every update.
pub const MAGIC: &str = "hallbox update v1\n";
/// Bytes of key id and signature.
const SIGNATURE: usize = 68;
/// The head of a bundle is never longer, bytes.
pub const HEAD_BYTES_MAX: u64 = 18 + 4 + MANIFEST_BYTES_MAX as u64 + 68;
/// Bytes read at a time.
const CHUNK: usize = 256 * 1024;

/// The part of a bundle that says what it is, with a good signature.
#[derive(Clone, Debug)]
pub struct Head {
    /// What was signed.
    pub manifest: Manifest,
    /// Bytes before the first part.
    pub bytes: u64,
}

impl Head {
    /// Reads the head and checks its signature before anything in it is looked at.
    ///
    /// # Errors
    /// [`Problem`]; [`Problem::Incomplete`] when it ends too early.
    pub fn read(mut from: impl Read, keys: &TrustedKeys) -> Result<Self, Problem> {
        let mut magic = [0; MAGIC.len()];
        let mut bytes = fill(&mut from, &mut magic, 0)?;
        if magic != *MAGIC.as_bytes() {
            return Err(Problem::NotABundle);
        }
        let mut length = [0; 4];
        bytes += fill(&mut from, &mut length, bytes)?;
        let length = u32::from_be_bytes(length);
        let small = usize::try_from(length).ok().filter(|_| length <= MANIFEST_BYTES_MAX);
        let small = small.ok_or_else(|| Problem::BadManifest(format!("{length} bytes long")))?;
        let mut manifest = vec![0; small];
        bytes += fill(&mut from, &mut manifest, bytes)?;
        let mut signature = [0; SIGNATURE];
        bytes += fill(&mut from, &mut signature, bytes)?;
        let manifest =
            String::from_utf8(manifest).map_err(|_| Problem::BadManifest("not UTF-8".to_owned()))?;
        keys.verify(&signed(&manifest), &signature)?;
        Ok(Self { manifest: Manifest::read(&manifest)?, bytes })
    }

    /// Bytes of the whole file.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.bytes + self.manifest.bytes()
    }

    /// Whether a box with version `have` may take this.
    ///
    /// # Errors
    /// [`Problem::WrongArch`], [`Problem::NotNewer`] unless `older` is said, [`Problem::TooBigAStep`].
    pub fn suits(&self, arch: Arch, have: &Version, older: bool) -> Result<(), Problem> {
        let manifest = &self.manifest;
        if manifest.arch != arch {
            return Err(Problem::WrongArch { is: manifest.arch.name(), box_is: arch.name() });
        }
        let offered = || manifest.version.clone();
        if !older && manifest.version <= *have {
            return Err(Problem::NotNewer { have: have.clone(), offered: offered() });
        }
        if manifest.min_version > *have {
            let needed = manifest.min_version.clone();
            return Err(Problem::TooBigAStep { have: have.clone(), offered: offered(), needed });
        }
        Ok(())
    }
}

/// Fills `buffer` or says how much is missing.
fn fill(from: &mut impl Read, buffer: &mut [u8], before: u64) -> Result<u64, Problem> {
    let mut done = 0;
    while done < buffer.len() {
        match from.read(&mut buffer[done..]) {
            Ok(0) => {
                let length = |bytes: usize| before + u64::try_from(bytes).expect("small");
                return Err(Problem::Incomplete { is: length(done), should: length(buffer.len()) });
            }
            Ok(bytes) => done += bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Problem::Io(format!("the update cannot be read: {error}"))),
        }
    }
    Ok(u64::try_from(done).expect("small"))
}

fn signed(manifest: &str) -> String {
    format!("{MAGIC}{manifest}")
}

/// An open bundle with a good head. Its parts are only good once [`Bundle::check`] has read them.
#[derive(Debug)]
pub struct Bundle {
    file: File,
    head: Head,
}

impl Bundle {
    /// Opens a file, checks its signature and its length.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn open(path: &Path, keys: &TrustedKeys) -> Result<Self, Problem> {
        let failed = Problem::at(path);
        // Neither a link that somebody put there nor a pipe that never ends.
        let flags = i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits()).unwrap_or(0);
        let file = File::options().read(true).custom_flags(flags).open(path).map_err(&failed)?;
        let about = file.metadata().map_err(&failed)?;
        if !about.is_file() {
            return Err(Problem::NotABundle);
        }
        let head = Head::read(&file, keys)?;
        if about.len() != head.total() {
            return Err(Problem::Incomplete { is: about.len(), should: head.total() });
        }
        Ok(Self { file, head })
    }

    /// What it says about itself.
    #[must_use]
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Reads every part and compares its digest.
    ///
    /// # Errors
    /// [`Problem::Damaged`].
    pub fn check(&mut self) -> Result<(), Problem> {
        for part in self.head.manifest.parts.clone() {
            io::copy(&mut self.part(&part)?, &mut io::sink())
                .map_err(|_| Problem::Damaged(part.name.clone()))?;
        }
        Ok(())
    }

    /// A part's bytes. Reading its end fails when they were not what the manifest says: a file may change
    /// after it was checked, at least on a stick that means harm.
    ///
    /// # Errors
    /// [`Problem::Io`].
    pub fn part(&mut self, part: &Part) -> Result<Checked<impl Read + use<'_>>, Problem> {
        let before = self.head.manifest.parts.iter().take_while(|other| other.name != part.name);
        let start = self.head.bytes + before.map(|other| other.bytes).sum::<u64>();
        let failed = |error| Problem::Io(format!("the update cannot be read: {error}"));
        self.file.seek(SeekFrom::Start(start)).map_err(failed)?;
        Ok(Checked::new((&self.file).take(part.bytes), part))
    }
}

/// Bytes that are checked while they pass: who reads to the end without an error has read what was signed.
#[derive(Debug)]
pub struct Checked<R> {
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

/// Length and digest of what can be read.
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
/// [`Problem::BadManifest`] when no box could use it, [`Problem::Io`].
pub fn write_head(to: &mut impl Write, manifest: &Manifest, key: &SigningKey) -> Result<(), Problem> {
    manifest.check().map_err(Problem::BadManifest)?;
    let text = manifest.text();
    let length = u32::try_from(text.len()).ok().filter(|length| *length <= MANIFEST_BYTES_MAX);
    let length = length.ok_or_else(|| Problem::BadManifest("too many parts".to_owned()))?;
    let signature = key.sign(&signed(&text));
    [MAGIC.as_bytes(), &length.to_be_bytes(), text.as_bytes(), &signature]
        .into_iter()
        .try_for_each(|piece| to.write_all(piece))
        .map_err(|error| Problem::Io(format!("the bundle cannot be written: {error}")))
}
