//! A member of staff with an enrolled device.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio_tungstenite::tungstenite::Message;

use super::device::StaffDevice;
use super::door::{Cookies, Door, Socket};
use super::{BotError, While as _};
use domain::{Act, CommandId, Entry, Label, NightId, PrizeId, Profile, Refusal, Role};
use protocol::{
    ClaimBox, CodeEntry, CodeFound, Enrol, EnrolmentOffer, EnrolmentRequest, GameView, IssueCards, IssuedSet,
    Me, NewStaff, PrizeView, ReplyBody, SignIn, StaffAct, StaffMessage, StaffRequest, StaffWin, VERSION,
};

/// Where staff screens connect.
const PATH: &str = "/api/staff/socket";
/// Name of whoever claims a box.
const OWNER: &str = "Olivia Owner";
/// Requests a screen sends before it waits for answers: no box makes staff wait before that.
pub const AT_ONCE: usize = 40;

/// One person on one device, signed in.
pub struct Staff {
    door: Door,
    device: StaffDevice,
    socket: Option<Socket>,
    /// The night its screen shows.
    night: Option<NightId>,
    /// The current game as the screen knows it.
    pub game: Option<GameView>,
    /// Every win of the night as the screen knows it.
    pub wins: Vec<StaffWin>,
    /// Prizes and their stock as the screen knows them.
    pub prizes: Vec<PrizeView>,
    /// Seq of the newest entry heard.
    pub seq: u64,
}

impl Staff {
    fn new(door: &Door) -> Result<Self, BotError> {
        Ok(Self::on_device(door, StaffDevice::new()?))
    }

    fn on_device(door: &Door, device: StaffDevice) -> Self {
        let door = door.clone();
        Self { door, device, socket: None, night: None, game: None, wins: vec![], prizes: vec![], seq: 0 }
    }

