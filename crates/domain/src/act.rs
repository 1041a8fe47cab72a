//! What can be asked of the hall. Acts are imperatives; nothing here has happened yet.
//!
//! What staff send is an act as it stands here, in JSON: `{"do":"lock_game","game":"…"}`. The acts that name a card,
//! a pattern or a person have to be looked up first, so they have a wire form of their own in `protocol`.

mod behind;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::amount::Amount;
use crate::ball::Ball;
use crate::entry::{Entry, Format, Previous, Settlement, Verdict};
use crate::face::{Face, Serial};
use crate::ids::{Digest, GameId, ItemId, Label, NightId, PrizeId, Reason};
use crate::programme::Item;
use crate::rights::Right;
use crate::rules::{Rules, Source};
use crate::stage_spec::{Pot, StageSpec};

/// What is asked. The aliases are the names that acts had on the wire before: one may still wait in the outbox of
/// a staff device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs)] // the fields say what they are
pub enum Act {
    /// Start the night's ledger.
    #[serde(skip)]
    OpenNight {
        night: NightId,
        venue: Label,
        previous: Option<Previous>,
        /// A dry run.
        rehearsal: bool,
        /// Pots the last real night left.
        pots: Vec<Pot>,
    },
    /// Write down something the box noticed (people, devices, storage, starts, rollbacks).
    #[serde(skip)]
    Note(Entry),
    /// Sell a card into tonight's games.
    #[serde(skip)]
    ActivateCard { serial: Serial, face: Face },
    /// Take a card out of play.
    #[serde(skip)]
    VoidCard { serial: Serial, reason: Reason },
    /// Say which cards one player holds, in the order they make pairs and sets.
    #[serde(skip)]
    PackCards { serials: Vec<Serial> },
    /// Two cards of one serial are in the room: what it wins waits until that is settled.
    #[serde(skip)]
    ReportDuplicate { serial: Serial, reason: Reason },
    /// How its holders settled it.
    SettleDuplicate { serial: Serial, settlement: Settlement },
    /// Put a prize on the table. `value` in cents, 0 = a token.
    AddPrize {
        prize: PrizeId,
        name: Label,
        stock: u32,
        #[serde(default)]
        value: Amount,
    },
    /// Correct the stock of a prize.
    SetStock { prize: PrizeId, stock: u32 },
    /// Make a pot, or set what it holds.
    SetPot { pot: Pot },
    /// Replace the programme. `after` is the seq of the one the sender has seen, if any.
    SetProgramme { after: Option<u64>, items: Vec<Item> },
    /// Put a break or a message on the screens; `None` takes it off.
    ShowItem { item: Option<ItemId> },
    /// Put a game on the programme; commits its seed.
    #[serde(skip)]
    OpenGame {
        game: GameId,
        name: Label,
        source: Source,
        rules: Rules,
        stages: Vec<StageSpec>,
        format: Format,
    },
    /// Close sales for this game.
    #[serde(alias = "lock")]
    LockGame { game: GameId },
    /// What the room throws in.
    #[serde(alias = "entropy")]
    AddEntropy { game: GameId, text: String },
    /// Call the next ball. `after` is the number of calls the sender has seen; `ball` only from a cage.
    #[serde(alias = "draw")]
    DrawBall { game: GameId, after: u8, ball: Option<Ball> },
    /// Take back the last call.
    #[serde(alias = "recall")]
    RecallBall { game: GameId, call: u8, reason: Reason },
    /// Stop calling.
    #[serde(alias = "pause")]
    PauseGame { game: GameId, reason: Reason },
    /// Go on calling.
    #[serde(alias = "resume")]
    ResumeGame { game: GameId },
    /// Let the box call a ball every so many seconds; `None` = the caller does.
    #[serde(alias = "pace")]
    SetPace { game: GameId, every_s: Option<u8> },
    /// Announce the last call again.
    RestateBall { game: GameId },
    /// Announce the pattern of a stage again.
    RestatePattern { game: GameId, stage: u8, reason: Reason },
    /// Stop everything: somebody objects.
    #[serde(alias = "dispute")]
    OpenDispute { game: GameId, about: Reason },
    /// Say what was decided.
    #[serde(alias = "settle")]
    SettleDispute { game: GameId, decision: Reason },
    /// Ask the room whether anybody has won.
    #[serde(alias = "ask")]
    AskClaims { game: GameId },
    /// "Bingo!" for a card.
    #[serde(skip)]
    Claim { game: GameId, stage: u8, serial: Serial },
    /// Decide on a claim. A verdict of not-a-win needs a reason.
    #[serde(alias = "judge")]
    JudgeClaim { game: GameId, stage: u8, serial: Serial, verdict: Verdict, reason: Option<Reason> },
    /// Show the winning card to the room.
    #[serde(alias = "show")]
    ShowCard { game: GameId, stage: u8, serial: Serial },
    /// Confirm a good verdict as the second person.
    #[serde(alias = "confirm")]
    ConfirmClaim { game: GameId, stage: u8, serial: Serial },
    /// Hand out the prize.
    #[serde(skip)]
    PayPrize { game: GameId, stage: u8, serial: Serial, name_hash: Option<Digest> },
    /// Hand out a side prize; `extra` is its place in the stage.
    PayExtra { game: GameId, stage: u8, extra: u8, serial: Serial },
    /// End the stage and open the next; unclaimed wins of the stage lapse. Ends the game after the last.
    CloseStage { game: GameId, stage: u8 },
    /// End the game before its time (`Cancelled` when no ball was called).
    CloseGame { game: GameId, reason: Reason },
    /// Declare that the game counts for nothing. Not once a prize was paid.
    VoidGame { game: GameId, reason: Reason },
    /// Say that the checkpoint which speaks of so many entries is forged: the record goes on.
    DismissRollback { size: u64, reason: Reason },
    /// End the night named: one that comes late must not end the next.
    CloseNight { night: NightId },
}

