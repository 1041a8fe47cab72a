use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;

const HEADER: &str = "serial,B1,I1,N1,G1,O1,B2,I2,N2,G2,O2,B3,I3,N3,G3,O3,B4,I4,N4,G4,O4,B5,I5,N5,G5,O5";
const FIRST: &str = "7,1,16,31,46,61,2,17,32,47,62,3,18,FREE,48,63,4,19,34,49,64,5,20,35,50,65";
const SECOND: &str = "3,6,21,36,51,66,7,22,37,52,67,8,23,0,53,68,9,24,38,54,69,10,25,39,55,70";

fn said(bytes: &[u8], serial_column: Option<&str>) -> String {
    let mut said = String::new();
    match read(bytes, serial_column) {
        Ok(list) => {
            for (serial, face) in list.cards {
                let _ = writeln!(said, "card {serial}: {:?}", face.numbers());
            }
            list.remarks.iter().for_each(|remark| said.extend([remark, "\n"]));
        }
        Err(problems) => problems.iter().for_each(|problem| said.extend([&problem.to_string(), "\n"])),
    }
    said
}

/// The lists in `tests/data`, each with what is read from it or said of it in a file beside it.
fn lists() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/card-lists");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut lists: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "csv")).collect();
    lists.sort();
    lists
}

#[test]
fn every_list_that_people_bring_is_read_or_told_what_to_do() {
    let lists = lists();
    assert!(lists.len() > 80, "{}", lists.len());
    for list in lists {
        let found = said(&fs::read(&list).unwrap(), None);
        let expected = list.with_extension("txt");
        if std::env::var_os("HALLBOX_WRITE_EXPECTED").is_some() {
            fs::write(&expected, &found).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(found, expected, "{}", list.display());
    }
}

#[test]
fn serials_are_taken_from_the_column_that_is_named() {
    let heads = HEADER.replace("serial", "Left,Right");
    let list = format!("{heads}\n5,{FIRST}\n6,{SECOND}\n");
    assert!(said(list.as_bytes(), None).contains("\"Left\" or \"Right\": say which with --serial-column"));
    assert!(said(list.as_bytes(), Some("left")).starts_with("card 5: [1, 16"));
    assert!(said(list.as_bytes(), Some("Right")).starts_with("card 3: [6, 21"));
    assert!(
        said(list.as_bytes(), Some("Middle"))
            .starts_with("line 1: there is no column \"Middle\": the columns are Left, Right, B1")
    );
}

#[test]
fn a_large_list_of_whatever_bytes_has_an_end() {
    let problems = read(&vec![b'1'; usize::try_from(FILE_BYTES_MAX).unwrap() + 1], None).unwrap_err();
    assert_eq!(problems[0].to_string(), "the file is larger than 20,000 cards are");
    let wrong = format!("{HEADER}\n{}", "x,1\n".repeat(1_000));
    assert_eq!(read(wrong.as_bytes(), None).unwrap_err().len(), PROBLEMS_MAX);
}

#[test]
fn shared_columns_are_counted_in_pairs() {
    let like = |serial: &str| SECOND.replacen("3,6", &format!("{serial},6"), 1).replace("55,70", "55,71");
    let text = format!("{HEADER}\n{SECOND}\n{}\n{FIRST}", like("4"));
    assert_eq!(read(text.as_bytes(), None).unwrap().shared_columns, [1, 1, 1, 1, 0]);
}

proptest::proptest! {
    #[test]
    fn no_file_is_too_strange(bytes: Vec<u8>) {
        proptest::prop_assert!(!said(&bytes, None).is_empty());
    }

    #[test]
    fn one_slip_in_a_list_is_read_or_told(at in 0..HEADER.len() + FIRST.len(), slip in "[\"',;|\t\r\n\0=.0a★ ]") {
        let mut text = format!("{HEADER}\n{FIRST}\n{SECOND}\n");
        text.replace_range(at..=at, &slip);
        proptest::prop_assert!(!said(text.as_bytes(), None).is_empty());
    }
}
