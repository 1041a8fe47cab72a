//! TypeScript of every wire type, generated from the Rust ones so that the two cannot drift.

use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

use super::{catalogue, client, condition, people, phone, staff};
use domain::Refusal;

struct Collector<'a> {
    config: &'a Config,
    declarations: BTreeMap<String, String>,
}

impl TypeVisitor for Collector<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Types without an output path are TypeScript's own: numbers, strings, arrays.
        if T::output_path().is_none() || self.declarations.contains_key(&T::ident(self.config)) {
            return;
        }
        let docs = T::docs().map(|docs| docs.trim_end().to_owned() + "\n").unwrap_or_default();
        let declaration = format!("{docs}export {}\n", T::decl(self.config));
        self.declarations.insert(T::ident(self.config), declaration);
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The text of `web/src/shared/protocol.gen.ts`.
#[must_use]
pub fn typescript() -> String {
    let config = Config::new().with_large_int("number").with_array_tuple_limit(0);
    let mut all = Collector { config: &config, declarations: BTreeMap::new() };
    all.visit::<client::PhoneRequest>();
    all.visit::<client::BoardHello>();
    all.visit::<client::StaffRequest>();
    all.visit::<phone::PhoneMessage>();
    all.visit::<phone::BoardMessage>();
    all.visit::<staff::StaffMessage>();
    all.visit::<people::VenueView>();
    all.visit::<people::CodeEntry>();
    all.visit::<people::CodeFound>();
    all.visit::<people::ProblemView>();
    all.visit::<people::ClaimBox>();
    all.visit::<people::EnrolmentRequest>();
    all.visit::<people::EnrolmentOffer>();
    all.visit::<people::Enrol>();
    all.visit::<people::Me>();
    all.visit::<people::SignIn>();
    all.visit::<people::NewPin>();
    all.visit::<people::NewStaff>();
    all.visit::<people::SetClock>();
    all.visit::<people::IssueCards>();
    all.visit::<people::ReprintCards>();
    all.visit::<people::PrintFormat>();
    all.visit::<people::PaperSize>();
    all.visit::<people::CardLayout>();
    all.visit::<people::IssuedSet>();
    all.visit::<people::FirstSteps>();
    all.visit::<condition::BoxView>();
    all.visit::<crate::AskUpdate>();
    all.visit::<crate::KeptNights>();
    all.visit::<crate::CopyRead>();
    all.visit::<catalogue::CatalogueView>();
    all.visit::<catalogue::AskForecast>();
    all.visit::<catalogue::ForecastView>();
    all.visit::<catalogue::FormerProgramme>();
    all.visit::<Refusal>();
    let declarations: Vec<_> = all.declarations.into_values().collect();
    format!(
        "// Generated from crates/protocol by `just types`. Do not edit.\n\nexport const PROTOCOL_VERSION = {};\n\n{}",
        super::VERSION,
        declarations.join("\n")
    )
}
