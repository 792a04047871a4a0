//! Affixes by language: clitics before words, and endings. The only light
//! stemmer.
//!
//! Languages in Arabic or Hebrew script attach to a word what others write separately. The
//! Arabic row is that of the stemmer "light10" (Larkey, Ballesteros & Connell 2007), with the plural
//! ending of verbs; the others list the most common affixes of their grammars. A row is not a dictionary:
//! sometimes two words share a stem, and a broken plural does not match its singular.
//!
//! An initial letter may be a clitic or part of the root. So there are two stems. [`Affixes::stem`]
//! is for an index, where the word without its first letter can be looked up (`without_first_letters`).
//! [`Affixes::bold_stem`] strips the letter without a look-up, for texts that are compared once: on the
//! aligner's test sets both alternatives, with and without the conjunction, were worse.

/// The affixes of a language; words are folded.
#[derive(Debug)]
pub struct Affixes {
    languages: &'static [&'static str],
    /// "And", which is stripped if at least three letters remain.
    conjunction: Option<&'static str>,
    /// The article, alone and with proclitics before it: no root begins this way.
    articles: &'static [&'static str],
    /// And, with, like, so, for – alone and combined; longest first.
    clitics: &'static [&'static str],
    /// One-letter clitics of verbs.
    of_verbs: &'static [&'static str],
    /// Endings of number, case, person and definiteness, in the order in which they are stripped.
    endings: &'static [&'static str],
}

/// A row that strips nothing.
const NONE: Affixes = Affixes {
    languages: &[],
    conjunction: None,
    articles: &[],
    clitics: &[],
    of_verbs: &[],
    endings: &[],
};

/// The rows; the first is used for Arabic script in a language without a row.
static ROWS: [Affixes; 7] = [
    Affixes {
        languages: &["ar", "arb", "ara", "arz", "apc", "ary"],
        conjunction: Some("و"),
        articles: &["وال", "بال", "كال", "فال", "ولل", "لل", "ال"],
        clitics: &["و", "ف", "ب", "ك", "ل"],
        of_verbs: &["س"],
        endings: &["ها", "ان", "ات", "ون", "ين", "وا", "يه", "هم", "ه", "ي"],
    },
    Affixes {
        languages: &["fa", "fas", "pes", "prs"],
        clitics: &["نمي", "مي"],
        endings: &[
            "هايشان",
            "هايي",
            "هاي",
            "ترين",
            "شان",
            "يي",
            "ها",
            "تر",
            "ان",
            "ام",
            "اش",
            "ي",
        ],
        ..NONE
    },
    Affixes {
        languages: &["ur", "urd"],
        endings: &["يوں", "ياں", "وں", "يں", "ات", "ے", "ي", "ا", "ه"],
        ..NONE
    },
    Affixes {
        languages: &["ckb"],
        clitics: &["نا", "ده", "دە"],
        endings: &[
            "ەكانيان",
            "ەكاني",
            "ەكان",
            "ەكەي",
            "ەكە",
            "ێكي",
            "يەك",
            "ێك",
            "اني",
            "يان",
            "ان",
            "ەوە",
            "دا",
            "ي",
            "ە",
        ],
        ..NONE
    },
    Affixes {
        languages: &["ps", "pus"],
        endings: &[
            "ونو", "ونه", "انو", "ان", "ېدل", "ول", "ې", "و", "ه", "ي", "ۍ",
        ],
        ..NONE
    },
    Affixes {
        languages: &["sd"],
        endings: &["يون", "ين", "ون", "ن", "و", "ي", "ا"],
        ..NONE
    },
    Affixes {
        languages: &["he", "heb", "iw"],
        clitics: &[
            "וכש", "ושה", "ומה", "שמה", "וה", "שה", "מה", "בה", "לה", "כש", "ול", "וב", "ומ", "וש",
            "ו", "ה", "ב", "ל", "מ", "כ", "ש",
        ],
        endings: &["יים", "ים", "ות", "ית", "יו", "ה", "י", "ת", "ו"],
        ..NONE
    },
];

