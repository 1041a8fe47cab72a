//! A whole box as the target: its owner sells every phone a card and calls the balls.

use futures_util::future::try_join_all;

use super::machine::wall_us;
use super::{Call, Target};
use crate::door::Door;
use crate::process::{BoxProcess, BoxStart};
use crate::staff::{AT_ONCE, Staff};
use crate::{BotError, While as _, guest};
use domain::{Act, Entry, GameId, Label, PatternSlug, Planned, Rules, Source};
use protocol::{PhoneRequest, ReplyBody, Since, UnresolvedAct, VERSION};

/// Screens that sell at the same time.
const SCREENS: usize = 8;
/// PIN of the owner.
const PIN: &str = "274916";

/// A running box with a locked game.
pub struct BoxTarget {
    process: BoxProcess,
    owner: Staff,
    game: GameId,
    calls: u8,
}

impl BoxTarget {
    /// Starts a box, sells all its cards into one game and locks it.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn start(start: &BoxStart) -> Result<Self, BotError> {
        let process = BoxProcess::start(start).await?;
        let code = process.ready.claim_code.clone().ok_or("no claim code").on("claiming the box")?;
        let mut owner = Staff::claim_box(&process.door, &code, PIN).await?;
        sell(&owner, &process.ready.keys).await?;
        let game = GameId::new("swarm").on("naming the game")?;
        owner.must(open_game(&game)?).await?;
        owner.must(Act::LockGame { game: game.clone() }).await?;
        // Said now, so that the first ball is as plain as all others.
        owner.must(Act::AddEntropy { game: game.clone(), text: String::new() }).await?;
        Ok(Self { process, owner, game, calls: 0 })
    }
}

impl Target for BoxTarget {
    const REMEMBERS: bool = true;

    fn name(&self) -> &'static str {
        "box"
    }

    fn pid(&self) -> u32 {
        self.process.pid()
    }

    fn door(&self) -> &Door {
        &self.process.door
    }

    fn path(&self) -> &'static str {
        guest::PATH
    }

    fn hello(&self, phone: usize, since: Option<Since>) -> Result<String, BotError> {
        let keys = &self.process.ready.keys;
        let keys = vec![keys.get(phone % keys.len().max(1)).cloned().unwrap_or_default()];
        serde_json::to_string(&PhoneRequest::Hello { v: VERSION, keys, since, receipt: None }).on("encoding")
    }

    async fn call(&mut self) -> Result<Call, BotError> {
        let pressed_us = wall_us();
        let act = Act::DrawBall { game: self.game.clone(), after: self.calls, ball: None };
        let (seq, entries) = self.owner.must(act).await?;
        let called = |entry: &Entry| match entry {
            Entry::BallCalled { call, .. } => Some(*call),
            _ => None,
        };
        self.calls = entries.iter().find_map(called).ok_or("no ball").on("calling")?;
        let committed_us = self.process.committed(seq + 1).await?;
        Ok(Call { call: self.calls, pressed_us, committed_us })
    }
}

fn open_game(game: &GameId) -> Result<UnresolvedAct, BotError> {
    // Nobody has a full card within the balls of a plan: nothing ever stops the calling.
    let pattern = PatternSlug::new("blackout").on("choosing a pattern")?;
    let name = Label::new("Swarm").on("naming the game")?;
    let planned = Planned::patterns(name, Source::Rng, Rules::friendly_pub(), [(pattern, None)]);
    Ok(UnresolvedAct::OpenGame { game: game.clone(), item: None, planned })
}

/// Sells these cards, on several screens at once.
///
/// # Errors
/// [`BotError`] when one of them is refused.
pub(crate) async fn sell(seller: &Staff, keys: &[String]) -> Result<(), BotError> {
    let lots: Vec<&[String]> = keys.chunks(AT_ONCE).collect();
    for round in lots.chunks(SCREENS) {
        try_join_all(round.iter().map(|lot| sell_lot(seller, lot))).await?;
    }
    Ok(())
}

/// A fresh screen sells as many cards as it may in one go.
async fn sell_lot(seller: &Staff, keys: &[String]) -> Result<(), BotError> {
    let mut screen = seller.second_screen().await?;
    let acts = keys.iter().map(|key| UnresolvedAct::ActivateCard { card: key.clone() });
    for body in screen.ask_all(acts).await? {
        if !matches!(body, ReplyBody::Ok { .. }) {
            return Err(BotError::Unexpected(format!("a card was not sold: {body:?}")));
        }
    }
    Ok(())
}
