//! Paper as an organiser prints it, from the command line.

use std::process::Command;

/// A venue's folder with these settings.
fn venue(settings: &str) -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("hallbox.toml"), settings).unwrap();
    data
}

#[test]
fn settings_that_cannot_be_printed_are_told_when_they_are_taken_over() {
    let data = venue("language = \"en\"\nvenue = \"ビンゴ会館\"\n");
    let file = data.path().join("hallbox.toml");
    let mut command = Command::new(env!("CARGO_BIN_EXE_hallbox"));
    let output = command.args(["settings", "check"]).arg(&file).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && told.contains("line 2: venue") && told.contains("ビ (U+30D3)"),
        "{told}"
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_hallbox"));
    let taken = command.args(["settings", "take"]).arg(&file).arg("--data").arg(data.path().join("box"));
    assert!(taken.output().unwrap().status.success());
    let report = std::fs::read_to_string(data.path().join("hallbox-report.txt")).unwrap();
    assert!(report.contains("line 2: venue") && report.contains("ビ (U+30D3)"), "{report}");
}
