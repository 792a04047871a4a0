//! The varieties of a language in one corpus: merged memories tag English `EN`, `en-US` and
//! `en-GB` in turn, and a request for English means all of them.

use crate::corpus::{Corpus, written_tag};
use bayn_text::Lang;
use std::collections::BTreeSet;

/// The prefix of a unit's attribute, before a language tag, that names the variety of its text.
pub(crate) const VARIETY: &str = "tmx:variety:";

/// Returns the number of languages, counting varieties as one.
fn families(langs: &[Lang]) -> usize {
    langs
        .iter()
        .map(Lang::primary)
        .collect::<BTreeSet<_>>()
        .len()
}

/// Returns two languages of which all are varieties, where there are more: unless a unit has a
/// text in two varieties of one, these are different tags of one language.
#[must_use]
pub fn two_languages(langs: &[Lang]) -> Option<[usize; 2]> {
    if langs.len() < 3 || families(langs) != 2 {
        return None;
    }
    let first = langs.first()?.primary();
    let second = langs.iter().position(|lang| lang.primary() != first)?;
    Some([0, second])
}

impl Corpus {
    /// Returns the number of languages in the corpus, counting varieties as one.
    #[must_use]
    pub fn families(&self) -> usize {
        families(&self.langs)
    }

    /// Returns whether a unit has a text in two varieties of one language.
    #[must_use]
    pub fn parts_varieties(&self) -> bool {
        // Two languages are varieties of one, or none is.
        if let [one, other] = self.langs.as_slice()
            && one.primary() != other.primary()
        {
            return false;
        }
        self.segments().any(|segment| {
            let mut seen = BTreeSet::new();
            let tags = segment
                .texts
                .iter()
                .filter_map(|(lang, _)| self.langs.get(lang));
            tags.map(Lang::primary).any(|primary| !seen.insert(primary))
        })
    }

    /// Returns the corpus with only these languages, in this order; a segment that lacks one of
    /// them gives its text in another variety of it.
    #[must_use]
    pub fn join_varieties(mut self, wanted: &[usize]) -> Self {
        let primary = |at: usize| self.langs.get(at).map_or("", Lang::primary);
        // From each variety to the place of the language that it is counted to.
        let place: Vec<Option<usize>> = (0..self.langs.len())
            .map(|at| {
                let is_own = |place: &usize| wanted.get(*place) == Some(&at);
                let is_kin = |place: &usize| {
                    let lang = wanted.get(*place).copied().unwrap_or(at);
                    primary(lang) == primary(at)
                };
                let places = || 0..wanted.len();
                let own = places().find(is_own);
                let mut kin = places().filter(is_kin);
                // If two varieties are both requested, neither includes a third.
                own.or_else(|| kin.next().filter(|_| kin.next().is_none()))
            })
            .collect();
        for unit in &mut self.units {
            for segment in &mut unit.segments {
                let there: Vec<usize> = segment.texts.iter().map(|(lang, _)| lang).collect();
                for lang in there {
                    let main = place.get(lang).copied().flatten();
                    let Some(main) = main.and_then(|at| wanted.get(at)).copied() else {
                        continue;
                    };
                    if lang == main || !segment.texts.get(main).is_empty() {
                        continue;
                    }
                    let sentences = segment.texts.get(lang).to_vec();
                    segment.texts.set(lang, Vec::new());
                    segment.texts.set(main, sentences);
                    if let (Some(name), Some(own)) = (self.langs.get(main), self.langs.get(lang)) {
                        let name = format!("{VARIETY}{}", written_tag(name));
                        unit.attrs.push((name, written_tag(own)));
                    }
                    for prop in &mut unit.props {
                        if prop.lang == Some(lang) {
                            prop.lang = Some(main);
                        }
                    }
                }
            }
        }
        self.choose(wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Loaded, WriteOptions, read, write};

    fn memory(units: &[&[(&str, &str)]]) -> Corpus {
        let mut file = "<tmx version='1.4'><header srclang='en'/><body>".to_owned();
        for unit in units {
            file += "<tu>";
            for (lang, text) in *unit {
                file += &format!("<tuv xml:lang='{lang}'><seg>{text}</seg></tuv>");
            }
            file += "</tu>";
        }
        file += "</body></tmx>";
        match read("x.tmx", file.as_bytes(), None) {
            Ok(Loaded::Corpus(corpus)) => corpus,
            other => unreachable!("{other:?}"),
        }
    }

    fn both(corpus: &Corpus) -> Vec<bool> {
        let has =
            |segment: &crate::Segment| [0, 1].iter().all(|at| !segment.sentences(*at).is_empty());
        corpus.segments().map(has).collect()
    }

    /// Merges the varieties of two languages if they are different tags of one.
    fn with_two_languages(corpus: Corpus) -> Corpus {
        match two_languages(&corpus.langs).filter(|_| !corpus.parts_varieties()) {
            Some(wanted) => corpus.join_varieties(&wanted),
            None => corpus,
        }
    }

    #[test]
    fn varieties_answer_to_their_language_and_keep_their_names() {
        let corpus = memory(&[
            &[("EN", "tea"), ("de", "Tee")],
            &[("de_AT", "Milch"), ("en-US", "milk")],
            &[("en-GB", "cup"), ("DE-CH", "Tasse")],
        ]);
        assert_eq!(corpus.langs.len(), 6);
        let joined = with_two_languages(corpus.clone());
        let tags: Vec<&str> = joined.langs.iter().map(Lang::tag).collect();
        assert_eq!(tags, ["en", "de"]);
        assert_eq!(both(&joined), [true; 3]);
        let options = WriteOptions::default();
        let (bytes, _) = write(&joined, Format::Tmx, &options).unwrap();
        let Ok(Loaded::Corpus(again)) = read("x.tmx", &bytes, None) else {
            unreachable!();
        };
        let mut langs = [corpus.langs, again.langs];
        langs.iter_mut().for_each(|langs| langs.sort());
        assert_eq!(langs[0], langs[1]);
    }

    #[test]
    fn a_translation_between_varieties_stays_one() {
        let corpus = memory(&[
            &[("en-US", "color"), ("en-GB", "colour"), ("de", "Farbe")],
            &[("en-GB", "lorry"), ("de", "Lastwagen")],
        ]);
        assert_eq!(with_two_languages(corpus.clone()), corpus);
        let wanted = |tags: [&str; 2]| tags.map(|tag| corpus.find_lang(&Lang::new(tag)).unwrap());
        let american = corpus.clone().join_varieties(&wanted(["en-US", "de"]));
        assert_eq!(both(&american), [true; 2]);
        let texts: Vec<String> = american
            .segments()
            .map(|segment| segment.joined(0).unwrap().plain())
            .collect();
        assert_eq!(texts, ["color", "lorry"]);
        let islands = corpus.clone().join_varieties(&wanted(["en-US", "en-GB"]));
        assert_eq!(both(&islands), [true, false]);
    }
}
