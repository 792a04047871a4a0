//! The kinds of the columns of a table: by the names in its first row, or by their contents.

use crate::jsonl::is_lang_tag;
use bayn_text::Lang;
use csv::StringRecord;

/// The kind of a column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Column {
    Text(Lang),
    Id,
    Unit,
    State,
    Confidence,
    /// A score in an unknown range.
    Score,
    Note,
    /// A reviewer's decision about the pair.
    Verdict,
    /// A hash that shows whether the cells of a row were changed.
    Print,
    Other,
}

/// The columns of both texts in a table, as its first row names them.
#[derive(Clone, Debug, PartialEq)]
pub struct PairColumns {
    /// The columns of source and target, from 0.
    pub texts: [usize; 2],
    /// Their languages, where they are named.
    pub langs: [Option<Lang>; 2],
    /// The column of the confidence, if there is one.
    pub confidence: Option<usize>,
}

impl PairColumns {
    /// Reads the cells of a first row; `None` where they do not name two texts.
    #[must_use]
    pub fn named<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Self> {
        let columns = named_columns(&cells.collect())?;
        let place = |wanted: Column| columns.iter().position(|column| *column == wanted);
        let mut texts = columns.iter().enumerate().filter_map(|(at, column)| {
            let Column::Text(lang) = column else {
                return None;
            };
            let is_named = lang.primary() != "und";
            Some((at, is_named.then(|| lang.clone())))
        });
        let mut pair = [texts.next()?, texts.next()?];
        let target = Lang::new("und-x-target");
        let is_target = |at: usize| columns.get(at) == Some(&Column::Text(target.clone()));
        if is_target(pair[0].0) && !is_target(pair[1].0) {
            pair.reverse();
        }
        let [(source, source_lang), (target, target_lang)] = pair;
        Some(Self {
            texts: [source, target],
            langs: [source_lang, target_lang],
            confidence: place(Column::Confidence).or_else(|| place(Column::Score)),
        })
    }
}

/// Returns the columns that a first row names; `None` if it is not a header row.
pub(crate) fn named_columns(row: &StringRecord) -> Option<Vec<Column>> {
    let named: Vec<Column> = with_languages(with_mt(row.iter().map(named_column).collect(), row));
    let texts = |column: &Column| matches!(column, Column::Text(_));
    let side = |tag: &str| {
        let lang = Lang::new(tag);
        named
            .iter()
            .any(|column| *column == Column::Text(lang.clone()))
    };
    // If both texts are named, no other column is a text, whatever its name looks like,
    // and unknown names do not make the row a sentence.
    if side("und") && side("und-x-target") {
        let other = |column: Column| match column {
            Column::Text(lang) if lang.primary() != "und" => Column::Other,
            column => column,
        };
        return Some(named.into_iter().map(other).collect());
    }
    let known = named
        .iter()
        .zip(row)
        .filter(|(column, cell)| **column != Column::Other || is_beside(cell))
        .count();
    // A row of short words from a real sentence must not be taken for a header.
    (named.iter().any(texts) && known * 2 >= named.len()).then_some(named)
}

/// Leaves the name of a source out where two languages are named and no target: it is the key, which
/// repeats one of them.
fn with_languages(columns: Vec<Column>) -> Vec<Column> {
    let named = |column: &Column| matches!(column, Column::Text(lang) if lang.primary() != "und");
    let is = |column: &Column, tag: &str| *column == Column::Text(Lang::new(tag));
    let target = columns.iter().any(|column| is(column, "und-x-target"));
    if target || columns.iter().filter(|column| named(column)).count() < 2 {
        return columns;
    }
    let other = |column: Column| match is(&column, "und") {
        true => Column::Other,
        false => column,
    };
    columns.into_iter().map(other).collect()
}

/// Takes a column `mt` for the translation where the table names a source and no target.
fn with_mt(mut columns: Vec<Column>, row: &StringRecord) -> Vec<Column> {
    let target = Column::Text(Lang::new("und-x-target"));
    let source = columns.contains(&Column::Text(Lang::new("und")));
    let mt = row.iter().position(|cell| cell.trim() == "mt");
    if let (true, false, Some(column)) = (
        source,
        columns.contains(&target),
        mt.and_then(|at| columns.get_mut(at)),
    ) {
        *column = target;
    }
    columns
}

/// Returns whether a column is called as tools of localisation call what stands beside the texts.
fn is_beside(cell: &str) -> bool {
    [
        "context",
        "labels",
        "max_length",
        "max length",
        "location",
        "fuzzy",
        "translator_comments",
        "developer_comments",
        "description",
        "ref",
        "reference",
    ]
    .contains(&cell.trim().to_lowercase().as_str())
}

