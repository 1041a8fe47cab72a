//! Paper as an organiser prints it: `hallbox cards`, `poster` and `call-sheet`, read with poppler's tools.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use domain::{Item, ItemId, ItemKind, Label, NightId, PatternSlug, Planned, Rules, Source, TieRule};
use hallbox::vault::Vault;

/// A venue's folder with these settings.
fn venue(settings: &str) -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(data.path().join("hallbox.toml"), settings).unwrap();
    data
}

fn run(data: &Path, words: &[&str]) -> Output {
    let out = data.join("out.pdf");
    let mut command = Command::new(env!("CARGO_BIN_EXE_hallbox"));
    command.args(words).arg("--data").arg(data).arg("--out").arg(&out).output().unwrap()
}

/// What was printed, as text.
fn printed(data: &Path, words: &[&str]) -> String {
    let output = run(data, words);
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    tool("pdftotext", &["-layout"], &data.join("out.pdf"))
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn tool(name: &str, options: &[&str], pdf: &Path) -> String {
    let to = if name == "pdftotext" { vec![PathBuf::from("-")] } else { Vec::new() };
    let output = Command::new(name).args(options).arg(pdf).args(to).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Width and height of every page, in points.
fn sizes(pdf: &Path) -> Vec<String> {
    let told = tool("pdfinfo", &["-l", "99"], pdf);
    let lines = told.lines().filter(|line| line.starts_with("Page ") && line.contains("size:"));
    lines.map(|line| line.split("size:").nth(1).unwrap().trim().to_owned()).collect()
}

/// Keeps a programme of games with these tie rules, as a night that was planned does.
fn plan(data: &Path, ties: &[TieRule]) {
    let items: Vec<Item> = ties
        .iter()
        .enumerate()
        .map(|(n, ties)| {
            let rules = Rules { ties: *ties, ..Rules::friendly_pub() };
            let line = (PatternSlug::new("any-line").unwrap(), None);
            let name = Label::new(format!("Round {n}")).unwrap();
            let planned = Planned::patterns(name, Source::Rng, rules, [line]);
            Item { id: ItemId::new(format!("i{n}")).unwrap(), kind: ItemKind::Game(planned) }
        })
        .collect();
    Vault::open(data).unwrap().programme_keep(&NightId::new("2026-11-20").unwrap(), &items).unwrap();
}

#[test]
fn cards_speak_the_language_of_the_venue() {
    let words = [
        ("en", "Scan this card", "Bingo cards to cut", "serial,code,set,kind"),
        ("es", "Escanea este cartón", "Cartones de bingo para", "serie;código;juego;tipo"),
        ("fr", "Scannez ce carton", "Cartons de bingo à", "série;code;jeu;genre"),
        ("de", "Diese Karte scannen", "Bingokarten zum", "Nummer;Code;Satz;Art"),
    ];
    for (language, card, first_page, head) in words {
        let data = venue(&format!("venue = \"Krone\"\nlanguage = \"{language}\"\n"));
        let text = printed(data.path(), &["cards", "issue", "--count", "2", "--back"]);
        assert!(text.contains(card) && text.contains(first_page), "{language}: {text}");
        let csv = std::fs::read_to_string(data.path().join("out.csv")).unwrap();
        assert!(csv.trim_start_matches('\u{feff}').starts_with(head), "{language}: {csv}");
    }
}

#[test]
fn a_name_that_cannot_be_printed_is_refused_before_any_card_is_made() {
    for (settings, field, letter) in [
        ("venue = \"ビンゴ会館\"", "venue", "ビ (U+30D3)"),
        ("venue = \"Krone\"\nwifi = \"Krone 🎱\"", "wifi", "🎱 (U+1F3B1)"),
    ] {
        let data = venue(settings);
        let output = run(data.path(), &["cards", "issue", "--count", "2"]);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{settings} was printed");
        assert!(told.contains(field) && told.contains(letter), "{told}");
        assert!(!data.path().join("out.pdf").exists());
        assert_eq!(Vault::open(data.path()).unwrap().cards().count(), 0, "{settings}");
        assert!(!run(data.path(), &["poster"]).status.success(), "{settings}");
    }
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

#[test]
fn cards_come_on_either_paper_nine_to_a_sheet_or_each_on_its_own() {
    let data = venue("venue = \"Krone\"\n");
    let pdf = data.path().join("out.pdf");
    let letter = "612 x 792 pts (letter)";
    printed(data.path(), &["cards", "issue", "--count", "10", "--paper", "letter", "--back"]);
    assert_eq!(sizes(&pdf), [letter; 5]);
    printed(
        data.path(),
        &["cards", "print", "--from", "1", "--to", "2", "--paper", "letter", "--single", "--back"],
    );
    let pages = sizes(&pdf);
    assert_eq!((pages.len(), pages[0].as_str()), (5, letter), "{pages:?}");
    // 55 by 85 mm, with 2 mm around them that are cut away.
    assert!(pages[1..].iter().all(|size| size.starts_with("167.2") && size.contains("x 252.2")), "{pages:?}");
}

#[test]
fn the_poster_and_the_call_sheet_say_what_happens_when_several_win() {
    let data = venue("venue = \"Krone\"\nlanguage = \"de\"\n");
    plan(data.path(), &[TieRule::Random, TieRule::Random]);
    let drawn = "wird der Preis unter ihnen verlost";
    assert!(in_one_line(&printed(data.path(), &["poster"])).contains(drawn));
    let sheet = in_one_line(&printed(data.path(), &["call-sheet", "--paper", "letter"]));
    assert_eq!(sheet.matches(drawn).count(), 2, "{sheet}");
    assert!(sheet.contains("Round 0") && sheet.contains("Round 1") && sheet.contains("75"), "{sheet}");
    plan(data.path(), &[TieRule::Random, TieRule::Split]);
    let poster = in_one_line(&printed(data.path(), &["poster", "--paper", "letter"]));
    assert!(!poster.contains(drawn) && poster.contains("vor jedem Spiel"), "{poster}");
}

/// The program in a place of its own, with these fonts beside it.
fn program_with(fonts: impl Fn(&str) -> bool) -> (tempfile::TempDir, PathBuf) {
    let built = Path::new(env!("CARGO_BIN_EXE_hallbox"));
    let place = tempfile::tempdir_in(built.parent().unwrap()).unwrap();
    let beside = place.path().join("share/hallbox/fonts");
    std::fs::create_dir_all(&beside).unwrap();
    for font in Path::new(env!("CARGO_MANIFEST_DIR")).join("share/hallbox/fonts").read_dir().unwrap() {
        let font = font.unwrap();
        if fonts(font.file_name().to_str().unwrap()) {
            std::fs::copy(font.path(), beside.join(font.file_name())).unwrap();
        }
    }
    let program = place.path().join("hallbox");
    std::fs::hard_link(built, &program).unwrap();
    (place, program)
}

#[test]
fn a_font_that_is_missing_is_named_and_its_letters_are_refused() {
    let data = venue("venue = \"ห้องบิงโก\"\n");
    let out = data.path().join("out.pdf");
    let (_place, program) =
        program_with(|font| font != "NotoSansThai-Bold.ttf" && font != "NotoSansThai-Regular.ttf");
    let print = ["cards", "issue", "--count", "1", "--data"];
    let output = Command::new(&program).args(print).arg(data.path()).arg("--out").arg(&out).output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && told.contains("venue: the letter ห (U+0E2B)") && !out.exists(),
        "{told}"
    );
    for font in ["NotoSansThai-Bold.ttf", "NotoSansThai-Regular.ttf"] {
        assert!(told.lines().any(|line| line.contains("WARN") && line.contains(font)), "{told}");
    }
    assert_eq!(told.matches(".ttf").count(), 2, "{told}");
}
