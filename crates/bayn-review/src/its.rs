//! MQM categories and severities as ITS 2.0 localization quality issues
//! (<https://www.w3.org/TR/its20/#lqissue>), for XLIFF and TMX.
//!
//! ITS has 27 coarse types; the exact MQM entry goes into `locQualityIssueProfileRef` as an
//! IRI that ends in the mnemonic, and reading looks there first. The severities' numbers on
//! ITS's scale of 0 to 100 are ours: 0, 20, 60, 100, evenly enough apart that a value of
//! another tool falls to the nearest.

use crate::mqm;
use bayn_doc::Severity;

/// The prefix of the mnemonic in `locQualityIssueProfileRef`.
pub(crate) const PROFILE: &str = "https://themqm.org/error-types-2/typology/#";

/// The ITS type of each MQM-Core mnemonic; what is missing is `other`.
const TYPES: &[(&str, &str)] = &[
    ("terminology", "terminology"),
    ("termbase", "terminology"),
    ("term-inconsistency", "inconsistency"),
    ("wrong-term", "terminology"),
    ("accuracy", "mistranslation"),
    ("mistranslation", "mistranslation"),
    ("over-translation", "mistranslation"),
    ("under-translation", "mistranslation"),
    ("addition", "addition"),
    ("omission", "omission"),
    ("no-translate", "mistranslation"),
    ("untranslated", "untranslated"),
    ("fluency", "grammar"),
    ("grammar", "grammar"),
    ("punctuation", "typographical"),
    ("spelling", "misspelling"),
    ("unintelligible", "other"),
    ("character-encoding", "characters"),
    ("textual-conventions", "style"),
    ("style", "style"),
    ("company-style", "style"),
    ("third-party-style", "style"),
    ("inconsistent-external-reference", "inconsistency"),
    ("register", "register"),
    ("awkward", "style"),
    ("unidiomatic", "style"),
    ("inconsistent-style", "inconsistency"),
    ("locale-convention", "locale-violation"),
    ("number-format", "numbers"),
    ("currency-format", "locale-violation"),
    ("measurement-format", "locale-violation"),
    ("time-format", "locale-violation"),
    ("date-format", "locale-violation"),
    ("address-format", "locale-violation"),
    ("telephone-format", "locale-violation"),
    ("shortcut-key", "locale-violation"),
    ("verity", "locale-specific-content"),
    ("culture-specific", "locale-specific-content"),
    ("offensive", "other"),
    ("design", "formatting"),
    ("local-formatting", "formatting"),
    ("overall-design", "formatting"),
    ("markup", "markup"),
    ("truncation-text-expansion", "length"),
    ("missing-text", "omission"),
    ("broken-link", "internationalization"),
];

/// The best mnemonic for an ITS type of another tool.
const BACK: &[(&str, &str)] = &[
    ("terminology", "wrong-term"),
    ("mistranslation", "mistranslation"),
    ("omission", "omission"),
    ("untranslated", "untranslated"),
    ("addition", "addition"),
    ("duplication", "addition"),
    ("inconsistency", "term-inconsistency"),
    ("grammar", "grammar"),
    ("register", "register"),
    ("locale-specific-content", "culture-specific"),
    ("locale-violation", "locale-convention"),
    ("style", "style"),
    ("characters", "character-encoding"),
    ("misspelling", "spelling"),
    ("typographical", "punctuation"),
    ("formatting", "local-formatting"),
    ("inconsistent-entities", "term-inconsistency"),
    ("numbers", "number-format"),
    ("markup", "markup"),
    ("length", "truncation-text-expansion"),
];

/// Returns the `locQualityIssueType` of a stored category.
#[must_use]
pub(crate) fn issue_type(category: &str) -> &'static str {
    let mnemonic = mqm::resolve(category).map_or("", |entry| entry.mnemonic);
    TYPES
        .iter()
        .find(|(name, _)| *name == mnemonic)
        .map_or("other", |(_, issue)| issue)
}

/// Returns the `locQualityIssueProfileRef` of a stored category, or `None` for one that
/// MQM-Core does not have.
#[must_use]
pub(crate) fn profile_ref(category: &str) -> Option<String> {
    mqm::resolve(category).map(|entry| format!("{PROFILE}{}", entry.mnemonic))
}

/// Returns the category of an issue: by the profile's last part if it is an MQM entry,
/// else by the type; an unknown type is kept unchanged.
#[must_use]
pub fn category(issue_type: &str, profile_ref: Option<&str>) -> String {
    let named = profile_ref
        .and_then(|iri| iri.rsplit(['#', '/']).next())
        .and_then(mqm::find);
    if let Some(entry) = named {
        return entry.mnemonic.to_owned();
    }
    BACK.iter()
        .find(|(issue, _)| *issue == issue_type)
        .map_or(issue_type, |(_, mnemonic)| mnemonic)
        .to_owned()
}

/// Returns the `locQualityIssueSeverity`.
#[must_use]
pub(crate) const fn severity_number(severity: Severity) -> u8 {
    match severity {
        Severity::Neutral => 0,
        Severity::Minor => 20,
        Severity::Major => 60,
        Severity::Critical => 100,
    }
}

/// Returns the severity nearest to a number from 0 to 100.
#[must_use]
pub fn severity(number: f64) -> Severity {
    match number {
        number if number < 10.0 => Severity::Neutral,
        number if number < 40.0 => Severity::Minor,
        number if number < 80.0 => Severity::Major,
        _ => Severity::Critical,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_comes_back_by_its_profile() {
        for entry in mqm::categories() {
            let issue = issue_type(entry.mnemonic);
            let profile = profile_ref(entry.mnemonic);
            assert_eq!(category(issue, profile.as_deref()), entry.mnemonic);
            assert!(TYPES.iter().any(|(name, _)| *name == entry.mnemonic));
        }
        for (issue, mnemonic) in BACK {
            assert_eq!(category(issue, None), *mnemonic);
            assert!(mqm::find(mnemonic).is_some());
        }
        assert_eq!(category("whitespace", None), "whitespace");
    }

    #[test]
    fn severities_come_back() {
        for one in Severity::ALL {
            assert_eq!(severity(f64::from(severity_number(one))), one);
        }
    }
}
