//! What is written on words, one row a language: clitics before them and endings.
//!
//! Languages that write in Arabic or Hebrew letters join to a word what others write apart. A row
//! lists what comes off before words are compared, longest first; of each kind one comes off. It
//! is no grammar: what two words of one side share is all that counts.

/// What is written on the words of a language.
#[derive(Debug)]
pub(crate) struct Affixes {
    languages: &'static [&'static str],
    /// Before a word: and, with, like, so, for, the – alone and joined.
    prefixes: &'static [&'static str],
    /// Endings of number, case, person and definiteness.
    endings: &'static [&'static str],
}

/// The rows; the first holds for Arabic letters in a language without a row.
static ROWS: [Affixes; 7] = [
    Affixes {
        languages: &["ar", "arb", "ara", "arz", "apc", "ary"],
        prefixes: &[
            "وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و", "ف", "ب", "ك", "ل",
        ],
        endings: &["ها", "هم", "ات", "ون", "ين", "ان", "يه", "ه", "ي"],
    },
    Affixes {
        languages: &["fa", "fas", "pes", "prs"],
        prefixes: &["نمي", "مي"],
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
    },
    Affixes {
        languages: &["ur", "urd"],
        prefixes: &[],
        endings: &["يوں", "ياں", "وں", "يں", "ات", "ے", "ي", "ا", "ه"],
    },
    Affixes {
        languages: &["ckb"],
        prefixes: &["نا", "ده", "دە"],
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
    },
    Affixes {
        languages: &["ps", "pus"],
        prefixes: &[],
        endings: &[
            "ونو", "ونه", "انو", "ان", "ېدل", "ول", "ې", "و", "ه", "ي", "ۍ",
        ],
    },
    Affixes {
        languages: &["sd"],
        prefixes: &[],
        endings: &["يون", "ين", "ون", "ن", "و", "ي", "ا"],
    },
    Affixes {
        languages: &["he", "heb", "iw"],
        prefixes: &[
            "וכש", "ושה", "ומה", "שמה", "וה", "שה", "מה", "בה", "לה", "כש", "ול", "וב", "ומ", "וש",
            "ו", "ה", "ב", "ל", "מ", "כ", "ש",
        ],
        endings: &["יים", "ים", "ות", "ית", "יו", "ה", "י", "ת", "ו"],
    },
];

impl Affixes {
    /// Returns the row of a language by its primary subtag.
    pub(crate) fn of(language: &str) -> &'static Self {
        let [first, ..] = &ROWS;
        let found = ROWS.iter().find(|row| row.languages.contains(&language));
        found.unwrap_or(first)
    }

    /// Returns the word without one clitic in front, wherever at least `keep` letters stay.
    pub(crate) fn without_clitic<'a>(
        &self,
        word: &'a str,
        keep: usize,
    ) -> impl Iterator<Item = &'a str> {
        self.prefixes.iter().filter_map(move |prefix| {
            word.strip_prefix(prefix)
                .filter(|rest| rest.chars().count() >= keep)
        })
    }

    /// Returns what is left of a folded word, three letters at least.
    pub(crate) fn stem(&self, word: &str) -> String {
        // One letter is a clitic before a word of four; before three it is mostly the root's own.
        let stem = self
            .without_clitic(word, 3)
            .find(|rest| rest.len() + 4 <= word.len() || rest.chars().count() >= 4)
            .unwrap_or(word);
        let bare = self.endings.iter().find_map(|ending| {
            stem.strip_suffix(ending)
                .filter(|rest| rest.chars().count() >= 3)
        });
        bare.unwrap_or(stem).to_owned()
    }
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
            let stems = forms.map(|form| Affixes::of(language).stem(form));
            assert_eq!(stems[0], stems[1], "{language}");
        }
    }

    #[test]
    fn longer_affixes_come_before_what_they_hold() {
        for row in &ROWS {
            for (list, holds) in [
                (
                    row.prefixes,
                    str::starts_with as fn(&'static str, &'static str) -> bool,
                ),
                (row.endings, str::ends_with),
            ] {
                for (at, affix) in list.iter().enumerate() {
                    let hidden = list.iter().skip(at + 1).find(|later| holds(later, affix));
                    assert_eq!(hidden, None, "{:?} {affix}", row.languages);
                }
            }
        }
    }
}
