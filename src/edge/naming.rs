//! Names that acts give: in letters that paper can show.

use crate::print::unprintable;
use domain::{Act, Item, ItemKind, Planned, Refusal};
use protocol::{StaffAct, UnresolvedAct};

/// Looks at the names in an act before it is carried out.
///
/// # Errors
/// [`Refusal::Unprintable`].
pub(super) fn check(act: &StaffAct) -> Result<(), Refusal> {
    for (field, text) in on_paper(act) {
        if let Some(letter) = unprintable(text) {
            return Err(Refusal::Unprintable { field, letter });
        }
    }
    Ok(())
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
