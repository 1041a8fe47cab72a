//! Paths for files that are written, sent and removed. No two downloads share one.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Folder of the venue; emptied at start.
const FOLDER: &str = "outgoing";

#[derive(Debug)]
pub(super) struct Outgoing {
    folder: PathBuf,
    next: AtomicU64,
}

impl Outgoing {
    /// Removes files that were left when the box was switched off.
    pub(super) fn in_folder(data: &Path) -> Self {
        let folder = data.join(FOLDER);
        match std::fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                tracing::warn!(%error, "Files left in {} stay there", folder.display());
            }
            _ => {}
        }
        Self { folder, next: AtomicU64::new(0) }
    }

    /// A path that was not given out since the start.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub(super) async fn next_path(&self) -> io::Result<PathBuf> {
        tokio::fs::create_dir_all(&self.folder).await?;
        Ok(self.folder.join(self.next.fetch_add(1, Ordering::Relaxed).to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_file_has_its_own_name_and_none_survives_a_start() {
        let data = tempfile::tempdir().unwrap();
        let outgoing = Outgoing::in_folder(data.path());
        let (one, two) = (outgoing.next_path().await.unwrap(), outgoing.next_path().await.unwrap());
        assert_ne!(one, two);
        std::fs::write(&one, "half a bundle").unwrap();
        let again = Outgoing::in_folder(data.path());
        assert!(!one.exists());
        std::fs::write(again.next_path().await.unwrap(), "").unwrap();
    }
}
