//! What can be asked of the hall. Commands are imperatives; nothing here has happened yet.

use super::ball::Ball;
use super::entry::{By, Entry, Format, Previous, Settlement, Verdict};
use super::face::{Face, Serial};
use super::ids::{CommandId, Digest, GameId, ItemId, Label, NightId, PrizeId, Reason, Seed};
use super::programme::Item;
use super::rights::{Right, Rights};
use super::rules::{Pot, Rules, Source, StagePlan};

/// One command with everything `decide` may know about its sender.
#[derive(Clone, Debug)]
pub struct Command {
    /// Idempotency key; `None` only for the box's own commands.
    pub id: Option<CommandId>,
    /// Who asks.
    pub by: By,
    /// What the sender may do: role ∩ device profile.
    pub rights: Rights,
    /// What is asked.
    pub act: Act,
}

/// Chance the hall lends to `decide`, because rules know no dice.
#[derive(Clone, Copy, Debug, Default)]
pub struct Chance {
    /// Seed of the game the act names: made for `OpenGame`, from the vault afterwards.
    pub seed: Option<Seed>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the fields say what they are
pub enum Act {
    /// Start the night's ledger.
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
    Note(Entry),
    /// Sell a card into tonight's games.
    ActivateCard { serial: Serial, face: Face },
    /// Take a card out of play.
    VoidCard { serial: Serial, reason: Reason },
    /// Say which cards one player holds, in the order they make pairs and sets.
    PackCards { serials: Vec<Serial> },
    /// Two cards of one serial are in the room: what it wins waits until that is settled.
    ReportDuplicate { serial: Serial, reason: Reason },
    /// How its holders settled it.
    SettleDuplicate { serial: Serial, settlement: Settlement },
    /// Put a prize on the table. `value` in cents, 0 = a token.
    AddPrize { prize: PrizeId, name: Label, stock: u32, value: u32 },
    /// Correct the stock of a prize.
    SetStock { prize: PrizeId, stock: u32 },
    /// Make a pot, or set what it holds.
    SetPot(Pot),
    /// Replace the programme. `after` is the seq of the one the sender has seen, if any.
    SetProgramme { after: Option<u64>, items: Vec<Item> },
    /// Put a break or a message on the screens; `None` takes it off.
    ShowItem { item: Option<ItemId> },
    /// Put a game on the programme; commits its seed.
    OpenGame {
        game: GameId,
        name: Label,
        source: Source,
        rules: Rules,
        stages: Vec<StagePlan>,
        format: Format,
    },
    /// Close sales for this game.
    LockGame { game: GameId },
    /// What the room throws in.
    AddEntropy { game: GameId, text: String },
    /// Call the next ball. `after` is the number of calls the sender has seen; `ball` only from a cage.
    DrawBall { game: GameId, after: u8, ball: Option<Ball> },
    /// Take back the last call.
    RecallBall { game: GameId, call: u8, reason: Reason },
    /// Stop calling.
    PauseGame { game: GameId, reason: Reason },
    /// Go on calling.
    ResumeGame { game: GameId },
    /// Let the box call a ball every so many seconds; `None` = the caller does.
    SetPace { game: GameId, every_s: Option<u8> },
    /// Announce the last call again.
    RestateBall { game: GameId },
    /// Announce the pattern of a stage again.
    RestatePattern { game: GameId, stage: u8, reason: Reason },
    /// Stop everything: somebody objects.
    OpenDispute { game: GameId, about: Reason },
    /// Say what was decided.
    SettleDispute { game: GameId, decision: Reason },
    /// Ask the room whether anybody has won.
    AskClaims { game: GameId },
    /// "Bingo!" for a card.
    Claim { game: GameId, stage: u8, serial: Serial },
    /// Decide on a claim. A verdict of not-a-win needs a reason.
    JudgeClaim { game: GameId, stage: u8, serial: Serial, verdict: Verdict, reason: Option<Reason> },
    /// Show the winning card to the room.
    ShowCard { game: GameId, stage: u8, serial: Serial },
    /// Confirm a good verdict as the second person.
    ConfirmClaim { game: GameId, stage: u8, serial: Serial },
    /// Hand out the prize.
    PayPrize { game: GameId, stage: u8, serial: Serial, name_hash: Option<Digest> },
    /// Hand out a side prize; `extra` is its place in the stage.
    PayExtra { game: GameId, stage: u8, extra: u8, serial: Serial },
    /// End the stage and open the next; unclaimed wins of the stage lapse. Ends the game after the last.
    CloseStage { game: GameId, stage: u8 },
    /// End the game before its time (`Cancelled` when no ball was called).
    CloseGame { game: GameId, reason: Reason },
    /// Declare that the game counts for nothing. Not once a prize was paid.
    VoidGame { game: GameId, reason: Reason },
    /// End the night named: one that comes late must not end the next.
    CloseNight { night: NightId },
}

impl Act {
    /// The right the act needs; `None` when anybody may (guests claim, the box notes).
    #[must_use]
    pub fn right(&self) -> Option<Right> {
        match self {
            Self::OpenNight { .. } | Self::Note(_) | Self::Claim { .. } => None,
            Self::ActivateCard { .. } | Self::PackCards { .. } => Some(Right::Sell),
            Self::LockGame { .. }
            | Self::AddEntropy { .. }
            | Self::DrawBall { .. }
            | Self::RecallBall { .. }
            | Self::PauseGame { .. }
            | Self::ResumeGame { .. }
            | Self::SetPace { .. }
            | Self::RestateBall { .. }
            | Self::RestatePattern { .. }
            | Self::AskClaims { .. }
            | Self::ShowItem { .. }
            | Self::CloseStage { .. }
            | Self::CloseGame { .. } => Some(Right::Call),
            Self::JudgeClaim { .. }
            | Self::ConfirmClaim { .. }
            | Self::ShowCard { .. }
            | Self::OpenDispute { .. }
            | Self::ReportDuplicate { .. } => Some(Right::Verify),
            Self::PayPrize { .. } | Self::PayExtra { .. } => Some(Right::Pay),
            Self::VoidCard { .. }
            | Self::AddPrize { .. }
            | Self::SetStock { .. }
            | Self::SetPot(_)
            | Self::SetProgramme { .. }
            | Self::SettleDuplicate { .. }
            | Self::SettleDispute { .. }
            | Self::OpenGame { .. }
            | Self::VoidGame { .. }
            | Self::CloseNight { .. } => Some(Right::Manage),
        }
    }

