use std::process::Command;

use super::*;
use domain::{ItemId, Label, Rules, Source};

fn item(planned: Planned) -> Item {
    Item { id: ItemId::new(planned.name.as_str().to_lowercase()).unwrap(), kind: ItemKind::Game(planned) }
}

fn slug(text: &str) -> PatternSlug {
    PatternSlug::new(text).unwrap()
}

fn games(language: Language) -> Vec<GameToCall> {
    let ham = PrizeId::new("ham").unwrap();
    let rules = Rules { ties: TieRule::AllShare, ..Rules::friendly_pub() };
    let name = |text| Label::new(text).unwrap();
    let first = Planned::patterns(name("First"), Source::Rng, rules.clone(), [(slug("any-line"), Some(ham))]);
    let plays = Play::Plan(slug("line-two-lines-blackout"));
    let second = Planned::new(name("Second"), Source::Cage, rules, plays, Vec::new());
    let prize = |id: &PrizeId| (id.as_str() == "ham").then(|| "A ham, ветчина".to_owned());
    let names = Names { prize: &prize, pot: &|_| None };
    games_to_call(&[item(first), item(second)], Catalogue::of_the_house(), language, names)
}

fn printed(paper: Paper, language: Language, games: &[GameToCall]) -> Result<String, PrintError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("calls.pdf");
    let date = jiff::civil::date(2026, 11, 20);
    let pdf = call_sheet_pdf(&CallSheet { paper, venue: "The Crown", language, date, games })?;
    std::fs::write(&path, pdf).unwrap();
    let read = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output().unwrap();
    Ok(String::from_utf8(read.stdout).unwrap())
}

#[test]
fn every_game_has_a_page_with_its_rule_its_prize_and_all_numbers() {
    for language in Language::ALL {
        for paper in [Paper::A4, Paper::Letter] {
            let text = printed(paper, language, &games(language)).unwrap();
            assert_eq!(text.matches('\u{c}').count(), 2, "{text}");
            let ties = (texts(language).ties)(TieRule::AllShare);
            let words: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(words.join(" ").matches(ties).count(), 2, "{ties} in {text}");
            assert!(text.contains("A ham, ветчина") && text.contains("________________"), "{text}");
            for number in 1..=75 {
                let number = number.to_string();
                assert!(text.split_whitespace().filter(|word| **word == number).count() >= 2, "{number}");
            }
        }
    }
}

#[test]
fn a_name_without_letters_on_paper_is_refused_by_its_field() {
    let with = |change: &dyn Fn(&mut GameToCall)| {
        let mut games = games(Language::English);
        change(&mut games[1]);
        printed(Paper::A4, Language::English, &games).unwrap_err().to_string()
    };
    assert!(with(&|game| game.name = "会".to_owned()).starts_with("name: the letter 会 (U+4F1A)"));
    assert!(with(&|game| game.read_out = Some("🎱".to_owned())).starts_with("read_out:"));
    assert!(with(&|game| game.stages[0].prize = Some("会".to_owned())).starts_with("prize:"));
    assert!(with(&|game| game.stages[0].jackpot = Some((50, "会".to_owned()))).starts_with("pot:"));
    assert!(with(&|game| game.stages[0].name = "会".to_owned()).starts_with("pattern:"));
    assert!(with(&|game| game.stages[0].rule = "会".to_owned()).starts_with("pattern:"));
    assert!(matches!(printed(Paper::A4, Language::English, &[]), Err(PrintError::Empty)));
}

#[test]
fn the_longest_game_stays_above_the_numbers() {
    let mut games = games(Language::German);
    let stage = StageToCall {
        name: "Kleines Quadrat".to_owned(),
        rule: "Vier Zahlen, die sich berühren, irgendwo auf der Karte. ".repeat(4),
        prize: Some("Ein sehr großer Schinken".to_owned()),
        jackpot: Some((50, "Der große Topf".to_owned())),
    };
    games[0].stages = vec![stage; domain::STAGES_MAX];
    games[0].read_out = Some("Die Wurst spendet die Metzgerei. ".repeat(7));
    let (width, height) = Paper::Letter.size();
    let lines = words_of(&games[0], Language::German);
    assert!(height_of(&lines, SIZES_PT[5], width - 2.0 * MARGIN) <= height - 118.0 - 12.0 - TOP);
    assert!(printed(Paper::Letter, Language::German, &games).is_ok());
}
