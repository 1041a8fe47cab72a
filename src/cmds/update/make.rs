//! Making an update: on the computer that builds the images, never on a box.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args as ClapArgs, ValueEnum};

use crate::appliance::clock::now_ms;
use machine::update::bundle::{self, write_head};
use machine::update::keys::{SigningKey, secret_text};
use machine::update::manifest::{Arch, CMDLINE, Flavour, INITRD, KERNEL, Manifest, Part, ROOT};
use protocol::Version;

/// Where the parts of an image lie, and what they are called in an update.
const FILES: [(&str, &str); 4] =
    [("kernel", KERNEL), ("initrd", INITRD), ("cmdline", CMDLINE), ("root.squashfs", ROOT)];
/// Folders of parts, and where they go in a slot's folder.
const FOLDERS: [(&str, &str); 2] = [("dtb", ""), ("overlays", "overlays/")];

#[derive(Clone, Copy, Debug, ValueEnum)]
enum For {
    Amd64,
    Arm64,
}

#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// The secret key to sign with.
    #[arg(long)]
    key: PathBuf,
    /// Folder with kernel, initrd, root.squashfs, and perhaps dtb/, overlays/, cmdline, flavour and version.
    #[arg(long)]
    parts: PathBuf,
    /// What the parts are for.
    #[arg(long)]
    arch: For,
    /// The new version; without it, what stands in the file `version` among the parts.
    #[arg(long)]
    version: Option<Version>,
    /// The oldest version this may be installed over.
    #[arg(long, default_value = "0.1.0")]
    min_version: Version,
    /// Folder for the update.
    #[arg(long, default_value = ".")]
    out: PathBuf,
}

pub(super) fn run(args: &Args) -> anyhow::Result<()> {
    let key = SigningKey::read(&args.key)?;
    let version = args.version.clone().map_or_else(|| noted(&args.parts.join("version")), Ok)?;
    let found = parts(&args.parts)?;
    let manifest = Manifest {
        version,
        arch: match args.arch {
            For::Amd64 => Arch::Amd64,
            For::Arm64 => Arch::Arm64,
        },
        flavours: vec![flavour(&args.parts.join("flavour"))?],
        min_version: args.min_version.clone(),
        created: made()?,
        parts: found.iter().map(|(part, _)| part.clone()).collect(),
    };
    let path = args.out.join(manifest.file_name());
    let unfinished = path.with_extension("part");
    let mut out = File::create(&unfinished).with_context(|| unfinished.display().to_string())?;
    write_head(&mut out, &manifest, &key)?;
    for (part, from) in &found {
        let bytes = io::copy(&mut File::open(from)?, &mut out)?;
        anyhow::ensure!(bytes == part.bytes, "{} changed while it was read", from.display());
    }
    out.sync_all()?;
    fs::rename(&unfinished, &path)?;
    println!("{}", path.display());
    Ok(())
}

/// The version in a file.
fn noted(path: &Path) -> anyhow::Result<Version> {
    Ok(fs::read_to_string(path).with_context(|| path.display().to_string())?.trim().parse()?)
}

/// The flavour in a file, which the image's build writes beside the parts; without the file, the standard one.
fn flavour(path: &Path) -> anyhow::Result<Flavour> {
    let name = match fs::read_to_string(path) {
        Ok(name) => name,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Flavour::Standard),
        Err(error) => return Err(error).with_context(|| path.display().to_string()),
    };
    let known = Flavour::ALL.into_iter().find(|flavour| flavour.name() == name.trim());
    known.with_context(|| format!("{}: {:?} is no flavour of an image", path.display(), name.trim()))
}

/// The parts that are there, in an order that depends on their names only.
fn parts(dir: &Path) -> anyhow::Result<Vec<(Part, PathBuf)>> {
    let mut named: Vec<(String, PathBuf)> =
        FILES.iter().map(|(file, name)| ((*name).to_owned(), dir.join(file))).collect();
    for (folder, prefix) in FOLDERS {
        for item in fs::read_dir(dir.join(folder)).into_iter().flatten() {
            let item = item?;
            named.push((format!("{prefix}{}", item.file_name().to_string_lossy()), item.path()));
        }
    }
    named.retain(|(_, path)| path.is_file());
    // The root last: what is small and fails is known sooner.
    named.sort_by_key(|(name, _)| (name == ROOT, name.clone()));
    let measured = named.into_iter().map(|(name, path)| {
        let file = File::open(&path).with_context(|| path.display().to_string())?;
        let (bytes, sha256) = bundle::digest(file)?;
        Ok((Part { name, bytes, sha256 }, path))
    });
    measured.collect()
}

/// Now, unless whoever builds wants the same bytes again.
fn made() -> anyhow::Result<jiff::Timestamp> {
    Ok(match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(seconds) => jiff::Timestamp::from_second(seconds.parse().context("SOURCE_DATE_EPOCH")?)?,
        Err(_) => jiff::Timestamp::from_second(now_ms() / 1_000)?,
    })
}

pub(super) fn keygen(name: &str, out: &Path) -> anyhow::Result<()> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|error| anyhow::anyhow!("no random numbers: {error}"))?;
    let key = SigningKey::from_seed(seed, name)?;
    let (secret, public) = (out.join(format!("{name}.key")), out.join(format!("{name}.pub")));
    // Never over a key that is there: boxes may trust it.
    let mut file = File::options().write(true).create_new(true).mode(0o600).open(&secret);
    let file = file.as_mut().map_err(|error| anyhow::anyhow!("{}: {error}", secret.display()))?;
    file.write_all(secret_text(seed, name).as_bytes())?;
    file.sync_all()?;
    fs::write(&public, format!("{}\n", key.public()))?;
    println!("{} signs updates: keep it safe and offline.", secret.display());
    println!("{} goes into the image, below /usr/lib/hallbox/update-keys.", public.display());
    Ok(())
}
