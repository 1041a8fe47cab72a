//! What one person on one device is refused on and on. An auditor wants to see what staff were refused, and a device
//! must not fill the ledger with it: the first refusals of a minute have an entry each; all that repeat one of them,
//! and all further ones, are folded into one entry a kind with their number.

use domain::{By, Command, Entry, Label, Refusal};

/// A minute, ms.
const MINUTE_MS: u64 = 60_000;
/// Refusals of a minute with an entry of their own: nobody is refused as many different things.
const SINGLE_MAX: usize = 20;

/// The refusals of the last minute.
#[derive(Default)]
pub(super) struct Refusals(Vec<Minute>);

/// Those of one person on one device.
struct Minute {
    by: By,
    since_ms: u64,
    single: Vec<(&'static str, Refusal)>,
    folded: Vec<Folded>,
}

/// Refusals without an entry of their own.
pub(super) struct Folded {
    by: By,
    act: &'static str,
    /// The last of them.
    refusal: Refusal,
    repeats: u32,
}

impl Refusals {
    /// Whether this refusal gets an entry of its own; otherwise it is folded. `mono_ms` is box uptime.
    pub(super) fn admit(&mut self, command: &Command, refusal: &Refusal, mono_ms: u64) -> bool {
        let (by, act) = (&command.by, command.act.name());
        // The rules count false and late claims by their entries, and bound them.
        if matches!(refusal, Refusal::NotAWin { .. } | Refusal::Slept { .. }) {
            return true;
        }
        let known =
            self.0.iter().position(|minute| minute.by.staff == by.staff && minute.by.device == by.device);
        let known = known.unwrap_or_else(|| {
            let minute = Minute { by: by.clone(), since_ms: mono_ms, single: Vec::new(), folded: Vec::new() };
            self.0.push(minute);
            self.0.len() - 1
        });
        let minute = &mut self.0[known];
        let asked = (act, refusal.clone());
        if minute.single.len() < SINGLE_MAX && !minute.single.contains(&asked) {
            minute.single.push(asked);
            return true;
        }
        minute.fold(act, refusal);
        false
    }

    /// What was folded in minutes that are over.
    pub(super) fn due(&mut self, mono_ms: u64) -> Vec<Folded> {
        let over = self.0.extract_if(.., |minute| mono_ms.saturating_sub(minute.since_ms) >= MINUTE_MS);
        over.flat_map(|minute| minute.folded).collect()
    }

    /// All that was folded.
    pub(super) fn all(&mut self) -> Vec<Folded> {
        self.0.drain(..).flat_map(|minute| minute.folded).collect()
    }
}

impl Folded {
    /// Its entry, and whose it is.
    pub(super) fn into_entry(self) -> (By, Entry) {
        let Self { by, act, refusal, repeats } = self;
        let act = Label::new(act).expect("names of acts are short");
        (by, Entry::Refused { act, refusal, repeats })
    }
}

impl Minute {
    fn fold(&mut self, act: &'static str, refusal: &Refusal) {
        let kind = std::mem::discriminant(refusal);
        let same =
            |folded: &&mut Folded| folded.act == act && std::mem::discriminant(&folded.refusal) == kind;
        if let Some(folded) = self.folded.iter_mut().find(same) {
            folded.refusal = refusal.clone();
            folded.repeats = folded.repeats.saturating_add(1);
        } else {
            let (by, refusal) = (self.by.clone(), refusal.clone());
            self.folded.push(Folded { by, act, refusal, repeats: 1 });
        }
    }
}
