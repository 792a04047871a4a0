//! Which text of a unit is the translation: decided by language, or in a memory of one language by the
//! order of the texts.

use crate::corpus::{Corpus, LangIndex, Segment, Unit};
use crate::text::Text;

/// How the texts of a unit are distinguished.
#[derive(Clone, Debug)]
pub(super) enum Sides {
    /// Only one language so far: its second texts are kept unread until
    /// another language occurs or a piece is read.
    Open(Vec<Second>),
    /// By their languages: a second text in one is another rendering.
    Languages,
    /// By their order: the second text in the only language is the translation.
    Order,
}

/// The second text of a unit in its language.
#[derive(Clone, Debug)]
pub(super) struct Second {
    unit: usize,
    /// Its index among the unread content of the unit.
    kept: usize,
    text: Text,
}

impl Sides {
    /// Returns how the units that come next are read: as those before them, if there were any.
    pub(super) fn of(corpus: &Corpus) -> Self {
        match corpus.langs.as_slice() {
            [] => Self::Open(Vec::new()),
            [one, other, ..] if one == other => Self::Order,
            _ => Self::Languages,
        }
    }

    /// Examines a second text in the language `lang` of the current unit; returns whether it
    /// was taken as the translation, and is not another rendering.
    pub(super) fn take_second(
        &mut self,
        text: Text,
        lang: usize,
        (unit, segment): (&Unit, &mut Segment),
        corpus: &Corpus,
    ) -> bool {
        match self {
            Self::Order if lang == 0 && segment.sentences(1).is_empty() => {
                segment.texts.set(1, vec![text]);
                return true;
            }
            Self::Open(seconds) if corpus.langs.len() == 1 => {
                let here = corpus.units.len();
                if seconds.last().is_none_or(|last| last.unit != here) {
                    seconds.push(Second {
                        unit: here,
                        kept: unit.kept.len(),
                        text,
                    });
                }
            }
            _ => {}
        }
        false
    }

    /// Decides how texts are distinguished, once and for all.
    pub(super) fn decide(&mut self, corpus: &mut Corpus, langs: &mut LangIndex) {
        let Self::Open(seconds) = self else {
            return;
        };
        let seconds = std::mem::take(seconds);
        *self = Self::Languages;
        let [lang] = corpus.langs.as_slice() else {
            return;
        };
        if seconds.is_empty() {
            return;
        }
        *self = Self::Order;
        let lang = lang.clone();
        langs.index_behind(&lang, 1, corpus);
        for second in seconds {
            let unit = corpus.units.get_mut(second.unit);
            let Some((unit, kept)) = unit.map(|unit| (&mut unit.segments, &mut unit.kept)) else {
                continue;
            };
            if let Some(segment) = unit.first_mut() {
                segment.texts.set(1, vec![second.text]);
                kept.remove(second.kept);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Corpus;
    use crate::tmx::{TmxIndex, read};
    use bayn_text::Lang;

    fn memory(units: &[&[(&str, &str)]]) -> String {
        let mut file = "<tmx version='1.4'><header srclang='en'/><body>".to_owned();
        for unit in units {
            file += "<tu>";
            for (lang, text) in *unit {
                file += &format!("<tuv xml:lang='{lang}'><seg>{text}</seg></tuv>");
            }
            file += "</tu>";
        }
        file + "</body></tmx>"
    }

    fn texts(corpus: &Corpus) -> Vec<[String; 2]> {
        let side = |segment: &crate::Segment, at| {
            let text = segment.joined(at).map(|text| text.plain());
            text.unwrap_or_default()
        };
        let segments = corpus.segments();
        segments
            .map(|segment| [side(segment, 0), side(segment, 1)])
            .collect()
    }

    #[test]
    fn in_one_language_the_order_tells_the_sides() {
        let units: [&[(&str, &str)]; 4] = [
            &[("en", "only here")],
            &[("en", "tea"), ("EN", "a tea"), ("en", "some tea")],
            &[("en", ""), ("en", "only there")],
            &[("en", "cup"), ("en", "a cup")],
        ];
        let wanted = [
            ["only here", ""],
            ["tea", "a tea"],
            ["", "only there"],
            ["cup", "a cup"],
        ];
        let wanted = wanted.map(|pair| pair.map(str::to_owned));
        let file = memory(&units);
        let corpus = read(file.as_bytes()).expect("a memory");
        assert_eq!(corpus.langs, ["en", "en"].map(Lang::new));
        assert_eq!(texts(&corpus), wanted);
        assert_eq!(corpus.units[1].kept.len(), 1);
        // The same part by part: the first tells it for the second.
        let index = TmxIndex::new(&file, usize::MAX).expect("a map");
        let mut first = Corpus::default();
        index.read(&file, 0..2, &mut first).expect("two units");
        assert_eq!(texts(&first), wanted[..2]);
        let mut second = Corpus::bilingual(Lang::new("en"), Lang::new("en"));
        index.read(&file, 2..9, &mut second).expect("two units");
        assert_eq!(texts(&second), wanted[2..]);
    }

    #[test]
    fn beside_another_language_a_second_text_is_another_rendering() {
        let corpus = read(
            memory(&[
                &[("en", "tea"), ("en", "a tea")],
                &[("en", "milk"), ("fr", "lait"), ("fr", "du lait")],
            ])
            .as_bytes(),
        )
        .expect("a memory");
        assert_eq!(corpus.langs, ["en", "fr"].map(Lang::new));
        let wanted = [["tea", ""], ["milk", "lait"]].map(|pair| pair.map(str::to_owned));
        assert_eq!(texts(&corpus), wanted);
        assert!(corpus.units.iter().all(|unit| unit.kept.len() == 1));
    }
}
