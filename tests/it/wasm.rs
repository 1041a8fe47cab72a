//! The verifier for browsers says the same as `hallbox verify`.

use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// `just wasm` builds it; `just test` does so first.
fn program() -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| Path::new(ROOT).join("target"), PathBuf::from);
    let program = target.join("wasm32-unknown-unknown/release/proof_wasm.wasm");
    assert!(program.exists(), "{} is not there: run `just wasm`", program.display());
    program
}

fn in_the_browser(bundle: &Path) -> (i64, String) {
    let script = Path::new(ROOT).join("tests/wasm/verify.mjs");
    let ran = Command::new("node").arg(script).arg(program()).arg(bundle).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&ran.stdout).unwrap();
    (answer["code"].as_i64().unwrap(), answer["words"].as_str().unwrap().to_owned())
}

fn at_the_keyboard(bundle: &Path) -> (i64, String) {
    let ran = Command::new(env!("CARGO_BIN_EXE_hallbox")).arg("verify").arg(bundle).output().unwrap();
    let words = String::from_utf8(ran.stdout).unwrap();
    (ran.status.code().unwrap().into(), words.trim_end().to_owned())
}

#[test]
fn a_browser_gets_the_verdict_of_the_command_line() {
    let nights = Path::new(ROOT).join("tests/data/nights");
    let mut codes = Vec::new();
    for night in ["ordinary", "disputed", "forked", "unfinished", "rewritten", "altered"] {
        let bundle = nights.join(night).join("night.zip");
        let verdict = in_the_browser(&bundle);
        assert_eq!(verdict, at_the_keyboard(&bundle), "{night}");
        codes.push(verdict.0);
    }
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes, [0, 1, 2], "every kind of verdict was compared");
}

#[test]
fn a_browser_is_told_that_a_file_is_no_bundle() {
    let (code, words) = in_the_browser(&Path::new(ROOT).join("Cargo.toml"));
    assert_eq!(code, 2);
    assert!(words.contains("no Hallbox bundle"), "{words}");
}
