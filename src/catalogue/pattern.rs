//! A key with holes, and the translation they go into.
//!
//! Keys are Rust's own format strings: `{}`, `{name}`, `{0}`, `{share:.0}`, and `{{` for a
//! brace. A key fits a sentence when its fixed words are there in order, each as early as it
//! can; the holes are what is between. The first hole that holds a number chooses the
//! plural. A hole in backticks, angle brackets, quotation marks or isolates, or one whose name begins
//! with `_`, holds a name: that is never translated.

use super::Plural;
use super::po::Forms;

/// A piece of a format string.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Fixed(String),
    Hole(String),
}

/// A key and its translations.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    key: Vec<Piece>,
    forms: Vec<Vec<Piece>>,
    plural: bool,
    numbers: bool,
    /// Of each hole, whether it holds a name.
    names: Vec<bool>,
}

/// What is around a name.
const QUOTES: [(char, char); 4] = [
    ('`', '`'),
    ('<', '>'),
    ('\u{201c}', '\u{201d}'),
    ('\u{2068}', '\u{2069}'),
];

impl Pattern {
    /// Returns the pattern of a key; none where the key has too few words to be known again.
    ///
    /// With `numbers` it fits only where every hole holds a number.
    pub(super) fn new(key: &str, forms: &Forms, numbers: bool) -> Option<Self> {
        let (texts, plural) = match forms {
            Forms::One(text) => (std::slice::from_ref(text), false),
            Forms::Many(texts) => (texts.as_slice(), true),
        };
        if texts.iter().any(String::is_empty) {
            return None;
        }
        let key = pieces(key);
        let pattern = Self {
            names: named(&key),
            key,
            forms: texts.iter().map(|text| pieces(text)).collect(),
            plural,
            numbers,
        };
        let words = pattern.key.iter().any(|piece| match piece {
            Piece::Fixed(text) => text.chars().any(|c| !c.is_whitespace()),
            Piece::Hole(_) => false,
        });
        words.then_some(pattern)
    }

    /// Returns how many bytes of the key are fixed.
    pub(super) fn fixed(&self) -> usize {
        self.key
            .iter()
            .map(|piece| match piece {
                Piece::Fixed(text) => text.len(),
                Piece::Hole(_) => 0,
            })
            .sum()
    }

    /// Returns of each hole whether it holds a name.
    pub(super) fn names(&self) -> &[bool] {
        &self.names
    }

    /// Returns what is in the holes of a sentence, if the key fits it.
    pub(super) fn holes<'a>(&self, sentence: &'a str) -> Option<Vec<&'a str>> {
        let mut rest = sentence;
        let mut holes = Vec::new();
        let mut open = false;
        for (at, piece) in self.key.iter().enumerate() {
            match piece {
                Piece::Hole(_) => open = true,
                Piece::Fixed(text) if !open => rest = rest.strip_prefix(text.as_str())?,
                Piece::Fixed(text) => {
                    let last = at + 1 == self.key.len();
                    let found = if last {
                        rest.ends_with(text.as_str())
                            .then(|| rest.len() - text.len())?
                    } else {
                        rest.find(text.as_str())?
                    };
                    holes.push(&rest[..found]);
                    rest = &rest[found + text.len()..];
                    open = false;
                }
            }
        }
        if open {
            holes.push(rest);
        } else if !rest.is_empty() {
            return None;
        }
        if self.plural && number(&holes).is_none() {
            return None;
        }
        if self.numbers && holes.iter().any(|hole| hole.trim().parse::<u64>().is_err()) {
            return None;
        }
        Some(holes)
    }

    /// Returns the translation with `said` in its holes; `holes` are what they held before.
    pub(super) fn fill(&self, holes: &[&str], said: &[String]) -> Option<String> {
        let form = if self.plural {
            self.forms
                .get(Plural::of("ar")?.form(number(holes)?))
                .or_else(|| self.forms.last())?
        } else {
            self.forms.first()?
        };
        let names: Vec<&str> = self
            .key
            .iter()
            .filter_map(|piece| match piece {
                Piece::Hole(name) => Some(name.as_str()),
                Piece::Fixed(_) => None,
            })
            .collect();
        let mut next = 0;
        let mut text = String::new();
        for piece in form {
            match piece {
                Piece::Fixed(fixed) => text.push_str(fixed),
                Piece::Hole(name) => {
                    let at = if name.is_empty() {
                        next += 1;
                        names
                            .iter()
                            .enumerate()
                            .filter(|(_, name)| name.is_empty())
                            .nth(next - 1)
                            .map(|(at, _)| at)
                    } else {
                        names
                            .iter()
                            .position(|known| known == name)
                            .or_else(|| name.parse().ok())
                    };
                    let said = at.and_then(|at| said.get(at)).map_or("", String::as_str);
                    // Where the form keeps the direction, once is enough.
                    let kept = text.ends_with('\u{2068}');
                    text.push_str(if kept { inside(said) } else { said });
                }
            }
        }
        Some(text)
    }
}

/// Returns of each hole of a key whether it holds a name.
fn named(key: &[Piece]) -> Vec<bool> {
    let ends = |at: Option<usize>, quote: char| match at.and_then(|at| key.get(at)) {
        Some(Piece::Fixed(text)) => text.ends_with(quote),
        _ => false,
    };
    let begins = |at: usize, quote: char| match key.get(at) {
        Some(Piece::Fixed(text)) => text.starts_with(quote),
        _ => false,
    };
    let holes = key
        .iter()
        .enumerate()
        .filter_map(|(at, piece)| match piece {
            Piece::Hole(name) => Some((at, name)),
            Piece::Fixed(_) => None,
        });
    holes
        .map(|(at, name)| {
            let quoted = |&(open, close): &(char, char)| {
                ends(at.checked_sub(1), open) && begins(at + 1, close)
            };
            name.starts_with('_') || QUOTES.iter().any(quoted)
        })
        .collect()
}

/// Returns what is in an isolate, where a text is one as a whole.
fn inside(text: &str) -> &str {
    text.strip_prefix('\u{2068}')
        .and_then(|rest| rest.strip_suffix('\u{2069}'))
        .filter(|rest| !rest.contains('\u{2069}'))
        .unwrap_or(text)
}

/// Returns the first number in the holes.
fn number(holes: &[&str]) -> Option<u64> {
    holes.iter().find_map(|hole| hole.trim().parse().ok())
}

/// Takes a format string apart.
fn pieces(format: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut fixed = String::new();
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' | '}' if chars.peek() == Some(&c) => {
                chars.next();
                fixed.push(c);
            }
            '{' => {
                let inside: String = chars.by_ref().take_while(|c| *c != '}').collect();
                let name = inside.split(':').next().unwrap_or("").trim().to_owned();
                if !fixed.is_empty() {
                    pieces.push(Piece::Fixed(std::mem::take(&mut fixed)));
                }
                pieces.push(Piece::Hole(name));
            }
            _ => fixed.push(c),
        }
    }
    if !fixed.is_empty() {
        pieces.push(Piece::Fixed(fixed));
    }
    pieces
}
