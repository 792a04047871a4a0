//! Words and pairs saved for learning: `words.jsonl` in bayn's data folder, one per line, and
//! `bayn words`, which writes them as a table for Anki.
//!
//! Only the text is saved. Dictionary entries and romanisations are looked
//! up when the table is written, so that a dictionary added later is used too.

use crate::cli::args::{Screen, Words};
use crate::cli::config::Config;
use crate::cli::dictionaries::{self, Wanted};
use crate::cli::report::CliError;
use crate::lookup::{Dictionaries, Sources};
use crate::session::Kept;
use crate::store::Log;
use bayn_doc::Sides;
use bayn_text::{Lang, Message, Romanisation, msg, plural, romanise, shown_path};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The name of the file.
const FILE: &str = "words.jsonl";
/// The columns of the table.
const COLUMNS: [&str; 8] = [
    "word",
    "answer",
    "latin",
    "dictionary",
    "sentence",
    "translation",
    "languages",
    "text",
];
/// The maximum length of a dictionary entry, in characters.
const MOST: usize = 300;

/// A line of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Entry {
    word: String,
    answer: String,
    sentence: String,
    translation: String,
    langs: [String; 2],
    text: String,
}

impl Entry {
    fn is_same(&self, other: &Self) -> bool {
        (&self.word, &self.sentence, &self.translation)
            == (&other.word, &other.sentence, &other.translation)
    }
}

/// Returns the path of the saved words.
fn place() -> Result<PathBuf, CliError> {
    let folder = dictionaries::data_folder();
    let folder = folder.ok_or_else(|| CliError::new(msg!("no home folder")))?;
    Ok(folder.join("bayn").join(FILE))
}

fn read(text: &str) -> Vec<Entry> {
    text.lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
}

/// Saves a word or a pair, unless it is saved already.
pub(crate) fn keep(kept: &Kept) -> Result<Message, CliError> {
    let entry = Entry {
        word: kept.word.clone(),
        answer: kept.answer.clone(),
        sentence: kept.sentence.clone(),
        translation: kept.translation.clone(),
        langs: [0, 1].map(|at| kept.langs[at].tag().to_owned()),
        text: kept.text.clone(),
    };
    let path = place()?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| CliError::unwritten(folder, &error))?;
    }
    let (mut log, text) = Log::open(&path).map_err(CliError::new)?;
    let all = read(&text);
    let known = all.iter().any(|known| known.is_same(&entry));
    if !known {
        let line = serde_json::to_string(&entry).map_err(std::io::Error::from)?;
        log.append(&line).map_err(CliError::new)?;
    }
    let count = all.len() + usize::from(!known);
    Ok(match (known, entry.word.is_empty()) {
        (true, _) => msg!("this is kept already; `bayn words` writes the table"),
        (false, true) => plural!(
            "the pair is kept; `bayn words` writes the table",
            "the pair is kept, {count} in all; `bayn words` writes the table",
            count
        ),
        (false, false) => plural!(
            "{word} is kept; `bayn words` writes the table",
            "{word} is kept, {count} in all; `bayn words` writes the table",
            count,
            word = format!("\u{2068}{}\u{2069}", entry.word)
        ),
    })
}

/// Writes the table.
pub(crate) fn run(args: &Words) -> Result<(), CliError> {
    let path = place()?;
    let text = crate::disk::read_text(&path).unwrap_or_default();
    let entries = read(&text);
    if entries.is_empty() {
        return Err(CliError::with_remedy(
            msg!("no words are kept yet"),
            msg!("in the reader, W keeps the word under the caret, or the pair"),
        ));
    }
    let mut lookup = Lookup::new(args)?;
    let mut table = format!(
        "#separator:tab\n#html:false\n#columns:{}\n",
        COLUMNS.join("\t")
    );
    for entry in &entries {
        let said = lookup.ask(entry)?;
        table.push_str(&row(entry, &said));
    }
    match &args.out {
        None => crate::cli::write_output(table.as_bytes()),
        Some(out) => {
            crate::cli::spare_inputs(out, &[path])?;
            crate::cli::write_to(out, table.as_bytes())?;
            crate::cli::say(plural!(
                "1 line written to {out}",
                "{count} lines written to {out}",
                count = entries.len(),
                out = shown_path(out)
            ));
            Ok(())
        }
    }
}

