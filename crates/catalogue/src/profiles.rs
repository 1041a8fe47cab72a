//! The house-rule profiles a game can be opened with.

use domain::{Amount, ClaimMode, Daub, LostLink, PatternSlug, Rules, TieRule, Undo, Window};

/// The house rules a game can be opened with, the default first.
///
/// # Panics
/// Never: the slugs are constants.
#[must_use]
pub fn profiles() -> Vec<Rules> {
    let named =
        |slug| Rules { profile: PatternSlug::new(slug).expect("a constant slug"), ..Rules::friendly_pub() };
    vec![
        Rules::friendly_pub(),
        Rules {
            daub: Daub::CatchUp,
            window: Window::NextBall,
            last_number: true,
            ties: TieRule::Split,
            undo: Undo::BeforeClaim,
            show_card_from: Some(Amount::cents(10_000)),
            second_person_from: Some(Amount::ZERO),
            ..named("uk-style")
        },
        Rules {
            daub: Daub::Tap,
            window: Window::NextBall,
            last_number: true,
            ties: TieRule::SplitPlayers,
            lost_link: LostLink::Freeze,
            undo: Undo::BeforePayout,
            show_card_from: Some(Amount::cents(10_000)),
            second_person_from: Some(Amount::cents(10_000)),
            ..named("michigan-style")
        },
        Rules {
            daub: Daub::CatchUp,
            window: Window::ThreeAsks,
            last_number: false,
            ties: TieRule::Split,
            undo: Undo::BeforePayout,
            show_card_from: Some(Amount::cents(50_000)),
            second_person_from: Some(Amount::cents(50_000)),
            ..named("ontario-style")
        },
        Rules { claim: ClaimMode::Auto, ..named("fully-automatic") },
        Rules { ties: TieRule::Random, ..named("lucky-draw") },
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_default_profile_comes_first_and_each_has_its_own_name() {
        assert_eq!(profiles()[0], Rules::friendly_pub());
        let names: BTreeSet<_> = profiles().into_iter().map(|rules| rules.profile).collect();
        assert_eq!(names.len(), profiles().len());
    }
}
