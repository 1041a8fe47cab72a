//! Bodies of the HTTP API: joining, signing in, people, devices, printing.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use domain::{DeviceId, Label, Profile, Reason, Refusal, Right, Role, Serial, StaffId};

/// `GET /api/venue`: what anybody may know.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(rename = "Venue")]
pub struct VenueView {
    /// Name of the venue.
    pub venue: Label,
    /// Wi-Fi network, if the box runs one.
    pub wifi: Option<Label>,
    /// Where guests go.
    pub join_url: String,
    /// Version of the program.
    pub version: String,
    /// Whether an owner still has to claim the box.
    pub unclaimed: bool,
    /// Verifier key of the box (C2SP), to check checkpoints with.
    pub box_key: String,
}

/// `POST /api/code`: a typed code.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CodeEntry {
    /// As typed; folded and checked by the box.
    pub code: String,
}

/// Answer to a typed code.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CodeFound {
    /// The card's key.
    pub key: String,
}

/// Answer of every refused HTTP request.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(rename = "Problem")]
pub struct ProblemView {
    /// Why.
    pub refused: Refusal,
}

/// A device's public key: uncompressed P-256 point, base64url without padding.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeviceKey {
    /// 65 bytes, base64url.
    pub public_key: String,
}

/// `POST /api/claim-box`: the first start.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ClaimBox {
    /// One-time code printed by the box.
    pub claim_code: String,
    /// Owner's name (vault only).
    pub name: Label,
    /// Owner's PIN, 6 to 12 digits.
    pub pin: String,
    /// Where this device stands.
    pub desk: Label,
    /// This device's key.
    pub device: DeviceKey,
}

/// `POST /api/devices/enrolment`: offer a QR to a new device.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EnrolmentRequest {
    /// Where it will stand.
    pub desk: Label,
    /// What it may be used for.
    pub profile: Profile,
}

/// The offer: good once, for ten minutes.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EnrolmentOffer {
    /// Open this on the new device.
    pub url: String,
    /// The same as an SVG QR code.
    pub qr_svg: String,
    /// Box time in ms.
    pub expires_ms: i64,
}

/// `POST /api/enrol`: a new device answers the offer.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Enrol {
    /// Token of the offer.
    pub token: String,
    /// The device's key.
    pub device: DeviceKey,
}

/// `GET /api/me`: what this device and session are. Also the start of a sign-in.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Me {
    /// Whether an owner still has to claim the box.
    pub unclaimed: bool,
    /// This device, if enrolled and not suspended.
    pub device: Option<DeviceId>,
    /// Where it stands.
    pub desk: Option<Label>,
    /// Who is signed in.
    pub staff: Option<StaffId>,
    /// Their name.
    pub name: Option<Label>,
    /// What they may do here.
    pub rights: Vec<Right>,
    /// Names to choose from at sign-in (only told to enrolled devices).
    pub tiles: Vec<StaffTile>,
    /// Sign this (UTF-8) with the device key to sign in; good for 60 s, once.
    pub challenge: Option<String>,
}

/// A name on the sign-in screen.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StaffTile {
    /// Who.
    pub staff: StaffId,
    /// Name.
    pub name: Label,
    /// Role.
    pub role: Role,
}

/// `POST /api/sign-in`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Who.
    pub staff: StaffId,
    /// PIN.
    pub pin: String,
    /// The challenge signed by the device key: ECDSA P-256, SHA-256, r‖s, base64url.
    pub signature: String,
    /// The challenge.
    pub challenge: String,
}

/// `POST /api/staff`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewStaff {
    /// Name (vault only).
    pub name: Label,
    /// Role.
    pub role: Role,
    /// First PIN, 6 to 12 digits.
    pub pin: String,
}

/// `POST /api/staff/{id}/pin`: another PIN for one of the team.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NewPin {
    /// 6 to 12 digits.
    pub pin: String,
}

/// `POST /api/clock`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SetClock {
    /// How late it is on the phone, ms since 1970.
    pub now_ms: i64,
    /// The box time that was shown beside it when the person confirmed both, ms since 1970.
    #[serde(default)]
    pub seen_ms: Option<i64>,
    /// Today's date as the person typed it, `2026-11-20`.
    #[serde(default)]
    pub date: Option<String>,
}

/// `POST /api/cards`: make a set.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct IssueCards {
    /// How many cards, 1 to 5,000.
    pub count: u32,
    /// No two share a column's numbers: fewer ties, at most 1,365 cards.
    #[serde(default)]
    pub low_tie: bool,
}

/// How cards come on paper: fields of `POST /api/cards/reprint`, and the query of `GET /api/cards/….pdf`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct PrintFormat {
    /// The printer's paper.
    pub paper: PaperSize,
    /// How they lie on it.
    pub layout: CardLayout,
    /// With the numbers on the back, for double-sided printing over the long edge.
    pub back: bool,
}

/// Paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PaperSize {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 inches.
    Letter,
}

/// How cards lie on paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CardLayout {
    /// Nine to a sheet.
    #[default]
    Sheet,
    /// Each on a page of its own.
    Single,
}

/// Cards to print again.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReprintCards {
    /// Which, at most 50 ranges.
    pub cards: Vec<SerialRange>,
    /// Why: the old ones stay good until they are voided.
    pub reason: Reason,
    /// How.
    #[serde(default)]
    pub print: PrintFormat,
}

/// Cards that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SerialRange {
    /// First serial.
    pub first: Serial,
    /// Last serial.
    pub last: Serial,
}

/// A card set. Print it at `/api/cards/{first}-{last}.pdf`, list it at `….csv`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct IssuedSet {
    /// First serial.
    pub first: u32,
    /// Last serial.
    pub last: u32,
}

/// `GET /api/first-steps`: what an owner still has to do, in order.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[allow(clippy::struct_excessive_bools)] // a checklist
pub struct FirstSteps {
    /// Cards were issued.
    pub cards: bool,
    /// A second person was added.
    pub team: bool,
    /// A game is on the programme.
    pub game: bool,
    /// A prize is on the table.
    pub prize: bool,
    /// The certificate the box shows to phones.
    pub certificate: CertificateView,
}

/// The certificate the box shows to phones.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CertificateView {
    /// Who vouches for the box.
    pub from: CertificateFrom,
    /// Until when, by box time.
    pub until_ms: i64,
    /// Whole days left.
    pub days_left: i64,
    /// Somebody has to look after it: 30, 14, 7 or 1 day before its end. None as long as nobody has to.
    pub remind_days: Option<i64>,
    /// Why there is no better one, or why it could not be renewed; in words, English.
    pub why: Option<String>,
}

/// Who vouches for the box.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CertificateFrom {
    /// A public authority; the box fetches and renews it.
    Public,
    /// Files the organiser brought.
    Files,
    /// The box itself: a device has to be told once to trust it.
    Own,
}
