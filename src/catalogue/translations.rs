//! The sentences of one language, by their ids.

use super::po::{Forms, parse};
use icu_locale_core::Locale;
use icu_plurals::PluralRules;
use std::collections::HashMap;

/// The sentences of one language, by their ids; those that count have a form for each category
/// of the language's plural, in CLDR's order.
#[derive(Debug)]
pub(super) struct Translations {
    sentences: HashMap<String, Forms>,
    plural: Option<Plural>,
}

/// The plural of a language (CLDR, "Language Plural Rules", cardinals).
#[derive(Debug)]
pub struct Plural {
    locale: Locale,
}

impl Plural {
    /// Returns the plural of the language with this tag.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        let locale = Locale::try_from_str(tag).ok()?;
        Some(Self { locale })
    }

    /// Returns how many forms the language has.
    #[must_use]
    pub fn forms(&self) -> usize {
        self.rules().map_or(1, |rules| rules.categories().count())
    }

    /// Returns which form a number of things takes: the place of its category in CLDR's order,
    /// as in `msgstr[0]` and so on.
    #[must_use]
    pub fn form(&self, count: u64) -> usize {
        let place = self.rules().and_then(|rules| {
            let category = rules.category_for(count);
            rules.categories().position(|known| known == category)
        });
        place.unwrap_or(0)
    }

    /// The rules are made when they are asked for: they are a look into ICU's table, and cannot be
    /// shared by threads.
    fn rules(&self) -> Option<PluralRules> {
        PluralRules::try_new_cardinal((&self.locale).into()).ok()
    }
}

impl Translations {
    /// Reads a PO file; what is no PO gives none.
    pub(super) fn new(tag: &str, po: &str) -> Self {
        let entries = parse(po).unwrap_or_default();
        let sentences = entries.into_iter().map(|entry| (entry.id, entry.forms));
        Self {
            sentences: sentences.collect(),
            plural: Plural::of(tag),
        }
    }

    /// Returns the sentence of an id; for one that counts, that of so many things.
    pub(super) fn sentence(&self, id: &str, count: Option<u64>) -> Option<&str> {
        let text = match (self.sentences.get(id)?, count) {
            (Forms::One(text), _) => text,
            (Forms::Many(forms), count) => {
                let form = match (&self.plural, count) {
                    (Some(plural), Some(count)) => plural.form(count),
                    _ => 0,
                };
                forms.get(form)?
            }
        };
        Some(text.as_str()).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_has_the_six_forms_of_cldr_in_their_order() {
        let plural = Plural::of("ar").expect("Arabic");
        assert_eq!(plural.forms(), 6);
        let forms = [0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111, 1000];
        assert_eq!(
            forms.map(|count| plural.form(count)),
            [0, 1, 2, 3, 3, 4, 4, 5, 5, 3, 4, 5]
        );
    }

    #[test]
    fn english_has_the_two_forms_that_messages_are_written_in() {
        let plural = Plural::of("en").expect("English");
        assert_eq!(plural.forms(), 2);
        let is_one = |count| plural.form(count) == 0;
        assert!((0..2000).all(|count| is_one(count) == (count == 1)));
    }

    #[test]
    fn a_sentence_is_found_by_its_id_alone() {
        let po = "msgid \"one hit\"\nmsgid_plural \"{hits} hits\"\nmsgstr[0] \"a\"\n\
                  msgstr[1] \"b\"\nmsgstr[2] \"c\"\nmsgstr[3] \"d\"\nmsgstr[4] \"e\"\n\
                  msgstr[5] \"f\"\n\nmsgid \"noted\"\nmsgstr \"g\"\n\n\
                  #, fuzzy\nmsgid \"not yet\"\nmsgstr \"h\"\n";
        let translations = Translations::new("ar", po);
        let said = |id, count| translations.sentence(id, count);
        assert_eq!(said("one hit", Some(7)), Some("d"));
        assert_eq!(said("one hit", Some(100)), Some("f"));
        assert_eq!(said("noted", None), Some("g"));
        assert_eq!(said("{hits} hits", Some(7)), None);
        assert_eq!(said("not yet", None), None);
    }
}