fn named_column(cell: &str) -> Column {
    let name = cell.trim().to_lowercase();
    if let Some(lang) = lang_of_side(&name) {
        return Column::Text(lang);
    }
    match name.as_str() {
        "source"
        | "src"
        | "source text"
        | "source_text"
        | "source phrase"
        | "source_phrase"
        | "source string"
        | "source_string"
        | "source segment"
        | "original"
        | "الأصل"
        | "المصدر"
        | "النص الأصلي" => Column::Text(Lang::new("und")),
        "target" | "tgt" | "trg" | "translation" | "target text" | "target_text" | "hypothesis"
        | "target phrase" | "target_phrase" | "target string" | "target_string"
        | "target segment" | "الترجمة" | "الهدف" => {
            Column::Text(Lang::new("und-x-target"))
        }
        "#" | "no." | "nr" | "nr." | "number" | "الرقم" | "رقم" | "id" | "segment" | "seg_id"
        | "seg-id" | "segid" | "segment_id" | "identifier" | "key" | "string id" | "string_id"
        | "resname" => Column::Id,
        "unit" => Column::Unit,
        "state" | "status" => Column::State,
        "confidence" => Column::Confidence,
        "score" => Column::Score,
        "verdict" | "الحكم" => Column::Verdict,
        "bayn" => Column::Print,
        "note" | "notes" | "comment" | "comments" | "remark" | "remarks" | "الملاحظة"
        | "الملاحظات" | "ملاحظات" | "ملاحظة" | "التعليق" | "التعليقات" => {
            Column::Note
        }
        name if is_beside(name) => Column::Other,
        tag if is_lang_tag(tag) => Column::Text(Lang::new(tag)),
        name => lang_named(name).map_or(Column::Other, Column::Text),
    }
}

/// Returns the language of a column that is called by its side and its language, such as
/// `source (ar)` or `target [en-US]`, or by a language in two ways, such as `English (en)`.
fn lang_of_side(name: &str) -> Option<Lang> {
    let (name, lang) = name.split_once(['(', '['])?;
    let (name, lang) = (name.trim(), lang.strip_suffix([')', ']'])?.trim());
    let side = Column::Text(Lang::new("und")) == named_column(name)
        || Column::Text(Lang::new("und-x-target")) == named_column(name);
    let tag = |name: &str| is_lang_tag(name).then(|| Lang::new(name));
    if side {
        return tag(lang).or_else(|| lang_named(lang));
    }
    // `English (en)`, `en (English)`, `Arabic (Egypt)`.
    match (lang_named(name), lang_named(lang)) {
        (Some(named), _) => Some(tag(lang).unwrap_or(named)),
        (None, Some(_)) => tag(name),
        (None, None) => None,
    }
}

/// Returns the language that a header names in English or in that language itself.
fn lang_named(name: &str) -> Option<Lang> {
    let found = NAMES.iter().find(|(_, names)| names.contains(&name));
    found.map(|(tag, _)| Lang::new(tag))
}

/// Names of languages as people write them in table headers, in lower case.
const NAMES: [(&str, &[&str]); 42] = [
    ("ar", &["arabic", "العربية", "عربي"]),
    ("bg", &["bulgarian", "български"]),
    ("ca", &["catalan", "català"]),
    ("ckb", &["sorani", "central kurdish", "کوردی"]),
    ("cs", &["czech", "čeština"]),
    ("da", &["danish", "dansk"]),
    ("de", &["german", "deutsch"]),
    ("el", &["greek", "ελληνικά"]),
    ("en", &["english"]),
    ("es", &["spanish", "español"]),
    ("et", &["estonian", "eesti"]),
    ("fa", &["persian", "farsi", "فارسی"]),
    ("fi", &["finnish", "suomi"]),
    ("fr", &["french", "français"]),
    ("he", &["hebrew", "עברית"]),
    ("hi", &["hindi", "हिन्दी"]),
    ("hr", &["croatian", "hrvatski"]),
    ("hu", &["hungarian", "magyar"]),
    ("id", &["indonesian", "bahasa indonesia"]),
    ("is", &["icelandic", "íslenska"]),
    ("it", &["italian", "italiano"]),
    ("ja", &["japanese", "日本語"]),
    ("ko", &["korean", "한국어"]),
    ("lt", &["lithuanian", "lietuvių"]),
    ("lv", &["latvian", "latviešu"]),
    ("nl", &["dutch", "nederlands"]),
    ("no", &["norwegian", "norsk"]),
    ("pl", &["polish", "polski"]),
    ("ps", &["pashto", "پښتو"]),
    ("pt", &["portuguese", "português"]),
    ("ro", &["romanian", "română"]),
    ("ru", &["russian", "русский"]),
    ("sk", &["slovak", "slovenčina"]),
    ("sl", &["slovene", "slovenian", "slovenščina"]),
    ("sr", &["serbian", "српски"]),
    ("sv", &["swedish", "svenska"]),
    ("th", &["thai", "ไทย"]),
    ("tr", &["turkish", "türkçe"]),
    ("uk", &["ukrainian", "українська"]),
    ("ur", &["urdu", "اردو"]),
    ("vi", &["vietnamese", "tiếng việt"]),
    ("zh", &["chinese", "中文"]),
];

