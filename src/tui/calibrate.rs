//! Calibration by eye: one line in every encoding, and the user selects the one that looks
//! correct. No terminal reply can show pixels; a person can see them.
//!
//! The answers are kept per kind of terminal in `calibrate/terminals.toml` of the
//! configuration folder:
//!
//! ```toml
//! ["DA2 7;7, new-term"]
//! bidi = "guard"
//! ```
//!
//! This module has the page, the keys and the table's text, and prompts the user. It opens no file: the
//! caller reads and writes the table.

use crate::catalogue::UiLanguage;
use crate::session::{Event, Key};
use crate::tui::event_channel::channel;
use crate::tui::input::Input;
use crate::tui::modes::Modes;
use crate::tui::terminal::Guard;
use bayn_text::label;
use harf::Cells;
use harf::Direction;
use harf::encode::{Encoding, encode_row};
use harf::layout::{Block, LayoutOptions, VisualLine};
use harf::terminal::Facts;
use ratatui::buffer::Cell;
use std::io::{self, Write};
use std::path::PathBuf;
use toml_edit::DocumentMut;

/// Where the answers are stored, below the configuration folder of bayn.
#[must_use]
pub fn file() -> PathBuf {
    ["calibrate", "terminals.toml"].iter().collect()
}

/// What is shown in each encoding: two words, a bracket, a number and a Latin name, so that
/// order, joining, mirroring and numbers are all seen. Data, since editors reorder it.
const SAMPLE: &str = include_str!("../../assets/calibration.txt");
/// The width of the sample, in cells.
const WIDTH: u16 = 60;

/// One line of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The key that chooses it: `1`, `2`, …
    pub key: char,
    /// Its encoding.
    pub encoding: Encoding,
    /// The bytes of the line for this terminal, without an end of line.
    pub line: String,
}

/// Returns the page: the sample once in each encoding that could be right.
#[must_use]
pub fn offers(facts: &Facts) -> Vec<Offer> {
    Encoding::ALL
        .into_iter()
        .filter(|encoding| *encoding != Encoding::Off)
        .zip('1'..)
        .map(|(encoding, key)| Offer {
            key,
            encoding,
            line: line(facts, key, encoding),
        })
        .collect()
}

/// Lays out the sample, right-aligned after its key, and encodes the row as a whole.
fn line(facts: &Facts, key: char, encoding: Encoding) -> String {
    let rows = rows(facts, SAMPLE.trim_end(), WIDTH);
    let first = rows.into_iter().next().unwrap_or_default();
    let mut symbols: Vec<String> = [" ", &key.to_string(), " ", "\u{2502}"]
        .map(str::to_owned)
        .to_vec();
    symbols.extend(first);
    symbols.push("\u{2502}".to_owned());
    sent(&symbols, encoding)
}

/// Returns the rows of an Arabic text, right-aligned, as symbols from the left.
fn rows(facts: &Facts, text: &str, width: u16) -> Vec<Vec<String>> {
    let mut options = LayoutOptions::new(Cells(width), Direction::Rtl);
    options.shaping = facts.shaping;
    options.tashkeel = facts.tashkeel;
    let lines = Block::new(text, &options).lines.into_iter();
    let row = |line: VisualLine| {
        let pad = usize::from(width.saturating_sub(line.width().0));
        let pad = std::iter::repeat_n(" ".to_owned(), pad);
        pad.chain(line.cells.iter().map(|cell| cell.symbol.to_string()))
            .collect()
    };
    lines.map(row).collect()
}

/// Returns a row as sent to the terminal.
fn sent(symbols: &[String], encoding: Encoding) -> String {
    let mut row: Vec<Cell> = symbols
        .iter()
        .map(|symbol| {
            let mut cell = Cell::EMPTY;
            cell.set_symbol(symbol);
            cell
        })
        .collect();
    encode_row(&mut row, encoding);
    row.iter().map(Cell::symbol).collect()
}

/// Returns the whole page as it is sent to the terminal in raw mode: the mode first, since
/// a row takes it when it is erased, then a clear screen, then the lines.
#[must_use]
pub fn page(facts: &Facts, language: UiLanguage) -> String {
    let mut out = String::from("\u{1b}[?1049h");
    out.push_str(&explicit(facts).enter_bidi());
    out.push_str("\u{1b}[2J\u{1b}[H");
    say(&mut out, facts, language, HEAD);
    // Readers of Arabic need no translation of the sample.
    if language.is_english() {
        for word in SAMPLE_MEANING {
            say(&mut out, facts, language, word);
        }
    }
    out.push_str("\r\n");
    for offer in offers(facts) {
        out.push_str(&offer.line);
        out.push_str("\r\n\r\n");
    }
    for sentence in KEYS {
        say(&mut out, facts, language, sentence);
    }
    // Whether Arabic is displayed correctly is not known yet.
    if !language.is_english() {
        say(&mut out, facts, UiLanguage::ENGLISH, KEYS[0]);
    }
    out
}

