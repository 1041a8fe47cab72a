//! A programme in which every structure and every profile of house rules occurs.

use crate::{BotError, While as _};
use catalogue::profiles;
use domain::{
    Amount, Ball, Extra, FreeSquare, Item, ItemId, ItemKind, Jackpot, JackpotPrize, Label, PatternSlug, Pays,
    Planned, Play, PotId, PrizeId, Reason, Rules, Source, Start,
};

/// Plans of the catalogue, each played as it comes.
const PLANS: [&str; 11] = [
    "any-line",
    "and-single-single",
    "or-double-or-singles",
    "eight-corners",
    "two-of-three-lines",
    "two-of-six-lines",
    "line-into-blackout",
    "corners-line-blackout-on-the-way",
    "survivor",
    "survivor-pair",
    "blackout-survivor",
];

/// A game of every structure, with a break and a message between.
pub(super) fn every_structure() -> Result<Vec<Item>, BotError> {
    let mut games = Vec::new();
    for plan in PLANS {
        games.push((plan, game(plan)?));
    }
    let pub_rules = Rules::friendly_pub;
    let hardway = Rules { free: FreeSquare::Hardway, ..pub_rules() };
    games.push(("hardway", Planned { rules: hardway, ..game("any-line")? }));
    let shown = Rules { show_card_from: Some(Amount::ZERO), ..pub_rules() };
    games.push(("shown", Planned { rules: shown, ..game("four-corners")? }));
    // The pot asks for one call at first, which nobody manages, and for 74 after that.
    games.push(("pot-missed", with_jackpot("any-line", JackpotPrize::Pot(pot()?), 1)?));
    games.push(("pot-won", with_jackpot("any-line", JackpotPrize::Pot(pot()?), 1)?));
    games.push(("jackpot", with_jackpot("any-line", JackpotPrize::Prize(prize("car")?), 74)?));
    games.push(("bonanza", Planned { start: Start::PreDrawn(45), ..game("blackout")? }));
    games.push(("wild", Planned { start: Start::Wild, ..game("letter-x")? }));
    games.push(("beside", with_side_prizes()?));
    games.push(("cage", Planned { source: Source::Cage, ..game("any-line")? }));
    let speedball = Planned { start: Start::PreDrawn(8), pace_s: Some(2), ..game("any-line")? };
    games.push(("speedball", speedball));
    for rules in profiles() {
        let slug = rules.profile.to_string();
        games.push(("", Planned { rules, name: label(&slug)?, ..game("any-line")? }));
    }
    let mut items = Vec::new();
    for (number, (name, planned)) in games.into_iter().enumerate() {
        let name = if name.is_empty() { planned.name.to_string() } else { name.to_owned() };
        if number == 5 {
            items.push(item("raffle", ItemKind::Message { text: reason("The raffle is at the bar")? })?);
            items.push(item("interval", ItemKind::Break { minutes: 15, text: reason("Back in a moment")? })?);
        }
        items.push(item(&name, ItemKind::Game(planned))?);
    }
    Ok(items)
}

fn game(plan: &str) -> Result<Planned, BotError> {
    let play = Play::Plan(PatternSlug::new(plan).on("naming a plan")?);
    // As many as any plan has stages.
    let pays = Pays { prize: Some(prize("ham")?), ..Pays::default() };
    Ok(Planned::new(label(plan)?, Source::Rng, Rules::friendly_pub(), play, vec![pays; 8]))
}

fn with_jackpot(plan: &str, won: JackpotPrize, within: u8) -> Result<Planned, BotError> {
    let jackpot = Some(Jackpot { within, prize: won });
    let pays = Pays { prize: Some(prize("ham")?), jackpot, extras: vec![] };
    Ok(Planned { stages: vec![pays], ..game(plan)? })
}

fn with_side_prizes() -> Result<Planned, BotError> {
    let mug = || prize("token");
    let extras = vec![
        Extra::HotBall { ball: Ball::new(7).on("naming a ball")?, prize: mug()? },
        Extra::Neighbours { prize: mug()? },
        Extra::BallValue { prize: mug()?, cents: Amount::cents(10), last_digit: false },
    ];
    let pays = Pays { prize: Some(prize("ham")?), jackpot: None, extras };
    Ok(Planned { stages: vec![pays], ..game("any-line")? })
}

fn item(id: &str, kind: ItemKind) -> Result<Item, BotError> {
    Ok(Item { id: ItemId::new(id).on("naming an item")?, kind })
}

fn prize(id: &str) -> Result<PrizeId, BotError> {
    PrizeId::new(id).on("naming a prize")
}

fn pot() -> Result<PotId, BotError> {
    PotId::new("pot").on("naming a pot")
}

fn label(text: &str) -> Result<Label, BotError> {
    Label::new(text).on("naming")
}

fn reason(text: &str) -> Result<Reason, BotError> {
    Reason::new(text).on("writing")
}
