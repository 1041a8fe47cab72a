//! A member of staff with an enrolled device.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use data_encoding::BASE64URL_NOPAD;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio_tungstenite::tungstenite::Message;

use super::door::{Cookies, Door, Socket};
use super::{BotError, While as _};
use crate::domain::{CommandId, Entry, Label, Profile, Role};
use crate::protocol::{
    ClaimBox, DeviceKey, Enrol, EnrolmentOffer, EnrolmentRequest, GameView, Me, NewStaff, PersonView, ReplyBody,
    SignIn, StaffAct, StaffMessage, StaffRequest, VERSION,
};

/// One person on one device, signed in.
pub struct Staff {
    door: Door,
    key: EcdsaKeyPair,
    /// Cookies of device and session.
    pub cookies: Cookies,
    socket: Option<Socket>,
    /// The current game as the screen knows it.
    pub game: Option<GameView>,
    /// Seq of the newest entry heard.
    pub seq: u64,
}

impl Staff {
    fn new(door: &Door) -> Result<Self, BotError> {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).on("making a device key")?;
        Ok(Self { door: door.clone(), key, cookies: Cookies::default(), socket: None, game: None, seq: 0 })
    }

    fn device(&self) -> DeviceKey {
        DeviceKey { public_key: BASE64URL_NOPAD.encode(self.key.public_key().as_ref()) }
    }

    /// The first person: claims the box with the code from its console.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn claim_box(door: &Door, claim_code: &str, pin: &str) -> Result<Self, BotError> {
        let mut staff = Self::new(door)?;
        let body = ClaimBox {
            claim_code: claim_code.to_owned(),
            name: label("Olivia Owner")?,
            pin: pin.to_owned(),
            desk: label("Bar")?,
            device: staff.device(),
        };
        let _: serde_json::Value = door.post("/api/claim-box", &mut staff.cookies, &body).await?;
        staff.listen().await?;
        Ok(staff)
    }

    /// Adds a colleague and enrols a device for them.
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn hire(&mut self, name: &str, role: Role, desk: &str, pin: &str) -> Result<Self, BotError> {
        let body = NewStaff { name: label(name)?, role, pin: pin.to_owned() };
        let person: PersonView = self.door.post("/api/staff", &mut self.cookies, &body).await?;
        let body = EnrolmentRequest { desk: label(desk)?, profile: Profile::Any };
        let offer: EnrolmentOffer = self.door.post("/api/devices/enrolment", &mut self.cookies, &body).await?;
        let token = offer.url.rsplit("e=").next().unwrap_or_default().to_owned();
        let mut staff = Self::new(&self.door)?;
        let body = Enrol { token, device: staff.device() };
        let _: serde_json::Value = self.door.post("/api/enrol", &mut staff.cookies, &body).await?;
        staff.sign_in(&person, pin).await?;
        staff.listen().await?;
        Ok(staff)
    }

    async fn sign_in(&mut self, person: &PersonView, pin: &str) -> Result<(), BotError> {
        let me: Me = self.door.get("/api/me", &mut self.cookies).await?;
        let challenge = me.challenge.ok_or("no challenge").on("signing in")?;
        let signature = self.key.sign(&SystemRandom::new(), challenge.as_bytes()).on("signing")?;
        let body = SignIn {
            staff: person.id.clone(),
            pin: pin.to_owned(),
            signature: BASE64URL_NOPAD.encode(signature.as_ref()),
            challenge,
        };
        let _: serde_json::Value = self.door.post("/api/sign-in", &mut self.cookies, &body).await?;
        Ok(())
    }

    /// Opens the screen's socket (again).
    ///
    /// # Errors
    /// [`BotError`].
    pub async fn listen(&mut self) -> Result<(), BotError> {
        self.socket = Some(self.door.socket("/api/staff/socket", &self.cookies).await?);
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
    pub async fn hear_text(&mut self) -> Result<String, BotError> {
        let socket = self.socket.as_mut().ok_or("no socket").on("listening")?;
        loop {
            match socket.next().await.ok_or("closed").on("listening")?.on("listening")? {
                Message::Text(text) => return Ok(text.as_str().to_owned()),
                _ => continue,
            }
        }
    }

    async fn hear(&mut self) -> Result<StaffMessage, BotError> {
        let text = self.hear_text().await?;
        let message: StaffMessage = serde_json::from_str(&text).on("decoding")?;
        self.take(&message);
        Ok(message)
    }

    fn take(&mut self, message: &StaffMessage) {
        match message {
            StaffMessage::Snapshot(snapshot) => {
                self.seq = snapshot.news.s;
                self.game = snapshot.news.game.clone().flatten();
            }
            StaffMessage::News(news) => {
                self.seq = news.s;
                if let Some(game) = &news.game {
                    self.game.clone_from(game);
                }
            }
            StaffMessage::Ball(ball) => {
                self.seq = ball.s;
                if let Some(game) = &mut self.game {
                    game.calls.push(ball.b);
                }
            }
            _ => {}
        }
    }

    /// One act under a fresh id: what it wrote, or why not.
    ///
    /// # Errors
    /// [`BotError`] when there is no answer.
    pub async fn ask(&mut self, act: StaffAct) -> Result<ReplyBody, BotError> {
        let id = CommandId(uuid::Uuid::now_v7());
        let text = self.ask_as(id, act).await?;
        match serde_json::from_str(&text).on("decoding")? {
            StaffMessage::Reply(reply) => Ok(reply.body),
            other => Err(BotError::Unexpected(format!("no reply: {other:?}"))),
        }
    }

    /// One act under this id: the reply's text.
    ///
    /// # Errors
    /// [`BotError`] when there is no answer.
    pub async fn ask_as(&mut self, id: CommandId, act: StaffAct) -> Result<String, BotError> {
        self.send(&StaffRequest::Act { id, act }).await?;
        loop {
            let text = self.hear_text().await?;
            let message: StaffMessage = serde_json::from_str(&text).on("decoding")?;
            match message {
                StaffMessage::Reply(reply) if reply.id == id => return Ok(text),
                other => self.take(&other),
            }
        }
    }

    /// An act that must be carried out: its entries.
    ///
    /// # Errors
    /// [`BotError::Unexpected`] when it is refused.
    pub async fn must(&mut self, act: StaffAct) -> Result<Vec<Entry>, BotError> {
        let asked = format!("{act:?}");
        match self.ask(act).await? {
            ReplyBody::Ok { entries, .. } => Ok(entries),
            other => Err(BotError::Unexpected(format!("{asked} gave {other:?}"))),
        }
    }

    /// The door this person came through.
    #[must_use]
    pub fn door(&self) -> &Door {
        &self.door
    }
}

fn label(text: &str) -> Result<Label, BotError> {
    Label::new(text).on("naming something")
}
