//! Lines of a plain text that are chapter headings: `Chapter 3`, `الفصل الثالث`, `2.1 Method`.
//!
//! A word for a part of a book needs a number next to it, a number alone needs its predecessor
//! earlier in the text; both need body text after them, which a table of contents does not have.

use crate::Lang;
use crate::fold::fold;
use crate::number::{Sense, number_senses};
use harf::Span;

/// Words for parts of a book, folded, with their level; 1 is the outermost.
const PARTS: &[(&str, u8)] = &[
    ("part", 1),
    ("book", 1),
    ("volume", 1),
    ("chapter", 2),
    ("الجزء", 1),
    ("الكتاب", 1),
    ("القسم", 1),
    ("الباب", 2),
    ("الفصل", 3),
    ("partie", 1),
    ("livre", 1),
    ("chapitre", 2),
    ("teil", 1),
    ("buch", 1),
    ("kapitel", 2),
    ("parte", 1),
    ("libro", 1),
    ("capitulo", 2),
    ("capitolo", 2),
    ("часть", 1),
    ("книга", 1),
    ("глава", 2),
    ("bolum", 2),
    ("بخش", 1),
    ("فصل", 2),
    ("חלק", 1),
    ("פרק", 2),
];
/// A longer line is a sentence.
const LONGEST: usize = 90;
/// The least text of a chapter after its heading, in characters.
const BODY: usize = 60;
/// The level of `1.`; that of `1.1` and `1.1.1` is deeper.
const NUMBERED: u8 = 2;

/// A line that may be a heading.
struct Candidate {
    paragraph: usize,
    level: u8,
    /// The numbers before the title, outermost first; empty if a word such as "chapter" names the part.
    numbers: Vec<u32>,
}

/// Returns which paragraphs of a text are chapter headings, each with its level from 1.
#[must_use]
pub fn chapter_lines(text: &str, paragraphs: &[Span], lang: &Lang) -> Vec<(usize, u8)> {
    let candidates: Vec<Candidate> = paragraphs
        .iter()
        .enumerate()
        .filter_map(|(paragraph, span)| {
            let line = span.of(text);
            let (level, numbers) = named(line, lang)
                .map(|level| (level, Vec::new()))
                .or_else(|| numbered(line))?;
            Some(Candidate {
                paragraph,
                level,
                numbers,
            })
        })
        .collect();
    let candidates = in_sequence(candidates);
    let has_body = |at: usize, end: usize| {
        let behind = paragraphs.get(at + 1..end).unwrap_or_default();
        behind
            .iter()
            .any(|span| span.of(text).chars().count() >= BODY)
    };
    // The body text of a part whose first chapter follows at once is that of the chapter.
    let mut kept = Vec::new();
    let mut next: Option<(usize, u8, bool)> = None;
    for found in candidates.iter().rev() {
        let end = next.map_or(paragraphs.len(), |(paragraph, ..)| paragraph);
        let opens = next.is_some_and(|(_, level, is_kept)| is_kept && level > found.level);
        let keep = opens || has_body(found.paragraph, end);
        if keep {
            kept.push((found.paragraph, found.level));
        }
        next = Some((found.paragraph, found.level, keep));
    }
    kept.reverse();
    // A single chapter does not divide a text.
    if kept.len() < 2 { Vec::new() } else { kept }
}

/// Returns the level of a line that names the part it begins: a word for it and its number.
fn named(line: &str, lang: &Lang) -> Option<u8> {
    if line.chars().count() > LONGEST {
        return None;
    }
    let folded = fold(line).text;
    let mut words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let first = words.next()?;
    let second = words.next()?;
    // German and Turkish may put the number before: `3. Kapitel`.
    let (word, number) = match first.chars().all(char::is_numeric) {
        true => (second, first),
        false => (first, second),
    };
    let (_, level) = PARTS.iter().find(|(name, _)| fold(name).text == word)?;
    let counts =
        number.chars().all(char::is_numeric) || is_roman(number) || spells_number(number, lang);
    // `Part 2 of the plan was dropped.` is a sentence, `Chapter 2. The Fall` is not.
    let ends_as_sentence = line.trim_end().ends_with(['.', ',', '،', '؛', ';']);
    let is_bare = words.next().is_none();
    (counts && (is_bare || !ends_as_sentence)).then_some(*level)
}

/// Returns whether a folded word is a cardinal or ordinal number of the language.
fn spells_number(word: &str, lang: &Lang) -> bool {
    let bare = word.strip_prefix("ال").unwrap_or(word);
    [word, bare].iter().any(|word| {
        number_senses(lang.primary(), word)
            .iter()
            .any(|(sense, _)| matches!(sense, Sense::Ordinal | Sense::Unit | Sense::Teen))
    })
}

fn is_roman(word: &str) -> bool {
    word.len() <= 8 && word.chars().all(|c| "ivxlc".contains(c))
}

