//! Names that acts give: told apart from those that are there, and in letters that paper can show.

use crate::print::unprintable;
use crate::views::Now;
use domain::{Act, Item, ItemKind, Label, Planned, Refusal, Thing, appearance};
use protocol::{StaffAct, UnresolvedAct};

/// Looks at the names in an act before it is carried out.
///
/// # Errors
/// [`Refusal::Unprintable`], [`Refusal::AlreadyExists`].
pub(super) fn check(act: &StaffAct, now: &Now) -> Result<(), Refusal> {
    for (field, text) in on_paper(act) {
        if let Some(letter) = unprintable(text) {
            return Err(Refusal::Unprintable { field, letter });
        }
    }
    match taken(act, now) {
        Some(what) => Err(Refusal::AlreadyExists { what }),
        None => Ok(()),
    }
}

/// Whether something of the night has a name that looks the same. An act that is sent again finds its own work here,
/// which has the id it brings.
fn taken(act: &StaffAct, now: &Now) -> Option<Thing> {
    let alike = |name: &Label, other: &Label| appearance(name.as_str()) == appearance(other.as_str());
    match act {
        StaffAct::Plain(Act::AddPrize { prize, name, .. }) => {
            let taken = now.prizes.iter().any(|other| other.id != *prize && alike(&other.name, name));
            taken.then_some(Thing::Prize)
        }
        StaffAct::Plain(Act::SetPot { pot }) => {
            let taken = now.pots.iter().any(|other| other.pot != pot.pot && alike(&other.name, &pot.name));
            taken.then_some(Thing::Pot)
        }
        StaffAct::Plain(_) | StaffAct::Unresolved(_) => None,
    }
}

/// What the call sheet will say, each with the field it is sent in.
fn on_paper(act: &StaffAct) -> Vec<(String, &str)> {
    match act {
        StaffAct::Plain(Act::AddPrize { name, .. }) => vec![("name".to_owned(), name.as_str())],
        StaffAct::Plain(Act::SetPot { pot }) => vec![("pot.name".to_owned(), pot.name.as_str())],
        StaffAct::Plain(Act::SetProgramme { items, .. }) => {
            items.iter().enumerate().flat_map(|(at, item)| of_item(at, item)).collect()
        }
        StaffAct::Unresolved(UnresolvedAct::OpenGame { planned, .. }) => of_game("planned.", planned),
        StaffAct::Plain(_) | StaffAct::Unresolved(_) => Vec::new(),
    }
}

fn of_item(at: usize, item: &Item) -> Vec<(String, &str)> {
    match &item.kind {
        ItemKind::Game(planned) => of_game(&format!("items.{at}."), planned),
        ItemKind::Break { .. } | ItemKind::Message { .. } => Vec::new(),
    }
}

fn of_game<'a>(within: &str, planned: &'a Planned) -> Vec<(String, &'a str)> {
    let read_out = planned.read_out.as_ref().map(|text| (format!("{within}read_out"), text.as_str()));
    [(format!("{within}name"), planned.name.as_str())].into_iter().chain(read_out).collect()
}