/// What is so of an act before anybody looks at the night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActFacts<'a> {
    /// Its name, on the wire and in `refused` entries.
    pub name: &'static str,
    /// The right it needs; `None` when anybody may (guests claim, the box notes).
    pub right: Option<Right>,
    /// The game it is about.
    pub game: Option<&'a GameId>,
}

impl<'a> ActFacts<'a> {
    fn of_night(name: &'static str, right: Right) -> Self {
        Self { name, right: Some(right), game: None }
    }

    fn of_game(name: &'static str, right: Right, game: &'a GameId) -> Self {
        Self { name, right: Some(right), game: Some(game) }
    }

    fn free(name: &'static str, game: Option<&'a GameId>) -> Self {
        Self { name, right: None, game }
    }
}

impl Act {
    /// Name, right and game of the act.
    #[must_use]
    pub fn facts(&self) -> ActFacts<'_> {
        use Right::{Call, Manage, Pay, Sell, Verify};
        match self {
            Self::OpenNight { .. } => ActFacts::free("open_night", None),
            Self::Note(_) => ActFacts::free("note", None),
            Self::ActivateCard { .. } => ActFacts::of_night("activate_card", Sell),
            Self::VoidCard { .. } => ActFacts::of_night("void_card", Manage),
            Self::PackCards { .. } => ActFacts::of_night("pack_cards", Sell),
            Self::ReportDuplicate { .. } => ActFacts::of_night("report_duplicate", Verify),
            Self::DismissRollback { .. } => ActFacts::of_night("dismiss_rollback", Manage),
            Self::SettleDuplicate { .. } => ActFacts::of_night("settle_duplicate", Manage),
            Self::AddPrize { .. } => ActFacts::of_night("add_prize", Manage),
            Self::SetStock { .. } => ActFacts::of_night("set_stock", Manage),
            Self::SetPot { .. } => ActFacts::of_night("set_pot", Manage),
            Self::SetProgramme { .. } => ActFacts::of_night("set_programme", Manage),
            Self::ShowItem { .. } => ActFacts::of_night("show_item", Call),
            Self::OpenGame { game, .. } => ActFacts::of_game("open_game", Manage, game),
            Self::LockGame { game } => ActFacts::of_game("lock_game", Call, game),
            Self::AddEntropy { game, .. } => ActFacts::of_game("add_entropy", Call, game),
            Self::DrawBall { game, .. } => ActFacts::of_game("draw_ball", Call, game),
            Self::RecallBall { game, .. } => ActFacts::of_game("recall_ball", Call, game),
            Self::PauseGame { game, .. } => ActFacts::of_game("pause_game", Call, game),
            Self::ResumeGame { game } => ActFacts::of_game("resume_game", Call, game),
            Self::SetPace { game, .. } => ActFacts::of_game("set_pace", Call, game),
            Self::RestateBall { game } => ActFacts::of_game("restate_ball", Call, game),
            Self::RestatePattern { game, .. } => ActFacts::of_game("restate_pattern", Call, game),
            Self::OpenDispute { game, .. } => ActFacts::of_game("open_dispute", Verify, game),
            Self::SettleDispute { game, .. } => ActFacts::of_game("settle_dispute", Manage, game),
            Self::AskClaims { game } => ActFacts::of_game("ask_claims", Call, game),
            Self::Claim { game, .. } => ActFacts::free("claim", Some(game)),
            Self::JudgeClaim { game, .. } => ActFacts::of_game("judge_claim", Verify, game),
            Self::ShowCard { game, .. } => ActFacts::of_game("show_card", Verify, game),
            Self::ConfirmClaim { game, .. } => ActFacts::of_game("confirm_claim", Verify, game),
            Self::PayPrize { game, .. } => ActFacts::of_game("pay_prize", Pay, game),
            Self::PayExtra { game, .. } => ActFacts::of_game("pay_extra", Pay, game),
            Self::CloseStage { game, .. } => ActFacts::of_game("close_stage", Call, game),
            Self::CloseGame { game, .. } => ActFacts::of_game("close_game", Call, game),
            Self::VoidGame { game, .. } => ActFacts::of_game("void_game", Manage, game),
            Self::CloseNight { .. } => ActFacts::of_night("close_night", Manage),
        }
    }

    /// The game the act is about.
    #[must_use]
    pub fn game(&self) -> Option<&GameId> {
        self.facts().game
    }

    /// The right the act needs.
    #[must_use]
    pub fn right(&self) -> Option<Right> {
        self.facts().right
    }

    /// The right that an act of this name takes, also by the name it had before; `None` for a name that a message
    /// does not have as it stands.
    #[must_use]
    pub fn right_of(name: &str) -> Option<Right> {
        Some(match name {
            "lock_game" | "lock" | "add_entropy" | "entropy" | "draw_ball" | "draw" | "recall_ball"
            | "recall" | "pause_game" | "pause" | "resume_game" | "resume" | "set_pace" | "pace"
            | "restate_ball" | "restate_pattern" | "ask_claims" | "ask" | "show_item" | "close_stage"
            | "close_game" => Right::Call,
            "judge_claim" | "judge" | "show_card" | "show" | "confirm_claim" | "confirm" | "open_dispute"
            | "dispute" => Right::Verify,
            "pay_extra" => Right::Pay,
            "dismiss_rollback" | "settle_duplicate" | "add_prize" | "set_stock" | "set_pot"
            | "set_programme" | "settle_dispute" | "settle" | "void_game" | "close_night" => Right::Manage,
            _ => return None,
        })
    }

    /// Name of the act.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.facts().name
    }
}
