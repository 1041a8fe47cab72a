//! Hostile bundles, and broken ones.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::kit::{bundle, bytes, key, manifest, parts, trusted};
use crate::update::UpdateProblem;
use crate::update::bundle::{Head, MAGIC, UpdateBundle};
use crate::update::keys::TrustedKeys;
use crate::update::manifest::{Arch, Flavour, ImageKind, MANIFEST_BYTES_MAX, Manifest, Part};
use domain::Digest;
use protocol::Version;

/// Opens and checks a file with these bytes.
fn judged(content: &[u8]) -> Result<Manifest, UpdateProblem> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.update");
    fs::write(&path, content).unwrap();
    let mut bundle = UpdateBundle::open(&path, &trusted())?;
    bundle.check()?;
    Ok(bundle.head().manifest.clone())
}

/// A bundle with this text as its manifest and a valid signature.
fn signed(text: &str) -> Vec<u8> {
    let length = u32::try_from(text.len()).unwrap().to_be_bytes();
    let signature = key("us").sign(&format!("{MAGIC}{text}"));
    [MAGIC.as_bytes(), &length, text.as_bytes(), &signature].concat()
}

fn good() -> (Manifest, Vec<u8>) {
    let parts = parts("0.2.0");
    let manifest = manifest("0.2.0", &parts);
    let bytes = bytes(&manifest, &parts, &key("us"));
    (manifest, bytes)
}

#[test]
fn a_good_bundle_is_taken() {
    let (manifest, bytes) = good();
    assert_eq!(judged(&bytes), Ok(manifest));
}

#[test]
fn a_bundle_cut_off_anywhere_is_refused() {
    let (_, bytes) = good();
    for end in 0..bytes.len() {
        let said = judged(&bytes[..end]).unwrap_err();
        assert!(matches!(said, UpdateProblem::Incomplete { .. }), "at {end}: {said}");
    }
    let longer = [&bytes[..], b"x"].concat();
    assert!(matches!(judged(&longer), Err(UpdateProblem::Incomplete { .. })));
    // A second update behind the first.
    let twice = [&bytes[..], &bytes[..]].concat();
    assert!(matches!(judged(&twice), Err(UpdateProblem::Incomplete { .. })));
}

#[test]
fn every_flipped_bit_is_noticed() {
    let (manifest, bytes) = good();
    let head = bytes.len() - usize::try_from(manifest.bytes()).unwrap();
    // Of the parts only every seventh byte: each check digests all of them.
    for at in (0..head).chain((head..bytes.len()).step_by(7)) {
        let mut bad = bytes.clone();
        bad[at] ^= 1 << (at % 8);
        assert!(judged(&bad).is_err(), "byte {at}");
    }
}

#[test]
fn only_keys_of_the_box_are_trusted() {
    let parts = parts("0.2.0");
    let manifest = manifest("0.2.0", &parts);
    let theirs = bytes(&manifest, &parts, &key("them"));
    assert!(matches!(judged(&theirs), Err(UpdateProblem::UnknownKey(_))));
    // The other key's signature under the trusted key's id.
    let (_, ours) = good();
    let at = ours.len() - usize::try_from(manifest.bytes()).unwrap() - 68;
    let mixed = [&theirs[..at], &ours[at..at + 4], &theirs[at + 4..]].concat();
    assert_eq!(judged(&mixed), Err(UpdateProblem::BadSignature));
    // No key at all.
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(TrustedKeys::read(dir.path()), Err(UpdateProblem::NoKeys(_))));
    fs::write(dir.path().join("bad.pub"), "hallbox/us+00000000+AAAA").unwrap();
    assert!(matches!(TrustedKeys::read(dir.path()), Err(UpdateProblem::NoKeys(_))));
    fs::write(dir.path().join("good.pub"), key("us").public() + "\n").unwrap();
    assert!(TrustedKeys::read(dir.path()).is_ok());
    assert!(TrustedKeys::read(&dir.path().join("none")).is_err());
}

#[test]
fn a_signature_over_something_else_is_none() {
    let (manifest, _) = good();
    let text = manifest.text();
    // Signed without the magic, as a checkpoint is.
    let length = u32::try_from(text.len()).unwrap().to_be_bytes();
    let bare = [MAGIC.as_bytes(), &length, text.as_bytes(), &key("us").sign(&text)].concat();
    assert_eq!(judged(&bare), Err(UpdateProblem::BadSignature));
}

