//! The shaper against an oracle built here from ArabicShaping.txt and UnicodeData.txt.
//!
//! The oracle knows joining types and compatibility decompositions straight from Unicode's
//! files and shares no line with the shaper. It is asked about every letter in every
//! context, every pair of letters, random words of all letters and marks, and the sample
//! texts of a dozen languages. What is drawn must also read back: its NFKC is the text.

use crate::ucd;

use harf::shape::{Joins, Policy, Tashkeel, form, is_invisible, shape};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Isolated, final, initial and medial form.
type Forms = [Option<char>; 4];

static ORACLE: LazyLock<Oracle> = LazyLock::new(Oracle::new);

struct Oracle {
    joining: HashMap<char, char>,
    marks: HashMap<char, bool>,
    forms: BTreeMap<char, Forms>,
}

impl Oracle {
    fn new() -> Self {
        let mut oracle = Self {
            joining: HashMap::new(),
            marks: HashMap::new(),
            forms: BTreeMap::new(),
        };
        for line in ucd::read("UnicodeData.txt").lines() {
            let fields: Vec<&str> = line.split(';').collect();
            let Some(c) = u32::from_str_radix(fields[0], 16)
                .ok()
                .and_then(char::from_u32)
            else {
                continue;
            };
            if matches!(fields[2], "Mn" | "Me" | "Cf") {
                oracle.joining.insert(c, 'T');
                oracle.marks.insert(c, fields[2] != "Cf");
            }
            let place = match fields[5].split(' ').next() {
                Some("<isolated>") => 0,
                Some("<final>") => 1,
                Some("<initial>") => 2,
                Some("<medial>") => 3,
                _ => continue,
            };
            let letters: Vec<char> = fields[5].split(' ').skip(1).map(ucd::character).collect();
            if let &[letter] = &letters[..] {
                oracle.forms.entry(letter).or_default()[place] = Some(c);
            }
        }
        for line in ucd::data_lines(&ucd::read("ArabicShaping.txt")) {
            let fields: Vec<&str> = line.split(';').map(str::trim).collect();
            let kind = fields[2].chars().next().expect("a joining type");
            oracle.joining.insert(ucd::character(fields[0]), kind);
        }
        oracle
    }

    fn kind(&self, c: char) -> char {
        self.joining.get(&c).copied().unwrap_or('U')
    }

    fn is_mark(&self, c: char) -> bool {
        self.marks.get(&c) == Some(&true)
    }

    /// Returns the nearest character in `chars` that is not transparent.
    fn nearest(&self, chars: impl Iterator<Item = char>) -> char {
        let mut chars = chars.map(|c| self.kind(c));
        chars.find(|&kind| kind != 'T').unwrap_or('U')
    }

    fn joins(&self, text: &[char], at: usize) -> Joins {
        let own = self.kind(text[at]);
        let before = self.nearest(text[..at].iter().rev().copied());
        let after = self.nearest(text[at + 1..].iter().copied());
        Joins {
            previous: "DRC".contains(own) && "DLC".contains(before),
            next: "DLC".contains(own) && "DRC".contains(after),
        }
    }

    fn form(&self, c: char, joins: Joins) -> char {
        if c == '\u{621}' {
            return c;
        }
        let place = usize::from(joins.previous) + 2 * usize::from(joins.next);
        self.forms
            .get(&c)
            .and_then(|forms| forms[place])
            .unwrap_or(c)
    }

    /// Returns the symbols of `text` in logical order, one string.
    fn shape(&self, text: &str) -> String {
        let composed: Vec<char> = compose(text).chars().collect();
        let mut drawn: Vec<char> = Vec::new();
        let mut at = 0;
        while at < composed.len() {
            let c = composed[at];
            let joins = self.joins(&composed, at);
            let skipped = composed[at + 1..]
                .iter()
                .take_while(|&&c| self.is_mark(c) || is_invisible(c) && c != '\u{200c}')
                .count();
            let ligature = composed.get(at + 1 + skipped).and_then(|alef| {
                let isolated = match alef {
                    _ if c != '\u{644}' => return None,
                    '\u{622}' => 0xfef5,
                    '\u{623}' => 0xfef7,
                    '\u{625}' => 0xfef9,
                    '\u{627}' => 0xfefb,
                    _ => return None,
                };
                char::from_u32(isolated + u32::from(joins.previous))
            });
            if let Some(ligature) = ligature {
                drawn.push(ligature);
                drawn.extend(&composed[at + 1..at + 1 + skipped]);
                at += 2 + skipped;
            } else {
                drawn.push(self.form(c, joins));
                at += 1;
            }
        }
        drawn.into_iter().filter(|&c| !is_invisible(c)).collect()
    }
}

/// Composes hamza and madda with their letters, letter by letter, and nothing else.
fn compose(text: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for c in text.chars() {
        if !(unicode_normalization::char::is_combining_mark(c) || is_invisible(c)) {
            words.push(String::new());
        }
        words.last_mut().expect("never empty").push(c);
    }
    words
        .iter()
        .map(
            |word| match word.contains(['\u{653}', '\u{654}', '\u{655}']) {
                true => word.nfc().collect(),
                false => word.clone(),
            },
        )
        .collect()
}

fn ours(text: &str) -> String {
    shape(text, &[], Policy::default())
        .iter()
        .map(|cluster| cluster.symbol.to_string())
        .collect()
}

