//! The file: one SQLite table on one exclusive connection.

use std::fs::{self, File};
use std::ops::Range;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::OpenError;
use proof::tree::{Tree, leaf_hash};
use proof::{Chain, Leaf, LeafBody};

/// Name of the file in a night's folder.
pub(super) const FILE: &str = "ledger.db";
/// "HBLG": identifies the file, also for `file(1)`.
const APPLICATION_ID: i64 = 0x4842_4c47;
/// Format of the file, in `user_version`.
const FORMAT: i64 = 1;
/// Older versions can lose committed pages when two connections checkpoint at once (the WAL-reset bug).
const SQLITE_VERSION_MIN: i32 = 3_051_003;
/// Frames (4 KiB pages) waiting in the WAL before an idle moment is used to copy them into the database.
const WAL_FRAMES_MAX: i64 = 1_000;

/// No other column and no other index: what is not in the leaf is not hashed, and could disagree with it.
const SCHEMA: [(&str, &str); 3] = [
    (
        "entries",
        "CREATE TABLE entries(seq INTEGER PRIMARY KEY, leaf BLOB NOT NULL, hash BLOB NOT NULL) STRICT",
    ),
    (
        "entries_never_deleted",
        "CREATE TRIGGER entries_never_deleted BEFORE DELETE ON entries \
         BEGIN SELECT raise(ABORT, 'entries are never deleted'); END",
    ),
    (
        "entries_never_updated",
        "CREATE TRIGGER entries_never_updated BEFORE UPDATE ON entries \
         BEGIN SELECT raise(ABORT, 'entries are never changed'); END",
    ),
];

/// An open ledger file.
#[derive(Debug)]
pub(super) struct Store {
    conn: Connection,
    dir: PathBuf,
}

