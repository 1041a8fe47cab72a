//! What travels between the box and its screens: wire types only.
//!
//! Every message is one JSON text in one WebSocket frame. Keys of the messages that go to every
//! phone on every ball are one letter long: `t` type, `s` seq, `h` first 16 hex digits of the
//! ledger's head hash, `b` ball, `n` call number. `docs/protocol.md` describes the conversation.
//!
//! Read `act` first (what staff ask for), then `phone` and `staff` (what each screen is sent); `types` writes the
//! TypeScript of all of it.

#![warn(missing_docs)]

mod act;
mod catalogue;
mod client;
mod condition;
mod currency;
mod frame;
mod game;
mod nights;
mod people;
mod phone;
mod programme;
mod reply;
mod staff;
mod types;
mod update;
mod version;

pub use act::{StaffAct, UnresolvedAct};
pub use catalogue::{
    AskForecast, CatalogueView, FamilyView, ForecastView, FormerProgramme, PlayStageView, PlayView,
    StageForecastView,
};
pub use client::{BoardHello, PhoneRequest, Receipt, Since, StaffRequest};
pub use condition::{
    Alert, BoxView, BundleTaken, Condition, Misuse, Notice, RadioNow, RadioTrouble, RadioView, SeatsView,
    StorageSpeed, StorageView, Warning, WifiFrom, WifiView,
};
pub use currency::Currency;
pub use frame::text_frame;
pub use game::{
    BallNews, ExtraView, Fairness, GameView, JackpotView, Paused, StageView, StatusView, WinCardState,
    WinCardView, WinView,
};
pub use nights::{CopyRead, KeptName, KeptNight, KeptNights, KeptRecord, RemovedLedger};
pub use people::{
    CardLayout, CertificateFrom, CertificateView, ClaimBox, CodeEntry, CodeFound, DeviceKey, Enrol,
    EnrolmentOffer, EnrolmentRequest, FirstSteps, IssueCards, IssuedSet, Me, NewPin, NewStaff, PaperSize,
    PrintFormat, ProblemView, ReprintCards, SerialRange, SetClock, SignIn, StaffTile, VenueView,
};
pub use phone::{BoardMessage, BoardSnapshot, CardState, CardView, GameNews, PhoneMessage, PhoneSnapshot};
pub use programme::{GameSummary, Programme, ShownView, UpNext};
pub use reply::{CardInfo, Reply, ReplyBody};
pub use staff::{
    Counts, DeviceView, Durability, FeedItem, PersonView, PrizeView, StaffMessage, StaffNews, StaffSnapshot,
    StaffWin,
};
pub use types::typescript;
pub use update::{AskUpdate, UpdateNews, UpdateStep};
pub use version::{BadVersion, Version};

/// Version of the protocol. A client with another version reloads itself.
pub const VERSION: u16 = 1;