/// The dictionaries, opened once for each pair of languages.
struct Lookup<'a> {
    args: &'a Words,
    wanted: Wanted,
    open: BTreeMap<[String; 2], Dictionaries>,
}

impl<'a> Lookup<'a> {
    fn new(args: &'a Words) -> Result<Self, CliError> {
        let config = Config::load(&Screen::default());
        Ok(Self {
            args,
            wanted: Wanted::new(&config.settings),
            open: BTreeMap::new(),
        })
    }

    /// Returns the entry of a word from the first dictionary that has it.
    fn ask(&mut self, entry: &Entry) -> Result<String, CliError> {
        if entry.word.is_empty() {
            return Ok(String::new());
        }
        if !self.open.contains_key(&entry.langs) {
            let [source, target] = entry.langs.each_ref().map(|tag| Lang::new(tag));
            let langs = Sides::new(source, target);
            let sources = dictionaries::sources(&self.args.dict, &self.wanted, &langs)?;
            let opened = Dictionaries::new(Sources { ..sources });
            self.open.insert(entry.langs.clone(), opened);
        }
        let Some(dictionaries) = self.open.get_mut(&entry.langs) else {
            return Ok(String::new());
        };
        let said = dictionaries.look_up(&entry.word, &Lang::new(&entry.langs[0]));
        let lines = said.first().map(|said| said.lines.join("; "));
        let all = lines.unwrap_or_default();
        Ok(all.chars().take(MOST).collect())
    }
}

fn row(entry: &Entry, dictionary: &str) -> String {
    // A pair has its sentence as the question; flashcards need a first cell.
    let asked = [&entry.word, &entry.sentence, &entry.translation];
    let named = asked.into_iter().find(|text| !text.trim().is_empty());
    let named = named.unwrap_or(&entry.word);
    let answer = match entry.word.as_str() {
        "" => &entry.translation,
        _ => &entry.answer,
    };
    let latin = romanise(named, Romanisation::AlaLc);
    let latin = if latin == *named { "" } else { &latin };
    let languages = entry.langs.join("-");
    let cells = [
        named,
        answer,
        latin,
        dictionary,
        &entry.sentence,
        &entry.translation,
        &languages,
        &entry.text,
    ];
    let mut line = cells.map(cell).join("\t");
    line.push('\n');
    line
}

/// Returns a cell on one line; one with a quotation mark is quoted, as Anki reads it.
fn cell(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.contains('"') {
        true => format!("\"{}\"", line.replace('"', "\"\"")),
        false => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_a_cell_for_each_column_on_one_line() {
        let entry = Entry {
            word: "كتاب".to_owned(),
            sentence: "قرأت\tكتابًا\nأمس.".to_owned(),
            translation: "I read a \"book\".".to_owned(),
            langs: ["ar".to_owned(), "en".to_owned()],
            ..Entry::default()
        };
        let row = row(&entry, "book");
        let cells: Vec<&str> = row.trim_end_matches('\n').split('\t').collect();
        assert_eq!(row.matches('\n').count(), 1);
        assert_eq!(cells.len(), COLUMNS.len());
        assert_eq!(cells[0], "كتاب");
        assert_eq!(cells[2], "ktāb");
        assert_eq!(cells[4], "قرأت كتابًا أمس.");
        assert_eq!(cells[5], "\"I read a \"\"book\"\".\"");
        assert_eq!(cells[6], "ar-en");
    }

    #[test]
    fn a_pair_that_was_kept_is_asked_for_by_its_sentence() {
        let pair = Entry {
            sentence: "Tea.".to_owned(),
            translation: "شاي.".to_owned(),
            ..Entry::default()
        };
        let lone = Entry {
            translation: "شاي.".to_owned(),
            ..Entry::default()
        };
        for (entry, asked) in [(pair, "Tea."), (lone, "شاي.")] {
            let row = row(&entry, "");
            let cells: Vec<&str> = row.trim_end_matches('\n').split('\t').collect();
            assert_eq!(cells[..2], [asked, "شاي."]);
        }
    }
}