impl Store {
    /// Opens the ledger in `dir`, or creates it when `create` says so.
    pub(super) fn open(dir: &Path, create: bool) -> Result<Self, OpenError> {
        if rusqlite::version_number() < SQLITE_VERSION_MIN {
            return Err(OpenError::OldSqlite(rusqlite::version()));
        }
        let path = dir.join(FILE);
        if path.symlink_metadata().is_ok() && !path.is_file() {
            let why = format!("something else stands in the place of {FILE}");
            return Err(OpenError::NotALedger { dir: dir.to_owned(), why });
        }
        if create {
            make_dir(dir).map_err(|error| OpenError::from_io(dir, &error))?;
        } else if !path.is_file() {
            return Err(OpenError::Missing(dir.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let sqlite = |error: rusqlite::Error| OpenError::from_sqlite(dir, 0, &error);
        let conn = Connection::open_with_flags(&path, flags).map_err(sqlite)?;
        let store = Self { conn, dir: dir.to_owned() };
        store.lock_and_identify()?;
        store
            .conn
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0",
            )
            .map_err(sqlite)?;
        let mode: String = store.pragma("journal_mode").map_err(sqlite)?;
        if mode != "wal" {
            return Err(OpenError::Io {
                dir: store.dir,
                why: format!("the file system offers no WAL but {mode}"),
            });
        }
        Ok(store)
    }

    /// Acquires the lock for good, then checks that this is a ledger.
    fn lock_and_identify(&self) -> Result<(), OpenError> {
        let dir = &self.dir;
        let sqlite = |error: rusqlite::Error| OpenError::from_sqlite(dir, 0, &error);
        // Exclusive mode must be set before the WAL is first touched: then no shared memory file is used, and no
        // second connection can checkpoint at the same time.
        self.conn
            .execute_batch(
                "PRAGMA locking_mode = EXCLUSIVE; PRAGMA mmap_size = 0; PRAGMA trusted_schema = OFF;
             PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY",
            )
            .map_err(sqlite)?;
        self.conn.busy_timeout(std::time::Duration::ZERO).map_err(sqlite)?;
        self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true).map_err(sqlite)?;
        let id: i64 = self.pragma("application_id").map_err(sqlite)?;
        let format: i64 = self.pragma("user_version").map_err(sqlite)?;
        let schema = self.schema().map_err(sqlite)?;
        if self.conn.is_readonly("main").map_err(sqlite)? {
            // SQLite does not write what its header says a later version wrote: on a file that can be written that is
            // damage, not a disk that fails.
            let writable = std::fs::OpenOptions::new().write(true).open(dir.join(FILE)).is_ok();
            let why = "its header does not let it be written".to_owned();
            let dir = dir.clone();
            return Err(if writable {
                OpenError::Damaged { dir, seq: 0, why }
            } else {
                OpenError::ReadOnly(dir)
            });
        }
        let ours: Vec<_> = SCHEMA.iter().map(|(name, sql)| ((*name).to_owned(), (*sql).to_owned())).collect();
        match (id, format) {
            (0, 0) if schema.is_empty() => self.create().map_err(sqlite),
            (APPLICATION_ID, FORMAT) if schema == ours => Ok(()),
            (APPLICATION_ID, found) if found > FORMAT => {
                Err(OpenError::Newer { dir: dir.clone(), found, reads: FORMAT })
            }
            (APPLICATION_ID, _) => Err(OpenError::Damaged {
                dir: dir.clone(),
                seq: 0,
                why: "its tables are not as they were made".into(),
            }),
            _ => Err(OpenError::NotALedger {
                dir: dir.clone(),
                why: format!("{FILE} belongs to another program"),
            }),
        }
    }

    fn create(&self) -> rusqlite::Result<()> {
        let tables = SCHEMA.map(|(_, sql)| sql).join(";");
        self.conn.execute_batch(&format!(
            "BEGIN EXCLUSIVE; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT};
             {tables}; COMMIT"
        ))
    }

    fn schema(&self) -> rusqlite::Result<Vec<(String, String)>> {
        let mut rows = self.conn.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name")?;
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    }

    fn pragma<T: rusqlite::types::FromSql>(&self, name: &str) -> rusqlite::Result<T> {
        self.conn.pragma_query_value(None, name, |row| row.get(0))
    }

    /// Reads every entry in order, checks seq, hash, link and form, and passes it to `on_leaf`. Afterwards everything
    /// read is on the disk, not only in the system's memory.
    pub(super) fn replay(&self, on_leaf: &mut dyn FnMut(LeafBody)) -> Result<(Chain, Tree), OpenError> {
        let (mut chain, mut tree) = (Chain::start(), Tree::new());
        self.read_on(&mut chain, &mut tree, on_leaf)?;
        // A process that was killed between write and fsync leaves entries that only memory holds. A replayed entry is
        // shown, so it must be durable first.
        match self.truncate_wal().map_err(|error| OpenError::from_sqlite(&self.dir, chain.size, &error)) {
            // No room for the pages: then the log that holds them has to be durable itself.
            Err(OpenError::Full(_)) => {
                self.sync_wal().map_err(|error| OpenError::from_io(&self.dir, &error))?;
            }
            moved => moved?,
        }
        Ok((chain, tree))
    }

    /// The entries from the first one on that are as they were recorded, with chain and tree.
    pub(super) fn sound(&self) -> (Vec<LeafBody>, Chain, Tree) {
        let (mut chain, mut tree, mut leaves) = (Chain::start(), Tree::new(), Vec::new());
        // What ends them is known already: the ledger could not be opened.
        let _ = self.read_on(&mut chain, &mut tree, &mut |leaf| leaves.push(leaf));
        (leaves, chain, tree)
    }

    /// Reads entries into chain and tree up to the first one that is not as it was recorded.
    fn read_on(
        &self,
        chain: &mut Chain,
        tree: &mut Tree,
        on_leaf: &mut dyn FnMut(LeafBody),
    ) -> Result<(), OpenError> {
        let mut select = self
            .conn
            .prepare("SELECT seq, leaf, hash FROM entries ORDER BY seq")
            .map_err(|error| OpenError::from_sqlite(&self.dir, 0, &error))?;
        let mut rows = select.raw_query();
        loop {
            let seq = chain.size;
            let sqlite = |error: rusqlite::Error| OpenError::from_sqlite(&self.dir, seq, &error);
            let Some(row) = rows.next().map_err(sqlite)? else { break };
            let leaf = row.get_ref(1).map_err(sqlite)?.as_blob().map_err(|error| sqlite(error.into()))?;
            let hash = row.get_ref(2).map_err(sqlite)?.as_blob().map_err(|error| sqlite(error.into()))?;
            let body = check(chain, row.get(0).map_err(sqlite)?, leaf, hash)
                .map_err(|why| OpenError::Damaged { dir: self.dir.clone(), seq, why })?;
            *chain = Chain { size: seq + 1, head: leaf_hash(leaf) };
            tree.push(chain.head);
            on_leaf(body);
        }
        Ok(())
    }

    /// Makes the WAL durable as it is.
    fn sync_wal(&self) -> std::io::Result<()> {
        match File::open(self.dir.join(format!("{FILE}-wal"))) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            wal => wal?.sync_all(),
        }
    }