/// Puts a message on the page: Arabic in the best known encoding.
fn say(out: &mut String, facts: &Facts, language: UiLanguage, sentence: &'static str) {
    if language.direction() == Direction::Ltr {
        out.push_str(sentence);
        out.push_str("\r\n");
        return;
    }
    for row in rows(facts, language.word(sentence), WIDTH + 5) {
        out.push_str(&sent(&row, facts.encoding));
        out.push_str("\r\n");
    }
}

/// The heading of the page.
const HEAD: &str =
    label!("Each line below is the same Arabic sentence, written in a different way:");
/// The help for the keys.
const KEYS: [&str; 2] = [
    label!("Press the number of the line that looks right, with its letters joined."),
    label!("Press 0 to delete an earlier answer, or q to change nothing."),
];

/// The translation of the sample, for users who do not read Arabic.
const SAMPLE_MEANING: &[&str] = &[
    "  from right to left: the word \"peace\", then (2019) in brackets, then \"from Reuters\",",
    "  then 45%, then a full stop at the left end. Letters of a word touch each other.",
];

/// The page is shown in explicit mode if the terminal has one, whatever the current choice.
fn explicit(facts: &Facts) -> Facts {
    let mut facts = facts.clone();
    facts.encoding = Encoding::Visual;
    facts
}

/// The meaning of a key on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This encoding looks correct.
    Keep(Encoding),
    /// The earlier answer is deleted.
    Forget,
    /// Nothing is changed.
    Leave,
}

/// Returns what this key means, or `None` if it means nothing here.
#[must_use]
pub fn meaning_of_key(facts: &Facts, key: char) -> Option<Answer> {
    match key {
        '0' => Some(Answer::Forget),
        'q' => Some(Answer::Leave),
        _ => offers(facts)
            .into_iter()
            .find(|offer| offer.key == key)
            .map(|offer| Answer::Keep(offer.encoding)),
    }
}

/// Shows the page on standard output and waits for a key that means something.
///
/// # Errors
///
/// The error of a terminal that cannot be put into raw mode, written or read.
pub fn ask(facts: &Facts, language: UiLanguage) -> io::Result<Answer> {
    let _guard = Guard::enter(Modes {
        mouse: false,
        linear: false,
        facts: explicit(facts),
    })?;
    let mut out = io::stdout();
    out.write_all(page(facts, language).as_bytes())?;
    out.flush()?;
    let (_sender, receiver) = channel::<()>()?;
    let mut input = Input::open(receiver.waker())?;
    loop {
        input.wait(None)?;
        while let Some(event) = input.next_event()? {
            let Event::Key(chord) = event else {
                continue;
            };
            let pressed = match chord.key {
                Key::Char('c') if chord.ctrl => 'q',
                Key::Esc => 'q',
                Key::Char(c) => western(c),
                _ => continue,
            };
            if let Some(answer) = meaning_of_key(facts, pressed) {
                return Ok(answer);
            }
        }
    }
}

/// A digit on an Arabic or Persian keyboard is the same digit.
fn western(c: char) -> char {
    harf::layout::Digits::Western.apply(c)
}

/// Returns the answer for this terminal in the file's text. A file that cannot be read as
/// TOML, or has an invalid name, has no answer.
#[must_use]
pub fn recall(text: &str, facts: &Facts) -> Option<Encoding> {
    let table: toml::Table = text.parse().ok()?;
    table
        .get(&facts.evidence.key())?
        .get("bidi")?
        .as_str()?
        .parse()
        .ok()
}

/// Returns whether an answer was stored for another version of the terminal.
#[must_use]
pub fn is_outdated(text: &str, facts: &Facts) -> bool {
    let table: Option<toml::Table> = text.parse().ok();
    let entry = table
        .as_ref()
        .and_then(|table| table.get(&facts.evidence.key()));
    let kept = entry
        .and_then(|entry| entry.get("version"))
        .and_then(toml::Value::as_str);
    match (kept, facts.version.as_deref()) {
        (Some(kept), Some(now)) => kept != now,
        _ => false,
    }
}

