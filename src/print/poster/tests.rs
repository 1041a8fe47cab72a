use std::process::Command;

use super::*;
use domain::TieRule;

fn poster(language: Language) -> Poster<'static> {
    Poster {
        paper: Paper::A4,
        venue: "The Crown & Anchor, Bow Road",
        language,
        ties: TiesTonight::Always(TieRule::SplitPlayers),
        wifi: Some(PosterWifi {
            name: "Crown-Bingo",
            join: Some(("full-house-75", "WIFI:T:WPA;S:Crown-Bingo;P:full-house-75;;")),
        }),
        join_url: "https://k3x9w2ab.hallbox.example",
    }
}

fn run(program: &str, words: &[&str]) -> String {
    let output =
        Command::new(program).args(words).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_codes_scan_and_the_words_stand_there_in_every_language() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    for language in Language::ALL {
        for paper in [Paper::A4, Paper::Letter] {
            std::fs::write(path("poster.pdf"), poster_pdf(&Poster { paper, ..poster(language) }).unwrap())
                .unwrap();
            let text = run("pdftotext", &["-layout", &path("poster.pdf"), "-"]);
            for word in
                ["Crown-Bingo", "full-house-75", "https://k3x9w2ab.hallbox.example", "Android", "iPhone"]
            {
                assert!(text.contains(word), "{word} in {text}");
            }
            let shortened = text.contains('…');
            let ties = TiesTonight::Always(TieRule::SplitPlayers).sentence(language);
            let words: Vec<&str> = text.split_whitespace().collect();
            assert!(!shortened && words.join(" ").contains(ties), "{text}");
        }
        run("pdftoppm", &["-r", "60", "-png", "-singlefile", &path("poster.pdf"), &path("poster")]);
        let scanned = run("zbarimg", &["--quiet", "--raw", &path("poster.png")]);
        assert!(scanned.contains("WIFI:T:WPA;S:Crown-Bingo;P:full-house-75;;"), "{scanned}");
        assert!(scanned.contains("HTTPS://K3X9W2AB.HALLBOX.EXAMPLE"), "{scanned}");
    }
}

#[test]
fn long_names_are_kept_on_the_page_and_a_wi_fi_is_not_needed() {
    let long = PosterWifi {
        name: "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        join: Some(("MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM", "WIFI:S:x;;")),
    };
    let venue = "W".repeat(80);
    for wifi in [Some(long), Some(PosterWifi { name: "Café", join: None }), None] {
        assert!(poster_pdf(&Poster { wifi, venue: &venue, ..poster(Language::German) }).is_ok());
    }
}
