//! A whole night with bots, through the real sockets: from the claim code to the bundle.
//!
//! Every choice follows from the script's seed. The balls do not: their seeds are the box's own.

mod game;
mod menu;
mod programme;
mod room;
mod structures;

use bytes::Bytes;

use super::dice::Dice;
use super::door::Door;
use super::staff::{Place, Staff};
use super::swarm::sell;
use super::{BotError, While as _};
use domain::{Act, Amount, Ball, Label, PrizeId, Profile, Refusal, Right, Role};
pub use structures::{CARDS_EACH, GUESTS, StructuresPlayed, play_structures};

use room::Room;

/// Prizes to hand out: more than a night can win.
const STOCK: u32 = 10_000;

/// What the night is like.
#[derive(Clone, Copy, Debug)]
pub struct Script {
    /// Cards sold, at most as many as there are keys.
    pub cards: usize,
    /// Games played.
    pub games: usize,
    /// Chooses everything the bots choose.
    pub seed: u64,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Played {
    /// The night's ledger, as anybody can verify it: a zip.
    pub bundle: Bytes,
    /// Games played to their end.
    pub games: usize,
    /// Balls that stand.
    pub balls: usize,
    /// Stages won.
    pub wins: usize,
    /// Balls on which several cards won.
    pub ties: usize,
    /// Prizes handed out.
    pub paid: usize,
    /// Decks the guests recomputed themselves.
    pub decks_checked: usize,
}

impl Played {
    /// The figures in words.
    #[must_use]
    pub fn words(&self) -> String {
        let Self { games, balls, wins, ties, paid, .. } = self;
        format!("{games} games, {balls} balls, {wins} wins, {ties} ties, {paid} prizes handed out")
    }
}

/// The people who work.
struct Crew {
    owner: Staff,
    caller: Staff,
    seller: Staff,
    verifier: Staff,
    prize_desk: Staff,
}

/// Plays a night from the box's first start to its bundle.
///
/// # Errors
/// [`BotError::Unexpected`] when the box, or what a guest saw, is not as it should be.
pub async fn play(
    door: &Door,
    claim_code: &str,
    keys: &[String],
    script: &Script,
) -> Result<Played, BotError> {
    let crew = Box::pin(Crew::hire(door, claim_code)).await?;
    // Boxed: a whole evening is a large future.
    Box::pin(evening(door, crew, keys, script)).await
}

/// Plays a night against a box that has no cards yet and is known by nothing but its address, its
/// authority and its claim code.
///
/// # Errors
/// As [`play`].
pub async fn visit(door: &Door, claim_code: &str, script: &Script) -> Result<Played, BotError> {
    let mut crew = Box::pin(Crew::hire(door, claim_code)).await?;
    let count = u32::try_from(script.cards).on("counting cards")?;
    let keys = crew.owner.issue_cards(count).await?;
    Box::pin(evening(door, crew, &keys, script)).await
}

async fn evening(door: &Door, mut crew: Crew, keys: &[String], script: &Script) -> Result<Played, BotError> {
    let mut dice = Dice::new(script.seed);
    let mut keys: Vec<String> = keys.iter().take(script.cards).cloned().collect();
    if keys.is_empty() || script.games == 0 {
        return Err(BotError::Unexpected("a night needs a card and a game".to_owned()));
    }
    dice.shuffle(&mut keys);
    crew.keep_to_their_rights().await?;
    let prize = PrizeId::new("ham").on("naming a prize")?;
    let name = Label::new("Ham of the night").on("naming a prize")?;
    crew.owner.must(Act::AddPrize { prize: prize.clone(), name, stock: STOCK, value: Amount::ZERO }).await?;
    let planned = programme::plan(script.games, &prize)?;
    for game in &planned {
        crew.owner.must(game.act()?).await?;
    }
    // Some come late: their cards do not play in the first game.
    let early = keys.len() - keys.len() / 10;
    sell(&crew.seller, &keys[..early]).await?;
    let mut room = Room::open(door, &keys, early, &mut dice).await?;
    let mut played = Played::default();
    for (number, game) in planned.iter().enumerate() {
        if number == 1 {
            sell(&crew.seller, &keys[early..]).await?;
        }
        game::Table::new(game, number, &mut crew, &mut room, &mut dice).play(&mut played).await?;
    }
    let closing = crew.owner.closing()?;
    let (seq, _) = crew.owner.must(closing).await?;
    room.follow_to(seq).await?;
    room.has_no_faults()?;
    played.games = planned.len();
    played.bundle = crew.owner.bundle().await?;
    Ok(played)
}

impl Crew {
    async fn hire(door: &Door, claim_code: &str) -> Result<Self, BotError> {
        let mut owner = Staff::claim_box(door, claim_code, "274916").await?;
        let at = |desk, profile| Place { desk, profile };
        let caller =
            owner.hire("Carla Caller", Role::Caller, &at("Stage", Profile::CallerStand), "805317").await?;
        let seller =
            owner.hire("Sam Seller", Role::Seller, &at("Door", Profile::SalesDesk), "630852").await?;
        let verifier =
            owner.hire("Vera Verifier", Role::Verifier, &at("Hall", Profile::PrizeDesk), "917403").await?;
        let prize_desk =
            owner.hire("Pete Prizes", Role::PrizeDesk, &at("Prizes", Profile::PrizeDesk), "158296").await?;
        Ok(Self { owner, caller, seller, verifier, prize_desk })
    }

    /// What a role or a device does not allow is refused, whoever asks.
    async fn keep_to_their_rights(&mut self) -> Result<(), BotError> {
        for who in [&mut self.caller, &mut self.seller, &mut self.verifier, &mut self.prize_desk] {
            let closing = who.closing()?;
            let refusal = who.must_not(closing).await?;
            expect(&refusal, matches!(refusal, Refusal::NotAllowed { right: Right::Manage }))?;
        }
        Ok(())
    }
}

/// That the box refused for the right reason.
fn expect(refusal: &Refusal, right: bool) -> Result<(), BotError> {
    if right { Ok(()) } else { Err(BotError::Unexpected(format!("refused for another reason: {refusal:?}"))) }
}

/// The balls of a cage, as somebody will pull them.
fn pull(dice: &mut Dice) -> Vec<Ball> {
    let mut balls: Vec<Ball> = Ball::all().collect();
    dice.shuffle(&mut balls);
    balls
}
