//! Names of nights: the date they began on, and a number from the second of a day on.

use std::path::Path;

use domain::NightId;
use jiff::civil::Date;

use super::HallFailure;
pub(super) use crate::ledger::archive::order;

/// Nights whose ledger is on the disk, oldest first.
pub(super) fn known(data: &Path) -> Result<Vec<NightId>, HallFailure> {
    // Whatever stands in a ledger's place: it may be a link that leads nowhere.
    folders(data, &|folder| folder.join("ledger.db").symlink_metadata().is_ok())
}

/// Names that no new night may have, sorted: a night that was removed or lost keeps its own.
pub(super) fn taken(data: &Path) -> Result<Vec<NightId>, HallFailure> {
    folders(data, &|folder| {
        ["ledger.db", "checkpoint"].iter().any(|file| folder.join(file).symlink_metadata().is_ok())
    })
}

fn folders(data: &Path, wanted: &dyn Fn(&Path) -> bool) -> Result<Vec<NightId>, HallFailure> {
    let folder = data.join("nights");
    let broken = |error| HallFailure::Folder(folder.clone(), error);
    let mut ids = Vec::new();
    let items = match std::fs::read_dir(&folder) {
        // The ledger creates it with the first night.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(ids),
        items => items.map_err(broken)?,
    };
    for item in items {
        let item = item.map_err(broken)?;
        if let Some(id) = item.file_name().to_str().and_then(|name| NightId::new(name).ok())
            && is_name(&id)
            && wanted(&item.path())
        {
            ids.push(id);
        }
    }
    ids.sort_by_key(order);
    Ok(ids)
}

/// Whether it is a date, perhaps with a number: a folder somebody made by hand is no night.
fn is_name(id: &NightId) -> bool {
    let (date, number) = id.as_str().split_at_checked(10).unwrap_or_default();
    let counts =
        number.strip_prefix('-').is_some_and(|number| number.parse::<u32>().is_ok_and(|number| number > 1));
    date.parse::<Date>().is_ok() && (number.is_empty() || counts)
}

/// The first night of a date.
pub(super) fn first(date: Date) -> NightId {
    NightId::new(date.to_string()).expect("a date is digits and hyphens")
}

/// The name of the next night. `nights` are sorted; the name never sorts before one of them, so that a clock that was
/// set back does not hide the newest night.
pub(super) fn next(nights: &[NightId], date: Date) -> NightId {
    let newest = nights.last().map(|id| order(id).0).filter(|newest| *newest > date.to_string());
    let name = match newest {
        Some(newest) => NightId::new(newest).expect("it was part of a night's name"),
        None => first(date),
    };
    let taken = nights.iter().filter(|id| order(id).0 == name.as_str()).map(|id| order(id).1).max();
    match taken {
        None => name,
        Some(number) => NightId::new(format!("{name}-{}", number + 1)).expect("digits and hyphens"),
    }
}