impl Affixes {
    /// Returns the row of a language by its primary subtag, or the Arabic row.
    #[must_use]
    pub fn of(language: &str) -> &'static Self {
        let [first, ..] = &ROWS;
        Self::own(language).unwrap_or(first)
    }

    /// Returns the row of a language, if it has one.
    pub(crate) fn own(language: &str) -> Option<&'static Self> {
        ROWS.iter().find(|row| row.languages.contains(&language))
    }

    /// Returns the word without one clitic in front, for each clitic that leaves at least `keep` letters.
    pub fn without_clitic<'a>(&self, word: &'a str, keep: usize) -> impl Iterator<Item = &'a str> {
        let clitics = self.articles.iter().chain(self.clitics);
        clitics.filter_map(move |clitic| {
            word.strip_prefix(clitic)
                .filter(|rest| letters(rest) >= keep)
        })
    }

    /// Returns the word without its article and the proclitics before it.
    pub(crate) fn without_article<'a>(&self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let rests = self.articles.iter();
        rests
            .filter_map(|article| word.strip_prefix(article))
            .filter(|rest| letters(rest) >= 2)
    }

    /// Returns the word without one ending, for each ending that it may have.
    pub(crate) fn without_ending<'a>(&self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let rests = self.endings.iter();
        rests
            .filter_map(|ending| word.strip_suffix(ending))
            .filter(|rest| letters(rest) >= 2)
    }

    /// Returns the shorter words that may be the core of a word, without initial letters that are
    /// separate words: closest first, excluding the word itself.
    #[must_use]
    pub fn without_first_letters<'a>(&self, word: &'a str) -> Vec<&'a str> {
        let mut rests = Vec::new();
        let mut rest = word;
        for _ in 0..2 {
            let clitics = self.clitics.iter().chain(self.of_verbs);
            let shorter = clitics
                .filter(|clitic| letters(clitic) == 1)
                .find_map(|clitic| rest.strip_prefix(clitic));
            match shorter {
                Some(shorter) if letters(shorter) >= 3 => {
                    rests.push(shorter);
                    rest = shorter;
                }
                _ => break,
            }
        }
        rests
    }

    /// Returns a word without conjunction, article and endings.
    pub(crate) fn stem<'a>(&self, word: &'a str) -> &'a str {
        let conjunction = self.conjunction.and_then(|and| word.strip_prefix(and));
        let word = conjunction
            .filter(|rest| letters(rest) >= 3)
            .unwrap_or(word);
        self.bare(self.without_article(word).next().unwrap_or(word))
    }

    /// Returns a word without clitic and endings, with at least three letters. A single
    /// letter is a clitic if four letters follow; if three follow, it is mostly part of the root.
    #[must_use]
    pub fn bold_stem<'a>(&self, word: &'a str) -> &'a str {
        let rest = self
            .without_clitic(word, 3)
            .find(|rest| letters(word) - letters(rest) >= 2 || letters(rest) >= 4);
        self.bare(rest.unwrap_or(word))
    }

    /// Strips every ending once, in order, as long as three letters remain.
    fn bare<'a>(&self, word: &'a str) -> &'a str {
        self.endings.iter().fold(word, |stem, ending| {
            let rest = stem.strip_suffix(ending);
            rest.filter(|rest| letters(rest) >= 3).unwrap_or(stem)
        })
    }
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem_in_each_language() {
        for (language, forms) in [
            ("ar", ["والمجلس", "مجلسها"]),
            ("fa", ["كتابهاي", "كتابي"]),
            ("ur", ["كتابوں", "كتابيں"]),
            ("ckb", ["كتێبەكان", "كتێبێك"]),
            ("ps", ["كتابونو", "كتابونه"]),
            ("sd", ["كتابن", "كتابون"]),
            ("he", ["וספרים", "הספרי"]),
        ] {
            let stems = forms.map(|form| Affixes::of(language).bold_stem(form));
            assert_eq!(stems[0], stems[1], "{language}");
        }
    }

    #[test]
    fn longer_affixes_come_before_what_they_hold() {
        for row in &ROWS {
            for (list, holds) in [
                (
                    row.articles,
                    str::starts_with as fn(&'static str, &'static str) -> bool,
                ),
                (row.clitics, str::starts_with),
                (row.endings, str::ends_with),
            ] {
                for (at, affix) in list.iter().enumerate() {
                    let hidden = list.iter().skip(at + 1).find(|later| holds(later, affix));
                    assert_eq!(hidden, None, "{:?} {affix}", row.languages);
                }
            }
        }
    }

    #[test]
    fn a_letter_of_the_root_stays_in_an_index() {
        // "Writings" and "book" begin with a letter that is also the word "like".
        let affixes = Affixes::of("ar");
        assert_eq!(affixes.stem("كتابات"), affixes.stem("والكتاب"));
        // "Engineer" and "the engineer": the initial letter is looked up, not stripped.
        let affixes = Affixes::of("he");
        let rests = affixes.without_first_letters("המהנדס");
        assert_eq!(affixes.stem("מהנדס"), "מהנדס");
        assert!(rests.contains(&"מהנדס"), "{rests:?}");
    }
}
