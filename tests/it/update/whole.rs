//! From making a bundle to blessing its version, and back.

use std::fs;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use super::appliance::{ARCH, Appliance, names, said};

#[test]
fn an_update_is_made_checked_installed_tried_and_kept() {
    let appliance = Appliance::flashed();
    let update = appliance.make("ours", "0.2.0");
    let file = update.to_str().unwrap();
    let checked = appliance.update(&["check", file]);
    assert!(checked.status.success() && said(&checked).contains("Hallbox 0.2.0"), "{}", said(&checked));

    let installed = appliance.update(&["install", file]);
    assert!(installed.status.success(), "{}", said(&installed));
    assert_eq!(appliance.news().0, "installed");
    assert_eq!(appliance.entry_names(), ["hallbox-a.conf", "hallbox-b+2.conf"]);
    let entry = fs::read_to_string(appliance.entries().join("hallbox-b+2.conf")).unwrap();
    assert!(entry.contains("\nlinux /slot-b/kernel\n"), "{entry}");
    let options =
        "options root=PARTUUID=6861626f-7800-4000-8000-000000000003 rootfstype=squashfs ro quiet panic=30\n";
    assert!(entry.ends_with(options), "{entry}");
    let slot = appliance.fat().join("slot-b");
    assert_eq!(names(&slot), ["bcm2711-rpi-4-b.dtb", "cmdline.txt", "initrd", "kernel", "manifest.json"]);
    let root = fs::read(appliance.at("parts/root.squashfs")).unwrap();
    assert!(fs::read(appliance.partition(3)).unwrap().starts_with(&root));
    assert!(
        fs::read(appliance.partition(2)).unwrap().iter().all(|byte| *byte == 0),
        "the running slot was written"
    );

    // The loader has counted one try, and started the slot.
    fs::rename(appliance.entries().join("hallbox-b+2.conf"), appliance.entries().join("hallbox-b+1-1.conf"))
        .unwrap();
    appliance.starts(3, "0.2.0");
    let status = appliance.update(&["status"]);
    assert!(said(&status).contains("on trial: 1 tries are left"), "{}", said(&status));
    let serving = Serving::start(&appliance);
    let confirmed = appliance.update(&["confirm", "--tls", &serving.tls, "--within-s", "60"]);
    assert!(confirmed.status.success(), "{}", said(&confirmed));
    assert_eq!(appliance.news(), ("good".to_owned(), "0.2.0".to_owned(), String::new()));
    assert_eq!(appliance.entry_names(), ["hallbox-a.conf", "hallbox-b.conf"]);

    let back = appliance.update(&["back"]);
    assert!(back.status.success(), "{}", said(&back));
    assert_eq!(appliance.entry_names(), ["hallbox-a+2.conf", "hallbox-b.conf"]);
}

#[test]
fn an_update_on_the_card_itself_is_the_owners_word_and_said_once() {
    let appliance = Appliance::flashed();
    let card = |file: &std::path::Path| {
        fs::copy(file, appliance.fat().join(file.file_name().unwrap())).unwrap();
        let output = appliance.update(&["card"]);
        assert!(
            names(&appliance.fat()).iter().all(|name| !name.ends_with(".update")),
            "it stays on the card"
        );
        output.status.success()
    };
    let update = appliance.make("ours", "0.2.0");
    let mut content = fs::read(&update).unwrap();
    content.pop();
    let damaged = appliance.at("keys/hallbox-damaged.update");
    fs::write(&damaged, content).unwrap();
    assert!(!card(&damaged));
    assert_eq!(appliance.news().0, "refused");
    assert_eq!(appliance.entry_names(), ["hallbox-a.conf"]);
    assert!(card(&update));
    assert_eq!(appliance.news().0, "installed");
    assert_eq!(appliance.entry_names(), ["hallbox-a.conf", "hallbox-b+2.conf"]);
    // The version runs, and the file is on the card again.
    appliance.starts(3, "0.2.0");
    assert!(card(&update));
    assert_eq!(appliance.entry_names(), ["hallbox-a.conf", "hallbox-b+2.conf"]);
}

/// A box that serves under a service manager.
struct Serving {
    child: Child,
    tls: String,
}

