//! The history is read too: every commit says where and what.

use std::io::Read as _;
use std::process::{Command, Stdio};

use super::sources::{git, none, root};

/// The last commit before the rule.
const BEFORE: &str = "24b0b6ba1d843bf0ba56f8b16bd0036ef2631512";
const SUBJECT_COLUMNS_MAX: usize = 72;
const BODY_COLUMNS_MAX: usize = 100;

#[test]
fn every_commit_says_where_and_what() {
    let mut found = Vec::new();
    for (hash, commit) in commits(&range()) {
        let (header, message) = commit.split_once("\n\n").unwrap_or((&commit, ""));
        let parents = header.lines().filter(|line| line.starts_with("parent ")).count();
        if parents < 2 {
            found.extend(faults(message).iter().map(|fault| format!("{}: {fault}", &hash[..12])));
        }
    }
    none("A commit is `area: what` in at most 72 columns, an empty line, and the reason", &found);
}

/// Commits that are there: a shallow clone may end after the first one of the rule.
fn range() -> Vec<String> {
    let is_shallow = git(&["rev-parse", "--is-shallow-repository"]).starts_with(b"true");
    let known = git(&["rev-list", "HEAD"]);
    if String::from_utf8_lossy(&known).lines().any(|hash| hash == BEFORE) {
        return vec!["HEAD".to_owned(), format!("^{BEFORE}")];
    }
    assert!(is_shallow, "the history does not have {BEFORE}, where the rule for commits begins");
    vec!["HEAD".to_owned()]
}

/// Hash and whole text of every commit, as it was written: parents stand in it even where a clone ends.
fn commits(range: &[String]) -> Vec<(String, String)> {
    let mut listed = Command::new("git")
        .arg("rev-list")
        .args(range)
        .current_dir(root())
        .stdout(Stdio::piped())
        .spawn()
        .expect("git was there before");
    let hashes = listed.stdout.take().expect("it is piped");
    let read = Command::new("git").args(["cat-file", "--batch"]).current_dir(root()).stdin(hashes).output();
    let read = read.expect("git was there before");
    assert!(
        listed.wait().is_ok_and(|status| status.success()) && read.status.success(),
        "git cannot read commits"
    );
    objects(&read.stdout)
}

/// Takes `<hash> commit <bytes>\n<text>\n` apart.
fn objects(mut batch: &[u8]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    while let Some(end) = batch.iter().position(|byte| *byte == b'\n') {
        let head = String::from_utf8_lossy(&batch[..end]).into_owned();
        let [hash, "commit", bytes] = head.split(' ').collect::<Vec<_>>()[..] else {
            panic!("git answers {head}");
        };
        let mut text = Vec::new();
        batch = &batch[end + 1..];
        let length = bytes.parse().expect("a number");
        (&mut batch).take(length).read_to_end(&mut text).expect("it is in memory");
        batch = &batch[1..];
        found.push((hash.to_owned(), String::from_utf8_lossy(&text).into_owned()));
    }
    found
}

/// What is wrong with a message.
fn faults(message: &str) -> Vec<String> {
    let mut lines = message.lines();
    let subject = lines.next().unwrap_or_default();
    let mut faults: Vec<String> =
        subject_fault(subject).map(|fault| format!("{fault}: {subject}")).into_iter().collect();
    if lines.next().is_some_and(|second| !second.is_empty()) {
        faults.push(format!("the second line is not empty: {subject}"));
    }
    let long = lines.filter(|line| line.chars().count() > BODY_COLUMNS_MAX);
    faults.extend(long.map(|line| format!("a line of more than {BODY_COLUMNS_MAX} columns: {line}")));
    faults
}

fn subject_fault(subject: &str) -> Option<&'static str> {
    let is_area = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "/-_., ".contains(c);
    let Some((area, what)) = subject.split_once(": ") else { return Some("no `area: what`") };
    if !area.starts_with(|c: char| c.is_ascii_lowercase() || c == '.')
        || !area.chars().all(is_area)
        || area.ends_with(' ')
    {
        return Some("the area is not in lower case");
    }
    if what.trim() != what || what.is_empty() {
        return Some("it does not say what");
    }
    if what.ends_with('.') {
        return Some("a full stop at its end");
    }
    (subject.chars().count() > SUBJECT_COLUMNS_MAX).then_some("more than 72 columns")
}

#[test]
fn a_wrong_message_is_found() {
    for good in
        ["web/phone: one reducer", "domain, proof: x", "tests/update_vm: 2 tries\n\nBecause.\n", ".ci: a: b"]
    {
        assert_eq!(faults(good), Vec::<String>::new());
    }
    let long = format!("a: {}", "x".repeat(70));
    for bad in [
        "One way",
        "Area: x",
        "a:x",
        "a: ",
        "a: x.",
        " a: x",
        "a : x",
        "",
        long.as_str(),
        "a: x\nbody",
        "fixup! a: x",
    ] {
        assert_eq!(faults(bad).len(), 1, "{bad:?}");
    }
    assert_eq!(faults(&format!("a: x\n\n{0}\n{0}", "x".repeat(101))).len(), 2);
}

#[test]
fn commits_are_taken_apart_by_their_length() {
    let found = objects("aa commit 9\ntree\n\na\nb\nbb commit 6\né: x\n\n".as_bytes());
    let found: Vec<_> = found.iter().map(|(hash, text)| (hash.as_str(), text.as_str())).collect();
    assert_eq!(found, [("aa", "tree\n\na\nb"), ("bb", "é: x\n")]);
}
