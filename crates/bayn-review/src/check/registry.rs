//! The list of checks: one row each, with the data that is shown with a finding.
//!
//! Help, the command line and the report writers use ids, titles and categories from
//! here; a check that is not in the list does not run. The categories are mnemonics of
//! MQM-Core.

use super::{Hits, Pair, Setup};
use bayn_doc::Severity;

/// The scope of a check.
#[derive(Clone, Copy)]
pub(crate) enum Look {
    /// Each bead by itself.
    Bead(fn(&Pair<'_>, &Setup<'_>, &mut Hits)),
    /// The text as a whole.
    Text(fn(&[Pair<'_>], &Setup<'_>, &mut Hits)),
}

/// One automatic check.
#[derive(Clone, Copy)]
pub struct Check {
    /// The name by which it is enabled, disabled and reported, such as `number`.
    pub id: &'static str,
    /// Its title for people.
    pub title: &'static str,
    /// The mnemonic of the MQM-Core category that its findings usually belong to.
    pub category: &'static str,
    /// The default severity of its findings: major if six in
    /// ten were right in texts not used for tuning, minor if 35 in a hundred were, else neutral; the
    /// counts are in the tests' `checks/blind.tsv`.
    pub severity: Severity,
    /// What it looks for, as one English sentence.
    pub looks_for: &'static str,
    pub(crate) look: Look,
}

macro_rules! checks {
    ($($id:literal $title:literal $category:literal $severity:ident $kind:ident $run:path: $why:literal;)*) => {
        /// All checks, in the order in which their findings are listed within a bead.
        pub const CHECKS: &[Check] = &[$(Check {
            id: $id,
            title: $title,
            category: $category,
            severity: Severity::$severity,
            looks_for: $why,
            look: Look::$kind($run),
        }),*];
    };
}

checks! {
    "number" "Number" "mistranslation" Minor Bead super::number::check:
        "A number or percent sign that the other side lacks, compared by value, in any digits or in words.";
    "date" "Month or weekday" "mistranslation" Major Bead super::date::check:
        "A month or a day of the week that differs between the sides.";
    "unit" "Unit of measure" "mistranslation" Major Bead super::unit::check:
        "A unit beside a number that became another unit of the same measure.";
    "currency" "Currency" "mistranslation" Major Bead super::currency::check:
        "A currency that became another one, by sign, code or name.";
    "ordinal" "Ordinal" "mistranslation" Minor Bead super::ordinal::check:
        "An ordinal number, in words or digits, that became another one.";
    "opposite" "Opposite" "mistranslation" Minor Bead super::opposite::check:
        "A word translated by its opposite: rose for fell, more for less.";
    "direction" "Compass point" "mistranslation" Major Bead super::direction::check:
        "A compass point that became another one.";
    "name" "Spelling of names" "term-inconsistency" Minor Text super::name::check:
        "A name that the translation spells in several ways, or not as it sounds in the source.";
    "person" "Another name" "mistranslation" Neutral Text super::person::check:
        "A name that another one replaced, judged by its sound and its surroundings.";
    "acronym" "Acronym" "mistranslation" Minor Text super::acronym::check:
        "An acronym with a letter that its counterpart lacks.";
    "country" "Country" "omission" Neutral Bead super::country::check:
        "A country that the source names and the translation does not.";
    "entity" "Dropped name" "omission" Neutral Bead super::entity::check:
        "An organisation that the source names more often than the translation.";
    "negation" "Negation" "mistranslation" Minor Bead super::negation::check:
        "A negation on one side with nothing on the other that may express it.";
    "gender" "He or she" "mistranslation" Minor Bead super::gender::check:
        "An English pronoun of a speaker whose verb and pronoun are of the other gender in Arabic.";
    "term" "Term" "mistranslation" Neutral Bead super::term::check:
        "A word of the built-in lists with few possible translations, none of which is there.";
    "glossary" "Glossary" "termbase" Major Bead super::glossary::check:
        "A term of the user's glossary whose translation is missing or forbidden.";
    "pattern" "Pattern" "company-style" Minor Bead super::pattern::check:
        "A match of one of the user's regular expressions.";
    "omission" "Missing sentence" "omission" Major Text super::omission::check:
        "A source sentence that has no counterpart in the translation.";
    "addition" "Added sentence" "addition" Major Bead super::addition::check:
        "A sentence of the translation that has no counterpart in the source.";
    "gap" "Clause without counterpart" "omission" Neutral Text super::gap::check:
        "A clause missing from the other side, which is shorter by as much.";
    "length" "Length" "omission" Neutral Text super::length::check:
        "A translation much longer or shorter than the others in the text.";
    "untranslated" "Untranslated" "untranslated" Minor Text super::untranslated::check:
        "Words in the script of the source that were left in the translation.";
    "unchanged" "Equal to the source" "untranslated" Minor Text super::unchanged::check:
        "A sentence that is the same on both sides.";
    "consistency" "Repeated sentence" "inconsistent-style" Neutral Text super::consistency::check:
        "A sentence translated in two ways, or two sentences translated alike.";
    "quote" "Quotation marks" "punctuation" Minor Text super::quote::check:
        "A quotation mark without a partner, or a quotation that only one side has or that covers more on one side.";
    "bracket" "Brackets" "omission" Minor Bead super::bracket::check:
        "A bracket without a partner, or a bracketed remark that the translation drops.";
    "ellipsis" "Ellipsis" "omission" Minor Bead super::ellipsis::check:
        "An ellipsis in brackets that only one side has.";
    "punctuation" "Punctuation" "punctuation" Minor Text super::punctuation::check:
        "A question that is not one on the other side, a missing final mark, a mark of another script, a comma between subject and verb.";
    "spacing" "Spaces" "punctuation" Minor Bead super::spacing::check:
        "A double space, a space before a punctuation mark, or none after it.";
    "hidden" "Hidden controls" "character-encoding" Minor Bead super::hidden::check:
        "A hidden control that changes the order in which text is shown.";
    "mangled" "Damaged letters" "character-encoding" Minor Text super::mangled::check:
        "Letters that a program damaged: decoded wrongly, or stored as presentation forms or in visual order.";
    "repetition" "Repeated word" "grammar" Minor Bead super::repetition::check:
        "A word written twice in a row.";
    "capital" "Capitals" "spelling" Neutral Text super::capital::check:
        "A name of several words that is capitalised here and not there.";
    "article" "Article" "grammar" Neutral Bead super::article::check:
        "An English article that does not fit its word, or is missing before a name.";
    "agreement" "Number and noun" "grammar" Minor Bead super::agreement::check:
        "A singular noun after a number above one, in English.";
    "usage" "Usage" "unidiomatic" Minor Bead super::usage::check:
        "A wording that is wrong in English whatever was meant, or a sentence without a main clause.";
}

/// Returns the check with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_check_is_named_once_and_says_what_it_looks_for() {
        let mut ids = HashSet::new();
        for check in CHECKS {
            assert!(ids.insert(check.id), "{} stands twice", check.id);
            assert!(check.looks_for.ends_with('.'), "{}", check.id);
            assert!(!check.title.is_empty());
        }
        assert!(find("number-of-angels").is_none());
    }
}