impl Serving {
    fn start(appliance: &Appliance) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let settings = format!("listen = \"127.0.0.1\"\nhttps_port = {port}\nhttp_port = 0\n");
        fs::write(appliance.data().join("hallbox.toml"), settings).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_hallbox"))
            .args(["run", "--data", appliance.data().to_str().unwrap()])
            .env("WATCHDOG_USEC", "1500000")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, tls: format!("127.0.0.1:{port}") }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_version_that_does_not_serve_is_told_and_the_database_comes_back() {
    let appliance = Appliance::flashed();
    let update = appliance.make("ours", "0.2.0");
    assert!(appliance.update(&["install", update.to_str().unwrap()]).status.success());
    fs::write(appliance.data().join("box.db"), "of 0.1.0").unwrap();
    fs::write(appliance.data().join("box.db-wal"), "log of 0.1.0").unwrap();

    fs::rename(appliance.entries().join("hallbox-b+2.conf"), appliance.entries().join("hallbox-b+1-1.conf"))
        .unwrap();
    appliance.starts(3, "0.2.0");
    assert!(appliance.update(&["keep"]).status.success());
    // The version on trial changes the database and does not serve.
    fs::write(appliance.data().join("box.db"), "of 0.2.0").unwrap();
    fs::remove_file(appliance.data().join("box.db-wal")).unwrap();
    fs::write(appliance.data().join("box.db-shm"), "of 0.2.0").unwrap();
    let confirmed = appliance.update(&["confirm", "--tls", "127.0.0.1:1", "--within-s", "2"]);
    assert_eq!(confirmed.status.code(), Some(1));
    assert_eq!(appliance.news().0, "trial");
    // The second try does not copy the changed database.
    fs::rename(
        appliance.entries().join("hallbox-b+1-1.conf"),
        appliance.entries().join("hallbox-b+0-2.conf"),
    )
    .unwrap();
    assert!(appliance.update(&["keep"]).status.success());

    appliance.starts(2, "0.1.0");
    assert!(appliance.update(&["keep"]).status.success());
    assert_eq!(fs::read_to_string(appliance.data().join("box.db")).unwrap(), "of 0.1.0");
    assert_eq!(fs::read_to_string(appliance.data().join("box.db-wal")).unwrap(), "log of 0.1.0");
    assert!(!appliance.data().join("box.db-shm").exists());
    assert!(appliance.update(&["confirm", "--within-s", "0"]).status.code() == Some(1), "no time at all");
    assert!(appliance.update(&["confirm"]).status.success());
    let (step, version, why) = appliance.news();
    assert_eq!((step.as_str(), version.as_str()), ("failed", "0.2.0"));
    assert!(why.contains("did not serve"), "{why}");
    // The stick is still in the box: its update is not told again.
    assert!(appliance.update(&["stick", appliance.at("made").to_str().unwrap()]).status.success());
    assert_eq!(appliance.news().0, "failed");
    appliance.make("ours", "0.2.1");
    assert!(appliance.update(&["stick", appliance.at("made").to_str().unwrap()]).status.success());
    assert_eq!(appliance.news().1, "0.2.1");
}

#[test]
fn what_is_not_ours_or_not_for_this_box_is_refused_with_the_reason() {
    let appliance = Appliance::flashed();
    appliance.key("theirs");
    let refused = |file: &std::path::Path, why: &str| {
        let file = file.to_str().unwrap();
        let checked = appliance.update(&["check", file]);
        assert_eq!(checked.status.code(), Some(1), "{}", said(&checked));
        assert!(said(&checked).contains(why), "{}", said(&checked));
        assert!(!appliance.update(&["install", file]).status.success());
        assert_eq!(appliance.entry_names(), ["hallbox-a.conf"]);
        assert!(names(&appliance.fat().join("slot-b")).is_empty());
    };
    refused(&appliance.make("theirs", "0.2.0"), "does not trust");
    refused(&appliance.make("ours", "0.1.0"), "is not newer");
    let good = appliance.make("ours", "0.2.0");
    let mut content = fs::read(&good).unwrap();
    let middle = content.len() / 2;
    content[middle] ^= 1;
    fs::write(&good, content).unwrap();
    refused(&good, "`root` in the file is damaged");
    fs::remove_file(appliance.at("root/usr/lib/hallbox/update-keys/ours.pub")).unwrap();
    refused(&good, "trusts no one's updates");
}

