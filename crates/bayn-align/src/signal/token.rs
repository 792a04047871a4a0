//! Words as the aligner compares them: folded, stemmed lightly, numbers by value.
//!
//! Two words count as the same string if their keys are equal: a number without
//! its separators in Western digits, a word of Arabic or Hebrew letters without clitics and endings, any other
//! word in lower case truncated to six letters. Han and kana runs yield pairs of characters, since
//! their words are not separated.

use bayn_text::{Affixes, digit_value, plain_letter};
use harf::shape::is_mark;

/// A word with its comparison key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// The key that is compared.
    pub(crate) key: String,
    /// The folded word, still with case and clitics.
    pub(crate) word: String,
    /// The kind of its characters.
    pub(crate) kind: TokenKind,
}

/// The kind of characters of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Digits.
    Number,
    /// Arabic letters.
    Arabic,
    /// Hebrew letters.
    Hebrew,
    /// Han or kana, two at a time.
    Ideographs,
    /// Any other letters.
    Letters,
}

/// Returns the value of a digit of any digit system.
fn digit(c: char) -> Option<u32> {
    digit_value(c).map(u32::from)
}

const fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{06ff}' | '\u{0750}'..='\u{077f}')
}

const fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{05d0}'..='\u{05ea}')
}

const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// Returns the letter without its Arabic variants, or `None` for a mark that is not compared.
const fn letter_of(c: char) -> Option<char> {
    match c {
        '\u{0591}'..='\u{05c7}'
        | '\u{064b}'..='\u{065f}'
        | '\u{0640}'
        | '\u{0670}'
        | '\u{200c}'
        | '\u{200d}'
        | '\u{ad}' => None,
        _ => Some(plain_letter(c)),
    }
}

/// Returns the words of `text` in order; their affixes are looked up in `affixes`.
pub(crate) fn tokens(text: &str, affixes: &Affixes) -> Vec<Token> {
    let mut found = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(first) = chars.next() {
        if let Some(value) = digit(first) {
            found.push(number(value, &mut chars));
        } else if is_ideograph(first) {
            let mut previous = first;
            let mut run = 1;
            while let Some(next) = chars.next_if(|&c| is_ideograph(c)) {
                found.push(ideographs(&[previous, next]));
                previous = next;
                run += 1;
            }
            if run == 1 {
                found.push(ideographs(&[first]));
            }
        } else if first.is_alphabetic() {
            let mut word: String = letter_of(first).into_iter().collect();
            while let Some(next) = chars.next_if(|&c| {
                (c.is_alphabetic() && !is_ideograph(c)) || letter_of(c).is_none() || is_mark(c)
            }) {
                word.extend(letter_of(next));
            }
            if !word.is_empty() {
                found.push(letters(word, affixes));
            }
        }
    }
    found
}

/// Reads a number that begins with the digit `first`. Points and commas between digits are
/// dropped, since languages differ in which of them is the grouping and which the decimal separator.
fn number(first: u32, chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Token {
    let mut word = String::new();
    word.extend(char::from_digit(first, 10));
    loop {
        if let Some(value) = chars.peek().and_then(|&c| digit(c)) {
            chars.next();
            word.extend(char::from_digit(value, 10));
            continue;
        }
        let Some(&mark) = chars.peek() else { break };
        let mut ahead = chars.clone();
        ahead.next();
        let follows = ahead.peek().is_some_and(|&c| digit(c).is_some());
        match mark {
            '.' | '\u{66b}' | ',' | '\u{66c}' | '\u{60c}' if follows => {}
            _ => break,
        }
        chars.next();
    }
    let key = word.trim_start_matches('0');
    Token {
        key: if key.is_empty() { "0" } else { key }.to_owned(),
        word,
        kind: TokenKind::Number,
    }
}

fn ideographs(run: &[char]) -> Token {
    let word: String = run.iter().collect();
    Token {
        key: word.clone(),
        word,
        kind: TokenKind::Ideographs,
    }
}

fn letters(word: String, affixes: &Affixes) -> Token {
    let joined = match word.chars().next() {
        Some(first) if is_arabic(first) => Some(TokenKind::Arabic),
        Some(first) if is_hebrew(first) => Some(TokenKind::Hebrew),
        _ => None,
    };
    if let Some(kind) = joined {
        Token {
            key: affixes.bold_stem(&word).to_owned(),
            word,
            kind,
        }
    } else {
        Token {
            key: word.chars().take(6).flat_map(char::to_lowercase).collect(),
            word,
            kind: TokenKind::Letters,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        tokens(text, Affixes::of("ar"))
            .into_iter()
            .map(|token| token.key)
            .collect()
    }

    #[test]
    fn numbers_compare_by_value_in_any_digits() {
        assert_eq!(keys("1,200 and 007"), ["1200", "and", "7"]);
        assert_eq!(keys("\u{661}\u{66c}\u{662}\u{660}\u{660}"), ["1200"]);
        assert_eq!(keys("3.5, 4."), ["35", "4"]);
    }

    #[test]
    fn arabic_loses_clitics_and_marks() {
        let plain = keys("\u{643}\u{62a}\u{627}\u{628}");
        assert_eq!(
            keys("\u{648}\u{627}\u{644}\u{643}\u{650}\u{62a}\u{627}\u{628}"),
            plain
        );
    }

    #[test]
    fn marks_of_any_script_stay_inside_a_word() {
        // Bengali ksha: a virama, which is not a letter, between two letters.
        assert_eq!(keys("\u{995}\u{9cd}\u{9b7}").len(), 1);
    }

    #[test]
    fn ideographs_go_in_pairs() {
        assert_eq!(keys("\u{4e2d}\u{56fd}\u{4eba}").len(), 2);
        assert_eq!(keys("\u{4e2d}").len(), 1);
    }

    #[test]
    fn long_words_compare_by_their_first_letters() {
        assert_eq!(keys("Government"), keys("governing"));
    }
}