    /// Adds leaves in one transaction; on return they are on the disk.
    pub(super) fn append(&mut self, leaves: &[Leaf]) -> rusqlite::Result<()> {
        let transaction = self.conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let mut insert =
                transaction.prepare_cached("INSERT INTO entries(seq, leaf, hash) VALUES (?1, ?2, ?3)")?;
            for leaf in leaves {
                let seq = i64::try_from(leaf.seq).expect("a ledger ends long before 2^63 entries");
                insert.execute((seq, &leaf.bytes, &leaf.hash))?;
            }
        }
        transaction.commit()
    }

    /// The bytes of the leaves in this range.
    pub(super) fn read(&self, range: Range<u64>) -> rusqlite::Result<Vec<Vec<u8>>> {
        let seq = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let mut select =
            self.conn.prepare_cached("SELECT leaf FROM entries WHERE seq >= ?1 AND seq < ?2 ORDER BY seq")?;
        select.query_map((seq(range.start), seq(range.end)), |row| row.get(0))?.collect()
    }

    /// Whether a card or a game is named in the entries from this one on.
    pub(super) fn plays_from(&self, seq: u64) -> Result<bool, OpenError> {
        let text = "instr(CAST(leaf AS TEXT), ?2) OR instr(CAST(leaf AS TEXT), ?3)";
        let select = format!("SELECT EXISTS (SELECT 1 FROM entries WHERE seq >= ?1 AND ({text}))");
        let from = i64::try_from(seq).unwrap_or(i64::MAX);
        self.conn
            .query_row(&select, (from, "\"type\":\"card_", "\"game\":"), |row| row.get(0))
            .map_err(|error| OpenError::from_sqlite(&self.dir, 0, &error))
    }

    /// Moves the WAL into the database when it has grown. For idle moments.
    pub(super) fn move_long_wal(&self) -> rusqlite::Result<()> {
        let waiting = self.conn.query_row("PRAGMA wal_checkpoint(NOOP)", [], |row| {
            Ok(row.get::<_, i64>(1)? - row.get::<_, i64>(2)?)
        })?;
        if waiting > WAL_FRAMES_MAX {
            self.conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        }
        Ok(())
    }

    /// Moves all of the WAL into the database and empties it.
    pub(super) fn truncate_wal(&self) -> rusqlite::Result<()> {
        self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
    }

    /// Limits the file's size, so that tests can fill the disk.
    #[cfg(test)]
    pub(super) fn limit_pages(&self, more: i64) {
        let pages: i64 = self.pragma("page_count").unwrap();
        self.conn.query_row(&format!("PRAGMA max_page_count = {}", pages + more), [], |_| Ok(())).unwrap();
    }
}

fn check(chain: &Chain, seq: i64, leaf: &[u8], hash: &[u8]) -> Result<LeafBody, String> {
    if u64::try_from(seq) != Ok(chain.size) {
        return Err(format!("entry {} is missing, entry {seq} stands in its place", chain.size));
    }
    if leaf_hash(leaf) != hash {
        return Err("its bytes are not the ones that were recorded".into());
    }
    let body = LeafBody::parse(leaf).map_err(|error| error.to_string())?;
    if body.seq != chain.size {
        return Err(format!("it says it is entry {}", body.seq));
    }
    if body.prev.0 != chain.head {
        return Err("it does not continue the entry before".into());
    }
    Ok(body)
}

/// Creates the folder and makes the names of all new folders durable: without them a power cut loses the file.
fn make_dir(dir: &Path) -> std::io::Result<()> {
    let new: Vec<_> = dir.ancestors().take_while(|path| !path.exists() && *path != Path::new("")).collect();
    fs::create_dir_all(dir)?;
    for path in new {
        let parent = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
        File::open(parent)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
