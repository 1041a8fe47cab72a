//! The texts by language. Names of buttons are those that the systems' own translations use.

mod english;
mod french;
mod german;
mod spanish;

use catalogue::Languages;

/// The texts of both pages.
pub(super) struct Texts {
    pub(super) tag: &'static str,
    pub(super) title: &'static str,
    pub(super) lead: &'static str,
    pub(super) needless: &'static str,
    pub(super) load: &'static str,
    pub(super) computer_name: &'static str,
    pub(super) apple: &'static [Guide],
    pub(super) android: &'static [Guide],
    pub(super) computer: &'static [Guide],
    pub(super) compare_title: &'static str,
    pub(super) compare: &'static str,
    pub(super) then: &'static str,
    pub(super) remove: &'static str,
    pub(super) tls_title: &'static str,
    pub(super) tls: &'static str,
    pub(super) tls_warns: &'static str,
}

/// Steps under one heading.
pub(super) struct Guide {
    /// May be empty.
    pub(super) title: &'static str,
    pub(super) steps: &'static [InstallStep],
}

/// What to do, and the buttons to tap for it in their order.
pub(super) struct InstallStep {
    pub(super) say: &'static str,
    pub(super) taps: &'static [&'static str],
}

pub(super) const TEXTS: Languages<&Texts> =
    Languages { en: &english::ENGLISH, es: &spanish::SPANISH, fr: &french::FRENCH, de: &german::GERMAN };
