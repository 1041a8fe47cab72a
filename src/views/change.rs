//! Which parts of the screens a commit changes.

use domain::{Ball, Entry, Recorded, Refusal, Serial};
use protocol::{BallNews, GameView};

use super::now::Now;

/// What has to be sent again after a commit.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // one for each part of the screens
pub(super) struct Change {
    /// What every screen shows of the game.
    pub(super) game: bool,
    /// The clock: what screens count by it is in a snapshot only.
    pub(super) clock: bool,
    /// Wins, prizes or pots.
    pub(super) money: bool,
    /// The programme, or which of its games were opened.
    pub(super) programme: bool,
    /// Cards that are shown differently.
    pub(super) serials: Vec<Serial>,
    /// The ball and its call number, when the commit holds one call and nothing else.
    ball: Option<(Ball, u8)>,
}

impl Change {
    pub(super) fn of(entries: &[Recorded], serials: Vec<Serial>) -> Self {
        let mut change = Self { serials, ..Self::default() };
        for recorded in entries {
            change.touch(&recorded.entry);
        }
        if let [Recorded { entry: Entry::BallCalled { ball, call, .. }, .. }] = entries {
            change.ball = Some((*ball, *call));
        }
        change
    }

    /// Whether cards were sold, packed or voided.
    pub(super) fn cards(&self) -> bool {
        !self.serials.is_empty()
    }

    #[allow(clippy::match_wildcard_for_single_variants)] // the default is for entries that are added later
    fn touch(&mut self, entry: &Entry) {
        match entry {
            // A shown item may be one of the programme's.
            Entry::ProgrammeSet { .. } | Entry::GameOpened { .. } => {
                self.game = true;
                self.programme = true;
            }
            Entry::BallCalled { .. }
            | Entry::ItemShown { .. }
            | Entry::PaceSet { .. }
            | Entry::BallRestated { .. }
            | Entry::PatternRestated { .. }
            | Entry::DisputeOpened { .. }
            | Entry::DisputeSettled { .. }
            | Entry::Refused { refusal: Refusal::Slept { .. }, .. }
            | Entry::GameCommitted { .. }
            | Entry::GameLocked { .. }
            | Entry::EntropyAdded { .. }
            | Entry::GamePaused { .. }
            | Entry::GameResumed { .. }
            | Entry::SeedRevealed { .. }
            | Entry::NightClosed { .. } => self.game = true,
            Entry::ClockSet { .. } | Entry::ClockCorrected { .. } => self.clock = true,
            Entry::PrizeAdded { .. } | Entry::StockSet { .. } => self.money = true,
            Entry::CardVoided { .. }
            | Entry::DuplicateReported { .. }
            | Entry::DuplicateSettled { .. }
            | Entry::PotSet(_)
            | Entry::ClaimsAsked { .. }
            | Entry::BallRecalled { .. }
            | Entry::WinDetected { .. }
            | Entry::ClaimMade { .. }
            | Entry::ClaimJudged { .. }
            | Entry::ClaimConfirmed { .. }
            | Entry::TieResolved { .. }
            | Entry::CardShown { .. }
            | Entry::PotGrew { .. }
            | Entry::PotWon { .. }
            | Entry::PrizePaid { .. }
            | Entry::ExtraPaid { .. }
            | Entry::StageClosed { .. }
            | Entry::GameClosed { .. } => {
                self.game = true;
                self.money = true;
            }
            // What the box notes by itself is in the feed only.
            note if note.is_note() => {}
            // Cards are sent by their serials.
            Entry::CardActivated { .. }
            | Entry::CardsPacked { .. }
            | Entry::RollbackDismissed { .. }
            | Entry::Refused { .. } => {}
            // An entry that is not listed sends every screen everything again: that costs bytes, while a part that
            // is left out would show what was true before.
            _ => {
                self.game = true;
                self.money = true;
                self.programme = true;
            }
        }
    }

    /// The ball as news of its own, when the commit is one call and nothing else.
    pub(super) fn lone_ball(&self, now: &Now) -> Option<BallNews> {
        // Where the last one standing wins, every ball changes how many stand.
        let counted = |game: &GameView| game.stages.iter().any(|stage| stage.standing.is_some());
        let whole = now.game.as_ref().is_some_and(counted);
        let (b, n) = self.ball.filter(|_| !whole)?;
        Some(BallNews { s: now.seq, b, n, h: now.head.clone() })
    }
}
