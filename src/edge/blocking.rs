//! Work that blocks: the vault, which writes to disk, and printing.

use std::sync::Arc;
use std::{io, thread};

use tokio::sync::oneshot;

use crate::vault::Vault;

pub(super) async fn with_vault<T: Send + 'static>(
    vault: &Arc<Vault>,
    work: impl FnOnce(&Vault) -> T + Send + 'static,
) -> T {
    let vault = Arc::clone(vault);
    tokio::task::spawn_blocking(move || work(&vault)).await.expect("the vault does not panic")
}

/// Runs a print on a thread that ends with it. The allocator hands what one such thread leaves to the next; threads of
/// the pool would each keep what the largest print took.
///
/// # Errors
/// The system gives no thread.
///
/// # Panics
/// When the work does.
pub(super) async fn print<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    let (done, printed) = oneshot::channel();
    // Whoever asked may be gone by the time it is printed.
    let job = move || drop(done.send(work()));
    thread::Builder::new().name("print".to_owned()).spawn(job)?;
    Ok(printed.await.expect("printing does not panic"))
}