#[test]
fn a_raspberry_pi_5_takes_its_own_updates_and_no_other() {
    let appliance = Appliance::flashed();
    let release = |flavour: &str| {
        let release = format!("ID=hallbox\nVERSION_ID=0.1.0\nVARIANT_ID={ARCH}-{flavour}\n");
        fs::write(appliance.at("root/etc/hallbox-release"), release).unwrap();
    };
    release("pi5");
    let others = appliance.make("ours", "0.2.0");
    for words in [&["install", others.to_str().unwrap()][..], &["check", others.to_str().unwrap()]] {
        let refused = appliance.update(words);
        let said = said(&refused);
        assert!(!refused.status.success() && said.contains(&format!("ends in -{ARCH}-pi5.update")), "{said}");
    }
    assert_eq!(appliance.entry_names(), ["hallbox-a.conf"]);
    let own = appliance.make_for("pi5", "ours", "0.2.0");
    assert!(own.ends_with(format!("hallbox-0.2.0-{ARCH}-pi5.update")));
    // The name of the file says nothing: the manifest does.
    fs::rename(&own, &others).unwrap();
    release("standard");
    let refused = appliance.update(&["install", others.to_str().unwrap()]);
    assert!(said(&refused).contains(&format!("ends in -{ARCH}.update")), "{}", said(&refused));
    release("pi5");
    fs::remove_file(appliance.data().join("update.json")).unwrap();
    let stick = appliance.update(&["stick", appliance.at("made").to_str().unwrap()]);
    assert!(stick.status.success(), "{}", said(&stick));
    assert_eq!((appliance.news().0.as_str(), appliance.news().1.as_str()), ("found", "0.2.0"));
    fs::create_dir(appliance.data().join("requests")).unwrap();
    fs::write(appliance.data().join("requests/update"), "install 0.2.0").unwrap();
    let installed = appliance.update(&["requested"]);
    assert!(installed.status.success(), "{}", said(&installed));
    assert_eq!(appliance.entry_names(), ["hallbox-a.conf", "hallbox-b+2.conf"]);
}

#[test]
fn a_stick_is_looked_at_and_installed_only_at_the_owners_word() {
    let appliance = Appliance::flashed();
    let stick = appliance.at("made");
    for version in ["0.1.0", "0.2.0", "0.3.0"] {
        appliance.make("ours", version);
    }
    appliance.key("theirs");
    let theirs = appliance.make("theirs", "0.9.0");
    fs::write(stick.join("hallbox-holiday.update"), "a picture").unwrap();
    fs::write(stick.join("notes.txt"), "x").unwrap();
    let looked = appliance.update(&["stick", stick.to_str().unwrap()]);
    assert!(looked.status.success(), "{}", said(&looked));
    assert_eq!(appliance.news().1, "0.3.0");
    assert_eq!(appliance.news().0, "found");
    assert_eq!(names(&appliance.data().join("updates")), [format!("hallbox-0.3.0-{ARCH}.update")]);
    assert_eq!(appliance.entry_names(), ["hallbox-a.conf"], "nobody asked for it");

    // The stick is removed; the owner decides.
    fs::remove_dir_all(&stick).unwrap();
    fs::create_dir(appliance.data().join("requests")).unwrap();
    let request = appliance.data().join("requests/update");
    for (asked, went) in [("install 0.2.0", false), ("install 0.3.0", true)] {
        fs::write(&request, asked).unwrap();
        assert_eq!(appliance.update(&["requested"]).status.success(), went, "{asked}");
        assert!(!request.exists());
        if !went {
            let (step, version, why) = appliance.news();
            assert_eq!((step.as_str(), version.as_str()), ("failed", "0.2.0"), "{why}");
        }
    }
    assert_eq!(appliance.entry_names(), ["hallbox-a.conf", "hallbox-b+2.conf"]);

    // No usable update: the owner is told why, unless another update is under way.
    fs::create_dir(&stick).unwrap();
    assert!(appliance.update(&["stick", stick.to_str().unwrap()]).status.success());
    assert_eq!(appliance.news().0, "installed");
    let made = appliance.make("theirs", "0.9.0");
    assert_eq!(made, theirs);
    assert!(!appliance.update(&["stick", stick.to_str().unwrap()]).status.success());
    assert_eq!(appliance.news().0, "installed", "what is on its way matters more");
    fs::remove_file(appliance.data().join("update.json")).unwrap();
    assert!(!appliance.update(&["stick", stick.to_str().unwrap()]).status.success());
    let (step, _, why) = appliance.news();
    assert!(step == "refused" && why.contains("does not trust"), "{step} {why}");
}