/// Moves the marks between a lam and the alef that joins it behind the alef, where the one
/// cell of the ligature has them.
fn with_marks_behind(text: &str) -> String {
    let mut out: Vec<char> = Vec::new();
    for c in text.chars() {
        let lam = out
            .iter()
            .rposition(|&c| !unicode_normalization::char::is_combining_mark(c))
            .filter(|&at| out[at] == '\u{644}');
        match lam {
            Some(at) if matches!(c, '\u{622}' | '\u{623}' | '\u{625}' | '\u{627}') => {
                out.insert(at + 1, c);
            }
            _ => out.push(c),
        }
    }
    out.into_iter().collect()
}

#[track_caller]
fn check(oracle: &Oracle, text: &str) {
    assert_eq!(
        ours(text),
        oracle.shape(text),
        "{text:?} {:x?}",
        text.chars()
    );
    let read_back: String = ours(text).nfkc().collect();
    let visible: String = text
        .split('\u{200c}')
        .map(|part| {
            let part: String = part.chars().filter(|&c| !is_invisible(c)).collect();
            with_marks_behind(&compose(&part))
        })
        .collect();
    let expected: String = visible.nfkc().collect();
    assert_eq!(read_back, expected, "{text:?} does not read back");
}

#[test]
fn the_table_of_forms_is_unicodes() {
    let oracle = &*ORACLE;
    assert_eq!(oracle.forms.len(), 76);
    for c in '\0'..='\u{ffff}' {
        for (previous, next) in [(false, false), (true, false), (false, true), (true, true)] {
            let joins = Joins { previous, next };
            assert_eq!(form(c, joins), oracle.form(c, joins), "{c:?} {joins:?}");
        }
    }
}

#[test]
fn every_letter_joins_as_its_type_says_in_every_context() {
    let oracle = &*ORACLE;
    let letters: Vec<char> = oracle
        .joining
        .iter()
        .filter(|(_, kind)| "DRLCU".contains(**kind))
        .map(|(c, _)| *c)
        .collect();
    assert!(letters.len() > 700, "{}", letters.len());
    for &c in &letters {
        let beh = '\u{628}';
        check(oracle, &format!("{c}"));
        check(oracle, &format!("{beh}{c}"));
        check(oracle, &format!("{c}{beh}"));
        check(oracle, &format!("{beh}{c}{beh}"));
        check(oracle, &format!("{beh}\u{64e}{c}\u{651}\u{650}{beh}"));
        check(oracle, &format!("{beh}\u{200c}{c}\u{200d} {beh}"));
    }
}

#[test]
fn every_pair_of_arabic_letters_joins_as_the_oracle_says() {
    let oracle = &*ORACLE;
    let letters: Vec<char> = ('\u{620}'..='\u{6d5}')
        .filter(|&c| "DRUC".contains(oracle.kind(c)))
        .collect();
    for &first in &letters {
        for &second in &letters {
            let pair = String::from_iter([first, second]);
            assert_eq!(ours(&pair), oracle.shape(&pair), "{pair:?}");
        }
    }
}

#[test]
fn random_words_are_shaped_as_the_oracle_says() {
    let oracle = &*ORACLE;
    let mut alphabet: Vec<char> = ('\u{620}'..='\u{652}').collect();
    alphabet.extend('\u{653}'..='\u{65f}');
    alphabet.extend('\u{670}'..='\u{6d3}');
    alphabet.extend('\u{750}'..='\u{77f}');
    alphabet.extend("\u{644}\u{644}\u{644}\u{627}\u{623}\u{625}\u{622}\u{627}".chars());
    alphabet.extend(" \u{200c}\u{200d}\u{200e}\u{61c}\u{ad}\u{34f}\u{2060}\u{640}a1".chars());
    // A fixed linear congruential sequence (Knuth's MMIX constants): the same words always.
    let mut state: u64 = 20_261_122;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..10_000 {
        let mut text = String::from("\u{628}");
        for _ in 0..=next(9) {
            text.push(alphabet[next(alphabet.len())]);
        }
        check(oracle, &text);
    }
}

#[test]
fn the_sample_texts_are_shaped_as_the_oracle_says() {
    let oracle = &*ORACLE;
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join("crates/harf/tests/data/layout");
    let mut lines = 0;
    for entry in std::fs::read_dir(folder).expect("the samples").flatten() {
        let text = std::fs::read_to_string(entry.path()).expect("a text");
        for line in text.lines().filter(|line| !line.is_empty()) {
            check(oracle, line);
            lines += 1;
        }
    }
    assert!(lines > 20, "{lines} lines");
}

/// Persian: heh with hamza above, which Unicode does not compose.
#[test]
fn a_hamza_over_heh_is_in_the_letter_where_marks_are_not_drawn() {
    let drawn = |text: &str, tashkeel| {
        let policy = Policy {
            tashkeel,
            ..Policy::default()
        };
        let clusters = shape(text, &[], policy);
        let symbols = clusters.iter().map(|cluster| cluster.symbol.to_string());
        symbols.collect::<Vec<_>>()
    };
    let word = "\u{645}\u{647}\u{654}";
    assert_eq!(drawn(word, Tashkeel::Strip), ["\u{fee3}", "\u{fba5}"]);
    assert_eq!(drawn(word, Tashkeel::Keep), ["\u{fee3}", "\u{feea}\u{654}"]);
    assert_eq!(drawn("\u{647}\u{654}", Tashkeel::Strip), ["\u{fba4}"]);
    // Between two letters there is no such form.
    let inside = drawn("\u{645}\u{647}\u{654}\u{645}", Tashkeel::Strip);
    assert_eq!(inside[1], "\u{feec}\u{654}");
    // What Unicode composes is one letter in any case.
    assert_eq!(drawn("\u{6d5}\u{654}", Tashkeel::Keep), ["\u{fba4}"]);
}
