//! A disk that is full: what the box still does, what it says, and how it goes on.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use bots::guest::Guest;
use bots::process::{BoxProcess, BoxStart};
use bots::staff::{Staff, body_of, new_id};
use domain::{Act, GameId};
use protocol::{ReplyBody, UnresolvedAct};
use serde_json::{Value, json};
use tempfile::TempDir;

/// PIN of the owner.
const PIN: &str = "274916";

/// A file system in memory with room for so many megabytes, in a namespace of its own: no right is needed.
pub(crate) struct SmallDisk {
    folder: TempDir,
    /// Holds the namespace; its end is the end of the disk.
    holder: Child,
}

impl SmallDisk {
    pub(crate) fn of_megabytes(size: u32) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("venue")).unwrap();
        let mount =
            format!("mount -t tmpfs -o size={size}m,mode=0700 tmpfs \"$0\" && echo there && exec cat");
        let mut holder = Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", &mount])
            .arg(folder.path().join("venue"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(holder.stdout.take().unwrap()).read_line(&mut said).unwrap();
        assert_eq!(said, "there\n", "no file system of one's own");
        let disk = Self { folder, holder };
        // Certificates are looked at from outside.
        let tls = disk.folder.path().join("tls");
        fs::create_dir(&tls).unwrap();
        symlink(&tls, disk.folder.path().join("venue/tls")).unwrap();
        symlink(&tls, disk.path("tls")).unwrap();
        let box_program = env!("CARGO_BIN_EXE_hallbox");
        let inside = format!(
            "#!/bin/sh\nexec nsenter --user --preserve-credentials --mount -t {} {box_program} \"$@\"\n",
            disk.holder.id()
        );
        fs::write(disk.program(), inside).unwrap();
        fs::set_permissions(disk.program(), fs::Permissions::from_mode(0o755)).unwrap();
        disk
    }

    /// The box's program, on this disk.
    fn program(&self) -> PathBuf {
        self.folder.path().join("hallbox")
    }

    /// A file of the venue, seen from outside.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        let venue = self.folder.path().join("venue").join(name);
        Path::new("/proc")
            .join(self.holder.id().to_string())
            .join("root")
            .join(venue.strip_prefix("/").unwrap())
    }

    /// A box on this disk.
    pub(crate) async fn start(&self, cards: u32) -> BoxProcess {
        let data = self.folder.path().join("venue");
        BoxProcess::start(&BoxStart { program: self.program(), data, cards, core: None }).await.unwrap()
    }

    /// Leaves no room at all.
    pub(crate) fn fill(&self) {
        let mut filler =
            fs::OpenOptions::new().append(true).create(true).open(self.path("somebody-elses")).unwrap();
        for piece in [1 << 20, 4_096, 1] {
            let bytes = vec![7; piece];
            while filler.write_all(&bytes).is_ok() {}
        }
    }

    /// Makes room again.
    pub(crate) fn clear(&self) {
        fs::remove_file(self.path("somebody-elses")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}

/// Sells a card; what the box answered.
async fn sell(owner: &mut Staff, key: &str) -> Value {
    let act = UnresolvedAct::ActivateCard { card: key.to_owned() };
    let answer = owner.ask_as(new_id(), act).await.expect("the box answers");
    serde_json::from_str(&answer).unwrap()
}

#[tokio::test]
async fn a_full_disk_takes_no_act_and_the_box_serves_on_until_there_is_room() {
    let disk = SmallDisk::of_megabytes(40);
    let process = disk.start(20).await;
    let code = process.ready.claim_code.clone().unwrap();
    let mut owner = Staff::claim_box(&process.door, &code, PIN).await.unwrap();
    let keys = process.ready.keys.clone();
    let mut guest = Guest::join(&process.door, vec![keys[0].clone()]).await.unwrap();
    assert!(sell(&mut owner, &keys[0]).await.get("ok").is_some());
    disk.fill();
    let refused = sell(&mut owner, &keys[1]).await;
    assert_eq!(refused["refused"]["code"], "storage_full", "{refused}\n{}", process.told());
    // It is the same again and again, and the box is still there.
    for key in &keys[1..9] {
        assert_eq!(sell(&mut owner, key).await["refused"]["code"], "storage_full");
    }
    // Phones, boards and the bundle are served, and a phone is told.
    let mut late = Guest::join(&process.door, vec![keys[0].clone()]).await.unwrap();
    assert_eq!(late.cards.len(), 1);
    while late.warning.is_none() {
        late.hear().await.unwrap();
    }
    assert!(owner.bundle().await.unwrap().starts_with(b"PK"));
    // Whoever comes now can sign in all the same.
    let mut screen = owner.signed_in_anew(PIN).await.unwrap();
    assert_eq!(sell(&mut screen, &keys[1]).await["refused"]["code"], "storage_full");
    // There is room again: it goes on by itself, and nothing that was refused has happened.
    disk.clear();
    let seq = screen.seq;
    screen.follow_to(seq + 1).await.unwrap();
    let sold = sell(&mut screen, &keys[1]).await;
    assert!(sold.get("ok").is_some(), "{sold}");
    guest.follow_to(screen.seq).await.unwrap();
    assert!(guest.faults.is_empty(), "{:?}", guest.faults);
    drop(process);
}

#[tokio::test]
async fn a_box_that_starts_on_a_full_disk_serves_what_it_has() {
    let disk = SmallDisk::of_megabytes(40);
    let process = disk.start(20).await;
    let code = process.ready.claim_code.clone().unwrap();
    let mut owner = Staff::claim_box(&process.door, &code, PIN).await.unwrap();
    let keys = process.ready.keys.clone();
    let game = GameId::new("warm-up").unwrap();
    assert!(sell(&mut owner, &keys[0]).await.get("ok").is_some());
    owner.must(Act::LockGame { game: game.clone() }).await.unwrap();
    let draw = || Act::DrawBall { game: game.clone(), after: 0, ball: None };
    let id = new_id();
    let first = owner.ask_as(id, draw()).await.unwrap();
    process.kill();
    disk.fill();
    for _ in 0..2 {
        let process = disk.start(20).await;
        let mut owner = owner.screen_at(&process.door).await.unwrap();
        assert_eq!(owner.game.as_ref().unwrap().calls.len(), 1, "the game is shown as it was");
        assert_eq!(owner.ask_as(id, draw()).await.unwrap(), first, "what was answered is answered again");
        let act = Act::DrawBall { game: game.clone(), after: 1, ball: None };
        let refused = body_of(&owner.ask_as(new_id(), act).await.unwrap()).unwrap();
        let ReplyBody::Refused(refusal) = refused else { panic!("{refused:?}") };
        assert_eq!(serde_json::to_value(&refusal).unwrap(), json!({"code": "storage_full"}));
        process.kill();
    }
    disk.clear();
    let process = disk.start(20).await;
    let mut owner = owner.screen_at(&process.door).await.unwrap();
    owner.must(Act::DrawBall { game, after: 1, ball: None }).await.unwrap();
}

#[tokio::test]
async fn an_owner_makes_room_on_a_full_disk_by_removing_a_night_that_was_copied() {
    let disk = SmallDisk::of_megabytes(40);
    let process = disk.start(20).await;
    let code = process.ready.claim_code.clone().unwrap();
    let mut owner = Staff::claim_box(&process.door, &code, PIN).await.unwrap();
    let Act::CloseNight { night } = owner.closing().unwrap() else { panic!("a night") };
    owner.must(owner.closing().unwrap()).await.unwrap();
    // The answer comes with the new night.
    let _ = owner.ask_as(new_id(), UnresolvedAct::OpenNight { rehearsal: false }).await;
    disk.fill();
    let mut owner = owner.screen_at(&process.door).await.unwrap();
    let refused = sell(&mut owner, &process.ready.keys[0]).await;
    assert_eq!(refused["refused"]["code"], "storage_full", "{refused}");
    let (door, mut cookies) = (&process.door, owner.cookies());
    let path = |what: &str| format!("/api/nights/{night}/{what}");
    let copy = door.request("GET", &path("bundle"), &mut cookies, Vec::new().into()).await.unwrap();
    let read = door.exchange_as("application/zip", "POST", &path("copy"), &mut cookies, copy).await.unwrap();
    assert_eq!(read.0.as_u16(), 200, "{}", String::from_utf8_lossy(&read.1));
    door.request("POST", &path("remove"), &mut cookies, "{}".into()).await.unwrap();
    assert!(!disk.path(&format!("nights/{night}/ledger.db")).exists());
    assert!(disk.path(&format!("nights/{night}/checkpoint")).exists());
}