#[test]
fn a_manifest_has_one_spelling() {
    let text = good().0.text();
    let again = text.replacen("\"version\"", "\"version\":\"0.3.0\",\"version\"", 1);
    let more = text.replacen('{', "{\"extra\":1,", 1);
    let late = text.replacen("2026-11-20T12:00:00Z", "2026-11-20T13:00:00+01:00", 1);
    for bad in
        [format!(" {text}"), text.clone() + "\n", text.clone() + &text, again, more, late, String::new()]
    {
        assert!(matches!(judged(&signed(&bad)), Err(UpdateProblem::BadManifest(_))), "{bad}");
    }
    // The manifest itself is good: only the parts are missing.
    assert!(matches!(judged(&signed(&text)), Err(UpdateProblem::Incomplete { .. })));
    let mut not_text = signed(&text);
    not_text[MAGIC.len() + 4 + 5] = 0xff;
    assert!(matches!(judged(&not_text), Err(UpdateProblem::BadManifest(_))));
}

#[test]
fn absurd_sizes_are_refused_before_anything_is_read() {
    let endless = [MAGIC.as_bytes(), &u32::MAX.to_be_bytes()].concat();
    assert!(matches!(judged(&endless), Err(UpdateProblem::BadManifest(_))));
    let with = |change: &dyn Fn(&mut Part)| {
        let (mut manifest, _) = good();
        change(&mut manifest.parts[0]);
        judged(&signed(&manifest.text()))
    };
    for bytes in [0, u64::MAX, 1 << 40] {
        assert!(matches!(with(&|part| part.bytes = bytes), Err(UpdateProblem::BadManifest(_))), "{bytes}");
    }
    let (mut manifest, _) = good();
    let part = manifest.parts[0].clone();
    manifest.parts.extend((0..600).map(|index| Part { name: format!("x{index}"), ..part.clone() }));
    assert!(matches!(judged(&signed(&manifest.text())), Err(UpdateProblem::BadManifest(_))));
}

#[test]
fn names_stay_in_their_folder() {
    for name in [
        "",
        ".",
        "..",
        "../kernel",
        "/etc/passwd",
        "a/../b",
        "a//b",
        "a/b/c",
        "a/",
        "/a",
        "a\\b",
        ".hidden",
        "a/.b",
        "a.",
        "a b",
        "a\0b",
        "kernel.new",
        "KERNEL",
        "Root",
        "manifest.json",
        "cmdline.txt",
        "unfinished.txt",
        "x\n",
        "ä",
    ] {
        let (mut manifest, _) = good();
        manifest.parts[2].name = name.to_owned();
        assert!(matches!(judged(&signed(&manifest.text())), Err(UpdateProblem::BadManifest(_))), "{name:?}");
    }
    for (first, second) in [("kernel", "kernel"), ("a.dtb", "A.DTB"), ("overlays", "overlays/a")] {
        let (mut manifest, _) = good();
        let part = manifest.parts[0].clone();
        manifest.parts.extend([first, second].map(|name| Part { name: name.to_owned(), ..part.clone() }));
        assert!(
            matches!(judged(&signed(&manifest.text())), Err(UpdateProblem::BadManifest(_))),
            "{first} {second}"
        );
    }
    for missing in ["kernel", "initrd", "root"] {
        let (mut manifest, _) = good();
        manifest.parts.retain(|part| part.name != missing);
        assert!(matches!(judged(&signed(&manifest.text())), Err(UpdateProblem::BadManifest(_))), "{missing}");
    }
}

