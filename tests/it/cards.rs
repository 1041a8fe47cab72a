//! Cards on paper, from the command line.

use std::path::Path;

use crate::hall::hallbox;

const HEADER: &str = "serial,B1,B2,B3,B4,B5,I1,I2,I3,I4,I5,N1,N2,N4,N5,G1,G2,G3,G4,G5,O1,O2,O3,O4,O5";
const CARD: &str = "1,2,3,4,5,16,17,18,19,20,31,32,33,34,46,47,48,49,50,61,62,63,64,65";
const OTHER: &str = "6,7,8,9,10,21,22,23,24,25,36,37,38,39,51,52,53,54,55,66,67,68,69,70";

/// Whether it succeeded, and everything it said.
fn run(args: &[&str]) -> (bool, String) {
    let output = hallbox(args);
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn a_list_from_a_printer_is_checked_taken_in_and_printed_again() {
    let folder = tempfile::tempdir().unwrap();
    let venue = folder.path().join("venue");
    std::fs::create_dir(&venue).unwrap();
    let list = folder.path().join("perm.csv");
    std::fs::write(&list, format!("{HEADER}\n12,{CARD}\n13,{OTHER}\n")).unwrap();
    let (good, said) = run(&["cards", "check", text(&list)]);
    assert!(
        good && said.contains("2 cards, serials 12 to 13") && said.contains("no two cards share"),
        "{said}"
    );
    let import = ["cards", "import", text(&list), "--data", text(&venue), "--offset", "500000"];
    let (good, said) = run(&import);
    assert!(good && said.contains("serials 500012 to 500013"), "{said}");
    let (good, said) = run(&import);
    assert!(!good && said.contains("serial 500012 belongs to another set"), "{said}");
    let out = folder.path().join("again.pdf");
    let print =
        ["cards", "print", "--from", "500012", "--to", "500013", "--out", text(&out), "--data", text(&venue)];
    let (good, said) = run(&print);
    assert!(good, "{said}");
    assert!(std::fs::read(&out).unwrap().starts_with(b"%PDF"));
    let list = std::fs::read_to_string(out.with_extension("csv")).unwrap();
    assert!(list.contains("500012,") && list.lines().count() == 3, "{list}");
    let (good, said) =
        run(&["cards", "print", "--from", "1", "--to", "9", "--out", text(&out), "--data", text(&venue)]);
    assert!(!good && said.contains("no card has a serial from 1 to 9"), "{said}");
}

#[test]
fn a_list_with_mistakes_changes_nothing_and_every_mistake_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("perm.csv");
    std::fs::write(&list, format!("{HEADER}\n12,{CARD}\n13,{CARD}\n14,{}\n", OTHER.replace("21,", "12,")))
        .unwrap();
    for what in [&["cards", "check"][..], &["cards", "import"]] {
        let data = folder.path().join("venue");
        let mut args = what.to_vec();
        args.push(text(&list));
        if what[1] == "import" {
            args.extend(["--data", text(&data)]);
        }
        let (good, said) = run(&args);
        assert!(!good, "{said}");
        assert!(said.contains("perm.csv: line 3: card 13 has the numbers of card 12"), "{said}");
        assert!(
            said.contains("perm.csv: line 4: I1: 12 does not belong in column I, which has 16 to 30"),
            "{said}"
        );
        assert!(!data.exists(), "nothing was made");
    }
}

#[test]
fn serials_are_taken_from_the_column_that_is_named_and_remarks_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let venue = folder.path().join("venue");
    std::fs::create_dir(&venue).unwrap();
    let list = folder.path().join("perm.csv");
    let heads = HEADER.replace("serial", "Left,Right");
    std::fs::write(&list, format!("{heads}\r\n5,7,{CARD}\r\n6,8,{OTHER}\r\n")).unwrap();
    let (good, said) = run(&["cards", "check", text(&list)]);
    assert!(!good && said.contains("line 1: serials may stand in column \"Left\" or \"Right\""), "{said}");
    let (good, said) =
        run(&["cards", "import", text(&list), "--serial-column", "right", "--data", text(&venue)]);
    assert!(good && said.contains("serials 7 to 8"), "{said}");
    std::fs::write(&list, format!("Carte{}\n9,{CARD}\n", HEADER.trim_start_matches("serial"))).unwrap();
    let (good, said) = run(&["cards", "check", text(&list)]);
    assert!(good && said.contains("note: serials are taken from column \"Carte\""), "{said}");
}
