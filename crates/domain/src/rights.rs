//! Who may do what. Rights = those of the person's role that the device's profile also allows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One thing a person may be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Right {
    /// Sell cards and look them up.
    Sell,
    /// Open, draw, recall, pause and close games.
    Call,
    /// Enter claims and judge them.
    Verify,
    /// Hand out prizes.
    Pay,
    /// Void cards, change prizes, games and the night; print cards; export.
    Manage,
    /// Staff, devices, rights.
    People,
}

impl Right {
    /// Every right, in the order of [`Rights`]' bits.
    pub const ALL: [Self; 6] = [Self::Sell, Self::Call, Self::Verify, Self::Pay, Self::Manage, Self::People];
}

/// A set of rights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rights(u8);

impl Rights {
    /// May do nothing: guests and boards.
    pub const NONE: Self = Self(0);
    /// May do everything.
    pub const ALL: Self = Self(0b11_1111);

    /// The set of these rights.
    #[must_use]
    pub fn of(rights: &[Right]) -> Self {
        Self(rights.iter().fold(0, |bits, &right| bits | 1 << right as u8))
    }

    /// Whether the set holds this right.
    #[must_use]
    pub fn allow(self, right: Right) -> bool {
        self.0 & 1 << right as u8 != 0
    }

    /// The rights in both sets.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The rights held, in a fixed order.
    #[must_use]
    pub fn list(self) -> Vec<Right> {
        Right::ALL.into_iter().filter(|&right| self.allow(right)).collect()
    }
}

/// What staff may look at beside what every staff screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// One card: its code, its numbers, its sale.
    Card,
    /// Card sets to print.
    Sheets,
    /// The ledger of the night.
    Bundle,
    /// What is left to prepare.
    FirstSteps,
    /// What can be played, and how long it would take.
    Games,
    /// Programmes of former nights.
    Programmes,
}

impl Look {
    /// The rights that open it: any one of them does.
    #[must_use]
    pub fn rights(self) -> &'static [Right] {
        match self {
            // Whoever sells, checks, pays or voids cards has one in their hands.
            Self::Card => &[Right::Sell, Right::Verify, Right::Pay, Right::Manage],
            Self::Games => &[Right::Manage, Right::Call],
            Self::Sheets | Self::Bundle | Self::FirstSteps | Self::Programmes => &[Right::Manage],
        }
    }

    /// Whether whoever holds these rights may look.
    #[must_use]
    pub fn is_open_to(self, held: Rights) -> bool {
        self.rights().iter().any(|&right| held.allow(right))
    }
}

/// What a person is on the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs the venue: everything.
    Owner,
    /// Runs the games.
    Caller,
    /// Sells cards.
    Seller,
    /// Checks wins.
    Verifier,
    /// Hands out prizes.
    PrizeDesk,
}

impl Role {
    /// What the role allows. Sellers never verify: who sells a card must not judge it.
    #[must_use]
    pub fn rights(self) -> Rights {
        match self {
            Self::Owner => Rights::ALL,
            Self::Caller => Rights::of(&[Right::Call, Right::Verify]),
            Self::Seller => Rights::of(&[Right::Sell]),
            Self::Verifier => Rights::of(&[Right::Verify, Right::Pay]),
            Self::PrizeDesk => Rights::of(&[Right::Pay]),
        }
    }
}

/// What a device may be used for, whoever holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// Anything its holder may do.
    Any,
    /// A sales desk.
    SalesDesk,
    /// The caller's stand.
    CallerStand,
    /// Where wins are checked and prizes handed out.
    PrizeDesk,
}

impl Profile {
    /// What the device allows.
    #[must_use]
    pub fn rights(self) -> Rights {
        match self {
            Self::Any => Rights::ALL,
            Self::SalesDesk => Rights::of(&[Right::Sell]),
            Self::CallerStand => Rights::of(&[Right::Call, Right::Verify]),
            Self::PrizeDesk => Rights::of(&[Right::Verify, Right::Pay]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_cut_down_to_what_the_device_is_for() {
        let owner_at_the_bar = Role::Owner.rights().within(Profile::SalesDesk.rights());
        assert_eq!(owner_at_the_bar.list(), [Right::Sell]);
        assert_eq!(Role::Seller.rights().within(Profile::PrizeDesk.rights()), Rights::NONE);
    }

    #[test]
    fn every_role_sees_the_cards_it_works_with_and_only_owners_the_ledger() {
        for role in [Role::Owner, Role::Caller, Role::Seller, Role::Verifier, Role::PrizeDesk] {
            assert!(Look::Card.is_open_to(role.rights()));
            assert_eq!(Look::Bundle.is_open_to(role.rights()), role == Role::Owner);
        }
        assert!(!Look::Card.is_open_to(Rights::of(&[Right::Call, Right::People])));
    }

    #[test]
    fn who_sells_never_verifies() {
        assert!(!Role::Seller.rights().allow(Right::Verify));
    }
}