/// Returns the level and the numbers of a line such as `2.1 Method`.
fn numbered(line: &str) -> Option<(u8, Vec<u32>)> {
    let line = line.trim();
    if line.chars().count() > LONGEST
        || line.ends_with(['.', ',', '،', '؛', ';', ':', '؟', '?', '!'])
    {
        return None;
    }
    let (head, title) = line.split_once(char::is_whitespace)?;
    let is_title = title.chars().find(|c| c.is_alphanumeric())?;
    if !is_title.is_alphabetic() || is_title.is_lowercase() {
        return None;
    }
    let dotted = head.ends_with(['.', '-', ')']) || head.contains('.');
    let numbers = head
        .trim_end_matches(['.', '-', ')'])
        .split('.')
        .map(|part| {
            let digits: Option<String> = part
                .chars()
                .map(|c| crate::digit_value(c).map(|digit| char::from(b'0' + digit)))
                .collect();
            digits.and_then(|digits| digits.parse().ok())
        })
        .collect::<Option<Vec<u32>>>()?;
    let depth = u8::try_from(numbers.len())
        .ok()
        .filter(|depth| *depth <= 4)?;
    dotted.then_some((NUMBERED + depth - 1, numbers))
}

/// Keeps numbered lines whose numbers continue those before: 1, 1.1, 1.2, 2.
fn in_sequence(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut last: Vec<u32> = Vec::new();
    let goes_on = |last: &[u32], numbers: &[u32]| {
        let Some((own, outer)) = numbers.split_last() else {
            return true;
        };
        if *own == 1 {
            return outer.is_empty() || last.starts_with(outer);
        }
        last.len() >= numbers.len()
            && last.starts_with(outer)
            && last
                .get(outer.len())
                .is_some_and(|before| before + 1 == *own)
    };
    candidates
        .into_iter()
        .filter(|found| {
            let keep = goes_on(&last, &found.numbers);
            if keep && !found.numbers.is_empty() {
                last.clone_from(&found.numbers);
            }
            keep
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paragraphs;

    fn found(text: &str, lang: &str) -> Vec<(String, u8)> {
        let spans = paragraphs(text);
        chapter_lines(text, &spans, &Lang::new(lang))
            .into_iter()
            .map(|(at, level)| (spans[at].of(text).to_owned(), level))
            .collect()
    }

    fn named(lines: &[(&str, u8)]) -> Vec<(String, u8)> {
        lines
            .iter()
            .map(|(line, level)| ((*line).to_owned(), *level))
            .collect()
    }

    const BODY: &str = "The rain had fallen since morning, and nobody in the house had spoken of leaving before it stopped.";
    const BODY_AR: &str =
        "ظل المطر يهطل منذ الصباح، ولم يتحدث أحد في البيت عن الرحيل قبل أن يتوقف عن الهطول تمامًا.";

    #[test]
    fn words_for_parts_of_a_book_with_their_numbers_head_chapters() {
        let text = format!(
            "Part One\n\nCHAPTER I.\n\n{BODY}\n\nChapter 2: The Fall\n\n{BODY}\n\nChapter 2 was the longest of all.\n\n{BODY}\n"
        );
        let wanted = [
            ("Part One", 1),
            ("CHAPTER I.", 2),
            ("Chapter 2: The Fall", 2),
        ];
        assert_eq!(found(&text, "en"), named(&wanted));
        let text = format!(
            "الباب الأول\n\nالفصل الأول: البيت\n\n{BODY_AR}\n\nالفصل الثاني\n\n{BODY_AR}\n\nالفصل العنصري مرفوض\n\n{BODY_AR}\n"
        );
        let wanted = [
            ("الباب الأول", 2),
            ("الفصل الأول: البيت", 3),
            ("الفصل الثاني", 3),
        ];
        assert_eq!(found(&text, "ar"), named(&wanted));
    }

    #[test]
    fn a_table_of_contents_and_a_list_head_nothing() {
        let text =
            format!("Chapter 1\n\nChapter 2\n\nChapter 1\n\n{BODY}\n\nChapter 2\n\n{BODY}\n");
        assert_eq!(found(&text, "en").len(), 2);
        let text = format!("{BODY}\n\n1. Bread\n\n2. Milk\n\n3. Eggs\n\n{BODY}\n");
        assert!(found(&text, "en").is_empty());
    }

    #[test]
    fn numbers_that_go_on_head_sections() {
        let text = format!(
            "1. Aim\n\n{BODY}\n\n1.1 Scope\n\n{BODY}\n\n7. Stray\n\n{BODY}\n\n2. Method\n\n{BODY}\n\n٣. المنهج\n\n{BODY_AR}\n"
        );
        let wanted = [
            ("1. Aim", 2),
            ("1.1 Scope", 3),
            ("2. Method", 2),
            ("٣. المنهج", 2),
        ];
        assert_eq!(found(&text, "en"), named(&wanted));
    }

    #[test]
    fn other_languages_say_it_in_their_own_order() {
        let text = format!("3. Kapitel\n\n{BODY}\n\n4. Kapitel\n\n{BODY}\n");
        assert_eq!(found(&text, "de").len(), 2);
        let text = format!("Глава 1\n\n{BODY}\n\nГлава 2\n\n{BODY}\n");
        assert_eq!(found(&text, "ru").len(), 2);
    }
}
