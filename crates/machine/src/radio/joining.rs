//! Phones that join the guests' network and never finish. hostapd keeps a seat for each of them for ten minutes.

use std::collections::BTreeMap;

/// A phone joins within a second or two. One that still joins after this long has a wrong passphrase.
const JOINING_S_MAX: u64 = 12;

/// The phones that are joining, and since when.
#[derive(Clone, Debug, Default)]
pub struct JoinWatch {
    since_s: BTreeMap<String, u64>,
}

impl JoinWatch {
    /// Takes the hardware addresses of all phones that are joining at `now_s`, and returns those that have been
    /// joining for too long.
    pub fn observe(&mut self, joining: Vec<String>, now_s: u64) -> Vec<String> {
        self.since_s.retain(|mac, _| joining.contains(mac));
        for mac in joining {
            self.since_s.entry(mac).or_insert(now_s);
        }
        let late = self.since_s.iter().filter(|(_, since)| now_s - **since >= JOINING_S_MAX);
        late.map(|(mac, _)| mac.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_at_the_door_too_long_is_sent_away_and_who_comes_in_is_not() {
        let mut watch = JoinWatch::default();
        let (joining, wrong) = (|| "02:00:00:00:01:00".to_owned(), || "02:00:00:00:03:00".to_owned());
        assert!(watch.observe(vec![joining(), wrong()], 0).is_empty());
        assert!(watch.observe(vec![wrong()], 5).is_empty());
        assert!(watch.observe(vec![joining(), wrong()], 10).is_empty());
        assert_eq!(watch.observe(vec![joining(), wrong()], 15), [wrong()]);
        assert!(watch.observe(vec![], 20).is_empty());
        assert!(watch.observe(vec![wrong()], 25).is_empty());
    }
}
