//! The programme to print for when no night can be asked: the one that was planned last.

use std::path::Path;

use crate::vault::{Vault, VaultError};
use domain::Item;

/// Its items; none in a venue where nothing was planned.
///
/// # Errors
/// [`VaultError`] when the vault cannot be read.
pub fn newest(data: &Path) -> Result<Vec<Item>, VaultError> {
    // Opening makes a vault, and who prints a poster need not have one.
    if !data.join("box.db").exists() {
        return Ok(Vec::new());
    }
    let newest = Vault::open(data)?.programmes()?.into_iter().next();
    Ok(newest.map(|(_, items)| items).unwrap_or_default())
}