/// Returns the file's text with this answer in it; other terminals' answers and comments by a person
/// are kept.
#[must_use]
pub fn remember(text: &str, facts: &Facts, answer: Answer) -> String {
    let mut document: DocumentMut = text.parse().unwrap_or_default();
    let key = facts.evidence.key();
    match answer {
        Answer::Keep(encoding) => {
            let entry = document.entry(&key).or_insert_with(toml_edit::table);
            if !entry.is_table_like() {
                *entry = toml_edit::table();
            }
            if let Some(entry) = entry.as_table_like_mut() {
                entry.insert("bidi", toml_edit::value(encoding.name()));
                match &facts.version {
                    Some(version) => entry.insert("version", toml_edit::value(version)),
                    None => entry.remove("version"),
                };
            }
        }
        Answer::Forget => {
            document.remove(&key);
        }
        Answer::Leave => {}
    }
    document.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use harf::terminal::{Environment, Evidence, decide};

    fn facts(term: &str) -> Facts {
        decide(Evidence {
            env: Environment::of([("TERM".to_owned(), term.to_owned())]),
            ..Evidence::default()
        })
    }

    #[test]
    fn every_offer_is_another_line() {
        let offers = offers(&facts("t"));
        for (at, offer) in offers.iter().enumerate() {
            assert!(offers.iter().skip(at + 1).all(|o| o.line != offer.line));
            assert_eq!(
                meaning_of_key(&facts("t"), offer.key),
                Some(Answer::Keep(offer.encoding))
            );
        }
        assert_eq!(meaning_of_key(&facts("t"), '9'), None);
    }

    #[test]
    fn the_page_speaks_the_language_and_says_what_to_press_in_english_too() {
        let page = |language| page(&facts("t"), language);
        let (english, arabic) = (
            page(UiLanguage::ENGLISH),
            page(UiLanguage::of("ar").expect("Arabic")),
        );
        assert!(english.contains(HEAD) && english.contains(SAMPLE_MEANING[0]));
        assert!(!arabic.contains(HEAD) && !arabic.contains(SAMPLE_MEANING[0]));
        assert!(!arabic.contains(KEYS[1]) && arabic.contains(KEYS[0]));
        let rows = |page: &str| page.matches("\r\n").count();
        assert_eq!(rows(&arabic), rows(&english) - 1);
    }

    #[test]
    fn an_answer_is_kept_for_its_terminal_alone() {
        let text = remember("", &facts("one"), Answer::Keep(Encoding::Runs));
        let text = remember(&text, &facts("two"), Answer::Keep(Encoding::Words));
        assert_eq!(recall(&text, &facts("one")), Some(Encoding::Runs));
        assert_eq!(recall(&text, &facts("two")), Some(Encoding::Words));
        let text = remember(&text, &facts("one"), Answer::Forget);
        assert_eq!(recall(&text, &facts("one")), None);
        assert_eq!(recall(&text, &facts("two")), Some(Encoding::Words));
    }

    #[test]
    fn another_version_of_a_terminal_asks_for_calibration_again() {
        let of = |version: &str| {
            let mut facts = facts("one");
            facts.version = Some(version.to_owned());
            facts
        };
        let text = remember("", &of("1.2"), Answer::Keep(Encoding::Runs));
        assert_eq!(
            recall(&text, &of("1.3")),
            Some(Encoding::Runs),
            "until then it holds"
        );
        assert!(is_outdated(&text, &of("1.3")));
        assert!(!is_outdated(&text, &of("1.2")));
        assert!(
            !is_outdated(&text, &facts("one")),
            "a version that is not told changed nothing"
        );
        let again = remember(&text, &of("1.3"), Answer::Keep(Encoding::Runs));
        assert!(!is_outdated(&again, &of("1.3")));
        assert!(!is_outdated("[one]\nbidi = \"runs\"", &of("1.3")));
    }

    #[test]
    fn what_a_person_wrote_beside_an_answer_stays() {
        let text = remember("", &facts("one"), Answer::Keep(Encoding::Runs));
        let text = format!("# mine\n{text}# the end\n");
        let kept = remember(&text, &facts("one"), Answer::Keep(Encoding::Words));
        assert_eq!(recall(&kept, &facts("one")), Some(Encoding::Words));
        assert!(
            kept.starts_with("# mine\n") && kept.ends_with("# the end\n"),
            "{kept}"
        );
    }

    #[test]
    fn a_broken_file_holds_no_answer_and_is_written_anew() {
        assert_eq!(recall("[[[", &facts("one")), None);
        assert_eq!(recall("[one]\nbidi = \"upside down\"", &facts("one")), None);
        let text = remember("[[[", &facts("one"), Answer::Keep(Encoding::Guard));
        assert_eq!(recall(&text, &facts("one")), Some(Encoding::Guard));
    }
}
