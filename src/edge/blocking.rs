//! The vault writes to disk: it is used on threads that may block.

use std::sync::Arc;

use crate::vault::Vault;

pub(super) async fn with_vault<T: Send + 'static>(
    vault: &Arc<Vault>,
    work: impl FnOnce(&Vault) -> T + Send + 'static,
) -> T {
    let vault = Arc::clone(vault);
    tokio::task::spawn_blocking(move || work(&vault)).await.expect("the vault does not panic")
}