#[test]
fn a_box_takes_what_is_newer_and_for_it() {
    let (mut manifest, _) = good();
    let version = |text: &str| text.parse::<Version>().unwrap();
    let kind = ImageKind { arch: Arch::OURS, flavour: Flavour::Standard };
    let suits = |manifest: &Manifest, have: &str, older: bool| {
        Head { manifest: manifest.clone(), bytes: 0 }.suits(kind, &version(have), older)
    };
    assert_eq!(suits(&manifest, "0.1.0", false), Ok(()));
    assert!(matches!(suits(&manifest, "0.2.0", false), Err(UpdateProblem::NotNewer { .. })));
    assert!(matches!(suits(&manifest, "0.3.0", false), Err(UpdateProblem::NotNewer { .. })));
    assert_eq!(suits(&manifest, "0.3.0", true), Ok(()));
    manifest.min_version = version("0.1.5");
    assert!(matches!(suits(&manifest, "0.1.0", false), Err(UpdateProblem::TooBigAStep { .. })));
    assert_eq!(suits(&manifest, "0.1.5", false), Ok(()));
    manifest.arch = if Arch::OURS == Arch::Amd64 { Arch::Arm64 } else { Arch::Amd64 };
    assert!(matches!(suits(&manifest, "0.1.5", true), Err(UpdateProblem::WrongImage { .. })));
}

#[test]
fn an_update_names_the_images_it_is_for_and_no_other_box_takes_it() {
    let (mut manifest, _) = good();
    let suits = |manifest: &Manifest, flavour| {
        let kind = ImageKind { arch: Arch::OURS, flavour };
        let head = Head { manifest: manifest.clone(), bytes: 0 };
        head.suits(kind, &"0.1.0".parse().unwrap(), false).map_err(|problem| problem.to_string())
    };
    let arch = Arch::OURS.name();
    let refused = format!(
        "this update is for {arch} and this box is {arch}-pi5: take the file that ends in -{arch}-pi5.update"
    );
    assert_eq!(suits(&manifest, Flavour::Pi5), Err(refused));
    manifest.flavours = vec![Flavour::Pi5];
    assert_eq!(manifest.file_name(), format!("hallbox-0.2.0-{arch}-pi5.update"));
    assert_eq!(suits(&manifest, Flavour::Pi5), Ok(()));
    assert!(suits(&manifest, Flavour::Standard).is_err());
    manifest.flavours = vec![Flavour::Standard, Flavour::Pi5];
    assert_eq!((suits(&manifest, Flavour::Pi5), suits(&manifest, Flavour::Standard)), (Ok(()), Ok(())));
    for bad in [vec![], vec![Flavour::Pi5, Flavour::Standard], vec![Flavour::Pi5; 2]] {
        manifest.flavours = bad;
        assert!(matches!(judged(&signed(&manifest.text())), Err(UpdateProblem::BadManifest(_))));
    }
}

#[test]
fn links_pipes_and_folders_are_no_bundles() {
    let dir = tempfile::tempdir().unwrap();
    let real = bundle(dir.path(), "0.2.0");
    let at = |name: &str| dir.path().join(name);
    std::os::unix::fs::symlink(&real, at("link.update")).unwrap();
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, at("pipe.update"), rustix::fs::FileType::Fifo, mode, 0).unwrap();
    fs::create_dir(at("dir.update")).unwrap();
    let open = |path: &Path| UpdateBundle::open(path, &trusted()).map(|_| ());
    assert_eq!(open(&real), Ok(()));
    for name in ["link.update", "pipe.update", "dir.update", "none.update"] {
        assert!(open(&at(name)).is_err(), "{name}");
    }
}

proptest! {
    #[test]
    fn noise_is_never_a_bundle(noise in proptest::collection::vec(any::<u8>(), 0..600), with_magic: bool) {
        let bytes = if with_magic { [MAGIC.as_bytes(), &noise].concat() } else { noise };
        prop_assert!(judged(&bytes).is_err());
    }

    #[test]
    fn signed_text_is_a_manifest_or_refused_and_comes_back_as_it_was(text in ".{0,300}") {
        prop_assert!(Manifest::read(&text).is_err());
    }

    #[test]
    fn a_manifest_that_is_read_can_be_written_again(
        numbers in proptest::array::uniform3(0..u32::MAX),
        names in proptest::collection::hash_set("[a-z][a-z0-9]{1,8}\\.dtb", 0..20),
        bytes in 1..100_000_u64,
    ) {
        let [major, minor, patch] = numbers;
        let mut manifest = manifest(&format!("{major}.{minor}.{patch}"), &parts("1.0.0"));
        manifest.parts.extend(names.into_iter().map(|name| Part { name, bytes, sha256: Digest([7; 32]) }));
        let text = manifest.text();
        prop_assert!(u32::try_from(text.len()).unwrap() < MANIFEST_BYTES_MAX);
        prop_assert_eq!(Manifest::read(&text), Ok(manifest));
    }
}
