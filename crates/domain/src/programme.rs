//! The programme of a night: what is to be played, in which order, with breaks between.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::actor::Stamp;
use super::amount::Amount;
use super::extra::Extra;
use super::goal::Start;
use super::ids::{ItemId, Label, PatternSlug, PrizeId, Reason};
use super::rules::{Rules, Source};
use super::stage_spec::Jackpot;

/// One item, in the order of the programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Item {
    /// Its id; keeps its place in history when items are moved.
    pub id: ItemId,
    /// What it is.
    #[serde(flatten)]
    pub kind: ItemKind,
}

/// What an item is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant)] // games are the rule, breaks the exception
pub enum ItemKind {
    /// A game.
    Game(Planned),
    /// A break.
    Break {
        /// How long, in minutes.
        minutes: u8,
        /// What the screens say.
        text: Reason,
    },
    /// A message on the screens.
    Message {
        /// What they say.
        text: Reason,
    },
}

/// A game as it is planned. What it expands to is fixed when it is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Planned {
    /// What people read.
    pub name: Label,
    /// What is played.
    pub play: Play,
    /// Where balls come from.
    pub source: Source,
    /// House rules.
    pub rules: Rules,
    /// How its draw begins.
    #[serde(default)]
    pub start: Start,
    /// What each stage pays, in the order of the stages; stages beyond pay nothing.
    pub stages: Vec<Pays>,
    /// Price of a card for this game, in cents, where it is sold apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Amount>,
    /// The box calls by itself, a ball every so many seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pace_s: Option<u8>,
    /// What the caller reads out before it, besides what the box suggests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_out: Option<Reason>,
}

impl Planned {
    /// A game that begins with the first ball, without anything beside.
    #[must_use]
    pub fn new(name: Label, source: Source, rules: Rules, play: Play, stages: Vec<Pays>) -> Self {
        let start = Start::default();
        Self { name, play, source, rules, start, stages, price: None, pace_s: None, read_out: None }
    }

    /// Patterns on one card, one after the other, each with its prize.
    #[must_use]
    pub fn patterns(
        name: Label,
        source: Source,
        rules: Rules,
        stages: impl IntoIterator<Item = (PatternSlug, Option<PrizeId>)>,
    ) -> Self {
        let pays = |prize| Pays { prize, ..Pays::default() };
        let (slugs, pays) = stages.into_iter().map(|(slug, prize)| (slug, pays(prize))).unzip();
        Self::new(name, source, rules, Play::Patterns(slugs), pays)
    }
}

/// What is played, by slugs of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Play {
    /// A plan.
    Plan(PatternSlug),
    /// Patterns on one card, one after the other.
    Patterns(Vec<PatternSlug>),
}

/// What a stage pays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Pays {
    /// Its prize; the consolation where there is a jackpot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prize: Option<PrizeId>,
    /// What is won instead within so many calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jackpot: Option<Jackpot>,
    /// Side prizes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extras: Vec<Extra>,
}

/// A break or message that is on the screens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The item.
    pub item: ItemId,
    /// Since when, and who put it there.
    pub since: Stamp,
}
