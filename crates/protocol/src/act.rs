//! What staff ask for.

use domain::{Act, GameId, ItemId, Label, NightId, Planned, Reason, Right, Serial};
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// One act of staff, told apart by `do`.
#[derive(Clone, Debug, Serialize, TS)]
#[serde(untagged)]
pub enum StaffAct {
    /// As the rules know it.
    Plain(Act),
    /// With something in it that the box has to look up first.
    Unresolved(UnresolvedAct),
}

/// Acts whose card, pattern or person has to be looked up. `card` is whatever was scanned or typed: the card's URL,
/// its key, its typed code, or `#` and its serial.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs)] // the fields say what they are
pub enum UnresolvedAct {
    /// Sell a card.
    #[serde(alias = "activate")]
    ActivateCard { card: String },
    /// Take a card out of play.
    #[serde(alias = "void")]
    VoidCard { card: String, reason: Reason },
    /// Cards of one player, in the order they make pairs and sets.
    #[serde(alias = "pack")]
    PackCards { cards: Vec<String> },
    /// Two cards of one serial are in the room.
    ReportDuplicate { card: String, reason: Reason },
    /// Put a game on the programme, as planned; `item` = its place on the programme, if any.
    OpenGame { game: GameId, item: Option<ItemId>, planned: Planned },
    /// A guest shouted: claim for their card.
    Claim { game: GameId, stage: u8, card: String },
    /// Hand out; `name` goes to the vault only.
    #[serde(alias = "pay")]
    PayPrize { game: GameId, stage: u8, serial: Serial, name: Option<Label> },
    /// Start a new night after the last one was closed, or a dry run.
    OpenNight {
        #[serde(default)]
        rehearsal: bool,
    },
    /// Give up the record of the night named, which is damaged or lost its end, and begin another night that says so.
    SetAsideNight { night: NightId },
}

impl UnresolvedAct {
    /// Every name one of them has or had on the wire.
    const NAMES: [&str; 13] = [
        "activate_card",
        "activate",
        "void_card",
        "void",
        "pack_cards",
        "pack",
        "report_duplicate",
        "open_game",
        "claim",
        "pay_prize",
        "pay",
        "open_night",
        "set_aside_night",
    ];

    fn right(&self) -> Right {
        match self {
            Self::ActivateCard { .. } | Self::PackCards { .. } => Right::Sell,
            Self::ReportDuplicate { .. } | Self::Claim { .. } => Right::Verify,
            Self::PayPrize { .. } => Right::Pay,
            Self::VoidCard { .. }
            | Self::OpenGame { .. }
            | Self::OpenNight { .. }
            | Self::SetAsideNight { .. } => Right::Manage,
        }
    }
}

impl StaffAct {
    /// The right it takes. A guest claims for the cards they hold without one; staff claim for others.
    #[must_use]
    pub fn right(&self) -> Right {
        match self {
            // An act without a right is the box's own, and is never read from a message.
            Self::Plain(act) => act.right().unwrap_or(Right::Manage),
            Self::Unresolved(act) => act.right(),
        }
    }

    /// The right that the act of this name takes, also by the name it had before; `None` when there is none. For an
    /// act that cannot be read: what is wrong with it is told to those who may do it.
    #[must_use]
    pub fn right_of(name: &str) -> Option<Right> {
        Some(match name {
            "activate_card" | "activate" | "pack_cards" | "pack" => Right::Sell,
            "report_duplicate" | "claim" => Right::Verify,
            "pay_prize" | "pay" => Right::Pay,
            "void_card" | "void" | "open_game" | "open_night" | "set_aside_night" => Right::Manage,
            name => return Act::right_of(name),
        })
    }
}

impl<'de> Deserialize<'de> for StaffAct {
    /// By name, so that what is wrong with an act is told of that act and not of the other kind.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let act = Value::deserialize(deserializer)?;
        let name = act.get("do").and_then(Value::as_str);
        let parsed = if name.is_some_and(|name| UnresolvedAct::NAMES.contains(&name)) {
            serde_json::from_value(act).map(Self::Unresolved)
        } else {
            serde_json::from_value(act).map(Self::Plain)
        };
        parsed.map_err(D::Error::custom)
    }
}

impl From<Act> for StaffAct {
    fn from(act: Act) -> Self {
        Self::Plain(act)
    }
}

impl From<UnresolvedAct> for StaffAct {
    fn from(act: UnresolvedAct) -> Self {
        Self::Unresolved(act)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<StaffAct, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    fn written(act: &StaffAct) -> String {
        serde_json::to_string(act).unwrap()
    }

    #[test]
    fn an_act_travels_under_the_name_the_ledger_gives_it() {
        let lock = Act::LockGame { game: GameId::new("g").unwrap() };
        assert_eq!(written(&lock.clone().into()), r#"{"do":"lock_game","game":"g"}"#);
        assert!(matches!(read(r#"{"do":"lock_game","game":"g"}"#), Ok(StaffAct::Plain(act)) if act == lock));
        let sell = UnresolvedAct::ActivateCard { card: "#7".to_owned() };
        assert_eq!(written(&sell.into()), r##"{"do":"activate_card","card":"#7"}"##);
    }

    #[test]
    fn acts_that_waited_in_an_outbox_under_their_old_names_are_understood() {
        for (old, new) in [
            (r#"{"do":"lock","game":"g"}"#, r#"{"do":"lock_game","game":"g"}"#),
            (
                r#"{"do":"draw","game":"g","after":0,"ball":null}"#,
                r#"{"do":"draw_ball","game":"g","after":0,"ball":null}"#,
            ),
            (r##"{"do":"activate","card":"#7"}"##, r##"{"do":"activate_card","card":"#7"}"##),
            (
                r#"{"do":"pay","game":"g","stage":0,"serial":7,"name":null}"#,
                r#"{"do":"pay_prize","game":"g","stage":0,"serial":7,"name":null}"#,
            ),
        ] {
            assert_eq!(written(&read(old).unwrap()), new);
        }
    }

    #[test]
    fn what_only_the_box_may_do_is_no_act_of_staff() {
        for act in ["note", "open_nights", "everything"] {
            assert!(read(&format!(r#"{{"do":"{act}"}}"#)).is_err(), "{act}");
        }
        let forged = r#"{"do":"activate_card","serial":1,"face":[]}"#;
        assert!(read(forged).unwrap_err().contains("unknown field"), "{}", read(forged).unwrap_err());
        assert!(read(r#"{"do":"lock_game"}"#).unwrap_err().contains("missing field `game`"));
    }
}