    /// The game whose seed `decide` may need.
    #[must_use]
    pub fn game(&self) -> Option<&GameId> {
        match self {
            Self::OpenGame { game, .. }
            | Self::LockGame { game }
            | Self::AddEntropy { game, .. }
            | Self::DrawBall { game, .. }
            | Self::RecallBall { game, .. }
            | Self::PauseGame { game, .. }
            | Self::ResumeGame { game }
            | Self::SetPace { game, .. }
            | Self::RestateBall { game }
            | Self::RestatePattern { game, .. }
            | Self::OpenDispute { game, .. }
            | Self::SettleDispute { game, .. }
            | Self::AskClaims { game }
            | Self::Claim { game, .. }
            | Self::JudgeClaim { game, .. }
            | Self::ShowCard { game, .. }
            | Self::ConfirmClaim { game, .. }
            | Self::PayPrize { game, .. }
            | Self::PayExtra { game, .. }
            | Self::CloseStage { game, .. }
            | Self::CloseGame { game, .. }
            | Self::VoidGame { game, .. } => Some(game),
            _ => None,
        }
    }

    /// Name of the act as it stands in `refused` entries.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::OpenNight { .. } => "open_night",
            Self::Note(_) => "note",
            Self::ActivateCard { .. } => "activate_card",
            Self::VoidCard { .. } => "void_card",
            Self::AddPrize { .. } => "add_prize",
            Self::SetStock { .. } => "set_stock",
            Self::OpenGame { .. } => "open_game",
            Self::LockGame { .. } => "lock_game",
            Self::AddEntropy { .. } => "add_entropy",
            Self::DrawBall { .. } => "draw_ball",
            Self::RecallBall { .. } => "recall_ball",
            Self::PauseGame { .. } => "pause_game",
            Self::ResumeGame { .. } => "resume_game",
            Self::Claim { .. } => "claim",
            Self::JudgeClaim { .. } => "judge_claim",
            Self::ConfirmClaim { .. } => "confirm_claim",
            Self::PayPrize { .. } => "pay_prize",
            Self::CloseStage { .. } => "close_stage",
            Self::CloseGame { .. } => "close_game",
            Self::PackCards { .. } => "pack_cards",
            Self::ReportDuplicate { .. } => "report_duplicate",
            Self::SettleDuplicate { .. } => "settle_duplicate",
            Self::SetProgramme { .. } => "set_programme",
            Self::ShowItem { .. } => "show_item",
            Self::SetPace { .. } => "set_pace",
            Self::RestateBall { .. } => "restate_ball",
            Self::RestatePattern { .. } => "restate_pattern",
            Self::OpenDispute { .. } => "open_dispute",
            Self::SettleDispute { .. } => "settle_dispute",
            Self::AskClaims { .. } => "ask_claims",
            Self::ShowCard { .. } => "show_card",
            Self::PayExtra { .. } => "pay_extra",
            Self::VoidGame { .. } => "void_game",
            Self::SetPot(_) => "set_pot",
            Self::CloseNight { .. } => "close_night",
        }
    }
}