/// Returns the columns of a table of this width without a header, by its first rows: cells that are
/// numbers are not text.
pub(crate) fn guessed_columns(records: &[StringRecord], width: usize) -> Vec<Column> {
    let mut texts = 0;
    // A column with the same language tag in every row gives the language of the text after it.
    let mut said: Option<Lang> = None;
    (0..width)
        .map(|at| {
            let cells = || records.iter().take(100).filter_map(|row| row.get(at));
            if cells().all(|cell| cell.trim().parse::<f64>().is_ok()) {
                let is_share = |cell: &str| {
                    let number = cell.trim().parse::<f64>();
                    number.is_ok_and(|number| (0.0..=1.0).contains(&number))
                };
                let whole = cells().all(|cell| cell.trim().parse::<u64>().is_ok());
                return match (texts, whole) {
                    (0, true) => Column::Id,
                    _ if cells().all(is_share) => Column::Confidence,
                    _ => Column::Other,
                };
            }
            let first = cells().next().unwrap_or("");
            if records.len() > 1 && is_lang_tag(first) && cells().all(|cell| cell == first) {
                said = Some(Lang::new(first));
                return Column::Other;
            }
            texts += 1;
            let lang = said.take();
            match texts {
                1 => Column::Text(lang.unwrap_or_else(|| Lang::new("und"))),
                2 => Column::Text(lang.unwrap_or_else(|| Lang::new("und-x-target"))),
                _ => Column::Other,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Lang, PairColumns};
    use crate::delimited::read;

    #[test]
    fn a_first_row_says_where_a_pair_is() {
        let named = |row: &str| PairColumns::named(row.split('\t'));
        let found = named("unit\tar\ten\tconfidence").expect("names");
        assert_eq!((found.texts, found.confidence), ([1, 2], Some(3)));
        assert_eq!(found.langs, ["ar", "en"].map(|tag| Some(Lang::new(tag))));
        let found = named("target\tid\tsource").expect("names");
        assert_eq!((found.texts, found.langs), ([2, 0], [None, None]));
        for row in ["One.\tUno.", "unit\tar\tnote", "12\tOne.\tUno."] {
            assert_eq!(named(row), None, "{row}");
        }
    }

    fn rows(text: &str) -> Vec<(String, String)> {
        let corpus = read(text, if text.contains('\t') { b'\t' } else { b',' }).expect("a table");
        let side = |segment: &crate::Segment, at| {
            segment
                .joined(at)
                .map_or_else(String::new, |text| text.plain())
        };
        let segments = corpus.segments();
        segments
            .map(|segment| (side(segment, 0), side(segment, 1)))
            .collect()
    }

    fn pair(source: &str, target: &str) -> Vec<(String, String)> {
        vec![(source.to_owned(), target.to_owned())]
    }

    #[test]
    fn names_of_both_texts_win_over_what_looks_like_a_tag() {
        let table = "rater\tdoc\tseg_id\tsource\ttarget\tseverity\nr1\td\t3\tOne.\tUno.\tminor\n";
        assert_eq!(rows(table), pair("One.", "Uno."));
        assert_eq!(
            rows("seg_id\tsource\ttarget\n3\tOne.\tUno.\n"),
            pair("One.", "Uno.")
        );
    }

    #[test]
    fn languages_are_named_in_words_too() {
        assert_eq!(rows("English,Spanish\nOne.,Uno.\n"), pair("One.", "Uno."));
        for row in [
            "English (en),Spanish (es)",
            "en (English),es (Spanish)",
            "English (US),Spanish [es-MX]",
        ] {
            assert_eq!(
                rows(&format!("{row}\nOne.,Uno.\n")),
                pair("One.", "Uno."),
                "{row}"
            );
        }
        let corpus = read("English,العربية\nOne.,واحد.\n", b',').expect("a table");
        let tags: Vec<&str> = corpus.langs.iter().map(Lang::tag).collect();
        assert_eq!(tags, ["en", "ar"]);
    }

    #[test]
    fn tables_of_tools_of_localisation_name_what_stands_beside_the_texts() {
        let table = "identifier,source_phrase,context,labels,max_length,en,es\n\
                     a.b,One.,Menu,,,One.,Uno.\n";
        assert_eq!(rows(table), pair("One.", "Uno."));
        let table = "key\tsource string\tdescription\ttranslation\na\tOne.\tx\tUno.\n";
        assert_eq!(rows(table), pair("One.", "Uno."));
        assert_eq!(
            rows("src\tmt\tref\nOne.\tUno.\tEins.\n"),
            pair("One.", "Uno.")
        );
    }

    #[test]
    fn a_spreadsheet_may_say_its_delimiter() {
        assert_eq!(
            rows("sep=;\r\nen;es\r\nOne, two.;Uno, dos.\r\n"),
            pair("One, two.", "Uno, dos.")
        );
    }

    #[test]
    fn a_column_of_one_tag_names_the_text_behind_it() {
        let table = "12\teng\tOne.\t90\tspa\tUno.\n13\teng\tTwo.\t91\tspa\tDos.\n";
        let corpus = read(table, b'\t').expect("a table");
        let tags: Vec<&str> = corpus.langs.iter().map(Lang::primary).collect();
        assert_eq!(tags, ["eng", "spa"]);
        assert_eq!(rows(table).first(), pair("One.", "Uno.").first());
    }
}
