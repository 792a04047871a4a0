//! Lists inside a sentence: `a. …; b. …; c. …`, in the numbers and letters of many languages.
//!
//! One text writes each item of a list as a sentence, the other runs them together behind their labels.
//! The number of items in a sentence is the number of sentences that correspond to it.

use bayn_text::{digit_value, plain_letter};
use std::ops::RangeInclusive;

/// Letters in the order in which lists count with them. The numbers of Arabic lists follow the old order of
/// the Semitic alphabets or that of dictionaries.
const ORDERS: [&str; 9] = [
    "abcdefghijklmnopqrstuvwxyz",
    "ابجدهوزحطيكلمنسعفصقرشت",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "ابپتثجچحخدذرزژسشصضطظعغفقكگلمنوهي",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "абвгдежзиклмнопрстуфхцч",
    "абвгґдеєжзиіїйклмноп",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "一二三四五六七八九十",
];
/// Roman numbers as lists use them.
const ROMAN: [&str; 12] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
];
/// The ways to count: digits, Roman numbers, letters in each order.
const WAYS: usize = ORDERS.len() + 2;
/// A list has no more labels than this; what is longer is no sentence.
const MOST: usize = 64;
/// Labels of a list have at most so many letters or digits.
const LONGEST: usize = 4;

/// The number of a label in each way to count, 0 where it is none.
type Values = [u32; WAYS];

/// Returns how many items a sentence contains, at least and at most; `None` if it is not a list.
pub(crate) fn items(text: &str) -> Option<RangeInclusive<usize>> {
    let labels = labels(text);
    (0..WAYS)
        .flat_map(|way| runs(&labels, way))
        .max_by_key(|run| run.count)
        .filter(|run| run.count > 1)
        .map(|run| {
            let (least, most) = match (run.first, run.opens) {
                // The text before the first label is an item whose label was lost, or a sentence that
                // introduces the list.
                (_, true) => (run.count, run.count),
                (2, false) => (run.count + 1, run.count + 1),
                _ => (run.count, run.count + 1),
            };
            least..=most
        })
}

/// Labels that count upwards without a gap.
struct Run {
    first: u32,
    count: usize,
    /// Whether the first is at the beginning of the sentence.
    opens: bool,
}

/// Returns the run that begins at each label.
fn runs(labels: &[(bool, Values)], way: usize) -> impl Iterator<Item = Run> + '_ {
    (0..labels.len()).filter_map(move |from| {
        let (opens, values) = &labels[from];
        let first = values[way];
        let mut next = first;
        let mut count = 0;
        for (_, values) in labels.iter().skip(from) {
            if values[way] == next {
                count += 1;
                next += 1;
            }
        }
        let opens = *opens;
        (first > 0).then_some(Run {
            first,
            count,
            opens,
        })
    })
}

/// Returns the labels of a sentence: whether each is at its beginning, and its numbers.
fn labels(text: &str) -> Vec<(bool, Values)> {
    let mut found = Vec::new();
    let mut before = None;
    let mut rest = text.chars();
    loop {
        let begins = before.is_none_or(|mark| {
            matches!(
                mark,
                '.' | ';'
                    | ':'
                    | ','
                    | '\u{61b}'
                    | '\u{60c}'
                    | '\u{3002}'
                    | '\u{ff1b}'
                    | '\u{ff1a}'
            )
        });
        if begins && let Some(values) = label(rest.as_str()) {
            found.push((before.is_none(), values));
            if found.len() == MOST {
                break;
            }
        }
        let Some(c) = rest.next() else { break };
        if !c.is_whitespace() {
            before = Some(c);
        }
    }
    found
}

/// Reads a label at the beginning of a text: a number or letter, perhaps in brackets, a mark, and text.
fn label(text: &str) -> Option<Values> {
    let text = text.trim_start();
    let inside = text.trim_start_matches(['(', '[', '\u{ff08}']);
    let is_part = |c: &char| c.is_alphanumeric() || *c == '\u{640}';
    let core: String = inside
        .chars()
        .take_while(is_part)
        .take(LONGEST + 1)
        .collect();
    let after = inside.get(core.len()..)?.trim_start();
    let ends = [
        ')', ']', '.', '-', '\u{2013}', '\u{2014}', '\u{3001}', '\u{ff09}', ':',
    ];
    let text = after.strip_prefix(ends)?;
    let close = text.trim_start_matches(ends);
    let spaced = close.starts_with(char::is_whitespace);
    let mut word = close.trim_start().chars();
    let first = word.next()?;
    // Two initials of a name are no two items.
    if first.is_alphabetic() && word.next() == Some('.') {
        return None;
    }
    // A point between digits divides them.
    let follows =
        first.is_alphabetic() || (spaced && first.is_numeric()) || "\"'«“‘".contains(first);
    (follows && core.chars().count() <= LONGEST)
        .then(|| values_of(&core))
        .flatten()
}

/// Returns the number of a label, without brackets and marks, in each way to count.
fn values_of(core: &str) -> Option<Values> {
    let mut values = [0; WAYS];
    let [digits, roman, letters @ ..] = &mut values;
    let mut value = Some(0);
    for c in core.chars() {
        value = value.and_then(|value| Some(value * 10 + u32::from(digit_value(c)?)));
    }
    *digits = value.unwrap_or(0);
    let core: String = core
        .chars()
        .filter(|&c| c != '\u{640}')
        .flat_map(char::to_lowercase)
        .map(plain_letter)
        .collect();
    let place = ROMAN.iter().position(|number| *number == core);
    *roman = place.map_or(0, |place| place as u32 + 1);
    let mut chars = core.chars();
    if let (Some(letter), None) = (chars.next(), chars.next()) {
        for (value, order) in letters.iter_mut().zip(ORDERS) {
            let place = order.chars().position(|c| c == letter);
            *value = place.map_or(0, |place| place as u32 + 1);
        }
    }
    values.iter().any(|&value| value > 0).then_some(values)
}

/// Returns whether a sentence begins with a number in digits as its label.
pub(crate) fn is_numbered(text: &str) -> bool {
    label(text).is_some_and(|[digits, ..]| digits > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_counted_in_letters_and_numbers_of_many_languages() {
        for (text, range) in [
            ("a. Names; b. Places; c. Dates.", 3..=3),
            ("(1) Names; (2) Places.", 2..=2),
            ("i) one; ii) two; iii) three; iv) four", 4..=4),
            ("The report names: 1- places; 2- dates; 3- people.", 3..=4),
            ("أ. الأسماء؛ب. الأماكن؛ج. التواريخ.", 3..=3),
            ("د- المدة.هـ- المال.و- الإدارة.", 3..=3),
            ("٣ - الأول.ب- الثاني.ج- الثالث.", 3..=3),
            ("а) имена; б) места; в) даты", 3..=3),
            ("א. שמות; ב. מקומות", 2..=2),
        ] {
            assert_eq!(items(text), Some(range), "{text}");
        }
    }

    #[test]
    fn what_only_names_numbers_is_no_list() {
        for text in [
            "Paragraphs (1), (2), and (3) of this article stay.",
            "It grew by 1.5, then by 2.5, then by 3.5.",
            "A. Smith met B. Jones.",
            "J. K. Rowling wrote it.",
            "He scored 1-2 and won.",
            "",
        ] {
            assert_eq!(items(text), None, "{text}");
        }
    }
}
