//! The initramfs's script chooses the same slot as the program.

use std::fs;
use std::path::Path;
use std::process::Command;

use machine::update::slots::{Choice, FILE, Slot, Slots, Trial, choose};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/image/initramfs/scripts/hallbox-slots");
const CONFIG: &str = "# os_prefix=slot-c/\r\narm_64bit=1\nos_prefix=slot-b/\n[pi4]\n  spaced = 1\n\nlast";

/// Runs the script on these files. Returns whether it restarts the box.
fn shell(shell: &[&str], fat: &Path, running: Slot) -> bool {
    let script = format!(". {SCRIPT}; hallbox_choose {} {}", fat.display(), running.letter());
    let status = Command::new(shell[0]).args(&shell[1..]).arg("-c").arg(script).status().unwrap();
    match status.code() {
        Some(0) => true,
        Some(1) => false,
        other => panic!("the script ends with {other:?}"),
    }
}

fn agree(with: &[&str], text: Option<&str>, running: Slot) {
    let fat = tempfile::tempdir().unwrap();
    let slots = fat.path().join(FILE);
    let config = fat.path().join("config.txt");
    fs::write(&config, CONFIG).unwrap();
    if let Some(text) = text {
        fs::write(&slots, text).unwrap();
    }
    let anew = shell(with, fat.path(), running);
    let left = fs::read_to_string(&slots).ok();
    let pointed = fs::read_to_string(&config).unwrap();
    let said = format!("{with:?} {running:?} {text:?}");
    match choose(text.and_then(Slots::read), running) {
        Choice::Go => {
            assert!(!anew, "{said}");
            assert_eq!(left.as_deref(), text, "{said}");
            assert_eq!(pointed, CONFIG, "{said}");
        }
        Choice::Count(slots) => {
            assert!(!anew, "{said}");
            assert_eq!(left, Some(slots.text()), "{said}");
            assert_eq!(pointed, CONFIG, "{said}");
        }
        Choice::Back(to, slots) => {
            assert!(anew, "{said}");
            assert_eq!(left, Some(slots.text()), "{said}");
            let line = format!("\nos_prefix=slot-{}/\n", to.letter());
            assert_eq!(pointed, CONFIG.replace("\nos_prefix=slot-b/\n", &line) + "\n", "{said}");
        }
    }
    let names = fs::read_dir(fat.path()).unwrap().count();
    assert_eq!(names, 1 + usize::from(text.is_some()), "{said}: something was left behind");
}

#[test]
fn the_script_of_the_initramfs_chooses_as_the_program_does() {
    let mut texts: Vec<String> = Vec::new();
    for good in [Slot::A, Slot::B] {
        texts.push(Slots { good, trial: None }.text());
        for slot in [Slot::A, Slot::B] {
            let trial = |tries_left| Slots { good, trial: Some(Trial { slot, tries_left }) }.text();
            texts.extend([0, 1, 2, 9].map(trial));
        }
    }
    let whole = texts[2].clone();
    texts.push(whole.replace('\n', "\r\n"));
    texts.push(whole.trim_end().to_owned());
    texts.push(whole.replace(" = ", "="));
    texts.push(whole.replace(" = ", "  =\t"));
    texts.extend(["", "good", "good = \"a\"", "trial = \"b\"\ntries_left = 1\n"].map(str::to_owned));
    texts.extend(
        ["good = \"a\" x\n", "good = a\n", "good = \"$(reboot)\"\n"].map(|line| line.to_owned() + &whole),
    );
    texts.extend(
        ["tries_left = 10\n", "tries_left = x\n", "trial = \"c\"\n"].map(|line| whole.clone() + line),
    );
    for with in [&["dash"][..], &["busybox", "sh"]] {
        for running in [Slot::A, Slot::B] {
            agree(with, None, running);
            for text in &texts {
                agree(with, Some(text), running);
            }
        }
    }
}

/// With a card that cannot be written, the box continues instead of restarting for ever.
#[test]
fn a_box_that_cannot_go_back_goes_on() {
    let fat = tempfile::tempdir().unwrap();
    let trial = Some(Trial { slot: Slot::B, tries_left: 0 });
    fs::write(fat.path().join(FILE), Slots { good: Slot::A, trial }.text()).unwrap();
    let config = fat.path().join("config.txt");
    // The file is missing, has no such line, cannot be read.
    assert!(!shell(&["dash"], fat.path(), Slot::B));
    fs::write(&config, "arm_64bit=1\n").unwrap();
    assert!(!shell(&["dash"], fat.path(), Slot::B));
    assert_eq!(fs::read_to_string(&config).unwrap(), "arm_64bit=1\n");
    fs::remove_file(&config).unwrap();
    fs::create_dir(&config).unwrap();
    assert!(!shell(&["dash"], fat.path(), Slot::B));
    assert!(fs::read_dir(&config).unwrap().next().is_none());
}