    /// The first person: claims the box with the code from its console.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn claim_box(door: &Door, claim_code: &str, pin: &str) -> Result<Self, BotError> {
        let mut staff = Self::new(door)?;
        let body = ClaimBox {
            claim_code: claim_code.to_owned(),
            name: label(OWNER)?,
            pin: pin.to_owned(),
            desk: label("Bar")?,
            device: staff.device.public(),
        };
        door.tell("/api/claim-box", &mut staff.device.cookies, &body).await?;
        staff.listen().await?;
        Ok(staff)
    }

    /// Adds a colleague, enrols a device for them and signs them in there.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn hire(
        &mut self,
        name: &str,
        role: Role,
        place: &Place<'_>,
        pin: &str,
    ) -> Result<Self, BotError> {
        let name = label(name)?;
        let body = NewStaff { name: name.clone(), role, pin: pin.to_owned() };
        self.door.tell("/api/staff", &mut self.device.cookies, &body).await?;
        let body = EnrolmentRequest { desk: label(place.desk)?, profile: place.profile };
        let offer: EnrolmentOffer =
            self.door.post("/api/devices/enrolment", &mut self.device.cookies, &body).await?;
        let (_, token) = offer.url.rsplit_once("#e=").ok_or("no token").on("reading an enrolment offer")?;
        let mut staff = Self::new(&self.door)?;
        let body = Enrol { token: token.to_owned(), device: staff.device.public() };
        self.door.tell("/api/enrol", &mut staff.device.cookies, &body).await?;
        staff.sign_in(&name, pin).await?;
        staff.listen().await?;
        Ok(staff)
    }

    /// Signs the person of this name in on this device.
    ///
    /// # Errors
    /// [`BotError`].
    async fn sign_in(&mut self, name: &Label, pin: &str) -> Result<(), BotError> {
        let me: Me = self.door.get("/api/me", &mut self.device.cookies).await?;
        let tile =
            me.tiles.into_iter().find(|tile| tile.name == *name).ok_or("no such name").on("signing in")?;
        let challenge = me.challenge.ok_or("no challenge").on("signing in")?;
        let signature = self.device.sign(&challenge)?;
        let body = SignIn { staff: tile.staff, pin: pin.to_owned(), signature, challenge };
        self.door.tell("/api/sign-in", &mut self.device.cookies, &body).await
    }

    /// Another screen of the same person on the same device, with a socket of its own.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn second_screen(&self) -> Result<Self, BotError> {
        self.screen_at(&self.door).await
    }

    /// A screen of the same person and device on the box as it is reached now: it may have been
    /// started anew.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn screen_at(&self, door: &Door) -> Result<Self, BotError> {
        let mut screen = Self::on_device(door, self.device.clone());
        screen.listen().await?;
        Ok(screen)
    }

    /// The same device with a session of its own: the person signs in once more.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn signed_in_anew(&self, pin: &str) -> Result<Self, BotError> {
        let mut screen = Self::on_device(&self.door, self.device.clone());
        screen.sign_in(&label(OWNER)?, pin).await?;
        screen.listen().await?;
        Ok(screen)
    }

    /// Opens the screen's socket (again).
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn listen(&mut self) -> Result<(), BotError> {
        self.socket = Some(self.door.socket(PATH, &self.device.cookies).await?);
        self.send(&StaffRequest::Hello { v: VERSION, since: None }).await?;
        while !matches!(self.hear().await?, StaffMessage::Snapshot(_)) {}
        Ok(())
    }

    async fn send(&mut self, request: &StaffRequest) -> Result<(), BotError> {
        let text = serde_json::to_string(request).on("encoding")?;
        let socket = self.socket.as_mut().ok_or("no socket").on("sending")?;
        socket.send(Message::text(text)).await.on("sending")
    }

    /// The next message as raw text.
    ///
    /// # Errors
    /// [`BotError::Link`].
    async fn hear_text(&mut self) -> Result<String, BotError> {
        let socket = self.socket.as_mut().ok_or("no socket").on("listening")?;
        loop {
            let frame = socket.next().await.ok_or("closed").on("listening")?.on("listening")?;
            if let Message::Text(text) = frame {
                return Ok(text.as_str().to_owned());
            }
        }
    }

    /// The next message, taken in.
    ///
    /// # Errors
    /// [`BotError`] when the socket is gone.
    pub async fn hear(&mut self) -> Result<StaffMessage, BotError> {
        let text = self.hear_text().await?;
        let message: StaffMessage = serde_json::from_str(&text).on("decoding")?;
        self.receive(&message);
        Ok(message)
    }

    /// Listens until its screen shows the entry at `seq`.
    ///
    /// # Errors
    /// [`BotError`] when the socket is gone.
    pub async fn follow_to(&mut self, seq: u64) -> Result<(), BotError> {
        while self.seq < seq {
            self.hear().await?;
        }
        Ok(())
    }

    fn receive(&mut self, message: &StaffMessage) {
        match message {
            StaffMessage::Snapshot(snapshot) => {
                self.seq = snapshot.news.s;
                self.night = Some(snapshot.night.clone());
                self.game = snapshot.news.game.clone().flatten();
                self.wins = snapshot.news.wins.clone().unwrap_or_default();
                self.prizes = snapshot.news.prizes.clone().unwrap_or_default();
            }
            // Whatever the screen has already is in its snapshot.
            StaffMessage::News(news) if news.s > self.seq => {
                self.seq = news.s;
                if let Some(game) = &news.game {
                    self.game.clone_from(game);
                }
                if let Some(wins) = &news.wins {
                    self.wins.clone_from(wins);
                }
                if let Some(prizes) = &news.prizes {
                    self.prizes.clone_from(prizes);
                }
            }
            StaffMessage::Ball(ball) if ball.s > self.seq => {
                self.seq = ball.s;
                if let Some(game) = &mut self.game {
                    game.calls.push(ball.b);
                }
            }
            _ => {}
        }
    }

    /// The act that ends the night on its screen.
    ///
    /// # Errors
    /// [`BotError`] before the first snapshot.
    pub fn closing(&self) -> Result<Act, BotError> {
        let night = self.night.clone().ok_or("no night").on("closing the night")?;
        Ok(Act::CloseNight { night })
    }

    /// What is left of a prize, as the screen knows it.
    #[must_use]
    pub fn stock(&self, prize: &PrizeId) -> Option<u32> {
        self.prizes.iter().find(|shown| shown.id == *prize).map(|shown| shown.stock)
    }

    /// One act under a fresh id: what it wrote, or why not.
    ///
    /// # Errors
    /// [`BotError`] when there is no answer.
    pub async fn ask(&mut self, act: impl Into<StaffAct>) -> Result<ReplyBody, BotError> {
        let act = act.into();
        let id = new_id();
        loop {
            let text = self.ask_as(id, act.clone()).await?;
            match body_of(&text)? {
                ReplyBody::Refused(Refusal::Busy { retry_after_ms }) => {
                    tokio::time::sleep(Duration::from_millis(retry_after_ms.into())).await;
                }
                body => return Ok(body),
            }
        }
    }

    /// One act under this id: the reply's text.
    ///
    /// # Errors
    /// [`BotError`] when there is no answer.
    pub async fn ask_as(&mut self, id: CommandId, act: impl Into<StaffAct>) -> Result<String, BotError> {
        let act = act.into();
        self.send(&StaffRequest::Act { id, act }).await?;
        self.reply_to(id).await
    }

    /// The reply to a request that was sent.
    async fn reply_to(&mut self, id: CommandId) -> Result<String, BotError> {
        loop {
            let text = self.hear_text().await?;
            match serde_json::from_str(&text).on("decoding")? {
                StaffMessage::Reply(reply) if reply.id == id => return Ok(text),
                other => self.receive(&other),
            }
        }
    }

    /// Several acts, all sent before the first answer is awaited; the answers in their order.
    ///
    /// # Errors
    /// [`BotError`] when answers are missing.
    pub async fn ask_all(
        &mut self,
        acts: impl IntoIterator<Item = impl Into<StaffAct>>,
    ) -> Result<Vec<ReplyBody>, BotError> {
        let mut ids = Vec::new();
        for act in acts {
            let id = new_id();
            self.send(&StaffRequest::Act { id, act: act.into() }).await?;
            ids.push(id);
        }
        let mut bodies = Vec::with_capacity(ids.len());
        for id in ids {
            bodies.push(body_of(&self.reply_to(id).await?)?);
        }
        Ok(bodies)
    }

    /// An act that must be carried out: seq of its first entry, and its entries.
    ///
    /// # Errors
    /// [`BotError::Unexpected`] when it is refused.
    pub async fn must(&mut self, act: impl Into<StaffAct>) -> Result<(u64, Vec<Entry>), BotError> {
        let act = act.into();
        let asked = format!("{act:?}");
        match self.ask(act).await? {
            ReplyBody::Ok { seq, entries } => Ok((seq, entries)),
            other => Err(BotError::Unexpected(format!("{asked} gave {other:?}"))),
        }
    }

    /// An act that must be refused.
    ///
    /// # Errors
    /// [`BotError::Unexpected`] when it is carried out.
    pub async fn must_not(&mut self, act: impl Into<StaffAct>) -> Result<Refusal, BotError> {
        let act = act.into();
        let asked = format!("{act:?}");
        match self.ask(act).await? {
            ReplyBody::Refused(refusal) => Ok(refusal),
            other => Err(BotError::Unexpected(format!("{asked} gave {other:?}"))),
        }
    }

    /// Tonight's ledger as anybody can verify it: a zip.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn bundle(&mut self) -> Result<Bytes, BotError> {
        self.door.request("GET", "/api/bundle", &mut self.device.cookies, Bytes::new()).await
    }

    /// What shows who it is.
    #[must_use]
    pub fn cookies(&self) -> Cookies {
        self.device.cookies.clone()
    }

    /// New cards, and what their QR codes say: the typed codes are on the list for stock keeping, and a
    /// phone that types one is told the key.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn issue_cards(&mut self, count: u32) -> Result<Vec<String>, BotError> {
        let asked = IssueCards { count, low_tie: false };
        let set: IssuedSet = self.door.post("/api/cards", &mut self.device.cookies, &asked).await?;
        let list = format!("/api/cards/{}-{}.csv", set.first, set.last);
        let list = self.door.request("GET", &list, &mut self.device.cookies, Bytes::new()).await?;
        let list = std::str::from_utf8(&list).on("reading the list of cards")?;
        let mut keys = Vec::new();
        for line in list.lines().skip(1) {
            let code = line.split(',').nth(1).ok_or("no code").on("reading the list of cards")?.to_owned();
            let entry = CodeEntry { code };
            let found: CodeFound = self.door.post("/api/code", &mut Cookies::default(), &entry).await?;
            keys.push(found.key);
        }
        Ok(keys)
    }

    /// The door this person came through.
    #[must_use]
    pub fn door(&self) -> &Door {
        &self.door
    }
}

/// Where a device stands and what it is for.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Name of the place.
    pub desk: &'a str,
    /// What the device may be used for.
    pub profile: Profile,
}

/// A fresh command id.
#[must_use]
pub fn new_id() -> CommandId {
    CommandId(uuid::Uuid::now_v7())
}

/// What a reply's text says.
///
/// # Errors
/// [`BotError`] when it is no reply.
pub fn body_of(text: &str) -> Result<ReplyBody, BotError> {
    match serde_json::from_str(text).on("decoding")? {
        StaffMessage::Reply(reply) => Ok(reply.body),
        other => Err(BotError::Unexpected(format!("no reply: {other:?}"))),
    }
}

fn label(text: &str) -> Result<Label, BotError> {
    Label::new(text).on("naming something")
}
